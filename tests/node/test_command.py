"""The program as an operator runs it: serve, doctor, user, stop, start again."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import asyncpg
import pytest

from tests.support.client import until_true
from tests.support.visitor import visiting

ROOT = Path(__file__).parents[2]
YTEFAS = (sys.executable, "-m", "ytefas")


@asynccontextmanager
async def serving(data_dir: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Run `ytefas serve` and say where; it is gone after the block, whatever happened."""
    process = await asyncio.create_subprocess_exec(
        *YTEFAS, "serve", "--data-dir", str(data_dir), "--port", "0", cwd=ROOT,
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


async def healthy(url: str) -> None:
    """Ask as a proxy does: alive at once, ready when every part has answered."""
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{url}/health/live") as answer:
            assert answer.status == 200
        async with asyncio.timeout(5):
            while True:
                async with http.get(f"{url}/health/ready") as answer:
                    if answer.status == 200:
                        return
                    assert answer.status == 503, await answer.text()
                await asyncio.sleep(0.1)


@pytest.mark.slow
async def test_an_operators_day(made_dir: Path) -> None:
    async with serving(made_dir) as (process, url):
        await healthy(url)
        status, out, _ = await say(made_dir, "doctor", "--json")
        report = json.loads(out)
        assert status == 0, report
        connection = await asyncpg.connect(report["url"])
        assert await connection.fetchval("SELECT count(*) FROM customer") == 0
        await connection.close()
        refused, _, sentence = await say(made_dir, "serve", "--port", "0")
        assert refused == 1
        assert "Traceback" not in sentence
        assert sentence.startswith("ytefas: ")
        words = ("user", "add", "ada@studio.test", "--role", "admin", "--name", "Ada",
                 "--surname", "Rossi")  # fmt: skip
        assert (await say(made_dir, *words, password="a long enough password"))[0] == 0
        assert "ada@studio.test" in (await say(made_dir, "user", "list"))[1]
        async with visiting(url, "ada@studio.test", "a long enough password") as ada:
            await ada.shows("desktop")
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(10):
                out_bytes, err_bytes = await process.communicate()
            await until_true(ada.wire.closed.is_set)
        assert process.returncode == 0, err_bytes.decode()
        assert b"Traceback" not in err_bytes, err_bytes.decode()
        assert b"Ytefas stops" in out_bytes
    async with (
        serving(made_dir) as (_, url),
        visiting(url, "ada@studio.test", "a long enough password") as ada,
    ):
        await ada.shows("desktop")
