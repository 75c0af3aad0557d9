"""The frequency multiplier of the NIOSH equation, read from its table."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Curve, Picture, Ruler
from ytefas.methods.kit.steps import Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.lifting import (
    DURATION,
    FREQUENCY,
    NEXT_TO_ZERO,
    NOTE,
    NOTICES,
    PLACE,
    UNIT_SYSTEM,
    next_to_zero,
)
from ytefas.methods.tables.lifting_steps import frequency_line, frequency_table
from ytefas.methods.tables.niosh_1994 import (
    COLUMNS,
    ROWS,
    SYSTEMS,
    beside_zero,
    frequency_multiplier,
    is_low,
)


def calculate(given: Given) -> Found:
    """Read the table."""
    low = is_low(SYSTEMS[given.unit_system], given.V)
    zero = given.fm_next_to_zero == "zero"
    fm = frequency_multiplier(given.F, given.duration, low=low, zero=zero)
    notices = []
    if beside_zero(given.F, given.duration, low=low):
        notices.append(next_to_zero(given))
    column = "V < 75 cm" if low else "V ≥ 75 cm"
    if given.unit_system == "US":
        column = "V < 30 in" if low else "V ≥ 30 in"
    return Found({"FM": fm, "column": column}, notices=notices)


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the cell that was read."""
    system = SYSTEMS[given.unit_system]
    low = is_low(system, given.V)
    yield frequency_line(system, given, low, found.values["FM"], say)
    yield frequency_table(system, given, low, say)


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw the column and where the case stands on it."""
    low = is_low(SYSTEMS[given.unit_system], given.V)
    line = tuple(zip(ROWS, COLUMNS[given.duration, low], strict=True))
    return [Curve(
        title=words("FM secondo la frequenza", "FM by frequency"),
        x=Ruler(words("Frequenza", "Frequency"), 0, max(16.0, given.F), "/min"),
        y=Ruler(words("FM", "FM"), 0, 1), line=((0.0, line[0][1]), *line),
        at=(given.F, found.values["FM"]),
    )]  # fmt: skip


METHOD = Method(
    id="niosh_fm", version=1, family="lifting", part=True,
    name=words("NIOSH, fattore di frequenza", "NIOSH, frequency multiplier"),
    about=words("Legge FM dalla tabella NIOSH, interpolando fra le righe. La colonna dipende "
                "dall'altezza della presa all'origine.",
                "Reads FM from the NIOSH table, on the line between rows. The column depends on "
                "the height of the hands at the origin."),
    edition=words("NIOSH 94-110, Applications Manual, tab. 5",
                  "NIOSH 94-110, Applications Manual, table 5"),
    sources=(Source("Waters, Putz-Anderson, Garg, Applications Manual for the Revised NIOSH "
                    "Lifting Equation (94-110, 2021)", "verified",
                    words("Tabella FM e interpolazione", "Table of FM and interpolation")),),
    inputs=(UNIT_SYSTEM, FREQUENCY, DURATION, PLACE[2], NEXT_TO_ZERO, NOTE),
    results=(Shown("FM", words("Fattore di frequenza", "Frequency multiplier"), "", 3, main=True),
             Shown("column", words("Colonna", "Column"))),
    calculate=calculate, explain=explain, picture=picture,
    notices={"fm_next_to_zero": NOTICES["fm_next_to_zero"]},
    doubts=(words("Fra l'ultima riga con valore e la prima con zero la tabella non dice nulla: "
                  "scegli se interpolare o contare zero.",
                  "Between the last row with a value and the first with zero the table is silent: "
                  "choose whether to interpolate or to count zero."),),
    examples=(
        Example({"F": 13, "duration": "short", "V": 80}, {"FM": 0.34}, "NIOSH 94-110, tab. 5"),
        Example({"F": 9, "duration": "long", "V": 70}, {"FM": 0.0}, "NIOSH 94-110, tab. 5"),
        Example({"F": 2.4, "duration": "short", "V": 60}, {"FM": 0.898},
                "NIOSH 94-110, tab. 5", name=words("Interpolato", "Interpolated")),
    ),
)  # fmt: skip
