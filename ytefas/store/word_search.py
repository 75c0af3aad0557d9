"""Searching words where `@@` may not use its index: one reviewed function per table.

Under row-level security only a leakproof condition reaches an index. Set-up marks `@@` leakproof
where it may; somebody else's server may not let us. There, a limited reach asks
`words_in_<table>`, which runs as the owner of the tables and applies the scope itself: the same
text as the policy, read from the same settings of the transaction. What makes that sound:

- it answers keys and nothing else, takes a `tsquery` and no text that could become SQL, and its
  search path is fixed;
- the query that asks it still stands under the policy, so a key too many would show nothing;
- it is given to the one role whose rows are limited. Who sees everything needs no detour: the
  condition of his policy is `true`, which leaves `@@` its index;
- the owner's policy on these tables (`search`) is for reading alone, and has to be a constant: any
  other condition would stand before `@@` and take its index away again. No connection of a node
  is ever the owner (`isolation.NODE`).
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Table, func, select

from ytefas.store.compile import Prepared
from ytefas.store.isolation import APP, IN_SCOPE, customer_column

IS_LEAKPROOF: Final = Prepared.of(
    "SELECT proleakproof FROM pg_proc"
    " WHERE oid = 'pg_catalog.ts_match_vq(tsvector, tsquery)'::regprocedure"
)


def has_function(table: Table) -> bool:
    """Tell whether customers own the rows of a table, and words are searched in it."""
    return "words" in table.columns and customer_column(table) is not None


def function_of(table: Table) -> str:
    """Name the function that searches a table."""
    return f"words_in_{table.name}"


def statements(table: Table) -> tuple[str, ...]:
    """Make the function, for one role only."""
    name, scope = function_of(table), IN_SCOPE.format(column=f"t.{customer_column(table)}")
    found = f"SELECT t.id FROM public.{table.name} t WHERE t.words @@ $1 AND {scope}"  # noqa: S608 - from our tables  # nosec B608
    return (
        (
            f"CREATE OR REPLACE FUNCTION {name}(tsquery) RETURNS SETOF uuid"
            " LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
            f" AS $$ {found} $$"
        ),
        f"REVOKE ALL ON FUNCTION {name}(tsquery) FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name}(tsquery) TO {APP}",
    )


def found_by_function(table: Table, words: ColumnElement[Any]) -> ColumnElement[bool]:
    """Build the condition that a row is among those the function finds."""
    keys = getattr(func, function_of(table))(words, type_=table.c.id.type).column_valued("found")
    return table.c.id.in_(select(keys))
