"""The class of an OCRA checklist score that was computed elsewhere."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import half_up
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables import ocra_checklist_2011 as table


def calculate(given: Given) -> Found:
    """Round to one decimal and find the class."""
    band = table.SCALE.band(given.score)
    return Found(
        {"score": given.score, "score_rounded": half_up(given.score, 1), "band": band.code,
         "optimal": table.optimal(given.score)},
        band, table.SCALE, table.duties(band.code),
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show what was rounded, and what the class asks for."""
    yield Line("OCRA", table.SCALE.label, words("dato da te", "as you gave it"), given.score)
    yield Line("OCRA", words("Valore che si classifica", "Value that is classed"),
               words("{x} arrotondato a un decimale", "{x} rounded to one decimal").filled(
                   x=say(given.score)), found.values["score_rounded"], 1, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


METHOD = Method(
    id="ocra_checklist_band", version=1, family="repetitive", part=True,
    name=words("Check-list OCRA: classe", "OCRA checklist: class"),
    about=words("Dà la classe di un punteggio della check-list già calcolato.",
                "Gives the class of a checklist score that is already computed."),
    edition="EPM 2011; ISO/TR 12295; ISO 11228-3", sources=table.SOURCES,
    inputs=(Number(key="score", label=table.SCALE.label, low=0, high=10000, digits=1),),
    results=(
        Shown("score", table.SCALE.label, digits=1, main=True),
        Shown("optimal", words("Ottimale (fino a 5)", "Optimal (up to 5)")),
    ),
    calculate=calculate, explain=explain, scales=(table.SCALE,), duties=table.DUTIES,
    doubts=table.DOUBTS,
    examples=(
        Example({"score": 7.5}, {"band": "green"}, words("Fasce della check-list OCRA",
                                                         "Bands of the OCRA checklist")),
        Example({"score": 7.55}, {"band": "yellow"}, words("Fasce della check-list OCRA",
                                                           "Bands of the OCRA checklist"),
                name=words("7,55 si arrotonda a 7,6", "7.55 is rounded to 7.6")),
        Example({"score": 22.6}, {"band": "violet"}, words("Fasce della check-list OCRA",
                                                           "Bands of the OCRA checklist")),
    ),
)  # fmt: skip
