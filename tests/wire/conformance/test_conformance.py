"""The embedded router holds the expected conversation, word by word, in every serialization.

The same script runs against a real Crossbar.io in tests/wire/crossbar; what may differ between the
two stands in `transcript.EXEMPTIONS` and `scenarios.OURS_ALONE`, each with its reason.
"""

import pytest

from tests.wire.conformance.embedded import embedded
from tests.wire.conformance.play import EXPECTED, EXPECTED_OF_OURS, WORDINGS, play
from tests.wire.conformance.scenarios import OURS_ALONE, SCENARIOS
from tests.wire.conformance.transcript import assert_same

NOT_A_REFUSAL_BUT = (
    "every broken protocol ends in the specification's ABORT, every bad URI in ERROR"
)
FORMS = {
    ("ABORT wamp.error.no_such_realm", "closed"),
    ("ABORT wamp.error.protocol_violation", "closed"),
    ("ERROR wamp.error.invalid_uri",),
    ("ERROR wamp.error.not_authorized",),
}


@pytest.mark.parametrize("wordings", WORDINGS)
async def test_our_router_holds_the_expected_conversation(wordings: str) -> None:
    async with embedded() as router:
        outcome = await play(router.url, WORDINGS[wordings])
        assert_same(EXPECTED.read_text(), outcome.text)
        assert set(outcome.refusals) == FORMS, NOT_A_REFUSAL_BUT
        # whoever came has gone: no session, subscription or registration is left behind
        assert len(router.router.peers) == 1
        assert not len(router.router.broker)
        assert not len(router.router.dealer)


@pytest.mark.parametrize("wordings", WORDINGS)
async def test_our_router_keeps_to_the_specification_where_crossbar_does_not(wordings: str) -> None:
    async with embedded() as router:
        outcome = await play(router.url, WORDINGS[wordings], OURS_ALONE)
        assert_same(EXPECTED_OF_OURS.read_text(), outcome.text)


def test_the_script_is_whole() -> None:
    """Every conversation is told apart by its title, and none went wrong when it was written."""
    scenarios = (*SCENARIOS, *OURS_ALONE)
    assert len({scenario.__doc__ for scenario in scenarios}) == len(scenarios)
    written = EXPECTED.read_text() + EXPECTED_OF_OURS.read_text()
    assert "!!" not in written
    assert written.count("== ") == len(scenarios)
