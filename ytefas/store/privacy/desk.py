"""What the desks ask about privacy: what would go, doing it, taking a customer in."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from schema.base import Words, entity_of, field_of, tables
from schema.person import person
from ytefas.errors import Denied, NotFound
from ytefas.files.depot import Depot
from ytefas.jobs.export import file_name
from ytefas.jobs.queue import Progress
from ytefas.rules.access import Principal, Role
from ytefas.store.engine import Store
from ytefas.store.isolation import Program
from ytefas.store.privacy import bringing, departing, erasing
from ytefas.store.privacy.archives import Archives
from ytefas.store.privacy.bringing import Bringing, Here
from ytefas.store.privacy.checking import Checked, Fault
from ytefas.store.privacy.handing import allow_time, manages_any, require_manage
from ytefas.store.privacy.opening import Opened
from ytefas.store.privacy.rules import RULES
from ytefas.words import words

_ACT: Final = Words(
    "Le nomine durano o sono finite da meno degli anni di conservazione dello studio: l'atto resta "
    "fino al {until}, con un nome che non dice di chi è.",
    "The appointments last, or ended less than the studio's years of retention ago: the deed stays "
    "until {until}, under a name that does not say whose it is.",
)
_WHILE: Final = Words("fine della nomina", "the appointment ends")
_MADE: Final = Words(
    "Ciò che ha creato o modificato resta suo, con un nome che non dice chi è.",
    "What was made or changed stays theirs, under a name that does not say who it is.",
)
_AUDIT: Final = Words(
    "Il registro tiene che cosa è stato fatto e quando; i valori personali vi sono coperti.",
    "The audit keeps what was done and when; personal values in it are masked.",
)
_FROZEN: Final = Words(
    "I documenti già emessi e le copie di sicurezza non cambiano: le copie scadono da sole.",
    "Documents already issued, and backups, do not change: backups expire by themselves.",
)


@dataclass(frozen=True, slots=True)
class PrivacyDesk:
    """Implements `services.privacy.PrivacyStore`, and the Bringer of the job."""

    store: Store
    depot: Depot
    archives: Archives
    bringing: Bringing

    # -- handing over

    async def label(self, acting: Principal, subject: str, key: UUID) -> str:
        """See that somebody may take this out, and say what it is called."""
        _, reach = await self.store.known(acting)
        if not manages_any(reach):
            raise Denied  # whatever it is about: no answer tells what exists
        async with self.store.reading(Program(acting.user_id)) as reading:
            if subject == "customer":
                require_manage(reach, key)
                return str((await departing.customer_facts(reading, key))["legal_name"])
            customer = await reading.fetch_value(
                select(person.c.customer_id).where(person.c.id == key)
            )
            if customer is None:
                raise NotFound
            require_manage(reach, customer)
            return erasing.short(key)

    # -- erasing

    async def preview(self, acting: Principal, subject: str, key: UUID) -> dict[str, Any]:
        """Say what would go, what would stay and why; nothing is written."""
        language = acting.locale
        match subject:
            case "person":
                return await self._of_person(acting, key, language)
            case "user":
                await self._admin(acting)
                async with self.store.reading(Program(acting.user_id)) as reading:
                    facts = await departing.user_facts(reading, key)
                    gone = await departing.count_user(reading, key)
                title = f"{facts['name']} {facts['surname']}".strip()
                blocked = "still_active" if facts["active"] else ""
                kept = [_said("app_user", _MADE, language), _said("audit_event", _AUDIT, language)]
                empties = [_label("app_user", name, language) for name in ("surname", "email")]
                return _told(subject, title, gone, kept, language,
                             empties=empties, blocked=blocked)  # fmt: skip
            case "customer":
                await self._admin(acting)
                async with self.store.reading(Program(acting.user_id)) as reading:
                    facts = await departing.customer_facts(reading, key)
                    gone = await departing.count_customer(reading, key)
                blocked = "" if facts["archived_at"] else "not_archived"
                kept = [_said("audit_event", _FROZEN, language)]
                return _told(subject, facts["legal_name"], gone, kept, language,
                             blocked=blocked, code=facts["code"])  # fmt: skip
            case _:
                raise NotFound

    async def _of_person(self, acting: Principal, key: UUID, language: str) -> dict[str, Any]:
        await self.label(acting, "person", key)
        async with self.store.reading(Program(acting.user_id), snapshot=True) as reading:
            await allow_time(reading, erasing.PATIENCE)
            found = await erasing.find(reading, key)
        gone = {name: len(keys) for name, keys in found.hangs.items()}
        gone |= {"attachment": len(found.files), "import_change": found.changes} | found.traces
        kept = [
            _said(name, rule.why, language, many=len(found.rows[name]))
            for name, rule in RULES.items()
            if found.rows.get(name) and rule.why is not None
        ]
        kept += [
            _said("attachment", _dated(until), language, many=1)
            for until in found.acts_kept.values()
        ]
        kept += [_said("audit_event", _AUDIT, language), _said("", _FROZEN, language)]
        empties = [
            _label(name, column, language)
            for name, rule in RULES.items()
            if found.rows.get(name)
            for column in rule.empties
            if column not in {"full_name", "act_id"}
        ]
        return _told("person", found.title, gone, kept, language, empties=empties,
                     mentions=found.mentions, lasts=found.lasts)  # fmt: skip

    async def erase(
        self, acting: Principal, subject: str, key: UUID, *, typed: str
    ) -> dict[str, Any]:
        """Do it, for good."""
        program = Program(acting.user_id, locale=acting.locale, ip=acting.ip)
        match subject:
            case "person":
                await self.label(acting, "person", key)
                done = await erasing.carry_out(self.store, self.depot, program, key)
            case "user":
                await self._admin(acting)
                done = await departing.erase_user(self.store, self.depot, program, key)
            case "customer":
                await self._admin(acting)
                done = await departing.delete_customer(
                    self.store, self.depot, program, key, typed=typed
                )
            case _:
                raise NotFound
        nameless = {*RULES, "audit_event"} if subject == "person" else {"audit_event"}
        gone = {name: many for name, many in done.items() if name not in nameless}
        return {"subject": subject, "gone": _counted(gone, acting.locale)}

    # -- taking in

    async def look(self, acting: Principal, key: UUID) -> dict[str, Any]:
        """Check an archive wholly, and say what it holds."""
        await self.archives.may(acting)
        path = self.archives.path(acting, key)
        facts = await asyncio.to_thread(self.archives.facts, acting, key)
        archive, checked, known = await bringing.look(
            self.store, path, most=self.archives.most_bytes
        )
        return {"archive": str(key), "file": facts["name"], "size": facts["size"],
                **_summary(archive, checked, known, acting.locale)}  # fmt: skip

    async def may_bring(self, acting: Principal, key: UUID) -> str:
        """See that this archive may be taken in; what it is called."""
        await self.archives.may(acting)
        return str((await asyncio.to_thread(self.archives.facts, acting, key))["name"])

    async def forget(self, acting: Principal, key: UUID) -> None:
        await self.archives.may(acting)
        await self.archives.forget(acting, key)

    async def bring(
        self, owner: UUID, archive: UUID, *, job: UUID, as_copy: bool, locale: str,
        progress: Progress,
    ) -> tuple[str, str]:  # fmt: skip
        acting = Principal(owner, Role.CUSTOMER_USER, locale)
        await self.archives.may(acting)
        program = Program(owner, locale=locale)
        brought = await self.bringing.done(program, job)
        if brought is None:
            path = self.archives.path(acting, archive)
            brought = await self.bringing(
                program, path, job=job, as_copy=as_copy, locale=locale, progress=progress
            )
        key, counts = brought
        async with self.store.reading(Program(owner)) as reading:
            facts = await departing.customer_facts(reading, key)
        await self.archives.forget(acting, archive)
        told = [f"{facts['legal_name']} ({facts['code']})", ""]
        told += [f"{one['label']}: {one['count']}" for one in _counted(counts, locale)]
        return file_name(facts["legal_name"], "txt", at=datetime.now(UTC)), "\n".join([*told, ""])

    async def _admin(self, acting: Principal) -> None:
        known, _ = await self.store.known(acting)
        if known.role is not Role.ADMIN:
            raise Denied


def _told(
    subject: str, title: str, gone: Mapping[str, int], kept: list[dict[str, Any]], language: str,
    *, empties: list[str] | None = None, blocked: str = "", code: str = "", mentions: int = 0,
    lasts: bool = False,
) -> dict[str, Any]:  # fmt: skip
    sentence = words("invalid", language, {"reason": blocked}) if blocked else ""
    return {
        "subject": subject, "title": title, "code": code, "blocked": sentence,
        "empties": empties or [], "gone": _counted(gone, language), "kept": kept,
        "mentions": mentions, "lasts": lasts,
    }  # fmt: skip


def _counted(counts: Mapping[str, int], language: str) -> list[dict[str, Any]]:
    return [
        {"label": _plural(name, language), "count": many}
        for name, many in counts.items()
        if many and name in tables()
    ]


def _plural(name: str, language: str) -> str:
    plural = entity_of(tables()[name]).plural
    return plural.en if language == "en" else plural.it


def _label(table: str, column: str, language: str) -> str:
    label = field_of(tables()[table].c[column]).label
    return label.en if language == "en" else label.it


def _said(name: str, why: Words, language: str, *, many: int = 0) -> dict[str, Any]:
    label = _plural(name, language) if name else ""
    return {"label": label, "count": many, "why": why.en if language == "en" else why.it}


def _dated(until: date | None) -> Words:
    at = _WHILE if until is None else Words(*[until.strftime("%d/%m/%Y")] * 2)
    return Words(_ACT.it.format(until=at.it), _ACT.en.format(until=at.en))


def _summary(archive: Opened, checked: Checked, known: Here, language: str) -> dict[str, Any]:
    told = archive.manifest
    missing = [
        {"label": _plural(name, language), "names": names[:20], "count": len(names)}
        for name, rows in checked.library.items()
        if (names := [_called(name, row) for key, row in rows.items()
                      if key not in known.library.get(name, {})])
    ]  # fmt: skip
    return {
        "customer": {"code": told["customer"]["code"], "name": told["customer"]["legal_name"]},
        "made_at": str(told.get("made_at", ""))[:40],
        "program": str(told.get("program", ""))[:20],
        "counts": _counted(checked.counts, language),
        "files": len(archive.files()),
        "here": known.customer,
        "code_taken": known.code,
        "missing": missing,
        "users": {"known": len(known.users), "unknown": len(checked.users) - len(known.users)},
        "faults": [_fault(fault, language) for fault in checked.faults],
    }


def _called(name: str, row: Mapping[str, Any]) -> str:
    return str(row.get(entity_of(tables()[name]).name) or row.get("code") or "")[:120]


def _fault(fault: Fault, language: str) -> dict[str, Any]:
    table = tables().get(fault.part.split("/")[-1].removesuffix(".jsonl"))
    column = fault.column
    if table is not None and column in table.c:
        column = _label(table.name, column, language)
    return {"part": fault.part, "line": fault.line, "column": column,
            "message": words(f"field.{fault.reason}", language)}  # fmt: skip
