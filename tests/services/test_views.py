"""Saved views: private, shared, everybody's default, locked; and who may do what to them."""

from typing import Any
from uuid import uuid4

import pytest

from tests.services.test_prefs import hearing
from tests.support.database import TestServer
from tests.support.node import House, node_on
from tests.support.visitor import Visitor
from ytefas.errors import Conflict, Denied, Invalid, InvalidFields, NotFound, TooLarge, YtefasError
from ytefas.rules.access import STUDIO, Role
from ytefas.services.views import MAX_VIEWS, Wanted
from ytefas.store.feed import Change, Feed, Listener
from ytefas.store.personal.news import News, ShownViews
from ytefas.store.personal.views import SavedViews

SITES = "org.sites"


async def keep(visitor: Visitor, **view: Any) -> dict[str, Any]:
    if "id" not in view:
        view = {"name": "Mia", "state": {"words": "x"}, **view}
    kept: dict[str, Any] = await visitor.client.server.views.keep({"source": SITES, **view})
    return kept


async def many(visitor: Visitor, number: int, **view: Any) -> None:
    for one in range(number):
        await keep(visitor, name=f"{view.get('shared')} {one}", **view)


async def names(visitor: Visitor) -> list[str]:
    return [view["name"] for view in await visitor.client.server.views.list(SITES)]


async def default(visitor: Visitor) -> str | None:
    views = await visitor.client.server.views.list(SITES)
    return next((view["name"] for view in views if view["default"]), None)


async def staff(house: House, *, admins: int = 0, consultants: int = 0, customers: int = 0
                ) -> list[Visitor]:  # fmt: skip
    roles = [Role.ADMIN] * admins + [Role.CONSULTANT] * consultants
    roles += [Role.CUSTOMER_USER] * customers
    return [await house.visit(await house.hire(role)) for role in roles]


@pytest.fixture(autouse=True)
async def _none_left(house: House) -> Any:
    """Begin without views: shared ones are everybody's."""
    yield
    boss = await house.visit(await house.hire(Role.ADMIN))
    for view in await boss.client.server.views.list(SITES):
        await boss.client.server.views.remove(view["id"], view["row_version"])


async def test_a_view_is_its_owners_until_he_shares_it(house: House) -> None:
    anna, bruno, boss = await staff(house, consultants=2, admins=0) + await staff(house, admins=1)
    made = await keep(anna, name="Le mie")
    assert (made["mine"], made["shared"], made["state"]) == (True, False, {"words": "x"})
    assert [await names(one) for one in (anna, bruno, boss)] == [["Le mie"], [], []]
    shared = await keep(anna, id=made["id"], row_version=made["row_version"], shared=True)
    assert [await names(one) for one in (bruno, boss)] == [["Le mie"], ["Le mie"]]
    (seen,) = await bruno.client.server.views.list(SITES)
    assert (seen["mine"], seen["may_change"], seen["owner"]) == (False, False, "Ada Rossi")
    await keep(anna, id=made["id"], row_version=shared["row_version"], shared=False)
    assert await names(bruno) == []


async def test_only_its_owner_or_an_administrator_changes_a_view(house: House) -> None:
    anna, bruno = await staff(house, consultants=2)
    (boss,) = await staff(house, admins=1)
    private = await keep(anna, name="Privata")
    shared = await keep(anna, name="Di tutti", shared=True)
    asked = {"id": shared["id"], "row_version": shared["row_version"]}
    with pytest.raises(Denied) as refused:
        await keep(bruno, **asked, name="Rubata")
    assert refused.value.fields["reason"] == "view_of_another"
    with pytest.raises(Denied):
        await bruno.client.server.views.remove(shared["id"], shared["row_version"])
    for stranger in (bruno, boss):
        with pytest.raises(NotFound):
            await keep(stranger, id=private["id"], row_version=1, name="Rubata")
        with pytest.raises(NotFound):
            await stranger.client.server.views.remove(private["id"], 1)
    renamed = await keep(boss, **asked, name="Dello studio")
    assert (renamed["owner"], renamed["mine"]) == ("Ada Rossi", False)
    assert await names(bruno) == ["Dello studio"]


async def test_a_locked_view_is_the_administrators(house: House) -> None:
    (anna,), (boss,) = await staff(house, consultants=1), await staff(house, admins=1)
    made = await keep(anna, shared=True)
    with pytest.raises(Denied) as refused:
        await keep(anna, id=made["id"], row_version=1, locked=True)
    assert refused.value.fields["reason"] == "view_for_all"
    locked = await keep(boss, id=made["id"], row_version=1, locked=True)
    with pytest.raises(Denied) as refused:
        await keep(anna, id=made["id"], row_version=locked["row_version"], name="Altra")
    assert refused.value.fields["reason"] == "view_locked"
    with pytest.raises(Denied):
        await anna.client.server.views.remove(made["id"], locked["row_version"])
    mine = await keep(anna, id=made["id"], row_version=locked["row_version"], default=True)
    assert (mine["default"], mine["locked"]) == (True, True)


async def test_ones_own_default_comes_before_everybodys(house: House) -> None:
    anna, bruno = await staff(house, consultants=2)
    (boss,) = await staff(house, admins=1)
    with pytest.raises(Denied):
        await keep(anna, name="Per tutti", shared=True, default_for_all=True)
    with pytest.raises(InvalidFields):
        await keep(boss, name="Per tutti", default_for_all=True)
    everybodys = await keep(boss, name="Per tutti", shared=True, default_for_all=True)
    mine = await keep(anna, name="Mia", default=True)
    assert [await default(one) for one in (anna, bruno)] == ["Mia", "Per tutti"]
    await keep(bruno, id=everybodys["id"], row_version=1, default=False)
    assert await default(bruno) is None
    await anna.client.server.views.remove(mine["id"], mine["row_version"])
    assert await default(anna) == "Per tutti"
    await keep(boss, name="Nuova", shared=True, default_for_all=True)
    assert [await default(one) for one in (anna, bruno)] == ["Nuova", None]
    views = await boss.client.server.views.list(SITES)
    assert sum(view["default_for_all"] for view in views) == 1


async def test_a_customers_user_shares_nothing_and_is_shown_nothing_shared(house: House) -> None:
    (anna,), (carla,) = await staff(house, consultants=1), await staff(house, customers=1)
    await keep(anna, name="Clienti in ritardo", shared=True)
    with pytest.raises(Denied) as refused:
        await keep(carla, shared=True)
    assert refused.value.fields["reason"] == "may_not_share"
    await keep(carla, name="La mia")
    assert await names(carla) == ["La mia"]


async def test_a_name_is_used_once(house: House) -> None:
    anna, bruno = await staff(house, consultants=2)
    await keep(anna, name="  Le   mie ")
    with pytest.raises(InvalidFields) as refused:
        await keep(anna, name="Le mie")
    assert refused.value.fields["errors"] == {"name": "taken"}
    await keep(bruno, name="Le mie")
    other = await keep(anna, name="Altre")
    with pytest.raises(InvalidFields):
        await keep(anna, id=other["id"], row_version=1, name="Le mie")


async def test_who_saved_first_wins(house: House) -> None:
    (anna,) = await staff(house, consultants=1)
    made = await keep(anna)
    await keep(anna, id=made["id"], row_version=1, state={"words": "y"})
    with pytest.raises(Conflict):
        await keep(anna, id=made["id"], row_version=1, state={"words": "z"})
    with pytest.raises(Conflict):
        await anna.client.server.views.remove(made["id"], 1)


async def test_whom_it_concerns_is_told(house: House) -> None:
    anna, bruno = await staff(house, consultants=2)
    (carla,) = await staff(house, customers=1)
    for one in (anna, bruno, carla):
        await names(one)
    heard = [await hearing(one, "views") for one in (anna, bruno, carla)]
    private = await keep(anna, name="Privata")
    await anna.client.pulse.until(lambda: heard[0])
    shared = await keep(anna, name="Di tutti", shared=True)
    await bruno.client.pulse.until(lambda: heard[1])
    await names(bruno)
    await anna.client.server.views.remove(shared["id"], shared["row_version"])
    await bruno.client.pulse.until(lambda: len(heard[1]) > 1)
    await anna.client.server.views.remove(private["id"], private["row_version"])
    await anna.client.pulse.until(lambda: len(heard[0]) > 3)
    assert heard[1:] == [[(SITES,), (SITES,)], []]


WRONG: dict[str, tuple[dict[str, Any], type[YtefasError]]] = {
    "no name": ({"name": "  "}, Invalid),
    "a name too long": ({"name": "n" * 81}, Invalid),
    "a state with NUL": ({"state": {"words": "\x00"}}, Invalid),
    "a state too big": ({"state": {"words": "x" * 33_000}}, TooLarge),
    "an unknown source": ({"source": "org.nothing"}, Invalid),
    "an unknown field": ({"owner": "me"}, Invalid),
    "a flag that is none": ({"shared": "yes"}, Invalid),
    "a version that is none": ({"row_version": -1}, Invalid),
    "no id": ({"id": "no id"}, NotFound),
    "nobody's id": ({"id": "00000000-0000-7000-8000-000000000000"}, NotFound),
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_cannot_be_kept_is_refused(house: House, what: str) -> None:
    (anna,) = await staff(house, consultants=1)
    view, error = WRONG[what]
    with pytest.raises(error):
        await keep(anna, **{"name": "Mia", "state": {}, **view})
    with pytest.raises(NotFound):
        await anna.client.server.views.remove("no id", 1)
    assert await names(anna) == []


async def test_there_is_an_end_to_views(house: House) -> None:
    (anna,) = await staff(house, consultants=1)
    acting = house.running.sessions.directory.by_id[anna.client.session["id"]].principal
    views = SavedViews(house.store, ShownViews())
    for number in range(MAX_VIEWS):  # beside the wire, where so many calls are too many
        await views.keep(acting, Wanted(SITES, name=f"Vista {number}", state={}))
    with pytest.raises(TooLarge):
        await keep(anna, name="Una di troppo")
    assert len(await names(anna)) == MAX_VIEWS


async def test_a_list_of_views_fits_one_message(house: House) -> None:
    boss, *people = await staff(house, admins=1, consultants=3)
    state = {"words": "x" * 25_000}
    for person in people:
        with pytest.raises(TooLarge):
            await many(person, 20, state=state, shared=True)
        assert 1 <= len(await names(person)) <= 40
    seen = await boss.client.server.views.list(SITES)
    assert len(seen) * 25_000 <= 512 * 1024
    mine = await keep(people[2], name="Piccola", state={})
    grown = keep(people[2], id=mine["id"], row_version=mine["row_version"], state=state)
    assert (await grown)["state"] == state
    own = [view for view in await people[2].client.server.views.list(SITES) if view["mine"]]
    with pytest.raises(TooLarge):
        await many(people[2], 20 - len(own), state=state)


async def test_what_was_missed_is_told_again(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed says that changes were missed; which ones, nobody knows."""
    listeners: list[Listener] = []
    listen = Feed.listen

    def noted(feed: Feed, listener: Listener) -> Any:
        listeners.append(listener)
        return listen(feed, listener)

    monkeypatch.setattr(Feed, "listen", noted)
    async with server.clone() as database, node_on(database.url) as house:
        (anna,) = await staff(house, consultants=1)
        await anna.client.server.prefs.put("kept", 1)
        await anna.client.server.prefs.put("forgotten", 1)
        await anna.client.server.prefs.put("forgotten", None)
        await anna.client.server.views.list(SITES)
        views, prefs = [await hearing(anna, service) for service in ("views", "prefs")]
        missed = Change(STUDIO, uuid4(), 1, None, None, (), reset=True)
        for listener in listeners:
            if isinstance(getattr(listener, "__self__", None), News):
                listener([missed])
        await anna.client.pulse.until(lambda: views and len(prefs) > 1)
        assert (views, sorted(prefs)) == ([(SITES,)], [("forgotten", None), ("kept", 1)])
