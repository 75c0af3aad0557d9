"""A pen on a piece of paper: points from the top left corner, colours by name, texts by measure."""

from collections.abc import Sequence
from typing import Any, Final, Literal

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable
from typing_extensions import override

from reports.kit.ink import INK, SECOND, level_of
from reports.kit.type import BOLD, NARROW, NARROW_BOLD, clean, width

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
DASH: Final = (3.0, 2.0)


class Pen:
    """Draws on the canvas of reportlab, whose origin is the bottom left."""

    def __init__(self, canvas: Any, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def text(
        self, at: Point, text: str, *, size: float = 8.4, font: str = NARROW, colour: str = INK,
        anchor: Anchor = "start", halo: bool = False,
    ) -> None:  # fmt: skip
        """Write on a baseline; `halo`: what lies under it is kept away."""
        text = clean(text)
        wide = width(text, font, size)
        x = at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        if halo:
            self.box((x - 1, at[1] - size * 0.85), (wide + 2, size * 1.15), fill="#FFFFFF")
        canvas = self._canvas
        canvas.setFillColor(HexColor(colour))
        canvas.setFont(font, size)
        canvas.drawString(x, self._height - at[1], text)

    def line(
        self, begin: Point, end: Point, *, colour: str = INK, thick: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        canvas = self._canvas
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(thick)
        canvas.setDash(*((list(dash), 0) if dash else ([], 0)))
        canvas.line(begin[0], self._height - begin[1], end[0], self._height - end[1])
        canvas.setDash([], 0)

    def box(
        self, at: Point, size: Point, *, fill: str | None = None, line: str | None = None,
        thick: float = 0.35, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        self.shape(
            [at, (at[0] + size[0], at[1]), (at[0] + size[0], at[1] + size[1]),
             (at[0], at[1] + size[1])],
            fill=fill, line=line, thick=thick, dash=dash,
        )  # fmt: skip

    def shape(
        self, points: Sequence[Point], *, fill: str | None = None, line: str | None = None,
        thick: float = 0.35, dash: Sequence[float] = (), closed: bool = True,
    ) -> None:  # fmt: skip
        canvas = self._canvas
        path = canvas.beginPath()
        for at, (x, y) in enumerate(points):
            (path.lineTo if at else path.moveTo)(x, self._height - y)
        if closed:
            path.close()
        if fill:
            canvas.setFillColor(HexColor(fill))
        if line:
            canvas.setStrokeColor(HexColor(line))
            canvas.setLineWidth(thick)
            canvas.setLineJoin(1)
            canvas.setDash(*((list(dash), 0) if dash else ([], 0)))
        canvas.drawPath(path, stroke=int(bool(line)), fill=int(bool(fill)))
        canvas.setDash([], 0)

    def disc(
        self, at: Point, radius: float, *, fill: str | None = INK, line: str | None = None,
        thick: float = 0.8, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        canvas = self._canvas
        if fill:
            canvas.setFillColor(HexColor(fill))
        if line:
            canvas.setStrokeColor(HexColor(line))
            canvas.setLineWidth(thick)
        canvas.setDash(*((list(dash), 0) if dash else ([], 0)))
        canvas.circle(
            at[0], self._height - at[1], radius, stroke=int(bool(line)), fill=int(bool(fill))
        )
        canvas.setDash([], 0)

    def picture(self, path: str, at: Point, size: Point) -> None:
        """Place an image from a file, whole, at the left of its place."""
        self._canvas.drawImage(
            path, at[0], self._height - at[1] - size[1], size[0], size[1],
            mask="auto", preserveAspectRatio=True, anchor="w",
        )  # fmt: skip

    def badge(
        self, at: Point, level: int | None, radius: float = 6.6, *, inverse: bool = False
    ) -> None:
        """Draw a level as its shape with its digit, around a point; `inverse` on its own colour."""
        ink = level_of(level)
        if inverse:
            ink = ink._replace(fill=ink.digit, line=ink.digit, digit=ink.fill)
        x, y = at
        if level is None:
            self.disc(at, radius, fill=None, line=SECOND, dash=(2, 1.5))
            self.text((x, y + radius * 0.36), "?", size=radius * 1.1, font=BOLD, colour=SECOND,
                      anchor="middle")  # fmt: skip
            return
        digit = y + radius * 0.38
        if level <= 1:
            self.disc(at, radius, fill=ink.fill, line=ink.line)
        elif level == 2:  # noqa: PLR2004 - a square
            side = radius * 0.92
            self.box((x - side, y - side), (2 * side, 2 * side), fill=ink.fill, line=ink.line,
                     thick=0.8)  # fmt: skip
        elif level == 3:  # noqa: PLR2004 - a triangle
            tall = radius * 1.2
            self.shape([(x, y - tall), (x + tall, y + tall * 0.82), (x - tall, y + tall * 0.82)],
                       fill=ink.fill, line=ink.line, thick=0.8)  # fmt: skip
            digit += radius * 0.14
        else:
            wide = radius * 1.25
            self.shape([(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)],
                       fill=ink.fill, line=ink.line, thick=0.8)  # fmt: skip
        self.text((x, digit), str(level), size=radius * 1.1, font=NARROW_BOLD, colour=ink.digit,
                  anchor="middle")  # fmt: skip


class Drawn(Flowable):  # type: ignore[misc] # reportlab has no types
    """A piece of a page that is drawn by hand: how tall it is follows from how wide it may be."""

    def __init__(self) -> None:
        super().__init__()
        self.hAlign = "LEFT"

    def tall(self, wide: float) -> float:
        """Tell how much height it takes."""
        raise NotImplementedError

    def paint(self, pen: Pen, wide: float) -> None:
        """Draw it."""
        raise NotImplementedError

    def wrap(self, wide: float, _high: float) -> tuple[float, float]:
        self.width, self.height = wide, self.tall(wide)
        return self.width, self.height

    def draw(self) -> None:
        self.paint(Pen(self.canv, self.height), self.width)


class Badge(Drawn):
    """A level with its word, as a piece of a line."""

    def __init__(self, level: int | None, word: str, *, radius: float = 6.6) -> None:
        super().__init__()
        self._level, self._word, self._radius = level, word, radius

    @override
    def tall(self, wide: float) -> float:
        del wide
        return self._radius * 2.5

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        del wide
        r = self._radius
        pen.badge((r * 1.25, r * 1.25), self._level, r)
        pen.text((r * 2.5 + 7, r * 1.25 + 3.2), self._word, size=9, font=NARROW_BOLD)
