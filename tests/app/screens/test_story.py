"""The card *since the last visit* on the patient's screen: its sentences, its links, what they rest on, or nothing."""

from streamlit.testing.v1 import AppTest

from data import assessments
from tests import facts
from tests import said as made
from tests.app.house import House
from tests.app.screens.conftest import Opens
from tests.app.screens.test_hostile_text import LINE, WORDS, harmful


def card(test: AppTest) -> str:
    """The card's HTML, or nothing."""
    bodies = [one.proto.body for one in test.main if one.type == "html"]
    return next((body for body in bodies if 'class="story"' in body), "")


def test_each_sentence_has_a_link_to_its_session_and_opens_what_it_rests_on(house: House, opens: Opens) -> None:
    house.saved("readings", line="140/80 @13:50")
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    house.saved("readings", line="184/96 @14:20")
    house.saved("effects", line="+chest pain @14:15")
    said = card(opens("patient", patient=facts.PATIENT))
    assert "<span>Session 1, 2 Mar 2026, so far</span>" in said
    assert "<summary><b>Chest pain</b>: severity not stated, not ended so far.</summary>" in said
    assert said.index("Chest pain") < said.index("<b>Peak 184/96</b>"), "the most urgent first"
    assert ": 13:50 140/80 · 14:20 184/96</li>" in said
    link = f'<a href="/chair?session={facts.TREATMENT}" target="_self">session 1</a>'
    assert said.count(f"</details>{link}</li>") == said.count("<summary>") == 3, "readings not taken are the third"


def test_a_session_without_anything_to_tell_has_no_card(house: House, opens: Opens) -> None:
    house.saved("readings", line="140/80 @13:50")
    test = opens("patient", patient=facts.PATIENT)
    assert card(test) == ""
    assert not test.exception


def test_words_of_a_person_stay_words(house: House, opens: Opens) -> None:
    house.saved("decisions", decision="hold", words=WORDS)
    house.saved("effects", line=f'+"{LINE}" 4 @14:00')
    said = card(opens("patient", patient=facts.PATIENT))
    assert said.count("&lt;img src=") >= 3
    assert harmful(said) == []


def test_what_has_no_room_is_named(house: House, opens: Opens) -> None:
    house.saved("readings", line="140/80 @13:50")
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    house.saved("readings", line="184/112 88 90 16 m1 d3 @14:20")
    house.saved("effects", line="+chest pain @14:15")
    house.saved("interventions", act="medicine", what="labetalol", drug="labetalol", stated="-50")
    house.saved("ends", how="left_with_escort")
    said = card(opens("patient", patient=facts.PATIENT))
    assert said.count("<summary>") == 5
    assert "<p>Came up too: dissociation" in said


def test_a_scale_that_moved_leads_to_the_scales(house: House, opens: Opens) -> None:
    house.saved("readings", line="120/80 @13:50")
    with house.database.write() as connection:
        for day, first in ((1, 3), (2, 0)):
            taken_at = facts.instant("09:00", facts.DAY.replace(day=day))
            items = (3, first, first, 0, 0, 0, 0, 0, 0)
            assessments.enter(connection, made.assessment(taken_at, items=items))
    said = card(opens("patient", patient=facts.PATIENT))
    assert "<summary><b>PHQ-9 3</b> on 2 Mar 2026, 6 less than 9 on 1 Mar 2026.</summary>" in said
    behind = "2 Mar 2026 09:00 PHQ-9 3 · 1 Mar 2026 09:00 PHQ-9 9"
    assert f'<a href="/scales?patient={facts.PATIENT}" target="_self">Scales</a>: {behind}' in said
