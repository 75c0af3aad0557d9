"""Methods that may be called by address: declared, typed, with their access rule beside them.

`@call` is callable from nodes of this process; `@call(access=…)` also from outside, if the
dispatcher's policy says so of that access. Parameters annotated Invocation or Progress are filled
by us and invisible to the caller.
"""

import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar, overload

from ytefas.errors import Invalid
from ytefas.framework.talk.access import Access
from ytefas.framework.talk.arguments import Check, check_for
from ytefas.framework.talk.invocation import NOTIFY, Invocation, Progress
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import signals_of

F = TypeVar("F", bound=Callable[..., Any])

_MARK: Final = "__callable_as__"
_CALLS: Final = "_node_calls"
OWN_ADDRESS: Final = "."
_POSITIONAL: Final = (
    inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD,
)  # fmt: skip


class CallError(TypeError):
    """A call is declared wrongly."""


@dataclass(frozen=True, slots=True)
class _Mark:
    name: str
    access: object
    timeout: float | None = None


@overload
def call(name: F, /) -> F: ...
@overload
def call(
    name: str = "",
    /,
    *,
    access: object = None,
    timeout: float | None = None,
    fresh: bool = False,
) -> Callable[[F], F]: ...
def call(
    name: Any = "",
    /,
    *,
    access: object = None,
    timeout: float | None = None,
    fresh: bool = False,
) -> Any:
    """Declare a method callable: under its name, under `name`, or (".") at the node's address.

    A call that waits for a person says how long (`timeout`), or it ends as soon as any other. One
    that is dangerous in the wrong hands is `fresh`: its caller has proved lately who he is.
    """
    if fresh:
        if not isinstance(access, Access):
            raise CallError("what is fresh says who may call it: access=…")
        access = replace(access, fresh=True)
    if callable(name):
        return _marked(name, _Mark("", access))
    if "." in name and name != OWN_ADDRESS:
        raise CallError(f"{name!r}: a call has one name, not an address")
    return lambda function: _marked(function, _Mark(name, access, timeout))


def _marked(function: F, mark: _Mark) -> F:
    setattr(function, _MARK, mark)
    return function


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes from its caller, and how each argument is checked."""

    positional: tuple[str, ...]
    checks: dict[str, Check]
    required: frozenset[str]
    more_positional: Check | None
    more_named: Check | None
    wants_invocation: tuple[str, ...]
    wants_progress: tuple[str, ...]
    places: tuple[tuple[int, str], ...]  # of those two, where they stand among the positional

    def fit(self, invocation: Invocation) -> tuple[list[Any], dict[str, Any]]:
        """Check and convert the arguments; Invalid names the one that is wrong."""
        args = self._fit_positional(invocation.args)
        kwargs = {}
        taken = self.positional[: len(args)]
        for name, value in invocation.kwargs.items():
            check = self.checks.get(name, self.more_named)
            if check is None or name in self.wants_invocation or name in self.wants_progress:
                raise Invalid("unknown_argument", argument=name)
            if name in taken:
                raise Invalid("repeated_argument", argument=name)
            kwargs[name] = check(value, name)
        for name in self.required:
            if name not in kwargs and name not in taken:
                raise Invalid("missing_argument", argument=name)
        progress = invocation.progress or _nobody_listens
        ours: dict[str, Any] = dict.fromkeys(self.wants_invocation, invocation)
        ours |= dict.fromkeys(self.wants_progress, progress)
        for at, name in self.places:
            if at <= len(args):  # the caller's arguments go round it
                args.insert(at, ours.pop(name))
        return args, {**kwargs, **ours}

    def _fit_positional(self, given: tuple[Any, ...]) -> list[Any]:
        args = []
        for at, value in enumerate(given):
            if at < len(self.positional):
                name = self.positional[at]
                args.append(self.checks[name](value, name))
            elif self.more_positional is not None:
                args.append(self.more_positional(value, f"[{at}]"))
            else:
                raise Invalid("too_many_arguments", limit=len(self.positional))
        return args


async def _nobody_listens(_value: Any, /) -> None:
    """Stand in for a progress nobody asked for."""


@cache
def signature_of(function: Callable[..., Any], *, method: bool) -> Signature:
    """Read a signature once, annotations and all."""
    hints = typing.get_type_hints(function)
    parameters = list(inspect.signature(function).parameters.values())[1 if method else 0 :]
    injected = {
        kind: tuple(p.name for p in parameters if hints.get(p.name) is kind)
        for kind in (Invocation, Progress)
    }
    own = [p for p in parameters if hints.get(p.name) not in injected]
    checks = {p.name: check_for(hints.get(p.name, Any)) for p in own}
    positional = [p for p in parameters if p.kind in _POSITIONAL]
    more = {p.kind: checks.pop(p.name) for p in own if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD)}
    return Signature(
        positional=tuple(p.name for p in positional if p in own),
        checks=checks,
        required=frozenset(p.name for p in own if p.default is p.empty and p.name in checks),
        more_positional=more.get(inspect.Parameter.VAR_POSITIONAL),
        more_named=more.get(inspect.Parameter.VAR_KEYWORD),
        wants_invocation=injected[Invocation],
        wants_progress=injected[Progress],
        places=tuple((at, p.name) for at, p in enumerate(positional) if p not in own),
    )


@dataclass(frozen=True, slots=True)
class CallSpec:
    """One callable method of a class."""

    name: str
    attribute: str
    access: object
    signature: Signature
    timeout: float | None = None  # its own, instead of the dispatcher's


def calls_of(cls: type[Node]) -> dict[str, CallSpec]:
    """Collect the calls of a class by public name, once."""
    calls: dict[str, CallSpec] | None = cls.__dict__.get(_CALLS)
    if calls is None:
        calls = {}
        for spec in _declared(cls):
            if spec.name in calls:
                raise CallError(f"{cls.__name__} declares the call {spec.name!r} twice")
            calls[spec.name] = spec
        clash = calls.keys() & signals_of(cls).keys() - {OWN_ADDRESS}
        if clash:
            raise CallError(f"{cls.__name__}: {sorted(clash)} are both calls and signals")
        _check_open_signals(cls)
        setattr(cls, _CALLS, calls)
    return calls


def _declared(cls: type[Node]) -> Iterator[CallSpec]:
    marked: dict[str, tuple[_Mark, Callable[..., Any]]] = {}
    for ancestor in reversed(cls.__mro__):
        for attribute, member in vars(ancestor).items():
            mark = getattr(member, _MARK, None)
            if isinstance(mark, _Mark):
                marked[attribute] = (mark, member)
            elif attribute in marked and member is None:
                del marked[attribute]
            elif attribute in marked:
                raise CallError(
                    f"{ancestor.__name__}.{attribute} hides an inherited call: "
                    f"say @call again, with its access, or assign None to withdraw it"
                )
    for attribute, (mark, function) in marked.items():
        name = mark.name or attribute
        if name != OWN_ADDRESS:
            Path(name)  # a call lives at an address, so its name is a fragment
        if name == NOTIFY:
            raise CallError(f"{NOTIFY!r} is reserved")
        try:
            signature = signature_of(function, method=True)
        except (TypeError, NameError) as error:
            raise CallError(f"{cls.__name__}.{attribute}: {error}") from error
        yield CallSpec(name, attribute, mark.access, signature, mark.timeout)


def _check_open_signals(cls: type[Node]) -> None:
    """Insist that what strangers may notify says which arguments it takes."""
    for signal in signals_of(cls).values():
        if signal.access is not None and signal.validator is None:
            raise CallError(
                f"{cls.__name__}.{signal.name} is open to strangers: declare it with @signal, "
                f"by a function with typed arguments"
            )
