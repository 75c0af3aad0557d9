"""What an action on many records is called, and its outcome as a sheet, record by record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ytefas.errors import sentences
from ytefas.framework.work.many import Facts
from ytefas.store.many.batches import Row
from ytefas.store.source.source import Source
from ytefas.words import words

HOME: Final = "Europe/Rome"
_ACTS: Final = {
    "edit": ("Modifica", "Edit"), "archive": ("Archiviazione", "Archiving"),
    "restore": ("Ripristino", "Restoring"), "delete": ("Eliminazione", "Deleting"),
}  # fmt: skip
_WAYS: Final = {
    "forth": ("{act}: {what} ({total})", "{act}: {what} ({total})"),
    "back": ("Annulla {act}: {what} ({total})", "Take back {act}: {what} ({total})"),
    "report": ("Esito: {act} {what}", "Outcome: {act} {what}"),
}
_ENDS: Final = {
    "done": ("Fatto", "Done"), "same": ("Era già così", "Was so already"),
    "refused": ("Rifiutato", "Refused"), "waiting": ("Non fatto", "Not done"),
    "back": ("Annullato", "Taken back"), "stays": ("Non annullato", "Not taken back"),
}  # fmt: skip
_COUNTS: Final = {
    "changed": ("Fatti", "Done"), "same": ("Erano già così", "Were so already"),
    "refused": ("Rifiutati", "Refused"), "waiting": ("Non fatti", "Not done"),
    "back": ("Annullati", "Taken back"), "stays": ("Non annullati", "Not taken back"),
}  # fmt: skip
_HEADINGS: Final = (("Riga", "Row"), ("Esito", "Outcome"), ("Record", "Record"), ("Perché", "Why"))
Line = tuple[int, str, str, str]


def label(source: Source, facts: Facts, locale: str, way: str) -> str:
    """Say what is being done, to how many of what."""
    at = _at(locale)
    total = f"{facts.total:,}".replace(",", "." if locale == "it" else ",")
    act = _ACTS[facts.act][at]
    return _WAYS[way][at].format(
        act=act if way == "forth" else act.lower(), what=_plural(source, locale), total=total
    )


def end_of(row: Row) -> str:
    """Say how a record ended: what was taken back, or could not be, before what was done."""
    return {"done": "back", "refused": "stays"}.get(row["back"]) or row["state"]


def headings(locale: str) -> list[str]:
    """Name the columns of the sheet."""
    return [one[_at(locale)] for one in _HEADINGS]


def sheet(
    source: Source, facts: Facts, counted: Mapping[str, int], rows: Sequence[Row], locale: str
) -> tuple[str, list[tuple[str, str]], Iterator[Line]]:
    """Give title, counts and lines of the outcome."""
    at = _at(locale)
    told = [
        (name[at], str(counted[count])) for count, name in _COUNTS.items()
        if counted[count] or count == "changed"
    ]  # fmt: skip
    lines = (
        (number, _ENDS[end_of(row)][at], row["title"], reason(row["problem"], locale))
        for number, row in enumerate(rows, start=1)
    )
    return label(source, facts, locale, "report"), told, lines


def reason(problem: Mapping[str, Any] | None, locale: str) -> str:
    """Say what was wrong with a record, the nearest first: with its fields, else with itself."""
    if problem is None:
        return ""
    beside = sentences(problem, words, locale)
    if beside:
        return " · ".join(dict.fromkeys(beside.values()))
    return words(str(problem["code"]), locale, problem)


def _plural(source: Source, locale: str) -> str:
    plural = source.entity.plural
    return str(plural.it if locale == "it" else plural.en)


def _at(locale: str) -> int:
    return 0 if locale == "it" else 1
