"""The next session's order on its screens: a prescriber writes it, everybody reads it, and no old one is hidden."""

import pytest
from streamlit.testing.v1 import AppTest

from data import orders
from schemas.order import Order
from tests import facts, said
from tests.app.house import INFUSION, Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def every(house: House) -> tuple[Order, ...]:
    with house.database.read() as connection:
        return orders.of_patient(connection, facts.PATIENT)


def ordered(house: House, **fields: object) -> Order:
    made = said.order(**({"entered_by": facts.OTHER_NURSE} | fields))
    with house.database.write() as connection:
        stands = orders.of_patient(connection, facts.PATIENT)
        orders.write(connection, made, stands[-1].id if stands else None)
    return made


def unfolded(test: AppTest) -> AppTest:
    test.session_state[f"order-{facts.PATIENT}"] = True
    return test.run()


def choose(test: AppTest, **chosen: str) -> None:
    for start, value in chosen.items():
        next(one for one in test.radio if one.label.startswith(start.replace("_", " "))).set_value(value)


LINE = "Ketamine IV 0.5 mg/kg over 40 min, same · Other 2 Mar 2026"


@pytest.mark.parametrize("name", ["patient", "begin", "sign", "review", "plan"])
def test_what_stands_next_is_said_where_a_session_is_looked_at_planned_or_begun(
    name: str, ended: House, opens: Opens
) -> None:
    address = {"session": facts.TREATMENT} if name in {"sign", "review"} else {"patient": facts.PATIENT}
    assert "no next order" in screen.read(opens(name, **address)).lower()
    ordered(ended)
    told = screen.read(opens(name, **address))
    assert any(f"{lead}: {LINE}" in told for lead in ("Ordered", "Next order"))


def test_a_prescriber_writes_it_with_the_weight_that_it_rests_on(
    house: House, opens: Opens, prescriber: Browser
) -> None:
    house.saved("readings", line="120/80 w82.5 @13:50")
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    test = unfolded(opens("patient", client=prescriber, patient=facts.PATIENT))
    assert "Written after the session of 2 Mar 2026" in screen.read(test)
    assert all(one.value is None for one in test.radio)
    choose(test, Compared="Raise", Drug="Ketamine", Route="IV", Dose_in="mg/kg")
    screen.fill(
        test, Dose="0,6", Minutes="40", Medicines="ondansetron 4 mg", Hold="over 160/100", Reason="little effect"
    )
    screen.press(test, "Write the order")
    assert screen.errors(test) == []
    (one,) = every(house)
    assert (one.dose_mg_per_kg, one.weight_kg, one.minutes, one.words) == (0.6, 82.5, 40, "little effect")
    assert (one.entered_by, one.treatment_id) == (facts.PRESCRIBER, facts.TREATMENT)
    told = screen.read(test)
    for line in (
        "Next order: Ketamine IV 0.6 mg/kg over 40 min, raised · Prescriber 2 Mar 2026",
        "Written last: Ketamine IV 0.6 mg/kg over 40 min, raised",
        "= 49.5 mg at 82.5 kg of 2 Mar 2026",
        "If needed: ondansetron 4 mg",
        "Hold if: over 160/100",
        "Reason: little effect",
    ):
        assert line in told, line


@pytest.mark.parametrize(
    ("chosen", "typed", "sentence"),
    [
        ({}, {}, "choose first, same, raise, lower or stop"),
        ({"Compared": "Same"}, {}, "names the drug and how it is given"),
        ({"Compared": "Same", "Drug": "Ketamine", "Route": "IV"}, {}, "in mg or in mg/kg: one of the two"),
        (
            {"Compared": "Same", "Drug": "Ketamine", "Route": "IV"},
            {"Dose": "40"},
            "say whether it is in mg or in mg/kg",
        ),
        (
            {"Compared": "Same", "Drug": "Ketamine", "Route": "IV", "Dose_in": "mg"},
            {"Dose": "forty"},
            "Dose: forty is not a number",
        ),
        (
            {"Compared": "Same", "Drug": "Ketamine", "Route": "IV", "Dose_in": "mg"},
            {"Dose": "40", "Minutes": "40", "or rate": "60"},
            "over minutes or at a rate, not both",
        ),
        (
            {"Compared": "Same", "Drug": "Ketamine", "Route": "IV", "Dose_in": "mg"},
            {"Dose": "40", "Minutes": "40,5"},
            "a whole number is needed",
        ),
        (
            {"Compared": "Lower", "Drug": "Ketamine", "Route": "IV", "Dose_in": "mg"},
            {"Dose": "40"},
            "To raise, lower or stop needs its reason",
        ),
        ({"Compared": "Stop", "Drug": "Ketamine"}, {"Reason": "psychosis"}, "To stop orders nothing else"),
    ],
)
def test_an_order_that_does_not_hold_together_is_refused_in_a_sentence_and_nothing_typed_is_lost(
    chosen: dict[str, str],
    typed: dict[str, str],
    sentence: str,
    house: House,
    opens: Opens,
    prescriber: Browser,
) -> None:
    test = unfolded(opens("patient", client=prescriber, patient=facts.PATIENT))
    choose(test, **chosen)
    screen.fill(test, **typed)
    screen.press(test, "Write the order")
    assert sentence.lower() in " ".join(screen.errors(test)).lower()
    assert every(house) == ()
    assert {one.value for one in test.text_input} >= set(typed.values())


def test_a_nurse_reads_the_order_and_writes_none(house: House, opens: Opens) -> None:
    ordered(house)
    test = unfolded(opens("patient", patient=facts.PATIENT))
    assert "A prescriber writes the order." in screen.read(test)
    assert "Write the order" not in [one.label for one in test.button]


def test_an_order_in_whose_place_another_stands_is_told_with_who_wrote_it(house: House, opens: Opens) -> None:
    ordered(house)
    ordered(house, change="stop", **dict.fromkeys(("drug", "route", "dose_mg_per_kg", "minutes")), words="psychosis")
    test = unfolded(opens("patient", patient=facts.PATIENT))
    told = screen.read(test)
    assert "Next order: stop, no more is to be given · Other 2 Mar 2026" in told
    assert "2 Mar 2026: Ketamine IV 0.5 mg/kg over 40 min, same" in told
    assert "by Otto Other" in told


def test_who_ordered_second_is_told(house: House, opens: Opens, prescriber: Browser) -> None:
    test = unfolded(opens("patient", client=prescriber, patient=facts.PATIENT))
    ordered(house)
    choose(test, Compared="Same", Drug="Ketamine", Route="IV", Dose_in="mg")
    screen.fill(test, Dose="40")
    screen.press(test, "Write the order")
    assert "another order meanwhile" in screen.errors(test)[0]
    assert len(every(house)) == 1


def test_the_form_of_a_session_offers_the_ordered_dose_and_measures_nothing(house: House, opens: Opens) -> None:
    ordered(house)
    test = opens("begin", patient=facts.PATIENT)
    dose = next(one for one in test.text_input if one.label.startswith("Planned dose"))
    assert (dose.value, test.radio[1].value) == ("0.5", "mg/kg")
    assert {one.value for one in test.text_input if one is not dose} == {None}
    test.radio[0].set_value(INFUSION.name)
    screen.press(test, "Start session")
    assert screen.errors(test) == []


def test_what_was_planned_with_a_dose_keeps_it_and_the_order_stands_beside(house: House, opens: Opens) -> None:
    ordered(house)
    planned = said.appointment("16:00", planned_dose_mg=42.0)
    opened.say(house.database, planned)
    test = opens("begin", appointment=planned.appointment_id)
    dose = next(one for one in test.text_input if one.label.startswith("Planned dose"))
    assert dose.value == "42"
    assert "Ketamine IV 0.5 mg/kg over 40 min, same · Other 2 Mar 2026" in screen.read(test)
    assert f"next order: {LINE}" in screen.read(opens("plan"))


def test_a_stop_is_a_warning_above_the_form_of_a_session_which_has_no_dose(house: House, opens: Opens) -> None:
    ordered(house, change="stop", **dict.fromkeys(("drug", "route", "dose_mg_per_kg", "minutes")), words="psychosis")
    test = opens("begin", patient=facts.PATIENT)
    (warned,) = [one.value.replace("\\", "") for one in test.warning]
    assert "Ordered: stop, no more is to be given · Other 2 Mar 2026" in warned
    assert "Reason: psychosis" in warned
    assert {one.value for one in test.text_input} == {None}
