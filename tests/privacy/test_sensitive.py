"""Who reads about somebody's health is in the audit: once a day and record, and never the value."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from schema.audit_event import audit_event
from schema.base import field_of
from schema.person import person
from tests.jobs.tray import comes
from tests.privacy.firm import make_firm
from tests.support.node import House
from ytefas.store.isolation import SYSTEM
from ytefas.store.live import sensitive
from ytefas.store.source.source import discover


@pytest.fixture
def special(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a column be about health, as its declaration would say it."""
    column = "qualification"
    source = house.running.hub.sources["org.persons"]
    field = source.fields[column]
    facts = replace(field_of(person.c[column]), personal="special")
    monkeypatch.setitem(source.fields, column, replace(field, facts=facts))
    sensitive.sensitive.cache_clear()
    return column


@pytest.fixture(autouse=True)
def _as_it_was() -> Any:
    yield
    sensitive.sensitive.cache_clear()


async def noted(house: House, customer: UUID) -> list[Any]:
    await house.running.hub.sensitive.settled()
    async with house.store.reading(SYSTEM) as reading:
        return await reading.fetch(
            select(audit_event.c.user_id, audit_event.c.entity, audit_event.c.diff).where(
                audit_event.c.customer_id == customer, audit_event.c.action == sensitive.ACTION
            )
        )


async def shows(visitor: Any, *columns: str) -> Any:
    view = await visitor.open("view", "org.persons", controller="org_persons_list")
    cursor = view.cursors["rows"]
    await cursor.remote.query({"columns": ["id", "surname", *columns]})
    await cursor.until(lambda it: it.rows and set(columns) <= set(it.columns))
    return view


async def test_a_list_that_shows_it_is_noted_once(house: House, special: str) -> None:
    firm = await make_firm(house)
    for _ in range(2):
        view = await shows(firm.visitor, special)
        await view.controller.close()
    (event,) = await noted(house, firm.customer)
    assert event["entity"] == "person"
    assert event["diff"]["records"] == [str(firm.keys["person"])]
    assert event["diff"]["fields"] == [special]
    assert firm.surname not in str(event["diff"]), "the value is not said"
    other = await house.hire()
    await house.grant(other, firm.customer, "read")
    await shows(await house.visit(other), special)
    events = await noted(house, firm.customer)
    assert [one["user_id"] for one in events][1:] == [other.id]


async def test_a_list_that_does_not_show_it_is_not(house: House, special: str) -> None:
    firm = await make_firm(house)
    view = await firm.visitor.open("view", "org.sites", controller="org_sites_list")
    await view.cursors["rows"].until(lambda it: it.rows)
    assert special
    assert await noted(house, firm.customer) == []


async def test_what_arrives_later_is_noted_too(house: House, special: str) -> None:
    firm = await make_firm(house)
    await shows(firm.visitor, special)
    before = len(await noted(house, firm.customer))
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        new = await unit.insert(person, {
            "customer_id": firm.customer, "surname": "Neri", "name": "Anna", "kind": "worker",
            special: "Idonea con prescrizioni",
        })  # fmt: skip

    async def more() -> bool:
        return len(await noted(house, firm.customer)) > before

    await comes(more)
    events = await noted(house, firm.customer)
    assert events[-1]["diff"]["records"] == [str(new)]


def test_nothing_that_is_declared_today_is_slowed() -> None:
    """No source shows a special field yet: drafts, sheets and sessions are read by their owner."""
    assert not [
        (name, column)
        for name, source in discover().items()
        for column, field in source.fields.items()
        if field.facts.personal == "special"
    ]
