"""Erasing somebody and taking a customer in: screens that say first what will come of it."""

from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.view import View, words


class ErasePerson(Controller):
    """Says what erasing a person takes away and leaves, and does it."""

    ID = "erase_person"
    LABEL = words(it="Cancella i dati personali", en="Erase personal data")
    ICON = "user-x"
    OPERATION = Operation.DELETE
    CONTENT = frozenset({(Content.source == "org.persons") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"erase"})
    MODAL = True
    VIEW = View("Erasure", title=LABEL)


class EraseUser(Controller):
    """Says what erasing a user takes away and leaves, and does it."""

    ID = "erase_user"
    LABEL = words(it="Cancella i dati dell'utente", en="Erase the user's data")
    ICON = "user-x"
    OPERATION = Operation.DELETE
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"erase"})
    REQUIRES = frozenset({"admin"})
    MODAL = True
    VIEW = View("Erasure", title=LABEL)


class DeleteCustomer(Controller):
    """Says what goes with a customer, asks the code, and deletes it all."""

    ID = "delete_customer"
    LABEL = words(it="Cancella definitivamente", en="Delete for good")
    ICON = "trash"
    OPERATION = Operation.DELETE
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"erase"})
    REQUIRES = frozenset({"admin"})
    MODAL = True
    VIEW = View("Erasure", title=LABEL)


class BringCustomer(Controller):
    """Takes an archive of a customer, says what is in it, and takes it in."""

    ID = "bring_customer"
    LABEL = words(it="Importa un cliente", en="Import a customer")
    ICON = "package-open"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 0)})
    REQUIRED_CATEGORIES = frozenset({"bring"})
    REQUIRES = frozenset({"admin"})
    VIEW = View("CustomerImport", title=LABEL)
