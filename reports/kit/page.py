"""The sheet: header, footer, page n of m, around whatever flows over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from reports.kit.ink import BLOCK, BOTTOM, INK, LEFT, MM, PAGE, RIGHT, RULE, SECOND, TOP
from reports.kit.pen import Pen
from reports.kit.speech import Speech
from reports.kit.type import BOLD, NARROW, NARROW_BOLD, clean, fitted, width

_SIZE: Final = 7.8
_LOGO: Final = (34 * MM, 11 * MM)
_STRIP: Final = (210 * MM, 24 * MM)


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is; `strip` is an image in place of all of it."""

    name: str
    lines: Sequence[str] = ()
    foot: Sequence[str] = ()
    logo: str | None = None
    strip: str | None = None


@dataclass(frozen=True)
class Running:
    """What stands on every page besides the letterhead."""

    title: str  # of the file
    right: tuple[str, str]  # whose document, and which
    left: str  # at the foot
    language: str


def write(out: Path, story: list[Any], letterhead: Letterhead, running: Running) -> int:
    """Lay the story out and write the file; returns how many pages it has."""
    pages: list[int] = []
    document = BaseDocTemplate(
        str(out), pagesize=PAGE, title=clean(running.title), author=clean(letterhead.name),
        subject=clean(running.left), creator="Ytefas", producer="Ytefas", lang=running.language,
        leftMargin=LEFT, rightMargin=RIGHT, topMargin=TOP, bottomMargin=BOTTOM,
        initialFontName=NARROW,
    )  # fmt: skip
    frame = Frame(LEFT, BOTTOM, BLOCK, PAGE[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))

    def canvas(*args: Any, **more: Any) -> Any:
        more["initialFontName"] = NARROW
        return _Counted(*args, around=(letterhead, running, pages), **more)

    document.build(story, canvasmaker=canvas)
    return pages[-1]


class _Counted(Canvas):  # type: ignore[misc] # reportlab has no types
    """Keeps the pages until it is known how many there are, then draws what is around them."""

    def __init__(
        self, *args: Any, around: tuple[Letterhead, Running, list[int]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._around = around
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - its name in reportlab
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        letterhead, running, pages = self._around
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            pen = Pen(self, PAGE[1])
            _header(pen, letterhead, running)
            _footer(pen, letterhead, running, (number, len(self._kept)))
            super().showPage()
        pages.append(len(self._kept))
        super().save()


def _header(pen: Pen, letterhead: Letterhead, running: Running) -> None:
    right = PAGE[0] - RIGHT
    if letterhead.strip:
        pen.picture(letterhead.strip, (0, 0), _STRIP)
        return
    x, top = LEFT, 11 * MM
    if letterhead.logo:
        pen.picture(letterhead.logo, (x, top - 3 * MM), _LOGO)
        x += _LOGO[0] + 3 * MM
    room = (BLOCK - (x - LEFT)) * 0.5
    pen.text((x, top + 2), fitted(letterhead.name, NARROW_BOLD, 9, room), size=9, font=NARROW_BOLD)
    for at, line in enumerate(letterhead.lines[:2]):
        pen.text((x, top + 12 + at * 9.4), fitted(line, NARROW, _SIZE, room), size=_SIZE,
                 colour=SECOND)  # fmt: skip
    room = BLOCK * 0.42
    for at, (line, font, colour) in enumerate(
        ((running.right[0], NARROW_BOLD, INK), (running.right[1], NARROW, SECOND))
    ):
        size = 9 if at == 0 else _SIZE
        pen.text((right, top + 2 + at * 10), fitted(line, font, size, room), size=size, font=font,
                 colour=colour, anchor="end")  # fmt: skip


def _footer(pen: Pen, letterhead: Letterhead, running: Running, number: tuple[int, int]) -> None:
    right = PAGE[0] - RIGHT
    y = PAGE[1] - BOTTOM + 5 * MM
    pen.line((LEFT, y), (right, y), colour=RULE, thick=0.4)
    page = Speech(running.language)("page", page=number[0], pages=number[1])
    pen.text((right, y + 10), page, size=_SIZE, font=BOLD, anchor="end")
    room = BLOCK - width(page, BOLD, _SIZE) - 12
    lines = [running.left, *letterhead.foot][:4]
    for at, line in enumerate(lines):
        pen.text((LEFT, y + 10 + at * 9), fitted(line, NARROW, _SIZE, room), size=_SIZE,
                 colour=SECOND)  # fmt: skip
