"""The embedded server's ordinary life: it creates, it keeps, it refuses a second owner."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.support.database import THROWAWAY
from tests.support.embedded import (
    owner_ready,
    query,
    running,
    server_process,
    start_owner,
    until,
)
from ytefas.store.embedded.configuration import MIB, sized_settings
from ytefas.store.embedded.place import default_data_dir
from ytefas.store.embedded.refusal import SENTENCES, ServerRefused
from ytefas.store.embedded.server import Database, EmbeddedServer


async def test_first_start_creates_and_second_start_finds_the_data(data_dir: Path) -> None:
    async with running(data_dir) as first:
        await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    async with running(data_dir) as second:
        assert second == first
        assert await query(second.url, "SELECT answer FROM kept") == 42


async def test_the_owner_of_the_database_is_no_superuser(database: Database) -> None:
    role = "SELECT rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname=current_user"
    assert await query(database.url, role) is False
    assert await query(database.superuser_url, role) is True
    assert await query(
        database.url,
        "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database"
        " WHERE datname = current_database()",
    )


async def test_nobody_else_may_connect_to_the_database(made_dir: Path) -> None:
    async with running(made_dir) as database:
        await query(database.superuser_url, "CREATE ROLE stranger LOGIN")
        with pytest.raises(Exception, match="permission denied for database"):
            await query(database.url.replace("ytefas@", "stranger@"), "SELECT 1")
        await query(database.superuser_url, "DROP ROLE stranger")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("current_setting('server_version_num')::int / 10000", 18),
        ("current_setting('server_encoding')", "UTF8"),
        ("current_setting('data_checksums')", "on"),
        ("current_setting('listen_addresses')", ""),
        ("current_setting('jit')", "off"),
        ("current_setting('max_prepared_transactions')", "0"),
        ("current_setting('TimeZone')", "UTC"),
        ("current_setting('log_error_verbosity')", "terse"),
        ("(SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname='ytefas')",
         "bC.UTF-8"),
        ("lower('ÀÉÈ') || upper('perché')", "àéèPERCHÉ"),
        ("'È' < 'É'", True),
    ],
)  # fmt: skip
async def test_the_server_is_set_up_as_decided(
    database: Database, expression: str, expected: object
) -> None:
    assert await query(database.superuser_url, f"SELECT {expression}") == expected


async def test_settings_reach_the_server_but_open_no_door(made_dir: Path) -> None:
    chosen = {"work_mem": "7MB", "listen_addresses": "*", "cluster_name": "it's \\ mine"}
    async with running(made_dir, **chosen) as database:
        for name, expected in (("work_mem", "7MB"), ("listen_addresses", ""),
                               ("cluster_name", "it's \\ mine")):  # fmt: skip
            assert await query(database.url, f"SHOW {name}") == expected


async def test_durability_is_on_unless_switched_off(made_dir: Path) -> None:
    server = EmbeddedServer(made_dir)
    database = await server.start()
    try:
        assert await query(database.url, "SHOW fsync") == "on"
        assert await query(database.url, "SHOW synchronous_commit") == "on"
    finally:
        await server.stop()


def test_settings_follow_the_machine_within_bounds() -> None:
    tiny, usual, huge = (sized_settings(mib * MIB) for mib in (64, 8192, 1024 * 1024))
    assert tiny["shared_buffers"] == "32MB"
    assert usual["shared_buffers"] == "1024MB"
    assert usual["effective_cache_size"] == "4096MB"
    assert huge["shared_buffers"] == "4096MB"
    assert huge["work_mem"] == "32MB"


async def test_a_second_start_in_this_process_is_refused(made_dir: Path) -> None:
    async with running(made_dir) as database:
        with pytest.raises(ServerRefused, match=str(made_dir)) as refused:
            await EmbeddedServer(made_dir, settings=THROWAWAY).start()
        assert refused.value.reason == "already_running"
        assert await query(database.url, "SELECT 1") == 1


async def test_a_second_start_names_the_process_that_owns_the_directory(made_dir: Path) -> None:
    owner = await start_owner(made_dir)
    try:
        await owner_ready(owner)
        with pytest.raises(ServerRefused, match=f"pid {owner.pid}"):
            await EmbeddedServer(made_dir, settings=THROWAWAY).start()
        server = server_process(made_dir)
    finally:
        owner.kill()
        await owner.wait()
    await until(lambda: not server.alive)


async def test_of_two_first_starts_at_once_one_wins(data_dir: Path) -> None:
    servers = [EmbeddedServer(data_dir, settings=THROWAWAY) for _ in range(2)]
    results = await asyncio.gather(*(s.start() for s in servers), return_exceptions=True)
    won = [result for result in results if isinstance(result, Database)]
    lost = [result for result in results if isinstance(result, ServerRefused)]
    assert [refused.reason for refused in lost] == ["already_running"]
    assert await query(won[0].url, "SELECT 1") == 1
    await asyncio.gather(*(s.stop() for s in servers))


async def test_one_object_starts_once_and_may_start_again_after_a_stop(made_dir: Path) -> None:
    server = EmbeddedServer(made_dir, settings=THROWAWAY)
    await server.start()
    with pytest.raises(RuntimeError, match="stop it first"):
        await server.start()
    await server.stop()
    await server.stop()
    database = await server.start()
    assert await query(database.url, "SELECT 1") == 1
    await server.stop()


async def test_stop_ends_clients_and_leaves_no_process(made_dir: Path) -> None:
    server = EmbeddedServer(made_dir, settings=THROWAWAY)
    database = await server.start()
    process = server_process(made_dir)
    asleep = asyncio.ensure_future(query(database.url, "SELECT pg_sleep(600)"))
    while not await query(database.superuser_url,
                          "SELECT count(*) FROM pg_stat_activity WHERE query ~ '600.$'"
                          " AND pid <> pg_backend_pid()"):  # fmt: skip
        pass
    await server.stop()
    assert not process.alive
    with pytest.raises(Exception, match=r"terminating connection|connection was closed"):
        await asleep


async def test_a_cancelled_start_leaves_neither_lock_nor_server(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir, settings=THROWAWAY)
    starting = asyncio.ensure_future(server.start())
    await until((data_dir / "lock").exists)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    async with running(data_dir) as database:
        assert await query(database.url, "SELECT 1") == 1


async def test_a_wrong_setting_is_refused_with_the_words_of_the_server(made_dir: Path) -> None:
    with pytest.raises(ServerRefused, match="shared_buffers") as refused:
        async with running(made_dir, shared_buffers="a lot"):
            pass
    assert refused.value.reason == "not_started"
    async with running(made_dir) as database:
        assert await query(database.url, "SELECT 1") == 1


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ("19", "other_version"),
        ("17", "other_version"),
        ("", "broken_data"),
        (None, "broken_data"),
    ],
)
async def test_the_data_of_another_postgresql_is_refused_untouched(
    data_dir: Path, found: str | None, reason: str
) -> None:
    cluster = data_dir / "cluster"
    cluster.mkdir(parents=True)
    if found is not None:
        (cluster / "PG_VERSION").write_text(found)
    before = sorted(cluster.iterdir())
    with pytest.raises(ServerRefused) as refused:
        await EmbeddedServer(data_dir).start()
    assert refused.value.reason == reason
    assert str(cluster) in str(refused.value)
    assert (found or "") in str(refused.value)
    assert sorted(cluster.iterdir()) == before


def test_every_refusal_has_a_sentence_with_its_facts() -> None:
    names = ("user", "directory", "data_dir", "problem", "owner", "uid", "pid", "found", "ours",
             "log", "log_dir")  # fmt: skip
    facts = dict.fromkeys(names, "«fact»")
    for reason in SENTENCES:
        assert "«fact»" in str(ServerRefused(reason, **facts))


def test_the_directory_nobody_chose_is_one_the_server_can_reach(tmp_path: Path) -> None:
    chosen = default_data_dir({"XDG_DATA_HOME": str(tmp_path)})
    assert chosen == (Path("/var/lib/ytefas") if os.geteuid() == 0 else tmp_path / "ytefas")
