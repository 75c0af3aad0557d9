"""What applying a preset and copying say and take: rows that would be made, and what came of it."""

from typing import NotRequired, TypedDict


class PresetOffer(TypedDict):
    """A preset; `suits`: one of the customer's activities is of its sector."""

    id: str
    code: str
    icon: str
    name: str
    description: str
    ateco: list[str]
    suits: bool


class PresetSite(TypedDict):
    """A site at which a preset may be applied."""

    id: str
    code: str
    name: str


class PresetsFor(TypedDict):
    """The presets for a customer, and where they may be applied."""

    customer: str
    customer_name: str
    presets: list[PresetOffer]
    sites: list[PresetSite]
    may_make_site: bool


class MakingRequest(TypedDict):
    """A preset for a customer (without a site one is made), or a record to copy and where to."""

    customer: str
    preset: NotRequired[str]
    site: NotRequired[str | None]
    site_name: NotRequired[str | None]
    source: NotRequired[str]
    record: NotRequired[str]
    department: NotRequired[str | None]
    files: NotRequired[bool]


class MakingRow(TypedDict):
    """A record that would be made; `there`: what the one is called that is there already.

    `again`: it may be made although one is there, `anew`: and is, unless it is chosen otherwise.
    Without any of `needs`, or without all of `one_of`, it cannot be made.
    """

    key: str
    inside: str | None
    kind: str
    label: str
    plural: str
    icon: str
    name: str
    code: str | None
    needs: list[str]
    one_of: list[str]
    there: str | None
    again: bool
    anew: bool
    denied: bool


class MakingLink(TypedDict):
    """A link that would be made between records."""

    key: str
    kind: str
    label: str
    needs: list[str]
    one_of: list[str]
    there: bool
    denied: bool


class MakingPlan(TypedDict):
    """Everything that would be made; `left`: how much cannot follow, by reason."""

    customer: str
    customer_name: str
    title: str
    mark: str
    rows: list[MakingRow]
    links: list[MakingLink]
    left: dict[str, int]


class MakingChoices(TypedDict):
    """What is left out, called otherwise, and made although one is there."""

    leave: NotRequired[list[str]]
    names: NotRequired[dict[str, str]]
    codes: NotRequired[dict[str, str]]
    anew: NotRequired[dict[str, bool]]


class MakingCount(TypedDict):
    """How many records of a kind were made."""

    kind: str
    label: str
    n: int


class MakingDone(TypedDict):
    """What was made; `source` and `record` say where to go on, `batch` undoes it."""

    batch: str
    there: int
    made: list[MakingCount]
    source: str
    record: str
