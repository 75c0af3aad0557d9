"""The short run of the dispatcher's fuzzer."""

from tests.fuzz.dispatch import run


async def test_a_short_run_against_the_dispatcher_breaks_nothing() -> None:
    assert await run(15_000, seed=3) < 1
