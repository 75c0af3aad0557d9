"""Users, customers, sites; sign-ins and sessions; the change feed and the audit.

Reread before committing: does the release that is running now survive it (expand, move, contract)?
Are the locks short? Nothing of ours is imported. Policies, grants and triggers are not written
here: they are derived from the tables after the last migration.
"""

# ruff: noqa: E501, PLR0915, TID251 - alembic wrote most of this
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b9f186c2f1aa"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "app_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("surname", sa.String(length=80), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("totp_secret", sa.String(length=128), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
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
            "email_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(email)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "surname_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(surname)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "to_tsvector('simple'::regconfig, coalesce(email, '') || ' ' || coalesce(name, '') || ' ' || coalesce(surname, ''))",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("locale IN ('it', 'en')", name=op.f("ck_app_user_locale")),
        sa.CheckConstraint(
            "role IN ('admin', 'consultant', 'customer_user')", name=op.f("ck_app_user_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("email_lower", name=op.f("uq_app_user_email_lower")),
    )
    op.create_index(
        op.f("ix_app_user_email_lower_id"), "app_user", ["email_lower", "id"], unique=False
    )
    op.create_index(
        op.f("ix_app_user_surname_lower_id"), "app_user", ["surname_lower", "id"], unique=False
    )
    op.create_index(
        "ix_app_user_words", "app_user", ["words"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.String(length=63), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=True),
        sa.Column("diff", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("cause", sa.String(length=120), nullable=False),
        sa.Column("ip", sa.String(length=45), nullable=True),
        sa.Column("txid", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint(
            "customer_id", "position", name=op.f("uq_audit_event_customer_id_position")
        ),
    )
    op.create_index(
        "ix_audit_event_object",
        "audit_event",
        ["customer_id", "entity", "entity_id", "row_version"],
        unique=False,
    )
    op.create_index(
        "ix_audit_event_unsealed",
        "audit_event",
        ["txid", "n"],
        unique=False,
        postgresql_where=sa.text("hash IS NULL"),
    )
    op.create_table(
        "change_pending",
        sa.Column("txid", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("txid", "customer_id", name=op.f("pk_change_pending")),
    )
    op.create_table(
        "change_row",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("txid", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tbl", sa.String(length=63), nullable=False),
        sa.Column("pk", sa.Uuid(), nullable=False),
        sa.Column("op", sa.String(length=1), nullable=False),
        sa.Column("cols", sa.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "txid", "n", name=op.f("pk_change_row")),
    )
    op.create_table(
        "change_tx",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("txid", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("customer_id", "seq", name=op.f("pk_change_tx")),
    )
    op.create_index("ix_change_tx_at", "change_tx", ["at"], unique=False)
    op.create_table(
        "feed_head",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("audit_position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("audit_hash", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_feed_head")),
        postgresql_with={
            "fillfactor": 50,
            "autovacuum_vacuum_scale_factor": 0.0,
            "autovacuum_vacuum_threshold": 1000,
        },
    )
    op.create_table(
        "login_tally",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("open_at", sa.DateTime(timezone=True), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_tally")),
        sa.UniqueConstraint("key", name=op.f("uq_login_tally_key")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
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
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_api_token_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_user_id"), "api_token", ["user_id"], unique=False)
    op.create_table(
        "customer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("legal_name", sa.String(length=200), nullable=False),
        sa.Column("trade_name", sa.String(length=200), nullable=True),
        sa.Column("vat", sa.String(length=20), nullable=True),
        sa.Column("tax_code", sa.String(length=20), nullable=True),
        sa.Column("ateco_codes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("ateco_risk_class", sa.String(length=8), nullable=True),
        sa.Column("ccnl", sa.String(length=200), nullable=True),
        sa.Column("inail_pat", sa.String(length=40), nullable=True),
        sa.Column("rea", sa.String(length=40), nullable=True),
        sa.Column("legal_address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pec", sa.String(length=254), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("activity_start_on", sa.Date(), nullable=True),
        sa.Column("lead_consultant_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
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
            "code_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(code)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "legal_name_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(legal_name)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "to_tsvector('simple'::regconfig, coalesce(code, '') || ' ' || coalesce(legal_name, '') || ' ' || coalesce(trade_name, '') || ' ' || coalesce(vat, '') || ' ' || coalesce(tax_code, ''))",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "ateco_risk_class IN ('low', 'medium', 'high')",
            name=op.f("ck_customer_ateco_risk_class"),
        ),
        sa.CheckConstraint(
            "status IN ('prospect', 'active', 'suspended', 'archived')",
            name=op.f("ck_customer_status"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_consultant_id"], ["app_user.id"], name=op.f("fk_customer_lead_consultant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("code", name=op.f("uq_customer_code")),
    )
    op.create_index(
        op.f("ix_customer_code_lower_id"), "customer", ["code_lower", "id"], unique=False
    )
    op.create_index(
        op.f("ix_customer_lead_consultant_id"), "customer", ["lead_consultant_id"], unique=False
    )
    op.create_index(
        op.f("ix_customer_legal_name_lower_id"),
        "customer",
        ["legal_name_lower", "id"],
        unique=False,
    )
    op.create_index(
        "ix_customer_words", "customer", ["words"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "idempotency_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=120), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_idempotency_key_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_key")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_idempotency_key_user_id_key")),
    )
    op.create_index(
        op.f("ix_idempotency_key_user_id"), "idempotency_key", ["user_id"], unique=False
    )
    op.create_table(
        "kept_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
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
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_kept_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_session")),
        sa.UniqueConstraint("number", name=op.f("uq_kept_session_number")),
    )
    op.create_index(op.f("ix_kept_session_user_id"), "kept_session", ["user_id"], unique=False)
    op.create_table(
        "login_device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
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
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_login_device_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_device_token_hash")),
    )
    op.create_index(op.f("ix_login_device_user_id"), "login_device", ["user_id"], unique=False)
    op.create_table(
        "login_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("ip", sa.String(length=45), nullable=True),
        sa.Column("agent", sa.String(length=400), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_login_session_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    op.create_index(op.f("ix_login_session_user_id"), "login_session", ["user_id"], unique=False)
    op.create_table(
        "ticket",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("login_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
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
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_ticket_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_ticket_token_hash")),
    )
    op.create_index(op.f("ix_ticket_user_id"), "ticket", ["user_id"], unique=False)
    op.create_table(
        "customer_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("site_ids", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
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
        sa.CheckConstraint(
            "level IN ('read', 'actions_only', 'edit', 'manage')",
            name=op.f("ck_customer_grant_level"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_grant_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_customer_grant_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_grant")),
        sa.UniqueConstraint("customer_id", "id", name=op.f("uq_customer_grant_customer_id_id")),
        sa.UniqueConstraint(
            "customer_id", "user_id", name=op.f("uq_customer_grant_customer_id_user_id")
        ),
    )
    op.create_index(op.f("ix_customer_grant_user_id"), "customer_grant", ["user_id"], unique=False)
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("istat_code", sa.String(length=10), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("surface_m2", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("floors", sa.Integer(), nullable=True),
        sa.Column("max_occupants", sa.Integer(), nullable=True),
        sa.Column("first_aid_group", sa.String(length=1), nullable=True),
        sa.Column("fire_level", sa.String(length=1), nullable=True),
        sa.Column("fire_permit_expires_on", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
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
            "code_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(code)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "name_lower",
            sa.Text(collation="C"),
            sa.Computed("lower(name)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "to_tsvector('simple'::regconfig, coalesce(code, '') || ' ' || coalesce(name, ''))",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("fire_level IN ('1', '2', '3')", name=op.f("ck_site_fire_level")),
        sa.CheckConstraint(
            "first_aid_group IN ('A', 'B', 'C')", name=op.f("ck_site_first_aid_group")
        ),
        sa.CheckConstraint(
            "kind IN ('registered_office', 'production_unit', 'office', 'warehouse', 'shop', 'construction_site', 'third_party', 'home')",
            name=op.f("ck_site_kind"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_site_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("customer_id", "code", name=op.f("uq_site_customer_id_code")),
        sa.UniqueConstraint("customer_id", "id", name=op.f("uq_site_customer_id_id")),
    )
    op.create_index(op.f("ix_site_code_lower_id"), "site", ["code_lower", "id"], unique=False)
    op.create_index(
        op.f("ix_site_customer_id_code_lower_id"),
        "site",
        ["customer_id", "code_lower", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_site_customer_id_name_lower_id"),
        "site",
        ["customer_id", "name_lower", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_site_name_lower_id"), "site", ["name_lower", "id"], unique=False)
    op.create_index("ix_site_words", "site", ["words"], unique=False, postgresql_using="gin")


def downgrade() -> None:
    op.execute("DROP POLICY IF EXISTS scope ON app_user")  # it looks at the grants
    op.drop_index("ix_site_words", table_name="site", postgresql_using="gin")
    op.drop_index(op.f("ix_site_name_lower_id"), table_name="site")
    op.drop_index(op.f("ix_site_customer_id_name_lower_id"), table_name="site")
    op.drop_index(op.f("ix_site_customer_id_code_lower_id"), table_name="site")
    op.drop_index(op.f("ix_site_code_lower_id"), table_name="site")
    op.drop_table("site")
    op.drop_index(op.f("ix_customer_grant_user_id"), table_name="customer_grant")
    op.drop_table("customer_grant")
    op.drop_index(op.f("ix_ticket_user_id"), table_name="ticket")
    op.drop_table("ticket")
    op.drop_index(op.f("ix_login_session_user_id"), table_name="login_session")
    op.drop_table("login_session")
    op.drop_index(op.f("ix_login_device_user_id"), table_name="login_device")
    op.drop_table("login_device")
    op.drop_index(op.f("ix_kept_session_user_id"), table_name="kept_session")
    op.drop_table("kept_session")
    op.drop_index(op.f("ix_idempotency_key_user_id"), table_name="idempotency_key")
    op.drop_table("idempotency_key")
    op.drop_index("ix_customer_words", table_name="customer", postgresql_using="gin")
    op.drop_index(op.f("ix_customer_legal_name_lower_id"), table_name="customer")
    op.drop_index(op.f("ix_customer_lead_consultant_id"), table_name="customer")
    op.drop_index(op.f("ix_customer_code_lower_id"), table_name="customer")
    op.drop_table("customer")
    op.drop_index(op.f("ix_api_token_user_id"), table_name="api_token")
    op.drop_table("api_token")
    op.drop_table("login_tally")
    op.drop_table("feed_head")
    op.drop_index("ix_change_tx_at", table_name="change_tx")
    op.drop_table("change_tx")
    op.drop_table("change_row")
    op.drop_table("change_pending")
    op.drop_index(
        "ix_audit_event_unsealed",
        table_name="audit_event",
        postgresql_where=sa.text("hash IS NULL"),
    )
    op.drop_index("ix_audit_event_object", table_name="audit_event")
    op.drop_table("audit_event")
    op.drop_index("ix_app_user_words", table_name="app_user", postgresql_using="gin")
    op.drop_index(op.f("ix_app_user_surname_lower_id"), table_name="app_user")
    op.drop_index(op.f("ix_app_user_email_lower_id"), table_name="app_user")
    op.drop_table("app_user")
