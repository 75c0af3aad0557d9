"""The script that the embedded router plays, played against the real Crossbar.io."""

from collections.abc import AsyncIterator

import pytest

from tests.wire.conformance.play import EXPECTED, WORDINGS, play
from tests.wire.conformance.stage import Identities, Rules
from tests.wire.conformance.transcript import assert_same
from tests.wire.crossbar.service import TICKET, Crossbar
from ytefas.wire.door import CrossbarDoor
from ytefas.wire.membership import Address
from ytefas.wire.realm import Realm

IGNORED = 1.0  # seconds; it never answers some of what it should refuse

pytestmark = pytest.mark.crossbar


@pytest.fixture(scope="module")
async def doorkeeper(crossbar: Crossbar) -> AsyncIterator[None]:
    """Run a node that judges tickets and URIs for Crossbar, as in a real deployment."""
    node = Realm(Address(crossbar.nodes, TICKET))
    await CrossbarDoor(Identities(), Rules()).open(node)
    await node.start()
    await node.joined()
    yield
    await node.stop()


@pytest.mark.usefixtures("doorkeeper")
@pytest.mark.parametrize("wordings", WORDINGS)
async def test_crossbar_holds_the_expected_conversation(crossbar: Crossbar, wordings: str) -> None:
    outcome = await play(crossbar.programs, WORDINGS[wordings], refusal=IGNORED)
    assert_same(EXPECTED.read_text(), outcome.text)
