"""Several repetitive tasks in a shift: the rule of Occhipinti and Colombini (2008).

It is the same for index and checklist; only how a duration changes a score differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Option
from ytefas.methods.kit.method import Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.words import Words, words

DAY_MIN: Final = 1440.0
HOURLY: Final = "hourly"
LONG: Final = "long"


@dataclass(frozen=True, slots=True)
class Combined:
    """What several tasks come to, and every step on the way."""

    shares: tuple[float, ...]  # of the repetitive time
    first: int  # the task that is worst by its own duration
    contributions: tuple[float, ...]  # score over the total time, times share
    weighted: float
    k: float
    k_uncapped: float
    rise: float  # of the first task, from its own duration to the total one
    complex: float

    @property
    def capped(self) -> bool:
        return over(self.k_uncapped, 1.0)


def combine(minutes: Sequence[float], own: Sequence[float], whole: Sequence[float]) -> Combined:
    """Combine scores by own duration and scores by total duration into one.

    The first task is the one with the highest score by its own duration; among equals the one that
    weighs more over the total time.
    """
    total = sum(minutes)
    shares = tuple(one / total for one in minutes)
    contributions = tuple(score * share for score, share in zip(whole, shares, strict=True))
    weighted = sum(contributions)
    first = max(range(len(own)), key=lambda at: (own[at], whole[at]))
    base, most = own[first], whole[first]
    uncapped = weighted / most if most > 0 else 0.0
    k = min(uncapped, 1.0)
    rise = most - base
    return Combined(shares, first, contributions, weighted, k, uncapped, rise, base + rise * k)


def within_a_day(minutes: Sequence[float]) -> float:
    """Add up the minutes of the tasks; a day has 1440."""
    total = sum(minutes)
    if over(total, DAY_MIN):
        raise Refused("tasks", words(
            "I compiti durano insieme {total} minuti: un giorno ne ha al massimo 1440.",
            "The tasks last {total} minutes together: a day has 1440 at most.",
        ).filled(total=total))  # fmt: skip
    return total


def chosen(rotation: str | None, weighted: float, rotated: float) -> float:
    """Take the result that fits the rotation; the higher one if it is not known."""
    if rotation is None:
        return max(weighted, rotated)
    return weighted if rotation == HOURLY else rotated


def names(tasks: Sequence[Given]) -> tuple[Words | str, ...]:
    """Name the tasks: as the user does, else by their number."""
    return tuple(
        task.name or words(f"Compito {at}", f"Task {at}") for at, task in enumerate(tasks, 1)
    )


ROTATION: Final = Choice(
    key="rotation", label=words("Rotazione tra i compiti", "Rotation between tasks"),
    required=False,
    options=(
        Option(HOURLY, words("Circa ogni ora (meno di 1,5 ore): media pesata nel tempo",
                             "About every hour (less than 1.5 hours): mean weighted by time")),
        Option(LONG, words("Ogni 1,5 ore o più: formula complessa",
                           "Every 1.5 hours or more: complex formula")),
    ),
    help=words("Quanto si resta su un compito prima di cambiare. Se non lo sai, vale il risultato "
               "più alto.",
               "How long one stays on a task before changing. If you do not know, the higher "
               "result counts."),
)  # fmt: skip


def which(rotation: str | None) -> Words:
    """Say which of both results counts."""
    if rotation is None:
        return words("il più alto dei due", "the higher of the two")
    return next(one.label for one in ROTATION.options if one.value == rotation)


SOURCE: Final = Source(
    "Occhipinti, Colombini, Med Lav 2008; 99(3): 234-241", "verified",
    words("Media pesata e formula complessa, dal riassunto e da note di chi la applica.",
          "Weighted mean and complex formula, from the abstract and notes of those who use it."),
)  # fmt: skip
CAP: Final = Source(words("Limite K ≤ 1", "Limit K ≤ 1"), "practice", words(
    "Il risultato resta tra i punteggi del compito peggiore.",
    "The result stays between the scores of the worst task."))  # fmt: skip
