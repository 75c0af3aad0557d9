"""Beginning a calculation from a record: whom it is about is known, the method is chosen there."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from typing_extensions import override

from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one, read_rows
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.rows import Within
from ytefas.framework.work.view import words

CALCULATIONS: Final = "risk.calculations"
_PLACE: Final = ("site_id", "department_id")


class _NewCalculation(OnCursor):
    """Asks for a method, and begins with what the current record says."""

    ID = "new_calculation"
    NEEDS = Operation.CREATE
    CATEGORIES = frozenset({"record", "more"})
    LABEL = words(it="Nuovo calcolo…", en="New calculation…")
    HINT = words(it="Scegli un metodo e valuta un caso che riguarda questa scheda",
                 en="Choose a method and rate a case that is about this record")  # fmt: skip
    ICON = "calculator"
    ORDER = 30
    SAYS: ClassVar[Mapping[str, str]]  # of a calculation: the column of the record that says it

    @override
    def may(self, owner: Key | None) -> bool:
        """Ask for the right to make calculations, whatever may be done with the record itself."""
        context = self.controller.context
        return bool(
            context.application.permits(
                context.principal, self.REQUIRES, self.NEEDS, CALCULATIONS, owner
            )
        )

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        about = {name: value for name, value in (await self.about(key)).items() if value}
        asked = Intent(Operation.CREATE, Content(CALCULATIONS, values=about))
        return (await self.controller.begin(asked)).node_name

    async def about(self, key: Key) -> dict[str, Any]:
        """Say what the case is about."""
        columns = tuple(self.SAYS.values())
        row = await read_one(self.controller, self.cursor.source, key, columns)
        return {name: row[column] for name, column in self.SAYS.items()}

    async def below(self, source: str, within: tuple[str, Key], columns: Sequence[str],
                    where: Any = None) -> dict[str, Any]:  # fmt: skip
        """Give what all rows below the record say alike."""
        rows = await read_rows(self.controller, source, Within((within,)), columns, where=where)
        first, *others = rows or [{}]
        return {
            name: value for name, value in first.items()
            if all(other[name] == value for other in others)
        }  # fmt: skip


class CalculateForCustomer(_NewCalculation):
    """Rate a case of a customer."""

    CURSOR = "customer"
    SAYS: ClassVar[Mapping[str, str]] = {"customer_id": "id"}


class CalculateForSite(_NewCalculation):
    """Rate a case at a site."""

    CURSOR = "site"
    SAYS: ClassVar[Mapping[str, str]] = {"customer_id": "customer_id", "site_id": "id"}


class CalculateForDepartment(_NewCalculation):
    """Rate a case in a department."""

    CURSOR = "department"
    SAYS: ClassVar[Mapping[str, str]] = {
        "customer_id": "customer_id", "site_id": "site_id", "department_id": "id",
    }  # fmt: skip


class CalculateForJob(_NewCalculation):
    """Rate a case of a job; where it is done in one department only, there."""

    CURSOR = "job"
    SAYS: ClassVar[Mapping[str, str]] = {"customer_id": "customer_id", "job_id": "id"}

    @override
    async def about(self, key: Key) -> dict[str, Any]:
        where = await self.below("org.job_departments", ("job_id", key), ("department_id",))
        if where.get("department_id"):
            row = await read_one(
                self.controller, "org.departments", where["department_id"], ("site_id",)
            )
            where |= {"site_id": row["site_id"]}
        return {**await super().about(key), **where}


class CalculateForPerson(_NewCalculation):
    """Rate what a person does today: the job, and where, as far as it is but one."""

    CURSOR = "person"
    SAYS: ClassVar[Mapping[str, str]] = {"customer_id": "customer_id"}

    @override
    async def about(self, key: Key) -> dict[str, Any]:
        today = ["state", "eq", "current"]
        doing = await self.below(
            "org.assignments", ("person_id", key), ("job_id", *_PLACE), where=today
        )
        if not doing.get("site_id"):
            doing.pop("department_id", None)
        return {**await super().about(key), **doing}
