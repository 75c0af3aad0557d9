"""The class of a MoVaRisCh risk that was computed elsewhere."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import half_up
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables import movarisch_2026 as table


def calculate(given: Given) -> Found:
    """Round to two decimals and find the class."""
    band = table.SCALE.band(given.R)
    values = {"R_cum": given.R, "R_rounded": half_up(given.R, 2), "class": band.code}
    return Found(values, band, table.SCALE)


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show what was rounded, and what the class asks for."""
    yield Line("R", table.SCALE.label, words("dato da te", "as you gave it"), given.R)
    yield Line("R", words("Valore che si classifica", "Value that is classed"),
               words("{r} arrotondato a due decimali", "{r} rounded to two decimals").filled(
                   r=say(given.R)), found.values["R_rounded"], 2, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 224 c. 2")


METHOD = Method(
    id="movarisch_band", version=1, family="chemical", part=True,
    name=words("MoVaRisCh: classe di R", "MoVaRisCh: class of R"),
    about=words("Dà la classe di un rischio R già calcolato.",
                "Gives the class of a risk R that is already computed."),
    edition=words("MoVaRisCh 28/02/2026; D.Lgs. 81/2008, titolo IX capo I",
                  "MoVaRisCh 28/02/2026; D.Lgs. 81/2008, Title IX Chapter I"),
    sources=table.SOURCES,
    inputs=(
        Number(key="R", symbol="R", label=table.SCALE.label, low=0, high=1000, digits=2,
               help=words("R cumulativo, o inalatorio se la via cutanea non si applica: da 0,1 a "
                          "141,4.",
                          "Cumulative R, or that of inhalation if the skin route does not apply: "
                          "0.1 to 141.4.")),
    ),
    results=(
        Shown("R_cum", table.SCALE.label, digits=2, main=True),
        Shown("R_rounded", words("R arrotondato", "R rounded"), digits=2),
    ),
    calculate=calculate, explain=explain, scales=(table.SCALE,),
    examples=(
        Example({"R": 14.99}, {"class": "irrelevant"}, words("Tabella delle classi",
                                                             "Table of classes")),
        Example({"R": 15}, {"class": "uncertainty"}, words("Tabella delle classi",
                                                           "Table of classes")),
        Example({"R": 40}, {"class": "above_irrelevant"}, words("Tabella delle classi",
                                                                "Table of classes")),
        Example({"R": 80.01}, {"class": "serious"}, words("Tabella delle classi",
                                                          "Table of classes")),
    ),
    doubts=table.DOUBTS,
)  # fmt: skip
