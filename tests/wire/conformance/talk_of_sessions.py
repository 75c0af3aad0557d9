"""Conversations about sessions: coming in, going out, what is not allowed, broken protocol."""

# ruff: noqa: D400, D401 - docstrings here are titles, not sentences

from tests.wire.conformance.stage import REALM, Stage, hello, ticket_of
from tests.wire.conformance.transcript import CODES


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
