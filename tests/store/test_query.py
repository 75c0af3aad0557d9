"""The grid request: what is understood, what is refused and with which reason."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from schema.login_tally import login_tally
from tests.support.risk_table import SOURCES
from ytefas.errors import Denied, Invalid
from ytefas.rules.access import Level, Principal, Reach, Role
from ytefas.store.query.predicate import All, Compare, Not, Some
from ytefas.store.query.query import (
    DEEPEST,
    MOST_TESTS,
    MOST_VALUES,
    OPERATORS,
    Order,
    Query,
    operators,
)
from ytefas.store.query.sql import values_of
from ytefas.store.query.value import fold
from ytefas.store.query.words import LONGEST_WORDS, read_words
from ytefas.store.source.sight import Sight
from ytefas.store.source.sql import Statements, Step

RISKS = SOURCES["test.risks"]
ADMIN = Principal(user_id=UUID(int=1), role=Role.ADMIN)
CONSULTANT = Principal(user_id=UUID(int=2), role=Role.CONSULTANT)
ONE, TWO = UUID(int=11), UUID(int=12)
KEY = "01890000-0000-7000-8000-000000000001"


def everything() -> Sight:
    return RISKS.sight(ADMIN, Reach(everything=True))


def reader(level: Level = Level.READ) -> Sight:
    return RISKS.sight(CONSULTANT, Reach(levels={ONE: level}))


def where(raw: Any) -> Any:
    return Query.parse(everything(), {"filter": raw}).where


def reason(raw: Any, sight: Sight | None = None) -> str:
    with pytest.raises(Invalid) as refused:
        Query.parse(sight or everything(), raw)
    return str(refused.value.fields["reason"])


def test_nothing_asked_is_everything_in_the_order_of_the_source() -> None:
    query = Query.parse(everything(), None)
    assert query == Query.parse(everything(), {})
    assert query.where == All(())
    assert query.sort == (Order("title"), Order("id"))
    assert query.columns[0] == "id"
    assert "row_version" in query.columns
    assert not {"pin", "words", "title_lower", "created_by"} & set(query.columns)


def test_a_filter_becomes_a_tree_of_comparisons() -> None:
    raw = {"and": [["score", "ge", 3], {"or": [["done", "eq", True], {"not": ["note", "null"]}]}]}
    assert where(raw) == All((
        Compare("score", "ge", 3),
        Some((Compare("done", "eq", value=True), Not(Compare("note", "null")))),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("test", "value"),
    [
        (["score", "eq", 3], 3),
        (["weight", "lt", "1.50"], Decimal("1.50")),
        (["weight", "lt", 1.5], Decimal("1.5")),
        (["due_on", "eq", "2026-02-28"], date(2026, 2, 28)),
        (["seen_at", "gt", "2026-02-28T10:00:00+02:00"], datetime(2026, 2, 28, 8, tzinfo=UTC)),
        (["seen_at", "gt", "2026-02-28T08:00:00Z"], datetime(2026, 2, 28, 8, tzinfo=UTC)),
        (["starts_at", "le", "08:30"], time(8, 30)),
        (["done", "ne", False], False),
        (["id", "eq", KEY], UUID(KEY)),
        (["status", "in", ["open", "done", "open"]], ("open", "done")),
        (["title", "contains", "Ponteggio"], "ponteggio"),
        (["title", "starts", "PoNTe"], "ponte"),
        (["tags", "contains", "Rumore"], "Rumore"),
        (["due_on", "between", ["1980-01-01", "1985-01-01"]], (date(1980, 1, 1), date(1985, 1, 1))),
    ],
)
def test_values_are_read_by_the_kind_of_their_column(test: list[Any], value: Any) -> None:
    assert where(test).value == value


def test_a40_the_old_words_have_their_place_in_the_corrected_grammar() -> None:
    """Contains without case, a range with open ends, null, and a list of values."""
    assert where(["title", "contains", "AN"]) == Compare("title", "contains", "an")
    assert where(["due_on", "between", ["1980-01-01", None]]).operator == "ge"
    assert where(["due_on", "between", [None, "1985-01-01"]]).operator == "le"
    assert where(["due_on", "null"]) == where(["due_on", "null", True]) == Compare("due_on", "null")
    assert where(["score", "in", [1, 3]]) == Compare("score", "in", (1, 3))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([], "malformed"),
        ({"filters": []}, "unknown_parameter"),
        ({"limit": -1}, "unknown_parameter"),
        ({"filter_by_title": "x"}, "unknown_parameter"),
        ({"filter": "title"}, "malformed"),
        ({"filter": {}}, "malformed"),
        ({"filter": {"and": [], "or": []}}, "malformed"),
        ({"filter": {"xor": []}}, "malformed"),
        ({"filter": {"and": {}}}, "malformed"),
        ({"filter": {"not": None}}, "malformed"),
        ({"filter": {"property": "title", "value": "x"}}, "malformed"),
        ({"filter": ["title"]}, "malformed"),
        ({"filter": ["title", "eq"]}, "malformed"),
        ({"filter": ["title", "eq", "x", "y"]}, "malformed"),
        ({"filter": ["nothing", "eq", 1]}, "unknown_column"),
        ({"filter": [["title"], "eq", 1]}, "unknown_column"),
        ({"filter": [None, "eq", 1]}, "unknown_column"),
        ({"filter": ["pin", "eq", "1"]}, "unknown_column"),
        ({"filter": ["title_lower", "eq", "1"]}, "unknown_column"),
        ({"filter": ["itle", "eq", "1"]}, "unknown_column"),
        ({"filter": ["hidden", "eq", "1"]}, "not_filterable"),
        ({"filter": ["title", "=", "1"]}, "unknown_operator"),
        ({"filter": ["title", "__class__", "1"]}, "unknown_operator"),
        ({"filter": ["title", [], "1"]}, "unknown_operator"),
        ({"filter": ["score", "contains", "1"]}, "wrong_operator"),
        ({"filter": ["status", "contains", "o"]}, "wrong_operator"),
        ({"filter": ["title", "under", KEY]}, "wrong_operator"),
        ({"filter": ["code", "words", "x"]}, "wrong_operator"),
        ({"filter": ["done", "lt", True]}, "wrong_operator"),
        ({"filter": ["score", "eq", "3"]}, "wrong_type"),
        ({"filter": ["score", "eq", True]}, "wrong_type"),
        ({"filter": ["score", "eq", None]}, "wrong_type"),
        ({"filter": ["score", "eq", 2**31]}, "wrong_type"),
        ({"filter": ["score", "null", 0]}, "wrong_type"),
        ({"filter": ["weight", "eq", "1e9999999"]}, "wrong_type"),
        ({"filter": ["weight", "eq", float("nan")]}, "wrong_type"),
        ({"filter": ["weight", "eq", float("inf")]}, "wrong_type"),
        ({"filter": ["due_on", "eq", "28/02/2026"]}, "wrong_type"),
        ({"filter": ["due_on", "eq", "20260228"]}, "wrong_type"),
        ({"filter": ["due_on", "eq", "2026-02-30"]}, "wrong_type"),
        ({"filter": ["seen_at", "eq", "2026-02-28T08:00:00"]}, "wrong_type"),
        ({"filter": ["seen_at", "eq", "0001-01-01T00:00:00+14:00"]}, "wrong_type"),
        ({"filter": ["id", "eq", "{" + KEY + "}"]}, "wrong_type"),
        ({"filter": ["id", "eq", 1]}, "wrong_type"),
        ({"filter": ["title", "eq", "a\0b"]}, "wrong_type"),
        ({"filter": ["title", "eq", "\ud800"]}, "wrong_type"),
        ({"filter": ["title", "eq", "x" * 501]}, "wrong_type"),
        ({"filter": ["status", "eq", "gone"]}, "unknown_choice"),
        ({"filter": ["score", "in", 3]}, "wrong_type"),
        ({"filter": ["score", "in", [None]]}, "wrong_type"),
        ({"filter": ["score", "in", list(range(MOST_VALUES + 1))]}, "too_large"),
        ({"filter": ["score", "between", [1]]}, "wrong_type"),
        ({"filter": ["score", "between", [None, None]]}, "wrong_type"),
        ({"filter": {"and": [["score", "eq", 1]] * (MOST_TESTS + 1)}}, "too_large"),
        ({"filter": {"and": [{"or": [["score", "eq", 1]] * 40}] * 2}}, "too_large"),
        ({"sort": "title"}, "malformed"),
        ({"sort": ["title"]}, "malformed"),
        ({"sort": [["title", "up"]]}, "malformed"),
        ({"sort": [["title", "asc"], ["title", "desc"]]}, "malformed"),
        ({"sort": [["note", "asc"]]}, "not_sortable"),
        ({"sort": [["salary; drop table", "asc"]]}, "unknown_column"),
        ({"sort": [["score", "asc"]] * 9}, "too_large"),
        ({"columns": ["title", "pin"]}, "unknown_column"),
        ({"columns": "title"}, "malformed"),
        ({"columns": ["title"] * 100}, "too_large"),
        ({"group": ["note"]}, "not_sortable"),
        ({"group": ["status"], "sort": [["score", "asc"]]}, "not_sortable"),
        ({"group": ["status"], "columns": ["title"]}, "malformed"),
        (
            {"group": ["status"] * 2 + ["done", "score", "due_on"], "open": {"all": True}},
            "too_large",
        ),
        ({"group": ["status"], "tree": True, "open": {"all": True}}, "not_a_tree"),
        ({"tree": True}, "not_a_tree"),
        ({"tree": "yes"}, "malformed"),
        ({"open": {"all": True}}, "malformed"),
        ({"group": ["status"], "open": {}}, "malformed"),
        ({"group": ["status"], "open": {"all": 1}}, "malformed"),
        ({"group": ["status"], "open": {"all": True, "but": []}}, "malformed"),
        ({"group": ["status"], "open": {"all": True, "except": "g:"}}, "malformed"),
        ({"group": ["status"], "open": {"all": True, "except": [None]}}, "malformed"),
        ({"group": ["status"], "open": {"all": True, "except": ["x" * 2001]}}, "malformed"),
        ({"group": ["status"], "open": {"all": True, "except": ["x"] * 1001}}, "too_large"),
        ({"words": 3}, "wrong_type"),
        ({"words": "x" * (LONGEST_WORDS + 1)}, "wrong_type"),
        ({"words": " ".join("abcdefghijk")}, "too_large"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_reason(raw: Any, code: str) -> None:
    assert reason(raw) == code


def test_depth_is_bounded() -> None:
    nested: Any = ["score", "eq", 1]
    for _ in range(DEEPEST):
        nested = {"not": nested}
    where(nested)
    assert reason({"filter": {"not": nested}}) == "too_deep"
    for _ in range(10_000):
        nested = {"and": [nested]}
    assert reason({"filter": nested}) == "too_deep"


def test_the_key_closes_the_sort_in_the_direction_of_its_last_column() -> None:
    query = Query.parse(everything(), {"sort": [["score", "desc"]]})
    assert query.sort == (Order("score", descending=True), Order("id", descending=True))
    by_key = Query.parse(everything(), {"sort": [["id", "desc"], ["score", "asc"]]})
    assert by_key.sort == (Order("id", descending=True), Order("score"))


def test_columns_begin_with_the_key_and_groups_end_with_their_size() -> None:
    assert Query.parse(everything(), {"columns": ["score", "title"]}).columns == (
        "id", "score", "title")  # fmt: skip
    grouped = Query.parse(everything(), {"group": ["status", "done"], "sort": [["done", "desc"]]})
    assert grouped.columns == ("id", "status", "done", "count")
    assert grouped.sort == (Order("done", descending=True), Order("status"))


def test_c21_groups_that_open_end_with_their_place() -> None:
    asked = {
        "group": ["status", "done"], "open": {"all": False, "except": ["g:1"]},
        "sort": [["score", "desc"], ["done", "desc"]], "columns": ["title", "status"],
    }  # fmt: skip
    query = Query.parse(everything(), asked)
    assert query.columns == ("id", "title", "status", "done", "_node")
    assert query.sort == (
        Order("status"), Order("done", descending=True), Order("score", descending=True),
        Order("id", descending=True),
    )  # fmt: skip
    assert query.opened is not None
    assert (query.opened.shows("g:1"), query.opened.shows("g:2")) == (True, False)
    other = Query.parse(everything(), {**asked, "open": {"all": True}})
    assert other != query
    assert other.shape == query.shape
    assert query.flat().columns == ("id", "title", "status", "done")


def test_equal_requests_are_equal_queries_and_shapes_leave_values_out() -> None:
    one, same, other = (
        Query.parse(everything(), {"filter": ["score", "in", values]})
        for values in ([1, 2], (1, 2, 2), [3])
    )
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one.shape == other.shape
    assert values_of(one) == {"v0": [1, 2]}
    assert one.shape != Query.parse(everything(), {"filter": ["score", "eq", 1]}).shape


def test_a_secret_and_a_field_above_the_reader_do_not_exist() -> None:
    """The same reason, column for column: nothing tells a hidden column from an absent one."""
    low = reader(Level.READ)
    assert "salary" not in low.fields
    for raw in (
        {"filter": ["{}", "eq", 1]},
        {"sort": [["{}", "asc"]]},
        {"columns": ["{}"]},
        {"group": ["{}"]},
    ):
        answers = []
        for name in ("salary", "pin", "nothing"):
            with pytest.raises(Invalid) as refused:
                Query.parse(low, _filled(raw, name))
            answers.append({**refused.value.fields, "column": ""})
        assert answers[0] == answers[1] == answers[2]
    assert "salary" in reader(Level.MANAGE).fields
    assert Query.parse(reader(Level.MANAGE), {"filter": ["salary", "gt", 1]}).narrows


def _filled(raw: Any, name: str) -> Any:
    if isinstance(raw, dict):
        return {key: _filled(value, name) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_filled(value, name) for value in raw]
    return name if raw == "{}" else raw


def test_a_field_seen_on_some_customers_only_is_masked_on_the_others() -> None:
    mixed = RISKS.sight(CONSULTANT, Reach(levels={ONE: Level.MANAGE, TWO: Level.READ}))
    assert "salary" in mixed.fields
    assert not mixed.plain("salary")
    assert mixed.values["on_manage_read"] == [ONE]
    assert mixed.values["customers"] == [ONE, TWO]
    swapped = RISKS.sight(CONSULTANT, Reach(levels={ONE: Level.READ, TWO: Level.MANAGE}))
    assert mixed.token != swapped.token
    assert mixed.form == swapped.form


def test_readers_with_the_same_sight_share_it() -> None:
    other = Principal(user_id=UUID(int=3), role=Role.CONSULTANT)
    mine, theirs = (
        RISKS.sight(who, Reach(levels={ONE: Level.READ})).token for who in (CONSULTANT, other)
    )
    assert mine == theirs
    assert mine != RISKS.sight(CONSULTANT, Reach(levels={TWO: Level.READ})).token
    assert mine != everything().token


def test_a_reader_without_customers_sees_an_empty_list() -> None:
    nobody = RISKS.sight(CONSULTANT, Reach())
    assert "title" in nobody.fields
    assert nobody.values["customers"] == []


def test_a_role_that_may_not_read_the_source_is_denied() -> None:
    from ytefas.store.source.source import Source, discover  # noqa: PLC0415 - needs every table

    users = discover()["auth.users"]
    tallies = Source(login_tally, name="test.tallies")
    for acting in (CONSULTANT, Principal(user_id=UUID(int=4), role=Role.CUSTOMER_USER)):
        with pytest.raises(Denied):
            tallies.sight(acting, Reach(levels={ONE: Level.MANAGE}))
    shown = users.sight(CONSULTANT, Reach(levels={ONE: Level.READ})).fields
    assert not {"password_hash", "totp_secret"} & shown.keys()


def test_every_operator_is_answered_by_some_column() -> None:
    named = {name for field in everything().fields.values() for name in operators(field)}
    assert named == OPERATORS


def test_words_are_quoted_prefixes() -> None:
    assert read_words("ponte  GRU") == "'ponte':* & 'GRU':*"
    assert read_words('"lavori in quota" -gru') == "'lavori in quota' & !'gru':*"
    assert read_words("o'brien a\\b & | ! () :* <->") == "'o''brien':* & 'a\\\\b':*"
    assert read_words('"') == read_words("!!! --") == ""
    assert where(["title", "words", "!!!"]) == All(())


def test_folding_is_that_of_the_database() -> None:
    assert fold("ΑΣ İ È ẞ") == "ας i è ß".replace("ς", "σ")


_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from([*RISKS.fields, *OPERATORS, "and", "or", "not", "asc", "desc", KEY,
                     "2026-01-01"]),
)  # fmt: skip
_anything = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["and", "or", "not", "filter", "sort", "words", "group", "columns"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(_anything)
def test_any_request_is_a_query_or_invalid(raw: Any) -> None:
    for request in (raw, {"filter": raw}, {"sort": raw}, {"group": raw}, {"words": raw}):
        try:
            query = Query.parse(everything(), request)
        except Invalid:
            continue
        assert hash(query) == hash(Query.parse(everything(), request))
        Statements(RISKS.table, (), None, everything()).window(query, Step.OFFSET)
