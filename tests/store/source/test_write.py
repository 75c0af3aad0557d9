"""Writing through a source: every value checked, every error beside its field, nothing assumed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio

from schema.base import tables
from tests.support.risk_table import SOURCES, area, build, risk
from tests.support.studio import Studio, make_studio
from ytefas.errors import Conflict, Denied, Invalid, InvalidFields, NotFound
from ytefas.framework.work.rows import Batch, Creating, Saving, Within
from ytefas.rules.access import Principal
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.describe import describe
from ytefas.store.source.source import Source
from ytefas.store.source.writer import SourceWriter

RISKS = SOURCES["test.risks"]
FREE = Within()
EVERY = {**SOURCES, "org.customers": Source(tables()["customer"])}


@dataclass(frozen=True, slots=True)
class Desk:
    studio: Studio
    store: Store
    area: UUID
    foreign_area: UUID
    risk: UUID
    beta_risk: UUID
    foreign_risk: UUID

    async def write(
        self, *, acting: Principal | None = None, within: Within = FREE, **parts: Any
    ) -> Any:
        writer = SourceWriter(self.store, EVERY, acting or self.studio.anna)
        batch = Batch(parts.pop("source", "test.risks"), within, **parts)
        (written,) = await writer.write([batch], idempotency_key=str(uuid4()))
        return written

    async def create(self, values: dict[str, Any], **more: Any) -> Any:
        given = {"customer_id": str(self.studio.alfa), "title": "new", **values}
        return await self.write(creates=(Creating(given),), **more)

    async def save(self, key: UUID, changes: dict[str, Any], *, version: int = 1, **m: Any) -> Any:
        return await self.write(saves=(Saving(str(key), version, changes),), **m)

    async def row(self, key: UUID) -> dict[str, Any]:
        async with self.store.reading(self.studio.admin) as reading:
            return await RISKS.one(reading, key)


@pytest_asyncio.fixture(scope="module")
async def desk(module_database: Database) -> AsyncIterator[Desk]:
    owner = await asyncpg.connect(module_database.url)
    await build(owner)
    await owner.close()
    store = await Store.open(module_database.url)
    try:
        studio = await make_studio(store)
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            areas = [
                await unit.insert(area, {"customer_id": who, "name": "hall"})
                for who in (studio.alfa, studio.gamma)
            ]
            risks = [
                await unit.insert(risk, {"customer_id": who, "title": "risk"})
                for who in (studio.alfa, studio.beta, studio.gamma)
            ]
        yield Desk(studio, store, *areas, *risks)
    finally:
        await store.close()


async def errors(work: Any) -> dict[str, str]:
    with pytest.raises(InvalidFields) as refused:
        await work
    found: dict[str, str] = refused.value.fields["errors"]
    return found


async def test_a_record_is_made_saved_and_deleted(desk: Desk) -> None:
    made = await desk.create({
        "weight": "12.345", "due_on": "2026-05-01", "starts_at": "09:15", "tags": ["a", "b"],
        "extra": {"deep": [1]}, "area_id": str(desk.area), "note": "",
    })  # fmt: skip
    (key,) = made.created
    row = await desk.row(UUID(key))
    assert row["weight"] == "12.345"
    assert row["due_on"] == "2026-05-01"
    assert row["tags"] == ["a", "b"]
    assert row["note"] is None
    assert row["status"] == "open"
    saved = await desk.save(UUID(key), {"weight": None, "status": "done"})
    assert saved.versions == {key: 2}
    assert (await desk.row(UUID(key)))["status"] == "done"
    assert (await desk.write(deletes=(key,))).deleted == (key,)
    with pytest.raises(NotFound):
        await desk.row(UUID(key))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title": None}, "required"),
        ({"title": "  "}, "required"),
        ({"title": "x" * 201}, "too_long"),
        ({"title": 5}, "not_text"),
        ({"score": "5"}, "not_a_number"),
        ({"score": 2**31}, "out_of_range"),
        ({"weight": "123456"}, "out_of_range"),
        ({"weight": "1.2345"}, "too_many_decimals"),
        ({"weight": "one"}, "not_a_number"),
        ({"due_on": "yesterday"}, "not_a_date"),
        ({"done": "yes"}, "not_a_boolean"),
        ({"status": "gone"}, "unknown_choice"),
        ({"tags": "loud"}, "not_a_list"),
        ({"extra": {"a": Decimal(1), "b": range(3)}}, "bad_value"),
        ({"area_id": "hall"}, "not_a_key"),
        ({"nothing": 1}, "unknown_column"),
        ({"pin": "1234"}, "unknown_column"),
        ({"title_lower": "x"}, "unknown_column"),
        ({"words": "x"}, "unknown_column"),
        ({"code": "x"}, "readonly"),
        ({"row_version": 9}, "readonly"),
        ({"created_by": str(UUID(int=1))}, "readonly"),
        ({"updated_at": "2026-01-01T00:00:00Z"}, "readonly"),
        ({"customer_id": str(UUID(int=1))}, "readonly"),
        ({"id": str(UUID(int=1))}, "readonly"),
    ],
)
async def test_a_value_that_cannot_be_stored_is_told_beside_its_field(
    desk: Desk, changes: dict[str, Any], found: str
) -> None:
    assert await errors(desk.save(desk.risk, changes)) == dict.fromkeys(changes, found)


async def test_what_json_cannot_say_is_refused(desk: Desk) -> None:
    """It comes under a tag; no field is known yet when the request is remembered by its key."""
    with pytest.raises(Invalid):
        await desk.save(desk.risk, {"extra": {"a": 10**30}})


async def test_all_errors_are_told_together(desk: Desk) -> None:
    told = await errors(desk.create({"title": "", "score": "x", "status": "?"}))
    assert told == {"title": "required", "score": "not_a_number", "status": "unknown_choice"}
    (key,) = (await desk.create({})).created
    bare = desk.write(creates=(Creating({"customer_id": str(desk.studio.alfa)}),))
    assert await errors(bare) == {"title": "required"}
    assert await errors(desk.write(creates=(Creating({"title": "x"}),))) == {
        "customer_id": "required"
    }
    await desk.write(deletes=(key,))


async def test_a_key_made_by_the_client_is_kept(desk: Desk) -> None:
    key = str(uuid4())
    assert (await desk.create({"id": key})).created == (key,)
    await desk.write(deletes=(key,))


async def test_a_foreign_reference_is_one_that_does_not_exist(desk: Desk) -> None:
    """Anna has no grant on gamma: its area, its customer and its rows are as if there were none."""
    answers = [
        await errors(desk.save(desk.risk, {"area_id": str(key)}))
        for key in (desk.foreign_area, UUID(int=7))
    ]
    answers += [
        await errors(desk.create({"area_id": str(key)})) for key in (desk.foreign_area, uuid4())
    ]
    assert answers == [{"area_id": "unknown_reference"}] * 4
    # her own area, and beta's risk: the same customer is asked for
    assert await errors(
        desk.save(desk.beta_risk, {"area_id": str(desk.area)}, acting=desk.studio.admin)
    ) == {"area_id": "unknown_reference"}
    answers = [
        await errors(desk.create({"customer_id": str(key)})) for key in (desk.studio.gamma, uuid4())
    ]
    assert answers == [{"customer_id": "unknown_reference"}] * 2


async def test_a_foreign_row_is_one_that_does_not_exist(desk: Desk) -> None:
    told = []
    for key in (desk.foreign_risk, uuid4(), "nonsense"):
        for parts in (
            {"saves": (Saving(str(key), 1, {"title": "mine"}),)},
            {"deletes": (str(key),)},
        ):
            with pytest.raises(NotFound) as refused:
                await desk.write(**parts)
            told.append((refused.value.code, refused.value.fields))
    assert told == [("not_found", {})] * 6
    assert (await desk.row(desk.foreign_risk))["title"] == "risk"


async def test_who_only_reads_is_denied(desk: Desk) -> None:
    with pytest.raises(Denied):
        await desk.save(desk.beta_risk, {"title": "x"})
    with pytest.raises(Denied):
        await desk.create({"customer_id": str(desk.studio.beta)})
    with pytest.raises(Denied):
        await desk.write(deletes=(str(desk.beta_risk),))


async def test_a_field_above_the_level_is_not_written(desk: Desk) -> None:
    bruno = desk.studio.bruno
    told = await errors(desk.save(desk.foreign_risk, {"salary": 1}, acting=bruno))
    assert told == {"salary": "unknown_column"}
    mine = {"customer_id": str(desk.studio.gamma)}
    told = await errors(desk.create({**mine, "salary": 1}, acting=bruno))
    assert told == {"salary": "unknown_column"}


async def test_two_savers_merge_or_are_told_three_values(desk: Desk) -> None:
    (key,) = (await desk.create({"title": "as read", "due_on": "2026-01-01"})).created
    row = UUID(key)
    assert (await desk.save(row, {"title": "theirs", "due_on": "2026-02-02"})).versions == {key: 2}
    assert (await desk.save(row, {"score": 3}, version=1)).versions == {key: 3}
    with pytest.raises(Conflict) as refused:
        await desk.save(row, {"title": "mine", "due_on": "2026-03-03"}, version=1)
    assert refused.value.fields["fields"] == {
        "due_on": {"base": "2026-01-01", "theirs": "2026-02-02", "mine": "2026-03-03"},
        "title": {"base": "as read", "theirs": "theirs", "mine": "mine"},
    }
    await desk.write(deletes=(key,))


async def test_what_a_cursor_is_bound_to_binds_its_writes(desk: Desk) -> None:
    elsewhere = Within(keys=(str(desk.beta_risk),))
    with pytest.raises(NotFound):
        await desk.save(desk.risk, {"title": "x"}, within=elsewhere)
    with pytest.raises(NotFound):
        await desk.write(deletes=(str(desk.risk),), within=elsewhere)
    bound = Within((("area_id", str(desk.area)),))
    (key,) = (await desk.create({"area_id": None}, within=bound)).created
    assert (await desk.row(UUID(key)))["area_id"] == str(desk.area)
    with pytest.raises(Invalid) as refused:
        await desk.write(source="test.areas", deletes=(str(desk.area),))
    assert refused.value.fields["reason"] == "in_use"
    await desk.write(deletes=(key,))


async def test_all_batches_or_none(desk: Desk) -> None:
    writer = SourceWriter(desk.store, EVERY, desk.studio.anna)
    good = Batch("test.areas", creates=(Creating({
        "customer_id": str(desk.studio.alfa), "name": "unique name"}),))  # fmt: skip
    bad = Batch("test.risks", saves=(Saving(str(desk.risk), 1, {"title": None}),))
    with pytest.raises(InvalidFields):
        await writer.write([good, bad], idempotency_key=str(uuid4()))
    async with desk.store.reading(desk.studio.anna) as reading:
        query = EVERY["test.areas"].parse({}, reading.acting, reading.reach)
        rows = (await EVERY["test.areas"].window(reading, query, 0, 100)).rows
    assert len(rows) == 1
    with pytest.raises(NotFound):
        await writer.write([Batch("no.such")], idempotency_key=str(uuid4()))


async def test_a_blank_record_has_the_defaults(desk: Desk) -> None:
    writer = SourceWriter(desk.store, EVERY, desk.studio.anna)
    blank = await writer.blank("test.risks", {"area_id": str(desk.area), "pin": "1"})
    assert blank["status"] == "open"
    assert blank["done"] is False
    assert blank["tags"] == []
    assert blank["title"] is None
    assert blank["area_id"] == str(desk.area)
    assert not {"id", "pin", "code", "row_version", "created_by"} & blank.keys()


async def test_a_source_is_described_as_its_reader_sees_it(desk: Desk) -> None:
    async with desk.store.reading(desk.studio.anna) as reading:
        told = describe(RISKS, reading.acting, reading.reach)
    fields = {field["name"]: field for field in told["fields"]}
    assert told["label"] == "Rischio"
    assert told["words"] is True
    assert told["can"] == {"create": True, "write": True, "delete": True}
    assert fields["title"] == {
        "name": "title", "type": "text", "label": "Titolo", "hint": "Che cosa", "widget": "text",
        "unit": None, "order": 1, "length": 200, "decimals": None, "nullable": False,
        "required": True, "readonly": False, "default": None, "choices": None, "reference": None,
        "filters": True, "sorts": True, "words": True, "personal": "none", "hidden": False,
        "operators": ["between", "contains", "eq", "ge", "gt", "in", "le", "lt", "ne", "notnull",
                      "null", "starts", "words"],
        "within": None, "section": None, "width": 4, "help": None, "law": None, "show_if": None,
        "lock_reason": None, "prints_in": None, "creates": False,
    }  # fmt: skip
    assert fields["status"]["choices"][0] == ["open", "Aperto"]
    assert fields["status"]["default"] == "open"
    assert fields["weight"]["decimals"] == 3
    assert fields["area_id"]["reference"] == "test.areas"
    assert "under" in fields["area_id"]["operators"]
    assert fields["hidden"]["operators"] == []
    assert not {"pin", "words", "title_lower"} & fields.keys()
    async with desk.store.reading(desk.studio.bruno) as reading:
        told = describe(RISKS, reading.acting, reading.reach)
    assert "salary" not in {field["name"] for field in told["fields"]}


async def test_a_consultant_makes_a_customer_and_manages_it(desk: Desk) -> None:
    new = Creating({"legal_name": "Nuova S.r.l."})
    written = await desk.write(source="org.customers", creates=(new,))
    async with desk.store.reading(desk.studio.anna) as reading:
        row = await EVERY["org.customers"].one(reading, written.created[0])
    assert row["code"]
    assert row["status"] == "active"
    saved = Saving(written.created[0], 1, {"vat": "01234567897"})
    assert (await desk.write(source="org.customers", saves=(saved,))).versions == {row["id"]: 2}
    chosen = Creating({"legal_name": "Altra S.r.l.", "code": "MINE"})
    refused = desk.write(source="org.customers", creates=(chosen,))
    assert await errors(refused) == {"code": "readonly"}
