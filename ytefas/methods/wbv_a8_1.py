"""Whole-body vibration: daily exposure A(8) of the worst axis, Directive 2002/44/EC, ISO 2631-1."""

from collections.abc import Iterator
from math import sqrt
from typing import Any

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Numbers, Option, Rows
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Columns, Picture, Series, Share, Shares, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import vibration_dlgs81 as law

HIGH = 20.0
AXES = words("Accelerazioni dei tre assi", "Accelerations of the three axes")

OPERATION = (
    law.NAME,
    Numbers(
        key="a_xyz", label=AXES,
        symbol="a_w", least=3, most=3,
        names=tuple(words(f"asse {axis}", f"axis {axis}") for axis in law.AXES),
        each=Number(key="a", label=AXES, symbol="a_w", unit="m/s²", low=0,
                    high=HIGH, digits=2),
        help=words(
            "Valori efficaci ponderati in frequenza (W_d per x e y, W_k per z) sul sedile o sotto "
            "i piedi, senza il fattore 1,4: lo mette il metodo.",
            "Frequency-weighted r.m.s. values (W_d for x and y, W_k for z) on the seat or under "
            "the feet, without the factor 1.4: the method applies it."),
    ),
    law.minutes(words(
        "Tempo effettivo di esposizione, non il turno. Giornata massima ricorrente (art. 201 "
        "c. 2).",
        "Actual time of exposure, not the shift. The highest recurrent day (art. 201(2)).")),
    law.ORIGIN, law.CORRECTION, law.NOTE,
)  # fmt: skip


def _name(row: Any, at: int) -> Words:
    return words(row.name, row.name) if row.name else words(f"riga {at + 1}", f"row {at + 1}")


def _notices(
    given: Given, worst: list[float], a8: float
) -> list[tuple[str, dict[str, Any]]]:  # fmt: skip
    told: list[tuple[str, dict[str, Any]]] = []
    shorts = [(a, at) for at, a in enumerate(worst)
              if given.operations[at].minutes > 0 and over(a, law.WBV_SHORT)]  # fmt: skip
    if shorts:
        a, at = max(shorts)
        told.append(("short_period_exceeded",
                     {"a": round(a, 2), "limit": law.WBV_SHORT,
                      "name": _name(given.operations[at], at)}))  # fmt: skip
    for at, row in enumerate(given.operations):
        if row.source == law.DECLARED and row.correction == 1:
            told.append(("declared_uncorrected", {"name": _name(row, at)}))
            break
    if given.uncertainty_factor == 1 and any(
            row.source == law.DATABANK for row in given.operations):  # fmt: skip
        told.append(("databank_without_uncertainty", {}))
    if given.limit != law.WBV_LIMIT:
        told.append(("directive_limit", {}))
    if a8 == 0:
        told.append(("no_exposure", {}))
    return told


def _calculate(given: Given) -> Found:
    rows = given.operations
    total = sum(row.minutes for row in rows)
    if over(total, law.DAY_MIN):
        raise Refused("operations", words(
            "I tempi sommano {total} min: un giorno ne ha 1440.",
            "The times add up to {total} min: a day has 1440.").filled(total=total))  # fmt: skip
    weighted = [[k * a * row.correction for k, a in zip(law.AXIS_FACTORS, row.a_xyz, strict=True)]
                for row in rows]  # fmt: skip
    partial = [[a * sqrt(row.minutes / law.REFERENCE_MIN) for a in axes]
               for row, axes in zip(rows, weighted, strict=True)]  # fmt: skip
    k = given.uncertainty_factor
    a8_axes = [k * sqrt(sum(axes[at] * axes[at] for axes in partial)) for at in range(3)]
    a8 = max(a8_axes)
    worst = a8_axes.index(a8)
    scale = law.WBV_SCALES[given.limit]
    band = scale.band(a8)
    notices = _notices(given, [max(axes) for axes in weighted], a8)
    short = any(code == "short_period_exceeded" for code, _ in notices)
    values = {
        "weighted_axes": weighted, "partial_axes": partial, "A8_axes": a8_axes, "A8": a8,
        "A8_before_uncertainty": a8 / k, "dominant_axis": law.AXES[worst],
        "points_axes": [400 * a * a for a in a8_axes], "points": 400 * a8 * a8,
        "points_each": [50 * axes[worst] * axes[worst] * row.minutes / 60
                        for row, axes in zip(rows, weighted, strict=True)],
        "minutes_total": total, "action_value": law.WBV_ACTION, "limit_value": given.limit,
        "band": band.code,
    }  # fmt: skip
    flags = law.duties(a8, law.WBV_ACTION, given.limit, short=short)
    return Found(values, band, scale, flags=flags, notices=notices)


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    for at, row in enumerate(given.operations):
        kept = f" · {say(row.correction)}" if row.correction != 1 else ""
        how = "; ".join(f"{say(k)} · {say(a)}{kept}"
                        for k, a in zip(law.AXIS_FACTORS, row.a_xyz, strict=True))  # fmt: skip
        yield Line(f"k·a_w,{at + 1}", _name(row, at), how,
                   "; ".join(say(a, 3) for a in values["weighted_axes"][at]),
                   unit="m/s²")  # fmt: skip
    yield Table(
        words("Contributo di ogni operazione, per asse: k·a_w · √(T / 480)",
              "Contribution of each operation, by axis: k·a_w · √(T / 480)"),
        (words("Operazione", "Operation"), "T (min)", "x (m/s²)", "y (m/s²)", "z (m/s²)"),
        [(say.of(_name(row, at)), row.minutes, *values["partial_axes"][at])
         for at, row in enumerate(given.operations)],
        (None, 0, 4, 4, 4),
    )  # fmt: skip
    k = given.uncertainty_factor
    factor = f" · {say(k)}" if k != 1 else ""
    for at, axis in enumerate(law.AXES):
        parts = " + ".join(f"{say(axes[at], 4)}²" for axes in values["partial_axes"])
        yield Line(f"A_{axis}(8)", words(f"Esposizione sull'asse {axis}", f"Exposure, axis {axis}"),
                   f"√({parts}){factor}", values["A8_axes"][at], 4, "m/s²")  # fmt: skip
    yield Line(
        "A(8)", words("Esposizione giornaliera: l'asse peggiore, non la somma",
                      "Daily exposure: the worst axis, not the sum"),
        f"max({'; '.join(say(a, 4) for a in values['A8_axes'])})", values["A8"], 3, "m/s²",
        total=True,
    )  # fmt: skip
    yield Line("P", words("Punti: 100 = valore d'azione, 400 = 1,0 m/s², 529 = 1,15 m/s²",
                          "Points: 100 = action value, 400 = 1.0 m/s², 529 = 1.15 m/s²"),
               f"100 · ({say(values['A8'], 4)} / {say(0.5)})²", values["points"], 0)  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008 artt. 201–204")


def _picture(given: Given, found: Found) -> list[Picture]:
    values = found.values
    total = sum(values["points_each"])
    pictures: list[Picture] = [Columns(
        title=words("A(8) sui tre assi", "A(8) on the three axes"), places=law.AXES, unit="m/s²",
        series=(Series(words("A(8)", "A(8)"), tuple(values["A8_axes"])),), mark=law.WBV_ACTION,
        digits=2)]  # fmt: skip
    if total > 0:
        pictures.append(Shares(
            title=words(f"Chi contribuisce sull'asse {values['dominant_axis']} (punti)",
                        f"Who contributes on axis {values['dominant_axis']} (points)"),
            parts=tuple(Share(_name(row, at), values["points_each"][at] / total,
                              values["points_each"][at])
                        for at, row in enumerate(given.operations))))  # fmt: skip
    pictures.append(Ticks(
        title=words("Che cosa scatta per legge", "What the law asks for"),
        ticks=tuple(Tick(duty.label, found.flags[duty.key], duty.law) for duty in law.DUTIES)
    ))  # fmt: skip
    return pictures


METHOD = Method(
    id="wbv_a8", version=1, family="vibration",
    name=words("Vibrazioni al corpo intero, A(8)", "Whole-body vibration, A(8)"),
    about=words(
        "Esposizione giornaliera di chi guida o sta su macchine, sull'asse peggiore. Con urti "
        "ripetuti A(8) può sottostimare: usa anche VDV.",
        "Daily exposure of those who drive or stand on machines, on the worst axis. With repeated "
        "shocks A(8) may underestimate: use VDV, too."),
    edition=words("Direttiva 2002/44/CE all. B; ISO 2631-1:1997; D.Lgs. 81/2008 artt. 199–205",
                  "Directive 2002/44/EC Annex B; ISO 2631-1:1997; D.Lgs. 81/2008 artt. 199–205"),
    sources=(
        law.LAW_SOURCE,
        Source(words("Direttiva 2002/44/CE, allegato B; ISO 2631-1:1997",
                     "Directive 2002/44/EC, Annex B; ISO 2631-1:1997"), "verified",
               words("Fattori 1,4 / 1,4 / 1 e asse peggiore.",
                     "Factors 1.4 / 1.4 / 1 and worst axis.")),
        Source("HSE, whole-body vibration calculator", "recomputed",
               words("Punti, da 100 punti = 0,5 m/s².", "Points, from 100 points = 0.5 m/s².")),
        Source("UNI CEN ISO/TR 25398", "memory",
               words("Correzione dei dati delle macchine movimento terra.",
                     "Correction of the data of earth-moving machines.")),
    ),
    inputs=(
        Rows(key="operations", label=words("Operazioni", "Operations"), of=OPERATION,
             help=words("Una riga per macchina e modo d'uso.", "A row for each machine and use.")),
        Choice(
            key="limit", label=words("Valore limite", "Limit value"), required=False,
            yardstick=True, default=law.WBV_LIMIT,
            options=(
                Option(law.WBV_LIMIT, words("1,0 m/s²: Italia (art. 201)",
                                            "1.0 m/s²: Italy (art. 201)")),
                Option(law.WBV_LIMIT_EU, words("1,15 m/s²: direttiva 2002/44/CE",
                                               "1.15 m/s²: Directive 2002/44/EC")),
            ),
            help=words("In Italia vale 1,0 m/s².", "In Italy it is 1.0 m/s²."),
        ),
        law.UNCERTAINTY, law.NAME, law.NOTE,
    ),
    results=(
        Shown("A8", words("Esposizione giornaliera A(8)", "Daily exposure A(8)"), "m/s²", 2,
              main=True),
        Shown("dominant_axis", words("Asse peggiore", "Worst axis")),
        Shown("A8_axes", words("A(8) sui tre assi", "A(8) on the three axes"), "m/s²", 2),
        Shown("points", words("Punti", "Points"), "", 0),
        Shown("minutes_total", words("Tempo totale", "Total time"), "min", 0),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(law.WBV, law.WBV_EU),
    duties=law.DUTIES, doubts=(law.SHORT_DOUBT, law.CORRECTION_DOUBT),
    notices={**law.NOTICES, "directive_limit": words(
        "Limite della direttiva (1,15 m/s²): in Italia vale 1,0 m/s² (art. 201).",
        "Limit of the Directive (1.15 m/s²): in Italy 1.0 m/s² applies (art. 201).")},
    examples=(
        Example({"operations": [{"a_xyz": [0.5, 0.3, 0.9], "minutes": 60},
                                {"a_xyz": [0.2, 0.3, 0.3], "minutes": 360}], "limit": 1.0},
                {"A8_axes": [0.3465, 0.3929, 0.4108], "A8": 0.4108, "band": "below_action"},
                words("Guida UE alle buone prassi WBV, consegne",
                      "EU guide to good practice on WBV, deliveries"), 0.002),
        Example({"operations": [{"a_xyz": [0.5, 0.2, 0.6], "minutes": 480}]},
                {"A8": 0.7, "band": "action", "dominant_axis": "x"},
                words("Direttiva 2002/44/CE, all. B: 1,4 · 0,5",
                      "Directive 2002/44/EC, Annex B: 1.4 · 0.5"), 1e-3),
        Example({"operations": [{"a_xyz": [0.4, 0.4, 1.1], "minutes": 480}], "limit": 1.15},
                {"A8_axes": [0.56, 0.56, 1.1], "A8": 1.1, "band": "action"}, "k · a_w, 8 h", 1e-9),
    ),
)  # fmt: skip
