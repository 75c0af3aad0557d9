"""What hangs on records, read and changed under the rights of whoever asks."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import Table, func, select

from schema.app_user import app_user
from schema.attachment import attachment
from schema.attachment_link import attachment_link
from schema.comment import comment
from schema.tag import tag
from schema.tagging import tagging
from ytefas.errors import Denied, Invalid, InvalidFields, NotFound
from ytefas.files.kinds import clean_name
from ytefas.rules.access import Level, Principal
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM, one_of
from ytefas.store.papers.news import ShownPapers
from ytefas.store.papers.records import Record, Records, require_edit
from ytefas.store.papers.uploads import hung
from ytefas.store.unit import Unit

MOST_COMMENTS: Final = 200  # of one record: all that hangs on it is one message

_Place = tuple[str, str]


class KeptPapers:
    """Implements the service's PapersStore."""

    def __init__(self, store: Store, records: Records, shown: ShownPapers) -> None:
        self._store = store
        self._records = records
        self._shown = shown

    # -- reading

    async def of(self, acting: Principal, place: _Place) -> dict[str, Any]:
        async with self._store.reading(acting) as reading:
            record = await self._records.seen(reading, *place)
            files = await reading.fetch(_FILES.where(*_here(attachment_link, record)))
            comments = await reading.fetch(_COMMENTS.where(*_here(comment, record)))
            tags = await reading.fetch(_TAGGED.where(*_here(tagging, record)))
            may = reading.reach.may(Level.EDIT, record.customer)
            manages = reading.reach.may(Level.MANAGE, record.customer)
            me = reading.acting.user_id
        for row in (*files, *comments, *tags):
            self._shown.note(row["row"], record.wire)
        names = await self._names({row["created_by"] for row in (*files, *comments)})
        return {
            "source": record.source,
            "key": str(record.id),
            "customer_id": str(record.customer),
            "may_add": may,
            "attachments": [_file(row, names) for row in files],
            "comments": [_said(row, names, me, manages=manages, may=may) for row in comments],
            "tags": [_tag(row) for row in tags],
        }

    async def tags(self, acting: Principal) -> list[dict[str, Any]]:
        async with self._store.reading(acting) as reading:
            return [_tag(row) for row in await reading.fetch(_TAGS)]

    async def _names(self, users: set[UUID]) -> dict[UUID, str]:
        """Say who people are: whoever sees a record may know who wrote on it."""
        asked = select(app_user.c.id, func.concat_ws(" ", app_user.c.name, app_user.c.surname))
        async with self._store.reading(SYSTEM) as reading:
            rows = await reading.fetch(asked.where(one_of(app_user.c.id, users)))
        return {row[0]: row[1] for row in rows}

    # -- files

    async def attach(self, acting: Principal, place: _Place, file: UUID) -> None:
        async with self._store.writing(acting, cause="papers.attach") as unit:
            record = await self._editable(unit, place)
            await self._require_file(unit, record, file)
            there = (attachment_link.c.attachment_id == file, *_here(attachment_link, record))
            if await unit.fetch_value(select(attachment_link.c.id).where(*there)) is None:
                await hung(unit, record, file)

    async def _require_file(self, unit: Unit, record: Record, file: UUID) -> None:
        """See that a file is of the record's customer, and hangs on something he sees, or is his.

        Without it a key that was guessed would show a file of a site that is closed to him.
        """
        row = await unit.fetch_row(
            select(attachment.c.created_by).where(
                attachment.c.id == file, attachment.c.customer_id == record.customer
            )
        )
        if row is None:
            raise NotFound
        if row["created_by"] == unit.acting.user_id:
            return
        links = await unit.fetch(
            select(attachment_link.c.source, attachment_link.c.record_id).where(
                attachment_link.c.attachment_id == file,
                attachment_link.c.customer_id == record.customer,
            )
        )
        hangs = [(row["source"], row["record_id"]) for row in links]
        if hangs and not await self._records.sees_any(unit, hangs):
            raise NotFound

    async def detach(self, acting: Principal, link: UUID) -> _Place:
        async with self._store.writing(acting, cause="papers.detach") as unit:
            row, record = await self._known(unit, attachment_link, link)
            require_edit(unit, record.customer)
            await unit.delete(attachment_link, link, row["row_version"])
            return record.wire

    async def describe(self, acting: Principal, link: UUID, changes: Mapping[str, Any]) -> _Place:
        of_link = {name: value for name, value in changes.items() if name == "in_report"}
        of_file = {name: value for name, value in changes.items() if name not in of_link}
        async with self._store.writing(acting, cause="papers.describe") as unit:
            row, record = await self._known(unit, attachment_link, link)
            require_edit(unit, record.customer)
            if of_link:
                await unit.update(attachment_link, link, row["row_version"], of_link)
            if of_file:
                await _describe_file(unit, row["attachment_id"], of_file)
            return record.wire

    async def arrange(self, acting: Principal, place: _Place, links: Sequence[UUID]) -> None:
        async with self._store.writing(acting, cause="papers.arrange") as unit:
            record = await self._editable(unit, place)
            rows = await unit.fetch(
                select(attachment_link.c.id, attachment_link.c.row_version, attachment_link.c.sort)
                .where(*_here(attachment_link, record))
                .order_by(attachment_link.c.sort, attachment_link.c.id)
            )
            known = {row["id"]: row for row in rows}
            wanted = [link for link in dict.fromkeys(links) if link in known]
            # whatever came meanwhile, and is not named, stays behind
            rest = [link for link in known if link not in set(wanted)]
            for sort, link in enumerate([*wanted, *rest], start=1):
                if known[link]["sort"] != sort:
                    version = known[link]["row_version"]
                    await unit.update(attachment_link, link, version, {"sort": sort})

    # -- comments

    async def say(self, acting: Principal, place: _Place, body: str) -> None:
        async with self._store.writing(acting, cause="papers.say") as unit:
            record = await self._editable(unit, place)
            counted = select(func.count()).where(*_here(comment, record))
            if await unit.fetch_value(counted) >= MOST_COMMENTS:
                raise Invalid("too_many_comments", most=MOST_COMMENTS)
            await unit.insert(comment, {
                "customer_id": record.customer, "source": record.source,
                "record_id": record.id, "body": body,
            })  # fmt: skip

    async def reword(self, acting: Principal, said: UUID, body: str | None) -> _Place:
        async with self._store.writing(acting, cause="papers.reword") as unit:
            row, record = await self._known(unit, comment, said)
            require_edit(unit, record.customer)
            mine = row["created_by"] == unit.acting.user_id
            if body is not None:
                if not mine:
                    raise Denied
                await unit.update(comment, said, row["row_version"], {"body": body})
            else:
                if not (mine or unit.reach.may(Level.MANAGE, record.customer)):
                    raise Denied
                await unit.delete(comment, said, row["row_version"])
            return record.wire

    async def resolve(self, acting: Principal, said: UUID, *, done: bool) -> _Place:
        async with self._store.writing(acting, cause="papers.resolve") as unit:
            row, record = await self._known(unit, comment, said)
            require_edit(unit, record.customer)
            moment = await unit.fetch_value(select(func.now())) if done else None
            await unit.update(comment, said, row["row_version"], {"resolved_at": moment})
            return record.wire

    # -- tags

    async def tag(self, acting: Principal, place: _Place, tags: Sequence[UUID]) -> None:
        async with self._store.writing(acting, cause="papers.tag") as unit:
            record = await self._editable(unit, place)
            rows = await unit.fetch(
                select(tagging.c.id, tagging.c.tag_id, tagging.c.row_version)
                .where(*_here(tagging, record))
            )  # fmt: skip
            before = {row["tag_id"]: row for row in rows}
            new = [one for one in dict.fromkeys(tags) if one not in before]
            known = await unit.fetch(
                select(tag.c.id).where(one_of(tag.c.id, new), tag.c.archived_at.is_(None))
            )
            if len(known) != len(new):
                raise InvalidFields({"tags": "unknown_reference"})
            for one, row in before.items():
                if one not in set(tags):
                    await unit.delete(tagging, row["id"], row["row_version"])
            for one in new:
                await unit.insert(tagging, {
                    "customer_id": record.customer, "tag_id": one, "source": record.source,
                    "record_id": record.id,
                })  # fmt: skip

    # -- what is changed

    async def _editable(self, unit: Unit, place: _Place) -> Record:
        record = await self._records.seen(unit, *place)
        require_edit(unit, record.customer)
        return record

    async def _known(self, unit: Unit, table: Table, key: UUID) -> tuple[asyncpg.Record, Record]:
        """Find a row that hangs on a record in sight, and that record."""
        row = await unit.fetch_row(
            select(*(column for column in table.columns if column.name != "words"))
            .where(table.c.id == key, unit.within(table))
        )  # fmt: skip
        if row is None:
            raise NotFound
        record = await self._records.seen(unit, row["source"], str(row["record_id"]))
        return row, record


async def _describe_file(unit: Unit, file: UUID, changes: dict[str, Any]) -> None:
    asked = select(attachment.c.row_version, attachment.c.mime).where(attachment.c.id == file)
    row = await unit.fetch_row(asked)
    if row is None:
        raise NotFound
    if "filename" in changes:
        changes = {**changes, "filename": clean_name(changes["filename"], row["mime"])}
    await unit.update(attachment, file, row["row_version"], changes)


def _here(table: Table, record: Record) -> tuple[Any, ...]:
    return (
        table.c.customer_id == record.customer,
        table.c.source == record.source,
        table.c.record_id == record.id,
    )


_FILES: Final = (
    select(
        attachment_link.c.id.label("row"), attachment_link.c.in_report,
        attachment.c.id, attachment.c.filename, attachment.c.mime, attachment.c.bytes,
        attachment.c.width, attachment.c.height, attachment.c.taken_on, attachment.c.caption,
        attachment.c.caption_en, attachment.c.created_by, attachment.c.created_at,
    )
    .join_from(attachment_link, attachment,
               (attachment.c.customer_id == attachment_link.c.customer_id)
               & (attachment.c.id == attachment_link.c.attachment_id))
    .order_by(attachment_link.c.sort, attachment_link.c.id)
)  # fmt: skip
_COMMENTS: Final = select(
    comment.c.id.label("row"), comment.c.body, comment.c.resolved_at, comment.c.created_by,
    comment.c.created_at, comment.c.updated_at,
).order_by(comment.c.created_at, comment.c.id)  # fmt: skip
_TAGGED: Final = (
    select(tagging.c.id.label("row"), tag.c.id, tag.c.name, tag.c.colour)
    .join_from(tagging, tag, tag.c.id == tagging.c.tag_id)
    .order_by(tag.c.name_lower, tag.c.id)
)
_TAGS: Final = (
    select(tag.c.id, tag.c.name, tag.c.colour)
    .where(tag.c.archived_at.is_(None))
    .order_by(tag.c.name_lower, tag.c.id)
)


def _file(row: asyncpg.Record, names: Mapping[UUID, str]) -> dict[str, Any]:
    taken = row["taken_on"]
    return {
        "link": str(row["row"]), "id": str(row["id"]), "name": row["filename"],
        "mime": row["mime"], "size": row["bytes"], "width": row["width"],
        "height": row["height"], "taken_on": None if taken is None else taken.isoformat(),
        "caption": row["caption"] or "", "caption_en": row["caption_en"] or "",
        "in_report": row["in_report"], "by": names.get(row["created_by"], ""),
        "at": row["created_at"].isoformat(),
    }  # fmt: skip


def _said(
    row: asyncpg.Record, names: Mapping[UUID, str], me: UUID, *, manages: bool, may: bool
) -> dict[str, Any]:
    mine, done = row["created_by"] == me, row["resolved_at"]
    return {
        "id": str(row["row"]), "body": row["body"], "by": names.get(row["created_by"], ""),
        "at": row["created_at"].isoformat(),
        "resolved_at": None if done is None else done.isoformat(),
        "may_change": may and mine, "may_remove": may and (mine or manages),
    }  # fmt: skip


def _tag(row: asyncpg.Record) -> dict[str, Any]:
    return {"id": str(row["id"]), "name": row["name"], "colour": row["colour"]}
