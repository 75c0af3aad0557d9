"""A worker process: one for each file, started afresh, told by a file, killed without regret.

One process a job instead of a pool: it can be ended alone, it gives its memory back, and a
document that crashes its interpreter takes nothing with it. Starting it costs a tenth of a second.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ytefas.errors import TooLarge
from ytefas.framework.tree.tasks import spawn
from ytefas.jobs.job import WorkerDied

log = logging.getLogger(__name__)

_SAID = 2000  # letters of a failed process's last words that go to the log


async def draw(
    module: str, order: Path, *, told: Callable[[int], None], bounded: tuple[Path, int, float]
) -> int:
    """Run `python -m module order` and return the last number it said.

    `bounded`: the file it makes, how large that may become, and how many seconds all may take.
    """
    out, most, seconds = bounded
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, str(order),
        stdin=asyncio.subprocess.PIPE,  # ours to hold: it ends with us
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        # Nothing of our environment is its business (it holds secrets) but where the modules are.
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert process.stdout is not None  # noqa: S101 - asked for above
    assert process.stderr is not None  # noqa: S101 - asked for above
    words = spawn(process.stderr.read(), name="read what a worker process complains of")
    last = 0
    try:
        async with asyncio.timeout(seconds):
            async for line in process.stdout:
                last = int(line)
                told(last)
                if out.exists() and out.stat().st_size > most:
                    raise TooLarge(limit=most)
            code = await process.wait()
    except TimeoutError:
        raise WorkerDied(f"it took longer than {seconds} seconds") from None
    finally:
        await _ended(process)
        said = (await words).decode(errors="replace")
    if code in {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}:
        raise WorkerDied(f"ended by signal {-code}")
    if code != 0:
        log.error("a worker process failed with %d: %s", code, said[-_SAID:])
        raise RuntimeError(f"the worker process failed with {code}")
    return last


async def _ended(process: asyncio.subprocess.Process) -> None:
    """See that it is gone, whatever happened."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await asyncio.shield(spawn(process.wait(), name="end a worker process"))
