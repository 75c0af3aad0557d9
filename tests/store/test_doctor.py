"""The doctor sees what is there, changes nothing, and gives a script a URL that works."""

# ruff: noqa: ASYNC240 - these tests look at small local files; nobody shares their loop

import json
from pathlib import Path

import asyncpg
import pytest

from tests.support.database import TestServer
from tests.support.embedded import query, running, server_process
from ytefas import __version__
from ytefas.store import migrate
from ytefas.store.doctor.doctor import Report, examine, masked
from ytefas.store.embedded.server import Database


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


async def test_before_the_first_start_there_is_nothing_and_nothing_is_made(data_dir: Path) -> None:
    report = await examine(data_dir)
    assert codes(report) == {"no_database"}
    assert report.healthy
    assert not report.running
    assert not data_dir.exists()


async def test_a_running_database_of_another_owner_is_described(made_dir: Path) -> None:
    async with running(made_dir) as database:
        await migrate.upgrade(database)
        report = await examine(made_dir, pool_size=10)
        assert report.embedded is not None
        assert report.embedded.server_pid == server_process(made_dir).pid
        assert report.embedded.owner_pid is not None
        assert codes(report) == {"fsync_off"}  # the tests' own setting, and rightly found
        content = json.loads(json.dumps(report.as_json()))
        assert content["program_version"] == __version__
        assert content["kind"] == "embedded"
        assert content["running"] is True
        assert content["healthy"] is False
        assert content["database"]["revision"] == content["head"] == migrate.head()
        assert content["database"]["server_version_num"] // 10000 == 18
        assert content["embedded"]["disk"]["free"] > 0
        assert await query(content["url"], "SELECT current_user::text") == "ytefas"
    stopped = await examine(made_dir)
    assert codes(stopped) == {"not_running"}
    assert stopped.url == content["url"]
    assert not stopped.running


async def test_a_long_directory_has_its_socket_elsewhere_and_the_url_still_works(
    data_dir: Path,
) -> None:
    deep = data_dir.joinpath(*(["a-directory-with-quite-a-name"] * 5))
    async with running(deep):
        report = await examine(deep)
        assert await query(report.url, "SELECT 1") == 1
    assert (await examine(deep)).url == report.url


async def test_a_killed_database_is_told_from_a_stopped_one(made_dir: Path) -> None:
    async with running(made_dir):
        pid_file = (made_dir / "cluster" / "postmaster.pid").read_text()
    gone = "4194304"  # beyond the largest pid
    (made_dir / "cluster" / "postmaster.pid").write_text(gone + pid_file[pid_file.index("\n") :])
    assert codes(await examine(made_dir)) == {"unclean"}


async def test_an_external_database_is_reported_with_its_faults(
    server: TestServer, tmp_path: Path
) -> None:
    async with server.clone() as database:
        report = await examine(tmp_path, external_url=database.url, pool_size=600)
        assert report.kind == "external"
        assert report.embedded is None
        assert codes(report) == {"fsync_off", "few_connections"}
    report = await examine(tmp_path, external_url=database.url)  # it was dropped
    assert codes(report) == {"unreachable"}
    assert not report.healthy


async def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    report = await examine(tmp_path, external_url=f"postgresql://x@/y?host={tmp_path}&port=1")
    assert codes(report) == {"unreachable"}


async def test_an_empty_database_is_to_be_migrated(server: TestServer, tmp_path: Path) -> None:
    empty = await server.create("never_migrated")
    report = await examine(tmp_path, external_url=empty.url)
    assert "not_migrated" in codes(report)
    await server.execute("DROP DATABASE never_migrated")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE alembic_version SET version_num = 'from_the_future'", "other_revision"),
        ("ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) NOT LEAKPROOF",
         "search_not_leakproof"),
        ("CREATE TABLE forgotten (id uuid PRIMARY KEY, customer_id uuid)", "tables_unprotected"),
        ("CREATE TABLE theirs (id uuid); ALTER TABLE theirs OWNER TO ytefas_app",
         "role_too_strong"),
    ],
)  # fmt: skip
async def test_each_fault_is_found(
    database: Database, tmp_path: Path, damage: str, code: str
) -> None:
    before = codes(await examine(tmp_path, external_url=database.url))
    connection = await asyncpg.connect(database.superuser_url)
    await connection.execute(damage)
    await connection.close()
    report = await examine(tmp_path, external_url=database.url)
    assert codes(report) - before == {code}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ytefas:hush@db.example/ytefas",
        "postgresql://ytefas:hu%2Fsh@db.example:5433/ytefas?sslmode=require",
        "postgresql://ytefas@db.example/ytefas?password=hush&sslmode=require",
        "postgresql://ytefas@db.example/ytefas?sslmode=require&sslpassword=hush",
    ],
)
async def test_a_password_is_in_the_json_and_not_in_the_text(url: str, tmp_path: Path) -> None:
    assert "hu" not in masked(url)
    assert "***" in masked(url)
    assert "ytefas" in masked(url)
    assert masked("postgresql://ytefas@/ytefas?host=/run/x") == (
        "postgresql://ytefas@/ytefas?host=/run/x"
    )


async def test_the_text_tells_a_person_what_they_need(made_dir: Path) -> None:
    async with running(made_dir) as database:
        await migrate.upgrade(database)
        text = (await examine(made_dir, pool_size=10)).as_text()
        for expected in (str(made_dir), "embedded, running", "18.", migrate.head(), "GiB free",
                         f"server {server_process(made_dir).pid}", "ERROR"):  # fmt: skip
            assert expected in text
    assert "not running" in (await examine(made_dir)).as_text()
