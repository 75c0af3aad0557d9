"""The catalogue that ships: whole, in both languages, and nothing in it points nowhere."""

from collections import Counter
from itertools import chain
from typing import Any

import pytest

from schema.base import field_of, tables
from schema.measure_template import KINDS
from ytefas.library.bundle import bundled, bundled_version
from ytefas.library.presets import Preset, faults
from ytefas.library.release import TABLES
from ytefas.rules.preset_content import PARTS
from ytefas.store.library.rows import content_of, key_of, targets_of

ROWS = bundled().rows
PLACES = ("workplace_type", "activity_type", "job_type", "equipment_type")
KNOWN = {name: frozenset(ROWS[name]) for name in ("hazard", *PLACES)}
BEFORE_PPE = frozenset(KINDS) - {"ppe", "health_surveillance", "signage"}


def spoken(table: str) -> list[str]:
    names = set(content_of(table))
    return [name for name in content_of(table) if f"{name}_en" in names]


@pytest.mark.parametrize("table", TABLES)
def test_every_text_is_in_both_languages(table: str) -> None:
    missing = [
        f"{key}.{name}"
        for key, row in ROWS[table].items()
        for name in spoken(table)
        if bool(row[name]) != bool(row[f"{name}_en"])
        or (field_of(tables()[table].c[name]).required and not row[name])
    ]
    assert missing == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_fits_its_table(table: str) -> None:
    columns = tables()[table].c
    for key, row in ROWS[table].items():
        assert set(row) == set(content_of(table)), key
        assert key_of(table, row) == key
        for name, value in row.items():
            told = field_of(columns[name])
            assert value is not None or not told.required, f"{key}.{name}"
            if value is not None and told.choices is not None:
                assert value in told.choices, f"{key}.{name}"
            if isinstance(value, str) and told.max_length is not None:
                assert len(value) <= told.max_length, f"{key}.{name}"


@pytest.mark.parametrize("table", TABLES)
def test_every_link_resolves(table: str) -> None:
    lost = [
        f"{key}.{name}: {row[name]}"
        for key, row in ROWS[table].items()
        for name, target in targets_of(table).items()
        if row[name] is not None and row[name] not in ROWS[target]
    ]
    assert lost == []


def test_there_are_the_hazards_of_thirteen_families() -> None:
    assert (len(ROWS["hazard"]), len(ROWS["hazard_family"])) == (89, 13)
    used = Counter(row["family_id"] for row in ROWS["hazard"].values())
    assert set(used) == set(ROWS["hazard_family"])


def test_every_hazard_says_what_it_is_what_it_does_and_what_the_law_asks() -> None:
    for code, row in ROWS["hazard"].items():
        for name in ("description", "possible_harm", "statement_ok", "statement_ko"):
            assert row[name].endswith("."), f"{code}.{name}"
            assert row[f"{name}_en"].endswith("."), f"{code}.{name}_en"
            assert row[name] != row[f"{name}_en"]
        assert row["statement_ok"] != row["statement_ko"]
        assert row["legal_refs"], code
        assert row["legal_checked"] is False  # nobody has compared them with the law in force
        assert row["default_method"], code


def test_every_hazard_has_measures_and_does_not_begin_with_ppe() -> None:
    of: dict[str, list[tuple[int, str]]] = {code: [] for code in ROWS["hazard"]}
    for link in ROWS["hazard_measure_template"].values():
        kind = ROWS["measure_template"][link["measure_id"]]["kind"]
        of[link["hazard_id"]].append((link["sort"], kind))
    for code, found in of.items():
        kinds = [kind for _, kind in sorted(found)]
        assert len(kinds) >= 2, code
        assert kinds[0] in BEFORE_PPE, code
        ranks = [list(KINDS).index(kind) for kind in kinds]
        assert ranks == sorted(ranks), code


def test_measures_name_what_they_take() -> None:
    for code, row in ROWS["measure_template"].items():
        assert (row["kind"] == "ppe") == (row["ppe_type_id"] is not None), code
        assert (row["kind"] == "health_surveillance") == (row["exam_id"] is not None), code
    for hazard in ROWS["hazard"].values():
        if hazard["specialist_kind"] in {"noise", "vibration", "mmc_lift", "patient_handling"}:
            assert hazard["surveillance_hint"], hazard["code"]


def test_every_hazard_is_suggested_by_something() -> None:
    suggested = {row["hazard_id"] for row in ROWS["source_hazard_link"].values()}
    of_presets = {code for row in ROWS["preset"].values() for code in row["content"]["hazards"]}
    assert set(ROWS["hazard"]) - suggested - of_presets == set()


def test_every_preset_is_a_firm_that_can_be_made() -> None:
    assert len(ROWS["preset"]) >= 12
    for code, row in ROWS["preset"].items():
        assert faults(row["content"], KNOWN) == [], code
        read = Preset.of(row["content"])
        assert len(read.departments) >= 3, code
        assert len(read.jobs) >= 3, code
        for job in read.jobs:
            assert job.hazards, f"{code}.{job.key}"
            assert job.links.get("departments"), f"{code}.{job.key}"
        used = set(chain.from_iterable(
            part.links.get("equipment", ()) for part in (*read.jobs, *read.activities)
        ))  # fmt: skip
        shared = {"ET-ESTI", "ET-IELE", "ET-ASCE", "ET-CALD", "ET-QUAD", "ET-CANC", "ET-SCAF",
                  "ET-COMP", "ET-CAPP", "ET-CELL", "ET-SCALA", "ET-CARZ"}  # fmt: skip
        for one in read.equipment:
            assert one.key in used or one.type in shared, f"{code}.{one.key} is used by nobody"


def test_every_role_and_list_says_something() -> None:
    roles = {row["role"] for row in ROWS["role_course"].values()}
    assert {"worker", "supervisor", "manager", "rspp", "rls", "fire_warden",
            "first_aider"} <= roles  # fmt: skip
    asked = Counter(row["checklist_id"] for row in ROWS["checklist_item"].values())
    assert len(asked) >= 6
    assert min(asked.values()) >= 8
    sections = {row["section_key"] for row in ROWS["text_block"].values()}
    assert {"premises", "criteria", "roles", "programme", "signatures"} <= sections


def test_the_version_is_told_without_reading_all() -> None:
    assert bundled_version() == bundled().version


def broken(**changes: Any) -> dict[str, Any]:
    content = {
        "format": 1, "hazards": ["INC-01"],
        "departments": [{"key": "a", "name": ["A", "A"], "type": "LT-UFF", "hazards": []}],
        "jobs": [{"key": "j", "name": ["J", "J"], "type": "JT-IMP", "departments": ["a"],
                  "hazards": ["ERG-05"]}],
    }  # fmt: skip
    return {**content, **changes}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({}, "preset_format"),
        (broken(format=2), "preset_format"),
        (broken(hazards="INC-01"), "preset_format"),
        (broken(hazards=["XXX-99"]), "preset_code"),
        (broken(jobs=[{"key": "j", "name": ["J", "J"], "type": "JT-NO"}]), "preset_code"),
        (broken(jobs=[{"key": "j", "name": ["J"], "type": "JT-IMP"}]), "preset_name"),
        (broken(jobs=[{"key": "j", "name": ["J", "J"], "type": "JT-IMP",
                       "departments": ["b"]}]), "preset_link"),
        (broken(departments=[{"key": "a", "name": ["A", "A"], "type": "LT-UFF",
                              "parent": "a"}]), "preset_link"),
        (broken(departments=[{"key": "", "name": ["A", "A"], "type": "LT-UFF"}]), "preset_key"),
        (broken(departments=[{"key": "a", "name": ["A", "A"]}]), "preset_type"),
        (broken(departments=[{"key": "a", "name": ["A", "A"], "type": "LT-UFF",
                              "kind": "ship"}]), "preset_format"),
    ],
)  # fmt: skip
def test_a_content_with_a_fault_is_told_which(content: dict[str, Any], reason: str) -> None:
    assert reason in {fault.reason for fault in faults(content, KNOWN)}


def test_a_content_without_faults_is_read() -> None:
    assert faults(broken(), KNOWN) == []
    read = Preset.of(broken())
    assert read.jobs[0].links == {"departments": ("a",)}
    assert set(read.codes()) == {("hazard", "INC-01"), ("hazard", "ERG-05"),
                                 ("workplace_type", "LT-UFF"), ("job_type", "JT-IMP")}  # fmt: skip
    assert set(PARTS) >= {"departments", "jobs"}
