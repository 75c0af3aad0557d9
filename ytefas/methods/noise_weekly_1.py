"""The weekly exposure level to noise, from the levels of the days."""

from collections.abc import Iterator
from typing import Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Number, Numbers
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Columns, Picture, Series
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.noise_iso_9612 import level_of
from ytefas.methods.tables.noise_law_81_2008 import (
    DOUBTS,
    DUTIES,
    HIGHEST,
    LEX_SCALE,
    LEX_WITH_HPD,
    LIMIT_LEX,
    LOWEST,
    NOTICES,
    PEAK,
    PEAK_SCALE,
    PEAK_WITH_HPD,
    SOURCES,
    U95_INPUT,
    Levels,
    explain_added,
    explain_classes,
    gauges,
    judged,
    rules,
    ticks,
)

NOMINAL_DAYS: Final = 5
DAILY: Final = words("Livelli giornalieri", "Daily levels")

INPUTS = (
    Numbers(key="daily_lex", label=DAILY, symbol="LEX,8h,i", least=1, most=7,
            each=Number(key="lex", label=DAILY, low=0, high=HIGHEST, unit="dB(A)", digits=1),
            help=words("Un LEX,8h per ogni giorno lavorato della settimana, da 30 a 160 dB(A). Un "
                       "giorno senza esposizione si omette o si scrive 0. Se le settimane sono "
                       "diverse, la massima ricorrente (art. 189 c. 3).",
                       "One LEX,8h for every day worked in the week, from 30 to 160 dB(A). A day "
                       "without exposure is left out or written as 0. If weeks differ, the highest "
                       "that recurs (art. 189(3)).")),
    PEAK, LEX_WITH_HPD, PEAK_WITH_HPD, U95_INPUT,
)  # fmt: skip


def levels_of(given: Given, weekly: float) -> Levels:
    """Give what is compared: with the uncertainty, where that is wanted."""
    added = given.u95 or 0.0
    worn = given.lex_8h_with_hpd
    return Levels(weekly + added, given.l_cpeak, None if worn is None else worn + added,
                  given.l_cpeak_with_hpd)  # fmt: skip


def calculate(given: Given) -> Found:
    """Add the energies of the days and divide them by five, however many days there are."""
    for at, day in enumerate(given.daily_lex):
        if 0 < day < LOWEST:
            raise Refused(f"daily_lex[{at}]", words(
                "Livello giornaliero: {day} dB(A) non è ammesso. Ammesso: 0 (nessuna esposizione) "
                "o da 30 a 160.",
                "Daily level: {day} dB(A) is not allowed. Allowed: 0 (no exposure) or from 30 to "
                "160.").filled(day=day))  # fmt: skip
    energies = [10.0 ** (0.1 * day) for day in given.daily_lex]
    weekly = level_of(sum(energies) / NOMINAL_DAYS)
    levels = levels_of(given, weekly)
    verdict = judged(levels)
    notices = verdict.notices
    if given.u95:
        notices.append(("compared_upper", {}))
    if len(given.daily_lex) != NOMINAL_DAYS:
        notices.append(("divided_by_five", {"days": len(given.daily_lex)}))
    highest = max(given.daily_lex)
    if over(highest, LIMIT_LEX) and not over(weekly, LIMIT_LEX):
        notices.append(("day_over_limit", {"highest": highest}))
    return Found(
        {"lex_w": weekly, "days": len(given.daily_lex), "highest_day": highest,
         "lex_compared": levels.lex, "band": verdict.band.code, "l_cpeak": given.l_cpeak},
        verdict.band, LEX_SCALE, verdict.flags, notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the energy of each day, their fifth, and what follows."""
    energies = [10.0 ** (0.1 * day) for day in given.daily_lex]
    yield Table(
        title=words("Energia di ogni giorno", "Energy of each day"),
        heads=(words("Giorno", "Day"), "LEX,8h", "10^(LEX/10)"), digits=(0, 1, 0),
        rows=[[at, *row]
              for at, row in enumerate(zip(given.daily_lex, energies, strict=True), start=1)],
    )  # fmt: skip
    weekly = found.values["lex_w"]
    yield Line("LEX,w", words("Livello settimanale di esposizione", "Weekly exposure level"),
               f"10·lg({say(sum(energies), 0)} / 5)", weekly, 2, "dB(A)", total=True)  # fmt: skip
    yield Rule(words(
        "La settimana nominale ha cinque giornate di otto ore: si divide sempre per 5.",
        "The nominal week has five days of eight hours: the sum is always divided by 5."),
        "Dir. 2003/10/CE art. 2; D.Lgs. 81/2008 art. 188")  # fmt: skip
    if given.u95:
        yield from explain_added(say, weekly, given.u95, given.lex_8h_with_hpd)
    levels = levels_of(given, weekly)
    yield from explain_classes(say, judged(levels), levels)
    yield from rules(say, found.flags, levels)


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the days, and the duties."""
    yield Columns(
        title=DAILY, unit="dB(A)", mark=found.values["lex_w"],
        places=tuple(words(f"Giorno {at}", f"Day {at}")
                     for at in range(1, len(given.daily_lex) + 1)),
        series=(Series(words("LEX,8h", "LEX,8h"), tuple(given.daily_lex)),),
    )  # fmt: skip
    yield from gauges(Levels(0.0, given.l_cpeak, given.lex_8h_with_hpd))
    yield ticks(found.flags)


METHOD = Method(
    id="noise_weekly", version=1, family="noise",
    name=words("Rumore: livello settimanale", "Noise: weekly level"),
    about=words(
        "Livello settimanale di esposizione, quando l'esposizione varia molto da un giorno "
        "all'altro. Può sostituire quello giornaliero se non supera 87 dB(A) e se sono adottate "
        "misure adeguate a ridurre al minimo i rischi (art. 189 c. 2). I picchi non si mediano.",
        "Weekly exposure level, when exposure varies much from day to day. It may replace the "
        "daily one if it does not exceed 87 dB(A) and if adequate measures keep the risks to a "
        "minimum (art. 189(2)). Peaks are not averaged.",
    ),
    edition=words("D.Lgs. 81/2008 artt. 188–189; Dir. 2003/10/CE artt. 2–3",
                  "D.Lgs. 81/2008 artt. 188–189; Dir. 2003/10/EC artt. 2–3"),
    sources=SOURCES, inputs=INPUTS,
    usual=("l_cpeak",),
    results=(Shown("lex_w", words("Livello settimanale LEX,w", "Weekly level LEX,w"), "dB(A)", 1,
                   main=True),
             Shown("highest_day", words("Giorno più esposto", "Most exposed day"), "dB(A)", 1)),
    calculate=calculate, explain=explain, picture=picture, scales=(LEX_SCALE, PEAK_SCALE),
    duties=DUTIES, doubts=DOUBTS,
    notices={**NOTICES,
             "divided_by_five": words(
                 "Giorni indicati: {days}. La somma è divisa comunque per 5 (settimana nominale).",
                 "Days given: {days}. The sum is divided by 5 all the same (nominal week)."),
             "day_over_limit": words(
                 "Il giorno più esposto ({highest} dB(A)) supera 87 dB(A), il livello settimanale "
                 "no: si può usare solo se l'esposizione varia molto tra i giorni e le misure sono "
                 "adeguate (art. 189 c. 2).",
                 "The most exposed day ({highest} dB(A)) is above 87 dB(A), the weekly level is "
                 "not: it may be used only if exposure varies much between days and measures are "
                 "adequate (art. 189(2)).")},
    examples=(
        Example({"daily_lex": [90, 80, 80, 80, 80]}, {"lex_w": 84.4716},
                "Dir. 2003/10/CE art. 3", 0.001, words("Un giorno rumoroso", "One noisy day")),
        Example({"daily_lex": [83, 91, 79, 86, 82, 84]}, {"lex_w": 86.713},
                "Dir. 2003/10/CE art. 3", 0.001, words("Sei giorni", "Six days")),
        Example({"daily_lex": [85, 85, 85, 85, 85]}, {"lex_w": 85.0, "band": "upper_action"},
                words("Giorni uguali", "Equal days"), 1e-9, words("Giorni uguali", "Equal days")),
    ),
)  # fmt: skip
