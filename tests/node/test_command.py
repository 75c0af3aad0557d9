"""The program as an operator runs it: serve, doctor, user, stop, start again."""

import asyncio
import json
import signal
from pathlib import Path

import aiohttp
import asyncpg
import pytest

from tests.support.client import until_true
from tests.support.served import say, serving
from tests.support.visitor import visiting


async def healthy(url: str) -> None:
    """Ask as a proxy does: alive at once, ready when every part has answered."""
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{url}/health/live") as answer:
            assert answer.status == 200
        async with asyncio.timeout(30):
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
        (status, out, _), (refused, _, sentence) = await asyncio.gather(
            say(made_dir, "doctor", "--json"), say(made_dir, "serve", "--port", "0")
        )
        report = json.loads(out)
        assert status == 0, report
        connection = await asyncpg.connect(report["url"])
        assert await connection.fetchval("SELECT count(*) FROM customer") == 0
        await connection.close()
        assert refused == 1
        assert "Traceback" not in sentence
        assert sentence.startswith("ytefas: ")
        words = ("user", "add", "ada@studio.test", "--role", "consultant", "--name", "Ada",
                 "--surname", "Rossi")  # fmt: skip
        assert (await say(made_dir, *words, password="a long enough password"))[0] == 0
        assert "ada@studio.test" in (await say(made_dir, "user", "list"))[1]
        async with visiting(url, "ada@studio.test", "a long enough password") as ada:
            await ada.shows("desktop")
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(30):
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
