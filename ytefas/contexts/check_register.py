"""Register a check that was done, of one piece of equipment or of several at once.

Each piece is written by itself, so one that is refused takes nothing from the others; what became
of each is told. Where no next date is given, it follows from the period of the piece's own type; a
check that failed makes none, because the piece is first to be put right. A check that was planned
is filled in instead of making another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from typing_extensions import override

from ytefas.errors import Closed, Denied, NotFound, YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.gate import said, told
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_rows
from ytefas.framework.work.rows import Batch, Creating, Saving, Within, Writer, Written
from ytefas.framework.work.view import View, form, section, text, words
from ytefas.rules.checks import next_due
from ytefas.rules.home import today

EQUIPMENT: Final = "org.equipment"
CHECKS: Final = "org.equipment_checks"
TITLE = words(it="Registra verifica", en="Register check")
OUTCOME = words(it="Esito della registrazione", en="What was registered")
NAMED: Final = 12  # pieces that are named; more are counted
_FIELDS: Final = ("kind", "done_on", "outcome", "done_by", "next_due_on", "notes")
_KEPT: Final[tuple[str, ...]] = (*_FIELDS, "report_id")
_OF_PIECE: Final = ("id", "name", "customer_id", "customer_code", "status", "annex7_check",
                    "check_months", "check_kind")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one piece: when it is due again, or why nothing was written."""

    name: str
    due: str | None = None
    error: YtefasError | None = None


@dataclass(slots=True)
class Registering:
    """A writer that makes one check of each piece, each in a transaction of its own."""

    inner: Writer
    controller: Controller
    pieces: Sequence[Mapping[str, Any]]
    outcomes: list[Outcome] = field(default_factory=list)

    async def write(self, batches: Sequence[Batch], *, idempotency_key: str) -> Sequence[Written]:
        (batch,) = batches
        if not batch.creates:
            return await self.inner.write(batches, idempotency_key=idempotency_key)
        values, first = dict(batch.creates[0].values), None
        values.pop("id", None)  # one key for many rows is none
        self.outcomes = []
        for piece in self.pieces:
            key = str(uuid5(UUID(idempotency_key), str(piece["id"])))
            try:
                written, due = await self._one(batch, piece, values, key)
            except YtefasError as error:
                self.outcomes.append(Outcome(piece["name"], error=error))
            else:
                first = first or written
                self.outcomes.append(Outcome(piece["name"], due))
        if first is None:
            raise self.outcomes[0].error or Denied()
        return [first]

    async def _one(
        self, batch: Batch, piece: Mapping[str, Any], given: Mapping[str, Any], key: str
    ) -> tuple[Written, str | None]:
        due = given.get("next_due_on") or self._due(piece, given)
        values = {**given, "equipment_id": piece["id"], "next_due_on": due}
        values["customer_id"] = piece["customer_id"]
        planned = await self._planned(piece, given)
        if planned is None:
            made = replace(batch, creates=(Creating(values),))
        else:
            changes: dict[str, Any] = {name: values[name] for name in _KEPT if name in values}
            saving = Saving(planned["id"], planned["row_version"], changes)
            made = replace(batch, creates=(), saves=(saving,))
        (written,) = await self.inner.write([made], idempotency_key=key)
        if planned is not None:  # for whoever asked to make one, it is the one that was made
            written = replace(written, created=(planned["id"],))
        return written, due

    def _due(self, piece: Mapping[str, Any], given: Mapping[str, Any]) -> str | None:
        if given.get("outcome") == "fail" or not given.get("done_on"):
            return None
        try:
            done = date.fromisoformat(given["done_on"])
        except (TypeError, ValueError):
            return None  # the store says what is wrong with it
        own = piece["check_kind"] in (None, given.get("kind"))
        found = next_due(done, str(given.get("kind")), piece["check_months"] if own else None)
        return None if found is None else found.isoformat()

    async def _planned(
        self, piece: Mapping[str, Any], given: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Find the planned check of this kind that is due first."""
        of_piece = Within((("equipment_id", piece["id"]), ("kind", given.get("kind"))))
        wanted = ("id", "row_version", "done_on", "next_due_on")
        found = await read_rows(self.controller, CHECKS, of_piece, wanted)
        open_ = [one for one in found if one["done_on"] is None]
        return min(open_, key=lambda one: str(one["next_due_on"]), default=None)

    async def blank(self, source: str, values: Mapping[str, Any]) -> dict[str, Any]:
        return await self.inner.blank(source, values)


class CheckRegister(Controller):
    """Asks what was done once, for all the pieces it was asked for."""

    ID = "check_register"
    LABEL = TITLE
    ICON = "clipboard-check"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == EQUIPMENT) & (Content.len != 0)})
    REQUIRED_CATEGORIES = frozenset({"register_check"})
    MODAL = True
    CURSORS = cursors(check=CHECKS)
    VIEW = View("Form", title=TITLE, parts=(form("check", _FIELDS),))

    _pieces: Sequence[Mapping[str, Any]] = ()
    _registering: Registering | None = None

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        self.awaited = True  # closes when the checks are made
        content = self.intent.content
        assert content is not None  # noqa: S101 - elected for a content
        named = Within(keys=content.ids)
        self._pieces = await read_rows(self, EQUIPMENT, named, _OF_PIECE)
        if not self._pieces:
            raise NotFound
        await super().prepare(kept)
        cursor = self.cursors["check"]
        self._registering = Registering(cursor.writer, self, self._pieces)
        cursor.writer = self._registering
        cursor.written.connect(self._say, owner=self)
        first = self._pieces[0]
        kinds = {piece["check_kind"] for piece in self._pieces}
        usual = "statutory" if first["annex7_check"] else "internal"
        await cursor.begin_new({
            "equipment_id": first["id"],
            "customer_id": first["customer_id"],
            "kind": (kinds.pop() if len(kinds) == 1 else None) or usual,
            "done_on": today().isoformat(),
            "outcome": "ok",
        })  # fmt: skip

    @override
    def drawn(self) -> View:
        # a report belongs to one customer
        one = len({piece["customer_id"] for piece in self._pieces}) == 1
        fields = (*_FIELDS, "report_id") if one else _FIELDS
        how_many = len(self._pieces)
        label = words(
            it="Attrezzatura" if how_many == 1 else f"{how_many} attrezzature",
            en="Equipment" if how_many == 1 else f"{how_many} pieces of equipment",
        )
        told = section(text(self._said_pieces(one=one)), text(self._said_period()), label=label)
        return View("Form", title=TITLE, parts=(told, form("check", fields)))

    def _said_pieces(self, *, one: bool) -> str:
        """Name the pieces; with whose they are, where they are of several customers."""
        names = [
            str(piece["name"]) if one else f"{piece['name']} ({piece['customer_code']})"
            for piece in self._pieces
        ]
        rest = len(names) - NAMED
        more = f" + {rest}" if rest > 0 else ""
        return ", ".join(names[:NAMED]) + more

    def _said_period(self) -> Any:
        months = {piece["check_months"] for piece in self._pieces}
        if len(months) == 1 and None not in months:
            (n,) = months
            return words(
                it=f"Senza una prossima data, si calcola dal periodo del tipo: {n} mesi.",
                en=f"Without a next date it follows from the type's period: {n} months.",
            )
        return words(
            it="Senza una prossima data, si calcola dal periodo del tipo di ciascuna, se c'è.",
            en="Without a next date it follows from the period of each one's type, if it has one.",
        )

    def _say(self, _written: Written) -> None:
        """Say what became of each piece, where it was asked for."""
        origin, registering = self.origin, self._registering
        if origin is None or registering is None or not registering.outcomes:
            return
        outcomes, registering.outcomes = registering.outcomes, []
        failed = [one for one in outcomes if one.error is not None]
        if failed:
            lines = [self._line(one) for one in failed + [o for o in outcomes if not o.error]]
            shown = Intent(
                Operation.VIEW, Content(EQUIPMENT, [piece["id"] for piece in self._pieces]),
                categories=frozenset({"check_outcome"}),
                options={"lines": _short(lines), "done": len(outcomes) - len(failed),
                         "all": len(outcomes)},
            )  # fmt: skip
            _ = spawn(origin.begin(shown), owner=origin, name="show what was registered")
        else:
            _ = spawn(self._notify(origin, outcomes), owner=origin, name="tell what was registered")

    async def _notify(self, origin: Controller, outcomes: Sequence[Outcome]) -> None:
        it = self.language == "it"
        if len(outcomes) == 1:
            message = self._line(outcomes[0])
        else:
            undated = sum(one.due is None for one in outcomes)
            message = (f"{len(outcomes)} verifiche registrate" if it
                       else f"{len(outcomes)} checks registered")  # fmt: skip
            if undated:
                message += (f"; {undated} senza prossima scadenza" if it
                            else f"; {undated} without a next due date")  # fmt: skip
        try:
            await origin.view.notice({"level": "info", "code": "check_registered",
                                      "action": "register_check", "message": message})  # fmt: skip
        except Closed:
            return

    def _line(self, one: Outcome) -> str:
        it = self.language == "it"
        if one.error is not None:
            problem = said(told(one.error), self.node_context)
            beside = " ".join(dict.fromkeys(problem.get("sentences", {}).values()))
            return f"✗ {one.name}: {beside or problem.get('message') or problem['code']}"
        if one.due is None:
            return f"✓ {one.name}: " + (
                "registrata, senza prossima scadenza" if it else "registered, no next due date"
            )
        due = date.fromisoformat(one.due)
        said_day = f"{due:%d/%m/%Y}" if it else f"{due:%-d %B %Y}"
        return f"✓ {one.name}: " + (
            f"registrata, prossima entro il {said_day}" if it
            else f"registered, next due on {said_day}"
        )  # fmt: skip


def _short(lines: Sequence[str]) -> list[str]:
    """Keep what an intent can carry; the rest is counted."""
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line)
        if size > 3000:  # noqa: PLR2004 - an intent's options are bounded
            return [*kept, f"… + {len(lines) - len(kept)}"]
        kept.append(line)
    return kept


class CheckOutcome(Controller):
    """Lists what became of each piece, when some were refused."""

    ID = "check_outcome"
    LABEL = OUTCOME
    ICON = "clipboard-check"
    CONTENT = frozenset({(Content.source == EQUIPMENT) & (Content.len != 0)})
    REQUIRED_CATEGORIES = frozenset({"check_outcome"})
    MODAL = True
    VIEW = View("Form", title=OUTCOME)

    @override
    def drawn(self) -> View:
        options = self.intent.options
        done, of = options.get("done"), options.get("all")
        lines = [str(one) for one in options.get("lines") or ()]
        return View("Form", title=OUTCOME, parts=(
            section(
                *(text(line) for line in lines),
                label=words(it=f"Registrate {done} su {of}", en=f"{done} of {of} registered"),
            ),
        ))  # fmt: skip
