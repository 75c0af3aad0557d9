"""What an import says to whoever is at it: plain data, with the sentences in his language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from schema.base import entity_of, tables
from ytefas.imports.book import Book, Sheet, letters, shown, tidy
from ytefas.imports.matching import Table, headed
from ytefas.imports.plan import Checked, Existing, Line, State, Step
from ytefas.imports.target import Column, Target
from ytefas.imports.trouble import Trouble
from ytefas.imports.workbook import outcome
from ytefas.store.imports.looking import Looked
from ytefas.words import words

SAMPLES: Final = 3
_LONGEST: Final = 300
_FLAGS: Final = {"it": ("No", "Sì"), "en": ("No", "Yes")}


def sentence(trouble: Trouble, locale: str) -> str:
    """Say what is wrong and what to do about it."""
    return words(f"field.{trouble.reason}", locale, trouble.facts)


def notes(book: Book, sheet: Sheet, locale: str) -> list[str]:
    """Say what was odd about a file, and the sheet of it, that could be read all the same."""
    said = [words(f"field.{reason}", locale) for reason in book.notes]
    if sheet.unseen:
        said.append(words("field.sheet_hidden_rows", locale, {"rows": str(sheet.unseen)}))
    if sheet.is_merged:
        said.append(words("field.sheet_merged", locale))
    return said


def fields(target: Target, locale: str) -> list[dict[str, Any]]:
    """Describe what columns may be mapped to."""
    several = len(target.parts) > 1
    return [
        {
            "name": one.name, "label": one.says(locale), "kind": one.kind,
            "part": target.part(one.part).label[locale] if several else "",
            "required": one.required and not one.auto,
            "choices": None if one.choices is None
            else [said[locale] for said in one.choices.values()],
        }
        for one in target.columns
    ]  # fmt: skip


def columns(table: Table, mapping: Mapping[int, str]) -> list[dict[str, Any]]:
    """Describe the columns of a sheet: what they are called, what stands in them, what they are."""
    said = headed(table)
    found = []
    for at, heading in enumerate(said):
        cells = [shown(row[at]) for row in table.rows[:200] if at < len(row)]
        samples = list(dict.fromkeys(tidy(one)[:60] for one in cells if tidy(one)))[:SAMPLES]
        if not samples and not table.headings[at] and at not in mapping:
            continue
        found.append({
            "at": at, "letter": letters(at), "heading": heading, "samples": samples,
            "field": mapping.get(at, ""), "repeated": at in table.repeated,
        })  # fmt: skip
    return found


def missing(unmapped: Sequence[str], target: Target, locale: str) -> list[dict[str, str]]:
    """Name required columns that the sheet has not."""
    by_name = target.by_name
    return [{"name": name, "label": by_name[name].says(locale)} for name in unmapped]


def summary(looked: Looked, locale: str) -> dict[str, Any]:
    """Say what came out, in all."""
    checked, target, existing = looked.checked, looked.target, looked.existing
    reasons = Counter(
        (name, one.reason)
        for line in checked.lines
        for name, troubles in line.troubles.items()
        for one in troubles
    )
    wanted = Counter(
        one.makes[0]
        for line in checked.lines
        for troubles in line.troubles.values()
        for one in troubles
        if one.makes
    )
    return {
        "rows": len(checked.lines) - checked.count(State.SKIP),
        "new": checked.count(State.NEW), "update": checked.count(State.UPDATE),
        "same": checked.count(State.SAME), "errors": checked.faulty,
        "made": made(checked, existing, locale),
        "missing": missing(checked.unmapped, target, locale),
        "makeable": [{"table": name, "label": _plural(name, locale), "rows": count}
                     for name, count in wanted.most_common()],
        "commonest": [
            {"column": _heading(target, name, locale), "rows": count,
             "message": sentence(_first(checked, name, reason), locale)}
            for (name, reason), count in reasons.most_common(8)
        ],
    }  # fmt: skip


def _plural(table: str, locale: str) -> str:
    said = entity_of(tables()[table]).plural
    return said.it if locale == "it" else said.en


def _first(checked: Checked, name: str, reason: str) -> Trouble:
    return next(
        one for line in checked.lines for one in line.troubles.get(name, ()) if one.reason == reason
    )


def _heading(target: Target, name: str, locale: str) -> str:
    column = target.column(name)
    return column.says(locale) if column else ""


def made(checked: Checked, existing: Existing, locale: str) -> list[dict[str, Any]]:
    """List the places and jobs that would be made along."""
    told = []
    for key, (table, values) in checked.making.made.items():
        site = values.get("site_id")
        index = existing.indexes.get("site")
        entry = index.of(site) if isinstance(site, UUID) and index else None
        said = entity_of(tables()[table]).label
        told.append({
            "table": table, "label": said.it if locale == "it" else said.en,
            "name": str(values["name"])[:_LONGEST], "code": str(values.get("code", "")),
            "where": entry.name if entry else "", "rows": len(set(checked.making.rows[key])),
        })  # fmt: skip
    return told


class Telling:
    """Says rows, for one sheet."""

    def __init__(self, looked: Looked, locale: str) -> None:
        self._checked = looked.checked
        self._target = looked.target
        self._existing = looked.existing
        self._choices = looked.choices
        self._places = {name: at for at, name in looked.mapping.items()}
        self._locale = locale

    def page(self, *, offset: int, limit: int, only: str) -> dict[str, Any]:
        """Say some rows; `only` those of one state."""
        wanted = [line for line in self._checked.lines if not only or line.state.value == only]
        return {
            "total": len(wanted),
            "rows": [self.row(line) for line in wanted[offset : offset + limit]],
        }

    def row(self, line: Line) -> dict[str, Any]:
        return {
            "number": line.number,
            "state": line.state.value,
            "cells": [shown(cell)[:_LONGEST] for cell in line.cells],
            "edited": [at for row, at in self._choices.edits if row == line.number],
            "troubles": self.troubles(line),
            "changes": self.changes(line),
        }

    def troubles(self, line: Line) -> list[dict[str, Any]]:
        """Say what is wrong, each beside its column (-1: the row)."""
        return [
            {
                "at": self._places.get(name, -1),
                "column": _heading(self._target, name, self._locale),
                "message": sentence(one, self._locale),
                "offers": list(one.offers),
                "makes": one.makes[0] if one.makes else "",
            }
            for name, troubles in line.troubles.items()
            for one in troubles
        ]

    def changes(self, line: Line) -> list[dict[str, str]]:
        """Say field by field what a row changes in what is there."""
        told = []
        for step in line.steps:
            for name, value in step.values.items():
                column = self._target.of_field(step.part, name)
                if step.makes or column is None:
                    continue
                label = self._of_document(column) if column.inner else column.says(self._locale)
                before = self.says(column, step.before.get(name))
                told.append({"label": label, "before": before, "after": self.says(column, value)})
            if step.makes and step.part != self._target.root.name:
                told.append(self._new_part(step))
        return told

    def _of_document(self, column: Column) -> str:
        facts = tables()[self._target.part(column.part).table].c[column.field].info["field"]
        return str(facts.label.it if self._locale == "it" else facts.label.en)

    def _new_part(self, step: Step) -> dict[str, str]:
        """Say what hangs on the record anew, in a line."""
        part = self._target.part(step.part)
        said = [
            self.says(column, step.values[column.field])
            for column in self._target.of_part(part.name)
            if step.values.get(column.field) is not None
        ]
        return {"label": part.label[self._locale], "before": "",
                "after": " · ".join(one for one in said if one)}  # fmt: skip

    def says(self, column: Column, value: Any) -> str:
        """Say a value as people read it."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return _FLAGS[self._locale][value]
        if isinstance(value, Mapping):
            return ", ".join(str(one) for one in value.values() if one)
        if isinstance(value, UUID):
            return self._called(column, value)
        if column.choices and value in column.choices:
            return column.choices[value][self._locale]
        if isinstance(value, list | tuple):
            return "; ".join(map(str, value))
        if hasattr(value, "strftime"):
            return str(value.strftime("%d/%m/%Y"))
        return str(value)[:_LONGEST]

    def _called(self, column: Column, key: UUID) -> str:
        entry = self._existing.indexes[column.table].of(key)
        if entry is not None:
            return entry.name
        made = self._checked.making.made.get(key)
        if made is not None:
            return str(made[1]["name"])
        for line in self._checked.lines:
            for step in line.steps:
                if step.key == key:
                    return str(step.values.get("name", ""))
        return ""

    def named(self, line: Line) -> str:
        """Say which record a row is about."""
        at = [self._places.get(f"{self._target.root.name}.{name}") for name in self._target.names]
        said = [shown(line.cells[one]) for one in at if one is not None and one < len(line.cells)]
        return tidy(" ".join(said)) or next((shown(one) for one in line.cells if shown(one)), "")


_COUNTS: Final = (
    ("created_rows", "Nuovi", "Created"), ("updated_rows", "Aggiornati", "Updated"),
    ("unchanged_rows", "Invariati", "Unchanged"), ("skipped_rows", "Lasciati fuori", "Left out"),
    ("made_rows", "Creati insieme", "Made along"),
)  # fmt: skip
_STATES: Final = {
    "new": ("Nuovo", "Created"), "update": ("Aggiornato", "Updated"),
    "same": ("Invariato", "Unchanged"), "error": ("Lasciato fuori", "Left out"),
}  # fmt: skip


def outcome_file(
    answer: Mapping[str, Any], rows: Sequence[tuple[int, str, str]], locale: str
) -> tuple[str, bytes]:
    """Draw what came of an import, in all and row by row."""
    at = 0 if locale == "it" else 1
    facts = [(name[at], str(answer[count])) for count, *name in _COUNTS]
    told = ((number, _STATES[state][at], name) for number, state, name in rows)
    title = f"{('Esito', 'Outcome')[at]}: {answer['file_name']}"
    stem = str(answer["file_name"]).rpartition(".")[0] or str(answer["file_name"])
    return f"{stem} - {('esito', 'outcome')[at]}.xlsx", outcome(title, facts, told, locale)
