"""The peak of impulsive noise at the ear with a hearing protector: a cautious estimate."""

from collections.abc import Iterator
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Columns, Series
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables.noise_hpd import (
    BETA_INPUT,
    NOTICES,
    PROTECTOR,
    SOURCES,
    L,
    Notice,
    beta_of,
    explain_beta,
    reported,
)
from ytefas.methods.tables.noise_law_81_2008 import LIMIT_PEAK, level

AT_EAR: Final = words("Picco all'orecchio con il DPI", "Peak at the ear, protected")

SCALE: Final = Scale(
    measure="effective_peak", label=AT_EAR, unit="dB(C)", low=100, high=155, shown=1,
    bands=(
        Band("within_limit", 0, words("Valore limite rispettato", "Limit value kept"), LIMIT_PEAK,
             words("Con il DPI il picco non supera 140 dB(C) (art. 189 e 193 c. 2). I valori di "
                   "azione si confrontano con il picco senza DPI.",
                   "With the protector the peak does not exceed 140 dB(C) (art. 189 and 193(2)). "
                   "The action values are compared with the peak without protectors.")),
        Band("limit_exceeded", 4, words("Valore limite superato", "Limit value exceeded"),
             consequence=words(
                 "Anche con il DPI il picco supera 140 dB(C): misure immediate, ricerca delle "
                 "cause, nuove misure (art. 194).",
                 "Even with the protector the peak exceeds 140 dB(C): immediate measures, search "
                 "for the causes, other measures (art. 194).")),
    ),
)  # fmt: skip

INPUTS = (
    level("l_cpeak", words("Livello di picco senza DPI", "Peak level, unprotected"), "LCpeak",
          unit="dB(C)", help=words("Il più alto dei picchi misurati, ponderati C.",
                                   "The highest measured peak, C-weighted.")),
    L, PROTECTOR, BETA_INPUT,
)  # fmt: skip


def calculate(given: Given) -> Found:
    """Subtract the reduced low-frequency attenuation."""
    notices: list[Notice] = []
    beta = beta_of(given, notices)
    reduced = beta * given.L
    effective = given.l_cpeak - reduced
    band = SCALE.band(effective)
    return Found(
        {"effective_peak": effective, "reported": reported(effective), "attenuation": reduced,
         "beta": beta, "band": band.code},
        band, SCALE, {"limit_exceeded": over(effective, LIMIT_PEAK)}, notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the attenuation, the peak, and the limit."""
    values = found.values
    yield explain_beta(given, values["beta"])
    yield Line("β·L", words("Attenuazione ridotta alle frequenze basse",
                            "Reduced low-frequency attenuation"),
               f"{say(values['beta'])} · {say(given.L)}", values["attenuation"], 2,
               "dB")  # fmt: skip
    yield Line("L'Cpeak", AT_EAR,
               f"LCpeak − β·L = {say(given.l_cpeak)} − {say(values['attenuation'])}",
               values["effective_peak"], 2, "dB(C)", total=True)  # fmt: skip
    yield Line("L'Cpeak", words("Arrotondato all'intero", "Rounded to a whole number"),
               say(values["effective_peak"], 2), values["reported"], 0, "dB(C)")  # fmt: skip
    sign = ">" if found.flags["limit_exceeded"] else "≤"
    yield Rule(words(f"{say(values['effective_peak'], 2)} {sign} 140 dB(C)",
                     f"{say(values['effective_peak'], 2)} {sign} 140 dB(C)"),
               "D.Lgs. 81/2008 art. 189, 193 c. 2")  # fmt: skip


def picture(given: Given, found: Found) -> Iterator[Columns]:
    """Draw the peak without and with the protector beside the limit."""
    yield Columns(
        title=words("Picco senza e con il DPI", "Peak without and with the protector"),
        places=(words("Senza DPI", "Unprotected"), words("Con il DPI", "Protected")),
        series=(Series(words("Picco", "Peak"),
                       (given.l_cpeak, found.values["effective_peak"])),),
        unit="dB(C)", mark=LIMIT_PEAK,
    )  # fmt: skip


METHOD = Method(
    id="hpd_peak", version=1, family="noise",
    name=words("DPI uditivi: picco", "Hearing protectors: peak"),
    about=words(
        "Stima prudente del picco all'orecchio con il DPI: si sottrae l'attenuazione L alle "
        "frequenze basse, ridotta per l'uso reale. Con M o SNR il risultato sarebbe ottimista per "
        "impulsi di bassa frequenza. È una prassi, non una norma.",
        "Cautious estimate of the peak at the ear with the protector: low-frequency attenuation "
        "L, reduced for real use, is subtracted. With M or SNR the result would be optimistic for "
        "low-frequency impulses. It is a practice, not a norm.",
    ),
    edition=words("Prassi; D.Lgs. 81/2008 artt. 189, 193; UNI 9432:2011 prospetto C.4",
                  "Practice; D.Lgs. 81/2008 artt. 189, 193; UNI 9432:2011 table C.4"),
    sources=(
        Source(words("Documenti italiani di valutazione del rumore",
                     "Italian noise assessment documents"), "practice", words(
            "Il picco si riduce di β·L.", "The peak is reduced by β·L.")),
        SOURCES[2],
    ),
    usual=("protector",),
    inputs=INPUTS,
    results=(Shown("effective_peak", AT_EAR, "dB(C)", 1, main=True),
             Shown("attenuation", words("Attenuazione considerata", "Attenuation considered"),
                   "dB", 1)),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,),
    duties=(Duty("limit_exceeded", words(
        "Valore limite superato: misure immediate, cause, nuove misure",
        "Limit value exceeded: immediate measures, causes, new measures"),
        "D.Lgs. 81/2008 art. 194"),),
    notices={key: NOTICES[key] for key in ("nominal_attenuation", "beta_above_type")},
    doubts=(words(
        "Nessuna norma fissa questo calcolo: EN 458 dà criteri propri per i rumori impulsivi.",
        "No norm fixes this computation: EN 458 has criteria of its own for impulsive noise."),),
    examples=(
        Example({"l_cpeak": 145.0, "L": 16.0, "protector": "earmuffs"},
                {"effective_peak": 133.0, "band": "within_limit"}, formula("145 − 0,75 · 16"),
                name=words("Cuffie", "Earmuffs")),
        Example({"l_cpeak": 150.0, "L": 20.0, "protector": "foam_plugs"},
                {"effective_peak": 140.0, "limit_exceeded": False}, formula("150 − 0,5 · 20"),
                name=words("Sul limite", "On the limit")),
        Example({"l_cpeak": 150.0, "L": 19.0, "protector": "premoulded_plugs"},
                {"effective_peak": 144.3, "limit_exceeded": True}, formula("150 − 0,3 · 19"),
                name=words("Oltre il limite", "Above the limit")),
    ),
)  # fmt: skip
