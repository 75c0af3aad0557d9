"""ISO 9612, editions 2009 and 2025: what its strategies have in common, and its table C.4."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from math import log10, sqrt
from typing import Any, Final, NamedTuple

from ytefas.methods.kit.inputs import Choice, Given, Number, Option
from ytefas.methods.kit.method import Source
from ytefas.methods.kit.numbers import between, over
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words

Notice = tuple[str, Mapping[str, Any]]

EDITION_2009: Final = 2009
REFERENCE_H: Final = 8.0  # T0
COVERAGE: Final = 1.65  # k of U, one-sided 95 %
SENSITIVE_C1U1: Final = 3.5  # dB; above it the plan of measurements is to be revised

# c1·u1 in dB: rows by the number of samples, columns by u1 (table C.4)
C1U1_COLUMNS: Final = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0)
C1U1: Final[Mapping[int, tuple[float, ...]]] = {
    3: (0.6, 1.6, 3.1, 5.2, 8.0, 11.5, 15.7, 20.6, 26.1, 32.2, 39.0, 46.5),
    4: (0.4, 0.9, 1.6, 2.5, 3.6, 5.0, 6.7, 8.6, 10.9, 13.4, 16.1, 19.2),
    5: (0.3, 0.7, 1.2, 1.7, 2.4, 3.3, 4.4, 5.6, 6.9, 8.5, 10.2, 12.1),
    6: (0.3, 0.6, 0.9, 1.4, 1.9, 2.6, 3.3, 4.2, 5.2, 6.3, 7.6, 8.9),
    7: (0.2, 0.5, 0.8, 1.2, 1.6, 2.2, 2.8, 3.5, 4.3, 5.1, 6.1, 7.2),
    8: (0.2, 0.5, 0.7, 1.1, 1.4, 1.9, 2.4, 3.0, 3.6, 4.4, 5.2, 6.1),
    9: (0.2, 0.4, 0.7, 1.0, 1.3, 1.7, 2.1, 2.6, 3.2, 3.9, 4.6, 5.4),
    10: (0.2, 0.4, 0.6, 0.9, 1.2, 1.5, 1.9, 2.4, 2.9, 3.5, 4.1, 4.8),
    12: (0.2, 0.3, 0.5, 0.8, 1.0, 1.3, 1.7, 2.0, 2.5, 2.9, 3.5, 4.0),
    14: (0.1, 0.3, 0.5, 0.7, 0.9, 1.2, 1.5, 1.8, 2.2, 2.6, 3.0, 3.5),
    16: (0.1, 0.3, 0.5, 0.6, 0.8, 1.1, 1.3, 1.6, 2.0, 2.3, 2.7, 3.2),
    18: (0.1, 0.3, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5, 1.8, 2.1, 2.5, 2.9),
    20: (0.1, 0.3, 0.4, 0.5, 0.7, 0.9, 1.1, 1.4, 1.7, 2.0, 2.3, 2.6),
    25: (0.1, 0.2, 0.3, 0.5, 0.6, 0.8, 1.0, 1.2, 1.4, 1.7, 2.0, 2.3),
    30: (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.9, 1.1, 1.3, 1.5, 1.7, 2.0),
}
C1U1_ROWS: Final = tuple(C1U1)
MOST_ROW: Final = C1U1_ROWS[-1]

INSTRUMENTS: Final[Mapping[str, float]] = {"class_1": 0.7, "exposimeter": 1.5, "class_2": 1.5}

INSTRUMENT: Final = Choice(
    key="instrument", yardstick=True,
    label=words("Strumento", "Instrument"), required=False, default="exposimeter",
    section=words("Strumento e incertezza", "Instrument and uncertainty"),
    options=(
        Option("class_1", words("Fonometro integratore di classe 1 (0,7 dB)",
                                "Integrating sound level meter, class 1 (0.7 dB)")),
        Option("exposimeter", words("Misuratore personale di esposizione (1,5 dB)",
                                    "Personal sound exposure meter (1.5 dB)")),
        Option("class_2", words("Fonometro integratore di classe 2 (1,5 dB)",
                                "Integrating sound level meter, class 2 (1.5 dB)")),
    ),
    also={"class1": "class_1", "class2": "class_2", "personal_exposimeter": "exposimeter"},
    help=words("Decide u2, l'incertezza dello strumento (ISO 9612, tabella C.5).",
               "Decides u2, the uncertainty of the instrument (ISO 9612, table C.5)."),
)  # fmt: skip
U2: Final = Number(
    key="u2", yardstick=True,
    label=words("Incertezza dello strumento", "Uncertainty of the instrument"),
    symbol="u2", low=0, high=5, unit="dB", required=False,
    help=words("Solo se diversa da quella dello strumento scelto: 0,7 classe 1; 1,5 misuratore "
               "personale o classe 2.",
               "Only if other than that of the instrument chosen: 0.7 class 1; 1.5 personal meter "
               "or class 2."),
)  # fmt: skip
U3: Final = Number(
    key="u3", yardstick=True, label=words("Incertezza della posizione del microfono",
                          "Uncertainty of the microphone position"),
    symbol="u3", low=0, high=5, unit="dB", required=False, default=1.0,
    help=words("1,0 dB secondo l'allegato C.", "1.0 dB by annex C."),
)  # fmt: skip
EDITION: Final = Choice(
    key="edition", yardstick=True,
    label=words("Edizione della norma", "Edition of the norm"), required=False,
    default=2009, also={"2009": 2009, "2025": 2025},
    options=(
        Option(2009, words("ISO 9612:2009 (base di UNI 9432:2011)",
                             "ISO 9612:2009 (base of UNI 9432:2011)")),
        Option(2025, words("ISO 9612:2025", "ISO 9612:2025")),
    ),
    help=words("Le formule sono le stesse; cambiano i numeri minimi di misure, il criterio sulla "
               "dispersione e i tempi di misura.",
               "The formulas are the same; what differs is how many measurements are asked for, "
               "the criterion on their spread, and the measuring times."),
)  # fmt: skip

NOTICES: Final[Mapping[str, Words]] = {
    "c1u1_large": words(
        "c1·u1 = {c1u1} dB supera 3,5 dB: rivedi il piano di misura, dividi il gruppo omogeneo o "
        "aumenta i campioni.",
        "c1·u1 = {c1u1} dB is above 3.5 dB: revise the plan of measurements, split the "
        "homogeneous group or take more samples.",
    ),
    "u1_below_table": words(
        "u1 è sotto 0,5 dB, dove la tabella C.4 comincia: il valore di 0,5 dB è ridotto in "
        "proporzione (estensione, non nella norma).",
        "u1 is below 0.5 dB, where table C.4 begins: its value at 0.5 dB is reduced in proportion "
        "(an extension, not in the norm).",
    ),
    "u1_beyond_table": words(
        "u1 = {u1} dB supera 6 dB, dove la tabella C.4 finisce: il valore di 6 dB è aumentato con "
        "il quadrato di u1 (estensione, non nella norma). Il risultato è indicativo: rivedi il "
        "piano di misura.",
        "u1 = {u1} dB is above 6 dB, where table C.4 ends: its value at 6 dB grows with the square "
        "of u1 (an extension, not in the norm). The result is a rough one: revise the plan of "
        "measurements.",
    ),
    "samples_beyond_table": words(
        "Con più di 30 campioni si usa la riga 30 della tabella C.4, per prudenza.",
        "With more than 30 samples row 30 of table C.4 is used, for prudence.",
    ),
    "few_workers": words(
        "Misura almeno {needed} lavoratori del gruppo omogeneo (ne sono stati misurati {count}).",
        "Measure at least {needed} workers of the homogeneous group ({count} were measured).",
    ),
}

SOURCES: Final = (
    Source(words("ISO 9612:2009, allegati C, D, E, F", "ISO 9612:2009, Annexes C, D, E, F"),
    "verified", words(
        "Formule, tabella C.4, incertezze u2 e u3, esempi stampati.",
        "Formulas, table C.4, uncertainties u2 and u3, printed examples.")),
    Source(words("phonometry, software pubblico (ISO 9612:2009)",
                 "phonometry, public software (ISO 9612:2009)"), "verified", words(
        "Conferma indipendente di formule, tabelle C.4 e C.5 e durate cumulative minime; esempio "
        "dell'allegato D con le durate: U = 3,2 dB.",
        "Independent confirmation of formulas, tables C.4 and C.5 and least cumulative durations; "
        "example of annex D with the durations: U = 3.2 dB.")),
    Source("ISO 9612:2025", "memory", words(
        "Differenze dall'edizione 2009, come le realizza un solo programma pubblico; la norma non "
        "è stata consultata.",
        "Differences from the 2009 edition, as one public program implements them; the norm was "
        "not consulted.")),
    Source(words("Tabella C.4: u1 sotto 0,5 dB e oltre 6 dB",
                 "Table C.4: u1 below 0.5 dB and above 6 dB"), "practice", words(
        "Estensioni oltre la tabella stampata, sempre segnalate.",
        "Extensions beyond the printed table, always told.")),
)  # fmt: skip
DOUBTS: Final = (
    words("Le differenze dell'edizione 2025 (numeri minimi, dispersione, tempi) vanno controllate "
          "nella norma acquistata.",
          "The differences of the 2025 edition (minimum numbers, spread, times) are to be checked "
          "in the norm you own."),
    words("Fuori dalla tabella C.4 (u1 sotto 0,5 o oltre 6 dB) il valore è un'estensione.",
          "Outside table C.4 (u1 below 0.5 or above 6 dB) the value is an extension."),
)  # fmt: skip


def energy(levels: Sequence[float]) -> float:
    """Give the mean of the energies of levels, relative to 0 dB."""
    total: float = sum([10.0 ** (0.1 * one) for one in levels])
    return total / len(levels)


def level_of(relative: float) -> float:
    """Give the level of an energy."""
    return 10.0 * log10(relative)


def squares(values: Sequence[float]) -> float:
    """Sum the squares of the differences from the arithmetic mean."""
    mean = sum(values) / len(values)
    return sum([(one - mean) ** 2 for one in values])


def deviation(values: Sequence[float]) -> float:
    """Give the standard deviation of a sample (N − 1)."""
    return sqrt(squares(values) / (len(values) - 1))


def instrument_uncertainty(given: Given) -> float:
    """Give u2: what is given, or what belongs to the instrument."""
    return INSTRUMENTS[given.instrument] if given.u2 is None else float(given.u2)


class Reading(NamedTuple):
    """What was read from table C.4."""

    value: float
    row_low: int
    row_high: int
    column: float  # of the table: u1, or its nearest end
    at_low: float  # read on each row
    at_high: float


def read_c1u1(count: int, u1: float) -> Reading:
    """Read table C.4 at a number of samples (three at least) and u1, between its lines, too."""
    count = min(count, MOST_ROW)
    right = bisect_left(C1U1_ROWS, count)
    high = C1U1_ROWS[right]
    low = high if high == count else C1U1_ROWS[right - 1]
    at_low = _along(C1U1[low], u1)
    if low == high:
        return Reading(at_low, low, high, u1, at_low, at_low)
    at_high = _along(C1U1[high], u1)
    return Reading(between(count, low, at_low, high, at_high), low, high, u1, at_low, at_high)


def _along(row: tuple[float, ...], u1: float) -> float:
    first, last = C1U1_COLUMNS[0], C1U1_COLUMNS[-1]
    if u1 < first:
        return row[0] * u1 / first
    if u1 >= last:
        return row[-1] * (u1 / last) ** 2
    at = bisect_right(C1U1_COLUMNS, u1)
    return between(u1, C1U1_COLUMNS[at - 1], row[at - 1], C1U1_COLUMNS[at], row[at])


def c1u1_notices(count: int, u1: float, c1u1: float) -> list[Notice]:
    """Tell where the table was left, and that the plan is to be revised."""
    told: list[Notice] = []
    if 0.0 < u1 < C1U1_COLUMNS[0]:
        told.append(("u1_below_table", {}))
    if over(u1, C1U1_COLUMNS[-1]):
        told.append(("u1_beyond_table", {"u1": round(u1, 2)}))
    if count > MOST_ROW:
        told.append(("samples_beyond_table", {}))
    if over(c1u1, SENSITIVE_C1U1):
        told.append(("c1u1_large", {"c1u1": round(c1u1, 2)}))
    return told


def cumulative_h(workers: int, edition: int) -> tuple[float, bool]:
    """Give the least time to measure in a job of so many workers, and if the group may be split."""
    first, step, middle, step_2, most = (
        (5.0, 0.5, 10.0, 0.25, 17.0) if edition == EDITION_2009 else (6.0, 1.0, 20.0, 0.75, 40.0)
    )
    free = 5 if edition == EDITION_2009 else 1  # workers that the first value covers
    if workers <= free:
        return first, False
    if workers <= 15:  # noqa: PLR2004 - the rows of the norm
        return first + (workers - free) * step, False
    if workers <= 40:  # noqa: PLR2004 - the rows of the norm
        return middle + (workers - 15) * step_2, False
    return most, True


def workers_to_measure(group: int) -> int:
    """Give how many workers of a group to measure for a task (edition 2025)."""
    for upto, needed in ((2, 1), (5, 2), (11, 3), (15, 4), (20, 5)):
        if group <= upto:
            return needed
    return 6


def explain_c1u1(say: Speech, count: int, u1: float) -> Iterator[Step]:
    """Show the rows of table C.4 that were read, and how c1·u1 came about."""
    reading = read_c1u1(count, u1)
    rows = sorted({reading.row_low, reading.row_high})
    first, last = C1U1_COLUMNS[0], C1U1_COLUMNS[-1]
    at = min(max(bisect_left(C1U1_COLUMNS, u1), 0), len(C1U1_COLUMNS) - 1)
    yield Table(
        title=words("Tabella C.4: c1·u1 in dB", "Table C.4: c1·u1 in dB"),
        heads=("N \\ u1", *(say(column, 1) for column in C1U1_COLUMNS)),
        rows=[[row, *C1U1[row]] for row in rows],
        digits=(0, *(1 for _ in C1U1_COLUMNS)),
        marked=(0, at + 1),
    )
    for row in rows:
        cells = C1U1[row]
        if u1 < first:
            how = f"{say(cells[0])} · {say(u1, 4)} / {say(first)}"
        elif u1 >= last:
            how = f"{say(cells[-1])} · ({say(u1, 4)} / {say(last)})²"
        else:
            right = bisect_right(C1U1_COLUMNS, u1)
            low, high = C1U1_COLUMNS[right - 1], C1U1_COLUMNS[right]
            how = (f"{say(cells[right - 1])} + ({say(cells[right])} − {say(cells[right - 1])}) · "
                   f"({say(u1, 4)} − {say(low)}) / {say(high - low)}")  # fmt: skip
        yield Line(f"c1·u1 (N = {row})", words("Letto sulla riga", "Read on the row"), how,
                   _along(cells, u1), 4, "dB")  # fmt: skip
    if len(rows) > 1:
        yield Line("c1·u1", words("Tra le due righe", "Between the two rows"), (
            f"{say(reading.at_low, 4)} + ({say(reading.at_high, 4)} − {say(reading.at_low, 4)}) · "
            f"({count} − {rows[0]}) / {rows[1] - rows[0]}"), reading.value, 4, "dB")  # fmt: skip
    if over(reading.value, SENSITIVE_C1U1):
        yield Rule(NOTICES["c1u1_large"].filled(c1u1=round(reading.value, 2)), "ISO 9612")
