"""What is handed out: a wheel that brings the built client, for machines without Node.js."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest

from tests.client.node_js import CLIENT

ROOT = CLIENT.parent
RUN = ROOT / "deploy" / "requirements" / "run.txt"
READY = "Stop it with Ctrl+C"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


async def _done(*words: str | Path) -> str:
    process = await asyncio.create_subprocess_exec(
        *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


@asynccontextmanager
async def _demo(python: Path, folder: Path) -> AsyncIterator[str]:
    """Run the demonstration of an installation where nothing else is to be found."""
    process = await asyncio.create_subprocess_exec(
        python.with_name("ytefas"), "demo", "--port", "0", "--data-dir", folder / "data",
        cwd=folder, env={**os.environ, "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    try:
        while READY not in said:
            line = (await process.stdout.readline()).decode()
            assert line, said
            said += line
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found is not None
        yield found[0]
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


def _wheel_in(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


async def test_an_installation_from_the_wheel_needs_no_node_to_serve_the_client(
    data_dir: Path,
) -> None:
    folder = data_dir.parent
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    await _done(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    wheel = _wheel_in(folder)
    names = ZipFile(wheel).namelist()
    assert "ytefas/client/index.html.br" in names
    assert not [name for name in names if "node_modules" in name or name.endswith((".map", ".tsx"))]

    await _done(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    into = ("--python", python, "install", "--no-deps")
    await _done(*pip, *into, "--require-hashes", "-r", RUN)
    await _done(*pip, *into, wheel)

    async with (
        _demo(python, folder) as url,
        aiohttp.ClientSession(url, auto_decompress=False) as browser,
    ):
        async with browser.get("/", headers={"Accept-Encoding": "identity"}) as answer:
            page = await answer.text()
        scripts = re.findall(r'<script type="module"[^>]* src="(/assets/[^"]+\.js)"', page)
        assert len(scripts) == 1
        async with browser.get(scripts[0], headers={"Accept-Encoding": "br"}) as script:
            assert (script.status, script.headers["Content-Encoding"]) == (200, "br")
            assert "immutable" in script.headers["Cache-Control"]
            assert await script.read()
