"""Every code has a sentence in both languages, and a sentence never fails for a missing field."""

import ast
from pathlib import Path

import pytest

from ytefas import errors
from ytefas.words import LOCALES, catalogue, words

CODES = sorted(
    {
        value.code
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.YtefasError)
    }
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence(code: str, locale: str) -> None:
    assert catalogue(locale)[f"error.{code}"]


def test_catalogues_say_the_same_things() -> None:
    italian, english = (catalogue(locale) for locale in LOCALES)
    assert italian.keys() == english.keys()


def test_a_missing_field_leaves_a_dash() -> None:
    assert words("rate_limited", "en", {"retry_after": 7}).endswith("again in 7 seconds.")
    assert "– seconds" in words("rate_limited", "en")


def test_an_unknown_language_reads_english_and_an_unknown_code_says_something_went_wrong() -> None:
    assert words("conflict", "fi") == words("conflict", "en")
    assert words("no_such_code", "it", {"incident": "7f"}) == words(
        "internal", "it", {"incident": "7f"}
    )


PROTOCOL = {
    # What only a client that breaks the contract can be told: the general sentence names the code.
    "argument", "changes", "draft", "content", "content_ids", "content_type", "content_values",
    "foreign_reference", "idempotency_key", "intent", "intent_categories", "intent_controller",
    "intent_options", "keys", "malformed", "malformed_tag", "malformed_value", "message_version",
    "method", "missing_argument", "missing_field", "not_an_object", "not_json", "operation",
    "operation_column", "operation_key", "operation_position", "peer_address", "place",
    "preference", "records", "refused", "saved_view",
    "registered_twice", "repeated_argument", "request", "subscribed_twice", "too_many_arguments",
    "unexpected_reference", "unknown_argument", "unknown_field", "unknown_locale",
    "unknown_operation", "unknown_parameter", "unknown_source", "unknown_tag", "unserializable",
    "uri", "window",
}  # fmt: skip

SAYING = {"Invalid": "invalid", "Denied": "denied", "RateLimited": "rate_limited"}  # why: by class


def reasons() -> set[tuple[str, str]]:
    """Collect every reason the program gives, as (code, reason)."""
    found = set()
    for path in Path(errors.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "")
            given = [*node.args[:1]] if name == "Invalid" else []
            given += [word.value for word in node.keywords if word.arg == "reason"]
            if name in SAYING:
                found |= {
                    (SAYING[name], one.value)
                    for one in given
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


def test_every_reason_has_a_sentence_of_its_own_or_is_of_the_protocol() -> None:
    assert len(reasons()) > 50
    silent = {
        reason
        for code, reason in reasons()
        if f"error.{code}.{reason}" not in catalogue("it") and reason not in PROTOCOL
    }
    assert silent == set()


def test_a_reason_makes_the_sentence_more_exact() -> None:
    said = words("denied", "en", {"reason": "last_admin"})
    assert said == "This is the last active administrator: appoint another one first."
