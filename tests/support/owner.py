"""A process that owns an embedded server, for tests that kill it: run as a script with a directory.

It says `ready` on standard output when the server answers, and then waits to be killed.
"""

import asyncio
import sys
from pathlib import Path

from tests.support.database import THROWAWAY
from ytefas.store.embedded.server import EmbeddedServer


async def _own(data_dir: Path) -> None:
    await EmbeddedServer(data_dir, settings=THROWAWAY).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_own(Path(sys.argv[1])))
