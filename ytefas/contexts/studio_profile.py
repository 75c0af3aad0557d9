"""The studio itself: its data, its logo, and how its paper looks while one changes it."""

from ytefas.contexts.places import STUDIO
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.view import Part, View, form, record, words

LABEL = words(it="Profilo dello studio", en="Studio profile")


class StudioProfile(RecordController):
    """The one row of the studio, with the head and the foot of its letter paper."""

    ID = "studio_profile"
    LABEL = LABEL
    ICON = "building-2"
    CONTENT = frozenset({Content.source == "studio.profile"})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source="studio.profile", order=460, group=STUDIO,
        hint=words(it="Dati, logo e carta intestata dei documenti",
                   en="Data, logo and letterhead of documents"),
    )  # fmt: skip
    CURSORS = cursors(profile="studio.profile")
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("profile", title="legal_name"),
            form("profile"),
            Part("letterhead", {"cursor": "profile"}, words(it="Anteprima", en="Preview")),
        ),
    )
