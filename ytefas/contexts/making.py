"""Applying a sector preset to a customer, and copying a part of a firm: looked at, then made.

The screens ask the service `making`, and keep nothing themselves.
"""

from typing import Final

from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.view import View, words

COPIED: Final = ("org.sites", "org.departments", "org.jobs", "org.activities", "org.equipment",
                 "risk.calculations")  # fmt: skip


class ApplyPreset(Controller):
    """What a preset makes for a customer, to leave out and rename before it is made."""

    ID = "apply_preset"
    LABEL = words(it="Applica un modello", en="Apply a preset")
    ICON = "layout-template"
    OPERATION = Operation.VIEW  # of the catalogue: what it makes is asked of the customer
    CONTENT = frozenset({Content.source == "lib.presets"})
    REQUIRED_CATEGORIES = frozenset({"apply_preset"})
    VIEW = View("Making", title=LABEL)


class CopyRecords(Controller):
    """A record with what it holds, to be made once more here or for another customer."""

    ID = "copy_records"
    LABEL = words(it="Copia con il contenuto", en="Copy with what it holds")
    ICON = "copy-plus"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == one) & (Content.len == 1) for one in COPIED})
    REQUIRED_CATEGORIES = frozenset({"copy_records"})
    VIEW = View("Making", title=LABEL)
