"""Every method there is: declared by being in the room, found by id and version."""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

import ytefas.methods
from ytefas.methods.kit.families import FAMILIES
from ytefas.methods.kit.method import Method


class UnknownMethod(LookupError):
    """There is no such method, or no such version of it."""


@cache
def versions() -> Mapping[str, Mapping[int, Method]]:
    """Import the room once and give its methods by id and version, each id in version order."""
    found: dict[str, dict[int, Method]] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(ytefas.methods.__path__)):
        if module in {"kit", "tables"}:
            continue
        method = importlib.import_module(f"ytefas.methods.{module}").METHOD
        if module != f"{method.id}_{method.version}":
            raise UnknownMethod(f"{module} declares {method.id} version {method.version}")
        found.setdefault(method.id, {})[method.version] = method
    return MappingProxyType(
        {key: MappingProxyType(dict(sorted(found[key].items()))) for key in sorted(found)}
    )


def find(method: str, version: int | None = None) -> Method:
    """Find a method: the newest version, or the one that is asked for."""
    known = versions().get(method)
    if not known:
        raise UnknownMethod(method)
    chosen = known.get(version) if version is not None else known[max(known)]
    if chosen is None:
        raise UnknownMethod(f"{method} {version}")
    return chosen


def newest() -> Sequence[Method]:
    """List the newest version of every method, family by family."""
    order = list(FAMILIES)
    return sorted(
        (known[max(known)] for known in versions().values()),
        key=lambda method: (order.index(method.family), method.part, method.name.it),
    )
