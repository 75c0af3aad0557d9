"""Identity below the doors: hashing, audit, administration, the end of open sockets, sweeping."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from sqlalchemy import insert, select
from typing_extensions import override

from schema.base import new_id, tables
from tests.support.identity import ELSEWHERE, HERE, PASSWORD, Office, cheap, office_on
from ytefas.errors import Busy, Denied, InvalidFields, NotAuthenticated, NotFound, RateLimited
from ytefas.rules.access import STUDIO, Level, Principal, Role
from ytefas.rules.login import LoginLimits, Visitor
from ytefas.store.audit import verify_chain
from ytefas.store.embedded.server import Database
from ytefas.store.identity.accounts import NewUser
from ytefas.store.identity.hashing import MEMORY_KIB, PASSES, Hashing
from ytefas.store.identity.secret import digest
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM

ADA = "ada@studio.test"
WRONG = "wrong horse battery"


@pytest_asyncio.fixture
async def office(module_database: Database) -> AsyncIterator[Office]:
    """Open a real identity on an empty database."""
    async with office_on(module_database) as opened:
        yield opened


async def _rows(office: Office, name: str) -> list[Any]:
    async with office.store.reading(SYSTEM) as reading:
        return list(await reading.fetch(select(tables()[name])))


async def _audit(office: Office) -> list[tuple[str, str, str]]:
    events = tables()["audit_event"]
    async with office.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(select(events).order_by(events.c.position))
    return [(row["cause"], row["entity"], row["action"]) for row in rows]


async def _fails(office: Office, times: int, visitor: Visitor = HERE) -> None:
    for _ in range(times):
        with pytest.raises(NotAuthenticated):
            await office.identity.log_in(ADA, password=WRONG, visitor=visitor)


# Passwords


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
    before = (await _rows(office, "app_user"))[0]["password_hash"]
    await identity.log_in(ADA, password=PASSWORD, visitor=HERE)
    after = (await _rows(office, "app_user"))[0]["password_hash"]
    assert "m=8,t=1" in before
    assert "m=16,t=2" in after
    assert (await identity.log_in(ADA, password=PASSWORD, visitor=HERE)).login.person.id == ada.id
    assert (await _rows(office, "app_user"))[0]["password_hash"] == after
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


# The account changes while a password is being checked


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
    assert await _rows(office, "login_session") == []
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


# Audit


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
    events = sorted(await _rows(office, "audit_event"), key=lambda row: row["position"])
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
    before = await _audit(office), len(await _rows(office, "change_tx"))
    office.clock.advance(minutes=5)
    await office.identity.recognise(opened.token, ip=HERE.ip)
    ticket = await office.identity.issue_ticket(opened.login.principal)
    await office.identity.authenticate(realm="ytefas", authid=None, ticket=ticket, ip=None)
    assert (await _audit(office), len(await _rows(office, "change_tx"))) == before
    assert (await _rows(office, "login_session"))[0]["last_seen_at"] == office.clock.now


# Administration


async def test_only_administrators_administer(office: Office) -> None:
    """ASVS 8.2.1, 8.3.1."""
    ada = await office.hire(ADA)
    accounts = office.identity.accounts
    acting = Principal(ada.id, Role.CONSULTANT)
    new = NewUser("eve@studio.test", "Eve", "Neri", Role.ADMIN, password=PASSWORD)
    for attempt in (
        accounts.create_user(new, acting=acting),
        accounts.list_users(acting=acting),
        accounts.find_user(ADA, acting=acting),
        accounts.set_password(ada.id, PASSWORD, acting=acting),
        accounts.disable(ada.id, acting=acting),
        accounts.enable(ada.id, acting=acting),
        accounts.set_role(ada.id, Role.ADMIN, acting=acting),
        accounts.grant(ada.id, uuid4(), Level.MANAGE, acting=acting),
        accounts.withdraw(ada.id, uuid4(), acting=acting),
        accounts.create_api_token(ada.id, "mine", acting=acting),
        accounts.list_api_tokens(ada.id, acting=acting),
        accounts.revoke_api_token(uuid4(), acting=acting),
    ):
        with pytest.raises(Denied):
            await attempt
    assert [line.person.email for line in await accounts.list_users(acting=SYSTEM)] == [ADA]


async def test_who_claims_to_be_administrator_and_is_not_is_refused_by_the_store(
    office: Office,
) -> None:
    """ASVS 8.3.1: a role in hand counts for nothing, the one in the database counts."""
    ada = await office.hire(ADA)
    claiming = Principal(ada.id, Role.ADMIN)
    for attempt in (
        office.identity.accounts.create_user(
            NewUser("eve@studio.test", "Eve", "Neri", Role.ADMIN), acting=claiming
        ),
        office.identity.accounts.set_role(ada.id, Role.ADMIN, acting=claiming),
        office.identity.accounts.create_api_token(ada.id, "mine", acting=claiming),
    ):
        with pytest.raises(Denied):
            await attempt
    assert (await office.identity.accounts.find_user(ADA, acting=SYSTEM)).role is Role.CONSULTANT


async def test_users_are_made_with_checked_values(office: Office) -> None:
    """ASVS 2.2.1, 6.2.1."""
    accounts = office.identity.accounts
    await office.hire(ADA)

    async def refusal(**changes: Any) -> dict[str, str]:
        values: dict[str, Any] = {
            "email": "eve@studio.test",
            "name": "Eve",
            "surname": "Neri",
            "role": Role.CONSULTANT,
            "password": PASSWORD,
        }
        with pytest.raises(InvalidFields) as refused:
            await accounts.create_user(NewUser(**{**values, **changes}), acting=SYSTEM)
        errors: dict[str, str] = refused.value.fields["errors"]
        return errors

    assert await refusal(email="ADA@Studio.test ") == {"email": "taken"}
    assert await refusal(email="a@b\nc") == {"email": "not_an_email"}
    assert await refusal(email="x" * 251 + "@b.c") == {"email": "not_an_email"}
    assert await refusal(password="x" * 257) == {"password": "too_long"}
    assert await refusal(locale="xx") == {"locale": "not_allowed"}
    assert await refusal(name=" ") == {"name": "required"}


async def test_there_is_always_an_administrator_left(office: Office) -> None:
    root = await office.hire("root@studio.test", role=Role.ADMIN)
    accounts = office.identity.accounts
    for attempt in (
        accounts.disable(root.id, acting=SYSTEM),
        accounts.set_role(root.id, Role.CONSULTANT, acting=SYSTEM),
    ):
        with pytest.raises(Denied) as refused:
            await attempt
        assert refused.value.fields == {"reason": "last_admin"}
    other = await office.hire("other@studio.test", role=Role.ADMIN)
    outcomes = await asyncio.gather(
        accounts.disable(root.id, acting=SYSTEM),
        accounts.disable(other.id, acting=SYSTEM),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Denied", "NoneType"]


async def test_a_grant_is_given_changed_and_withdrawn(office: Office) -> None:
    ada = await office.hire(ADA)
    customer = new_id()
    async with office.store.writing(SYSTEM, cause="test.set_up") as unit:
        await unit.insert(
            tables()["customer"], {"id": customer, "code": "C1", "legal_name": "Rossi srl"}
        )
    accounts = office.identity.accounts
    for level in (Level.READ, Level.MANAGE):
        await accounts.grant(ada.id, customer, level, acting=SYSTEM)
        assert len(await _rows(office, "customer_grant")) == 1
        assert (await _rows(office, "customer_grant"))[0]["level"] == level.name.lower()
    await accounts.withdraw(ada.id, customer, acting=SYSTEM)
    with pytest.raises(NotFound):
        await accounts.withdraw(ada.id, customer, acting=SYSTEM)


async def test_tokens_are_listed_without_their_secret_and_revoked(office: Office) -> None:
    ada = await office.hire(ADA)
    accounts, identity = office.identity.accounts, office.identity
    with pytest.raises(InvalidFields):
        await accounts.create_api_token(ada.id, "all", acting=SYSTEM, scopes=["everything"])
    token = await accounts.create_api_token(ada.id, "erp", acting=SYSTEM)
    principal = await identity.recognise_api_token(token, ip=HERE.ip)
    (line,) = await accounts.list_api_tokens(ada.id, acting=SYSTEM)
    assert (line.id, line.name, line.last_used_at) == (
        principal.login_id,
        "erp",
        office.clock.now,
    )
    assert token not in repr(line)
    through_crossbar = await identity.programs.authenticate(
        realm="ytefas", authid="erp", ticket=token, ip=None
    )
    assert through_crossbar.user_id == ada.id
    with pytest.raises(NotAuthenticated):  # our own router takes tickets only
        await identity.authenticate(realm="ytefas", authid=None, ticket=token, ip=None)
    ticket = await identity.issue_ticket(principal)
    await accounts.revoke_api_token(line.id, acting=SYSTEM)
    with pytest.raises(NotAuthenticated):
        await identity.recognise_api_token(token, ip=None)
    with pytest.raises(NotAuthenticated):
        await identity.authenticate(realm="ytefas", authid=None, ticket=ticket, ip=None)
    with pytest.raises(NotFound):
        await accounts.revoke_api_token(line.id, acting=SYSTEM)
    assert await accounts.list_api_tokens(ada.id, acting=SYSTEM) == []


# Open sockets


class Sockets:
    """What the assembly does with what is revoked, and when it was told."""

    def __init__(self, identity: Identity) -> None:
        self.closed: set[UUID] = set()
        self.told = asyncio.Event()
        identity.revocation.on_revoked(self.close)

    async def close(self, logins: frozenset[UUID]) -> None:
        self.closed |= logins
        self.told.set()


@pytest.mark.parametrize("how", ["log out", "disable", "password", "role", "token"])
async def test_an_end_on_another_node_closes_the_sockets_here(office: Office, how: str) -> None:
    """ASVS 7.4.1-7.4.3, 8.3.2: within five seconds, and nobody else's."""
    ada, bob = await office.hire(ADA), await office.hire("bob@studio.test")
    accounts, there = office.identity.accounts, office.another_node()
    sockets = Sockets(office.identity)
    watching = asyncio.get_running_loop().create_task(office.identity.revocation.run())
    opened = await office.enter(ADA)
    principal = opened.login.principal
    if how == "token":
        token = await accounts.create_api_token(ada.id, "erp", acting=SYSTEM)
        principal = await office.identity.recognise_api_token(token, ip=None)
    others = (await office.enter("bob@studio.test")).login.principal
    for watched in (principal, others):
        office.identity.revocation.watch(watched)
    match how:
        case "log out":
            await there.log_out(principal)
        case "disable":
            await there.accounts.disable(ada.id, acting=SYSTEM)
        case "password":
            await there.accounts.set_password(ada.id, "another pass phrase", acting=SYSTEM)
        case "role":
            await there.accounts.set_role(ada.id, Role.CUSTOMER_USER, acting=SYSTEM)
        case _:
            assert principal.login_id
            await there.accounts.revoke_api_token(principal.login_id, acting=SYSTEM)
    async with asyncio.timeout(5):
        await sockets.told.wait()
    assert sockets.closed == {principal.login_id}
    assert bob.id == others.user_id
    watching.cancel()
    there.close()


async def test_a_socket_in_use_keeps_its_login_and_an_idle_one_does_not(office: Office) -> None:
    """ASVS 7.3.1: what counts is what the user does, not that the socket is open."""
    await office.hire(ADA)
    used, idle = await office.enter(ADA), await office.enter(ADA)
    sockets, revocation = Sockets(office.identity), office.identity.revocation
    for opened in (used, idle):
        revocation.watch(opened.login.principal)
    assert used.login.principal.login_id is not None
    for _ in range(4):
        office.clock.advance(minutes=10)
        revocation.seen(used.login.principal.login_id)
        await revocation.check_all()
    assert sockets.closed == {idle.login.principal.login_id}


async def test_a_closed_socket_is_watched_no_longer(office: Office) -> None:
    await office.hire(ADA)
    opened = await office.enter(ADA)
    sockets, revocation = Sockets(office.identity), office.identity.revocation
    first, second = (revocation.watch(opened.login.principal) for _ in range(2))
    first()
    office.clock.advance(hours=13)
    second()
    await revocation.check_all()
    assert sockets.closed == set()


async def test_while_the_database_is_away_nothing_is_forgotten(office: Office) -> None:
    """Fault 1: what could not be looked at is looked at again."""
    ada = await office.hire(ADA)
    opened = await office.enter(ADA)
    sockets, revocation = Sockets(office.identity), office.identity.revocation
    revocation.watch(opened.login.principal)
    await office.identity.accounts.disable(ada.id, acting=SYSTEM)

    async def away(_reading: object) -> Any:
        raise Busy

    revocation._now = away
    with pytest.raises(Busy):
        await revocation.check_all()
    revocation._now = office.clock
    await revocation.check()
    assert sockets.closed == {opened.login.principal.login_id}


# Sweeping


async def test_the_sweep_forgets_what_nobody_asks_for_and_nothing_else(office: Office) -> None:
    await office.hire(ADA)
    await _fails(office, 5)
    office.clock.advance(minutes=1)
    opened = await office.enter(ADA)
    await office.identity.issue_ticket(opened.login.principal)
    assert await office.identity.purge() == 0
    office.clock.advance(hours=1)
    assert await office.identity.purge() == 1 + len(["origin", "account"])  # ticket and tallies
    assert len(await _rows(office, "login_session")) == 1
    office.clock.advance(days=91)
    assert await office.identity.purge() == 2  # the login and the device
    assert await _rows(office, "login_session") == []


async def test_a_sweep_of_many_goes_in_steps(office: Office) -> None:
    ada = await office.hire(ADA)
    long_ago = office.clock.now - timedelta(days=1)
    async with office.store.writing(SYSTEM, cause="test.set_up") as unit:
        for number in range(501):
            await unit.fetch(
                insert(tables()["ticket"]).values(
                    user_id=ada.id,
                    login_id=uuid4(),
                    token_hash=digest(str(number)),
                    expires_at=long_ago,
                    created_by=STUDIO,
                    updated_by=STUDIO,
                )
            )
    assert await office.identity.purge() == 501


# Places an account is known from


async def test_a_known_place_is_forgotten_in_time(office: Office) -> None:
    await office.hire(ADA)
    await office.enter(ADA)
    office.clock.advance(days=89)
    await _fails(office, 5, ELSEWHERE)
    await office.enter(ADA)
    office.clock.advance(days=91)
    await _fails(office, 5, ELSEWHERE)
    with pytest.raises(RateLimited):
        await office.enter(ADA)


async def test_a_list_of_breached_passwords_is_asked(office: Office) -> None:
    """ASVS 6.2.4, 6.2.12: the hook; the list itself is the installation's."""
    strict = Identity(
        office.store, hashing=cheap(), clock=office.clock, breached=lambda word: word == PASSWORD
    )
    user = NewUser(ADA, "Ada", "Rossi", Role.CONSULTANT, password=PASSWORD)
    with pytest.raises(InvalidFields) as refused:
        await strict.accounts.create_user(user, acting=SYSTEM)
    assert refused.value.fields == {"errors": {"password": "breached"}}
    strict.close()


async def test_limits_can_be_tightened(office: Office) -> None:
    await office.hire(ADA)
    strict = Identity(
        office.store,
        hashing=cheap(),
        limits=LoginLimits(account_tries=1, parallel=1),
        clock=office.clock,
    )
    first = await strict.log_in(ADA, password=PASSWORD, visitor=HERE)
    await strict.log_in(ADA, password=PASSWORD, visitor=HERE)
    with pytest.raises(NotAuthenticated):
        await strict.recognise(first.token, ip=None)
    with pytest.raises(NotAuthenticated):
        await strict.log_in(ADA, password=WRONG, visitor=HERE)
    with pytest.raises(RateLimited):
        await strict.log_in(ADA, password=PASSWORD, visitor=HERE)
    strict.close()
