"""Twenty tablets over TLS: each saves every five seconds and looks every two, while people sign in, lock and unlock.

`python -m tests.bench ward` prints it. An answer that is no receipt ends the run: no error is counted away.
"""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from data import facts
from tests import certificates, entered, served
from tests import facts as made
from tests.bench import stock_rows
from tests.bench.table import Within
from tests.bench.tablets import Chair, Place, Tablet
from tests.served import Served

TABLETS, SECONDS = 20, 120.0
SAVES_S, LOOKS_S, UNLOCKS_S, SIGN_INS_S = 5.0, 2.0, 60.0, 12.0  # a tablet each; five sign-ins a minute in all
NAME, HERE = "chairside.lan", "127.0.0.2"  # not loopback to the program, and still no other machine
_AGO = 132  # minutes since the drug began
_EARLIER = 12


def measured(folder: Path) -> list[Within]:
    """Milliseconds on the tablets' side: a save from its request to its receipt, and the rest beside it."""
    with _served(folder) as clinic:
        seconds = asyncio.run(_run(_tablets(clinic, folder)))
    told = {what: [one * 1000 for one in samples] for what, samples in seconds.items()}
    return [
        Within("save, request to receipt", told["save"], median=250, far=500),
        Within("PIN to the page, its run over", told["PIN to the page"], median=2000),
        *(Within(what, told[what]) for what in ("PIN", "sign-in by password", "lock", "draft", "look")),
    ]


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    certificate, key = certificates.made(folder, NAME)
    clinic = served.make(folder / "data")
    clinic.host = HERE
    clinic.settings = {"CHAIRSIDE_CERTIFICATE": str(certificate), "CHAIRSIDE_CERTIFICATE_KEY": str(key)}
    clinic.settings |= {"CHAIRSIDE_HOSTS": NAME, "CHAIRSIDE_LOG_LEVEL": "info"}
    clinic.log = folder / "log"
    clinic.start()
    try:
        yield clinic
    finally:
        clinic.close()


def _tablets(clinic: Served, folder: Path) -> list[Tablet]:
    """Those at the chairs, and one more at which people sign in; two nurses share them."""
    place = Place(NAME, HERE, clinic.port, certificates.believing(folder / f"{NAME}.pem"))
    made_ones = []
    for number, nurse in zip(range(TABLETS + 1), itertools.cycle((clinic.nurse, clinic.second_nurse))):
        with clinic.database.write() as connection:
            _, token = entered.tablet(connection, clinic.nurse, f"Tablet {number}")
        made_ones.append(Tablet(place, token, _chair(clinic, nurse)))
    return made_ones


def _chair(clinic: Served, nurse: UUID) -> Chair:
    """A session with its start and its earlier readings, in even minutes: what is saved takes the odd ones."""
    treatment, begun = clinic.session(minutes_ago=150), datetime.now(UTC) - timedelta(minutes=_AGO)
    of = {"treatment_id": treatment, "entered_by": nurse}
    entries = [made.event("start", begun, dose_mg=40, duration_minutes=40)]
    for number in range(_EARLIER):
        signs = dict(zip(stock_rows.SIGNS, stock_rows.values(number), strict=True))
        entries.append(made.reading(begun + timedelta(minutes=8 * number - 8), **signs))
    with clinic.database.write() as connection:
        for entry in entries:
            facts.record(connection, entry.model_copy(update=of | {"id": uuid4()}))
    return Chair(treatment, nurse, begun)


async def _run(tablets: list[Tablet]) -> dict[str, list[float]]:
    *at_chairs, door = tablets
    for one in at_chairs:
        await one.unlock()
    for one in tablets:
        one.seconds.clear()  # the first of each is the server's own beginning
    names = itertools.cycle(("bea", "ines"))
    async with asyncio.TaskGroup() as group:
        for number, one in enumerate(at_chairs):
            group.create_task(_sit(one, number / TABLETS))
        group.create_task(_every(SIGN_INS_S, 0, lambda: door.sign_in(next(names))))
    for one in tablets:
        await one.close()
    return {
        what: [second for one in tablets for second in one.seconds.get(what, [])]
        for what in {what for one in tablets for what in one.seconds}
    }


async def _sit(tablet: Tablet, phase: float) -> None:
    """All that one chair's tablet does; its unlocks come between its saves, as in a nurse's hands."""
    free = asyncio.Lock()

    async def save() -> None:
        async with free:
            await tablet.save()

    async def unlock() -> None:
        async with free:
            await tablet.unlock()

    async with asyncio.TaskGroup() as group:
        group.create_task(_every(SAVES_S, phase, save))
        group.create_task(_every(LOOKS_S, phase, tablet.look))
        group.create_task(_every(UNLOCKS_S, phase, unlock))


async def _every(seconds: float, phase: float, does: Callable[[], Awaitable[None]]) -> None:
    """Does it at its times until the run is over; `phase` (0 to 1) keeps twenty tablets from pressing at one moment."""
    begun = time.monotonic()
    for number in itertools.count():
        at = (number + phase) * seconds
        if at >= SECONDS:
            return
        await asyncio.sleep(max(0.0, begun + at - time.monotonic()))
        await does()
