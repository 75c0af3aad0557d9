"""Which groups, or branches of a tree, show what is below them: all but some, or only some."""

from collections.abc import Mapping
from dataclasses import dataclass

from ytefas.errors import Invalid

MOST_EXCEPTIONS = 1000
LONGEST_KEY = 2000  # of a group: three values, each as long as a filter may be, and some more


@dataclass(frozen=True, slots=True)
class Opened:
    """All are open but the exceptions, or all closed but them; an unknown key says nothing."""

    every: bool
    but: frozenset[str] = frozenset()

    def shows(self, key: str) -> bool:
        return self.every is not (key in self.but)


def read_opened(raw: object, *, every: bool) -> Opened | None:
    """Check what a view says is open: {all, except}; a tree (`every`) is open without a word."""
    if raw is None:
        return Opened(every=True) if every else None
    if not isinstance(raw, Mapping) or not raw.keys() <= {"all", "except"}:
        raise Invalid("malformed", parameter="open")
    shown, keys = raw.get("all"), raw.get("except", ())
    if not isinstance(shown, bool) or not isinstance(keys, (list, tuple)):
        raise Invalid("malformed", parameter="open")
    if len(keys) > MOST_EXCEPTIONS:
        raise Invalid("too_large", parameter="open")
    if not all(isinstance(key, (str, int)) and len(str(key)) <= LONGEST_KEY for key in keys):
        raise Invalid("malformed", parameter="open")
    return Opened(every=shown, but=frozenset(str(key) for key in keys))
