"""What is proposed from another field of a record, and follows it until a person says otherwise."""

from collections.abc import Mapping
from typing import Any

from schema.base import field_of
from ytefas.rules.values import DERIVATIONS
from ytefas.store.source.source import Source

Followers = Mapping[str, tuple[str, str]]  # column: its rule, and what it follows


def followers(source: Source, changes: Mapping[str, Any]) -> Followers:
    """Name what is proposed from a change and not given itself."""
    found = {}
    for column in source.table.columns:
        facts = field_of(column)
        if facts.derived and not facts.readonly and column.name not in changes:
            rule, origin = facts.derived
            if origin in changes:
                found[str(column.name)] = (rule, origin)
    return found


def followed(
    follows: Followers, before: Mapping[str, Any], checked: Mapping[str, Any]
) -> dict[str, Any]:
    """Propose anew where the record still says what was proposed; what was decided stays."""
    return {
        column: DERIVATIONS[rule](checked[origin])
        for column, (rule, origin) in follows.items()
        if not before[column] or before[column] == DERIVATIONS[rule](before[origin])
    }
