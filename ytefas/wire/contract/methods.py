"""What evaluation methods say of themselves and of a case, in the reader's language.

It is what `ytefas.methods.kit.telling` tells: `kind` says which form, step or picture it is, and
what is empty by default is left out.
"""

from typing import Any, Literal, NotRequired, TypedDict

from ytefas.wire.contract.pictures import (
    BarsPicture,
    BodyPicture,
    ColumnsPicture,
    CurvePicture,
    GaugePicture,
    MatrixPicture,
    SharesPicture,
    TicksPicture,
)

Value = str | int | float | bool


class MethodListed(TypedDict):
    """A method to choose; `part`: an aid to others; `rates`: it has bands."""

    id: str
    version: int
    name: str
    about: str
    edition: str
    part: bool
    rates: bool


class MethodFamily(TypedDict):
    """Methods that belong together."""

    id: str
    name: str
    methods: list[MethodListed]


class MethodList(TypedDict):
    """Every method there is, its newest version."""

    families: list[MethodFamily]


# -- the form


class ShownWhen(TypedDict):
    """An input is asked for while another one has one of these values."""

    key: str
    values: list[Value]


class UnitBy(TypedDict):
    """Which unit a number has, by the value of another input (written as text)."""

    key: str
    units: dict[str, str]


class MethodOption(TypedDict):
    """One of the values to choose from; `also`: its label in the other language."""

    value: Value
    label: str
    also: str
    help: str | None


class _Input(TypedDict):
    key: str
    label: str
    also: str
    help: str | None
    symbol: str | None
    required: bool
    default: Any
    section: str | None
    when: ShownWhen | None
    hint: str


class NumberInput(_Input):
    """A number with its unit and bounds; `above`, `under`: the bound itself is not allowed."""

    kind: Literal["number"]
    unit: str
    unit_by: UnitBy | None
    low: float
    high: float
    above: bool
    under: bool
    integer: bool
    digits: int | None
    step: float | None


class ChoiceInput(_Input):
    """One value of a list."""

    kind: Literal["choice"]
    options: list[MethodOption]


class FlagInput(_Input):
    """Yes or no."""

    kind: Literal["flag"]


class TextInput(_Input):
    """A name, for the reader."""

    kind: Literal["text"]


class NumbersInput(_Input):
    """A list of numbers; `names` say what each place means, where places have meanings."""

    kind: Literal["numbers"]
    least: int
    most: int
    each: NumberInput
    names: list[str]


class CodesInput(_Input):
    """A list of codes that the method knows; `shown` says some in words."""

    kind: Literal["codes"]
    least: int
    most: int
    known: list[str]
    shown: dict[str, str] | None


class GroupInput(_Input):
    """Inputs that belong together, as one object."""

    kind: Literal["group"]
    of: "list[MethodInput]"


class RowsInput(_Input):
    """A table: several objects of the same inputs."""

    kind: Literal["rows"]
    least: int
    most: int
    of: "list[MethodInput]"


MethodInput = (
    NumberInput | ChoiceInput | FlagInput | TextInput | NumbersInput | CodesInput | GroupInput
    | RowsInput
)  # fmt: skip


# -- what a method says of itself


class MethodShown(TypedDict):
    """A value of the result; `main`: the one figure."""

    key: str
    label: str
    unit: str
    digits: NotRequired[int]
    main: bool


class MethodBand(TypedDict):
    """A class of a method; `upto`: its upper edge, None for the last."""

    code: str
    level: int
    word: str
    upto: float | None
    consequence: str | None


class MethodScale(TypedDict):
    """The bands of one value; `closed`: whether an edge is the lower or the upper band's."""

    measure: str
    label: str
    unit: str
    digits: int
    closed: Literal["upper", "lower"]
    bands: list[MethodBand]


class MethodDuty(TypedDict):
    """A legal consequence that a case may have."""

    key: str
    label: str
    law: str


class MethodSource(TypedDict):
    """Where formulas come from, and how sure we are of them; `memory`: check your edition."""

    title: str
    tag: Literal["verified", "recomputed", "memory", "practice"]
    what: str | None


class MethodExample(TypedDict):
    """A worked case: what is given, and what comes out."""

    name: str | None
    inputs: dict[str, Any]
    expected: dict[str, Any]
    source: str


class MethodDescribed(TypedDict):
    """All of a method: its form, results, bands, duties, sources, doubts and examples.

    `usual`: inputs that may be left out, and that the usual case gives.
    """

    id: str
    version: int
    versions: list[int]
    family: str
    family_name: str
    name: str
    about: str
    edition: str
    part: bool
    inputs: list[MethodInput]
    usual: list[str]
    results: list[MethodShown]
    scales: list[MethodScale]
    duties: list[MethodDuty]
    sources: list[MethodSource]
    doubts: list[str]
    examples: list[MethodExample]


# -- the explanation


class LineStep(TypedDict):
    """One value and how it came about, with the numbers put in; `total`: a result."""

    kind: Literal["line"]
    symbol: str
    label: str
    how: str
    value: Any
    digits: NotRequired[int]
    unit: str
    total: bool


class TableStep(TypedDict):
    """Steps that repeat, or a table of the norm; `marked`: row and column that were read."""

    kind: Literal["table"]
    title: str
    heads: list[str]
    rows: list[list[Any]]
    digits: list[int | None]
    marked: NotRequired[list[int]]


class RuleStep(TypedDict):
    """A rule that fired, with its source."""

    kind: Literal["rule"]
    said: str
    law: str


# -- a result


class MethodFault(TypedDict):
    """What is wrong with an input; `path` as in `tasks[2].duration_h`, empty: with the case."""

    path: str
    code: str
    sentence: str


class BandReached(TypedDict):
    """The band a case is in."""

    code: str
    level: int
    word: str
    consequence: str | None


class DutyDue(TypedDict):
    """A legal consequence and whether this case has it."""

    key: str
    label: str
    law: str
    due: bool


class MethodResult(TypedDict):
    """A result, or (`error`) the reasons for none; of a table without steps and pictures."""

    error: str | None
    faults: list[MethodFault]
    instead: str | None
    values: dict[str, Any]
    score: float | None
    band: BandReached | None
    duties: list[DutyDue]
    notices: list[str]
    steps: list[LineStep | TableStep | RuleStep]
    pictures: list[
        GaugePicture | BarsPicture | MatrixPicture | SharesPicture | CurvePicture | BodyPicture
        | ColumnsPicture | TicksPicture
    ]  # fmt: skip


class MethodResults(TypedDict):
    """One result for each scenario or row, in the order asked."""

    results: list[MethodResult]


MethodHint = TypedDict(
    "MethodHint",
    {
        "path": str, "label": str, "symbol": str | None, "unit": str, "from": Any, "to": Any,
        "digits": int | None, "level": int, "word": str, "score": float | None, "sentence": str,
    },
)  # fmt: skip
MethodHint.__doc__ = "One input changed alone, and the better band that it leads to."


class MethodHints(TypedDict):
    """What must change for a better band, the smallest change first."""

    hints: list[MethodHint]


# -- a studio's own matrix while it is made


class MatrixFlaw(TypedDict):
    """What is wrong or doubtful in a definition; `path` as in `axes[0].steps[2].value`."""

    path: str
    sentence: str


class SketchedCell(TypedDict):
    """A cell as far as it can be said: without a score, or in no band."""

    score: float | None
    level: int | None


class MatrixSlice(TypedDict):
    """The first two axes, rows by the first; `at`: where the third one stands, if there is one."""

    at: float | None
    cells: list[list[SketchedCell]]


class MatrixChecked(TypedDict):
    """What there is to say about a definition, and what can be drawn of it."""

    flaws: list[MatrixFlaw]
    doubts: list[MatrixFlaw]
    slices: list[MatrixSlice]


class MatrixTemplate(TypedDict):
    """A matrix to begin with."""

    id: str
    name: str
    definition: dict[str, Any]


class MatrixTemplates(TypedDict):
    """The matrices that one of the studio's own may begin with."""

    templates: list[MatrixTemplate]
