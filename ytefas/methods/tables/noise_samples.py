"""What job-based and full-day measurements of noise have in common (ISO 9612, annexes E, F)."""

from collections.abc import Iterator
from math import log10, sqrt
from typing import Any, Final

from ytefas.methods.kit.inputs import Given, Number, Numbers
from ytefas.methods.kit.method import Found, Shown
from ytefas.methods.kit.pictures import Columns, Picture, Series
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.noise_iso_9612 import (
    COVERAGE,
    REFERENCE_H,
    Notice,
    c1u1_notices,
    deviation,
    energy,
    explain_c1u1,
    instrument_uncertainty,
    level_of,
    read_c1u1,
)
from ytefas.methods.tables.noise_law_81_2008 import (
    LEX_SCALE,
    Levels,
    explain_added,
    explain_classes,
    gauges,
    judged,
    level,
    rules,
    ticks,
)

LEAST: Final = 3  # table C.4 begins there

EFFECTIVE_H: Final = Number(
    key="effective_duration_h", label=words("Durata effettiva della giornata",
                                            "Effective duration of the day"),
    symbol="Te", low=0, high=24, above=True, unit="h", digits=2,
    help=words("Ore di lavoro della giornata nominale, pause silenziose escluse o comprese come "
               "nelle misure.",
               "Hours of work in the nominal day, quiet breaks left out or in as they are in the "
               "measurements."),
)  # fmt: skip

RESULTS: Final = (
    Shown("lex_8h", words("Livello giornaliero di esposizione LEX,8h",
                          "Daily exposure level LEX,8h"), "dB(A)", 1, main=True),
    Shown("U95", words("Incertezza estesa U95", "Expanded uncertainty U95"), "dB", 1),
    Shown("upper", words("LEX,8h + U95", "LEX,8h + U95"), "dB(A)", 1),
    Shown("lp_aeqte", words("Livello equivalente nella giornata",
                            "Equivalent level over the day"), "dB(A)", 1),
    Shown("u1", words("Scarto tipo dei campioni u1", "Standard deviation of the samples u1"),
          "dB", 2),
    Shown("c1u1", words("Contributo del campionamento c1·u1",
                        "Contribution of sampling c1·u1"), "dB", 2),
)  # fmt: skip


def samples_input(label: Words, text: Words) -> Numbers:
    """Ask for the measured levels."""
    return Numbers(key="samples", yardstick=True,
                   label=label, symbol="LpAeqT,n", least=LEAST, most=60, help=text,
                   each=level("level", label, None))  # fmt: skip


def levels_of(given: Given, lex: float, u95: float) -> Levels:
    """Give what is compared with the values of the law."""
    added = u95 if given.compare_upper else 0.0
    worn = given.lex_8h_with_hpd
    return Levels(lex + added, given.l_cpeak, None if worn is None else worn + added,
                  given.l_cpeak_with_hpd)  # fmt: skip


def found_of(given: Given, notices: list[Notice], more: dict[str, Any]) -> Found:
    """Compute level, uncertainty, class and duties."""
    samples = given.samples
    count = len(samples)
    mean = level_of(energy(samples))
    lex = mean + 10.0 * (log10(given.effective_duration_h) - log10(REFERENCE_H))
    u1 = deviation(samples)
    c1u1 = read_c1u1(count, u1).value
    u2 = instrument_uncertainty(given)
    u = sqrt(c1u1 * c1u1 + u2 * u2 + given.u3 * given.u3)
    u95 = COVERAGE * u
    levels = levels_of(given, lex, u95)
    verdict = judged(levels)
    told = [*notices, *c1u1_notices(count, u1, c1u1), *verdict.notices]
    if given.compare_upper:
        told.append(("compared_upper", {}))
    return Found(
        {"lp_aeqte": mean, "lex_8h": lex, "u1": u1, "c1u1": c1u1, "u2": u2, "u3": given.u3,
         "u": u, "U95": u95, "upper": lex + u95, "samples_count": count,
         "spread": max(samples) - min(samples), "lex_compared": levels.lex,
         "l_cpeak": given.l_cpeak, "band": verdict.band.code, **more},
        verdict.band, LEX_SCALE, verdict.flags, told,
    )  # fmt: skip


def explain_of(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show level, uncertainty, class and duties."""
    values = found.values
    samples = given.samples
    mean, lex, u1, c1u1 = (values[key] for key in ("lp_aeqte", "lex_8h", "u1", "c1u1"))
    average = sum(samples) / len(samples)
    yield Table(
        title=words("Campioni", "Samples"),
        heads=("n", "LpAeqT,n", "10^(L/10)", words("(L − media)²", "(L − mean)²")),
        digits=(0, 1, 0, 4),
        rows=[[at, one, 10.0 ** (0.1 * one), (one - average) ** 2]
              for at, one in enumerate(samples, start=1)],
    )  # fmt: skip
    yield Line("LpAeqTe", words("Livello equivalente: media delle energie",
                                "Equivalent level: mean of the energies"),
               f"10·lg({say(energy(samples), 0)})", mean, 2, "dB(A)")  # fmt: skip
    yield Line("LEX,8h", words("Livello giornaliero di esposizione", "Daily exposure level"),
               f"{say(mean, 3)} + 10·lg({say(given.effective_duration_h)} / 8)", lex, 2, "dB(A)",
               total=True)  # fmt: skip
    total = sum((one - average) ** 2 for one in samples)
    yield Line("u1", words("Scarto tipo dei campioni (media aritmetica)",
                           "Standard deviation of the samples (arithmetic mean)"),
               f"√({say(total, 4)} / ({len(samples)} − 1))", u1, 4, "dB")  # fmt: skip
    yield from explain_c1u1(say, len(samples), u1)
    yield Line("u", words("Incertezza tipo combinata", "Combined standard uncertainty"),
               f"√({say(c1u1, 4)}² + {say(values['u2'])}² + {say(values['u3'])}²)",
               values["u"], 4, "dB")  # fmt: skip
    yield Line("U95", words("Incertezza estesa, 95 % unilaterale",
                            "Expanded uncertainty, 95 % one-sided"),
               f"{say(COVERAGE)} · {say(values['u'], 4)}", values["U95"], 2, "dB",
               total=True)  # fmt: skip
    yield Line("LEX + U95", words("Limite superiore", "Upper limit"),
               f"{say(lex, 2)} + {say(values['U95'], 2)}", values["upper"], 2, "dB(A)")  # fmt: skip
    levels = levels_of(given, lex, values["U95"])
    if given.compare_upper and given.lex_8h_with_hpd is not None:
        yield from explain_added(say, lex, values["U95"], given.lex_8h_with_hpd)
    yield from explain_classes(say, judged(levels), levels)
    yield from rules(say, found.flags, levels)


def picture_of(given: Given, found: Found, name: Words) -> Iterator[Picture]:
    """Draw the samples around their level, the peak, and the duties."""
    yield Columns(
        title=name, unit="dB(A)", mark=found.values["lp_aeqte"],
        places=tuple(str(at) for at in range(1, len(given.samples) + 1)),
        series=(Series(name, tuple(given.samples)),),
    )  # fmt: skip
    yield from gauges(Levels(found.values["lex_8h"], given.l_cpeak, given.lex_8h_with_hpd))
    yield ticks(found.flags)
