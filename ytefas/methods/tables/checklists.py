"""What the tick-lists share: criteria that are met, not met, or not looked at yet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Flag, Given, Input
from ytefas.methods.kit.method import Found
from ytefas.methods.kit.pictures import Picture, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words


@dataclass(frozen=True)
class Criterion:
    """One thing the law asks for, as a yes that is wanted."""

    key: str
    label: Words
    law: str
    section: Words | None = None


def asked_for(criteria: Iterable[Criterion]) -> tuple[Input, ...]:
    """Ask for each; what is left open is not looked at yet, or does not apply."""
    return tuple(
        Flag(key=one.key, label=one.label, section=one.section, required=False,
             help=words("{law}. Lascia vuoto se non si applica o non è stato visto.",
                        "{law}. Leave empty if it does not apply or was not looked at.",
                        ).filled(law=one.law))
        for one in criteria
    )  # fmt: skip


def scale_of(count: int, wrong: Band, fine: Band) -> Scale:
    """Band by how many criteria are not met: none, or any."""
    return Scale(measure="failing_count", label=words("Requisiti non rispettati",
                                                      "Requirements not met"),
                 bands=(fine, wrong), high=count, shown=0)  # fmt: skip


def checked(criteria: Sequence[Criterion], scale: Scale) -> Callable[[Given], Found]:
    """Make the function that lists what is not met and what is open."""

    def calculate(given: Given) -> Found:
        failing = [one.key for one in criteria if getattr(given, one.key) is False]
        open_ = [one.key for one in criteria if getattr(given, one.key) is None]
        if len(open_) == len(criteria):
            raise Refused(criteria[0].key, words(
                "Nessun requisito è stato visto: rispondi sì o no almeno a uno.",
                "No requirement was looked at: answer yes or no to at least one."))  # fmt: skip
        band = scale.band(len(failing))
        return Found(
            {"failing": failing, "failing_count": len(failing), "open": open_,
             "open_count": len(open_), "met_count": len(criteria) - len(failing) - len(open_),
             "class": band.code},
            band,
            notices=[("open", {"count": len(open_)})] if open_ else (),
        )  # fmt: skip

    return calculate


OPEN = words("{count} requisiti non sono stati visti o non si applicano: il giudizio vale per gli "
             "altri.",
             "{count} requirements were not looked at or do not apply: the judgement holds for the "
             "others.")  # fmt: skip


def told_by(
    criteria: Sequence[Criterion],
) -> Callable[[Given, Found, Speech], Iterator[Step]]:
    """Make the explanation: a row for each, and what follows."""
    said = {True: words("sì", "yes"), False: words("no", "no"), None: words("–", "–")}

    def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
        yield Table(
            words("Requisiti", "Requirements"),
            (words("Requisito", "Requirement"), words("Rispettato", "Met"),
             words("Norma", "Rule")),
            [(one.label, said[getattr(given, one.key)], one.law) for one in criteria],
        )  # fmt: skip
        yield Line("", words("Requisiti non rispettati", "Requirements not met"),
                   words("i «no» della tabella", "each “no” of the table"),
                   found.values["failing_count"], total=True)  # fmt: skip
        if found.band is not None and found.band.consequence is not None:
            yield Rule(found.band.consequence)

    return explain


def drawn_by(
    title: Words, criteria: Sequence[Criterion]
) -> Callable[[Given, Found], list[Picture]]:
    """Make the picture: a tick for each."""

    def picture(given: Given, _found: Found) -> list[Picture]:
        return [Ticks(title=title, ticks=tuple(
            Tick(one.label, getattr(given, one.key), one.law) for one in criteria))]  # fmt: skip

    return picture
