"""Presence: who else is here, and where; told to whoever may know, and to nobody else."""

import asyncio
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete
from typing_extensions import override

from schema.customer_grant import customer_grant
from tests.services.test_prefs import hearing
from tests.support.client import until_true
from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.errors import Invalid, YtefasError
from ytefas.framework.talk.invocation import Endpoint, Invocation, Kind
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.content import Key
from ytefas.rules.access import Principal, Role
from ytefas.services.presence import Place, Presence
from ytefas.store.isolation import SYSTEM

SITES = "org.sites"


class Onlooker:
    """A visitor who hears who else is here."""

    def __init__(self, visitor: Visitor, heard: list[Any]) -> None:
        self.visitor, self._heard = visitor, heard

    @classmethod
    async def of(cls, visitor: Visitor) -> "Onlooker":
        onlooker = cls(visitor, await hearing(visitor, "presence"))
        await onlooker.at()
        return onlooker

    async def at(self, *records: tuple[str, object], **more: Any) -> None:
        places = [
            {"view": str(view), "source": source, "key": key if key is None else str(key), **more}
            for view, (source, key) in enumerate(records)
        ]
        await self.visitor.client.server.presence.here(places)

    @property
    def sees(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._heard[-1][0] if self._heard else []
        return found

    @property
    def times(self) -> int:
        return len(self._heard)

    async def until(self, *keys: object, seconds: float = 20.0) -> list[dict[str, Any]]:
        wanted = sorted(map(str, keys))
        await self.visitor.client.pulse.until(
            lambda: self._heard and sorted(str(one["key"]) for one in self.sees) == wanted,
            seconds=seconds,
        )
        return self.sees


async def test_colleagues_meet_at_a_record(house: House) -> None:
    customer = await house.customer()
    site = await house.site(customer)
    (_, anna), (bruno, other) = [await house.consultant(customer) for _ in range(2)]
    one, two = await Onlooker.of(anna), await Onlooker.of(other)
    await two.at((SITES, site), editing=True, field="name")
    (met,) = await one.until(site)
    assert {**met, "since": ""} == {
        "session": other.client.session["id"], "user_id": str(bruno.id), "name": "Ada Rossi",
        "initials": "AR", "who": met["who"], "source": SITES, "key": str(site),
        "customer_id": str(customer), "editing": True, "field": "name", "since": "",
    }  # fmt: skip
    await one.at((SITES, site))
    (back,) = await two.until(site)
    assert {met["who"], back["who"]} == {1, 2}
    await two.at()
    assert await one.until() == []


async def test_who_loses_his_connection_has_gone_before_his_session_has(house: House) -> None:
    customer = await house.customer()
    site = await house.site(customer)
    (_, anna), (_, bruno) = [await house.consultant(customer) for _ in range(2)]
    one, two = await Onlooker.of(anna), await Onlooker.of(bruno)
    await two.at((SITES, site))
    await one.until(site)
    bruno.wire.cut()
    await one.until(seconds=15.0)  # half of the grace that his session has
    await bruno.back()
    await two.at((SITES, site))
    await one.until(site)


async def test_moving_about_is_told_twice_a_second_at_most(house: House) -> None:
    customer = await house.customer()
    sites = [await house.site(customer, code=f"M{number}") for number in range(12)]
    (_, anna), (_, bruno) = [await house.consultant(customer) for _ in range(2)]
    one, two = await Onlooker.of(anna), await Onlooker.of(bruno)
    began, before = monotonic(), one.times
    for site in sites:
        await two.at((SITES, site))
    await one.until(sites[-1])
    assert one.times - before <= 2 + 2 * (monotonic() - began)


async def test_a_customers_user_learns_of_his_own_customers_records_alone(house: House) -> None:
    own, foreign = await house.customer(), await house.customer()
    site, theirs = await house.site(own), await house.site(foreign)
    _, anna = await house.consultant(own, foreign)
    carla = await house.hire(Role.CUSTOMER_USER)
    await house.grant(carla, own, "read")
    one, two = await Onlooker.of(await house.visit(carla)), await Onlooker.of(anna)
    await two.at((SITES, theirs), ("org.customers", foreign), (SITES, None), (SITES, site))
    assert [place["customer_id"] for place in await one.until(site)] == [str(own)]
    await two.at((SITES, theirs), (SITES, None))
    await one.until()
    await one.at((SITES, site), (SITES, None), (SITES, theirs))
    await two.until(site)


async def test_nobody_learns_of_a_field_he_does_not_see(house: House) -> None:
    own = await house.customer()
    _, anna = await house.consultant(own)
    carla = await house.hire(Role.CUSTOMER_USER)
    await house.grant(carla, own, "read")
    one, two = await Onlooker.of(await house.visit(carla)), await Onlooker.of(anna)
    for field, told in (("notes", None), ("legal_name", "legal_name")):
        await two.at()
        await one.until()
        await two.at(("org.customers", own), editing=True, field=field)
        assert [place["field"] for place in await one.until(own)] == [told]


async def test_consultants_see_each_other_at_lists_and_at_common_customers_only(
    house: House,
) -> None:
    common, other = await house.customer(), await house.customer()
    site = await house.site(other)
    (_, anna), (_, bruno) = await house.consultant(common), await house.consultant(common, other)
    one, two = await Onlooker.of(anna), await Onlooker.of(bruno)
    await two.at((SITES, None), (SITES, site), ("org.customers", common))
    assert {place["source"] for place in await one.until(None, common)} == {
        SITES, "org.customers",
    }  # fmt: skip


async def test_a_withdrawn_grant_takes_people_away(house: House) -> None:
    customer = await house.customer()
    site = await house.site(customer)
    (anna, visitor), (_, bruno) = [await house.consultant(customer) for _ in range(2)]
    one, two = await Onlooker.of(visitor), await Onlooker.of(bruno)
    await two.at((SITES, site))
    await one.until(site)
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.fetch(delete(customer_grant).where(customer_grant.c.user_id == anna.id))
    await two.at((SITES, site), (SITES, None))
    await one.until(None)


WRONG: dict[str, list[Any]] = {
    "too many": [{"view": str(number)} for number in range(51)],
    "an unknown fact": [{"view": "1", "who": 1}],
    "a long name": [{"view": "x" * 81}],
    "a field that is none": [{"view": "1", "field": {"a": 1}}],
    "a key that is none": [{"view": "1", "source": SITES, "key": True}],
    "an unprintable field": [{"view": "1", "field": "a\u202eb"}],
    "editing that is none": [{"view": "1", "editing": "yes"}],
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_is_no_place_is_refused(house: House, what: str) -> None:
    visitor = await house.visit(await house.hire())
    with pytest.raises((Invalid, YtefasError)) as refused:
        await visitor.client.server.presence.here(WRONG[what])
    assert refused.value.code == "invalid"


async def test_a_record_out_of_sight_or_nowhere_is_no_place(house: House) -> None:
    customer, foreign = await house.customer(), await house.customer()
    _, anna = await house.consultant(customer)
    boss = await Onlooker.of(await house.visit(await house.hire(Role.ADMIN)))
    one = await Onlooker.of(anna)
    await one.at(("org.customers", foreign), ("org.customers", uuid4()), ("org.customers", "x"),
                 ("org.nothing", None), ("org.customers", customer))  # fmt: skip
    await boss.until(customer)


# -- several nodes: each tells the others its whole list


class Everything:
    """Sights of people who all work for one customer."""

    customer = uuid4()

    async def named(self, user_id: UUID) -> tuple[str, str]:
        return f"Person {user_id.int}", f"P{user_id.int}"

    async def customers(
        self, acting: Any, records: Sequence[tuple[str, Key]]
    ) -> Mapping[tuple[str, Key], UUID | None]:
        del acting
        return dict.fromkeys(records, self.customer)

    def views(self, acting: Any, source: str, field: str | None = None) -> bool:
        return bool(acting and source) and field != "hidden"

    def sees(self, acting: Any, customer: UUID) -> bool:
        return bool(acting) and customer == self.customer

    def sees_all(self, acting: Any, customer: UUID, source: str) -> bool:
        del source
        return self.sees(acting, customer)


class Realm:
    """What all nodes hear."""

    def __init__(self) -> None:
        self.handlers: list[Endpoint] = []

    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        for handler in list(self.handlers):
            await handler(Invocation(uri, args, kwargs, kind=Kind.EVENT))

    async def subscribe(self, uri: str, handler: Endpoint) -> None:
        assert uri
        self.handlers.append(handler)


class Slow(Everything):
    """Looks records up as slowly as it is told."""

    def __init__(self) -> None:
        self.gates: dict[Key, asyncio.Event] = {}

    @override
    async def customers(
        self, acting: Any, records: Sequence[tuple[str, Key]]
    ) -> Mapping[tuple[str, Key], UUID | None]:
        for _, key in records:
            await self.gates.setdefault(key, asyncio.Event()).wait()
        return await super().customers(acting, records)


ONE, TWO = (Principal(UUID(int=number), Role.CONSULTANT) for number in (1, 2))


async def test_who_goes_while_his_place_is_looked_up_leaves_no_ghost() -> None:
    sights = Slow()
    presence = Presence(sights)
    saying = spawn(presence.put("s1", ONE, [Place("v", SITES, "a")]), name="say")
    await until_true(lambda: sights.gates)
    presence.gone("s1")
    sights.gates["a"].set()
    await saying
    assert presence.seen_by(TWO, session="s2") == []


async def test_what_was_said_last_counts_however_long_each_takes() -> None:
    sights = Slow()
    presence = Presence(sights)
    first = spawn(presence.put("s1", ONE, [Place("v", SITES, "a")]), name="say")
    await until_true(lambda: sights.gates)
    second = spawn(presence.put("s1", ONE, [Place("v", SITES, "b")]), name="say")
    await until_true(lambda: len(sights.gates) > 1)
    for key, said in (("b", second), ("a", first)):
        sights.gates[key].set()
        await said
    assert [one.key for one in presence.seen_by(TWO, session="s2")] == ["b"]


async def test_nodes_tell_each_other_who_is_here() -> None:
    realm = Realm()
    near = Presence(Everything(), far=realm, pace=0.001)
    await near.put("s1", ONE, [Place("v", SITES, "a")])
    running = [spawn(near.run(), name="near")]
    await until_true(lambda: realm.handlers)
    far = Presence(Everything(), far=realm, pace=0.001)  # comes later, and asks
    running.append(spawn(far.run(), name="far"))
    try:
        await until_true(lambda: far.seen_by(TWO, session="s2"))
        await far.put("s2", TWO, [Place("v", SITES, "b", editing=True)])
        await until_true(lambda: [one.key for one in near.seen_by(ONE, session="s1")] == ["b"])
        far.gone("s2")
        await until_true(lambda: not near.seen_by(ONE, session="s1"))
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
