"""URIs: which are well-formed, and finding by them."""

import pytest
from hypothesis import given, strategies as st

from ytefas.wire.router.pattern import PatternTable, reserved, valid

URIS = st.text("ab.", max_size=6)


@pytest.mark.parametrize("uri", ["a", "a.b", "a.b_c-D.9", "città.ùno", 'a."b"'])
def test_well_formed(uri: str) -> None:
    assert valid(uri, "exact", 100)


@pytest.mark.parametrize(
    "uri", ["", ".", "a.", ".a", "a..b", "a b", "a\n", "\ta", "a#b", "x" * 101]
)
def test_malformed(uri: str) -> None:
    assert not valid(uri, "exact", 100)


def test_a_prefix_may_be_cut_anywhere_but_not_be_malformed_before() -> None:
    assert valid("a.b.", "prefix", 100)
    assert valid("a.b", "prefix", 100)
    assert valid("", "prefix", 100)
    assert not valid("a..b", "prefix", 100)
    assert not valid("a .", "prefix", 100)


def test_the_routers_own() -> None:
    assert reserved("wamp.session.count")
    assert reserved("wamp")
    assert not reserved("wampum.a")


@given(st.sets(URIS, max_size=8), st.sets(URIS, max_size=8), st.sets(URIS, max_size=8), URIS)
def test_finding_is_what_a_loop_over_everything_would_find(
    exact: set[str], prefixes: set[str], removed: set[str], uri: str
) -> None:
    table: PatternTable[tuple[str, str]] = PatternTable()
    entries = {("exact", name) for name in exact} | {("prefix", name) for name in prefixes}
    for match, name in sorted(entries):
        table.add(match, name, (match, name))
    for match, name in [entry for entry in entries if entry[1] in removed]:
        table.remove(match, name)
        entries.discard((match, name))
    matching = [
        entry
        for entry in entries
        if entry == ("exact", uri) or (entry[0] == "prefix" and uri.startswith(entry[1]))
    ]
    matching.sort(key=lambda entry: (entry[0], -len(entry[1])))
    assert table.every(uri) == matching
    assert table.best(uri) == (matching[0] if matching else None)
    assert len(table) == len(entries)
    assert all(table.get(*entry) == entry for entry in entries)
