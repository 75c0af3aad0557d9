"""Uploaded sheets: each for its user alone, with the choices he made, until the import ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from schema.import_upload import import_upload as table
from ytefas.errors import NotFound
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Reading, Unit

_OWN: Final = (
    table.c.id == bindparam("upload_", type_=Uuid),
    table.c.user_id == bindparam("user_", type_=Uuid),
    table.c.expires_at > func.now(),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded sheet, without its bytes."""

    id: UUID
    customer: UUID
    target: str
    file_name: str
    sha256: str
    choices: Mapping[str, Any]
    version: int


class Uploads:
    """The sheets that users are importing."""

    def __init__(self, store: Store, *, most: int, keep: timedelta) -> None:
        self._store = store
        self._most = most
        self._keep = keep

    async def add(self, acting: Principal, upload: Upload, data: bytes) -> None:
        """Keep one; of too many the oldest goes, and so does an unfinished one of the same kind."""
        user = acting.user_id
        given = insert(table).values(
            id=upload.id, user_id=user, customer_id=upload.customer, target=upload.target,
            file_name=upload.file_name, sha256=upload.sha256, data=data,
            choices=dict(upload.choices), expires_at=func.now() + self._keep,
            created_by=user, updated_by=user,
        )  # fmt: skip
        mine = table.c.user_id == user
        same = (mine, table.c.customer_id == upload.customer, table.c.target == upload.target)
        newest = (
            select(table.c.id)
            .where(mine)
            .order_by(table.c.created_at.desc(), table.c.id)
            .offset(self._most)
        )
        async with self._store.writing(acting, cause="import.upload") as unit:
            await unit.fetch(delete(table).where(*same))
            await unit.fetch(given)
            await unit.fetch(delete(table).where(mine, table.c.id.in_(newest)))

    async def find(self, acting: Principal, key: UUID) -> Upload:
        """Find one; NotFound for anybody else's, or none."""
        async with self._store.reading(acting) as reading:
            return await found(reading, acting, key)

    async def current(self, acting: Principal, customer: UUID, target: str) -> Upload | None:
        """Find the one somebody left in the middle."""
        asked = select(*_SHOWN).where(
            table.c.user_id == acting.user_id, table.c.customer_id == customer,
            table.c.target == target, table.c.expires_at > func.now(),
        )  # fmt: skip
        async with self._store.reading(acting) as reading:
            row = await reading.fetch_row(asked)
        return None if row is None else _upload(row)

    async def data(self, acting: Principal, key: UUID) -> bytes:
        asked = select(table.c.data).where(*_OWN)
        async with self._store.reading(acting) as reading:
            data = await reading.fetch_value(asked, {"upload_": key, "user_": acting.user_id})
        if data is None:
            raise NotFound
        return bytes(data)

    async def choose(self, acting: Principal, key: UUID, choices: Mapping[str, Any]) -> Upload:
        """Keep what was chosen; whoever is in the middle of something has longer."""
        changed = (
            update(table)
            .where(*_OWN)
            .values(
                choices=dict(choices), expires_at=func.now() + self._keep,
                row_version=table.c.row_version + 1,
            )
            .returning(*_SHOWN)
        )  # fmt: skip
        async with self._store.writing(acting, cause="import.choose") as unit:
            row = await unit.fetch_row(changed, {"upload_": key, "user_": acting.user_id})
        if row is None:
            raise NotFound
        return _upload(row)

    async def forget(self, acting: Principal, key: UUID) -> None:
        async with self._store.writing(acting, cause="import.forget") as unit:
            await gone(unit, acting, key)

    async def purge(self) -> None:
        """Forget what nobody came back to."""
        async with self._store.writing(SYSTEM, cause="import.purge") as unit:
            await unit.fetch(delete(table).where(table.c.expires_at <= func.now()))


async def found(reading: Reading, acting: Principal, key: UUID) -> Upload:
    """Find one within a transaction."""
    given = {"upload_": key, "user_": acting.user_id}
    row = await reading.fetch_row(select(*_SHOWN).where(*_OWN), given)
    if row is None:
        raise NotFound
    return _upload(row)


async def gone(unit: Unit, acting: Principal, key: UUID) -> None:
    """Forget one: the import has ended."""
    given = {"upload_": key, "user_": acting.user_id}
    await unit.fetch(delete(table).where(*_OWN[:2]), given)


_SHOWN: Final = (
    table.c.id, table.c.customer_id, table.c.target, table.c.file_name, table.c.sha256,
    table.c.choices, table.c.row_version,
)  # fmt: skip


def _upload(row: Any) -> Upload:
    return Upload(
        row["id"], row["customer_id"], row["target"], row["file_name"], row["sha256"],
        row["choices"], row["row_version"],
    )  # fmt: skip
