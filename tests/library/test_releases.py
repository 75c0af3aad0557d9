"""Releases: loaded once, compared ever after, and never over the studio's own words."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from schema.base import tables
from ytefas.errors import Invalid
from ytefas.library.bundle import bundled
from ytefas.library.release import TABLES, Release
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.library.releases import bring, compare, decide, reset, waiting

T = tables()
FALL, NOISE, STRESS = "QUO-01", "FIS-01", "ORG-01"


def newer(version: str, change: Callable[[dict[str, Any]], None]) -> Release:
    """Make a release like the bundled one, with something changed."""
    document = copy.deepcopy(bundled().document())
    change(document["rows"])
    return Release.of({**document, "version": version, "released_on": "2027-01-15"})


async def row(store: Store, table: str, code: str) -> dict[str, Any]:
    async with store.reading(SYSTEM) as reading:
        found = await reading.fetch(select(T[table]).where(T[table].c.code == code))
    return dict(found[0])


async def count(store: Store, table: str) -> int:
    async with store.reading(SYSTEM) as reading:
        return len(await reading.fetch(select(T[table].c.id)))


async def edit(store: Store, table: str, code: str, **changes: Any) -> None:
    known = await row(store, table, code)
    async with store.writing(SYSTEM, cause="test.edit") as unit:
        await unit.update(T[table], known["id"], known["row_version"], changes)


async def proposals(store: Store, version: str) -> dict[tuple[str, str], dict[str, Any]]:
    proposal, release = T["library_proposal"], T["library_release"]
    asked = (
        select(proposal)
        .join(release, release.c.id == proposal.c.release_id)
        .where(release.c.version == version)
        .order_by(proposal.c.number)
    )
    async with store.reading(SYSTEM) as reading:
        return {(one["entity"], one["code"]): dict(one) for one in await reading.fetch(asked)}


async def release_of(store: Store, version: str) -> dict[str, Any]:
    release = T["library_release"]
    async with store.reading(SYSTEM) as reading:
        found = await reading.fetch(select(release).where(release.c.version == version))
    return dict(found[0])


async def test_the_first_release_is_loaded_whole_and_again_it_changes_nothing(
    store: Store,
) -> None:
    for table in TABLES:
        assert await count(store, table) >= len(bundled().rows[table])
    before = await release_of(store, bundled().version)
    assert (await bring(store)).state == "known"
    assert (await bring(store, bundled())).state == "known"
    assert await release_of(store, bundled().version) == before
    assert before["state"] == "loaded"
    assert await compare(store, bundled()) == {}


async def test_what_nobody_touched_is_proposed_and_waits(store: Store) -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["hazard"][FALL]["possible_harm_en"] = "Multiple injuries; death."

    old = await row(store, "hazard", FALL)
    told = await bring(store, newer("t1", change))
    assert (told.state, told.counts) == ("proposed", {"changed": 1})
    assert (await row(store, "hazard", FALL))["possible_harm_en"] == old["possible_harm_en"]
    proposal = (await proposals(store, "t1"))["hazard", FALL]
    assert proposal["changes"]["fields"] == {
        "possible_harm_en": [old["possible_harm_en"]] * 2 + ["Multiple injuries; death."]
    }
    assert await decide(store, SYSTEM, [proposal["id"]], take=True) == 1
    taken = await row(store, "hazard", FALL)
    assert taken["possible_harm_en"] == "Multiple injuries; death."
    assert taken["release"] == "t1"
    assert (await release_of(store, "t1"))["state"] == "loaded"
    assert await decide(store, SYSTEM, [proposal["id"]], take=True) == 0


async def test_the_studios_own_words_outlive_an_upgrade(store: Store) -> None:
    ours = "Sordità: la vediamo troppo spesso."
    await edit(store, "hazard", NOISE, possible_harm=ours, statement_ok="Va bene così.")

    def change(rows: dict[str, Any]) -> None:
        rows["hazard"][NOISE]["possible_harm"] = "Ipoacusia e acufeni."
        rows["hazard"][NOISE]["description"] = "Sorgenti di rumore."

    await bring(store, newer("t2", change))
    assert (await row(store, "hazard", NOISE))["possible_harm"] == ours
    proposal = (await proposals(store, "t2"))["hazard", NOISE]
    assert (proposal["change"], proposal["edited"]) == ("both", True)
    was, now, new = proposal["changes"]["fields"]["possible_harm"]
    assert (now, new) == (ours, "Ipoacusia e acufeni.")
    assert was != now
    assert "statement_ok" not in proposal["changes"]["fields"]  # the release says nothing new
    # kept: nothing moves, and the same words are not offered again
    await decide(store, SYSTEM, [proposal["id"]], take=False)
    kept = await row(store, "hazard", NOISE)
    assert (kept["possible_harm"], kept["statement_ok"]) == (ours, "Va bene così.")
    await bring(store, newer("t3", change))
    assert ("hazard", NOISE) not in await proposals(store, "t3")

    # taken: only what the release changed
    def again(rows: dict[str, Any]) -> None:
        change(rows)
        rows["hazard"][NOISE]["possible_harm"] = "Ipoacusia, acufeni, infortuni."

    await bring(store, newer("t4", again))
    proposal = (await proposals(store, "t4"))["hazard", NOISE]
    await decide(store, SYSTEM, [proposal["id"]], take=True)
    taken = await row(store, "hazard", NOISE)
    assert taken["possible_harm"] == "Ipoacusia, acufeni, infortuni."
    assert taken["statement_ok"] == "Va bene così."


async def test_all_at_once_spares_what_both_changed(store: Store) -> None:
    await edit(store, "ppe_type", "CAP-ELM", standard="EN 397:2012")

    def change(rows: dict[str, Any]) -> None:
        rows["ppe_type"]["CAP-ELM"]["standard"] = "EN 397:2025"
        rows["ppe_type"]["CAP-URT"]["standard"] = "EN 812:2025"
        rows["course"]["C-GEN"]["hours"] = 5

    await bring(store, newer("t5", change))
    release = (await release_of(store, "t5"))["id"]
    easy = await waiting(store, SYSTEM, release, clashes=False)
    await decide(store, SYSTEM, easy, take=True)
    assert (await row(store, "ppe_type", "CAP-URT"))["standard"] == "EN 812:2025"
    assert (await row(store, "course", "C-GEN"))["hours"] == 5
    assert (await row(store, "ppe_type", "CAP-ELM"))["standard"] == "EN 397:2012"
    told = await release_of(store, "t5")
    assert (told["state"], told["undecided"]) == ("proposed", 1)


async def test_what_is_new_brings_what_it_refers_to(store: Store) -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["exam"]["E-NEW"] = {"code": "E-NEW", "name": "Nuovo esame", "name_en": "New check"}
        rows["measure_template"]["ORG-01.99"] = {
            "code": "ORG-01.99", "kind": "health_surveillance", "text": "Nuova misura",
            "text_en": "New measure", "default_state": "proposed", "exam_id": "E-NEW",
        }  # fmt: skip
        rows["hazard_measure_template"]["ORG-01/ORG-01.99"] = {
            "hazard_id": STRESS, "measure_id": "ORG-01.99", "sort": 990,
        }  # fmt: skip

    await bring(store, newer("t6", change))
    found = await proposals(store, "t6")
    new = {key for key, one in found.items() if one["change"] == "added"}
    assert new == {("exam", "E-NEW"), ("measure_template", "ORG-01.99"),
                   ("hazard_measure_template", "ORG-01/ORG-01.99")}  # fmt: skip
    link = found["hazard_measure_template", "ORG-01/ORG-01.99"]
    assert await decide(store, SYSTEM, [link["id"]], take=True) == 3
    assert (await row(store, "measure_template", "ORG-01.99"))["text_en"] == "New measure"


async def test_what_a_release_drops_is_put_away_or_becomes_the_studios(store: Store) -> None:
    def change(rows: dict[str, Any]) -> None:
        del rows["text_block"]["TX-AZI"]
        del rows["text_block"]["TX-ORG"]

    await bring(store, newer("t7", change))
    found = await proposals(store, "t7")
    await decide(store, SYSTEM, [found["text_block", "TX-AZI"]["id"]], take=True)
    await decide(store, SYSTEM, [found["text_block", "TX-ORG"]["id"]], take=False)
    assert (await row(store, "text_block", "TX-AZI"))["archived_at"] is not None
    kept = await row(store, "text_block", "TX-ORG")
    assert (kept["archived_at"], kept["origin"], kept["released"]) == (None, "studio", None)


async def test_what_the_studio_threw_away_stays_away(store: Store) -> None:
    known = await row(store, "text_block", "TX-LUO")
    async with store.writing(SYSTEM, cause="test.delete") as unit:
        await unit.delete(T["text_block"], known["id"], known["row_version"])
    assert "added" not in await compare(store, newer("t8", lambda _rows: None))


async def test_a_newer_release_takes_the_place_of_one_that_waits(store: Store) -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["job_type"]["JT-CUO"]["name"] = "Cuoco e chef"

    await bring(store, newer("t9", change))
    await bring(store, newer("t10", change))
    assert (await release_of(store, "t9"))["state"] == "superseded"
    assert ("job_type", "JT-CUO") not in await proposals(store, "t9")
    assert ("job_type", "JT-CUO") in await proposals(store, "t10")


async def test_a_row_is_given_back_its_released_words(store: Store) -> None:
    said = (await row(store, "course", "C-PES"))["name"]
    await edit(store, "course", "C-PES", name="Elettricisti", hours=99)
    key = UUID(str((await row(store, "course", "C-PES"))["id"]))
    assert await reset(store, SYSTEM, "course", [key]) == 1
    again = await row(store, "course", "C-PES")
    assert (again["name"], again["hours"]) == (said, 16)
    assert await reset(store, SYSTEM, "course", [key]) == 0


async def test_a_release_that_changed_under_its_version_is_refused(store: Store) -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["job_type"]["JT-CUO"]["name"] = "Altro"

    with pytest.raises(Invalid):
        await bring(store, newer(bundled().version, change))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 2}', '{"format": 1, "version": 3}', "{" * 5000, "null", "\x00"],
)
def test_a_file_that_is_no_release_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    file.write_text(text)
    with pytest.raises(Invalid):
        Release.read(file)


def test_a_release_survives_its_file(tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    file.write_text(json.dumps(bundled().document()))
    read = Release.read(file)
    assert read.sha256 == bundled().sha256
    assert (read.version, read.released_on) == (bundled().version, date(2026, 11, 20))
