"""The drawing of the safety roles of a customer, for every screen that shows it.

What such a screen offers stands here, too. It has a cursor `appointment` over the appointments
that hold (`HOLD`) and one over the sites, both tracking `customer`; it shows `safety_chart()` and
offers `Appoint` and `OpenAppointment`.
"""

from collections.abc import Mapping
from typing import Any, Final

from typing_extensions import override

from ytefas.errors import NotFound
from ytefas.framework.work.content import Content
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.record_actions import OnCursor, OpenRecord, on
from ytefas.framework.work.view import Part, chart, need, words
from ytefas.rules.roles import GROUP_OF, NEEDS as NEEDED

APPOINTMENTS: Final = "org.appointments"
TITLE = words(it="Organigramma della sicurezza", en="Safety organisation chart")
_PLACE_OF_GROUP: Final = {
    "line": "line", "service": "left", "health": "right", "workers": "right",
    "emergency": "team", "special": "team",
}  # fmt: skip
PLACES: Final = {role: _PLACE_OF_GROUP[group] for role, group in GROUP_OF.items()} | {
    "employer": "top"
}
HOLD: Final = {"filter": ["state", "in", ["current", "planned"]]}


def safety_chart(appointments: str = "appointment", sites: str = "site") -> Part:
    """Draw the appointments of a customer: a cursor over them, and one over its sites."""
    return chart(
        appointments,
        *(
            need(*one.roles, per="all" if one.per == "firm" else "home", weight=one.weight,
                 flag=one.or_flag, why=words(it=one.it, en=one.en))
            for one in NEEDED
        ),
        role="role", title="person_name", places=PLACES, facts=("person_company",),
        homes=sites, home="site_id", inner="department_name",
        exempt={"kind": ["home", "third_party"]}, from_on="from_on", to_on="to_on",
        label=TITLE, open="open_appointment", fill="appoint",
    )  # fmt: skip


class Appoint(OnCursor):
    """Appoint somebody to a role: the empty place of the drawing, or any."""

    ID = "appoint"
    CURSOR = "appointment"
    NEEDS = Operation.CREATE
    CATEGORIES = frozenset({"list"})
    LABEL = words(it="Nuova nomina", en="New appointment")
    HINT = words(it="Affida un ruolo della sicurezza a una persona",
                 en="Give a safety role to somebody")  # fmt: skip
    ICON = "plus"
    KEYS = "Alt+KeyN"
    STYLE = "primary"

    @override
    def enabled(self) -> bool:
        return self.controller.cursors["customer"].current_id is not None

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        given = {"role": options.get("role"), "site_id": options.get("home")}
        told = {name: value for name, value in given.items() if isinstance(value, str)}
        if told.get("role") not in {None, *GROUP_OF}:
            raise NotFound
        customer = {"customer_id": self.controller.cursors["customer"].current_id}
        content = Content(APPOINTMENTS, values={**customer, **told})
        return (await self.controller.begin(Intent(Operation.CREATE, content))).node_name


class OpenPerson(OnCursor):
    """Open the record of whoever holds the current role."""

    ID = "open_person"
    CURSOR = "appointment"
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Apri la persona", en="Open the person")
    ICON = "user-round"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        opened = None
        for key in await self.keys(options, 10):
            row = await read_one(self.controller, APPOINTMENTS, key, ("person_id",))
            content = Content("org.persons", (row["person_id"],))
            opened = await self.controller.begin(Intent(Operation.VIEW, content))
        return None if opened is None else opened.node_name


OpenAppointment = on(
    OpenRecord, "appointment", id="open_appointment", keys="",
    label=words(it="Apri la nomina", en="Open the appointment"),
)  # fmt: skip
