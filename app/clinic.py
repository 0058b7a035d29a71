"""The open clinic: the one record this process serves, and the zone its times are shown in."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from app.shelf import Shelf
from data.engine import Database


@dataclass(frozen=True)
class Clinic:
    """One record and how it is served.

    `zone` is the clinic's, by its IANA name; `demo` says that it is invented; `own_effects` are the clinic's additions
    to the list of effects; `heads` is the file to which the audit's heads are written out.
    """

    database: Database
    zone: str
    port: int
    demo: bool = False
    own_effects: tuple[str, ...] = ()
    heads: Path | None = None
    shelf: Shelf = field(default_factory=Shelf, compare=False)

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone)

    @property
    def cookie(self) -> str:
        """Browsers share cookies between ports: each server has a name of its own."""
        return f"chairside-{self.port}"


_open: list[Clinic] = []


def serve(clinic: Clinic) -> None:
    """Makes this the clinic that screens and routes speak of."""
    _open[:] = [clinic]


def current() -> Clinic:
    """The clinic that is served. Raises LookupError before one is."""
    if not _open:
        raise LookupError("No clinic is open in this process.")
    return _open[0]
