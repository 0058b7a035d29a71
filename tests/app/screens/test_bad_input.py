"""Bad input on the clinician's screens: nothing breaks, no gap shows as a word of the program, what is missing is said.

Each case is prepared by its function in `bad_input`; in the table stand the sentences that it must show, by screen, and
lines of the pictures' files.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from app.charts.trends.pictures import PICTURES
from tests.app.house import Browser, House
from tests.app.screens import bad_input, screen
from tests.app.screens.bad_input import Prepared
from tests.app.screens.conftest import Opens

GAP: Final = re.compile(r"\b(nan|NaN|NaT|None|null|undefined|inf|Traceback)\b|<NA>|&lt;NA&gt;|Something went wrong")
SCREENS: Final = ("patient", "review", "scales", "safety")
Told = tuple[str, ...]
NOBODY: Final = "Mean change from baseline at 40 min: not known of any session."


@dataclass(frozen=True)
class Case:
    """What the screens say of one preparation; `files` are whole lines of a picture's file, None: there is none."""

    patient: Told
    review: Told
    safety: Told
    scales: Told = ("Nothing was entered of this scale yet.",)
    files: Mapping[str, Told] | None = field(default_factory=dict)


UNKNOWN: Final = (
    "<h3>Usual peak rise</h3><b>unknown</b>",
    "<h3>Worst</h3><b>unknown</b>",
    "<h3>Back within 110 % of baseline</h3><b>unknown</b>",
)
NOT_STARTED: Final = Case(
    patient=(
        *(
            "1 session",
            *UNKNOWN,
            "<span>not started:</span><span>session 1, 2 Mar 2026, pressure unknown</span>",
            "not asked",
            "1 of 1 dues missed",
        ),
        "Sessions overlaid, values by minutes from the start: no session with a start.",
        "Blood pressure rise against dose: no session with a start of the drug.",
    ),
    review=(
        *("planned: unknown<br>not given", "Baseline unknown · peak unknown · Δ unknown", "SpO2 not measured"),
        *("Nobody asked for effects.", "1 of 1 due readings not taken", "Session chart: no readings yet; not started;"),
    ),
    safety=("Sessions that have ended: 1, of 1 patients; with the drug: 0.", NOBODY, "No reading was counted."),
    files={
        "sessions": ("peak change,1,,,,not started",),
        "between": ('"systolic, mmHg",1,2026-03-02,,resting pressure',),
    },
)
CASES: Final[Mapping[Callable[[House], Prepared], Case]] = {
    bad_input.no_session: Case(
        patient=(
            "born 2 Mar 2190",
            "0 sessions",
            "No session yet.",
            "unknown, nobody asked",
            "PHQ-9 item 9: not asked",
        ),
        review=("Nothing waits for review.",),
        safety=("Sessions that have ended: 0, of 0 patients; with the drug: 0.", NOBODY, "No reading was counted."),
        files=None,
    ),
    bad_input.one_empty_session: NOT_STARTED,
    bad_input.one_reading: Case(
        patient=(
            *(
                "1 without a known rise",
                "40 mg, weight unknown",
                "\u2265 \u2013/88<br>\u0394 unknown<br>n 1, gap 40 min",
            ),
            *("SpO2 not measured", "6 of 6 dues missed", "Between sessions: 1 session; resting pulse not known;"),
        ),
        review=("Baseline unknown · peak ?/88 · Δ unknown", "SpO2 not measured", "not measured: Systolic once"),
        safety=("with the drug: 1.", NOBODY, "1 reading: written down within 60 minutes."),
        files={"overlaid": ("diastolic,1,2026-03-02,20,,88,,,,", "due reading not taken,1,2026-03-02,30,,,,,,")},
    ),
    bad_input.many_sessions: Case(
        patient=(
            *(
                "200 sessions",
                "<b>\u2265+29.5/+10</b><span>median of 200 sessions",
                "session 200, 0.5 mg/kg, 2 Mar 2026",
            ),
            *("\u2265+49/+10", "0 of 200 returned", "200 unsigned", "ketamine 8000 mg so far", "Session 189, "),
        ),
        review=("1 of 90 that wait", "Baseline 120/80 · peak 169/90, systolic at 20 min · Δ +49/+10"),
        safety=("Sessions that have ended: 200, of 1 patients; with the drug: 200.", "50 of 200 sessions"),
        files={"overlaid": ("systolic,200,2026-03-02,20,,169,,,,",)},
    ),
    bad_input.without_drug: Case(
        patient=(
            *("3 sessions", *UNKNOWN, "<b>3 of 3</b>"),
            *(
                "<span>held:</span>",
                ", 168/99</span>",
                "<span>not started:</span>",
                "broken: held, session 3",
                "pre-dose 168/99",
            ),
        ),
        review=("Pre-dose 168/99, no start of the drug is written down", "not given", "Hold before the dose at 168/99"),
        safety=("Sessions that have ended: 3, of 1 patients; with the drug: 0.", NOBODY, "3 of 3 sessions"),
        files={"sessions": ("peak change,3,,,,held 168/99", "peak change,1,,,,held")},
    ),
    bad_input.nothing_measured: Case(
        patient=(
            *(*UNKNOWN, "1 without a known rise", "SpO2 not measured", "n 0, gap 60 min", "weight not known"),
            *("newest session 1, 2 Mar 2026, no reading, drug until 40", "2 Mar 2026: no pressure."),
        ),
        review=("peak unknown", "SpO2 not measured", "every change from it is unknown", "not measured: Systolic twice"),
        safety=("with the drug: 1.", NOBODY, "none could be judged", "2 readings: half of them written down within"),
        files={"sessions": ("peak change,1,,,,no pressure",), "effects": ("1,Any effect,not asked,,,",)},
    ),
    bad_input.struck: Case(
        patient=("+20/+5", "140/85, systolic at 20", "2 corrections", "4 values struck through", "pre-dose 190/100"),
        review=(
            "peak 140/85, systolic at 20 min · Δ +20/+5",
            "cuff of the next chair",
            "wrong session",
            "2 entries struck through",
        ),
        safety=("Sessions that have ended: 1, of 1 patients; with the drug: 1.", "0 of 1 sessions"),
        files={"overlaid": ("systolic,1,2026-03-02,10,,220,,,,struck through", "systolic,1,2026-03-02,20,,140,,,,")},
    ),
    bad_input.two_drugs: Case(
        patient=(
            *("Esketamine intranasal · 1 of 2 sessions", "given dose unknown", "+12/+6", "<b>not seen above</b>"),
            *("ketamine 40 mg so far; esketamine amount not known so far", "not drawn, dose not known: session 2"),
        ),
        review=(
            "planned: unknown<br>given dose unknown",
            "Baseline 130/84 · peak 142/90, systolic at 10 min",
            "SpO2 not measured",
        ),
        safety=("Sessions that have ended: 2, of 1 patients; with the drug: 2.", "of 2 sessions"),
        files={
            "between": ('"ketamine so far, mg",1,2026-03-02,40.0,', '"esketamine so far, mg",2,2026-03-02,,not known'),
            "overlaid": ("single dose,2,2026-03-02,0,0,,,,,device 28 mg",),
        },
    ),
    bad_input.clock_goes_back: Case(
        patient=(
            "160/96, systolic at 30",
            "last above 30\u2032, first back 70\u2032",
            "60 min<",
            "70 min observed",
            "drug until 60",
        ),
        review=(
            *("60 min from start to stop", "peak 160/96, systolic at 30 min", "Nausea: mild, from 20 min, for 30 min"),
            *("started 02:40 CEST, stopped 02:40 CET", "\u2265 +40 · 02:10 CET", "session of 25 Oct 2026"),
        ),
        safety=("Sessions that have ended: 1, of 1 patients; with the drug: 1.",),
        files={
            "overlaid": (
                "systolic,2,2026-10-25,15,,150,,,,",
                "drug,2,2026-10-25,0,60,,,,,drug from 0\u2032 to 60\u2032",
            ),
            "effects": ('2,Nausea,reported,mild,30,"mild, from 20\u2032, 30 min"',),
        },
    ),
    bad_input.at_the_hard_limits: Case(
        patient=(
            "+270/+190",
            "300/200, systolic at 20",
            "30/10",
            "40 mg, 2.00 mg/kg",
            "SpO2 100 %, 60 l/min",
            "0 of 1 returned",
        ),
        review=(
            "Baseline 30/10 · peak 300/200, systolic at 20 min · Δ +270/+190",
            "pulse 0 to 300; SpO2 30 to 100",
            "MOAA/S 5",
        ),
        safety=("1 of 1 sessions", "2 readings: half of them"),
        files={"overlaid": ("systolic,1,2026-03-02,20,,300,,,,", "pulse,1,2026-03-02,-10,,0,,,,")},
    ),
    bad_input.effect_without_end: Case(
        patient=("Nausea (severity not stated, not ended when the session ended)", "Nausea 1 of 1 asked"),
        review=(
            "Nausea: severity not stated, from 15 min, not ended",
            "1 effect: Nausea (not stated, not ended)",
        ),
        safety=("Effects that began with the drug or after it. Any effect: 1 of 1 patients",),
        files={"effects": ("1,Nausea,reported,not stated,,",)},
    ),
    bad_input.scale_with_gaps: replace(
        NOT_STARTED,
        scales=(
            *("PHQ-9: total unknown, items 3, 9 left blank", "PHQ-9: total unknown, item 2 left blank", "? not known"),
            *("PHQ-9 over time: 0 of 2 with a value; no dose yet", "Baseline: no dose yet.", "corrected by Nia Nurse"),
        ),
    ),
}


def said(test: AppTest) -> str:
    """All that stands on the screen, the words for those who do not see its pictures, and the cells of its tables."""
    charts = [*test.get("arrow_vega_lite_chart"), *test.get("vega_lite_chart")]
    tables = [one.value for one in (*test.dataframe, *test.table)]
    assert not any(table.isna().any().any() for table in tables), "a cell that is missing is drawn as None"
    assert not [one for one in charts if GAP.search(one.proto.spec.replace("null", ""))], "JSON's own null is no mark"
    cells = [str(cell) for table in tables for row in table.to_dict("records") for cell in row.values()]
    return "\n".join([screen.read(test), *(one.proto.alt for one in charts), *cells])


def to(test: AppTest, name: str, address: Mapping[str, UUID]) -> AppTest:
    """Another screen about the same patient and session."""
    test.switch_page(f"screens/{name}.py")
    for key, value in address.items():
        test.query_params[key] = str(value)
    return test.run()


def lines(client: Browser, patient: UUID, picture: str) -> list[str] | None:
    """The file of a picture of hers, line by line; None where there is none."""
    answer = client.get(f"/export/view/{patient}/{picture}.csv")
    assert answer.status_code in {200, 404}
    assert not GAP.search(answer.text)
    return answer.text.splitlines() if answer.status_code == 200 else None


@pytest.mark.parametrize("prepare", CASES, ids=lambda one: one.__name__)
def test_nothing_breaks_and_what_is_missing_is_said(
    house: House, prescriber: Browser, opens: Opens, prepare: Callable[[House], Prepared]
) -> None:
    patient, session = prepare(house)
    case = CASES[prepare]
    address = {"patient": patient} | ({"session": session} if session else {})
    test = opens(SCREENS[0], prescriber, **address)
    for name in SCREENS:
        told = said(test if name == SCREENS[0] else to(test, name, address))
        assert list(test.exception) == []
        assert GAP.findall(told) == [], name
        assert [one for one in getattr(case, name) if one not in told] == [], name
    for picture in PICTURES if prepare is not bad_input.many_sessions else case.files or ():
        found = lines(prescriber, patient, picture)
        wanted = None if case.files is None else case.files.get(picture, ())
        assert (found is None) is (wanted is None)
        assert [one for one in wanted or () if not any(line.startswith(one) for line in found or ())] == [], picture


def test_in_the_hour_that_comes_twice_nothing_jumps_back(house: House) -> None:
    _, session = bad_input.clock_goes_back(house)
    rows = [one for one in house.client.get(f"/api/treatments/{session}").json()["rows"] if one["kind"] != "due"]
    told = [(one["time"], one["minutes"]) for one in reversed(rows) if one["minutes"] is not None]
    minutes = [minute for _, minute in told]
    assert minutes == sorted(minutes)
    times = {"02:40 CEST": 0, "02:55 CEST": 15, "02:10 CET": 30, "02:40 CET": 60}
    assert {time: minute for time, minute in told if time in times} == times
