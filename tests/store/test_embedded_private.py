"""The embedded server is private: its directories, its socket, and who may connect."""

# ruff: noqa: ASYNC240 - these tests look at small local files; nobody shares their loop

import os
import stat
from pathlib import Path

import asyncpg
import pytest

from tests.support.database import THROWAWAY
from tests.support.embedded import query, running, until
from ytefas.store.embedded.place import socket_dir
from ytefas.store.embedded.refusal import ServerRefused
from ytefas.store.embedded.server import EmbeddedServer


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_only_the_servers_user_can_enter(made_dir: Path) -> None:
    async with running(made_dir):
        for directory in (made_dir, made_dir / "cluster", made_dir / "socket",
                          made_dir / "cluster" / "log"):  # fmt: skip
            assert mode(directory) == 0o700
        assert mode(made_dir / "socket" / ".s.PGSQL.5432") == 0o700
        assert mode(made_dir / "lock") == 0o600
        readable = [path for path in made_dir.rglob("*") if not path.is_symlink()
                    and not path.is_dir() and mode(path) & 0o077]  # fmt: skip
        assert readable == []


async def test_nobody_is_trusted_and_nothing_is_on_the_network(made_dir: Path) -> None:
    async with running(made_dir):
        rules = (made_dir / "cluster" / "pg_hba.conf").read_text().splitlines()
        methods = [line.split()[3] for line in rules if line and not line.startswith("#")]
        assert methods
        assert set(methods) == {"peer"}
        assert not any(line.startswith("host") for line in rules)


async def test_an_existing_empty_directory_becomes_private(data_dir: Path) -> None:
    data_dir.mkdir()
    data_dir.chmod(0o755)
    async with running(data_dir):
        assert mode(data_dir) == 0o700
        assert data_dir.stat().st_uid == (data_dir / "cluster").stat().st_uid


async def test_a_directory_with_something_else_in_it_keeps_its_permissions(data_dir: Path) -> None:
    data_dir.mkdir()
    data_dir.chmod(0o751)
    (data_dir / "lost+found").mkdir()
    async with running(data_dir) as database:
        assert await query(database.url, "SELECT 1") == 1
        assert mode(data_dir) == 0o751
        assert mode(data_dir / "cluster") == 0o700


async def test_the_parents_are_left_as_they_are(made_dir: Path) -> None:
    def seen() -> list[tuple[Path, int, int]]:
        return [(parent, mode(parent), parent.stat().st_uid) for parent in made_dir.parents]

    before = seen()
    async with running(made_dir):
        assert seen() == before


async def test_a_path_too_long_for_a_socket_gets_a_short_private_one(data_dir: Path) -> None:
    deep = data_dir.joinpath(*(["a-directory-with-quite-a-name"] * 5))
    async with running(deep) as database:
        assert await query(database.url, "SELECT 1") == 1
        elsewhere = Path(str(await query(database.superuser_url, "SHOW unix_socket_directories")))
        assert not elsewhere.is_relative_to(data_dir)
        assert mode(elsewhere) == 0o700
        assert elsewhere.stat().st_uid == (deep / "cluster").stat().st_uid
    assert not elsewhere.exists()
    async with running(deep) as database:
        assert await query(database.url, "SELECT 1") == 1


async def test_a_short_socket_directory_made_by_somebody_else_is_refused(data_dir: Path) -> None:
    deep = data_dir.joinpath(*(["a-directory-with-quite-a-name"] * 5))
    elsewhere = socket_dir(deep, os.geteuid())
    elsewhere.symlink_to(data_dir)
    try:
        with pytest.raises(ServerRefused, match=str(elsewhere)) as refused:
            await EmbeddedServer(deep, settings=THROWAWAY).start()
        assert refused.value.reason == "unusable_directory"
    finally:
        elsewhere.unlink()


@pytest.mark.parametrize("below", ["", "below", "below/it"])
async def test_a_file_in_the_place_of_a_directory_is_refused_by_name(
    data_dir: Path, below: str
) -> None:
    data_dir.write_text("")
    with pytest.raises(ServerRefused, match=f"{data_dir} .*Not a directory") as refused:
        await EmbeddedServer(data_dir / below).start()
    assert refused.value.reason == "unusable_directory"


async def test_a_lock_that_is_a_link_is_not_followed(made_dir: Path, tmp_path: Path) -> None:
    async with running(made_dir):
        pass
    victim, lock = tmp_path / "victim", made_dir / "lock"
    victim.write_text("precious")
    lock.unlink()
    lock.symlink_to(victim)
    with pytest.raises(ServerRefused) as refused:
        await EmbeddedServer(made_dir, settings=THROWAWAY).start()
    assert refused.value.reason == "unusable_directory"
    assert victim.read_text() == "precious"
    lock.unlink()


async def test_the_log_holds_no_values_of_rows(made_dir: Path) -> None:
    async with running(made_dir) as database:
        await query(database.url, "CREATE TABLE known (name text PRIMARY KEY)")
        await query(database.url, "INSERT INTO known VALUES ('Rossi')")
        connection = await asyncpg.connect(database.url)
        with pytest.raises(asyncpg.UniqueViolationError):
            await connection.execute("INSERT INTO known VALUES ($1)", "Rossi")
        await connection.close()
        log_dir = made_dir / "cluster" / "log"

        def log() -> str:  # its writer is a process of its own, a moment behind
            return "".join(file.read_text() for file in log_dir.iterdir())

        await until(lambda: "duplicate key" in log())
        assert "(name)=(" not in log()
    assert os.listdir(made_dir / "socket") == []  # noqa: PTH208 - the bare names say it
