"""What the screens of customers, persons and users offer about privacy."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from typing_extensions import override

from ytefas.framework.work.content import Content
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.view import words
from ytefas.services.privacy import NAME as PRIVACY, Privacy

GROUP = words(it="Privacy", en="Privacy")


class _TakeOut(OnCursor):
    """Queues an archive; it comes to the tray."""

    NEEDS = Operation.DELETE
    FRESH = True
    CATEGORIES = frozenset({"record", "more", "menu"})
    GROUP = GROUP
    ICON = "package"
    SUBJECT: ClassVar[str]

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        privacy = cast("Privacy", self.controller.desk.node_children[PRIVACY])  # type: ignore[attr-defined]
        return {"job": await privacy.take_out(self.SUBJECT, str(key))}


class ExportCustomer(_TakeOut):
    """Everything of a customer in one file."""

    ID = "export_customer"
    CURSOR = "customer"
    SUBJECT = "customer"
    LABEL = words(it="Esporta tutti i dati", en="Export all data")
    HINT = words(it="Un archivio con tutto di questo cliente, file compresi; arriva tra i lavori",
                 en="An archive with everything of this customer, files too; it comes to the jobs"
                 )  # fmt: skip


class ExportPerson(_TakeOut):
    """Everything of a person in one file."""

    ID = "export_person"
    CURSOR = "person"
    SUBJECT = "person"
    LABEL = words(it="Esporta i dati della persona", en="Export the person's data")
    HINT = words(it="Un archivio con tutto di questa persona, da consegnarle; arriva tra i lavori",
                 en="An archive with everything of this person, to hand over; it comes to the jobs"
                 )  # fmt: skip


class _Erase(OnCursor):
    """Opens the screen that says what would go."""

    NEEDS = Operation.DELETE
    CATEGORIES = frozenset({"record", "more"})
    GROUP = GROUP
    STYLE = "danger"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        content = Content(self.cursor.source, (key,))
        wish = frozenset({"erase"})
        intent = Intent(Operation.DELETE, content, categories=wish)
        return (await self.controller.begin(intent)).node_name


class ErasePersonOffer(_Erase):
    """Erase the personal data of a person."""

    ID = "erase_person"
    CURSOR = "person"
    LABEL = words(it="Cancella i dati personali…", en="Erase personal data…")
    HINT = words(it="Prima dice che cosa va via, che cosa resta e perché",
                 en="Says first what goes, what stays and why")  # fmt: skip
    ICON = "user-x"


class EraseUserOffer(_Erase):
    """Erase a user who left."""

    ID = "erase_user"
    CURSOR = "user"
    REQUIRES = frozenset({"admin"})
    NEEDS = Operation.EDIT
    LABEL = words(it="Cancella i dati dell'utente…", en="Erase the user's data…")
    HINT = words(it="Per chi non lavora più qui: ciò che ha fatto resta, senza nome",
                 en="For who works here no more: what they did stays, without a name")  # fmt: skip
    ICON = "user-x"


class DeleteCustomerOffer(_Erase):
    """Delete an archived customer for good."""

    ID = "delete_customer"
    CURSOR = "customer"
    REQUIRES = frozenset({"admin"})
    LABEL = words(it="Cancella definitivamente…", en="Delete for good…")
    HINT = words(it="Solo un cliente archiviato; chiede di scriverne il codice",
                 en="Only an archived customer; asks you to type its code")  # fmt: skip
    ICON = "trash"

    @override
    def visible(self) -> bool:
        cursor = self.cursor
        asked = cursor.state["params"].raw.get("filter")
        return bool(cursor.state["archived"]) or "archived_at" in str(asked)


class BringCustomerOffer(OnCursor):
    """Take a customer in from another installation."""

    ID = "bring_customer"
    CURSOR = "customer"
    REQUIRES = frozenset({"admin"})
    NEEDS = Operation.CREATE
    CATEGORIES = frozenset({"list", "more"})
    LABEL = words(it="Importa un cliente…", en="Import a customer…")
    HINT = words(it="Da un archivio esportato da un'altra installazione, controllato prima",
                 en="From an archive exported by another installation, checked first")  # fmt: skip
    ICON = "package-open"

    @override
    def enabled(self) -> bool:
        return True

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        wish = frozenset({"bring"})
        content = Content(self.cursor.source)
        intent = Intent(Operation.CREATE, content, categories=wish)
        return (await self.controller.begin(intent)).node_name


OF_CUSTOMER = (ExportCustomer, DeleteCustomerOffer)
OF_PERSON = (ExportPerson, ErasePersonOffer)
OF_USER = (EraseUserOffer,)
