"""Several grants at once: each in a transaction of its own, each told as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from schema.base import tables
from ytefas.errors import InvalidFields, Reauthenticate, TooLarge, YtefasError
from ytefas.rules.access import LEVELS, Principal
from ytefas.services.oversight import keys_of
from ytefas.store.engine import Store
from ytefas.store.source import write
from ytefas.store.source.source import Source
from ytefas.words import words

GRANTS: Final = "auth.grants"
MOST: Final = 1000  # pairs at once
_grant: Final = tables()["customer_grant"]
_user: Final = tables()["app_user"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be given, read from what a view sent."""

    users: Sequence[UUID]
    customers: Sequence[UUID]
    level: str
    sites: Sequence[UUID]
    valid_to: date | None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Wanted":
        users, customers = keys_of(raw.get("users")), keys_of(raw.get("customers"))
        wrong: dict[str, str] = {}
        if not users:
            wrong["users"] = "required"
        if not customers:
            wrong["customers"] = "required"
        level = raw.get("level")
        if level not in LEVELS:
            wrong["level"] = "required"
        sites = keys_of(raw.get("sites"))
        if sites and len(customers) != 1:
            wrong["sites"] = "one_customer"
        until: date | None = None
        if raw.get("valid_to"):
            try:
                until = date.fromisoformat(str(raw["valid_to"]))
            except ValueError:
                wrong["valid_to"] = "wrong_type"
        if wrong:
            raise InvalidFields(wrong)
        if len(users) * len(customers) > MOST:
            raise TooLarge(limit=MOST)
        return cls(users, customers, str(level), sites, until)

    @property
    def values(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "site_ids": [str(one) for one in self.sites] or None,
            "valid_to": None if self.valid_to is None else self.valid_to.isoformat(),
        }


async def give(
    store: Store, source: Source, acting: Principal, raw: Mapping[str, Any]
) -> dict[str, Any]:
    """Give everybody named every customer named; what one refuses keeps nobody else from it."""
    wanted = Wanted.read(raw)
    rows = [
        await _one(store, source, acting, wanted, (user, customer))
        for user in wanted.users
        for customer in wanted.customers
    ]
    return {"rows": rows}


async def _one(
    store: Store, source: Source, acting: Principal, wanted: Wanted, pair: tuple[UUID, UUID]
) -> dict[str, Any]:
    user, customer = pair
    told = {"user": str(user), "customer": str(customer)}
    try:
        async with store.writing(acting, cause="grants.give") as unit:
            await unit.prove()
            held = await unit.fetch_row(
                select(_grant).where(_grant.c.customer_id == customer, _grant.c.user_id == user)
            )
            if held is None:
                role = await unit.fetch_value(select(_user.c.role).where(_user.c.id == user))
                of = {"user_id": str(user), "customer_id": str(customer)}
                await write.create(source, unit, {**wanted.values, **of})
                return {**told, "outcome": "needless" if role == "admin" else "given"}
            same = (held["level"], sorted(held["site_ids"] or ()), held["valid_to"])
            if same == (wanted.level, sorted(wanted.sites), wanted.valid_to):
                return {**told, "outcome": "same"}
            await write.save(source, unit, str(held["id"]), held["row_version"], wanted.values)
            return {**told, "outcome": "changed", "was": held["level"]}
    except Reauthenticate:
        raise
    except YtefasError as error:
        return {**told, "outcome": "refused", "reason": _reason(error, acting.locale)}


def _reason(error: YtefasError, locale: str) -> str:
    """Say why, as exactly as it is known: of one field, if it is about one."""
    if isinstance(error, InvalidFields):
        codes = error.fields.get("errors") or {}
        return " ".join(words(f"field.{code}", locale) for code in codes.values())
    return words(error.code, locale, error.fields)
