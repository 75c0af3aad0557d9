"""The data and the controllers that the tests of this folder share."""

from collections.abc import Mapping
from typing import Any, cast

from typing_extensions import override

from tests.support.client import ClientView
from tests.support.house import ADA
from tests.support.memory import Memory, Table
from ytefas.errors import Busy
from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.intent import SESSION_START, Intent, Operation
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, bar, form, grid, split, words

CUSTOMERS = Content.source == "org.customers"


def make_memory() -> Memory:
    users = Table("auth.users", ("id", "name"))
    users.put(str(ADA.user_id), name="Ada")
    customers = Table("org.customers", ("id", "name", "city"))
    sites = Table("org.sites", ("id", "name", "customer"))
    risks = Table("risk.items", ("id", "name", "site"))
    for c in range(3):
        customers.put(f"c{c}", name=f"Customer {c}", city="Trento")
        for s in range(2):
            sites.put(f"s{c}{s}", name=f"Site {s}", customer=f"c{c}")
            for r in range(2):
                risks.put(f"r{c}{s}{r}", name=f"Risk {r}", site=f"s{c}{s}")
    return Memory(users, customers, sites, risks)


def board_of(action: Action) -> Controller:
    return cast("Controller", action.provider)


class Logout(Action):
    ID = "logout"
    CATEGORIES = frozenset({"session"})
    LABEL = words(it="Esci", en="Log out")

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        await board_of(self).view.logout()


class Desktop(Controller):
    ID = "desktop"
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({SESSION_START})
    CURSORS = cursors(user="auth.users")
    VIEW = View("Desktop")
    ACTIONS = actions(Logout)


class OpenCustomer(Action):
    ID = "open"
    CATEGORIES = frozenset({"record"})

    @override
    def enabled(self) -> bool:
        return board_of(self).cursors["customers"].current_id is not None

    @override
    async def act(self, options: Mapping[str, Any]) -> str:
        board = board_of(self)
        content = Content("org.customers", (str(board.cursors["customers"].current_id),))
        opened = await board.begin(Intent(Operation.VIEW, content))
        return str(opened.node_name)


class Rename(Action):
    ID = "rename"
    CONFIRM = words("Really?")

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        raise Busy(wait=3)


class Break(Action):
    ID = "break"

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        raise RuntimeError("a secret of the machine")


class Secret(Action):
    ID = "secret"
    REQUIRES = frozenset({"admin"})


class Board(Controller):
    ID = "board"
    CONTENT = frozenset({CUSTOMERS & (Content.len == 0)})
    CURSORS = cursors(
        risks=CursorSpec("risk.items", tracks="sites", on="site"),
        sites=CursorSpec("org.sites", tracks="customers", on="customer"),
        customers="org.customers",
    )
    VIEW = View(
        "Board",
        {"it": "Clienti", "en": "Customers"},
        (bar(), split(grid("customers"), split(grid("sites"), form("risks"), across="y"))),
    )
    ACTIONS = actions(OpenCustomer, Rename, Break, Secret)


class CustomerView(Controller):
    ID = "customer_view"
    LABEL = words("Customer")
    CONTENT = frozenset({CUSTOMERS & (Content.len == 1)})
    CURSORS = cursors(customer=CursorSpec("org.customers", readonly=True))
    VIEW = View("Form")


class CustomerCard(Controller):
    """Ties with CustomerView on purpose, for intents that carry the category of neither."""

    ID = "customer_card"
    CONTENT = frozenset({CUSTOMERS & (Content.len == 1)})
    CATEGORIES = frozenset({"card"})
    CURSORS = cursors(customer="org.customers")
    VIEW = View("Card")


class CustomerEdit(Controller):
    ID = "customer_edit"
    OPERATION = Operation.EDIT
    CONTENT = frozenset({CUSTOMERS & (Content.len >= 1)})
    CURSORS = cursors(customer="org.customers")
    SINGLETON = True
    VIEW = View("Form")


class CustomerNew(Controller):
    ID = "customer_new"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({CUSTOMERS & (Content.len == 0)})
    CURSORS = cursors(customer="org.customers")
    MODAL = True
    VIEW = View("Form")


class CustomerPick(Controller):
    ID = "customer_pick"
    OPERATION = Operation.PICK
    CONTENT = frozenset({CUSTOMERS})
    CURSORS = cursors(rows="org.customers")
    VIEW = View("Pick")


class Folder(Controller):
    """What is behind a tab nobody has opened."""

    ID = "folder"
    CONTENT = frozenset({CUSTOMERS & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"folder"})
    CURSORS = cursors(
        customer=CursorSpec("org.customers", readonly=True),
        sites=CursorSpec("org.sites", tracks="customer", on="customer", lazy=True),
    )
    VIEW = View("Folder")


class Odd(Controller):
    ID = "odd"
    CONTENT = frozenset({Content.source == "risk.items"})
    VIEW = View("Hologram")


CONTROLLERS = (
    Desktop, Board, CustomerView, CustomerCard, CustomerEdit, CustomerNew, CustomerPick, Folder,
    Odd,
)  # fmt: skip


def content(*ids: str, source: str = "org.customers", **values: Any) -> dict[str, Any]:
    return {"source": source, "ids": list(ids), "values": values}


def answers(choice: str, **changes: Any) -> Any:
    return lambda _: {"choice": choice, "changes": changes}


async def dirty(view: ClientView, cursor: str, key: str) -> None:
    await view.cursors[cursor].remote.set_dirty([key])
