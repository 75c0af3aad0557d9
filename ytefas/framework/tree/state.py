"""A dictionary whose readers run again when what they read changes.

Every read is tracked by key, also of a key that is not there yet; iterating and `len` track the
set of keys. Values are frozen on the way in, so nothing can change behind the readers' back. Each
real change is also told, with its path from the outermost dictionary, to whoever watches: enough
to send a patch.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from typing_extensions import override

from ytefas.framework.tree.signal import Keeper, Subscription
from ytefas.framework.tree.tracking import Dependency, ReactiveError
from ytefas.framework.tree.values import same

log = logging.getLogger(__name__)

MAX_DEPTH: Final = 32


@dataclass(frozen=True, slots=True)
class Stored:
    """`path` holds `value` now; `new` when the key was not there before."""

    path: tuple[str, ...]
    value: Any
    new: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """`path` is gone, and everything below it."""

    path: tuple[str, ...]


Change = Stored | Removed


class ReactiveDict(MutableMapping[str, Any]):
    """`state["current_id"] = 5`; nested mappings become nested reactive dictionaries."""

    __slots__ = ("_by_key", "_data", "_key", "_keys", "_outer", "_watchers")

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._data: dict[str, Any] = {}
        self._by_key: dict[str, Dependency] | None = None
        self._keys: Dependency | None = None
        self._outer: ReactiveDict | None = None
        self._key = ""
        self._watchers: list[Subscription] | None = None
        if values:
            self.update(values)

    # -- reading

    @override
    def __getitem__(self, key: str) -> Any:
        self._depend(key)
        return self._data[key]

    @override
    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self._depend(key)
        return key in self._data

    @override
    def __iter__(self) -> Iterator[str]:
        self._depend_on_keys()
        return iter(tuple(self._data))

    @override
    def __len__(self) -> int:
        self._depend_on_keys()
        return len(self._data)

    def snapshot(self) -> dict[str, Any]:
        """Copy everything, tracked, as plain dictionaries."""
        plain = {key: self[key] for key in self}
        return {
            key: value.snapshot() if isinstance(value, ReactiveDict) else value
            for key, value in plain.items()
        }

    # -- writing

    @override
    def __setitem__(self, key: str, value: Any) -> None:
        if not isinstance(key, str):
            raise ReactiveError(f"a key is a string, not {key!r}")
        old = self._data.get(key, _ABSENT)
        if isinstance(old, ReactiveDict) and old.equals(value):
            return
        frozen = freeze(value)
        if same(old, frozen):
            return
        if isinstance(frozen, ReactiveDict):
            frozen.place(self, key)
        self._release(old)
        self._data[key] = frozen
        self._tell_readers(key, structure=old is _ABSENT)
        self._tell_watchers(Stored((key,), _plain(frozen), old is _ABSENT))

    @override
    def __delitem__(self, key: str) -> None:
        if key not in self._data:
            raise KeyError(key)
        self._release(self._data.pop(key))
        self._tell_readers(key, structure=True)
        self._tell_watchers(Removed((key,)))

    def place(self, outer: "ReactiveDict", key: str) -> None:
        """Become the value of `key` in `outer`: our changes are its changes."""
        ancestor: ReactiveDict | None = outer
        while ancestor is not None:
            if ancestor is self:
                raise ReactiveError("a dictionary cannot hold itself")
            ancestor = ancestor._outer  # noqa: SLF001 - same class
        if self._outer is not None:
            raise ReactiveError(f"this dictionary is already the value of {self._key!r}")
        self._outer, self._key = outer, key

    def equals(self, other: object) -> bool:
        """Compare by content, untracked."""
        if isinstance(other, ReactiveDict):
            return other is self
        return isinstance(other, Mapping) and _plain(self) == _thawed(other)

    def watch(
        self, watcher: Callable[[Change], object], *, owner: Keeper | None = None
    ) -> Subscription:
        """Tell every change of this dictionary and those inside, at once, with its path."""
        if self._watchers is None:
            self._watchers = []
        subscription = Subscription(watcher, self._watchers.remove, owner=owner)
        self._watchers.append(subscription)
        return subscription

    # -- inside

    def _depend(self, key: str) -> None:
        if self._by_key is None:
            self._by_key = {}
        dependency = self._by_key.get(key)
        if dependency is None:
            dependency = Dependency()
            dependency.depend()
            if dependency.has_readers:  # a read outside any computation leaves nothing behind
                self._by_key[key] = dependency
            return
        dependency.depend()

    def _depend_on_keys(self) -> None:
        if self._keys is None:
            self._keys = Dependency()
        self._keys.depend()

    def _tell_readers(self, key: str, *, structure: bool) -> None:
        dependency = self._by_key.get(key) if self._by_key else None
        if dependency is not None and self._by_key is not None:
            if dependency.has_readers:
                dependency.changed()
            else:
                del self._by_key[key]
        if structure and self._keys is not None:
            self._keys.changed()

    def _tell_watchers(self, change: Change) -> None:
        for watcher in tuple(self._watchers or ()):
            try:
                watcher.handler(change)
            except Exception:
                # The change has happened: the writer and the other watchers must go on.
                log.exception("a watcher of %s failed", change.path)
        if self._outer is not None:
            path = (self._key, *change.path)
            outer_change: Change
            if isinstance(change, Stored):
                outer_change = Stored(path, change.value, change.new)
            else:
                outer_change = Removed(path)
            self._outer._tell_watchers(outer_change)  # noqa: SLF001 - same class

    @staticmethod
    def _release(old: Any) -> None:
        """Detach a replaced dictionary: its later changes are no longer ours."""
        if isinstance(old, ReactiveDict):
            old._outer = None  # noqa: SLF001 - same class

    __hash__ = object.__hash__

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    def __bool__(self) -> bool:
        return True

    @override
    def __repr__(self) -> str:
        return f"ReactiveDict({self._data!r})"


class _Absent:
    """No value, not even None."""


_ABSENT: Final = _Absent()


def freeze(value: Any, depth: int = 0) -> Any:
    """Take an immutable or JSON value; refuse what could change unseen, before it is stored."""
    if depth > MAX_DEPTH:
        raise ReactiveError(f"a value nested deeper than {MAX_DEPTH}")
    if isinstance(value, ReactiveDict):
        return value
    if isinstance(value, Mapping):
        if depth == 0:
            return ReactiveDict(value)
        return MappingProxyType({key: freeze(inner, depth + 1) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        frozen = tuple(freeze(inner, depth + 1) for inner in value)
        # A named tuple is kept as it is: it is frozen if its members are.
        return value if isinstance(value, tuple) and frozen == value else frozen
    try:
        hash(value)
    except TypeError:
        raise ReactiveError(f"{type(value).__name__} can change unseen; store it frozen") from None
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, ReactiveDict):
        return {key: _plain(inner) for key, inner in value._data.items()}  # noqa: SLF001 - ours
    return value


def _thawed(value: Any) -> Any:
    """Bring a mapping offered from outside to the form `_plain` gives of the stored one."""
    if isinstance(value, Mapping):
        return {key: _thawed(inner) for key, inner in value.items()}
    return freeze(value, 1)
