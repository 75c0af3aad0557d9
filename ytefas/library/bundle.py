"""Reads the catalogue that ships with the program into one release.

In the data a text is a pair, Italian and English; here it becomes the two columns of a table. What
a source of hazards lists (`always`, `likely`, `possible`) becomes rows of their own.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from schema.measure_template import KINDS
from schema.text_block import SECTIONS
from ytefas.library.presets import content_of
from ytefas.library.release import Release

_DATA: Final = "data"
_RELEVANCE: Final = ("always", "likely", "possible")
_TYPES: Final = {
    "workplace_type": "workplaces", "activity_type": "activities", "job_type": "jobs",
    "equipment_type": "equipment",
}  # fmt: skip
_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}  # what removes comes first
_PLACE: Final = {section: place for place, section in enumerate(SECTIONS)}  # in the document
_STEP: Final = 10  # between two rows, so that one can be put between them

Row = dict[str, Any]
Table = dict[str, Row]


@cache
def bundled() -> Release:
    """Read the release that ships with this program."""
    told, home = _read("release.toml"), files("ytefas.library") / _DATA
    return Release(
        told["version"], told["released_on"], tuple(told["name"]), tuple(told["note"]), _rows(home)
    )


def bundled_version() -> str:
    """Tell the version of the bundled release without reading all of it."""
    return str(_read("release.toml")["version"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("ytefas.library") / _DATA / name).read_text("utf-8"))


def _all(home: Traversable) -> Iterator[dict[str, Any]]:
    for one in sorted(home.iterdir(), key=lambda found: found.name):
        if one.name.endswith(".toml"):
            yield tomllib.loads(one.read_text("utf-8"))


def _rows(home: Traversable) -> dict[str, Table]:
    hazards = list(_all(home / "hazards"))
    types = {name: _read(f"{file}.toml")[name] for name, file in _TYPES.items()}
    known = {name: {one["code"]: one for one in found} for name, found in types.items()}
    lists = list(_all(home / "checklists"))
    return {
        "hazard_family": dict(_family(one) for file in hazards for one in file["family"]),
        "ppe_type": dict(_ppe(one) for one in _read("ppe.toml")["ppe"]),
        "course": dict(_course(one) for one in _read("courses.toml")["course"]),
        "exam": dict(_exam(one) for one in _read("exams.toml")["exam"]),
        "measure_template": dict(_measures(hazards)),
        "hazard": {
            one["code"]: _hazard(one, number * _STEP)
            for file in hazards
            for number, one in enumerate(file["hazard"], start=1)
        },
        "hazard_measure_template": dict(_hazard_measures(hazards)),
        "workplace_type": {one["code"]: _type(one) for one in types["workplace_type"]},
        "activity_type": {one["code"]: _type(one) for one in types["activity_type"]},
        "job_type": {one["code"]: _job(one) for one in types["job_type"]},
        "equipment_type": {one["code"]: _equipment(one) for one in types["equipment_type"]},
        "source_hazard_link": dict(_sources(types)),
        "role_course": dict(_roles(_read("courses.toml")["role"])),
        "checklist": {one["code"]: _checklist(one) for one in lists},
        "checklist_item": dict(_questions(lists)),
        "preset": {one["code"]: _preset(one, known) for one in _all(home / "presets")},
        "text_block": {one["code"]: _text(one) for one in _read("texts.toml")["text"]},
    }


def _said(name: str, pair: Sequence[str] | None) -> Row:
    italian, english = pair or (None, None)
    return {name: italian, f"{name}_en": english}


def _family(one: Mapping[str, Any]) -> tuple[str, Row]:
    told = {"code": one["code"], "sort": one["sort"], "icon": one["icon"]}
    return one["code"], {**told, **_said("name", one["name"]), "legal_refs": one["law"]}


def _hazard(one: Mapping[str, Any], sort: int) -> Row:
    return {
        "code": one["code"],
        "family_id": one["code"].partition("-")[0],
        "sort": sort,
        **_said("name", one["name"]),
        **_said("description", one["description"]),
        **_said("possible_harm", one["harm"]),
        **_said("statement_ok", one["ok"]),
        **_said("statement_ko", one["ko"]),
        "legal_refs": one["law"],
        "legal_checked": False,
        "default_method": one["method"],
        "specialist_kind": one.get("specialist"),
        "surveillance_hint": one.get("surveillance", False),
    }


def _measures(hazards: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Row]]:
    for hazard, one in _each_measure(hazards):
        code = f"{hazard}.{one['code']}"
        yield (
            code,
            {
                "code": code,
                "kind": one["kind"],
                "default_state": "proposed",
                **_said("text", one["text"]),
                **_said("note", one.get("note")),
                "ppe_type_id": one.get("ppe"),
                "course_id": one.get("course"),
                "exam_id": one.get("exam"),
            },
        )


def _each_measure(
    hazards: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for file in hazards:
        for hazard in file["hazard"]:
            for one in hazard["measures"]:
                yield hazard["code"], one


def _hazard_measures(hazards: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Row]]:
    for file in hazards:
        for hazard in file["hazard"]:
            ranked = sorted(hazard["measures"], key=lambda one: _RANK[one["kind"]])
            for number, one in enumerate(ranked, start=1):
                measure = f"{hazard['code']}.{one['code']}"
                yield f"{hazard['code']}/{measure}", {
                    "hazard_id": hazard["code"], "measure_id": measure, "sort": number * _STEP,
                }  # fmt: skip


def _ppe(one: Mapping[str, Any]) -> tuple[str, Row]:
    return one["code"], {
        "code": one["code"],
        "body_part": one["part"],
        "category": one.get("category"),
        "practice_required": one.get("practice", False),
        **_said("name", one["name"]),
        "standard": one.get("standard"),
        **_said("note", one.get("note")),
    }


def _course(one: Mapping[str, Any]) -> tuple[str, Row]:
    return one["code"], {
        "code": one["code"],
        "hours": one.get("hours"),
        "validity_months": one.get("months"),
        "practical": one.get("practical", False),
        **_said("name", one["name"]),
        **_said("content", one.get("content")),
        "legal_ref": one.get("law"),
        "legal_checked": False,
    }


def _exam(one: Mapping[str, Any]) -> tuple[str, Row]:
    told = {"code": one["code"], "default_months": one.get("months")}
    return one["code"], {**told, **_said("name", one["name"]), **_said("note", one.get("note"))}


def _type(one: Mapping[str, Any]) -> Row:
    told = _said("description", one.get("description"))
    return {"code": one["code"], **_said("name", one["name"]), **told}


def _job(one: Mapping[str, Any]) -> Row:
    return {
        **_type(one),
        "needs_recognised_skill": one.get("skill", False),
        "alcohol_drug_listed": one.get("listed", False),
    }


def _equipment(one: Mapping[str, Any]) -> Row:
    return {
        **_type(one),
        "annex7_check": one.get("annex7", False),
        "check_months": one.get("months"),
        "check_kind": one.get("kind"),
        "course_id": one.get("course"),
        "legal_ref": one.get("law"),
    }


def _sources(types: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[str, Row]]:
    for kind, found in types.items():
        for one in found:
            yield from _links(kind, f"{kind}_id", one["code"], one)
    for kind, found in _read("sources.toml").items():
        for code, one in found.items():
            yield from _links(kind, kind, code, one)


def _links(kind: str, column: str, code: str, one: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    for relevance in _RELEVANCE:
        for hazard in one.get(relevance, ()):
            yield f"{kind}/{code}/{hazard}", {
                "source": kind, "workplace_type_id": None, "activity_type_id": None,
                "job_type_id": None, "equipment_type_id": None, "substance_class": None,
                "ateco_prefix": None, "group_trait": None, column: code, "hazard_id": hazard,
                "relevance": relevance, **_said("reason", one.get("why")),
            }  # fmt: skip


def _roles(roles: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Row]]:
    for role, courses in roles.items():
        for said in courses:
            course, _, when = said.partition(" ")
            only_if = when.removeprefix("if ") if when.startswith("if ") else None
            yield f"{role}/{course}/{only_if or ''}", {
                "role": role, "course_id": course, "only_if": only_if,
                "required": when != "optional",
            }  # fmt: skip


def _checklist(one: Mapping[str, Any]) -> Row:
    told = {"code": one["code"], "sort": one["sort"]}
    return {**told, **_said("name", one["name"]), **_said("description", one["description"])}


def _questions(lists: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Row]]:
    for listed in lists:
        for number, one in enumerate(listed["question"], start=1):
            code = f"{listed['code']}.{one['code']}"
            yield (
                code,
                {
                    "checklist_id": listed["code"],
                    "code": code,
                    "sort": number * _STEP,
                    **_said("question", one["text"]),
                    "answer_meaning": "yes_is_risk" if one.get("yes_is_risk") else "no_is_risk",
                    "hazard_id": one.get("hazard"),
                    **_said("guidance", one.get("look")),
                },
            )


def _preset(one: Mapping[str, Any], types: Mapping[str, Mapping[str, Any]]) -> Row:
    return {
        "code": one["code"],
        "sort": one["sort"],
        "icon": one["icon"],
        **_said("name", one["name"]),
        **_said("description", one["description"]),
        "ateco_prefixes": one["ateco"],
        "content": content_of(one, types),
    }


def _text(one: Mapping[str, Any]) -> Row:
    return {
        "code": one["code"],
        "section_key": one["section"],
        "sort": _PLACE[one["section"]] * 100 + one.get("sort", 0),
        **_said("title", one["title"]),
        **_said("body", one["body"]),
        "preset_id": one.get("preset"),
    }
