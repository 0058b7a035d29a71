"""The scribe of one invented session: mints ids in order and says who wrote what down, and when."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, TypeVar
from uuid import UUID

from data.demo import ids, people
from schemas.fact import ClinicalFact

F = TypeVar("F", bound=ClinicalFact)

_RELIEF_SHARE: Final = 0.2  # sessions in which a second nurse takes over
_RELIEF_AFTER: Final = 45  # minutes from the start


class Scribe:
    """Facts of the session `treatment_id`, whose minute 0 is `zero` (a whole minute)."""

    def __init__(self, treatment_id: UUID, zero: datetime, random: Random) -> None:
        self.treatment_id = treatment_id
        self.zero = zero
        self.random = random
        self._written: Counter[str] = Counter()
        self._nurse, relief = random.sample(people.NURSES, 2)
        self._relief = relief if random.random() < _RELIEF_SHARE else self._nurse

    def at(self, minute: float) -> datetime:
        """A moment within this minute from the start."""
        return self.zero + timedelta(minutes=minute, seconds=self.random.randint(4, 50))

    def write(self, kind: type[F], when: datetime, *, by: UUID | None = None, **fields: Any) -> F:  # noqa: ANN401 - any field
        """A fact of this kind, entered within two seconds of `when` by whoever is on duty unless `by` says another."""
        place = self._written[kind.__name__]
        self._written[kind.__name__] += 1
        common = {
            "id": ids.of(self.treatment_id, kind.__name__, place),
            "treatment_id": self.treatment_id,
            "entered_at": when + timedelta(seconds=self.random.randint(1, 2)),
            "entered_by": by or self.on_duty(when),
        }
        return kind.model_validate(common | fields)

    def on_duty(self, when: datetime) -> UUID:
        """The nurse who writes at this moment."""
        return self._nurse if when < self.zero + timedelta(minutes=_RELIEF_AFTER) else self._relief
