"""Highly variable lifting: the variable lifting index, six categories of tasks."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any, Final, NamedTuple

from ytefas.methods.kit.inputs import Choice, Given, Option, Rows
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import SLACK, below
from ytefas.methods.kit.pictures import Columns, Picture, Series, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
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

SCALES: Final = scales("VLI", words("Indice variabile", "Variable lifting index"))
CATEGORIES: Final = 6
NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI")
CATEGORY: Final = words("Categoria", "Category")


class Task(NamedTuple):
    """One sub-task without its frequency."""

    place: Point
    dm: float
    hands: float
    limit: float
    load: float
    low: bool

    @property
    def fili(self) -> float | None:
        return self.load / self.limit if self.limit > 0 else None


def computed(system: System, given: Given, at: int, constant: float, notices: Notices) -> Task:
    """Compute one sub-task."""
    task, path = given.tasks[at], f"tasks[{at}]."
    om, pm = asks.hands(task, given.iso_extensions, notices)
    place = point(system, asks.reach(system, task, path, notices), task.V, task.A, task.coupling)
    dm = distance_multiplier(system, task.D)
    if below(task.D, system.short):
        notices.append(("d_clamped", {"value": task.D, "least": system.short,
                                      "unit": system.length}))  # fmt: skip
    if below(task.load, system.light):
        notices.append(("load_below_3_kg", {}))
    height = task.V if task.V_origin_for_FM is None else task.V_origin_for_FM
    load = task.load / 2 if task.two_persons else task.load
    return Task(place, dm, om * pm, constant * place.product * dm * om * pm, load,
                is_low(system, height))  # fmt: skip


def categories(indices: Sequence[float]) -> tuple[list[float], list[int]]:
    """Part the range of the indices into six equal stretches, and the indices among them."""
    least, most = min(indices), max(indices)
    width = (most - least) / CATEGORIES
    edges = [least + width * step for step in range(1, CATEGORIES)] + [most]
    if width <= SLACK:
        return edges, [0] * len(indices)
    return edges, [
        min(max(ceil((one - least) / width - SLACK) - 1, 0), CATEGORIES - 1) for one in indices
    ]


def parted(given: Given, tasks: Sequence[Task], places: Sequence[int]) -> list[Part]:
    """Make a part of every category that has tasks."""
    found = []
    for category in range(CATEGORIES):
        inside = [at for at, place in enumerate(places) if place == category]
        if not inside:
            continue
        f = sum(given.tasks[at].F for at in inside)
        weights = [given.tasks[at].F if given.category_mean == "by_frequency" and f > 0 else 1.0
                   for at in inside]  # fmt: skip
        whole = sum(weight * (tasks[at].fili or 0.0)
                    for weight, at in zip(weights, inside, strict=True))  # fmt: skip
        found.append(Part(NUMERALS[category], whole / sum(weights), f,
                          any(tasks[at].low for at in inside)))  # fmt: skip
    return found


def calculate(given: Given) -> Found:
    """Compute the sub-tasks, put them into categories, sum those."""
    system = SYSTEMS[given.unit_system]
    notices = asks.covered(given)
    constant = asks.constant(given, system)
    etm = asks.long_shift(given, notices)
    tasks = [computed(system, given, at, constant * etm, notices) for at in range(len(given.tasks))]
    values: dict[str, Any] = {
        "VLI": None, "LC": constant, "ETM": etm, "FIRWL": [one.limit for one in tasks],
        "FILI": [one.fili for one in tasks], "F_total": sum(task.F for task in given.tasks),
        "category_of": None, "category_edges": None, "category_FILI": None, "category_F": None,
    }  # fmt: skip
    indices = [one.fili for one in tasks if one.fili is not None]
    if len(indices) == len(tasks):
        edges, places = categories(indices)
        parts = parted(given, tasks, places)
        done = composite(parts, given.duration, zero=given.fm_next_to_zero == "zero")
        if any_beside_zero(parts, done, given.duration):
            notices.append(asks.next_to_zero(given))
        values |= {
            "VLI": done.index, "category_of": [place + 1 for place in places],
            "category_edges": edges, "category_FILI": [part.fili for part in parts],
            "category_F": [part.f for part in parts], **done.values(),
        }  # fmt: skip
    if len({one.low for one in tasks}) > 1:
        notices.append(("v_straddles", {
            "knuckle": system.knuckle, "unit": system.length,
            "how": words("nella categoria vale la colonna più bassa",
                         "in a category the column of the lower one holds")}))  # fmt: skip
    if values["VLI"] is None:
        none = [str(at + 1) for at, one in enumerate(tasks) if one.fili is None]
        notices.append(("limit_zero", {"which": none or ["FM = 0"]}))
    scale = SCALES[given.bands]
    band = scale.band(values["VLI"])
    values["band"] = band.code
    return Found(values, band, scale, notices=asks.once(notices))


def again(given: Given, found: Found) -> tuple[list[Task], list[Part], Composite]:
    """Find the steps of a result again; only where every sub-task has an index."""
    system, values = SYSTEMS[given.unit_system], found.values
    tasks = [computed(system, given, at, values["LC"] * values["ETM"], [])
             for at in range(len(given.tasks))]  # fmt: skip
    parts = parted(given, tasks, [place - 1 for place in values["category_of"]])
    return tasks, parts, composite(parts, given.duration, zero=given.fm_next_to_zero == "zero")


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write the sub-tasks, the categories, the sum."""
    values, system = found.values, SYSTEMS[given.unit_system]
    yield Line("LC", words("Costante di peso", "Load constant"), constant_name(given),
               values["LC"], 2, system.mass)  # fmt: skip
    tasks = [computed(system, given, at, values["LC"] * values["ETM"], [])
             for at in range(len(given.tasks))]  # fmt: skip
    places = values["category_of"] or [None] * len(tasks)
    yield Table(
        words("Senza la frequenza: FIRWL = LC · HM · VM · DM · AM · CM; FILI = L / FIRWL",
              "Without frequency: FIRWL = LC · HM · VM · DM · AM · CM; FILI = L / FIRWL"),
        (words("Compito", "Task"), "HM", "VM", "DM", "AM", "CM",
         words("mani, persone", "hands, persons"), "FIRWL", "L", "FILI", "F /min", CATEGORY),
        [[task.name or str(at + 1), one.place.hm, one.place.vm, one.dm, one.place.am,
          one.place.cm, one.hands, one.limit, one.load, one.fili, task.F,
          None if place is None else NUMERALS[place - 1]]
         for at, (task, one, place) in enumerate(zip(given.tasks, tasks, places, strict=True))],
        (None, 3, 3, 3, 3, 3, 2, 2, 2, 3, 2, None),
    )  # fmt: skip
    if values["category_of"] is not None:
        _, parts, done = again(given, found)
        edges = values["category_edges"]
        indices = values["FILI"]
        yield Line("", words("Ampiezza di una categoria", "Width of a category"),
                   f"({say(max(indices), 3)} − {say(min(indices), 3)}) / {CATEGORIES}",
                   (max(indices) - min(indices)) / CATEGORIES, 3)  # fmt: skip
        yield Table(
            words("Categorie", "Categories"),
            (CATEGORY, words("FILI fino a", "FILI up to"), words("FILI medio", "Mean FILI"),
             "F /min"),
            [[part.name, edges[NUMERALS.index(part.name)], part.fili, part.f] for part in parts],
            (None, 3, 3, 2),
        )  # fmt: skip
        yield composite_table(parts, done, say, CATEGORY)
        yield Line("VLI", words("Indice variabile", "Variable lifting index"), summed(done, say),
                   values["VLI"], 2, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, LAW)


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw how often each category is lifted, and what it weighs."""
    index = found.values["VLI"]
    held = conditions(given, two_hands=not any(task.one_hand for task in given.tasks))
    if not index:
        return [held]
    _, parts, done = again(given, found)
    often = {part.name: part.f for part in parts}
    return [
        Columns(title=words("Frequenza per categoria", "Frequency by category"), unit="/min",
                places=NUMERALS, digits=2, series=(
                    Series(words("Frequenza", "Frequency"),
                           tuple(often.get(name, 0.0) for name in NUMERALS)),)),
        Shares(title=words("Quanto pesa ogni categoria", "What each category weighs"), digits=2,
               parts=tuple(Share(parts[at].name, (term or 0.0) / index, term)
                           for at, term in zip(done.order, done.terms, strict=True))),
        held,
    ]  # fmt: skip


METHOD = Method(
    id="niosh_vli", version=1, family="lifting",
    name=words("NIOSH, indice variabile (VLI)", "NIOSH, variable lifting index (VLI)"),
    about=words(
        "Per carichi e geometrie molto variabili, oltre una decina di compiti: gli indici senza "
        "frequenza si raccolgono in sei categorie, poi si sommano come nell'indice composto.",
        "For highly variable loads and geometries, more than some ten tasks: the indices without "
        "frequency are gathered in six categories, then summed as in the composite index."),
    edition=words("ISO 11228-1:2021; Waters e altri, Human Factors 2016",
                  "ISO 11228-1:2021; Waters et al., Human Factors 2016"),
    sources=(
        Source("Waters, Occhipinti, Colombini, Alvarez-Casado, Fox, Variable Lifting Index, Human "
               "Factors 58 (2016)", "verified",
               words("Sei categorie, poi l'equazione dell'indice composto",
                     "Six categories, then the equation of the composite index")),
        Source("Waters, Occhipinti, Colombini, Alvarez, Hernandez, IEA 2009; ergonomiesite.be",
               "verified",
               words("Valore medio e frequenza di ogni categoria; campo degli indici diviso in sei",
                     "Mean value and frequency of each category; range of the indices divided by "
                     "six")),
        FIVE_BANDS,
    ),
    inputs=(
        asks.UNIT_SYSTEM, *asks.CONSTANT, asks.DURATION, asks.SHIFT,
        Rows(key="tasks", label=words("Compiti elementari", "Sub-tasks"), most=200, of=(
            asks.NAME, asks.load(), *asks.PLACE, asks.TRAVEL, asks.TURN, asks.FREQUENCY,
            asks.COUPLING, asks.ORIGIN_HEIGHT, asks.ONE_HANDED, asks.IN_TWO)),
        Choice(key="category_mean", yardstick=True,
               label=words("Valore di una categoria", "Value of a category"),
               required=False, default="simple", options=(
                   Option("simple", words("Media dei compiti", "Mean of the tasks")),
                   Option("by_frequency", words("Media pesata con la frequenza",
                                                "Mean weighted by frequency")))),
        asks.EXTENSIONS, *asks.COVERAGE, asks.BANDS, asks.NEXT_TO_ZERO, asks.NAME, asks.NOTE,
    ),
    results=(Shown("VLI", words("Indice variabile", "Variable lifting index"), "", 2, main=True),
             Shown("F_total", words("Frequenza in tutto", "Frequency in all"), "/min", 2)),
    calculate=calculate, explain=explain, picture=picture, scales=tuple(SCALES.values()),
    notices={**NOTICES, "v_straddles": V_STRADDLES},
    doubts=(
        words("I confini delle categorie: sesti uguali del campo degli indici; controllali "
              "nell'edizione che possiedi.",
              "The edges of the categories: equal sixths of the range of the indices; check them "
              "in the edition you own."),
        words("Il valore di una categoria: media semplice o pesata con la frequenza.",
              "The value of a category: simple mean, or weighted by frequency."),
        FIVE_BANDS_DOUBT,
    ),
    examples=(
        Example({"reference": "men_18_45", "duration": "long", "tasks": [
            {"name": "basso", "load": 12, "H": 40, "V": 50, "D": 50, "A": 0, "F": 1,
             "coupling": "good"},
            {"name": "medio", "load": 6, "H": 30, "V": 80, "D": 25, "A": 0, "F": 1,
             "coupling": "good"},
        ]}, {"category_of": [6, 1]}, "Human Factors 2016",
                called={"basso": "low", "medio": "middle"}),
        Example({"load_constant": 20, "duration": "short", "tasks": [
            {"load": 20, "H": 25, "V": 75, "D": 25, "A": 0, "F": 0.1, "coupling": "good"}]},
                {"VLI": 1.0, "band": "very_low"}, "Human Factors 2016",
                name=words("Un solo compito", "A single task")),
    ),
)  # fmt: skip
