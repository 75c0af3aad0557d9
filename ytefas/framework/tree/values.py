"""Single tracked values: set by hand, or computed from others."""

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar, cast

from typing_extensions import override

from ytefas.framework.tree.tracking import Computation, Dependency, ReactiveError, untracked

T = TypeVar("T")


class _Unset:
    """The value of what was never set."""


_UNSET: Final = _Unset()


class Value(Generic[T]):
    """One tracked value; setting an equal one is silent."""

    __slots__ = ("_dependency", "_value")

    def __init__(self, value: T | _Unset = _UNSET) -> None:
        self._value = value
        self._dependency = Dependency()

    @property
    def value(self) -> T:
        self._dependency.depend()
        if isinstance(self._value, _Unset):
            raise ReactiveError("this value was never set")
        return self._value

    @value.setter
    def value(self, value: T) -> None:
        if not same(self._value, value):
            self._value = value
            self._dependency.changed()

    def get(self) -> T:
        return self.value

    def set(self, value: T) -> None:
        self.value = value


class Computed(Generic[T]):
    """A value made from others; computed when read, or at flush while somebody depends on it."""

    __slots__ = ("_computation", "_dependency", "_error", "_function", "_value", "_wanted")

    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._dependency = Dependency()
        self._value: T | _Unset = _UNSET
        self._error: Exception | None = None
        self._wanted = False
        # Made outside any computation: it must outlive the reader that happens to be first.
        self._computation = untracked(lambda: _Lazy(self._compute, self._unread))

    @property
    def value(self) -> T:
        if self._computation.running:
            raise ReactiveError(f"{self._function!r} reads its own result")
        if not self._wanted or self._computation.invalid:
            self._wanted = True
            self._computation.compute()
        # Only now: computing tells every reader of the old value, and we read the new one.
        self._dependency.depend()
        if self._error is not None:
            raise self._error
        return cast("T", self._value)

    def get(self) -> T:
        return self.value

    def __call__(self) -> T:
        return self.value

    def _compute(self) -> None:
        before, failed = self._value, self._error is not None
        try:
            self._value, self._error = self._function(), None
        except Exception as error:  # noqa: BLE001 - the reader gets it, whenever it reads
            self._value, self._error = _UNSET, error
        if failed or self._error is not None or not same(before, self._value):
            self._dependency.changed()

    def _unread(self) -> bool:
        return not self._dependency.has_readers


class _Lazy(Computation):
    """Leaves itself invalid while nobody reads its result."""

    __slots__ = ("_unread",)

    def __init__(self, function: Callable[[], object], unread: Callable[[], bool]) -> None:
        super().__init__(function)
        self._unread = unread

    @override
    def refresh(self) -> None:
        if self._unread():
            self._drop_sources()  # nothing keeps alive what nobody reads
        else:
            super().refresh()

    def compute(self) -> None:
        self._run()


def computed(function: Callable[[], T]) -> Computed[T]:
    """Derive a value from others, lazily."""
    return Computed(function)


def same(old: Any, new: Any) -> bool:
    """Equal, and of one kind: 1, 1.0 and True are three values to a screen."""
    if old is new:
        return True
    return type(old) is type(new) and bool(old == new)
