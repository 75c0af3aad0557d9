"""The vocabulary in which the server describes a screen; the client shows it, and only that.

Everything here is plain data. A view is a tree of parts; a part has a kind, facts and inner parts.
A kind the client does not know is legal: it degrades to a labelled, read-only fallback, so a newer
server may talk to an older client. Words are given in every language and chosen when described.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Final

Words = str | Mapping[str, str]  # one word for all, or by language: {"it": "Cliente", "en": …}
Plain = dict[str, Any]

DEFAULT_LANGUAGE: Final = "it"
_NAMING: Final = {"columns", "title", "facts"}  # options that name columns


def words(text: str = "", **by_language: str) -> Words:
    """Give one word for all languages, or one for each: `words(it="Cliente", en="Customer")`."""
    return MappingProxyType(by_language) if by_language else text


def say(words: Words, language: str) -> str:
    """Choose the words of a language, else of the default one, else whatever there is."""
    if isinstance(words, str):
        return words
    return words.get(language) or words.get(DEFAULT_LANGUAGE) or next(iter(words.values()), "")


# -- what a source tells about itself, as far as screens are concerned


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """One column of a source, for this reader."""

    name: str
    kind: str = "text"  # text, integer, decimal, boolean, date, datetime, time, choice, key, …
    label: Words = ""
    hint: Words = ""
    widget: str = ""
    required: bool = False
    readonly: bool = False
    hidden: bool = False
    filters: bool = False
    sorts: bool = False
    choices: Mapping[str, Words] | None = None
    reference: str | None = None  # the source its keys belong to
    options: Mapping[str, Any] = field(default_factory=dict)

    def describe(self, language: str) -> Plain:
        """Say it as plain data; what is empty or false is left out."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told |= {"label": say(self.label, language) or self.name, "hint": say(self.hint, language)}
        if self.choices is not None:
            told["choices"] = {key: say(words, language) for key, words in self.choices.items()}
        told["options"] = dict(self.options)
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """A source, for this reader: its fields in their order, and what may be done with it."""

    name: str
    label: Words = ""
    plural: Words = ""
    icon: str = ""
    key: str = "id"
    title: str = ""  # the field that names a record
    said: Mapping[str, Words] = field(default_factory=dict)  # fields that differ by language
    fields: tuple[FieldFacts, ...] = ()
    writable: bool = True
    archivable: bool = False

    def describe(self, language: str) -> Plain:
        return {
            "name": self.name,
            "label": say(self.label, language) or self.name,
            "plural": say(self.plural, language) or say(self.label, language) or self.name,
            "icon": self.icon,
            "key": self.key,
            "title": self.title or self.key,
            "fields": [one.describe(language) for one in self.fields],
            "writable": self.writable,
        }


# -- parts


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a screen; `options` are the facts its kind knows what to do with."""

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)
    label: Words = ""
    parts: tuple[Part, ...] = ()

    def describe(self, language: str) -> Plain:
        told: Plain = {"kind": self.kind, **self.options}
        for name in _NAMING & told.keys():  # a column may be another one in each language
            named = told[name]
            several = isinstance(named, list)
            told[name] = [say(one, language) for one in named] if several else say(named, language)
        label = say(self.label, language)
        if label:
            told["label"] = label
        if self.parts:
            told["parts"] = [part.describe(language) for part in self.parts]
        return told

    def cursors(self) -> frozenset[str]:
        """Name the cursors that this part and those inside it show."""
        named = (self.options.get(name) for name in ("cursor", "outer", "inner", "homes"))
        own = frozenset(name for name in named if isinstance(name, str))
        return own.union(*(part.cursors() for part in self.parts))

    def without(self, cursors: frozenset[str]) -> Part | None:
        """Leave out what shows one of some cursors; None: nothing is left."""
        parts = tuple(left for one in self.parts if (left := one.without(cursors)) is not None)
        if self.options.get("cursor") in cursors or (self.parts and not parts):
            return None
        return replace(self, parts=parts)


def grid(
    cursor: str,
    columns: Iterable[Words] = (),
    *,
    label: Words = "",
    views: Iterable[Part] = (),
    **options: Any,
) -> Part:
    """Show a cursor's window as rows; no columns: those the source shows by itself.

    `open`: the action that Enter or a double click on the name means. `editing`: the columns that
    are written where they stand, for whoever may write them. `group`: the columns whose equal
    values stand together at first. `views`: ways of looking at it that
    it comes with, beside those its user saves. `bar`: True puts the bar of lists above it, False
    leaves it out; unsaid, the first grid of a screen has it.
    """
    told = {"cursor": cursor, "columns": list(columns), **options}
    return Part("grid", told, label, tuple(views))


def ready(
    name: str, label: Words, *filters: tuple[str, str, Any], sort: Sequence[tuple[str, str]] = ()
) -> Part:
    """Name a way of looking at a list: what narrows it (column, operator, value), how it stands."""
    narrowed = [{"column": at, "operator": how, "value": value} for at, how, value in filters]
    order = {"sort": [list(one) for one in sort]} if sort else {}
    return Part("view", {"id": name, "filters": narrowed, **order}, label)


def tree(cursor: str, columns: Iterable[str] = (), *, label: Words = "", **options: Any) -> Part:
    """Show a cursor over a tree as rows that open; the cursor's spec asks for `tree`."""
    return Part("tree", {"cursor": cursor, "columns": list(columns), **options}, label)


def nested(
    outer: str, inner: str, *, link: str, columns: Iterable[str], label: Words = "", **options: Any
) -> Part:
    """Show the rows of two cursors as one tree: those of `inner` below the one `link` names.

    `counted`: the column that says how many are inside; `open_outer`, `open_inner`: what Enter
    means.
    """
    told = {"outer": outer, "inner": inner, "link": link, "columns": list(columns), **options}
    return Part("nested", told, label)


def either(*parts: Part, label: Words = "", **options: Any) -> Part:
    """Show the part of the cursor whose row one is on in the tree beside it."""
    return Part("either", options, label, parts)


def form(
    cursor: str,
    names: Iterable[str] = (),
    *,
    label: Words = "",
    parts: Iterable[Part] = (),
    **options: Any,
) -> Part:
    """Show the current row of a cursor as fields under their sections, then the inner parts.

    No names: those of the source, in its order.
    """
    return Part("form", {"cursor": cursor, "fields": list(names), **options}, label, tuple(parts))


def rows(cursor: str, columns: Iterable[str] = (), *, label: Words = "", **options: Any) -> Part:
    """Show child rows inside a form, edited in place.

    `starts`: a record to be made can be made with its first rows.
    """
    return Part("rows", {"cursor": cursor, "columns": list(columns), **options}, label)


def record(
    cursor: str, *, code: str = "", title: Words, facts: Iterable[Words] = (), **options: Any
) -> Part:
    """Head what follows with the current row: its code, its name, a few facts.

    `open`: the action of the button at its end; `also`: others beside it.
    """
    told = {"cursor": cursor, "code": code, "title": title, "facts": list(facts), **options}
    return Part("record", told)


def lines(
    cursor: str,
    *,
    code: str = "",
    title: str,
    facts: Iterable[str] = (),
    at: str = "",
    by: str = "",
    label: Words = "",
    **options: Any,
) -> Part:
    """Show a few records as lines that open: code, name, facts, and when who changed it."""
    told = {
        "cursor": cursor, "code": code, "title": title, "facts": list(facts), "at": at, "by": by,
        **options,
    }  # fmt: skip
    return Part("lines", told, label)


def chart(
    cursor: str,
    *needs: Part,
    role: str,
    title: str,
    places: Mapping[str, str],
    facts: Iterable[str] = (),
    homes: str = "",
    home: str = "",
    inner: str = "",
    label: Words = "",
    **options: Any,
) -> Part:
    """Draw the rows of a cursor as who holds which role: on top, beside, below, home by home.

    `places`: where the rows of a role stand (`top`, `left`, `right`, `line`, `team`), by the values
    of the column `role`. `homes`: a cursor whose rows are drawn as columns below; `home`: the
    column that names one, `inner` the one that says where inside. `needs`: what has to be there.
    `open`: the action that Enter means; `fill`: the one for an empty place, told {role, home}.
    """
    told = {
        "cursor": cursor, "role": role, "title": title, "places": dict(places),
        "facts": list(facts), "homes": homes, "home": home, "inner": inner, **options,
    }  # fmt: skip
    return Part("chart", told, label, needs)


def need(
    *roles: str, per: str = "all", weight: str = "required", flag: str = "", why: Words = ""
) -> Part:
    """Say that a chart needs somebody in one of some roles: once, or in each home.

    `flag`: a column that says that whoever is on top does it himself. `weight`: `required`, or
    `check` where it depends on what the rows do not tell.
    """
    return Part("need", {"roles": list(roles), "per": per, "weight": weight, "flag": flag}, why)


def links(
    cursor: str,
    target: str,
    *,
    title: Words = "",
    facts: Iterable[str] = (),
    label: Words = "",
    none: Words = "",
    **options: Any,
) -> Part:
    """Show what a record is linked to, many to many: some are chosen at once, written together.

    The cursor is over the links and tracks the record; `target`: the column that names the other
    end; `title`, `facts`: what is said of it; `none`: what is said when there is nothing. It is
    saved when it is done. `merged`: True gives each end one line, however often it is linked, and
    `why` names the columns that say what brings it along.
    """
    told = {"cursor": cursor, "target": target, "facts": list(facts), **options}
    empty = (text(none),) if none else ()
    return Part("links", told | ({"title": title} if title else {}), label, empty)


def checks(cursor: str, *fields: Part, label: Words = "", **options: Any) -> Part:
    """Show what is missing of a record, by columns of keys: those that something is missing of.

    `open`: the action that goes there, told {check: the column}.
    """
    return Part("checks", {"cursor": cursor, **options}, label, fields)


def check(field: str, fine: Words, *, grave: bool = False) -> Part:
    """Name a column of keys that ought to be empty, and what is said when it is."""
    return Part("check", {"field": field, "grave": grave}, fine)


def facts(cursor: str, names: Iterable[str], *, label: Words = "", **options: Any) -> Part:
    """Show a few facts of the current row, each under its name."""
    return Part("facts", {"cursor": cursor, "fields": list(names), **options}, label)


def section(*parts: Part, label: Words = "", **options: Any) -> Part:
    """Group parts under a heading; `headed`: False where it stands on a tab already.

    `beside`: True puts them side by side, to be read.
    """
    return Part("section", options, label, parts)


def tabs(*parts: Part, **options: Any) -> Part:
    """Show one part at a time, each under its label with the count of its first cursor.

    `counts`: a cursor whose row says how many are behind each tab, in the column that the part
    names as `counted`; its cursors may then be `lazy`. `id` of a part: how its tab is remembered.
    """
    return Part("tabs", options, "", parts)


def split(*parts: Part, across: str = "x", label: Words = "", **options: Any) -> Part:
    """Put parts side by side (`x`) or one above the other (`y`), with a bar to drag between.

    `sizes`: their shares at first, in hundredths.
    """
    return Part("split", {"across": across, **options}, label, parts)


def text(words: Words, **options: Any) -> Part:
    """Show words."""
    return Part("text", options, words)


def bar(*categories: str, **options: Any) -> Part:
    """Show the actions of some categories; of none: all of them."""
    return Part("actions", {"categories": list(categories), **options})


@dataclass(frozen=True, slots=True)
class View:
    """A whole screen: its type, its title and its parts."""

    type: str
    title: Words = ""
    parts: tuple[Part, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, declared: View | Mapping[str, Any]) -> View:
        """Accept the short form `{"type": "Desktop", …options}` as well."""
        if isinstance(declared, View):
            return declared
        options = dict(declared)
        return cls(
            type=options.pop("type"),
            title=options.pop("title", ""),
            parts=tuple(options.pop("parts", ())),
            options=options,
        )

    def describe(self, language: str) -> Plain:
        return {
            "type": self.type,
            "title": say(self.title, language),
            "parts": [part.describe(language) for part in self.parts],
            "options": dict(self.options),
        }

    def cursors(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.cursors() for part in self.parts))

    def without(self, cursors: frozenset[str]) -> View:
        """Leave out the parts that show one of some cursors."""
        if not cursors:
            return self
        kept = (part.without(cursors) for part in self.parts)
        return replace(self, parts=tuple(part for part in kept if part is not None))
