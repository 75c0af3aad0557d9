"""Something done to many records: which they are, what is asked, and who carries it out.

Which records they are is settled when somebody asks for the screen, and stays so: the number he
confirms is the number that is tried. Whoever implements Many writes them in groups, each of which
is whole, and keeps what came of every record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol
from uuid import UUID

from ytefas.errors import Invalid, NotFound, TooLarge
from ytefas.framework.talk.serialize import decode
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.gate import MAX_CHANGES, parse_keys
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.plain import is_plain
from ytefas.framework.work.rows import Within, is_group

if TYPE_CHECKING:
    from ytefas.framework.work.controller import Controller
    from ytefas.framework.work.cursor import Cursor

Act = Literal["edit", "archive", "restore", "delete"]
BULK: Final = "bulk"
MOST_FIELDS: Final = 50
MOST_NAMED: Final = MAX_CHANGES  # rows that are ticked one by one: they fit into a message


@dataclass(frozen=True, slots=True)
class Asked:
    """What becomes of one field: a value, or items that come to its list or leave it."""

    name: str
    how: str  # set, add, remove
    value: Any

    def of(self, before: Any) -> Any:
        """Give what a field holds afterwards."""
        if self.how == "set":
            return self.value
        items = list(before or ())
        if self.how == "add":
            return [*items, *(one for one in self.value if one not in items)]
        return [one for one in items if one not in self.value]


def parse_asked(raw: object) -> list[Asked]:
    """Read {field: {set | add | remove: value}}; what a field can hold is asked by the save."""
    if not isinstance(raw, Mapping) or not 1 <= len(raw) <= MOST_FIELDS:
        raise Invalid("bulk_nothing")
    asked = []
    for name, one in raw.items():
        if not isinstance(name, str) or not is_plain({name: one}) or not isinstance(one, Mapping):
            raise Invalid("malformed", parameter="changes")
        ((how, value),) = one.items() if len(one) == 1 else (("", None),)
        is_list = isinstance(value, list | tuple)
        if how not in {"set", "add", "remove"} or (how != "set" and not is_list):
            raise Invalid("malformed", parameter="changes")
        asked.append(Asked(name, how, value))
    return asked


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of a source: those that are named, or all that a query finds but some."""

    keys: tuple[Key, ...] | None = None
    query: Mapping[str, Any] = field(default_factory=dict)  # as a cursor was asked
    within: Within = field(default_factory=Within)
    but: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one action on many records."""

    id: UUID
    source: str
    act: Act
    state: str
    total: int
    shared: Mapping[str, Any]  # the customer and the site of all of them, where it is one

    @property
    def can_go_back(self) -> bool:
        """Tell whether it can be taken back: what is deleted is gone."""
        return self.act != "delete"


class Many(Protocol):
    """Carries actions on many records out, for whom they are; another's is NotFound."""

    async def choose(self, acting: Any, source: str, act: Act, chosen: Chosen) -> UUID:
        """Settle which records it is about, as they are now; TooLarge, NotFound for none."""

    async def find(self, acting: Any, batch: UUID) -> Facts: ...

    async def look(self, acting: Any, batch: UUID, asked: Sequence[Asked]) -> dict[str, int]:
        """Count what would come of it: changes, same, denied, gone."""

    async def apply(self, acting: Any, batch: UUID, asked: Sequence[Asked]) -> str | None:
        """Do it: at once, or as a job (its id) when they are many. Asked again, it goes on."""

    async def take_back(self, acting: Any, batch: UUID) -> str | None:
        """Put back what was there, where nobody has changed it since; at once, or as a job."""

    async def result(
        self, acting: Any, batch: UUID, *, only: str, offset: int, limit: int
    ) -> dict[str, Any]:
        """Say how many ended how, and some of them one by one, each with its problem as data."""

    async def report(self, acting: Any, batch: UUID) -> str:
        """Make a file of what came of every record, as a job: its id."""


def is_several(options: Mapping[str, Any]) -> bool:
    """Tell whether an action was asked for more than one row."""
    keys = options.get("keys")
    return options.get("every") is True or (isinstance(keys, list | tuple) and len(keys) > 1)


async def begin_many(
    controller: Controller, cursor: Cursor, act: Act, options: Mapping[str, Any]
) -> str | None:
    """Settle which rows of a cursor are meant, and open the screen that says what comes of it."""
    many = controller.application.many
    screen = screen_of(cursor.source)
    if many is None or screen not in controller.application.by_id:
        raise NotFound
    chosen = _chosen(cursor, options)
    batch = await many.choose(controller.context.principal, cursor.source, act, chosen)
    return (await controller.begin(intent_for(cursor.source, str(batch)))).node_name


def intent_for(source: str, batch: str) -> Intent:
    """Ask for the screen of one action on records of a source."""
    return Intent(
        Operation.EDIT, Content(source), screen_of(source), frozenset({BULK}), {"batch": batch}
    )


def screen_of(source: str) -> str:
    """Name the screen for many records of a source: of one row its record could answer as well."""
    return f"{source.replace('.', '_')}_{BULK}"


def _chosen(cursor: Cursor, options: Mapping[str, Any]) -> Chosen:
    if options.get("every") is True:
        asked = decode(cursor.snapshot()["query"])
        return Chosen(None, asked, cursor.bounds, frozenset(_keys(options.get("except"))))
    named = _keys(options.get("keys"))
    if not named and cursor.current_id is not None:
        named = (cursor.current_id,)
    keys = tuple(key for key in dict.fromkeys(named) if not is_group(key))
    if not keys:
        raise NotFound
    return Chosen(keys, within=cursor.bounds)


def _keys(raw: object) -> tuple[Key, ...]:
    if isinstance(raw, list | tuple) and len(raw) > MOST_NAMED:
        raise TooLarge(reason="rows", limit=MOST_NAMED)
    return parse_keys(raw or ())
