"""Whole-body vibration with shocks: daily vibration dose value VDV, the Directive's alternative."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Numbers, Rows
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Columns, Picture, Series, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import vibration_dlgs81 as law

UNIT = "m/s¹·⁷⁵"
AXES = words("VDV misurati sui tre assi", "VDV measured on the three axes")

OPERATION = (
    law.NAME,
    Numbers(
        key="vdv_xyz", label=AXES,
        symbol="VDV", least=3, most=3,
        names=tuple(words(f"asse {axis}", f"axis {axis}") for axis in law.AXES),
        each=Number(key="vdv", label=AXES, unit=UNIT, low=0, high=200, digits=2),
        help=words("Dose ponderata dello strumento, senza il fattore 1,4.",
                   "Weighted dose of the instrument, without the factor 1.4."),
    ),
    Number(
        key="measured_minutes", label=words("Durata della misura", "Time measured"), unit="min",
        yardstick=True,
        symbol="T_m", low=0.1, high=law.DAY_MIN, digits=0,
        help=words("Il tempo cui si riferisce il VDV misurato.",
                   "The time to which the measured VDV belongs."),
    ),
    law.minutes(words("Tempo di esposizione nella giornata.", "Time of exposure in the day.")),
    law.NOTE,
)  # fmt: skip


def _name(row: Any, at: int) -> Words:
    return words(row.name, row.name) if row.name else words(f"riga {at + 1}", f"row {at + 1}")


def _calculate(given: Given) -> Found:
    rows = given.operations
    total = sum(row.minutes for row in rows)
    if over(total, law.DAY_MIN):
        raise Refused("operations", words(
            "I tempi sommano {total} min: un giorno ne ha 1440.",
            "The times add up to {total} min: a day has 1440.").filled(total=total))  # fmt: skip
    partial = [
        [k * vdv * (row.minutes / row.measured_minutes) ** 0.25
         for k, vdv in zip(law.AXIS_FACTORS, row.vdv_xyz, strict=True)]
        for row in rows
    ]  # fmt: skip
    axes = [sum(one[at] ** 4 for one in partial) ** 0.25 for at in range(3)]
    vdv = max(axes)
    band = law.VDV.band(vdv)
    notices: list[tuple[str, dict[str, Any]]] = [("not_italian_law", {})]
    if vdv == 0:
        notices.append(("no_exposure", {}))
    return Found({
        "partial_axes": partial, "VDV_axes": axes, "VDV": vdv,
        "dominant_axis": law.AXES[axes.index(vdv)], "minutes_total": total,
        "action_value": law.VDV_ACTION, "limit_value": law.VDV_LIMIT,
        "above_action": over(vdv, law.VDV_ACTION), "above_limit": over(vdv, law.VDV_LIMIT),
        "band": band.code,
    }, band, law.VDV, notices=notices)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    yield Table(
        words("Dose di ogni operazione: k · VDV · (T / T_m)^¼",
              "Dose of each operation: k · VDV · (T / T_m)^¼"),
        (words("Operazione", "Operation"), "T_m (min)", "T (min)", "VDV x", "VDV y", "VDV z",
         words("dose x", "dose x"), words("dose y", "dose y"), words("dose z", "dose z")),
        [(say.of(_name(row, at)), row.measured_minutes, row.minutes, *row.vdv_xyz,
          *values["partial_axes"][at]) for at, row in enumerate(given.operations)],
        (None, 0, 0, 2, 2, 2, 2, 2, 2),
    )  # fmt: skip
    for at, axis in enumerate(law.AXES):
        parts = " + ".join(f"{say(one[at], 3)}⁴" for one in values["partial_axes"])
        yield Line(f"VDV_{axis}", words(f"Dose sull'asse {axis}", f"Dose on axis {axis}"),
                   f"({parts})^¼", values["VDV_axes"][at], 2, UNIT)  # fmt: skip
    yield Line("VDV", words("Dose giornaliera, asse peggiore", "Daily dose, worst axis"),
               f"max({'; '.join(say(a, 2) for a in values['VDV_axes'])})", values["VDV"], 2, UNIT,
               total=True)  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence, "Dir. 2002/44/CE artt. 3, 5, 8")


def _picture(given: Given, found: Found) -> list[Picture]:
    values = found.values
    at = law.AXES.index(values["dominant_axis"])
    doses = [one[at] ** 4 for one in values["partial_axes"]]
    total = sum(doses)
    pictures: list[Picture] = [
        Columns(
            title=words("VDV sui tre assi", "VDV on the three axes"),
            places=law.AXES,
            unit=UNIT,
            series=(Series(words("VDV", "VDV"), tuple(values["VDV_axes"])),),
            mark=law.VDV_ACTION,
        )
    ]
    if total > 0:
        pictures.append(Shares(
            title=words("Chi contribuisce (quarte potenze)", "Who contributes (fourth powers)"),
            parts=tuple(Share(_name(row, one), doses[one] / total, values["partial_axes"][one][at])
                        for one, row in enumerate(given.operations)), unit=UNIT))  # fmt: skip
    return pictures


METHOD = Method(
    id="wbv_vdv", version=1, family="vibration",
    name=words("Vibrazioni al corpo intero, VDV", "Whole-body vibration, VDV"),
    about=words(
        "Dose di vibrazione alla quarta potenza, per esposizioni con urti. È l'alternativa della "
        "direttiva; il decreto italiano usa solo A(8): affiancala, non sostituirla.",
        "Fourth-power vibration dose, for exposure with shocks. It is the Directive's alternative; "
        "the Italian decree uses A(8) only: put it beside, not in its place."),
    edition=words("Direttiva 2002/44/CE art. 3, all. B; ISO 2631-1:1997",
                  "Directive 2002/44/EC art. 3, Annex B; ISO 2631-1:1997"),
    sources=(
        Source(words("Direttiva 2002/44/CE", "Directive 2002/44/EC"), "verified",
               words("9,1 e 21 m/s¹·⁷⁵.", "9.1 and 21 m/s¹·⁷⁵.")),
        Source("ISO 2631-1:1997", "memory",
               words("Riporto della dose al tempo di esposizione e somma alla quarta potenza.",
                     "Scaling of the dose to the time of exposure and fourth-power sum.")),
    ),
    inputs=(
        Rows(key="operations", label=words("Operazioni", "Operations"), of=OPERATION),
        law.NAME, law.NOTE,
    ),
    results=(
        Shown("VDV", words("Dose giornaliera VDV", "Daily dose VDV"), UNIT, 1, main=True),
        Shown("dominant_axis", words("Asse peggiore", "Worst axis")),
        Shown("VDV_axes", words("VDV sui tre assi", "VDV on the three axes"), UNIT, 1),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(law.VDV,),
    notices={**law.NOTICES, "not_italian_law": words(
        "VDV non è nel D.Lgs. 81/2008: in Italia decide A(8).",
        "VDV is not in D.Lgs. 81/2008: in Italy A(8) decides.")},
    doubts=(words(
        "La somma di più operazioni alla quarta potenza e il riporto al tempo di esposizione: "
        "verificali in ISO 2631-1.",
        "The fourth-power sum of several operations and the scaling to the time of exposure: check "
        "them in ISO 2631-1."),),
    examples=(
        Example({"operations": [{"vdv_xyz": [2, 2, 5], "measured_minutes": 30, "minutes": 480}]},
                {"VDV": 10.0, "dominant_axis": "z", "band": "action"}, "5 · (480/30)^¼ = 10",
                1e-9),
        Example({"operations": [
            {"vdv_xyz": [1, 1, 4], "measured_minutes": 60, "minutes": 60},
            {"vdv_xyz": [1, 1, 4], "measured_minutes": 60, "minutes": 60}]},
            {"VDV": 4.7568, "band": "below_action"}, "4 · 2^¼", 1e-3),
    ),
)  # fmt: skip
