"""Why the embedded server does not start: a code, the facts, and a sentence for the operator.

The operator reads these on a terminal or in a log, so the sentence is made here, in English; it
names the directory or process concerned and says what can be done about it.
"""

from typing import Any, ClassVar

from typing_extensions import override

from ytefas.errors import YtefasError

SENTENCES = {
    "unreachable_data": (
        "PostgreSQL runs as the user {user!r}, who cannot pass through {directory}, on the way to"
        " the data directory {data_dir}. Choose a data directory that user can reach, or let the"
        " user through; Ytefas does not change the permissions of directories it did not make."
    ),
    "unusable_directory": "The directory {directory} cannot be used: {problem}.",
    "foreign_data": (
        "The data directory {directory} belongs to the user {owner!r}, not to {user!r}, who is"
        " starting the server. Start it as that user, or as root."
    ),
    "no_system_user": (
        "PostgreSQL must not run as root, and its own system user {user!r} could not be created"
        " ({problem}). Create it yourself: useradd --system --user-group --no-create-home"
        " --home-dir /nonexistent --shell /usr/sbin/nologin {user}"
    ),
    "nameless_user": (
        "The user id {uid} has no name on this machine, and PostgreSQL needs one."
        " Add it to /etc/passwd, or run as another user."
    ),
    "no_program": "The PostgreSQL programs are not installed: {problem}.",
    "already_running": (
        "Another process (pid {pid}) already runs the database of {directory}."
        " Stop it first, or choose another data directory."
    ),
    "foreign_server": (
        "A PostgreSQL server that Ytefas did not start (pid {pid}) is using {directory}."
        " Stop it first: pg_ctl stop -D {directory}"
    ),
    "orphan_stays": (
        "The PostgreSQL server left by an earlier run (pid {pid}) does not end;"
        " it still uses {directory}."
    ),
    "other_version": (
        "The database in {directory} was made by PostgreSQL {found}, and this program brings"
        " PostgreSQL {ours}. Use the release that made it, or restore a backup into a new"
        " directory."
    ),
    "broken_data": (
        "The directory {directory} is not a complete PostgreSQL database (its PG_VERSION is missing"
        " or unreadable). Restore a backup into a new directory."
    ),
    "not_created": "The database in {directory} could not be created:\n{log}",
    "not_started": "PostgreSQL did not start in {directory}; its log is in {log_dir}.\n{log}",
}


class ServerRefused(YtefasError):
    """The embedded server cannot run; `reason` is a key of SENTENCES, `fields` fill it."""

    code: ClassVar[str] = "server_refused"

    def __init__(self, reason: str, **fields: Any) -> None:
        super().__init__(reason=reason, **fields)
        self.reason = reason

    @override
    def __str__(self) -> str:
        return SENTENCES[self.reason].format_map(self.fields)
