"""One event of the audit as people read it: a sentence, and each field before and after.

A manager of the customer reads the fields he would read in the record itself, and no other; what is
secret was never written down.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Table, Uuid, any_, bindparam, select

from schema.base import Scope, Words, entity_of, field_of, tables
from ytefas.errors import Denied
from ytefas.rules.access import STAFF, Role
from ytefas.store.source.describe import describe
from ytefas.store.source.oversight import ACTIONS, AUDIT
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

Sources = Mapping[str, Source]
MASKED: Final = "masked"
USERS: Final = "auth.users"
_event: Final = tables()["audit_event"]
_COLUMNS: Final = ("id", "at", "who", "action", "entity", "record_name", "customer_id", "entity_id",
                   "ip", "cause", "position")  # fmt: skip
_NOBODY_ELSES: Final = frozenset({Scope.USER, Scope.PRIVATE})  # opened by their owner alone
_BOOKKEEPING: Final = frozenset({"id", "customer_id"})
_REASONS: Final[Mapping[str, Words]] = {
    "wrong": Words("password errata", "wrong password"),
    "disabled": Words("utente disattivato", "user disabled"),
    "code": Words("codice errato", "wrong code"),
}
_SAID: Final[Mapping[str, Words]] = {
    "create": Words("{who} ha creato {what}.", "{who} created {what}."),
    "update": Words("{who} ha modificato {fields} di {what}.", "{who} changed {fields} of {what}."),
    "delete": Words("{who} ha eliminato {what}.", "{who} deleted {what}."),
    "export": Words("{who} ha esportato {rows} righe ({kind}).",
                    "{who} exported {rows} rows ({kind})."),
    "report": Words("{who} ha prodotto un documento ({kind}).",
                    "{who} made a document ({kind})."),
    "read": Words("{who} ha letto {what}.", "{who} read {what}."),
    "login_failed": Words("Accesso fallito per {what}{reason}.",
                          "Failed sign-in for {what}{reason}."),
    "reset_asked": Words("Chiesta una nuova password per {what}.",
                         "A new password was asked for {what}."),
    "recovery_codes": Words("{who} ha fatto nuovi codici di recupero.",
                            "{who} made new recovery codes."),
    "second_factor_reset": Words("{who} ha tolto il secondo fattore a {what}.",
                                 "{who} took the second factor off {what}."),
    "login": Words("Ingresso di {who}.", "{who} signed in."),
    "logout": Words("Chiuso un accesso di {of}.", "A sign-in of {of} ended."),
}  # fmt: skip


async def event(reading: Reading, sources: Sources, key: UUID) -> dict[str, Any]:
    """Tell an event that the reader may see; NotFound otherwise."""
    seen = sources[AUDIT].sight(reading.acting, reading.reach).fields
    told = await sources[AUDIT].one(reading, key, [name for name in _COLUMNS if name in seen])
    row: dict[str, Any] = {**dict.fromkeys(_COLUMNS), **told}
    diff = await reading.fetch_value(select(_event.c.diff).where(_event.c.id == key)) or {}
    table = tables().get(row["entity"])
    lines, facts = _lines(reading, sources, table, diff)
    english = reading.acting.locale == "en"
    source = None if table is None else entity_of(table).source
    opens = source in sources and row["entity_id"] is not None and row["action"] != "delete"
    opens = opens and table is not None and entity_of(table).scope not in _NOBODY_ELSES
    return {
        "id": row["id"],
        "sentence": _sentence(row, table, lines, facts, english=english),
        "lines": lines,
        "facts": [{"label": label, "value": value} for label, value in _notes(facts, english)],
        "open": {"source": source, "key": row["entity_id"]} if opens else None,
        "customer": row["customer_id"],
        "at": row["at"], "who": row["who"] or "", "ip": row["ip"] or "", "cause": row["cause"],
        "position": row["position"],
    }  # fmt: skip


class Differences:
    """What changed in many events, as text before and after; what is masked is only named."""

    def __init__(self, reading: Reading, sources: Sources) -> None:
        self._reading = reading
        self._sources = sources
        self._known: dict[str, dict[str, Any]] = {}  # the fields of a kind of record, once

    async def of(self, keys: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Give the fields that changed in each of these events, as the reader may know them."""
        wanted = bindparam("keys", [UUID(key) for key in keys], ARRAY(Uuid))
        asked = select(_event.c.id, _event.c.entity, _event.c.diff).where(
            _event.c.id == any_(wanted)
        )
        found = {}
        for row in await self._reading.fetch(asked):
            known = self._fields(row["entity"])
            found[str(row["id"])] = _sorted(self._reading, known, row["diff"] or {})[0]
        return found

    def _fields(self, entity: str) -> dict[str, Any]:
        if entity not in self._known:
            table = tables().get(entity)
            self._known[entity] = _fields_of(self._reading, self._sources, table)
        return self._known[entity]


def _lines(
    reading: Reading, sources: Sources, table: Table | None, diff: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Sort a diff into fields before and after, and the facts of what changed no row."""
    return _sorted(reading, _fields_of(reading, sources, table), diff)


def _sorted(
    reading: Reading, known: Mapping[str, Any], diff: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    facts: dict[str, Any] = {}
    for name, value in diff.items():
        pair = value if isinstance(value, list) and len(value) == 2 else None  # noqa: PLR2004 - two
        if value != MASKED and pair is None:
            facts[name] = value
        elif name in known and name not in _BOOKKEEPING:
            before, after = pair or (None, None)
            masked = {"masked": True} if value == MASKED else {}
            if _names_others(reading, known[name], (before, after)):
                continue
            if masked or before is not None or after is not None:
                lines.append({"field": known[name], "before": before, "after": after, **masked})
    lines.sort(key=lambda one: (one["field"]["order"], one["field"]["label"]))
    return lines, facts


def _names_others(reading: Reading, field: Mapping[str, Any], values: tuple[Any, Any]) -> bool:
    """Tell whether a value is somebody of whom a customer's own user knows nothing."""
    if reading.acting.role in STAFF or field["reference"] != USERS:
        return False
    return any(one is not None and one != str(reading.acting.user_id) for one in values)


def _fields_of(reading: Reading, sources: Sources, table: Table | None) -> dict[str, Any]:
    """Describe the columns of a table as this reader sees them."""
    if table is None:
        return {}
    source = sources.get(entity_of(table).source or "")
    told: dict[str, Any] = {}
    if source is not None:
        try:
            described = describe(source, reading.acting, reading.reach)
        except Denied:
            return {}
        told = {one["name"]: one for one in described["fields"]}
    if reading.acting.role is Role.ADMIN:  # what no screen shows was changed all the same
        for column in table.columns:
            facts = field_of(column)
            if column.name not in told and (facts.secret or (not facts.computed)):
                label = facts.label.en if reading.acting.locale == "en" else facts.label.it
                told[str(column.name)] = {
                    "name": str(column.name), "label": label, "type": "text", "widget": "text",
                    "order": facts.order, "choices": None, "reference": None, "unit": None,
                    "decimals": None,
                }  # fmt: skip
    return told


def _sentence(
    row: Mapping[str, Any], table: Table | None, lines: list[dict[str, Any]],
    facts: Mapping[str, Any], *, english: bool,
) -> str:  # fmt: skip
    """Say what happened in one sentence."""

    def said(words: Words) -> str:
        return words.en if english else words.it

    kind = said(entity_of(table).label) if table is not None else str(row["entity"])
    name = row["record_name"]
    of = name or ("somebody" if english else "qualcuno")
    deed = row["action"]
    if row["entity"] == "login_session":
        deed = {"create": "login"}.get(deed, "logout" if _ended(lines) else deed)
    labels = [one["field"]["label"].lower() for one in lines]
    shown = labels[:4] + ([f"+{len(labels) - 4}"] if len(labels) > 4 else [])  # noqa: PLR2004 - few
    reason = _REASONS.get(str(facts.get("reason")))
    sentence = _SAID.get(deed) or Words("{who}: {deed} {what}.", "{who}: {deed} {what}.")
    action = ACTIONS.get(deed)
    return said(sentence).format(
        who=row["who"] or ("Somebody" if english else "Qualcuno"),
        what=f"«{name}» ({kind})" if name else _nobody(row, kind, english=english),
        kind=kind,
        of=of,
        rows=facts.get("rows", ""),
        fields=_joined(shown, english=english) or ("something" if english else "qualcosa"),
        reason=f" ({said(reason)})" if reason else "",
        deed=said(action) if action else deed,
    )


def _nobody(row: Mapping[str, Any], kind: str, *, english: bool) -> str:
    """Say what has no name: an account nobody has, or the kind alone."""
    if row["action"] != "login_failed":
        return kind
    return "an address nobody has" if english else "un indirizzo che nessuno ha"


def _ended(lines: list[dict[str, Any]]) -> bool:
    return any(one["field"]["name"] == "ended_at" for one in lines)


def _joined(words: list[str], *, english: bool) -> str:
    if len(words) <= 1:
        return "".join(words)
    return ", ".join(words[:-1]) + (" and " if english else " e ") + words[-1]


_NOTES: Final[Mapping[str, Words]] = {
    "reason": Words("Motivo", "Reason"),
    "rows": Words("Righe", "Rows"),
    "customers": Words("Clienti", "Customers"),
}


def _notes(facts: Mapping[str, Any], english: bool) -> list[tuple[str, str]]:
    """Say the facts of what changed no row."""
    told = []
    for name, value in facts.items():
        words = _NOTES.get(name)
        if words is not None:
            reason = _REASONS.get(str(value)) if name == "reason" else None
            shown = (reason.en if english else reason.it) if reason else str(value)
            told.append((words.en if english else words.it, shown))
    return told
