"""The tallies of tries, in the database: a restart or another node gives none away.

The rules are pure (`ytefas.rules.login`); here they are applied under the lock of the tally's row,
so tries made side by side are counted one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from schema.login_tally import login_tally
from ytefas.errors import RateLimited
from ytefas.rules.login import (
    LoginLimits,
    Tally,
    admit_guess,
    admit_request,
    admit_visit,
    forgive,
    network_of,
)
from ytefas.store.identity.desk import stamps
from ytefas.store.identity.secret import digest
from ytefas.store.unit import Unit


class Rule(Protocol):
    """One of the pure rules that admit a try or say how long to wait."""

    def __call__(
        self, tally: Tally | None, *, now: datetime, limits: LoginLimits
    ) -> Tally | timedelta: ...


@dataclass(frozen=True, slots=True)
class Try:
    """One counted try: the keys it was counted under, and whether it came from a known place."""

    origin: bytes
    account: bytes
    known: bool


def try_of(email: str, *, ip: str | None, known_as: str | None) -> Try:
    """Name the tallies of a try; `known_as` is the device or address it has come from before."""
    place = f"account:{email}" if known_as is None else f"account:{email}:{known_as}"
    return Try(digest(f"origin:{network_of(ip)}"), digest(place), known_as is not None)


async def charge(unit: Unit, made: Try, *, now: datetime, limits: LoginLimits) -> timedelta | None:
    """Count the try; the wait when it is refused. The caller commits either way.

    The origin comes first in every transaction, so two of them cannot wait for each other; a try
    that the account refuses still counts for its origin.
    """
    rules: Sequence[tuple[bytes, Rule]] = (
        (made.origin, admit_visit),
        (made.account, admit_guess),
    )
    for key, rule in rules:
        outcome = rule(await _locked(unit, key, now=now), now=now, limits=limits)
        if isinstance(outcome, timedelta):
            return outcome
        await _write(unit, key, outcome)
    return None


async def charge_origin(
    unit: Unit, ip: str | None, *, now: datetime, limits: LoginLimits
) -> timedelta | None:
    """Count a visit that is about no account yet; the wait when it is refused."""
    return await _charge(unit, digest(f"origin:{network_of(ip)}"), admit_visit, now, limits)


async def charge_request(
    unit: Unit, email: str, *, now: datetime, limits: LoginLimits
) -> timedelta | None:
    """Count a wish for a link by mail; the wait when it is refused."""
    return await _charge(unit, digest(f"reset:{email}"), admit_request, now, limits)


async def _charge(
    unit: Unit, key: bytes, rule: Rule, now: datetime, limits: LoginLimits
) -> timedelta | None:
    outcome = rule(await _locked(unit, key, now=now), now=now, limits=limits)
    if isinstance(outcome, timedelta):
        return outcome
    await _write(unit, key, outcome)
    return None


def refuse(wait: timedelta) -> RateLimited:
    """Make the error a refused try is answered with, in whole seconds."""
    return RateLimited(retry_after=int(wait.total_seconds()) + 1)


async def take_back(unit: Unit, made: Try, *, now: datetime) -> None:
    """Uncount a try that was right; a known place starts afresh, strangers stay counted."""
    await _write(unit, made.origin, forgive(await _locked(unit, made.origin, now=now), now=now))
    tally = await _locked(unit, made.account, now=now)
    if made.known:
        _ = await unit.fetch(delete(login_tally).where(login_tally.c.key == made.account))
    else:
        await _write(unit, made.account, forgive(tally, now=now))


async def _locked(unit: Unit, key: bytes, *, now: datetime) -> Tally:
    """Read the tally and hold its row; one that never was is an empty one."""
    empty = insert(login_tally).values(key=key, count=0, since=now, open_at=now, **stamps())
    (row,) = await unit.fetch(
        empty.on_conflict_do_update(
            index_elements=[login_tally.c.key], set_={"key": empty.excluded.key}
        ).returning(login_tally.c.count, login_tally.c.since, login_tally.c.open_at)
    )
    return Tally(row["count"], row["since"], row["open_at"])


async def _write(unit: Unit, key: bytes, tally: Tally) -> None:
    values = {"count": tally.count, "since": tally.since, "open_at": tally.open_at}
    _ = await unit.fetch(update(login_tally).where(login_tally.c.key == key).values(values))
