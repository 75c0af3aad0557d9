"""What several screens offer about people, rights and deeds, said once."""

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID

from typing_extensions import override

from ytefas.errors import Invalid
from ytefas.framework.tree.node import Node
from ytefas.framework.work.action import Action
from ytefas.framework.work.content import Content, Key, Scalar
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.view import words
from ytefas.services.oversight import NAME, Oversight

GRANTS: Final = "auth.grants"
TAKEN_AWAY: Final = words(
    it="Togliere il permesso? Da subito questa persona non vede più il cliente. Ciò che ha fatto "
    "resta.",
    en="Take the grant away? At once they no longer see the customer. What they did stays.",
)


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


async def owner_of_site(controller: Controller, key: Key) -> dict[str, Scalar]:
    """Tell whose a site is, as the values of a content."""
    row = await read_one(controller, "org.sites", key, ("customer_id",))
    return {"customer_id": str(row["customer_id"])}


async def begin_seers(controller: Controller, content: Content) -> str | None:
    """Open who sees a customer or a site."""
    asked = Intent(Operation.VIEW, content, categories=frozenset({"seers"}))
    return (await controller.begin(asked)).node_name


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
        return await begin_seers(
            self.controller, Content("org.customers", await self.keys(options, 1))
        )


class SeersOfSite(OnCursor):
    """Open who sees the current site."""

    ID = "site_seers"
    CURSOR = "site"
    REQUIRES = frozenset({"manage", "consultant"})
    CATEGORIES = frozenset({"record", "more"})
    LABEL = words(it="Chi vede questa sede", en="Who sees this site")
    HINT = words(it="Le persone che la vedono, fino a che punto e perché",
                 en="The people who see it, how far and why")  # fmt: skip
    ICON = "users"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        content = Content("org.sites", (key,), await owner_of_site(self.controller, key))
        return await begin_seers(self.controller, content)


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

    async def given(self, key: Key) -> Mapping[str, Scalar]:
        """Say what is given already."""
        return {self.COLUMN: str(key)}

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        content = Content(GRANTS, values=await self.given(key))
        asked = Intent(Operation.CREATE, content, categories=frozenset({"several"}))
        return (await self.controller.begin(asked)).node_name
