"""How an invocation is answered: by a call of a node, a plain function, a signal, a listener.

Also the two translations at the border: what arrives is decoded for the node that receives it,
and only inside its own session; what leaves is encoded.
"""

from collections.abc import Callable
from dataclasses import replace
from inspect import isawaitable
from typing import Any, Final

from ytefas.errors import Closed, Invalid
from ytefas.framework.talk.calls import CallSpec, Signature, signature_of
from ytefas.framework.talk.invocation import Invocation, Progress
from ytefas.framework.talk.scope import CallScope
from ytefas.framework.talk.serialize import decode, encode
from ytefas.framework.tree.handlers import fitting
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Signal, SignalError, Subscription

_GONE: Final = (Phase.UNBINDING, Phase.UNBOUND)


def base_of(node: Node | None) -> Path | None:
    """Name the session a node belongs to: outside it, it is given no references."""
    path = None if node is None else node.node_path
    return None if path is None else path.base or path


def received(invocation: Invocation, node: Node | None) -> Invocation:
    """Decode an event for one of its listeners."""
    base = base_of(node)
    return replace(
        invocation,
        args=tuple(decode(value, node, base=base) for value in invocation.args),
        kwargs={k: decode(value, node, base=base) for k, value in invocation.kwargs.items()},
        node=node,
    )


async def call_node(node: Node, spec: CallSpec, invocation: Invocation) -> Any:
    """Answer with a declared call of a node that is there; unbinding ends it."""
    if node.node_phase in _GONE:
        raise Closed
    args, kwargs = spec.signature.fit(invocation)
    result = getattr(node, spec.attribute)(*args, **kwargs)
    if isawaitable(result):
        return await CallScope(_time_for(spec, invocation)).run(result, node)
    return result


def _time_for(spec: CallSpec, invocation: Invocation) -> float | None:
    """Let a call take what it declares, unless one of our own asks for less or more."""
    asked = invocation.local and invocation.timeout is not None
    return invocation.timeout if asked or spec.timeout is None else spec.timeout


async def call_function(
    function: Callable[..., Any], signature: Signature, invocation: Invocation
) -> Any:
    """Answer with a plain procedure."""
    args, kwargs = signature.fit(invocation)
    result = function(*args, **kwargs)
    if isawaitable(result):
        return await CallScope(invocation.timeout).run(result)
    return result


async def fire_signal(node: Node, signal: Signal[...], invocation: Invocation) -> None:
    """Fire a node's signal for somebody else; a stranger's arguments are checked like a call's."""
    if node.node_phase in _GONE:
        raise Closed
    args: tuple[Any, ...] = invocation.args
    kwargs = dict(invocation.kwargs)
    if not invocation.local and signal.validator is not None:
        checked, kwargs = signature_of(signal.validator, method=True).fit(invocation)
        args = tuple(checked)
        try:
            signal.validate(node, args, kwargs)
        except SignalError:
            raise Invalid("refused", signal=signal.name) from None
    await signal.deliver(node, args, kwargs)


async def hand_over(subscription: Subscription, invocation: Invocation) -> None:
    """Give an event to one listener, with the keyword arguments it takes."""
    kwargs = fitting(dict(invocation.kwargs), subscription.accepts)
    result = subscription.handler(*invocation.args, **kwargs)
    if isawaitable(result):
        await result


def decoding(progress: Progress, node: Node | None) -> Progress:
    """Let the caller's progress receive what comes off the wire."""

    async def tell(value: Any, /) -> None:
        await progress(decode(value, node, base=base_of(node)))

    return tell


def encoding(progress: Progress, node: Node | None) -> Progress:
    """Let the callee's progress send what may go on the wire."""

    async def tell(value: Any, /) -> None:
        await progress(encode(value, node))

    return tell
