"""When people are reminded of what is due: the rules, changed where they stand."""

from ytefas.contexts.places import STUDIO
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.record_actions import DeleteRecord, EditRecord, NewRecord, on
from ytefas.framework.work.view import View, grid, words

LABEL = words(it="Regole di avviso", en="Notification rules")


class NotificationRules(Controller):
    """The list of the rules."""

    ID = "notification_rules"
    LABEL = LABEL
    ICON = "bell"
    CONTENT = frozenset({(Content.source == "studio.notification_rules") & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source="studio.notification_rules", order=450, group=STUDIO,
        hint=words(it="Quando e a chi ricordare le scadenze",
                   en="When and to whom deadlines are recalled"),
    )  # fmt: skip
    CURSORS = cursors(rule="studio.notification_rules")
    VIEW = View(
        "List",
        title=LABEL,
        parts=(
            grid(
                "rule",
                ("event", "days_before", "overdue_every_days", "channel", "audience", "active"),
                widths={"event": 256, "days_before": 176, "overdue_every_days": 208,
                        "channel": 136, "audience": 224, "active": 88},
                editing=["overdue_every_days", "channel", "audience", "active"], open="open",
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "rule", label=words(it="Nuova regola", en="New rule")),
        on(EditRecord, "rule", id="open", keys="Enter", label=words(it="Apri", en="Open")),
        on(DeleteRecord, "rule"),
    )  # fmt: skip
