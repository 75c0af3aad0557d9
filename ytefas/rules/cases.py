"""What may stand in the case of a calculation, and in a studio's own method: bounded. Pure."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from ytefas.rules.rule import Fault, Rule

MOST_BYTES: Final = 40_000
DEEPEST: Final = 8


def _fault(value: Any, what: str = "method_inputs") -> Fault | None:
    if not isinstance(value, Mapping):
        return Fault(f"{what}_form")
    if not _plain(value, DEEPEST):
        return Fault(f"{what}_form")
    try:
        said = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        return Fault(f"{what}_form")
    return Fault(f"{what}_long") if len(said) > MOST_BYTES else None


def _code(value: str) -> Fault | None:
    return None if re.fullmatch(r"[a-z][a-z0-9_]{1,39}", value) else Fault("method_code_form")


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


RULES: Final[Mapping[str, Rule]] = {
    "method_inputs": Rule(_fault),
    "method_definition": Rule(lambda value: _fault(value, "method_definition")),
    "method_code": Rule(_code, lambda value: value.strip().lower()),
}
