"""Who hears what: matching, audiences, acknowledgement, order, and the encoded fast path."""

from dataclasses import replace
from typing import Any

import pytest

from tests.wire.realm import principal
from tests.wire.still import Seat, Still
from ytefas.wire.codec import CBOR, JSON, MSGPACK, Codec
from ytefas.wire.limits import Limits
from ytefas.wire.router.broker import Audience


def listen(seat: Seat, uri: str, **options: Any) -> int:
    [told] = seat.say(32, 1, options, uri)
    assert told[0] == 33, told
    return int(told[2])


def test_an_event_reaches_exactly_who_listens() -> None:
    still = Still()
    anna, bruno, carla = still.join("anna"), still.join("bruno"), still.join("carla")
    topic = listen(anna, "open.news")
    listen(bruno, "open.other")
    [published] = carla.say(16, 7, {"acknowledge": True}, "open.news", [1], {"two": 2})
    assert published[:2] == [17, 7]
    assert anna.heard() == [[36, topic, published[2], {}, [1], {"two": 2}]]
    assert bruno.heard() == []


def test_without_acknowledge_a_publisher_hears_nothing_even_when_refused() -> None:
    anna = Still().join()
    assert anna.say(16, 1, {}, "open.news") == []
    assert anna.say(16, 2, {}, "closed.news") == []
    assert anna.say(16, 3, {}, "not a uri") == []


def test_a_prefix_hears_all_that_begins_so_and_is_told_the_topic() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    below = listen(anna, "open.news.", match="prefix")
    exact = listen(anna, "open.news.sport")
    for uri in ("open.news.sport", "open.news.local.today", "open.newspaper"):
        bruno.say(16, 1, {}, uri)
    heard = [(event[1], event[3]) for event in anna.heard()]
    assert heard == [
        (exact, {}),
        (below, {"topic": "open.news.sport"}),
        (below, {"topic": "open.news.local.today"}),
    ]


def test_wildcards_are_refused_with_words() -> None:
    anna = Still().join()
    for request, uri in ((1, "open..news"), (2, "open.a.news")):
        [told] = anna.say(32, request, {"match": "wildcard"}, uri)
        assert told[:3] == [8, 32, request]
        assert told[4] == "wamp.error.option_not_allowed"
        assert "wildcard" in told[5][0]


def test_subscribing_again_is_the_same_subscription() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    assert listen(anna, "open.news") == listen(anna, "open.news")
    bruno.say(16, 1, {}, "open.news")
    assert len(anna.heard()) == 1


def test_unsubscribe_ends_it_and_only_ones_own() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    topic = listen(anna, "open.news")
    [told] = bruno.say(34, 5, topic)
    assert told == [8, 34, 5, {}, "wamp.error.no_such_subscription"]
    assert anna.say(34, 6, topic) == [[35, 6]]
    bruno.say(16, 1, {}, "open.news")
    assert anna.heard() == []
    assert not still.router.broker


def test_the_publisher_hears_itself_only_if_it_asks() -> None:
    anna = Still().join()
    listen(anna, "open.news")
    assert anna.say(16, 1, {}, "open.news") == []
    assert len(anna.say(16, 2, {"exclude_me": False}, "open.news")) == 1


@pytest.mark.parametrize(
    ("options", "hears"),
    [
        ({}, {"anna", "bruno", "admin"}),
        ({"exclude": ["anna"]}, {"bruno", "admin"}),
        ({"eligible": ["anna", "bruno"]}, {"anna", "bruno"}),
        ({"eligible": ["anna", "bruno"], "exclude": ["anna"]}, {"bruno"}),
        ({"eligible": []}, set()),
        ({"exclude_authrole": ["admin"]}, {"anna", "bruno"}),
        ({"eligible_authrole": ["admin"]}, {"admin"}),
        ({"exclude_authid": [principal("bruno").id]}, {"anna", "admin"}),
        ({"eligible_authid": [principal("bruno").id]}, {"bruno"}),
    ],
)
def test_audiences(options: dict[str, list[str]], hears: set[str]) -> None:
    still = Still()
    seats = {name: still.join(name) for name in ("anna", "bruno", "admin")}
    for seat in seats.values():
        listen(seat, "open.news")
    asked: dict[str, Any] = {
        key: [seats[name].peer.id for name in value] if key in ("exclude", "eligible") else value
        for key, value in options.items()
    }
    still.join("carla").say(16, 1, asked, "open.news")
    assert {name for name, seat in seats.items() if seat.heard()} == hears


def test_a_publisher_is_disclosed_when_it_asks_or_the_realm_says_so() -> None:
    for still, options in ((Still(), {"disclose_me": True}), (Still(disclose=True), {})):
        anna, bruno = still.join("anna"), still.join("bruno")
        listen(anna, "open.news")
        bruno.say(16, 1, options, "open.news")
        [event] = anna.heard()
        assert event[3] == {
            "publisher": bruno.peer.id,
            "publisher_authid": principal("bruno").id,
            "publisher_authrole": "consultant",
        }


@pytest.mark.parametrize(
    ("uri", "error"),
    [
        ("closed.news", "wamp.error.not_authorized"),
        ("broken.rights", "wamp.error.not_authorized"),
        ("wamp.session.on_join", "wamp.error.not_authorized"),
        ("open..news", "wamp.error.invalid_uri"),
        ("open.news\n", "wamp.error.invalid_uri"),
        ("open.#", "wamp.error.invalid_uri"),
        ("open." + "x" * 600, "wamp.error.invalid_uri"),
    ],
)
def test_what_may_not_be_heard_or_said(uri: str, error: str) -> None:
    anna = Still().join()
    [told] = anna.say(32, 1, {}, uri)
    assert told[:3] == [8, 32, 1]
    assert told[4] == error
    [told] = anna.say(16, 2, {"acknowledge": True}, uri)
    assert told[:3] == [8, 16, 2]
    assert told[4] == error
    assert not anna.still.router.broker


def test_a_prefix_over_the_topics_of_another_is_refused() -> None:
    still = Still()
    anna, bruno = still.join("anna"), still.join("bruno")
    own = f"own.{anna.peer.authid}."
    listen(anna, own, match="prefix")
    for prefix in (own, own[:-1], "own.", "o", "wam", "wamp."):
        [told] = bruno.say(32, 1, {"match": "prefix"}, prefix)
        assert told[4] == "wamp.error.not_authorized", prefix


def test_subscriptions_per_session_are_bounded() -> None:
    still = Still(replace(Limits(), subscriptions=3))
    anna = still.join()
    for number in range(3):
        listen(anna, f"open.{number}")
    [told] = anna.say(32, 9, {}, "open.more")
    assert told[4] == "ytefas.error.rate_limited"
    listen(anna, "open.0")
    assert len(still.router.broker) == 3


@pytest.mark.parametrize("codec", [JSON, MSGPACK, CBOR], ids=lambda codec: codec.name)
def test_what_one_format_cannot_carry_disturbs_nobody(
    codec: Codec, caplog: pytest.LogCaptureFixture
) -> None:
    still = Still()
    anna, bruno = still.join("anna", codec), still.join("bruno")
    listen(anna, "open.news")
    listen(bruno, "open.news")
    still.router.broker.publish("open.news", [object()])
    still.router.broker.publish("open.news", [1])
    assert [event[4] for event in bruno.heard()] == [[1]]
    assert [event[4] for event in anna.heard()] == [[1]]
    assert "cannot be sent" in caplog.text


def test_an_event_over_the_limit_is_dropped_not_sent(caplog: pytest.LogCaptureFixture) -> None:
    still = Still(replace(Limits(), message_out=1000))
    anna, other = still.join("anna"), still.join("anna", MSGPACK)
    for seat in (anna, other):
        listen(seat, "open.news")
    still.router.broker.publish("open.news", ["x" * 2000])
    still.router.broker.publish_encoded("open.news", b'["' + b"x" * 2000 + b'"]')
    assert anna.heard() == other.heard() == []
    assert "dropped" in caplog.text


def test_the_encoded_path_says_the_same_in_every_format() -> None:
    still = Still()
    seats = [still.join("anna", codec) for codec in (JSON, MSGPACK, CBOR)]
    topics = [listen(seat, "open.grid.", match="prefix") for seat in seats]
    exact = listen(seats[0], 'open.grid."quoted"')
    still.router.broker.publish_many(
        [
            ('open.grid."quoted"', b'[{"v":1,', '"city":"Forlì"}]'.encode()),
            ("open.elsewhere", b"[1", b"]"),
            ("open.grid.b", b'[{"v":2,', '"city":"Forlì"}]'.encode()),
        ]
    )
    for seat, topic in zip(seats, topics, strict=True):
        heard = [event for event in seat.heard() if event[1] == topic]
        assert [event[3:] for event in heard] == [
            [{"topic": 'open.grid."quoted"'}, [{"v": 1, "city": "Forlì"}]],
            [{"topic": "open.grid.b"}, [{"v": 2, "city": "Forlì"}]],
        ]
        assert len({event[2] for event in heard}) == 2
    still.router.broker.publish_encoded('open.grid."quoted"', b"[]")
    assert [event[1] for event in seats[0].heard()] == [exact, topics[0]]


def test_audience_of_everybody_is_no_audience() -> None:
    anna = Still().join()
    assert Audience().includes(anna.peer)
