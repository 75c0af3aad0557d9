"""Jobs and everything that may happen to those who do them."""

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from schema.base import tables
from tests.jobs.conftest import Nodes
from tests.jobs.tray import Job, Tray, comes, kill, listing, table, worker, workers
from tests.support.database import TestServer
from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.rules.access import Role
from ytefas.rules.login import Person
from ytefas.store.embedded.server import Database
from ytefas.store.isolation import SYSTEM

WAITING = "tests.jobs.waiting"


async def asked(house: House, go: Path | None = None, sites: int = 3) -> tuple[Person, Tray, Job]:
    """Have somebody ask for the sites of his customer; `go`: what the worker waits for."""
    alfa = await house.customer(legal_name="Alfa Srl")
    for _ in range(sites):
        await house.site(alfa)
    person, anna = await house.consultant(alfa)
    return person, *await exported(anna, go)


async def exported(visitor: Visitor, go: Path | None) -> tuple[Tray, Job]:
    tray, view = await Tray.of(visitor), await listing(visitor, "org.sites")
    return tray, await tray.export(view, ["name"], name=None if go is None else str(go))


async def count(database: Database, statement: str) -> Any:
    owner = await asyncpg.connect(database.superuser_url)
    try:
        return await owner.fetchval(statement)
    finally:
        await owner.close()


async def test_a_killed_worker_is_replaced_and_there_is_one_result(
    server: TestServer, nodes: Nodes, tmp_path: Path
) -> None:
    async with server.clone() as database, nodes(database, draws=WAITING) as house:
        go = tmp_path / "go"
        _, tray, job = await asked(house, go)
        for _ in range(2):
            await kill(WAITING)
        go.touch()
        ended = await tray.ended(job["id"])
        assert ended["state"] == "done"
        assert len(table((await tray.fetch(ended["file"]["url"]))[1])) == 4
        assert await count(database, "SELECT attempts FROM queued_job") == 3
        assert await count(database, "SELECT count(DISTINCT attempt) FROM queued_job_part") == 1


async def test_what_kills_every_worker_fails_in_words(
    server: TestServer, nodes: Nodes, tmp_path: Path
) -> None:
    async with server.clone() as database, nodes(database, draws=WAITING, attempts=2) as house:
        _, tray, job = await asked(house, tmp_path / "go")
        for _ in range(2):
            await kill(WAITING)
        ended = await tray.ended(job["id"])
        assert ended["state"] == "failed"
        assert ended["error"]["code"] == "busy"
        assert "interrotta" in ended["error"]["message"]
        (tmp_path / "go").touch()
        assert (await tray.call("retry", job["id"]))["state"] == "queued"
        await tray.until(job["id"], lambda one: one["state"] == "done")


async def test_a_worker_with_a_defect_is_not_tried_again(server: TestServer, nodes: Nodes) -> None:
    async with server.clone() as database, nodes(database, draws="tests.jobs.crashing") as house:
        _, tray, job = await asked(house)
        ended = await tray.ended(job["id"])
        assert (ended["state"], ended["error"]["code"]) == ("failed", "internal")
        assert "ZeroDivision" not in ended["error"]["message"]
        assert await count(database, "SELECT attempts FROM queued_job") == 1


async def test_cancelling_ends_the_worker_process(
    server: TestServer, nodes: Nodes, tmp_path: Path
) -> None:
    async with server.clone() as database, nodes(database, draws=WAITING) as house:
        _, tray, job = await asked(house, tmp_path / "go")
        await worker(WAITING)
        await tray.call("cancel", job["id"])
        ended = await tray.ended(job["id"])
        assert (ended["state"], ended["file"], ended["error"]) == ("cancelled", None, None)
        assert workers(WAITING) == []
        assert await count(database, "SELECT count(*) FROM queued_job_part") == 0


async def test_a_node_that_stops_hands_over_and_nothing_is_lost(
    server: TestServer, nodes: Nodes, tmp_path: Path
) -> None:
    async with server.clone() as database:
        async with nodes(database, draws=WAITING) as house:
            person, _, job = await asked(house, tmp_path / "go")
            await worker(WAITING)
        assert workers(WAITING) == []
        assert await count(database, "SELECT state FROM queued_job") == "queued"
        async with nodes(database) as house:
            tray = await Tray.of(await house.visit(person))

            async def done() -> bool:
                return bool((await tray.jobs())[0]["state"] == "done")

            await comes(done)
            (found,) = await tray.jobs()
            assert found["id"] == job["id"]
            assert len(table((await tray.fetch(found["file"]["url"]))[1])) == 4


async def test_two_nodes_share_the_queue_and_every_tray_hears(
    server: TestServer, nodes: Nodes, tmp_path: Path
) -> None:
    async with (
        server.clone() as database,
        nodes(database, per_user=10, per_node=1, draws=WAITING) as one,
        nodes(database, per_user=10, per_node=1, draws=WAITING) as two,
    ):
        go = tmp_path / "go"
        person, tray, first = await asked(one, go)
        far = await Tray.of(await two.visit(person))
        view = await listing(far.visitor, "org.sites")
        more = [await far.export(view, ["name"], name=str(go)) for _ in range(3)]
        await worker(WAITING, many=2)  # one on each node
        go.touch()
        for job in [first["id"], *(each["id"] for each in more)]:
            near_end, far_end = await tray.ended(job), await far.ended(job)
            assert near_end["state"] == "done"
            assert near_end == far_end
            _, body, _ = await tray.fetch(near_end["file"]["url"])
            assert (await far.fetch(near_end["file"]["url"]))[1] == body  # whoever made it
        assert await count(database, "SELECT max(attempts) FROM queued_job") == 1
        assert await count(database, "SELECT count(DISTINCT attempt) FROM queued_job_part") == 4


async def test_a_right_that_is_revoked_meanwhile_is_gone(
    server: TestServer, nodes: Nodes, tmp_path: Path
) -> None:
    async with server.clone() as database, nodes(database, per_node=1, draws=WAITING) as house:
        alfa, beta = await house.customer(), await house.customer()
        await house.site(alfa, name="Di alfa")
        await house.site(beta, name="Di beta")
        blocker = await house.visit(await house.hire(Role.ADMIN))
        go = tmp_path / "go"
        await exported(blocker, go)  # keeps the only worker of the only node
        await worker(WAITING)
        person, anna = await house.consultant(alfa, beta)
        tray, job = await exported(anna, go)
        await revoke(house, person, beta)
        go.touch()
        ended = await tray.ended(job["id"])
        assert table((await tray.fetch(ended["file"]["url"]))[1])[1:] == [["Di alfa"]]


async def revoke(house: House, person: Person, customer: object) -> None:
    grant = tables()["customer_grant"]
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.fetch(
            grant.delete().where(grant.c.user_id == person.id, grant.c.customer_id == customer)
        )


async def test_what_a_disabled_user_asked_for_is_cancelled(
    server: TestServer, nodes: Nodes, tmp_path: Path
) -> None:
    async with server.clone() as database, nodes(database, per_node=1, draws=WAITING) as house:
        blocker = await house.visit(await house.hire(Role.ADMIN))
        go = tmp_path / "go"
        await exported(blocker, go)
        await worker(WAITING)
        person, tray, job = await asked(house, go)
        await house.accounts.disable(person.id, acting=SYSTEM)
        go.touch()
        asked_for = f"SELECT state FROM queued_job WHERE id = '{job['id']}'"  # noqa: S608 - a key

        async def ended() -> bool:
            return await count(database, asked_for) not in {"queued", "running"}

        await comes(ended)
        assert await count(database, asked_for) == "cancelled"
        assert (await tray.fetch(f"/files/{job['id']}"))[0] == 401


async def test_too_many_rows_are_refused_in_words(server: TestServer, nodes: Nodes) -> None:
    async with server.clone() as database, nodes(database, rows=2) as house:
        _, tray, job = await asked(house, sites=3)
        ended = await tray.ended(job["id"])
        assert (ended["state"], ended["error"]["code"]) == ("failed", "too_large")
        assert await count(database, "SELECT attempts FROM queued_job") == 1


async def fill(database: Database, customer: object, rows: int) -> None:
    """Make many sites without telling anybody."""
    owner = await asyncpg.connect(database.superuser_url)
    try:
        await owner.execute("SET session_replication_role = replica")
        await owner.execute(
            "INSERT INTO site (id, customer_id, code, name, kind, address, created_by, updated_by,"
            " row_version) SELECT gen_random_uuid(), $1::uuid, 'T' || n, 'Torre ' || n, 'office',"
            " '{}', $2::uuid, $2::uuid, 1 FROM generate_series(1, $3::integer) n".replace(
                "$1", f"'{customer}'").replace("$2", f"'{customer}'").replace("$3", str(rows))
        )  # fmt: skip
        await owner.execute("ANALYZE site")
    finally:
        await owner.close()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_node_answers_everybody_while_it_exports(
    server: TestServer, nodes: Nodes, form: str
) -> None:
    rows = 200_000 if form == "csv" else 100_000
    async with server.clone() as database, nodes(database, lease=30.0) as house:
        alfa = await house.customer()
        await fill(database, alfa, rows)
        _, anna = await house.consultant(alfa)
        _, bruno = await house.consultant(alfa)
        tray, view = await Tray.of(anna), await listing(anna, "org.sites")
        asked = {"context": view.offer["uri"], "cursor": "rows", "format": form,
                 "columns": ["code", "name", "customer_id"]}  # fmt: skip
        job = await tray.call("export", asked)
        answered = 0  # while it went on: each ping was asked for after the one before was answered

        def over() -> bool:
            return any(one["state"] not in {"queued", "running"} for one in tray.heard)

        async with asyncio.timeout(110):
            while not over():
                await bruno.call("ytefas.session.ping")
                answered += not over()
        # A node that was busy for the whole of it, or for either half, would have answered few.
        assert answered > 100
        ended = await tray.ended(job["id"])
        assert ended["state"] == "done", ended
        steps = [(one["done"], one["total"]) for one in tray.heard if one["state"] == "running"]
        assert steps == sorted(steps, key=lambda step: step[0])
        assert len([done for done, total in steps if total == rows and 0 < done < rows]) >= 2
        status, body, _ = await tray.fetch(ended["file"]["url"])
        assert status == 200
        assert len(body) == ended["file"]["size"]
        if form == "csv":
            told = table(body)
            assert len(told) == rows + 1
            assert len({row[0] for row in told}) == rows + 1
