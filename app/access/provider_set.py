"""How the clinic has set its identity provider; half a setting stops the start."""

from app.access.provider import Provider, is_safe
from app.listening import ServeError
from app.settings import Settings


def of(chosen: Settings) -> Provider | None:
    """The clinic's provider, or None where none is set. Raises ServeError."""
    issuer, client_id, secret = chosen.oidc_issuer, chosen.oidc_client_id, _secret(chosen)
    if not (issuer or client_id or secret):
        return None
    if not (issuer and client_id and secret):
        raise ServeError(
            "An identity provider takes three settings: CHAIRSIDE_OIDC_ISSUER, CHAIRSIDE_OIDC_CLIENT_ID, and "
            "CHAIRSIDE_OIDC_CLIENT_SECRET or a file with it in CHAIRSIDE_OIDC_CLIENT_SECRET_FILE. Set all, or none."
        )
    if not is_safe(issuer) or "?" in issuer or "#" in issuer:
        raise ServeError("CHAIRSIDE_OIDC_ISSUER is the provider's address as it says it of itself, with https://.")
    acr = frozenset(part for one in chosen.oidc_acr.split(",") if (part := one.strip()))
    return Provider(issuer, client_id, secret, acr)


def _secret(chosen: Settings) -> str:
    if chosen.oidc_client_secret_file is None:
        return chosen.oidc_client_secret.get_secret_value()
    try:
        return chosen.oidc_client_secret_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ServeError(
            f"{chosen.oidc_client_secret_file} cannot be read: look at CHAIRSIDE_OIDC_CLIENT_SECRET_FILE."
        ) from None
