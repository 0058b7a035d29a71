"""The chair by finger: touch fields with the keypad, targets that a finger hits, and what fits on a tablet."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from data import facts
from schemas.reading import NotMeasured, Position, Reading, Source
from tests.browser.hands import at_one_moment, confirm, enter, is_kept, line, saved, table
from tests.browser.test_board import started
from tests.served import Served


def tap(page: Page, keys: str) -> None:
    """Presses keys of the keypad."""
    keypad = page.get_by_role("group", name="Keypad")
    for key in keys:
        keypad.get_by_role("button", name=key, exact=True).click()


def test_a_set_is_entered_by_finger_alone(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("spinbutton", name="Systolic").click()
    for keys in ("148", "92", "88", "97"):
        tap(page, keys)
        page.get_by_role("group", name="Keypad").get_by_role("button", name="Next").click()
    expect(line(page)).to_have_value("148/92 88 97")
    page.get_by_role("button", name="Save reading").click()
    saved(page, "148/92 88 97")
    (reading,) = clinic.record(session).readings
    assert (reading.systolic, reading.diastolic, reading.pulse, reading.spo2) == (148, 92, 88, 97)
    assert reading.source == "fields"


def test_what_was_saved_is_in_no_field_any_more_and_the_caret_is_back_in_the_line(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("spinbutton", name="Systolic").click()
    tap(page, "137")
    page.get_by_role("group", name="Keypad").get_by_role("button", name="Next").click()
    tap(page, "89")
    page.get_by_role("button", name="Save reading").click()
    saved(page, "137/89")
    expect(page.get_by_role("spinbutton", name="Diastolic")).to_have_value("")
    expect(page.get_by_role("group", name="Keypad")).to_be_hidden()
    expect(line(page)).to_be_focused()
    expect(line(page)).to_have_attribute("inputmode", "none")
    page.get_by_role("spinbutton", name="Systolic").click()
    tap(page, "141")
    expect(line(page)).to_have_value("141/-")
    line(page).click()
    expect(line(page)).not_to_have_attribute("inputmode", "none")
    assert [(one.systolic, one.diastolic) for one in clinic.record(session).readings] == [(137, 89)]


def test_enter_in_a_touch_field_asks_and_the_next_enter_confirms(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with at_one_moment(page):
        page.get_by_role("spinbutton", name="Pulse").press_sequentially("17")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="Check")).to_be_visible()
        page.keyboard.press("Enter")
    assert clinic.record(session).readings == ()
    confirm(page)
    saved(page, "pulse 17")
    assert [one.pulse for one in clinic.record(session).readings] == [17]


def test_the_systems_keyboard_stays_away_from_the_touch_fields(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    for name in ("Systolic", "Diastolic", "Pulse", "SpO2", "Respirations", "Temperature"):
        expect(page.get_by_role("spinbutton", name=name)).to_have_attribute("inputmode", "none")


def test_a_sign_not_measured_takes_its_reason_from_the_keypad(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("spinbutton", name="Pulse").click()
    tap(page, "88")
    page.get_by_role("group", name="Keypad").get_by_role("button", name="Next").click()
    page.get_by_role("group", name="Keypad").get_by_role("button", name="probe off").click()
    expect(line(page)).to_have_value("_ 88 -p")
    page.get_by_role("button", name="Save reading").click()
    saved(page, "probe off")
    (reading,) = clinic.record(session).readings
    assert reading.not_measured == {"spo2": NotMeasured.PROBE_OFF}


def test_the_second_face_holds_sedation_dissociation_pain_and_position(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter_without_saving(page, "148/92 88")
    page.get_by_role("button", name="Sedation, dissociation").click()
    for group, value in (("Sedation (MOAA/S)", "4 lethargic"), ("Dissociation", "2 moderate"), ("Pain", "3")):
        radio = page.get_by_role("radiogroup", name=group).get_by_role("radio", name=value, exact=True)
        radio.click()
        expect(radio).to_be_checked()
    page.get_by_role("combobox", name="Position").select_option("supine")
    expect(line(page)).to_have_value("148/92 88 m4 d2 p3")
    page.get_by_role("button", name="Save reading").click()
    saved(page, "148/92 88")
    (reading,) = clinic.record(session).readings
    assert (reading.moaas, reading.dissociation, reading.pain, reading.position) == (4, 2, 3, Position.SUPINE)


def enter_without_saving(page: Page, typed: str) -> None:
    """Types into the line."""
    line(page).focus()
    page.keyboard.type(typed)


def test_every_button_one_uses_in_a_hurry_is_44_pixels_large(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "+nausea 1")
    saved(page, "Nausea")
    page.get_by_role("spinbutton", name="Systolic").click()
    page.get_by_role("button", name="Nausea details").evaluate("button => button.click()")
    small = []
    for place in (
        page.get_by_role("group", name="Keypad"),
        page.get_by_role("region", name="Effects"),
        page.get_by_role("region", name="Dose"),
    ):
        for button in place.get_by_role("button").all():
            box = button.bounding_box()
            if box and min(box["width"], box["height"]) < 43.5:
                small.append((button.inner_text(), box["width"], box["height"]))
    assert small == []


def test_a_tablet_shows_line_signs_effects_chart_and_three_readings_without_scrolling(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    for typed in ("126/80 72 98 @-30", "140/88 80 97 @-20", "+nausea 1 @-12", "150/94 84 97 @-10"):
        enter(page, typed)
        saved(page, "")
        expect(line(page)).to_have_value("")
    expect(table(page)).to_contain_text("150/94")
    expect(table(page)).to_contain_text("126/80")
    seen = [
        line(page),
        page.get_by_role("spinbutton", name="Systolic"),
        page.get_by_role("button", name="Perceptual change"),
        page.get_by_role("group", name=re.compile("Nausea, mild")),
        table(page).get_by_text("150/94"),
        table(page).get_by_text("140/88"),
        table(page).get_by_text("126/80"),
    ]
    for one in seen:
        expect(one).to_be_in_viewport(ratio=1)
    figure = page.get_by_role("figure").bounding_box()
    assert figure is not None
    assert figure["height"] >= 280
    assert figure["y"] + 280 <= 820


def test_three_readings_stay_in_sight_however_many_effects_come_between_them(
    clinic: Served, opened: Callable[..., Page]
) -> None:
    page = opened(viewport={"width": 1180, "height": 820}, has_touch=True, is_mobile=True)
    session = clinic.session()
    clinic.open_chair(page, session)
    typed = "126/80 72 98 @-30", "+vertigo @-29", "+nausea @-28", "148/96 84 97 d2 @-20", "+dizz @-19", "+fatigue @-18"
    for one in (*typed, "150/94 84 97 @-10", "+headache @-9", "+anxiety @-8", "+drows 2 @-7"):
        enter(page, one)
        expect(line(page)).to_have_value("")
    expect(table(page)).to_contain_text("Drowsiness / sedation moderate · Drowsiness / sedation begins")
    for seen in ("126/80", "148/96", "150/94"):
        expect(table(page).get_by_text(seen)).to_be_in_viewport(ratio=1)
    figure = page.get_by_role("figure").bounding_box()
    assert figure is not None
    assert figure["height"] >= 280
    assert figure["y"] + 280 <= 820
    within = table(page).get_by_role("button", name="Correct").first.bounding_box()
    assert within is not None
    assert min(within["width"], within["height"]) >= 44
    begun = page.get_by_role("button", name=re.compile("Correct .* Anxiety begins"))
    expect(begun).to_have_count(0)
    page.get_by_role("button", name=re.compile("Show 4 entries")).click()
    begun.click()
    expect(page.get_by_role("dialog", name=re.compile("Correct .* Anxiety begins"))).to_be_visible()


def test_three_readings_stay_in_sight_under_two_rows_of_alerts(clinic: Served, opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 1180, "height": 820}, has_touch=True, is_mobile=True)
    session = started(clinic, 30, "Under alerts")
    taken(clinic, session, minutes_ago=22, systolic=185, diastolic=112, pulse=128, spo2=90)
    taken(clinic, session, minutes_ago=14, systolic=190, diastolic=115, pulse=130, spo2=89, moaas=2)
    taken(clinic, session, minutes_ago=1, systolic=182, diastolic=111, pulse=97, spo2=97)
    clinic.open_chair(page, session)
    for one in ("+headache 1 @-18", "+nausea 1 @-9"):
        enter(page, one)
        expect(line(page)).to_have_value("")
    told = page.get_by_role("region", name="Alerts")
    expect(told).to_contain_text("Systolic 190 ≥ 180")
    bar = told.bounding_box()
    assert bar is not None
    assert bar["height"] > 50  # two rows
    for seen in ("185/112", "190/115", "182/111"):
        expect(table(page).get_by_text(seen)).to_be_in_viewport(ratio=1)
    figure = page.get_by_role("figure").bounding_box()
    assert figure is not None
    assert figure["height"] >= 280


def taken(clinic: Served, session: UUID, minutes_ago: float, **signs: int) -> None:
    """A reading that somebody took that long ago and only now writes down."""
    now = datetime.now(UTC)
    common = {"entered_at": now, "entered_by": clinic.nurse, "treatment_id": session}
    at = now - timedelta(minutes=minutes_ago)
    with clinic.database.write() as connection:
        facts.record(connection, Reading(**common, **signs, id=uuid4(), taken_at=at, source=Source.LINE))


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1180, 820), (768, 1024)])
def test_nothing_runs_out_of_the_page_sideways(clinic: Served, page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 97 16 t36.8 w82.5 o2 m4 d1 p2 @-5")
    saved(page, "148/92")
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    expect(line(page)).to_be_in_viewport()


def test_a_reason_given_by_finger_stays_while_the_next_field_is_filled(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("spinbutton", name="SpO2").click()
    page.get_by_role("group", name="Keypad").get_by_role("button", name="probe off").click()
    page.get_by_role("spinbutton", name="Respirations").click()
    tap(page, "16")
    expect(line(page)).to_have_value("_ _ -p 16")
    page.get_by_role("button", name="Sedation, dissociation").click()
    page.get_by_role("radiogroup", name="Dissociation").get_by_role("radio", name="0 none").click()
    expect(line(page)).to_have_value("_ _ -p 16 d0")


def test_what_stands_in_the_line_is_not_written_over_by_a_field(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter_without_saving(page, "+nausea 1")
    page.get_by_role("spinbutton", name="Pulse").click()
    tap(page, "8")
    expect(line(page)).to_have_value("+nausea 1")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("First finish the line")


def test_what_only_the_touch_fields_say_survives_a_reload(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="Sedation, dissociation").click()
    with page.expect_response(is_kept):
        page.get_by_role("combobox", name="Position").select_option("supine")
    page.reload()
    expect(line(page)).to_be_focused(timeout=20_000)
    page.get_by_role("button", name="Sedation, dissociation").click()
    expect(page.get_by_role("combobox", name="Position")).to_have_value("supine")


def test_the_tap_that_leaves_the_keypad_hits_what_was_under_the_finger_on_a_scrolled_page(
    clinic: Served, opened: Callable[..., Page]
) -> None:
    session = clinic.session()
    page = opened(has_touch=True, viewport={"width": 1180, "height": 600})
    clinic.open_chair(page, session)
    page.get_by_role("spinbutton", name="SpO2").tap()
    expect(page.get_by_role("group", name="Keypad")).to_be_visible()
    # As far down as the keypad makes the page: without it the page is shorter, and jumps.
    page.get_by_test_id("stMain").evaluate("element => (element.scrollTop = element.scrollHeight)")
    # A tap that waits until the button stands still: the page's other parts may still be drawing themselves.
    second = page.get_by_role("button", name="Sedation, dissociation")
    second.tap()
    expect(second).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="Keypad")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1180, 820), (390, 844)])
def test_the_whole_keypad_with_its_reasons_is_in_sight(
    clinic: Served, opened: Callable[..., Page], width: int, height: int
) -> None:
    session = clinic.session()
    page = opened(has_touch=True, viewport={"width": width, "height": height})
    clinic.open_chair(page, session)
    page.get_by_role("spinbutton", name="Systolic").tap()
    keypad = page.get_by_role("group", name="Keypad")
    for key in ("7", "0", "Next", "declined", "other"):
        expect(keypad.get_by_role("button", name=key, exact=True)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("spinbutton", name="Systolic")).to_be_in_viewport(ratio=1)


def test_reasons_of_the_second_face_are_shown_as_understood_while_they_are_typed(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter_without_saving(page, "148/92 m-a o-e w-d")
    for said in ("asleep", "equipment", "declined"):
        expect(page.get_by_text(re.compile(f"(MOAA/S|Sedation|Oxygen|Weight).* {said}"))).to_be_visible()
