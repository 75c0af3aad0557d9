"""Departments; customers, sites and departments can be archived; the fire-prevention regime.

Reread before committing: does the release that is running now survive it (expand, move, contract)?
Are the locks short? Nothing of ours is imported. Policies, grants and triggers are not written
here: they are derived from the tables after the last migration.
"""

# ruff: noqa: TID251 - alembic wrote most of this
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b9fcf828819b"
down_revision = "d8786e87155b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "department",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("surface_m2", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("updated_by", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column(
            "name_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(name)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "code_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(code)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(code, ''))",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "kind IN ('department', 'area', 'room', 'workstation', 'outdoor')",
            name=op.f("ck_department_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "parent_id"],
            ["department.customer_id", "department.id"],
            name=op.f("fk_department_customer_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "site_id", "parent_id"],
            ["department.customer_id", "department.site_id", "department.id"],
            name="fk_department_parent_of_the_site",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "site_id"],
            ["site.customer_id", "site.id"],
            name=op.f("fk_department_customer_id_site_id"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_department_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("customer_id", "id", name=op.f("uq_department_customer_id_id")),
        sa.UniqueConstraint(
            "customer_id", "site_id", "id", name=op.f("uq_department_customer_id_site_id_id")
        ),
    )
    op.create_index(
        op.f("ix_department_code_lower_id"), "department", ["code_lower", "id"], unique=False
    )
    op.create_index(
        op.f("ix_department_customer_id_code_lower_id"),
        "department",
        ["customer_id", "code_lower", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_department_customer_id_name_lower_id"),
        "department",
        ["customer_id", "name_lower", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_department_customer_id_parent_id"),
        "department",
        ["customer_id", "parent_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_department_customer_id_site_id"),
        "department",
        ["customer_id", "site_id"],
        unique=False,
    )
    op.create_index(
        "ix_department_kept",
        "department",
        ["customer_id", "id"],
        unique=False,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        op.f("ix_department_name_lower_id"), "department", ["name_lower", "id"], unique=False
    )
    op.create_index(
        "ix_department_words", "department", ["words"], unique=False, postgresql_using="gin"
    )
    op.add_column("customer", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_customer_kept",
        "customer",
        ["id"],
        unique=False,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.add_column("site", sa.Column("fire_permit", sa.String(length=8), nullable=True))
    op.add_column("site", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_site_kept",
        "site",
        ["customer_id", "id"],
        unique=False,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_check_constraint(
        op.f("ck_site_fire_permit"), "site", "fire_permit IN ('none', 'scia')"
    )
    # The owner is bound by the policies, too, but for this.
    op.execute("ALTER TABLE site NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE customer NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE site SET fire_permit = 'scia' WHERE fire_permit_expires_on IS NOT NULL")
    op.execute(
        "UPDATE customer SET archived_at = now(), status = 'suspended' WHERE status = 'archived'"
    )
    op.execute("ALTER TABLE site FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE customer FORCE ROW LEVEL SECURITY")
    op.drop_constraint(op.f("ck_customer_status"), "customer", type_="check")
    op.create_check_constraint(
        op.f("ck_customer_status"), "customer", "status IN ('prospect', 'active', 'suspended')"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_customer_status"), "customer", type_="check")
    op.create_check_constraint(
        op.f("ck_customer_status"),
        "customer",
        "status IN ('prospect', 'active', 'suspended', 'archived')",
    )
    op.drop_constraint(op.f("ck_site_fire_permit"), "site", type_="check")
    op.drop_index(
        "ix_site_kept", table_name="site", postgresql_where=sa.text("archived_at IS NULL")
    )
    op.drop_column("site", "archived_at")
    op.drop_column("site", "fire_permit")
    op.drop_index(
        "ix_customer_kept", table_name="customer", postgresql_where=sa.text("archived_at IS NULL")
    )
    op.drop_column("customer", "archived_at")
    op.drop_index("ix_department_words", table_name="department", postgresql_using="gin")
    op.drop_index(op.f("ix_department_name_lower_id"), table_name="department")
    op.drop_index(
        "ix_department_kept",
        table_name="department",
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.drop_index(op.f("ix_department_customer_id_site_id"), table_name="department")
    op.drop_index(op.f("ix_department_customer_id_parent_id"), table_name="department")
    op.drop_index(op.f("ix_department_customer_id_name_lower_id"), table_name="department")
    op.drop_index(op.f("ix_department_customer_id_code_lower_id"), table_name="department")
    op.drop_index(op.f("ix_department_code_lower_id"), table_name="department")
    op.drop_table("department")
