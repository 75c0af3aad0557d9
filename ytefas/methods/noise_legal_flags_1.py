"""What the law asks for at a noise exposure: each duty with its own operator."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Picture
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.noise_law_81_2008 import (
    DOUBTS,
    DUTIES,
    LEX_SCALE,
    LEX_WITH_HPD,
    NOTICES,
    PEAK,
    PEAK_ONLY,
    PEAK_SCALE,
    PEAK_WITH_HPD,
    SOURCES,
    U95_INPUT,
    Levels,
    explain_added,
    explain_classes,
    gauges,
    judged,
    level,
    level_of,
    rules,
    ticks,
)

INPUTS = (
    level("lex_8h", words("Livello di esposizione", "Exposure level"), "LEX,8h", required=False,
          help=words("Giornaliero, o settimanale dove l'art. 189 c. 2 lo ammette (esposizione che "
                     "varia molto da un giorno all'altro, settimanale non oltre 87 dB(A), misure "
                     "adeguate); con settimane diverse, la massima ricorrente (c. 3).",
                     "Daily, or weekly where art. 189(2) admits it (exposure that varies much from "
                     "day to day, weekly level not above 87 dB(A), adequate measures); with "
                     "different weeks, the highest that recurs (3).")),
    PEAK, LEX_WITH_HPD, PEAK_WITH_HPD, U95_INPUT,
)  # fmt: skip


def levels_of(given: Given) -> Levels:
    """Give what is compared: with the uncertainty, where that is wanted."""
    added = given.u95 or 0.0
    worn = given.lex_8h_with_hpd
    return Levels(level_of(given), given.l_cpeak, None if worn is None else worn + added,
                  given.l_cpeak_with_hpd)  # fmt: skip


def calculate(given: Given) -> Found:
    """Apply every operator."""
    levels = levels_of(given)
    verdict = judged(levels)
    if given.u95:
        verdict.notices.append(("compared_upper", {}))
    if given.lex_8h is None:
        verdict.notices.append(("peak_only", {}))
    return Found(
        {"band": verdict.band.code, "lex_compared": levels.lex or None, "l_cpeak": levels.peak,
         "lex_hpd_compared": levels.lex_hpd, "lex_band": verdict.lex_band.code,
         "peak_band": verdict.peak_band.code if verdict.peak_band else None},
        verdict.band, LEX_SCALE, verdict.flags, verdict.notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the comparison behind each duty."""
    levels = levels_of(given)
    if given.lex_8h is not None:
        if given.u95:
            yield from explain_added(say, given.lex_8h, given.u95, given.lex_8h_with_hpd)
        yield Line("LEX", words("Livello confrontato", "Level compared"), say(levels.lex),
                   levels.lex, 2, "dB(A)", total=True)  # fmt: skip
    yield from explain_classes(say, judged(levels), levels)
    yield from rules(say, found.flags, levels)


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the peak on its scale, and the duties."""
    yield from gauges(Levels(0.0, given.l_cpeak, given.lex_8h_with_hpd))
    yield ticks(found.flags)


METHOD = Method(
    id="noise_legal_flags", version=1, family="noise",
    name=words("Rumore: obblighi di legge", "Noise: legal duties"),
    about=words(
        "Da un livello di esposizione e un picco già determinati (per esempio nella relazione "
        "fonometrica) dà la classe e gli obblighi del Titolo VIII Capo II, ciascuno con il suo "
        "operatore: la legge dice a volte «superano», a volte «pari o al di sopra». Il valore "
        "limite, e solo quello, si giudica con i DPI indossati.",
        "From an exposure level and a peak that are known (for instance from a measurement report) "
        "gives the class and the duties of Title VIII Chapter II, each with its own operator: the "
        "law sometimes says “exceed”, sometimes “equal or above”. The limit value, and it alone, "
        "is judged with the protectors that are worn.",
    ),
    edition="D.Lgs. 81/2008 artt. 187–198",
    sources=SOURCES, inputs=INPUTS,
    usual=("lex_8h", "l_cpeak"),
    results=(Shown("lex_compared", words("Livello confrontato", "Level compared"), "dB(A)", 1,
                   main=True),
             Shown("lex_hpd_compared", words("Livello con i DPI", "Level with protectors"),
                   "dB(A)", 1)),
    calculate=calculate, explain=explain, picture=picture, scales=(LEX_SCALE, PEAK_SCALE),
    duties=DUTIES, notices={**NOTICES, **PEAK_ONLY}, doubts=DOUBTS,
    examples=(
        Example({"lex_8h": 80.0}, {"info_training": True, "hpd_available": False},
                "D.Lgs. 81/2008 art. 193, 195",
                name=words("Sul valore inferiore", "On the lower value")),
        Example({"lex_8h": 85.0}, {"hpd_worn": True, "programme": False, "surveillance": False},
                "D.Lgs. 81/2008 art. 192, 193, 196",
                name=words("Sul valore superiore", "On the upper value")),
        Example({"lex_8h": 92.0, "lex_8h_with_hpd": 78.0},
                {"surveillance": True, "limit_exceeded": False, "band": "upper_action"},
                "D.Lgs. 81/2008 art. 193 c. 2",
                name=words("Limite rispettato con i DPI", "Limit kept with protectors")),
    ),
)  # fmt: skip
