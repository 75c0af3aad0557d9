"""Ink: the greys of a page, one accent, the five levels; the measures of the sheet, in points."""

from typing import Final, NamedTuple

MM: Final = 72 / 25.4
PAGE: Final = (210 * MM, 297 * MM)
LEFT: Final = 20 * MM
RIGHT: Final = 14 * MM
TOP: Final = 27 * MM
BOTTOM: Final = 20 * MM
BLOCK: Final = 176 * MM  # what is printed on, across
MARGIN: Final = 41 * MM  # the column of side heads
GUTTER: Final = 4 * MM
TEXT: Final = BLOCK - MARGIN - GUTTER

INK: Final = "#17232B"
SECOND: Final = "#55636B"
RULE: Final = "#C3CCD1"
TINT: Final = "#F0F3F4"
WHITE: Final = "#FFFFFF"
ACCENT: Final = "#0F4C5C"
GREYS: Final = ("#37444C", "#6B7880", "#A9B4BA", "#CBD3D7", "#E4E9EB")  # from the most
ON_GREYS: Final = (WHITE, WHITE, INK, INK, INK)
WORST: Final = "#A40122"


class Level(NamedTuple):
    """How a level is printed: area, shape, line, digit; the tint of a cell at rest, its ink."""

    area: str
    fill: str
    line: str
    digit: str
    tint: str
    ink: str


LEVELS: Final = (
    Level("#FFFFFF", "#FFFFFF", "#6F757B", "#464C53", "#F2F5F7", "#464C53"),
    # As an area its fill would be the grey of level 2 on a laser printer.
    Level("#E7FAF3", "#A6EAD3", "#278369", "#002C21", "#F1FBF8", "#005E49"),
    Level("#EAC53C", "#EAC53C", "#9D7004", "#302100", "#FDF3CC", "#734F02"),
    Level("#EC7F1F", "#EC7F1F", "#AE520A", "#270E01", "#FEE5D1", "#8F3E03"),
    Level("#A40122", "#A40122", "#810019", "#FFFFFF", "#FED8DA", "#9C0421"),
)


def level_of(level: int | None) -> Level:
    """Give the ink of a level; what is not rated is as grey as 0."""
    return LEVELS[min(4, max(0, level or 0))]


def readable(colour: str | None) -> str:
    """Take a studio's colour if headings can be read in it on white paper (4.5:1)."""
    try:
        channels = [int((colour or "")[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    except ValueError:
        return ACCENT
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - sRGB
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return str(colour) if 1.05 / (light + 0.05) >= 4.5 else ACCENT  # noqa: PLR2004 - WCAG AA
