"""How much of a spreadsheet is looked at; whoever sends more is told so, and nothing is read."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """Bounds on one file, and on what one user keeps here."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked: int = 200 * 1024 * 1024  # of a file that is an archive, which modern ones are
    entries: int = 1000  # parts of that archive
    ratio: int = 250  # times smaller than what is inside
    rows: int = 20_000
    columns: int = 100
    sheets: int = 50
    seconds: float = 30.0  # for reading one file
    memory: int = 1536 * 1024 * 1024  # of the process that reads it
    uploads: int = 5  # files one user has half imported; the oldest goes
    keep: timedelta = timedelta(days=2)  # a file nobody comes back to
    at_once: int = 2  # files read at the same time on one node
