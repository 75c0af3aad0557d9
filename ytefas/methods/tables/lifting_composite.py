"""The composite index: what each further task adds to the most demanding one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from ytefas.methods.kit.steps import Speech, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.niosh_1994 import beside_zero, frequency_multiplier

V_STRADDLES: Final = words(
    "Le altezze di presa stanno in parte sotto e in parte sopra {knuckle} {unit}: {how}.",
    "The heights of the hands lie partly below and partly above {knuckle} {unit}: {how}.",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A task, or a category of tasks, as the composite sees it."""

    name: str
    fili: float | None  # by the highest load, without frequency; None if nothing may be lifted
    f: float
    low: bool  # the column of FM
    mean: float = 1.0  # the mean load, as a share of the highest


@dataclass(frozen=True, slots=True)
class Composite:
    """The index and the steps to it; lists in the order of the parts, or sorted where said."""

    index: float | None
    fm: Sequence[float]
    stli: Sequence[float | None]
    order: Sequence[int]
    sums: Sequence[float]  # sorted: the frequency summed so far
    before: Sequence[float | None]  # sorted: FM without this part
    after: Sequence[float]  # sorted: FM with it
    terms: Sequence[float | None]  # sorted: what it adds

    @property
    def sorted(self) -> list[float | None]:
        return [self.stli[at] for at in self.order]

    def values(self) -> Mapping[str, Any]:
        return {
            "FM": list(self.fm), "STLI": list(self.stli), "STLI_sorted": self.sorted,
            "order": [at + 1 for at in self.order], "cumulative_F": list(self.sums),
            "FM_before": list(self.before), "FM_after": list(self.after),
            "increments": list(self.terms),
        }  # fmt: skip


def composite(parts: Sequence[Part], duration: str, *, zero: bool) -> Composite:
    """Sum the worst part and what the others add, the next worst first."""

    def read(f: float, low: bool) -> float:
        return frequency_multiplier(f, duration, low=low, zero=zero)

    fm = [read(part.f, part.low) for part in parts]
    stli = [part.fili * part.mean / own if part.fili is not None and own > 0 else None
            for part, own in zip(parts, fm, strict=True)]  # fmt: skip
    worth = [inf if one is None else one for one in stli]
    order = sorted(range(len(parts)), key=lambda at: -worth[at])
    first = order[0]
    f = parts[first].f
    sums, before, after, terms = [f], [None], [fm[first]], [stli[first]]
    more: list[float | None] = []
    for at in order[1:]:
        part = parts[at]
        less, f = read(f, part.low), f + part.f
        own = read(f, part.low)
        sums.append(f)
        more.append(less)
        after.append(own)
        missing = part.fili is None or less == 0 or own == 0
        terms.append(None if missing or part.fili is None else part.fili * (1 / own - 1 / less))
    known = [term for term in terms if term is not None]
    index = sum(known) if len(known) == len(terms) else None
    return Composite(index, fm, stli, order, sums, [*before, *more], after, terms)


def composite_table(parts: Sequence[Part], done: Composite, say: Speech, what: Words) -> Table:
    """Write the sum, a row for each part, the worst first."""
    rows: list[list[Any]] = []
    for step, at in enumerate(done.order):
        part = parts[at]
        less, own = done.before[step], done.after[step]
        single = None if part.fili is None else part.fili * part.mean
        how = f"{say(single, 3)} / {say(own, 3)}"
        if step and less is not None:
            how = f"{say(part.fili, 3)} · (1/{say(own, 3)} − 1/{say(less, 3)})"
        rows.append([part.name, done.sums[step], less, own, how, done.terms[step]])
    return Table(
        words("Somma, dal più gravoso", "Sum, the most demanding first"),
        (what, words("F sommata", "F summed"), words("FM senza", "FM without"),
         words("FM con", "FM with"), words("Calcolo", "Computation"),
         words("Contributo", "Contribution")),
        rows, (None, 2, 3, 3, None, 3),
    )  # fmt: skip


def any_beside_zero(parts: Sequence[Part], done: Composite, duration: str) -> bool:
    """Tell whether a multiplier was read between a row with a value and one with none."""
    alone = any(beside_zero(part.f, duration, low=part.low) for part in parts)
    return alone or any(
        beside_zero(f, duration, low=parts[at].low)
        for at, f in zip(done.order, done.sums, strict=True)
    )


def summed(done: Composite, say: Speech) -> str:
    """Write the sum itself."""
    return " + ".join(say(term, 3) for term in done.terms)
