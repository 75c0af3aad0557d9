"""Thermal comfort: predicted mean vote and predicted percentage dissatisfied, ISO 7730."""

from collections.abc import Iterator
from math import exp, sqrt
from typing import Any, Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, over
from ytefas.methods.kit.pictures import Bar, Bars, Curve, Picture, Ruler, Zone
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words

MET, CLO = 58.15, 0.155  # W/m², m²K/W
PA_MOST = 2700.0
PMV_MOST = 2.0
RADIATION = 3.96e-8
CLOSE = 1e-10  # K, between two steps of the iteration
OUTSIDE = words("Fuori dalle categorie", "Outside the categories")

SCALE: Final = Scale(
    measure="pmv_abs", label=words("Distanza dal benessere, |PMV|", "Distance from comfort, |PMV|"),
    low=0, high=3, closed="lower",
    bands=(
        Band("A", 0, words("Categoria A", "Category A"), 0.2,
             words("Benessere elevato: PPD sotto il 6 %.", "High comfort: PPD below 6 %.")),
        Band("B", 0, words("Categoria B", "Category B"), 0.5,
             words("Benessere normale: PPD sotto il 10 %, l'obiettivo usuale.",
                   "Normal comfort: PPD below 10 %, the usual target.")),
        Band("C", 1, words("Categoria C", "Category C"), 0.7,
             words("Benessere moderato: PPD sotto il 15 %. Migliora quando programmi interventi.",
                   "Moderate comfort: PPD below 15 %. Improve when works are planned.")),
        Band("outside", 2, OUTSIDE, consequence=words(
            "Il microclima non è adeguato al lavoro svolto: intervieni su temperatura, aria, "
            "irraggiamento, umidità o abiti (D.Lgs. 81/2008 all. IV 1.9.2).",
            "The thermal environment does not suit the work: act on temperature, air, radiation, "
            "humidity or clothing (D.Lgs. 81/2008 Annex IV 1.9.2).")),
    ),
)  # fmt: skip
PPD_MOST: Final = {"A": 6.0, "B": 10.0, "C": 15.0}


def saturation(ta: float) -> float:
    """Vapour pressure over water at a relative humidity of 1 %, times ten, in Pa."""
    return 10 * exp(16.6536 - 4030.183 / (ta + 235))


def ppd_of(pmv: float) -> float:
    """Predict how many are dissatisfied, in per cent."""
    return 100 - 95 * exp(-0.03353 * pmv**4 - 0.2179 * pmv**2)


def clothing_temperature(
    ta: float, tr: float, *, v_ar: float, dry: float, icl: float, fcl: float
) -> tuple[float, float]:
    """Solve the heat balance of the clothing surface: Newton's steps, kept between bounds.

    What is given minus what is lost falls steadily with t_cl, so there is one solution.
    """
    forced = 12.1 * sqrt(v_ar)
    low, high, tcl = -50.0, 100.0, ta + (35.5 - ta) / (3.5 * (6.45 * icl + 0.1))
    tr4 = (tr + 273) ** 4
    hc = forced
    for _ in range(100):
        if not low < tcl < high:
            tcl = (low + high) / 2
        gap = tcl - ta
        free = 2.38 * abs(gap) ** 0.25
        hc = max(free, forced)
        kelvin = tcl + 273
        beyond = tcl - dry + icl * fcl * (RADIATION * (kelvin**4 - tr4) + hc * gap)
        slope = 1 + icl * fcl * (4 * RADIATION * kelvin**3 + hc * (1.25 if free > forced else 1))
        if beyond > 0:
            high = tcl
        else:
            low = tcl
        step = beyond / slope
        tcl -= step
        if abs(step) < CLOSE:
            break
    return tcl, max(2.38 * abs(tcl - ta) ** 0.25, forced)


def _pressure(given: Given) -> float:
    if (given.rh is None) == (given.pa is None):
        raise Refused("rh", words(
            "Indica l'umidità relativa (da 0 a 100 %) oppure la pressione di vapore (da 0 a 2700 "
            "Pa): una sola delle due.",
            "Give the relative humidity (0 to 100 %) or the vapour pressure (0 to 2700 Pa): one of "
            "the two."))  # fmt: skip
    if given.pa is not None:
        return float(given.pa)
    pressure = given.rh * saturation(given.ta)
    if over(pressure, PA_MOST):
        raise Refused("rh", words(
            "Con {rh} % a {ta} °C la pressione di vapore è {pa} Pa: il metodo vale da 0 a 2700 Pa.",
            "With {rh} % at {ta} °C vapour pressure is {pa} Pa: the method holds from 0 to 2700 "
            "Pa.").filled(rh=given.rh, ta=given.ta, pa=round(pressure)))  # fmt: skip
    return float(pressure)


def _calculate(given: Given) -> Found:
    if over(given.wme, given.met):
        raise Refused("wme", words(
            "Il lavoro esterno ({wme} met) non può superare il metabolismo ({met} met).",
            "External work ({wme} met) cannot exceed the metabolic rate ({met} met)."
        ).filled(wme=given.wme, met=given.met))  # fmt: skip
    pa = _pressure(given)
    ta, tr = given.ta, given.tr
    m, w = given.met * MET, given.wme * MET
    mw, icl = m - w, given.clo * CLO
    fcl = 1 + 1.29 * icl if icl <= 0.078 else 1.05 + 0.645 * icl  # noqa: PLR2004 - as printed
    tcl, hc = clothing_temperature(
        ta, tr, v_ar=given.v_ar, dry=35.7 - 0.028 * mw, icl=icl, fcl=fcl)  # fmt: skip
    losses = {
        "loss_skin": 3.05e-3 * (5733 - 6.99 * mw - pa),
        "loss_sweat": 0.42 * max(0.0, mw - MET),
        "loss_breath_latent": 1.7e-5 * m * (5867 - pa),
        "loss_breath_dry": 0.0014 * m * (34 - ta),
        "loss_radiation": RADIATION * fcl * ((tcl + 273) ** 4 - (tr + 273) ** 4),
        "loss_convection": fcl * hc * (tcl - ta),
    }
    load = mw - sum(losses.values())
    sensitivity = 0.303 * exp(-0.036 * m) + 0.028
    pmv = sensitivity * load
    ppd = ppd_of(pmv)
    band = SCALE.band(abs(pmv))
    notices: list[tuple[str, dict[str, Any]]] = []
    if over(abs(pmv), PMV_MOST):
        notices.append(("pmv_outside", {"pmv": round(pmv, 2)}))
    most = PPD_MOST.get(band.code)
    if most is not None and at_least(ppd, most):
        notices.append(("ppd_on_the_edge", {"ppd": round(ppd, 2), "most": most}))
    return Found({
        "metabolic_w_m2": m, "work_w_m2": w, "icl_m2k_w": icl, "f_cl": fcl, "p_a": pa,
        "t_cl": tcl, "h_c": hc, **losses, "thermal_load": load, "sensitivity": sensitivity,
        "pmv": pmv, "pmv_abs": abs(pmv), "ppd": ppd, "category": band.code,
        "valid": abs(pmv) <= PMV_MOST,
    }, band, SCALE, notices=notices)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    v = found.values
    m, w, pa, tcl, hc, fcl = (
        v[key] for key in ("metabolic_w_m2", "work_w_m2", "p_a", "t_cl", "h_c", "f_cl")
    )
    ta, tr, icl = given.ta, given.tr, v["icl_m2k_w"]
    mw = m - w
    yield Line("M", words("Metabolismo", "Metabolic rate"), f"{say(given.met)} · {say(MET)}", m, 2,
               "W/m²")  # fmt: skip
    yield Line("W", words("Lavoro esterno", "External work"), f"{say(given.wme)} · {say(MET)}", w,
               2, "W/m²")  # fmt: skip
    how = (
        say(pa)
        if given.rh is None
        else (f"{say(given.rh)} · 10 · exp({say(16.6536)} − {say(4030.183)} / ({say(ta)} + 235))")
    )
    yield Line("p_a", words("Pressione parziale di vapore", "Partial vapour pressure"), how, pa, 1,
               "Pa")  # fmt: skip
    yield Line("I_cl", words("Isolamento degli abiti", "Clothing insulation"),
               f"{say(given.clo)} · {say(CLO)}", icl, 4, "m²K/W")  # fmt: skip
    how = (f"1 + {say(1.29)} · {say(icl, 4)}" if icl <= 0.078  # noqa: PLR2004 - as printed
           else f"{say(1.05)} + {say(0.645)} · {say(icl, 4)}")  # fmt: skip
    yield Line("f_cl", words("Fattore di area degli abiti", "Clothing area factor"), how, fcl, 4)
    yield Line("h_c", words("Coefficiente di convezione", "Convective coefficient"),
               f"max({say(2.38)} · |{say(tcl, 3)} − {say(ta)}|^{say(0.25)}; "
               f"{say(12.1)} · √{say(given.v_ar)})", hc, 4, "W/m²K")  # fmt: skip
    gap = f"({say(tcl, 3)} + 273)⁴ − ({say(tr)} + 273)⁴"
    yield Line("t_cl", words("Temperatura superficiale degli abiti, risolta per passi: rimessa "
                             "nella formula dà se stessa",
                             "Surface temperature of clothing, solved by steps: put back into the "
                             "formula it gives itself"),
               f"{say(35.7)} − {say(0.028)} · {say(mw, 2)} − {say(icl, 4)} · "
               f"{{{say(3.96)}·10⁻⁸ · {say(fcl, 4)} · [{gap}] + {say(fcl, 4)} · {say(hc, 4)} · "
               f"({say(tcl, 3)} − {say(ta)})}}", tcl, 3, "°C")  # fmt: skip
    for symbol, key, label, how in (
        (
            "H₁",
            "loss_skin",
            words("Diffusione dalla pelle", "Diffusion through the skin"),
            f"{say(3.05)}·10⁻³ · [5733 − {say(6.99)} · {say(mw, 2)} − {say(pa, 1)}]",
        ),
        (
            "H₂",
            "loss_sweat",
            words("Sudore", "Sweat"),
            f"{say(0.42)} · max(0; {say(mw, 2)} − {say(MET)})",
        ),
        (
            "H₃",
            "loss_breath_latent",
            words("Respiro, vapore", "Breath, vapour"),
            f"{say(1.7)}·10⁻⁵ · {say(m, 2)} · (5867 − {say(pa, 1)})",
        ),
        (
            "H₄",
            "loss_breath_dry",
            words("Respiro, calore", "Breath, heat"),
            f"{say(0.0014)} · {say(m, 2)} · (34 − {say(ta)})",
        ),
        (
            "H₅",
            "loss_radiation",
            words("Irraggiamento", "Radiation"),
            f"{say(3.96)}·10⁻⁸ · {say(fcl, 4)} · [{gap}]",
        ),
        (
            "H₆",
            "loss_convection",
            words("Convezione", "Convection"),
            f"{say(fcl, 4)} · {say(hc, 4)} · ({say(tcl, 3)} − {say(ta)})",
        ),
    ):
        yield Line(symbol, label, how, v[key], 3, "W/m²")
    yield Line("L", words("Carico termico", "Thermal load"), f"{say(mw, 2)} − (H₁ + … + H₆)",
               v["thermal_load"], 3, "W/m²")  # fmt: skip
    yield Line("PMV", words("Voto medio previsto", "Predicted mean vote"),
               f"({say(0.303)} · exp(−{say(0.036)} · {say(m, 2)}) + {say(0.028)}) · "
               f"({say(v['thermal_load'], 3)})", v["pmv"], 3, total=True)  # fmt: skip
    pmv = say(v["pmv"], 4)
    yield Line("PPD", words("Percentuale prevista di insoddisfatti",
                            "Predicted percentage dissatisfied"),
               f"100 − 95 · exp(−{say(0.03353)} · ({pmv})⁴ − {say(0.2179)} · ({pmv})²)",
               v["ppd"], 1, "%", total=True)  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence, "UNI EN ISO 7730; D.Lgs. 81/2008 all. IV 1.9.2")


_LEVELS = {band.code: band for band in SCALE.bands}
_EDGES = (-3.0, -0.7, -0.5, -0.2, 0.2, 0.5, 0.7, 3.0)
_ZONES = ("outside", "C", "B", "A", "B", "C", "outside")


def _picture(given: Given, found: Found) -> list[Picture]:
    values = found.values
    pmv, ppd = values["pmv"], values["ppd"]
    reach = max(3.0, abs(pmv))
    edges = (-reach, *_EDGES[1:-1], reach)
    zones = tuple(
        Zone(begin, end, _LEVELS[code].level, _LEVELS[code].word)
        for begin, end, code in zip(edges, edges[1:], _ZONES, strict=False)
    )
    line = tuple((x, ppd_of(x)) for x in (reach * (at - 30) / 30 for at in range(61)))
    losses = [(key, values[key]) for key in _LOSSES]
    return [
        Curve(
            title=words("PPD secondo PMV e categorie", "PPD by PMV, with the categories"),
            x=Ruler(words("PMV: freddo – caldo", "PMV: cold – hot"), -reach, reach),
            y=Ruler(words("PPD", "PPD"), 0, 100, "%"), line=line, at=(pmv, ppd), zones=zones),
        Bars(
            title=words("Dove va il calore del corpo", "Where the heat of the body goes"),
            bars=tuple(Bar(key, _LOSSES[key], value) for key, value in losses),
            full=max(given.met * MET, *(value for _, value in losses)), unit="W/m²", digits=1,
            hint=words("Negativo: calore ricevuto.", "Negative: heat received.")),
    ]  # fmt: skip


_LOSSES = {
    "loss_skin": words("Diffusione dalla pelle", "Diffusion through the skin"),
    "loss_sweat": words("Sudore", "Sweat"),
    "loss_breath_latent": words("Respiro, vapore", "Breath, vapour"),
    "loss_breath_dry": words("Respiro, calore", "Breath, heat"),
    "loss_radiation": words("Irraggiamento", "Radiation"),
    "loss_convection": words("Convezione", "Convection"),
}


METHOD = Method(
    id="pmv_ppd", version=1, family="thermal",
    name=words("Benessere termico, PMV e PPD", "Thermal comfort, PMV and PPD"),
    about=words(
        "Quanti troveranno scomodo un ambiente moderato, da aria, irraggiamento, umidità, lavoro e "
        "abiti. Non giudica caldo o freddo intensi né i disagi locali (correnti, pavimenti, "
        "asimmetrie). Non è un limite di legge.",
        "How many will find a moderate environment uncomfortable, from air, radiation, humidity, "
        "work and clothing. It does not judge intense heat or cold nor local discomfort (draughts, "
        "floors, asymmetry). It is no legal limit."),
    edition="UNI EN ISO 7730:2006 (ISO 7730:2005)",
    sources=(
        Source(words("ISO 7730:2005, tabella D.1", "ISO 7730:2005, table D.1"), "recomputed",
               words("Formule; 12 delle 13 righe ricostruite con due algoritmi (la riga 7 no).",
                     "Formulas; 12 of 13 rows reproduced by two algorithms (not row 7).")),
        Source(words("ISO 7730:2005, allegato A", "ISO 7730:2005, Annex A"), "verified",
               words("Categorie A, B, C.", "Categories A, B, C.")),
        Source("ISO 7730:2025", "memory",
               words("Formule considerate invariate.", "Formulas taken as unchanged.")),
    ),
    usual=("rh",),
    inputs=(
        Number(key="ta", label=words("Temperatura dell'aria", "Air temperature"), symbol="t_a",
               unit="°C", low=10, high=30, digits=1),
        Number(key="tr", label=words("Temperatura media radiante", "Mean radiant temperature"),
               symbol="t_r", unit="°C", low=10, high=40, digits=1,
               help=words("Da globotermometro o dalle superfici; senza sorgenti radianti è vicina "
                          "a quella dell'aria.",
                          "From a globe or from the surfaces; without radiant sources it is near "
                          "that of the air.")),
        Number(key="v_ar", label=words("Velocità relativa dell'aria", "Relative air velocity"),
               symbol="v_ar", unit="m/s", low=0, high=1, digits=2,
               help=words("Rispetto al corpo: aggiungi il movimento della persona.",
                          "Relative to the body: add the movement of the person.")),
        Number(key="rh", label=words("Umidità relativa", "Relative humidity"), symbol="UR",
               unit="%", low=0, high=100, digits=0, required=False,
               help=words("La pressione di vapore non deve superare 2700 Pa.",
                          "Vapour pressure must not exceed 2700 Pa.")),
        Number(key="pa", label=words("Pressione di vapore", "Vapour pressure"), symbol="p_a",
               unit="Pa", low=0, high=PA_MOST, digits=0, required=False,
               help=words("Al posto dell'umidità relativa.", "Instead of relative humidity.")),
        Number(key="met", yardstick=True,
               label=words("Metabolismo", "Metabolic rate"), symbol="M", unit="met",
               low=0.8, high=4, digits=1,
               help=words("1,0 seduto a riposo; 1,2 lavoro d'ufficio; 1,6 in piedi leggero; 2,0 in "
                          "piedi medio (ISO 8996).",
                          "1.0 seated at rest; 1.2 office work; 1.6 standing, light; 2.0 standing, "
                          "medium (ISO 8996).")),
        Number(key="clo", label=words("Isolamento degli abiti", "Clothing insulation"),
               symbol="I_cl", unit="clo", low=0, high=2, digits=2,
               help=words("0,5 estivo; 1,0 invernale; aggiungi la sedia (ISO 9920).",
                          "0.5 summer; 1.0 winter; add the chair (ISO 9920).")),
        Number(key="wme", yardstick=True,
               label=words("Lavoro meccanico esterno", "External mechanical work"),
               symbol="W", unit="met", low=0, high=4, digits=1, required=False, default=0.0,
               help=words("Di solito 0.", "Normally 0.")),
        Text(key="name", label=words("Nome", "Name"), required=False),
        Text(key="note", label=words("Nota", "Note"), required=False, most=500),
    ),
    results=(
        Shown("pmv", words("Voto medio previsto PMV", "Predicted mean vote PMV"), "", 2,
              main=True),
        Shown("ppd", words("Insoddisfatti previsti PPD", "Predicted dissatisfied PPD"), "%", 0),
        Shown("category", words("Categoria", "Category")),
        Shown("t_cl", words("Temperatura degli abiti", "Clothing temperature"), "°C", 1),
        Shown("p_a", words("Pressione di vapore", "Vapour pressure"), "Pa", 0),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(SCALE,),
    notices={
        "pmv_outside": words(
            "PMV {pmv}: oltre ±2 l'indice non è affidabile. Valuta lo stress da caldo (WBGT, PHS) "
            "o da freddo (IREQ).",
            "PMV {pmv}: beyond ±2 the index is not reliable. Assess heat stress (WBGT, PHS) or "
            "cold stress (IREQ)."),
        "ppd_on_the_edge": words(
            "PMV è nella categoria, PPD ({ppd} %) non è sotto {most} %: sei sul bordo.",
            "PMV is within the category, PPD ({ppd} %) is not below {most} %: you are on the "
            "edge."),
    },
    doubts=(words("Se usi ISO 7730:2025, controlla che formule, campi di validità e categorie non "
                  "siano cambiati.",
                  "If you use ISO 7730:2025, check that formulas, ranges and categories have not "
                  "changed."),),
    examples=(
        Example({"ta": 22, "tr": 22, "v_ar": 0.1, "rh": 60, "met": 1.2, "clo": 0.5},
                {"pmv": -0.75, "category": "outside"},
                words("ISO 7730:2005, tabella D.1, riga 1",
                      "ISO 7730:2005, table D.1, row 1"), 0.015),
        Example({"ta": 23.5, "tr": 25.5, "v_ar": 0.3, "rh": 60, "met": 1.2, "clo": 0.5},
                {"pmv": -0.55, "category": "C"}, words("ISO 7730:2005, tabella D.1, riga 5",
                                                       "ISO 7730:2005, table D.1, row 5"), 0.015),
        Example({"ta": 23.5, "tr": 23.5, "v_ar": 0.3, "rh": 40, "met": 1.2, "clo": 1.0},
                {"pmv": 0.12, "category": "A"}, words("ISO 7730:2005, tabella D.1, riga 8",
                                                      "ISO 7730:2005, table D.1, row 8"), 0.015),
        Example({"ta": 27, "tr": 27, "v_ar": 0.1, "rh": 60, "met": 1.6, "clo": 0.5},
                {"pmv": 1.17, "ppd": 34}, words("ISO 7730:2005, tabella D.1, riga 12",
                                                "ISO 7730:2005, table D.1, row 12"), 0.6),
    ),
)  # fmt: skip
