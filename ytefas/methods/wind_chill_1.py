"""Local cooling by wind: wind chill temperature and its bands, ISO 11079."""

from collections.abc import Iterator
from math import sqrt
from typing import Any, Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, below, half_up, over
from ytefas.methods.kit.pictures import Curve, Picture, Ruler
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words

SLOWEST, FASTEST = 5.0, 150.0  # km/h at 10 m
NEAR_GROUND: Final = 1.5  # the wind at 10 m over that at a person
LAW = "D.Lgs. 81/2008 artt. 180–182"

SCALE: Final = Scale(
    measure="frost", label=words("Gradi sotto zero percepiti, −t_WC", "Felt degrees below zero"),
    unit="°C", low=-10, high=70, digits=0, shown=0,
    bands=(
        Band("none", 0, words("Nessun rischio locale particolare", "No particular local risk"), 9,
             words("Abiti da freddo normali.", "Ordinary clothing for cold.")),
        Band("uncomfortable", 1, words("Freddo fastidioso", "Uncomfortably cold"), 24,
             words(f"Abiti isolanti, guanti, copricapo, pause al caldo ({LAW}).",
                   f"Insulating clothes, gloves, headgear, warm breaks ({LAW}).")),
        Band("very_cold", 2, words("Molto freddo: rischio di congelamento della pelle",
                                   "Very cold: risk of skin freezing"), 34,
             words(f"Copri tutta la pelle, limita i tempi, lavora in coppia ({LAW}).",
                   f"Cover all skin, limit times, work in pairs ({LAW}).")),
        Band("bitterly_cold", 3, words("Freddo pungente: la pelle nuda può gelare in 10 minuti",
                                       "Bitterly cold: exposed skin may freeze in 10 minutes"), 59,
             words(f"Solo lavori indispensabili, brevi e sorvegliati ({LAW}).",
                   f"Only indispensable work, short and watched ({LAW}).")),
        Band("extremely_cold", 4, words("Freddo estremo: la pelle nuda può gelare in 2 minuti",
                                        "Extremely cold: exposed skin may freeze in 2 minutes"),
             consequence=words(f"Sospendi il lavoro all'aperto ({LAW}).",
                               f"Stop outdoor work ({LAW}).")),
    ),
)  # fmt: skip
# A finer scale in later use: from this wind chill on, exposed skin freezes in about this time.
LATER: Final = (
    (-28.0, "10_30_min", words("pelle nuda gelata in 10–30 minuti",
                               "exposed skin frozen in 10–30 minutes")),
    (-40.0, "5_10_min", words("in 5–10 minuti", "in 5–10 minutes")),
    (-48.0, "2_5_min", words("in 2–5 minuti", "in 2–5 minutes")),
    (-55.0, "under_2_min", words("in meno di 2 minuti", "in less than 2 minutes")),
)  # fmt: skip
LOW_RISK = words("rischio basso di congelamento", "low risk of frostbite")
OLD: Final = ((1400, 20), (1600, 15), (1800, 10), (2000, 8), (2200, 4), (2400, 1))


def t_wc(ta: float, v10_kmh: float) -> float:
    """Give the air temperature that cools a face as much in a light wind."""
    power: float = v10_kmh**0.16
    return 13.12 + 0.6215 * ta - 11.37 * power + 0.3965 * ta * power


def _later(chill: float) -> tuple[str, Words]:
    code, said = "low", LOW_RISK
    rounded = half_up(chill, 0)
    for edge, step, words_ in LATER:
        if not over(rounded, edge):
            code, said = step, words_
    return code, said


def _wind(given: Given) -> float:
    if (given.v10_kmh is None) == (given.v_ar is None):
        raise Refused("v10_kmh", words(
            "Indica il vento a 10 m (da 5 a 150 km/h) oppure la velocità dell'aria al suolo "
            "(m/s): uno solo dei due.",
            "Give the wind at 10 m (5 to 150 km/h) or the air velocity near the ground (m/s): one "
            "of the two."))  # fmt: skip
    if given.v10_kmh is not None:
        return float(given.v10_kmh)
    wind = float(NEAR_GROUND * given.v_ar * 3.6)
    if below(wind, SLOWEST):
        raise Refused("v_ar", words(
            "{v} m/s al suolo sono {wind} km/h a 10 m: l'indice vale da 5 km/h, cioè da 0,926 m/s. "
            "Con aria più calma conta la temperatura dell'aria.",
            "{v} m/s near the ground are {wind} km/h at 10 m: the index holds from 5 km/h, that is "
            "0.926 m/s. In calmer air the air temperature counts."
        ).filled(v=given.v_ar, wind=round(wind, 2)))  # fmt: skip
    return wind


def _calculate(given: Given) -> Found:
    wind = _wind(given)
    chill = t_wc(given.ta, wind)
    metres = wind / 3.6
    wci = 1.16 * (10.45 + 10 * sqrt(metres) - metres) * (33 - given.ta)
    freezing = [minutes for edge, minutes in OLD if at_least(wci, edge)]
    frost = -chill
    band = SCALE.band(frost)
    notices: list[tuple[str, dict[str, Any]]] = []
    if over(given.ta, 0) and band.code == "none":
        notices.append(("above_zero", {}))
    return Found({
        "v10_kmh": wind, "v_power": wind**0.16, "t_wc": chill, "frost": frost, "band": band.code,
        "frostbite": _later(chill)[0], "wci_w_m2": wci,
        "wci_freezing_min": freezing[-1] if freezing else None,
    }, band, SCALE, notices=notices)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    wind, power = values["v10_kmh"], values["v_power"]
    how = (say(wind) if given.v_ar is None
           else f"{say(NEAR_GROUND)} · {say(given.v_ar)} · {say(3.6)}")  # fmt: skip
    yield Line("v₁₀", words("Vento a 10 m", "Wind at 10 m"), how, wind, 2, "km/h")
    yield Line("v^0,16" if say.language == "it" else "v^0.16",
               words("Potenza del vento", "Power of the wind"),
               f"{say(wind, 2)}^{say(0.16)}", power, 4)  # fmt: skip
    ta = say(given.ta)
    yield Line("t_WC", words("Temperatura di raffreddamento da vento", "Wind chill temperature"),
               f"{say(13.12)} + {say(0.6215)} · ({ta}) − {say(11.37)} · {say(power, 4)} + "
               f"{say(0.3965)} · ({ta}) · {say(power, 4)}", values["t_wc"], 1, "°C",
               total=True)  # fmt: skip
    yield Line("−t_WC", words("Per la fascia si arrotonda al grado intero",
                              "For the band it is rounded to the whole degree"),
               say(values["frost"], 2), half_up(values["frost"], 0), 0, "°C")  # fmt: skip
    if found.band:
        yield Rule(found.band.word, "ISO 11079:2007")
        if found.band.consequence:
            yield Rule(found.band.consequence)
    yield Line("", words("Scala canadese più recente, per informazione",
                         "Later Canadian scale, for information"),
               f"{say(half_up(values['t_wc'], 0))} °C",
               say.of(_later(values["t_wc"])[1]))  # fmt: skip
    yield Line("WCI", words("Vecchio indice, per i documenti di prima",
                            "Old index, for older documents"),
               f"{say(1.16)} · ({say(10.45)} + 10 · √{say(wind / 3.6, 3)} − "
               f"{say(wind / 3.6, 3)}) · (33 − ({ta}))", values["wci_w_m2"], 0, "W/m²")  # fmt: skip


def _picture(given: Given, found: Found) -> list[Picture]:
    values = found.values
    steps = [SLOWEST + (FASTEST - SLOWEST) * (at / 40) ** 2 for at in range(41)]
    line = tuple((v, t_wc(given.ta, v)) for v in steps)
    return [Curve(
        title=words("Quanto raffredda il vento a questa temperatura",
                    "How the wind cools at this temperature"),
        x=Ruler(words("Vento a 10 m", "Wind at 10 m"), 0, FASTEST, "km/h"),
        y=Ruler(words("t_WC", "t_WC"), line[-1][1], max(line[0][1], given.ta), "°C"), line=line,
        second=((0.0, given.ta), (FASTEST, given.ta)),
        names=(words("Raffreddamento da vento", "Wind chill"),
               words("Temperatura dell'aria", "Air temperature")),
        at=(values["v10_kmh"], values["t_wc"]))]  # fmt: skip


METHOD = Method(
    id="wind_chill", version=1, family="thermal",
    name=words("Raffreddamento da vento, t_WC", "Wind chill, t_WC"),
    about=words(
        "Rischio di congelamento della pelle scoperta per freddo e vento. Non dice se gli abiti "
        "bastano per tutto il corpo: per quello serve IREQ.",
        "Risk of freezing of bare skin by cold and wind. It does not say whether clothing is "
        "enough for the whole body: for that use IREQ."),
    edition=words("ISO 11079:2007 all. D",
                  "ISO 11079:2007 Annex D"),
    sources=(
        Source(words("ISO 11079:2007, indice nordamericano del 2001",
                     "ISO 11079:2007, North American index of 2001"), "verified",
               words("Formula e soglie −10, −25, −35, −60 °C.",
                     "Formula and cut points −10, −25, −35, −60 °C.")),
        Source("Environment Canada", "verified",
               words("Scala più fine: −28, −40, −48, −55 °C.",
                     "Finer scale: −28, −40, −48, −55 °C.")),
        Source("ISO 11079:2007 all. D", "memory",
               words("Parole delle fasce.", "Wording of the bands.")),
    ),
    usual=("v10_kmh",),
    inputs=(
        Number(key="ta", label=words("Temperatura dell'aria", "Air temperature"), symbol="t_a",
               unit="°C", low=-60, high=10, digits=1),
        Number(key="v10_kmh", label=words("Vento a 10 m dal suolo", "Wind at 10 m"), symbol="v₁₀",
               unit="km/h", low=SLOWEST, high=FASTEST, digits=1, required=False,
               help=words("Come nei bollettini meteo.", "As in weather reports.")),
        Number(key="v_ar", label=words("Velocità dell'aria al suolo", "Air velocity near ground"),
               symbol="v_ar", unit="m/s", low=0, high=27, digits=2, required=False,
               help=words("Misurata accanto alla persona; a 10 m vale 1,5 volte tanto. Al posto "
                          "del vento a 10 m.",
                          "Measured beside the person; at 10 m it is 1.5 times as much. Instead "
                          "of the wind at 10 m.")),
        Text(key="name", label=words("Nome", "Name"), required=False),
        Text(key="note", label=words("Nota", "Note"), required=False, most=500),
    ),
    results=(
        Shown("t_wc", words("Raffreddamento da vento t_WC", "Wind chill t_WC"), "°C", 1,
              main=True),
        Shown("v10_kmh", words("Vento a 10 m", "Wind at 10 m"), "km/h", 0),
        Shown("wci_w_m2", words("Vecchio indice WCI", "Old index WCI"), "W/m²", 0),
        Shown("wci_freezing_min", words("Congelamento secondo il vecchio indice",
                                        "Freezing by the old index"), "min", 0),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(SCALE,),
    notices={"above_zero": words(
        "Aria sopra zero: la pelle asciutta non gela, ma bagnata si raffredda molto di più.",
        "Air above zero: dry skin does not freeze, but wet skin cools far more.")},
    doubts=(words("Le parole delle fasce in ISO 11079 tabella D.2: leggile nell'edizione che "
                  "possiedi. La scala canadese più recente è più prudente già da −28 °C.",
                  "The wording of the bands in ISO 11079 Table D.2: read it in the edition you "
                  "own. The later Canadian scale is more prudent from −28 °C on."),),
    examples=(
        Example({"ta": -40, "v10_kmh": 30}, {"t_wc": -58.7, "class": "bitterly_cold"},
                words("pythermalcomfort, tabella di validazione",
                      "pythermalcomfort, validation table"), 0.06),
        Example({"ta": -20, "v10_kmh": 15}, {"t_wc": -29.1, "class": "very_cold"},
                words("pythermalcomfort, tabella di validazione",
                      "pythermalcomfort, validation table"), 0.06),
        Example({"ta": -10, "v10_kmh": 10}, {"t_wc": -15.3, "class": "uncomfortable"},
                words("pythermalcomfort, tabella di validazione",
                      "pythermalcomfort, validation table"), 0.06),
    ),
)  # fmt: skip
