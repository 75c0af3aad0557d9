"""The page of a method: everything its declaration says, as Markdown, in one language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ytefas.methods.kit.families import FAMILIES
from ytefas.methods.kit.inputs import Choice, Codes, Flag, Group, Input, Number, Numbers, Rows
from ytefas.methods.kit.method import Method, asked, explained
from ytefas.methods.kit.numbers import half_up
from ytefas.methods.kit.steps import Line, Rule, Step, Table
from ytefas.methods.kit.words import Words, number, spoken, text, words

TAGS = {
    "verified": words("verificato sul testo o su una trascrizione fedele",
                      "checked against the text or a faithful transcription"),
    "recomputed": words("ricalcolato in modo indipendente", "recomputed independently"),
    "memory": words("da verificare sull'edizione che possiedi",
                    "check against the edition you own"),
    "practice": words("prassi, nessuna norma", "practice, no norm behind it"),
}  # fmt: skip


def page(method: Method, language: str) -> str:
    """Write the page of a method."""
    lines = [
        f"# {method.name.in_(language)}",
        "",
        " · ".join([
            f"`{method.id}`", f"{_VERSION.in_(language)} {method.version}",
            FAMILIES[method.family].in_(language), method.edition_in(language),
        ]),
        "",
        method.about.in_(language),
        "",
        *_asked(method, language),
        *_banded(method, language),
        *_bound(method, language),
        *_worked(method, language),
        *_sourced(method, language),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


_VERSION = words("versione", "version")
_INPUTS = words("Dati", "Inputs")
_INPUT_HEADS = (words("Dato", "Input"), words("Chiave", "Key"), words("Ammesso", "Allowed"),
                words("Come si rileva", "How to get it"))  # fmt: skip
_RESULTS = words("Risultati", "Results")
_RESULT_HEADS = (words("Risultato", "Result"), words("Chiave", "Key"), words("Unità", "Unit"))
_BANDS = words("Fasce", "Bands")
_BAND_HEADS = (words("Fino a", "Up to"), words("Fascia", "Band"), words("Chiave", "Key"),
               words("Livello", "Level"),
               words("Che cosa comporta", "What it asks for"))  # fmt: skip
_DUTIES = words("Obblighi", "Duties")
_DUTY_HEADS = (words("Obbligo", "Duty"), words("Chiave", "Key"), words("Norma", "Law"))
_NOTICES = words("Avvertenze che il calcolo può dare", "Notices that the computation may give")
_EXAMPLES = words("Esempi svolti", "Worked examples")
_SOURCE = words("Fonte", "Source")
_SOURCES = words("Fonti", "Sources")
_OPTIONAL = words("Facoltativo", "Optional")
_PLACE = re.compile(r"\{[^{}]*\}")  # in a sentence, where a value comes
_DOUBTS = words("Da verificare", "To be checked")


def _head(title: Words, language: str, after: str = "") -> list[str]:
    return [f"## {title.in_(language)}{after}", ""]


def _heads(heads: Sequence[Words], language: str) -> list[str]:
    return [head.in_(language) for head in heads]


def _asked(method: Method, language: str) -> Iterator[str]:
    yield from _head(_INPUTS, language)
    yield from _table(_heads(_INPUT_HEADS, language), _inputs(method.inputs, language, ""))
    yield from _head(_RESULTS, language)
    yield from _table(
        _heads(_RESULT_HEADS, language),
        ([one.label.in_(language), f"`{one.key}`", one.unit] for one in method.results),
    )


def _banded(method: Method, language: str) -> Iterator[str]:
    for scale in method.scales:
        same = [one for one in method.scales if one.label == scale.label]
        cuts = "; ".join(number(band.upto, language) for band in scale.bands[:-1])
        which = f" ({cuts})" if len(same) > 1 else ""
        yield from _head(_BANDS, language, f": {scale.label.in_(language)}{which}")
        yield from _table(_heads(_BAND_HEADS, language), (
            ["" if band is scale.bands[-1]
             else f"{'≤' if (band.closed or scale.closed) == 'upper' else '<'} "
                  f"{number(band.upto, language)}",
             band.word.in_(language), f"`{band.code}`", str(band.level),
             band.consequence.in_(language) if band.consequence else ""]
            for band in scale.bands
        ))  # fmt: skip


def _bound(method: Method, language: str) -> Iterator[str]:
    if method.duties:
        yield from _head(_DUTIES, language)
        yield from _table(
            _heads(_DUTY_HEADS, language),
            ([one.label.in_(language), f"`{one.key}`", one.law] for one in method.duties),
        )
    if method.notices:
        yield from _head(_NOTICES, language)
        for said in method.notices.values():
            yield f"- {_PLACE.sub('…', said.in_(language))}"
        yield ""


def _worked(method: Method, language: str) -> Iterator[str]:
    yield from _head(_EXAMPLES, language)
    for at, example in enumerate(method.examples, 1):
        source = text(example.source, language)
        yield f"### {at}. {example.name.in_(language) if example.name else source}"
        yield ""
        if example.name:
            yield f"{_SOURCE.in_(language)}: {source}"
            yield ""
        yield from _steps(explained(asked(method, example.inputs), language), language)


def _sourced(method: Method, language: str) -> Iterator[str]:
    yield from _head(_SOURCES, language)
    for source in method.sources:
        what = f" {source.what.in_(language)}" if source.what else ""
        yield f"- {text(source.title, language)} ({TAGS[source.tag].in_(language)}).{what}"
    yield ""
    if method.doubts:
        yield from _head(_DOUBTS, language)
        yield from (f"- {doubt.in_(language)}" for doubt in method.doubts)


def _inputs(inputs: Sequence[Input], language: str, before: str) -> Iterator[list[str]]:
    for one in inputs:
        symbol = f" **{one.symbol}**" if one.symbol else ""
        unit = f" ({one.unit})" if isinstance(one, Number) and one.unit else ""
        allowed = one.hint().in_(language)
        if isinstance(one, Choice):
            allowed = "; ".join(
                f"`{option.value}` {option.label.in_(language)}" for option in one.options
            )
        elif isinstance(one, Flag):
            allowed = f"{spoken(True, language)}, {spoken(False, language)}"
        elif isinstance(one, Codes):
            allowed = f"{len(one.known)}: " + ", ".join(one.known)
        elif isinstance(one, Numbers):
            allowed += " " + one.each.hint().in_(language)
        if allowed and not allowed.endswith("."):
            allowed += "."
        if not one.required:
            allowed += f" {_OPTIONAL.in_(language)}{_default(one, language)}."
        yield [one.label.in_(language) + symbol + unit, f"`{before}{one.key}`", allowed.strip(),
               one.help.in_(language) if one.help else ""]  # fmt: skip
        if isinstance(one, Group | Rows):
            mark = "[]." if isinstance(one, Rows) else "."
            yield from _inputs(one.of, language, f"{before}{one.key}{mark}")


def _default(one: Input, language: str) -> str:
    if one.default is None or one.default in ([], ()):
        return ""
    options = one.options if isinstance(one, Choice) else ()
    label = next((option.label for option in options if option.value == one.default), None)
    return f" ({label.in_(language) if label else spoken(one.default, language)})"


def _steps(steps: Sequence[Step], language: str) -> Iterator[str]:
    for step in steps:
        if isinstance(step, Line):
            how = step.how.in_(language) if isinstance(step.how, Words) else step.how
            value = _shown(step.value, step.digits, language)
            unit = f" {step.unit}" if step.unit else ""
            shown = f"{how} = **{value}{unit}**" if how and how != value else f"**{value}{unit}**"
            symbol = f"{step.symbol} · " if step.symbol else ""
            yield f"- {symbol}{step.label.in_(language)}: {shown}"
        elif isinstance(step, Rule):
            said = step.said.in_(language)
            yield f"- {said}{f' ({step.law})' if step.law and step.law not in said else ''}"
        elif isinstance(step, Table):
            yield ""
            yield f"*{step.title.in_(language)}*"
            yield ""
            digits = list(step.digits) + [None] * len(step.heads)
            yield from _table(
                [spoken(head, language) for head in step.heads],
                ([_shown(cell, digits[at], language) for at, cell in enumerate(row)]
                 for row in step.rows),
            )  # fmt: skip
    yield ""


def _shown(value: Any, digits: int | None, language: str) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value if digits is None else half_up(value, digits), language, digits)
    return spoken(value, language)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""
