"""Passwords: what they cost, what changes while they are checked, what is written down."""

import asyncio
import os
from collections.abc import AsyncIterator
from time import perf_counter

import pytest
import pytest_asyncio
from sqlalchemy import select
from typing_extensions import override

from schema.base import tables
from tests.support.identity import ADA, ELSEWHERE, HERE, PASSWORD, WRONG, Office, office_on
from ytefas.errors import Busy, NotAuthenticated
from ytefas.rules.access import STUDIO, Role
from ytefas.store.audit import verify_chain
from ytefas.store.embedded.server import Database
from ytefas.store.identity.accounts import NewUser
from ytefas.store.identity.hashing import MEMORY_KIB, PASSES, Hashing
from ytefas.store.identity.secret import digest
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM


@pytest_asyncio.fixture
async def office(module_database: Database) -> AsyncIterator[Office]:
    """Open a real identity on an empty database."""
    async with office_on(module_database) as opened:
        yield opened


async def _audit(office: Office) -> list[tuple[str, str, str]]:
    events = tables()["audit_event"]
    async with office.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(select(events).order_by(events.c.position))
    return [(row["cause"], row["entity"], row["action"]) for row in rows]


def test_the_default_cost_is_at_least_the_floor() -> None:
    """ASVS 11.4.2: Argon2id, m >= 19 MiB, t >= 2, p >= 1."""
    hashing = Hashing()
    stored = asyncio.run(hashing.hash(PASSWORD))
    hashing.close()
    assert (MEMORY_KIB, PASSES) >= (19456, 2)
    assert stored.startswith(f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1$")


async def test_the_loop_turns_while_passwords_are_hashed() -> None:
    """Sixteen hashes at full cost, and a task that wants its turn every millisecond."""
    hashing = Hashing()
    turns: list[float] = []

    async def tick() -> None:
        while True:
            await asyncio.sleep(0.001)
            turns.append(perf_counter())

    ticking = asyncio.get_running_loop().create_task(tick())
    await asyncio.gather(*(hashing.hash(PASSWORD) for _ in range(16)))
    ticking.cancel()
    hashing.close()
    assert len(turns) > 2 * 16  # on the loop there would be one turn between two hashes, at most


async def test_a_storm_is_answered_busy_instead_of_queued_for_ever() -> None:
    """ASVS 15.2.2."""
    hashing = Hashing(memory_kib=64, passes=1, queue=4)
    outcomes = await asyncio.gather(
        *(hashing.hash(PASSWORD) for _ in range(20)), return_exceptions=True
    )
    busy = [outcome for outcome in outcomes if isinstance(outcome, Busy)]
    assert len(busy) == 16
    await asyncio.sleep(0)
    assert await hashing.hash(PASSWORD)  # and then there is room again
    hashing.close()


class Weighing(Hashing):
    """Hashing that notes what each verification cost: the parameters of the hash it computed."""

    def __init__(self) -> None:
        super().__init__(memory_kib=8, passes=1)
        self.costs: list[str] = []

    @override
    def _fits(self, stored: str, password: str) -> bool:
        self.costs.append(stored.rsplit("$", 2)[0])
        return super()._fits(stored, password)


async def test_nobody_costs_as_much_as_somebody(office: Office) -> None:
    """ASVS 6.3.8: an unknown account, and one without a password, are hashed for all the same."""
    await office.hire(ADA)
    new = NewUser("new@studio.test", "Eve", "Neri", Role.CONSULTANT)
    await office.identity.accounts.create_user(new, acting=SYSTEM)
    hashing = Weighing()
    identity = Identity(office.store, hashing=hashing, clock=office.clock)
    for email in (ADA, "new@studio.test", "nobody@studio.test"):
        with pytest.raises(NotAuthenticated):
            await identity.log_in(email, password=WRONG, visitor=HERE)
    assert hashing.costs == ["$argon2id$v=19$m=8,t=1,p=1"] * 3
    identity.close()


async def test_a_raised_cost_reaches_old_hashes_at_the_next_login(office: Office) -> None:
    ada = await office.hire(ADA)
    costlier = Hashing(memory_kib=16, passes=2)
    identity = Identity(office.store, hashing=costlier, clock=office.clock)
    before = (await office.rows("app_user"))[0]["password_hash"]
    await identity.log_in(ADA, password=PASSWORD, visitor=HERE)
    after = (await office.rows("app_user"))[0]["password_hash"]
    assert "m=8,t=1" in before
    assert "m=16,t=2" in after
    assert (await identity.log_in(ADA, password=PASSWORD, visitor=HERE)).login.person.id == ada.id
    assert (await office.rows("app_user"))[0]["password_hash"] == after
    identity.close()


async def test_many_logins_of_one_user_at_once_all_succeed(office: Office) -> None:
    """Also when each of them finds the hash outdated and replaces it."""
    await office.hire(ADA)
    identity = Identity(office.store, hashing=Hashing(memory_kib=16, passes=2), clock=office.clock)
    opened = await asyncio.gather(
        *(identity.log_in(ADA, password=PASSWORD, visitor=HERE) for _ in range(4))
    )
    assert len(await office.open_ids(opened[0])) == 4
    identity.close()


async def test_no_secret_is_stored_as_it_was_given(office: Office) -> None:
    """ASVS 11.4.1, 14.2.1: cookies, tickets, tokens, devices and passwords, in no table."""
    ada = await office.hire(ADA)
    opened = await office.enter(ADA)
    ticket = await office.identity.issue_ticket(opened.login.principal)
    token = await office.identity.accounts.create_api_token(ada.id, "erp", acting=SYSTEM)
    secrets = [opened.token, opened.device, ticket, token, PASSWORD]
    for name in tables():
        if name == "change_pending":
            continue
        async with office.store.reading(SYSTEM) as reading:
            if name == "idempotency_key":
                continue
            stored = repr(await reading.fetch(select(tables()[name])))
        assert not [secret for secret in secrets if secret in stored]
        # The hash of one is as good as it where it could be used: it is not in audit nor feed.
        if name in {"audit_event", "change_row"}:
            assert digest(opened.token).hex() not in stored


class Pausing(Hashing):
    """Hashing that waits, after having found the password right, until the test says so."""

    def __init__(self) -> None:
        super().__init__(memory_kib=8, passes=1)
        self.checked = asyncio.Event()
        self.go_on = asyncio.Event()

    @override
    async def verify(self, stored: str | None, password: str) -> bool:
        fits = await super().verify(stored, password)
        self.checked.set()
        await self.go_on.wait()
        return fits


@pytest.mark.parametrize("meanwhile", ["disabled", "password changed"])
async def test_what_changes_during_the_check_counts(office: Office, meanwhile: str) -> None:
    """ASVS 15.4.2."""
    ada = await office.hire(ADA)
    hashing = Pausing()
    identity = Identity(office.store, hashing=hashing, clock=office.clock)
    entering = asyncio.get_running_loop().create_task(
        identity.log_in(ADA, password=PASSWORD, visitor=HERE)
    )
    await hashing.checked.wait()
    if meanwhile == "disabled":
        await office.identity.accounts.disable(ada.id, acting=SYSTEM)
    else:
        await office.identity.accounts.set_password(ada.id, "another pass phrase", acting=SYSTEM)
    hashing.go_on.set()
    with pytest.raises(NotAuthenticated):
        await entering
    assert await office.rows("login_session") == []
    identity.close()


async def test_a_storm_of_tries_leaves_the_pool_to_others(office: Office) -> None:
    """ASVS 15.2.2: two hundred at once from one address, and everybody else goes on working."""
    await office.hire(ADA)
    storm = asyncio.gather(
        *(
            office.identity.log_in(f"{number}@x.test", password=WRONG, visitor=ELSEWHERE)
            for number in range(200)
        ),
        return_exceptions=True,
    )
    held = []
    while not storm.done():
        async with office.store.reading(SYSTEM):
            held.append(office.store._pool.held)
        await asyncio.sleep(0.001)
    outcomes = {type(outcome).__name__ for outcome in await storm}
    assert outcomes == {"NotAuthenticated", "RateLimited"}
    assert max(held) <= 1 + 4 + len(os.sched_getaffinity(0)) + 4


async def test_logins_failures_and_logouts_are_audited_in_an_unbroken_chain(
    office: Office,
) -> None:
    """ASVS 16.3.1: who, from where, how it ended; and nothing that was typed."""
    ada = await office.hire(ADA)
    with pytest.raises(NotAuthenticated):
        await office.identity.log_in(ADA, password=WRONG, visitor=ELSEWHERE)
    with pytest.raises(NotAuthenticated):
        await office.identity.log_in(PASSWORD + "@typo", password=ADA, visitor=ELSEWHERE)
    opened = await office.enter(ADA)
    await office.identity.log_out(opened.login.principal)
    assert await _audit(office) == [
        ("user.create", "app_user", "create"),
        ("auth.login", "app_user", "login_failed"),
        ("auth.login", "app_user", "login_failed"),
        ("auth.login", "login_session", "create"),
        ("auth.logout", "login_session", "update"),
    ]
    events = sorted(await office.rows("audit_event"), key=lambda row: row["position"])
    assert [event["ip"] for event in events[1:]] == [ELSEWHERE.ip] * 2 + [HERE.ip] * 2
    assert [event["entity_id"] for event in events[1:3]] == [ada.id, None]
    assert [event["user_id"] for event in events[3:]] == [ada.id, ada.id]
    assert PASSWORD not in repr(events)
    async with office.store.reading(SYSTEM) as reading:
        assert (await verify_chain(reading, STUDIO)).holds


async def test_use_leaves_no_trace_in_audit_and_feed(office: Office) -> None:
    """Being seen, tickets and tallies are no events: a thousand users would drown the rest."""
    await office.hire(ADA)
    opened = await office.enter(ADA)
    before = await _audit(office), len(await office.rows("change_tx"))
    office.clock.advance(minutes=5)
    await office.identity.recognise(opened.token, ip=HERE.ip)
    ticket = await office.identity.issue_ticket(opened.login.principal)
    await office.identity.authenticate(realm="ytefas", authid=None, ticket=ticket, ip=None)
    assert (await _audit(office), len(await office.rows("change_tx"))) == before
    assert (await office.rows("login_session"))[0]["last_seen_at"] == office.clock.now
