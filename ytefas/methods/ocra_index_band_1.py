"""The class of an OCRA index that was computed elsewhere."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import half_up
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables import ocra_index_2007 as table


def calculate(given: Given) -> Found:
    """Round to one decimal and find the class."""
    band = table.SCALE.band(given.index)
    return Found(
        {"index": given.index, "index_rounded": half_up(given.index, 1), "band": band.code,
         "fine_band": table.FINER.band(given.index).code},
        band, table.SCALE,
        {"health_surveillance": band.code == "red", "redesign": band.code == "red"},
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show what was rounded, and what the class asks for."""
    yield Line("OCRA", table.SCALE.label, words("dato da te", "as you gave it"), given.index)
    yield Line("OCRA", words("Valore che si classifica", "Value that is classed"),
               words("{x} arrotondato a un decimale", "{x} rounded to one decimal").filled(
                   x=say(given.index)), found.values["index_rounded"], 1, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


METHOD = Method(
    id="ocra_index_band", version=1, family="repetitive", part=True,
    name=words("Indice OCRA: classe", "OCRA index: class"),
    about=words("Dà la classe di un indice OCRA già calcolato.",
                "Gives the class of an OCRA index that is already computed."),
    edition="ISO 11228-3:2007", sources=table.SOURCES,
    inputs=(Number(key="index", label=table.SCALE.label, low=0, high=1e6, digits=1),),
    results=(
        Shown("index", table.SCALE.label, digits=1, main=True),
        Shown("fine_band", words("Fascia fine", "Finer band")),
    ),
    calculate=calculate, explain=explain, scales=(table.SCALE,), duties=table.DUTIES,
    doubts=table.DOUBTS,
    examples=(
        Example({"index": 2.2}, {"band": "green"}, words("Fasce ISO 11228-3",
                                                         "Bands of ISO 11228-3")),
        Example({"index": 2.25}, {"band": "yellow"}, words("Fasce ISO 11228-3",
                                                           "Bands of ISO 11228-3"),
                name=words("2,25 si arrotonda a 2,3", "2.25 is rounded to 2.3")),
        Example({"index": 3.6}, {"band": "red", "fine_band": "light_red"},
                words("Fasce ISO 11228-3", "Bands of ISO 11228-3")),
    ),
)  # fmt: skip
