"""The evaluation methods: all there are, one to try on a bench, one for a table of rows.

They compute for whoever is logged in, and read nobody's data; what is to be kept becomes a
calculation of a customer. The screens ask the service `methods`.
"""

from typing import Final

from ytefas.contexts.places import LIBRARY
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, words

SOURCE: Final = "risk.calculations"  # what is kept of a method
_COLUMNS: Final = (
    "id", "row_version", "customer_id", "title", "method", "version", "site_id", "department_id",
    "job_id", "inputs", "level", "archived_at",
)  # fmt: skip


class MethodList(Controller):
    """Families and methods, to look up and to try."""

    ID = "methods"
    LABEL = words(it="Metodi", en="Methods")
    ICON = "sigma"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    REQUIRED_CATEGORIES = frozenset({"methods"})
    SINGLETON = True
    NAVIGATION = navigation(
        source=SOURCE, order=205, group=LIBRARY, wishes=frozenset({"methods"}),
        hint=words(it="I metodi di valutazione, con fonti ed esempi, da provare subito",
                   en="The evaluation methods, with sources and examples, ready to try"),
    )  # fmt: skip
    VIEW = View("MethodList", title=LABEL)


class MethodBench(Controller):
    """A method to try: nothing is kept unless it is made a calculation.

    Values of the intent: `method`, `version`; options: `inputs`, `after`.
    """

    ID = "method_bench"
    LABEL = words(it="Banco di prova", en="Bench")
    ICON = "sigma"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    REQUIRED_CATEGORIES = frozenset({"method_bench"})
    VIEW = View("MethodBench", title=LABEL)


class MethodTable(Controller):
    """A method for many rows at once; those that are kept already are among them.

    Values of the intent narrow it (`method`, `customer_id`, `site_id`), and hold for what is made.
    """

    ID = "method_table"
    LABEL = words(it="Tabella di calcolo", en="Table of cases")
    ICON = "table-2"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    REQUIRED_CATEGORIES = frozenset({"method_table"})
    CURSORS = cursors(
        calculation=CursorSpec(SOURCE, query={"columns": list(_COLUMNS)}, size=200, lazy=True)
    )
    VIEW = View("MethodTable", title=LABEL)
