"""What a client is told of a source: enough to make a grid and a form, and nothing hidden.

Described as one reader sees it: fields he may not read are not there, operators are those that will
be answered, and `readonly` says what he may write on at least one of his customers (the server asks
again at every write). Words are in the reader's language.
"""

from typing import Any

from sqlalchemy import Numeric

from schema.base import Law, Needs, Scope, Words, entity_of
from ytefas.rules.access import Level, Principal, Reach
from ytefas.rules.chemicals import CODES
from ytefas.store import sites
from ytefas.store.isolation import carries_papers
from ytefas.store.query.query import operators
from ytefas.store.query.value import Kind
from ytefas.store.source.field import SAID, SourceField, may
from ytefas.store.source.sight import Sight
from ytefas.store.source.source import Source
from ytefas.store.source.write import MOST_TIDIED, blank_of, owner_name


def describe(
    source: Source, acting: Principal, reach: Reach, *, creating: bool = False
) -> dict[str, Any]:
    """Describe a source in the reader's language, as plain JSON values.

    `creating`: for a screen that makes a record, where what is given once can be given.
    """
    sight = source.sight(acting, reach)
    level = _highest(sites.reach_in(source.table, reach))
    locale, entity = acting.locale, source.entity

    def can(*needs: Needs) -> bool:
        return may(frozenset(needs), acting.role, level)

    return {
        "name": source.name,
        "key": sight.key,
        "label": _said(entity.label, locale),
        "plural": _said(entity.plural, locale),
        "names_by": named if (named := source.named(locale)) in sight.fields else sight.key,
        "sort": [[order.column, "desc" if order.descending else "asc"] for order in sight.order],
        "icon": entity.icon,
        "tree": entity.tree if entity.tree in sight.fields else None,
        "archivable": entity.archivable,
        "papers": carries_papers(entity) and source.name == entity.source,
        "words": sight.has_words,
        "can": {
            "create": can(entity.create), "write": can(entity.write), "delete": can(entity.delete),
        },
        "columns": list(sight.columns),
        "fields": [
            _field(
                source, sight, field, locale,
                creates=field.target is not None and can(entity_of(field.target).create),
                writable=_writable(source, field, creating=creating) and can(*field.write_needs),
            )
            for field in sight.fields.values()
        ],
    }  # fmt: skip


def _writable(source: Source, field: SourceField, *, creating: bool) -> bool:
    """Tell whether a field can be given at all: some only when the record is made."""
    if creating and field.name == owner_name(source):
        return True
    return not field.readonly and (creating or not field.facts.once)


def _field(
    source: Source, sight: Sight, field: SourceField, locale: str, *, writable: bool, creates: bool
) -> dict[str, Any]:
    facts = field.facts
    return {
        "name": field.name,
        "type": field.kind.value,
        "label": _said(facts.label, locale),
        "hint": None if facts.hint is None else _said(facts.hint, locale),
        "widget": facts.widget,
        "unit": facts.unit,
        "order": facts.order,
        "length": _length(field),
        "decimals": _decimals(field),
        "nullable": field.nullable,
        "required": facts.required,
        "readonly": not writable,
        "default": None if field.readonly else blank_of(source, field.name),
        "choices": _choices(field, locale),
        "reference": field.reference,
        "within": _within(source, field),
        "creates": creates,
        "filters": field.filters,
        "sorts": field.sorts,
        "words": facts.words and sight.has_words,
        "operators": sorted(operators(field)),
        "personal": facts.personal,
        "hidden": field.name in source.hidden or _is_of_another_language(source, field, locale),
        "section": None if facts.section is None else _said(facts.section, locale),
        "width": facts.width,
        "help": None if facts.help is None else _said(facts.help, locale),
        "law": _law(facts.law, locale),
        "show_if": facts.show_if,
        "lock_reason": None if facts.lock is None else _said(facts.lock, locale),
        "prints_in": None if facts.prints_in is None else _said(facts.prints_in, locale),
    }


def _is_of_another_language(source: Source, field: SourceField, locale: str) -> bool:
    """Tell a text in one language where its reader is shown the same in another."""
    if field.name.endswith(SAID):
        return locale != "en" and field.name.removesuffix(SAID) in source.fields
    # what a form writes is there in every language
    return locale == "en" and field.readonly and f"{field.name}{SAID}" in source.fields


def _within(source: Source, field: SourceField) -> dict[str, str] | None:
    """Say among which rows a reference is picked: {column of theirs: column of ours}."""
    if field.reference is None or field.name == owner_name(source):
        return None
    inside = field.target is not None and entity_of(field.target).scope is Scope.CUSTOMER
    owner = {"customer_id": "customer_id"} if inside and "customer_id" in source.fields else {}
    return {**owner, **(field.facts.within or {})} or None


def _law(law: Law | None, locale: str) -> dict[str, str] | None:
    return None if law is None else {"ref": law.ref, "text": law.en if locale == "en" else law.it}


def _said(words: Words, locale: str) -> str:
    return words.en if locale == "en" else words.it


def _choices(field: SourceField, locale: str) -> list[list[str]] | None:
    coded = CODES.get(field.facts.rule or "") if field.kind is Kind.TEXTS else None
    if coded is not None:
        return [[code, _said(Words(*words), locale)] for code, words in coded.items()]
    if field.choices is None:
        return None
    return [[value, _said(words, locale)] for value, words in field.choices.items()]


def _length(field: SourceField) -> int | None:
    """Say how much can be typed: what a rule takes off does not count."""
    longest = field.facts.max_length
    return longest + MOST_TIDIED if longest is not None and field.facts.rule else longest


def _decimals(field: SourceField) -> int | None:
    if field.kind is Kind.DECIMAL and isinstance(field.type_, Numeric):
        return field.type_.scale
    return None


def _highest(reach: Reach) -> Level | None:
    return Level.MANAGE if reach.everything else max(reach.levels.values(), default=None)
