"""What plausibility is judged against, and what it says."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from schemas.rules.plausibility.sentences import say


@dataclass(frozen=True)
class Finding:
    """One refusal, question or remark. `code` holds what was judged, so that a confirmation is tied to it."""

    code: str
    sign: str | None
    text: str

    def as_json(self) -> dict[str, object]:
        """The same as plain text, as the rules in JavaScript return it."""
        return asdict(self)


def finding(code: str, judged: str, sign: str | None, **values: str) -> Finding:
    """The finding of this code about what was judged, with the code's sentence."""
    return Finding(f"{code}:{judged}" if judged else code, sign, say(code, **values))


@dataclass(frozen=True)
class Before:
    """What was measured before: `previous` valid values of the session by sign, and the last session's weight."""

    previous: Mapping[str, float] = field(default_factory=dict)
    last_session_weight_kg: float | None = None

    def as_json(self) -> dict[str, object]:
        """For the panel."""
        return {"previous": dict(self.previous), "last_session_weight_kg": self.last_session_weight_kg}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        return cls(said["previous"], said["last_session_weight_kg"])


@dataclass(frozen=True)
class Taken:
    """A valid reading as far as others are compared with it: its values by sign, without what was not measured."""

    id: str
    taken_at: datetime
    entered_by: str
    signs: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """For the panel: the time as ISO text with offset."""
        return {
            "id": self.id,
            "taken_at": self.taken_at.isoformat(),
            "entered_by": self.entered_by,
            "signs": dict(self.signs),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        return cls(said["id"], datetime.fromisoformat(said["taken_at"]), said["entered_by"], said["signs"])


@dataclass(frozen=True)
class Occasion:
    """The session around a reading: aware times, the zone's IANA name, and its other valid readings.

    A reading that corrects another is judged without the one it replaces. `windows` are those of the dues, from opening
    to closing (None: still open); none where a time is not to be held against them.
    """

    arrival: datetime
    end: datetime | None
    now: datetime
    zone: str
    readings: tuple[Taken, ...] = ()
    windows: tuple[tuple[datetime, datetime | None], ...] = ()

    def as_json(self) -> dict[str, object]:
        """For the panel: times as ISO text with offset."""
        return {
            "arrival": self.arrival.isoformat(),
            "end": self.end.isoformat() if self.end else None,
            "now": self.now.isoformat(),
            "zone": self.zone,
            "readings": [reading.as_json() for reading in self.readings],
            "windows": [[one.isoformat() if one else None for one in window] for window in self.windows],
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        return cls(
            arrival=datetime.fromisoformat(said["arrival"]),
            end=datetime.fromisoformat(said["end"]) if said["end"] else None,
            now=datetime.fromisoformat(said["now"]),
            zone=said["zone"],
            readings=tuple(Taken.from_json(reading) for reading in said["readings"]),
            windows=tuple(
                (datetime.fromisoformat(opens), datetime.fromisoformat(closes) if closes else None)
                for opens, closes in said.get("windows", ())
            ),
        )
