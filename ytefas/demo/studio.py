"""The studio itself, as its paper says it; every name, number and address of it is invented."""

from typing import Any, Final

from sqlalchemy import select

from schema.studio import studio
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.studio import begin_studio

PROFILE: Final[dict[str, Any]] = {
    "legal_name": "Studio Sicurezza Ticino S.r.l.",
    "vat": "02719400125",
    "tax_code": "02719400125",
    "address": {
        "street": "Via Luigi Galvani 14", "postcode": "21100", "city": "Varese",
        "province": "VA", "country": "IT",
    },
    "phone": "0332 555014",
    "email": "segreteria@studio.example",
    "pec": "studiosicurezzaticino@pec.example",
    "website": "www.studio.example",
    "footer": (
        "Studio Sicurezza Ticino S.r.l. · Via Luigi Galvani 14, 21100 Varese · tel. 0332 555014\n"
        "P. IVA e C.F. 02719400125 · segreteria@studio.example · www.studio.example"
    ),
}  # fmt: skip


async def fill_studio(store: Store) -> None:
    """Fill in the row that every installation begins with."""
    await begin_studio(store)
    async with store.writing(SYSTEM, cause="demo.studio") as unit:
        begun = select(studio.c.id, studio.c.row_version)
        for key, version in await unit.fetch(begun):  # it is the only one
            await unit.update(studio, key, version, PROFILE)
