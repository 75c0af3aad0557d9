"""What several contexts offer to do, said once; contexts may know this, and not each other."""

from collections.abc import Mapping
from typing import Any, ClassVar

from typing_extensions import override

from ytefas.errors import Invalid
from ytefas.framework.work.content import Content
from ytefas.framework.work.intent import MAX_OPTIONS_SIZE, Intent, Operation
from ytefas.framework.work.owning import owner_of
from ytefas.framework.work.plain import size_of
from ytefas.framework.work.reading import read_one, read_rows
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    NewRecord,
    OnCursor,
    OnRecord,
    on,
)
from ytefas.framework.work.rows import Within
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


class OpenWorkspace(OnRecord):
    """Open everything of one customer: what is missing, places, jobs, people, registers."""

    ID = "workspace"
    CURSOR = "customer"
    OPERATION = Operation.VIEW
    LABEL = words(it="Fascicolo", en="Customer file")
    HINT = words(it="Tutto di questo cliente in un posto solo, con ciò che manca",
                 en="Everything of this customer in one place, with what is missing")  # fmt: skip
    ICON = "layout-dashboard"
    KEYS = "Alt+KeyG"
    WISHES = frozenset({"workspace"})


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


class OpenSafetyRoles(OnRecord):
    """Open the drawing of who holds which safety role in a customer."""

    ID = "safety_roles"
    CURSOR = "customer"
    OPERATION = Operation.VIEW
    LABEL = words(it="Organigramma della sicurezza", en="Safety organisation chart")
    HINT = words(it="Chi ricopre quale ruolo, sede per sede, e che cosa manca",
                 en="Who holds which role, site by site, and what is missing")  # fmt: skip
    ICON = "network"
    KEYS = "Alt+KeyO"
    WISHES = frozenset({"safety_roles"})


class _OnPerson(OnCursor):
    """Begins from what the current person does today."""

    CURSOR = "person"
    NEEDS = Operation.EDIT
    CATEGORIES = frozenset({"record"})
    SOURCE: ClassVar[str]
    DATES: ClassVar[tuple[str, str]]

    @override
    def granted(self) -> bool:
        return self.may(owner_of(self.cursor))

    async def lasting(self) -> list[dict[str, Any]]:
        """Read the rows of the person that last today, the newest first."""
        (person,) = (await self.keys({}, 1))[:1]
        start, end = self.DATES
        inside = Within((("person_id", person),))
        found = await read_rows(
            self.controller, self.SOURCE, inside, ("id", "person_id", "state", start, end)
        )
        current = [one for one in found if one["state"] == "current"]
        return sorted(current, key=lambda one: str(one[start]), reverse=True)


class EndEmployment(_OnPerson):
    """Ask the last day, and end the employment with the jobs and appointments of the person."""

    ID = "end_employment"
    SOURCE = "org.employments"
    DATES = ("hired_on", "ended_on")
    LABEL = words(it="Cessazione", en="End employment")
    HINT = words(it="Chiude il rapporto di lavoro, le mansioni e le nomine alla stessa data",
                 en="Ends the employment, the jobs and the appointments on one day")  # fmt: skip
    ICON = "log-out"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        lasting = await self.lasting()
        if not lasting:
            raise Invalid("no_employment")
        content = Content(self.SOURCE, (lasting[0]["id"],))
        wish = frozenset({"end_employment"})
        opened = await self.controller.begin(Intent(Operation.EDIT, content, categories=wish))
        return opened.node_name


class ChangeJob(_OnPerson):
    """Ask for the new job: the present one ends the day before."""

    ID = "change_job"
    SOURCE = "org.assignments"
    DATES = ("from_on", "to_on")
    LABEL = words(it="Cambio mansione", en="Change of job")
    HINT = words(it="Una nuova mansione da una data; quella di oggi finisce il giorno prima",
                 en="A new job from a day on; the present one ends the day before")  # fmt: skip
    ICON = "arrow-left-right"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        lasting = await self.lasting()
        if not lasting:
            (person,) = (await self.keys({}, 1))[:1]
            row = await read_one(self.controller, "org.persons", person, ("customer_id",))
            values = {**row, "person_id": person}
            first = Intent(
                Operation.CREATE,
                Content(self.SOURCE, values=values),
                categories=frozenset({"first_job"}),
            )
            return (await self.controller.begin(first)).node_name
        chosen = self.controller.cursors["assignment"].current_id
        present = next((one for one in lasting if one["id"] == chosen), lasting[0])
        content = Content(self.SOURCE, (present["id"],))
        wish = frozenset({"change_job"})
        opened = await self.controller.begin(Intent(Operation.CREATE, content, categories=wish))
        return opened.node_name


class NewOfCustomer(NewRecord):
    """Make a row for the customer in hand: the one the list is of, else that of the chosen row."""

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        whose = await customer_in_hand(self) if self.cursor.was_moved else customer_of_list(self)
        values = {**whose, **dict(self.cursor.bounds.columns)}
        asked = Intent(Operation.CREATE, Content(self.cursor.source, values=values))
        return (await self.controller.begin(asked)).node_name


def customer_of_list(action: OnCursor) -> dict[str, Any]:
    """Tell whose rows a list shows, where it is of one customer or was narrowed to one."""
    bound = dict(action.cursor.bounds.columns).get("customer_id")
    asked = action.cursor.state["params"].raw.get("filter")
    tests = asked.get("and", ()) if isinstance(asked, Mapping) else (asked,)
    for test in tests:
        match test:
            case ["customer_id", "eq", one] | ["customer_id", "in", [one]]:
                bound = bound or one
            case _:
                pass
    return {} if bound is None else {"customer_id": bound}


async def customer_in_hand(action: OnCursor) -> dict[str, Any]:
    """Tell whose rows a list shows, else whose the current one is."""
    if (known := customer_of_list(action)) or action.current is None:
        return known
    controller, source = action.controller, action.cursor.source
    row = await read_one(controller, source, action.current, ("customer_id",))
    return {"customer_id": row["customer_id"]}


class ImportRows(OnCursor):
    """Fill a list from a spreadsheet, for its customer; who has none is asked there."""

    ID = "import_rows"
    NEEDS = Operation.CREATE
    CATEGORIES = frozenset({"list", "more", "beside"})
    LABEL = words(it="Importa da foglio…", en="Import from a sheet…")
    HINT = words(it="Da Excel, LibreOffice o CSV, con controllo prima di scrivere e annullamento",
                 en="From Excel, LibreOffice or CSV, checked before anything is written; can be "
                    "undone")  # fmt: skip
    ICON = "file-spreadsheet"
    ORDER = 90

    @override
    def enabled(self) -> bool:
        return True

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        content = Content(self.cursor.source, values=await customer_in_hand(self))
        asked = Intent(Operation.CREATE, content, categories=frozenset({"import"}))
        return (await self.controller.begin(asked)).node_name


class ApplyPreset(OnCursor):
    """Begin a customer, or a new site of it, from a sector preset."""

    ID = "apply_preset"
    CURSOR = "customer"
    NEEDS = Operation.VIEW
    CATEGORIES = frozenset({"record", "more"})
    LABEL = words(it="Applica un modello…", en="Apply a preset…")
    HINT = words(it="Reparti, mansioni e attrezzature di un settore, da scegliere prima",
                 en="Departments, jobs and equipment of a sector, chosen first")  # fmt: skip
    ICON = "layout-template"
    ORDER = 60

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (customer,) = (await self.keys(options, 1))[:1]
        content = Content("lib.presets", values={"customer_id": customer})
        asked = Intent(Operation.VIEW, content, "apply_preset", frozenset({"apply_preset"}))
        return (await self.controller.begin(asked)).node_name


class ApplyThisPreset(OnCursor):
    """Apply the current preset; the customer is asked there."""

    ID = "apply_preset"
    CURSOR = "preset"
    NEEDS = Operation.VIEW
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Applica a un cliente…", en="Apply to a customer…")
    HINT = words(it="Scegli il cliente e la sede, guarda che cosa crea, poi conferma",
                 en="Choose customer and site, look at what it makes, then confirm")  # fmt: skip
    ICON = "layout-template"
    ORDER = -10

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (preset,) = (await self.keys(options, 1))[:1]
        content = Content("lib.presets", (preset,))
        asked = Intent(Operation.VIEW, content, "apply_preset", frozenset({"apply_preset"}))
        return (await self.controller.begin(asked)).node_name


class CopyRecords(OnCursor):
    """Make a record once more with what it holds, here or for another customer."""

    ID = "copy_records"
    NEEDS = Operation.CREATE
    CATEGORIES = frozenset({"record", "more", "menu"})
    LABEL = words(it="Copia con il contenuto…", en="Copy with what it holds…")
    HINT = words(it="Qui o presso un altro cliente, scegliendo che cosa portare",
                 en="Here or to another customer, choosing what goes along")  # fmt: skip
    ICON = "copy-plus"
    ORDER = 40

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        columns = [
            one for one in ("customer_id", "site_id", "parent_id", "department_id")
            if one in {field["name"] for field in self.described["fields"]}
        ]  # fmt: skip
        row = await read_one(self.controller, self.cursor.source, key, columns)
        values = {name: row[name] for name in columns if row[name] is not None}
        content = Content(self.cursor.source, (key,), values=values)
        asked = Intent(Operation.CREATE, content, categories=frozenset({"copy_records"}))
        return (await self.controller.begin(asked)).node_name

    @property
    def described(self) -> Mapping[str, Any]:
        controller = self.controller
        return controller.application.cursors.describe(self.cursor.source, controller)


class OpenMethod(OnCursor):
    """Try the method of the current row, beginning with its case."""

    ID = "open_method"
    CATEGORIES = frozenset({"record", "more", "menu"})
    LABEL = words(it="Prova il metodo con questi dati", en="Try the method with these data")
    HINT = words(it="Sul banco, senza cambiare il calcolo", en="On the bench, changing nothing")
    ICON = "sigma"
    ORDER = 45

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        row = await read_one(
            self.controller, self.cursor.source, key, ("method", "version", "inputs", "after")
        )
        values = {"method": row["method"], "version": row["version"]}
        case = {name: row[name] for name in ("inputs", "after") if row[name]}
        if size_of(case) > MAX_OPTIONS_SIZE:  # more than an address may hold
            case = {}
        content = Content(self.cursor.source, values=values)
        wish = frozenset({"method_bench"})
        asked = Intent(Operation.VIEW, content, "method_bench", wish, case)
        return (await self.controller.begin(asked)).node_name


class OpenMethodTable(OnCursor):
    """Show all cases of a method at a site as one table."""

    ID = "open_method_table"
    CATEGORIES = frozenset({"record", "more", "menu"})
    LABEL = words(it="Apri come tabella", en="Open as a table")
    HINT = words(it="Tutti i casi di questo metodo, nella stessa sede, una riga per caso",
                 en="All cases of this method at the same site, a row for each")  # fmt: skip
    ICON = "table-2"
    ORDER = 44

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        columns = ("method", "customer_id", "site_id")
        row = await read_one(self.controller, self.cursor.source, key, columns)
        values = {name: row[name] for name in columns if row[name] is not None}
        content = Content(self.cursor.source, values=values)
        wish = frozenset({"method_table"})
        asked = Intent(Operation.VIEW, content, "method_table", wish)
        return (await self.controller.begin(asked)).node_name
