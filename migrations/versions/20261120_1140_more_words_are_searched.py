"""more_words_are_searched

Reread before committing: does the release that is running now survive it (expand, move, contract)?
Are the locks short? Nothing of ours is imported. Policies, grants and triggers are not written
here: they are derived from the tables after the last migration.
"""

# ruff: noqa: E501 - expressions as the tables have them
from alembic import op

revision = "5c0e7b1fa2d4"
down_revision = "124ff2509a4d"
branch_labels = None
depends_on = None

# What the release that runs now searches, and what is searched from here on. The column is made
# anew, because PostgreSQL before 17 cannot change what one is made of: the table is rewritten once.
_BEFORE = {
    "customer": "to_tsvector('simple'::regconfig, coalesce(code, '') || ' ' || coalesce(legal_name, '') || ' ' || coalesce(trade_name, '') || ' ' || coalesce(vat, '') || ' ' || coalesce(tax_code, ''))",
    "department": "to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(code, ''))",
    "equipment": "to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(internal_code, '') || ' ' || coalesce(maker, '') || ' ' || coalesce(model, '') || ' ' || coalesce(serial, '') || ' ' || coalesce(inail_number, ''))",
    "job": "to_tsvector('simple'::regconfig, coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(description, ''))",
    "substance": "to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(supplier, '') || ' ' || coalesce(cas, '') || ' ' || coalesce(ec, '') || ' ' || coalesce(use, ''))",
}
_NOW = {
    "customer": "to_tsvector('simple'::regconfig, coalesce(code, '') || ' ' || coalesce(legal_name, '') || ' ' || coalesce(trade_name, '') || ' ' || coalesce(vat, '') || ' ' || coalesce(tax_code, '') || ' ' || coalesce(rea, '') || ' ' || coalesce(inail_pat, '') || ' ' || coalesce(pec, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''))",
    "department": "to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(code, '') || ' ' || coalesce(description, ''))",
    "equipment": "to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(internal_code, '') || ' ' || coalesce(maker, '') || ' ' || coalesce(model, '') || ' ' || coalesce(serial, '') || ' ' || coalesce(inail_number, '') || ' ' || coalesce(notes, ''))",
    "job": "to_tsvector('simple'::regconfig, coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(description, '') || ' ' || coalesce(skill_note, ''))",
    "substance": "to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(supplier, '') || ' ' || coalesce(cas, '') || ' ' || coalesce(ec, '') || ' ' || coalesce(use, '') || ' ' || coalesce(notes, ''))",
}


def upgrade() -> None:
    _search(_NOW)


def downgrade() -> None:
    _search(_BEFORE)


def _search(made: dict[str, str]) -> None:
    for table, words in made.items():
        op.execute(f"DROP INDEX ix_{table}_words")
        op.execute(f"ALTER TABLE {table} DROP COLUMN words")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({words}) STORED"
        )
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")
