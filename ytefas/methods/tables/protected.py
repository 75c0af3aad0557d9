"""What the tick-lists of protected workers share: prohibited, to evaluate, compatible."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ytefas.methods.kit.bands import Band
from ytefas.methods.kit.inputs import Codes
from ytefas.methods.kit.method import Duty, Found
from ytefas.methods.kit.pictures import Picture, Tick, Ticks
from ytefas.methods.kit.steps import Rule, Step, Table
from ytefas.methods.kit.words import Words, words


class Item(NamedTuple):
    """A work or an agent of a list of the law."""

    label: Words
    law: str
    later: bool = False  # where two periods are told apart: holds in the later one, too


VERDICTS: Final[Mapping[str, Words]] = {
    "prohibited": words("Vietato", "Prohibited"),
    "evaluate": words("Da valutare", "To be evaluated"),
    "compatible": words("Compatibile", "Compatible"),
}


def codes(key: str, label: Words, items: Mapping[str, Item], section: Words | None = None) -> Codes:
    """Ask which of the list are part of the task."""
    return Codes(
        key=key, label=label, section=section, required=False, default=(), least=0,
        most=len(items), known=tuple(items),
        shown={code: item.label for code, item in items.items()},
        help=words("Segna quelli presenti nel compito; lascia vuoto se non ce ne sono.",
                   "Tick those that are part of the task; leave empty if there are none."),
    )  # fmt: skip


def bands(prohibited: Words, evaluate: Words, compatible: Words) -> Mapping[str, Band]:
    """Give the three verdicts with what follows."""
    return {
        "prohibited": Band("prohibited", 4, VERDICTS["prohibited"], consequence=prohibited),
        "evaluate": Band("evaluate", 2, VERDICTS["evaluate"], consequence=evaluate),
        "compatible": Band("compatible", 0, VERDICTS["compatible"], consequence=compatible),
    }


def verdict(prohibited: Sequence[str], evaluate: Sequence[str]) -> str:
    """Give the most severe."""
    return "prohibited" if prohibited else "evaluate" if evaluate else "compatible"


def steps(found: Found, items: Mapping[str, Item], law: str) -> Iterator[Step]:
    """List what was ticked and what each means."""
    rows = [
        (items[code].label, VERDICTS[kind], items[code].law)
        for kind in ("prohibited", "evaluate")
        for code in found.values[f"{kind}_items"]
    ]
    yield Table(
        words("Voci presenti nel compito", "Entries that are part of the task"),
        (words("Voce", "Entry"), words("Esito", "Verdict"), words("Norma", "Rule")),
        rows or [(words("Nessuna", "None"), VERDICTS["compatible"], "")],
    )
    yield Rule(words("Decide la voce più severa.", "The most severe entry decides."), law)
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, law)


def drawn(found: Found, items: Mapping[str, Item], duties: Sequence[Duty]) -> list[Picture]:
    """Tick what stands in the way, then what is to be done."""
    entries = [
        Tick(items[code].label, None if kind == "evaluate" else False, items[code].law)
        for kind in ("prohibited", "evaluate")
        for code in found.values[f"{kind}_items"]
    ]
    ticks = [Ticks(title=words("Voci del compito", "Entries of the task"), ticks=tuple(entries))]
    due = tuple(Tick(duty.label, found.flags[duty.key], duty.law) for duty in duties)
    return [*(ticks if entries else ()), Ticks(title=words("Obblighi", "Duties"), ticks=due)]
