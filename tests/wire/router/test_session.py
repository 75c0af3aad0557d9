"""The life of a session: who gets in, what ends it, and that nothing of it stays."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import pytest

from tests.wire.realm import HELLO_DETAILS, REALM, principal
from tests.wire.still import Seat, Still
from ytefas.wire.codec import JSON
from ytefas.wire.limits import Limits
from ytefas.wire.router.peer import Peer, State

VIOLATION = "wamp.error.protocol_violation"


def hello(**details: Any) -> list[Any]:
    return [1, REALM, HELLO_DETAILS | details]


def ended_by(seat: Seat, heard: list[list[Any]], reason: str) -> None:
    """Check: ABORT with this reason came last, the link has ended, the realm holds nothing."""
    assert heard[-1][0] == 3
    assert heard[-1][2] == reason
    assert seat.ended
    assert seat.peer.state is State.GONE
    assert seat.peer.id not in seat.still.router.peers
    assert not seat.still.router.handshake


def test_hello_challenge_authenticate_welcome() -> None:
    still = Still()
    anna = still.enter()
    assert anna.say(*hello(authid="whoever")) == [[4, "ticket", {}]]
    [welcome] = anna.say(5, "anna", {})
    kind, session, details = welcome
    assert (kind, session) == (2, anna.peer.id)
    assert 1 <= session <= 2**53
    assert details["authid"] == principal("anna").id
    assert details["authrole"] == "consultant"
    assert details["authmethod"] == "ticket"
    assert details["realm"] == REALM
    assert still.tickets.asked == [{"realm": REALM, "authid": "whoever", "ip": "192.0.2.1"}]


def test_welcome_announces_what_the_router_does_and_nothing_else() -> None:
    still = Still()
    anna = still.enter()
    anna.say(*hello())
    [welcome] = anna.say(5, "anna", {})
    roles = {role: set(told["features"]) for role, told in welcome[2]["roles"].items()}
    assert roles == {
        "broker": {
            "pattern_based_subscription",
            "publisher_exclusion",
            "publisher_identification",
            "subscriber_blackwhite_listing",
        },
        "dealer": {
            "call_canceling",
            "call_timeout",
            "caller_identification",
            "pattern_based_registration",
            "progressive_call_results",
        },
    }


def test_what_the_application_adds_travels_as_authextra() -> None:
    still = Still(welcome=lambda peer: {"contract": "c0ffee", "you": peer.authid})
    anna = still.enter()
    anna.say(*hello())
    [welcome] = anna.say(5, "anna", {})
    assert welcome[2]["authextra"] == {"contract": "c0ffee", "you": principal("anna").id}


def test_claims_of_the_hello_give_no_rights() -> None:
    still = Still()
    mallory = still.enter()
    mallory.say(*hello(authid=principal("admin").id, authrole="admin"))
    [welcome] = mallory.say(5, "mallory", {})
    assert welcome[2]["authid"] == principal("mallory").id
    assert welcome[2]["authrole"] == "consultant"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ([1, "elsewhere", HELLO_DETAILS], "wamp.error.no_such_realm"),
        ([1, None, HELLO_DETAILS], "wamp.error.no_such_realm"),
        (hello(authmethods=["anonymous"]), "wamp.error.no_auth_method"),
        ([1, REALM, {"roles": {"caller": {}}}], "wamp.error.no_auth_method"),
        (hello(roles={}), VIOLATION),
        (hello(roles={"dealer": {}}), VIOLATION),
        (hello(roles={"caller": {"features": {"self": 1}}}), VIOLATION),
        ([5, "anna", {}], VIOLATION),
        ([48, 1, {}, "node.echo"], VIOLATION),
        ([48, 1, {}, "not a uri"], VIOLATION),
        ([6, {}, "wamp.close.normal"], VIOLATION),
    ],
)
def test_a_stranger_is_sent_away(message: list[Any], reason: str) -> None:
    stranger = Still().enter()
    ended_by(stranger, stranger.say(*message), reason)


@pytest.mark.parametrize("ticket", ["bad", "broken"])
def test_a_ticket_that_is_wrong_or_cannot_be_judged(
    ticket: str, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = Still().enter()
    stranger.say(*hello())
    heard = stranger.say(5, ticket, {})
    ended_by(stranger, heard, "wamp.error.authentication_failed")
    assert "the store is down" not in str(heard)
    assert ("the store is down" in caplog.text) is (ticket == "broken")


def test_a_ticket_that_cannot_be_judged_now_is_not_called_wrong() -> None:
    stranger = Still().enter()
    stranger.say(*hello())
    ended_by(stranger, stranger.say(5, "later", {}), "ytefas.error.busy")


def test_a_ticket_opens_once() -> None:
    still = Still()
    anna, thief = still.enter(), still.enter()
    for seat in (anna, thief):
        seat.say(*hello())
    assert anna.say(5, "anna", {})[0][0] == 2
    ended_by(thief, thief.say(5, "anna", {}), "wamp.error.authentication_failed")


@pytest.mark.parametrize("message", [hello(), [5, "anna", {}], [2, 1, {}], [4, "ticket", {}]])
def test_the_handshake_does_not_happen_twice(message: list[Any]) -> None:
    anna = Still().join()
    anna.say(64, 1, {}, "open.mine")
    ended_by(anna, anna.say(*message), VIOLATION)
    assert not anna.still.router.dealer


@pytest.mark.parametrize("step", ["hello", "authenticate"])
def test_five_seconds_for_each_step(step: str) -> None:
    still = Still()
    slow = still.enter()
    if step == "authenticate":
        still.timers.pass_(4.9)
        slow.say(*hello())
    still.timers.pass_(4.9)
    assert not slow.ended
    still.timers.pass_(0.2)
    ended_by(slow, slow.heard(), "wamp.error.timeout")


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_who_has_gone_is_waited_for_no_more(steps: int) -> None:
    still = Still()
    anna = still.enter()
    for message in (hello(), [5, "anna", {}])[:steps]:
        anna.say(*message)
    still.router.detach(anna.peer)
    assert all(timer.cancelled for timer in still.timers.due)


def test_once_in_no_timer_is_left() -> None:
    still = Still()
    anna = still.join()
    still.timers.pass_(10_000)
    assert anna.peer.state is State.JOINED


async def test_who_leaves_while_the_ticket_is_judged_does_not_join() -> None:
    still = Still()
    still.tickets.gate = asyncio.Event()
    anna = still.enter()
    anna.say(*hello())
    judging = still.router.receive(anna.peer, JSON.encode([5, "anna", {}]))
    assert isinstance(judging, Awaitable)
    still.tickets.gate.set()
    still.router.detach(anna.peer)
    await judging
    assert anna.peer.state is State.GONE
    assert not still.router.peers


async def test_a_judge_that_is_too_slow_lets_nobody_in() -> None:
    still = Still()
    still.tickets.gate = asyncio.Event()
    anna = still.enter()
    anna.say(*hello())
    judging = still.router.receive(anna.peer, JSON.encode([5, "anna", {}]))
    assert isinstance(judging, Awaitable)
    still.timers.pass_(5.1)
    still.tickets.gate.set()
    await judging
    ended_by(anna, anna.heard(), "wamp.error.timeout")


def test_goodbye_is_answered_and_leaves_nothing() -> None:
    anna = Still().join()
    anna.say(64, 1, {}, "open.mine")
    anna.say(32, 2, {}, "open.news")
    assert anna.say(6, {}, "wamp.close.normal") == [[6, {}, "wamp.close.goodbye_and_out"]]
    assert anna.ended == 1000
    router = anna.still.router
    assert not router.peers
    assert not router.broker
    assert not router.dealer


def test_an_abort_of_the_client_is_not_answered() -> None:
    anna = Still().join()
    assert anna.say(3, {}, "wamp.error.something") == []
    assert anna.ended
    assert not anna.still.router.peers


def test_close_sessions_stops_serving_at_once_and_closes_in_two_seconds() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    anna.say(32, 1, {}, "open.news")
    logout = principal("anna").login_id
    count = still.router.close_sessions(
        lambda peer: peer.principal.login_id == logout, "ytefas.close.logout"
    )
    assert count == 1
    assert anna.heard() == [[6, {}, "ytefas.close.logout"]]
    assert anna.say(48, 1, {}, "open.anything") == []
    bruno.say(16, 1, {}, "open.news", ["late"])
    assert anna.heard() == []
    assert anna.ended == 0
    still.timers.pass_(2.1)
    assert anna.ended == 1000
    assert not bruno.ended


def test_a_goodbye_that_is_answered_ends_at_once() -> None:
    still = Still()
    anna = still.join()
    still.router.close_sessions(lambda _peer: True, "wamp.close.system_shutdown")
    anna.say(6, {}, "wamp.close.goodbye_and_out")
    assert anna.ended == 1000


def test_listeners_hear_joins_and_leaves_once_and_do_not_disturb(
    caplog: pytest.LogCaptureFixture,
) -> None:
    still = Still()
    heard: list[tuple[str, str]] = []

    def broken(_peer: Peer) -> None:
        raise RuntimeError("a listener's own trouble")

    still.router.on_join(broken)
    end = still.router.on_join(lambda peer: heard.append(("join", peer.authid)))
    still.router.on_leave(lambda peer: heard.append(("leave", peer.authid)))
    anna = still.join("anna")
    still.router.detach(anna.peer)
    still.router.detach(anna.peer)
    end()
    still.join("bruno")
    who = principal("anna").id
    assert heard == [("join", who), ("leave", who)]
    assert "a listener's own trouble" in caplog.text


def test_ten_sockets_per_user() -> None:
    still = Still()
    seats = [still.join("anna") for _ in range(10)]
    eleventh = still.enter()
    eleventh.say(*hello())
    ended_by(eleventh, eleventh.say(5, "anna:again", {}), "ytefas.error.rate_limited")
    still.join("bruno")
    still.router.detach(seats[0].peer)
    still.join("anna")


def test_a_flood_of_messages_ends_the_session() -> None:
    still = Still(replace(Limits(), messages=50))
    anna = still.join()
    heard: list[list[Any]] = []
    for request in range(60):
        heard += anna.say(33 - 1, request, {}, "open.news")
    ended_by(anna, heard, "ytefas.error.rate_limited")
    assert len(heard) <= 51


@pytest.mark.parametrize(
    "message",
    [
        [], {}, 7, [None], ["48"], [True], [48.0], [999], [48], [48, 1, {}],
        [48, 1, {}, "a", [], {}, 7], [48, 1, {}, "open.a", {}], [48, 1, {}, "open.a", [], []],
        [48, "1", {}, "open.a"], [48, -1, {}, "open.a"], [48, 2**54, {}, "open.a"],
        [48, 1, [], "open.a"], [48, 1, {}, "open.a", "opaque"],
        [48, 1, {"timeout": -1}, "open.a"], [48, 1, {"timeout": "1"}, "open.a"],
        [49, 1, {"mode": "never"}], [32, 1, {"match": "regex"}, "open.a"], [34, 1], [34, 1, None],
        [64, 1, {"invoke": "all"}, "open.a"], [66, 1], [16, 1, {"exclude": 1}, "open.a"],
        [70, 1, {"progress": 1}], [8, 68, 1, {}, 5], [8, 1, 1, {}, "a.b"], [36, 1, 1, {}],
        [50, 1, {}], [70, 99, {}], [8, 68, 99, {}, "a.b"],
    ],
)  # fmt: skip
def test_nonsense_ends_the_session(message: Any) -> None:
    anna = Still().join()
    anna.feed(JSON.encode(message))
    ended_by(anna, anna.heard(), VIOLATION)


def test_nothing_is_heard_after_the_end() -> None:
    anna = Still().join()
    anna.say([])
    assert anna.say(48, 1, {}, "node.echo") == []


def test_a_bug_in_the_router_costs_one_session(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")

    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(still.router.broker, "subscribe", bug)
    [abort] = anna.say(32, 1, {}, "open.news")
    assert abort == [3, {}, "wamp.error.internal_error"]
    assert anna.ended
    assert not bruno.ended
    assert "ZeroDivisionError" in caplog.text
