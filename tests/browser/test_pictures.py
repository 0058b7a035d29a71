import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from data import patients, signatures, treatments
from data.demo import people_in
from schemas.signature import Meaning
from schemas.treatment import Treatment
from tests.browser.hands import enter, saved
from tests.browser.pictured import come_in, keep, most_often, oldest, open_ones, shot, size, take
from tests.served import Served

SIZE: Final = {"width": 1180, "height": 820}
DRAWN: Final = "[data-testid=stVegaLiteChart] :is(canvas, svg)"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented clinic, as `make run` serves it."""
    # What is invented has tests of its own, in which it is counted.
    made = Served(tmp_path_factory.mktemp("demo") / "data", counts=False)
    made.start("demo")
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_screens_are_pictured(
    theme: Literal["light", "dark"], demo: Served, opened: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(viewport=SIZE, locale="en-GB", timezone_id="UTC", color_scheme=theme)
    treatment, regular = oldest(demo), most_often(demo)
    page.goto(demo.address)
    page.get_by_role("button", name="Bea Novak").click()
    expect(page.get_by_label("PIN")).to_be_focused()
    keep(shot(page, tmp_path / f"sign_in_{theme}.png"))
    come_in(demo, page)
    for name, place, drawn in (
        ("board", "/", ".board .card"),
        ("chair", f"/chair?session={treatment.id}", ".systolic_0_marks path"),
        ("patient", f"/patient?patient={regular}", DRAWN),
        ("scales", f"/scales?patient={regular}", DRAWN),
        ("patients", "/patients", "[data-testid=stPageLink]"),
        ("plan", "/plan", "[data-testid=stPageLink]"),
    ):
        page.goto(f"{demo.address}{place}")
        expect(page.locator(drawn).first).to_be_visible(timeout=30_000)
        picture = take(page, tmp_path / f"{name}_{theme}.png")
        assert size(picture) == (1180, 820)
        keep(picture)
    keep(settings(demo, page, tmp_path / f"settings_{theme}.png"))
    keep(alert(demo, page, treatment, tmp_path / f"alert_{theme}.png"))
    corrected = open_ones(demo)[1]
    keep(correction(demo, page, corrected, tmp_path / f"correction_{theme}.png"))
    keep(signing(demo, page, tmp_path / f"signing_{theme}.png"))
    keep(queue(demo, page, tmp_path / f"queue_{theme}.png"))
    keep(review(page, tmp_path / f"review_{theme}.png"))
    keep(safety(demo, page, tmp_path / f"safety_{theme}.png"))
    keep(lock(demo, page, treatment, tmp_path / f"lock_{theme}.png"))
    keep(audit(demo, page, corrected, tmp_path / f"audit_{theme}.png"))
    if theme == "dark":  # it has no other
        page.goto(f"{demo.address}/display")
        expect(page.locator(".card").first).to_be_visible()
        keep(shot(page, tmp_path / "display_dark.png"))


def settings(demo: Served, page: Page, file: Path) -> Path:
    """The protocols, one of them opened."""
    page.goto(f"{demo.address}/settings")
    page.get_by_text("IV q10/q15 v").first.click()
    expect(page.locator(DRAWN).first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("table").nth(2)).to_be_visible(timeout=30_000)
    return take(page, file)


def alert(demo: Served, page: Page, treatment: Treatment, file: Path) -> Path:
    """The chair with its alerts opened, after a value over a limit."""
    page.goto(f"{demo.address}/chair?session={treatment.id}")
    expect(page.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=30_000)
    region = page.get_by_role("region", name="Alerts")
    if "Dissociation 3" not in (region.text_content() or ""):
        enter(page, "_ _ _ _ d3")
        saved(page, "d3")
    expect(region).to_contain_text("Dissociation 3")
    region.get_by_role("button").first.click()
    expect(region.get_by_role("button", name="Acknowledge Dissociation 3")).to_be_visible()
    return take(page, file)


def correction(demo: Served, page: Page, treatment: Treatment, file: Path) -> Path:
    """A reading that was corrected, struck through, and the form of the next correction."""
    page.goto(f"{demo.address}/chair?session={treatment.id}")
    expect(page.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=30_000)
    sheet, form = page.get_by_role("table", name="Readings"), page.get_by_role("dialog")
    a_pressure = re.compile(r"Correct \S+ \d+\D\d+")
    for says in ("read from the monitor of the next chair", None):
        if says is not None and sheet.get_by_text(says).count() > 0:
            continue  # it was, for the other theme
        row = sheet.locator("tr[data-status=final]", has=page.get_by_role("button", name=a_pressure)).first
        pulse = int(row.get_by_role("cell").nth(4).inner_text())
        row.get_by_role("button", name=a_pressure).click()
        form.get_by_label("Corrected signs, as a line").fill(f"h{pulse + 2}" if says else f"h{pulse + 1}")
        form.get_by_label("Reason").fill(says or "mistyped")
        if says is not None:
            form.get_by_role("button", name="Correct", exact=True).click()
            expect(sheet).to_contain_text(says)
            expect(form).to_have_count(0)
    return take(page, file)


def signing(demo: Served, page: Page, file: Path) -> Path:
    """Of the sessions that nobody has reviewed yet the one that ended last: the nurse signs, then her line is open."""
    at = datetime.now(UTC)
    with demo.database.read() as connection:
        every = treatments.arrived_between(connection, at - timedelta(days=60), at)
        over = treatments.ends(connection, [one.id for one in every])
        signed = signatures.of_treatments(connection, list(over))
    waits = [one for one in every if one.id in over and not signatures.last(signed.get(one.id, ()), Meaning.REVIEWED)]
    ended = max(waits, key=lambda one: one.arrived_at)
    page.goto(f"{demo.address}/sign?session={ended.id}")
    expect(page.get_by_text("Missing or waiting")).to_be_visible(timeout=30_000)
    if page.get_by_text("Complete: signed by").count() == 0:  # it is, for the other theme
        page.get_by_label("Password of Bea Novak").fill(people_in.PASSWORD)
        page.get_by_role("button", name="Sign: this record is complete").click()
        expect(page.get_by_text("Complete: signed by Bea Novak")).to_be_visible(timeout=30_000)
    come_in(demo, page, "Dr Mia Lind", "mia")
    page.goto(f"{demo.address}/sign?session={ended.id}")
    expect(page.get_by_role("button", name="Sign: I have reviewed this record")).to_be_visible(timeout=30_000)
    return take(page, file)


def queue(demo: Served, page: Page, file: Path) -> Path:
    """The sessions that wait, as the prescriber sees them who signs; she is in since the signing."""
    page.goto(f"{demo.address}/review")
    expect(waiting(page)).to_be_visible(timeout=30_000)
    return take(page, file)


def review(page: Page, file: Path) -> Path:
    """The session that waits at the front of that queue."""
    waiting(page).click()
    expect(page.get_by_role("rowheader", name="Ordered, given")).to_be_visible(timeout=30_000)
    expect(page.locator(DRAWN).first).to_be_visible(timeout=30_000)
    page.locator(DRAWN).first.hover()  # what was taken out by Streamlit's own buttons would not be in the audit
    expect(page.get_by_test_id("stElementToolbar").first).to_be_hidden()
    expect(page.get_by_text("true", exact=True)).to_have_count(0)
    page.mouse.move(0, 0)
    return take(page, file)


def waiting(page: Page) -> Locator:
    """The first session of the queue."""
    return page.get_by_role("button", name=re.compile(r"born .* No\.")).first


def safety(demo: Served, page: Page, file: Path) -> Path:
    """The clinic's own figures, once every session is counted."""
    page.goto(f"{demo.address}/safety")
    expect(page.get_by_text("Sessions that have ended:")).to_be_visible(timeout=60_000)
    expect(page.locator(DRAWN).first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("not counted yet")).to_have_count(0)
    return take(page, file)


def lock(demo: Served, page: Page, treatment: Treatment, file: Path) -> Path:
    """The chair's tablet after its lock: the last person's tile is chosen and the caret waits for her PIN."""
    page.goto(f"{demo.address}/chair?session={treatment.id}")
    expect(page.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=30_000)
    page.locator(".bar .end").click()
    expect(page.get_by_label("PIN")).to_be_focused()
    expect(page.get_by_role("button", name="Dr Mia Lind")).to_have_attribute("aria-current", "true")
    return shot(page, file)


def audit(demo: Served, page: Page, treatment: Treatment, file: Path) -> Path:
    """One patient's, as its reader sees it: who administers."""
    with demo.database.read() as connection:
        patient = patients.by_id(connection, treatment.patient_id)
    assert patient is not None
    come_in(demo, page, "Tom Berger", "tom")
    page.goto(f"{demo.address}/audit")
    page.get_by_label("Record number of a patient").fill(patient.record_number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Access report of this patient")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-testid=stDataFrame] canvas").first).to_be_visible(timeout=30_000)
    return take(page, file)
