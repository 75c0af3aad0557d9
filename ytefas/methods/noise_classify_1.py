"""The class of a noise exposure: level and peak against the values of the law."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Picture
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.noise_law_81_2008 import (
    LEX_SCALE,
    NOTICES,
    PEAK,
    PEAK_ONLY,
    PEAK_SCALE,
    SOURCES,
    U95_INPUT,
    Levels,
    classified,
    explain_added,
    gauges,
    level,
    level_of,
)

INPUTS = (
    level("lex_8h", words("Livello di esposizione", "Exposure level"), "LEX,8h", required=False,
          help=words("Giornaliero, o settimanale dove l'art. 189 c. 2 lo ammette.",
                     "Daily, or weekly where art. 189(2) admits it.")),
    PEAK, U95_INPUT,
)  # fmt: skip


def calculate(given: Given) -> Found:
    """Take the worse of the two classes."""
    lex = level_of(given)
    band, by_lex, by_peak = classified(lex, given.l_cpeak)
    return Found(
        {"band": band.code, "lex_compared": lex or None, "l_cpeak": given.l_cpeak,
         "lex_band": by_lex.code, "peak_band": by_peak.code if by_peak else None},
        band, LEX_SCALE, notices=[("compared_upper", {})] * bool(given.u95)
        + [("peak_only", {})] * (given.lex_8h is None),
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show each comparison and the worse class."""
    band, by_lex, by_peak = classified(level_of(given), given.l_cpeak)
    if given.lex_8h is not None:
        if given.u95:
            yield from explain_added(say, given.lex_8h, given.u95, None)
        yield Line("LEX", words("Livello confrontato", "Level compared"), "≥ 80, ≥ 85, > 87 dB(A)",
                   found.values["lex_compared"], 2, "dB(A)")  # fmt: skip
        yield Line("LEX", words("Classe del livello", "Class of the level"), "art. 189",
                   by_lex.word)  # fmt: skip
    if by_peak is not None:
        yield Line("LCpeak", words("Classe del picco", "Class of the peak"),
                   f"{say(given.l_cpeak)} dB(C): ≥ 135, ≥ 137, > 140", by_peak.word)  # fmt: skip
    yield Line("", words("Classe: la peggiore", "Class: the worse"), "art. 189", band.word,
               total=True)  # fmt: skip


def picture(given: Given, _found: Found) -> Iterator[Picture]:
    """Draw the peak on its own scale."""
    yield from gauges(Levels(given.lex_8h, given.l_cpeak))


METHOD = Method(
    id="noise_classify", version=1, family="noise", part=True,
    name=words("Rumore: classe di esposizione", "Noise: class of exposure"),
    about=words(
        "Mette un livello di esposizione e un picco nelle classi dell'art. 189. La classe è una "
        "lettura prudente (80, 85 e i loro picchi già comportano la classe superiore); gli "
        "obblighi li dà «Rumore: obblighi di legge».",
        "Puts an exposure level and a peak into the classes of art. 189. The class is a prudent "
        "reading (80, 85 and their peaks already mean the higher class); the duties are given by "
        "“Noise: legal duties”.",
    ),
    edition=words("D.Lgs. 81/2008 art. 189; Dir. 2003/10/CE art. 3",
                  "D.Lgs. 81/2008 art. 189; Dir. 2003/10/EC art. 3"),
    sources=(SOURCES[0], SOURCES[2]), inputs=INPUTS,
    usual=("lex_8h", "l_cpeak"),
    results=(Shown("lex_compared", words("Livello confrontato", "Level compared"), "dB(A)", 1,
                   main=True),),
    calculate=calculate, explain=explain, picture=picture, scales=(LEX_SCALE, PEAK_SCALE),
    notices={"compared_upper": NOTICES["compared_upper"], **PEAK_ONLY},
    examples=(
        Example({"lex_8h": 80.0, "l_cpeak": 134.9}, {"band": "lower_action"},
                "D.Lgs. 81/2008 art. 189",
                name=words("Sul valore inferiore", "On the lower value")),
        Example({"lex_8h": 87.0}, {"band": "upper_action"}, "D.Lgs. 81/2008 art. 189",
                name=words("Sul valore limite", "On the limit value")),
        Example({"lex_8h": 78.0, "l_cpeak": 137.0}, {"band": "upper_action"},
                "D.Lgs. 81/2008 art. 189", name=words("Decide il picco", "The peak decides")),
    ),
)  # fmt: skip
