"""What the embedded server is told: settings sized to the machine, and who may connect.

postgresql.conf, pg_hba.conf and pg_ident.conf are written anew at every start; an operator tunes
through the node's settings (or ALTER SYSTEM), never by editing these files.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from ytefas.store.embedded.place import PORT, Place

MIB = 1024 * 1024
_HEAD = "# Written by Ytefas at every start: changes made here are lost.\n"
_CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"),
                  Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))  # fmt: skip


def machine_memory() -> int:
    """Return the bytes of memory we may count on: the machine's, or the container's if less."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in _CGROUP_LIMITS:
        try:
            memory = min(memory, int(limit.read_text()))
        except (OSError, ValueError):  # absent, or the word "max"
            continue
    return memory


def sized_settings(memory: int) -> dict[str, str]:
    """Return what depends on memory; the node, and the documents it prints, live here too."""
    return {
        "shared_buffers": _share(memory, 8, least=32, most=4096),
        "effective_cache_size": _share(memory, 2, least=128, most=1024 * 1024),
        "work_mem": _share(memory, 512, least=4, most=32),
        "maintenance_work_mem": _share(memory, 32, least=32, most=512),
    }


def _share(memory: int, divisor: int, *, least: int, most: int) -> str:
    return f"{min(max(memory // divisor // MIB, least), most)}MB"


def settings_for(place: Place, *, memory: int, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the whole configuration; `chosen` wins over ours, but never opens another door."""
    return {
        **sized_settings(memory),
        "max_connections": "100",
        "max_prepared_transactions": "0",  # a forgotten one would hold the feed's counter
        "random_page_cost": "1.1",  # solid state
        "jit": "off",  # our statements last milliseconds
        "max_wal_size": "2GB",
        "min_wal_size": "128MB",
        "wal_compression": "on",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "default_text_search_config": "pg_catalog.simple",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_checkpoints": "off",
        "log_lock_waits": "on",
        "log_min_duration_statement": "1s",
        # Values of rows are health data: they stay out of the log, so no DETAIL and no parameters.
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        **chosen,
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(place.socket_dir),
        "unix_socket_permissions": "0700",
        # A week of logs in a ring.
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "postgresql-%a.log",
        "log_file_mode": "0600",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
    }


def write_configuration(place: Place, settings: Mapping[str, str]) -> None:
    """Write what the server reads when it starts."""
    lines = [f"{name} = {_quoted(value)}\n" for name, value in settings.items()]
    _write(place, "postgresql.conf", "".join(lines))
    # The kernel says who knocks; only the user who runs the server, and root, may come in.
    _write(place, "pg_hba.conf", "local all all peer map=ytefas\n"
                                 "local replication all peer map=ytefas\n")  # fmt: skip
    names = dict.fromkeys([place.account.name, "root"])
    _write(place, "pg_ident.conf", "".join(f'ytefas "{name}" all\n' for name in names))


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _write(place: Place, name: str, content: str) -> None:
    """Replace the file whole, as the server's user owns it; links in its place are not followed."""
    target = place.cluster / name
    unfinished = place.cluster / f"{name}.{secrets.token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(unfinished, flags, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchown(descriptor, place.account.uid, place.account.gid)
        file.write(_HEAD + content)
    unfinished.rename(target)
