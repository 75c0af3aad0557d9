"""The daily level at the ear: protectors on in some periods, off in others; and the limit."""

from collections.abc import Iterator, Sequence
from typing import Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Rows, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Columns, Picture, Series, Share, Shares
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables import noise_law_81_2008 as law
from ytefas.methods.tables.noise_hpd import SOURCES as HPD_SOURCES
from ytefas.methods.tables.noise_iso_9612 import REFERENCE_H, level_of

SHORTEST_H: Final = 1e-9  # less is no time at all

INPUTS = (
    Text(key="name", label=words("Mansione o lavoratore", "Job or worker"), required=False),
    Rows(
        key="periods", label=words("Periodi della giornata", "Periods of the day"), least=1,
        most=60,
        help=words("Se in un periodo il DPI è indossato solo per una parte, dividilo in due.",
                   "If the protector is worn for a part of a period only, split it in two."),
        of=(
            Text(key="name", label=words("Periodo", "Period"), required=False),
            law.level("level", words("Livello equivalente senza DPI",
                                     "Equivalent level, unprotected"), "LAeq"),
            Number(key="duration_h", label=words("Durata", "Duration"), symbol="T", low=0, high=24,
                   unit="h", digits=2),
            Number(key="level_with_hpd", label=words("Livello all'orecchio con il DPI",
                                                     "Level at the ear with the protector"),
                   symbol="L'", low=0, high=law.HIGHEST, unit="dB(A)", digits=1, required=False,
                   help=words("Dai metodi SNR, HML o per bande d'ottava. Vuoto: DPI non indossato.",
                              "From the SNR, HML or octave-band methods. Empty: protector not "
                              "worn.")),
        ),
    ),
    law.PEAK, law.PEAK_WITH_HPD, law.U95_INPUT,
)  # fmt: skip


def doses_of(given: Given) -> tuple[list[float], list[float]]:
    """Give the dose of each period without protectors, and at the ear."""
    outside, inside = [], []
    for period in given.periods:
        energy = 10.0 ** (0.1 * period.level)
        worn = period.level_with_hpd
        outside.append(period.duration_h * energy)
        inside.append(period.duration_h * (energy if worn is None else 10.0 ** (0.1 * worn)))
    return outside, inside


def levels_of(given: Given, lex: float, lex_hpd: float) -> law.Levels:
    """Give what is compared: with the uncertainty, where that is wanted."""
    added = given.u95 or 0.0
    return law.Levels(lex + added, given.l_cpeak, lex_hpd + added, given.l_cpeak_with_hpd)


def name_of(period: Given, at: int) -> str:
    """Name a period, by its number if it has no name."""
    return period.name or f"{at + 1}"


def names_of(given: Given) -> Sequence[str]:
    """Name all periods."""
    return [name_of(period, at) for at, period in enumerate(given.periods)]


def calculate(given: Given) -> Found:
    """Add the doses up, without protectors and at the ear."""
    total_h = sum(period.duration_h for period in given.periods)
    if total_h <= SHORTEST_H or over(total_h, 24.0):
        raise Refused("periods", words(
            "La durata totale dei periodi è {total} h. Ammesso: oltre 0 fino a 24 h.",
            "The periods last {total} h in all. Allowed: above 0 up to 24 h."
        ).filled(total=total_h))  # fmt: skip
    outside, inside = doses_of(given)
    lex, lex_hpd = level_of(sum(outside) / REFERENCE_H), level_of(sum(inside) / REFERENCE_H)
    levels = levels_of(given, lex, lex_hpd)
    verdict = law.judged(levels)
    notices = verdict.notices
    if given.u95:
        notices.append(("compared_upper", {}))
    wrong = [name for name, period in zip(names_of(given), given.periods, strict=True)
             if period.level_with_hpd is not None and over(period.level_with_hpd, period.level)
             ]  # fmt: skip
    if wrong:
        notices.append(("period_above", {"periods": wrong}))
    worn = sum(p.duration_h for p in given.periods if p.level_with_hpd is not None)
    return Found(
        {"lex_8h": lex, "lex_8h_with_hpd": lex_hpd, "gain": lex - lex_hpd, "duration_h": total_h,
         "worn_share": worn / total_h, "dose_shares_with_hpd": [
             one / sum(inside) for one in inside],
         "lex_compared": levels.lex, "l_cpeak": given.l_cpeak, "band": verdict.band.code},
        verdict.band, law.LEX_SCALE, verdict.flags, notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the doses of every period, the two levels, and the duties."""
    outside, inside = doses_of(given)
    values = found.values
    yield Table(
        title=words("Dose di ogni periodo", "Dose of each period"),
        heads=(words("Periodo", "Period"), "T (h)", "LA", "T·10^(LA/10)",
               words("L' con DPI", "L' protected"), "T·10^(L'/10)"),
        digits=(None, 2, 1, 0, 1, 0),
        rows=[[name, one.duration_h, one.level, dose, one.level_with_hpd, at_ear]
              for name, one, dose, at_ear in zip(
                  names_of(given), given.periods, outside, inside, strict=True)],
    )  # fmt: skip
    lex, lex_hpd = values["lex_8h"], values["lex_8h_with_hpd"]
    yield Line("LEX,8h", words("Livello di esposizione senza DPI", "Exposure level, unprotected"),
               f"10·lg({say(sum(outside), 0)} / 8)", lex, 2, "dB(A)")  # fmt: skip
    yield Line("L'EX,8h", words("Livello di esposizione con i DPI; senza dove non sono indossati",
                                "Exposure level with protectors; without where they are off"),
               f"10·lg({say(sum(inside), 0)} / 8)", lex_hpd, 2, "dB(A)", total=True)  # fmt: skip
    if given.u95:
        yield from law.explain_added(say, lex, given.u95, lex_hpd)
    levels = levels_of(given, lex, lex_hpd)
    yield from law.explain_classes(say, law.judged(levels), levels)
    yield from law.rules(say, found.flags, levels)


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the levels without and with protectors, what remains at the ear, and the duties."""
    names = names_of(given)
    yield Columns(
        title=words("Livelli senza e con il DPI", "Levels without and with the protector"),
        places=tuple(names), unit="dB(A)", mark=law.LIMIT_LEX,
        series=(Series(words("Senza DPI", "Unprotected"),
                       tuple(period.level for period in given.periods)),
                Series(words("Con il DPI", "Protected"),
                       tuple(period.level_with_hpd for period in given.periods))),
    )  # fmt: skip
    yield Shares(
        title=words("Dose che arriva all'orecchio", "Dose that reaches the ear"), unit="dB(A)",
        parts=tuple(
            Share(name, share,
                  period.level if period.level_with_hpd is None else period.level_with_hpd)
            for name, share, period in zip(
                names, found.values["dose_shares_with_hpd"], given.periods, strict=True)),
    )  # fmt: skip
    yield from law.gauges(
        law.Levels(found.values["lex_8h"], given.l_cpeak, found.values["lex_8h_with_hpd"])
    )
    yield law.ticks(found.flags)


METHOD = Method(
    id="noise_with_hpd", version=1, family="noise",
    name=words("Rumore: giornata con DPI uditivi", "Noise: day with hearing protectors"),
    about=words(
        "Livello giornaliero con i DPI indossati solo in alcuni periodi, e verifica del valore "
        "limite (art. 193 c. 2). Pochi minuti senza DPI possono togliere quasi tutta la "
        "protezione. I valori di azione si confrontano con il livello senza DPI.",
        "Daily level with protectors worn in some periods only, and the check of the limit value "
        "(art. 193(2)). A few minutes without them may take away most of the protection. The "
        "action values are compared with the level without protectors.",
    ),
    edition="D.Lgs. 81/2008 artt. 189, 193; EN 458; UNI 9432:2011",
    sources=(*law.SOURCES, *HPD_SOURCES), inputs=INPUTS,
    results=(
        Shown("lex_8h_with_hpd", words("LEX,8h con i DPI", "LEX,8h with protectors"), "dB(A)", 1,
              main=True),
        Shown("lex_8h", words("LEX,8h senza DPI", "LEX,8h, unprotected"), "dB(A)", 1),
        Shown("gain", words("Protezione sulla giornata", "Protection over the day"), "dB", 1),
    ),
    calculate=calculate, explain=explain, picture=picture,
    scales=(law.LEX_SCALE, law.PEAK_SCALE), duties=law.DUTIES, doubts=law.DOUBTS,
    notices={**law.NOTICES, "period_above": words(
        "Livello con il DPI più alto di quello senza per: {periods}. Controlla i dati.",
        "Level with the protector above the one without for: {periods}. Check the data.")},
    examples=(
        Example({"periods": [{"level": 100.0, "duration_h": 8.0, "level_with_hpd": 70.0}]},
                {"lex_8h": 100.0, "lex_8h_with_hpd": 70.0, "limit_exceeded": False,
                 "hpd_worn": True, "band": "upper_action"}, words("DPI sempre indossato",
                                                                  "Protector always worn"),
                name=words("Sempre indossato", "Always worn")),
        Example({"periods": [{"level": 100.0, "duration_h": 7.5, "level_with_hpd": 70.0},
                             {"level": 100.0, "duration_h": 0.5}]},
                {"lex_8h": 100.0, "lex_8h_with_hpd": 88.0235, "limit_exceeded": True,
                 "band": "limit_exceeded"}, formula("10·lg((7,5·10^7 + 0,5·10^10)/8)"), 0.001,
                words("Mezz'ora senza", "Half an hour without")),
        Example({"periods": [{"level": 94.0, "duration_h": 4.0, "level_with_hpd": 74.0},
                             {"level": 72.0, "duration_h": 4.0}]},
                {"lex_8h": 91.0170, "lex_8h_with_hpd": 73.1143},
                words("Somma delle energie", "Sum of the energies"), 0.001,
                words("Solo dove serve", "Only where needed")),
    ),
)  # fmt: skip
