"""Evaluation methods over the wire: told in the user's language, bounded, the kit's own answers."""

from typing import Any
from uuid import UUID

import pytest

from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.errors import Invalid, NotFound, YtefasError
from ytefas.methods.kit import telling
from ytefas.methods.kit.method import asked
from ytefas.methods.kit.registry import find, newest, versions
from ytefas.rules.access import Role
from ytefas.services.methods import MOST_ROWS

PXD = "pxd_4x4"


async def reader(house: House, locale: str = "it", role: Role = Role.CONSULTANT) -> Visitor:
    return await house.visit(await house.hire(role, locale=locale))


async def test_everybody_may_look_methods_up(house: House) -> None:
    for role in Role:
        methods = (await reader(house, role=role)).client.server.methods
        told = await methods.list()
        listed = {one["id"] for family in told["families"] for one in family["methods"]}
        assert listed == {method.id for method in newest()}


@pytest.mark.parametrize("name", versions())
async def test_a_method_is_told_whole_in_both_languages(house: House, name: str) -> None:
    """Describe each method and evaluate its examples: the witness holds all to the contract."""
    for locale in ("it", "en"):
        methods = (await reader(house, locale)).client.server.methods
        told = await methods.describe(name, None)
        assert told["name"] == find(name).name.in_(locale)
        examples = [dict(one.inputs) for one in find(name).examples][:4]
        if examples:
            answer = await methods.evaluate(name, None, [telling.plain(one) for one in examples])
            assert answer["results"] == [
                telling.result(asked(find(name), one), locale) for one in examples
            ]


async def test_a_result_has_its_explanation_and_pictures_and_a_row_has_not(house: House) -> None:
    methods = (await reader(house)).client.server.methods
    case = {"p": 3, "d": 4}
    [whole] = (await methods.evaluate(PXD, 1, [case]))["results"]
    assert (whole["score"], whole["band"]["word"], whole["error"]) == (12, "Alto", None)
    assert [one["kind"] for one in whole["pictures"]] == ["gauge", "matrix"]
    assert whole["steps"]
    [row] = (await methods.rows(PXD, None, [case]))["results"]
    assert row == whole | {"steps": [], "pictures": []}


async def test_what_is_wrong_is_an_answer_in_ones_own_language(house: House) -> None:
    it = (await reader(house)).client.server.methods
    en = (await reader(house, "en")).client.server.methods
    wrong = [{"p": 9, "d": 4}, {}, {"p": 1, "d": 1, "x": None}, {"p": float("nan"), "d": 1}]
    for methods, word in ((it, "Ammessi"), (en, "Allowed")):
        results = (await methods.evaluate(PXD, None, wrong))["results"]
        assert [one["error"] for one in results] == ["out_of_range"] * 4
        assert all(one["band"] is None and one["score"] is None for one in results)
        assert word in results[0]["faults"][0]["sentence"]
        assert {fault["path"] for fault in results[1]["faults"]} == {"p", "d"}


REFUSED: dict[str, tuple[str, tuple[Any, ...], type[YtefasError]]] = {
    "no such method": ("evaluate", ("nothing", None, [{}]), NotFound),
    "no such version": ("evaluate", (PXD, 99, [{}]), NotFound),
    "no scenario": ("evaluate", (PXD, None, []), Invalid),
    "five scenarios": ("evaluate", (PXD, None, [{}] * 5), Invalid),
    "a scenario that is none": ("evaluate", (PXD, None, [[]]), Invalid),
    "too many rows": ("rows", (PXD, None, [{}] * (MOST_ROWS + 1)), Invalid),
    "a level there is not": ("sensitivity", (PXD, None, {"p": 3, "d": 4}, 5), Invalid),
    "a file": ("describe", ("../kit/method", None), NotFound),
    "the kit": ("describe", ("kit", None), NotFound),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_has_no_bounds_is_refused(house: House, what: str) -> None:
    name, arguments, error = REFUSED[what]
    methods = (await reader(house)).client.server.methods
    with pytest.raises(error):
        await getattr(methods, name)(*arguments)


async def test_a_table_is_evaluated_row_by_row_while_others_are_served(house: House) -> None:
    one, other = await reader(house), await reader(house)
    rows = [{"p": n % 5, "d": 1 + n % 4} for n in range(900)]
    results = (await one.client.server.methods.rows(PXD, None, rows))["results"]
    assert [row["score"] for row in results[:6]] == [None, 2, 6, 12, 4, None]
    assert len(results) == 900
    assert await other.call("ytefas.session.ping")


async def test_what_must_change_is_told(house: House) -> None:
    methods = (await reader(house)).client.server.methods
    hints = (await methods.sensitivity(PXD, None, {"p": 3, "d": 4}))["hints"]
    assert hints
    assert all(hint["level"] < 4 and hint["sentence"] for hint in hints)
    assert (await methods.sensitivity(PXD, None, {"p": 9, "d": 4}))["hints"] == []


async def test_who_is_limited_to_a_customer_computes_as_well(house: House) -> None:
    customer = await house.customer()
    _, carla = await house.consultant(UUID(str(customer)), level="read")
    methods = carla.client.server.methods
    [result] = (await methods.evaluate(PXD, None, [{"p": 1, "d": 1}]))["results"]
    assert result["band"]["level"] == 1
