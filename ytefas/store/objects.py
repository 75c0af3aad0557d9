"""What stands around the tables and can be replaced at any time: policies, grants, triggers.

Derived from the tables' own facts, so a new table cannot be without them; `store.migrate` applies
those whose text changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from sqlalchemy import Table

from schema.base import Entity, Field, Scope, entity_of, field_of, tables
from schema.dates import Apart, apart_of
from ytefas.store import word_search
from ytefas.store.isolation import (
    ALL,
    APP,
    IN_SCOPE,
    KNOWN,
    MAINT,
    OWN,
    OWN_OR_PROGRAM,
    carries_papers,
    customer_column,
)

# Who sees everything reads the machinery and forgets old changes; the rest is the triggers'.
_MACHINERY = {
    "audit_event": f"GRANT SELECT ON audit_event TO {APP}, {ALL}",
    "feed_head": f"GRANT SELECT ON feed_head TO {APP}, {ALL}",
    "change_row": f"GRANT SELECT, DELETE ON change_row TO {ALL}",
    "change_tx": f"GRANT SELECT, DELETE ON change_tx TO {ALL}",
}
_BOOKKEEPING = ("id", "created_at", "created_by", "updated_at", "updated_by", "row_version")


_FUNCTIONS = files("ytefas.store").joinpath("functions.sql").read_text(encoding="utf-8")


def function_names() -> list[str]:
    """Name the functions of ours that a database has."""
    made_for = [table for table in tables().values() if word_search.has_function(table)]
    return [
        *re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)", _FUNCTIONS, re.MULTILINE),
        *map(word_search.function_of, made_for),
    ]


@dataclass(frozen=True, slots=True)
class Replaceable:
    """Something in the database that is made again from its text; the text can be run twice."""

    name: str
    statements: tuple[str, ...]

    @property
    def checksum(self) -> str:
        return sha256("\0".join(self.statements).encode()).hexdigest()


def replaceables(tables: dict[str, Table]) -> Iterator[Replaceable]:
    """Derive every replaceable object, in the order in which they are to be applied."""
    yield Replaceable("functions", (_FUNCTIONS,))
    for name in sorted(tables):
        table = tables[name]
        yield Replaceable(f"{name}: policies", tuple(_policies(table)))
        yield Replaceable(f"{name}: grants", tuple(_grants(table)))
        if entity_of(table).feed:
            yield Replaceable(f"{name}: triggers", tuple(_record_trigger(table)))
        if entity_of(table).tree:
            yield Replaceable(f"{name}: tree", tuple(_tree_guard(table)))
        if (apart := apart_of(table)) is not None:
            yield Replaceable(f"{name}: apart", tuple(_apart_guard(table, apart)))
        if carries_papers(entity_of(table)):
            yield Replaceable(f"{name}: papers", tuple(_papers_trigger(table)))
        if word_search.has_function(table):
            yield Replaceable(f"{name}: word search", word_search.statements(table))
    yield Replaceable("feed: stamp", tuple(_STAMP))


_STAMP = (
    "DROP TRIGGER IF EXISTS stamp ON change_pending",
    (
        "CREATE CONSTRAINT TRIGGER stamp AFTER INSERT ON change_pending"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION feed_stamp()"
    ),
)


_NO_POLICY = (
    "DO $$ DECLARE p name; BEGIN FOR p IN SELECT polname FROM pg_policy"
    " WHERE polrelid = 'TABLE'::regclass LOOP"
    " EXECUTE format('DROP POLICY %I ON TABLE', p); END LOOP; END $$"
)


def _policies(table: Table) -> Iterator[str]:
    yield f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY"
    # Policies add up: one left over from an earlier release would open what this one closes.
    yield _NO_POLICY.replace("TABLE", table.name)
    yield _policy(table, "scope", APP, _condition(table))
    private = entity_of(table).scope is Scope.PRIVATE
    everything = OWN_OR_PROGRAM.format(column="user_id") if private else "true"
    yield _policy(table, "everything", ALL, everything)
    if entity_of(table).scope is Scope.PLATFORM:
        # The functions of the feed and the audit run as the owner, who is bound by FORCE too.
        yield _policy(table, "machinery", "CURRENT_USER", "true")
    if word_search.has_function(table):
        yield f"CREATE POLICY search ON {table.name} FOR SELECT TO CURRENT_USER USING (true)"


def _policy(table: Table, name: str, role: str, condition: str) -> str:
    return (
        f"CREATE POLICY {name} ON {table.name} TO {role}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )


def _condition(table: Table) -> str:
    owner = customer_column(table)
    if owner is not None:
        return IN_SCOPE.format(column=owner)
    if entity_of(table).scope in {Scope.USER, Scope.PRIVATE}:
        return OWN.format(column="user_id")
    if entity_of(table).scope is Scope.PEOPLE:
        return KNOWN
    return "true"


def _grants(table: Table) -> Iterator[str]:
    yield f"REVOKE ALL ON {table.name} FROM PUBLIC, {APP}, {ALL}"
    entity = entity_of(table)
    if entity.scope is Scope.PLATFORM:
        if table.name in _MACHINERY:
            yield _MACHINERY[table.name]
    else:
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.name} TO {ALL}"
        yield from _grants_of_app(table, entity)
    yield (
        f"DO $$ BEGIN IF to_regrole('{MAINT}') IS NOT NULL THEN"
        f" GRANT SELECT, INSERT, UPDATE, DELETE ON {table.name} TO {MAINT}; END IF; END $$"
    )


def _grants_of_app(table: Table, entity: Entity) -> Iterator[str]:
    if entity.read == "system":
        return
    secret = any(field_of(column).secret for column in table.columns)
    shown = ", ".join(column.name for column in table.columns if not field_of(column).secret)
    yield f"GRANT SELECT {f'({shown})' if secret else ''} ON {table.name} TO {APP}"
    if entity.write not in {"system", "admin"}:
        yield f"GRANT INSERT, UPDATE, DELETE ON {table.name} TO {APP}"


def _record_trigger(table: Table) -> Iterator[str]:
    facts = {column.name: field_of(column) for column in table.columns}
    arguments = (
        customer_column(table) or "",
        "audit" if entity_of(table).audit else "",
        ",".join(name for name, fact in facts.items() if _is_masked(fact)),
        ",".join(name for name, fact in facts.items() if fact.quiet),
        ",".join(name for name, fact in facts.items() if fact.computed),
        ",".join(_BOOKKEEPING),
    )
    given = ", ".join(f"'{argument}'" for argument in arguments)
    yield f"DROP TRIGGER IF EXISTS record ON {table.name}"
    yield (
        f"CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON {table.name}"
        f" FOR EACH ROW EXECUTE FUNCTION feed_record({given})"
    )


def _tree_guard(table: Table) -> Iterator[str]:
    whole = customer_column(table) or "id"
    yield f"DROP TRIGGER IF EXISTS tree ON {table.name}"
    yield (
        f"CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF {entity_of(table).tree} ON {table.name}"
        f" FOR EACH ROW EXECUTE FUNCTION tree_guard('{entity_of(table).tree}', '{whole}')"
    )


def _apart_guard(table: Table, apart: Apart) -> Iterator[str]:
    deciding = ", ".join((apart.start, apart.end, *apart.same, "archived_at"))
    yield f"DROP TRIGGER IF EXISTS apart ON {table.name}"
    yield (
        f"CREATE TRIGGER apart BEFORE INSERT OR UPDATE OF {deciding} ON {table.name} FOR EACH ROW"
        f" EXECUTE FUNCTION apart_guard('{apart.start}', '{apart.end}', '{','.join(apart.same)}')"
    )


def _papers_trigger(table: Table) -> Iterator[str]:
    given = f"'{entity_of(table).source}', '{customer_column(table)}'"
    yield f"DROP TRIGGER IF EXISTS papers ON {table.name}"
    yield (
        f"CREATE TRIGGER papers AFTER DELETE ON {table.name}"
        f" FOR EACH ROW EXECUTE FUNCTION papers_gone({given})"
    )


def _is_masked(fact: Field) -> bool:
    # Health data are read where they are, under their own rights; the audit says that they changed.
    return fact.secret or fact.personal == "special"
