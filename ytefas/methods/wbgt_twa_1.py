"""Heat stress of the worst hour: phases, heights, work and clothing, then the assessment."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Rows
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import below, over
from ytefas.methods.kit.pictures import Columns, Picture, Series
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, formula, words
from ytefas.methods.tables import wbgt_iso7243 as iso

HOUR = 60.0

PHASE = (
    iso.NAME,
    Number(key="minutes", label=words("Durata", "Duration"), symbol="t", unit="min", low=0,
           high=HOUR, above=True, digits=0),
    *iso.TEMPERATURES, iso.SOLAR, *iso.HEIGHTS,
    replace(iso.CLASS, required=True, help=words(
        "ISO 7243 tabella A.1. Se conosci i watt indicali sotto: valgono quelli.",
        "ISO 7243 Table A.1. If you know the watts give them below: they count.")),
    iso.METABOLIC_W, iso.NOTE,
)  # fmt: skip


def _name(row: Any, at: int) -> Words:
    return words(row.name, row.name) if row.name else words(f"fase {at + 1}", f"phase {at + 1}")


def _places(row: Any) -> list[Any]:
    return [row, *(one for one in (row.head, row.ankles) if one is not None)]


def _calculate(given: Given) -> Found:
    rows = given.phases
    total = sum(row.minutes for row in rows)
    if over(total, HOUR):
        raise Refused("phases", words(
            "Le fasi sommano {total} min: indica solo l'ora più calda, al massimo 60 min.",
            "The phases add up to {total} min: give the worst hour only, 60 min at most."
        ).filled(total=round(total, 3)))  # fmt: skip
    wbgts = [iso.weighted(iso.heights(row, f"phases[{at}].")) for at, row in enumerate(rows)]
    watts = [iso.REPRESENTATIVE_W[row.metabolic_class] if row.metabolic_w is None
             else row.metabolic_w for row in rows]  # fmt: skip
    wbgt = sum(w * row.minutes for w, row in zip(wbgts, rows, strict=True)) / total
    metabolic_w = sum(m * row.minutes for m, row in zip(watts, rows, strict=True)) / total
    values = iso.judged(
        wbgt, iso.clothing_adjustment(given), iso.class_of(metabolic_w), metabolic_w,
        acclimatized=given.acclimatized, reference=given.reference)  # fmt: skip
    band = iso.SCALE.band(values["excess"])
    notices: list[tuple[str, dict[str, Any]]] = []
    if below(total, HOUR):
        notices.append(("less_than_an_hour", {"total": round(total, 3)}))
    if iso.implausible([place for row in rows for place in _places(row)]):
        notices.append(("wet_bulb_above_air", {}))
    return Found(values | {
        "wbgt_phases": wbgts, "metabolic_w_phases": watts, "minutes_total": total,
        "hottest_phase": wbgts.index(max(wbgts)) + 1, "band": band.code,
    }, band, notices=notices)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values, rows = found.values, given.phases
    for at, row in enumerate(rows):
        places = iso.heights(row)
        for key, value in places:
            place = row if key == "abdomen" else getattr(row, key)
            yield Line("WBGT", words(f"{_name(row, at).it}: {_PLACES[key].it}",
                                     f"{_name(row, at).en}: {_PLACES[key].en}"),
                       iso.how_weighed(place, say, solar=row.solar), value, 2, "°C")  # fmt: skip
        if len(places) > 1:
            by = dict(places)
            yield Line("WBGT", _name(row, at),
                       f"({say(by['head'], 2)} + 2 · {say(by['abdomen'], 2)} + "
                       f"{say(by['ankles'], 2)}) / 4", values["wbgt_phases"][at], 2,
                       "°C")  # fmt: skip
    yield Table(
        words("Fasi dell'ora più calda", "Phases of the worst hour"),
        (words("Fase", "Phase"), words("Minuti", "Minutes"), "WBGT (°C)", "M (W)"),
        [(say.of(_name(row, at)), row.minutes, values["wbgt_phases"][at],
          values["metabolic_w_phases"][at]) for at, row in enumerate(rows)],
        (None, 0, 2, 0),
    )  # fmt: skip
    for symbol, key, label, digits, unit in (
        ("WBGT", "wbgt", words("Media pesata sul tempo", "Time-weighted mean"), 2, "°C"),
        ("M", "metabolic_w", words("Metabolismo medio", "Mean metabolic rate"), 0, "W"),
    ):
        parts = " + ".join(f"{say(value, digits)} · {say(row.minutes)}" for value, row in
                           zip(values[f"{key}_phases"], rows, strict=True))  # fmt: skip
        yield Line(symbol, label, f"({parts}) / {say(values['minutes_total'])}", values[key],
                   digits, unit)  # fmt: skip
    yield from iso.steps(values, acclimatized=given.acclimatized, reference=given.reference,
                         say=say)  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence, "ISO 7243:2017; D.Lgs. 81/2008 artt. 180–182")


_PLACES = {"head": words("testa", "head"), "abdomen": words("addome", "abdomen"),
           "ankles": words("caviglie", "ankles")}  # fmt: skip


def _picture(given: Given, found: Found) -> list[Picture]:
    values = found.values
    return [
        Columns(
            title=words("WBGT delle fasi, con gli abiti, e valore di riferimento",
                        "WBGT of the phases, with clothing, and reference value"),
            places=tuple(_name(row, at) for at, row in enumerate(given.phases)), unit="°C",
            series=(Series(words("WBGT efficace", "Effective WBGT"),
                           tuple(w + values["cav"] for w in values["wbgt_phases"])),),
            mark=values["wbgt_ref"]),
        iso.curve(values, acclimatized=given.acclimatized, reference=given.reference),
    ]  # fmt: skip


METHOD = Method(
    id="wbgt_twa", version=1, family="thermal",
    name=words("Stress da calore, ora più calda", "Heat stress, worst hour"),
    about=words(
        "Il foglio completo: fasi di lavoro e pausa nell'ora più calda, temperature a una o tre "
        "altezze, metabolismo, abiti; poi il confronto con il riferimento.",
        "The whole sheet: work and rest in the worst hour, temperatures at one or three heights, "
        "metabolic rate, clothing; then the comparison with the reference."),
    edition="ISO 7243:2017",
    sources=(iso.INDEX_SOURCE, iso.CURVE_SOURCE, iso.CLOTHES_SOURCE),
    inputs=(
        Rows(key="phases", label=words("Fasi", "Phases"), of=PHASE, most=20,
             help=words("L'ora continua peggiore della giornata: le durate sommano 60 minuti, o un "
                        "ciclo che si ripete.",
                        "The worst continuous hour of the day: durations add up to 60 "
                        "minutes, or to a cycle that repeats.")),
        iso.ACCLIMATIZED_FLAG, *iso.CLOTHES, iso.REFERENCE, iso.NAME, iso.NOTE,
    ),
    results=(
        Shown("excess", words("WBGT efficace meno riferimento", "Effective WBGT less reference"),
              "°C", 1, main=True),
        Shown("wbgt", words("WBGT medio", "Mean WBGT"), "°C", 1),
        Shown("wbgt_eff", words("WBGT efficace", "Effective WBGT"), "°C", 1),
        Shown("wbgt_ref", words("Valore di riferimento", "Reference value"), "°C", 1),
        Shown("metabolic_w", words("Metabolismo medio", "Mean metabolic rate"), "W", 0),
        Shown("exceeds", words("Riferimento superato", "Reference exceeded")),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(iso.SCALE,),
    notices={
        "wet_bulb_above_air": iso.IMPLAUSIBLE,
        "less_than_an_hour": words(
            "Le fasi sommano {total} min: la media vale se questo ciclo si ripete per tutta l'ora.",
            "The phases add up to {total} min: the mean holds if this cycle repeats for the whole "
            "hour."),
    },
    doubts=(iso.CLOTHES_DOUBT,),
    examples=(
        Example({"phases": [
            {"name": "Forno", "minutes": 40, "t_nw": 27, "t_g": 41, "metabolic_class": 3},
            {"name": "Pausa", "minutes": 20, "t_nw": 21, "t_g": 26, "metabolic_class": 0}],
            "acclimatized": True},
            {"wbgt": 28.3, "metabolic_w": 315, "metabolic_class": 2, "wbgt_ref": 28,
             "exceeds": True},
            formula("(31,2 · 40 + 22,5 · 20) / 60; (415 · 40 + 115 · 20) / 60"), 1e-6,
            called={"Forno": "Oven", "Pausa": "Break"}),
        Example({"phases": [{"minutes": 60, "t_nw": 21, "t_g": 31, "metabolic_class": 2,
                             "metabolic_w": 297}],
                 "acclimatized": False, "clothing": "iso_polyolefin"},
                {"wbgt_eff": 26, "wbgt_ref": 26, "exceeds": False}, "24 + 2 = 26", 1e-9),
    ),
)  # fmt: skip
