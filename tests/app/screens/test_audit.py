import csv
import io
from uuid import UUID

import pytest

from data import acts
from tests import entered, facts
from tests.app.house import Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens

WHOLE = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))


def acted(house: House) -> list[tuple[str, str, str | None]]:
    with house.database.read() as connection:
        told = acts.between(connection, WHOLE, 100)
    return [(row["what"], row["kind"], row["line"]) for row in reversed(told) if row["sha256"] is None]


def test_an_opened_patients_screen_is_in_the_audit_once_for_each_opening(house: House, opens: Opens) -> None:
    test = opens("patient", patient=facts.PATIENT)
    test.run()
    assert acted(house)[-1] == ("view", "patient", None)
    test.switch_page("screens/chair.py")
    test.query_params["session"] = str(facts.TREATMENT)
    test.run()
    test.run()
    test.query_params.clear()
    test.switch_page("screens/patients.py").run()
    test.text_input[0].set_value("alice").run()
    test.run()
    test.switch_page("screens/chair.py")
    test.query_params["session"] = str(facts.TREATMENT)
    test.run()
    test.switch_page("screens/handover.py").run()
    seen = [one for one in acted(house) if one[0] != "sign_in"]
    assert seen == [
        ("view", "patient", None),
        ("view", "treatment", None),
        ("search", "patient", "alice"),
        ("view", "treatment", None),
        ("print", "handover", None),
    ]


def test_a_sheet_that_is_made_to_be_printed_is_in_the_audit_of_each_patient_on_it(house: House, opens: Opens) -> None:
    bea = house.patient(given_name="Bea")
    house.session("14:00", patient_id=bea)
    test = opens("handover")
    test.run()
    with house.database.read() as connection:
        told = [row for row in acts.between(connection, WHOLE, 100) if row["what"] == "print"]
    assert {row["patient_id"] for row in told} == {facts.PATIENT, bea}
    assert len(told) == 2


def test_an_administrator_reads_who_did_what_to_a_patient(house: House, opens: Opens, admin: Browser) -> None:
    house.saved("readings", line="120/80 70 98 @14:00")
    test = opens("audit", client=admin)
    rows = test.dataframe[0].value.to_dict("records")
    assert ("Nia Nurse", "create", "reading", "120/80 70 98 @14:00") in [
        (row["who"], row["what"], row["kind"], row["words"]) for row in rows
    ]
    screen.fill(test, Record_number="C-0001")
    test.run()
    rows = test.dataframe[0].value.to_dict("records")
    assert {row["patient"] for row in rows} == {"Alice Example, No. C-0001"}
    assert ("view", "audit", None) in acted(house)
    screen.fill(test, Record_number="nobody")
    test.run()
    assert screen.errors(test) == ["No patient has the record number nobody: look it up under Patients."]


def test_the_audit_of_one_patient_has_an_address(house: House, opens: Opens, admin: Browser) -> None:
    house.saved("readings", line="120/80 70 98 @14:00")
    other = house.session("14:00")
    test = opens("audit", client=admin, patient=facts.PATIENT)
    rows = test.dataframe[0].value.to_dict("records")
    assert {row["patient"] for row in rows} == {"Alice Example, No. C-0001"}
    assert "Access report of this patient" in screen.read(test)
    screen.fill(test, Record_number="")
    test.run()
    assert len({row["patient"] for row in test.dataframe[0].value.to_dict("records")}) > 1, other
    assert "Access report" not in screen.read(test)
    nobody = opens("audit", client=admin, patient=UUID(int=404))
    assert "There is no patient under this address" in screen.errors(nobody)[0]
    assert len(nobody.dataframe) == 0, "what is of everybody is not taken for hers"


@pytest.mark.parametrize("administers", [True, False])
def test_a_patients_screen_leads_who_administers_to_that_patients_audit(
    administers: bool, house: House, opens: Opens, admin: Browser
) -> None:
    test = opens("patient", client=admin if administers else house.client, patient=facts.PATIENT)
    links = [one.proto.query_string for one in test.get("page_link") if one.proto.label == "Audit"]
    assert links == ([f"patient={facts.PATIENT}"] if administers else [])


def test_the_audit_says_on_which_tablet_and_in_which_role(house: House, opens: Opens, admin: Browser) -> None:
    client = house.tablet()
    client.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    house.post("notes", {"words": "calm"}, client=client)
    rows = opens("audit", client=admin).dataframe[0].value.to_dict("records")
    assert ("Nia Nurse", "nurse", "Tablet 1", "create", "note") in [
        tuple(row[name] for name in ("who", "role", "tablet", "what", "kind")) for row in rows
    ]


def test_who_was_refused_at_the_way_in_and_is_nobody_known_is_not_the_command_line(
    house: House, opens: Opens, admin: Browser
) -> None:
    house.tablet().post("/login", data={"user_name": "nobody", "password": entered.PASSWORD})
    rows = opens("audit", client=admin).dataframe[0].value.to_dict("records")
    assert [(row["who"], row["tablet"]) for row in rows if row["what"] == "refused"] == [
        ("nobody signed in", "Tablet 1")
    ]


def test_who_is_no_administrator_reads_no_audit_and_that_is_in_it(house: House, opens: Opens) -> None:
    test = opens("audit")
    assert "The audit is read by administrators" in screen.read(test)
    assert len(test.dataframe) == 0
    assert acted(house)[-1] == ("refused", "audit", None)


def test_a_patients_access_report_holds_all_that_was_done_and_harms_no_spreadsheet(
    house: House, admin: Browser
) -> None:
    house.saved("notes", words="calm")
    fact = house.saved("readings", line="120/80 @14:00")
    house.saved("readings", line="121/80 @14:00", replaces=fact, reason="=1+1")
    answer = admin.get(f"/export/access/{facts.PATIENT}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    told = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["who"], row["what"], row["kind"]) for row in told if row["kind"] in {"note", "reading"}] == [
        ("Nia Nurse", "create", "note"),
        ("Nia Nurse", "create", "reading"),
        ("Nia Nurse", "correct", "reading"),
    ]
    assert [row["reason"] for row in told if row["reason"]] == ["'=1+1"]
    assert acted(house)[-1] == ("export", "access report", None)


@pytest.mark.parametrize(
    ("by", "of", "status"),
    [
        ("nurse", str(facts.PATIENT), 403),
        ("admin", str(facts.TREATMENT), 404),
        ("admin", "nobody", 404),
        ("admin", str(facts.PATIENT), 200),
    ],
)
def test_an_access_report_is_given_to_administrators_alone(
    house: House, admin: Browser, by: str, of: str, status: int
) -> None:
    browser = admin if by == "admin" else house.client
    assert browser.get(f"/export/access/{of}.csv").status_code == status


def test_an_export_is_in_the_audit_with_the_patient_it_holds(house: House) -> None:
    house.client.get(f"/export/session/{facts.TREATMENT}.zip")
    house.client.get(f"/export/patient/{facts.PATIENT}.zip")
    house.client.get("/export/patient/nobody.zip")
    assert [one for one in acted(house) if one[0] == "export"] == [
        ("export", "treatment", None),
        ("export", "patient", None),
    ]


def test_a_patients_access_report_is_printed_as_tagged_pages_and_reads_no_text_as_markup(
    house: House, admin: Browser
) -> None:
    house.saved("notes", words="a note")
    first = house.saved("notes", words="another")
    house.post("retractions", {"fact_id": first, "reason": "#panic() *bold* $x$ @cite"})
    answer = admin.get(f"/export/access/{facts.PATIENT}.pdf")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="chairside-access-report.pdf"'
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content, "tagged, for who listens to it"
    assert b"Alice" not in answer.content.split(b"stream")[0], "no name in what a file manager shows"
    assert acted(house)[-1] == ("export", "access report", None)
    assert admin.get(f"/export/access/{facts.PATIENT}.docx").status_code == 404
