"""What is dangerous asks for a proof in the middle of the work, and the work goes on after it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, update

from schema.login_session import login_session
from tests.node.test_editing import editing
from tests.support.identity import PASSWORD, WRONG
from tests.support.node import House, shown
from tests.support.visitor import Visitor
from ytefas.errors import InvalidFields, Reauthenticate
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM


async def time_passes(house: House) -> None:
    """Let the last proofs of who is here be eleven minutes old."""
    async with house.store.writing(SYSTEM, cause="test.time") as unit:
        now = func.clock_timestamp()
        here = login_session.c.proved_at > now - timedelta(minutes=2)
        aged = update(login_session).where(here).values(proved_at=now - timedelta(minutes=11))
        await unit.fetch(aged)


async def prove(visitor: Visitor, password: str = PASSWORD) -> None:
    await visitor.browser.post("/auth/proof", {"password": password, "code": ""})


async def test_a_save_waits_for_the_proof_and_is_done_once(house: House) -> None:
    ada = await house.hire()
    root = await house.visit(await house.hire(Role.ADMIN))
    form = await editing(root, "auth.users", str(ada.id))
    await time_passes(house)
    save: list[Any] = [
        {"key": str(ada.id), "row_version": 1, "changes": {"surname": "Verdi"}}, str(uuid4())
    ]  # fmt: skip
    with pytest.raises(Reauthenticate):
        await form.remote.save(*save)
    with pytest.raises(InvalidFields):
        await prove(root, WRONG)
    with pytest.raises(Reauthenticate):
        await form.remote.save(*save)
    await prove(root)
    assert await form.remote.save(*save) == await form.remote.save(*save)
    await form.until(lambda it: shown(it, "surname") == ["Verdi"])


async def test_rights_are_given_by_who_has_just_proved_himself(house: House) -> None:
    customer = await house.customer()
    ada = await house.hire()
    _, boss = await house.consultant(customer, level="manage")
    form = await boss.open("create", "auth.grants", controller="auth_grants_create")
    values = {"customer_id": str(customer), "user_id": str(ada.id), "level": "read"}
    await time_passes(house)
    with pytest.raises(Reauthenticate):
        await form.cursors["record"].remote.create(values, str(uuid4()))
    await prove(boss)
    made = await form.cursors["record"].remote.create(values, str(uuid4()))
    assert made["row_version"] == 1


async def test_everyday_work_asks_for_nothing(house: House) -> None:
    """A customer comes with the grant of whoever makes it: that is no giving of rights."""
    _, anna = await house.consultant(await house.customer())
    await time_passes(house)
    form = await anna.open("create", "org.customers", controller="org_customers_create")
    values = {"legal_name": "Nuova S.r.l."}
    made = await form.cursors["record"].remote.create(values, str(uuid4()))
    assert made["row_version"] == 1


async def test_an_action_that_is_dangerous_is_run_again_after_the_proof(house: House) -> None:
    ada = await house.hire()
    root = await house.visit(await house.hire(Role.ADMIN))
    view = await root.open("view", "auth.users", controller="users")
    users = view.cursors["user"]
    await users.until(lambda it: it.rows)
    uri = f"{users.remote.node_path}".rpartition(".")[0]
    await time_passes(house)
    asked = {"keys": [str(ada.id)]}
    run = f"{uri}.actions.invite.run"
    with pytest.raises(Reauthenticate):
        await root.call(run, asked)
    await prove(root)
    answer = await root.call(run, asked)
    assert answer["ok"] is True
    assert "#reset=" in answer["result"]["link"]
