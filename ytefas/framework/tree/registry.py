"""Declared things find their way in by being imported: a room is discovered, not listed.

Importing a module has no other effect than its declarations, and their order must not matter, so
two declarations of one id are an error whoever comes first.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Generic, TypeVar

from typing_extensions import override

T = TypeVar("T")


class RegistryError(ValueError):
    """Two things claim one id."""


class Registry(Mapping[str, T], Generic[T]):
    """What was declared in one room, by id, in the order of the ids."""

    def __init__(self, room: str) -> None:
        self.room = room
        self._declared: dict[str, T] = {}

    def add(self, name: str, declared: T) -> T:
        known = self._declared.get(name)
        if known is not None and known is not declared:
            raise RegistryError(f"{name!r} is declared twice in {self.room}: {known}, {declared}")
        self._declared[name] = declared
        return declared

    @override
    def __getitem__(self, name: str) -> T:
        return self._declared[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._declared))

    @override
    def __len__(self) -> int:
        return len(self._declared)


def discover(package: str | ModuleType) -> list[ModuleType]:
    """Import every module of a room, in sorted order, and say which."""
    root = importlib.import_module(package) if isinstance(package, str) else package
    modules = [root]
    inside = sorted(pkgutil.iter_modules(root.__path__), key=lambda found: found.name)
    for found in inside:
        name = f"{root.__name__}.{found.name}"
        if found.ispkg:
            modules.extend(discover(name))
        else:
            modules.append(importlib.import_module(name))
    return modules
