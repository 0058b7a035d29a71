"""The patient's screen in a real browser: what is seen first, filter, change from baseline, comparing, files."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from app.charts.trends import courses
from data import facts, protocols, statements, treatments
from schemas.drug import DrugEvent
from schemas.effect import Effect
from schemas.fact import ClinicalFact
from schemas.reading import Reading
from schemas.restriction import Restriction
from schemas.treatment import Treatment, TreatmentEnd
from tests.served import ZONE, Served

SESSIONS = 13
WORDY = 8  # which of them, from nought
MIDDLES = "all => all.map(one => one.getBoundingClientRect()).map(one => one.top + one.height / 2)"


@pytest.fixture(scope="module")
def patient(clinic: Served) -> UUID:
    """A patient with thirteen infusions, a week apart."""
    protocol = next(one for one in protocols.shipped() if one.key == "iv_q10_q15")
    first = clinic.session(minutes_ago=60 * 24 * 7 * SESSIONS)
    known = clinic.record(first).patient.id
    told = {"patient_id": known, "protocol_id": protocol.id, "planned_doses": 1, "zone": ZONE}
    with clinic.database.write() as connection:
        for number in range(SESSIONS):
            arrived = datetime.now(UTC) - timedelta(days=7 * (SESSIONS - number), minutes=-1)
            by: dict[str, Any] = {"entered_at": arrived, "entered_by": clinic.nurse}
            session = first if number == 0 else uuid4()
            if number > 0:
                treatments.begin(connection, Treatment(id=session, arrived_at=arrived, **told, **by))
            made = wordy if number == WORDY else infusion
            for fact in made(session, arrived, 20 + number, by):
                facts.record(connection, fact)
    return known


def infusion(session: UUID, arrived: datetime, rise: int, by: dict[str, Any], **pump: float) -> Iterator[ClinicalFact]:
    """A weight, a baseline, a rise of so much that is over when the person leaves; `pump`, how it was set."""
    start = arrived + timedelta(minutes=20)

    def told(minutes: int, name: str = "at", **more: object) -> dict[str, Any]:
        return {"id": uuid4(), "treatment_id": session, name: start + timedelta(minutes=minutes), **by, **more}

    for minutes, up in ((-5, 0), (10, rise // 2), (20, rise), (40, rise - 5), (60, 2), (90, 0)):
        signs: dict[str, Any] = {
            "systolic": 120 + up,
            "diastolic": 78 + up // 2,
            "pulse": 70,
            "spo2": 97,
            "source": "line",
        }
        yield Reading(**told(minutes, "taken_at"), **signs, weight_kg=80.0 if minutes < 0 else None)
    yield DrugEvent(**told(0, act="start", dose_mg=40, duration_minutes=40, **pump))
    yield DrugEvent(**told(40, act="stop", stop_says="planned"))
    yield TreatmentEnd(**told(95, "ended_at", how="left_with_escort"))


def wordy(session: UUID, arrived: datetime, rise: int, by: dict[str, Any]) -> Iterator[ClinicalFact]:
    """What makes each cell of the session's row as long as it gets: rates, effects, alerts, another position."""
    yield from infusion(session, arrived, rise, by, concentration_mg_ml=1)
    told = {"treatment_id": session, **by}
    half, at = (arrived + timedelta(minutes=minutes) for minutes in (40, 50))
    yield DrugEvent(**told, id=uuid4(), at=half, act="rate_change", rate_ml_h=72)
    signs: dict[str, Any] = {"systolic": 188, "diastolic": 112, "spo2": 89, "position": "sitting", "source": "line"}
    yield Reading(**told, **signs, id=uuid4(), taken_at=at)
    for key in ("perceptual_change", "numbness", "agitation"):
        yield Effect(**told, id=uuid4(), onset_at=at, effect=key)


@pytest.fixture
def view(clinic: Served, patient: UUID, page: Page) -> Page:
    """The screen of this patient, all of whose pictures are there."""
    page.set_viewport_size({"width": 1180, "height": 820})
    clinic.sign_in(page)
    page.goto(f"{clinic.address}/patient?patient={patient}")
    expect(pictures(page)).to_have_count(5, timeout=30_000)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=30_000)
    return page


def pictures(page: Page) -> Locator:
    return page.locator("[data-testid=stVegaLiteChart] svg.marks")


def card(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-view-{name}")


def test_the_first_screen_answers_without_scrolling_and_each_row_stands_beside_its_panel(view: Page) -> None:
    figures = view.get_by_role("region", name="Figures of the sessions")
    for name in ("Usual peak rise", "Worst", "Back within 110 % of baseline", "Held or not given", "To do"):
        expect(figures.get_by_role("heading", name=name)).to_be_visible()
    for seen in (figures, card(view, "rise").locator("svg.marks"), card(view, "overlaid").locator(".symbols_1_marks")):
        box = seen.first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 820
    rows, panels = (
        view.locator(f".st-key-view-sessions {what}").evaluate_all(MIDDLES)
        for what in ("tbody tr", "svg g.cell > g > path.background")
    )
    assert len(rows) == len(panels) == 12
    assert max(abs(row - panel) for row, panel in zip(rows, panels, strict=True)) < 10


def test_the_longest_row_hides_nothing_and_stands_beside_its_panel(view: Page) -> None:
    table = view.get_by_role("region", name="Sessions", exact=True)
    row = table.get_by_role("row").filter(has_text=f"Session {WORDY + 1},")
    for said in ("stated 40, from rates 44 mg", "and 2 more", "2 red", "2 of 8 dues missed", "oxygen not said"):
        expect(row).to_contain_text(said)
    assert table.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0
    heights = table.locator("tbody tr").evaluate_all("(rows) => rows.map((one) => one.getBoundingClientRect().height)")
    assert max(heights) <= courses.PITCH + 1


def test_a_switch_draws_its_own_picture_and_the_filter_what_it_leaves(view: Page) -> None:
    overlaid = card(view, "overlaid")
    expect(overlaid.locator("svg.marks")).to_contain_text("blood pressure, mmHg")
    overlaid.get_by_text("Δ baseline").click()
    expect(overlaid.locator("svg.marks")).to_contain_text("blood pressure, Δ from baseline, mmHg")
    overlaid.get_by_text("Table", exact=True).click()
    expect(view.get_by_role("region", name="Table of Sessions overlaid")).to_contain_text("change of systolic")
    view.get_by_role("button", name="Filter").click()
    view.get_by_role("combobox", name=re.compile("Dose given")).click()
    view.get_by_role("option", name="0.5 mg/kg").click()
    expect(view.get_by_text("Ketamine IV · 0.5 mg/kg · 13 sessions")).to_be_visible()
    view.get_by_role("combobox", name=re.compile("Drug and route")).click()
    expect(view.get_by_role("option", name="All drugs and routes")).to_be_visible()
    assert re.fullmatch(r".*/patient\?patient=[0-9a-f-]{36}", view.url), "one opaque id and no more"


def test_two_sessions_are_compared_and_a_picture_is_taken_out_with_what_it_draws(view: Page) -> None:
    card(view, "compare").get_by_text("Compare", exact=True).click()
    expect(card(view, "compare").locator("svg.marks")).to_have_count(2)
    expect(
        card(view, "compare").locator("[data-testid=stVegaLiteChart][aria-label*='compared session']")
    ).to_have_count(2)
    expect(view.get_by_role("region", name="Figures of both")).to_contain_text("40 mg, 0.50 mg/kg")
    card(view, "rise").get_by_role("button", name="Download").click()
    with view.expect_download() as begun:
        view.get_by_role("link", name="CSV", exact=True).click()
    assert begun.value.suggested_filename == "chairside-rise.csv"
    told = begun.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert told[0] == "what,session,dose,unit,rise,patients,note"
    assert len(told) == 1 + SESSIONS


def test_with_every_table_open_it_has_no_serious_fault_of_accessibility(view: Page) -> None:
    for name in ("overlaid", "between", "rise", "effects", "sessions"):
        card(view, name).get_by_text("Table", exact=True).click()
    expect(view.get_by_role("region", name=re.compile("^Table of "))).to_have_count(5)
    found = Axe().run(view, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in serious] == []


def test_on_a_telephone_a_picture_is_as_wide_as_its_card_or_is_scrolled_within_it_where_it_would_be_too_small(
    view: Page,
) -> None:
    view.set_viewport_size({"width": 390, "height": 844})
    expect(pictures(view)).to_have_count(5)
    for name in ("overlaid", "between", "rise", "effects", "sessions"):
        wide = name in {"overlaid", "between"}
        frame = card(view, name).get_by_test_id("stVegaLiteChart")
        around, picture = frame.bounding_box(), frame.locator("svg").first.bounding_box()
        assert around is not None
        assert picture is not None
        assert around["x"] + around["width"] <= 390
        assert (picture["width"] > 500) is wide
        assert wide or picture["x"] + picture["width"] <= 390
        assert frame.evaluate("frame => getComputedStyle(frame).overflowX") == "auto" or not wide


def test_who_is_not_to_see_the_record_any_more_does_not_go_on_filtering_it(
    view: Page, clinic: Served, patient: UUID
) -> None:
    told = {"id": uuid4(), "entered_at": datetime.now(UTC), "entered_by": clinic.second_nurse, "reason": "works here"}
    with clinic.database.write() as connection:
        statements.say(connection, Restriction(**told, patient_id=patient, staff_ids=(clinic.second_nurse,)))
    view.get_by_role("button", name="Filter").click()
    view.get_by_role("combobox", name=re.compile("Drug and route")).click()
    view.get_by_role("option", name="All drugs and routes").click()
    expect(view.get_by_text("This record is restricted.")).to_be_visible()
    expect(pictures(view)).to_have_count(0)
