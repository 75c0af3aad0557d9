"""What importing a spreadsheet says and takes: its columns, what a check found, what was undone."""

from typing import Literal, NotRequired, TypedDict


class ImportTarget(TypedDict):
    """Something a sheet may be imported as."""

    name: str
    label: str


class ImportLeft(TypedDict):
    """A sheet that was left in the middle."""

    id: str
    file_name: str


class ImportStart(TypedDict):
    """What may be imported for a customer; a file is sent to `/imports/<customer>/<target>`."""

    customer: str
    customer_name: str
    target: str
    targets: list[ImportTarget]
    left: ImportLeft | None
    most_bytes: int
    most_rows: int


class ImportSheet(TypedDict):
    """A sheet of a file."""

    name: str
    hidden: bool
    rows: int


class ImportColumn(TypedDict):
    """A column of a sheet: where it is, what it is called, what stands in it, what it is."""

    at: int
    letter: str
    heading: str
    samples: list[str]
    field: str
    repeated: bool


class ImportField(TypedDict):
    """What a column may be; `part`: of which record, where a row holds several."""

    name: str
    label: str
    kind: str
    part: str
    required: bool
    choices: list[str] | None


class ImportMissing(TypedDict):
    """A required column that the sheet has not."""

    name: str
    label: str


class ImportUpload(TypedDict):
    """A file, and what is chosen about it; `header` is the row of the headings, from 1."""

    id: str
    customer: str
    target: str
    target_label: str
    file_name: str
    notes: list[str]
    sheets: list[ImportSheet]
    sheet: int
    header: int
    rows: int
    columns: list[ImportColumn]
    fields: list[ImportField]
    constants: dict[str, str]
    clear: bool
    make: list[str]
    skip_faulty: bool
    missing: list[ImportMissing]


class ImportChoices(TypedDict):
    """What somebody chooses; what is left out stays. Another sheet begins anew.

    `header` counts the rows of the sheet from 0; `mapping` says for the number of a column the name
    of its field; `make` names the tables whose missing rows are made by their name.
    """

    sheet: NotRequired[int | None]
    header: NotRequired[int | None]
    mapping: NotRequired[dict[str, str] | None]
    constants: NotRequired[dict[str, str] | None]
    clear: NotRequired[bool | None]
    make: NotRequired[list[str] | None]
    skip_faulty: NotRequired[bool | None]


class ImportMade(TypedDict):
    """Something that would be made because rows speak of it."""

    table: str
    label: str
    name: str
    code: str
    where: str
    rows: int


class ImportMakeable(TypedDict):
    """What could be made along, and how many cells speak of it."""

    table: str
    label: str
    rows: int


class ImportCommon(TypedDict):
    """One thing that is wrong in so many rows."""

    column: str
    rows: int
    message: str


class ImportSummary(TypedDict):
    """What would come of a sheet; `ready`: it may be applied as it is."""

    rows: int
    new: int
    update: int
    same: int
    errors: int
    made: list[ImportMade]
    missing: list[ImportMissing]
    makeable: list[ImportMakeable]
    commonest: list[ImportCommon]
    ready: bool


class ImportTrouble(TypedDict):
    """What is wrong with a cell (`at` -1: with the row); `offers` may have been meant instead."""

    at: int
    column: str
    message: str
    offers: list[str]
    makes: str


class ImportChange(TypedDict):
    """What a row changes in what is there."""

    label: str
    before: str
    after: str


class ImportRow(TypedDict):
    """One row as it came, by its number in the spreadsheet."""

    number: int
    state: Literal["new", "update", "same", "error", "skip"]
    cells: list[str]
    edited: list[int]
    troubles: list[ImportTrouble]
    changes: list[ImportChange]


class ImportRows(TypedDict):
    """Some rows of all those that were asked for."""

    total: int
    rows: list[ImportRow]


class ImportKept(TypedDict):
    """A record that stands in the way of undoing, and why."""

    source: str
    key: str
    label: str
    title: str
    why: Literal["changed", "used", "gone", "needed"]
    by: str


class ImportUndone(TypedDict):
    """How many records were put back, and which stand in the way."""

    undone: int
    kept_rows: int
    kept: list[ImportKept]
