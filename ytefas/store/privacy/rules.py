"""What each table knows of a person, and what becomes of it when the person is erased.

Every table that refers to a person has its line here, and every personal column of it is either
emptied or kept for a reason; a test compares both with the tables, so no new one is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, Table

from schema.base import Words, entity_of, field_of, tables
from ytefas.store.privacy.carried import target_of

PERSON: Final = "person"
ERASED: Final = "Persona cancellata"
ERASED_USER: Final = "Utente cancellato"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What becomes of a table's rows about a person; `why` is what is kept for, if anything is."""

    empties: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    why: Words | None = None


RULES: Final[Mapping[str, Rule]] = {
    PERSON: Rule(
        empties=("surname", "name", "full_name", "code", "tax_code", "birth_date", "sex",
                 "citizenship", "language_ok", "email", "phone", "company", "qualification"),
        keeps=("kind",),
        why=Words("La riga resta, senza nome: la storia dell'azienda conta quante persone aveva.",
                  "The row stays, nameless: the firm's history counts how many people it had."),
    ),
    "employment": Rule(
        keeps=("person_id", "contract", "hired_on", "ended_on", "part_time_pct", "remote_work"),
        why=Words("Quanti erano, con quale contratto e fino a quando: lo chiede la valutazione.",
                  "How many there were, under which contract and until when: the assessment asks "
                  "for it."),
    ),
    "assignment": Rule(
        keeps=("person_id", "job_id", "site_id", "department_id", "from_on", "to_on"),
        why=Words("Quanti erano esposti a quali rischi, dove e da quando a quando.",
                  "How many were exposed to which risks, where, from when to when."),
    ),
    "appointment": Rule(
        empties=("note", "act_id"),
        keeps=("role", "person_id", "employer_is_rspp", "site_id", "department_id", "from_on",
               "to_on", "accepted_on"),
        why=Words("Quali ruoli della sicurezza erano coperti, e quando: prova un obbligo di legge.",
                  "Which safety roles were held, and when: it proves a legal duty."),
    ),
    "group_worker": Rule(
        keeps=("person_id",),
        why=Words("Quanti lavoratori aveva il gruppo omogeneo.",
                  "How many workers the homogeneous group had."),
    ),
}  # fmt: skip


@cache
def person_columns() -> Mapping[str, Column[Any]]:
    """Find every column that refers to a person, by its table: derived, so a new one is there."""
    found: dict[str, Column[Any]] = {PERSON: tables()[PERSON].c.id}
    for name, table in sorted(tables().items()):
        for column in table.columns:
            if target_of(column) == PERSON:
                found[name] = column
    return found


def personal(table: Table) -> list[str]:
    """Name the columns that say something about a person, and not what PostgreSQL makes of them."""
    return [
        str(column.name)
        for column in table.columns
        if field_of(column).personal != "none" and not field_of(column).computed
    ]


def missing() -> list[str]:
    """Say what has no rule: a table that refers to a person, or a personal column of one."""
    said = []
    for name in person_columns():
        rule = RULES.get(name)
        if rule is None:
            said.append(name)
            continue
        ruled = {*rule.empties, *rule.keeps}
        said += [f"{name}.{column}" for column in personal(tables()[name]) if column not in ruled]
    return said


def sources_of_people() -> list[str]:
    """Name the sources whose records are a person's: what hangs on them is his, too."""
    named = (entity_of(tables()[name]).source for name in person_columns())
    return [source for source in named if source]
