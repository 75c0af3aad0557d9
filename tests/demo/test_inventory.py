"""What the demonstration says of equipment and substances is what the rules accept."""

import pytest

from ytefas.demo.inventory import EQUIPMENT, LIMITS, PRODUCTS, USES
from ytefas.demo.things import substance
from ytefas.rules.values import RULES

RULED = ("cas", "ec", "h_codes", "euh_codes", "pictograms", "oel")


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_is_as_its_sheet_would_be(product: str) -> None:
    values = substance(product)
    for name in RULED:
        given = values[name]
        if given is not None:
            assert RULES[name].tidy(given) == given
            assert RULES[name].fault(given) is None, name


def test_outlines_name_what_there_is() -> None:
    used = {one.split()[0] for said in USES.values() for one in said.split(",")}
    assert used <= PRODUCTS.keys()
    assert LIMITS.keys() <= PRODUCTS.keys()
    lines = [line for said in EQUIPMENT.values() for line in said.splitlines() if line.strip()]
    assert all(line.count("|") == 2 and line.startswith("ET-") for line in lines)
