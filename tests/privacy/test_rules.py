"""Nothing that knows of a person is forgotten: the rules are held against the tables."""

import pytest
from sqlalchemy import Column, Table

from schema.base import Scope, entity_of, field_of, tables
from ytefas.store.privacy import rules
from ytefas.store.privacy.carried import LEFT_OUT, carried, owned_last_first
from ytefas.store.privacy.departing import own_tables


def test_every_table_that_refers_to_a_person_has_a_rule() -> None:
    assert rules.missing() == []
    assert set(rules.RULES) == set(rules.person_columns())


def test_a_table_without_a_rule_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    left = {name: rule for name, rule in rules.RULES.items() if name != "group_worker"}
    monkeypatch.setattr(rules, "RULES", left)
    assert rules.missing() == ["group_worker"]


def test_a_personal_column_without_a_rule_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten = {**rules.RULES, "employment": rules.Rule(keeps=("person_id",))}
    monkeypatch.setattr(rules, "RULES", forgotten)
    assert "employment.contract" in rules.missing()


def test_what_is_emptied_can_be_empty_or_is_given_a_name() -> None:
    for name, rule in rules.RULES.items():
        for column in rule.empties:
            plain = tables()[name].c[column]
            named = name == rules.PERSON and column in {"surname", "name", "full_name"}
            assert plain.nullable or named, f"{name}.{column}"


def test_every_table_of_customers_goes_along_or_says_why_not() -> None:
    owned = {name for name, table in tables().items() if entity_of(table).scope is Scope.CUSTOMER}
    assert {table.name for table in carried()} == {*owned, "customer"} - LEFT_OUT.keys()
    assert {table.name for table in owned_last_first()} == owned
    assert LEFT_OUT.keys() <= owned


def test_what_is_a_users_alone_is_found_by_its_scope() -> None:
    for table in own_tables():
        assert "user_id" in table.c


# Where a person is named without a link to their row: nothing finds these by rule, so each is
# looked through by name, counted before an erasure, or is about somebody else.
NAMED: dict[str, str] = {
    "attachment": "found by what it hangs on",
    "comment": "found by what it hangs on, counted elsewhere",
    "equipment_check": "counted: who carried out a check, often of another firm",
    "import_change": "found by the record",
    "customer": "the firm itself",
    "site": "the firm's address",
    "import_batch": "a user",
    "customer_grant": "a user",
}


def test_no_personal_column_of_a_customer_is_outside_the_rules() -> None:
    def said(table: Table) -> list[Column[object]]:
        return [one for one in table.columns if field_of(one).personal != "none"]

    for name, table in tables().items():
        if entity_of(table).scope in {Scope.CUSTOMER, Scope.SELF} and said(table):
            assert name in rules.RULES or name in NAMED, f"{name}: what becomes of it?"
