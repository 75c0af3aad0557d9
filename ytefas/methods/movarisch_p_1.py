"""The hazard index P of a product, from its hazard statements."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables import movarisch_2026 as table, movarisch_hazard_2026 as hazards


def calculate(given: Given) -> Found:
    """Take the highest score."""
    codes = given.h_codes
    hazard = hazards.hazard(codes, given.edition)
    if hazard.vague:
        raise hazards.vague(codes, hazard.vague[0])
    notices: list[tuple[str, dict[str, Any]]] = []
    if not codes:
        notices.append(("no_statements", {}))
    if hazard.unscored:
        notices.append(("euh_not_scored", {"codes": list(hazard.unscored)}))
    return Found(
        {"P": hazard.p, "governing_code": hazard.governing, "codes": list(codes),
         "scores": list(hazard.scores)},
        notices=notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the score of every statement."""
    value = found.values
    if given.h_codes:
        marked = value["scores"].index(value["P"])
        yield Table(words("Punteggi delle indicazioni di pericolo", "Scores of the statements"),
                    (words("Indicazione", "Statement"), "P"),
                    tuple(zip(given.h_codes, value["scores"], strict=True)), (None, 2),
                    (marked, 1))  # fmt: skip
    scores = "; ".join(say(score, 2) for score in value["scores"])
    yield Line("P", words("Indice di pericolosità", "Hazard index"),
               f"max({scores})" if scores else words("nessuna indicazione: il minimo",
                                                     "no statement: the lowest value"),
               value["P"], 2, total=True)  # fmt: skip


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the scores side by side."""
    if given.h_codes:
        best = found.values["P"]
        yield Bars(
            title=words("Punteggio di ogni indicazione", "Score of each statement"), full=10,
            digits=2,
            bars=tuple(Bar(f"{at}", code, score, worst=score == best and score > hazards.LOWEST)
                       for at, (code, score) in enumerate(
                           zip(given.h_codes, found.values["scores"], strict=True))),
        )  # fmt: skip


METHOD = Method(
    id="movarisch_p", version=1, family="chemical", part=True,
    name=words("MoVaRisCh: indice di pericolosità P", "MoVaRisCh: hazard index P"),
    about=words(
        "Dà l'indice di pericolosità P: il punteggio più alto tra le indicazioni di pericolo per "
        "la salute del prodotto. I pericoli fisici (H2xx) e ambientali (H4xx) valgono 1,00.",
        "Gives the hazard index P: the highest score among the product's health hazard "
        "statements. Physical (H2xx) and environmental hazards (H4xx) count 1.00.",
    ),
    edition="MoVaRisCh 28/02/2026",
    sources=table.SOURCES,
    inputs=(hazards.statements(required=True), hazards.EDITIONS),
    results=(
        Shown("P", words("Indice di pericolosità P", "Hazard index P"), digits=2, main=True),
        Shown("governing_code", words("Indicazione che decide", "Statement that decides")),
    ),
    calculate=calculate, explain=explain, picture=picture,
    notices=hazards.NOTICES,
    doubts=table.DOUBTS,
    examples=(
        Example({"h_codes": ["H302", "H315", "H317 cat.1B", "H319", "H411", "EUH205"]}, {"P": 4.5},
                words("Tabella dei punteggi, ed. 28/02/2026",
                      "Table of scores, ed. 28/02/2026"), name=words("Resina epossidica",
                                                                  "Epoxy resin")),
        Example({"h_codes": ["H314 cat.1B", "H318"]}, {"P": 5.75, "governing_code": "H314 cat.1B"},
                words("Tabella dei punteggi, ed. 28/02/2026", "Table of scores, ed. 28/02/2026")),
        Example({"h_codes": ["H225", "H411"]}, {"P": 1.0},
                words("Tabella dei punteggi, ed. 28/02/2026",
                      "Table of scores, ed. 28/02/2026"),
                name=words("Solo pericoli fisici e ambientali",
                           "Physical and environmental hazards only")),
    ),
)  # fmt: skip
