"""What administrators look at: people and what they may see, who is signed in, who did what.

The audit is shown by row and never written; whose customer it is of manages all of that customer
(`read="manage"`), and a grant limited to sites shows none of it: an event says of no site that it
happened there. From where it was done, and how, is for the studio's staff alone. Logins are of one
user each; here, for administrators alone, are everybody's.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Table,
    Text,
    Uuid,
    and_,
    any_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from schema.base import Field, Needs, Scope, Words, entity_of, field_of, tables
from ytefas.rules.access import STUDIO, Role
from ytefas.store.query.query import Order
from ytefas.store.source.field import SourceField, computed_field
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Join
from ytefas.store.today import TODAY

AUDIT: Final = "studio.audit"
LOGINS: Final = "auth.logins"

_all: Final = tables()
event, user, grant, login, customer, site = (
    _all[name]
    for name in ("audit_event", "app_user", "customer_grant", "login_session", "customer", "site")
)
_MANAGE: Final[frozenset[Needs]] = frozenset({"manage"})
_ADMIN: Final[frozenset[Needs]] = frozenset({"admin"})
_STAFF: Final[frozenset[Needs]] = frozenset({"manage", "consultant"})
_SOFTWARE: Final = "Ytefas"

ACTIONS: Final[Mapping[str, Words]] = {
    "create": Words("Creazione", "Creation"),
    "update": Words("Modifica", "Change"),
    "delete": Words("Eliminazione", "Deletion"),
    "export": Words("Esportazione", "Export"),
    "report": Words("Documento", "Document"),
    "read": Words("Lettura riservata", "Sensitive reading"),
    "login_failed": Words("Accesso fallito", "Failed sign-in"),
    "reset_asked": Words("Password dimenticata", "Forgotten password"),
    "recovery_codes": Words("Nuovi codici di recupero", "New recovery codes"),
    "second_factor_reset": Words("Secondo fattore tolto", "Second factor taken off"),
}
LEVELS_HELD: Final[Mapping[str, Words]] = {
    "valid": Words("Valido", "Valid"),
    "ended": Words("Scaduto", "Ended"),
    "off": Words("Utente disattivato", "User disabled"),
}
STANDING: Final[Mapping[str, Words]] = {
    "active": Words("Attivo", "Active"),
    "invited": Words("Invitato", "Invited"),
    "waiting": Words("Mai entrato", "Never signed in"),
    "off": Words("Disattivato", "Disabled"),
}


def _facts(it: str, en: str, **more: Any) -> Field:
    return Field(label=Words(it, en), personal="none", **{"order": 60, **more})


def kinds() -> dict[str, Words]:
    """Name the kinds of records that are audited, and what else is taken out as a file."""
    told = {name: entity_of(table) for name, table in _all.items()}
    named = {
        name: one.label for name, one in told.items()
        if one.audit or one.source is not None or name == event.name
    }  # fmt: skip
    return dict(sorted(named.items(), key=lambda one: one[1].it))


# -- the audit


def _shown(
    name: str, facts: Field, column: ColumnElement[Any] | None = None, *,
    needs: frozenset[Needs] = _MANAGE, target: Table | None = None,
) -> SourceField:  # fmt: skip
    """Show a column of the audit, which is of the machinery and therefore shown to nobody."""
    own: Any = event.c[name] if column is None else column
    made = computed_field(own, name=name, facts=facts, needs=needs)
    return replace(made, needs=needs, target=target, uses={event.name: frozenset({"id", name})})


def _full_name(table: FromClause) -> ColumnElement[Any]:
    surname: ColumnElement[Any] = table.c.surname
    return surname.concat(" ").concat(table.c.name)


def _who() -> ColumnElement[Any]:
    """Name who did it; what nobody asked for the program did."""
    person = user.alias("person_of_event")
    named = (
        select(_full_name(person)).where(person.c.id == event.c.user_id).correlate(event)
    ).scalar_subquery()
    return case((event.c.user_id == STUDIO, literal(_SOFTWARE, Text)), else_=named)


def _whose() -> ColumnElement[Any]:
    """Name the customer of an event; what is of the studio is of none."""
    one = customer.alias("customer_of_event_itself")
    asked = select(one.c.legal_name).where(one.c.id == event.c.customer_id)
    return asked.correlate(event).scalar_subquery()


def _names() -> tuple[ColumnElement[Any], dict[str, frozenset[str]]]:
    """Name the record of an event: as it is called now, else as the event itself says.

    Of the branches only that of the event's own kind is ever run.
    """
    branches: list[tuple[ColumnElement[bool], ColumnElement[Any]]] = []
    uses: dict[str, frozenset[str]] = {}
    for name, table in _all.items():
        entity = entity_of(table)
        if not entity.audit or entity.scope is Scope.PLATFORM or entity.read == "system":
            continue
        told = _told(table)
        if told is not None:
            branches.append((event.c.entity == name, told))
            uses[name] = frozenset({"id", entity.name})
    words = [
        func.coalesce(event.c.diff[one][1].astext, event.c.diff[one][0].astext)
        for one in ("legal_name", "name", "title", "filename", "email")
    ]
    return func.coalesce(case(*branches), *words, type_=Text), uses


def _told(table: Table) -> ColumnElement[Any] | None:
    """Say what a row is called, where it has a name at all."""
    if table.name in {"customer_grant", "login_session", "api_token"}:
        of, person = table.alias(f"{table.name}_of_event"), user.alias(f"user_of_{table.name}")
        whose = select(_full_name(person)).where(person.c.id == of.c.user_id)
        now = whose.where(of.c.id == event.c.entity_id).correlate(event).scalar_subquery()
        return func.coalesce(now, _whose_it_was(table), type_=Text)
    name = entity_of(table).name
    if table is user:
        one = user.alias("user_of_event")
        asked = select(_full_name(one)).where(one.c.id == event.c.entity_id)
        return asked.correlate(event).scalar_subquery()
    column = table.columns.get(name)
    if column is None or name == "id" or field_of(column).choices or field_of(column).target:
        return None
    one = table.alias(f"{table.name}_of_event")
    asked = select(cast(one.c[name], Text)).where(one.c.id == event.c.entity_id)
    return asked.correlate(event).scalar_subquery()


def _whose_it_was(table: Table) -> ColumnElement[Any]:
    """Name the person of a row that is gone: its making says who it was for."""
    made, person = event.alias(f"making_of_{table.name}"), user.alias(f"once_of_{table.name}")
    of = cast(made.c.diff["user_id"][1].astext, Uuid)
    asked = select(_full_name(person)).where(
        made.c.entity_id == event.c.entity_id, made.c.customer_id == event.c.customer_id,
        made.c.action == "create", person.c.id == of,
    )  # fmt: skip
    return asked.limit(1).correlate(event).scalar_subquery()


def _audit() -> Source:
    named, uses = _names()
    record = replace(
        _shown("record_name", _facts("Scheda", "Record", order=5, filters=False, sorts=False),
               named),
        uses={event.name: frozenset({"id", "entity", "entity_id", "diff"}), **uses},
    )  # fmt: skip
    who = replace(
        _shown("who", _facts("Chi", "Who", order=2, filters=False, sorts=False), _who()),
        uses={event.name: frozenset({"id", "user_id"})},
    )
    made = Source(
        event,
        name=AUDIT,
        fields=(
            _shown("id", _facts("Chiave", "Key", order=1000), event.c.id),
            replace(_shown("at", _facts("Quando", "When", order=1, widget="moment")),
                    column=event.c.at),
            who,
            _shown("action", _facts("Che cosa", "What", order=3, widget="state",
                                    choices=ACTIONS)),
            _shown("entity", _facts("Tipo di dato", "Kind of record", order=4, widget="choice",
                                    choices=kinds())),
            record,
            _shown("customer_id", _facts("Cliente", "Customer", order=6, widget="link"),
                   target=customer),
            replace(_shown("customer_name", _facts("Cliente", "Customer", order=6, filters=False,
                                                   sorts=False), _whose()),
                    uses={event.name: frozenset({"id", "customer_id"}),
                          customer.name: frozenset({"id", "legal_name"})}),
            _shown("user_id", _facts("Persona", "Person", order=7, widget="link"), target=user,
                   needs=_STAFF),
            _shown("ip", _facts("Indirizzo", "Address", order=8), needs=_STAFF),
            _shown("cause", _facts("Operazione", "Operation", order=9), needs=_STAFF),
            _shown("position", _facts("N. nella catena", "No. in the chain", order=10,
                                      widget="integer"), needs=_STAFF),
            _shown("entity_id", _facts("Chiave della scheda", "Key of the record", order=11,
                                       sorts=False)),
            _shown("diff", _facts("Valori", "Values", order=12, widget="document", filters=False,
                                  sorts=False), needs=_ADMIN | _MANAGE),
        ),
    )  # fmt: skip
    made.entity = replace(
        made.entity, label=Words("Evento del registro", "Audit event"),
        plural=Words("Eventi", "Events"), source=AUDIT, scope=Scope.CUSTOMER, read="manage",
        name="at", sort=(("at", "desc"),), icon="scroll-text",
    )  # fmt: skip
    made.order = _ordered(made)
    made.hidden |= {"entity_id", "diff", "cause", "position", "user_id"}
    return made


def _ordered(source: Source) -> tuple[Order, ...]:
    return tuple(Order(key, way == "desc") for key, way in source.entity.sort)


# -- who is signed in


# What a browser calls itself says more than it is: the first that fits is what people call it.
_BROWSERS: Final = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
                    "Safari/": "Safari"}  # fmt: skip
_SYSTEMS: Final = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad",
                   "Mac OS X": "macOS", "CrOS": "ChromeOS", "Linux": "Linux"}  # fmt: skip


def _first(marks: Mapping[str, str]) -> ColumnElement[Any]:
    found = ((login.c.agent.contains(mark), literal(name, Text)) for mark, name in marks.items())
    return case(*found)


def _logins() -> Source:
    """Show everybody's open logins to administrators, and to nobody else at all."""
    fields: tuple[SourceField, ...] = (
        _of_login("user_name", _full_name(user), "Persona", "Person", order=1),
        _of_login("user_role", user.c.role, "Ruolo", "Role", order=2, widget="choice",
                  choices=field_of(user.c.role).choices),
    )  # fmt: skip
    device = func.concat_ws(" · ", _first(_BROWSERS), _first(_SYSTEMS), type_=Text)
    fields = (
        *fields,
        _of_login("device", func.coalesce(func.nullif(device, ""), login.c.agent, type_=Text),
                  "Dispositivo", "Device", order=3, filters=False, sorts=False),
    )  # fmt: skip
    open_now = and_(login.c.ended_at.is_(None), login.c.expires_at > func.now(), user.c.active)
    made = Source(
        login, name=LOGINS, joins=(Join(user, login.c.user_id == user.c.id),), fields=fields,
        only=open_now,
    )  # fmt: skip
    made.fields = {
        name: replace(field, needs=_ADMIN, write_needs=frozenset({"system"}))
        for name, field in made.fields.items()
    }
    made.entity = replace(
        made.entity, source=LOGINS, scope=Scope.STUDIO, read="admin", write="system",
        create="system", delete="system", name="user_name", icon="monitor-smartphone",
        label=Words("Accesso aperto", "Open sign-in"), sort=(("created_at", "desc"),),
        plural=Words("Accessi aperti", "Open sign-ins"),
    )  # fmt: skip
    made.order = _ordered(made)
    made.hidden = made.hidden - {"created_at"}
    return made


def _of_login(name: str, column: ColumnElement[Any], it: str, en: str, **facts: Any) -> SourceField:
    return computed_field(column, name=name, facts=_facts(it, en, **facts), needs=_ADMIN)


# -- grants


def _holds() -> ColumnElement[Any]:
    return case(
        (~user.c.active, literal("off", Text)),
        (grant.c.valid_to < TODAY, literal("ended", Text)),
        else_=literal("valid", Text),
    )


def _places() -> ColumnElement[Any]:
    """Name the sites a grant is limited to; none: it is not."""
    one = site.alias("site_of_grant")
    named = select(func.string_agg(one.c.name, ", ", type_=Text)).where(
        one.c.customer_id == grant.c.customer_id, one.c.id == any_(grant.c.site_ids)
    )
    return named.correlate(grant).scalar_subquery()


def _grants() -> Source:
    where = and_(grant.c.customer_id == customer.c.id)
    said: tuple[tuple[str, ColumnElement[Any], str, str, dict[str, Any]], ...] = (
        ("user_name", _full_name(user), "Nome", "Name", {}),
        ("user_role", user.c.role, "Ruolo", "Role",
         {"widget": "choice", "choices": field_of(user.c.role).choices}),
        ("customer_name", customer.c.legal_name, "Ragione sociale", "Legal name", {}),
        ("customer_code", customer.c.code, "Codice", "Code", {}),
        ("places", _places(), "Solo le sedi", "Only the sites", {"filters": False,
                                                                 "sorts": False}),
        ("standing", _holds(), "Stato", "State", {"widget": "state", "choices": LEVELS_HELD}),
        ("limited", func.coalesce(func.cardinality(grant.c.site_ids), 0) > 0,
         "Solo alcune sedi", "Some sites only", {"widget": "check"}),
    )  # fmt: skip
    made = Source(
        grant,
        joins=(Join(user, grant.c.user_id == user.c.id), Join(customer, where)),
        fields=tuple(
            replace(computed_field(_plain(name, column), name=name, facts=_facts(it, en, **more),
                                   needs=_MANAGE), needs=_MANAGE)
            for name, column, it, en, more in said
        ),
    )  # fmt: skip
    made.entity = replace(made.entity, name="user_name", icon="key-round")
    return made


def _plain(name: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(column, Boolean) if name == "limited" else column


# -- users


def _granted() -> ColumnElement[Any]:
    """Count the customers somebody has a grant on that holds today; administrators see all."""
    one = grant.alias("grant_of_user")
    holds = or_(one.c.valid_to.is_(None), one.c.valid_to >= TODAY)
    counted = select(cast(func.count(), Integer)).select_from(one)
    found = counted.where(one.c.user_id == user.c.id, holds).correlate(user).scalar_subquery()
    return case((user.c.role != Role.ADMIN.value, found))


def oversee_users(source: Source) -> Source:
    """Add to users what their administrators look for."""
    standing = case(
        (~user.c.active, literal("off", Text)),
        (user.c.last_login_at.is_not(None), literal("active", Text)),
        (user.c.invited_at.is_not(None), literal("invited", Text)),
        else_=literal("waiting", Text),
    )
    secured = user.c.totp_confirmed_at.is_not(None)
    own = {"id", "role"}
    customers = computed_field(
        _granted(), name="customers", needs=_ADMIN,
        facts=_facts("Clienti", "Customers", widget="integer", filters=False, sorts=False),
    )  # fmt: skip
    more = (
        replace(customers, needs=_ADMIN, uses={
            user.name: frozenset(own),
            grant.name: frozenset({"id", "user_id", "customer_id", "valid_to"}),
        }),
        computed_field(standing, name="standing", needs=_ADMIN,
                       facts=_facts("Stato", "State", widget="state", choices=STANDING)),
        computed_field(cast(secured, Boolean), name="second_factor", needs=_ADMIN,
                       facts=_facts("Secondo fattore", "Second factor", widget="check")),
    )  # fmt: skip
    made = Source(source.table, fields=(
        *(source.fields[name] for name in source.fields if name not in _own(source)), *more,
    ))  # fmt: skip
    made.entity = source.entity
    return made


def _own(source: Source) -> set[str]:
    return {str(column.name) for column in source.table.columns}


def oversight_sources(people: Source) -> dict[str, Source]:
    """Make the sources of the audit, the open logins, the grants and the users."""
    made = (_audit(), _logins(), _grants(), oversee_users(people))
    return {source.name: source for source in made}
