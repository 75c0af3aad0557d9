"""The bounds are these, and the meter keeps them."""

from dataclasses import asdict

from hypothesis import given, strategies as st

from ytefas.wire.limits import Limits, Meter


def test_the_defaults_are_the_promised_ones() -> None:
    limits = asdict(Limits())
    promised = {
        "message_in": 65536,
        "message_out": 1024**2,
        "queue_messages": 256,
        "queue_bytes": 2 * 1024**2,
        "calls": 100,
        "calls_seconds": 10.0,
        "concurrent_calls": 20,
        "sockets_per_user": 10,
        "sockets_per_ip": 200,
        "hello_seconds": 5.0,
        "authenticate_seconds": 5.0,
        "ping_seconds": 20.0,
        "dead_seconds": 45.0,
    }
    assert {name: limits[name] for name in promised} == promised


@given(st.lists(st.floats(0, 5), max_size=60))
def test_no_window_gets_more_than_a_burst_and_what_it_earned(pauses: list[float]) -> None:
    meter, now, taken = Meter(5, 0.0), 0.0, list[float]()
    for pause in pauses:
        now += pause
        if meter.take(now, 5, 10.0):
            taken.append(now)
        else:
            wait = meter.wait(5, 10.0)
            assert 0 < wait <= 2.0
            now += wait + 1e-6
            assert meter.take(now, 5, 10.0)
            taken.append(now)
    for start in taken:
        inside = [at for at in taken if start <= at < start + 10.0]
        assert len(inside) <= 5 + 5 + 1
