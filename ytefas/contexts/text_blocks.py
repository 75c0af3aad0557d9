"""The texts that sections of the document begin with."""

from typing import Final

from ytefas.contexts.library_offers import (
    MARKS,
    list_actions,
    named,
    own_views,
    record_offers,
    released,
)
from ytefas.contexts.places import LIBRARY
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.view import View, form, grid, record, split, tabs, words

SOURCE: Final = "lib.text_blocks"
TABLE: Final = "text_block"
LABEL = words(it="Testo del documento", en="Document text")
PLURAL = words(it="Testi del documento", en="Document texts")


class TextBlockList(Controller):
    """Texts above, the current one in both languages below."""

    ID = "text_blocks"
    LABEL = PLURAL
    ICON = "text-quote"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=280,
        group=LIBRARY,
        hint=words(
            it="Con che cosa comincia ogni sezione del DVR",
            en="What every section of the DVR begins with",
        ),
    )
    CURSORS = cursors(
        text_block=SOURCE,
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "text_block",
                    ("section_key", named("title"), "code", "preset_id", *MARKS),
                    widths={
                        "code": 104,
                        "title": 360,
                        "title_said": 360,
                        "section_key": 304,
                        "preset_id": 240,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "text_block",
                        code="code",
                        title=named("title"),
                        facts=("section_key",),
                        open="open",
                    ),
                    tabs(
                        form("text_block", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y",
                    fixed="first",
                ),
                across="y",
                sizes=[62, 38],
            ),
        ),
    )
    ACTIONS = actions(
        *list_actions("text_block", new=words(it="Nuovo testo", en="New text"), table=TABLE),
    )


class TextBlockRecord(RecordController):
    """One text, both languages side by side."""

    ID = "text_block"
    LABEL = LABEL
    ICON = "text-quote"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        text_block=SOURCE,
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("text_block", code="code", title=named("title"), facts=("section_key",)),
            tabs(
                form("text_block", label=words(it="Scheda", en="Record")),
                released("text_block"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("text_block", table=TABLE),
    )
