"""Started by root: PostgreSQL runs as another user, who cannot be let in everywhere.

Collected only when the tests run as root, as they do in continuous integration.
"""

# ruff: noqa: ASYNC240 - these tests look at small local files; nobody shares their loop

import asyncio
import os
import pwd
import shutil
import stat
import sys
from pathlib import Path

import pytest

from tests.support.database import THROWAWAY
from tests.support.embedded import query, running, server_process
from ytefas.store.embedded import account as accounts, server as servers
from ytefas.store.embedded.account import SYSTEM_USER
from ytefas.store.embedded.program import installed
from ytefas.store.embedded.refusal import ServerRefused
from ytefas.store.embedded.server import EmbeddedServer

STRANGER = "nobody"
# Connects as another user who, unlike any real one, is let through the private directory: the
# effective user is what the server sees, the file system user is what opens directories.
_CONNECT_AS_STRANGER = """
import ctypes, os, socket, sys
uid, path, as_root = int(sys.argv[1]), sys.argv[2], sys.argv[3] == "yes"
libc = ctypes.CDLL(None)
os.setgroups([])
os.seteuid(uid)
libc.setfsuid(0 if as_root else uid)
client = socket.socket(socket.AF_UNIX)
try:
    client.connect(path)
except PermissionError:
    sys.exit("closed")
body = b"\\0\\3\\0\\0user\\0postgres\\0database\\0ytefas\\0\\0"
client.sendall((len(body) + 4).to_bytes(4, "big") + body)
print(client.recv(4096).decode(errors="replace"))
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def facts_of(data_dir: Path) -> Path:
    return Path("/proc") / str(server_process(data_dir).pid)


async def test_the_server_is_not_root(made_dir: Path) -> None:
    async with running(made_dir) as database:
        process = facts_of(made_dir)
        assert process.stat().st_uid == pwd.getpwnam(SYSTEM_USER).pw_uid
        groups = next(line for line in (process / "status").read_text().splitlines()
                      if line.startswith("Groups:"))  # fmt: skip
        assert groups.split() == ["Groups:"]  # none of root's
        assert await query(database.superuser_url, "SELECT current_user::text") == "postgres"


@pytest.mark.parametrize(("opened", "answer"), [("no", "closed"), ("yes", "Peer authentication")])
async def test_another_user_of_the_machine_is_refused(
    made_dir: Path, opened: str, answer: str
) -> None:
    async with running(made_dir):
        stranger = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _CONNECT_AS_STRANGER, str(pwd.getpwnam(STRANGER).pw_uid),
            str(made_dir / "socket" / ".s.PGSQL.5432"), opened,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        output, _ = await stranger.communicate()
        assert answer in output.decode()


async def test_a_directory_closed_to_the_server_is_named_and_not_opened(data_dir: Path) -> None:
    closed = data_dir.parent / "closed"
    closed.mkdir(0o700)
    with pytest.raises(ServerRefused, match=f"{closed}, on the way") as refused:
        await EmbeddedServer(closed / "some" / "data", settings=THROWAWAY).start()
    assert refused.value.reason == "unreachable_data"
    assert mode(closed) == 0o700
    assert list(closed.iterdir()) == []


async def test_a_data_directory_closed_to_the_server_and_in_use_is_refused(data_dir: Path) -> None:
    data_dir.mkdir(0o700)
    (data_dir / "something-of-somebody").touch()
    with pytest.raises(ServerRefused, match=str(data_dir)) as refused:
        await EmbeddedServer(data_dir, settings=THROWAWAY).start()
    assert refused.value.reason == "unreachable_data"
    assert mode(data_dir) == 0o700


async def test_an_installation_closed_to_the_server_is_copied_beside_the_data(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = data_dir.parent / "home"
    home.mkdir(0o700)
    package = home / installed().name
    for part in ("bin", "lib", "share"):
        shutil.copytree(installed() / "pginstall18" / part, package / "pginstall18" / part)
    libraries = installed().parent / f"{package.name}.libs"
    shutil.copytree(libraries, home / libraries.name)
    monkeypatch.setattr(servers, "installed", lambda: package)
    stale = data_dir / "program-of-an-older-release"
    stale.mkdir(parents=True)
    async with running(data_dir) as database:
        assert await query(database.url, "SELECT 1") == 1
        assert (facts_of(data_dir) / "exe").readlink().is_relative_to(data_dir)
        assert not stale.exists()
    assert mode(home) == 0o700
    made = {path: path.stat().st_mtime_ns for path in data_dir.glob("program-*")}
    async with running(data_dir):  # copied once
        assert {path: path.stat().st_mtime_ns for path in data_dir.glob("program-*")} == made


async def test_data_of_another_user_is_served_as_that_user(data_dir: Path) -> None:
    async with running(data_dir):
        pass
    uid = pwd.getpwnam(STRANGER).pw_uid
    for path in (data_dir, *data_dir.rglob("*")):
        os.chown(path, uid, -1)
    async with running(data_dir) as database:
        assert facts_of(data_dir).stat().st_uid == uid
        assert await query(database.url, "SELECT 1") == 1


async def test_a_user_that_cannot_be_created_is_a_clear_refusal(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "SYSTEM_USER", "not a valid name")
    with pytest.raises(ServerRefused, match="not a valid name") as refused:
        await EmbeddedServer(data_dir).start()
    assert refused.value.reason == "no_system_user"
    assert "useradd" in str(refused.value)
    assert not data_dir.exists()
