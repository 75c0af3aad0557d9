"""Unsaved changes of a screen, kept for whoever typed them until he comes back to it."""

from sqlalchemy import DateTime, Index, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref

# Like a kept session: nobody else's affair, so neither announced nor audited.
draft = entity(
    "draft",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("controller", String(120), "Schermata", "Screen", personal="none", required=True),
    field("content_hash", LargeBinary, "Impronta", "Fingerprint", personal="none", required=True,
          filters=False, sorts=False),
    field("changes", JSONB, "Modifiche", "Changes", personal="special", required=True,
          filters=False, sorts=False, hint=("Per cursore", "By cursor")),
    field("kept_at", DateTime(timezone=True), "Tenuta il", "Kept at", personal="none",
          required=True),
    Index("ix_draft_place", "user_id", "controller", "content_hash", "kept_at"),
    Index("ix_draft_kept_at", "kept_at"),
    label=("Bozza", "Draft"), plural=("Bozze", "Drafts"),
    scope=Scope.PRIVATE, names_by="controller", sort=("-kept_at",), read="anyone", write="anyone",
    feed=False, audit=False,
)  # fmt: skip
