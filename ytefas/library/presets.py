"""A sector preset: a firm to begin with, written in the codes of the catalogue. Pure.

The content (`lib.presets.content`) is one document. Rows inside it are named by `key`, which means
something inside the preset alone; types and hazards are codes of the catalogue. A name is a pair,
Italian and English.

```
format       1
hazards      [hazard, …]                                    of the whole company
departments  [{key, name, kind, type, parent?, hazards}]    type: a workplace type
activities   [{key, name, type, department?, equipment, hazards}]
equipment    [{key, name, type, department?, hazards}]
jobs         [{key, name, type, vdt_hours?, night, departments, activities, equipment, hazards}]
groups       [{key, name, purpose, jobs}]
```
A parent stands before the departments inside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from ytefas.rules.preset_content import FORMAT, LINKS, PARTS, Wrong, wrong_in

TYPE_OF: Final = {
    "departments": "workplace_type", "activities": "activity_type", "equipment": "equipment_type",
    "jobs": "job_type",
}  # fmt: skip
_SUGGESTED: Final = ("always", "likely")  # what a type brings along, unless the preset says minus

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One department, activity, equipment, job or group of a preset."""

    kind: str
    key: str
    name: tuple[str, str]
    type: str | None
    hazards: tuple[str, ...]
    links: Mapping[str, tuple[str, ...]]  # by fact: the keys it names
    facts: Mapping[str, Any]  # what else is said: kind, vdt_hours, night, purpose


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset, read: its parts in the order in which they can be made."""

    hazards: tuple[str, ...]
    departments: tuple[Part, ...]
    activities: tuple[Part, ...]
    equipment: tuple[Part, ...]
    jobs: tuple[Part, ...]
    groups: tuple[Part, ...]

    @classmethod
    def of(cls, content: Content) -> Self:
        """Read a content that has no faults."""
        parts = {kind: tuple(_part(kind, one) for one in content.get(kind, ())) for kind in PARTS}
        return cls(tuple(content.get("hazards", ())), **parts)

    def codes(self) -> Iterator[tuple[str, str]]:
        """Name every row of the catalogue it refers to: the table and the code."""
        for hazard in self.hazards:
            yield "hazard", hazard
        for kind in PARTS:
            for part in getattr(self, kind):
                if part.type is not None:
                    yield TYPE_OF[kind], part.type
                for hazard in part.hazards:
                    yield "hazard", hazard


def faults(content: object, known: Mapping[str, frozenset[str]] | None = None) -> list[Wrong]:
    """Tell everything that is wrong with a content; `known` are the codes by table, if at hand."""
    found = wrong_in(content)
    if found or known is None or not isinstance(content, Mapping):
        return found
    return [
        Wrong(code, "preset_code")
        for table, code in Preset.of(content).codes()
        if code not in known[table]
    ]


def content_of(
    told: Mapping[str, Any], types: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> dict[str, Any]:
    """Write out a preset of the data: a name and hazards it does not give are those of its type."""
    written: dict[str, Any] = {"format": FORMAT, "hazards": list(told.get("hazards", ()))}
    for kind in PARTS:
        written[kind] = [_written(kind, one, types) for one in told.get(kind, ())]
    return written


def _written(
    kind: str, one: Mapping[str, Any], types: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> dict[str, Any]:
    kept = {name: value for name, value in one.items() if name not in {"plus", "minus"}}
    if kind == "groups":
        return kept
    of_type = types[TYPE_OF[kind]][one["type"]]
    brought = [code for name in _SUGGESTED for code in of_type.get(name, ())]
    hazards = dict.fromkeys([*brought, *one.get("plus", ())])
    minus = set(one.get("minus", ()))
    made = {"name": list(of_type["name"]), **kept}
    made["hazards"] = [code for code in hazards if code not in minus]
    if kind == "departments":
        made.setdefault("kind", "department")
    return made


def _part(kind: str, one: Mapping[str, Any]) -> Part:
    links = {
        name: tuple([told] if isinstance(told, str) else told)
        for name in LINKS[kind]
        if (told := one.get(name))
    }
    said = {"key", "name", "type", "hazards", *links}
    return Part(
        kind, one["key"], (one["name"][0], one["name"][1]), one.get("type"),
        tuple(one.get("hazards", ())), links,
        {name: value for name, value in one.items() if name not in said},
    )  # fmt: skip
