"""What commands need: a database, and on it, migrated, the store and the identities.

Every part is closed in the reverse order of its opening, whatever happened in between.
"""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self, cast, get_args

from ytefas.files.limits import FileLimits
from ytefas.framework.talk.session import SessionLimits
from ytefas.imports.limits import ImportLimits
from ytefas.jobs.job import JobLimits
from ytefas.mail.post import MailSettings, Security
from ytefas.rules.leaked import leaked
from ytefas.rules.login import LoginLimits
from ytefas.settings import SettingError, Settings, limited
from ytefas.store import migrate
from ytefas.store.embedded.place import default_data_dir
from ytefas.store.embedded.server import EmbeddedServer
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.identity.desk import Links
from ytefas.store.identity.seal import key_in
from ytefas.store.identity.service import Identity
from ytefas.store.studio import begin_studio
from ytefas.web.settings import WebSettings
from ytefas.wire.limits import Limits


def data_dir_of(settings: Settings, environment: Mapping[str, str]) -> Path:
    """Return where the data live: where the settings say, or where this machine keeps such."""
    return settings.data_dir or default_data_dir(environment)


@asynccontextmanager
async def database(settings: Settings, data_dir: Path) -> AsyncIterator[migrate.Place]:
    """Have a database: the external one, or the embedded one for as long as the block lasts."""
    if settings.database_url is not None:
        yield migrate.At(settings.database_url)
        return
    server = EmbeddedServer(data_dir)
    place = await server.start()
    try:
        yield place
    finally:
        await server.stop()


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one node lets its clients take, as the rooms say; a benchmark states its own."""

    wire: Limits = field(default_factory=Limits)
    sessions: SessionLimits = field(default_factory=SessionLimits)
    login: LoginLimits = field(default_factory=LoginLimits)
    store: StoreSettings = field(default_factory=StoreSettings)
    web: WebSettings = field(default_factory=WebSettings)
    jobs: JobLimits = field(default_factory=JobLimits)
    imports: ImportLimits = field(default_factory=ImportLimits)
    files: FileLimits = field(default_factory=FileLimits)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Take the defaults, and what the settings change of them."""
        families = {one.name: getattr(cls(), one.name) for one in fields(cls)}
        return cls(**limited(settings, families))


@dataclass(frozen=True, slots=True)
class Stored:
    """What a command works with: the store, and who may come in."""

    store: Store
    identity: Identity


def mail_settings(settings: Settings) -> MailSettings:
    """Read which mail server there is, and how it is spoken to."""
    security = settings.smtp_security
    if security not in get_args(Security):
        raise SettingError(f"YTEFAS_SMTP_SECURITY is starttls, tls or none, not {security!r}")
    return MailSettings(
        settings.smtp_host, settings.smtp_port, cast("Security", security), settings.smtp_user,
        settings.smtp_password or "", settings.mail_from, settings.smtp_ca,
    )  # fmt: skip


def _kept_key(settings: Settings) -> str:
    """Take the key kept beside the data; nodes that share a database are given theirs."""
    try:
        return key_in(data_dir_of(settings, dict(os.environ)))  # noqa: TID251 - where XDG says data live
    except OSError as error:
        message = f"YTEFAS_SECRET_KEY is not set, and none can be kept beside the data: {error}"
        raise SettingError(message) from error


@asynccontextmanager
async def stored(place: migrate.Place, settings: Settings) -> AsyncIterator[Stored]:
    """Open the store and the identities on a database, migrated first."""
    bounds = Bounds.of(settings)
    await migrate.upgrade(place)
    store = await Store.open(
        place.url, settings=replace(bounds.store, pool_size=settings.pool_size)
    )
    identity = Identity(
        store,
        limits=bounds.login,
        breached=leaked,
        key=settings.secret_key or _kept_key(settings),
        links=Links(mails=mail_settings(settings).configured),
    )
    try:
        await begin_studio(store, locale=settings.locale)
        yield Stored(store, identity)
    finally:
        identity.close()
        await store.close()


async def audited(url: str) -> dict[str, Any]:
    """Recompute the audit of a running database; nothing is migrated or changed."""
    store = await Store.open(url)
    try:
        verdicts = [one async for one in store.verify_audit()]
    finally:
        await store.close()
    return {
        "customers": len(verdicts),
        "events": sum(verdict.events for _, verdict in verdicts),
        "broken": [
            {"customer": str(customer), "event": verdict.broken_at}
            for customer, verdict in verdicts
            if not verdict.holds
        ],
    }
