"""The pieces by themselves: names of files, places, trays, the snapshot that is read."""

import asyncio
import signal
import subprocess
import sys
import textwrap
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest

from tests.support.database import TestServer
from tests.support.factories.customer import make_customer
from tests.support.factories.site import make_site
from tests.support.factories.user import grant, make_user
from ytefas.framework.tree.tasks import spawn
from ytefas.jobs.export import file_name
from ytefas.jobs.job import Job, JobLimits, State
from ytefas.jobs.place import working_place
from ytefas.jobs.tray import Trays
from ytefas.store.audit import verify_all
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.jobs.spool import BATCH, Spooling
from ytefas.store.source.source import discover

AT = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Clienti", "Clienti 2026-11-20.xlsx"),
        ("../../etc/passwd", "etc passwd 2026-11-20.xlsx"),
        ('a"b\r\nX: y\0', "a b X y 2026-11-20.xlsx"),
        ("  ", "Ytefas 2026-11-20.xlsx"),
        ("CON.", "CON 2026-11-20.xlsx"),
        ("\u202egnp.exe", "gnp.exe 2026-11-20.xlsx"),
        ("è" * 300, "è" * 100 + " 2026-11-20.xlsx"),
    ],
)
def test_a_file_has_a_name_that_every_system_accepts(title: str, name: str) -> None:
    assert file_name(title, "xlsx", at=AT) == name


def test_what_a_killed_node_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "ytefas-jobs-somebodys").mkdir()  # without a lock: being made at this moment
    script = f"""
        import os, signal
        from pathlib import Path
        from ytefas.jobs.place import working_place
        with working_place(Path({str(tmp_path)!r})) as place:
            (place / "rows").write_text("personal")
            os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = tmp_path.glob("ytefas-jobs-*/rows")
    with working_place(tmp_path) as mine:
        assert not left.exists()
        assert mine.stat().st_mode & 0o777 == 0o700
        (mine / "rows").touch()
        with working_place(tmp_path) as another:
            assert another != mine
            assert (mine / "rows").exists()  # its owner lives
    assert [path.name for path in tmp_path.iterdir()] == ["ytefas-jobs-somebodys"]


class _News:
    """Jobs as the database has them."""

    def __init__(self) -> None:
        self.jobs: dict[UUID, Job] = {}

    async def those(self, jobs: Collection[UUID]) -> Sequence[Job]:
        return [self.jobs[key] for key in jobs]

    async def open_of(self, owners: Collection[UUID], *, ended: bool = False) -> Sequence[Job]:
        return [one for one in self.jobs.values() if one.owner in owners and
                (ended or one.state in {State.QUEUED, State.RUNNING})]  # fmt: skip


def job(owner: UUID, state: State, version: int, done: int = 0, key: UUID | None = None) -> Job:
    return Job(key or uuid4(), owner, "test", "", {}, state, 1, None, done, None, "", AT, None,
               version)  # fmt: skip


async def test_a_tray_hears_everything_of_its_owner_once_and_in_order() -> None:
    news, owner, stranger = _News(), uuid4(), uuid4()
    trays, heard = Trays(news), list[Job]()
    told = asyncio.Event()

    def listen(one: Job) -> None:
        heard.append(one)
        if one.state is State.DONE:
            told.set()

    end = trays.watch(owner, listen)
    telling = spawn(trays.run(), name="trays")
    try:
        running = job(owner, State.RUNNING, 2)
        trays.tell(running)
        trays.tell(job(owner, State.RUNNING, 2, done=5, key=running.id))
        trays.tell(job(owner, State.RUNNING, 2, done=3, key=running.id))  # overtaken
        trays.tell(job(stranger, State.RUNNING, 9))
        ended = news.jobs[running.id] = job(owner, State.DONE, 3, key=running.id)
        trays.heard([running.id])
        await asyncio.wait_for(told.wait(), 30)
        trays.tell(job(owner, State.RUNNING, 2, done=9, key=running.id))  # late
        assert [(one.state, one.done) for one in heard] == [
            (State.RUNNING, 0), (State.RUNNING, 5), (State.DONE, 0),
        ]  # fmt: skip
        assert heard[-1] is ended
        told.clear()
        news.jobs[uuid4()] = job(owner, State.DONE, 7)
        trays.heard([], missed=True)  # the feed lost count: it is found all the same
        await asyncio.wait_for(told.wait(), 30)
        end()
        trays.tell(job(owner, State.DONE, 8, key=running.id))
        assert len(heard) == 4
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


async def test_an_export_is_one_moment_of_the_data(server: TestServer, tmp_path: Path) -> None:
    """Delete and add rows while it reads: every row is of the moment it began."""
    rows = 3 * BATCH
    async with server.clone() as database:
        store = await Store.open(database.url)
        try:
            async with store.writing(SYSTEM, cause="test.write") as unit:
                customer = await make_customer(unit)
                who = await make_user(unit)
                await grant(unit, who, customer, "read")
                for number in range(5):
                    await make_site(unit, customer, name=f"Vera {number}")
            await _more_sites(database.superuser_url, customer, rows)
            order = job(who.user_id, State.RUNNING, 1)
            request: dict[str, object] = {
                "source": "org.sites", "query": {}, "within": [], "keys": None, "chosen": None,
                "archived": False, "columns": [{"name": "name"}], "format": "csv", "name": "x",
                "zone": "no/where", "locale": "it",
            }  # fmt: skip
            order = Job(order.id, order.owner, "export", "", request, State.RUNNING, 1, None, 0,
                        None, "", AT, None, 1)  # fmt: skip
            steps: list[tuple[int, int]] = []

            def disturb(done: int, total: int) -> None:
                if done == BATCH:  # elsewhere, and committed before the next rows are read
                    thread = Thread(target=asyncio.run, args=[_upset(database.superuser_url)])
                    thread.start()
                    thread.join()
                steps.append((done, total))

            spool = Spooling(store, discover(), JobLimits())
            sheet, contents = await spool(order, tmp_path / "rows", progress=disturb)
        finally:
            await store.close()
    read = [row for line in (tmp_path / "rows").read_bytes().splitlines()
            for row in orjson.loads(line)]  # fmt: skip
    assert len(read) == rows + 5
    assert all(name != "Nuova" for (name,) in read)
    assert steps[0] == (0, rows + 5)
    assert steps[-1] == (rows + 5, rows + 5)
    assert (contents.entity, contents.rows, contents.customers) == (
        "site", rows + 5, {customer: rows + 5},
    )  # fmt: skip
    assert [label for label, value in sheet["info"] if "(UTC)" in value] == ["Esportato il"]


async def _more_sites(url: str, customer: UUID, rows: int) -> None:
    owner = await asyncpg.connect(url)
    try:
        await owner.execute("SET session_replication_role = replica")
        await owner.execute(
            "INSERT INTO site (id, customer_id, code, name, kind, address, created_by, updated_by,"  # noqa: S608
            " row_version) SELECT gen_random_uuid(), c, 'T' || n, 'Torre ' || n, 'office', '{}',"
            f" c, c, 1 FROM generate_series(1, {rows}) n, (SELECT '{customer}'::uuid AS c) k"
        )
    finally:
        await owner.close()


async def _upset(url: str) -> None:
    owner = await asyncpg.connect(url)
    try:
        await owner.execute("SET session_replication_role = replica")
        await owner.execute("DELETE FROM site WHERE name LIKE 'Torre 9%'")
        await owner.execute("UPDATE site SET name = 'Nuova' WHERE name LIKE 'Torre 8%'")
    finally:
        await owner.close()


async def test_the_audit_is_told_whose_data_went_out(server: TestServer, tmp_path: Path) -> None:
    from tests.jobs.test_queue import benched, file  # noqa: PLC0415 - its bench
    from ytefas.jobs.job import Contents, Made  # noqa: PLC0415

    async with benched(server) as bench:
        async with bench.stores[0].writing(SYSTEM, cause="test.write") as unit:
            alfa, beta = await make_customer(unit), await make_customer(unit)
        owner = await bench.user()
        await bench.ask(owner)
        made = file(tmp_path / "file")
        contents = Contents("site", 5, {alfa: 2, beta: 3})
        taken = await bench.taken()
        await bench.queue.finish(taken, Made(made.path, made.name, made.kind, contents))
        admin = await asyncpg.connect(bench.database.superuser_url)
        try:
            told = await admin.fetch(
                "SELECT customer_id, user_id, entity, diff ->> 'rows' AS rows FROM audit_event"
                " WHERE action = 'test' ORDER BY rows"
            )
        finally:
            await admin.close()
        assert [tuple(row) for row in told] == [
            (alfa, owner, "site", "2"), (beta, owner, "site", "3"),
        ]  # fmt: skip
        store = bench.stores[0]
        async for _, verdict in verify_all(lambda: store.reading(SYSTEM)):
            assert verdict.holds


def test_a_worker_ends_with_the_node_that_started_it(tmp_path: Path) -> None:
    """Kill what started it: its input ends, and it does not draw on for nobody."""
    order = tmp_path / "order.json"
    order.write_bytes(orjson.dumps({"sheet": {"title": str(tmp_path / "never")}}))
    (tmp_path / "rows").write_bytes(b"")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.waiting", str(order)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=30) == 3
