"""Privacy, as every desk offers it: data handed over, people erased, a customer taken in.

What is taken out becomes a file in the tray. What is erased is told first: what goes, what stays
and why. An archive itself comes by HTTP (`POST /archives`), because it is large.
"""

from __future__ import annotations

from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from ytefas.errors import NotFound
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.node import Node
from ytefas.framework.work.gate import ASK_FOR
from ytefas.jobs.job import NewJob
from ytefas.jobs.privacy import KIND as IMPORT
from ytefas.jobs.queue import Orders
from ytefas.services.circle import principal_of, writer_of

NAME: Final = "privacy"
EXPORTS: Final = {"customer": "customer_export", "person": "person_export"}
LABELS: Final = {
    "customer": {"it": "Tutti i dati di {name}", "en": "All data of {name}"},
    "person": {"it": "Dati della persona {name}", "en": "Data of the person {name}"},
    "import": {"it": "Importazione di {name}", "en": "Import of {name}"},
}
HOME: Final = "Europe/Rome"


class PrivacyStore(Protocol):
    """Looks, erases and checks; what somebody may not is Denied, what he does not see NotFound."""

    async def label(self, acting: Any, subject: str, key: UUID) -> str: ...
    async def preview(self, acting: Any, subject: str, key: UUID) -> dict[str, Any]: ...
    async def erase(
        self, acting: Any, subject: str, key: UUID, *, typed: str
    ) -> dict[str, Any]: ...
    async def look(self, acting: Any, key: UUID) -> dict[str, Any]: ...
    async def may_bring(self, acting: Any, key: UUID) -> str: ...
    async def forget(self, acting: Any, key: UUID) -> None: ...


class Privacy(Node):
    """The privacy of a session's user's customers."""

    def __init__(self, store: PrivacyStore, orders: Orders) -> None:
        self._store = store
        self._orders = orders

    async def take_out(self, subject: str, key: str) -> str:
        """Queue the archive of a customer or a person, for an action that asked who it is."""
        acting = principal_of(self)
        name = await self._store.label(acting, subject, _key(key))
        request = {subject: str(_key(key)), "locale": acting.locale, "zone": HOME}
        return await self._queue(EXPORTS[subject], subject, name, request, uuid4())

    @call(access=OWN_SESSION)
    async def preview(self, subject: str, id: str) -> dict[str, Any]:  # noqa: A002 - its name on the wire
        """Say what erasing a person, a user or a customer would take away, and what would stay."""
        return await self._store.preview(principal_of(self), subject, _key(id))

    @call(access=OWN_SESSION, fresh=True, timeout=ASK_FOR)
    async def erase(self, subject: str, id: str, typed: str = "") -> dict[str, Any]:  # noqa: A002 - its name on the wire
        """Erase for good; of a customer the code is typed."""
        return await self._store.erase(writer_of(self), subject, _key(id), typed=typed)

    @call(access=OWN_SESSION, timeout=ASK_FOR)
    async def look(self, archive: str) -> dict[str, Any]:
        """Check an archive that was sent wholly, and say what it holds; nothing is written."""
        return await self._store.look(principal_of(self), _key(archive))

    @call(access=OWN_SESSION, fresh=True)
    async def bring(
        self, archive: str, as_copy: bool = False, idempotency_key: str | None = None
    ) -> str:
        """Take the customer of an archive in, as a job: its id."""
        acting, key = writer_of(self), _key(archive)
        name = await self._store.may_bring(acting, key)
        request = {"archive": str(key), "as_copy": as_copy, "locale": acting.locale, "zone": HOME}
        asked = uuid4() if idempotency_key is None else _key(idempotency_key)
        return await self._queue(IMPORT, "import", name, request, asked)

    @call(access=OWN_SESSION)
    async def forget(self, archive: str) -> None:
        """Forget an archive that is not to be taken in after all."""
        await self._store.forget(principal_of(self), _key(archive))

    async def _queue(
        self, kind: str, what: str, name: str, request: dict[str, Any], key: UUID
    ) -> str:
        acting = principal_of(self)
        label = LABELS[what].get(acting.locale, LABELS[what]["en"]).format(name=name)
        return str((await self._orders.add(NewJob(acting.user_id, kind, label, request, key))).id)


def _key(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise NotFound from None
