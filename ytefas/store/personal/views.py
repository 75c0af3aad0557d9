"""Saved views in PostgreSQL, and who may do what to them.

A row is its owner's alone (policy). Shared ones are read by the program, which asks for nothing
else, and only for the studio's staff. Whose default a view is, is a preference of that user's; a
view that an administrator made everybody's stands where a user has chosen none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, Text, cast, func, select, update

from schema.app_user import app_user
from schema.preference import preference
from schema.saved_view import saved_view
from ytefas.errors import Conflict, Denied, InvalidFields, NotFound, TooLarge
from ytefas.framework.work.plain import size_of
from ytefas.rules.access import STAFF, Principal, Role
from ytefas.services.views import (
    MAX_OWN_BYTES,
    MAX_SHARED,
    MAX_SHARED_BYTES,
    MAX_VIEWS,
    Wanted,
)
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.personal import prefs
from ytefas.store.personal.news import DEFAULT_VIEW, Shown, ShownViews
from ytefas.store.unit import Reading, Unit

NO_DEFAULT: Final = ""  # a user wants the plain list, whatever is everybody's default
SESSION: Final = "views"  # said by no session: all of them are told


@dataclass(frozen=True, slots=True)
class _View:
    """A view as it is kept."""

    id: UUID
    user_id: UUID
    source: str
    name: str
    owner: str
    shared: bool
    default_for_all: bool
    locked: bool
    state: Any
    row_version: int

    def changeable_by(self, acting: Principal) -> bool:
        if acting.role is Role.ADMIN:
            return True
        return self.user_id == acting.user_id and not self.locked

    def wire(self, acting: Principal, default: UUID | None) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "source": self.source,
            "name": self.name,
            "shared": self.shared,
            "default": self.id == default,
            "default_for_all": self.default_for_all,
            "locked": self.locked,
            "mine": self.user_id == acting.user_id,
            "may_change": self.changeable_by(acting),
            "owner": self.owner,
            "state": self.state,
            "row_version": self.row_version,
        }


def default_name(source: str) -> str:
    """Name the preference that holds a user's default view of a source."""
    return f"{DEFAULT_VIEW}{source}"


class SavedViews:
    """Implements the service's ViewsStore."""

    def __init__(self, store: Store, shown: ShownViews) -> None:
        self._store = store
        self._shown = shown

    async def of(self, acting: Principal, source: str) -> list[dict[str, Any]]:
        self._shown.lists.add(source)
        acting, _ = await self._store.known(acting)
        async with self._store.reading(acting) as reading:
            found = await _own(reading, acting, saved_view.c.source == source)
            chosen = await _chosen(reading, acting, source)
        if acting.role in STAFF:
            found += await self._shared(acting, saved_view.c.source == source)
        for view in found:
            self._shown.note(view.id, Shown(view.source, view.user_id, view.shared))
        default = _default(found, chosen)
        return [view.wire(acting, default) for view in found]

    async def keep(self, acting: Principal, wanted: Wanted) -> dict[str, Any]:
        acting, _ = await self._store.known(acting)
        if wanted.id is None:
            key = await self._make(acting, wanted)
        else:
            key = await self._change(acting, wanted, await self._one(acting, wanted.id))
        for view in await self.of(acting, wanted.source):
            if view["id"] == str(key):
                return view
        raise NotFound  # somebody was quicker, and removed it

    async def remove(self, acting: Principal, view: UUID, row_version: int) -> None:
        acting, _ = await self._store.known(acting)
        found = await self._one(acting, view)
        _require_change(acting, found)
        async with self._store.writing(SYSTEM, cause="view.remove") as unit:
            await unit.delete(saved_view, view, row_version)

    # -- reading

    async def _shared(self, acting: Principal, which: Any) -> list[_View]:
        async with self._store.reading(SYSTEM) as reading:
            others = saved_view.c.user_id != acting.user_id
            return await _read(reading, _VIEWS.where(saved_view.c.shared, others, which))

    async def _one(self, acting: Principal, view: UUID) -> _View:
        which = saved_view.c.id == view
        async with self._store.reading(acting) as reading:
            found = await _own(reading, acting, which)
        if not found and acting.role in STAFF:
            found = await self._shared(acting, which)
        if not found:
            raise NotFound
        return found[0]

    # -- writing

    async def _make(self, acting: Principal, wanted: Wanted) -> UUID:
        _require_flags(acting, wanted, shared=bool(wanted.shared))
        if wanted.shared:
            await self._require_shared_room(wanted.source, wanted.state)
        values = {
            "user_id": acting.user_id,
            "source": wanted.source,
            "name": wanted.name,
            "state": {} if wanted.state is None else wanted.state,
            **_flags(wanted),
        }
        async with self._store.writing(acting, cause="view.keep") as unit:
            await prefs.in_turn(unit, acting.user_id)
            key: UUID = await _unique(unit.insert(saved_view, values))
            await _require_room(unit, acting.user_id, wanted.source)
            await _choose(unit, acting, wanted, key)
        if wanted.default_for_all:
            await self._only_default(key, wanted.source)
        return key

    async def _change(self, acting: Principal, wanted: Wanted, before: _View) -> UUID:
        if before.source != wanted.source:
            raise NotFound
        changes = {
            name: value
            for name, value in {
                "name": wanted.name, "state": wanted.state, **_flags(wanted),
            }.items()
            if value is not None and value != getattr(before, name)
        }  # fmt: skip
        if changes:
            _require_change(acting, before)
            shared = before.shared if wanted.shared is None else wanted.shared
            if not shared and before.default_for_all:
                changes["default_for_all"] = False
            _require_flags(acting, wanted, shared=shared)
            if shared and ({"state", "shared"} & changes.keys()):
                state = changes.get("state", before.state)
                await self._require_shared_room(before.source, state, but=before.id)
            # an administrator may change a colleague's shared view, which is closed to him as a row
            by = acting if before.user_id == acting.user_id else SYSTEM
            async with self._store.writing(by, cause="view.keep") as unit:
                if before.row_version != wanted.row_version:
                    raise Conflict(fields={}, row_version=before.row_version)
                await prefs.in_turn(unit, before.user_id)
                await _unique(unit.update(saved_view, before.id, wanted.row_version, changes))
                await _require_room(unit, before.user_id, before.source)
        async with self._store.writing(acting, cause="view.choose") as unit:
            await _choose(unit, acting, wanted, before.id)
        if changes.get("default_for_all"):
            await self._only_default(before.id, before.source)
        return before.id

    async def _require_shared_room(
        self, source: str, state: Any, *, but: UUID | None = None
    ) -> None:
        """Refuse what would make everybody's list of views longer than a message."""
        others = (saved_view.c.source == source, saved_view.c.shared, saved_view.c.id != but)
        async with self._store.reading(SYSTEM) as reading:
            number, size = await _measured(reading, *(others if but is not None else others[:2]))
        if number >= MAX_SHARED:
            raise TooLarge(limit=MAX_SHARED)
        if size + size_of(state) > MAX_SHARED_BYTES:
            raise TooLarge(limit=MAX_SHARED_BYTES)

    async def _only_default(self, key: UUID, source: str) -> None:
        """Leave everybody one default: the newest."""
        others = (saved_view.c.source == source, saved_view.c.default_for_all)
        async with self._store.writing(SYSTEM, cause="view.default") as unit:
            await unit.fetch(
                update(saved_view)
                .where(*others, saved_view.c.id != key)
                .values(default_for_all=False, row_version=saved_view.c.row_version + 1)
            )


_VIEWS: Final[Select[Any]] = (
    select(
        saved_view.c.id, saved_view.c.user_id, saved_view.c.source, saved_view.c.name,
        func.concat_ws(" ", app_user.c.name, app_user.c.surname).label("owner"),
        saved_view.c.shared, saved_view.c.default_for_all, saved_view.c.locked,
        saved_view.c.state, saved_view.c.row_version,
    )
    .join_from(saved_view, app_user, app_user.c.id == saved_view.c.user_id)
    .order_by(func.lower(saved_view.c.name), saved_view.c.id)
)  # fmt: skip


async def _read(reading: Reading, statement: Select[Any]) -> list[_View]:
    return [_View(**dict(row)) for row in await reading.fetch(statement)]


async def _own(reading: Reading, acting: Principal, which: Any) -> list[_View]:
    return await _read(reading, _VIEWS.where(saved_view.c.user_id == acting.user_id, which))


async def _chosen(reading: Reading, acting: Principal, source: str) -> Any:
    return await reading.fetch_value(
        select(preference.c.value).where(
            preference.c.user_id == acting.user_id, preference.c.name == default_name(source)
        )
    )


async def _measured(reading: Reading, *which: Any) -> tuple[int, int]:
    """Count some views, and the bytes of their states."""
    size = func.coalesce(func.sum(func.octet_length(cast(saved_view.c.state, Text))), 0)
    row = await reading.fetch_row(select(func.count().label("n"), size.label("size")).where(*which))
    return (0, 0) if row is None else (int(row["n"]), int(row["size"]))


async def _require_room(unit: Unit, user_id: UUID, source: str) -> None:
    """Refuse what was just kept, if with it a user has too many, or too long ones."""
    mine = (saved_view.c.user_id == user_id, saved_view.c.source == source)
    number, size = await _measured(unit, *mine)
    if number > MAX_VIEWS:
        raise TooLarge(limit=MAX_VIEWS)
    if size > MAX_OWN_BYTES:
        raise TooLarge(limit=MAX_OWN_BYTES)


def _default(views: list[_View], chosen: Any) -> UUID | None:
    """Find the default: the one chosen, if it is still there, else everybody's."""
    if chosen == NO_DEFAULT:
        return None
    for view in views:
        if str(view.id) == chosen:
            return view.id
    return next((view.id for view in views if view.default_for_all), None)


async def _choose(unit: Unit, acting: Principal, wanted: Wanted, key: UUID) -> None:
    """Note the user's own default, if he has said anything about it."""
    if wanted.default is None:
        return
    name, chosen = default_name(wanted.source), await _chosen(unit, acting, wanted.source)
    if wanted.default and chosen != str(key):
        await prefs.put(unit, acting.user_id, name, str(key), session=SESSION)
    elif not wanted.default and chosen in {None, str(key)}:
        await prefs.put(unit, acting.user_id, name, NO_DEFAULT, session=SESSION)


def _flags(wanted: Wanted) -> dict[str, Any]:
    given: Mapping[str, Any] = {
        "shared": wanted.shared,
        "default_for_all": wanted.default_for_all,
        "locked": wanted.locked,
    }
    return {name: value for name, value in given.items() if value is not None}


def _require_change(acting: Principal, view: _View) -> None:
    if not view.changeable_by(acting):
        raise Denied(reason="view_locked" if view.locked else "view_of_another")


def _require_flags(acting: Principal, wanted: Wanted, *, shared: bool) -> None:
    if wanted.shared and acting.role not in STAFF:
        raise Denied(reason="may_not_share")
    if (wanted.locked is not None or wanted.default_for_all is not None) and (
        acting.role is not Role.ADMIN and (wanted.locked or wanted.default_for_all)
    ):
        raise Denied(reason="view_for_all")
    if wanted.default_for_all and not shared:
        raise InvalidFields({"default_for_all": "not_shared"})


async def _unique(work: Any) -> Any:
    """Say beside the name that there is one of that name."""
    try:
        return await work
    except InvalidFields as error:
        if "taken" in error.fields["errors"].values():
            raise InvalidFields({"name": "taken"}) from error
        raise
