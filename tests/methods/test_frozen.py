"""A published version never changes: results in signed documents stay what they were."""

import json

import pytest

from tests.methods.frozen import FROZEN, digest
from tests.methods.test_every_method import BY_NAME

KNOWN: dict[str, str] = json.loads(FROZEN.read_text())


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_published_version_asks_and_answers_as_it_did(name: str) -> None:
    assert name in BY_NAME, "what was published is kept"
    assert digest(BY_NAME[name]) == KNOWN[name], "publish the next version instead"


def test_every_version_is_written_down() -> None:
    assert set(BY_NAME) == set(KNOWN), "make frozen"
