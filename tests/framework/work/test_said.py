"""Errors that a cursor or an action tells a view carry their sentences, of each field, too."""

from types import SimpleNamespace
from typing import Any

from ytefas.framework.work.gate import said


class Context:
    """As much of a node's context as sentences need."""

    principal = SimpleNamespace(locale="it")
    application = SimpleNamespace(
        words=lambda code, locale, facts: f"{code}/{locale}/{facts.get('most', '')}"
    )

    def __contains__(self, name: object) -> bool:
        return name == "application"


def test_an_error_of_fields_says_what_is_wrong_with_each() -> None:
    problem: dict[str, Any] = {
        "code": "invalid_fields",
        "errors": {"name": "too_long", "vat": "vat"},
        "facts": {"name": {"most": "8"}},
    }
    told = said(problem, Context())  # type: ignore[arg-type]  # a stand-in
    assert told["message"].startswith("invalid_fields/it/")
    assert told["sentences"] == {"name": "field.too_long/it/8", "vat": "field.vat/it/"}


def test_without_an_application_an_error_is_as_it_was() -> None:
    assert said({"code": "busy", "wait": 1}, None) == {"code": "busy", "wait": 1}
