"""What a client sends and we keep is plain JSON, as any database and any browser can hold it.

An intent's options, a draft, a query: they stay with a context, travel back to views, and wait on
the shelf for another node. One text that no database holds would keep a whole session from it.
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from ytefas.framework.talk.arguments import is_text
from ytefas.framework.talk.serialize import MAX_SAFE_INTEGER


def is_scalar(value: object) -> bool:
    """Tell whether a value is one of JSON's own, and the same wherever it is read."""
    match value:
        case None | bool():
            return True
        case str():
            return is_text(value)
        case int():
            return -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER
        case float():
            return math.isfinite(value)
        case _:
            return False


def is_plain(value: object) -> bool:
    """Tell the same of lists and mappings; how deep they are was bounded at the door."""
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and is_text(name) for name in value) and all(
            map(is_plain, value.values())
        )
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return is_scalar(value)


def size_of(plain: Any) -> int:
    """Count the characters of its JSON."""
    return len(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))
