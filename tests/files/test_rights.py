"""Who may hand in what and how much, who may fetch it, and what goes when it hangs on nothing."""

import asyncio
import os
import stat
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from schema.attachment import attachment
from schema.customer_grant import customer_grant
from tests.files.conftest import SMALL
from tests.files.handing import fetch, hand_in
from tests.files.hostile import pdf, photo
from tests.support.database import TestServer
from tests.support.node import House, node_on
from ytefas.assembly.files import filing
from ytefas.assembly.stored import Bounds
from ytefas.files.limits import FileLimits
from ytefas.rules.access import Role
from ytefas.settings import Settings
from ytefas.store.isolation import SYSTEM


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def all_files(root: Path) -> list[Path]:
    return [one for one in root.rglob("*") if one.is_file()]


def age(root: Path, moment: float) -> None:
    for path in root.rglob("*"):
        os.utime(path, (moment, moment))


async def kept(house: House, customer: UUID) -> list[str]:
    """List the storage keys of a customer's files."""
    async with house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(
            select(attachment.c.storage_key).where(attachment.c.customer_id == customer)
        )
    return [row["storage_key"] for row in rows]


async def test_who_reads_fetches_and_who_edits_hands_in(house: House) -> None:
    ours, theirs = await house.customer(), await house.customer()
    _, anna = await house.consultant(ours)
    _, bruno = await house.consultant(theirs)
    _, clara = await house.consultant(ours, level="read")
    made = await hand_in(anna, ours, "a.jpg", photo())
    assert made.status == 201
    assert (await fetch(clara, made.json["id"])).status == 200
    foreign, nothing = await fetch(bruno, made.json["id"]), await fetch(bruno, str(uuid4()))
    assert (foreign.status, foreign.body) == (nothing.status, nothing.body) == (404, nothing.body)
    refused = await hand_in(clara, ours, "a.jpg", photo())
    assert (refused.status, refused.json["code"]) == (403, "denied")
    hidden = await hand_in(bruno, ours, "a.jpg", photo())
    assert (hidden.status, hidden.json["code"]) == (404, "not_found")


async def test_a_right_that_ends_ends_at_the_next_request(house: House) -> None:
    customer = await house.customer()
    person, anna = await house.consultant(customer)
    made = await hand_in(anna, customer, "a.jpg", photo())
    assert (await fetch(anna, made.json["id"])).status == 200
    async with house.store.writing(SYSTEM, cause="test.revoke") as unit:
        mine = customer_grant.c.user_id == person.id
        key = await unit.fetch_value(select(customer_grant.c.id).where(mine))
        await unit.delete(customer_grant, key, 1)
    assert (await fetch(anna, made.json["id"])).status == 404


async def test_another_site_cannot_hand_files_in(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    answer = await hand_in(
        anna, customer, "a.jpg", photo(), headers={"Origin": "https://evil.test"}
    )
    assert (answer.status, answer.json["code"]) == (403, "denied")
    cross = await hand_in(anna, customer, "a.jpg", photo(), headers={"Sec-Fetch-Site": "same-site"})
    assert cross.status == 403
    anna.browser.http.cookie_jar.clear()
    assert (await hand_in(anna, customer, "a.jpg", photo())).status == 401


async def test_the_studios_files_are_the_administrators_and_everybody_reads_them(
    house: House,
) -> None:
    boss = await house.visit(await house.hire(Role.ADMIN))
    _, anna = await house.consultant(await house.customer())
    assert (await hand_in(anna, "studio", "a.png", photo("PNG"))).status == 403
    made = await hand_in(boss, "studio", "logo.png", photo("PNG"))
    assert made.status == 201
    assert (await fetch(anna, made.json["id"])).status == 200
    assert (await hand_in(boss, "studio", "a.pdf", pdf())).reason == "file_not_photo"
    assert (await hand_in(boss, "nobody", "logo.png", photo("PNG"))).status == 404


async def test_the_same_file_is_kept_once_for_a_customer_and_apart_for_two(
    house: House, files_dir: Path
) -> None:
    ours, theirs = await house.customer(), await house.customer()
    _, anna = await house.consultant(ours, theirs)
    for customer in (ours, ours, theirs):
        assert (await hand_in(anna, customer, "a.pdf", pdf())).status == 201
    first, second = await kept(house, ours)
    (third,) = await kept(house, theirs)
    assert first == second
    assert first.split("/")[1:] == third.split("/")[1:]
    assert first != third
    path = files_dir / first
    assert [mode(one) for one in (path, path.parent, files_dir)] == [0o600, 0o700, 0o700]


@pytest.fixture
async def narrow(server: TestServer, tmp_path: Path) -> AsyncIterator[House]:
    """Run a node where little fits."""
    limits = replace(SMALL, user_day_bytes=3000, customer_bytes=4000, loose_seconds=60.0)
    async with (
        server.clone() as database,
        node_on(database.url, files_dir=tmp_path / "f", bounds=Bounds(files=limits)) as house,
    ):
        yield house
        await house.everybody_leaves()


def paper(number: int) -> bytes:
    return pdf(b"/Filler (" + str(number).encode() * 1000 + b")")


async def test_a_day_and_a_customer_have_their_measure(narrow: House) -> None:
    customer = await narrow.customer()
    _, anna = await narrow.consultant(customer)
    _, bruno = await narrow.consultant(customer)
    assert [(await hand_in(anna, customer, "a.pdf", paper(n))).status for n in (1, 2)] == [201, 201]
    assert (await hand_in(anna, customer, "a.pdf", paper(3))).reason == "file_quota"
    assert (await hand_in(bruno, customer, "a.pdf", paper(4))).status == 201
    assert (await hand_in(bruno, customer, "a.pdf", paper(5))).reason == "customer_quota"


async def test_many_at_once_do_not_get_past_the_measure(narrow: House) -> None:
    customer = await narrow.customer()
    _, anna = await narrow.consultant(customer)
    answers = await asyncio.gather(
        *(hand_in(anna, customer, "a.pdf", paper(n)) for n in range(1, 6))
    )
    assert sum(answer.status == 201 for answer in answers) <= 2


async def test_what_hangs_on_nothing_goes_with_its_bytes_after_a_while(
    narrow: House, tmp_path: Path
) -> None:
    customer = await narrow.customer()
    site = await narrow.site(customer)
    _, anna = await narrow.consultant(customer)
    loose = await hand_in(anna, customer, "a.pdf", paper(1))
    hung = await hand_in(anna, customer, "a.pdf", paper(2), record=("org.sites", site))
    assert hung.json["link"]
    settings = Settings(files_dir=tmp_path / "f")
    sources = narrow.running.hub.sources
    uploads = filing(narrow.store, sources, settings, FileLimits(loose_seconds=60.0)).uploads
    await uploads.purge()
    assert (await fetch(anna, loose.json["id"])).status == 200
    async with narrow.store.writing(SYSTEM, cause="test.age") as unit:
        old = func.now() - func.make_interval(0, 0, 0, 0, 1)
        await unit.fetch(update(attachment).values(created_at=old))
    age(tmp_path / "f", time.time() - 3600)
    await uploads.purge()
    assert (await fetch(anna, loose.json["id"])).status == 404
    assert (await fetch(anna, hung.json["id"])).status == 200
    assert len(all_files(tmp_path / "f")) == 1


@pytest.mark.parametrize(
    ("scanner", "reason"),
    [("true", None), ("false", "scan_infected"), ("sh -c 'exit 2'", "scan_failed"),
     ("/nowhere/scanner", "scan_failed"), ("sh -c 'sleep 30'", "scan_failed")],
)  # fmt: skip
async def test_a_scanner_that_does_not_say_clean_says_no(
    server: TestServer, tmp_path: Path, scanner: str, reason: str | None
) -> None:
    bounds = Bounds(files=FileLimits(scan_seconds=0.5))
    async with (
        server.clone() as database,
        node_on(database.url, files_dir=tmp_path, scan_command=scanner, bounds=bounds) as house,
    ):
        customer = await house.customer()
        _, anna = await house.consultant(customer)
        answer = await hand_in(anna, customer, "a.pdf", pdf())
        assert answer.status == (201 if reason is None else 422)
        if reason is not None:
            assert answer.reason == reason
        await house.everybody_leaves()
