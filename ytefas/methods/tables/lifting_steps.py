"""How the lifting methods write down their computation, and what they draw of it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ytefas.methods.kit.bands import Scale
from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.numbers import SLACK, at_least, at_most, over
from ytefas.methods.kit.pictures import Bar, Bars, Tick, Ticks
from ytefas.methods.kit.steps import Line, Speech, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.iso_11228_1_2021 import GROUPS, MASSES, REFERENCE_NAMES
from ytefas.methods.tables.lifting import (
    COUPLING_NAMES,
    DURATION_NAMES,
    FRICTION_LEAST,
    HUMIDITIES,
    SPEED_MOST,
    TEMPERATURES,
)
from ytefas.methods.tables.niosh_1994 import (
    COLUMNS,
    DURATIONS,
    ROWS,
    TRAVEL_BASE,
    TURN,
    TURN_MOST,
    Point,
    System,
)

MULTIPLIERS: Final[dict[str, Words]] = {
    "HM": words("Orizzontale", "Horizontal"),
    "VM": words("Altezza", "Vertical"),
    "DM": words("Dislocazione", "Distance"),
    "AM": words("Torsione", "Asymmetry"),
    "FM": words("Frequenza", "Frequency"),
    "CM": words("Presa", "Coupling"),
    "OM": words("Una mano", "One hand"),
    "PM": words("Due persone", "Two persons"),
    "ETM": words("Turno oltre 8 h", "Shift above 8 h"),
}
ADVICE: Final[dict[str, Words]] = {
    "HM": words("Avvicinare il carico", "Bringing the load closer"),
    "VM": words("Portare la presa all'altezza delle nocche",
                "Bringing the grip to the height of the knuckles"),
    "DM": words("Accorciare la dislocazione", "Shortening the vertical travel"),
    "AM": words("Togliere la torsione", "Doing away with twisting"),
    "FM": words("Ridurre frequenza e durata", "Lowering frequency and duration"),
    "CM": words("Migliorare la presa", "Improving the grip"),
    "OM": words("Usare due mani", "Using two hands"),
    "PM": words("Lavorare da soli con metà del carico", "Working alone with half of the load"),
    "ETM": words("Tornare a 8 ore di turno", "Returning to a shift of 8 hours"),
}  # fmt: skip
PLACED: Final = ("HM", "VM", "AM", "CM")  # those that belong to a place
_COUNTS: Final = {
    7: words("prodotto dei sette", "product of the seven"),
    8: words("prodotto degli otto", "product of the eight"),
    9: words("prodotto dei nove", "product of the nine"),
    10: words("prodotto dei dieci", "product of the ten"),
}


def factors(values: Any, suffix: str = "") -> dict[str, float]:
    """Give the multipliers of a place: always six, the extensions where they are used."""
    found = {
        key: values[f"{key}{suffix}" if key in PLACED else key]
        for key in MULTIPLIERS
    }  # fmt: skip
    return {key: value for key, value in found.items()
            if key not in {"OM", "PM", "ETM"} or value < 1}  # fmt: skip


def product_of(count: int) -> Words:
    """Say how many factors make the recommended weight."""
    return _COUNTS[count]


def _beyond(name: str, limit: float, unit: str, say: Speech) -> str:
    return f"{name} > {say(limit)}{unit}: 0"


def place_lines(system: System, place: Point, raw: Given, say: Speech,
                mark: str = "") -> Iterator[Line]:  # fmt: skip
    """Write the multipliers of one place."""
    unit = f" {system.length}"
    if raw.H is None:
        box = system.box if system.low - SLACK <= raw.V else system.low_box
        yield Line(f"H{mark}", words("Distanza orizzontale stimata", "Estimated horizontal "
                   "location"), f"{say(box)} + {say(raw.W)} / 2", box + raw.W / 2, 1,
                   system.length)  # fmt: skip
    reach = f"{say(system.near)} / {say(place.h)}"
    if raw.H is not None and system.near - SLACK > raw.H:
        reach += f" (H {say(raw.H)} → {say(system.near)})"
    if place.hm == 0:
        reach = _beyond("H", system.far, unit, say)
    height = f"1 − {say(system.height)} · {say(abs(place.v - system.knuckle))}"
    if place.vm == 0:
        height = _beyond("V", system.top, unit, say)
    turn = f"1 − {say(TURN)} · {say(place.a)}"
    if place.am == 0:
        turn = _beyond("A", TURN_MOST, "°", say)
    grip = say.of(COUPLING_NAMES[place.coupling]).lower()
    if place.coupling == "fair":
        grip += f", V {'≥' if place.cm == 1 else '<'} {say(system.knuckle)}{unit}"
    for key, how, value in (("HM", reach, place.hm), ("VM", height, place.vm),
                            ("AM", turn, place.am), ("CM", grip, place.cm)):  # fmt: skip
        yield Line(f"{key}{mark}", MULTIPLIERS[key], how, value, 3)


def distance_line(system: System, d: float, dm: float, say: Speech) -> Line:
    """Write DM."""
    unit = f" {system.length}"
    how = f"{say(TRAVEL_BASE)} + {say(system.travel)} / {say(d)}"
    if dm == 0:
        how = _beyond("D", system.long, unit, say)
    elif at_most(d, system.short):
        how = f"D ≤ {say(system.short)}{unit}: 1"
    return Line("DM", MULTIPLIERS["DM"], how, dm, 3)


def frequency_how(system: System, f: float, duration: str, low: bool, say: Speech) -> str:
    """Write where FM was read."""
    column = COLUMNS[duration, low]
    at = bisect_left(ROWS, f - SLACK)
    if 0 < at < len(ROWS) and f < ROWS[at] - SLACK:
        begin, end = say(column[at - 1], 2), say(column[at], 2)
        return (f"{begin} + ({end} − {begin}) · ({say(f)} − {say(ROWS[at - 1])}) / "
                f"({say(ROWS[at])} − {say(ROWS[at - 1])})")  # fmt: skip
    side = f"V {'<' if low else '≥'} {say(system.knuckle)} {system.length}"
    table = say.of(words("tabella", "table"))
    return f"{table}: {say(f)}/min, {say.of(DURATION_NAMES[duration]).lower()}, {side}"


def frequency_line(system: System, given: Given, low: bool, fm: float, say: Speech) -> Line:
    """Write FM."""
    how = frequency_how(system, given.F, given.duration, low, say)
    if fm == 0 and given.fm_next_to_zero == "zero" and "/min" not in how:
        how = say.of(words("accanto a una riga con zero: 0", "next to a row with zero: 0"))
    return Line("FM", MULTIPLIERS["FM"], how, fm, 3)


def frequency_table(system: System, given: Given, low: bool, say: Speech) -> Table:
    """Show the table of FM with the cell that was read, or the second of two."""
    knuckle = f"{system.knuckle:g} {system.length}"
    heads: list[Words | str] = ["F /min"]
    for duration in DURATIONS:
        name = DURATION_NAMES[duration]
        heads += [words(f"{name.it}, V {sign} {knuckle}", f"{name.en}, V {sign} {knuckle}")
                  for sign in ("<", "≥")]  # fmt: skip
    columns = [COLUMNS[duration, side] for duration in DURATIONS for side in (True, False)]
    rows: list[list[Any]] = [
        [row if row > ROWS[0] else f"≤ {say(row)}", *(column[at] for column in columns)]
        for at, row in enumerate(ROWS)
    ]
    rows.append([f"> {say(ROWS[-1])}", *[0.0] * len(columns)])
    at = len(ROWS) if over(given.F, ROWS[-1]) else bisect_left(ROWS, given.F - SLACK)
    cell = 1 + 2 * DURATIONS.index(given.duration) + (0 if low else 1)
    return Table(words("Tabella di FM", "Table of FM"), tuple(heads), rows,
                 (None, *[2] * len(columns)), (at, cell))  # fmt: skip


def groups_table(constant: float, limit: float, load: float, scale: Scale, say: Speech) -> Table:
    """Show for whom the result holds: the same data with the mass of each group."""
    rows = []
    for group in GROUPS:
        mass = MASSES[group] or constant
        own = limit * mass / constant
        index = load / own if own > 0 else None
        rows.append([say.of(REFERENCE_NAMES[group]), mass, own, index,
                     say.of(scale.band(index).word)])  # fmt: skip
    return Table(
        words("Per chi vale", "For whom"),
        (words("Gruppo", "Group"), "LC kg", "RWL kg", "LI", words("Fascia", "Band")),
        rows, (None, 0, 2, 2, None),
    )  # fmt: skip


def weights_table(found: dict[str, float], index: float | None) -> Table:
    """Show what each multiplier costs: the index without it."""
    rows = [[key, MULTIPLIERS[key], value, None if index is None else index * value]
            for key, value in sorted(found.items(), key=lambda one: one[1])]  # fmt: skip
    return Table(
        words("Che cosa pesa, dal peggiore", "What weighs, the worst first"),
        ("", words("Fattore", "Factor"), words("Valore", "Value"),
         words("LI se valesse 1", "LI if it were 1")),
        rows, (None, None, 3, 2),
    )  # fmt: skip


def bars(found: dict[str, float], index: float | None) -> Bars:
    """Draw the multipliers, the one to mend first marked."""
    worst = min(found, key=found.__getitem__)
    hint = None
    if found[worst] < 1 and index is not None:
        hint = words(
            "{advice} vale più di tutto il resto: con {key} = 1 l'indice scende da {before} a "
            "{after}.",
            "{advice} is worth more than all the rest: with {key} = 1 the index falls from "
            "{before} to {after}.",
        ).filled(advice=ADVICE[worst], key=worst, before=_short(index),
                 after=_short(index * found[worst]))  # fmt: skip
    return Bars(
        title=words("Che cosa pesa", "What weighs"), full=1.0, mark=1.0,
        bars=tuple(Bar(key, MULTIPLIERS[key], value, worst=key == worst and value < 1)
                   for key, value in found.items()),
        hint=hint,
    )  # fmt: skip


def _short(index: float) -> float:
    return round(index, 2)


def zeros(found: dict[str, float]) -> Sequence[str]:
    """Name the multipliers that are zero."""
    return [f"{key} = 0" for key, value in found.items() if value == 0]


def constant_name(given: Given) -> Words:
    """Say which constant was used."""
    if given.reference is not None:
        return REFERENCE_NAMES[given.reference]
    if given.load_constant is None:
        return REFERENCE_NAMES["niosh"]
    return words("massa di riferimento", "reference mass")


def _inside(value: float | None, span: tuple[float, float]) -> bool | None:
    return None if value is None else span[0] - SLACK <= value <= span[1] + SLACK


def _both(held: bool, measured: bool | None) -> bool | None:
    """Join what is said with what is measured, or was not measured."""
    return measured if held else False


def conditions(given: Given, *, two_hands: bool) -> Ticks:
    """Show under which conditions the method holds, and whether they are met."""
    speed, friction = given.speed_cm_s, given.friction
    slow = None if speed is None else at_most(speed, SPEED_MOST)
    firm = None if friction is None else at_least(friction, FRICTION_LEAST)
    free = not (given.restricted_space or given.carrying or given.barrow_or_shovel)
    return Ticks(title=words("Il metodo vale se", "The method holds if"), ticks=(
        Tick(words("Sollevamento a due mani, in piedi", "Lifting with two hands, standing"),
             two_hands and not given.seated),
        Tick(words("Spazio libero, senza trasporto, carriola o pala",
                   "Free space, no carrying, wheelbarrow or shovel"), free),
        Tick(words("Pavimento stabile, attrito sufficiente (da 0,4)",
                   "Firm floor, sufficient friction (from 0.4)"), firm),
        Tick(words("Movimento lento (fino a 75 cm/s), carico stabile",
                   "Slow movement (up to 75 cm/s), stable load"),
             _both(not given.unstable_load, slow)),
        Tick(words("Temperatura 19-26 °C", "Temperature 19-26 °C"),
             _inside(given.air_temperature_c, TEMPERATURES)),
        Tick(words("Umidità 35-50 %", "Humidity 35-50 %"),
             _inside(given.humidity_percent, HUMIDITIES)),
    ))  # fmt: skip


LAW: Final = "artt. 168-169, all. XXXIII, D.Lgs. 81/2008"
