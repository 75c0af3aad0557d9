"""Hearing protectors by SNR: one number, for a C-weighted level."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Columns
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables.noise_hpd import (
    BETA_INPUT,
    DOUBTS,
    L_ACT_INPUT,
    NOTICES,
    PROTECTOR,
    RESULTS,
    SCALES,
    SOURCES,
    Notice,
    attenuation,
    before_after,
    beta_of,
    explain_beta,
    explain_rating,
    rating,
    reported,
)
from ytefas.methods.tables.noise_law_81_2008 import level

INPUTS = (
    level("l_c", words("Livello equivalente ponderato C", "C-weighted equivalent level"),
          "LCeq", unit="dB(C)", required=False,
          help=words("Misurato nella postazione. Se manca, indica il livello ponderato A e la "
                     "differenza LC − LA, oppure il livello ponderato A e l'attenuazione M.",
                     "Measured at the workplace. If missing, give the A-weighted level and the "
                     "difference LC − LA, or the A-weighted level and attenuation M.")),
    level("l_a", words("Livello equivalente ponderato A", "A-weighted equivalent level"),
          "LAeq", required=False,
          help=words("Serve solo se manca quello ponderato C.",
                     "Needed only if the C-weighted one is missing.")),
    Number(key="c_minus_a", yardstick=True, label=words("Differenza LC − LA", "Difference LC − LA"),
           symbol="LC − LA", low=-10, high=40, unit="dB", required=False, digits=1,
           help=words("Nota da misure su rumori simili.", "Known from similar noises.")),
    attenuation("snr", words("Attenuazione SNR", "SNR attenuation"), required=False,
                help=words("Dichiarata dal fabbricante, senza riduzioni.",
                           "As the manufacturer declares it, not reduced.")),
    attenuation("M", words("Attenuazione alle medie frequenze", "Medium-frequency attenuation"),
                required=False,
                help=words("Solo per la stima semplificata, senza il livello ponderato C.",
                           "Only for the simplified estimate without the C-weighted level.")),
    PROTECTOR, BETA_INPUT, L_ACT_INPUT,
)  # fmt: skip


def calculate(given: Given) -> Found:
    """Subtract the reduced SNR from the C-weighted level, or M from the A-weighted one."""
    notices: list[Notice] = []
    l_c = given.l_c
    if l_c is None and given.l_a is not None and given.c_minus_a is not None:
        l_c = given.l_a + given.c_minus_a
    simplified = l_c is None
    if simplified and given.l_a is None:
        raise Refused("l_c", words(
            "Serve il livello ponderato C, oppure quello ponderato A con la differenza LC − LA o "
            "con l'attenuazione M.",
            "The C-weighted level is needed, or the A-weighted one with the difference LC − LA or "
            "with attenuation M."))  # fmt: skip
    if simplified and given.M is None:
        raise Refused("M", words(
            "Senza il livello ponderato C servono la differenza LC − LA o l'attenuazione M.",
            "Without the C-weighted level the difference LC − LA or attenuation M is needed."),
        )  # fmt: skip
    if not simplified and given.snr is None:
        raise Refused("snr", words("Con il livello ponderato C serve l'attenuazione SNR.",
                                   "With the C-weighted level the SNR is needed."),
        )  # fmt: skip
    beta = beta_of(given, notices)
    used = given.M if simplified else given.snr
    start = given.l_a if simplified else l_c
    reduced = beta * used
    effective = start - reduced
    if simplified:
        notices.append(("simplified", {}))
    band, scale = rating(effective, given.l_act)
    return Found(
        {"effective_level": effective, "reported": reported(effective), "rating": band.code,
         "beta": beta, "attenuation": reduced, "l_c_used": l_c, "simplified": simplified},
        band, scale, notices=notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the attenuation, the level, and how it is rated."""
    values = found.values
    beta, reduced, effective = values["beta"], values["attenuation"], values["effective_level"]
    yield explain_beta(given, beta)
    if values["simplified"]:
        yield Line("β·M", words("Attenuazione ridotta", "Reduced attenuation"),
                   f"{say(beta)} · {say(given.M)}", reduced, 2, "dB")  # fmt: skip
        start, how = given.l_a, "LA − β·M"
    else:
        if given.l_c is None:
            yield Line("LC", words("Livello ponderato C", "C-weighted level"),
                       f"{say(given.l_a)} + {say(given.c_minus_a)}", values["l_c_used"], 2,
                       "dB(C)")  # fmt: skip
        yield Line("β·SNR", words("Attenuazione ridotta", "Reduced attenuation"),
                   f"{say(beta)} · {say(given.snr)}", reduced, 2, "dB")  # fmt: skip
        start, how = values["l_c_used"], "LC − β·SNR"
    yield Line("L'", words("Livello all'orecchio con il DPI", "Level at the ear, protected"),
               f"{how} = {say(start)} − {say(reduced)}", effective, 2, "dB(A)",
               total=True)  # fmt: skip
    yield from explain_rating(say, effective, given.l_act)


def picture(given: Given, found: Found) -> Iterator[Columns]:
    """Draw the level without, with the nominal, and with the real attenuation."""
    values: Any = found.values
    simplified = values["simplified"]
    start = given.l_a if simplified else values["l_c_used"]
    nominal = start - (given.M if simplified else given.snr)
    yield before_after(
        ((words("Senza DPI", "Unprotected"), start),
         (words("Attenuazione nominale", "Nominal attenuation"), nominal),
         (words("Attenuazione reale", "Attenuation at work"), values["effective_level"])),
        given.l_act,
    )  # fmt: skip


METHOD = Method(
    id="hpd_snr", version=1, family="noise",
    name=words("DPI uditivi: metodo SNR", "Hearing protectors: SNR method"),
    about=words(
        "Stima il livello all'orecchio con il DPI dal livello ponderato C e dall'attenuazione SNR, "
        "ridotta per l'uso reale, e dice se il DPI è adeguato. Per rumori a bassa frequenza o con "
        "toni sono più affidabili HML e le bande d'ottava.",
        "Estimates the level at the ear with the protector from the C-weighted level and the SNR, "
        "reduced for real use, and says whether the protector is adequate. For low-frequency or "
        "tonal noise HML and octave bands are more reliable.",
    ),
    edition="EN ISO 4869-2; EN 458; UNI 9432:2011",
    sources=SOURCES, inputs=INPUTS,
    usual=("l_c", "snr", "protector"),
    results=(*RESULTS, Shown("attenuation", words("Attenuazione considerata",
                                                  "Attenuation considered"), "dB", 1)),
    calculate=calculate, explain=explain, picture=picture,
    scales=SCALES, notices={
        key: NOTICES[key] for key in ("nominal_attenuation", "beta_above_type", "simplified")},
    doubts=DOUBTS,
    examples=(
        Example({"l_c": 103, "snr": 21, "beta": 1.0}, {"effective_level": 82.0, "reported": 82},
                words("ISO 4869-2, allegato D (SNR 21)", "ISO 4869-2, Annex D (SNR 21)"),
                name=words("Esempio della norma",
                                                              "Example of the norm")),
        Example({"l_c": 98, "snr": 27, "protector": "earmuffs"},
                {"effective_level": 77.75, "rating": "acceptable"},
                formula("98 − 0,75 · 27"), name=words("Cuffie", "Earmuffs")),
        Example({"l_a": 92.4, "M": 24, "protector": "foam_plugs"},
                {"effective_level": 80.4, "rating": "insufficient", "simplified": True},
                formula("92,4 − 0,5 · 24"), name=words("Solo il livello A",
                                                       "A-weighted level only")),
    ),
)  # fmt: skip
