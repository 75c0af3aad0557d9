"""What an operator needs to know about the installation's database, and what is wrong with it.

It only looks, and works beside a running node. The JSON form holds a URL that connects (for whoever
may read the data directory, or knows the external URL); the form for people masks its password.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg

from ytefas import __version__
from ytefas.store import migrate
from ytefas.store.doctor.facts import DatabaseFacts, Embedded, ask, look
from ytefas.store.doctor.findings import Finding, Level, about_database, about_place, found
from ytefas.store.embedded.server import database_at

_PASSWORD_OF_USER: Final = re.compile(r"(?<=://)([^:/?#@]*):[^/?#]*@")
_PASSWORD_OPTION: Final = re.compile(r"([?&](?:ssl)?password=)[^&#]*", re.IGNORECASE)
_FINE: Final = "Nothing to complain about.\n"
_MIB, _GIB = 1024**2, 1024**3


@dataclass(frozen=True, slots=True)
class Report:
    """All of it; `url` is the database in use, and connects whenever it runs."""

    program_version: str
    kind: str
    url: str
    superuser_url: str | None
    running: bool
    head: str
    pool_size: int | None
    embedded: Embedded | None
    database: DatabaseFacts | None
    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        return not any(finding.level is Level.ERROR for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values for a script."""
        content: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return {**content, "healthy": self.healthy}

    def as_text(self) -> str:
        """Return it as lines for a person, without secrets."""
        facts = "".join(f"{name:<13} {value}\n" for name, value in _facts(self))
        findings = "".join(f"{f.level.upper():<13} {f.sentence}\n" for f in self.findings)
        return f"{facts}\n{findings or _FINE}"


async def examine(
    data_dir: Path, *, external_url: str | None = None, pool_size: int | None = None
) -> Report:
    """Look at the embedded database of `data_dir`, or at an external one, and report."""
    head = await asyncio.to_thread(migrate.head)
    embedded, url, superuser_url = None, external_url, None
    findings: list[Finding] = []
    if url is None:
        embedded = await asyncio.to_thread(look, data_dir)
        urls = database_at(embedded.socket_dir)
        url, superuser_url = urls.url, urls.superuser_url
        findings += about_place(embedded)
    database = None
    if embedded is None or embedded.server_pid is not None:
        try:
            database = await ask(url)
            findings += about_database(database, head=head, pool_size=pool_size)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as problem:
            findings.append(found("unreachable", problem=f"{type(problem).__name__}: {problem}"))
    return Report(
        program_version=__version__, kind="embedded" if embedded else "external", url=url,
        superuser_url=superuser_url, running=database is not None, head=head,
        pool_size=pool_size, embedded=embedded, database=database, findings=tuple(findings),
    )  # fmt: skip


def masked(url: str) -> str:
    """Hide the password of a URL, wherever it stands in it."""
    return _PASSWORD_OPTION.sub(r"\1***", _PASSWORD_OF_USER.sub(r"\1:***@", url))


def _facts(report: Report) -> Iterator[tuple[str, object]]:
    yield "Ytefas", report.program_version
    yield "Database", f"{report.kind}, {'running' if report.running else 'not running'}"
    yield "URL", masked(report.url)
    if report.embedded is not None:
        yield from _place_facts(report.embedded)
    database = report.database
    if database is not None:
        yield "PostgreSQL", database.server_version
        yield "Size", f"{database.bytes / _MIB:.1f} MiB"
        yield "Migration", f"{database.revision or 'none'} (this release: {report.head})"
        yield "Connections", (f"{database.used_connections} of {database.max_connections},"
                              f" pool {report.pool_size or 'unknown'}")  # fmt: skip
        yield "Extensions", ", ".join(database.extensions)


def _place_facts(embedded: Embedded) -> Iterator[tuple[str, object]]:
    yield "Directory", embedded.data_dir
    yield "Log", embedded.log_dir
    if embedded.server_pid is not None:
        yield "Processes", f"server {embedded.server_pid}, owner {embedded.owner_pid or 'none'}"
    if embedded.disk is not None:
        free, total = embedded.disk.free / _GIB, embedded.disk.total / _GIB
        yield "Disk", f"{free:.1f} GiB free of {total:.1f}"
