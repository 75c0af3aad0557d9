"""queued jobs

The queue gives the name `job` to the jobs of people (mansioni). The tables keep their rows; a
release that still looks for the old names must have stopped: nothing else does its work.
"""

from alembic import op

revision = "5f0c1d7a9e42"
down_revision = "a4c90b6e72d1"
branch_labels = None
depends_on = None

_TABLES = (("job", "queued_job"), ("job_part", "queued_job_part"))
_CONSTRAINTS = (
    ("queued_job", "pk_job", "pk_queued_job"),
    ("queued_job", "ck_job_state", "ck_queued_job_state"),
    ("queued_job", "fk_job_user_id", "fk_queued_job_user_id"),
    ("queued_job", "uq_job_user_id_key", "uq_queued_job_user_id_key"),
    ("queued_job_part", "pk_job_part", "pk_queued_job_part"),
    ("queued_job_part", "fk_job_part_job_id", "fk_queued_job_part_job_id"),
    ("queued_job_part", "fk_job_part_user_id", "fk_queued_job_part_user_id"),
    (
        "queued_job_part",
        "uq_job_part_job_id_attempt_number",
        "uq_queued_job_part_job_id_attempt_number",
    ),
)
_INDEXES = (
    ("ix_job_state_due_at", "ix_queued_job_state_due_at"),
    ("ix_job_user_id", "ix_queued_job_user_id"),
    ("ix_job_part_job_id", "ix_queued_job_part_job_id"),
    ("ix_job_part_user_id", "ix_queued_job_part_user_id"),
)
# Where PostgreSQL names them (from 18 on), "not null" is a constraint called after its table.
_NOT_NULL = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT conrelid::regclass AS home, conname FROM pg_constraint
    WHERE contype = 'n' AND conrelid IN ('queued_job'::regclass, 'queued_job_part'::regclass)
  LOOP
    EXECUTE 'ALTER TABLE ' || one.home || ' RENAME CONSTRAINT ' || quote_ident(one.conname)
      || ' TO ' || quote_ident(NEW_NAME);
  END LOOP;
END $$"""


def upgrade() -> None:
    for old, new in _TABLES:
        op.rename_table(old, new)
    op.execute(_NOT_NULL.replace("NEW_NAME", "'queued_' || one.conname"))
    for table, old, new in _CONSTRAINTS:
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}")
    for old, new in _INDEXES:
        op.execute(f"ALTER INDEX {old} RENAME TO {new}")


def downgrade() -> None:
    op.execute(_NOT_NULL.replace("NEW_NAME", "substr(one.conname, 8)"))
    for old, new in _INDEXES:
        op.execute(f"ALTER INDEX {new} RENAME TO {old}")
    for table, old, new in _CONSTRAINTS:
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {new} TO {old}")
    for old, new in _TABLES:
        op.rename_table(new, old)
