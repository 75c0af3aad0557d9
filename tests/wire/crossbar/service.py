"""A real Crossbar.io, in its own environment, started with the configuration we ship."""

import asyncio
import json
import os
import signal
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import aiohttp

ROOT: Final = Path(__file__).resolve().parents[3]
PROGRAM: Final = ROOT / ".venv-crossbar" / "bin" / "crossbar"
SHIPPED: Final = ROOT / "deploy" / "crossbar" / "config.json"
START_SECONDS: Final = 90.0  # 5 s on an idle machine, 40 s on a loaded one
TICKET: Final = "the-nodes-own-ticket-of-this-test"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Crossbar:
    """One router; `start`, `kill` and `start` again keep its ports."""

    directory: Path
    nodes_port: int = field(default_factory=free_port)
    programs_port: int = field(default_factory=free_port)
    _process: asyncio.subprocess.Process | None = None

    @property
    def nodes(self) -> str:
        return f"ws://127.0.0.1:{self.nodes_port}/"

    @property
    def programs(self) -> str:
        return f"ws://127.0.0.1:{self.programs_port}/"

    async def start(self) -> None:
        assert PROGRAM.exists(), f"{PROGRAM} is missing: run `make crossbar`, which installs it"
        self._configure()
        with (self.directory / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                PROGRAM, "start", "--cbdir", self.directory, "--color", "false",
                stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "YTEFAS_CROSSBAR_NODE_TICKET": TICKET},
                start_new_session=True,  # its workers are its group: one signal ends them all
            )  # fmt: skip
        try:
            async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as http:
                while not await self._answers(http):
                    assert self._process.returncode is None, self.log()
                    await asyncio.sleep(0.1)
        except TimeoutError:
            await self.kill()
            raise AssertionError(self.log()) from None

    async def kill(self) -> None:
        """End it without a word, as a power cut would."""
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    def freeze(self) -> None:
        """Stop it without closing anything, as a machine that hangs does."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, number)

    def log(self) -> str:
        return (self.directory / "log").read_text(errors="replace")[-4000:]

    def _configure(self) -> None:
        config = json.loads(SHIPPED.read_text())
        for transport in config["workers"][0]["transports"]:
            port = self.nodes_port if transport["id"] == "nodes" else self.programs_port
            transport["endpoint"] |= {"port": port, "interface": "127.0.0.1"}
        (self.directory / "config.json").write_text(json.dumps(config))
        (self.directory / "node.pid").unlink(missing_ok=True)  # what a killed one leaves behind

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(self.programs.replace("ws:", "http:")) as response:
                return response.status < 500
        except aiohttp.ClientError:
            return False
