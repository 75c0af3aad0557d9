"""What a person types into a search box, as the text of a tsquery that always parses."""

import re

from sqlalchemy import Text

from ytefas.errors import Invalid
from ytefas.store.query.value import BadValueError, Kind, read_value

LONGEST_WORDS = 200
MOST_WORDS = 10

_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


def read_words(raw: object, **where: str) -> str:
    """Turn what a person typed into the text of a tsquery that always parses.

    Every word is a prefix and all must be there; `"two words"` are a phrase, `-word` must not be
    there. The pieces are quoted, so PostgreSQL cuts them exactly as it cut the stored text; a
    piece without a letter or digit says nothing and is dropped.
    """
    try:
        text = read_value(Kind.TEXT, raw, type_=Text(), longest=LONGEST_WORDS)
    except BadValueError as bad:
        raise Invalid("wrong_type", **where, code=bad.code) from None
    terms = []
    for minus, phrase, word in _PIECE.findall(text):
        piece = phrase or word
        if any(letter.isalnum() for letter in piece):
            quoted = piece.replace("\\", "\\\\").replace("'", "''")
            terms.append(f"{'!' if minus else ''}'{quoted}'{'' if phrase else ':*'}")
    if len(terms) > MOST_WORDS:
        raise Invalid("too_large", **where)
    return " & ".join(terms)
