"""What a line is read against: the session's times and zone, and the effects that can be meant."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True)
class Running:
    """An effect that runs now: its key, or None for words of its own, which are then its label."""

    key: str | None
    label: str


@dataclass(frozen=True)
class Setting:
    """`arrival`, `end` and `now` are aware; `zone` is a known IANA name; `own` are the clinic's own effect words."""

    arrival: datetime
    end: datetime | None
    now: datetime
    zone: str
    entered_afterwards: bool = False
    running: tuple[Running, ...] = ()
    own: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """For the panel: times as ISO text with offset."""
        return {
            "arrival": self.arrival.isoformat(),
            "end": self.end.isoformat() if self.end else None,
            "now": self.now.isoformat(),
            "zone": self.zone,
            "entered_afterwards": self.entered_afterwards,
            "running": [asdict(effect) for effect in self.running],
            "own": list(self.own),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """The setting that `as_json` wrote."""
        return cls(
            arrival=datetime.fromisoformat(said["arrival"]),
            end=datetime.fromisoformat(said["end"]) if said["end"] else None,
            now=datetime.fromisoformat(said["now"]),
            zone=said["zone"],
            entered_afterwards=said["entered_afterwards"],
            running=tuple(Running(effect["key"], effect["label"]) for effect in said["running"]),
            own=tuple(said["own"]),
        )
