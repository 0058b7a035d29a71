"""A restricted record in a browser: nothing of it on the page of who is not named, until she opens it with a reason."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from data import facts as stored
from data import restricting, restrictions
from data import treatments as visits
from schemas.reading import Reading, Source
from schemas.restriction import Restriction
from tests.browser.hands import enter, line, saved, table
from tests.served import Served

ALL = """function all(root) {
  const within = [...root.querySelectorAll("*")].filter((one) => one.shadowRoot).map((one) => all(one.shadowRoot));
  return [root.innerHTML, ...within].join("\\n");
}"""
BANNER = "Restricted record, opened by you for 60 minutes more: she fainted."


def restrict(clinic: Served, session: UUID) -> None:
    """From now on the record is for Ines alone."""
    now = datetime.now(UTC)
    with clinic.database.write() as connection:
        visit = visits.by_id(connection, session)
        assert visit is not None
        told = {"id": uuid4(), "entered_at": now, "entered_by": clinic.second_nurse, "patient_id": visit.patient_id}
        said = Restriction(**told, staff_ids=(clinic.second_nurse,), reason="works here")
        restricting.restrict(connection, said, restrictions.named(connection, visit.patient_id))


@pytest.fixture
def session(clinic: Served) -> UUID:
    """Rosalind's session, with a reading of ten minutes ago; her family name is this test's alone."""
    made, now = clinic.session(name=("Rosalind", f"Verborgen-{uuid4().hex[:6]}")), datetime.now(UTC)
    at = now - timedelta(minutes=10)
    common = {"entered_at": now, "entered_by": clinic.second_nurse, "treatment_id": made}
    with clinic.database.write() as connection:
        signs = {"systolic": 163, "diastolic": 94}
        stored.record(connection, Reading(**common, **signs, id=uuid4(), taken_at=at, source=Source.LINE))
    return made


def told(page: Page) -> str:
    """All that the page holds, attributes too, also within the components."""
    return str(page.evaluate(f"({ALL})(document.documentElement)"))


def test_who_is_not_named_finds_a_closed_card_opens_it_with_a_reason_and_charts_at_once(
    clinic: Served, page: Page, session: UUID
) -> None:
    restrict(clinic, session)
    clinic.sign_in(page)
    page.goto(clinic.address)
    card = page.locator(f'a.card[href="/chair?session={session}"]')
    expect(card).to_contain_text("RV")
    expect(card).to_contain_text("restricted record")
    family = clinic.record(session).patient.family_name
    whole = card.evaluate("card => card.outerHTML").replace(str(session), "")
    for hidden in ("Rosalind", family, "1984", "163/94", "Ketamine", "IV q10", "reading"):
        assert hidden not in whole, hidden
    assert family not in told(page), "nor in the list of the day"
    card.click()
    expect(page.get_by_text("This record is restricted. Ask one of those for whom it is: Ines Roth.")).to_be_visible()
    assert "163/94" not in told(page)
    page.get_by_role("textbox", name="Reason").fill("she fainted")
    page.get_by_role("button", name="Open for 60 minutes").click()
    expect(page.get_by_text(BANNER)).to_be_visible()
    expect(line(page)).to_be_focused(timeout=20_000)
    expect(table(page)).to_contain_text("163/94")
    enter(page, "148/92 88 97")
    saved(page, "148/92")
    expect(page.get_by_role("link", name="Sign this session")).to_have_count(0)  # it is for those whom it names
    expect(page.get_by_role("link", name="Export this session")).to_have_count(0)
    assert page.request.get(f"{clinic.address}/export/session/{session}.zip").status == 403
    page.goto(clinic.address)
    expect(card).to_contain_text(f"Rosalind {family}")


def test_a_chair_that_is_open_closes_by_itself_when_its_record_is_for_others(
    clinic: Served, page: Page, session: UUID
) -> None:
    clinic.open_chair(page, session)
    expect(table(page)).to_contain_text("163/94")
    assert "163/94" in told(page)
    page.keyboard.type("148/9")
    restrict(clinic, session)
    expect(page.get_by_text("This record is restricted.")).to_be_visible()
    expect(table(page)).to_have_count(0)
    assert "163/94" not in told(page)
    page.get_by_role("textbox", name="Reason").fill("she fainted")
    page.get_by_role("button", name="Open for 60 minutes").click()
    expect(line(page)).to_have_value("148/9", timeout=20_000)
