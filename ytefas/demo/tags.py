"""Words a studio sorts its customers by, and customers that carry them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from schema.tag import tag
from schema.tagging import tagging
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM

# A word, its colour, and every how many customers one carries it.
WORDS: Final = (
    ("Prioritario", "red", 9), ("Cantieri", "amber", 6), ("Contratto annuale", "green", 3),
    ("Solo formazione", "blue", 11), ("Da ricontattare", "violet", 7),
)  # fmt: skip


async def fill_tags(store: Store, customers: Sequence[UUID]) -> None:
    """Make the words, and let some customers carry them."""
    async with store.writing(SYSTEM, cause="demo.tags") as unit:
        made = [await unit.insert(tag, {"name": name, "colour": colour})
                for name, colour, _ in WORDS]  # fmt: skip
    for number, customer in enumerate(customers):
        carried = [key for key, (_, _, every) in zip(made, WORDS, strict=True)
                   if number % every == every - 1]  # fmt: skip
        if not carried:
            continue
        async with store.writing(SYSTEM, cause="demo.tags") as unit:
            for key in carried:
                await unit.insert(tagging, {
                    "customer_id": customer, "tag_id": key, "source": "org.customers",
                    "record_id": customer,
                })  # fmt: skip
