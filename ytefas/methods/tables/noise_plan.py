"""Task-based measurement of noise (ISO 9612): the plan of measurements, and worked examples."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ytefas.methods.kit.inputs import Flag, Given, Number
from ytefas.methods.kit.method import Example
from ytefas.methods.kit.numbers import at_least, below, over
from ytefas.methods.kit.words import words
from ytefas.methods.tables.noise_iso_9612 import EDITION_2009, Notice, workers_to_measure

LEAST_SAMPLES: Final = 3
LEAST_SAMPLES_GROUP: Final = 5  # 2025, where several workers are measured
ENOUGH_IF_SPREAD: Final = 6  # 2009: three more were taken
SPREAD_DB: Final = 3.0
SPREAD_GROUP_DB: Final = 5.0  # 2025
LEAST_MIN: Final = 5.0
LEAST_CYCLIC_MIN: Final = 3.0  # 2025
LEAST_CYCLES: Final = 3

TASK_INPUTS: Final = (
    Number(key="sample_min", label=words("Durata di ogni misura", "Duration of each measurement"),
           low=0, high=1440, above=True, unit="min", required=False,
           help=words("Serve solo a verificare il piano di misura: almeno 5 minuti, o tutto il "
                      "compito se dura meno.",
                      "Only to check the plan of measurements: 5 minutes at least, or the whole "
                      "task if it lasts less.")),
    Flag(key="cyclic", yardstick=True,
         label=words("Rumore ciclico", "Cyclic noise"), required=False,
         default=False),
    Number(key="cycles", yardstick=True,
           label=words("Cicli in ogni misura", "Cycles in each measurement"), low=1,
           high=100_000, integer=True, required=False, when=("cyclic", (True,)),
           help=words("Almeno 3 cicli.", "3 cycles at least.")),
)  # fmt: skip
GROUP_INPUTS: Final = (
    Number(key="group_workers", yardstick=True, label=words("Lavoratori del gruppo omogeneo",
                                            "Workers of the homogeneous group"),
           low=1, high=1000, integer=True, required=False,
           section=words("Piano di misura", "Plan of measurements"),
           help=words("L'edizione 2025 ne fa dipendere quanti lavoratori misurare.",
                      "In the 2025 edition how many workers to measure depends on it.")),
    Number(key="workers_measured", yardstick=True,
           label=words("Lavoratori misurati", "Workers measured"),
           low=1, high=1000, integer=True, required=False, default=1),
)  # fmt: skip

NOTICES: Final = {
    "single_sample": words(
        "Una sola misura per: {tasks}. L'incertezza di campionamento non si può calcolare e non "
        "è compresa: ammesso solo per rumore stabile e poco influente.",
        "One measurement only for: {tasks}. The uncertainty of sampling cannot be computed and is "
        "left out: to be accepted only for steady noise of little influence.",
    ),
    "few_samples": words(
        "Meno di {least} misure per: {tasks}.", "Fewer than {least} measurements for: {tasks}."
    ),
    "spread": words(
        "Le misure differiscono di {limit} dB o più per: {tasks}. Prendine almeno altre 3, dividi "
        "il compito o misura più a lungo.",
        "Measurements differ by {limit} dB or more for: {tasks}. Take 3 more at least, split the "
        "task or measure for longer.",
    ),
    "short_measurements": words(
        "Misure troppo brevi per: {tasks}. Servono almeno {min} minuti (o tutto il "
        "compito; per rumore ciclico, 3 cicli).",
        "Measurements too short for: {tasks}. {min} minutes at least are needed (or the whole "
        "task; for cyclic noise, 3 cycles).",
    ),
    "few_cycles": words(
        "Meno di 3 cicli in ogni misura per: {tasks}.",
        "Fewer than 3 cycles in each measurement for: {tasks}.",
    ),
    "duration_outside_range": words(
        "La durata non sta tra la minima e la massima per: {tasks}.",
        "The duration is not between the shortest and the longest for: {tasks}.",
    ),
}

_IN_ENGLISH: Final[Mapping[str, str]] = {
    "Progettazione e pause": "Design and breaks", "Saldatura": "Welding",
    "Taglio e molatura": "Cutting and grinding", "Pressa": "Press", "Montaggio": "Assembly",
    "Ufficio": "Office", "Smerigliatura": "Grinding", "Altro": "Other work", "Cuffia": "Earmuffs",
}  # fmt: skip
TASK_EXAMPLES: Final = (
    Example({"tasks": [
        {"name": "Progettazione e pause", "samples": [70.0], "duration_h": 1.5},
        {"name": "Saldatura", "samples": [80.1, 82.2, 79.6], "duration_h": 5.0,
         "duration_range_h": [4, 6]},
        {"name": "Taglio e molatura", "samples": [86.5, 92.4, 89.3, 93.2, 87.8, 86.2],
         "duration_h": 1.5, "duration_range_h": [1, 2]}],
        "instrument": "exposimeter", "include_duration_uncertainty": False},
        {"task_levels": [70.0, 80.8, 90.1], "lex_8h": 84.3, "U95": 2.7},
        words("ISO 9612:2009, allegato D", "ISO 9612:2009, Annex D"),
        0.06, words("Saldatore, esempio della norma", "Welder, example of the norm"),
        _IN_ENGLISH),
    Example({"tasks": [
        {"name": "Progettazione e pause", "samples": [70.0], "duration_h": 1.5},
        {"name": "Saldatura", "samples": [80.1, 82.2, 79.6], "duration_h": 5.0,
         "duration_range_h": [4, 6]},
        {"name": "Taglio e molatura", "samples": [86.5, 92.4, 89.3, 93.2, 87.8, 86.2],
         "duration_h": 1.5, "duration_range_h": [1, 2]}], "instrument": "exposimeter"},
        {"lex_8h": 84.3, "U95": 3.2, "upper": 87.5}, words("phonometry, ISO 9612:2009 allegato D",
                                                           "phonometry, ISO 9612:2009 Annex D"),
                                                           0.06,
        words("Saldatore, con l'incertezza delle durate",
              "Welder, with the uncertainty of the durations"), _IN_ENGLISH),
    Example({"tasks": [
        {"name": "Pressa", "samples": [91.2, 92.0, 90.5], "duration_h": 2.0,
         "duration_range_h": [1.5, 2.5]},
        {"name": "Montaggio", "samples": [82.0, 83.1, 82.6], "duration_h": 4.5,
         "duration_range_h": [4, 5]},
        {"name": "Ufficio", "samples": [62.0, 63.0, 61.5], "duration_h": 1.5}],
        "instrument": "class_1"},
        {"lex_8h": 86.4134, "U95": 2.1981, "upper": 88.6114, "band": "upper_action"},
        words("Calcolato due volte", "Computed twice"), 0.001,
        words("Operatore alla pressa", "Press operator"), _IN_ENGLISH),
    Example({"tasks": [
        {"name": "Smerigliatura", "samples": [96.0, 97.0, 96.5], "duration_h": 3.0, "l_c": 97.5,
         "l_cpeak": 132.0, "hpd_worn_h": 2.5},
        {"name": "Altro", "samples": [76.0, 75.0, 76.5], "duration_h": 5.0}],
        "hpd": {"name": "Cuffia", "snr": 28, "protector": "earmuffs"}},
        {"lex_8h": 92.3215, "lex_8h_with_hpd": 85.0319, "limit_exceeded": False,
         "hpd_worn": True, "surveillance": True, "band": "upper_action"},
        words("Somma delle energie con e senza DPI",
              "Sum of energies with and without protectors"), 0.001,
        words("Con la cuffia, non sempre indossata", "With earmuffs, not always worn"),
        _IN_ENGLISH),
)  # fmt: skip


class Plan(NamedTuple):
    """What an edition asks of the measurements of a task."""

    old: bool
    least: int
    limit: float


def task_notices(given: Given, hours: Sequence[float], names: Sequence[str]) -> Iterator[Notice]:
    """Hold the measurements of every task to the plan of the norm."""
    old = given.edition == EDITION_2009
    group = not old and given.workers_measured > 1
    plan = Plan(
        old,
        LEAST_SAMPLES_GROUP if group else LEAST_SAMPLES,
        SPREAD_GROUP_DB if group else SPREAD_DB,
    )
    found: dict[str, list[str]] = {}
    for name, task, duration in zip(names, given.tasks, hours, strict=True):
        for code in _faults(task, duration, plan):
            found.setdefault(code, []).append(name)
    for code, tasks in found.items():
        yield code, {"tasks": tasks, "least": plan.least, "limit": plan.limit, "min": LEAST_MIN}
    if not old and given.group_workers is not None:
        needed = workers_to_measure(given.group_workers)
        if given.workers_measured < needed:
            yield "few_workers", {"needed": needed, "count": given.workers_measured}


def _faults(task: Given, duration: float, plan: Plan) -> Iterator[str]:
    count = len(task.samples)
    if count < plan.least:
        yield "single_sample" if count == 1 else "few_samples"
    if count > 1:
        spread = max(task.samples) - min(task.samples)
        if (
            at_least(spread, plan.limit) and count < ENOUGH_IF_SPREAD
            if plan.old
            else over(spread, plan.limit)
        ):
            yield "spread"
    if task.sample_min is not None:
        needed = LEAST_CYCLIC_MIN if task.cyclic and not plan.old else LEAST_MIN
        if below(task.sample_min, min(needed, duration * 60)):
            yield "short_measurements"
    if task.cyclic and task.cycles is not None and task.cycles < LEAST_CYCLES:
        yield "few_cycles"
    ends = task.duration_range_h
    if ends is not None and (below(duration, ends[0]) or over(duration, ends[1])):
        yield "duration_outside_range"
