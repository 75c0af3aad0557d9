"""Where jobs keep what they make on the way: private to this process, gone when it is gone.

A killed node cannot clean up, and what it left may be personal. So every node's directory holds a
lock for as long as the node lives, and whoever starts removes those whose lock nobody holds.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PREFIX: Final = "ytefas-jobs-"
_LOCK: Final = "owner"


@contextmanager
def working_place(below: Path | None = None) -> Iterator[Path]:
    """Have a directory of one's own (0700) for the length of the block."""
    root = Path(tempfile.gettempdir()) if below is None else below
    _sweep(root)
    place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=root))
    held = os.open(place / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(held)


def _sweep(root: Path) -> None:
    """Remove what dead nodes left: their lock is free."""
    for left in root.glob(f"{_PREFIX}*"):
        try:
            held = os.open(left / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            continue  # somebody else's, or just being made
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        else:
            shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(held)
