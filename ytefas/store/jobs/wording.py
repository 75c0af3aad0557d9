"""A checked query in words, for whoever finds the file later: what was left out, in which order."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from schema.base import Words
from ytefas.store.query.predicate import All, Compare, Not, Predicate, Some
from ytefas.store.query.query import Order
from ytefas.store.source.field import SourceField

Names = Mapping[str, str]  # what keys are called

_OPERATORS: Final[Mapping[str, Words]] = {
    "eq": Words("uguale a", "is"),
    "ne": Words("diverso da", "is not"),
    "lt": Words("minore di", "less than"),
    "le": Words("al massimo", "at most"),
    "gt": Words("maggiore di", "greater than"),
    "ge": Words("almeno", "at least"),
    "between": Words("tra", "between"),
    "in": Words("uno di", "one of"),
    "holds": Words("contiene", "contains"),
    "contains": Words("contiene", "contains"),
    "starts": Words("inizia con", "starts with"),
    "words": Words("contiene le parole", "contains the words"),
    "words_without": Words("contiene le parole", "contains the words"),
    "under": Words("sotto a", "below"),
    "null": Words("vuoto", "empty"),
    "notnull": Words("non vuoto", "not empty"),
}
SAID: Final[Mapping[str, Words]] = {
    "info": Words("Informazioni", "About"),
    "title": Words("Titolo", "Title"),
    "made": Words("Esportato il", "Exported on"),
    "by": Words("Da", "By"),
    "rows": Words("Righe", "Rows"),
    "filter": Words("Filtro", "Filter"),
    "words": Words("Parole cercate", "Searched words"),
    "sort": Words("Ordine", "Order"),
    "chosen": Words("Solo righe scelte", "Chosen rows only"),
    "and": Words(" e ", " and "),
    "or": Words(" oppure ", " or "),
    "not": Words("non ", "not "),
    "descending": Words("decrescente", "descending"),
    "no": Words("No", "No"),
    "yes": Words("Sì", "Yes"),
}


class Wording:
    """Says things in one language; `names` is what the keys in filters are called."""

    def __init__(self, fields: Mapping[str, SourceField], locale: str, names: Names) -> None:
        self._fields = fields
        self._locale = locale
        self._names = names

    def say(self, words: Words) -> str:
        return words.en if self._locale == "en" else words.it

    def own(self, name: str) -> str:
        """Say a word of ours."""
        return self.say(SAID[name])

    def label(self, column: str) -> str:
        return self.say(self._fields[column].facts.label)

    def sort(self, orders: tuple[Order, ...]) -> str:
        return ", ".join(
            f"{self.label(one.column)} ({self.own('descending')})"
            if one.descending
            else self.label(one.column)
            for one in orders
        )

    def filter(self, predicate: Predicate, *, inner: bool = False) -> str:
        match predicate:
            case Compare():
                return self._test(predicate)
            case Not(part):
                return f"{self.own('not')}({self.filter(part)})"
            case All(parts) | Some(parts):
                joint = self.own("and" if isinstance(predicate, All) else "or")
                said = joint.join(self.filter(part, inner=True) for part in parts)
                return f"({said})" if inner and len(parts) > 1 else said

    def _test(self, test: Compare) -> str:
        field = self._fields[test.column]
        operator = self.say(_OPERATORS[test.operator])
        label = self.say(field.facts.label)
        if test.operator in {"null", "notnull"}:
            return f"{label} {operator}"
        many = test.value if isinstance(test.value, tuple | list) else (test.value,)
        said = [self._value(field, one) for one in many]
        joined = self.own("and").join(said) if test.operator == "between" else ", ".join(said)
        return f"{label} {operator} {joined}"

    def _value(self, field: SourceField, value: Any) -> str:
        choices = field.choices or {}
        match value:
            case bool():
                return self.own("yes" if value else "no")
            case str() if value in choices:
                return self.say(choices[value])
            case UUID():
                return self._names.get(str(value), "–")
            case datetime():
                form = "%d/%m/%Y %H:%M" if self._locale == "it" else "%Y-%m-%d %H:%M"
                return value.strftime(form)
            case date():
                return f"{value:%d/%m/%Y}" if self._locale == "it" else value.isoformat()
            case time():
                return f"{value:%H:%M}"
            case Decimal():
                said = f"{value:f}"
                return said.replace(".", ",") if self._locale == "it" else said
            case str():
                return f"«{value}»" if self._locale == "it" else f'"{value}"'
            case _:
                return str(value)
