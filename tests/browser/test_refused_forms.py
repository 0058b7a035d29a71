"""What a form sent and the server refused goes back into its form as it was filled in; nothing typed is lost."""

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from schemas.drug import DrugAct
from tests.browser.hands import alert, intercept, saved
from tests.served import Served


def dose(page: Page) -> Locator:
    """The buttons of the drug."""
    return page.get_by_role("region", name="Dose")


def save(page: Page, name: str = "Save") -> None:
    """Presses the form's own button."""
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()


def test_a_pause_that_was_forgotten_is_entered_after_the_stop_and_mended_when_it_is_refused(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    for act, time in (("Start", "-60"), ("Stop", "-20")):
        dose(page).get_by_role("button", name=act, exact=True).click()
        page.get_by_label("Time").fill(time)
        save(page)
        saved(page, act)
    expect(dose(page).get_by_role("button", name="Resume")).to_be_visible()  # by then the panel has heard of the stop
    dose(page).get_by_role("button", name="Pause").click()
    save(page)
    expect(page.get_by_role("dialog")).to_contain_text("Time: this is needed.")
    page.get_by_label("Time").fill("-10")
    save(page)
    expect(alert(page).filter(has_text="No infusion is running")).to_be_visible()
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("dialog", name="Pause")).to_be_visible()
    expect(page.get_by_label("Time")).to_have_value("-10")
    expect(alert(page)).to_have_count(0)
    page.get_by_label("Time").fill("-40")
    save(page)
    saved(page, "Pause")
    stop = next(one for one in clinic.record(session).drug_events if one.act is DrugAct.STOP)
    (pause,) = (one for one in clinic.record(session).drug_events if one.act is DrugAct.PAUSE)
    assert timedelta(minutes=19) < stop.at - pause.at < timedelta(minutes=21)


def test_every_form_takes_back_what_was_refused_in_it(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    intercept(
        page,
        "**/api/treatments/*/*",
        lambda route: (
            route.fulfill(status=422, json={"refusals": [{"code": "x", "text": "Refused for the test."}]})
            if route.request.method == "POST"
            else route.fallback()
        ),
    )
    effects = page.get_by_role("region", name="Effects")
    forms = {
        "Note": ("Words", lambda: effects.get_by_role("button", name="Note").click()),
        "Action": ("Medicine", lambda: effects.get_by_role("button", name="Action", exact=True).click()),
        "Bolus": ("Dose mg", lambda: dose(page).get_by_role("button", name="Bolus").click()),
        "Set the arrival": ("Reason", lambda: page.get_by_role("button", name="set arrival").click()),
    }
    for title, (label, open_form) in forms.items():
        typed = "12.5" if title == "Bolus" else f"typed into {title}"
        open_form()
        page.get_by_label(label, exact=True).fill(typed)
        page.get_by_label("Arrived at" if title == "Set the arrival" else "Time").fill("-5")
        save(page)
        expect(alert(page).filter(has_text="Refused for the test.")).to_be_visible()
        page.get_by_role("button", name="Edit").click()
        expect(page.get_by_role("dialog", name=title)).to_be_visible()
        expect(page.get_by_label(label, exact=True)).to_have_value(typed)
        expect(page.get_by_label("Arrived at" if title == "Set the arrival" else "Time")).to_have_value("-5")
        save(page, "Cancel")
        expect(alert(page)).to_have_count(0)
    assert clinic.record(session).facts() == ()
