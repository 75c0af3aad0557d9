"""Statements become typed, positional SQL, once per shape."""

from decimal import Decimal

import pytest
from sqlalchemy import (
    ARRAY,
    Column,
    DateTime,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.types import NullType

from schema.base import new_id
from ytefas.store import compile  # noqa: A004 - the module
from ytefas.store.compile import MissingValue, Prepared, prepare

PERSON = Table(
    "person", MetaData(),
    Column("id", Integer, primary_key=True), Column("name", Text),
    Column("gender", String(1), default="M"),
    Column("key", Uuid, default=new_id),
    Column("height", Numeric(5, 2)),
    Column("updated", DateTime(timezone=True), onupdate=func.now()),
    Column("editor", Text, onupdate="nobody"),
)  # fmt: skip


def test_a39_values_are_typed_positions() -> None:
    ready = prepare(select(PERSON.c.id).where(PERSON.c.id == 1))
    assert ready.sql.split() == [
        "SELECT",
        "person.id",
        "FROM",
        "person",
        "WHERE",
        "person.id",
        "=",
        "$1::INTEGER",
    ]
    assert ready.values() == [1]


def test_a39_an_insert_fills_the_defaults_of_columns() -> None:
    given = {"id": 1, "name": "Ada"}
    ready = prepare(insert(PERSON).inline(), given)
    names = ready.sql[ready.sql.index("(") + 1 : ready.sql.index(")")].split(", ")
    row = dict(zip(names, ready.values(given), strict=True))
    assert row.pop("key") != dict(zip(names, ready.values(given), strict=True))["key"]
    assert row == {"id": 1, "name": "Ada", "gender": "M"}
    assert prepare(insert(PERSON).inline(), {**given, "gender": "F"}).values(
        {**given, "gender": "F"}
    )[:3] == [1, "Ada", "F"]


def test_a39_an_update_fills_onupdate() -> None:
    ready = prepare(update(PERSON).where(PERSON.c.id == bindparam("which")), {"name": "x"})
    assert "updated=now()" in ready.sql
    assert ready.values({"name": "x", "which": 7}) == ["x", "nobody", 7]


def test_a39_a_missing_value_is_an_error() -> None:
    ready = prepare(select(PERSON.c.id).where(PERSON.c.name == bindparam("wanted")))
    assert ready.values({"wanted": "Ada"}) == ["Ada"]
    with pytest.raises(MissingValue, match="wanted"):
        ready.values()


def test_a39_an_unknown_type_is_a_bare_position() -> None:
    ready = prepare(select(bindparam("x", type_=NullType())))
    assert "$1" in ready.sql
    assert "::" not in ready.sql


def test_one_shape_is_compiled_once_and_keeps_its_own_values() -> None:
    first, second = (
        prepare(select(PERSON.c.name).where(PERSON.c.id == number).limit(number))
        for number in (3, 4)
    )
    assert first.sql is second.sql
    assert (first.values(), second.values()) == ([3, 3], [4, 4])


def test_the_shapes_a_client_can_ask_of_one_insert_are_bounded() -> None:
    wide = Table("wide", MetaData(), *(Column(f"c{n}", Integer) for n in range(12)))
    statement = insert(wide)
    for chosen in range(1, 600):
        given = {f"c{n}": n for n in range(12) if chosen >> n & 1}
        assert prepare(statement, given).values(given) == [given[name] for name in given]
    assert len(compile._SEEN[statement]) <= 150


def test_lists_are_one_array_whatever_their_length() -> None:
    chosen = select(PERSON.c.id).where(PERSON.c.id == any_(bindparam("ids", type_=ARRAY(Integer))))
    ready = prepare(chosen)
    assert "ANY ($1::INTEGER[])" in ready.sql
    assert ready.values({"ids": [1, 2, 3]}) == [[1, 2, 3]]
    with pytest.raises(TypeError, match="ANY"):
        prepare(select(PERSON.c.id).where(PERSON.c.id.in_([1, 2])))


def test_values_keep_their_types() -> None:
    ready = prepare(select(PERSON.c.id).where(PERSON.c.height == Decimal("1.80")))
    [value] = ready.values()
    assert isinstance(value, Decimal)


def test_written_sql_takes_its_values_by_name() -> None:
    assert Prepared.of("SELECT $1, $2", "a", "b").values({"b": 2, "a": 1}) == [1, 2]
