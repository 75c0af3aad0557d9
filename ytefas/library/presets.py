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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

FORMAT: Final = 1
PARTS: Final = ("departments", "activities", "equipment", "jobs", "groups")
TYPE_OF: Final = {
    "departments": "workplace_type", "activities": "activity_type", "equipment": "equipment_type",
    "jobs": "job_type",
}  # fmt: skip
_LINKS: Final = {  # by part: which of its facts name rows of which part
    "departments": {"parent": "departments"},
    "activities": {"department": "departments", "equipment": "equipment"},
    "equipment": {"department": "departments"},
    "jobs": {"departments": "departments", "activities": "activities", "equipment": "equipment"},
    "groups": {"jobs": "jobs"},
}  # fmt: skip
_SUGGESTED: Final = ("always", "likely")  # what a type brings along, unless the preset says minus
_KINDS: Final = frozenset({"department", "area", "room", "workstation", "outdoor"})
_PURPOSES: Final = frozenset({"general", "stress", "noise", "vibration", "chemical", "other"})

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


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a content: where, and why (`field.<reason>` of the catalogues of words)."""

    where: str
    reason: str


def faults(content: object, known: Mapping[str, frozenset[str]] | None = None) -> list[Fault]:
    """Tell everything that is wrong with a content; `known` are the codes by table, if at hand."""
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        return [Fault("", "preset_format")]
    if not all(_are_parts(content.get(kind, ())) for kind in PARTS) or not _are_texts(
        content.get("hazards", ())
    ):
        return [Fault("", "preset_format")]
    found = [fault for kind in PARTS for fault in _faults_in(content, kind)]
    if found or known is None:
        return found
    return [
        Fault(code, "preset_code")
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
        for name in _LINKS[kind]
        if (told := one.get(name))
    }
    said = {"key", "name", "type", "hazards", *links}
    return Part(
        kind, one["key"], (one["name"][0], one["name"][1]), one.get("type"),
        tuple(one.get("hazards", ())), links,
        {name: value for name, value in one.items() if name not in said},
    )  # fmt: skip


def _faults_in(content: Content, kind: str) -> Iterator[Fault]:
    keys = {name: [one.get("key") for one in content.get(name, ())] for name in PARTS}
    before: set[object] = set()
    for one in content.get(kind, ()):
        key, name = one.get("key"), one.get("name")
        where = f"{kind}.{key}"
        if not isinstance(key, str) or not key or key in before:
            yield Fault(where, "preset_key")
            continue
        before.add(key)
        if not _are_texts(name) or len(name) != 2 or not name[0]:  # noqa: PLR2004 - it and en
            yield Fault(where, "preset_name")
        if kind != "groups" and not isinstance(one.get("type"), str):
            yield Fault(where, "preset_type")
        if not _is_allowed(kind, one):
            yield Fault(where, "preset_format")
        for fact, of in _LINKS[kind].items():
            told = one.get(fact) or ()
            named = [told] if isinstance(told, str) else told
            there = before - {key} if fact == "parent" else keys[of]
            if not _are_texts(named) or any(each not in there for each in named):
                yield Fault(where, "preset_link")


def _is_allowed(kind: str, one: Mapping[str, Any]) -> bool:
    """Tell whether the facts of a part are such as its table takes."""
    return (
        _are_texts(one.get("hazards", ()))
        and (kind != "departments" or one.get("kind", "department") in _KINDS)
        and (kind != "groups" or one.get("purpose", "general") in _PURPOSES)
    )


def _are_parts(value: object) -> bool:
    return isinstance(value, Sequence) and all(isinstance(one, Mapping) for one in value)


def _are_texts(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(one, str) for one in value)
    )
