"""The courses, and one with the safety roles that need it."""

from ytefas.contexts.library_offers import MARKS
from ytefas.contexts.library_screens import USED_BY, Hanging, Kind, list_of, record_of
from ytefas.framework.work.view import words

ROLES = Hanging(
    cursor="role_course",
    source="lib.role_courses",
    label=words(it="Ruoli che lo richiedono", en="Roles that need it"),
    columns=("role", "only_if", "required"),
    widths={"role": 280, "only_if": 240},
    kept=("role", "only_if", "required", *MARKS),
    new=words(it="Nuovo ruolo", en="New role"),
    open=words(it="Apri ruolo", en="Open role"),
    off=words(it="Togli ruolo", en="Take role off"),
)

KIND = Kind(
    table="course",
    source="lib.courses",
    label=words(it="Corso", en="Course"),
    plural=words(it="Corsi", en="Courses"),
    new=words(it="Nuovo corso", en="New course"),
    icon="graduation-cap",
    order=240,
    hint=words(
        it="Durata, scadenza e ruoli che li richiedono",
        en="Length, expiry and the roles that need them",
    ),
    columns=(
        "hours",
        "validity_months",
        "practical",
        "legal_ref",
        "legal_checked",
        "roles",
        "measures",
    ),
    name=320,
    widths={
        "hours": 80,
        "validity_months": 96,
        "practical": 96,
        "legal_ref": 280,
        "legal_checked": 104,
        "roles": 64,
        "measures": 72,
    },
    facts=("hours", "validity_months", "legal_ref"),
    hanging=(ROLES, USED_BY),
)

CourseList = list_of(KIND, __name__)
CourseRecord = record_of(KIND, __name__)
