"""The people who may sign in, and what each may do on which customer: for administrators."""

from ytefas.contexts.places import STUDIO
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.record_actions import EditRecord, NewRecord, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, grid, record, split, tabs, words


class UserList(Controller):
    """Users above, the grants of the current one below."""

    ID = "users"
    LABEL = words(it="Utenti", en="Users")
    ICON = "users"
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source="auth.users", order=410, group=STUDIO,
        hint=words(it="Chi può entrare, e che cosa vede", en="Who may sign in, and sees what"),
    )  # fmt: skip
    CURSORS = cursors(
        user="auth.users",
        grant=CursorSpec("auth.grants", tracks="user", on="user_id"),
    )
    VIEW = View(
        "MasterDetail",
        title=words(it="Utenti", en="Users"),
        parts=(
            split(
                grid("user", ("surname", "name", "email", "role", "active", "last_login_at"),
                     widths={"surname": 176, "name": 144, "email": 256}, open="open"),
                split(
                    record("user", title="full_name", facts=("email", "role")),
                    tabs(
                        grid("grant", ("customer_id", "level", "valid_to"),
                             editing=["level", "valid_to"], widths={"customer_id": 304},
                             label=words(it="Clienti che vede", en="Customers seen")),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[60, 40],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "user", label=words(it="Nuovo utente", en="New user")),
        on(EditRecord, "user", id="open", keys="Enter", label=words(it="Apri", en="Open")),
        on(NewRecord, "grant", id="new_grant", keys="", style="",
           label=words(it="Nuovo permesso", en="New grant")),
        on(EditRecord, "grant", id="open_grant", keys="",
           label=words(it="Modifica permesso", en="Edit grant")),
    )  # fmt: skip
