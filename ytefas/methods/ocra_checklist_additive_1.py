"""OCRA checklist in its older form: recovery is a score that is added."""

from collections.abc import Iterator

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Number, Option, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Picture, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables import ocra_checklist_2011 as table


def calculate(given: Given) -> Found:
    """Add recovery and factors, multiply by duration."""
    recovery = given.recovery
    if recovery is None:
        if given.hours_without_recovery is None:
            raise Refused("recovery", words(
                "Serve il punteggio di recupero (0, 2, 3, 4, 6, 10), oppure le ore senza recupero.",
                "The recovery score is needed (0, 2, 3, 4, 6, 10), or the hours without recovery."
            ))  # fmt: skip
        recovery = table.ADDITIVE[min(given.hours_without_recovery, len(table.ADDITIVE) - 1)]
    elif (
        given.hours_without_recovery is not None
        and recovery != table.ADDITIVE[min(given.hours_without_recovery, len(table.ADDITIVE) - 1)]
    ):
        raise Refused("recovery", words(
            "Il punteggio di recupero e le ore senza recupero non si accordano: lasciane uno.",
            "Recovery score and hours without recovery do not agree: leave one."))  # fmt: skip
    parts = recovery + given.frequency + given.force + given.posture + given.additional
    duration = table.duration_of(
        given.net_repetitive_min, given.durations, in_rotation=given.in_rotation
    )
    score = parts * duration
    band = table.SCALE.band(score)
    return Found(
        {"recovery_score": recovery, "sum": parts, "duration_multiplier": duration,
         "score": score, "band": band.code},
        band, table.SCALE, table.duties(band.code),
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the recovery score, the sum and the product."""
    value = found.values
    yield Table(words("Punteggio di recupero", "Recovery score"),
                (words("Ore senza recupero", "Hours without recovery"),
                 words("Punteggio", "Score")),
                tuple((f"≥ {at}" if at == len(table.ADDITIVE) - 1 else at, score)
                      for at, score in enumerate(table.ADDITIVE)),
                marked=(table.ADDITIVE.index(value["recovery_score"]), 1))  # fmt: skip
    yield Line("Σ", words("Recupero e fattori", "Recovery and factors"),
               " + ".join(say(one) for one in (
                   value["recovery_score"], *(getattr(given, key)
                                              for key, _, _, _ in table.PARTS))),
               value["sum"], 2)  # fmt: skip
    yield table.duration_table(
        given.net_repetitive_min, given.durations, in_rotation=given.in_rotation
    )
    yield Line("× d", words("Durata", "Duration"),
               words("{minutes} minuti netti", "{minutes} net minutes").filled(
                   minutes=given.net_repetitive_min), value["duration_multiplier"], 3)  # fmt: skip
    yield Line("OCRA", table.SCALE.label,
               f"{say(value['sum'])} · {say(value['duration_multiplier'])}", value["score"], 2,
               total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw which part of the sum weighs how much."""
    whole = found.values["sum"]
    if whole > 0:
        parts = (
            (words("Recupero", "Recovery"), found.values["recovery_score"]),
            *((label, getattr(given, key)) for key, label, _, _ in table.PARTS),
        )
        yield Shares(
            title=words("Che cosa fa il punteggio", "What makes the score"),
            parts=tuple(Share(label, one / whole, one) for label, one in parts),
        )


METHOD = Method(
    id="ocra_checklist_additive", version=1, family="repetitive",
    name=words("Check-list OCRA, forma additiva", "OCRA checklist, additive form"),
    about=words(
        "La forma precedente della check-list, con il punteggio di recupero sommato. Serve a "
        "rileggere valutazioni di allora: per le nuove usa la forma moltiplicativa. I risultati "
        "delle due forme non si confrontano.",
        "The earlier form of the checklist, with a recovery score that is added. It serves to read "
        "earlier ratings again: use the multiplied form for new ones. Results of the two forms "
        "cannot be compared.",
    ),
    edition="EPM 2006; ISO 11228-3:2007",
    sources=(
        Source(words("Check-list OCRA, EPM", "OCRA checklist, EPM"), "verified", words(
            "Punteggi di recupero 0, 2, 3, 4, 6, 10; fasce.",
            "Recovery scores 0, 2, 3, 4, 6, 10; bands.")),
        table.SOURCES[2],
    ),
    usual=("hours_without_recovery",),
    inputs=(
        *table.part_inputs(),
        Choice(key="recovery", required=False, label=words("Punteggio di recupero",
                                                           "Recovery score"),
               section=words("Organizzazione del turno", "Organisation of the shift"),
               help=words("0, 2, 3, 4, 6, 10 per 0, 1, 2, 3, 4, 5 o più ore senza recupero.",
                          "0, 2, 3, 4, 6, 10 for 0, 1, 2, 3, 4, 5 or more hours without recovery."),
               options=tuple(Option(score, words(f"{score}", f"{score}"))
                             for score in table.ADDITIVE)),
        Number(key="hours_without_recovery", low=0, high=12, unit="h", integer=True, digits=0,
               required=False,
               label=words("Ore senza recupero adeguato", "Hours without adequate recovery"),
               help=words("In alternativa al punteggio.", "Instead of the score.")),
        table.MINUTES, table.LISTS,
        Flag(key="in_rotation", yardstick=True, required=False, default=False,
             label=words("Un compito dentro una rotazione", "One task inside a rotation")),
        Text(key="name", required=False, label=words("Compito", "Task")),
        Text(key="limb", required=False, label=words("Arto valutato", "Limb rated")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("recovery_score", words("Punteggio di recupero", "Recovery score"), digits=0),
        Shown("sum", words("Somma", "Sum"), digits=1),
        Shown("duration_multiplier", words("Moltiplicatore di durata", "Duration multiplier"),
              digits=3),
        Shown("score", table.SCALE.label, digits=1, main=True),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(table.SCALE,),
    duties=table.DUTIES, doubts=table.DOUBTS,
    examples=(
        Example({"recovery": 4, "frequency": 4, "force": 2, "posture": 5, "additional": 0,
                 "net_repetitive_min": 430}, {"score": 15, "band": "medium_red"}, "Σ · 1"),
        Example({"hours_without_recovery": 3, "frequency": 4, "force": 2, "posture": 5,
                 "additional": 0, "net_repetitive_min": 240},
                {"recovery_score": 4, "score": 11.25, "band": "light_red"}, formula("Σ · 0,75")),
    ),
)  # fmt: skip
