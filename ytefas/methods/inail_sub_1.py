"""One dimension of the INAIL checklist, banded by itself."""

from collections.abc import Iterator

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Option
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.inail_2017 import DIMENSIONS, scale

SCALES = {key: scale("score", of) for key, of in DIMENSIONS.items()}
MOST = max(of.most for of in DIMENSIONS.values())


def calculate(given: Given) -> Found:
    """Band the score as its dimension is cut."""
    of = DIMENSIONS[given.dimension]
    if given.score > of.most:
        raise Refused("score", words(
            "{label}: {score} non è ammesso. Ammesso: da 0 a {most}.",
            "{label}: {score} is not allowed. Allowed: from 0 to {most}.",
        ).filled(label=of.label, score=given.score, most=of.most))  # fmt: skip
    cut = SCALES[given.dimension]
    band = cut.band(given.score)
    return Found({"score": given.score, "max": of.most, "level": band.code}, band, cut)


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Show where the dimensions are cut."""
    of = DIMENSIONS[given.dimension]
    yield Table(
        words("Fasce delle dimensioni", "Bands of the dimensions"),
        ("", words("Non rilevante", "Not relevant"), words("Medio", "Medium"),
         words("Alto", "High")),
        [(one.label, f"0–{one.low}", f"{one.low + 1}–{one.medium}",
          f"{one.medium + 1}–{one.most}" if one.most > one.medium + 1 else str(one.most))
         for one in DIMENSIONS.values()],
        marked=(list(DIMENSIONS).index(given.dimension),
                1 + SCALES[given.dimension].bands.index(found.band) if found.band else 1),
    )  # fmt: skip
    yield Line("", of.label, words(
        "{score} su {most}: {word}", "{score} of {most}: {word}",
    ).filled(score=given.score, most=of.most, word=found.band.word if found.band else ""),
        given.score, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008 art. 28 c. 1-bis")


METHOD = Method(
    id="inail_sub", version=1, family="stress", part=True,
    name=words("Una dimensione della lista INAIL", "One dimension of the INAIL checklist"),
    about=words(
        "La fascia di una sola dimensione: serve a capire dove agire. Il giudizio sul rischio lo "
        "dà la lista intera.",
        "The band of a single dimension: it tells where to act. The checklist as a whole gives the "
        "judgement on the risk.",
    ),
    edition=words("INAIL, manuale 2017",
                  "INAIL, manual 2017"),
    sources=(Source("INAIL, La metodologia per la valutazione e gestione del rischio stress "
                    "lavoro-correlato, 2017", "verified",
                    words("Tagli delle dimensioni, da un programma che cita INAIL.",
                          "Cuts of the dimensions, from one program that cites INAIL.")),),
    inputs=(
        Choice(key="dimension", yardstick=True,
               label=words("Dimensione", "Dimension"), options=tuple(
            Option(key, of.label) for key, of in DIMENSIONS.items())),
        Number(key="score", label=words("Punteggio", "Score"), low=0, high=MOST, integer=True,
               digits=0, help=words("Una risposta sfavorevole vale 1.",
                                    "An unfavourable answer counts 1.")),
    ),
    results=(
        Shown("score", words("Punteggio", "Score"), main=True),
        Shown("max", words("Punteggio massimo", "Highest score")),
    ),
    calculate=calculate, explain=explain, scales=tuple(SCALES.values()),
    examples=(
        Example({"dimension": "environment", "score": 5}, {"level": "low"}, "INAIL 2017"),
        Example({"dimension": "role", "score": 2}, {"level": "medium"}, "INAIL 2017"),
        Example({"dimension": "career", "score": 3}, {"level": "high"}, "INAIL 2017"),
    ),
    doubts=(words("I tagli vengono da una sola fonte: confrontali con il manuale INAIL.",
                  "The cuts come from a single source: compare them with the INAIL manual."),),
)  # fmt: skip
