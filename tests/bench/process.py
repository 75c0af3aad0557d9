"""Processes that are measured: started, asked for their processor time and memory, and ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 120.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A server process that has said where it serves."""

    url: str
    pid: int
    seconds: float  # from its start to the first connection it took

    def cpu(self) -> float:
        """Tell the processor seconds it has used, without its children."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)

    def memory(self) -> int:
        """Tell the bytes that are its own: the proportional set size."""
        return int(psutil.Process(self.pid).memory_full_info().pss)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)


@contextmanager
def serving(module: str, *arguments: str, ready: str = "ready ") -> Iterator[Measured]:
    """Run a module of ours as a server until the block ends."""
    with started([sys.executable, "-m", module, *arguments], ready=ready) as measured:
        yield measured


@contextmanager
def started(command: Sequence[str], *, ready: str) -> Iterator[Measured]:
    """Run a command until the block ends; a line with `ready` in it ends with its address."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = _address(process, ready)
            _connect(url)
            yield Measured(url, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()


def _address(process: "subprocess.Popen[str]", ready: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if ready in line:
            return line.split()[-1]
    raise SystemExit(f"a server ended before it was ready: {process.args!r}")


def _connect(url: str) -> None:
    found = urlsplit(url)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((str(found.hostname), int(found.port or 80))).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def database_cpu(postmaster: int) -> float:
    """Tell the processor seconds of a PostgreSQL server, the backends that have ended included."""
    top = psutil.Process(postmaster)
    times = top.cpu_times()
    total = times.user + times.system + times.children_user + times.children_system
    for child in top.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            spent = child.cpu_times()
            total += spent.user + spent.system
    return float(total)


def calm(seconds: float = 0.2) -> float:
    """Tell the share of one core a busy process gets right now: 1.0 on a calm machine."""
    wall, used = time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < seconds:
        pass
    return (time.process_time() - used) / (time.perf_counter() - wall)
