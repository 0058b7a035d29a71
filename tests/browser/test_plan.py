"""The day's plan in a real browser: a file is looked at before it is saved, and one wrong line keeps all of it out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from data import appointments
from tests.served import ZONE, Served

HEAD = "record_number,date_of_birth,date,time"


def test_a_file_is_shown_before_it_is_planned_and_a_wrong_line_keeps_it_out(clinic: Served, page: Page) -> None:
    session = clinic.session(name=("Plan", "Ned"))
    patient = clinic.record(session).patient
    today = datetime.now(ZoneInfo(ZONE)).date()
    good = f"{patient.record_number},{patient.date_of_birth},{today},23:10"
    clinic.sign_in(page)
    page.goto(f"{clinic.address}/plan")
    page.get_by_text("Import the day's plan from a CSV file").click()
    file = page.locator("input[type=file]")
    file.set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": f"{HEAD}\n{good}\n{good[:-5]}noon".encode()}
    )
    expect(page.get_by_text("Line 3: Time: noon is no time of day")).to_be_visible(timeout=20_000)
    file.set_input_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": f"{HEAD}\n{good}".encode()})
    expect(page.get_by_role("table").filter(has_text="Plan Ned")).to_be_visible(timeout=20_000)
    with clinic.database.read() as connection:
        assert appointments.of_patient(connection, patient.id) == ()
    page.get_by_role("button", name="Plan 1 session").click()
    expect(page.get_by_text("The plan of the file is in.")).to_be_visible(timeout=20_000)
    with clinic.database.read() as connection:
        (one,) = appointments.of_patient(connection, patient.id)
    assert f"{one.expected_at.astimezone(ZoneInfo(ZONE)):%H:%M}" == "23:10"
