"""What belongs to a customer, table by table: what goes with him when he is handed over.

Derived from the tables, so a new table of a customer goes along unless somebody says here why not.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from sqlalchemy import Column, Table

from schema.base import Scope, entity_of, field_of, tables

CUSTOMER: Final = "customer"
POLYMORPHIC: Final = "record_id"  # with `source`: the record of whichever table something hangs on

# Why a table of a customer stays where it is; said in the archive, in both languages.
LEFT_OUT: Final[Mapping[str, tuple[str, str]]] = {
    "customer_grant": (
        "Chi può vedere il cliente si decide di nuovo in ogni installazione.",
        "Who may see the customer is decided anew in every installation.",
    ),
    "import_change": (
        "Serve solo ad annullare un'importazione dove è stata fatta.",
        "It only serves to undo an import where it was made.",
    ),
    "notification_log": (
        "Dice quali avvisi sono già partiti da questa installazione.",
        "It says which reminders have left this installation.",
    ),
}


@cache
def carried() -> tuple[Table, ...]:
    """List the tables that go along: the customer first, then each after those it refers to."""
    owned = {
        name: table
        for name, table in tables().items()
        if entity_of(table).scope is Scope.CUSTOMER and name not in LEFT_OUT
    }
    return (tables()[CUSTOMER], *_in_order(owned))


@cache
def owned_last_first() -> tuple[Table, ...]:
    """List every table of customers, details before what they refer to: how a customer goes."""
    owned = {
        name: table for name, table in tables().items() if entity_of(table).scope is Scope.CUSTOMER
    }
    return tuple(reversed(tuple(_in_order(owned))))


def _in_order(owned: Mapping[str, Table]) -> Iterator[Table]:
    left = dict(sorted(owned.items()))
    while left:
        ready = [
            name for name, table in left.items()
            if not ({target_of(column) for column in links(table)} & left.keys() - {name})
        ]  # fmt: skip
        if not ready:
            raise RuntimeError(f"tables that refer to each other in a circle: {sorted(left)}")
        for name in ready:
            yield left.pop(name)


def links(table: Table) -> Iterator[Column[object]]:
    """List the columns that refer to rows of a customer, but to the customer itself."""
    for column in table.columns:
        area, _ = column.info.get("link", ("", ""))
        if area == "customer":
            yield column


def library_links(table: Table) -> Iterator[Column[object]]:
    """List the columns that refer to what the studio keeps for all customers."""
    for column in table.columns:
        area, target = column.info.get("link", ("", ""))
        if area == "studio" and target not in {CUSTOMER, "app_user"}:
            yield column


def user_columns(table: Table) -> list[str]:
    """Name the columns that say who: stamps, and links to a user."""
    stamps = {"created_by", "updated_by"}
    return [
        column.name
        for column in table.columns
        if column.name in stamps or target_of(column) == "app_user"
    ]


def target_of(column: Column[object]) -> str:
    """Name the table a column refers to; empty: none."""
    return str(column.info.get("link", ("", ""))[1])


def columns_of(table: Table) -> list[Column[object]]:
    """List what a row says: not what PostgreSQL makes of it, and no secret."""
    return [
        column
        for column in table.columns
        if column.computed is None and not field_of(column).computed and not field_of(column).secret
    ]


def names(columns: Iterable[Column[object]]) -> list[str]:
    """Name columns, as plain text."""
    return [str(column.name) for column in columns]


@cache
def tables_by_source() -> Mapping[str, Table]:
    """Find the carried table behind the name of a source."""
    found = ((entity_of(table).source, table) for table in carried())
    return {source: table for source, table in found if source}
