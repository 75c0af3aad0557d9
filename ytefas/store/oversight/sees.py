"""What a person sees, and who sees a customer: worked out by the very code that enforces it.

The reach is the one every door asks for (`store/reach.py`), the sight of a source the one its
cursors read by, and what may be written is asked of `allowed`, as a Unit asks it. Customers on
which somebody may do the same are told together: rights hang on the level, and on being limited.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, select

from schema.base import Needs, Scope, Words, entity_of, tables
from ytefas.errors import Denied, NotAuthenticated, NotFound
from ytefas.rules.access import LEVELS, STAFF, Level, Principal, Reach, Role
from ytefas.store import sites
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM, allowed, one_of
from ytefas.store.source.oversight import AUDIT
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

Sources = Mapping[str, Source]
_user, _grant, _customer, _site = (
    tables()[name] for name in ("app_user", "customer_grant", "customer", "site")
)
_OF_CUSTOMERS: Final = frozenset({Scope.CUSTOMER, Scope.SELF})
_AREAS: Final[Mapping[str, Words]] = {
    "org": Words("Dati dei clienti", "Customers' data"),
    "doc": Words("Allegati, commenti, etichette", "Files, comments, tags"),
    "lib": Words("Catalogo", "Catalogue"),
    "studio": Words("Studio", "Studio"),
    "auth": Words("Utenti e permessi", "Users and grants"),
}
_NAMES: Final = {level: word for word, level in LEVELS.items()}


async def seen_by(store: Store, sources: Sources, acting: Principal, key: UUID) -> dict[str, Any]:
    """Tell an administrator what a person sees now."""
    async with store.reading(acting) as reading:
        if reading.acting.role is not Role.ADMIN:
            raise Denied
        row = await reading.fetch_row(select(_user).where(_user.c.id == key))
    if row is None:
        raise NotFound
    english = acting.locale == "en"
    person = Principal(key, Role(row["role"]), acting.locale)
    told = {
        "id": str(key), "name": f"{row['surname']} {row['name']}", "email": row["email"],
        "role": row["role"], "active": row["active"], "everything": False,
        "customers": [], "groups": [],
    }  # fmt: skip
    try:
        person, reach = await store.known(person)
    except NotAuthenticated:  # disabled: no door opens
        return told
    told["everything"] = reach.everything
    customers = [] if reach.everything else await _customers(store, person, reach)
    told["customers"] = customers
    told["groups"] = [
        {**group, "areas": _areas(sources, person, one, customer, english=english)}
        for group, one, customer in _groups(reach, customers)
    ]
    return told


def _groups(
    reach: Reach, customers: list[dict[str, Any]]
) -> Iterable[tuple[dict[str, Any], Reach, UUID | None]]:
    """Put together the customers on which the same may be done, the highest level first."""
    if reach.everything:
        yield {"level": "manage", "limited": False, "everything": True, "names": []}, reach, None
        return
    kinds: dict[tuple[Level, bool], list[dict[str, Any]]] = {}
    for one in customers:
        at = UUID(one["id"])
        kinds.setdefault((reach.levels[at], at in reach.sites), []).append(one)
    for (level, limited), some in sorted(kinds.items(), key=lambda one: (-one[0][0], one[0][1])):
        first = UUID(some[0]["id"])
        names = [one["name"] for one in some]
        about = {"level": _NAMES[level], "limited": limited, "everything": False, "names": names}
        yield about, reach.on(first), first
    if not customers:
        about = {"level": "", "limited": False, "everything": False, "names": []}
        yield about, Reach(), None


async def _customers(store: Store, person: Principal, reach: Reach) -> list[dict[str, Any]]:
    """Name the customers a reach covers, with the grant that says so; read as the program."""
    asked = (
        select(_customer.c.id, _customer.c.code, _customer.c.legal_name, _customer.c.archived_at,
               _grant.c.id.label("grant_id"), _grant.c.valid_to)
        .join_from(_customer, _grant, and_(_grant.c.customer_id == _customer.c.id,
                                           _grant.c.user_id == person.user_id))
        .order_by(_customer.c.legal_name, _customer.c.id)
    )  # fmt: skip
    covered = [site for some in reach.sites.values() for site in some]
    named = select(_site.c.id, _site.c.name).where(one_of(_site.c.id, covered))
    named = named.order_by(_site.c.name)
    async with store.reading(SYSTEM) as reading:
        rows = [row for row in await reading.fetch(asked) if row["id"] in reach.levels]
        names = {row["id"]: row["name"] for row in await reading.fetch(named)} if covered else {}
    return [
        {
            "id": str(row["id"]), "code": row["code"], "name": row["legal_name"],
            "archived": row["archived_at"] is not None,
            "level": _NAMES[reach.levels[row["id"]]],
            "sites": (
                [names[one] for one in names if one in reach.sites[row["id"]]]
                if row["id"] in reach.sites else None
            ),
            "valid_to": None if row["valid_to"] is None else row["valid_to"].isoformat(),
            "grant": str(row["grant_id"]),
        }
        for row in rows
    ]  # fmt: skip


def _areas(
    sources: Sources, person: Principal, reach: Reach, customer: UUID | None, *, english: bool
) -> list[dict[str, Any]]:
    """Tell every kind of data, by area: what may be done with it, and what is not shown of it."""
    found: dict[str, list[dict[str, Any]]] = {area: [] for area in _AREAS}
    for source in sources.values():
        area = source.name.partition(".")[0]
        if area in found and _is_told(source):
            found[area].append(_source(source, person, reach, customer, english=english))
    return [
        {"area": area, "label": words.en if english else words.it,
         "kinds": sorted(found[area], key=lambda one: one["label"].casefold())}
        for area, words in _AREAS.items() if found[area]
    ]  # fmt: skip


def _is_told(source: Source) -> bool:
    """Leave out what is another way of looking at rows that are told already."""
    return source.name == AUDIT or source.name == entity_of(source.table).source


def _source(
    source: Source, person: Principal, reach: Reach, customer: UUID | None, *, english: bool
) -> dict[str, Any]:
    entity = source.entity
    label = entity.plural.en if english else entity.plural.it
    told: dict[str, Any] = {"source": source.name, "label": label, "hidden": [], "only": None}
    try:
        sight = source.sight(person, reach)
    except Denied:
        return {**told, "read": False, "create": False, "write": False, "delete": False}
    of_customer = entity.scope in _OF_CUSTOMERS or source.name == AUDIT
    here = sites.reach_in(source.table, reach)
    sees = not of_customer or sight.customers is None or bool(sight.customers)
    hidden = [
        field.facts.label.en if english else field.facts.label.it
        for name, field in source.fields.items()
        if name not in sight.fields and name not in source.hidden
    ]

    def can(needs: Needs) -> bool:
        if not sees:
            return False
        at = customer if of_customer else None
        return allowed(needs, acting=person, reach=here, customer=at)

    return {
        **told,
        "read": sees,
        "create": can(entity.create), "write": can(entity.write), "delete": can(entity.delete),
        "hidden": hidden if sees else [],
        "only": _only(source, person, reach, english=english) if sees else None,
    }  # fmt: skip


def _only(source: Source, person: Principal, reach: Reach, *, english: bool) -> str | None:
    """Say in words which rows alone are meant, where it is not all of them."""
    scope = source.entity.scope
    if scope is Scope.PEOPLE and not reach.everything:
        staff = Words("i colleghi, e gli utenti dei suoi clienti",
                      "colleagues, and the users of their customers")  # fmt: skip
        words = staff if person.role in STAFF else Words("solo sé stesso", "themselves only")
    elif scope in {Scope.USER, Scope.PRIVATE}:
        words = Words("solo i propri", "their own only")
    elif reach.sites and scope is Scope.CUSTOMER and sites.is_placed(source.table):
        words = Words("solo delle sue sedi", "of their sites only")
    elif reach.sites and scope in _OF_CUSTOMERS and sites.is_whole(source.table):
        words = Words("di tutta l'azienda: solo lettura", "of the whole company: reading only")
    else:
        return None
    return words.en if english else words.it


async def seers_of(
    store: Store, acting: Principal, customer: UUID, site: UUID | None = None
) -> dict[str, Any]:
    """Tell who sees a customer now, or one site of it: by role, or by a grant that holds.

    The studio's staff alone is told: a customer's own users know of nobody but themselves.
    """
    async with store.reading(acting) as reading:
        if reading.acting.role not in STAFF:
            raise Denied
        manages = reading.reach.everything or customer in reading.reach.without_limited.levels
        if not manages or not reading.reach.may(Level.MANAGE, customer):
            raise NotFound
    return {"people": [
        one for one in await _people(store, customer)
        if site is None or one["sites"] is None or str(site) in one["site_ids"]
    ]}  # fmt: skip


async def _people(store: Store, customer: UUID) -> list[dict[str, Any]]:
    asked = (
        select(_user.c.id, _user.c.surname, _user.c.name, _user.c.email, _user.c.role,
               _grant.c.id.label("grant_id"), _grant.c.valid_to)
        .outerjoin_from(_user, _grant, and_(_grant.c.user_id == _user.c.id,
                                            _grant.c.customer_id == customer))
        .where(_user.c.active, (_user.c.role == Role.ADMIN.value) | _grant.c.id.is_not(None))
        .order_by(_user.c.surname, _user.c.name, _user.c.id)
    )  # fmt: skip
    async with store.reading(SYSTEM) as reading:
        rows = await reading.fetch(asked)
        names = await _site_names(reading, customer)
    found = []
    for row in rows:
        try:
            _, reach = await store.known(Principal(row["id"], Role(row["role"])))
        except NotAuthenticated:
            continue
        if not reach.sees(customer):
            continue
        limited = reach.sites.get(customer)
        found.append({
            "id": str(row["id"]), "name": f"{row['surname']} {row['name']}",
            "email": row["email"], "role": row["role"], "everything": reach.everything,
            "level": "manage" if reach.everything else _NAMES[reach.levels[customer]],
            "sites": None if limited is None else [names[one] for one in names if one in limited],
            "site_ids": [] if limited is None else sorted(map(str, limited)),
            "valid_to": None if reach.everything or row["valid_to"] is None
            else row["valid_to"].isoformat(),
            "grant": None if row["grant_id"] is None else str(row["grant_id"]),
        })  # fmt: skip
    return found


async def _site_names(reading: Reading, customer: UUID) -> dict[UUID, str]:
    asked = select(_site.c.id, _site.c.name).where(_site.c.customer_id == customer)
    return {row["id"]: row["name"] for row in await reading.fetch(asked.order_by(_site.c.name))}
