"""Administration of users: by administrators, with checked values, and one always left."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from schema.base import new_id, tables
from tests.support.identity import ADA, HERE, PASSWORD, WRONG, Office, cheap, office_on
from ytefas.errors import Denied, InvalidFields, NotAuthenticated, NotFound, RateLimited
from ytefas.rules.access import Level, Principal, Role
from ytefas.rules.login import LoginLimits
from ytefas.store.embedded.server import Database
from ytefas.store.identity.accounts import NewUser
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM


@pytest_asyncio.fixture
async def office(module_database: Database) -> AsyncIterator[Office]:
    """Open a real identity on an empty database."""
    async with office_on(module_database) as opened:
        yield opened


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
    assert await refusal(password="una lunga frase " * 65) == {"password": "too_long"}
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
    others = [await office.hire(f"r{n}@studio.test", role=Role.ADMIN) for n in range(3)]
    await asyncio.gather(*(accounts.list_users(acting=SYSTEM) for _ in range(4)))  # connections
    outcomes = await asyncio.gather(
        *(accounts.disable(admin.id, acting=SYSTEM) for admin in (root, *others)),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Denied"] + ["NoneType"] * 3


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
        assert len(await office.rows("customer_grant")) == 1
        assert (await office.rows("customer_grant"))[0]["level"] == level.name.lower()
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
