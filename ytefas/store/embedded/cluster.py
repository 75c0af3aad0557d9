"""Make the cluster once, whole or not at all, and refuse one of another PostgreSQL.

It is made beside its place and renamed into it, so that whoever kills us in the middle leaves
something the next start removes, never something it takes for a database.
"""

import asyncio
import os
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ytefas.store.embedded.launch import launch, private_output, tail
from ytefas.store.embedded.place import Place
from ytefas.store.embedded.program import MAJOR, Program
from ytefas.store.embedded.refusal import ServerRefused

SUPERUSER = "postgres"


def check_version(place: Place) -> bool:
    """Is there a cluster? One of another major version is refused, never touched."""
    if not place.cluster.exists():
        return False
    try:
        found = int((place.cluster / "PG_VERSION").read_text())
    except (OSError, ValueError):
        raise ServerRefused("broken_data", directory=str(place.cluster)) from None
    if found != MAJOR:
        raise ServerRefused("other_version", directory=str(place.cluster), found=found, ours=MAJOR)
    return True


async def create_cluster(place: Place, program: Program, *, settings: Mapping[str, str]) -> None:
    """Run initdb beside the cluster's place, then put the result there."""
    unfinished = await asyncio.to_thread(_unfinished_cluster, place)
    command = [program["initdb"], f"--pgdata={unfinished}", f"--username={SUPERUSER}",
               "--auth=peer", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
               "--builtin-locale=C.UTF-8", "--data-checksums", "--no-instructions"]  # fmt: skip
    if settings.get("fsync") == "off":
        command.append("--no-sync")
    with await asyncio.to_thread(private_output) as output:
        process = await launch(place.account, command, cwd=unfinished, output=output,
                               farewell=signal.SIGTERM)  # fmt: skip
        try:
            code = await process.wait()
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()
        if code != 0:
            log = await asyncio.to_thread(tail, output)
            raise ServerRefused("not_created", directory=str(place.cluster), log=log)
    await asyncio.to_thread(_put_in_place, unfinished, place)


def _unfinished_cluster(place: Place) -> Path:
    directory = Path(tempfile.mkdtemp(prefix=".new-cluster-", dir=place.data_dir))
    if place.account.is_other:
        os.chown(directory, place.account.uid, place.account.gid)
    return directory


def _put_in_place(unfinished: Path, place: Place) -> None:
    unfinished.rename(place.cluster)
    descriptor = os.open(place.data_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
