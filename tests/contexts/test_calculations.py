"""Calculations through the front door: what is stored is what the server computes, always."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.contexts.test_catalogue import columns_of
from tests.contexts.test_sites import editing, made, reasons, version
from tests.support.client import ClientView, CursorProxy
from tests.support.node import shown
from tests.support.visitor import Visitor
from ytefas.errors import Denied, InvalidFields, NotFound
from ytefas.methods.kit import telling
from ytefas.methods.kit.registry import find, newest
from ytefas.rules.access import Role
from ytefas.rules.home import today
from ytefas.store.isolation import SYSTEM

SOURCE = "risk.calculations"
calculations = tables()["calculation"]
PXD = "pxd_4x4"
HIGH, LOW = {"p": 3, "d": 4}, {"p": 1, "d": 3}


async def calculation(firm: Firm, **values: Any) -> str:
    given = {"title": "Carico della pressa", "customer_id": firm.customer, "method": PXD,
             "inputs": HIGH, **values}  # fmt: skip
    return await made(firm.anna, SOURCE, **given)


def told(record: CursorProxy, *names: str) -> list[Any]:
    return [shown(record, name)[0] for name in names]


async def until(record: CursorProxy, name: str, value: Any) -> None:
    await record.until(lambda it: shown(it, name) == [value])


async def test_what_comes_out_is_stored_with_the_case(firm: Firm) -> None:
    key = await calculation(firm, after=LOW, site_id=firm.site, note="Sopralluogo di maggio")
    record = await editing(firm.anna, SOURCE, key)
    assert told(record, "version", "score", "level", "band", "word", "word_en") == [
        1, "12.000000", "4", "high", "Alto", "High",
    ]  # fmt: skip
    assert told(record, "after_score", "after_level", "after_word") == ["3.000000", "2", "Basso"]
    assert told(record, "method_name", "family", "rating", "evaluated_on") == [
        find(PXD).name.it, "matrix", "4 Alto", today().isoformat(),
    ]  # fmt: skip
    (outcome,) = shown(record, "outcome")
    assert outcome["error"] is None
    assert outcome["values"]["score"] == 12
    assert outcome["consequence"]["it"].startswith("Misure")


async def test_the_stored_value_is_the_one_that_was_shown_while_typing(firm: Firm) -> None:
    """Every method's examples: evaluated over the wire and stored, the same comes out."""
    methods = firm.anna.client.server.methods
    creates, said = [], []
    for method in newest():
        for example in method.examples[:1]:
            inputs = telling.plain(example.inputs)
            said += (await methods.evaluate(method.id, None, [inputs]))["results"]
            creates.append({"title": method.id, "customer_id": firm.customer,
                            "method": method.id, "inputs": inputs})  # fmt: skip
    view = await firm.anna.open("view", SOURCE)
    keys = []
    for start in range(0, len(creates), 50):
        batch = {"calculation": {"creates": creates[start : start + 50]}}
        done = await view.controller.save(batch, str(uuid4()))
        keys += [one["key"] for one in done["calculation"]["created"]]
    async with firm.house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(
            select(calculations).where(calculations.c.customer_id == UUID(firm.customer))
        )
    stored = {str(row["id"]): row for row in rows}
    for key, create, one in zip(keys, creates, said, strict=True):
        row, band = stored[key], one["band"]
        assert row["outcome"]["values"] == one["values"], create["title"]
        assert row["outcome"]["error"] == one["error"]
        expected = (band["code"], band["word"]) if band else (None, None)
        assert (row["band"], row["word"]) == expected
        score, kept = one["score"], row["score"]
        assert (score is None) == (kept is None)
        assert score is None or float(kept) == pytest.approx(score, abs=0.5)


async def test_nobody_writes_a_result_of_his_own(firm: Firm) -> None:
    mine = {"score": 1, "level": "0", "band": "negligible", "word": "Niente", "outcome": {},
            "after_level": "0", "method_name": "Mio", "evaluated_on": "2020-01-01"}  # fmt: skip
    refused = await reasons(calculation(firm, **mine))
    assert refused == dict.fromkeys(mine, "readonly")
    key = await calculation(firm)
    record = await editing(firm.anna, SOURCE, key)
    for name, value in mine.items():
        assert await reasons(record.save(key, version(record), **{name: value})) == {
            name: "readonly"
        }
    assert told(record, "level", "score") == ["4", "12.000000"]


async def test_the_result_follows_every_change_of_the_case(firm: Firm) -> None:
    key = await calculation(firm)
    record = await editing(firm.anna, SOURCE, key)
    await record.save(key, version(record), inputs=LOW)
    await until(record, "score", "3.000000")
    assert told(record, "level", "word", "after_level") == ["2", "Basso", None]
    await record.save(key, version(record), after={"p": 1, "d": 1})
    await until(record, "after_level", "1")
    assert told(record, "level", "score") == ["2", "3.000000"]
    await record.save(key, version(record), title="Altro nome")
    await until(record, "title", "Altro nome")
    assert told(record, "level", "after_level") == ["2", "1"]
    await record.save(key, version(record), after=None)
    await until(record, "after_level", None)
    assert told(record, "after_score", "after_outcome") == [None, None]


async def test_an_unfinished_case_is_kept_without_a_result(firm: Firm) -> None:
    key = await calculation(firm)
    record = await editing(firm.anna, SOURCE, key)
    await record.save(key, version(record), inputs={"p": 3})
    await until(record, "level", "x")
    assert told(record, "score", "band", "word", "rating") == [None, None, None, "? Da completare"]
    (outcome,) = shown(record, "outcome")
    assert outcome["error"] == "out_of_range"
    assert [(one["path"], one["code"]) for one in outcome["faults"]] == [("d", "missing")]
    assert outcome["faults"][0]["it"].startswith("Danno: manca")
    empty = await editing(firm.anna, SOURCE, await calculation(firm, inputs={}))
    assert told(empty, "level", "score") == ["x", None]


async def test_two_people_merge_and_the_result_is_of_both(firm: Firm) -> None:
    bruno = await firm.colleague()
    key = await calculation(firm)
    mine, his = [await editing(who, SOURCE, key) for who in (firm.anna, bruno)]
    before = version(mine)
    await his.save(key, version(his), after=LOW)
    await mine.save(key, before, inputs={"p": 2, "d": 2})
    await until(mine, "score", "4.000000")
    await until(his, "score", "4.000000")
    assert told(mine, "after_score", "level") == ["3.000000", "3"]


async def test_an_open_screen_follows(firm: Firm) -> None:
    bruno = await firm.colleague()
    key = await calculation(firm)
    listed = (await bruno.open("view", SOURCE)).cursors["calculation"]
    await listed.until(lambda it: it.keys == [key])
    assert told(listed, "rating") == ["4 Alto"]
    record = await editing(firm.anna, SOURCE, key)
    await record.save(key, version(record), inputs=LOW)
    await listed.until(lambda it: shown(it, "rating") == ["2 Basso"])


WRONG: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "no method": ({"method": None}, {"method": "required"}),
    "a method there is not": ({"method": "mine"}, {"method": "unknown_method"}),
    "a version there is not": ({"version": 99}, {"version": "unknown_version"}),
    "a case that is a list": ({"inputs": [1]}, {"inputs": "method_inputs_form"}),
    "a case with NUL": ({"inputs": {"p": "\0"}}, {"inputs": "bad_value"}),
    "a case too long": ({"inputs": {"p": "x" * 45_000}}, {"inputs": "method_inputs_long"}),
    "a case too deep": (
        {"after": {"a": [[[[[[[[[1]]]]]]]]]}}, {"after": "method_inputs_form"},
    ),
    "a foreign site": ({"site_id": str(uuid4())}, {"site_id": "unknown_reference"}),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
async def test_what_cannot_be_stored_is_said_beside_its_field(firm: Firm, what: str) -> None:
    values, expected = WRONG[what]
    assert await reasons(calculation(firm, **values)) == expected


async def test_a_calculation_keeps_its_method_and_its_version(firm: Firm) -> None:
    key = await calculation(firm)
    record = await editing(firm.anna, SOURCE, key)
    assert await reasons(record.save(key, version(record), method="pxd_5x5")) == {"method": "kept"}
    assert await reasons(record.save(key, version(record), version=7)) == {
        "version": "unknown_version"
    }
    await record.save(key, version(record), version=1)
    assert told(record, "version", "level") == [1, "4"]


async def test_rights_are_those_of_the_customer(firm: Firm) -> None:
    key = await calculation(firm)
    customer = UUID(firm.customer)
    person = await firm.house.hire(Role.CUSTOMER_USER)
    await firm.house.grant(person, customer, "read")
    reader = await firm.house.visit(person)
    view = await reader.open("view", SOURCE, key)
    record = next(iter(view.cursors.values()))
    await record.until(lambda it: it.rows)
    assert told(record, "title", "level") == ["Carico della pressa", "4"]
    with pytest.raises(Denied):
        await record.save(key, version(record), inputs=LOW)
    with pytest.raises(Denied):
        await made(reader, SOURCE, title="X", customer_id=firm.customer, method=PXD, inputs=LOW)
    _, stranger = await firm.house.consultant(await firm.house.customer())
    with pytest.raises(NotFound):
        await (await editing_of(stranger, key)).save(key, 1, inputs=LOW)


async def editing_of(visitor: Visitor, key: str) -> CursorProxy:
    view = await visitor.open("edit", SOURCE, key)
    record = next(iter(view.cursors.values()))
    await record.until(lambda it: it.version)
    return record


async def test_many_rows_are_saved_at_once_or_not_at_all(firm: Firm) -> None:
    """What the table does: one calculation for each row, in one transaction."""
    view = await open_table(firm, method=PXD, customer_id=firm.customer, site_id=firm.site)
    rows = [{"title": f"Riga {n}", "inputs": {"p": 1 + n % 4, "d": 1 + n % 3}} for n in range(150)]
    wrong = [*rows[:20], {"title": "", "inputs": {}}]
    with pytest.raises(InvalidFields) as refused:
        await save_rows(view, wrong)
    assert refused.value.fields["at"] == 20
    assert refused.value.fields["errors"] == {"title": "required"}
    assert len(await save_rows(view, rows)) == 150
    listed = view.cursors["calculation"]
    await listed.remote.window({"first": 0, "size": 200})
    await listed.until(lambda it: len(it.rows) == 150)
    assert set(shown(listed, "site_id")) == {firm.site}, "what it is opened for holds for its rows"
    assert set(shown(listed, "method")) == {PXD}
    assert set(shown(listed, "level")) == {"1", "2", "3", "4"}


async def test_a_table_shows_every_case_up_to_a_thousand(firm: Firm) -> None:
    view = await open_table(firm, method=PXD, customer_id=firm.customer, site_id=firm.site)
    rows = [{"title": f"Riga {n}", "inputs": HIGH} for n in range(310)]
    await save_rows(view, rows)
    listed = view.cursors["calculation"]
    await listed.remote.window({"first": 0, "size": 1000})
    await listed.until(lambda it: len(it.rows) == 310)
    told = [{"p": 1 + n % 4, "d": 4} for n in range(1000)]
    results = (await firm.anna.client.server.methods.rows(PXD, 1, told))["results"]
    assert len(results) == 1000


async def open_table(firm: Firm, **values: str) -> ClientView:
    intent = {"operation": "view", "content": {"source": SOURCE, "values": values},
              "controller": "method_table", "categories": ["method_table"]}  # fmt: skip
    answer = await firm.anna.client.server.begin_intent(intent)
    return await firm.anna.view_of(answer["id"])


async def save_rows(view: ClientView, rows: list[dict[str, Any]]) -> list[Any]:
    done = await view.controller.save({"calculation": {"creates": rows}}, str(uuid4()))
    created: list[Any] = done["calculation"]["created"]
    return created


async def test_who_sees_one_site_only_rates_what_is_there(firm: Firm) -> None:
    far = str(await firm.house.site(UUID(firm.customer), code="S9", name="Lontano"))
    here = await calculation(firm, site_id=firm.site, title="Qui")
    there = await calculation(firm, site_id=far, title="Altrove")
    everywhere = await calculation(firm, title="Ovunque")
    lia = await limited(firm)
    listed = (await lia.open("view", SOURCE)).cursors["calculation"]
    await listed.until(lambda it: set(it.keys) == {here, everywhere})
    record = await editing(lia, SOURCE, here)
    await record.save(here, version(record), inputs=LOW)
    await until(record, "level", "2")
    with pytest.raises(NotFound):
        await (await editing_of(lia, there)).save(there, 1, inputs=LOW)
    whole = await editing_of(lia, everywhere)
    with pytest.raises((Denied, NotFound)):
        await whole.save(everywhere, 1, inputs=LOW)
    for place in ({}, {"site_id": far}):
        with pytest.raises((Denied, NotFound, InvalidFields)):
            await made(lia, SOURCE, title="X", customer_id=firm.customer, method=PXD,
                       inputs=LOW, **place)  # fmt: skip


async def limited(firm: Firm) -> Visitor:
    """Let in somebody who may edit at the site of the firm, and nowhere else."""
    person = await firm.house.hire()
    await firm.house.grant(person, UUID(firm.customer))
    grants = tables()["customer_grant"]
    async with firm.house.store.writing(SYSTEM, cause="test.write") as unit:
        asked = select(grants.c.id, grants.c.row_version).where(grants.c.user_id == person.id)
        (row,) = await unit.fetch(asked)
        await unit.update(grants, row["id"], row["row_version"], {"site_ids": [UUID(firm.site)]})
    return await firm.house.visit(person)


async def test_several_at_once_are_changed_and_computed(firm: Firm) -> None:
    keys = [await calculation(firm, title=f"Caso {n}") for n in range(3)]
    view = await firm.anna.open("view", SOURCE)
    listed = view.cursors["calculation"]
    await listed.remote.query({"columns": ["id", "row_version", "title", "level"]})
    await listed.until(lambda it: sorted(it.keys) == sorted(keys) and "level" in it.columns)
    at = listed.columns.index("row_version")
    saves = [{"key": row[0], "row_version": row[at], "changes": {"inputs": LOW}}
             for row in listed.rows]  # fmt: skip
    await view.controller.save({"calculation": {"saves": saves}}, str(uuid4()))
    await listed.until(lambda it: shown(it, "level") == ["2"] * 3)


async def test_a_case_tried_on_the_bench_becomes_a_calculation(firm: Firm) -> None:
    intent = {"operation": "create", "content": {"source": SOURCE, "values": {
                  "method": PXD, "version": 1, "customer_id": firm.customer}},
              "options": {"inputs": HIGH, "after": LOW}}  # fmt: skip
    answer = await firm.anna.client.server.begin_intent(intent)
    view = await firm.anna.view_of(answer["id"])
    blank = view.cursors["calculation"]
    await blank.until(lambda it: it.version and it.state.get("blank"))
    begun = blank.state["blank"]
    assert (begun["method"], begun["inputs"], begun["after"]) == (PXD, HIGH, LOW)
    given = {name: begun[name] for name in ("method", "version", "customer_id", "inputs", "after")}
    key = (await blank.remote.create({**given, "title": "Dal banco"}, str(uuid4())))["key"]
    record = await editing(firm.anna, SOURCE, key)
    assert told(record, "level", "after_level") == ["4", "2"]


async def test_the_methods_have_a_place_and_open_with_a_case(firm: Firm) -> None:
    key = await calculation(firm, site_id=firm.site)
    desktop = await firm.anna.shows("desktop")
    opened = await desktop.run("open_methods")
    methods = await firm.anna.view_of(opened["result"].rsplit(".", 1)[1])
    assert methods.offer["view"]["type"] == "MethodList"
    listed = await firm.anna.open("view", SOURCE)
    assert listed.offer["controller"] == "calculations"
    await listed.cursors["calculation"].until(lambda it: it.keys == [key])
    bench = await firm.anna.view_of((await listed.run("open_method", keys=[key]))["result"])
    assert bench.offer["view"]["type"] == "MethodBench"
    assert bench.offer["intent"]["content"]["values"] == {"method": PXD, "version": 1}
    assert bench.offer["intent"]["options"] == {"inputs": HIGH}
    table = await firm.anna.view_of((await listed.run("open_method_table", keys=[key]))["result"])
    assert table.offer["intent"]["content"]["values"] == {
        "method": PXD, "customer_id": firm.customer, "site_id": firm.site,
    }  # fmt: skip


async def test_who_reads_english_has_the_worst_first_by_the_words_he_is_shown(firm: Firm) -> None:
    """The order is by a column that the list shows, so its header can say so."""
    await calculation(firm, title="Basso", inputs=LOW)
    await calculation(firm, title="Alto")
    person = await firm.house.hire(locale="en")
    await firm.house.grant(person, UUID(firm.customer))
    emma = await firm.house.visit(person)
    for visitor, column in ((firm.anna, "rating"), (emma, "rating_said")):
        view = await visitor.open("view", SOURCE)
        sorted_by = view.offer["cursors"]["calculation"]["source"]["sort"]
        assert sorted_by == [[column, "desc"], ["title", "asc"]]
        fields = view.offer["cursors"]["calculation"]["source"]["fields"]
        offered = {one["name"] for one in fields if not one["hidden"]}
        assert {*columns_of(view.offer["view"])} <= offered
        assert len({"rating", "rating_said"} & offered) == 1
        listed = view.cursors["calculation"]
        await listed.until(lambda it: len(it.rows) == 2)
        assert shown(listed, "title") == ["Alto", "Basso"]


async def test_a_calculation_begins_from_the_record_it_is_about(firm: Firm) -> None:
    job = await made(firm.anna, "org.jobs", customer_id=firm.customer, code="M1", name="Tornitore")
    person = await made(firm.anna, "org.persons", customer_id=firm.customer, surname="Rossi",
                        name="Ada")  # fmt: skip
    whole = {"customer_id": firm.customer}
    place = whole | {"site_id": firm.site}
    assert await begun_from(firm.anna, "org.customers", firm.customer) == whole
    assert await begun_from(firm.anna, "org.sites", firm.site) == place
    there = place | {"department_id": firm.hall}
    assert await begun_from(firm.anna, "org.departments", firm.hall) == there
    assert await begun_from(firm.anna, "org.jobs", job) == whole | {"job_id": job}
    assert await begun_from(firm.anna, "org.persons", person) == whole
    # where a job is done in one department, and a person does one job, the place is known, too
    await made(firm.anna, "org.job_departments", customer_id=firm.customer, job_id=job,
               department_id=firm.bench)  # fmt: skip
    at_bench = place | {"department_id": firm.bench, "job_id": job}
    assert await begun_from(firm.anna, "org.jobs", job) == at_bench
    doing = {"person_id": person, "job_id": job, "site_id": firm.site, "from_on": "2020-01-01"}
    await made(firm.anna, "org.assignments", customer_id=firm.customer, **doing)
    assert await begun_from(firm.anna, "org.persons", person) == place | {"job_id": job}


async def begun_from(visitor: Visitor, source: str, key: str) -> dict[str, Any]:
    """Begin a calculation from the sheet of a record, and say what it knows."""
    sheet = await visitor.open("view", source, key)
    begun = await visitor.view_of((await sheet.press("new_calculation"))["result"])
    assert begun.offer["controller"] == "calculation_create"
    blank = begun.cursors["calculation"]
    await blank.until(lambda it: it.version and it.state.get("blank"))
    names = ("customer_id", "site_id", "department_id", "job_id")
    return {name: value for name in names if (value := blank.state["blank"].get(name))}


async def test_who_only_reads_begins_no_calculation(firm: Firm) -> None:
    _, reader = await firm.house.consultant(UUID(firm.customer), level="read")
    sheet = await reader.open("view", "org.sites", firm.site)
    assert not sheet.flags.get("new_calculation", {}).get("visible")


async def test_the_calculations_of_a_method_are_a_list_called_by_it(firm: Firm) -> None:
    key = await calculation(firm)
    await calculation(firm, title="Altro metodo", method="pxd_5x5", inputs={"p": 1, "d": 1})
    intent = {"operation": "view", "content": {"source": SOURCE, "values": {"method": PXD}}}
    answer = await firm.anna.client.server.begin_intent(intent)
    view = await firm.anna.view_of(answer["id"])
    await view.cursors["calculation"].until(lambda it: it.keys == [key])
    assert view.offer["view"]["options"]["named"] == {
        "cursor": "calculation", "column": "method_name",
    }  # fmt: skip
