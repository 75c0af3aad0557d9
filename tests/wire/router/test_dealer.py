"""Every call ends once: result, error, cancel, timeout, departure; and who may answer what."""

from dataclasses import replace
from typing import Any

import pytest

from tests.wire.realm import HELLO_DETAILS, REALM, principal
from tests.wire.still import Seat, Still
from ytefas.errors import RateLimited, TooLarge
from ytefas.wire.codec import CBOR, JSON, MSGPACK
from ytefas.wire.errors import from_wire
from ytefas.wire.limits import Limits

CANCELED = "wamp.error.canceled"
NOT_ALLOWED = "wamp.error.not_authorized"


def answer(seat: Seat, uri: str, **options: Any) -> int:
    [told] = seat.say(64, 1, options, uri)
    assert told[0] == 65, told
    return int(told[2])


def under_way(options: dict[str, Any] | None = None) -> tuple[Still, Seat, Seat]:
    """Let anna answer `open.slow`, and bruno's call 7 wait for her as invocation 1."""
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    answer(anna, "open.slow")
    assert bruno.say(48, 7, options or {}, "open.slow", [1]) == []
    [invocation] = anna.heard()
    assert invocation[:2] == [68, 1]
    return still, anna, bruno


def over(*seats: Seat) -> None:
    """Check that no call is under way for anybody, and no timer waits for one."""
    for seat in seats:
        assert not seat.peer.calls
        assert not seat.peer.invocations
    seats[0].still.timers.pass_(10_000)
    assert not any(seat.heard() for seat in seats)


def test_a_call_goes_to_the_callee_and_its_result_back() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    procedure = answer(anna, "open.sum")
    assert bruno.say(48, 5, {}, "open.sum", [1, 2], {"exact": True}) == []
    assert anna.heard() == [[68, 1, procedure, {}, [1, 2], {"exact": True}]]
    anna.say(70, 1, {}, [3], {"unit": "m"})
    assert bruno.heard() == [[50, 5, {}, [3], {"unit": "m"}]]
    bruno.say(48, 6, {}, "open.sum")
    assert anna.heard() == [[68, 2, procedure, {}]]
    anna.say(70, 2, {})
    assert bruno.heard() == [[50, 6, {}]]
    over(anna, bruno)


def test_an_error_of_the_callee_arrives_whole() -> None:
    _, anna, bruno = under_way()
    anna.say(8, 68, 1, {}, "shop.error.sold_out", ["none left"], {"since": 3})
    assert bruno.heard() == [[8, 48, 7, {}, "shop.error.sold_out", ["none left"], {"since": 3}]]
    over(anna, bruno)


def test_formats_meet() -> None:
    still = Still()
    callee = still.join("anna", CBOR)
    answer(callee, "open.echo")
    for codec in (JSON, MSGPACK, CBOR):
        caller = still.join("bruno", codec)
        caller.say(48, 1, {}, "open.echo", [b"\x00\xff", 2**60, None, 1.5])
        [invocation] = callee.heard()
        assert invocation[4] == [b"\x00\xff", 2**60, None, 1.5]
        callee.say(70, invocation[1], {}, invocation[4])
        assert caller.heard() == [[50, 1, {}, [b"\x00\xff", 2**60, None, 1.5]]]


def test_a_prefix_answers_all_below_and_is_told_which() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    broad = answer(anna, "open.s.", match="prefix")
    narrow = answer(anna, "open.s.42.", match="prefix")
    exact = answer(anna, "open.s.42.close")
    for request, uri in enumerate(("open.s.1.window", "open.s.42.window", "open.s.42.close")):
        bruno.say(48, request + 1, {}, uri)
    assert [message[2:4] for message in anna.heard()] == [
        [broad, {"procedure": "open.s.1.window"}],
        [narrow, {"procedure": "open.s.42.window"}],
        [exact, {}],
    ]


@pytest.mark.parametrize(
    ("uri", "error"),
    [
        ("open.nobody", "wamp.error.no_such_procedure"),
        ("closed.secret", NOT_ALLOWED),
        ("broken.rights", NOT_ALLOWED),
        ("wamp.session.list", NOT_ALLOWED),
        ("wamp.registration.lookup", NOT_ALLOWED),
        ("not a uri", "wamp.error.invalid_uri"),
    ],
)
def test_calls_that_lead_nowhere(uri: str, error: str) -> None:
    anna = Still().join()
    [told] = anna.say(48, 3, {}, uri)
    assert told[:4] == [8, 48, 3, {}]
    assert told[4] == error


class Everything:
    """Whatever is asked is allowed."""

    def allows(self, *_: object) -> bool:
        return True


def test_the_routers_own_uris_are_nobodys_whatever_the_authorizer_says() -> None:
    anna = Still(authorizer=Everything()).join()
    for uri in ("wamp", "wamp.session.kill", "wamp.a"):
        for message in (
            [48, 1, {}, uri],
            [64, 1, {}, uri],
            [64, 1, {"match": "prefix"}, uri],
            [32, 1, {}, uri],
            [32, 1, {"match": "prefix"}, uri],
            [16, 1, {"acknowledge": True}, uri],
        ):
            assert anna.say(*message)[0][4] == NOT_ALLOWED, message


def test_one_callee_and_only_where_one_may() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    answer(anna, "open.mine")
    for uri, options, error in (
        ("open.mine", {}, "wamp.error.procedure_already_exists"),
        ("wamp.session.count", {}, NOT_ALLOWED),
        ("node.system", {}, NOT_ALLOWED),
        ("wam", {"match": "prefix"}, NOT_ALLOWED),
        (f"own.{anna.peer.authid}.client.", {"match": "prefix"}, NOT_ALLOWED),
        ("open.shared", {"invoke": "roundrobin"}, "wamp.error.option_not_allowed"),
        ("open.mine", {"force_reregister": True}, "wamp.error.option_not_allowed"),
        ("open..a", {"match": "wildcard"}, "wamp.error.option_not_allowed"),
    ):
        [told] = bruno.say(64, 9, options, uri)
        assert told[:4] == [8, 64, 9, {}]
        assert told[4] == error, uri
    bruno.say(48, 1, {}, "open.mine")
    assert len(anna.heard()) == 1


def test_unregister_ends_it_and_only_ones_own() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    registration = answer(anna, "open.mine")
    assert bruno.say(66, 4, registration) == [[8, 66, 4, {}, "wamp.error.no_such_registration"]]
    assert anna.say(66, 5, registration) == [[67, 5]]
    assert bruno.say(48, 1, {}, "open.mine")[0][4] == "wamp.error.no_such_procedure"
    answer(bruno, "open.mine")


def test_registrations_per_session_are_bounded() -> None:
    still = Still(replace(Limits(), registrations=2))
    anna = still.join()
    answer(anna, "open.1")
    answer(anna, "open.2")
    assert anna.say(64, 1, {}, "open.3")[0][4] == "ytefas.error.rate_limited"


def test_a_result_in_parts() -> None:
    _, anna, bruno = under_way({"receive_progress": True})
    for part in (1, 2):
        anna.say(70, 1, {"progress": True}, [part])
    anna.say(70, 1, {}, ["end"])
    assert bruno.heard() == [
        [50, 7, {"progress": True}, [1]],
        [50, 7, {"progress": True}, [2]],
        [50, 7, {}, ["end"]],
    ]
    over(anna, bruno)


def test_parts_nobody_asked_for_are_not_passed_on() -> None:
    _, anna, bruno = under_way()
    anna.say(70, 1, {"progress": True}, [1])
    anna.say(70, 1, {}, ["end"])
    assert bruno.heard() == [[50, 7, {}, ["end"]]]


def test_the_callee_is_told_of_progress_only_if_it_can_give_it() -> None:
    still = Still()
    plain = still.enter()
    plain.say(1, REALM, HELLO_DETAILS | {"roles": {"callee": {}}})
    plain.say(5, "plain", {})
    plain.heard()
    answer(plain, "open.plain")
    bruno = still.join("bruno")
    bruno.say(48, 1, {"receive_progress": True}, "open.plain")
    assert plain.heard()[0][3] == {}
    # it knows no INTERRUPT, so killing is skipping
    assert bruno.say(49, 1, {"mode": "kill"}) == [[8, 48, 1, {}, CANCELED]]
    assert plain.heard() == []
    assert plain.say(70, 1, {}, ["late"]) == []
    over(plain, bruno)


@pytest.mark.parametrize("mode", ["killnowait", None])
def test_cancel_interrupts_the_callee_and_answers_at_once(mode: str | None) -> None:
    _, anna, bruno = under_way()
    assert bruno.say(49, 7, {"mode": mode} if mode else {}) == [[8, 48, 7, {}, CANCELED]]
    assert anna.heard() == [[69, 1, {"mode": "killnowait", "reason": CANCELED}]]
    assert anna.say(8, 68, 1, {}, CANCELED) == []
    over(anna, bruno)


def test_cancel_by_skip_leaves_the_callee_alone() -> None:
    _, anna, bruno = under_way()
    assert bruno.say(49, 7, {"mode": "skip"}) == [[8, 48, 7, {}, CANCELED]]
    assert anna.heard() == []
    assert anna.say(70, 1, {}, ["late"]) == []
    over(anna, bruno)


@pytest.mark.parametrize("last_word", [[8, 68, 1, {}, "any.error"], [70, 1, {}, ["done"]]])
def test_cancel_by_kill_waits_for_the_callees_last_word(last_word: list[Any]) -> None:
    _, anna, bruno = under_way({"receive_progress": True})
    assert bruno.say(49, 7, {"mode": "kill"}) == []
    assert anna.heard() == [[69, 1, {"mode": "kill", "reason": CANCELED}]]
    assert bruno.say(49, 7, {"mode": "kill"}) == []  # pushing the button again changes nothing
    anna.say(70, 1, {"progress": True}, ["part"])
    assert bruno.heard() == []
    anna.say(*last_word)
    expected = [8, 48, 7, {}, CANCELED] if last_word[0] == 8 else [50, 7, {}, ["done"]]
    assert bruno.heard() == [expected]
    over(anna, bruno)


def test_a_cancel_of_nothing_is_nothing() -> None:
    _, anna, bruno = under_way()
    assert bruno.say(49, 1, {}) == []
    assert anna.say(49, 7, {}) == []
    anna.say(70, 1, {}, ["fine"])
    assert bruno.heard() == [[50, 7, {}, ["fine"]]]


def test_a_call_times_out_for_both_sides() -> None:
    still, anna, bruno = under_way({"timeout": 1500})
    still.timers.pass_(1.4)
    assert not bruno.heard()
    still.timers.pass_(0.2)
    assert bruno.heard() == [[8, 48, 7, {}, "wamp.error.timeout"]]
    assert anna.heard() == [[69, 1, {"mode": "killnowait", "reason": "wamp.error.timeout"}]]
    assert anna.say(70, 1, {}, ["late"]) == []
    over(anna, bruno)


def test_an_endless_timeout_is_an_hour() -> None:
    still, _, bruno = under_way({"timeout": 2**53})
    still.timers.pass_(3601)
    assert bruno.heard()[0][4] == "wamp.error.timeout"


def test_when_the_callee_goes_its_callers_learn_it() -> None:
    still, anna, bruno = under_way()
    still.router.detach(anna.peer)
    [told] = bruno.heard()
    assert told[:5] == [8, 48, 7, {}, CANCELED]
    assert bruno.say(48, 8, {}, "open.slow")[0][4] == "wamp.error.no_such_procedure"
    over(anna, bruno)


def test_when_the_caller_goes_its_callees_are_interrupted() -> None:
    still, anna, bruno = under_way({"timeout": 5000})
    still.router.detach(bruno.peer)
    assert anna.heard() == [[69, 1, {"mode": "killnowait", "reason": CANCELED}]]
    assert anna.say(70, 1, {}, ["late"]) == []
    over(anna, bruno)


def test_who_calls_itself_and_goes_leaves_nothing() -> None:
    still = Still()
    anna = still.join()
    answer(anna, "open.self")
    anna.say(48, 1, {}, "open.self")
    still.router.detach(anna.peer)
    assert not anna.peer.calls
    assert not anna.peer.invocations
    assert not still.router.dealer


def test_a_caller_is_disclosed_when_it_asks_or_the_realm_says_so() -> None:
    for still, options in ((Still(), {"disclose_me": True}), (Still(disclose=True), {})):
        anna, bruno = still.join("anna"), still.join("bruno")
        answer(anna, "open.who")
        bruno.say(48, 1, options | {"caller": 1, "caller_authid": "admin"}, "open.who")
        assert anna.heard()[0][3] == {
            "caller": bruno.peer.id,
            "caller_authid": principal("bruno").id,
            "caller_authrole": "consultant",
        }


def test_the_answer_of_another_is_a_violation_and_reaches_nobody() -> None:
    still, _, bruno = under_way()
    mallory = still.join("mallory")
    [abort] = mallory.say(70, 1, {}, ["forged"])
    assert abort[2] == "wamp.error.protocol_violation"
    assert not bruno.heard()


def test_the_same_request_twice_is_a_violation() -> None:
    _, anna, bruno = under_way()
    [abort] = bruno.say(48, 7, {}, "open.slow")
    assert abort[2] == "wamp.error.protocol_violation"
    assert anna.heard()[-1][0] == 69


def test_a_hundred_calls_in_a_burst_then_ten_a_second() -> None:
    still = Still(uncounted=lambda uri: uri.endswith(".window"))
    anna = still.join()

    def call(uri: str) -> str:
        [told] = anna.say(48, 1, {}, uri)
        return str(told[4])

    missing, limited = "wamp.error.no_such_procedure", "ytefas.error.rate_limited"
    assert [call("open.a") for _ in range(100)] == [missing] * 100
    [told] = anna.say(48, 1, {}, "open.a")
    assert told[4] == limited
    assert told[6] == {
        "code": "rate_limited", "fields": {"retry_after": 0.1}, "retry": True,
        "message": "rate_limited",
    }  # fmt: skip
    assert call("open.grid.window") == missing
    still.timers.pass_(1.0)
    assert [call("open.a") for _ in range(11)] == [missing] * 10 + [limited]
    still.timers.pass_(1000.0)
    assert [call("open.a") for _ in range(101)] == [missing] * 100 + [limited]


def test_the_routers_own_refusals_are_said_in_the_readers_language() -> None:
    still = Still(
        replace(Limits(), calls=1), words=lambda code, locale, fields: f"{locale} {code} {fields}"
    )
    anna = still.join()
    anna.say(48, 1, {}, "open.a")
    [told] = anna.say(48, 2, {}, "open.a")
    assert told[4] == "ytefas.error.rate_limited"
    assert told[5] == ["it rate_limited {'retry_after': 10.0}"]
    assert isinstance(from_wire(told[4], told[5], told[6]), RateLimited)


def test_twenty_calls_at_once() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    answer(anna, "open.slow")
    for request in range(20):
        assert bruno.say(48, request, {}, "open.slow") == []
    assert bruno.say(48, 20, {}, "open.slow")[0][4] == "ytefas.error.rate_limited"
    anna.say(70, 1, {})
    assert bruno.heard() == [[50, 0, {}]]
    assert bruno.say(48, 21, {}, "open.slow") == []


def test_arguments_or_results_too_large_are_errors_of_that_call() -> None:
    _, anna, bruno = under_way({"receive_progress": True})
    bruno.trap.largest = 1000
    [interrupt] = anna.say(70, 1, {"progress": True}, ["x" * 2000])
    assert bruno.heard()[0][4] == "ytefas.error.too_large"
    assert interrupt[0] == 69  # no use going on
    bruno.say(48, 8, {}, "open.slow")
    anna.say(70, 2, {}, ["x" * 2000])
    assert bruno.heard()[0][4] == "ytefas.error.too_large"
    bruno.say(48, 9, {}, "open.slow")
    anna.say(8, 68, 3, {}, "a.b", ["x" * 2000])
    assert bruno.heard() == [[8, 48, 9, {}, "a.b", ["its details cannot be sent"]]]
    anna.trap.largest = 1000
    anna.heard()
    assert bruno.say(48, 10, {}, "open.slow", ["x" * 2000])[0][4] == "ytefas.error.too_large"
    over(anna, bruno)
    with pytest.raises(TooLarge):
        anna.trap.send(["x" * 2000])
