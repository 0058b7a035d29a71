"""Scales row by row: what was said each time, item by item, and what was done about those that tell of danger."""

from uuid import uuid4

from data.exports import tidy
from schemas.rules import scales
from tests import facts, said
from tests.data.exports import clinic as made

NO = made.no


def test_what_was_said_of_a_scale_stands_with_its_total_and_what_became_of_it() -> None:
    rows = made.by_id("scales.csv", made.infusion())
    told = {key: (row["scale"], row["total"], row["status"], row["valid"], row["reason"]) for key, row in rows.items()}
    assert told == {
        str(NO(701)): ("phq_9", "8", "replaced", "false", ""),
        str(NO(702)): ("phq_9", "", "final", "true", "'=misread"),
        str(NO(703)): ("pcl_5", "20", "withdrawn", "false", ""),
        str(NO(704)): ("pcl_5", "20", "withdrawn", "false", "not hers"),
        str(NO(705)): ("c_ssrs", "", "final", "true", ""),
        str(NO(706)): ("madrs", "31", "final", "true", ""),
    }
    assert rows[str(NO(702))]["replaces"] == str(NO(701))
    assert (rows[str(NO(705))]["ideation"], rows[str(NO(705))]["behaviour"]) == ("0", "earlier")
    assert rows[str(NO(706))]["words"] == "'+by telephone"
    assert rows[str(NO(701))]["session_id"] == str(made.infusion().treatment.id)
    assert rows[str(NO(706))]["session_id"] == ""


def test_each_item_has_a_row_and_one_left_blank_has_no_value() -> None:
    rows = made.sheet("scale_items.csv", made.infusion())
    told = [row["value"] for row in rows if row["scale_id"] == str(NO(702))]
    assert told == ["1", "1", "2", "1", "0", "1", "1", "", "3"]
    assert {row["valid"] for row in rows if row["scale_id"] == str(NO(701))} == {"false"}
    assert len(rows) == 9 + 9 + 20 + 20


def test_what_was_done_stands_with_its_corrections() -> None:
    first, second = made.sheet("scale_closings.csv", made.infusion())
    assert (first["scale_id"], first["action"], first["status"]) == (str(NO(702)), "'=talked with her", "replaced")
    assert (second["replaces"], second["reason"], second["valid"]) == (str(NO(711)), "'-misspelt", "true")


def test_of_a_person_without_a_session_times_are_in_utc_and_of_one_session_its_own_scales_alone() -> None:
    record, patient = made.infusion(), uuid4()
    others = made.scales(record) | {patient: scales.standing([said.assessment(patient_id=patient)])}
    text = tidy.files([record], made.people(), scales=others)["scales.csv"].decode()
    assert f"{patient},,phq_9,{facts.instant('13:40').isoformat()}" in text
    only = tidy.files([record], made.people(), record.treatment.id, scales=others)["scales.csv"].decode()
    assert only.count("\r\n") == 3, "the header and the two versions of the PHQ-9"
