"""imports_of_presets_and_copies

Reread before committing: does the release that is running now survive it (expand, move, contract)?
Are the locks short? Nothing of ours is imported. Policies, grants and triggers are not written
here: they are derived from the tables after the last migration.
"""

import sqlalchemy as sa
from alembic import op

revision = "124ff2509a4d"
down_revision = "d194f1a1fc39"
branch_labels = None
depends_on = None


_SHEETS = ("sites", "departments", "jobs", "persons", "equipment", "substances")


def upgrade() -> None:
    # Widened only: what runs now writes none of the new words, and reads those there are.
    _allow(*_SHEETS, "preset", "copy")


def downgrade() -> None:
    listed = ", ".join(f"'{one}'" for one in _SHEETS)
    _hold(
        "import_batch",
        f"target IN ({listed})",
        "Presets were applied or parts of a firm copied, and the older release cannot hold what"
        " undoes them: delete those rows of import_batch first, giving up undoing them.",
    )
    _allow(*_SHEETS)


def _allow(*targets: str) -> None:
    listed = ", ".join(f"'{one}'" for one in targets)
    op.drop_constraint(op.f("ck_import_batch_target"), "import_batch", type_="check")
    op.create_check_constraint(
        op.f("ck_import_batch_target"), "import_batch", f"target IN ({listed})"
    )


def _hold(table: str, condition: str, what: str) -> None:
    """Refuse before anything is changed where rows say what the older release does not know.

    A check looks at every row, whatever the policies would show to whoever migrates.
    """
    try:
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT older CHECK ({condition})")
    except sa.exc.DBAPIError as found:
        if type(found.orig).__name__ != "CheckViolationError":
            raise
        raise RuntimeError(f"{what} Nothing of this step was done.") from found
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT older")
