"""The explanation of a result: what an inspector would write down while computing it again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ytefas.methods.kit.words import Words, number, spoken


@dataclass(frozen=True)
class Line:
    """One value: its symbol, how it came about with the numbers put in, and what it is."""

    symbol: str
    label: Words
    how: str | Words  # "25 / 40", the cell of a table, the rule
    value: Any
    digits: int | None = None
    unit: str = ""
    total: bool = False  # drawn apart: a result, not a step
    kind: Literal["line"] = field(default="line", init=False)


@dataclass(frozen=True)
class Table:
    """Steps that repeat, a row for each task or tool; or a table of the norm, its cell marked."""

    title: Words
    heads: tuple[Words | str, ...]
    rows: Sequence[Sequence[Any]]
    digits: Sequence[int | None] = ()
    marked: tuple[int, int] | None = None  # row and column of the cell that was read
    kind: Literal["table"] = field(default="table", init=False)


@dataclass(frozen=True)
class Rule:
    """A rule that fired, in words, with its source."""

    said: Words
    law: str = ""
    kind: Literal["rule"] = field(default="rule", init=False)


Step = Line | Table | Rule


@dataclass(frozen=True)
class Speech:
    """Writes numbers into the steps as the reader's language does: `say(0.8745, 3)`."""

    language: str

    def __call__(self, value: Any, digits: int | None = None) -> str:
        if digits is not None and isinstance(value, int | float) and not isinstance(value, bool):
            return number(value, self.language, digits)
        return spoken(value, self.language)

    def of(self, text: Words) -> str:
        return text.in_(self.language)


Explain = Callable[[Any, Any, Speech], Iterable[Step]]
