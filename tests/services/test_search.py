"""Search: everything by what it is called, what begins so first, nothing that is foreign."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, update

from schema.site import site as site_table
from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.errors import Invalid
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM


async def find(visitor: Visitor, words: str, **more: Any) -> dict[str, list[dict[str, Any]]]:
    said = await visitor.client.server.search.find(words, **more)
    assert said["late"] == []
    return {group["source"]: group["hits"] for group in said["groups"]}


def titles(hits: list[dict[str, Any]]) -> list[str]:
    return [hit["title"] for hit in hits]


async def test_what_begins_so_comes_before_what_only_has_the_word(house: House) -> None:
    customer = await house.customer(legal_name="Zincatura Quadrifoglio Srl", code="ZIN1")
    await house.site(customer, name="Magazzino Quadrifoglio", code="QM")
    await house.site(customer, name="Quadrifoglio Nord", code="S1",
                     address={"city": "Rovereto"})  # fmt: skip
    await house.site(customer, name="Ufficio", code="QUADRI-7")
    _, anna = await house.consultant(customer)
    found = await find(anna, "quadri")
    assert titles(found["org.sites"]) == ["Ufficio", "Quadrifoglio Nord", "Magazzino Quadrifoglio"]
    hit = found["org.sites"][1]
    assert hit["subtitle"] == "S1 · Rovereto"
    assert (hit["customer_id"], hit["customer_code"], hit["customer_name"]) == (
        str(customer), "ZIN1", "Zincatura Quadrifoglio Srl",
    )  # fmt: skip
    (firm,) = found["org.customers"]
    assert (firm["title"], firm["customer_id"]) == ("Zincatura Quadrifoglio Srl", str(customer))
    assert titles((await find(anna, "mag quad"))["org.sites"]) == ["Magazzino Quadrifoglio"]
    assert set(await find(anna, "zincat")) == {"org.customers"}  # not every site of theirs


async def test_nothing_foreign_is_found_or_named(house: House) -> None:
    own, foreign = await house.customer(), await house.customer(legal_name="Segretissima Srl")
    site = await house.site(foreign, name="Segretissima")
    _, anna = await house.consultant(own)
    carla = await house.hire(Role.CUSTOMER_USER)
    await house.grant(carla, own, "read")
    boss = await house.visit(await house.hire(Role.ADMIN))
    records = [{"source": "org.sites", "key": str(site)},
               {"source": "org.customers", "key": str(foreign)}]  # fmt: skip
    assert len(await find(boss, "segretissima")) == 2
    for stranger in (anna, await house.visit(carla)):
        assert await find(stranger, "segretissima") == {}
        assert await stranger.client.server.search.titles(records) == [None, None]


async def test_a_group_says_that_there_is_more(house: House) -> None:
    customer = await house.customer()
    for number in range(8):
        await house.site(customer, name=f"Capannone {number}", code=f"K{number}")
    _, anna = await house.consultant(customer)
    (group,) = (await anna.client.server.search.find("capannone", 5))["groups"]
    assert titles(group["hits"]) == [f"Capannone {number}" for number in range(5)]
    assert (group["more"], group["label"]) == (True, "Sedi")
    (group,) = (await anna.client.server.search.find("capannone", 8))["groups"]
    assert (len(group["hits"]), group["more"]) == (8, False)


async def test_what_is_archived_comes_last(house: House) -> None:
    customer = await house.customer()
    old = await house.site(customer, name="Tettoia A", code="A")
    await house.site(customer, name="Tettoia B", code="B")
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.fetch(
            update(site_table).where(site_table.c.id == old).values(archived_at=func.now())
        )
    _, anna = await house.consultant(customer)
    hits = (await find(anna, "tettoia"))["org.sites"]
    assert [(hit["title"], hit["archived"]) for hit in hits] == [
        ("Tettoia B", False), ("Tettoia A", True),
    ]  # fmt: skip


async def test_recent_records_are_called_what_they_are_called_now(house: House) -> None:
    customer = await house.customer(legal_name="Prima Srl")
    site = await house.site(customer, name="Sede", code="S9")
    _, anna = await house.consultant(customer)
    asked = [
        {"source": "org.sites", "key": str(site)},
        {"source": "org.sites", "key": str(uuid4())},
        {"source": "org.customers", "key": str(customer)},
        {"source": "org.nothing", "key": "x"},
        {"source": "org.sites", "key": "no key"},
    ]
    said = await anna.client.server.search.titles(asked)
    assert [hit and hit["title"] for hit in said] == ["Sede", None, "Prima Srl", None, None]


async def test_people_are_found_by_their_names(house: House) -> None:
    person = await house.hire(name="Ottavia", surname="Quintarelli")
    visitor = await house.visit(person)
    (hit,) = (await find(visitor, "quintarelli"))["auth.users"]
    assert hit["title"] == "Ottavia Quintarelli"
    said = await visitor.client.server.search.titles([{"source": "auth.users", "key": hit["key"]}])
    assert [one and one["title"] for one in said] == ["Ottavia Quintarelli"]
    assert (hit["key"], hit["customer_id"]) == (str(person.id), None)


QUIET = ("", "a", "   ", "%", "--", "''", "\\", "!!! ***", "(((", ":*", "a'b & | !")


@pytest.mark.parametrize("words", QUIET)
async def test_what_says_nothing_finds_nothing_and_breaks_nothing(house: House, words: str) -> None:
    visitor = await house.visit(await house.hire())
    assert await find(visitor, words) == {}


async def test_what_is_out_of_bounds_is_refused(house: House) -> None:
    search = (await house.visit(await house.hire())).client.server.search
    for asked in (("words", 0), ("words", 21), ("w" * 201, 6), ("a b c d e f g h i l m", 6)):
        with pytest.raises(Invalid):
            await search.find(*asked)
    with pytest.raises(Invalid):
        await search.find("with \x00")
    for records in ([{"source": "org.sites"}], [{"source": 1, "key": "x"}], ["x"],
                    [{"source": "org.sites", "key": "x"}] * 101):  # fmt: skip
        with pytest.raises(Invalid):
            await search.titles(records)


async def test_a_kind_before_a_colon_narrows_the_search(house: House) -> None:
    customer = await house.customer(legal_name="Ginepro Srl")
    await house.site(customer, name="Ginepro", code="G1")
    _, anna = await house.consultant(customer)
    assert set(await find(anna, "ginepro")) == {"org.customers", "org.sites"}
    assert set(await find(anna, "Sedi: ginepro")) == {"org.sites"}
    assert set(await find(anna, "sed:ginepro")) == {"org.sites"}
    assert await find(anna, "nessuno: ginepro") == {}  # no kind is called so: all of it is words


async def test_a_customer_is_found_by_how_he_is_reached(house: House) -> None:
    customer = await house.customer(legal_name="Mirtillo Srl", pec="mirtillo@pec.example.it",
                                    phone="0461 555777")  # fmt: skip
    _, anna = await house.consultant(customer)
    for words in ("mirtillo@pec.example.it", "555777"):
        assert titles((await find(anna, words))["org.customers"]) == ["Mirtillo Srl"]
