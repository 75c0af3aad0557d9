"""Several lifting tasks in one job: the composite index of the NIOSH equation."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Rows
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import below
from ytefas.methods.kit.pictures import Picture, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import lifting as asks
from ytefas.methods.tables.iso_11228_1_2021 import FIVE_BANDS, FIVE_BANDS_DOUBT, scales
from ytefas.methods.tables.lifting import NOTICES, Notices
from ytefas.methods.tables.lifting_composite import (
    V_STRADDLES,
    Composite,
    Part,
    any_beside_zero,
    composite,
    composite_table,
    summed,
)
from ytefas.methods.tables.lifting_steps import LAW, conditions, constant_name
from ytefas.methods.tables.niosh_1994 import (
    SYSTEMS,
    Point,
    System,
    distance_multiplier,
    is_low,
    point,
)

SCALES: Final = scales("CLI", words("Indice composto", "Composite index"))
TASK: Final = words("Compito", "Task")


class Task(NamedTuple):
    """One task as it is computed."""

    place: Point
    dm: float
    hands: float  # one hand and two persons
    limit: float  # FIRWL
    mean: float  # the load of one person
    most: float
    low: bool


def calculate(given: Given) -> Found:
    """Compute every task without its frequency, then sum."""
    system = SYSTEMS[given.unit_system]
    notices = asks.covered(given)
    constant = asks.constant(given, system)
    etm = asks.long_shift(given, notices)
    duration = common_duration(given)
    tasks = [computed(system, given, at, constant * etm, notices) for at in range(len(given.tasks))]
    parts = [
        part_of(given, at, one, one.most / one.limit if one.limit > 0 else None)
        for at, one in enumerate(tasks)
    ]
    done = composite(parts, duration, zero=given.fm_next_to_zero == "zero")
    if len({one.low for one in tasks}) > 1:
        notices.append(("v_straddles", {
            "knuckle": system.knuckle, "unit": system.length,
            "how": words("a ogni passo vale la colonna del compito aggiunto",
                         "at each step the column of the task that is added holds")}))  # fmt: skip
    if any_beside_zero(parts, done, duration):
        notices.append(asks.next_to_zero(given))
    if done.index is None:
        notices.append(("limit_zero", {"which": zero_of(parts, done)}))
    scale = SCALES[given.bands]
    band = scale.band(done.index)
    values: dict[str, Any] = {
        "CLI": done.index, "band": band.code, "LC": constant, "ETM": etm,
        "FIRWL": [one.limit for one in tasks], "FILI": [part.fili for part in parts],
        "STRWL": [one.limit * fm for one, fm in zip(tasks, done.fm, strict=True)],
        **done.values(),
    }  # fmt: skip
    return Found(values, band, scale, notices=asks.once(notices))


def common_duration(given: Given) -> str:
    """Take the duration of the job; tasks of one composite have it in common."""
    duration: str = given.tasks[0].duration
    for at, task in enumerate(given.tasks):
        if task.duration != duration:
            raise Refused(
                f"tasks[{at}].duration",
                words(
                    "I compiti di un indice composto hanno una durata comune: qui ce ne sono due.",
                    "The tasks of a composite index have one duration in common: here are two.",
                ),
            )
    return duration


def computed(
    system: System, given: Given, at: int, constant: float, notices: Notices
) -> Task:  # fmt: skip
    """Compute one task without its frequency."""
    task, path = given.tasks[at], f"tasks[{at}]."
    om, pm = asks.hands(task, given.iso_extensions, notices)
    place = point(system, asks.reach(system, task, path, notices), task.V, task.A, task.coupling)
    most = task.load if task.load_max is None else task.load_max
    if below(most, task.load):
        raise Refused(f"{path}load_max", words(
            "La massa più alta ({most}) non può essere inferiore a quella media ({mean}).",
            "The highest load ({most}) cannot be lower than the mean one ({mean})."
        ).filled(most=most, mean=task.load))  # fmt: skip
    if below(task.D, system.short):
        notices.append(("d_clamped", {"value": task.D, "least": system.short,
                                      "unit": system.length}))  # fmt: skip
    if below(task.load, system.light):
        notices.append(("load_below_3_kg", {}))
    share = 0.5 if task.two_persons else 1.0
    dm = distance_multiplier(system, task.D)
    height = task.V if task.V_origin_for_FM is None else task.V_origin_for_FM
    return Task(place, dm, om * pm, constant * place.product * dm * om * pm, task.load * share,
                most * share, is_low(system, height))  # fmt: skip


def part_of(given: Given, at: int, one: Task, fili: float | None) -> Part:
    """Give a task to the composite."""
    task = given.tasks[at]
    return Part(task.name or str(at + 1), fili, task.F, one.low, one.mean / one.most)


def zero_of(parts: list[Part], done: Composite) -> Words:
    """Name what has no weight limit."""
    none = [part.name for part, one in zip(parts, done.stli, strict=True) if one is None]
    if not none:
        return words("FM = 0 alla frequenza sommata", "FM = 0 at the frequencies added up")
    return words("compiti: {all}", "tasks: {all}").filled(all=none)


def again(given: Given, found: Found) -> tuple[list[Task], list[Part], Composite]:
    """Find the steps of a result again."""
    system, values = SYSTEMS[given.unit_system], found.values
    tasks = [computed(system, given, at, values["LC"] * values["ETM"], [])
             for at in range(len(given.tasks))]  # fmt: skip
    parts = [part_of(given, at, one, values["FILI"][at]) for at, one in enumerate(tasks)]
    done = Composite(values["CLI"], values["FM"], values["STLI"],
                     [at - 1 for at in values["order"]], values["cumulative_F"],
                     values["FM_before"], values["FM_after"], values["increments"])  # fmt: skip
    return tasks, parts, done


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write the multipliers of every task, the single indices, the sum."""
    values, system = found.values, SYSTEMS[given.unit_system]
    tasks, parts, done = again(given, found)
    yield Line("LC", words("Costante di peso", "Load constant"), constant_name(given),
               values["LC"], 2, system.mass)  # fmt: skip
    if values["ETM"] < 1:
        yield Line("ETM", words("Turno oltre 8 h", "Shift above 8 h"), f"{say(given.shift_h)} h",
                   values["ETM"], 2)  # fmt: skip
    yield Table(
        words("Senza la frequenza: FIRWL = LC · HM · VM · DM · AM · CM; FILI = Lmax / FIRWL",
              "Without frequency: FIRWL = LC · HM · VM · DM · AM · CM; FILI = Lmax / FIRWL"),
        (TASK, "HM", "VM", "DM", "AM", "CM", words("mani, persone", "hands, persons"), "FIRWL",
         "Lmax", "FILI"),
        [[part.name, one.place.hm, one.place.vm, one.dm, one.place.am, one.place.cm, one.hands,
          one.limit, one.most, part.fili] for part, one in zip(parts, tasks, strict=True)],
        (None, 3, 3, 3, 3, 3, 2, 2, 2, 3),
    )  # fmt: skip
    yield Table(
        words("Con la frequenza: STRWL = FIRWL · FM; STLI = L / STRWL",
              "With frequency: STRWL = FIRWL · FM; STLI = L / STRWL"),
        (TASK, "F /min", "V", "FM", "STRWL", "L", "STLI"),
        [[part.name, part.f, f"{'<' if part.low else '≥'} {say(system.knuckle)} {system.length}",
          fm, limit, one.mean, index]
         for part, fm, limit, one, index in zip(parts, done.fm, values["STRWL"], tasks, done.stli,
                                                strict=True)],
        (None, 2, None, 3, 2, 2, 3),
    )  # fmt: skip
    yield composite_table(parts, done, say, TASK)
    yield Line("CLI", words("Indice composto", "Composite index"), summed(done, say),
               values["CLI"], 2, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, LAW)


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw what each task contributes."""
    index = found.values["CLI"]
    held = conditions(given, two_hands=not any(task.one_hand for task in given.tasks))
    if index is None:
        return [held]
    _, parts, done = again(given, found)
    return [Shares(
        title=words("Quanto pesa ogni compito", "What each task weighs"), digits=2,
        parts=tuple(Share(parts[at].name, (term or 0.0) / index, term)
                    for at, term in zip(done.order, done.terms, strict=True)),
    ), held]  # fmt: skip


METHOD = Method(
    id="niosh_cli", version=1, family="lifting",
    name=words("NIOSH, indice composto (CLI)", "NIOSH, composite lifting index (CLI)"),
    about=words(
        "Più compiti di sollevamento nello stesso lavoro: il compito più gravoso più quanto ogni "
        "altro aggiunge. Per carichi molto variabili usa l'indice variabile (VLI); la rotazione "
        "fra lavori (SLI) non è coperta.",
        "Several lifting tasks in one job: the most demanding task plus what every other adds. "
        "For highly variable loads use the variable index (VLI); rotation among jobs (SLI) is not "
        "covered."),
    edition=words("NIOSH 94-110 (1994, rist. 2021); ISO 11228-1:2021",
                  "NIOSH 94-110 (1994, reprint 2021); ISO 11228-1:2021"),
    sources=(
        Source("Waters, Putz-Anderson, Garg, Applications Manual for the Revised NIOSH Lifting "
               "Equation (94-110, 2021)", "verified",
               words("Equazione dell'indice composto", "Equation of the composite index")),
        Source("ErgoCalculator", "verified",
               words("Colonna di FM dell'aggiunto, caso pubblicato di tre compiti",
                     "Column of FM of what is added, published case of three tasks")),
        FIVE_BANDS,
    ),
    inputs=(
        asks.UNIT_SYSTEM, *asks.CONSTANT, asks.SHIFT,
        Rows(key="tasks", label=words("Compiti", "Tasks"), most=60, of=(
            asks.NAME, asks.load(), asks.LOAD_MAX, *asks.PLACE, asks.TRAVEL, asks.TURN,
            asks.FREQUENCY, asks.DURATION, asks.COUPLING, asks.ORIGIN_HEIGHT, asks.ONE_HANDED,
            asks.IN_TWO)),
        asks.EXTENSIONS, *asks.COVERAGE, asks.BANDS, asks.NEXT_TO_ZERO, asks.NAME, asks.NOTE,
    ),
    results=(Shown("CLI", words("Indice composto", "Composite index"), "", 2, main=True),
             Shown("STLI_sorted", words("Indici singoli, ordinati", "Single indices, sorted"),
                   "", 2)),
    calculate=calculate, explain=explain, picture=picture, scales=tuple(SCALES.values()),
    notices={**NOTICES, "v_straddles": V_STRADDLES},
    doubts=(
        words("La colonna di FM delle somme, quando le altezze stanno a cavallo di 75 cm.",
              "The column of FM of the sums, when heights lie on both sides of 75 cm."),
        FIVE_BANDS_DOUBT,
    ),
    examples=(
        Example({"load_constant": 25, "tasks": [
            {"load": 3, "H": 24, "V": 81, "D": 34, "A": 0, "F": 3, "duration": "moderate",
             "coupling": "poor"},
            {"load": 3, "H": 24, "V": 123.5, "D": 8.5, "A": 90, "F": 3, "duration": "moderate",
             "coupling": "poor"},
            {"load": 3, "H": 24, "V": 166, "D": 51, "A": 90, "F": 3, "duration": "moderate",
             "coupling": "poor"},
        ]}, {"CLI": 0.71, "STLI_sorted": [0.359, 0.2774, 0.1805]}, "ErgoCalculator", 0.0005,
            words("Tre ripiani", "Three shelves")),
        Example({"load_constant": 25, "tasks": [
            {"load": 4, "H": 25, "V": 100, "D": 25, "A": 30, "F": 0.1, "duration": "short",
             "coupling": "good"},
            {"load": 4, "H": 30, "V": 0, "D": 100, "A": 0, "F": 0.1, "duration": "short",
             "coupling": "good"},
        ]}, {"CLI": 0.29}, words("DVR italiano pubblicato",
                                 "Published Italian risk assessment document"), 0.01),
    ),
)  # fmt: skip
