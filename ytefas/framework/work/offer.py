"""What a context tells its view at the beginning: everything the view needs to show itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ytefas.framework.talk.serialize import Encoded
from ytefas.framework.work.action import Actions
from ytefas.framework.work.view import Plain, say

if TYPE_CHECKING:
    from ytefas.framework.work.controller import Controller


def offer(controller: Controller) -> Plain:
    """Describe a controller as it stands, in the language of its user."""
    language, origin = controller.language, controller.origin
    actions = cast("Actions", controller.node_children["actions"])
    absent = frozenset(controller.CURSORS) - controller.cursors.keys()
    return {
        "controller": controller.ID,
        "uri": str(controller.node_path),
        "label": say(controller.LABEL, language),
        "icon": controller.ICON,
        "modal": controller.MODAL,
        "intent": controller.intent.wire(),
        "view": controller.drawn().without(absent).describe(language),
        "cursors": {
            name: {
                "uri": str(cursor.node_path),
                "tracks": cursor.spec.tracks,
                "readonly": cursor.spec.readonly,
                "source": controller.application.cursors.describe(cursor.source, controller),
            }
            for name, cursor in controller.cursors.items()
        },
        "actions": actions.describe(language),
        "context": {} if origin is None else {"from_context": str(origin.node_path)},
        "drafts": Encoded(dict(controller.drafts)),
        "drafts_kept_at": controller.drafting.kept_at,
    }
