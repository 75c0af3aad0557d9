"""The studio's own matrices: checked, published, locked once used, and methods like the others."""

import asyncio
import copy
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.contexts.test_customers import confirmed
from tests.contexts.test_sites import editing, made, reasons, version
from tests.jobs.test_sheet import drawn
from tests.jobs.tray import Tray
from tests.methods.test_definition import MATRIX
from tests.reports.paper import solid
from tests.support.client import CursorProxy
from tests.support.node import House, shown
from tests.support.visitor import Visitor
from ytefas.errors import Denied, Invalid, InvalidFields, NotFound
from ytefas.methods.kit.definition import read
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM

SOURCE, CALCULATIONS = "lib.evaluation_methods", "risk.calculations"
DRAFT, PUBLISHED, RETIRED = "draft", "published", "retired"
CASE = {"p": 3, "d": 4}


@pytest.fixture
def code() -> str:
    return f"ours_{uuid4().hex[:8]}"


async def admin(house: House, locale: str = "it") -> Visitor:
    return await house.visit(await house.hire(Role.ADMIN, locale=locale))


def said(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": "La nostra {matrice}", "name_en": "Our {matrix}",
            "definition": MATRIX, **more}  # fmt: skip


async def matrix(giulia: Visitor, code: str, **more: Any) -> str:
    return await made(giulia, SOURCE, **said(code, **more))


async def change(visitor: Visitor, key: str, **changes: Any) -> CursorProxy:
    record = await editing(visitor, SOURCE, key)
    await record.save(key, version(record), **changes)
    return record


async def refused(work: Any) -> str:
    with pytest.raises(Invalid) as caught:
        await work
    return str(caught.value.fields["reason"])


async def rated(firm: Firm, code: str, **more: Any) -> str:
    given = {"title": "Carico", "customer_id": firm.customer, "method": code, "inputs": CASE}
    return await made(firm.anna, CALCULATIONS, **given | more)


def band_changed(word: str) -> dict[str, Any]:
    definition = copy.deepcopy(MATRIX)
    definition["bands"][2]["it"] = word
    return definition


async def test_a_published_matrix_is_a_method_for_everybody(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    key = await matrix(giulia, code)
    theirs = firm.anna.client.server.methods
    with pytest.raises(NotFound):
        await theirs.describe(code, 1)
    assert await reasons(rated(firm, code)) == {"method": "unknown_method"}
    record = await change(giulia, key, state=PUBLISHED)
    await record.until(lambda it: shown(it, "state") == [PUBLISHED])
    assert (shown(record, "steps"), shown(record, "bands")) == (["3 × 3"], [3])
    told = await theirs.describe(code, None)
    assert (told["name"], told["family"], told["versions"]) == (
        "La nostra {matrice}",
        "matrix",
        [1],
    )
    assert told["scales"][0]["bands"][2]["consequence"] == "Agire Entro 7 giorni."
    listed = (await theirs.list())["families"][0]["methods"]
    assert code in {one["id"] for one in listed}
    [result] = (await theirs.evaluate(code, None, [CASE]))["results"]
    assert (result["score"], result["band"]["level"], result["error"]) == (12, 4, None)
    assert [one["kind"] for one in result["pictures"]] == ["gauge", "matrix"]
    [row] = (await theirs.rows(code, 1, [{"p": 1, "d": 1}]))["results"]
    assert row["band"]["code"] == "low"
    assert (await theirs.sensitivity(code, None, CASE))["hints"]


async def test_what_is_stored_is_what_was_shown(firm: Firm, code: str) -> None:
    await matrix(await admin(firm.house), code, state=PUBLISHED)
    key = await rated(firm, code, after={"p": 1, "d": 1})
    record = await editing(firm.anna, CALCULATIONS, key)
    names = ("version", "score", "level", "band", "after_level", "family", "method_name")
    assert [shown(record, name)[0] for name in names] == [
        1, "12.000000", "4", "high", "1", "matrix", "La nostra {matrice}",
    ]  # fmt: skip
    await record.save(key, version(record), inputs={"p": 2, "d": 2})
    await record.until(lambda it: shown(it, "level") == ["2"])


async def test_publishing_says_every_flaw_where_it_is(house: House, code: str) -> None:
    giulia = await admin(house)
    faulty = copy.deepcopy(MATRIX)
    faulty["axes"][0]["steps"][1]["value"] = 0
    faulty["bands"][1]["min"] = 2
    key = await matrix(giulia, code, definition=faulty)
    record = await editing(giulia, SOURCE, key)
    assert shown(record, "flaws")[0] == len(read(faulty).flaws)
    with pytest.raises(InvalidFields) as refused:
        await record.save(key, version(record), state=PUBLISHED)
    assert refused.value.fields["errors"] == {"definition": "method_flaws"}
    told = refused.value.fields["flaws"]
    assert {"axes[0].steps[1].value", "bands[1].min"} <= {one["path"] for one in told}
    assert all(one["it"] and one["en"] and one["it"] != one["en"] for one in told)
    assert shown(record, "state") == [DRAFT]


async def test_what_is_refused_is_said_in_the_view(house: House, code: str) -> None:
    giulia = await admin(house)
    faulty = copy.deepcopy(MATRIX)
    faulty["bands"][1]["min"] = 2
    view = await giulia.open("view", SOURCE, await matrix(giulia, code, definition=faulty))
    await view.cursors["matrix"].until(lambda it: it.rows)
    told = await confirmed(view, "publish")
    assert not told["ok"]
    assert told["error"]["reason"] == "method_flaws"
    assert [one["path"] for one in told["error"]["flaws"]] == ["bands[1].min"]


async def test_a_definition_is_checked_while_it_is_typed(house: House) -> None:
    it, en = [(await admin(house, locale)).client.server.methods for locale in ("it", "en")]
    fine = await it.check(MATRIX)
    assert (fine["flaws"], fine["doubts"]) == ([], [])
    assert fine["slices"][0]["cells"][2][2] == {"score": 12, "level": 4}
    gap = band_changed("")
    gap["bands"][2]["min"] = 9
    for methods, word in ((it, "Manca"), (en, "missing")):
        told = await methods.check(gap)
        sentences = {one["path"]: one["sentence"] for one in told["flaws"]}
        assert word in sentences["bands[2].it"]
        assert told["slices"][0]["cells"][1][2] == {"score": 8, "level": None}
    assert (await it.check({}))["slices"] == []


async def test_every_template_is_a_matrix_one_can_publish(house: House, code: str) -> None:
    giulia = await admin(house)
    templates = (await giulia.client.server.methods.templates())["templates"]
    assert {"pxd_4x4", "pxd_5x5", "matrix_2d_plus_p", "empty"} <= {one["id"] for one in templates}
    for at, one in enumerate(templates):
        if one["id"] == "empty":
            assert read(one["definition"]).flaws, "its steps have no names yet"
            continue
        key = await matrix(giulia, f"{code}_{at}", definition=one["definition"], state=PUBLISHED)
        assert key


async def test_what_was_rated_with_is_locked(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    key = await matrix(giulia, code, state=PUBLISHED)
    await rated(firm, code)
    record = await editing(giulia, SOURCE, key)
    for changes in ({"definition": band_changed("Altro")}, {"name": "Altra"},
                    {"state": DRAFT, "definition": band_changed("Altro")}):  # fmt: skip
        wrong = await reasons(record.save(key, version(record), **changes))
        assert set(wrong.values()) == {"method_locked"}
    for work in (record.save(key, version(record), state=DRAFT),
                 record.remote.delete([key], str(uuid4()))):  # fmt: skip
        assert await refused(work) == "method_locked"
    await record.save(key, version(record), state=RETIRED)
    await record.until(lambda it: shown(it, "state") == [RETIRED])
    assert await refused(record.save(key, version(record), state=DRAFT)) == "method_locked"


async def test_unused_it_changes_only_back_in_draft(house: House, code: str) -> None:
    giulia = await admin(house)
    key = await matrix(giulia, code, state=PUBLISHED)
    record = await editing(giulia, SOURCE, key)
    assert await reasons(record.save(key, version(record), name="Altra")) == {
        "name": "method_published"
    }
    await record.save(key, version(record), state=DRAFT)
    await record.until(lambda it: shown(it, "state") == [DRAFT])
    await record.save(key, version(record), name="Altra", definition=band_changed("Altro"))
    await record.until(lambda it: shown(it, "name") == ["Altra"])
    assert await reasons(record.save(key, version(record), state=RETIRED)) == {
        "state": "method_draft"
    }
    await record.remote.delete([key], str(uuid4()))


async def test_a_new_version_is_a_draft_and_old_calculations_stay(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    key = await matrix(giulia, code, state=PUBLISHED)
    old = await rated(firm, code)
    view = await giulia.open("view", SOURCE, key)
    record = view.cursors["matrix"]
    await record.until(lambda it: it.rows)
    newer = await giulia.view_of((await view.run("new_version"))["result"])
    next_ = newer.cursors["matrix"]
    await next_.until(lambda it: it.rows)
    assert (shown(next_, "version"), shown(next_, "state"), shown(next_, "code")) == (
        [2], [DRAFT], [code]
    )  # fmt: skip
    other = copy.deepcopy(MATRIX)
    for band, level in zip(other["bands"], (0, 1, 2), strict=True):
        band["level"] = level
    await next_.save(next_.keys[0], version(next_), definition=other)
    await next_.until(lambda it: version(it) == 2)
    await next_.save(next_.keys[0], version(next_), state=PUBLISHED)
    kept = await editing(firm.anna, CALCULATIONS, old)
    await kept.save(old, version(kept), title="Altro nome", inputs={"p": 2, "d": 4})
    await kept.until(lambda it: shown(it, "title") == ["Altro nome"])
    assert (shown(kept, "version"), shown(kept, "level")) == ([1], ["4"]), "as it was rated"
    told = await firm.anna.client.server.methods.describe(code, 1)
    assert told["versions"] == [1, 2], "the newer one is offered"
    fresh = await editing(firm.anna, CALCULATIONS, await rated(firm, code))
    assert (shown(fresh, "version"), shown(fresh, "level")) == ([2], ["2"])
    await kept.save(old, version(kept), version=2)
    await kept.until(lambda it: shown(it, "level") == ["2"])


async def test_what_is_retired_is_for_what_it_rated_only(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    key = await matrix(giulia, code, state=PUBLISHED)
    old = await rated(firm, code)
    await change(giulia, key, state=RETIRED)
    methods = firm.anna.client.server.methods
    with pytest.raises(NotFound):
        await methods.describe(code, None)
    assert (await methods.describe(code, 1))["version"] == 1
    assert await reasons(rated(firm, code)) == {"method": "unknown_method"}
    kept = await editing(firm.anna, CALCULATIONS, old)
    await kept.save(old, version(kept), inputs={"p": 1, "d": 1})
    await kept.until(lambda it: shown(it, "level") == ["1"])


async def test_a_draft_is_tried_by_administrators_only(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    key = await matrix(giulia, code)
    mine = giulia.client.server.methods
    assert (await mine.evaluate(code, 1, [CASE]))["results"][0]["score"] == 12
    await change(giulia, key, definition=band_changed("Altro"))
    assert (await mine.describe(code, 1))["scales"][0]["bands"][2]["word"] == "Altro"
    with pytest.raises(NotFound):
        await mine.describe(code, None)
    with pytest.raises(NotFound):
        await firm.anna.client.server.methods.evaluate(code, 1, [CASE])
    assert await reasons(rated(firm, code, version=1)) == {"method": "unknown_method"}


WRONG: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "a code of the program": ({"code": "pxd_4x4"}, {"code": "method_code_taken"}),
    "a code with blanks": ({"code": "la nostra"}, {"code": "method_code_form"}),
    "a definition that is a list": ({"definition": [1]}, {"definition": "method_definition_form"}),
    "a definition too long": (
        {"definition": {"axes": "x" * 45_000}}, {"definition": "method_definition_long"},
    ),
    "version nought": ({"version": 0}, {"version": "not_positive"}),
    "a count of one's own": ({"flaws": 0}, {"flaws": "readonly"}),
    "a state there is not": ({"state": "ready"}, {"state": "unknown_choice"}),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
async def test_what_cannot_be_stored_is_said_beside_its_field(
    house: House, code: str, what: str
) -> None:
    values, expected = WRONG[what]
    giulia = await admin(house)
    assert await reasons(made(giulia, SOURCE, **{**said(code), **values})) == expected


async def test_administrators_write_and_the_studio_reads(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    key = await matrix(giulia, code, state=PUBLISHED)
    listed = (await firm.anna.open("view", SOURCE)).cursors["matrix"]
    await listed.until(lambda it: key in it.keys)
    with pytest.raises(Denied):
        await listed.save(key, 1, state=DRAFT)
    person = await firm.house.hire(Role.CUSTOMER_USER)
    await firm.house.grant(person, UUID(firm.customer), "edit")
    carla = await firm.house.visit(person)
    with pytest.raises(Denied):
        await carla.open("view", SOURCE)
    given = {"title": "Sua", "customer_id": firm.customer, "method": code, "inputs": CASE}
    record = await editing(carla, CALCULATIONS, await made(carla, CALCULATIONS, **given))
    assert shown(record, "level") == ["4"], "a customer's user rates with it all the same"


async def test_open_screens_hear_of_it(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    heard = asyncio.Event()
    await firm.anna.client.server.methods.changed.connect(lambda _family: heard.set())
    listed = (await firm.anna.open("view", SOURCE)).cursors["matrix"]
    key = await matrix(giulia, code)
    await listed.until(lambda it: key in it.keys)
    await change(giulia, key, state=PUBLISHED)
    await asyncio.wait_for(heard.wait(), 30)
    at = listed.keys.index(key)
    await listed.until(lambda it: shown(it, "state")[at] == PUBLISHED)


async def test_its_sheet_is_drawn_whatever_its_words(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    definition = band_changed("Alto <b>& {x}")
    definition["axes"][0]["steps"][2]["it"] = "Spesso <i> & {y}"
    await matrix(giulia, code, name="La <nostra> & {z}", definition=definition)
    tray = await Tray.of(giulia)
    tried = {"method": code, "version": 1, "inputs": CASE, "title": "Prova"}
    _, paper = await drawn(tray, **tried)
    for said in ("La <nostra> & {z}", "Alto <b>& {x}", "Spesso <i> & {y}"):
        assert solid(said) in paper.solid, said
    theirs = await Tray.of(firm.anna)
    job = await theirs.ended((await theirs.call("sheet", tried))["id"])
    assert job["state"] == "failed", "a draft is not theirs"


async def test_who_rates_and_who_changes_wait_for_each_other(firm: Firm, code: str) -> None:
    """Many try at once: never is something left that was rated with a draft."""
    giulia = await admin(firm.house)
    key = await matrix(giulia, code, state=PUBLISHED)
    record = await editing(giulia, SOURCE, key)
    view = await firm.anna.open("create", CALCULATIONS)
    given = {"title": "Carico", "customer_id": firm.customer, "method": code, "inputs": CASE}
    many = [view.cursors["calculation"].remote.create(given, str(uuid4())) for _ in range(4)]
    back = record.save(key, version(record), state=DRAFT)
    done = await asyncio.gather(*many[:2], back, *many[2:], return_exceptions=True)
    async with firm.house.store.reading(SYSTEM) as reading:
        own, kept = tables()["evaluation_method"], tables()["calculation"]
        state = await reading.fetch_value(select(own.c.state).where(own.c.code == code))
        rows = await reading.fetch(select(kept.c.id).where(kept.c.method == code))
    assert (state == DRAFT) == (not rows), done


async def test_a_matrix_lists_what_was_rated_with_it(firm: Firm, code: str) -> None:
    giulia = await admin(firm.house)
    key = await matrix(giulia, code, state=PUBLISHED)
    other = await matrix(giulia, f"{code}_b", state=PUBLISHED)
    await rated(firm, f"{code}_b", title="Altra")
    view = await firm.anna.open("view", SOURCE, key)
    listed = view.cursors["calculation"]
    await listed.remote.window({"first": 0, "size": 100})
    await listed.until(lambda it: it.version and not it.rows)
    low = await rated(firm, code, title="Lieve", inputs={"p": 1, "d": 1})
    high = await rated(firm, code, title="Grave")
    await listed.until(lambda it: it.keys == [high, low])  # live, the worst first
    await listed.choose(low)
    opened = await firm.anna.view_of((await view.run("open_calculation"))["result"])
    assert opened.offer["controller"] == "calculation"
    # the list of the matrices shows the same of the current one
    master = await firm.anna.open("view", SOURCE)
    await master.cursors["matrix"].until(lambda it: {key, other} <= set(it.keys))
    await master.cursors["matrix"].choose(key)
    below = master.cursors["calculation"]
    await below.remote.window({"first": 0, "size": 100})
    await below.until(lambda it: it.keys == [high, low])


async def test_a_matrix_lists_nothing_of_customers_one_does_not_see(firm: Firm, code: str) -> None:
    key = await matrix(await admin(firm.house), code, state=PUBLISHED)
    await rated(firm, code)
    elsewhere = await firm.house.customer(legal_name="Altrove S.r.l.")
    _, lia = await firm.house.consultant(elsewhere)
    listed = (await lia.open("view", SOURCE, key)).cursors["calculation"]
    await listed.remote.window({"first": 0, "size": 100})
    await listed.until(lambda it: it.version > 0)
    assert not listed.rows
