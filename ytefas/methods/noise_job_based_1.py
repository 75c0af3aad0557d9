"""Noise by job-based measurement: random samples of what a homogeneous group does."""

from collections.abc import Iterator

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import below, over
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

SAMPLES = words("Livelli dei campioni", "Levels of the samples")
LEAST_SAMPLES = 5
SAMPLE_MIN_2025 = (15.0, 60.0)

INPUTS = (
    Text(key="name", label=words("Mansione", "Job"), required=False),
    samples_input(SAMPLES, words(
        "Livelli equivalenti di campioni casuali della mansione, su lavoratori del gruppo omogeneo "
        "in momenti diversi: almeno 5; da 3 a 4 con avvertenza (edizione 2009).",
        "Equivalent levels of random samples of the job, over workers of the homogeneous group at "
        "different times: 5 at least; 3 to 4 with a notice (2009 edition).")),
    EFFECTIVE_H,
    Number(key="workers", yardstick=True, label=words("Lavoratori del gruppo omogeneo",
                                      "Workers of the homogeneous group"),
           symbol="nG", low=1, high=1000, integer=True, required=False,
           section=words("Piano di misura", "Plan of measurements"),
           help=words("Dà la durata cumulativa minima delle misure.",
                      "Gives the least cumulative duration of the measurements.")),
    Number(key="sample_min", yardstick=True,
           label=words("Durata di un campione", "Duration of one sample"),
           low=0, high=1440, above=True, unit="min", required=False),
    Number(key="cumulative_h", yardstick=True, label=words("Durata cumulativa misurata",
                                           "Cumulative duration measured"),
           low=0, high=2000, above=True, unit="h", required=False,
           help=words("Vuoto: numero di campioni per la durata di un campione.",
                      "Empty: number of samples times the duration of one.")),
    iso.EDITION, iso.INSTRUMENT, iso.U2, iso.U3,
    law.PEAK, law.LEX_WITH_HPD, law.PEAK_WITH_HPD, law.COMPARE_UPPER,
)  # fmt: skip


def calculate(given: Given) -> Found:
    """Compute, and hold the measurements to the plan of the norm."""
    count = len(given.samples)
    edition = given.edition
    notices: list[iso.Notice] = []
    if count < LEAST_SAMPLES:
        if edition != iso.EDITION_2009:
            raise Refused("samples", words(
                "L'edizione 2025 ammette le misure per mansione con almeno 5 campioni (ce ne sono "
                "{count}); con 3 o 4 giornate intere usa «Rumore: giornata intera».",
                "The 2025 edition admits job-based measurements with 5 samples or more (there are "
                "{count}); with 3 or 4 full days use “Noise: full day”.").filled(count=count),
            )  # fmt: skip
        notices.append(("few_samples", {"count": count}))
    needed, measured = None, given.cumulative_h
    if measured is None and given.sample_min is not None:
        measured = count * given.sample_min / 60.0
    if given.workers is not None:
        needed, split = iso.cumulative_h(given.workers, edition)
        if split:
            notices.append(("split_group", {"needed": needed}))
        if measured is not None and below(measured, needed):
            notices.append(("short_cumulative", {"measured": round(measured, 2),
                                                 "needed": needed}))  # fmt: skip
    low, high = SAMPLE_MIN_2025
    length = given.sample_min
    if (edition != iso.EDITION_2009 and length is not None
            and (below(length, low) or over(length, high))):  # fmt: skip
        notices.append(("sample_length", {"length": length}))
    more = {"min_cumulative_h": needed, "measured_h": measured}
    return found_of(given, notices, more)


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the plan, then level and uncertainty."""
    if found.values["min_cumulative_h"] is not None:
        count = given.workers
        if given.edition == iso.EDITION_2009:
            how = "≤ 5: 5; 6–15: 5 + (n − 5)/2; 16–40: 10 + (n − 15)/4; > 40: 17"
        else:
            how = "≤ 15: 6 + (n − 1); 16–40: 20 + 3·(n − 15)/4; > 40: 40"
        yield Line("", words("Durata cumulativa minima", "Least cumulative duration"),
                   f"n = {count}; {how}", found.values["min_cumulative_h"], 2, "h")  # fmt: skip
    yield from explain_of(given, found, say)


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the samples, the peak and the duties."""
    yield from picture_of(given, found, SAMPLES)


METHOD = Method(
    id="noise_job_based", version=1, family="noise",
    name=words("Rumore: misure per mansione", "Noise: job-based measurement"),
    about=words(
        "Livello giornaliero di esposizione e incertezza da campioni casuali di una mansione, per "
        "un gruppo omogeneo di lavoratori i cui compiti non si separano bene. Se i compiti sono "
        "distinti usa le misure per compiti; se la giornata è imprevedibile, la giornata intera.",
        "Daily exposure level and uncertainty from random samples of a job, for a homogeneous "
        "group of workers whose tasks are hard to separate. With distinct tasks use task-based "
        "measurement; where the day cannot be foreseen, the full day.",
    ),
    edition=words("ISO 9612:2009 o 2025 (UNI 9432:2011); D.Lgs. 81/2008 artt. 187–198",
                  "ISO 9612:2009 or 2025 (UNI 9432:2011); D.Lgs. 81/2008 artt. 187–198"),
    sources=(*iso.SOURCES, *law.SOURCES), inputs=INPUTS,
    usual=("l_cpeak",),
    results=(*RESULTS, Shown("min_cumulative_h", words("Durata cumulativa minima delle misure",
                                                       "Least cumulative duration"), "h", 2)),
    calculate=calculate, explain=explain, picture=picture,
    scales=(law.LEX_SCALE, law.PEAK_SCALE), duties=law.DUTIES,
    doubts=(*iso.DOUBTS, *law.DOUBTS),
    notices={
        **law.NOTICES,
        **{key: iso.NOTICES[key] for key in (
            "c1u1_large", "u1_below_table", "u1_beyond_table", "samples_beyond_table")},
        "few_samples": words(
            "Campioni: {count}. La norma ne chiede almeno 5; le righe 3 e 4 della tabella C.4 sono "
            "per le giornate intere, e l'incertezza è grande.",
            "Samples: {count}. The norm asks for 5 at least; rows 3 and 4 of table C.4 are for "
            "full days, and the uncertainty is large."),
        "short_cumulative": words(
            "Durata misurata {measured} h, minima {needed} h per il gruppo: aggiungi campioni.",
            "Measured for {measured} h, at least {needed} h for the group: take more samples."),
        "split_group": words(
            "Più di 40 lavoratori: misura almeno {needed} h o dividi il gruppo.",
            "More than 40 workers: measure {needed} h at least or split the group."),
        "sample_length": words(
            "Campioni di {length} min: l'edizione 2025 li vuole da 15 a 60 min.",
            "Samples of {length} min: the 2025 edition wants 15 to 60 min."),
    },
    examples=(
        Example({"samples": [88.1, 86.1, 89.7, 86.5, 91.1, 86.7], "effective_duration_h": 7.5,
                 "u2": 1.5, "u3": 1.0},
                {"lp_aeqte": 88.4, "u1": 2.0, "c1u1": 1.4, "lex_8h": 88.1, "U95": 3.8},
                words("ISO 9612:2009, allegato E", "ISO 9612:2009, Annex E"), 0.1,
                words("Linea di produzione", "Production line")),
        Example({"samples": [80.0, 82.0, 84.0, 81.0, 83.0], "effective_duration_h": 8.0,
                 "u2": 1.5},
                {"lp_aeqte": 82.2277, "u1": 1.5811, "c1u1": 1.2811, "U95": 3.6492},
                words("Tabella C.4, interpolata", "Table C.4, interpolated"), 0.001,
                words("Cinque campioni", "Five samples")),
        Example({"samples": [79.2, 81.4, 80.1, 82.0, 80.8, 79.9, 81.1],
                 "effective_duration_h": 7.0, "instrument": "class_1"},
                {"lex_8h": 80.1536, "c1u1": 0.4785, "U95": 2.1633},
                words("Tabella C.4, interpolata", "Table C.4, interpolated"),
                0.001, words("Fonometro di classe 1", "Class 1 meter")),
    ),
)  # fmt: skip
