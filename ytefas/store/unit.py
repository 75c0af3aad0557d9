"""The two things one does with the store: a Reading looks, a Unit changes, all or nothing.

Both are one transaction under the scope of an acting principal. A Unit's verbs check the level the
entity asks for and the version of the row; the triggers of the tables write audit and feed.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Select,
    Table,
    Update,
    Uuid,
    bindparam,
    delete,
    func,
    null,
    select,
    true,
    update,
)
from sqlalchemy.sql.elements import ClauseElement

from schema.base import Needs, Scope, entity_of, field_of, new_id, tables
from ytefas.errors import Conflict, Denied, InvalidFields, NotFound, Reauthenticate
from ytefas.rules.access import FRESH_FOR, LEVELS, Principal, Reach
from ytefas.store import sites
from ytefas.store.apart import CUSTOMER as HELD, holding
from ytefas.store.compile import Prepared, prepare
from ytefas.store.computed import changed, origins_of, with_computed
from ytefas.store.conflict import collisions
from ytefas.store.failure import LOST, is_statements_own, meaning
from ytefas.store.inserting import insert_many, insert_one, standing
from ytefas.store.isolation import (
    DECIDING,
    allowed,
    customer_column,
    scope_of,
    scope_values,
    within,
)
from ytefas.store.own_methods import guarded
from ytefas.store.pool import Raw

_NOTHING: Final[Mapping[str, Any]] = {}
_OURS: Final = frozenset({"created_at", "created_by", "updated_at", "updated_by", "row_version"})
_grant: Final = tables()["customer_grant"]
_UNGRANT: Final = delete(_grant).where(_grant.c.customer_id == bindparam("customer", type_=Uuid))
_SET_SCOPE: Final = select(func.set_config("app.customers", bindparam("customers"), true()))
_login: Final = tables()["login_session"]
_PROVED: Final = select(_login.c.proved_at > func.clock_timestamp() - FRESH_FOR).where(
    _login.c.id == bindparam("login", type_=Uuid)
)
_NOTE: Final = select(
    func.audit_note(
        bindparam("customer", type_=Uuid),
        bindparam("entity"),
        bindparam("key", type_=Uuid),
        bindparam("action"),
        bindparam("detail", type_=tables()["audit_event"].c.diff.type),
    )
)


class Reading:
    """A read transaction: what it returns is what the acting principal may see."""

    def __init__(
        self,
        connection: Raw,
        *,
        acting: Principal,
        reach: Reach,
        filtered: bool = True,
        words_by_function: bool = False,
    ) -> None:
        self._connection = connection
        self._filtered = filtered and not reach.everything
        self._scope = scope_values(acting, reach)
        self.words_by_function = words_by_function and not reach.everything
        self.acting = acting
        self.reach = reach
        self.ended = False  # the connection is somebody else's by now
        self.failed = False  # a statement was refused: nothing of this transaction will stay
        self.sound = True  # nobody doubts the connection

    async def fetch(
        self, statement: ClauseElement | Prepared, params: Mapping[str, Any] = _NOTHING
    ) -> list[asyncpg.Record]:
        """Run a statement of SQLAlchemy Core and return all its rows."""
        if self.ended:
            raise RuntimeError("this transaction has ended: rows are read inside its block")
        ready = statement if isinstance(statement, Prepared) else prepare(statement, params)
        values = ready.values({**self._scope, **params})
        try:
            return await self._connection.fetch(ready.sql, *values)
        except (asyncpg.PostgresError, *LOST) as error:
            self.failed, self.sound = True, self.sound and is_statements_own(error)
            is_misuse = isinstance(error, asyncpg.InterfaceError)
            said = None if is_misuse and not self._connection.is_closed() else meaning(error)
            if said is None:
                raise
            raise said from error
        except BaseException:
            self.failed, self.sound = True, False  # cut in the middle: nobody knows its state
            raise

    async def fetch_row(
        self, statement: ClauseElement | Prepared, params: Mapping[str, Any] = _NOTHING
    ) -> asyncpg.Record | None:
        rows = await self.fetch(statement, params)
        return rows[0] if rows else None

    async def fetch_value(
        self, statement: ClauseElement | Prepared, params: Mapping[str, Any] = _NOTHING
    ) -> Any:
        rows = await self.fetch(statement, params)
        return rows[0][0] if rows else None

    def within(self, table: Table) -> ColumnElement[bool]:
        """Build the filter every query of a table carries; `fetch` fills its values."""
        return within(table) if self._filtered else true()


class Unit(Reading):
    """A write transaction: its rows, their audit and their changes are committed together."""

    answer: Any = None  # what an idempotent request is answered, now and when it is repeated
    repeated: bool = False  # this request was done before: do nothing, `answer` says how it ended
    _placed: dict[Table, set[UUID]] | None = None  # what a writer limited to sites has touched
    moves_reach: bool = False  # users or grants changed: who sees what is to be read again

    async def insert(self, table: Table, values: Mapping[str, Any]) -> UUID:
        """Insert a row and return its key; a new customer comes with its creator's grant."""
        await self._prove(table)
        return await self._insert(table, values)

    async def _insert(self, table: Table, values: Mapping[str, Any]) -> UUID:
        _refuse(table, values, _OURS)
        entity = entity_of(table)
        key: UUID = values.get("id") or new_id()
        if entity.scope is Scope.SELF:
            self._require(table, entity.create, None)
            await self._widen(key)
        else:
            self._require(table, entity.create, _whose(table, values))
        self._place(table, key)
        self._touch(table)
        by = self.acting.user_id
        (values,) = await with_computed(self, table, [values])
        await self.fetch(
            insert_one(table), {**values, "id": key, "created_by": by, "updated_by": by}
        )
        if entity.scope is Scope.SELF and not self.reach.everything:
            grant = {"customer_id": key, "user_id": by, "level": "manage"}
            await self._insert(_grant, grant)
        return key

    async def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[UUID]:
        """Insert many rows of one customer in one statement, and return their keys in order.

        All rows name the same columns. For what the program makes itself: a demonstration, a copy.
        """
        if not rows:
            return []
        whose = {_whose(table, values) for values in rows}
        if len(whose) > 1 or entity_of(table).scope is Scope.SELF:
            raise ValueError("many rows are of one customer")
        _refuse(table, rows[0], _OURS)
        await self._prove(table)
        (customer,) = whose
        self._require(table, entity_of(table).create, customer)
        if (hold := holding(table)) is not None:
            await self.fetch(hold, {HELD: customer})
        self._touch(table)
        by = self.acting.user_id
        keys = [values.get("id") or new_id() for values in rows]
        self._place(table, *keys)
        given = [
            {**standing(table), **values, "id": key, "created_by": by, "updated_by": by}
            for key, values in zip(keys, await with_computed(self, table, rows), strict=True)
        ]
        await self.fetch(insert_many(table, tuple(sorted(given[0]))), {"rows_": given})
        return keys

    async def update(
        self, table: Table, key: UUID, row_version: int, changes: Mapping[str, Any]
    ) -> int:
        """Change a row read at a version and return its new one; merge what does not collide."""
        owner = customer_column(table)
        _refuse(table, changes, _OURS | {"id", *([owner] if owner else [])})
        self._require_role(table, entity_of(table).write)
        await self._require_place(table, key)
        await self._prove(table)
        self._touch(table)
        made = await self._computed(table, key, changes)
        version = await self._change(table, key, row_version, {**changes, **made})
        if version is None:
            stored = await self.fetch_row(_locked(table, self._filtered), {"key_": key})
            if stored is None:
                raise NotFound(entity=table.name)
            self._require(table, entity_of(table).write, stored[owner] if owner else None)
            fields = await collisions(
                self, table, stored=dict(stored), since=row_version, changes=changes
            )
            if fields:
                raise Conflict(fields=fields, row_version=stored["row_version"])
            version = await self._change(table, key, stored["row_version"], {**changes, **made})
        if version is None:
            raise NotFound(entity=table.name)
        return version

    async def delete(self, table: Table, key: UUID, row_version: int) -> None:
        """Delete a row as it was read: whoever changed it since wins."""
        self._require_role(table, entity_of(table).delete)
        await self._require_place(table, key)
        await self._prove(table)
        self._touch(table)
        stored = await self.fetch_row(_locked(table, self._filtered), {"key_": key})
        if stored is None:
            raise NotFound(entity=table.name)
        owner = customer_column(table)
        self._require(table, entity_of(table).delete, stored[owner] if owner else None)
        if stored["row_version"] != row_version:
            raise Conflict(fields={}, row_version=stored["row_version"])
        await guarded(self, table, dict(stored), None)
        if entity_of(table).scope is Scope.SELF:  # its grants go with it, as its maker's came
            self._touch(_grant)
            await self.fetch(_UNGRANT, {"customer": key})
        await self.fetch(_delete(table), {"key_": key})

    async def note(
        self, action: str, *, customer: UUID, entity: str, key: UUID | None = None, **detail: Any
    ) -> None:
        """Record in the audit what changes no row: a sign-in, an export, a sensitive reading."""
        if not self.reach.sees(customer):
            raise NotFound(entity=entity)
        said = {"customer": customer, "entity": entity, "key": key, "action": action}
        await self.fetch(_NOTE, {**said, "detail": detail})

    async def prove(self) -> None:
        """Refuse who has not proved lately who he is; what goes by no login is our own doing."""
        login = self.acting.login_id
        if login is not None and not await self.fetch_value(_PROVED, {"login": login}):
            self.failed = True
            raise Reauthenticate

    async def _prove(self, table: Table) -> None:
        if entity_of(table).fresh:
            await self.prove()

    async def _computed(
        self, table: Table, key: UUID, changes: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Compute what follows from a row as it will be; nobody changes it until we have ended."""
        if origins_of(table).isdisjoint(changes):
            return {}
        stored = await self.fetch_row(_locked(table, self._filtered), {"key_": key})
        return {} if stored is None else await changed(self, table, dict(stored), changes)

    async def _change(
        self, table: Table, key: UUID, row_version: int, changes: Mapping[str, Any]
    ) -> int | None:
        given = {f"new_{name}": value for name, value in changes.items()}
        given |= {"key_": key, "version_": row_version, "by_": self.acting.user_id}
        row = await self.fetch_row(_update(table, tuple(sorted(changes)), self._filtered), given)
        if row is None:
            return None
        self._require(table, entity_of(table).write, row["owner_"])
        version: int = row["row_version"]
        return version

    async def _widen(self, customer: UUID) -> None:
        """Let a customer that is being made into the scope of this transaction."""
        if self.reach.everything:
            return
        self.reach = self.reach.with_whole(customer)
        self._scope = scope_values(self.acting, self.reach)
        await self.fetch(_SET_SCOPE, {"customers": scope_of(self.reach)})

    def _touch(self, table: Table) -> None:
        self.moves_reach = self.moves_reach or table.name in DECIDING

    async def settle(self) -> None:
        """Refuse it all if a row would stand where the writer's grants do not cover it."""
        for table, keys in (self._placed or {}).items():
            await self._refuse_outside(table, keys)

    def _place(self, table: Table, *keys: UUID) -> None:
        """Remember rows that must be at the writer's sites in the end."""
        if self._filtered and self.reach.sites and entity_of(table).scope is Scope.CUSTOMER:
            self._placed = self._placed or {}
            self._placed.setdefault(table, set()).update(keys)

    async def _require_place(self, table: Table, key: UUID) -> None:
        """Refuse a row that is not at the writer's sites now; it must be there in the end, too."""
        self._place(table, key)
        if self._placed and key in self._placed.get(table, ()):
            await self._refuse_outside(table, [key], now=True)

    async def _refuse_outside(
        self, table: Table, keys: Iterable[UUID], *, now: bool = False
    ) -> None:
        limits = sites.values_for(self.reach) | {sites.MAKER: self.acting.user_id}
        given = {**limits, "keys": list(keys)}
        if await self.fetch(sites.outside(table), given):
            hidden = now and await self.fetch(sites.outside(table, strict=False), given)
            self.failed = True
            raise NotFound(entity=table.name) if hidden else Denied

    def _require_role(self, table: Table, needs: Needs) -> None:
        """Refuse at once what no row could allow; levels are known with the row."""
        if needs not in LEVELS:
            self._require(table, needs, None)

    def _require(self, table: Table, needs: Needs, customer: UUID | None) -> None:
        reach = sites.reach_in(table, self.reach)
        if allowed(needs, acting=self.acting, reach=reach, customer=customer):
            return
        self.failed = True  # whatever was written is not to stay
        if customer is not None and not self.reach.sees(customer):
            raise NotFound
        raise Denied


def _whose(table: Table, values: Mapping[str, Any]) -> UUID | None:
    if entity_of(table).scope is not Scope.CUSTOMER:
        return None
    customer: UUID | None = values.get("customer_id")
    if customer is None:
        raise InvalidFields({"customer_id": "required"})
    return customer


def _refuse(table: Table, values: Mapping[str, Any], ours: frozenset[str]) -> None:
    """Refuse columns that do not exist, and those that only we write."""
    wrong = {name: "unknown" for name in values if name not in table.c}
    wrong |= {
        name: "readonly"
        for name in values
        if name in table.c and (name in ours or field_of(table.c[name]).computed)
    }
    if wrong:
        raise InvalidFields(wrong)


@lru_cache(maxsize=2000)
def _update(table: Table, names: tuple[str, ...], filtered: bool) -> Update:
    changes = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return (
        update(table)
        .where(*_row(table, filtered), table.c.row_version == bindparam("version_"))
        .values(changes)
        .values(row_version=table.c.row_version + 1, updated_by=bindparam("by_", type_=Uuid))
        .returning(table.c.row_version, _owner(table).label("owner_"))
    )


@cache
def _delete(table: Table) -> Delete:
    return delete(table).where(*_row(table, filtered=False))


@cache
def _locked(table: Table, filtered: bool) -> Select[Any]:
    shown = [column for column in table.c if _is_plain(column)]
    return select(*shown).where(*_row(table, filtered)).with_for_update()


def _is_plain(column: Column[Any]) -> bool:
    fact = field_of(column)
    return not fact.computed and not fact.secret  # the application may not read secrets


def _row(table: Table, filtered: bool) -> list[ColumnElement[bool]]:
    own = table.c.id == bindparam("key_", type_=Uuid)
    return [own, within(table)] if filtered else [own]


def _owner(table: Table) -> ColumnElement[Any]:
    owner = customer_column(table)
    return null() if owner is None else table.c[owner]
