"""Pages of the second factor: the code that is asked for on the way in, and how it is set up."""

from html import escape

from app.access.way_in import field, form

_DIGITS = 'inputmode="numeric" maxlength="7" autocomplete="one-time-code" autofocus required data-pin'


def code_form(there: str) -> str:
    """The code on the way in: six digits send it by themselves (app/live/pin.js)."""
    asked = "This browser is no tablet of the clinic: give the code that your authenticator app shows now."
    return (
        form(
            "/login",
            f"<h2>Code</h2><p>{asked}</p>",
            field("Code, six digits", "code", more=_DIGITS),
            button="Sign in",
            there=there,
        )
        + '<p><a href="/login">Begin again</a></p>'
    )


def begin_form(*, has: bool) -> str:
    """Whether she has one, and the password with which a new one begins."""
    stands = (
        "You have a second factor. A new one takes its place once you have confirmed it."
        if has
        else "You have none yet: away from the clinic's tablets you cannot sign in."
    )
    return form(
        "/second-factor",
        f"<h2>Second factor</h2><p>{stands}</p>",
        field("Password now", "password", kind="password", more='required autofocus autocomplete="current-password"'),
        button="Show a new secret",
    ) + _back("/secrets", "My password and PIN")


def shown(picture: str, secret: str) -> str:
    """The new secret, as a picture and as text."""
    return (
        "<h2>Second factor</h2><p>Read this with an authenticator app, or type the secret into it.</p>"
        f'<div class="picture" role="img" aria-label="The secret as a picture">{picture}</div>'
        f"<p><code>{escape(secret)}</code></p>"
    )


def confirm_form() -> str:
    """One code of the new secret makes it count."""
    asked = field("The code that the app shows now, six digits", "code", more=_DIGITS)
    return form("/second-factor", asked, button="Confirm") + _back("/second-factor", "Leave it as it was")


def _back(address: str, words: str) -> str:
    return f'<p><a href="{address}">{escape(words)}</a></p>'
