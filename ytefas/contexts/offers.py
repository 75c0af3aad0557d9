"""What several contexts offer to do, said once; contexts may know this, and not each other."""

from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import ArchiveRecord, OnRecord, on
from ytefas.framework.work.view import words


class OpenCompany(OnRecord):
    """Open the tree of the company: sites, departments and their records side by side."""

    ID = "company"
    CURSOR = "customer"
    OPERATION = Operation.VIEW
    LABEL = words(it="Albero aziendale", en="Company tree")
    HINT = words(it="Sedi e reparti di questo cliente, con la scheda a fianco",
                 en="Sites and departments of this customer, with the record beside")  # fmt: skip
    ICON = "folder-tree"
    KEYS = "Alt+KeyT"
    WISHES = frozenset({"company"})


class DuplicateSite(OnRecord):
    """Make another site like this one, with the same departments; asks code and name first."""

    ID = "duplicate"
    CURSOR = "site"
    OPERATION = NEEDS = Operation.CREATE
    CATEGORIES = frozenset({"record", "more"})
    LABEL = words(it="Duplica con i reparti", en="Duplicate with departments")
    HINT = words(it="Una nuova sede con gli stessi dati e lo stesso albero di reparti",
                 en="A new site with the same data and the same tree of departments")  # fmt: skip
    ICON = "copy-plus"
    WISHES = frozenset({"duplicate"})


ArchiveCustomer = on(ArchiveRecord, "customer", confirm=words(
    it="Archiviare il cliente? Esce dagli elenchi e dalle scelte insieme alle sue sedi e "
    "ai loro reparti. Tutto resta leggibile, e si può ripristinare quando serve.",
    en="Archive the customer? It leaves lists and choices with its sites and their "
    "departments. Everything stays readable, and can be restored at any time.",
))  # fmt: skip


ArchiveSite = on(ArchiveRecord, "site", confirm=words(
    it="Archiviare la sede? Esce dagli elenchi e dalle scelte insieme ai suoi reparti. "
    "Resta leggibile, e si può ripristinare quando serve.",
    en="Archive the site? It leaves lists and choices with its departments. It stays "
    "readable, and can be restored at any time.",
))  # fmt: skip
