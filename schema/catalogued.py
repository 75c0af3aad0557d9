"""Whose a row of the catalogue is, and what the release it came from said.

The studio edits the catalogue in place. `released` keeps the fields as the release gave them, so
what the studio wrote itself is always told from what came with the program: a newer release may
take over what the studio left alone, and never what it changed.
"""

from typing import Any

from sqlalchemy import Column, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import field

SYSTEM, OWN = "system", "studio"  # where a row comes from


def catalogued() -> tuple[Column[Any], ...]:
    """Declare where a row comes from; the program alone writes it."""
    return (
        field("origin", String(8), "Origine", "Origin", personal="none", required=True,
              readonly=True, default=OWN, width=3, section=("Provenienza", "Where it comes from"),
              choices={SYSTEM: ("Ytefas", "Ytefas"), OWN: ("Studio", "Studio")}),
        field("release", String(20), "Edizione", "Release", personal="none", readonly=True,
              width=3, section=("Provenienza", "Where it comes from")),
        field("released", JSONB, "Testo dell'edizione", "Text of the release", personal="none",
              readonly=True, filters=False, sorts=False, widget="none", read="admin"),
    )  # fmt: skip
