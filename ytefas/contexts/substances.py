"""The substances that customers use: how dangerous, how old their sheets, where they are used."""

from ytefas.contexts.offers import ImportRows, NewOfCustomer
from ytefas.contexts.places import WORK
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    View,
    form,
    grid,
    ready,
    record,
    rows,
    section,
    split,
    tabs,
    words,
)

SOURCE = "org.substances"
LABEL = words(it="Sostanza", en="Substance")
PLURAL = words(it="Sostanze", en="Substances")
USES = words(it="Dove si usa", en="Where it is used")
USE = CursorSpec("org.substance_uses", tracks="substance", on="substance_id")
OF_USE = ("department_id", "activity_id", "job_id", "qty_per_shift", "minutes_day", "containment",
          "dermal")  # fmt: skip
OLDEST = [("sds_revision_on", "asc")]
READY = (
    ready("old", words(it="Schede oltre 3 anni", en="Sheets over 3 years"),
          ("sds_state", "eq", "old"), sort=OLDEST),
    ready("missing", words(it="Senza data della scheda", en="Without a sheet's date"),
          ("sds_state", "eq", "missing")),
    ready("cmr", words(it="Cancerogene, mutagene, reprotossiche", en="CMR substances"),
          ("is_cmr", "eq", True)),
)  # fmt: skip


class SubstanceList(Controller):
    """All substances across customers, and where the current one is used."""

    ID = "substance_list"
    LABEL = PLURAL
    ICON = "flask-conical"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    NAVIGATION = navigation(
        source=SOURCE, order=50, group=WORK,
        hint=words(it="Prodotti chimici e agenti, con le loro schede di sicurezza",
                   en="Chemical products and agents, with their safety data sheets"),
    )  # fmt: skip
    CURSORS = cursors(substance=SOURCE, use=USE)
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "substance",
                    ("customer_code", "name", "pictograms", "h_codes", "cmr_class", "sds_state",
                     "sds_revision_on", "used_in", "supplier", "state"),
                    widths={"customer_code": 80, "name": 208, "pictograms": 176, "h_codes": 208,
                            "cmr_class": 136, "sds_state": 128, "sds_revision_on": 160,
                            "used_in": 208, "supplier": 168, "state": 96},
                    views=READY,
                    open="open",
                ),
                split(
                    record(
                        "substance", title="name",
                        facts=("customer_name", "supplier", "cmr_class", "sds_revision_on"),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "use", OF_USE,
                            widths={"department_id": 184, "activity_id": 184, "job_id": 168,
                                    "containment": 208},
                            label=USES, open="open_use",
                        ),
                        form("substance", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[64, 36],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewOfCustomer, "substance", label=words(it="Nuova sostanza", en="New substance")),
        on(OpenRecord, "substance", label=words(it="Apri scheda", en="Open record")),
        on(ImportRows, "substance"),
        on(ArchiveRecord, "substance"),
        on(RestoreRecord, "substance"),
        on(DeleteRecord, "substance"),
        on(NewRecord, "use", id="new_use", keys="", style="",
           label=words(it="Nuovo uso", en="New use")),
        on(OpenRecord, "use", id="open_use", keys="", label=words(it="Apri uso", en="Open use")),
    )  # fmt: skip


class SubstanceRecord(RecordController):
    """The form of a substance; where it is used stands as rows below, edited in place."""

    ID = "substance"
    LABEL = LABEL
    ICON = "flask-conical"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(substance=SOURCE, use=USE)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record(
                "substance", title="name",
                facts=("customer_name", "supplier", "cmr_class", "sds_state"),
            ),
            form("substance", parts=(rows("use", OF_USE, label=USES, open="open_use"),)),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "substance"),
        on(NextRecord, "substance"),
        on(ArchiveRecord, "substance"),
        on(RestoreRecord, "substance"),
        on(DeleteRecord, "substance"),
        on(OpenRecord, "use", id="open_use", keys="", label=words(it="Apri uso", en="Open use")),
    )


class SubstanceCreate(Controller):
    """The form that makes a substance."""

    ID = "substance_create"
    LABEL = words(it="Nuova sostanza", en="New substance")
    ICON = "flask-conical"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    CURSORS = cursors(substance=SOURCE)
    VIEW = View(
        "Form",
        title=words(it="Nuova sostanza", en="New substance"),
        parts=(
            form(
                "substance",
                parts=(
                    section(label=words(it="Cliente", en="Customer"), fields=["customer_id"]),
                    section(
                        label=words(it="La sostanza", en="The substance"),
                        fields=["name", "supplier", "cas", "ec", "state", "biological_group",
                                "use", "qty_year", "qty_unit"],
                    ),
                    section(
                        label=words(it="Classificazione ed etichetta",
                                    en="Classification and label"),
                        fields=["h_codes", "euh_codes", "pictograms", "cmr"],
                    ),
                    section(
                        label=words(it="Scheda di sicurezza", en="Safety data sheet"),
                        fields=["sds_id", "sds_revision_on", "notes"],
                    ),
                ),
            ),
        ),
    )  # fmt: skip


class SubstancePick(Controller):
    """Choose a substance."""

    ID = "substance_pick"
    LABEL = words(it="Scegli una sostanza", en="Choose a substance")
    ICON = "flask-conical"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == SOURCE})
    CURSORS = cursors(substance=CursorSpec(SOURCE, readonly=True))
    MODAL = True
    VIEW = View(
        "Pick",
        title=words(it="Scegli una sostanza", en="Choose a substance"),
        parts=(grid("substance", ("name", "supplier", "state", "pictograms", "h_codes")),),
    )
