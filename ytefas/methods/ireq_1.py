"""Required clothing insulation in the cold, and whether the clothing one has is enough."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_most, below, over
from ytefas.methods.kit.pictures import Bar, Bars, Curve, Picture, Ruler
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import ireq_iso11079 as iso

V_LEAST, WALK_MOST = 0.4, 1.2


def _place(given: Given) -> tuple[iso.Cold, list[tuple[str, dict[str, Any]]]]:
    notices: list[tuple[str, dict[str, Any]]] = []
    least = min(WALK_MOST, 0.0052 * (given.M - 58))
    walk = given.walk
    if below(walk, least):
        walk = least
        notices.append(("walk_raised", {"given": given.walk, "used": round(least, 3)}))
    elif over(walk, WALK_MOST):
        walk = WALK_MOST
        notices.append(("walk_lowered", {"given": given.walk}))
    v = given.v
    if below(v, V_LEAST):
        v = V_LEAST
        notices.append(("air_raised", {"given": given.v}))
    tr = given.ta if given.tr is None else given.tr
    return iso.Cold.of(m=given.M, w=given.W, ta=given.ta, tr=tr, walk=walk, v=v,
                       rh=given.rh), notices  # fmt: skip


def _required(cold: iso.Cold) -> list[iso.Required]:
    found = [iso.required(cold, strain) for strain in iso.strains(cold.m)]
    closed = [one for one in found if one is not None]
    if len(closed) < len(found):
        raise Refused("W", words(
            "Con un lavoro meccanico di {w} W/m² su {m} W/m² di metabolismo nessun abito chiude il "
            "bilancio termico: di solito W è 0, al massimo un quarto di M.",
            "With mechanical work of {w} W/m² out of {m} W/m² no clothing closes the heat balance: "
            "normally W is 0, a quarter of M at most.").filled(w=cold.w, m=cold.m))  # fmt: skip
    return closed


def _clothing(given: Given, cold: iso.Cold, least: float, neutral: float) -> dict[str, Any]:
    """Judge the clothing one has; all None where none is given."""
    if given.icl_clo is None:
        return {"icl_resultant_clo": None, "dle_min_h": None, "dle_neutral_h": None,
                "storage_min_w_m2": None, "storage_neutral_w_m2": None,
                "within_dle": None, "clothing": None}  # fmt: skip
    clothing = given.icl_clo * iso.CLO
    if given.p is not None:
        clothing = iso.resultant(cold, clothing, given.p)
    low, usual = (iso.exposure(cold, strain, clothing) for strain in iso.strains(cold.m))
    span = neutral - least
    short = neutral - clothing / iso.CLO
    if at_most(short, 0):
        deficit = max(-1.0, short / span) if over(span, 0) else 0.0
    else:
        deficit = short / span
    within = None
    if given.minutes is not None:
        within = low.hours is None or at_most(given.minutes / 60, low.hours)
    return {
        "icl_resultant_clo": clothing / iso.CLO, "clothing_deficit": deficit,
        "dle_min_h": low.hours, "dle_neutral_h": usual.hours, "storage_min_w_m2": low.storage,
        "storage_neutral_w_m2": usual.storage, "t_cl_own_min": low.t_cl,
        "icl_resultant_m2k_w": clothing, "f_cl_own": 1 + 1.197 * clothing,
        "reduction": None if given.p is None
        else iso.permeability_factor(given.p, cold.v, cold.walk),
        "evaporation_own": low.evaporation, "radiation_own": low.radiation,
        "convection_own": low.convection, "within_dle": within,
    }  # fmt: skip


def _notices(given: Given, values: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    told: list[tuple[str, dict[str, Any]]] = []
    if values["ireq_min_clo"] == 0:
        told.append(("none_needed", {}))
    if given.icl_clo is not None and given.p is None:
        told.append(("as_resultant", {}))
    if values["within_dle"] is False:
        told.append(("longer_than_dle", {"minutes": given.minutes,
                                         "dle": round(values["dle_min_h"] * 60)}))  # fmt: skip
    return told


def _calculate(given: Given) -> Found:
    cold, notices = _place(given)
    both = _required(cold)
    values: dict[str, Any] = {
        "walk_used": cold.walk, "v_used": cold.v, "t_ex": cold.t_ex, "p_ex": cold.p_ex,
        "p_a": cold.p_a, "i_a": cold.i_a, "breath": cold.breath, "tr_used": cold.tr,
    }  # fmt: skip
    for strain, one in zip(iso.strains(cold.m), both, strict=True):
        key = strain.key
        values |= {
            f"ireq_{key}_clo": one.clothing / iso.CLO, f"ireq_{key}_m2k_w": one.clothing,
            f"t_sk_{key}": strain.t_skin, f"wetness_{key}": strain.wetness,
            f"p_sk_{key}": iso.vapour(strain.t_skin), f"t_cl_{key}": one.t_cl,
            f"f_cl_{key}": one.f_cl, f"h_r_{key}": cold.radiative(one.t_cl),
            f"evaporation_{key}": one.evaporation,
            f"radiation_{key}": one.radiation, f"convection_{key}": one.convection,
            f"icl_{key}_clo": None if given.p is None
            else iso.basic(cold, one.clothing, given.p) / iso.CLO,
        }  # fmt: skip
    values |= _clothing(given, cold, values["ireq_min_clo"], values["ireq_neutral_clo"])
    notices += _notices(given, values)
    band = None
    if given.icl_clo is not None:
        band = iso.SCALE.band(values["clothing_deficit"])
        values["clothing"] = band.code
    return Found(values, band, iso.SCALE, notices=notices)


NEEDS = (("min", words("minimo", "minimal")), ("neutral", words("neutro", "neutral")))


def _need(given: Given, v: Any, key: str, name: Words, say: Speech) -> Iterator[Step]:
    a, b = ("33,34", "0,0354") if key == "min" else ("35,7", "0,0285")
    if say.language == "en":
        a, b = a.replace(",", "."), b.replace(",", ".")
    title = f"{name.it}", f"{name.en}"
    m, tr, ireq = say(given.M), say(v["tr_used"]), say(v[f"ireq_{key}_m2k_w"], 6)
    yield Line("t_sk", words(f"Temperatura della pelle, {title[0]}",
                             f"Skin temperature, {title[1]}"), f"{a} − {b} · {m}",
               v[f"t_sk_{key}"], 4, "°C")  # fmt: skip
    yield Line("w", words(f"Pelle bagnata, {title[0]}", f"Skin wetness, {title[1]}"),
               say(0.06) if key == "min" else f"{say(0.001)} · {m}", v[f"wetness_{key}"],
               4)  # fmt: skip
    yield Line("p_sk", words("Vapore saturo alla pelle", "Saturated vapour at the skin"),
               f"{say(0.1333)} · exp({say(18.6686)} − {say(4030.183)} / "
               f"({say(v[f't_sk_{key}'], 4)} + 235))", v[f"p_sk_{key}"], 4, "kPa")  # fmt: skip
    yield Line("E", words("Evaporazione", "Evaporation"),
               f"{say(v[f'wetness_{key}'], 4)} · ({say(v[f'p_sk_{key}'], 4)} − "
               f"{say(v['p_a'], 4)}) / [{say(0.06)} / {say(0.38)} · ({say(v['i_a'], 6)} + {ireq})]",
               v[f"evaporation_{key}"], 2, "W/m²")  # fmt: skip
    yield Line("t_cl", words("Superficie degli abiti", "Clothing surface"),
               f"{say(v[f't_sk_{key}'], 4)} − {ireq} · ({m} − {say(given.W)} − "
               f"{say(v['breath'], 2)} − {say(v[f'evaporation_{key}'], 2)})",
               v[f"t_cl_{key}"], 4, "°C")  # fmt: skip
    yield Line("f_cl", words("Fattore di area", "Area factor"), f"1 + {say(1.197)} · {ireq}",
               v[f"f_cl_{key}"], 6)  # fmt: skip
    yield Line("R", words("Irraggiamento", "Radiation"),
               f"{say(v[f'f_cl_{key}'], 6)} · {say(5.67)}·10⁻⁸ · {say(0.95)} · {say(0.77)} · "
               f"[({say(v[f't_cl_{key}'], 4)} + 273)⁴ − ({tr} + 273)⁴]",
               v[f"radiation_{key}"], 2, "W/m²")  # fmt: skip
    yield Line("h_r", words("Coefficiente di irraggiamento", "Radiative coefficient"),
               f"{say(5.67)}·10⁻⁸ · {say(0.95)} · {say(0.77)} · (T_cl⁴ − T_r⁴) / (T_cl − T_r)",
               v[f"h_r_{key}"], 6, "W/m²K")  # fmt: skip
    yield Line("C", words("Convezione", "Convection"),
               f"{say(v[f'f_cl_{key}'], 6)} · (1 / {say(v['i_a'], 6)} − {say(v[f'h_r_{key}'], 6)}) "
               f"· ({say(v[f't_cl_{key}'], 4)} − ({say(given.ta)}))", v[f"convection_{key}"], 2,
               "W/m²")  # fmt: skip
    dry = v[f"radiation_{key}"] + v[f"convection_{key}"]
    none = v[f"ireq_{key}_clo"] == 0
    how: str | Words = (
        words("il bilancio si chiude senza abiti", "the balance closes without clothing") if none
        else f"({say(v[f't_sk_{key}'], 4)} − ({say(v[f't_cl_{key}'], 4)})) / {say(dry, 2)} / "
             f"{say(0.155)}")  # fmt: skip
    yield Line("IREQ", words(f"Isolamento richiesto, {title[0]}: risolto per passi",
                             f"Required insulation, {title[1]}: solved by steps"), how,
               v[f"ireq_{key}_clo"], 2, "clo", total=True)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    v = found.values
    ta, m = say(given.ta), say(given.M)
    yield Line("t_ex", words("Aria espirata", "Exhaled air"), f"29 + {say(0.2)} · ({ta})",
               v["t_ex"], 2, "°C")  # fmt: skip
    for symbol, key, t, share in (("p_ex", "p_ex", say(v["t_ex"], 2), ""),
                                  ("p_a", "p_a", ta, f"{say(given.rh)} / 100 · ")):  # fmt: skip
        yield Line(symbol, words("Pressione di vapore", "Vapour pressure"),
                   f"{share}{say(0.1333)} · exp({say(18.6686)} − {say(4030.183)} / ({t} + 235))",
                   v[key], 4, "kPa")  # fmt: skip
    yield Line("E_res + C_res", words("Respiro", "Breath"),
               f"{say(0.0173)} · {m} · ({say(v['p_ex'], 4)} − {say(v['p_a'], 4)}) + "
               f"{say(0.0014)} · {m} · ({say(v['t_ex'], 2)} − ({ta}))", v["breath"], 2,
               "W/m²")  # fmt: skip
    yield Line("I_a", words("Isolamento dell'aria, con vento e cammino",
                            "Insulation of the air, with wind and walking"),
               f"{say(0.092)} · exp(−{say(0.15)} · {say(v['v_used'])} − {say(0.22)} · "
               f"{say(v['walk_used'], 3)}) − {say(0.0045)}", v["i_a"], 6, "m²K/W")  # fmt: skip
    for key, name in NEEDS:
        yield from _need(given, v, key, name, say)
    if given.icl_clo is not None:
        yield from _own(given, found, say)


def _own(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    v = found.values
    yield Line("I_cl", words("Isolamento degli abiti, da fermi", "Insulation, standing still"),
               f"{say(given.icl_clo)} · {say(0.155)}", given.icl_clo * iso.CLO, 4,
               "m²K/W")  # fmt: skip
    own, f_cl = say(v["icl_resultant_m2k_w"], 4), say(v["f_cl_own"], 4)
    how: str | Words = words("preso come già ridotto", "taken as already reduced")
    if given.p is not None:
        wind = f"{say(0.15)} · {say(v['v_used'])} − {say(0.22)} · {say(v['walk_used'], 3)}"
        yield Line("k", words("Riduzione per vento e cammino", "Reduction by wind and walking"),
                   f"{say(0.54)} · e^({say(0.075)} · ln {say(given.p)} − {wind}) − {say(0.06)} · "
                   f"ln {say(given.p)} + {say(0.5)}", v["reduction"], 4)  # fmt: skip
        how = (f"({say(given.icl_clo * iso.CLO, 4)} + {say(0.085)} / {f_cl}) · "
               f"{say(v['reduction'], 4)} − {say(v['i_a'], 6)} / {f_cl}")  # fmt: skip
    yield Line("I_cl,r", words("Isolamento con vento e cammino",
                               "Insulation with wind and walking"), how,
               v["icl_resultant_m2k_w"], 4, "m²K/W")  # fmt: skip
    yield Line("f_cl", words("Fattore di area", "Area factor"), f"1 + {say(1.197)} · {own}",
               v["f_cl_own"], 4)  # fmt: skip
    yield Line("I_cl,r", words("In clo", "In clo"), f"{own} / {say(0.155)}",
               v["icl_resultant_clo"], 2, "clo")  # fmt: skip
    yield Line("t_cl", words("Superficie di questi abiti: t_sk − I_cl,r · (R + C), per passi",
                             "Surface of this clothing: t_sk − I_cl,r · (R + C), by steps"),
               f"{say(v['t_sk_min'], 4)} − {own} · ({say(v['radiation_own'], 2)} + "
               f"{say(v['convection_own'], 2)})", v["t_cl_own_min"], 2, "°C")  # fmt: skip
    yield Line("S", words("Calore del corpo con questi abiti (minimo); negativo: si raffredda",
                          "Heat of the body in this clothing (minimal); negative: it cools"),
               f"{say(given.M)} − {say(given.W)} − {say(v['breath'], 2)} − "
               f"{say(v['evaporation_own'], 2)} − {say(v['radiation_own'], 2)} − "
               f"{say(v['convection_own'], 2)}", v["storage_min_w_m2"], 2, "W/m²")  # fmt: skip
    how = words("nessun raffreddamento: nessun limite", "no cooling: no limit")
    if v["dle_min_h"] is not None:
        how = f"40 / {say(-v['storage_min_w_m2'], 2)}"
    yield Line("DLE", words("Durata limite di esposizione", "Duration limited exposure"), how,
               v["dle_min_h"], 2, "h")  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence, "UNI EN ISO 11079")


def _picture(given: Given, found: Found) -> list[Picture]:
    v = found.values
    low = min(-40.0, given.ta)
    lines: list[list[tuple[float, float]]] = [[], []]
    for at in range(13):
        ta = low + (10 - low) * at / 12
        tr = ta + v["tr_used"] - given.ta
        cold = iso.Cold.of(m=given.M, w=given.W, ta=ta, tr=tr, walk=v["walk_used"], v=v["v_used"],
                           rh=given.rh)  # fmt: skip
        for line, strain in zip(lines, iso.strains(given.M), strict=True):
            one = iso.required(cold, strain)
            if one is not None:
                line.append((ta, one.clothing / iso.CLO))
    own = v["icl_resultant_clo"]
    point = v["ireq_min_clo"] if own is None else own
    top = max([point, v["ireq_neutral_clo"], *(y for line in lines for _, y in line)])
    bars = [
        Bar("min", words("Richiesto, minimo", "Required, minimal"), v["ireq_min_clo"]),
        Bar("neutral", words("Richiesto, neutro", "Required, neutral"), v["ireq_neutral_clo"]),
    ]
    if own is not None:
        bars.append(Bar("own", words("Abiti disponibili", "Clothing available"), own,
                        found.band.level if found.band else None))  # fmt: skip
    return [
        Curve(
            title=words("Isolamento richiesto secondo la temperatura dell'aria",
                        "Required insulation by air temperature"),
            x=Ruler(words("Temperatura dell'aria", "Air temperature"), low, 10, "°C"),
            y=Ruler(words("Isolamento", "Insulation"), 0, max(1.0, top * 1.05), "clo"),
            line=tuple(lines[0]), second=tuple(lines[1]), at=(given.ta, point),
            names=(words("Minimo", "Minimal"), words("Neutro", "Neutral"))),
        Bars(title=words("Isolamento richiesto e disponibile", "Insulation required and available"),
             bars=tuple(bars), full=max(1.0, v["ireq_neutral_clo"] * 1.2, point), unit="clo",
             digits=2),
    ]  # fmt: skip


METHOD = Method(
    id="ireq", version=1, family="thermal",
    name=words("Abiti per il freddo, IREQ", "Clothing for the cold, IREQ"),
    about=words(
        "Quanto isolamento serve per il lavoro al freddo (fino a 10 °C) e per quanto tempo si può "
        "restare con gli abiti disponibili. Mani, piedi e viso si valutano a parte (t_WC).",
        "How much insulation work in the cold (up to 10 °C) needs, and how long one may stay in "
        "the clothing available. Hands, feet and face are assessed apart (t_WC)."),
    edition="UNI EN ISO 11079:2008 (ISO 11079:2007)",
    sources=(
        Source(words("ISO 11079:2007, programma pubblicato a corredo",
                     "ISO 11079:2007, program published along with it"), "recomputed",
               words("Bilancio termico, IREQ, abiti e durata: due solutori; sei coppie di un "
                     "documento italiano entro 0,05 clo.",
                     "Heat balance, IREQ, clothing and duration: two solvers; six pairs of an "
                     "Italian document within 0.05 clo.")),
        Source("ISO 11079:2007", "memory",
               words("Testo dei criteri sugli abiti.", "Wording of the clothing criteria.")),
    ),
    usual=("icl_clo",),
    inputs=(
        Number(key="M", yardstick=True,
               label=words("Metabolismo", "Metabolic rate"), symbol="M", unit="W/m²",
               low=58, high=400, digits=0,
               help=words("Per superficie del corpo: met · 58,15 (ISO 8996).",
                          "By body surface: met · 58.15 (ISO 8996).")),
        Number(key="W", yardstick=True,
               label=words("Lavoro meccanico", "Mechanical work"), symbol="W",
               unit="W/m²", low=0, high=100, digits=0, required=False, default=0.0,
               help=words("Di solito 0.", "Normally 0.")),
        Number(key="ta", label=words("Temperatura dell'aria", "Air temperature"), symbol="t_a",
               unit="°C", low=-60, high=10, digits=1),
        Number(key="tr", label=words("Temperatura media radiante", "Mean radiant temperature"),
               symbol="t_r", unit="°C", low=-60, high=60, digits=1, required=False,
               help=words("Se manca, come l'aria.", "If absent, as the air.")),
        Number(key="walk", yardstick=True,
               label=words("Velocità di cammino", "Walking speed"), symbol="w",
               unit="m/s", low=0, high=3, digits=2, required=False, default=0.0,
               help=words("Almeno 0,0052 · (M − 58), al massimo 1,2: fuori si usa il bordo.",
                          "At least 0.0052 · (M − 58), at most 1.2: beyond, the edge is used.")),
        Number(key="v", label=words("Velocità dell'aria", "Air velocity"), symbol="v_a",
               unit="m/s", low=0, high=18, digits=1,
               help=words("Sotto 0,4 m/s si usa 0,4.", "Below 0.4 m/s, 0.4 is used.")),
        Number(key="rh", label=words("Umidità relativa", "Relative humidity"), symbol="UR",
               unit="%", low=0, high=100, digits=0),
        Number(key="icl_clo", label=words("Isolamento degli abiti disponibili",
                                          "Insulation of the clothing available"),
               symbol="I_cl", unit="clo", low=0, high=6, digits=2, required=False,
               section=words("Abiti disponibili", "Clothing available"),
               help=words("Dall'etichetta EN 342 o da ISO 9920.",
                          "From the label EN 342 or from ISO 9920.")),
        Number(key="p", label=words("Permeabilità all'aria del tessuto esterno",
                                    "Air permeability of the outer fabric"),
               symbol="p", unit="l/(m²·s)", low=1, high=1000, digits=0, required=False,
               help=words("Bassa 8, media 50, alta 100 e oltre. Serve a ridurre l'isolamento per "
                          "vento e cammino; senza, I_cl si prende come già ridotto.",
                          "Low 8, medium 50, high 100 and more. Serves to reduce the insulation "
                          "for wind and walking; without it I_cl is taken as already reduced.")),
        Number(key="minutes", label=words("Durata prevista", "Planned duration"), unit="min",
               low=0, high=1440, digits=0, required=False,
               help=words("Permanenza continua al freddo, da confrontare con DLE.",
                          "Continuous stay in the cold, to be compared with DLE.")),
        Text(key="name", label=words("Nome", "Name"), required=False),
        Text(key="note", label=words("Nota", "Note"), required=False, most=500),
    ),
    results=(
        Shown("ireq_min_clo", words("Isolamento richiesto, minimo", "Required, minimal"), "clo",
              2, main=True),
        Shown("ireq_neutral_clo", words("Isolamento richiesto, neutro", "Required, neutral"),
              "clo", 2),
        Shown("icl_min_clo", words("Da acquistare, minimo", "To be bought, minimal"), "clo", 2),
        Shown("icl_neutral_clo", words("Da acquistare, neutro", "To be bought, neutral"), "clo",
              2),
        Shown("icl_resultant_clo", words("Disponibile, con vento e cammino",
                                         "Available, with wind and walking"), "clo", 2),
        Shown("dle_min_h", words("Durata limite DLE", "Duration limit DLE"), "h", 1),
        Shown("dle_neutral_h", words("Durata a benessere neutro", "Duration in neutral comfort"),
              "h", 1),
        Shown("within_dle", words("Durata prevista entro DLE", "Planned duration within DLE")),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(iso.SCALE,),
    notices={
        "walk_raised": words(
            "Cammino {given} m/s portato a {used} m/s, il minimo per questo metabolismo.",
            "Walking {given} m/s raised to {used} m/s, the least for this metabolic rate."),
        "walk_lowered": words("Cammino {given} m/s ridotto a 1,2 m/s, il massimo del metodo.",
                              "Walking {given} m/s lowered to 1.2 m/s, the method's most."),
        "air_raised": words("Aria {given} m/s portata a 0,4 m/s, il minimo del metodo.",
                            "Air {given} m/s raised to 0.4 m/s, the method's least."),
        "none_needed": words("Il lavoro basta a tenere caldo: nessun isolamento minimo richiesto.",
                             "Work alone keeps warm: no minimal insulation is required."),
        "as_resultant": words(
            "Senza permeabilità all'aria l'isolamento indicato è preso come già ridotto da vento e "
            "cammino.",
            "Without air permeability the insulation given is taken as already reduced by wind and "
            "walking."),
        "longer_than_dle": words(
            "{minutes} min superano la durata limite di {dle} min: accorcia la permanenza.",
            "{minutes} min exceed the duration limit of {dle} min: shorten the stay."),
    },
    doubts=(
        words("Riduzione dell'isolamento per vento e cammino e durata limite vengono dal programma "
              "pubblicato: controllale in ISO 11079 all. C.",
              "The reduction of insulation by wind and walking and the duration limit come from "
              "the published program: check them in ISO 11079 Annex C."),
        words("Il fattore di area f_cl = 1 + 1,197 · I è quello del programma pubblicato; ISO 9920 "
              "ne ha un altro.",
              "The area factor f_cl = 1 + 1.197 · I is that of the published program; ISO 9920 has "
              "another."),
    ),
    examples=(
        Example({"M": 81.41, "W": 0, "ta": 3, "tr": 3, "walk": 0, "v": 7.2, "rh": 82},
                {"ireq_min_clo": 2.4, "ireq_neutral_clo": 2.8},
                words("Documento di valutazione italiano, 1,4 met",
                      "Italian risk assessment document, 1.4 met"), 0.1),
        Example({"M": 127.93, "W": 0, "ta": -2, "tr": -2, "walk": 0, "v": 7.2, "rh": 53},
                {"ireq_min_clo": 1.7, "ireq_neutral_clo": 2.0},
                words("Documento di valutazione italiano, 2,2 met",
                      "Italian risk assessment document, 2.2 met"), 0.1),
        Example({"M": 116, "ta": -15, "walk": 0.3, "v": 0.4, "rh": 85, "icl_clo": 2.0},
                {"ireq_min_clo": 2.52, "ireq_neutral_clo": 2.85, "class": "insufficient"},
                words("Bilancio termico ISO 11079", "Heat balance, ISO 11079"), 0.06),
    ),
)  # fmt: skip
