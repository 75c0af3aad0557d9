"""The homogeneous groups of the customers one follows, and one with its members."""

from typing import Any, Final

from ytefas.contexts.offers import NewOfCustomer
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
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    View,
    facts,
    form,
    grid,
    links,
    record,
    section,
    split,
    tabs,
    words,
)

SOURCE: Final = "org.groups"
LABEL = words(it="Gruppo omogeneo", en="Homogeneous group")
PLURAL = words(it="Gruppi omogenei", en="Homogeneous groups")
JOBS = words(it="Mansioni del gruppo", en="Jobs of the group")
PEOPLE = words(it="Persone per nome", en="People by name")
COUNTS: Final = ("people", "men_today", "women_today")


def _of_group(source: str, **options: Any) -> CursorSpec:
    return CursorSpec(source, tracks="group", on="group_id", **options)


class GroupList(Controller):
    """Master and detail across customers."""

    ID = "groups"
    LABEL = PLURAL
    ICON = "users-round"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    NAVIGATION = navigation(
        source=SOURCE, order=60, group=WORK,
        hint=words(it="Chi è esposto allo stesso modo, e si valuta insieme",
                   en="Who is exposed alike, and assessed together"),
    )  # fmt: skip
    CURSORS = cursors(
        group=SOURCE,
        job=_of_group("org.group_jobs", readonly=True),
        worker=_of_group("org.group_workers", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "group",
                    ("name", "purpose", "customer_name", "site_name", *COUNTS, "jobs", "workers"),
                    widths={"name": 280, "purpose": 208, "customer_name": 240, "site_name": 176},
                    open="open",
                ),
                split(
                    record("group", title="name", facts=("customer_name", "purpose", "people"),
                           open="open"),
                    tabs(
                        grid("job", ("job_code", "job_name"), widths={"job_name": 320},
                             label=JOBS),
                        grid("worker", ("person_name", "person_sex"), widths={"person_name": 280},
                             label=PEOPLE),
                        form("group", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[64, 36],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewOfCustomer, "group", label=words(it="Nuovo gruppo", en="New group")),
        on(OpenRecord, "group", label=words(it="Apri scheda", en="Open record")),
        on(ArchiveRecord, "group"),
        on(RestoreRecord, "group"),
        on(DeleteRecord, "group"),
    )


class GroupRecord(RecordController):
    """The form of a group; its members come with its jobs, and by name."""

    ID = "group"
    LABEL = LABEL
    ICON = "users-round"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        group=SOURCE, job=_of_group("org.group_jobs"), worker=_of_group("org.group_workers")
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("group", title="name", facts=("customer_name", "purpose")),
            form("group"),
            facts("group", COUNTS, headed=False,
                  label=words(it="Quanti sono oggi", en="How many today")),
            links("job", "job_id", title="job_name", facts=("job_code",), label=JOBS),
            links("worker", "person_id", title="person_name", facts=("person_sex",), label=PEOPLE),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "group"),
        on(NextRecord, "group"),
        on(ArchiveRecord, "group"),
        on(RestoreRecord, "group"),
        on(DeleteRecord, "group"),
    )


class GroupCreate(Controller):
    """The form that makes a group."""

    ID = "group_create"
    LABEL = words(it="Nuovo gruppo", en="New group")
    ICON = "users-round"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    CURSORS = cursors(group=SOURCE)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            form("group", parts=(
                section(label=words(it="Cliente", en="Customer"), fields=["customer_id"]),
                section(label=words(it="Il gruppo", en="The group"),
                        fields=["name", "purpose", "site_id", "description"]),
                section(label=words(it="Quanti sono", en="How many"), fields=["men", "women"]),
            )),
        ),
    )  # fmt: skip
