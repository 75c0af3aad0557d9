"""Texts of the libraries, which are read in both languages: two columns, Italian first.

Two columns and not one document of languages: each can be sorted, searched and shown in a list like
any other. Where the English is missing, the Italian stands in for it (`ytefas/store/source`).
"""

from typing import Any

from sqlalchemy import Column
from sqlalchemy.types import TypeEngine

from schema.base import field

ENGLISH = "_en"  # ends the name of the column that holds the English


def spoken(
    name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]], it: str, en: str, **facts: Any
) -> tuple[Column[Any], Column[Any]]:
    """Declare a text of a library in Italian (`name`) and in English (`name_en`)."""
    told = {"personal": "none", **facts}
    english = {key: value for key, value in told.items() if key not in {"required", "default"}}
    return (
        field(name, kind, it, en, **told),
        field(f"{name}{ENGLISH}", kind, f"{it} (inglese)", f"{en} (English)", **english),
    )
