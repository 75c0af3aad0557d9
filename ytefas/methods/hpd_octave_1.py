"""Hearing protectors by octave bands: the most exact of the methods."""

from collections.abc import Iterator
from math import log10
from typing import Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Numbers
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Columns, Picture, Series
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import words
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
    beta_of,
    explain_beta,
    explain_rating,
    rating,
    reported,
)
from ytefas.methods.tables.noise_law_81_2008 import level

BANDS: Final = (63, 125, 250, 500, 1000, 2000, 4000, 8000)
A_WEIGHTS: Final = (-26.2, -16.1, -8.6, -3.2, 0.0, 1.2, 1.0, -1.1)
NAMES: Final = tuple(words(f"{band} Hz", f"{band} Hz") for band in BANDS)

LEVELS: Final = words("Livelli per banda d'ottava", "Octave-band levels")

INPUTS = (
    Numbers(key="octave_levels_63_8000", label=LEVELS,
            symbol="Lf", least=8, most=8, names=NAMES,
            each=level("level", LEVELS, "Lf", unit="dB"),
            help=words("Non ponderati, da 63 a 8000 Hz, nell'ordine. Se il rumore o il DPI non ha "
                       "il dato a 63 Hz, la norma comincia da 125 Hz: scrivi 30 dB a 63 Hz, che "
                       "non pesa, e 0 nella protezione.",
                       "Not weighted, from 63 to 8000 Hz, in this order. Where noise or protector "
                       "has no datum at 63 Hz the norm begins at 125 Hz: write 30 dB at 63 Hz, "
                       "which counts for nothing, and 0 in the protection.")),
    Numbers(key="apv", yardstick=True,
            label=words("Protezione presunta (APV)", "Assumed protection (APV)"),
            symbol="APVf", least=8, most=8, names=NAMES, required=False,
            each=attenuation("apv", words("Protezione presunta (APV)", "Assumed protection (APV)")),
            help=words("Dichiarata dal fabbricante; oppure indica media e scarto tipo.",
                       "As the manufacturer declares it; or give mean and standard deviation.")),
    Numbers(key="attenuation_mean", yardstick=True,
            label=words("Attenuazione media", "Mean attenuation"),
            symbol="mf", least=8, most=8, names=NAMES, required=False,
            each=attenuation("mean", words("Attenuazione media", "Mean attenuation"))),
    Numbers(key="attenuation_sd", yardstick=True, label=words("Scarto tipo", "Standard deviation"),
            symbol="sf", least=8, most=8, names=NAMES, required=False,
            each=Number(key="sd", label=words("Scarto tipo", "Standard deviation"), low=0, high=30,
                        unit="dB", digits=1)),
    Number(key="alpha", yardstick=True,
           label=words("Fattore di protezione", "Protection factor"), symbol="α",
           low=0, high=3, digits=2, required=False, default=1.0,
           help=words("APV = media − α · scarto tipo; α = 1 protegge l'84 % degli utenti, 0,67 "
                      "il 75 %, 0,84 l'80 %, 1,28 il 90 %, 1,64 il 95 %, 2 il 98 %. Non si usa se "
                      "indichi APV.",
                      "APV = mean − α · standard deviation; α = 1 protects 84 % of the users, 0.67 "
                      "75 %, 0.84 80 %, 1.28 90 %, 1.64 95 %, 2 98 %. Not used where APV is "
                      "given.")),
    PROTECTOR, BETA_INPUT, L_ACT_INPUT,
)  # fmt: skip


def assumed(given: Given) -> list[float]:
    """Give the assumed protection, or make it from mean and deviation."""
    if given.apv is not None:
        return list(given.apv)
    if given.attenuation_mean is None or given.attenuation_sd is None:
        raise Refused("apv", words(
            "Serve la protezione presunta (APV), oppure l'attenuazione media con lo scarto tipo.",
            "The assumed protection (APV) is needed, or mean attenuation with standard deviation."),
        )  # fmt: skip
    return [
        mean - given.alpha * deviation
        for mean, deviation in zip(given.attenuation_mean, given.attenuation_sd, strict=True)
    ]


def calculate(given: Given) -> Found:
    """Subtract the assumed protection band by band, and add the bands up."""
    notices: list[Notice] = []
    apv = assumed(given)
    beta = beta_of(given, notices)
    weighted = [
        one + weight for one, weight in zip(given.octave_levels_63_8000, A_WEIGHTS, strict=True)
    ]
    behind = [one - beta * less for one, less in zip(weighted, apv, strict=True)]
    l_a = 10.0 * log10(sum([10.0 ** (0.1 * one) for one in weighted]))
    effective = 10.0 * log10(sum([10.0 ** (0.1 * one) for one in behind]))
    band, scale = rating(effective, given.l_act)
    return Found(
        {"effective_level": effective, "reported": reported(effective), "rating": band.code,
         "l_a": l_a, "pnr": l_a - effective, "beta": beta, "apv_used": apv,
         "weighted_levels": weighted, "protected_levels": behind},
        band, scale, notices=notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the attenuation, the level, and how it is rated."""
    values = found.values
    beta = values["beta"]
    yield explain_beta(given, beta)
    if given.apv is None:
        yield Table(
            title=words("Protezione presunta APVf = mf − α · sf", "Assumed protection APVf"),
            heads=("Hz", "mf", "α", "sf", "APVf"), digits=(0, 1, 2, 1, 2),
            rows=[list(row) for row in zip(
                BANDS, given.attenuation_mean, [given.alpha] * 8, given.attenuation_sd,
                values["apv_used"], strict=True)],
        )  # fmt: skip
    yield Table(
        title=words("Per banda d'ottava", "By octave band"),
        heads=("Hz", "Lf", "Af", "β·APVf", "Lf + Af", "Lf + Af − β·APVf", "10^(L/10)"),
        digits=(0, 1, 1, 2, 2, 2, 0),
        rows=[[band, one, weight, beta * less, weighted, behind, 10.0 ** (0.1 * behind)]
              for band, one, weight, less, weighted, behind in zip(
                  BANDS, given.octave_levels_63_8000, A_WEIGHTS, values["apv_used"],
                  values["weighted_levels"], values["protected_levels"], strict=True)],
    )  # fmt: skip
    yield Line("LA", words("Livello ponderato A senza DPI", "A-weighted level, unprotected"),
               "10·lg Σ 10^((Lf + Af)/10)", values["l_a"], 2, "dB(A)")  # fmt: skip
    total = sum(10.0 ** (0.1 * one) for one in values["protected_levels"])
    yield Line("L'", words("Livello all'orecchio con il DPI", "Level at the ear, protected"),
               f"10·lg Σ 10^((Lf + Af − β·APVf)/10) = 10·lg {say(total, 0)}",
               values["effective_level"], 2, "dB(A)", total=True)  # fmt: skip
    yield from explain_rating(say, values["effective_level"], given.l_act)


def picture(_given: Given, found: Found) -> Iterator[Picture]:
    """Draw the spectrum without and with the protector."""
    yield Columns(
        title=words("Livelli ponderati A per banda d'ottava", "A-weighted levels by octave band"),
        places=NAMES, unit="dB(A)",
        series=(Series(words("Senza DPI", "Unprotected"), tuple(found.values["weighted_levels"])),
                Series(words("Con il DPI", "Protected"), tuple(found.values["protected_levels"]))),
    )  # fmt: skip


METHOD = Method(
    id="hpd_octave", version=1, family="noise",
    name=words("DPI uditivi: bande d'ottava", "Hearing protectors: octave bands"),
    about=words(
        "Stima il livello all'orecchio con il DPI dallo spettro del rumore e dalla protezione "
        "presunta in ogni banda, ridotta per l'uso reale. È il metodo più esatto: da preferire "
        "quando c'è lo spettro.",
        "Estimates the level at the ear with the protector from the spectrum of the noise and the "
        "assumed protection in every band, reduced for real use. It is the most exact method: to "
        "be preferred when there is a spectrum.",
    ),
    edition="EN ISO 4869-2; EN 458; UNI 9432:2011",
    sources=SOURCES, inputs=INPUTS,
    usual=("apv", "protector"),
    results=(*RESULTS,
             Shown("l_a", words("Livello senza DPI", "Level, unprotected"), "dB(A)", 1),
             Shown("pnr", words("Riduzione del livello", "Reduction of the level"), "dB", 1)),
    calculate=calculate, explain=explain, picture=picture,
    scales=SCALES,
    notices={key: NOTICES[key] for key in ("nominal_attenuation", "beta_above_type")},
    doubts=DOUBTS,
    examples=(
        Example({"octave_levels_63_8000": [75, 84, 86, 88, 97, 99, 97, 96], "beta": 1.0,
                 "apv": [4.1, 6.4, 10.8, 15.0, 18.8, 23.4, 31.4, 28.9]},
                {"effective_level": 81.4, "reported": 81}, words("ISO 4869-2, allegato B",
                                                                 "ISO 4869-2, Annex B"), 0.05,
                words("Esempio della norma", "Example of the norm")),
        Example({"octave_levels_63_8000": [70, 78, 85, 92, 98, 101, 100, 95], "beta": 1.0,
                 "apv": [12, 14, 20, 28, 31, 33, 38, 36]},
                {"effective_level": 72.4658, "rating": "good"},
                words("Calcolato due volte", "Computed twice"), 0.001),
        Example({"octave_levels_63_8000": [75, 84, 86, 88, 97, 99, 97, 96],
                 "attenuation_mean": [7.4, 10.0, 14.4, 19.6, 22.8, 29.6, 38.8, 34.1],
                 "attenuation_sd": [3.3, 3.6, 3.6, 4.6, 4.0, 6.2, 7.4, 5.2], "beta": 1.0},
                {"reported": 81}, words("ISO 4869-2, allegato B: media e scarto tipo, α = 1",
                                        "ISO 4869-2, Annex B: mean and standard deviation, α = 1"),
                name=words("Da media e scarto tipo", "From mean and standard deviation")),
    ),
)  # fmt: skip
