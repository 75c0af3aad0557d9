"""What declaring a table gives, and what it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import String, Table, Text

from schema.base import (
    Scope,
    entity,
    field,
    field_of,
    metadata,
    new_id,
    ref,
    sources,
    tables,
    unique,
)


def test_ids_sort_by_the_time_they_were_made_at() -> None:
    ids = [new_id() for _ in range(2000)]
    assert len(set(ids)) == 2000
    assert {key.version for key in ids} == {7}
    moments = [key.int >> 64 for key in ids]
    assert moments == sorted(moments)
    made = datetime.fromtimestamp((ids[0].int >> 80) / 1000, UTC)
    assert abs(datetime.now(UTC) - made) < timedelta(minutes=1)


@contextmanager
def declared(scope: Scope, *, link: str = "customer.site") -> Iterator[Table]:
    made = entity(
        "trial",
        field("code", String(9), "Codice", "Code", personal="none", prefix=True, words=True),
        field("story", Text, "Storia", "Story", personal="special", words=True),
        ref("place_id", link, "Luogo", "Place"),
        unique("code", scope=scope),
        label=("Prova", "Trial"), plural=("Prove", "Trials"), source="test.trials",
        scope=scope, names_by="code", sort=("-code",), read="read", write="edit",
    )  # fmt: skip
    try:
        yield made
    finally:
        metadata.remove(made)


def test_a_table_comes_with_its_keys_searches_and_stamps() -> None:
    with declared(Scope.CUSTOMER) as trial:
        assert list(trial.c.keys()) == [
            "id", "customer_id", "code", "story", "place_id", "created_at", "created_by",
            "updated_at", "updated_by", "row_version", "code_lower", "words",
        ]  # fmt: skip
        links = {key.name: [element.target_fullname for element in key.elements]
                 for key in trial.foreign_key_constraints}  # fmt: skip
        assert links == {
            "fk_trial_customer_id": ["customer.id"],
            "fk_trial_customer_id_place_id": ["site.customer_id", "site.id"],
        }
        assert {index.name for index in trial.indexes} == {
            "ix_trial_words", "ix_trial_code_lower_id", "ix_trial_customer_id_code_lower_id",
            "ix_trial_customer_id_place_id",
        }  # fmt: skip
        assert sources()["test.trials"] is trial
        assert tables()["trial"] is trial
        assert field_of(trial.c.words).personal == "special", "words are as private as their worst"
        assert [field_of(trial.c[name]).order for name in ("code", "story", "place_id")] == [
            1,
            2,
            3,
        ]


def test_only_rows_of_a_customer_link_inside_one() -> None:
    with pytest.raises(ValueError, match="link inside"), declared(Scope.STUDIO):
        pass


def test_a_link_says_where_it_leads() -> None:
    with pytest.raises(ValueError, match="a target is"), declared(Scope.CUSTOMER, link="site"):
        pass
