"""Arguments: accepted as declared, converted from their wire form, refused by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Literal, NotRequired, Optional, Protocol, TypedDict
from uuid import UUID

import pytest

from ytefas.errors import Invalid
from ytefas.framework.talk.arguments import check_for
from ytefas.framework.tree.path import Path


class Colour(Enum):
    RED = "red"


class Size(IntEnum):
    SMALL = 1


@dataclass(frozen=True)
class Tree:
    name: str
    children: "list[Tree]" = field(default_factory=list)


class Asked(TypedDict):
    key: UUID
    note: NotRequired[str]


class Shape(Protocol):
    area: float


ID = UUID("018f0000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("annotation", "given", "expected"),
    [
        (int, 5, 5),
        (float, 5, 5.0),
        (str, "perché × ✓", "perché × ✓"),
        (bool, True, True),
        (None, None, None),
        (Any, {"x": 1}, {"x": 1}),
        (object, 5, 5),
        (UUID, str(ID), ID),
        (UUID, ID, ID),
        (date, "2026-01-02", date(2026, 1, 2)),
        (datetime, "2026-01-02T03:04:05+00:00", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (Decimal, "1.5", Decimal("1.5")),
        (Decimal, 2, Decimal(2)),
        (int | None, None, None),
        (Optional[int], 5, 5),  # noqa: UP045 - both spellings are met
        (UUID | str, str(ID), str(ID)),
        (str | UUID, ID, ID),
        (date | int, "2026-01-02", date(2026, 1, 2)),
        (list[int], [1, 2], [1, 2]),
        (Sequence[str], ("a",), ["a"]),
        (tuple[int, ...], [1, 2], (1, 2)),
        (tuple[str, int], ["a", 1], ("a", 1)),
        (tuple, [1], (1,)),
        (set[int], [1, 1], {1}),
        (frozenset[str], {"a"}, frozenset("a")),
        (dict[str, int], {"a": 1}, {"a": 1}),
        (Mapping[UUID, list[date]], {str(ID): ["2026-01-02"]}, {ID: [date(2026, 1, 2)]}),
        (dict, {"a": 1}, {"a": 1}),
        (list, [1], [1]),
        (Literal["a", 1], "a", "a"),
        (Colour, "red", Colour.RED),
        (Colour, Colour.RED, Colour.RED),
        (Size, 1, Size.SMALL),
        (Annotated[int, "a note"], 5, 5),
        (Path, Path("a.b"), Path("a.b")),
        (Tree, {"name": "a", "children": [{"name": "b"}]}, Tree("a", [Tree("b")])),
        (Tree, Tree("a"), Tree("a")),
        (Asked, {"key": str(ID)}, {"key": ID}),
        (Asked, {"key": str(ID), "note": "n"}, {"key": ID, "note": "n"}),
    ],
)
def test_t30_a_fitting_value_is_accepted(annotation: Any, given: Any, expected: Any) -> None:
    value = check_for(annotation)(given, "x")
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("annotation", "given", "where"),
    [
        (int, "5", "x"),
        (int, True, "x"),
        (int, 5.0, "x"),
        (float, "5", "x"),
        (float, True, "x"),
        (float, 10**400, "x"),
        (bool, 1, "x"),
        (str, None, "x"),
        (bytes, "ab", "x"),
        (UUID, "nonsense", "x"),
        (UUID, 5, "x"),
        (date, "2026-13-02", "x"),
        (date, datetime(2026, 1, 2, tzinfo=UTC), "x"),
        (Decimal, "one", "x"),
        (Decimal, True, "x"),
        (int | None, "5", "x"),
        (list[int], [1, "2"], "x[1]"),
        (list[int], "12", "x"),
        (tuple[str, int], ["a"], "x"),
        (tuple[str, int], 5, "x"),
        (tuple[str, int], ["a", "b"], "x[1]"),
        (dict[str, int], [1], "x"),
        (dict[str, int], {"a": "b"}, "x.a"),
        (dict[UUID, int], {"a": 1}, "x key"),
        (Literal["a", 1], True, "x"),
        (Colour, "blue", "x"),
        (Colour, [], "x"),
        (Path, "a.b", "x"),
        (Tree, {"name": "a", "children": [{"name": 5}]}, "x.children[0].name"),
        (Tree, {"name": "a", "more": 1}, "x.more"),
        (Tree, {}, "x.name"),
        (Tree, "a", "x"),
        (Asked, {"note": "n"}, "x.key"),
        (Asked, {"key": str(ID), "other": 1}, "x.other"),
        (set[int], 5, "x"),
        (set[Any], [[1]], "x"),
        (str, "a\x00b", "x"),
        (str, "half \ud800", "x"),
        (str | None, "a\x00b", "x"),
        (float, float("nan"), "x"),
        (float, float("-inf"), "x"),
        (Decimal, "sNaN", "x"),
        (Decimal, Decimal("Infinity"), "x"),
    ],
)
def test_t31_anything_else_is_refused_by_name(annotation: Any, given: Any, where: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_for(annotation)(given, "x")
    assert caught.value.fields["argument"] == where


def test_t31_a_range_is_no_list() -> None:
    """Three numbers would become a list without end."""
    for annotation in (list[int], tuple[int, ...], set[int]):
        with pytest.raises(Invalid):
            check_for(annotation)(range(10**30), "x")


def test_t31_a_refusal_never_repeats_the_value() -> None:
    with pytest.raises(Invalid) as caught:
        check_for(int)("a secret", "x")
    assert "secret" not in repr(caught.value)


def test_t32_what_cannot_be_checked_cannot_be_declared() -> None:
    for wrong in (Shape, type[int], 5):
        with pytest.raises(TypeError):
            check_for(wrong)
