"""OCRA checklist: the four factors, times recovery, times duration."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.inputs import Flag, Given, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Bar, Bars, Picture, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables import ocra_checklist_2011 as table

EXTREME_HOURS = 9


def calculate(given: Given) -> Found:
    """Add the factors, multiply by recovery and duration."""
    parts = given.frequency + given.force + given.posture + given.additional
    recovery = table.RECOVERY[given.hours_without_recovery]
    duration = table.duration_of(
        given.net_repetitive_min, given.durations, in_rotation=given.in_rotation
    )
    before = parts * recovery
    score = before * duration
    band = table.SCALE.band(score)
    notices: list[tuple[str, dict[str, Any]]] = []
    if given.hours_without_recovery == EXTREME_HOURS:
        notices.append(("nine_hours", {}))
    return Found(
        {"sum": parts, "recovery_multiplier": recovery, "duration_multiplier": duration,
         "score_before_duration": before, "score": score, "band": band.code,
         "optimal": table.optimal(score)},
        band, table.SCALE, table.duties(band.code), notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the sum, both multipliers with their tables, the product."""
    value = found.values
    yield Line("Σ", words("Somma dei fattori", "Sum of the factors"),
               " + ".join(say(getattr(given, key)) for key, _, _, _ in table.PARTS), value["sum"],
               2)  # fmt: skip
    hours = list(table.RECOVERY)
    yield Table(words("Moltiplicatore di recupero", "Recovery multiplier"),
                (words("Ore senza recupero", "Hours without recovery"), "×"),
                tuple(table.RECOVERY.items()), (1, 3),
                (hours.index(given.hours_without_recovery), 1))  # fmt: skip
    yield Line("× r", words("Recupero", "Recovery"),
               words("{hours} ore senza recupero", "{hours} hours without recovery").filled(
                   hours=given.hours_without_recovery),
               value["recovery_multiplier"], 3)  # fmt: skip
    yield table.duration_table(
        given.net_repetitive_min, given.durations, in_rotation=given.in_rotation
    )
    yield Line("× d", words("Durata", "Duration"),
               words("{minutes} minuti netti", "{minutes} net minutes").filled(
                   minutes=given.net_repetitive_min), value["duration_multiplier"], 3)  # fmt: skip
    yield Line("OCRA", table.SCALE.label,
               f"{say(value['sum'])} · {say(value['recovery_multiplier'])} · "
               f"{say(value['duration_multiplier'])}", value["score"], 2, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw which factor weighs how much, and both multipliers."""
    value = found.values
    if value["sum"] > 0:
        yield Shares(
            title=words("Che cosa fa il punteggio", "What makes the score"),
            parts=tuple(Share(label, getattr(given, key) / value["sum"], getattr(given, key))
                        for key, label, _, _ in table.PARTS),
        )  # fmt: skip
    yield Bars(
        title=words("Moltiplicatori", "Multipliers"), full=4, mark=1, digits=3,
        bars=(
            Bar("recovery", words("Recupero", "Recovery"), value["recovery_multiplier"],
                worst=value["recovery_multiplier"] > max(1, value["duration_multiplier"])),
            Bar("duration", words("Durata", "Duration"), value["duration_multiplier"],
                worst=value["duration_multiplier"] > max(1, value["recovery_multiplier"])),
        ),
    )  # fmt: skip


METHOD = Method(
    id="ocra_checklist", version=1, family="repetitive",
    name=words("Check-list OCRA", "OCRA checklist"),
    about=words(
        "Mappa il rischio da movimenti ripetitivi degli arti superiori: frequenza, forza, postura, "
        "fattori complementari, recupero, durata. Un arto per volta. I punteggi dei fattori si "
        "ricavano con «Check-list OCRA: punteggi». Forma con recupero moltiplicativo.",
        "Maps the risk of repetitive movements of the upper limbs: frequency, force, posture, "
        "additional factors, recovery, duration. One limb at a time. Scores of the factors come "
        "from “OCRA checklist: scores”. The form with multiplied recovery.",
    ),
    edition="EPM 2011; ISO/TR 12295; ISO 11228-3",
    sources=table.SOURCES,
    inputs=(
        *table.part_inputs(), table.HOURS, table.MINUTES, table.LISTS,
        Flag(key="in_rotation", yardstick=True, required=False, default=False,
             label=words("Un compito dentro una rotazione", "One task inside a rotation"),
             help=words("Sotto l'ora valgono allora moltiplicatori più piccoli (0,01-0,35).",
                        "Below one hour smaller multipliers then apply (0.01-0.35).")),
        Text(key="name", required=False, label=words("Compito", "Task")),
        Text(key="limb", required=False, label=words("Arto valutato", "Limb rated")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("sum", words("Somma dei fattori", "Sum of the factors"), digits=1),
        Shown("recovery_multiplier", words("Moltiplicatore di recupero", "Recovery multiplier"),
              digits=3),
        Shown("duration_multiplier", words("Moltiplicatore di durata", "Duration multiplier"),
              digits=3),
        Shown("score_before_duration", words("Punteggio prima della durata",
                                             "Score before duration"), digits=2),
        Shown("score", table.SCALE.label, digits=1, main=True),
        Shown("optimal", words("Ottimale (fino a 5)", "Optimal (up to 5)")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(table.SCALE,),
    duties=table.DUTIES, doubts=table.DOUBTS,
    notices={"nine_hours": words(
        "Nove ore senza recupero: il moltiplicatore 3,0 viene da una sola fonte.",
        "Nine hours without recovery: the multiplier 3.0 comes from one source only.")},
    examples=(
        Example({"frequency": 4, "force": 2, "posture": 5, "additional": 0,
                 "hours_without_recovery": 4, "net_repetitive_min": 430},
                {"score": 14.63, "band": "medium_red"}, formula("Σ · 1,33 · 1")),
        Example({"frequency": 5, "force": 4, "posture": 6, "additional": 2,
                 "hours_without_recovery": 3.5, "net_repetitive_min": 400},
                {"recovery_multiplier": 1.265, "duration_multiplier": 0.95, "score": 20.42975},
                formula("Σ · 1,265 · 0,95"), name=words("Mezz'ora di recupero",
                                                        "Half hour of recovery")),
        Example({"frequency": 1, "force": 0, "posture": 4, "additional": 0,
                 "hours_without_recovery": 2, "net_repetitive_min": 240},
                {"score": 4.2, "band": "green", "optimal": True}, formula("Σ · 1,12 · 0,75")),
    ),
)  # fmt: skip
