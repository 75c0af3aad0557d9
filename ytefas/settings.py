"""One frozen dataclass of settings, and the only reader of the environment.

Every field can be set by `YTEFAS_<FIELD>`; a secret also by `YTEFAS_<FIELD>_FILE`, which names a
file holding it. Flags of the command line win over the environment. `deploy/env.example` lists
every field and every limit (a test compares them). The limits belong to the rooms that keep them;
`limited` changes those that an installation names.
"""

import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

SET_ELSEWHERE: Final = frozenset({"sessions.grace", "store.pool_size"})  # have names of their own


def _setting(default: Any, about: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"about": about, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ between installations."""

    data_dir: Path | None = _setting(None, "where the embedded database and the files live")
    files_dir: Path | None = _setting(
        None, "where handed-in files are kept, if not in the data directory (shared by all nodes)"
    )
    scan_command: str | None = _setting(
        None, "a malware scanner, given each file's path: 0 is clean, 1 a threat, else it failed"
    )
    host: str = _setting("127.0.0.1", "the address to listen on")
    port: int = _setting(8017, "the port to listen on")
    database_url: str | None = _setting(
        None, "an external PostgreSQL instead of the embedded one", secret=True
    )
    public_url: str | None = _setting(
        None, "the https address users type, when a proxy stands in front"
    )
    trusted_proxies: str = _setting(
        "", "addresses or networks whose X-Forwarded-* is believed, comma separated"
    )
    insecure_http: bool = _setting(
        False, "allow plain http beyond loopback (passwords travel in clear!)"
    )
    node_name: str = _setting(
        "", "what this node is called among the open sign-ins; if not said, machine and port"
    )
    pool_size: int = _setting(20, "connections to the database at most")
    grace_seconds: float = _setting(120.0, "how long a session waits for its lost connection")
    locale: str = _setting("it", "the language of users who have not chosen one (it, en)")
    crossbar_url: str | None = _setting(
        None, "the WebSocket address of the Crossbar.io router that joins several nodes"
    )
    crossbar_ticket: str | None = _setting(
        None, "the ticket by which this node joins that router", secret=True
    )
    secret_key: str | None = _setting(
        None,
        "what second factors and letters are sealed with, the same for all nodes; without it, "
        "secret.key in the data directory, made once",
        secret=True,
    )
    smtp_host: str = _setting("", "the mail server; without one no mail is sent")
    smtp_port: int = _setting(587, "its port (587 for starttls, 465 for tls)")
    smtp_security: str = _setting("starttls", "starttls, tls, or none (on the same machine only)")
    smtp_user: str = _setting("", "who sends, where the mail server asks")
    smtp_password: str | None = _setting(None, "their password", secret=True)
    smtp_ca: str | None = _setting(
        None, "a file with the certificate of a mail server that nobody else vouches for"
    )
    mail_from: str = _setting("", "the address mail comes from, as: Studio Rossi <posta@rossi.it>")
    limits: str = _setting(
        "", "limits that differ from their defaults, as in: wire.calls=200, login.parallel=8"
    )
    log_level: str = _setting("info", "debug, info, warning or error")


class SettingError(ValueError):
    """A setting that cannot be read; the sentence says which, and what it expects."""


def load(environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """Read the environment, then let `flags` that are not None win."""
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        raw = _raw(setting, source)
        if raw is not None:
            values[setting.name] = _convert(setting, raw)
    values.update({name: value for name, value in flags.items() if value is not None})
    known = {
        f"YTEFAS_{f.name.upper()}{suffix}" for f in fields(Settings) for suffix in _suffixes(f)
    }
    unknown = sorted(n for n in source if n.startswith("YTEFAS_") and n not in known)
    if unknown:
        raise SettingError(f"unknown settings in the environment: {', '.join(unknown)}")
    return Settings(**values)


def limits_of(family: str, bounds: Any) -> Iterator[tuple[str, int | float | timedelta]]:
    """List what `limits` may change of a dataclass: its numbers, and its times in seconds."""
    for one in fields(bounds):
        value, name = getattr(bounds, one.name), f"{family}.{one.name}"
        countable = isinstance(value, int | float | timedelta) and not isinstance(value, bool)
        if countable and name not in SET_ELSEWHERE:
            yield name, value


def limited(settings: Settings, families: Mapping[str, Any]) -> dict[str, Any]:
    """Give each family of limits with the changes that the settings say."""
    known = {name: v for family, one in families.items() for name, v in limits_of(family, one)}
    changes: dict[str, dict[str, Any]] = {family: {} for family in families}
    for name, raw in _pairs(settings.limits):
        if name not in known:
            raise SettingError(f"YTEFAS_LIMITS: there is no limit {name}")
        family, _, field_name = name.partition(".")
        changes[family][field_name] = _number(name, raw, like=known[name])
    return {family: replace(one, **changes[family]) for family, one in families.items()}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in filter(None, map(str.strip, text.replace("\n", ",").split(","))):
        name, equals, raw = map(str.strip, pair.partition("="))
        if not equals:
            raise SettingError(f"YTEFAS_LIMITS is made of family.name=number, not {pair!r}")
        yield name, raw


def _number(name: str, raw: str, *, like: float | timedelta) -> int | float | timedelta:
    kind = int if isinstance(like, int) else float
    try:
        number = kind(raw)
    except ValueError:
        number = 0
    if not (math.isfinite(number) and number > 0):
        what = "a whole number" if kind is int else "a number"
        raise SettingError(f"YTEFAS_LIMITS: {name} must be {what} above 0, not {raw!r}")
    return timedelta(seconds=number) if isinstance(like, timedelta) else number


def _suffixes(setting: Field[Any]) -> tuple[str, ...]:
    return ("", "_FILE") if setting.metadata["secret"] else ("",)


def _raw(setting: Field[Any], source: Mapping[str, str]) -> str | None:
    name = f"YTEFAS_{setting.name.upper()}"
    if setting.metadata["secret"] and f"{name}_FILE" in source:
        file = Path(source[f"{name}_FILE"])
        try:
            return file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(
                f"{name}_FILE names {file}, which cannot be read: {error}"
            ) from error
    return source.get(name)


def _convert(setting: Field[Any], raw: str) -> Any:
    default = setting.default
    if setting.name.endswith("_dir"):
        return Path(raw)
    if isinstance(default, bool):
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if raw.lower() in words:
            return words[raw.lower()]
        raise SettingError(f"YTEFAS_{setting.name.upper()} must be yes or no, not {raw!r}")
    if default is not MISSING and isinstance(default, int | float):
        try:
            return type(default)(raw)
        except ValueError:
            raise SettingError(
                f"YTEFAS_{setting.name.upper()} must be a number, not {raw!r}"
            ) from None
    return raw
