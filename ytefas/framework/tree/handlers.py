"""Which methods of a class receive which signal, in which order, with which arguments.

Order: marked `begin`, unmarked, marked `end`; inside each, ancestors before descendants (or the
reverse for a topdown signal), then as written. All of it is known when the class is.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

F = TypeVar("F", bound=Callable[..., object])

_MARKS: Final = "__handles__"
_KEEPS: Final = "__keeps_handling__"

ArgumentFilter = frozenset[str] | None
"""The keyword arguments a receiver takes; None takes all."""


class SignalError(ValueError):
    """A signal or handler is declared or used wrongly."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One decoration: `target` is a signal of the class, or an address."""

    target: str
    address: bool
    rank: int  # 0 begin, 1 unmarked, 2 end


@dataclass(frozen=True, slots=True)
class Receiver:
    """A method that receives, found again on the instance by its attribute."""

    attribute: str
    accepts: ArgumentFilter


@dataclass(frozen=True, slots=True)
class HandlerPlan:
    """Receivers by local signal name, and by address with the name they were declared for."""

    handlers: Mapping[str, tuple[Receiver, ...]]
    addresses: tuple[tuple[str, Receiver], ...]


@dataclass(frozen=True, slots=True)
class _Declared:
    receiver: Receiver
    marks: tuple[Mark, ...]
    level: int
    index: int


def handler(target: str, *, begin: bool = False, end: bool = False) -> Callable[[F], F]:
    """Receive a signal of this class by name, or of another node by address (`@first.second`)."""
    if begin and end:
        raise SignalError(f"{target!r}: begin and end exclude each other")
    address = target != "." and ("." in target or target.startswith(("@", "#")))
    return _marking(Mark(target, address, 0 if begin else 2 if end else 1))


def subscribe(target: str) -> Callable[[F], F]:
    """Receive what is published at an address: `@addr.sig`, `#name.sig`, `a.b.sig`, `.`."""
    return _marking(Mark(target, address=True, rank=1))


def override_handler(function: F) -> F:
    """Replace an inherited handler's body; it keeps receiving what it received, in its place."""
    setattr(function, _KEEPS, True)
    return function


def _marking(mark: Mark) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        setattr(function, _MARKS, (mark, *getattr(function, _MARKS, ())))
        return function

    return decorate


def plan_handlers(cls: type, topdown: Mapping[str, bool]) -> HandlerPlan:
    """Plan a class whose local signals are the keys of `topdown`."""
    local: dict[str, list[tuple[int, int, int, Receiver]]] = {}
    addresses: list[tuple[str, Receiver]] = []
    for declared in _declarations(cls):
        for mark in declared.marks:
            if mark.address or (mark.target == "." and "." not in topdown):
                addresses.append((mark.target, declared.receiver))
                continue
            if mark.target not in topdown:
                where = f"{cls.__name__}.{declared.receiver.attribute}"
                raise SignalError(f"{where} handles {mark.target!r}, which is no signal here")
            level = -declared.level if topdown[mark.target] else declared.level
            place = (mark.rank, level, declared.index, declared.receiver)
            local.setdefault(mark.target, []).append(place)
    handlers = {
        name: tuple(receiver for *_, receiver in sorted(places, key=lambda place: place[:3]))
        for name, places in local.items()
    }
    return HandlerPlan(handlers, tuple(addresses))


def _declarations(cls: type) -> Iterator[_Declared]:
    found: dict[str, _Declared] = {}
    for level, ancestor in enumerate(reversed(cls.__mro__)):
        for index, (attribute, member) in enumerate(vars(ancestor).items()):
            marks: tuple[Mark, ...] = getattr(member, _MARKS, ()) if callable(member) else ()
            inherited = found.get(attribute)
            if marks:
                receiver = Receiver(attribute, accepted_keywords(member, bound=False))
                found[attribute] = _Declared(receiver, marks, level, index)
            elif inherited is not None:
                if member is None:
                    del found[attribute]
                    continue
                if not getattr(member, _KEEPS, False):
                    where = f"{ancestor.__name__}.{attribute}"
                    raise SignalError(
                        f"{where} hides an inherited handler: say @override_handler to keep it "
                        f"receiving, @handler(…) to declare it anew, or assign None to drop it"
                    )
                receiver = Receiver(attribute, accepted_keywords(member, bound=False))
                found[attribute] = _Declared(
                    receiver, inherited.marks, inherited.level, inherited.index
                )
    return iter(found.values())


def accepted_keywords(function: Callable[..., object], *, bound: bool = True) -> ArgumentFilter:
    """Name the keyword arguments a callable takes; None when it takes any."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):  # some built-ins tell nothing: let them judge
        return None
    named = parameters if bound else parameters[1:]
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in named):
        return None
    taken = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return frozenset(parameter.name for parameter in named if parameter.kind in taken)


def fitting(kwargs: dict[str, Any], accepts: ArgumentFilter) -> dict[str, Any]:
    """Drop the keyword arguments a receiver has no use for."""
    if accepts is None or not kwargs:
        return kwargs
    return {name: value for name, value in kwargs.items() if name in accepts}
