"""Exports through the front door: who gets which rows, and what is in the file."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import aiohttp
import pytest

from schema.base import tables
from tests.jobs.tray import Book, Tray, ask, facts, listing, number, table
from tests.support.node import House
from ytefas.errors import Invalid, NotFound, TooLarge, YtefasError
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.jobs import spool

HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "space": "  =1+1",
    "wide": "＝1+1",
    "quoted": 'dice "ciao"; poi, va',
    "lines": "prima\r\nseconda\n=terza",
    "emoji": "Fonderia 🏭👩‍🏭",
    "control": "a\x01b\x1fc",
    "escape": "_x0041_",
    "markup": "<b>&amp;</b>]]>",
    "url": "http://example.com/'onclick",
}


async def test_everybody_gets_the_rows_he_sees_and_no_others(house: House) -> None:
    alfa = await house.customer(legal_name="Alfa Srl")
    beta = await house.customer(legal_name="Beta Srl")
    await house.site(alfa, name="Torre Alfa")
    await house.site(beta, name="Torre Beta")
    admin = await house.visit(await house.hire(Role.ADMIN))
    _, anna = await house.consultant(alfa)
    carla_ = await house.hire(Role.CUSTOMER_USER)
    await house.grant(carla_, beta, "read")
    carla = await house.visit(carla_)
    for visitor, expected in (
        (admin, {"Torre Alfa", "Torre Beta"}), (anna, {"Torre Alfa"}), (carla, {"Torre Beta"}),
    ):  # fmt: skip
        tray, view = await Tray.of(visitor), await listing(visitor, "org.sites")
        rows = table(await tray.made(view, ["name"]))
        assert rows[0] == ["Nome"]
        names = {row[0] for row in rows[1:]}
        assert names >= expected
        assert names & {"Torre Alfa", "Torre Beta"} == expected


async def test_a_spreadsheet_holds_numbers_dates_and_words(house: House) -> None:
    alfa = await house.customer(legal_name="Alfa Srl")
    await house.site(
        alfa, code="S1", name="Fonderia", kind="office", surface_m2="1234.50", floors=3,
        opened_on=date(2020, 2, 29),
    )  # fmt: skip
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    columns = ["customer_id", {"name": "name", "label": "Sede di lavoro", "width": 210}, "kind",
               "surface_m2", "floors", "opened_on", "updated_at", "closed_on"]  # fmt: skip
    book = Book.of(await tray.made(view, columns, format="xlsx", name="Sedi: elenco [2026]"))
    heading, row = book.rows()
    assert [value for _, value in heading.values()] == [
        "Cliente", "Sede di lavoro", "Tipo", "Superficie (m²)", "Piani", "Aperta il",
        "Modificato il", "Chiusa il",
    ]  # fmt: skip
    assert row["A"] == ("inlineStr", "Alfa Srl")  # a key is what its record is called
    assert row["C"] == ("inlineStr", "Ufficio")
    assert row["D"] == ("n", "1234.5")
    assert row["E"] == ("n", "3")
    assert row["F"] == ("n", "43890")  # 29 February 2020, as spreadsheets count days
    assert 46_000 < float(row["G"][1]) < 100_000
    assert "H" not in row
    page = book.sheet()
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    pane = page.find(f".//{space}pane")
    assert pane is not None
    assert pane.attrib["state"] == "frozen"
    filtered = page.find(f"{space}autoFilter")
    assert filtered is not None
    assert filtered.attrib["ref"] == "A1:H2"
    assert [float(col.attrib["width"]) > 29 for col in page.iter(f"{space}col")][1]
    assert book.names == ["Sedi  elenco  2026", "Informazioni"]
    about = facts(book)
    assert about["Righe"] == "1"
    assert about["Da"] == "Ada Rossi"


async def test_nothing_typed_becomes_a_formula(house: House) -> None:
    alfa = await house.customer()
    for code, name in HOSTILE.items():
        await house.site(alfa, code=code, name=name)
    await house.site(alfa, code="phone", name="+39 0161 123")
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    rows = table(await tray.made(view, ["code", "name"]))
    told = {row[0]: row[1] for row in rows[1:]}
    assert told.keys() == {*HOSTILE, "phone"}
    for code, name in HOSTILE.items():
        assert told[code].removeprefix("'") == name
        assert not told[code].lstrip().startswith(("=", "+", "-", "@", "＝")), code
    for code in ("formula", "plus", "minus", "at", "tab", "space", "wide"):
        assert told[code] == f"'{HOSTILE[code]}"
    assert told["phone"] == "+39 0161 123"
    book = Book.of(await tray.made(view, ["code", "name"], format="xlsx"))
    cells = {row["A"][1]: row["B"] for row in book.rows()[1:]}
    assert {kind for kind, _ in cells.values()} == {"inlineStr"}
    for code in ("formula", "plus", "minus", "at", "emoji", "markup", "url", "quoted"):
        assert cells[code][1] == HOSTILE[code]
    assert cells["control"][1] == "a_x0001_b_x001F_c"
    assert cells["escape"][1] == "_x005F_x0041_"
    assert not any(b"hyperlink" in part for part in book.parts.values())


async def test_the_file_has_what_is_shown_in_its_order(house: House) -> None:
    alfa = await house.customer(legal_name="Alfa Srl")
    beta = await house.customer(legal_name="Beta Srl")
    keys = [str(await house.site(alfa, code=f"A{n}", name=f"Capannone {n:03}")) for n in range(150)]
    await house.site(alfa, code="X", name="Ufficio")
    await house.site(beta, code="B1", name="Capannone 999")
    _, anna = await house.consultant(alfa, beta)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    rows = view.cursors["rows"]
    asked = {"and": [["name", "starts", "Capannone"], ["customer_id", "eq", str(alfa)]]}
    await ask(rows, filter=asked, words="capannone", sort=[["name", "desc"]])
    told = table(await tray.made(view, ["name", "code"]))
    assert [row[1] for row in told[1:]] == [f"A{n}" for n in reversed(range(150))]  # no window
    about = facts(Book.of(await tray.made(view, ["code"], format="xlsx")))
    assert about["Filtro"] == "Nome inizia con «capannone» e Cliente uguale a Alfa Srl"
    assert about["Parole cercate"] == "capannone"
    assert about["Ordine"] == "Nome (decrescente)"
    chosen = [keys[5], keys[7], str(uuid4())]
    told = table(await tray.made(view, ["code"], selection=chosen))
    assert [row[0] for row in told[1:]] == ["A7", "A5"]
    told = table(await tray.made(view, ["code"], left_out=[keys[5], keys[7]]))
    assert len(told) == 149
    assert not {"A5", "A7"} & {row[0] for row in told}


async def test_the_audit_comes_with_what_was_before_and_what_after(house: House) -> None:
    alfa = await house.customer()
    site = await house.site(alfa, code="S1", name="Capannone", kind="office")
    await house.change("site", site, 1, name="Magazzino", kind="shop")
    _, anna = await house.consultant(alfa, level="manage")
    tray, view = await Tray.of(anna), await listing(anna, "studio.audit")
    await ask(view.cursors["rows"], filter=["entity_id", "eq", str(site)], sort=[["at", "asc"]])
    made, changed = table(await tray.made(view, ["action"]))[1:]
    assert made[0] == "Creazione"
    assert made[1] == "", "there was nothing before"
    assert "Nome: Capannone" in made[2].splitlines()
    assert changed[1].splitlines() == ["Nome: Capannone", "Tipo: Ufficio"]
    assert changed[2].splitlines() == ["Nome: Magazzino", "Tipo: Negozio"]


async def test_groups_and_trees_become_rows_in_their_order(house: House) -> None:
    alfa = await house.customer()
    for code, kind in (("1", "shop"), ("2", "office"), ("3", "shop"), ("4", "office")):
        await house.site(alfa, code=code, name=f"Sede {code}", kind=kind)
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    await ask(view.cursors["rows"], group=["kind"])
    told = table(await tray.made(view, ["kind", "code"]))
    assert told[1:] == [["Ufficio", "2"], ["Ufficio", "4"], ["Negozio", "1"], ["Negozio", "3"]]


async def test_a_tree_keeps_its_branches(house: House) -> None:
    alfa = await house.customer()
    site = await house.site(alfa)
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        keys: dict[str, UUID] = {}
        for name, above in (("Uffici", ""), ("Officina", ""), ("Tornio", "Officina"),
                            ("Banco", "Tornio"), ("Archivio", "Uffici")):  # fmt: skip
            keys[name] = await unit.insert(tables()["department"], {
                "customer_id": alfa, "site_id": site, "name": name,
                "parent_id": keys.get(above),
            })  # fmt: skip
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.departments")
    await ask(view.cursors["rows"], tree=True, sort=[["name", "asc"]])
    names = ["Officina", "Tornio", "Banco", "Uffici", "Archivio"]
    assert [row[0] for row in table(await tray.made(view, ["name"]))[1:]] == names
    book = Book.of(await tray.made(view, ["name"], format="xlsx"))
    assert [row["A"][1] for row in book.rows()[1:]] == names
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    levels = [row.attrib.get("outlineLevel", "0") for row in book.sheet().iter(f"{space}row")]
    assert levels[1:] == ["0", "1", "2", "0", "1"]


async def test_a_tree_that_is_none_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    alfa = await house.customer()
    site = await house.site(alfa)
    for name in ("Uffici", "Officina"):
        await house.department(alfa, site, name=name)
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.departments")
    await ask(view.cursors["rows"], tree=True)
    monkeypatch.setattr(spool, "MOST_NODES", 1)
    job = await tray.ended((await tray.export(view, ["name"]))["id"])
    assert (job["state"], job["error"]["code"]) == ("failed", "too_large")
    await ask(view.cursors["rows"])
    assert len(table(await tray.made(view, ["name"]))) == 3


async def test_what_is_archived_is_in_the_file_only_where_it_is_shown(house: House) -> None:
    alfa = await house.customer()
    away = await house.site(alfa, code="A", name="Chiusa")
    await house.site(alfa, code="B", name="Aperta")
    await house.change("site", away, 1, archived_at=datetime.now(UTC))
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    assert table(await tray.made(view, ["code"]))[1:] == [["B"]]
    assert table(await tray.made(view, ["code"], selection=[str(away)]))[1:] == []
    await ask(view.cursors["rows"], filter=["archived_at", "notnull"])
    assert table(await tray.made(view, ["code"]))[1:] == [["A"]]


async def test_details_are_those_of_their_master(house: House) -> None:
    alfa, beta = await house.customer(), await house.customer()
    await house.site(alfa, name="Di alfa")
    other = await house.site(beta, name="Di beta")
    _, anna = await house.consultant(alfa, beta)
    tray = await Tray.of(anna)
    view = await anna.open("view", "org.sites", str(other), controller="org_sites_view")
    name = next(iter(view.cursors))
    await view.cursors[name].until(lambda it: it.version)
    asked = {"cursor": name, "selection": None}
    told = table(await tray.made(view, ["name"], **asked))
    assert told[1:] == [["Di beta"]]
    foreign = [str(await house.site(alfa, name="Altra"))]  # no selection reaches beyond the cursor
    told = table(await tray.made(view, ["name"], cursor=name, selection=foreign))
    assert told[1:] == []


async def test_it_speaks_the_reader_s_language(house: House) -> None:
    alfa = await house.customer(legal_name="Alfa Srl")
    await house.site(alfa, name="Plant", surface_m2="1234.50", opened_on=date(2020, 2, 29))
    person = await house.hire(locale="en")
    await house.grant(person, alfa)
    visitor = await house.visit(person)
    tray, view = await Tray.of(visitor), await listing(visitor, "org.sites")
    job = await tray.export(view, ["name", "kind", "surface_m2", "opened_on"])
    assert job["label"] == "Export of Sites"
    job = await tray.ended(job["id"])
    assert job["file"]["name"].startswith("Sites 20")
    _, body, headers = await tray.fetch(job["file"]["url"])
    assert table(body, ",") == [
        ["Name", "Kind", "Surface (m²)", "Opened on"],
        ["Plant", "Production unit", "1234.50", "2020-02-29"],
    ]
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    told = table(await tray.made(view, ["surface_m2", "opened_on"]))
    assert told[1] == ["1234,50", "29/02/2020"]


async def test_a_file_is_its_owner_s_alone(house: House) -> None:
    alfa = await house.customer()
    await house.site(alfa, name="Fonderia")
    _, anna = await house.consultant(alfa)
    _, bruno = await house.consultant(alfa)
    admin = await house.visit(await house.hire(Role.ADMIN))
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    name = 'Né "questo"\r\n/ né quello: 🏭'
    job = await tray.ended((await tray.export(view, ["name"], name=name))["id"])
    url = job["file"]["url"]
    assert url == f"/files/{job['id']}"
    status, body, headers = await tray.fetch(url)
    assert status == 200
    assert headers["Content-Length"] == str(len(body))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    said = headers["Content-Disposition"]
    assert said.startswith('attachment; filename="N_ questo n_ quello _ ')
    assert "filename*=UTF-8''N%C3%A9%20questo%20n%C3%A9%20quello%20%F0%9F%8F%AD%20" in said
    status, body, again = await tray.fetch(url, "HEAD")
    assert (status, body) == (200, b"")
    assert {**again, "Date": ""} == {**headers, "Date": ""}
    absent = (await tray.fetch(f"/files/{uuid4()}"))[:2]
    assert absent[0] == 404
    assert (await tray.fetch("/files/no-key"))[:2] == absent
    for other in (bruno, admin):
        theirs = await Tray.of(other)
        assert (await theirs.fetch(url))[:2] == absent
        assert job["id"] not in {one["id"] for one in await theirs.jobs()}
        for name in ("cancel", "retry", "dismiss"):
            with pytest.raises(NotFound):
                await theirs.call(name, job["id"])
    async with aiohttp.ClientSession() as nobody, nobody.get(house.url + url) as answer:
        assert answer.status == 401


async def test_all_of_a_user_s_trays_hear_of_it(house: House) -> None:
    alfa = await house.customer()
    person, one = await house.consultant(alfa)
    other = await Tray.of(await house.visit(person))
    stranger = await Tray.of((await house.consultant(alfa))[1])
    tray, view = await Tray.of(one), await listing(one, "org.sites")
    job = await tray.export(view, ["name"])
    assert (job["state"], job["file"], job["error"]) == ("queued", None, None)
    assert (await other.ended(job["id"]))["file"]["size"] > 0
    states = [one["state"] for one in other.heard]
    assert states == sorted(states, key=["queued", "running", "done"].index)
    assert await other.jobs() == await tray.jobs()
    gone = await other.call("dismiss", job["id"])
    assert gone["dismissed"]
    await tray.until(job["id"], lambda it: it["dismissed"])
    assert await tray.jobs() == []
    assert (await tray.fetch(f"/files/{job['id']}"))[0] == 404
    assert stranger.heard == []


async def test_the_same_request_is_one_job(house: House) -> None:
    alfa = await house.customer()
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    asked = {"context": number(view), "cursor": "rows", "columns": ["name"], "format": "csv"}
    key = str(uuid4())
    first = await tray.call("export", asked, key)
    again = await tray.call("export", asked, key)
    assert again["id"] == first["id"]
    assert len(await tray.jobs()) == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"context": "4711"}, NotFound),
        ({"cursor": "nothing"}, NotFound),
        ({"columns": []}, Invalid),
        ({"columns": ["password_hash"]}, Invalid),
        ({"columns": [7]}, Invalid),
        ({"columns": ["name"] * 201}, TooLarge),
        ({"format": "exe"}, Invalid),
        ({"name": 7}, Invalid),
        ({"selection": "all"}, Invalid),
        ({"selection": [str(n) for n in range(5001)]}, TooLarge),
        ({"surprise": 1}, Invalid),
    ],
)
async def test_what_cannot_be_exported_is_refused_at_once(
    house: House, change: dict[str, object], error: type[YtefasError]
) -> None:
    alfa = await house.customer()
    _, anna = await house.consultant(alfa)
    tray, view = await Tray.of(anna), await listing(anna, "org.sites")
    asked = {"context": number(view), "cursor": "rows", "columns": ["name"], "format": "csv"}
    with pytest.raises(error):
        await tray.call("export", {**asked, **change})
    assert await tray.jobs() == []


async def test_anothers_screen_is_one_that_does_not_exist(house: House) -> None:
    alfa = await house.customer()
    _, anna = await house.consultant(alfa)
    _, bruno = await house.consultant(alfa)
    view = await listing(anna, "org.sites")
    tray = await Tray.of(bruno)
    with pytest.raises(NotFound):
        await tray.export(view, ["name"], context=view.offer["uri"])
