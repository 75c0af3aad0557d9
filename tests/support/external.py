"""A PostgreSQL that is not ours: started by hand, reached over TCP with a password.

It uses the programs of the embedded server and nothing else of it: the configuration is what
PostgreSQL comes with, and nobody marks or grants anything before the test does.
"""

import asyncio
import os
import secrets
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from tests.support.database import temporary_dir
from tests.support.embedded import ROOT
from ytefas.store.embedded.account import Account, server_account
from ytefas.store.embedded.launch import launch, private_output, tail
from ytefas.store.embedded.program import Program, installed, program_for

SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True)
class ExternalServer:
    """Somebody else's server."""

    port: int
    password: str  # of its superuser

    def url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    async def execute(self, *statements: str, database: str = "postgres") -> None:
        """Do what the administrator of that server does."""
        connection = await asyncpg.connect(self.url(SUPERUSER, self.password, database))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def give(self, owner: str, *powers: str) -> str:
        """Give an owner and a database of the same name, as the administrator; return its URL."""
        password = secrets.token_urlsafe(12)
        await self.execute(
            f"CREATE ROLE {owner} LOGIN NOSUPERUSER {' '.join(powers)} PASSWORD '{password}'",
            f"CREATE DATABASE {owner} OWNER {owner}",
        )
        return self.url(owner, password, owner)


@asynccontextmanager
async def external_server() -> AsyncIterator[ExternalServer]:
    """Run one for the length of the block."""
    base = await asyncio.to_thread(temporary_dir)
    base.chmod(0o755)
    account = server_account(base / "none")
    program = program_for(account, installed(), base)
    made = ExternalServer(_free_port(), secrets.token_urlsafe(12))
    try:
        process = await _start(base, account, program, made)
        try:
            await _answers(made)
            yield made
        finally:
            process.send_signal(signal.SIGINT)
            await process.wait()
    finally:
        await asyncio.to_thread(shutil.rmtree, base)


async def _start(
    base: Path, account: Account, program: Program, made: ExternalServer
) -> asyncio.subprocess.Process:
    cluster, secret = base / "cluster", base / "secret"
    cluster.mkdir(mode=0o700)
    secret.write_text(made.password)
    for path in (cluster, secret):
        os.chown(path, account.uid, account.gid)
    with private_output() as output:
        make = [program["initdb"], f"--pgdata={cluster}", f"--username={SUPERUSER}",
                "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C",
                "--no-sync"]  # fmt: skip
        done = await launch(account, make, cwd=cluster, output=output, farewell=signal.SIGTERM)
        assert await done.wait() == 0, tail(output)
    run = [program["postgres"], "-D", str(cluster), "-c", "listen_addresses=127.0.0.1",
           "-c", f"port={made.port}", "-c", "unix_socket_directories="]  # fmt: skip
    with (base / "log").open("wb") as log:
        return await launch(account, run, cwd=cluster, output=log, farewell=signal.SIGINT)


async def _answers(server: ExternalServer) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                await server.execute("SELECT 1")
            except (OSError, asyncpg.CannotConnectNowError):
                await asyncio.sleep(0.02)
            else:
                return


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[str]:
    """Serve on a database for the length of the block; yields where."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ytefas", "serve", "--port", "0",
        cwd=ROOT, env={**os.environ, "YTEFAS_DATABASE_URL": url}, stdout=pipe, stderr=pipe,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        if " serves at " not in line:
            process.terminate()
            raise AssertionError(line + (await process.communicate())[1].decode())
        yield line.split()[-1]
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()
    assert process.returncode == 0
