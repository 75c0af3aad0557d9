"""What a rule for values is made of. Pure: standard library only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value: a reason, and what its sentence names."""

    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """How to tidy a value, and what may be wrong with it then."""

    fault: Callable[[Any], Fault | None]
    tidy: Callable[[Any], Any] = lambda value: value
