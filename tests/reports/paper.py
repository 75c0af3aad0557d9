"""A PDF of ours, read as a stranger would: what is written, where, and in which typeface."""

from __future__ import annotations

import base64
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reports.kit import type as faces

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_TOKEN = re.compile(
    rb"\((?P<text>(?:\\.|[^\\()])*)\)\s*Tj|/(?P<font>\S+)\s+(?P<size>[\d.]+)\s+Tf"
    rb"|(?P<at>(?:[-\d.]+\s+){6})Tm|(?P<lead>[\d.]+)\s+TL|(?P<next>T\*)"
    rb"|(?P<move>(?:[-\d.]+\s+){2})Td|(?P<matrix>(?:[-\d.]+\s+){6})cm|\b(?P<save>q)\b|\b(?P<back>Q)\b",
    re.DOTALL,
)
_NUMBERS = {"at", "lead", "move", "matrix"}
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMES = {
    "IBMPlexSans-Light": faces.LIGHT,
    "IBMPlexSans": faces.SANS,
    "IBMPlexSans-SmBld": faces.BOLD,
    "IBMPlexSansCond": faces.NARROW,
    "IBMPlexSansCond-Medm": faces.NARROW_MID,
    "IBMPlexSansCond-SmBld": faces.NARROW_BOLD,
}


@dataclass(frozen=True)
class Run:
    """One text as it was set."""

    text: str
    x: float
    y: float
    size: float
    font: str

    @property
    def end(self) -> float:
        return self.x + faces.width(self.text, self.font, self.size)


class _Setting:
    """Where the next text goes, and how it is set."""

    def __init__(self) -> None:
        self.shift, self.kept = (0.0, 0.0), list[tuple[float, float]]()
        self.at = self.line = (0.0, 0.0)
        self.size = self.lead = 0.0
        self.font = b""

    def follow(self, token: re.Match[bytes]) -> None:
        """Take an operator that is no text."""
        name = str(token.lastgroup)
        numbers = [float(one) for one in token[name].split()] if name in _NUMBERS else []
        match name:
            case "save":
                self.kept.append(self.shift)
            case "back":
                self.shift = self.kept.pop()
            case "matrix":
                assert numbers[:4] == [1, 0, 0, 1], numbers
                self.shift = (self.shift[0] + numbers[4], self.shift[1] + numbers[5])
            case "size":
                self.font, self.size = token["font"], float(token["size"])
            case "lead":
                (self.lead,) = numbers
            case _:
                self._move(name, numbers)

    def _move(self, name: str, numbers: list[float]) -> None:
        if name == "at":
            self.line = (numbers[4], numbers[5])
        elif name == "move":
            self.line = (self.line[0] + numbers[0], self.line[1] + numbers[1])
        else:
            self.line = (self.line[0], self.line[1] - self.lead)
        self.at = self.line


@dataclass(frozen=True)
class Paper:
    """The file, object by object."""

    body: bytes

    @cached_property
    def objects(self) -> dict[int, bytes]:
        return {int(found[1]): found[2] for found in _OBJECT.finditer(self.body)}

    @cached_property
    def fonts(self) -> dict[bytes, tuple[str, dict[int, str]]]:
        """Give each font by its name in the pages: its face, and what its codes mean."""
        found = {}
        for name, number in re.findall(rb"/(F\d+\+\d+) (\d+) 0 R", self.body):
            said = self.objects[int(number)]
            base = re.search(rb"/BaseFont /\w+\+(\S+)", said)
            meant = re.search(rb"/ToUnicode (\d+) 0 R", said)
            assert base, said
            assert meant, said
            found[name] = (base[1].decode(), _codes(self.stream(int(meant[1]))))
        return found

    def stream(self, number: int) -> bytes:
        said = self.objects[number]
        length = re.search(rb"/Length (\d+)", said)
        assert length
        begin = said.index(b"stream") + len(b"stream\n")
        data = said[begin : begin + int(length[1])]
        if b"ASCII85Decode" in said:
            data = base64.a85decode(b"<~" + data, adobe=True)
        return zlib.decompress(data) if b"FlateDecode" in said else data

    @cached_property
    def pages(self) -> list[list[Run]]:
        kids = next(one for one in self.objects.values() if b"/Type /Pages" in one)
        numbers = [
            int(one) for one in re.findall(rb"(\d+) 0 R", kids.split(b"/Kids")[1].split(b"]")[0])
        ]
        found = []
        for number in numbers:
            content = re.search(rb"/Contents (\d+) 0 R", self.objects[number])
            assert content
            found.append(list(self._runs(self.stream(int(content[1])))))
        return found

    def _runs(self, content: bytes) -> Iterator[Run]:
        setting = _Setting()
        for token in _TOKEN.finditer(content):
            if token["text"] is None:
                setting.follow(token)
                continue
            face, codes = self.fonts[setting.font]
            text = "".join(codes.get(code, "\ufffd") for code in _plain(token["text"]))
            known = _NAMES.get(face, faces.NARROW)
            x, y = setting.at[0] + setting.shift[0], setting.at[1] + setting.shift[1]
            yield Run(text, x, y, setting.size, known)
            setting.at = (setting.at[0] + faces.width(text, known, setting.size), setting.at[1])

    @property
    def text(self) -> str:
        return "\n".join(self.page(at) for at in range(len(self.pages)))

    def page(self, at: int) -> str:
        return "\n".join(run.text for run in self.pages[at])

    @cached_property
    def solid(self) -> str:
        """Everything without a space, so that it does not matter where lines end."""
        return solid(self.text)


def solid(text: str) -> str:
    """Leave out spaces, and whether a letter is raised."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _plain(escaped: bytes) -> bytes:
    usual = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def meant(found: re.Match[bytes]) -> bytes:
        if found[1].isdigit():
            return bytes([int(found[1], 8)])
        return usual.get(found[1], found[1])

    return _ESCAPED.sub(meant, escaped)


def _codes(cmap: bytes) -> dict[int, str]:
    codes = {}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, to in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(\[[^\]]*\]|<\w+>)", block):
            many = re.findall(rb"<(\w+)>", to)
            for at, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                one = many[at] if to.startswith(b"[") else many[0]
                offset = 0 if to.startswith(b"[") else at
                codes[code] = chr(int(one, 16) + offset)
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, to in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            codes[int(code, 16)] = bytes.fromhex(to.decode()).decode("utf-16-be")
    return codes
