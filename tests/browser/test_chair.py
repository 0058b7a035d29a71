"""The chair in a real browser, as a nurse uses it: the line, effects, doses, the end."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from schemas.effect import Severity
from schemas.reading import NotMeasured
from schemas.rules import course, dose, episodes
from schemas.treatment import EndHow
from tests import entered
from tests.browser.hands import alert, at_one_moment, confirm, enter, line, saved, table
from tests.served import Served


def test_one_line_and_one_enter_save_a_set_and_the_caret_stays(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 97 16")
    saved(page, "148/92 88 97 16 · BN")
    (reading,) = clinic.record(session).readings
    assert (reading.systolic, reading.diastolic, reading.pulse, reading.spo2) == (148, 92, 88, 97)
    expect(table(page)).to_contain_text("148/92")
    expect(line(page)).to_be_focused()
    expect(line(page)).to_have_value("")


def test_who_only_administers_reads_the_chair_and_finds_nothing_to_write_with(clinic: Served, page: Page) -> None:
    session, tom = clinic.session(), uuid4()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 97 d3")
    saved(page, "148/92")
    with clinic.database.write() as connection:
        entered.add(connection, entered.admin(tom), "tom")
    clinic.sign_in(page, "Tom Berger")
    page.goto(f"{clinic.address}/chair?session={session}")
    expect(page.get_by_text("who writes no clinical entry")).to_be_visible(timeout=20_000)
    expect(table(page)).to_contain_text("148/92")
    expect(page.get_by_role("figure", name="Session chart")).to_be_visible()
    expect(line(page)).to_have_count(0)
    alerts = page.get_by_role("region", name="Alerts")
    alerts.get_by_role("button").click()
    expect(alerts).to_contain_text("Red, active")
    surface = page.locator(".chair")
    shown = [one.get_attribute("aria-expanded") for one in surface.get_by_role("button").all()]
    assert shown == ["true"], "the alerts' own line, that opens them"
    page.keyboard.type("140/90")
    page.keyboard.press("Enter")
    assert len(clinic.record(session).readings) == 1
    expect(page.get_by_role("link", name="Sign this session")).to_have_count(0)


def test_nothing_measured_is_ever_filled_in_beforehand(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 97 16 t36.8 w82.5 o2 @-5")
    saved(page, "148/92")
    page.get_by_role("button", name="Sedation, dissociation").click()
    for field in page.get_by_role("spinbutton").all():
        expect(field).to_have_value("")
    assert page.get_by_role("radio", checked=True).count() == 0
    expect(page.get_by_text("before 148")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("148 92", "/"),
        ("88 97", "/"),
        ("92/148", "above"),
        ("h301", "300"),
        ("_ _ 101", "100"),
        ("hallo", "hallo"),
        ("148/92 h88 97", "97"),
        ("h88 @23:59", "23:59"),
    ],
)
def test_a_line_that_is_refused_stays_as_it_was_typed(clinic: Served, page: Page, typed: str, named: str) -> None:
    session = clinic.session(minutes_ago=5)
    clinic.open_chair(page, session)
    enter(page, typed)
    expect(alert(page)).to_contain_text(named)
    expect(line(page)).to_have_value(typed)
    assert clinic.record(session).readings == ()


def test_an_unlikely_pulse_is_asked_about_and_then_saved(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "h17")
    expect(alert(page)).to_contain_text(re.compile("^Check"))
    assert clinic.record(session).readings == ()
    confirm(page)  # as who has read the question: an Enter that comes too soon confirms nothing
    saved(page, "17")
    (reading,) = clinic.record(session).readings
    assert reading.pulse == 17


def test_two_enters_in_a_tenth_of_a_second_save_one_reading(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("148/92 88 97")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter", delay=20)
    saved(page, "148/92")
    assert len(clinic.record(session).readings) == 1


def test_two_enters_in_a_tenth_of_a_second_leave_an_unlikely_value_a_question(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with at_one_moment(page):
        enter(page, "236/130")
        page.keyboard.press("Enter", delay=20)
    expect(alert(page)).to_contain_text("236")
    expect(line(page)).to_have_value("236/130")
    assert clinic.record(session).readings == ()


def test_an_enter_held_down_confirms_nothing(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("236/130")
    page.keyboard.down("Enter")
    expect(alert(page)).to_contain_text("236")
    for _ in range(30):
        page.keyboard.down("Enter")
    expect(line(page)).to_have_value("236/130")
    page.keyboard.up("Enter")
    assert clinic.record(session).readings == ()


def test_escape_goes_back_to_editing_what_was_asked_about(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "236/130")
    expect(alert(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(alert(page)).to_have_count(0)
    expect(line(page)).to_have_value("236/130")
    expect(line(page)).to_be_focused()


def test_a_dash_without_a_reason_is_a_choice_by_its_key(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 -")
    expect(page.get_by_role("button", name="declined")).to_be_visible()
    page.keyboard.press("Enter")
    expect(line(page)).to_have_value("148/92 88 -")
    page.keyboard.press("p")
    saved(page, "148/92 88, SpO2 probe off")
    (reading,) = clinic.record(session).readings
    assert reading.not_measured == {"spo2": NotMeasured.PROBE_OFF}


def test_another_reason_needs_its_words(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 -o")
    page.get_by_role("textbox", name="Reason in words").fill("nail varnish")
    page.keyboard.press("Enter")
    saved(page, "nail varnish")
    (reading,) = clinic.record(session).readings
    assert reading.reason_words == {"pulse": "nail varnish"}


def test_a_temperature_without_its_letter_is_offered_as_fahrenheit(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "t98.2")
    page.keyboard.press("f")
    saved(page, "t36.8")
    (reading,) = clinic.record(session).readings
    assert reading.temperature_c == 36.8


def test_an_effect_begins_by_one_tap_is_stated_changed_and_ended(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    effects = page.get_by_role("region", name="Effects")
    effects.get_by_role("button", name="Nausea", exact=True).click()
    expect(effects.get_by_role("group", name=re.compile("Nausea, severity not stated, since"))).to_be_visible()
    effects.get_by_role("button", name="Mild", exact=True).click()
    expect(effects.get_by_role("group", name=re.compile("Nausea, mild, since"))).to_be_visible()
    effects.get_by_role("button", name="Severe", exact=True).click()
    saved(page, "severe")
    effects.get_by_role("button", name="End", exact=True).click()
    expect(effects.get_by_role("group", name=re.compile("Nausea"))).to_have_count(0)
    effects.get_by_role("button", name="Nausea", exact=True).click()
    expect(effects.get_by_role("group", name=re.compile("Nausea, severity not stated"))).to_be_visible()
    first, second = episodes.episodes(clinic.record(session))
    assert first.worst is Severity.SEVERE
    assert first.ended_at is not None
    assert second.worst is None


def test_several_effects_run_side_by_side_from_the_line(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    for typed, label in (
        ("+nausea 1", "Nausea"),
        ("+dizziness 2 @-20", "Dizziness"),
        ('+"legs feel far away" 1', "legs feel far away"),
    ):
        enter(page, typed)
        saved(page, f"{label} begins")
        expect(page.get_by_role("group", name=re.compile(f"^{label}"))).to_be_visible()
    enter(page, "+dizziness 0")
    saved(page, "ends")
    expect(page.get_by_role("group", name=re.compile("Nausea, mild"))).to_be_visible()
    expect(page.get_by_role("group", name=re.compile("legs feel far away, mild"))).to_be_visible()
    assert [one.ended_at is None for one in episodes.episodes(clinic.record(session))] == [False, True, True]


def test_none_reported_is_one_tap_and_refused_while_an_effect_runs(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="None reported").click()
    saved(page, "no effect reported")
    page.get_by_role("button", name="Vertigo", exact=True).click()
    saved(page, "Vertigo begins")
    page.get_by_role("button", name="None reported").click()
    expect(alert(page)).to_contain_text("vertigo is running")
    assert len(clinic.record(session).none_reported) == 1


def test_a_dissociation_offers_the_effect_and_does_not_create_it(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 97 d2 m4")
    saved(page, "d2")
    expect(page.get_by_role("button", name="Begin dissociation")).to_be_visible()
    assert clinic.record(session).effects == ()
    page.get_by_role("button", name="Begin drowsiness").click()
    saved(page, "Drowsiness / sedation begins")


def test_an_infusion_is_started_paused_stopped_and_its_dose_said(clinic: Served, page: Page) -> None:
    session = clinic.session(planned_dose_mg=42.0)
    clinic.open_chair(page, session)
    doses = page.get_by_role("region", name="Dose")
    enter(page, "126/80 72 98 w82.5 @-61")
    saved(page, "126/80")
    press(page, "Start", {"Planned dose mg": "42", "Over minutes": "40", "Time": "-60"})
    saved(page, "Start 42 mg over 40 min")
    enter(page, "140/88 80 97 @-40")
    expect(table(page)).to_contain_text("+14/+8")
    press(page, "Pause", {"Time": "-30"})
    saved(page, "Pause")
    press(page, "Resume", {"Time": "-25"})
    saved(page, "Resume")
    doses.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("radio", name="the whole planned dose").click()
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "Stop")
    expect(doses).to_contain_text("given 42 mg (0.51 mg/kg at 82.5 kg")
    record = clinic.record(session)
    assert dose.given(record).mg == 42
    assert course.course(record).stopped_at is not None


def press(page: Page, button: str, fields: dict[str, str]) -> None:
    """Opens a form of the dose region, fills it and saves it with Enter."""
    page.get_by_role("region", name="Dose").get_by_role("button", name=button, exact=True).click()
    for label, text in fields.items():
        page.get_by_role("dialog").get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Enter")


def test_devices_count_towards_the_planned_number(clinic: Served, page: Page) -> None:
    session = clinic.session(key="esketamine_rems", planned_doses=2, planned_dose_mg=56.0)
    clinic.open_chair(page, session)
    for time, given in (("-20", "1 of 2 given"), ("-15", "given 56 mg")):
        press(page, "Device", {"Dose mg of this device": "28", "Time": time})
        saved(page, "Device 28 mg")
        expect(page.get_by_role("region", name="Dose")).to_contain_text(given)
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert dose.given(clinic.record(session)).devices == 2


def test_actions_and_notes_are_kept_at_their_time(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="Action", exact=True).click()
    for label, text in {"Medicine": "ondansetron", "Dose": "4 mg", "Route": "IV", "Ordered by": "Dr Lind"}.items():
        page.get_by_role("dialog").get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "ondansetron 4 mg IV, ordered by Dr Lind")
    page.get_by_role("button", name="Note", exact=True).click()
    page.get_by_role("dialog").get_by_label("Words").fill("curtain closed <b>twice</b>")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "curtain closed <b>twice</b>")
    record = clinic.record(session)
    assert (record.interventions[0].drug, record.notes[0].words) == ("ondansetron", "curtain closed <b>twice</b>")


def test_a_session_is_ended_with_how_the_person_left(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="End session").click()
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("needed")
    page.get_by_role("radio", name="left with escort").click()
    page.get_by_role("button", name="End", exact=True).click()
    saved(page, "Session ended: left with escort")
    assert course.course(clinic.record(session)).end_how is EndHow.LEFT_WITH_ESCORT
    expect(page.get_by_role("button", name="End session")).to_have_count(0)


def test_a_stated_time_is_compared_with_what_was_taken_before_it(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "122/87 70 @-28")
    saved(page, "122/87 70")
    enter(page, "129/85 72 @-2")
    saved(page, "129/85 72")
    page.keyboard.type("124/82 71 98 @-15")
    for before in ("before 122", "before 87", "before 70"):
        expect(page.get_by_text(before, exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    saved(page, "124/82 71 98")


def test_an_effect_that_runs_is_not_begun_twice_and_what_was_typed_stays(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "+nausea")
    saved(page, "Nausea begins")
    expect(page.get_by_role("group", name=re.compile("^Nausea"))).to_be_visible()  # the panel knows that it runs
    enter(page, "+nausea")
    expect(alert(page)).to_contain_text("Nausea is running already.")
    expect(line(page)).to_have_value("+nausea")
    page.keyboard.type(" 2")
    page.keyboard.press("Enter")
    saved(page, "Nausea moderate")
    assert len(clinic.record(session).effects) == 1


def test_an_effect_is_judged_from_its_chip_by_the_person_at_the_browser(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    effects = page.get_by_role("region", name="Effects")
    effects.get_by_role("button", name="Nausea", exact=True).click()
    saved(page, "Nausea begins")
    effects.get_by_role("button", name="Judge").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_contain_text("Choose an answer, or Cancel.")
    form.get_by_role("radio", name="probable").click()
    form.get_by_role("radio", name="no", exact=True).click()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(table(page)).to_contain_text("correction: judged")
    expect(effects.get_by_role("group", name="Nausea")).to_be_visible()
    (episode,) = episodes.episodes(clinic.record(session))
    assert (episode.fact.relatedness, episode.fact.serious, episode.fact.judged_by) == (
        "probable",
        False,
        clinic.nurse,
    )
