"""What several screens offer about people, rights and deeds, said once."""

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID

from typing_extensions import override

from ytefas.errors import Invalid
from ytefas.framework.tree.node import Node
from ytefas.framework.work.action import Action
from ytefas.framework.work.content import Content
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.view import words
from ytefas.services.oversight import NAME, Oversight

GRANTS: Final = "auth.grants"


def oversight_of(action: Action) -> Oversight:
    """Find the service at the desk of an action."""
    desk = cast("Node", cast("OnCursor", action).controller.desk)
    return cast("Oversight", desk.node_children[NAME])


def key_of(raw: object) -> UUID:
    """Read the key of a record that a view sent."""
    try:
        return UUID(str(raw))
    except ValueError:
        raise Invalid("wrong_type", parameter="key") from None


class SeenBy(OnCursor):
    """Open what the current person sees."""

    ID = "seen_by"
    CURSOR = "user"
    REQUIRES = frozenset({"admin"})
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Che cosa vede", en="What they see")
    HINT = words(
        it="Clienti, sedi e dati che questa persona può vedere e cambiare, e perché",
        en="Customers, sites and data this person may see and change, and why",
    )
    ICON = "eye"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        wish = frozenset({"seen_by"})
        asked = Intent(Operation.VIEW, Content("auth.users", (key,)), categories=wish)
        return (await self.controller.begin(asked)).node_name


class SeersOf(OnCursor):
    """Open who sees the current customer."""

    ID = "seers"
    CURSOR = "customer"
    REQUIRES = frozenset({"manage", "consultant"})
    CATEGORIES = frozenset({"record", "more"})
    LABEL = words(it="Chi vede questo cliente", en="Who sees this customer")
    HINT = words(it="Le persone che lo vedono, fino a che punto e in quali sedi",
                 en="The people who see it, how far and at which sites")  # fmt: skip
    ICON = "users"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        wish = frozenset({"seers"})
        asked = Intent(Operation.VIEW, Content("org.customers", (key,)), categories=wish)
        return (await self.controller.begin(asked)).node_name


class GiveSeveral(OnCursor):
    """Ask for several people or several customers, and give the grants at once."""

    ID = "give_several"
    NEEDS = Operation.VIEW
    CATEGORIES = frozenset({"list"})
    LABEL = words(it="Dai più permessi…", en="Give several grants…")
    HINT = words(
        it="Più clienti a una persona, o più persone a un cliente, in una volta",
        en="Several customers to one person, or several people to one customer",
    )
    ICON = "user-plus"
    COLUMN = "user_id"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        content = Content(GRANTS, values={self.COLUMN: key})
        asked = Intent(Operation.CREATE, content, categories=frozenset({"several"}))
        return (await self.controller.begin(asked)).node_name
