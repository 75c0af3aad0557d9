"""Hearing protectors by H, M and L: three numbers, for an A- and a C-weighted level."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Curve, Picture, Ruler
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.noise_hpd import (
    BETA_INPUT,
    DOUBTS,
    HML_KNEE,
    HML_RANGE,
    L_ACT_INPUT,
    NOTICES,
    PROTECTOR,
    RESULTS,
    SCALES,
    SOURCES,
    H,
    L,
    M,
    Notice,
    before_after,
    beta_of,
    explain_beta,
    explain_rating,
    hml_reduction,
    rating,
    reported,
    spectrum_notice,
)
from ytefas.methods.tables.noise_law_81_2008 import level

INPUTS = (
    level("l_a", words("Livello equivalente ponderato A", "A-weighted equivalent level"), "LAeq"),
    level("l_c", words("Livello equivalente ponderato C", "C-weighted equivalent level"), "LCeq",
          unit="dB(C)", required=False,
          help=words("Se manca, si sottrae la sola attenuazione M (stima semplificata).",
                     "If missing, attenuation M alone is subtracted (simplified estimate).")),
    H, M, L, PROTECTOR, BETA_INPUT, L_ACT_INPUT,
)  # fmt: skip


def calculate(given: Given) -> Found:
    """Predict the reduction from H, M, L and the spectrum, and subtract it."""
    notices: list[Notice] = []
    beta = beta_of(given, notices)
    high, medium, low = beta * given.H, beta * given.M, beta * given.L
    difference = None if given.l_c is None else given.l_c - given.l_a
    if difference is None:
        pnr = medium
        notices.append(("simplified", {}))
    else:
        pnr = hml_reduction(high, medium, low, difference)
        spectrum_notice(difference, notices)
    if over(given.M, given.H) or over(given.L, given.M):
        notices.append(("order_of_hml", {}))
    effective = given.l_a - pnr
    band, scale = rating(effective, given.l_act)
    return Found(
        {"pnr": pnr, "effective_level": effective, "reported": reported(effective),
         "rating": band.code, "c_minus_a": difference, "beta": beta,
         "H_used": high, "M_used": medium, "L_used": low, "simplified": difference is None},
        band, scale, notices=notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the attenuation, the level, and how it is rated."""
    values = found.values
    beta, pnr, difference = values["beta"], values["pnr"], values["c_minus_a"]
    high, medium, low = values["H_used"], values["M_used"], values["L_used"]
    yield explain_beta(given, beta)
    for key, reduced in (("H", high), ("M", medium), ("L", low)):
        yield Line(f"β·{key}", words("Attenuazione ridotta", "Reduced attenuation"),
                   f"{say(beta)} · {say(getattr(given, key))}", reduced, 2, "dB")  # fmt: skip
    label = words("Riduzione prevista del livello", "Predicted noise level reduction")
    if difference is None:
        yield Rule(NOTICES["simplified"])
        yield Line("PNR", label, "β·M", pnr, 2, "dB")
    else:
        yield Line("d", words("Differenza LC − LA", "Difference LC − LA"),
                   f"{say(given.l_c)} − {say(given.l_a)}", difference, 2, "dB")  # fmt: skip
        d, m, h, low_ = (say(one, 3) for one in (difference, medium, high, low))
        if difference <= HML_KNEE:
            how = f"d ≤ 2: {m} − ({h} − {m}) / 4 · ({d} − 2)"
        else:
            how = f"d > 2: {m} − ({m} − {low_}) / 8 · ({d} − 2)"
        yield Line("PNR", label, how, pnr, 2, "dB")
    yield Line("L'", words("Livello all'orecchio con il DPI", "Level at the ear, protected"),
               f"LA − PNR = {say(given.l_a)} − {say(pnr, 3)}", values["effective_level"], 2,
               "dB(A)", total=True)  # fmt: skip
    yield from explain_rating(say, values["effective_level"], given.l_act)


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the level without and with the protector, and the reduction over the spectrum."""
    values = found.values
    yield before_after(
        ((words("Senza DPI", "Unprotected"), given.l_a),
         (words("Con il DPI", "Protected"), values["effective_level"])), given.l_act)  # fmt: skip
    difference = values["c_minus_a"]
    if difference is None:
        return
    parts = values["H_used"], values["M_used"], values["L_used"]
    ends = min(HML_RANGE[0], difference), max(HML_RANGE[1], difference)
    line = tuple((x, hml_reduction(*parts, x)) for x in (ends[0], HML_KNEE, ends[1]))
    heights = [y for _, y in line]
    yield Curve(
        title=words("Riduzione prevista e contenuto di basse frequenze",
                    "Predicted reduction and low-frequency content"),
        x=Ruler(words("LC − LA", "LC − LA"), ends[0], ends[1], "dB"),
        y=Ruler(words("PNR", "PNR"), min(0.0, *heights), max(1.0, *heights) * 1.1, "dB"),
        line=line, at=(difference, values["pnr"]),
    )  # fmt: skip


METHOD = Method(
    id="hpd_hml", version=1, family="noise",
    name=words("DPI uditivi: metodo HML", "Hearing protectors: HML method"),
    about=words(
        "Stima il livello all'orecchio con il DPI dai livelli ponderati A e C e dalle attenuazioni "
        "H, M, L, ridotte per l'uso reale, e dice se il DPI è adeguato. Se le attenuazioni che "
        "hai sono già ridotte, scrivi β = 1.",
        "Estimates the level at the ear with the protector from the A- and C-weighted levels and "
        "attenuations H, M, L, reduced for real use, and says whether the protector is adequate. "
        "If your attenuations are already reduced, write β = 1.",
    ),
    edition="EN ISO 4869-2; EN 458; UNI 9432:2011",
    sources=SOURCES, inputs=INPUTS,
    usual=("l_c", "protector"),
    results=(*RESULTS, Shown("pnr", words("Riduzione prevista (PNR)",
                                          "Predicted reduction (PNR)"), "dB", 1)),
    calculate=calculate, explain=explain, picture=picture,
    scales=SCALES, notices=NOTICES, doubts=DOUBTS,
    examples=(
        Example({"l_a": 98, "l_c": 100, "H": 32, "M": 26, "L": 17, "beta": 1.0},
                {"pnr": 26.0, "effective_level": 72.0, "rating": "good"},
                "LC − LA = 2: PNR = M", name=words("Sul ginocchio", "At the knee")),
        Example({"l_a": 86.2, "l_c": 90.5, "H": 38, "M": 37, "L": 35, "protector": "foam_plugs"},
                {"effective_level": 68.0}, words("Documento italiano pubblico (β = 0,5)",
                                                 "Public Italian document (β = 0.5)"), 0.06,
                words("Inserti espandibili", "Foam plugs")),
        Example({"l_a": 83.6, "l_c": 89.3, "H": 13.85, "M": 12.7, "L": 9.8, "beta": 1.0},
                {"effective_level": 72.2}, words("Documento italiano pubblico",
                                                 "Public Italian document"), 0.06,
                words("Attenuazioni già ridotte", "Attenuations already reduced")),
    ),
)  # fmt: skip
