"""The WBGT index from its temperatures, at one height or at three, ISO 7243:2017."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables import wbgt_iso7243 as iso

PLACES = {"head": words("Testa", "Head"), "abdomen": words("Addome", "Abdomen"),
          "ankles": words("Caviglie", "Ankles")}  # fmt: skip


def _calculate(given: Given) -> Found:
    found = iso.heights(given)
    by = dict(found)
    places = [given, *(one for one in (given.head, given.ankles) if one is not None)]
    notices: list[tuple[str, dict[str, Any]]] = []
    if iso.implausible(places):
        notices.append(("wet_bulb_above_air", {}))
    return Found({
        "wbgt": iso.weighted(found), "wbgt_head": by.get("head"), "wbgt_abdomen": by["abdomen"],
        "wbgt_ankles": by.get("ankles"), "uniform": "head" not in by,
    }, notices=notices)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    for key in ("head", "abdomen", "ankles"):
        place = given if key == "abdomen" else getattr(given, key)
        if place is None:
            continue
        how = iso.how_weighed(place, say, solar=given.solar)
        yield Line("WBGT", PLACES[key], how, values[f"wbgt_{key}"], 2, "°C")
    how = say(values["wbgt_abdomen"], 2)
    if not values["uniform"]:
        how = (f"({say(values['wbgt_head'], 2)} + 2 · {say(values['wbgt_abdomen'], 2)} + "
               f"{say(values['wbgt_ankles'], 2)}) / 4")  # fmt: skip
    yield Line("WBGT", words("Indice WBGT", "WBGT index"), how, values["wbgt"], 2, "°C",
               total=True)  # fmt: skip


def _picture(given: Given, found: Found) -> list[Picture]:
    bars = [Bar("t_nw", "t_nw", given.t_nw), Bar("t_g", "t_g", given.t_g)]
    if given.t_a is not None:
        bars.append(Bar("t_a", "t_a", given.t_a))
    bars.append(Bar("wbgt", "WBGT", found.values["wbgt"]))
    return [Bars(title=words("Temperature e indice", "Temperatures and index"), bars=tuple(bars),
                 full=60, unit="°C", digits=1)]  # fmt: skip


METHOD = Method(
    id="wbgt_index", version=1, family="thermal", part=True,
    name=words("Indice WBGT", "WBGT index"),
    about=words(
        "L'indice di stress da calore dalle temperature misurate. Per giudicarlo serve il "
        "confronto con il valore di riferimento.",
        "The heat stress index from measured temperatures. To judge it, compare it with the "
        "reference value."),
    edition="ISO 7243:2017",
    sources=(iso.INDEX_SOURCE,),
    usual=("t_a", "solar"),
    inputs=(*iso.TEMPERATURES, iso.SOLAR, *iso.HEIGHTS, iso.NAME, iso.NOTE),
    results=(
        Shown("wbgt", words("Indice WBGT", "WBGT index"), "°C", 1, main=True),
        Shown("wbgt_abdomen", words("All'addome", "At the abdomen"), "°C", 1),
        Shown("wbgt_head", words("Alla testa", "At the head"), "°C", 1),
        Shown("wbgt_ankles", words("Alle caviglie", "At the ankles"), "°C", 1),
    ),
    calculate=_calculate, explain=_explain, picture=_picture,
    notices={"wet_bulb_above_air": iso.IMPLAUSIBLE},
    examples=(
        Example({"t_nw": 17.3, "t_g": 40, "solar": False}, {"wbgt": 24.1},
                words("pythermalcomfort, tabella di validazione",
                      "pythermalcomfort, validation table"), 0.06),
        Example({"t_nw": 25, "t_g": 45, "t_a": 32, "solar": True}, {"wbgt": 29.7},
                formula("0,7 · 25 + 0,2 · 45 + 0,1 · 32"), 1e-9),
        Example({"t_nw": 25, "t_g": 35, "head": {"t_nw": 26, "t_g": 40},
                 "ankles": {"t_nw": 24, "t_g": 30}}, {"wbgt": 28.0, "wbgt_head": 30.2},
                words("(testa + 2 · addome + caviglie) / 4",
                      "(head + 2 · abdomen + ankles) / 4"), 1e-9),
    ),
)  # fmt: skip
