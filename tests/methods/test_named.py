"""What names a method names one that exists."""

from schema.hazard import METHODS
from ytefas.methods.kit.registry import versions

JUDGED = "direct"  # by a person, without a method


def test_hazards_propose_methods_that_exist() -> None:
    assert set(METHODS) - {JUDGED} <= set(versions())
