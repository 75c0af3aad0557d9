"""What may be wrong with a database, and the sentences that tell the operator what to do.

Pure: from facts to findings. The code of a finding is a contract with scripts; its sentence is for
people, in English, like everything operators read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ytefas.store.doctor.facts import DatabaseFacts, Embedded
from ytefas.store.isolation import ALL, APP, NODE

OLDEST_SERVER: Final = 17
_LITTLE_SPACE: Final = 2 * 1024**3
_LITTLE_SHARE: Final = 0.05
_BESIDE_THE_POOL: Final = 2  # one connection listens to the feed, one sends its wake-ups


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # do not work with it like this
    WARNING = "warning"  # works, and will hurt
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the operator should know."""

    level: Level
    code: str
    sentence: str


SENTENCES: Final[dict[str, tuple[Level, str]]] = {
    "closed": (
        Level.ERROR,
        "You may not look into {where}: run doctor as root or as the user who runs Ytefas.",
    ),
    "unreachable": (Level.ERROR, "The database does not answer ({problem})."),
    "no_database": (
        Level.NOTE,
        "There is no database in {where} yet; the first start creates it.",
    ),
    "unclean": (
        Level.NOTE,
        (
            "The database was not stopped cleanly (a kill or a power cut); the next start recovers"
            " what was committed."
        ),
    ),
    "not_running": (Level.NOTE, "The database is not running; doctor does not start it."),
    "no_owner": (
        Level.WARNING,
        "A PostgreSQL server (pid {pid}) runs in {where} without a Ytefas that owns it.",
    ),
    "disk_low": (Level.WARNING, "Only {free:.1f} GiB are free where {where} is."),
    "old_server": (
        Level.ERROR,
        "PostgreSQL {found} is too old: Ytefas needs {oldest} or newer.",
    ),
    "encoding": (Level.ERROR, "The database is encoded in {found}; make one in UTF8."),
    "fsync_off": (Level.ERROR, "fsync is off: a power cut would lose data. Switch it on."),
    "no_checksums": (
        Level.WARNING,
        (
            "Data checksums are off, so a failing disk is noticed late: stop the server and run"
            " pg_checksums --enable."
        ),
    ),
    "superuser": (
        Level.WARNING,
        "Ytefas connects as {user}, a superuser: give it an owner role without that power.",
    ),
    "not_migrated": (Level.WARNING, "The database is empty: run ytefas migrate."),
    "other_revision": (
        Level.WARNING,
        (
            "The database is at {found} and this release ends with {head}: run ytefas migrate, or"
            " the newer release that migrated it."
        ),
    ),
    "search_not_leakproof": (
        Level.WARNING,
        (
            "Word search goes a longer way, because row-level security keeps it from its index. As"
            " superuser, in this database: ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery)"
            " LEAKPROOF; then restart Ytefas."
        ),
    ),
    "few_connections": (
        Level.WARNING,
        (
            "A node opens up to {wanted} connections and the server allows {usable}: raise"
            " max_connections or lower the pool."
        ),
    ),
    "jobs_stuck": (
        Level.WARNING,
        (
            "{count} jobs wait for a worker that does not come: see the log of the nodes for"
            " what keeps them from taking jobs, and that one is running."
        ),
    ),
    "roles_missing": (Level.ERROR, "The roles {roles} do not exist: run ytefas migrate."),
    "role_too_strong": (Level.ERROR, "The role {role} {powers}: customers are not isolated."),
    "tables_unprotected": (
        Level.ERROR,
        "Row-level security is not forced on {tables}: run ytefas migrate.",
    ),
}


def found(code: str, **facts: object) -> Finding:
    """Return the finding of this code, its sentence filled with the facts."""
    level, sentence = SENTENCES[code]
    return Finding(level, code, sentence.format_map(facts))


def about_place(embedded: Embedded) -> Iterator[Finding]:
    """Judge the data directory and who runs in it."""
    where = embedded.data_dir
    if embedded.closed:
        yield found("closed", where=where)
    elif embedded.version is None:
        yield found("no_database", where=where)
    elif embedded.server_pid is None:
        yield found("unclean" if embedded.unclean else "not_running")
    elif embedded.owner_pid is None:
        yield found("no_owner", pid=embedded.server_pid, where=where)
    disk = embedded.disk
    if disk is not None and disk.free < max(_LITTLE_SPACE, disk.total * _LITTLE_SHARE):
        yield found("disk_low", free=disk.free / 1024**3, where=where)


def about_database(facts: DatabaseFacts, *, head: str, pool_size: int | None) -> Iterator[Finding]:
    """Judge a database that answers."""
    yield from _about_server(facts, pool_size=pool_size)
    if facts.revision is None:
        yield found("not_migrated")
        return
    if facts.revision != head:
        yield found("other_revision", found=facts.revision, head=head)
    if not facts.text_search_leakproof:
        yield found("search_not_leakproof")
    if facts.unprotected_tables:
        yield found("tables_unprotected", tables=", ".join(facts.unprotected_tables))
    if facts.stuck_jobs:
        yield found("jobs_stuck", count=facts.stuck_jobs)
    yield from _about_roles(facts)


def _about_server(facts: DatabaseFacts, *, pool_size: int | None) -> Iterator[Finding]:
    if facts.server_version_num < OLDEST_SERVER * 10000:
        yield found("old_server", found=facts.server_version, oldest=OLDEST_SERVER)
    if facts.encoding != "UTF8":
        yield found("encoding", found=facts.encoding)
    if not facts.fsync:
        yield found("fsync_off")
    if not facts.checksums:
        yield found("no_checksums")
    if facts.superuser:
        yield found("superuser", user=facts.user)
    usable = facts.max_connections - facts.reserved_connections
    if pool_size is not None and pool_size + _BESIDE_THE_POOL > usable:
        yield found("few_connections", wanted=pool_size + _BESIDE_THE_POOL, usable=usable)


def _about_roles(facts: DatabaseFacts) -> Iterator[Finding]:
    missing = {NODE, APP, ALL} - {role.name for role in facts.roles}
    if missing:
        yield found("roles_missing", roles=", ".join(sorted(missing)))
    for role in facts.roles:
        powers = [word for word, has in (("is a superuser", role.superuser),
                                         ("bypasses row-level security", role.bypasses_rls),
                                         ("owns tables", role.owns_tables)) if has]  # fmt: skip
        if powers:
            yield found("role_too_strong", role=role.name, powers=" and ".join(powers))
