"""What hangs on records: files, comments, tags; whose they are, and who hears of them."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from schema.attachment_link import attachment_link
from schema.audit_event import audit_event
from schema.base import tables
from schema.comment import comment
from schema.tag import tag
from schema.tagging import tagging
from tests.files.handing import fetch, hand_in
from tests.files.hostile import pdf, photo
from tests.services.test_prefs import hearing
from tests.support.database import TestServer
from tests.support.node import House, node_on
from tests.support.visitor import Visitor
from ytefas.errors import Denied, Invalid, InvalidFields, NotFound
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM

SITES = "org.sites"


@pytest.fixture(scope="session")
def papers_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


@pytest.fixture(scope="session")
async def filing(server: TestServer, papers_dir: Path) -> Any:
    async with server.clone() as database, node_on(database.url, files_dir=papers_dir) as house:
        yield house


@pytest.fixture
async def house(filing: House) -> Any:
    yield filing
    await filing.everybody_leaves()
    faults, filing.witness.faults[:] = list(filing.witness.faults), []
    assert not faults, "on the wire, but not in the contract"


class Folder:
    """What hangs on one site, as one person handles it."""

    def __init__(self, visitor: Visitor, site: UUID) -> None:
        self.visitor, self.site = visitor, str(site)
        self.desk = visitor.client.server.papers

    async def of(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.desk.of(SITES, self.site)
        return found

    async def add(self, name: str, data: bytes | None = None) -> dict[str, Any]:
        customer = (await self.of())["customer_id"]
        answer = await hand_in(self.visitor, customer, name, data or pdf(name.encode()),
                               record=(SITES, UUID(self.site)))  # fmt: skip
        assert answer.status == 201, answer.json
        said: dict[str, Any] = answer.json
        return said


async def names(folder: Folder) -> list[str]:
    return [one["name"] for one in (await folder.of())["attachments"]]


async def place(house: House) -> tuple[UUID, UUID]:
    customer = await house.customer()
    return customer, await house.site(customer)


async def make_tag(house: House, name: str) -> str:
    async with house.store.writing(SYSTEM, cause="test.tag") as unit:
        return str(await unit.insert(tag, {"name": f"{name} {uuid4().hex[:8]}", "colour": "red"}))


async def test_files_hang_in_an_order_with_what_is_said_of_them(house: House) -> None:
    customer, site = await place(house)
    person, anna = await house.consultant(customer)
    folder = Folder(anna, site)
    assert (await folder.of())["may_add"]
    await folder.add("Uno.pdf")
    two = await folder.add("due.jpg", photo())
    assert await names(folder) == ["Uno.pdf", "due.jpg"]
    files = (await folder.of())["attachments"]
    now = await folder.desk.arrange(SITES, folder.site, [two["link"]])
    assert [one["name"] for one in now["attachments"]] == ["due.jpg", "Uno.pdf"]
    said = {"caption": "  Il quadro  elettrico ", "taken_on": "2026-02-03", "in_report": False,
            "name": "Quadro.exe"}  # fmt: skip
    now = await folder.desk.describe(two["link"], said)
    shown = now["attachments"][0]
    assert (shown["caption"], shown["taken_on"], shown["in_report"], shown["name"]) == (
        "Il quadro elettrico", "2026-02-03", False, "Quadro.jpg")  # fmt: skip
    assert shown["by"] == f"{person.name} {person.surname}"
    assert (shown["width"], shown["height"], shown["mime"]) == (120, 80, "image/jpeg")
    for wrong in ({"caption": "x" * 401}, {"taken_on": "ieri"}, {"caption": 7}):
        with pytest.raises(InvalidFields):
            await folder.desk.describe(two["link"], wrong)
    for unknown in ({"storage_key": "x"}, {"in_report": "yes"}, {"customer_id": str(uuid4())}):
        with pytest.raises(Invalid):
            await folder.desk.describe(two["link"], unknown)
    assert {one["id"] for one in files} == {one["id"] for one in now["attachments"]}


async def test_a_removed_file_can_be_put_back_and_both_are_in_the_audit(house: House) -> None:
    customer, site = await place(house)
    _, anna = await house.consultant(customer)
    folder = Folder(anna, site)
    made = await folder.add("Uno.pdf")
    assert (await folder.desk.detach(made["link"]))["attachments"] == []
    assert (await fetch(anna, made["id"])).status == 200  # for a while, so that it can come back
    now = await folder.desk.attach(SITES, folder.site, made["id"])
    assert [one["id"] for one in now["attachments"]] == [made["id"]]
    again = await folder.desk.attach(SITES, folder.site, made["id"])
    assert len(again["attachments"]) == 1
    async with house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(
            select(audit_event.c.action)
            .where(audit_event.c.customer_id == customer,
                   audit_event.c.entity == attachment_link.name)
            .order_by(audit_event.c.position)
        )  # fmt: skip
    assert [row["action"] for row in rows] == ["create", "delete", "create"]


async def test_comments_are_their_authors(house: House) -> None:
    customer, site = await place(house)
    _, anna = await house.consultant(customer)
    _, bruno = await house.consultant(customer)
    _, mara = await house.consultant(customer, level="manage")
    hers, his, boss = Folder(anna, site), Folder(bruno, site), Folder(mara, site)
    now = await hers.desk.say(SITES, hers.site, "  Manca il cartello.\r\nDa mettere. ")
    (said,) = now["comments"]
    assert said["body"] == "Manca il cartello.\nDa mettere."
    assert (said["may_change"], said["may_remove"], said["resolved_at"]) == (True, True, None)
    (seen,) = (await his.of())["comments"]
    assert (seen["may_change"], seen["may_remove"]) == (False, False)
    for body in ("Altro", None):
        with pytest.raises(Denied):
            await his.desk.reword(said["id"], body)
    now = await hers.desk.reword(said["id"], "Manca l'estintore.")
    assert now["comments"][0]["body"] == "Manca l'estintore."
    now = await his.desk.resolve(said["id"], True)
    assert now["comments"][0]["resolved_at"]
    now = await hers.desk.resolve(said["id"], False)
    assert now["comments"][0]["resolved_at"] is None
    assert (await boss.desk.reword(said["id"]))["comments"] == []
    for empty in ("", "   \n", "x" * 2001):
        with pytest.raises(InvalidFields):
            await hers.desk.say(SITES, hers.site, empty)


async def test_tags_are_the_studios_and_set_by_who_edits(house: House) -> None:
    customer, site = await place(house)
    _, anna = await house.consultant(customer)
    folder = Folder(anna, site)
    one, two = await make_tag(house, "Alfa"), await make_tag(house, "Beta")
    assert {one, two} <= {each["id"] for each in await folder.desk.tags()}
    now = await folder.desk.tag(SITES, folder.site, [one, two, one])
    assert [each["id"] for each in now["tags"]] == [one, two]
    now = await folder.desk.tag(SITES, folder.site, [two])
    assert [each["id"] for each in now["tags"]] == [two]
    with pytest.raises(InvalidFields):
        await folder.desk.tag(SITES, folder.site, [str(uuid4())])
    with pytest.raises(Invalid):
        await folder.desk.tag(SITES, folder.site, [str(uuid4())] * 21)


async def test_who_reads_reads_and_whoever_else_finds_nothing(house: House) -> None:
    customer, site = await place(house)
    _, anna = await house.consultant(customer)
    _, clara = await house.consultant(customer, level="read")
    _, bruno = await house.consultant(await house.customer())
    hers, reads, other = Folder(anna, site), Folder(clara, site), Folder(bruno, site)
    made = await hers.add("Uno.pdf")
    now = await hers.desk.say(SITES, hers.site, "Nota")
    said = now["comments"][0]["id"]
    seen = await reads.of()
    assert (seen["may_add"], len(seen["attachments"]), len(seen["comments"])) == (False, 1, 1)
    tries: list[Any] = [
        lambda desk: desk.detach(made["link"]),
        lambda desk: desk.describe(made["link"], {"caption": "x"}),
        lambda desk: desk.attach(SITES, hers.site, made["id"]),
        lambda desk: desk.arrange(SITES, hers.site, [made["link"]]),
        lambda desk: desk.say(SITES, hers.site, "x"),
        lambda desk: desk.reword(said, "x"),
        lambda desk: desk.resolve(said, True),
        lambda desk: desk.tag(SITES, hers.site, []),
    ]
    for ask in tries:
        with pytest.raises(Denied):
            await ask(reads.desk)
        with pytest.raises(NotFound):
            await ask(other.desk)
    with pytest.raises(NotFound):
        await other.of()
    for source in ("doc.comments", "auth.users", "lib.hazards", "nothing"):
        with pytest.raises(Invalid):
            await hers.desk.of(source, hers.site)


async def test_a_file_of_one_customer_never_hangs_on_anothers_record(house: House) -> None:
    ours, site = await place(house)
    theirs, foreign = await place(house)
    _, anna = await house.consultant(ours, theirs)
    made = await Folder(anna, site).add("Uno.pdf")
    with pytest.raises(NotFound):
        await Folder(anna, foreign).desk.attach(SITES, str(foreign), made["id"])
    crossed = await hand_in(anna, ours, "a.pdf", pdf(), record=(SITES, foreign))
    assert crossed.status == 404


async def test_who_looks_at_a_record_hears_what_others_hang_there(house: House) -> None:
    customer, site = await place(house)
    _, anna = await house.consultant(customer)
    _, bruno = await house.consultant(customer)
    hers, his = Folder(anna, site), Folder(bruno, site)
    await his.of()
    heard = await hearing(bruno, "papers")
    made = await hers.add("Uno.pdf")
    await bruno.client.pulse.until(lambda: len(heard) >= 1)
    assert heard[-1] == (SITES, str(site))
    assert await names(his) == ["Uno.pdf"]
    heard.clear()
    await hers.desk.detach(made["link"])  # gone, and still known as what hung here
    await bruno.client.pulse.until(lambda: len(heard) >= 1)
    heard.clear()
    await his.desk.leave(SITES, str(site))
    await hers.desk.say(SITES, hers.site, "Sei ancora lì?")
    other = Folder(anna, await house.site(customer, code="Z9"))
    await other.of()
    assert heard == []


async def test_with_a_record_goes_what_hangs_on_it_and_what_is_put_away_keeps_it(
    house: House,
) -> None:
    customer, site = await place(house)
    _, mara = await house.consultant(customer, level="manage")
    folder = Folder(mara, site)
    await folder.add("Uno.pdf")
    await folder.desk.say(SITES, folder.site, "Nota")
    await folder.desk.tag(SITES, folder.site, [await make_tag(house, "Alfa")])
    table = tables()["site"]
    async with house.store.writing(SYSTEM, cause="test.away") as unit:
        version = await unit.fetch_value(select(table.c.row_version).where(table.c.id == site))
        await unit.delete(table, site, version)
    async with house.store.reading(SYSTEM) as reading:
        for hung in (attachment_link, comment, tagging):
            rows = await reading.fetch(select(hung.c.id).where(hung.c.record_id == site))
            assert rows == [], hung.name


async def test_a_customer_carries_papers_too(house: House) -> None:
    customer, _ = await place(house)
    _, anna = await house.consultant(customer)
    answer = await hand_in(anna, customer, "Visura.pdf", pdf(), record=("org.customers", customer))
    assert answer.status == 201
    found = await anna.client.server.papers.of("org.customers", str(customer))
    assert [one["name"] for one in found["attachments"]] == ["Visura.pdf"]


async def test_the_description_of_a_source_says_that_it_carries_papers(house: House) -> None:
    customer, site = await place(house)
    boss = await house.visit(await house.hire(Role.ADMIN))
    view = await boss.open("view", SITES, str(site))
    said = next(iter(view.offer["cursors"].values()))["source"]
    assert said["papers"] is True
    users = await boss.open("view", "auth.users")
    assert next(iter(users.offer["cursors"].values()))["source"]["papers"] is False
    _ = customer
