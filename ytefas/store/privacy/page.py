"""The page of a person's archive, to be read by the person: every value beside what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from schema.base import entity_of, field_of, tables
from ytefas.rules.home import today

_HIDDEN: Final = {"id", "customer_id", "created_by", "updated_by", "row_version", "full_name",
                  "source", "record_id", "sort", "person_id"}  # fmt: skip
_SAID: Final = {
    "it": {"title": "I dati di {name}", "none": "Nessun dato.", "history": "Che cosa è successo",
           "create": "creato", "update": "modificato", "delete": "eliminato",
           "export": "esportato", "read_sensitive": "letto (dati particolari)",
           "note": "Prodotto da Ytefas il {day}. I dati per un altro programma sono in data.json; "
                   "i file in files/."},
    "en": {"title": "The data of {name}", "none": "No data.", "history": "What happened",
           "create": "created", "update": "changed", "delete": "deleted", "export": "exported",
           "read_sensitive": "read (special categories)",
           "note": "Made by Ytefas on {day}. The data for another program are in data.json; the "
                   "files in files/."},
}  # fmt: skip
_LOOK: Final = (
    "body{font:15px/1.5 system-ui,sans-serif;color:#1b2430;max-width:60rem;margin:2.5rem auto;"
    "padding:0 1.5rem}h1{font-size:1.6rem}h2{font-size:1.1rem;margin-top:2rem;"
    "border-bottom:1px solid #cdd5df;padding-bottom:.3rem}dl{display:grid;"
    "grid-template-columns:14rem 1fr;gap:.2rem 1rem;margin:0 0 1.2rem}dt{color:#5a6675}"
    "dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}p.note{color:#5a6675}"
    "table{border-collapse:collapse;width:100%}td{padding:.15rem .8rem .15rem 0;"
    "vertical-align:top}@media print{body{margin:0}}"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says."""

    title: str
    told: Mapping[str, Sequence[Mapping[str, Any]]]
    called: Mapping[str, str]
    history: Sequence[Mapping[str, Any]]


def page(shown: Shown, language: str) -> str:
    """Make the page, in one file that needs nothing else."""
    said = _SAID.get(language, _SAID["en"])
    heading = escape(said["title"].format(name=shown.title))
    note = said["note"].format(day=today().strftime("%d/%m/%Y"))
    parts = [
        f'<!doctype html><html lang="{"it" if language == "it" else "en"}"><meta charset="utf-8">',
        f"<title>{heading}</title><style>{_LOOK}</style><h1>{heading}</h1>",
        f'<p class="note">{escape(note)}</p>',
    ]
    for name, rows in shown.told.items():
        if rows:
            plural = entity_of(tables()[name]).plural
            parts.append(f"<h2>{escape(plural.en if language == 'en' else plural.it)}</h2>")
            parts += [_row(name, row, shown.called, language) for row in rows]
    parts += [f"<h2>{escape(said['history'])}</h2><table>"]
    for event in shown.history:
        label = entity_of(tables()[event["entity"]]).label
        what = label.en if language == "en" else label.it
        moment = str(event["at"])[:16].replace("T", " ")
        done = said.get(event["action"], event["action"])
        parts.append(f"<tr><td>{escape(moment)}<td>{escape(what)}<td>{escape(done)}</tr>")
    return "\n".join([*parts, "</table></html>"])


def _row(name: str, row: Mapping[str, Any], called: Mapping[str, str], language: str) -> str:
    lines = []
    for column in tables()[name].columns:
        value = row.get(column.name)
        if column.name in _HIDDEN or value in (None, "", [], {}):
            continue
        fact = field_of(column)
        label = fact.label.en if language == "en" else fact.label.it
        lines.append(f"<dt>{escape(label)}<dd>{escape(_value(value, fact, called, language))}")
    return f"<dl>{''.join(lines)}</dl>"


def _value(value: Any, fact: Any, called: Mapping[str, str], language: str) -> str:
    if isinstance(value, bool):
        return {"it": ("No", "Sì"), "en": ("No", "Yes")}.get(language, ("No", "Yes"))[value]
    if fact.choices and value in fact.choices:
        words = fact.choices[value]
        return str(words.en if language == "en" else words.it)
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values() if one)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = called.get(str(value), str(value))
    if fact.widget == "moment":
        return text[:16].replace("T", " ")
    if fact.widget == "date":
        return "/".join(reversed(text.split("-")))
    return text
