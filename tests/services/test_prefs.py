"""Preferences: a user's own, the same on all his machines, and bounded."""

import asyncio
from typing import Any

import pytest

from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.errors import Invalid, TooLarge, YtefasError


def prefs(visitor: Visitor) -> Any:
    return visitor.client.server.prefs


async def test_what_is_put_is_there_for_whoever_comes_later(house: House) -> None:
    person = await house.hire()
    ada = await house.visit(person)
    await prefs(ada).put("density", "compact")
    await prefs(ada).put("grid/org.sites", {"widths": {"name": 240}})
    later = await house.visit(person)
    assert await prefs(later).all() == {
        "density": "compact", "grid/org.sites": {"widths": {"name": 240}},
    }  # fmt: skip
    await prefs(later).put("density", None)
    assert await prefs(ada).all() == {"grid/org.sites": {"widths": {"name": 240}}}
