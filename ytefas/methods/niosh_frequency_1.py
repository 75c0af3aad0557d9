"""The frequency of lifting that is not continuous: the special procedure of the manual."""

from collections.abc import Iterator
from typing import Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import below, over
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.lifting import NOTE

RATE_MOST: Final = 15.0  # above it FM is zero, whatever the mean is
SAMPLE: Final = 15.0


def calculate(given: Given) -> Found:
    """Spread the lifts over the whole sample."""
    if over(given.work_min, given.sample_min):
        raise Refused("work_min", words(
            "I minuti di sollevamento ({work}) non possono superare quelli osservati ({sample}).",
            "The minutes of lifting ({work}) cannot exceed those observed ({sample})."
        ).filled(work=given.work_min, sample=given.sample_min))  # fmt: skip
    notices = []
    if over(given.lift_rate_per_min, RATE_MOST):
        notices.append(("rate_above_15", {"rate": given.lift_rate_per_min}))
    if below(given.sample_min, SAMPLE):
        notices.append(("sample_below_15", {"sample": given.sample_min}))
    lifts = given.lift_rate_per_min * given.work_min
    return Found({"F": lifts / given.sample_min, "lifts": lifts}, notices=notices)


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write the two steps."""
    lifts = found.values["lifts"]
    yield Line("n", words("Sollevamenti nel periodo", "Lifts in the sample"),
               f"{say(given.lift_rate_per_min)} · {say(given.work_min)}", lifts, 1)  # fmt: skip
    yield Line("F", words("Frequenza", "Frequency"), f"{say(lifts)} / {say(given.sample_min)}",
               found.values["F"], 2, "/min", total=True)  # fmt: skip


METHOD = Method(
    id="niosh_frequency", version=1, family="lifting", part=True,
    name=words("NIOSH, frequenza media", "NIOSH, mean frequency"),
    about=words(
        "Quando nel periodo di 15 minuti non si solleva di continuo: i sollevamenti si ripartono "
        "su tutto il periodo. La frequenza serve poi per FM.",
        "When lifting is not continuous in the 15 minutes observed: lifts are spread over the "
        "whole sample. The frequency then serves for FM."),
    edition="NIOSH 94-110, Applications Manual, 1.3.5.5",
    sources=(Source("Waters, Putz-Anderson, Garg, Applications Manual for the Revised NIOSH "
                    "Lifting Equation (94-110, 2021)", "verified",
                    words("Procedura per il sollevamento non continuo",
                          "Procedure for lifting that is not continuous")),),
    inputs=(
        Number(key="lift_rate_per_min", label=words("Ritmo mentre si solleva",
                                                    "Rate while lifting"),
               low=0, high=100, unit="/min", digits=1),
        Number(key="work_min", label=words("Minuti di sollevamento", "Minutes of lifting"), low=0,
               high=1440, unit="min", digits=1),
        Number(key="sample_min", label=words("Periodo osservato", "Sample observed"), low=1,
               high=1440, unit="min", digits=1, required=False, default=15.0,
               help=words("Il manuale usa 15 minuti.", "The manual uses 15 minutes.")),
        NOTE,
    ),
    results=(Shown("F", words("Frequenza", "Frequency"), "/min", 2, main=True),
             Shown("lifts", words("Sollevamenti nel periodo", "Lifts in the sample"), "", 1)),
    calculate=calculate, explain=explain,
    notices={
        "rate_above_15": words(
            "Ritmo {rate}/min: oltre 15/min la procedura non vale, FM è zero.",
            "Rate {rate}/min: above 15/min the procedure does not hold, FM is zero."),
        "sample_below_15": words(
            "Periodo di {sample} minuti: il manuale ne chiede almeno 15.",
            "Sample of {sample} minutes: the manual asks for at least 15."),
    },
    examples=(
        Example({"lift_rate_per_min": 10, "work_min": 8}, {"F": 16 / 3},
                "NIOSH 94-110, 1.3.5.5", name=words("Otto minuti su quindici",
                                                    "Eight minutes of fifteen")),
        Example({"lift_rate_per_min": 10, "work_min": 5, "sample_min": 15}, {"F": 3.33},
                "NIOSH 94-110, 1.3.5.5", 0.01),
    ),
)  # fmt: skip
