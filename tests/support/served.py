"""The program as a process of its own, for tests that stop it, kill it and start it again."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
YTEFAS = (sys.executable, "-m", "ytefas")

Serving = tuple[asyncio.subprocess.Process, str]


@asynccontextmanager
async def serving(data_dir: Path, *, port: int = 0) -> AsyncIterator[Serving]:
    """Run `ytefas serve` and say where; it is gone after the block, whatever happened."""
    process = await asyncio.create_subprocess_exec(
        *YTEFAS, "serve", "--data-dir", str(data_dir), "--port", str(port), cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        assert " serves at " in line, await process.communicate()
        yield process, line.split()[-1]
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def say(data_dir: Path, *words: str, password: str = "") -> tuple[int, str, str]:
    """Run another verb beside; its status and what it said."""
    process = await asyncio.create_subprocess_exec(
        *YTEFAS, *words, "--data-dir", str(data_dir), cwd=ROOT, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate(password.encode() + b"\n")
    return process.returncode or 0, out.decode(), err.decode()
