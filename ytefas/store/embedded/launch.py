"""Run a PostgreSQL program as the server's user: every child of ours starts through here."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from ytefas.store.embedded import become
from ytefas.store.embedded.account import Account

# Nothing of our environment: PGDATA, PGPORT or a strange locale must not change what starts.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


async def launch(
    account: Account,
    command: Sequence[str],
    *,
    cwd: Path,
    output: IO[bytes],
    farewell: signal.Signals,
) -> asyncio.subprocess.Process:
    """Start `command` as `account`; `farewell` is the signal it gets if we die before it."""
    script = [sys.executable, "-I", "-S", become.__file__, str(account.uid), str(account.gid),
              str(int(farewell)), str(os.getpid()), "--"]  # fmt: skip
    return await asyncio.create_subprocess_exec(
        *script, *command, cwd=cwd, env=_ENVIRONMENT,
        stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output,
    )  # fmt: skip


def private_output() -> IO[bytes]:
    """Return a nameless file for the words of a program; a pipe would have to be emptied."""
    return tempfile.TemporaryFile()


def tail(output: IO[bytes], *, size: int = 4000) -> str:
    """Return the last words of a program that wrote to `output`."""
    output.seek(0, os.SEEK_END)
    output.seek(max(0, output.tell() - size))
    return output.read().decode(errors="replace").strip()
