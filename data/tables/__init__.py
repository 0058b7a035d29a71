"""The tables, one class each; `METADATA` is what migrations are compared with."""

from data.tables.accounts import AccountRow, MissesRow, SecondFactorRow, SecretRow, ShiftRow, TabletRow, TabletTokenRow
from data.tables.alerts import AlertAnswerRow, AlertEventRow, PrescriberCallRow
from data.tables.clinical import (
    ArrivalRow,
    DrugEventRow,
    EffectChangeRow,
    EffectRow,
    InterventionRow,
    NoneReportedRow,
    NoteRow,
    ReadingRow,
    RetractionRow,
    TreatmentEndRow,
)
from data.tables.notices import NoticeRow
from data.tables.people import PatientRow, StaffRow
from data.tables.predose import CheckAnswerRow, DoseDecisionRow
from data.tables.scores import ScoreAnswerRow
from data.tables.shape import METADATA, Table
from data.tables.statements import AppointmentRow, ChairRow, DutyRow, OfferRow, OxygenScaleRow, SeatRow
from data.tables.system import AuditRow, DraftRow, OpenTreatmentRow, SignInRow
from data.tables.visits import ProtocolRow, TreatmentRow

APPEND_ONLY: tuple[type[Table], ...] = (
    StaffRow,
    PatientRow,
    ProtocolRow,
    TreatmentRow,
    ArrivalRow,
    TreatmentEndRow,
    ReadingRow,
    DrugEventRow,
    EffectRow,
    EffectChangeRow,
    NoneReportedRow,
    InterventionRow,
    NoteRow,
    AlertEventRow,
    AlertAnswerRow,
    PrescriberCallRow,
    CheckAnswerRow,
    DoseDecisionRow,
    ScoreAnswerRow,
    RetractionRow,
    ChairRow,
    SeatRow,
    DutyRow,
    AppointmentRow,
    OfferRow,
    OxygenScaleRow,
    AccountRow,
    TabletRow,
    AuditRow,
)

__all__ = [
    "APPEND_ONLY",
    "METADATA",
    "AccountRow",
    "AlertAnswerRow",
    "AlertEventRow",
    "AppointmentRow",
    "ArrivalRow",
    "AuditRow",
    "ChairRow",
    "CheckAnswerRow",
    "DoseDecisionRow",
    "DraftRow",
    "DrugEventRow",
    "DutyRow",
    "EffectChangeRow",
    "EffectRow",
    "InterventionRow",
    "MissesRow",
    "NoneReportedRow",
    "NoteRow",
    "NoticeRow",
    "OfferRow",
    "OpenTreatmentRow",
    "OxygenScaleRow",
    "PatientRow",
    "PrescriberCallRow",
    "ProtocolRow",
    "ReadingRow",
    "RetractionRow",
    "ScoreAnswerRow",
    "SeatRow",
    "SecondFactorRow",
    "SecretRow",
    "ShiftRow",
    "SignInRow",
    "StaffRow",
    "Table",
    "TabletRow",
    "TabletTokenRow",
    "TreatmentEndRow",
    "TreatmentRow",
]
