"""A site made like another one, with the same tree of departments: one form, one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid5

from typing_extensions import override

from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one, read_rows
from ytefas.framework.work.rows import Batch, Creating, Within, Writer, Written
from ytefas.framework.work.view import View, form, words

SITES: Final = "org.sites"
DEPARTMENTS: Final = "org.departments"
OF_SITE: Final = ("customer_id", "kind", "address", "istat_code", "latitude", "longitude",
                  "surface_m2", "floors", "max_occupants", "first_aid_group", "fire_level",
                  "fire_permit", "fire_permit_expires_on")  # fmt: skip
OF_DEPARTMENT: Final = ("parent_id", "name", "kind", "code", "surface_m2", "description")
TITLE = words(it="Duplica sede", en="Duplicate site")


class Copying:
    """A writer that makes the departments together with the site: all of it, or nothing."""

    def __init__(self, inner: Writer, departments: Sequence[Mapping[str, Any]]) -> None:
        self._inner = inner
        self._departments = departments

    async def write(self, batches: Sequence[Batch], *, idempotency_key: str) -> Sequence[Written]:
        made = UUID(idempotency_key)
        (batch,) = batches
        if not batch.creates:
            return await self._inner.write(batches, idempotency_key=idempotency_key)
        # Keys that follow from the request: asked again, it is the same request.
        site = str(batch.creates[0].values.get("id") or uuid5(made, "site"))
        values = {**batch.creates[0].values, "id": site}
        first = Batch(batch.source, batch.within, creates=(Creating(values),), name=batch.name)
        # Whose it is may be left to follow from the site.
        owner = {"customer_id": values["customer_id"]} if values.get("customer_id") else {}
        below = Batch(DEPARTMENTS, creates=tuple(self._below(made, {**owner, "site_id": site})))
        return (await self._inner.write([first, below], idempotency_key=idempotency_key))[:1]

    def _below(self, made: UUID, place: Mapping[str, Any]) -> list[Creating]:
        """Copy the tree, parents before what they hold."""
        ordered: list[Mapping[str, Any]] = []
        placed: set[Key | None] = {None}
        left = list(self._departments)
        while left:
            ready = [one for one in left if one["parent_id"] in placed]
            if not ready:  # its parent is put away, so it is not copied either
                break
            ordered.extend(ready)
            placed.update(one["id"] for one in ready)
            left = [one for one in left if one["id"] not in placed]
        return [
            Creating({
                **{name: one[name] for name in OF_DEPARTMENT},
                "id": str(uuid5(made, str(one["id"]))),
                "parent_id": one["parent_id"] and str(uuid5(made, str(one["parent_id"]))),
                **place,
            })
            for one in ordered
        ]  # fmt: skip

    async def blank(self, source: str, values: Mapping[str, Any]) -> dict[str, Any]:
        return await self._inner.blank(source, values)


class SiteCopy(Controller):
    """Asks code and name of the copy; everything else comes from the original."""

    ID = "site_copy"
    LABEL = TITLE
    ICON = "copy-plus"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SITES) & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"duplicate"})
    MODAL = True
    CURSORS = cursors(site=SITES)
    VIEW = View(
        "Form",
        title=TITLE,
        parts=(
            form("site", ("code", "name", "kind", "address")),
        ),
    )  # fmt: skip

    _shown = False

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        self.awaited = True  # closes when the copy is made
        await super().prepare(kept)
        content = self.intent.content
        assert content is not None  # noqa: S101 - elected for a content
        original = content.ids[0]
        row = await read_one(self, SITES, original, ("code", "name", *OF_SITE))
        inside = Within((("site_id", original),))
        found = await read_rows(self, DEPARTMENTS, inside, ("id", *OF_DEPARTMENT))
        of_customer = Within((("customer_id", row["customer_id"]),), archived=True)
        taken = {one["code"] for one in await read_rows(self, SITES, of_customer, ("code",))}
        cursor = self.cursors["site"]
        cursor.writer = Copying(cursor.writer, found)
        cursor.written.connect(self._show_copy, owner=self)
        said = "copia" if self.language == "it" else "copy"
        await cursor.begin_new({
            **{name: row[name] for name in OF_SITE if row[name] is not None},
            "code": _free(str(row["code"]), taken),
            "name": f"{row['name']} ({said})"[:200],
        })  # fmt: skip

    def _show_copy(self, written: Written) -> None:
        """Open the copy where the original was: that is where one goes on."""
        origin = self.origin
        if written.created and origin is not None and not self._shown:
            self._shown = True
            shown = Intent(Operation.VIEW, Content(SITES, written.created[:1]))
            _ = spawn(origin.begin(shown), owner=origin, name="show a copy")


def _free(code: str, taken: set[str]) -> str:
    """Propose the next code of the same kind that nobody has: S3 → S4."""
    stem = code.rstrip("0123456789")
    digits = code[len(stem) :]
    number = int(digits or 1)
    while True:
        number += 1
        found = f"{stem}{number:0{len(digits)}d}"
        if found not in taken:
            return found[:20]
