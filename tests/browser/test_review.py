"""The review by the keyboard alone, in a real browser: from the queue through its sessions to a signature."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from data import facts as stored
from data import signatures
from schemas.rules import content
from schemas.signature import ROLES, Meaning, Signature
from schemas.staff import Role, Staff
from schemas.treatment import EndHow, TreatmentEnd
from tests import entered, served
from tests.served import Served


def complete(clinic: Served, name: tuple[str, str], minutes_ago: int) -> UUID:
    """A session that the nurse has ended and signed as complete."""
    session = clinic.session(name=name, minutes_ago=minutes_ago)
    at = clinic.record(session).treatment.entered_at
    common = {"entered_at": at, "entered_by": clinic.nurse, "treatment_id": session}
    end = TreatmentEnd.model_validate(common | {"id": uuid4(), "ended_at": at, "how": EndHow.NOT_STARTED})
    with clinic.database.write() as connection:
        stored.record(connection, end)
    told = {"id": uuid4(), "meaning": Meaning.COMPLETE, "name": "Bea Novak", "role": ROLES[Meaning.COMPLETE]}
    told |= {"vouched": "password", "sign_in": uuid4(), "content": content.VERSION, "addenda": 0}
    told |= {"sha256": content.digest(content.of_record(clinic.record(session)))}
    with clinic.database.write() as connection:
        stored.record(connection, Signature.model_validate(common | told))
    return session


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Served]:
    """A clinic of its own, where nobody else's sessions wait, with a prescriber."""
    made = served.make(tmp_path / "data")
    with made.database.write() as connection:
        told = {"id": uuid4(), "entered_at": datetime.now(UTC), "entered_by": made.nurse, "initials": "ML"}
        mia = Staff.model_validate(told | {"name": "Mia Lind", "roles": (Role.PRESCRIBER,)})
        entered.add(connection, mia, "mia")
        entered.secret(connection, mia.id, made.database.secret_key)
    made.start()
    yield made
    made.close()


def test_a_prescriber_goes_through_the_queue_and_signs_without_a_mouse(clinic: Served, page: Page) -> None:
    older, newer = complete(clinic, ("Ada", "Older"), 200), complete(clinic, ("Bo", "Newer"), 100)
    clinic.sign_in(page, "Mia Lind")
    page.goto(f"{clinic.address}/review")
    first = page.get_by_role("button", name="Bo Newer")
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 2 that wait")).to_be_visible()
    expect(page.locator('[data-testid="stVegaLiteChart"] :is(canvas, svg)').first).to_be_visible()
    # What the picture shows is its name for who does not see it, and not that of a button that is hidden.
    expect(page.locator('[role="graphics-document"][aria-label^="Session chart: "]')).to_be_visible()
    page.get_by_test_id("stVegaLiteChart").hover()
    expect(page.get_by_test_id("stElementToolbar")).to_be_hidden()  # a way out that no audit would know of
    page.keyboard.press("n")
    expect(page.get_by_text("2 of 2 that wait")).to_be_visible()
    expect(page.get_by_role("region", name="Patient")).to_contain_text("Ada Older")
    page.keyboard.press("p")
    expect(page.get_by_role("region", name="Patient")).to_contain_text("Bo Newer")
    field = page.get_by_label("Password of Mia Lind").first
    expect(field).to_be_visible()
    # Until the page is whole the field may still be the other session's, which goes.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.keyboard.press("s")
    expect(field).to_be_focused()
    page.keyboard.type(entered.PASSWORD)  # with an s, an n and a p in it
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Patient")).to_contain_text("Ada Older")
    expect(page.get_by_text("1 of 1 that wait")).to_be_visible()
    expect(page.locator(":focus")).to_have_count(0)  # the next letter is a way to go, not the beginning of a secret
    page.keyboard.press("q")
    expect(page.get_by_role("button", name="Ada Older")).to_be_visible()
    expect(page.get_by_role("button", name="Bo Newer")).to_have_count(0)
    with clinic.database.read() as connection:
        reviewed = signatures.last(signatures.of_treatment(connection, newer), Meaning.REVIEWED)
        untouched = signatures.last(signatures.of_treatment(connection, older), Meaning.REVIEWED)
    assert reviewed is not None
    assert reviewed.holds
    assert untouched is None
