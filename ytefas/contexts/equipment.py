"""The equipment of the customers one follows: what is checked, what is overdue; one piece of it."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from typing_extensions import override

from ytefas.contexts.offers import CopyRecords, ImportRows, NewOfCustomer
from ytefas.contexts.places import WORK
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_rows
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    NextRecord,
    OnCursor,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.rows import Batch, Saving, Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, ready, record, rows, split, tabs, words

SOURCE = "org.equipment"
LABEL = words(it="Attrezzatura", en="Equipment")
PLURAL = words(it="Attrezzature", en="Equipment")
CHECKS = words(it="Verifiche", en="Checks")
MOST_CHECKED = 200  # registered at once
CHECK = CursorSpec(
    "org.equipment_checks", tracks="equipment", on="equipment_id",
    query={"sort": [["done_on", "desc"]]},
)  # fmt: skip
OF_CHECK = ("kind", "done_on", "outcome", "done_by", "next_due_on", "check_state")
IN_USE = ("status", "eq", "in_use")
DUE = [("next_due_on", "asc")]
READY = (
    ready("overdue", words(it="Verifiche scadute", en="Overdue checks"),
          ("check_state", "eq", "overdue"), sort=DUE),
    ready("soon", words(it="Da verificare entro 60 giorni", en="To be checked within 60 days"),
          ("check_state", "in", ["overdue", "soon"]), sort=DUE),
    ready("undated", words(it="In uso senza scadenza", en="In use without a due date"), IN_USE,
          ("check_state", "eq", "none")),
    ready("failed", words(it="Ultimo esito negativo", en="Failed the last check"),
          ("last_outcome", "eq", "fail")),
    ready("annex7", words(it="Soggette all'Allegato VII", en="Subject to Annex VII"),
          ("annex7_check", "eq", True), sort=DUE),
    ready("idle", words(it="Fuori servizio e dismesse", en="Out of service and disposed of"),
          ("status", "in", ["out_of_service", "disposed"])),
)  # fmt: skip
OPEN_CHECK = on(OpenRecord, "check", id="open_check", keys="",
                label=words(it="Apri verifica", en="Open check"))  # fmt: skip


class RegisterCheck(OnCursor):
    """Write down a check that was done, of one piece or of several at once."""

    ID = "register_check"
    CURSOR = "equipment"
    NEEDS = Operation.EDIT
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Registra verifica", en="Register check")
    HINT = words(it="Data, esito e prossima scadenza, anche per più attrezzature insieme",
                 en="Day, outcome and next due date, for several pieces at once too")  # fmt: skip
    ICON = "clipboard-check"
    KEYS = "Alt+KeyV"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        content = Content(SOURCE, await self.keys(options, MOST_CHECKED))
        wished = Intent(Operation.CREATE, content, categories=frozenset({"register_check"}))
        return (await self.controller.begin(wished)).node_name


class _Standing(OnCursor):
    """Says how pieces stand: in use, out of service, disposed of. Those that stand so are left."""

    CURSOR = "equipment"
    NEEDS = Operation.EDIT
    CATEGORIES = frozenset({"record", "more", "menu"})
    STATUS: ClassVar[str]

    @override
    def visible(self) -> bool:
        return not self.cursor.spec.readonly

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        keys = await self.keys(options)
        found = await read_rows(
            self.controller, SOURCE, Within(keys=keys), ("id", "row_version", "status")
        )
        saves = tuple(
            Saving(one["id"], one["row_version"], {"status": self.STATUS})
            for one in found
            if one["status"] != self.STATUS
        )
        if saves:
            batch = Batch(SOURCE, self.cursor.bounds, saves=saves)
            await self.cursor.writer.write([batch], idempotency_key=str(uuid4()))
        return {"changed": [one.key for one in saves]}


class OutOfService(_Standing):
    """Take pieces out of use: their due dates do not count until they are back."""

    ID = "out_of_service"
    STATUS = "out_of_service"
    LABEL = words(it="Metti fuori servizio", en="Take out of service")
    HINT = words(
        it="Resta in elenco; le scadenze non contano finché non torna in uso",
        en="It stays on the list; due dates do not count until it is back in use",
    )
    ICON = "circle-off"


class BackInUse(_Standing):
    """Put pieces back into use."""

    ID = "back_in_use"
    STATUS = "in_use"
    LABEL = words(it="Rimetti in uso", en="Put back into use")
    HINT = words(it="Le sue scadenze tornano a contare", en="Its due dates count again")
    ICON = "rotate-ccw"


class DisposeEquipment(_Standing):
    """Say that pieces are gone for good; their history stays."""

    ID = "dispose"
    STATUS = "disposed"
    LABEL = words(it="Dismetti", en="Dispose of")
    HINT = words(it="Venduta, demolita o resa: la sua storia resta",
                 en="Sold, scrapped or returned: its history stays")  # fmt: skip
    ICON = "package-x"
    STYLE = "danger"
    CONFIRM = words(
        it="Dismettere? Non conterà più tra le attrezzature in uso né tra le scadenze. La scheda e "
        "le verifiche restano leggibili.",
        en="Dispose of it? It will not count any more as equipment in use, nor among due dates. "
        "Record and checks stay readable.",
    )


class EquipmentList(Controller):
    """All pieces across customers, and the checks of the current one."""

    ID = "equipment_list"
    LABEL = PLURAL
    ICON = "wrench"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    NAVIGATION = navigation(
        source=SOURCE, order=40, group=WORK,
        hint=words(it="Macchine, impianti, scale e mezzi, con le loro verifiche",
                   en="Machines, plants, ladders and vehicles, with their checks"),
    )  # fmt: skip
    CURSORS = cursors(equipment=SOURCE, check=CHECK)
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "equipment",
                    ("customer_code", "name", "check_state", "next_due_on", "site_name",
                     "department_name", "type_id", "status", "last_check_on", "last_outcome",
                     "annex7_check"),
                    widths={"customer_code": 80, "name": 224, "check_state": 136,
                            "next_due_on": 128, "site_name": 184, "department_name": 144,
                            "type_id": 176, "status": 120, "last_check_on": 120,
                            "last_outcome": 176, "annex7_check": 120},
                    views=READY,
                    open="open",
                ),
                split(
                    record(
                        "equipment", code="internal_code", title="name",
                        facts=("customer_name", "site_name", "status", "next_due_on"), open="open",
                    ),
                    tabs(
                        grid(
                            "check", OF_CHECK,
                            widths={"kind": 208, "done_by": 208, "outcome": 168},
                            label=CHECKS, open="open_check",
                        ),
                        form("equipment", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[64, 36],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewOfCustomer, "equipment", label=words(it="Nuova attrezzatura", en="New equipment")),
        on(OpenRecord, "equipment", label=words(it="Apri scheda", en="Open record")),
        on(ImportRows, "equipment"),
        RegisterCheck,
        OutOfService,
        BackInUse,
        DisposeEquipment,
        on(CopyRecords, "equipment"),
        on(ArchiveRecord, "equipment"),
        on(RestoreRecord, "equipment"),
        on(DeleteRecord, "equipment"),
        on(NewRecord, "check", id="new_check", keys="", style="",
           label=words(it="Nuova verifica", en="New check")),
        OPEN_CHECK,
    )  # fmt: skip


class EquipmentRecord(RecordController):
    """The form of a piece of equipment; its checks stand as rows below, edited in place."""

    ID = "equipment"
    LABEL = LABEL
    ICON = "wrench"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(equipment=SOURCE, check=CHECK)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record(
                "equipment", code="internal_code", title="name",
                facts=("customer_name", "site_name", "status", "next_due_on", "check_state"),
            ),
            form(
                "equipment",
                parts=(rows("check", OF_CHECK[:-1], label=CHECKS, open="open_check"),),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "equipment"),
        on(NextRecord, "equipment"),
        RegisterCheck,
        OutOfService,
        BackInUse,
        DisposeEquipment,
        on(CopyRecords, "equipment"),
        on(ArchiveRecord, "equipment"),
        on(RestoreRecord, "equipment"),
        on(DeleteRecord, "equipment"),
        OPEN_CHECK,
    )


class EquipmentCreate(Controller):
    """The form that makes a piece of equipment."""

    ID = "equipment_create"
    LABEL = words(it="Nuova attrezzatura", en="New equipment")
    ICON = "wrench"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    CURSORS = cursors(equipment=SOURCE)
    VIEW = View(
        "Form",
        title=words(it="Nuova attrezzatura", en="New equipment"),
        parts=(form("equipment"),),
    )


class EquipmentPick(Controller):
    """Choose a piece of equipment."""

    ID = "equipment_pick"
    LABEL = words(it="Scegli un'attrezzatura", en="Choose equipment")
    ICON = "wrench"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == SOURCE})
    CURSORS = cursors(equipment=CursorSpec(SOURCE, readonly=True))
    MODAL = True
    VIEW = View(
        "Pick",
        title=words(it="Scegli un'attrezzatura", en="Choose equipment"),
        parts=(grid("equipment", ("internal_code", "name", "type_id", "site_name",
                                  "department_name", "serial")),),
    )  # fmt: skip
