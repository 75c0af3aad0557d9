"""Every code has a sentence in both languages, and a sentence never fails for a missing field."""

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
