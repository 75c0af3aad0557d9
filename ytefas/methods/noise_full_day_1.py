"""Noise by full-day measurement: whole working days, for work that cannot be foreseen."""

from collections.abc import Iterator

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Numbers, Text
from ytefas.methods.kit.method import Example, Found, Method
from ytefas.methods.kit.numbers import at_least, below
from ytefas.methods.kit.pictures import Picture
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables import noise_iso_9612 as iso, noise_law_81_2008 as law
from ytefas.methods.tables.noise_samples import (
    EFFECTIVE_H,
    RESULTS,
    explain_of,
    found_of,
    picture_of,
    samples_input,
)

DAYS = words("Livelli delle giornate", "Levels of the days")
SPREAD_DB = 3.0
DAYS_IF_SPREAD = 5
COVERED_2025 = 0.75
MEASURED = words("Ore misurate ogni giorno", "Hours measured each day")

INPUTS = (
    Text(key="name", label=words("Mansione", "Job"), required=False),
    samples_input(DAYS, words(
        "Livello equivalente di ogni giornata intera misurata: almeno 3; se differiscono di 3 dB o "
        "più, almeno altre 2.",
        "Equivalent level of each full day measured: 3 at least; if they differ by 3 dB or more, 2 "
        "more at least.")),
    EFFECTIVE_H,
    Numbers(key="measured_h", yardstick=True, label=MEASURED, least=3, most=60, required=False,
            section=words("Piano di misura", "Plan of measurements"),
            each=Number(key="hours", label=MEASURED, low=0, high=24, unit="h"),
            help=words("Una voce per giornata. L'edizione 2025 vuole almeno il 75 % della durata "
                       "effettiva.",
                       "One entry for each day. The 2025 edition wants 75 % of the effective "
                       "duration at least.")),
    iso.EDITION, iso.INSTRUMENT, iso.U2, iso.U3,
    law.PEAK, law.LEX_WITH_HPD, law.PEAK_WITH_HPD, law.COMPARE_UPPER,
)  # fmt: skip


def calculate(given: Given) -> Found:
    """Compute, and hold the measurements to the plan of the norm."""
    samples, measured = given.samples, given.measured_h
    notices: list[iso.Notice] = []
    spread = max(samples) - min(samples)
    if at_least(spread, SPREAD_DB) and len(samples) < DAYS_IF_SPREAD:
        notices.append(("more_days", {"spread": round(spread, 2), "count": len(samples)}))
    covered = None
    if measured is not None:
        if len(measured) != len(samples):
            raise Refused("measured_h", words(
                "Ore misurate ogni giorno: servono {count} voci, una per giornata.",
                "Hours measured each day: {count} entries are needed, one for each day."
            ).filled(count=len(samples)))  # fmt: skip
        covered = min(measured) / given.effective_duration_h if min(measured) else 0.0
        if given.edition != iso.EDITION_2009 and below(
            min(measured), COVERED_2025 * given.effective_duration_h
        ):
            notices.append(("short_days", {"least": min(measured)}))
        covered = min(covered, 1.0)
    return found_of(given, notices, {"least_covered": covered})


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the spread of the days, then level and uncertainty."""
    samples = given.samples
    yield Line("", words("Dispersione: se è 3 dB o più, almeno 5 giornate",
                         "Spread: if 3 dB or more, 5 days at least"),
               f"{say(max(samples))} − {say(min(samples))}; N = {len(samples)}",
               found.values["spread"], 2, "dB")  # fmt: skip
    yield from explain_of(given, found, say)


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the days, the peak and the duties."""
    yield from picture_of(given, found, DAYS)


METHOD = Method(
    id="noise_full_day", version=1, family="noise",
    name=words("Rumore: giornata intera", "Noise: full day"),
    about=words(
        "Livello giornaliero di esposizione e incertezza da misure di giornate intere, quando i "
        "compiti sono imprevedibili o difficili da descrivere. Le giornate devono essere tipiche.",
        "Daily exposure level and uncertainty from measurements of full days, when tasks cannot be "
        "foreseen or are hard to describe. The days have to be typical ones.",
    ),
    edition=words("ISO 9612:2009 o 2025 (UNI 9432:2011); D.Lgs. 81/2008 artt. 187–198",
                  "ISO 9612:2009 or 2025 (UNI 9432:2011); D.Lgs. 81/2008 artt. 187–198"),
    sources=(*iso.SOURCES, *law.SOURCES), inputs=INPUTS, results=RESULTS,
    usual=("l_cpeak",), calculate=calculate, explain=explain, picture=picture,
    scales=(law.LEX_SCALE, law.PEAK_SCALE), duties=law.DUTIES,
    doubts=(*iso.DOUBTS, *law.DOUBTS),
    notices={
        **law.NOTICES,
        **{key: iso.NOTICES[key] for key in (
            "c1u1_large", "u1_below_table", "u1_beyond_table", "samples_beyond_table")},
        "more_days": words(
            "Le {count} giornate differiscono di {spread} dB, cioè di 3 dB o più: misurane almeno "
            "altre 2.",
            "The {count} days differ by {spread} dB, that is by 3 dB or more: measure 2 more at "
            "least."),
        "short_days": words(
            "La giornata misurata meno copre {least} h: l'edizione 2025 vuole almeno il 75 % della "
            "durata effettiva.",
            "The day measured least covers {least} h: the 2025 edition wants 75 % of the effective "
            "duration at least."),
    },
    examples=(
        Example({"samples": [88.0, 90.5, 89.0], "effective_duration_h": 8.0, "u2": 1.5},
                {"lp_aeqte": 89.2896, "u1": 1.2583, "c1u1": 2.3749, "U95": 4.9197},
                words("Tabella C.4, riga 3, interpolata", "Table C.4, row 3, interpolated"), 0.001,
                words("Tre giornate", "Three days")),
        Example({"samples": [85.0, 85.0, 85.0], "effective_duration_h": 4.0,
                 "instrument": "exposimeter"},
                {"lex_8h": 81.9897, "c1u1": 0.0, "U95": 2.9746},
                words("Forma chiusa: 85 − 10·lg 2", "Closed form: 85 − 10·lg 2"),
                0.001, words("Mezza giornata", "Half a day")),
        Example({"samples": [86.0, 88.0, 90.0, 87.0, 89.0], "effective_duration_h": 7.5,
                 "u2": 1.5},
                {"u1": 1.5811, "c1u1": 1.2811, "U95": 3.6492},
                words("Tabella C.4, riga 5, interpolata", "Table C.4, row 5, interpolated"),
                0.001, words("Cinque giornate", "Five days")),
    ),
)  # fmt: skip
