"""Which band a lifting index falls into, by norm or practice."""

from collections.abc import Iterator
from typing import Final

from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.iso_11228_1_2021 import (
    EDITION_OPTIONS,
    FIVE_BANDS,
    FIVE_BANDS_DOUBT,
    scales,
)
from ytefas.methods.tables.lifting import BANDS, NOTE
from ytefas.methods.tables.lifting_steps import LAW

SCALES: Final = scales("LI", words("Indice di sollevamento", "Lifting index"))


def calculate(given: Given) -> Found:
    """Find the band."""
    scale = SCALES[given.bands]
    band = scale.band(given.LI)
    return Found({"LI": given.LI, "band": band.code}, band, scale)


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Say which bands were used and what follows."""
    name = next(option.label for option in EDITION_OPTIONS if option.value == given.bands)
    if found.band is None:
        return
    yield Line("LI", words("Indice di sollevamento", "Lifting index"), name, given.LI, 2)
    yield Line("", words("Fascia", "Band"), name, found.band.word, total=True)
    if found.band.consequence is not None:
        yield Rule(found.band.consequence, LAW)


METHOD = Method(
    id="niosh_band", version=1, family="lifting", part=True,
    name=words("NIOSH, fascia dell'indice", "NIOSH, band of the index"),
    about=words("Classifica un indice di sollevamento già calcolato (LI, CLI, VLI). Nessuna legge "
                "fissa un valore: dichiara quali fasce usi.",
                "Ranks a lifting index already computed (LI, CLI, VLI). No law fixes a value: "
                "state which bands you use."),
    edition=words("ISO 11228-1:2021; NIOSH 94-110; prassi italiana",
                  "ISO 11228-1:2021; NIOSH 94-110; Italian practice"),
    sources=(
        FIVE_BANDS,
        Source("NIOSH 94-110", "verified", words("Tre fasce: 1 e 3", "Three bands: 1 and 3")),
        Source(words("Prassi italiana", "Italian practice"), "practice",
               words("Verde fino a 0,85 (altri 0,75), giallo fino a 0,99, rosso da 1",
                     "Green up to 0.85 (others 0.75), yellow up to 0.99, red from 1")),
    ),
    inputs=(
        Number(key="LI", label=words("Indice di sollevamento", "Lifting index"), symbol="LI",
               low=0, high=1e9, digits=2),
        BANDS, NOTE,
    ),
    results=(Shown("LI", words("Indice di sollevamento", "Lifting index"), "", 2, main=True),),
    calculate=calculate, explain=explain, scales=tuple(SCALES.values()),
    doubts=(FIVE_BANDS_DOUBT,),
    examples=(
        Example({"LI": 1.5}, {"band": "low"}, "ISO 11228-1:2021"),
        Example({"LI": 0.9, "bands": "italian"}, {"band": "yellow"}, words("Prassi italiana",
                                                                           "Italian practice")),
        Example({"LI": 3.2, "bands": "niosh"}, {"band": "high"}, "NIOSH 94-110"),
    ),
)  # fmt: skip
