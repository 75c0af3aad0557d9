"""Type: IBM Plex from files beside this one, embedded as far as it is used; what texts may hold."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from reports.kit.ink import ACCENT, INK, SECOND

_FONTS: Final = Path(__file__).parent / "fonts"
LIGHT: Final = "Plex-Light"
SANS: Final = "Plex"
BOLD: Final = "Plex-SemiBold"
NARROW: Final = "PlexCondensed"
NARROW_MID: Final = "PlexCondensed-Medium"
NARROW_BOLD: Final = "PlexCondensed-SemiBold"
_FILES: Final = {
    LIGHT: "IBMPlexSans-Light",
    SANS: "IBMPlexSans-Regular",
    BOLD: "IBMPlexSans-SemiBold",
    NARROW: "IBMPlexSansCondensed-Regular",
    NARROW_MID: "IBMPlexSansCondensed-Medium",
    NARROW_BOLD: "IBMPlexSansCondensed-SemiBold",
}
_UNPRINTED: Final = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff\ufffe\uffff]"
)


@cache
def load() -> None:
    """Make the typefaces known; once is enough."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, _FONTS / f"{file}.ttf"))
    bolder = {SANS: BOLD, LIGHT: BOLD, NARROW: NARROW_BOLD, NARROW_MID: NARROW_BOLD}
    for name in _FILES:
        bold = bolder.get(name, name)
        pdfmetrics.registerFontFamily(name, normal=name, bold=bold, italic=name, boldItalic=bold)


load()
_BELOW: Final = re.compile(r"(?<=\w)_(\w+)")
_SHIFTED: Final = {"sub": '<sub rise="1.6" size="6.6">', "super": '<super rise="3" size="6.6">'}
# Runs of one kind, so that a sign and its number are raised alike.
_RAISED: Final = re.compile(
    "[\u00b2\u00b3\u00b9\u2070-\u207f\u02b0-\u02b8\u1d2c-\u1d61]+|[\u2080-\u209c\u1d62-\u1d6a\u2c7c]+"
)


def width(text: str, font: str, size: float) -> float:
    """Measure a text, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def clean(text: str) -> str:
    """Give a text without what no page can show; raised letters the typeface lacks stand level."""
    return _RAISED.sub(lambda found: _level(found[0]), _printed(text))


def said(text: object) -> str:
    """Make any text safe inside a paragraph; its lines stay lines."""
    plain = escape(_printed(str(text))).replace("\n", "<br/>")
    return _RAISED.sub(lambda found: _marked(found[0]), plain)


def _printed(text: str) -> str:
    return _UNPRINTED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _level(raised: str) -> str:
    """Write raised and lowered letters as plain ones, if the typeface lacks one of them."""
    if _letters().issuperset(map(ord, raised)):
        return raised
    return unicodedata.normalize("NFKC", raised)


def _marked(raised: str) -> str:
    """Raise or lower plain letters instead: `10⁻⁸` is not 10⁸."""
    plain = _level(raised)
    if plain == raised:
        return raised
    tag = "super" if "<super>" in unicodedata.decomposition(raised[0]) else "sub"
    return f"{_SHIFTED[tag]}{escape(plain)}</{tag}>"


@cache
def _letters() -> frozenset[int]:
    """Tell what every typeface here can write."""
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in _FILES]
    return frozenset(set(faces[0]).intersection(*faces[1:]))


def symbol(text: str) -> str:
    """Print a symbol as the norm does: what follows a low line stands below."""
    return _BELOW.sub(
        lambda found: f"{_SHIFTED['sub']}{found[1].replace('_', ' ')}</sub>", said(text)
    )


def strong(text: object) -> str:
    """Make it bold."""
    return f"<b>{said(text)}</b>"


def pale(text: object) -> str:
    """Make it secondary."""
    return f'<font color="{SECOND}">{said(text)}</font>'


def fitted(text: str, font: str, size: float, room: float) -> str:
    """Cut a text that is wider than its room."""
    text = clean(text)
    if width(text, font, size) <= room:
        return text
    while len(text) > 1 and width(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _style(name: str, font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=more.pop("colour", INK),
        bulletFontName=font, splitLongWords=1, spaceShrinkage=0, **more,
    )  # fmt: skip


def tint(accent: str) -> None:
    """Give side heads the one accent of this document; a process draws one."""
    SIDE.textColor = HexColor(accent)


TITLE: Final = _style("title", BOLD, 20, 24)
LEAD: Final = _style("lead", SANS, 10.4, 14.2, colour=SECOND)
HEADING: Final = _style("heading", BOLD, 11, 14, spaceBefore=12, spaceAfter=4)
SIDE: Final = _style("side", NARROW_BOLD, 9, 11.5, colour=ACCENT)
PROSE: Final = _style("prose", SANS, 9.2, 13)
SMALL: Final = _style("small", NARROW, 8.8, 11.8)
CELL: Final = _style("cell", NARROW, 8.4, 10.7)
CELL_BOLD: Final = _style("cell bold", NARROW_BOLD, 8.4, 10.7)
CELL_RIGHT: Final = _style("cell right", NARROW, 8.4, 10.7, alignment=2)
CELL_RIGHT_BOLD: Final = _style("cell right bold", NARROW_BOLD, 8.4, 10.7, alignment=2)
HEAD: Final = _style("head", NARROW_MID, 7.6, 9.4, colour=SECOND)
HEAD_RIGHT: Final = _style("head right", NARROW_MID, 7.6, 9.4, colour=SECOND, alignment=2)
NOTE: Final = _style("note", NARROW, 7.8, 10, colour=SECOND)
FIGURE: Final = _style("figure", LIGHT, 24, 27)
FIGURE_LONG: Final = _style("figure long", LIGHT, 19, 27)
