"""What is told before somebody is erased, and of an archive before it is taken in."""

from typing import Literal, TypedDict


class Counted(TypedDict):
    """How many of what."""

    label: str
    count: int


class KeptBack(TypedDict):
    """What stays, and why; `count` 0: it has no number."""

    label: str
    count: int
    why: str


class ErasurePreview(TypedDict):
    """What erasing would do. `blocked`: why it cannot be done now; `code`: what is to be typed.

    `mentions`: texts elsewhere that name the person, and that nobody can erase by rule. `lasts`:
    the person works here, or holds a role, today.
    """

    subject: Literal["person", "user", "customer"]
    title: str
    code: str
    blocked: str
    empties: list[str]
    gone: list[Counted]
    kept: list[KeptBack]
    mentions: int
    lasts: bool


class ErasureDone(TypedDict):
    """What was erased."""

    subject: Literal["person", "user", "customer"]
    gone: list[Counted]


class ArchiveCustomer(TypedDict):
    """Whose an archive is."""

    code: str
    name: str


class ArchiveMissing(TypedDict):
    """Items of the catalogue that are not here: they are added."""

    label: str
    count: int
    names: list[str]


class ArchiveUsers(TypedDict):
    """Users found here by their address, and those who are not."""

    known: int
    unknown: int


class ArchiveFault(TypedDict):
    """A value that is not taken: where it stands, and why."""

    part: str
    line: int
    column: str
    message: str


class ArchiveSummary(TypedDict):
    """What an archive holds. `here`: the customer is here already, so only a copy can be made."""

    archive: str
    file: str
    size: int
    customer: ArchiveCustomer
    made_at: str
    program: str
    counts: list[Counted]
    files: int
    here: bool
    code_taken: bool
    missing: list[ArchiveMissing]
    users: ArchiveUsers
    faults: list[ArchiveFault]
