"""Conversations about calls: made, answered, cancelled, registered."""

# ruff: noqa: D400, D401 - docstrings here are titles, not sentences

from tests.wire.conformance.stage import Stage
from tests.wire.conformance.transcript import CODES


async def a_call(stage: Stage) -> None:
    """A call with arguments of every kind, and its result"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.echo")
    args = [1, -1.5, "perché ✓ 𝄞", None, True, [], {}, [[1, [2]], {"a": {"b": ["c"]}}], 2**53 - 1]
    await bruno.ask("CALL", {}, "open.echo", args, {"città": "Forlì", "nested": {"rows": [[1]]}})
    invocation = await anna.invoked()
    await anna.say("YIELD", invocation, {}, ["grazie"], {"totale": 3})
    await bruno.hear("RESULT")


async def a_call_with_bytes(stage: Stage) -> None:
    """Bytes arrive as bytes in every serialization"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.bytes")
    await bruno.ask("CALL", {}, "open.bytes", [bytes(range(256)), {"in": b"\0\xff"}])
    invocation = await anna.invoked()
    await anna.say("YIELD", invocation, {}, [b""])
    await bruno.hear("RESULT")


async def a_call_with_little(stage: Stage) -> None:
    """A call without arguments, and one with keyword arguments only"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.little")
    await bruno.ask("CALL", {}, "open.little")
    await anna.say("YIELD", await anna.invoked(), {})
    await bruno.hear("RESULT")
    await bruno.ask("CALL", {}, "open.little", [], {"only": "this"})
    await anna.say("YIELD", await anna.invoked(), {}, [], {"only": "that"})
    await bruno.hear("RESULT")


async def a_call_to_nobody(stage: Stage) -> None:
    """A call to a procedure nobody registered"""
    anna = await stage.join("anna")
    await anna.ask("CALL", {}, "open.unknown", [1])
    await anna.hear("ERROR")


async def a_call_to_oneself(stage: Stage) -> None:
    """A peer calls its own procedure"""
    anna = await stage.join("anna")
    await anna.register("open.self")
    await anna.ask("CALL", {}, "open.self", ["me"])
    await anna.say("YIELD", await anna.invoked(), {}, ["me too"])
    await anna.hear("RESULT")


async def two_calls_out_of_order(stage: Stage) -> None:
    """The second call is answered first"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.slow")
    await bruno.ask("CALL", {}, "open.slow", ["first"])
    first = await anna.invoked()
    await bruno.ask("CALL", {}, "open.slow", ["second"])
    second = await anna.invoked()
    await anna.say("YIELD", second, {}, ["second"])
    await bruno.hear("RESULT")
    await anna.say("YIELD", first, {}, ["first"])
    await bruno.hear("RESULT")


async def a_callee_fails(stage: Stage) -> None:
    """A callee's error arrives whole"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.failing")
    await bruno.ask("CALL", {}, "open.failing")
    invocation = await anna.invoked()
    await anna.say(
        "ERROR", CODES["INVOCATION"], invocation, {}, "open.error.no", ["né"], {"field": ["x"]}
    )
    await bruno.hear("ERROR")
    await bruno.ask("CALL", {}, "open.failing")
    await anna.say("ERROR", CODES["INVOCATION"], await anna.invoked(), {}, "open.error.bare")
    await bruno.hear("ERROR")


async def progressive_results(stage: Stage) -> None:
    """Progressive results, then the last one"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.progressive")
    await bruno.ask("CALL", {"receive_progress": True}, "open.progressive", [2])
    invocation = await anna.invoked()
    for step in (1, 2):
        await anna.say("YIELD", invocation, {"progress": True}, [step], {"of": 2})
        await bruno.hear("RESULT")
    await anna.say("YIELD", invocation, {}, ["done"])
    await bruno.hear("RESULT")


async def progress_then_error(stage: Stage) -> None:
    """Progressive results that end in an error"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.progressive")
    await bruno.ask("CALL", {"receive_progress": True}, "open.progressive")
    invocation = await anna.invoked()
    await anna.say("YIELD", invocation, {"progress": True}, [1])
    await bruno.hear("RESULT")
    await anna.say("ERROR", CODES["INVOCATION"], invocation, {}, "open.error.half", [1])
    await bruno.hear("ERROR")


async def _cancelled(stage: Stage, mode: str) -> None:
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.cancelled")
    request = await bruno.ask("CALL", {}, "open.cancelled")
    invocation = await anna.invoked()
    await bruno.say("CANCEL", request, {"mode": mode})
    if mode != "kill":
        await bruno.hear("ERROR")
    if mode != "skip":
        await anna.hear("INTERRUPT")
    await anna.say("ERROR", CODES["INVOCATION"], invocation, {}, "wamp.error.canceled", ["late"])
    if mode == "kill":
        await bruno.hear("ERROR")
    await anna.quiet()
    await bruno.quiet()


async def cancel_kill(stage: Stage) -> None:
    """CANCEL kill: the callee is interrupted, the caller waits for it"""
    await _cancelled(stage, "kill")


async def cancel_killnowait(stage: Stage) -> None:
    """CANCEL killnowait: both hear at once"""
    await _cancelled(stage, "killnowait")


async def cancel_too_late(stage: Stage) -> None:
    """CANCEL of a call already answered is ignored"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.cancelled")
    request = await bruno.ask("CALL", {}, "open.cancelled")
    await anna.say("YIELD", await anna.invoked(), {}, ["in time"])
    await bruno.hear("RESULT")
    await bruno.say("CANCEL", request, {"mode": "kill"})
    await bruno.quiet()
    await anna.quiet()


async def the_callee_disappears(stage: Stage) -> None:
    """The callee's socket breaks during a call"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.fragile")
    await bruno.ask("CALL", {}, "open.fragile")
    await anna.invoked()
    await anna.drop()
    await bruno.hear("ERROR")
    await bruno.ask("CALL", {}, "open.fragile")
    await bruno.hear("ERROR")


async def the_caller_disappears(stage: Stage) -> None:
    """The caller's socket breaks during a call: the callee is interrupted and may answer in vain"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.patient")
    await bruno.ask("CALL", {}, "open.patient")
    invocation = await anna.invoked()
    await bruno.drop()
    await anna.hear("INTERRUPT")
    await anna.say("YIELD", invocation, {}, ["for nobody"])
    await anna.quiet()


async def registered_twice(stage: Stage) -> None:
    """A procedure has one callee"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.mine")
    await bruno.ask("REGISTER", {}, "open.mine")
    await bruno.hear("ERROR")
    await anna.ask("REGISTER", {}, "open.mine")
    await anna.hear("ERROR")


async def unregistered(stage: Stage) -> None:
    """UNREGISTER, then the procedure is unknown and free"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    registration = await anna.register("open.brief")
    await anna.ask("UNREGISTER", registration)
    await anna.hear("UNREGISTERED")
    await bruno.ask("CALL", {}, "open.brief")
    await bruno.hear("ERROR")
    await bruno.register("open.brief")
    await anna.ask("UNREGISTER", registration)
    await anna.hear("ERROR")


async def not_yours_to_unregister(stage: Stage) -> None:
    """A registration belongs to its callee"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    registration = await anna.register("open.hers")
    await bruno.ask("UNREGISTER", registration)
    await bruno.hear("ERROR")
    await bruno.ask("CALL", {}, "open.hers")
    await anna.say("YIELD", await anna.invoked(), {}, ["still here"])
    await bruno.hear("RESULT")


async def a_prefix(stage: Stage) -> None:
    """A prefix registration: the call says which procedure; exact and longer prefixes win"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.tree.", match="prefix")
    for uri in ("open.tree.leaf", "open.tree.deep.er.leaf"):
        await bruno.ask("CALL", {}, uri, [uri])
        await anna.say("YIELD", await anna.invoked(), {}, ["tree"])
        await bruno.hear("RESULT")
    longer = await anna.register("open.tree.deep.", match="prefix")
    await anna.register("open.tree.leaf")
    for uri in ("open.tree.leaf", "open.tree.deep.er.leaf", "open.tree.other"):
        await bruno.ask("CALL", {}, uri)
        await anna.say("YIELD", await anna.invoked(), {})
        await bruno.hear("RESULT")
    await anna.ask("UNREGISTER", longer)
    await anna.hear("UNREGISTERED")
    await bruno.ask("CALL", {}, "open.tree.deep.er.leaf")
    await anna.say("YIELD", await anna.invoked(), {})
    await bruno.hear("RESULT")
    await bruno.ask("CALL", {}, "open.other.leaf")
    await bruno.hear("ERROR")


async def the_same_prefix_twice(stage: Stage) -> None:
    """A prefix has one callee; the exact procedure of that name is another"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.tree", match="prefix")
    await bruno.ask("REGISTER", {"match": "prefix"}, "open.tree")
    await bruno.hear("ERROR")
    await bruno.register("open.tree")


async def cancel_skip(stage: Stage) -> None:
    """CANCEL skip: the caller hears at once, the callee never"""
    await _cancelled(stage, "skip")


async def a_yield_after_skip(stage: Stage) -> None:
    """A result that arrives after CANCEL skip goes nowhere"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.cancelled")
    request = await bruno.ask("CALL", {}, "open.cancelled")
    invocation = await anna.invoked()
    await bruno.say("CANCEL", request, {"mode": "skip"})
    await bruno.hear("ERROR")
    await anna.say("YIELD", invocation, {}, ["late"])
    await anna.quiet()
    await bruno.quiet()
