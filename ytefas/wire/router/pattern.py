"""URIs and the table that finds by them: exact, and by prefix in one look per prefix length.

Loose rules of WAMP: components of anything but white space, dot and hash. A prefix is a prefix of
characters, and may end in a dot. `wamp.` belongs to routers.
"""

from collections import Counter
from typing import Final, Generic, TypeVar

EXACT: Final = "exact"
PREFIX: Final = "prefix"

_T = TypeVar("_T")


def valid(uri: str, match: str, longest: int) -> bool:
    """Whether a URI (or the prefix of one) is well-formed."""
    if len(uri) > longest or "#" in uri or len(uri.split(maxsplit=1)) > 1 or uri != uri.strip():
        return False
    components = uri.split(".")
    if match == PREFIX:
        components.pop()  # the last may be cut anywhere, even at nothing
    return all(components)


def reserved(uri: str) -> bool:
    """Whether a URI belongs to the router itself."""
    return uri.startswith("wamp.") or uri == "wamp"


class PatternTable(Generic[_T]):
    """One entry per (match, uri); prefixes are sliced by the lengths in use, longest first."""

    __slots__ = ("_counts", "_exact", "_lengths", "_prefix")

    def __init__(self) -> None:
        self._exact: dict[str, _T] = {}
        self._prefix: dict[str, _T] = {}
        self._counts: Counter[int] = Counter()
        self._lengths: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self._exact) + len(self._prefix)

    def get(self, match: str, uri: str) -> _T | None:
        return (self._prefix if match == PREFIX else self._exact).get(uri)

    def add(self, match: str, uri: str, entry: _T) -> None:
        if match != PREFIX:
            self._exact[uri] = entry
            return
        self._prefix[uri] = entry
        self._counts[len(uri)] += 1
        if self._counts[len(uri)] == 1:
            self._lengths = tuple(sorted(self._counts, reverse=True))

    def remove(self, match: str, uri: str) -> None:
        if match != PREFIX:
            del self._exact[uri]
            return
        del self._prefix[uri]
        self._counts[len(uri)] -= 1
        if not self._counts[len(uri)]:
            del self._counts[len(uri)]
            self._lengths = tuple(sorted(self._counts, reverse=True))

    def best(self, uri: str) -> _T | None:
        """Find the exact entry, else the one with the longest prefix."""
        found = self._exact.get(uri)
        if found is not None:
            return found
        prefix = self._prefix
        for length in self._lengths:
            if length <= len(uri) and (found := prefix.get(uri[:length])) is not None:
                return found
        return None

    def every(self, uri: str) -> list[_T]:
        """Find all entries that match, the exact one first."""
        found = self._exact.get(uri)
        entries = [] if found is None else [found]
        if self._lengths:
            size, prefix = len(uri), self._prefix
            entries += [
                entry
                for length in self._lengths
                if length <= size and (entry := prefix.get(uri[:length])) is not None
            ]
        return entries
