"""Differences as people read them: labels and values in both languages, words and not codes."""

from collections.abc import Mapping
from typing import Any, Final

from schema.base import field_of, tables
from ytefas.library.presets import Preset, faults
from ytefas.rules.preset_content import PARTS

Pair = tuple[str, str]
_YES_NO: Final[Mapping[bool, Pair]] = {True: ("Sì", "Yes"), False: ("No", "No")}
_OF_PRESET: Final[Mapping[str, Pair]] = {
    "departments": ("Reparti", "Departments"),
    "activities": ("Attività", "Activities"),
    "equipment": ("Attrezzature", "Equipment"),
    "jobs": ("Mansioni", "Jobs"),
    "groups": ("Gruppi", "Groups"),
}


def shown(table: str, fields: Mapping[str, tuple[Any, Any, Any]]) -> list[dict[str, Any]]:
    """Say what differs, field by field, in the order of the form."""
    columns = tables()[table].c
    told = sorted(fields.items(), key=lambda one: field_of(columns[one[0]]).order)
    return [
        {
            "label": list(field_of(columns[name]).label),
            "was": _said(table, name, was),
            "now": _said(table, name, now),
            "new": _said(table, name, new),
        }
        for name, (was, now, new) in told
        if any(one not in (None, "", []) for one in (was, now, new))
    ]


def _said(table: str, name: str, value: Any) -> list[str] | None:
    if value is None or value in ("", []):
        return None
    choices = field_of(tables()[table].c[name]).choices or {}
    if isinstance(value, bool):
        pair = _YES_NO[value]
    elif isinstance(value, str) and value in choices:
        pair = choices[value].it, choices[value].en
    elif isinstance(value, list):
        pair = ("\n".join(map(str, value)),) * 2
    elif isinstance(value, Mapping):
        pair = _firm(value)
    else:
        pair = str(value), str(value)
    return list(pair)


def _firm(content: Mapping[str, Any]) -> Pair:
    """Tell the content of a preset: its parts by name, with their hazards."""
    if faults(content):
        return "?", "?"
    read = Preset.of(content)
    lines: tuple[list[str], list[str]] = ([], [])
    for kind in PARTS:
        for at in (0, 1):
            lines[at].append(f"{_OF_PRESET[kind][at]}:")
            for part in getattr(read, kind):
                hazards = f": {', '.join(part.hazards)}" if part.hazards else ""
                lines[at].append(f"– {part.name[at]}{hazards}")
    return "\n".join(lines[0]), "\n".join(lines[1])
