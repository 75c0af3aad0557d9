"""What is wrong in a sheet: a reason and its facts; words are made in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: `field.<reason>` of the catalogues says it with these facts."""

    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ()  # what may have been meant instead
    makes: tuple[str, str] | None = None  # what could be made instead: a table and a name


class Wrong(Exception):  # never leaves this room
    """A cell that cannot be taken as it is."""

    def __init__(self, reason: str, **facts: str) -> None:
        self.trouble = Trouble(reason, facts)
        super().__init__(reason)
