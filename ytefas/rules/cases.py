"""What may stand in the case of a calculation, whatever its method: plain and bounded. Pure."""

import json
from collections.abc import Mapping
from typing import Any, Final

from ytefas.rules.rule import Fault, Rule

MOST_BYTES: Final = 40_000
DEEPEST: Final = 8


def _fault(value: Any) -> Fault | None:
    if not isinstance(value, Mapping):
        return Fault("method_inputs_form")
    if not _plain(value, DEEPEST):
        return Fault("method_inputs_form")
    try:
        said = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        return Fault("method_inputs_form")
    return Fault("method_inputs_long") if len(said) > MOST_BYTES else None


def _plain(value: Any, left: int) -> bool:
    """Tell whether PostgreSQL can keep a value: no NUL, no half characters, not too deep."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= one <= "\udfff" for one in value)
    if isinstance(value, Mapping):
        return left > 0 and all(
            isinstance(key, str) and _plain(key, 0) and _plain(one, left - 1)
            for key, one in value.items()
        )
    if isinstance(value, list | tuple):
        return left > 0 and all(_plain(one, left - 1) for one in value)
    return value is None or isinstance(value, bool | int | float)


RULES: Final[Mapping[str, Rule]] = {"method_inputs": Rule(_fault)}
