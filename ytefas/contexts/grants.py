"""One grant: whom, which customer, how far, at which sites, until when."""

from typing import Final

from ytefas.contexts.oversight_offers import TAKEN_AWAY
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import DeleteRecord, NextRecord, PreviousRecord, on
from ytefas.framework.work.view import View, form, record, words

GRANTS: Final = "auth.grants"
LABEL: Final = words(it="Permesso", en="Grant")
FIELDS: Final = ("user_id", "customer_id", "level", "valid_to", "site_ids")


class GrantRecord(RecordController):
    """The form of a grant."""

    ID = "grant"
    LABEL = LABEL
    ICON = "key-round"
    CONTENT = frozenset({(Content.source == GRANTS) & (Content.len == 1)})
    REQUIRES = frozenset({"manage"})
    CURSORS = cursors(grant=GRANTS)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("grant", title="user_name", facts=("user_role", "customer_name", "standing")),
            form("grant", FIELDS),
        ),
    )
    ACTIONS = actions(
        on(PreviousRecord, "grant"),
        on(NextRecord, "grant"),
        on(DeleteRecord, "grant", label=words(it="Togli permesso", en="Take the grant away"),
           confirm=TAKEN_AWAY),
    )  # fmt: skip


class GrantCreate(Controller):
    """The form that makes a grant."""

    ID = "grant_create"
    LABEL = words(it="Nuovo permesso", en="New grant")
    ICON = "key-round"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == GRANTS) & (Content.len == 0)})
    REQUIRES = frozenset({"manage"})
    MODAL = True
    CURSORS = cursors(grant=GRANTS)
    VIEW = View(
        "Form",
        title=words(it="Nuovo permesso", en="New grant"),
        parts=(form("grant", FIELDS),),
    )
