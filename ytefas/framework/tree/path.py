"""An address in the tree: a frozen sequence of fragments, the first of which may be its base.

Everything that becomes a Path is validated here, once, so the rest of the program may trust any
Path it meets. Two paths are equal when their absolute forms are; the base only matters to
resolve `@…` and to build further paths.
"""
# ruff: noqa: SLF001 - the parts of a Path are private to this module

import re
from collections.abc import Callable, Iterable, Mapping
from functools import total_ordering
from typing import Final, Protocol, Self, runtime_checkable

from typing_extensions import override

_DOTTED: Final = re.compile(r"[a-z0-9_*]+(?:\.[a-z0-9_*]+)*")
_FRAGMENT: Final = re.compile(r"[a-z0-9_*]+")


class PathError(ValueError):
    """This is not an address, or it cannot be resolved from here."""


@runtime_checkable
class Addressed(Protocol):
    """Whatever lives at an address: a node, or a proxy of one."""

    @property
    def node_path(self) -> "Path | None": ...


PathResolver = Callable[["Path", tuple[str, ...], Mapping[str, object]], "Path | None"]
"""Given the asking path, the fragments of the target and the context: a Path, or not mine."""


@total_ordering
class Path:
    """`Path("a.b")`, `Path("b", base="a")`; both equal `"a.b"`."""

    __slots__ = ("_base_length", "_text")
    _base_length: int
    _text: str

    def __init__(self, parts: "str | Path | Iterable[str]", base: "PathLike | None" = None) -> None:
        text = _dotted(parts)
        base_length = parts._base_length if isinstance(parts, Path) else 0
        if base is not None:
            if base_length:
                raise PathError(f"{text!r} already has a base")
            prefix = _dotted(base)
            text, base_length = f"{prefix}.{text}", prefix.count(".") + 1
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_base_length", base_length)

    @classmethod
    def _trusted(cls, text: str, base_length: int) -> Self:
        path = cls.__new__(cls)
        object.__setattr__(path, "_text", text)
        object.__setattr__(path, "_base_length", base_length)
        return path

    # -- what it is made of

    @property
    def fragments(self) -> tuple[str, ...]:
        return tuple(self._text.split("."))

    @property
    def base(self) -> "Path | None":
        """The part `@` stands for; a rooted path is its own base."""
        if not self._base_length:
            return None
        return Path._trusted(".".join(self.fragments[: self._base_length]), 0)

    @property
    def base_length(self) -> int:
        return self._base_length

    @property
    def absolute(self) -> "Path":
        return self if not self._base_length else Path._trusted(self._text, 0)

    @property
    def name(self) -> str:
        """The last fragment."""
        return self._text.rpartition(".")[2]

    # -- building others

    def rooted(self) -> "Path":
        """Make the same address its own base: the root of a session."""
        return Path._trusted(self._text, self._text.count(".") + 1)

    def child(self, name: str) -> "Path":
        """One fragment below; a base-less path becomes the base of what grows from it."""
        if not _FRAGMENT.fullmatch(name):
            raise PathError(f"a name is made of [a-z0-9_*], not {name!r}")
        return self._grown(name)

    def __add__(self, other: "PathLike") -> "Path":
        if isinstance(other, Path) and other._base_length and self._base_length:
            raise PathError(f"{self} and {other} both have a base")
        return self._grown(_dotted(other))

    def __truediv__(self, other: "PathLike") -> "Path":
        return self + other

    def _grown(self, text: str) -> "Path":
        base_length = self._base_length or self._text.count(".") + 1
        return Path._trusted(f"{self._text}.{text}", base_length)

    def contains(self, other: "Path | str") -> bool:
        """Whether `other` is this address or lies below it."""
        text = str(other)
        return text == self._text or text.startswith(self._text + ".")

    # -- resolving

    def resolve(
        self, target: "str | Iterable[str]", context: Mapping[str, object] | None = None
    ) -> "Path":
        """Find the absolute Path that `x.y`, `@x.y` or `#name.x` means, asked from here."""
        if isinstance(target, Path):
            raise PathError(f"{target} is resolved already")
        text = target if isinstance(target, str) else ".".join(target)
        if text.startswith("@"):
            return self._resolve_base(text)
        if text.startswith("#"):
            return self._resolve_name(text, {} if context is None else context)
        return Path(text)

    def _resolve_base(self, text: str) -> "Path":
        base, rest = self.base, text[1:].removeprefix(".")
        if base is None:
            raise PathError(f"{text!r} asked from {self}, which has no base")
        return base if not rest else (base + rest).absolute

    def _resolve_name(self, text: str, context: Mapping[str, object]) -> "Path":
        fragments = tuple(text.split("."))
        resolvers = context.get("path_resolvers", ())
        for resolver in resolvers if isinstance(resolvers, tuple | list) else ():
            found: object = resolver(self, fragments, context)
            if isinstance(found, Path):
                return found.absolute
        raise PathError(f"nobody resolves {text!r} from {self}")

    # -- being a value

    @override
    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Path is frozen: {name}")

    @override
    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Path is frozen: {name}")

    @override
    def __reduce__(self) -> tuple[Callable[[str, int], "Path"], tuple[str, int]]:
        return _rebuild, (self._text, self._base_length)

    @override
    def __eq__(self, other: object) -> bool:
        if isinstance(other, Path):
            return self._text == other._text
        return self._text == other if isinstance(other, str) else NotImplemented

    def __lt__(self, other: "Path | str") -> bool:
        return self.fragments < tuple(str(other).split("."))

    @override
    def __hash__(self) -> int:
        return hash(self._text)

    def __len__(self) -> int:
        return self._text.count(".") + 1

    def __getitem__(self, index: int) -> str:
        return self.fragments[index]

    @override
    def __str__(self) -> str:
        return self._text

    @override
    def __repr__(self) -> str:
        base = self.base
        if base is None:
            return f"Path({self._text!r})"
        own = ".".join(self.fragments[self._base_length :])
        return f"Path({own!r}, base={str(base)!r})" if own else f"Path({self._text!r}).rooted()"


PathLike = str | Path | Iterable[str]


def _dotted(parts: "str | Path | Iterable[str]") -> str:
    if isinstance(parts, Path):
        return parts._text
    text = parts if isinstance(parts, str) else ".".join(parts)
    if not _DOTTED.fullmatch(text):
        raise PathError(f"an address is fragments of [a-z0-9_*] joined by dots, not {text!r}")
    return text


def _rebuild(text: str, base_length: int) -> Path:
    """Unpickling passes through validation like every other origin."""
    path = Path(text)
    if not 0 <= base_length <= len(path):
        raise PathError(f"{text!r} has no base of length {base_length}")
    return Path._trusted(text, base_length)


def resolve_name(
    asking: Path, fragments: tuple[str, ...], context: Mapping[str, object]
) -> Path | None:
    """Resolve `#name.rest` by what the context holds under that name; `#` is `#context`."""
    name, *rest = fragments
    found = context.get(name[1:] or "context")
    while isinstance(found, Mapping) and rest:
        found = found.get(rest.pop(0))
    path = found.node_path if isinstance(found, Addressed) else None
    if not isinstance(path, Path):
        raise PathError(f"{'.'.join(fragments)!r} is no node in the context of {asking}")
    return path.absolute if not rest else (path.absolute + rest).absolute
