"""Every text that people enter is searched, or is named here with the reason why not."""

from collections.abc import Iterator

from sqlalchemy import Column, String, Text

from schema.base import entity_of, field_of, tables

PROSE = "explains an entry of the catalogue, which is found by its code and its name"
MADE = "made by the program, not entered"
STUDIO = "the one row of the studio's own paper, which nobody looks for"
NOT_SEARCHED: dict[str, str] = {
    "auth.tokens.name": "a key of one person, listed in his settings",
    "auth.sessions.ip": MADE,
    "auth.sessions.agent": MADE,
    "auth.sessions.node": MADE,
    "auth.users.password_hash": "a secret",
    "auth.users.totp_secret": "a secret",
    "auth.users.totp_pending": "a secret",
    "doc.attachments.sha256": MADE,
    "doc.attachments.storage_key": MADE,
    "org.imports.sheet": "an import is found by its file",
    "org.imports.sha256": MADE,
    "org.customers.ccnl": "the same agreement stands in very many: a condition of the list",
    "org.customers.notes": "for the studio alone: a hit would tell the customer's users of it",
    "org.sites.istat_code": "a code of the municipality, which is found by the address",
    "org.substance_uses.notes": "belongs to a substance, which is found",
    "risk.calculations.method": "a code; the name of the method is searched",
    **{f"risk.calculations.{name}": MADE for name in (
        "unit", "band", "word", "word_en", "after_band", "after_word", "after_word_en",
    )},
    "lib.evaluation_methods.steps": MADE,
    "lib.hazard_sources.ateco_prefix": "a link between two entries that are found",
    "lib.hazard_sources.reason": "a link between two entries that are found",
    "lib.hazard_sources.reason_en": "a link between two entries that are found",
    "lib.releases.sha256": MADE,
    "lib.families.icon": "the name of a picture",
    "lib.presets.icon": "the name of a picture",
    "lib.equipment_types.legal_ref": PROSE,
    **{f"studio.profile.{name}": STUDIO for name in (
        "vat", "tax_code", "phone", "email", "pec", "website", "footer", "theme_colour",
    )},
}  # fmt: skip
EXPLAINING = {"description", "note", "guidance", "content", "possible_harm", "statement_ok",
              "statement_ko"}  # fmt: skip
LINKING = {"source": "says in which table a linked row is", "release": MADE}


def entered() -> Iterator[tuple[str, Column[object]]]:
    """Name the texts of all tables that are shown, without choices and what PostgreSQL makes."""
    for table in tables().values():
        source = entity_of(table).source
        for column in table.columns if source else ():
            is_text = isinstance(column.type, String | Text) and column.computed is None
            if is_text and not field_of(column).choices:
                yield f"{source}.{column.name}", column


def reason(name: str) -> str | None:
    """Say why a text is not searched."""
    source, _, column = name.rpartition(".")
    if source.startswith("lib.") and column.removesuffix("_en") in EXPLAINING:
        return PROSE
    return NOT_SEARCHED.get(name) or LINKING.get(column)


def test_every_text_is_searched_or_says_why_not() -> None:
    silent = [
        name
        for name, column in entered()
        if not (field_of(column).words or field_of(column).prefix) and reason(name) is None
    ]
    assert silent == []


def test_no_reason_is_given_for_what_is_searched_or_gone() -> None:
    known = dict(entered())
    stale = [
        name
        for name in NOT_SEARCHED
        if name not in known or field_of(known[name]).words or field_of(known[name]).prefix
    ]
    assert stale == []
