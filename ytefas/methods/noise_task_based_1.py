"""Noise by task-based measurement: the whole noise sheet of a worker from one form."""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Any, Final, NamedTuple

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Flag, Given, Number, Numbers, Rows, Text
from ytefas.methods.kit.method import Found, Method, Shown
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Columns, Picture, Series, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables import (
    noise_iso_9612 as iso,
    noise_law_81_2008 as law,
    noise_plan as plan,
    noise_worn as hpd,
)
from ytefas.methods.tables.noise_hpd import (
    NOTICES as HPD_NOTICES,
    SOURCES as HPD_SOURCES,
    explain_beta,
)

SLOPE: Final = 4.34  # 10 / ln 10, as the norm rounds it
SHORTEST_H: Final = 1e-9  # less is no time at all

SAMPLES: Final = words("Livelli misurati", "Measured levels")
RANGE: Final = words("Durata minima e massima", "Shortest and longest duration")
OBSERVED: Final = words("Durate osservate", "Observed durations")

TASKS: Final = Rows(
    key="tasks", label=words("Compiti", "Tasks"), least=1, most=60,
    section=words("Giornata di lavoro", "Working day"),
    of=(
        Text(key="name", label=words("Compito", "Task"), required=False),
        Numbers(key="samples", yardstick=True, label=SAMPLES, symbol="LpAeqT,mi", least=1, most=60,
                each=law.level("level", SAMPLES, None),
                help=words("Livelli equivalenti ponderati A delle singole misure: almeno 3 di "
                           "almeno 5 minuti; con una sola misura l'incertezza di campionamento "
                           "non si può calcolare.",
                           "A-weighted equivalent levels of the single measurements: 3 at least, "
                           "of 5 minutes at least; with one alone the uncertainty of sampling "
                           "cannot be computed.")),
        Number(key="duration_h", label=words("Durata nella giornata", "Duration in the day"),
               symbol="Tm", low=0, high=24, unit="h", digits=2, required=False,
               help=words("Vuoto: la media delle durate osservate.",
                          "Empty: the mean of the observed durations.")),
        Numbers(key="duration_range_h", yardstick=True,
                label=RANGE, symbol="Tmin, Tmax", least=2, most=2,
                required=False, names=(words("Minima", "Shortest"), words("Massima", "Longest")),
                each=Number(key="hours", label=RANGE, low=0, high=24, unit="h"),
                help=words("Dà l'incertezza della durata: metà della differenza.",
                           "Gives the uncertainty of the duration: half the difference.")),
        Numbers(key="observed_durations_h", yardstick=True,
                label=OBSERVED, symbol="Tm,j", least=2, most=60,
                required=False, each=Number(key="hours", label=OBSERVED, low=0, high=24, unit="h"),
                help=words("In più giornate, invece di minima e massima: lo scarto tipo dà "
                           "l'incertezza della durata.",
                           "Over several days, instead of shortest and longest: their standard "
                           "deviation gives the uncertainty of the duration.")),
        law.PEAK, *plan.TASK_INPUTS, hpd.L_C, hpd.WORN_H, hpd.LEVEL_WITH_HPD,
    ),
)  # fmt: skip

INPUTS = (
    Text(key="name", label=words("Mansione o lavoratore", "Job or worker"), required=False),
    TASKS, law.DAY_PEAK, iso.INSTRUMENT, iso.U2, iso.U3,
    Flag(key="include_duration_uncertainty", yardstick=True, required=False, default=True,
         label=words("Comprendi l'incertezza delle durate",
                     "Include the uncertainty of the durations")),
    law.COMPARE_UPPER, iso.EDITION, *plan.GROUP_INPUTS, hpd.HPD,
)  # fmt: skip


def duration_of(task: Any, at: int) -> tuple[float, float]:
    """Give how long a task lasts, and the uncertainty of that."""
    hours, ends, observed = task.duration_h, task.duration_range_h, task.observed_durations_h
    if ends is not None and observed is not None:
        raise Refused(f"tasks[{at}].observed_durations_h", words(
            "Durata: indica minima e massima o le durate osservate, non entrambe.",
            "Duration: give shortest and longest or the observed durations, not both."),
        )  # fmt: skip
    if hours is None:
        if observed is None:
            raise Refused(f"tasks[{at}].duration_h", words(
                "Durata nella giornata: manca. Ammesso: da 0 a 24 h, o le durate osservate.",
                "Duration in the day: missing. Allowed: from 0 to 24 h, or observed durations.",
            ))  # fmt: skip
        hours = sum(observed) / len(observed)
    if ends is not None:
        if ends[0] > ends[1]:
            raise Refused(f"tasks[{at}].duration_range_h", words(
                "Durata minima e massima: la minima ({low} h) supera la massima ({high} h).",
                "Shortest and longest duration: the shortest ({low} h) is above the longest "
                "({high} h).").filled(low=ends[0], high=ends[1]))  # fmt: skip
        return hours, 0.5 * (ends[1] - ends[0])
    return hours, 0.0 if observed is None else iso.deviation(observed)


def name_of(task: Any, at: int) -> str:
    """Name a task, by its number if it has no name."""
    return task.name or f"{at + 1}"


def sampling(samples: Sequence[float]) -> float:
    """Give u1a; it cannot be computed from one sample, and then counts as none."""
    count = len(samples)
    return sqrt(iso.squares(samples) / (count * (count - 1))) if count > 1 else 0.0


class Day(NamedTuple):
    """Levels and doses of the tasks, and of the day."""

    hours: list[float]
    energies: list[float]
    levels: list[float]
    doses: list[float]
    dose: float
    lex: float


def day_of(tasks: Sequence[Any], hours: list[float]) -> Day:
    """Add up the doses of the tasks."""
    energies = [iso.energy(task.samples) for task in tasks]
    doses = [one * duration for one, duration in zip(energies, hours, strict=True)]
    dose = sum(doses)
    levels = [iso.level_of(one) for one in energies]
    return Day(hours, energies, levels, doses, dose, iso.level_of(dose / iso.REFERENCE_H))


def uncertainty_of(given: Given, day: Day, u1b: list[float]) -> dict[str, Any]:
    """Combine the uncertainties of sampling, durations, instrument and position."""
    c1a = [one / day.dose for one in day.doses]
    u1a = [sampling(task.samples) for task in given.tasks]
    c1b = [SLOPE * one / day.dose for one in day.energies]
    u2, u3 = iso.instrument_uncertainty(given), given.u3
    fixed = u2 * u2 + u3 * u3
    timed = 1.0 if given.include_duration_uncertainty else 0.0
    parts = [
        ca * ca * (ua * ua + fixed) + timed * (cb * ub) ** 2
        for ca, ua, cb, ub in zip(c1a, u1a, c1b, u1b, strict=True)
    ]
    u = sqrt(sum(parts))
    u95 = iso.COVERAGE * u
    return {"U95": u95, "upper": day.lex + u95, "u": u, "u2": u2, "u3": u3, "task_u1a": u1a,
            "task_c1a": c1a, "task_u1b": u1b, "task_c1b": c1b, "task_variance": parts}  # fmt: skip


def calculate(given: Given) -> Found:
    """Compute level, uncertainty, class, duties, and what reaches the ear with the protector."""
    tasks = given.tasks
    timed = [duration_of(task, at) for at, task in enumerate(tasks)]
    total_h = sum([one for one, _ in timed])
    if total_h <= SHORTEST_H or over(total_h, 24.0):
        raise Refused("tasks", words(
            "La durata totale dei compiti è {total} h. Ammesso: oltre 0 fino a 24 h.",
            "The tasks last {total} h in all. Allowed: above 0 up to 24 h."
        ).filled(total=total_h))  # fmt: skip
    day = day_of(tasks, [one for one, _ in timed])
    uncertainty = uncertainty_of(given, day, [one for _, one in timed])
    worn, beta, notices = hpd.worn_of(given.hpd, tasks, day.levels, day.hours)
    low = None if beta is None or given.hpd.L is None else beta * given.hpd.L
    peak, peak_hpd = hpd.peaks_of(tasks, day.hours, worn, given.l_cpeak, low)
    lex_hpd = None
    if any(one.level is not None for one in worn):
        at_ear = sum(hpd.doses(day.energies, day.hours, worn))
        lex_hpd = iso.level_of(at_ear / iso.REFERENCE_H)
    if lex_hpd is None or low is None:
        peak_hpd = None
    compared = compared_of(given, day.lex, uncertainty["U95"], lex_hpd, (peak, peak_hpd))
    verdict = law.judged(compared)
    names = [name_of(one, at) for at, one in enumerate(tasks)]
    told = [*plan.task_notices(given, day.hours, names), *notices, *verdict.notices]
    if given.compare_upper:
        told.append(("compared_upper", {}))
    return Found(
        {"lex_8h": day.lex, **uncertainty, "task_levels": day.levels, "task_hours": day.hours,
         "task_lex_8h": [
             iso.level_of(one / iso.REFERENCE_H) if one > 0 else None for one in day.doses],
         "duration_h": total_h, "lex_compared": compared.lex, "band": verdict.band.code,
         "l_cpeak": peak, "lex_8h_with_hpd": lex_hpd, "l_cpeak_with_hpd": peak_hpd,
         "beta": beta, "task_worn_h": [one.hours for one in worn],
         "task_levels_with_hpd": [one.level for one in worn],
         "task_hpd_ratings": [one.rating for one in worn]},
        verdict.band, law.LEX_SCALE, verdict.flags, told,
    )  # fmt: skip


def compared_of(
    given: Given, lex: float, u95: float, lex_hpd: float | None,
    peaks: tuple[float | None, float | None],
) -> law.Levels:  # fmt: skip
    """Give what is compared with the values of the law."""
    added = u95 if given.compare_upper else 0.0
    return law.Levels(lex + added, peaks[0], None if lex_hpd is None else lex_hpd + added, peaks[1])


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show every task, the sums, the uncertainty, the protector, and each duty."""
    values = found.values
    names = [name_of(task, at) for at, task in enumerate(given.tasks)]
    samples = ["; ".join(say(one) for one in task.samples) for task in given.tasks]
    hours, lex = values["task_hours"], values["lex_8h"]
    doses = day_of(given.tasks, hours).doses
    task = words("Compito", "Task")
    yield Table(
        title=words("Livello e dose di ogni compito", "Level and dose of each task"),
        heads=(task, SAMPLES, "Lm = 10·lg(Σ10^(Li/10)/N)", "Tm (h)", "Tm/8 · 10^(Lm/10)",
               "LEX,8h,m"),
        digits=(None, None, 2, 3, 0, 2),
        rows=[list(row) for row in zip(
            names, samples, values["task_levels"], hours, [one / 8 for one in doses],
            values["task_lex_8h"], strict=True)],
    )  # fmt: skip
    yield Line("LEX,8h", words("Livello giornaliero di esposizione", "Daily exposure level"),
               f"10·lg Σ Tm/8 · 10^(Lm/10) = 10·lg({say(sum(doses) / 8, 0)})", lex, 2, "dB(A)",
               total=True)  # fmt: skip
    yield Table(
        title=words("Incertezza di ogni compito", "Uncertainty of each task"),
        heads=(task, "N", "u1a (dB)", "c1a = Tm/8 · 10^((Lm − LEX)/10)", "u1b (h)",
               words("c1b = 4,34 · c1a/Tm (dB/h)", "c1b = 4.34 · c1a/Tm (dB/h)"),
               "c1a²·(u1a² + u2² + u3²) + (c1b·u1b)²"),
        digits=(None, 0, 4, 4, 4, 4, 5),
        rows=[list(row) for row in zip(
            names, [len(one.samples) for one in given.tasks], values["task_u1a"],
            values["task_c1a"], values["task_u1b"], values["task_c1b"], values["task_variance"],
            strict=True)],
    )  # fmt: skip
    yield Rule(words(
        "u1a = √(Σ(Li − media)²/(N·(N − 1))), con la media aritmetica; u1b = (Tmax − Tmin)/2, o lo "
        "scarto tipo delle durate osservate; u2 = {u2} dB (strumento), u3 = {u3} dB (posizione).",
        "u1a = √(Σ(Li − mean)²/(N·(N − 1))), with the arithmetic mean; u1b = (Tmax − Tmin)/2, or "
        "the standard deviation of the observed durations; u2 = {u2} dB (instrument), u3 = {u3} dB "
        "(position).").filled(u2=values["u2"], u3=values["u3"]), "ISO 9612")  # fmt: skip
    if not given.include_duration_uncertainty:
        yield Rule(words("L'incertezza delle durate non è compresa, come hai scelto.",
                         "The uncertainty of the durations is left out, as you chose."),
                   )  # fmt: skip
    yield Line("u", words("Incertezza tipo combinata", "Combined standard uncertainty"),
               f"√Σ = √{say(sum(values['task_variance']), 5)}", values["u"], 4, "dB")  # fmt: skip
    yield Line("U95", words("Incertezza estesa, 95 % unilaterale",
                            "Expanded uncertainty, 95 % one-sided"),
               f"{say(iso.COVERAGE)} · {say(values['u'], 4)}", values["U95"], 2, "dB",
               total=True)  # fmt: skip
    yield Line("LEX + U95", words("Limite superiore", "Upper limit"),
               f"{say(lex, 2)} + {say(values['U95'], 2)}", values["upper"], 2, "dB(A)")  # fmt: skip
    added = values["U95"] if given.compare_upper else 0.0
    lex_hpd = values["lex_8h_with_hpd"]
    if lex_hpd is not None:
        if values["beta"] is not None:
            yield explain_beta(given.hpd, values["beta"])
        yield from hpd.explain_worn(say, given, values, names)
    compared = compared_of(given, lex, values["U95"], lex_hpd,
                           (values["l_cpeak"], values["l_cpeak_with_hpd"]))  # fmt: skip
    if added and lex_hpd is not None:
        yield from law.explain_added(say, lex, added, lex_hpd)
    yield from law.explain_classes(say, law.judged(compared), compared)
    yield from law.rules(say, found.flags, compared)


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw who contributes how much, the levels, the peak and the duties."""
    values = found.values
    names = [name_of(task, at) for at, task in enumerate(given.tasks)]
    yield Shares(
        title=words("Dose di ogni compito", "Dose of each task"), unit="dB(A)",
        parts=tuple(Share(name, share, level) for name, share, level in zip(
            names, values["task_c1a"], values["task_levels"], strict=True)),
    )  # fmt: skip
    series = [Series(words("Senza DPI", "Unprotected"), tuple(values["task_levels"]))]
    if values["lex_8h_with_hpd"] is not None:
        series.append(Series(words("Con il DPI", "Protected"),
                             tuple(values["task_levels_with_hpd"])))  # fmt: skip
    yield Columns(
        title=words("Livelli dei compiti", "Levels of the tasks"), places=tuple(names),
        series=tuple(series), unit="dB(A)", mark=law.UPPER_LEX,
    )  # fmt: skip
    yield from law.gauges(law.Levels(values["lex_8h"], values["l_cpeak"],
                                     values["lex_8h_with_hpd"]))  # fmt: skip
    yield law.ticks(found.flags)


METHOD = Method(
    id="noise_task_based", version=1, family="noise",
    name=words("Rumore: misure per compiti", "Noise: task-based measurement"),
    about=words(
        "La scheda del rumore di un lavoratore: livello giornaliero di esposizione dai compiti "
        "della giornata, incertezza, picco, classe, obblighi di legge e, se indossa DPI uditivi, "
        "livello all'orecchio e verifica del valore limite. Per mansioni i cui compiti non si "
        "separano bene usa le misure per mansione o la giornata intera.",
        "The noise sheet of a worker: daily exposure level from the tasks of the day, uncertainty, "
        "peak, class, legal duties and, where hearing protectors are worn, the level at the ear "
        "and the check of the limit value. For jobs whose tasks are hard to separate use job-based "
        "or full-day measurement.",
    ),
    edition=words("ISO 9612:2009 o 2025 (UNI 9432:2011); D.Lgs. 81/2008 artt. 187–198",
                  "ISO 9612:2009 or 2025 (UNI 9432:2011); D.Lgs. 81/2008 artt. 187–198"),
    sources=(*iso.SOURCES, *law.SOURCES, *HPD_SOURCES), inputs=INPUTS,
    results=(
        Shown("lex_8h", words("Livello giornaliero di esposizione LEX,8h",
                              "Daily exposure level LEX,8h"), "dB(A)", 1, main=True),
        Shown("U95", words("Incertezza estesa U95", "Expanded uncertainty U95"), "dB", 1),
        Shown("upper", words("LEX,8h + U95", "LEX,8h + U95"), "dB(A)", 1),
        Shown("l_cpeak", words("Picco più alto", "Highest peak"), "dB(C)", 1),
        Shown("lex_8h_with_hpd", words("LEX,8h con i DPI", "LEX,8h with protectors"), "dB(A)", 1),
        Shown("l_cpeak_with_hpd", words("Picco con i DPI", "Peak with protectors"), "dB(C)", 1),
    ),
    calculate=calculate, explain=explain, picture=picture,
    scales=(law.LEX_SCALE, law.PEAK_SCALE), duties=law.DUTIES,
    doubts=(*iso.DOUBTS, *law.DOUBTS),
    notices={**law.NOTICES, **plan.NOTICES, "few_workers": iso.NOTICES["few_workers"],
             **{key: HPD_NOTICES[key] for key in hpd.HPD_CODES}},
    examples=plan.TASK_EXAMPLES,
)  # fmt: skip
