"""The rules of logging in, without a clock and without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from ytefas.errors import InvalidFields
from ytefas.rules.login import (
    LoginLimits,
    Tally,
    admit_guess,
    admit_visit,
    check_email,
    forgive,
    network_of,
)
from ytefas.rules.passwords import check_password

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LIMITS = LoginLimits()
pauses = st.lists(st.integers(min_value=0, max_value=2000), max_size=60)


def _guess(seconds: list[int]) -> tuple[list[datetime], list[timedelta]]:
    """Guess after each pause; when was one let in, and how long were the others told to wait."""
    tally: Tally | None = None
    now, admitted, waits = START, [], []
    for pause in seconds:
        now += timedelta(seconds=pause)
        outcome = admit_guess(tally, now=now, limits=LIMITS)
        if isinstance(outcome, timedelta):
            waits.append(outcome)
        else:
            tally = outcome
            admitted.append(now)
    return admitted, waits


@given(pauses)
def test_nobody_ever_waits_longer_than_a_quarter_of_an_hour(seconds: list[int]) -> None:
    _, waits = _guess(seconds)
    assert all(timedelta(0) < wait <= LIMITS.longest_delay for wait in waits)


@given(pauses)
def test_guesses_are_few_however_they_are_spaced(seconds: list[int]) -> None:
    """In any quarter of an hour an account sees the free tries and the first few delays' worth."""
    admitted, _ = _guess(seconds)
    for first in admitted:
        within = [when for when in admitted if first <= when < first + LIMITS.account_window]
        assert len(within) <= LIMITS.account_tries + 5


@given(st.integers(min_value=1, max_value=500))
def test_hammering_never_prolongs_a_delay(knocks: int) -> None:
    tally: Tally | None = None
    for _ in range(LIMITS.account_tries):
        outcome = admit_guess(tally, now=START, limits=LIMITS)
        assert isinstance(outcome, Tally)
        tally = outcome
    assert tally is not None
    for knock in range(knocks):
        now = START + LIMITS.first_delay * knock / knocks
        assert admit_guess(tally, now=now, limits=LIMITS) == START + LIMITS.first_delay - now
    admitted = admit_guess(tally, now=START + LIMITS.first_delay, limits=LIMITS)
    assert isinstance(admitted, Tally)


def test_a_quiet_quarter_of_an_hour_gives_the_free_tries_back() -> None:
    tally = Tally(9, START, START + LIMITS.longest_delay)
    quiet = tally.open_at + LIMITS.account_window
    fresh = admit_guess(tally, now=quiet, limits=LIMITS)
    assert fresh == Tally(1, quiet, quiet)
    early = admit_guess(tally, now=quiet - timedelta(seconds=1), limits=LIMITS)
    assert isinstance(early, Tally)
    assert early.count == 10


def test_a_count_that_has_grown_for_years_still_has_a_delay() -> None:
    tally = Tally(10_000, START, START)
    outcome = admit_guess(tally, now=START, limits=LIMITS)
    assert isinstance(outcome, Tally)
    assert outcome.open_at - START == LIMITS.longest_delay


def test_a_right_password_takes_its_own_try_back_and_no_more() -> None:
    tally = Tally(5, START, START + LIMITS.first_delay)
    assert forgive(tally, now=START) == Tally(4, START, START)
    assert forgive(Tally(0, START, START), now=START).count == 0


def test_an_address_has_thirty_tries_a_minute() -> None:
    tally: Tally | None = None
    for _ in range(30):
        outcome = admit_visit(tally, now=START, limits=LIMITS)
        assert isinstance(outcome, Tally)
        tally = outcome
    later = START + timedelta(seconds=20)
    assert admit_visit(tally, now=later, limits=LIMITS) == timedelta(seconds=40)
    assert isinstance(admit_visit(tally, now=START + LIMITS.origin_window, limits=LIMITS), Tally)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # a home has a whole /64
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        (None, "nonsense", True),
    ],
)
def test_who_is_held_to_one_address(one: str | None, other: str | None, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_a_password_is_one_however_it_is_composed() -> None:
    assert check_password("cafe\u0301 cafe\u0301 ok", limits=LIMITS) == check_password(
        "caf\u00e9 caf\u00e9 ok", limits=LIMITS
    )


@pytest.mark.parametrize("email", ["", "@", "a@", "@b", "a b@c.d", "a@b\u200b", "a@b\0", "plain"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(InvalidFields):
        check_email(email)


def test_an_address_has_one_spelling() -> None:
    assert check_email("  Ada.Rossi@STUDIO.it ") == "ada.rossi@studio.it"


def test_a_clock_a_little_behind_costs_nobody_a_delay() -> None:
    tally = Tally(1, START, START)
    behind = START - timedelta(milliseconds=30)
    assert isinstance(admit_guess(tally, now=behind, limits=LIMITS), Tally)
