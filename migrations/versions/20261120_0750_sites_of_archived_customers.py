"""Sites of customers that were archived before sites could be: put away with them.

Their mark is the customer's own, so restoring it brings them back. Nothing of ours is imported.
"""

from alembic import op

revision = "5c0d2f7a9e31"
down_revision = "193fd3fe04b4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The owner is bound by the policies, too, but for this.
    op.execute("ALTER TABLE site NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE customer NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "UPDATE site SET archived_at = customer.archived_at FROM customer"
        " WHERE customer.id = site.customer_id AND customer.archived_at IS NOT NULL"
        " AND site.archived_at IS NULL"
    )
    op.execute("ALTER TABLE site FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE customer FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Leave them put away: the release before knows that, too."""
