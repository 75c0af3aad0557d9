"""The whole program killed while it exports: its worker ends with it, and the job is done later."""

import os
import signal
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import psutil  # type: ignore[import-untyped]
import pytest

from tests.faults.test_kill import database_url, prepared
from tests.jobs.tray import Tray, comes, listing, table
from tests.support.identity import PASSWORD
from tests.support.served import serving
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

SITES = 2000


async def sites(url: str, customer: object) -> None:
    """Make sites beside the running node, as their customer's scope allows."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("SET LOCAL ROLE ytefas_all")
            await connection.execute(
                "INSERT INTO site (id, customer_id, code, name, kind, address, created_by,"  # noqa: S608
                " updated_by, row_version) SELECT gen_random_uuid(), c, 'T' || n, 'Torre ' || n,"
                f" 'office', '{{}}', c, c, 1 FROM generate_series(1, {SITES}) n,"
                f" (SELECT '{customer}'::uuid AS c) k"
            )
    finally:
        await connection.close()


async def stopped_worker(node: int) -> psutil.Process:
    """Catch the worker process of a node, and hold it where it is."""
    found: list[psutil.Process] = []

    async def there() -> bool:
        children = psutil.Process(node).children()
        found[:] = [one for one in children if "reports" in one.cmdline()]
        return bool(found)

    await comes(there)
    found[0].send_signal(signal.SIGSTOP)
    return found[0]


async def test_a_killed_node_takes_its_worker_along_and_the_job_is_done(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YTEFAS_LIMITS", "jobs.lease=2, jobs.poll=0.1")
    async with AsyncExitStack() as stack:
        process, url = await stack.enter_async_context(serving(data_dir))
        load = await prepared(data_dir, url)
        await sites(database_url(data_dir), load.customer)
        anna = await Visitor.arrive(url, load.emails[0], PASSWORD)
        tray, view = await Tray.of(anna), await listing(anna, "org.sites")
        job = await tray.export(view, ["code"], format="csv")
        worker = await stopped_worker(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        _ = await process.wait()
        worker.send_signal(signal.SIGCONT)

        async def gone() -> bool:
            return not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE

        await comes(gone)
        anna.wire.cut()
        await anna.browser.http.close()
        _, url = await stack.enter_async_context(serving(data_dir))
        anna = await Visitor.arrive(url, load.emails[0], PASSWORD)
        tray = Tray(anna)

        async def done() -> bool:
            return bool((await tray.jobs())[0]["state"] == "done")

        await comes(done)
        (found,) = await tray.jobs()
        assert found["id"] == job["id"]
        _, body, _ = await tray.fetch(found["file"]["url"])
        assert len(table(body)) == SITES + 1
        await anna.go()
