"""Who sees which rows: the roles, the scope of a transaction, the filter of a query.

Three layers hold at once: composite keys (the tables), `within` (the queries) and row-level
security (the policies that `store.objects` derives). A connection is a `NODE`, which may do nothing
until a transaction takes one of the other roles, so a forgotten scope is an error and not a leak.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final, NewType, assert_never
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Table,
    Uuid,
    and_,
    any_,
    bindparam,
    or_,
    select,
    true,
)

from schema.base import Entity, Needs, Scope, entity_of, tables
from ytefas.rules.access import LEVELS, STAFF, STUDIO, Principal, Reach, Role

NODE: Final = "ytefas_node"  # what a pooled connection is between transactions: no rights at all
APP: Final = "ytefas_app"  # rows of the customers in scope
ALL: Final = "ytefas_all"  # rows of every customer
DECIDING: Final = frozenset({"app_user", "customer_grant"})  # the tables a reach is read from

MAINT: Final = "ytefas_maint"  # outside row-level security: erasure and export jobs only

# The customers are collected once per query, and each row looks itself up among them by its hash.
# The planner takes it to let half of the rows pass, and so believes the application's own filter,
# whose customers it knows. An array in a sub-select it takes to hold ten customers, whatever it
# holds: it then walked the whole of an index for a reader of one customer, and fetched and sorted
# everything for a reader of many (a million rows: 42 ms instead of 2, 140 instead of 40).
IN_SCOPE: Final = (
    "{column} = ANY (SELECT unnest(string_to_array("
    "nullif(current_setting('app.customers', true), ''), ',')::uuid[]))"
)
OWN: Final = "{column} = (SELECT nullif(current_setting('app.user', true), '')::uuid)"
# Who sees everything still sees no other user's private rows; the program itself does.
OWN_OR_PROGRAM: Final = f"{OWN} OR (SELECT current_setting('app.user', true)) = '{STUDIO}'"
# The grants a policy looks at are themselves bound by the scope: those on customers in it.
KNOWN: Final = (
    f"{OWN.format(column='id')} OR ((SELECT current_setting('app.staff', true)) = 'yes'"  # noqa: S608 - our own words  # nosec B608
    " AND (role <> 'customer_user' OR id IN (SELECT user_id FROM customer_grant)))"
)


@dataclass(frozen=True, slots=True)
class Program(Principal):
    """The program itself: sees and does everything; `user_id` is whom the audit says it was for."""

    user_id: UUID = STUDIO
    role: Role = Role.ADMIN


SYSTEM: Final = Program()

ScopeText = NewType("ScopeText", str)  # made by `scope_of` only: nothing but UUIDs and commas

_CAUSE = re.compile(r"[a-z0-9][a-z0-9_.:#-]{0,119}", re.ASCII)


def opening(
    acting: Principal, scope: ScopeText | None, *, cause: str | None = None, snapshot: bool = False
) -> str:
    """Return the statements that open a transaction under a scope, sent in one round trip.

    They travel as text, so every value is rebuilt from its type here: nothing else can get in.
    """
    begin = "BEGIN READ WRITE" if cause is not None else "BEGIN READ ONLY"
    if snapshot:
        begin += ", ISOLATION LEVEL REPEATABLE READ"
    settings = [("app.user", str(UUID(int=acting.user_id.int)))]
    if scope is not None:
        settings.append(("app.customers", scope))
        # One customer or four hundred ask for different plans; a plan for any number suits none.
        settings.append(("plan_cache_mode", "force_custom_plan"))
        settings.append(("app.staff", "yes" if acting.role in STAFF else "no"))
    if cause is not None:
        if not _CAUSE.fullmatch(cause):
            raise ValueError(f"a cause is a short name like site.save, not {cause!r}")
        settings.append(("app.cause", cause))
        settings.append(("app.ip", "" if acting.ip is None else str(ip_address(acting.ip))))
    role = role_of(scope)
    chosen = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings)
    return f"{begin}; SET LOCAL ROLE {role}; SELECT {chosen}"


def scope_of(reach: Reach) -> ScopeText | None:
    """Write a reach as the setting `app.customers` holds it; None for who sees everything."""
    if reach.everything:
        return None
    return ScopeText(",".join(str(UUID(int=customer.int)) for customer in reach.levels))


def role_of(scope: ScopeText | None) -> str:
    """Return the role a transaction takes for a scope."""
    return ALL if scope is None else APP


def customer_column(table: Table) -> str | None:
    """Return the column that says whose a row is, if customers own rows of this table."""
    match entity_of(table).scope:
        case Scope.CUSTOMER | Scope.PLATFORM:
            return "customer_id"
        case Scope.SELF:
            return "id"
        case Scope.USER | Scope.PRIVATE | Scope.STUDIO | Scope.PEOPLE:
            return None
        case unreachable:
            assert_never(unreachable)


# What hangs on records carries nothing itself, and neither does what the studio grants or keeps.
_BARE: Final = ("doc.", "auth.", "studio.")


def carries_papers(entity: Entity) -> bool:
    """Tell whether files, comments and tags hang on the rows of a table."""
    owned = entity.scope in {Scope.CUSTOMER, Scope.SELF} and entity.write != "system"
    return owned and entity.source is not None and not entity.source.startswith(_BARE)


def within(table: Table) -> ColumnElement[bool]:
    """Build the filter that every query of a limited reach carries; `scope_values` fill it."""
    owner = customer_column(table)
    if owner is not None:
        return table.c[owner] == any_(bindparam("scope_customers", type_=ARRAY(Uuid)))
    if entity_of(table).scope in {Scope.USER, Scope.PRIVATE}:
        return table.c.user_id == bindparam("scope_user", type_=Uuid)
    if entity_of(table).scope is Scope.PEOPLE:
        return known_people(table)
    return true()


def known_people(table: Table) -> ColumnElement[bool]:
    """Build the filter of the users one may know of: the same as the policy KNOWN says."""
    grant = tables()["customer_grant"]
    customers = bindparam("scope_customers", type_=ARRAY(Uuid))
    theirs = select(grant.c.user_id).where(grant.c.customer_id == any_(customers))
    colleague = table.c.role != Role.CUSTOMER_USER.value
    return or_(
        table.c.id == bindparam("scope_user", type_=Uuid),
        and_(bindparam("scope_staff", type_=Boolean), or_(colleague, table.c.id.in_(theirs))),
    )


def scope_values(acting: Principal, reach: Reach) -> dict[str, Any]:
    """Return what fills the parameters of `within`."""
    return {
        "scope_customers": list(reach.levels),
        "scope_user": acting.user_id,
        "scope_staff": acting.role in STAFF,
    }


def one_of(column: ColumnElement[UUID], values: Iterable[UUID]) -> ColumnElement[bool]:
    """Build `column = ANY (array)`: one shape and one plan, however many values."""
    return column == any_(bindparam(None, list(values), ARRAY(Uuid), unique=True))


def allowed(needs: Needs, *, acting: Principal, reach: Reach, customer: UUID | None) -> bool:
    """Answer whether a role and a reach satisfy what an entity or a field asks."""
    if isinstance(acting, Program):
        return True
    if needs in LEVELS:
        return reach.everything or (customer is not None and reach.may(LEVELS[needs], customer))
    if needs == "system":
        return False
    if needs == "admin":
        return acting.role is Role.ADMIN
    return needs == "anyone" or acting.role in STAFF
