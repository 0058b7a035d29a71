"""Corrections from the flowsheet: the original stays in sight, struck through, and what follows from it is said."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from schemas.rules import baseline, course
from tests.browser.hands import alert, enter, saved, table
from tests.served import ZONE, Served


def form(page: Page) -> Locator:
    """The form that is open."""
    return page.get_by_role("dialog")


def row(page: Page, named: str) -> Locator:
    """The row that holds and says so."""
    return table(page).locator("tr[data-status=final]").filter(has_text=named)


def correct(page: Page, named: str, fields: dict[str, str]) -> None:
    """Opens the correction of the row whose button is named so, fills it and saves it."""
    row(page, named).get_by_role("button", name="Correct").click()
    for label, text in fields.items():
        form(page).get_by_label(label).fill(text)
    form(page).get_by_role("button", name="Correct", exact=True).click()


def test_a_corrected_reading_keeps_what_is_not_spoken_of_and_stays_in_sight(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 97 88 @-10")
    saved(page, "148/92 97 88")
    correct(page, "148/92", {"Corrected signs, as a line": "h88 s97", "Reason": "pulse and SpO2 swapped"})
    saved(page, "148/92 88 97")
    struck = table(page).locator("tr[data-status=replaced]")
    expect(struck).to_contain_text("148/92")
    expect(struck.locator("s").first).to_be_visible()
    expect(table(page)).to_contain_text("pulse and SpO2 swapped")
    first, second = clinic.record(session).readings
    assert (second.systolic, second.pulse, second.spo2, second.replaces) == (148, 88, 97, first.id)
    assert second.taken_at == first.taken_at


def test_a_correction_without_a_reason_is_refused(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92")
    saved(page, "148/92")
    correct(page, "148/92", {"Corrected signs, as a line": "h88"})
    expect(form(page).get_by_role("alert")).to_contain_text("Reason: this is needed")
    assert len(clinic.record(session).readings) == 1


def test_a_correction_that_changes_nothing_stays_open_and_says_so(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92")
    saved(page, "148/92")
    correct(page, "148/92", {"Reason": "wrong"})
    expect(form(page).get_by_role("alert")).to_contain_text("Nothing is changed yet: fill in what was wrong, or Cancel")
    form(page).get_by_label("Corrected signs, as a line").fill("149/92")
    form(page).get_by_role("button", name="Correct", exact=True).click()
    saved(page, "149/92")
    assert [one.systolic for one in clinic.record(session).readings] == [148, 149]


def test_a_withdrawn_reading_stays_struck_through_in_the_flowsheet_and_the_chart(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 @-10")
    saved(page, "148/92")
    row(page, "148/92").get_by_role("button", name="Withdraw").click()
    form(page).get_by_label("Reason").fill("wrong patient")
    form(page).get_by_role("button", name="Withdraw").click()
    saved(page, "withdrawn: 148/92 88")
    expect(table(page).locator("tr[data-status=withdrawn]")).to_contain_text("148/92")
    expect(table(page)).to_contain_text("wrong patient")
    expect(page.get_by_role("figure")).to_have_accessible_name(re.compile("1 entry struck through"))
    assert baseline.pre_dose_pressure(clinic.record(session)) is None


def test_a_changed_start_moves_minutes_and_baseline_and_says_so(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    for typed in ("120/78 @-60", "130/84 @-50"):
        enter(page, typed)
        saved(page, typed.split(" ", maxsplit=1)[0])
    page.get_by_role("region", name="Dose").get_by_role("button", name="Start").click()
    form(page).get_by_label("Time").fill("-40")
    page.keyboard.press("Enter")
    saved(page, "Start")
    assert base(clinic, session) == (130, 84)
    page.get_by_role("button", name=re.compile("^Show .* entries")).click()  # it stands among what was not taken
    correct(page, "Start", {"Time": "-55", "Reason": "clock misread"})
    saved(page, "The baseline is 120/78 now")
    expect(page.get_by_role("status").filter(has_text="minutes, baseline and phase follow")).to_be_visible()
    assert base(clinic, session) == (120, 78)
    record = clinic.record(session)
    # The clock's minute may have changed between the reading's Enter and the correction's.
    assert course.minutes_from_start(course.course(record), record.readings[1].taken_at) in {4, 5}


def base(clinic: Served, session: object) -> tuple[int, int]:
    """The baseline as it is now."""
    found = baseline.baseline_pressure(clinic.record(session))  # type: ignore[arg-type]
    assert found is not None
    return found.systolic, found.diastolic


@pytest.mark.parametrize(
    ("button", "fields", "shown"),
    [
        ("Note", {"Words": "curtain closed"}, "curtain closed"),
        ("Action", {"Medicine": "ondansetron"}, "ondansetron"),
    ],
)
def test_actions_and_notes_are_corrected_and_withdrawn_too(
    clinic: Served, page: Page, button: str, fields: dict[str, str], shown: str
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name=button, exact=True).click()
    for label, text in fields.items():
        form(page).get_by_label(label, exact=True).fill(text)
    form(page).get_by_role("button", name="Save").click()
    saved(page, shown)
    correct(page, shown, {"Time": "-5", "Reason": "earlier"})
    expect(table(page).locator("tr[data-status=replaced]")).to_contain_text(shown)
    row(page, shown).get_by_role("button", name="Withdraw").click()
    form(page).get_by_label("Reason").fill("not done")
    form(page).get_by_role("button", name="Withdraw").click()
    saved(page, "withdrawn")
    expect(table(page).locator("tr[data-status=final]")).to_have_count(0)


def test_the_onset_of_an_effect_is_set_back_and_its_severities_stay(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "+nausea 2")
    saved(page, "Nausea begins")
    page.get_by_role("button", name="Nausea details").click()
    page.get_by_role("button", name="Set onset back").click()
    form(page).get_by_label("Onset").fill("-15")
    form(page).get_by_role("button", name="Save").click()
    expect(table(page).locator("tr[data-status=replaced]")).to_contain_text("Nausea begins")
    expect(page.get_by_role("group", name=re.compile("Nausea, moderate, since"))).to_be_visible()
    record = clinic.record(session)
    assert (record.effects[0].onset_at - record.effects[1].onset_at).total_seconds() == pytest.approx(900, abs=60)


def test_the_second_of_two_corrections_is_told_of_the_first(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92")
    saved(page, "148/92")
    (reading,) = clinic.record(session).readings
    body = {
        "id": "11111111-1111-4111-8111-111111111111",
        "replaces": str(reading.id),
        "reason": "mine",
        "line": "184/92",
    }
    row(page, "148/92").get_by_role("button", name="Correct").click()
    form(page).get_by_label("Corrected signs, as a line").fill("150/92")
    form(page).get_by_label("Reason").fill("yours")
    answer = page.request.post(
        f"{clinic.address}/api/treatments/{session}/readings", data=body, headers={"origin": clinic.address}
    )
    assert answer.status == 201
    form(page).get_by_role("button", name="Correct", exact=True).click()
    told = alert(page).filter(has_text="corrected or withdrawn this meanwhile")
    told.get_by_role("button", name="Leave what stands").click()
    expect(told).to_have_count(0)
    expect(row(page, "184/92")).to_be_visible()
    assert [one.systolic for one in clinic.record(session).readings] == [148, 184]


def test_none_reported_beside_a_reading_is_withdrawn_there(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "120/80")
    saved(page, "120/80")
    page.get_by_role("button", name="None reported").click()
    saved(page, "no effect reported")
    table(page).get_by_role("button", name=re.compile("Withdraw .*no effect reported")).click()
    form(page).get_by_label("Reason").fill("not asked")
    form(page).get_by_role("button", name="Withdraw").click()
    saved(page, "withdrawn: Asked: no effect reported")
    expect(table(page).locator("tr[data-status=withdrawn]")).to_contain_text("no effect reported")


def test_a_stop_is_corrected_from_so_many_mg_to_the_whole_planned_dose(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    body = {"act": "start", "dose_mg": 40, "duration_minutes": 40, "stated": "-60"}
    for number, act in enumerate((body, {"act": "stop", "stop_says": "mg", "dose_mg": 33, "stated": "-20"})):
        answer = page.request.post(
            f"{clinic.address}/api/treatments/{session}/drug-events",
            data={"id": f"22222222-2222-4222-8222-22222222222{number}"} | act,
            headers={"origin": clinic.address},
        )
        assert answer.status == 201
    expect(page.get_by_role("region", name="Dose")).to_contain_text("given 33 mg")
    row(page, "Stop").get_by_role("button", name="Correct").click()
    form(page).get_by_role("radio", name="the whole planned dose").click()
    form(page).get_by_label("Reason").fill("misread")
    form(page).get_by_role("button", name="Correct", exact=True).click()
    expect(page.get_by_role("region", name="Dose")).to_contain_text("given 40 mg")


def test_the_end_of_a_session_entered_afterwards_is_corrected_to_a_later_time_of_day(
    clinic: Served, page: Page
) -> None:
    session = clinic.session(minutes_ago=24 * 60, entered_afterwards=True)
    arrived = clinic.record(session).treatment.arrived_at.astimezone(ZoneInfo(ZONE))
    first, later = (f"{arrived + timedelta(minutes=minutes):%H:%M}" for minutes in (40, 100))
    clinic.open_chair(page, session)
    page.get_by_role("button", name="End session").click()
    form(page).get_by_role("radio", name="Not started").click()
    form(page).get_by_label("Time").fill(first)
    form(page).get_by_role("button", name="End", exact=True).click()
    correct(page, "Session ended", {"Time": later, "Reason": "left later"})
    expect(row(page, "Session ended")).to_contain_text(later)
    assert len(clinic.record(session).ends) == 2
