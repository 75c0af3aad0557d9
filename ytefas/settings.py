"""One frozen dataclass of settings, and the only reader of the environment.

Every field can be set by `YTEFAS_<FIELD>`; a secret also by `YTEFAS_<FIELD>_FILE`, which names a
file holding it. Flags of the command line win over the environment. `deploy/env.example` lists
every field (a test compares the two). The limits are the defaults; tests prove each one.
"""

import os
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any


def _setting(default: Any, about: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"about": about, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ between installations."""

    data_dir: Path | None = _setting(None, "where the embedded database and the files live")
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
    pool_size: int = _setting(20, "connections to the database at most")
    grace_seconds: float = _setting(120.0, "how long a session waits for its lost connection")
    locale: str = _setting("it", "the language of users who have not chosen one (it, en)")
    node_name: str | None = _setting(None, "this node among several; random when not given")
    crossbar_url: str | None = _setting(
        None, "the WebSocket address of the Crossbar.io router that joins several nodes"
    )
    crossbar_ticket: str | None = _setting(
        None, "the ticket by which this node joins that router", secret=True
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
    if setting.name == "data_dir":
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
