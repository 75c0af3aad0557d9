"""Events declared on a class, and the methods and callables that receive them.

`await sig.notify(…)` runs every handler, one after the other, and only then returns: class-level
handlers in order of definition, then whatever was connected to this instance, then publication.
A handler that fails does not stop the others; the notifier gets all failures as one
ExceptionGroup. Subscriptions are strong: they end when closed, or when their owner unbinds.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, Final, Generic, ParamSpec, Protocol, cast, overload

from typing_extensions import override

from ytefas.framework.tree.handlers import (
    ArgumentFilter,
    HandlerPlan,
    SignalError,
    accepted_keywords,
    fitting,
    handler,
    override_handler,
    plan_handlers,
    subscribe,
)

__all__ = [  # declaring and receiving are one vocabulary: `handlers` is its other half
    "BoundSignal",
    "Closable",
    "Keeper",
    "Signal",
    "SignalError",
    "Subscription",
    "handler",
    "override_handler",
    "plan_of",
    "settle",
    "signal",
    "signals_of",
    "subscribe",
]

P = ParamSpec("P")

_SUBSCRIBERS: Final = "_signal_subscribers"
_PLAN: Final = "_signal_plan"
_SIGNALS: Final = "_signals_by_name"


class Closable(Protocol):
    """Something that ends; `close` may return what to wait for."""

    def close(self) -> "asyncio.Future[Any] | None": ...


class Keeper(Protocol):
    """An owner: what it keeps is closed when it goes (a Node, at unbind)."""

    def node_keep(self, kept: Closable) -> None: ...
    def node_release(self, kept: Closable) -> None: ...


class Subscription:
    """The handle of one connection; closing it twice is harmless."""

    __slots__ = ("_remove", "accepts", "handler", "owner")

    def __init__(
        self,
        handler: Callable[..., object],
        remove: "Callable[[Subscription], None]",
        *,
        owner: Keeper | None = None,
    ) -> None:
        self.handler = handler
        self.accepts: ArgumentFilter = accepted_keywords(handler)
        self.owner = owner if owner is not None else _owner_of(handler)
        self._remove: Callable[[Subscription], None] | None = remove
        if self.owner is not None:
            self.owner.node_keep(self)

    @property
    def closed(self) -> bool:
        return self._remove is None

    def close(self) -> None:
        remove, self._remove = self._remove, None
        if remove is None:
            return
        remove(self)
        if self.owner is not None:
            self.owner.node_release(self)


def _owner_of(handler: Callable[..., object]) -> Keeper | None:
    """Find the node whose bound method this is: nobody has to say it."""
    receiver = getattr(handler, "__self__", None)
    return cast("Keeper", receiver) if hasattr(type(receiver), "node_keep") else None


class Signal(Generic[P]):
    """A declared event. As a class attribute every instance has its own subscribers.

    `topdown`: descendants' handlers before ancestors'. `local`: never published. `name`: the name
    when it is not the attribute's (`"."` is the node's own address). `access`: who may notify it
    from outside, judged like the access of a call; nobody when absent.
    """

    def __init__(
        self: "Signal[...]",
        *,
        name: str = "",
        topdown: bool = False,
        local: bool = False,
        access: object = None,
    ) -> None:
        self.name = name
        self.topdown = topdown
        self.local = local
        self.access = access
        self.validator: Callable[..., object] | None = None
        self._alone: list[Subscription] = []

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name

    @overload
    def __get__(self, instance: None, owner: type) -> "Signal[P]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> "BoundSignal[P]": ...
    def __get__(self, instance: object | None, owner: type) -> "Signal[P] | BoundSignal[P]":
        return self if instance is None else BoundSignal(self, instance)

    def __set__(self, instance: object, value: object) -> None:
        raise AttributeError(f"{self.name} is a signal: declared on the class, never assigned")

    def connect(
        self, handler: Callable[..., object], *, owner: Keeper | None = None
    ) -> Subscription:
        return self.connect_to(None, handler, owner)

    def disconnect(self, handler: Callable[..., object]) -> None:
        self.disconnect_from(None, handler)

    def clear(self) -> None:
        for subscription in tuple(self._alone):
            subscription.close()

    async def notify(self, *args: P.args, **kwargs: P.kwargs) -> tuple[Any, ...]:
        return await self.deliver(None, args, kwargs)

    # -- shared with the bound form; `instance` is None for a signal that stands alone

    def subscribers(self, instance: object | None) -> list[Subscription]:
        if instance is None:
            return self._alone
        by_signal: dict[str, list[Subscription]] | None = getattr(instance, _SUBSCRIBERS, None)
        return by_signal.get(self.name, _NOBODY) if by_signal else _NOBODY

    def connect_to(
        self, instance: object | None, handler: Callable[..., object], owner: Keeper | None
    ) -> Subscription:
        if instance is None:
            listening = self._alone
        else:
            by_signal: dict[str, list[Subscription]] | None = getattr(instance, _SUBSCRIBERS, None)
            if by_signal is None:
                object.__setattr__(instance, _SUBSCRIBERS, by_signal := {})
            listening = by_signal.setdefault(self.name, [])
        subscription = Subscription(handler, listening.remove, owner=owner)
        listening.append(subscription)
        return subscription

    def disconnect_from(self, instance: object | None, handler: Callable[..., object]) -> None:
        for subscription in self.subscribers(instance):
            if subscription.handler == handler:
                subscription.close()
                return
        raise SignalError(f"{handler!r} is not connected to {self.name!r}")

    def heard(self, instance: object) -> bool:
        """Whether anybody of this process and instance listens; cheap."""
        return bool(plan_of(type(instance)).handlers.get(self.name) or self.subscribers(instance))

    def validate(self, instance: object | None, args: Any, kwargs: Any) -> None:
        if self.validator is None:
            return
        try:
            accepted = self.validator(instance, *args, **kwargs)
        except TypeError as error:
            raise SignalError(f"{self.name}: {error}") from error
        if accepted is False:
            raise SignalError(f"{self.name} refuses {args} {kwargs}")

    async def deliver(
        self, instance: object | None, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, ...]:
        """Run everything, in order, to the end; then tell what failed."""
        self.validate(instance, args, kwargs)
        results: list[Any] = []
        errors: list[Exception] = []
        if instance is not None:
            for declared in plan_of(type(instance)).handlers.get(self.name, ()):
                receiver = getattr(instance, declared.attribute)
                fitted = fitting(kwargs, declared.accepts)
                results.append(await settle(receiver, args, fitted, errors))
        for subscription in tuple(self.subscribers(instance)):
            if not subscription.closed:
                fitted = fitting(kwargs, subscription.accepts)
                results.append(await settle(subscription.handler, args, fitted, errors))
        publish: _Publisher | None = getattr(instance, "node_publish", None)
        if publish is not None and not self.local:
            await settle(publish, (self, args, kwargs), {}, errors)
        if errors:
            raise ExceptionGroup(f"handlers of {self.name!r} failed", errors)
        return tuple(results)

    @override
    def __repr__(self) -> str:
        return f"<Signal {self.name or 'alone'}>"


_Publisher = Callable[[Signal[...], tuple[Any, ...], dict[str, Any]], Coroutine[Any, Any, None]]
_NOBODY: Final[list[Subscription]] = []


async def settle(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    errors: list[Exception],
) -> Any:
    """Call, await when it must be awaited, and collect the failure instead of raising it."""
    try:
        result = function(*args, **kwargs)
        if result is not None and hasattr(result, "__await__"):
            result = await result
    except Exception as error:  # noqa: BLE001 - one handler's failure must not stop the others
        errors.append(error)
        return None
    return result


class BoundSignal(Generic[P]):
    """A signal seen from one instance."""

    __slots__ = ("instance", "signal")

    def __init__(self, signal: Signal[P], instance: object) -> None:
        self.signal = signal
        self.instance = instance

    def connect(
        self, handler: Callable[..., object], *, owner: Keeper | None = None
    ) -> Subscription:
        return self.signal.connect_to(self.instance, handler, owner)

    def disconnect(self, handler: Callable[..., object]) -> None:
        self.signal.disconnect_from(self.instance, handler)

    def clear(self) -> None:
        for subscription in tuple(self.signal.subscribers(self.instance)):
            subscription.close()

    async def notify(self, *args: P.args, **kwargs: P.kwargs) -> tuple[Any, ...]:
        return await self.signal.deliver(self.instance, args, kwargs)


@overload
def signal(function: Callable[Concatenate[Any, P], object]) -> Signal[P]: ...
@overload
def signal(
    *, name: str = "", topdown: bool = False, local: bool = False, access: object = None
) -> Callable[[Callable[Concatenate[Any, P], object]], Signal[P]]: ...
def signal(function: Callable[..., object] | None = None, **options: Any) -> Any:
    """Declare a signal by the function that validates its arguments.

    Wrong arguments, or returning False, refuse the notification before any handler runs.
    """

    def declare(validator: Callable[..., object]) -> Signal[...]:
        declared = Signal(**options)
        declared.name = declared.name or validator.__name__
        declared.validator = validator
        return declared

    return declare if function is None else declare(function)


def signals_of(cls: type) -> dict[str, Signal[...]]:
    """Collect the signals of a class by name, once."""
    found: dict[str, Signal[...]] | None = cls.__dict__.get(_SIGNALS)
    if found is None:
        found = {}
        for ancestor in reversed(cls.__mro__):
            for member in vars(ancestor).values():
                if isinstance(member, Signal):
                    found[member.name] = member
        setattr(cls, _SIGNALS, found)
    return found


def plan_of(cls: type) -> HandlerPlan:
    """Who receives what, computed once per class."""
    plan: HandlerPlan | None = cls.__dict__.get(_PLAN)
    if plan is None:
        topdown = {name: declared.topdown for name, declared in signals_of(cls).items()}
        plan = plan_handlers(cls, topdown)
        if plan.addresses and not hasattr(cls, "node_bind"):
            raise SignalError(f"{cls.__name__} handles an address, but is no node")
        setattr(cls, _PLAN, plan)
    return plan
