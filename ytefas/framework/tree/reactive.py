"""The public face of the reactive engine, one import for those who use it.

The engine is `tracking`, single values are `values`, dictionaries are `state`, and work that must
be awaited is `loading`.
"""

from ytefas.framework.tree.loading import AsyncEffect
from ytefas.framework.tree.state import Change, ReactiveDict, Removed, Stored
from ytefas.framework.tree.tracking import (
    Computation,
    Dependency,
    ReactiveError,
    effect,
    flush,
    untracked,
)
from ytefas.framework.tree.values import Computed, Value, computed

__all__ = [
    "AsyncEffect",
    "Change",
    "Computation",
    "Computed",
    "Dependency",
    "ReactiveDict",
    "ReactiveError",
    "Removed",
    "Stored",
    "Value",
    "computed",
    "effect",
    "flush",
    "untracked",
]
