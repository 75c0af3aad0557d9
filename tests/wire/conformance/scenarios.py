"""The fixed list of conversations every router must hold in the same way.

A scenario is a function; its docstring is its title in the transcript. Only what is read is
recorded, in the order the script reads it, so two runs differ only when a router does.
"""

# ruff: noqa: D400, D401 - docstrings here are titles, not sentences

from collections.abc import Awaitable, Callable
from typing import Final

from tests.wire.conformance.stage import REALM, Stage, hello, ticket_of
from tests.wire.conformance.transcript import CODES

Scenario = Callable[[Stage], Awaitable[None]]


# -- coming in and going out -----------------------------------------------------------------------


async def a_ticket_opens(stage: Stage) -> None:
    """HELLO, CHALLENGE, AUTHENTICATE, WELCOME, GOODBYE"""
    anna = await stage.enter("anna")
    await anna.say("HELLO", REALM, hello("anna"))
    await anna.hear("CHALLENGE")
    await anna.say("AUTHENTICATE", ticket_of("anna"), {})
    await anna.hear("WELCOME")
    await anna.say("GOODBYE", {}, "wamp.close.close_realm")
    await anna.hear("GOODBYE")


async def a_wrong_ticket_does_not(stage: Stage) -> None:
    """A wrong ticket"""
    anna = await stage.enter("anna")
    await anna.say("HELLO", REALM, hello("anna"))
    await anna.hear("CHALLENGE")
    await anna.say("AUTHENTICATE", "ticket-of-nobody", {})
    await anna.hear("ABORT")


async def a_wrong_realm(stage: Stage) -> None:
    """A realm that does not exist, told at once or after the ticket"""
    anna = await stage.enter("anna")
    await anna.say("HELLO", "elsewhere", hello("anna"))
    await anna.refused(ticket=ticket_of("anna"))


async def a_method_we_do_not_speak(stage: Stage) -> None:
    """Only authentication methods the router does not offer"""
    anna = await stage.enter("anna")
    await anna.say("HELLO", REALM, {**hello("anna"), "authmethods": ["wampcra"]})
    await anna.hear("ABORT")


async def a_session_ends_itself(stage: Stage) -> None:
    """What was registered and subscribed is gone after GOODBYE"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.leaving")
    await anna.subscribe("open.leaving")
    await anna.say("GOODBYE", {}, "wamp.close.close_realm")
    await anna.hear("GOODBYE")
    await bruno.ask("CALL", {}, "open.leaving")
    await bruno.hear("ERROR")
    await bruno.register("open.leaving")


# -- calls -----------------------------------------------------------------------------------------


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


# -- registrations ---------------------------------------------------------------------------------


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


# -- events ----------------------------------------------------------------------------------------


async def an_event(stage: Stage) -> None:
    """An event to one topic, acknowledged and not"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.news")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news", ["più"], {"riga": {"a": [1]}})
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await bruno.ask("PUBLISH", {}, "open.news", [b"\x00\x01"])
    await anna.hear("EVENT")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news")
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await bruno.quiet()


async def an_event_for_nobody(stage: Stage) -> None:
    """An acknowledged event without subscribers"""
    anna = await stage.join("anna")
    await anna.ask("PUBLISH", {"acknowledge": True}, "open.silence", [1])
    await anna.hear("PUBLISHED")
    await anna.quiet()


async def an_event_to_many(stage: Stage) -> None:
    """Three subscribers, one publication"""
    anna, bruno, carla = [await stage.join(name) for name in ("anna", "bruno", "carla")]
    for actor in (anna, bruno, carla):
        await actor.subscribe("open.news")
    await anna.ask("PUBLISH", {"acknowledge": True}, "open.news", [1])
    await anna.hear("PUBLISHED")
    await bruno.hear("EVENT")
    await carla.hear("EVENT")
    await anna.quiet()


async def events_in_order(stage: Stage) -> None:
    """Events of one publisher arrive in the order they were sent"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.count")
    for number in range(20):
        await bruno.ask("PUBLISH", {}, "open.count", [number])
    for _ in range(20):
        await anna.hear("EVENT")


async def a_prefix_of_topics(stage: Stage) -> None:
    """A prefix subscription: the event says which topic; a peer with both hears it twice"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.news.", match="prefix")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news.sport.tennis", [1])
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.newspaper", [2])
    await bruno.hear("PUBLISHED")
    await bruno.subscribe("open.news.local")
    await anna.ask("PUBLISH", {"acknowledge": True}, "open.news.local", [3])
    await anna.hear("PUBLISHED")
    await bruno.hear("EVENT")
    await anna.quiet()


async def subscribed_twice(stage: Stage) -> None:
    """A second SUBSCRIBE answers the same subscription, and one event comes once"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.news")
    await anna.subscribe("open.news")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news", [1])
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await anna.quiet()


async def to_oneself(stage: Stage) -> None:
    """exclude_me false brings the event to its publisher too"""
    anna = await stage.join("anna")
    await anna.subscribe("open.news")
    await anna.ask("PUBLISH", {"acknowledge": True, "exclude_me": False}, "open.news", ["me"])
    await anna.hear_all("PUBLISHED", "EVENT")
    await anna.ask("PUBLISH", {"acknowledge": True, "exclude_me": True}, "open.news", ["not me"])
    await anna.hear("PUBLISHED")
    await anna.quiet()


async def excluded(stage: Stage) -> None:
    """exclude: those sessions do not hear it"""
    anna, bruno, carla = [await stage.join(name) for name in ("anna", "bruno", "carla")]
    for actor in (bruno, carla):
        await actor.subscribe("open.news")
    options = {"acknowledge": True, "exclude": [bruno.session]}
    await anna.ask("PUBLISH", options, "open.news", [1])
    await anna.hear("PUBLISHED")
    await carla.hear("EVENT")
    await bruno.quiet()


async def eligible(stage: Stage) -> None:
    """eligible: only those sessions hear it"""
    anna, bruno, carla = [await stage.join(name) for name in ("anna", "bruno", "carla")]
    for actor in (bruno, carla):
        await actor.subscribe("open.news")
    options = {"acknowledge": True, "eligible": [bruno.session]}
    await anna.ask("PUBLISH", options, "open.news", [1])
    await anna.hear("PUBLISHED")
    await bruno.hear("EVENT")
    await carla.quiet()


async def disclosed(stage: Stage) -> None:
    """Who calls and who publishes is told"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.who")
    await anna.subscribe("open.who")
    await bruno.ask("CALL", {"disclose_me": True}, "open.who")
    await anna.say("YIELD", await anna.invoked(), {})
    await bruno.hear("RESULT")
    await bruno.ask("PUBLISH", {"acknowledge": True, "disclose_me": True}, "open.who")
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")


async def unsubscribed(stage: Stage) -> None:
    """UNSUBSCRIBE, then nothing more"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    subscription = await anna.subscribe("open.news")
    await anna.ask("UNSUBSCRIBE", subscription)
    await anna.hear("UNSUBSCRIBED")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news", [1])
    await bruno.hear("PUBLISHED")
    await anna.quiet()
    await anna.ask("UNSUBSCRIBE", subscription)
    await anna.hear("ERROR")


# -- what is not allowed ---------------------------------------------------------------------------


async def denied(stage: Stage) -> None:
    """call, register, subscribe and publish where one may not"""
    anna = await stage.join("anna")
    await anna.ask("CALL", {}, "closed.secret")
    await anna.hear("ERROR")
    await anna.ask("REGISTER", {}, "closed.secret")
    await anna.hear("ERROR")
    await anna.ask("SUBSCRIBE", {}, "closed.secret")
    await anna.hear("ERROR")
    await anna.ask("PUBLISH", {"acknowledge": True}, "closed.secret")
    await anna.hear("ERROR")
    await anna.ask("PUBLISH", {}, "closed.secret")
    await anna.quiet()


async def denied_more_than_asked(stage: Stage) -> None:
    """A prefix that reaches over what one may have"""
    anna = await stage.join("anna")
    await anna.ask("SUBSCRIBE", {"match": "prefix"}, "o")
    await anna.hear("ERROR")
    await anna.ask("SUBSCRIBE", {"match": "prefix"}, "open")
    await anna.hear("ERROR")
    await anna.ask("REGISTER", {"match": "prefix"}, "clos")
    await anna.hear("ERROR")


async def reserved(stage: Stage) -> None:
    """The router's own URIs are nobody's"""
    anna = await stage.join("anna")
    await anna.ask("CALL", {}, "wamp.session.count")
    await anna.refused()
    await anna.ask("REGISTER", {}, "wamp.session.count")
    await anna.refused()
    await anna.ask("SUBSCRIBE", {}, "wamp.session.on_join")
    await anna.refused()


async def bad_uris(stage: Stage) -> None:
    """URIs that are none"""
    for request in ("CALL", "SUBSCRIBE", "REGISTER"):
        for uri in ("open..gap", "open.with space", "open.#hash"):
            anna = await stage.join("anna")
            await anna.ask(request, {}, uri)
            await anna.refused()


# -- breaking the protocol -------------------------------------------------------------------------


async def a_call_before_hello(stage: Stage) -> None:
    """CALL before HELLO"""
    anna = await stage.enter("anna")
    await anna.say("CALL", 1, {}, "open.early")
    await anna.refused()


async def a_call_before_welcome(stage: Stage) -> None:
    """CALL instead of AUTHENTICATE"""
    anna = await stage.enter("anna")
    await anna.say("HELLO", REALM, hello("anna"))
    await anna.hear("CHALLENGE")
    await anna.say("CALL", 1, {}, "open.early")
    await anna.refused()


async def hello_twice(stage: Stage) -> None:
    """A second HELLO"""
    anna = await stage.join("anna")
    await anna.say("HELLO", REALM, hello("anna"))
    await anna.refused()


async def authenticated_twice(stage: Stage) -> None:
    """A second AUTHENTICATE"""
    anna = await stage.join("anna")
    await anna.say("AUTHENTICATE", ticket_of("anna"), {})
    await anna.refused()


async def not_a_message(stage: Stage) -> None:
    """Bytes that are no message of the serialization"""
    anna = await stage.join("anna")
    stage.transcript.note("anna", "> (bytes that cannot be read)")
    await anna.peer.send_raw(b"\x7b" if not anna.peer.wording.binary else b"\xc1\xff\xff")
    await anna.refused()


async def not_a_list(stage: Stage) -> None:
    """A value that is no WAMP message"""
    anna = await stage.join("anna")
    stage.transcript.note("anna", "> {}")
    await anna.peer.send({})
    await anna.refused()


async def an_unknown_type(stage: Stage) -> None:
    """A message type that does not exist"""
    anna = await stage.join("anna")
    stage.transcript.note("anna", "> [999, 1]")
    await anna.peer.send([999, 1])
    await anna.refused()


async def a_wrong_arity(stage: Stage) -> None:
    """A CALL without a procedure"""
    anna = await stage.join("anna")
    stage.transcript.note("anna", "> [CALL, 1, {}]")
    await anna.peer.send([CODES["CALL"], 1, {}])
    await anna.refused()


async def a_routers_message(stage: Stage) -> None:
    """A message only routers send"""
    anna = await stage.join("anna")
    await anna.say("RESULT", 1, {}, [1])
    await anna.refused()


async def somebody_elses_invocation(stage: Stage) -> None:
    """YIELD for an invocation that is not one's own does not reach the caller"""
    anna, bruno, carla = [await stage.join(name) for name in ("anna", "bruno", "carla")]
    await anna.register("open.mine")
    await bruno.ask("CALL", {}, "open.mine")
    invocation = await anna.invoked()
    await carla.say("YIELD", invocation, {}, ["forged"])
    await anna.say("YIELD", invocation, {}, ["true"])
    await bruno.hear("RESULT")


# -- where Crossbar.io is not the judge ------------------------------------------------------------


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


async def eligible_to_nobody(stage: Stage) -> None:
    """An empty list of eligible sessions is nobody"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await bruno.subscribe("open.news")
    await anna.ask("PUBLISH", {"acknowledge": True, "eligible": []}, "open.news", [2])
    await anna.hear("PUBLISHED")
    await bruno.quiet()


SCENARIOS: Final[tuple[Scenario, ...]] = (
    a_ticket_opens,
    a_wrong_ticket_does_not,
    a_wrong_realm,
    a_method_we_do_not_speak,
    a_session_ends_itself,
    a_call,
    a_call_with_bytes,
    a_call_with_little,
    a_call_to_nobody,
    a_call_to_oneself,
    two_calls_out_of_order,
    a_callee_fails,
    progressive_results,
    progress_then_error,
    cancel_kill,
    cancel_killnowait,
    cancel_too_late,
    the_callee_disappears,
    the_caller_disappears,
    registered_twice,
    unregistered,
    not_yours_to_unregister,
    a_prefix,
    the_same_prefix_twice,
    an_event,
    an_event_for_nobody,
    an_event_to_many,
    events_in_order,
    a_prefix_of_topics,
    subscribed_twice,
    to_oneself,
    excluded,
    eligible,
    disclosed,
    unsubscribed,
    denied,
    denied_more_than_asked,
    reserved,
    bad_uris,
    a_call_before_hello,
    a_call_before_welcome,
    hello_twice,
    authenticated_twice,
    not_a_message,
    not_a_list,
    an_unknown_type,
    a_wrong_arity,
    a_routers_message,
    somebody_elses_invocation,
)

# Here Crossbar.io 26.10 does not do what the specification says, so only we are held to it:
# it never answers a caller that cancels with `skip` ("the ERROR is sent immediately"), and takes an
# empty `eligible` for an absent one.
OURS_ALONE: Final[tuple[Scenario, ...]] = (
    cancel_skip,
    a_yield_after_skip,
    eligible_to_nobody,
)
