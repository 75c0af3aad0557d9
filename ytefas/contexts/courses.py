"""The courses, and one with the safety roles that need it."""

from typing import Final

from ytefas.contexts.library_offers import (
    MARKS,
    list_actions,
    named,
    own_views,
    record_offers,
    released,
)
from ytefas.contexts.places import LIBRARY
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.record_actions import DeleteRecord, EditRecord, NewRecord, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, words

SOURCE: Final = "lib.courses"
TABLE: Final = "course"
LABEL = words(it="Corso", en="Course")
PLURAL = words(it="Corsi", en="Courses")


class CourseList(Controller):
    """Courses above, roles and measures of the current one below."""

    ID = "courses"
    LABEL = PLURAL
    ICON = "graduation-cap"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=240,
        group=LIBRARY,
        hint=words(
            it="Durata, scadenza e ruoli che li richiedono",
            en="Length, expiry and the roles that need them",
        ),
    )
    CURSORS = cursors(
        course=SOURCE,
        role_course=CursorSpec("lib.role_courses", tracks="course", on="course_id", readonly=True),
        measure=CursorSpec("lib.measures", tracks="course", on="course_id", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "course",
                    (
                        "code",
                        named("name"),
                        "hours",
                        "validity_months",
                        "practical",
                        "legal_ref",
                        "legal_checked",
                        "roles",
                        "measures",
                        *MARKS,
                    ),
                    widths={
                        "code": 104,
                        "name": 320,
                        "name_said": 320,
                        "hours": 80,
                        "validity_months": 96,
                        "practical": 96,
                        "legal_ref": 280,
                        "legal_checked": 104,
                        "roles": 64,
                        "measures": 72,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "course",
                        code="code",
                        title=named("name"),
                        facts=("hours", "validity_months", "legal_ref"),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "role_course",
                            ("role", "only_if", "required"),
                            widths={"role": 280, "only_if": 240},
                            label=words(it="Ruoli che lo richiedono", en="Roles that need it"),
                        ),
                        grid(
                            "measure",
                            (named("text"), "kind", "hazards"),
                            widths={"text": 480, "text_said": 480, "kind": 168},
                            label=words(it="Misure che lo usano", en="Measures that use it"),
                        ),
                        form("course", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y",
                    fixed="first",
                ),
                across="y",
                sizes=[62, 38],
            ),
        ),
    )
    ACTIONS = actions(
        *list_actions("course", new=words(it="Nuovo corso", en="New course"), table=TABLE),
    )


class CourseRecord(RecordController):
    """One course: hours, validity, who needs it."""

    ID = "course"
    LABEL = LABEL
    ICON = "graduation-cap"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        course=SOURCE,
        role_course=CursorSpec("lib.role_courses", tracks="course", on="course_id"),
        measure=CursorSpec("lib.measures", tracks="course", on="course_id", readonly=True),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record(
                "course",
                code="code",
                title=named("name"),
                facts=("hours", "validity_months", "legal_ref"),
            ),
            tabs(
                form("course", label=words(it="Scheda", en="Record")),
                grid(
                    "role_course",
                    ("role", "only_if", "required", *MARKS),
                    widths={"role": 280, "only_if": 240},
                    open="open_role_course",
                    label=words(it="Ruoli che lo richiedono", en="Roles that need it"),
                ),
                grid(
                    "measure",
                    (named("text"), "kind", "hazards"),
                    widths={"text": 480, "text_said": 480, "kind": 168},
                    label=words(it="Misure che lo usano", en="Measures that use it"),
                ),
                released("course"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("course", table=TABLE),
        on(
            NewRecord,
            "role_course",
            id="new_role_course",
            keys="",
            style="",
            label=words(it="Nuovo ruolo", en="New role"),
        ),
        on(
            EditRecord,
            "role_course",
            id="open_role_course",
            keys="",
            label=words(it="Apri ruolo", en="Open role"),
        ),
        on(
            DeleteRecord,
            "role_course",
            id="delete_role_course",
            label=words(it="Togli ruolo", en="Take role off"),
        ),
    )
