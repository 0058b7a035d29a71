"""Events: what the rules say follows from the facts, and what of it is still to be stored or taken back.

Source: the project's own definitions (docs/clinical.md, alerts).
"""

from datetime import datetime
from uuid import uuid5

from schemas.alert import AlertEvent
from schemas.record import Record
from schemas.rules import schedule
from schemas.rules.alerts.episodes import Alert, alerts, key_of
from schemas.rules.alerts.flags import Flag, Kind, flags
from schemas.rules.alerts.judged import Verdict
from schemas.rules.once import once_a_minute


def known(record: Record) -> tuple[AlertEvent, ...]:
    """Every event that was raised and is stored, whatever became of it."""
    return tuple(one for one in record.alert_events if one.withdraws is None)


def never_back(record: Record, now: datetime) -> datetime:
    """The time to judge by: a server's clock that was set back takes nothing back that has become true."""
    return max([now, *(one.stored_at for one in record.alert_events)])


@once_a_minute
def pending(record: Record, now: datetime) -> tuple[AlertEvent, ...]:
    """What has to be stored so that the stored events say what follows from the facts now; nothing where they do."""
    now = never_back(record, now)
    following = {_same(one): one for one in implied(record, now)}
    withdrawn = {one.withdraws for one in record.alert_events}
    raised = [one for one in record.alert_events if one.withdraws is None]
    there = {_same(one): one for one in raised if one.id not in withdrawn}
    gone = [one for same, one in there.items() if same not in following]
    made = [_withdrawal(one, now) for one in gone]
    for same, one in following.items():
        if same not in there:
            before = next((old for old in gone if (old.key, old.rank) == (one.key, one.rank)), None)
            if before is not None:
                gone.remove(before)
            times = sum(_same(old) == same for old in raised)
            made.append(
                one.model_copy(
                    update={
                        "id": uuid5(record.treatment.id, "|".join((*same, str(times)))),
                        "stored_at": now,
                        "carries": None if before is None else before.id,
                    }
                )
            )
    return tuple(sorted(made, key=lambda one: (one.true_at, one.rank.value, str(one.id))))


def implied(record: Record, now: datetime) -> tuple[AlertEvent, ...]:
    """What follows from the session's valid facts, each worsening by itself; `id` and `stored_at` mean nothing yet."""
    values = [_of_verdict(record, alert, verdict) for alert in alerts(record, now) for verdict in alert.raised]
    return (*values, *(_of_flag(record, one) for one in flags_of(record, now)))


def flags_of(record: Record, now: datetime) -> tuple[Flag, ...]:
    """The session's flags, its schedule included."""
    return flags(record, schedule.schedule(record, now))


def _of_verdict(record: Record, alert: Alert, verdict: Verdict) -> AlertEvent:
    return AlertEvent(
        id=record.treatment.id,
        treatment_id=record.treatment.id,
        stored_at=verdict.known_at,
        key=key_of(alert.key),
        source=str(verdict.value.reading_id),
        rank=verdict.rank,
        why=verdict.why.value,
        signs=(alert.key.sign,),
        value=verdict.value.number,
        crossed=verdict.limit,
        reading_id=verdict.value.reading_id,
        true_at=verdict.true_at,
        known_at=verdict.known_at,
    )


def _of_flag(record: Record, flag: Flag) -> AlertEvent:
    return AlertEvent(
        id=record.treatment.id,
        treatment_id=record.treatment.id,
        stored_at=flag.known_at,
        key=flag_key(flag),
        source=(flag.due_at or flag.true_at).isoformat(),
        rank=flag.rank,
        why=flag.kind.value,
        label=flag.label or None,
        signs=tuple(sorted(flag.signs)),
        due_at=flag.due_at,
        true_at=flag.true_at,
        known_at=flag.known_at,
    )


def flag_key(flag: Flag) -> str:
    """Of a red flag its effect, of a due its minute, else the signs: who has seen one has not seen the next."""
    if flag.kind is Kind.EFFECT:
        return f"{flag.kind.value}:{flag.label[:80]}"
    if flag.due_at is not None:
        return f"{flag.kind.value}:{flag.due_minute}"
    return f"{flag.kind.value}:{'-'.join(sorted(flag.signs))}"


def _same(event: AlertEvent) -> tuple[str, str, str, str, str]:
    """What makes it the same: of a due that was taken in part since, other signs are lacking.

    A change from a baseline that was corrected since is another number of the same reading.
    """
    number = "" if event.value is None else f"{event.value:g}"
    return event.key, event.why, event.source, "-".join(sorted(event.signs)), number


def _withdrawal(event: AlertEvent, now: datetime) -> AlertEvent:
    return event.model_copy(
        update={"id": uuid5(event.id, "withdrawn"), "stored_at": now, "carries": None, "withdraws": event.id}
    )
