"""The second factor, without a clock and without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from ytefas.rules.totp import (
    accepted,
    code_at,
    looks_like_totp,
    new_recovery_codes,
    new_totp_secret,
    normal_code,
    provisioning_uri,
    spelled,
    step_of,
)

RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the twenty signs of RFC 6238, appendix B
NOW = datetime(2026, 3, 2, 8, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(RFC, seconds // 30) == code


@given(st.integers(min_value=-4, max_value=4))
def test_one_step_before_and_after_is_taken_and_no_more(steps: int) -> None:
    here = step_of(NOW)
    taken = accepted(RFC, code_at(RFC, here + steps), now=NOW, used=None)
    assert (taken == here + steps) is (abs(steps) <= 1)


def test_a_used_step_opens_nothing_again_nor_does_an_earlier_one() -> None:
    here = step_of(NOW)
    assert accepted(RFC, code_at(RFC, here), now=NOW, used=here) is None
    assert accepted(RFC, code_at(RFC, here - 1), now=NOW, used=here) is None
    assert accepted(RFC, code_at(RFC, here + 1), now=NOW, used=here) == here + 1
    later = NOW + timedelta(seconds=30)
    assert accepted(RFC, code_at(RFC, here + 1), now=later, used=here) == here + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 32])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    assert accepted(RFC, typed, now=NOW, used=None) is None


def test_people_put_spaces_and_hyphens_into_codes() -> None:
    code = code_at(RFC, step_of(NOW))
    assert accepted(RFC, f" {code[:3]} {code[3:]} ", now=NOW, used=None) is not None
    one = new_recovery_codes()[0]
    assert normal_code(spelled(one).upper()) == one
    assert not looks_like_totp(spelled(one))


def test_secrets_and_codes_are_never_the_same() -> None:
    assert len({new_totp_secret() for _ in range(50)}) == 50
    codes = new_recovery_codes()
    assert len(set(codes)) == 10


def test_an_app_reads_the_key_whatever_the_address() -> None:
    uri = provisioning_uri(RFC, account="ada+hse@studio.test", issuer="Ytefas")
    assert uri.startswith("otpauth://totp/Ytefas%3Aada%2Bhse%40studio.test?secret=" + RFC)
