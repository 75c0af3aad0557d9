"""Noise, D.Lgs. 81/2008 art. 187-198: the values, the classes, and each duty with its operator."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Flag, Number
from ytefas.methods.kit.method import Duty, Source, gauge as gauge_of
from ytefas.methods.kit.numbers import at_least, over
from ytefas.methods.kit.pictures import Gauge, Tick, Ticks, Zone
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words

LOWER_LEX, UPPER_LEX, LIMIT_LEX = 80.0, 85.0, 87.0  # dB(A)
LOWER_PEAK, UPPER_PEAK, LIMIT_PEAK = 135.0, 137.0, 140.0  # dB(C): 112, 140, 200 Pa

LOWEST, HIGHEST = 30.0, 160.0  # levels that are measured at work

LAW: Final = "D.Lgs. 81/2008"
CLOSE: Final = 0.005  # dB from a value: nearer than two digits can show

_CONSEQUENCES: Final = (
    words(
        "Sotto i valori inferiori di azione: nessun obbligo specifico del capo sul rumore, ma il "
        "rischio va comunque eliminato o ridotto al minimo (art. 192 c. 1) e la valutazione "
        "ripetuta almeno ogni quattro anni (art. 181 c. 2).",
        "Below the lower action values: no specific duty of the chapter on noise, yet the risk is "
        "to be eliminated or kept to a minimum (art. 192(1)) and assessed again at least every "
        "four years (art. 181(2)).",
    ),
    words(
        "Informazione e formazione (art. 195); oltre il valore inferiore anche DPI uditivi a "
        "disposizione (art. 193 c. 1 a) e sorveglianza sanitaria su richiesta (art. 196 c. 2).",
        "Information and training (art. 195); above the lower value also hearing protectors "
        "available (art. 193(1)(a)) and health surveillance on request (art. 196(2)).",
    ),
    words(
        "DPI uditivi obbligatori (art. 193 c. 1 b); oltre il valore superiore anche programma di "
        "misure, segnaletica e delimitazione (art. 192 c. 2 e 3) e sorveglianza sanitaria "
        "(art. 196 c. 1).",
        "Hearing protectors are compulsory (art. 193(1)(b)); above the upper value also a "
        "programme of measures, signs and delimitation (art. 192(2) and (3)) and health "
        "surveillance (art. 196(1)).",
    ),
    words(
        "Valore limite superato: misure immediate per tornare sotto il limite, ricerca delle "
        "cause, modifica delle misure perché non si ripeta (art. 194). Il limite si giudica "
        "tenendo conto dei DPI indossati (art. 193 c. 2).",
        "Limit value exceeded: immediate measures to return below it, search for the causes, "
        "other measures so that it does not happen again (art. 194). The limit is judged with the "
        "protectors that are worn (art. 193(2)).",
    ),
)
_CLASSES: Final = (
    ("below_lower", 0,
     words("Sotto i valori inferiori di azione", "Below the lower action values")),
    ("lower_action", 2, words("Dal valore inferiore di azione", "From the lower action value")),
    ("upper_action", 3, words("Dal valore superiore di azione", "From the upper action value")),
    ("limit_exceeded", 4, words("Valore limite superato", "Limit value exceeded")),
)  # fmt: skip


def _scale(
    measure: str, label: Words, unit: str, edges: tuple[float, ...], drawn: tuple[float, float]
) -> Scale:
    # 80 and 85 already belong to the class above ("pari o al di sopra"), 87 not yet to it
    closed: tuple[Any, ...] = ("lower", "lower", "upper", None)
    return Scale(
        measure=measure, label=label, unit=unit, low=drawn[0], high=drawn[1], shown=1,
        closed="lower",
        bands=tuple(
            Band(code, level, word, edge, said, own)
            for (code, level, word), edge, said, own in zip(
                _CLASSES, (*edges, float("inf")), _CONSEQUENCES, closed, strict=True)
        ),
    )  # fmt: skip


LEX_SCALE: Final = _scale(
    "lex_compared",
    words("Livello senza DPI e valori dell'art. 189",
          "Level without protectors and values of art. 189"),
    "dB(A)", (LOWER_LEX, UPPER_LEX, LIMIT_LEX), (65.0, 100.0),
)  # fmt: skip
PEAK_SCALE: Final = _scale(
    "l_cpeak",
    words("Picco senza DPI e valori dell'art. 189",
          "Peak without protectors and values of art. 189"),
    "dB(C)", (LOWER_PEAK, UPPER_PEAK, LIMIT_PEAK), (120.0, 150.0),
)  # fmt: skip

DUTIES: Final = (
    Duty("info_training", words("Informazione e formazione dei lavoratori",
                                "Information and training of the workers"), f"{LAW} art. 195"),
    Duty("hpd_available", words("Mettere a disposizione i DPI uditivi",
                                "Make hearing protectors available"), f"{LAW} art. 193 c. 1 a"),
    Duty("surveillance_on_request", words(
        "Sorveglianza sanitaria su richiesta, se il medico competente ne conferma l'opportunità",
        "Health surveillance on request, if the competent doctor confirms that it is useful",
    ), f"{LAW} art. 196 c. 2"),
    Duty("hpd_worn", words("Esigere che i DPI uditivi siano indossati",
                           "See to it that hearing protectors are worn"), f"{LAW} art. 193 c. 1 b"),
    Duty("programme", words("Programma di misure tecniche e organizzative",
                            "Programme of technical and organisational measures"),
         f"{LAW} art. 192 c. 2"),
    Duty("signposting", words("Segnaletica, delimitazione e accesso limitato alle aree",
                              "Signs, delimitation and limited access to the areas"),
         f"{LAW} art. 192 c. 3"),
    Duty("surveillance", words("Sorveglianza sanitaria", "Health surveillance"),
         f"{LAW} art. 196 c. 1"),
    Duty("limit_exceeded", words("Valore limite superato: misure immediate, cause, nuove misure",
                                 "Limit value exceeded: immediate measures, causes, new measures"),
         f"{LAW} art. 194"),
)  # fmt: skip

# of each duty: its values, and whether to reach them is enough
_OPERATORS: Final = {
    "info_training": (LOWER_LEX, LOWER_PEAK, True),
    "hpd_available": (LOWER_LEX, LOWER_PEAK, False),
    "surveillance_on_request": (LOWER_LEX, LOWER_PEAK, False),
    "hpd_worn": (UPPER_LEX, UPPER_PEAK, True),
    "programme": (UPPER_LEX, UPPER_PEAK, False),
    "signposting": (UPPER_LEX, UPPER_PEAK, False),
    "surveillance": (UPPER_LEX, UPPER_PEAK, False),
    "limit_exceeded": (LIMIT_LEX, LIMIT_PEAK, False),
}

NOTICES: Final[Mapping[str, Words]] = {
    "limit_kept_by_hpd": words(
        "Senza DPI i valori limite sono superati: sono rispettati solo finché i DPI sono indossati "
        "come si è considerato (art. 193 c. 2). Le misure alla fonte hanno la precedenza.",
        "Without protectors the limit values are exceeded: they are kept only while the "
        "protectors are worn as considered (art. 193(2)). Measures at the source come first.",
    ),
    "peak_without_hpd": words(
        "Il picco con i DPI non è noto: per il limite di 140 dB(C) vale quello senza DPI.",
        "The peak with protectors is not known: for the limit of 140 dB(C) the one without counts.",
    ),
    "hpd_above": words(
        "Il valore con i DPI è più alto di quello senza: controlla i dati.",
        "The value with protectors is higher than the one without: check the data.",
    ),
    "compared_upper": words(
        "Con i valori dell'art. 189 si confronta LEX + U95, come hai scelto.",
        "LEX + U95 is compared with the values of art. 189, as you chose.",
    ),
}  # fmt: skip

SOURCES: Final = (
    Source("D.Lgs. 81/2008, art. 189, 192, 193, 195, 196", "verified", words(
        "Valori e operatori degli obblighi («superano», «pari o al di sopra», «uguali o "
        "superiori»).", "Values and operators of the duties (“exceed”, “equal or above”).")),
    Source(words("D.Lgs. 81/2008, art. 190 e 194", "D.Lgs. 81/2008, artt. 190 and 194"),
    "memory", words(
        "Formulazione dell'obbligo di misurare e delle misure se il limite è superato.",
        "Wording of the duty to measure and of the measures if the limit is exceeded.")),
    Source(words("Direttiva 2003/10/CE, art. 3", "Directive 2003/10/EC, art. 3"), "verified", words(
        "Valori e settimana nominale di cinque giorni di otto ore.",
        "Values and nominal week of five days of eight hours.")),
)  # fmt: skip
DOUBTS: Final = (
    words("Il testo degli art. 190 e 194 del D.Lgs. 81/2008 è riportato a memoria: controllalo.",
          "The wording of art. 190 and 194 of D.Lgs. 81/2008 is from memory: check it."),
)  # fmt: skip


def level(
    key: str, label: Words, symbol: str | None, *, unit: str = "dB(A)", **more: Any
) -> Number:
    """Ask for a level of sound."""
    return Number(key=key, label=label, symbol=symbol, low=LOWEST, high=HIGHEST, unit=unit,
                  digits=1, only="less", **more)  # fmt: skip


PEAK: Final = level(
    "l_cpeak", words("Livello di picco", "Peak level"), "LCpeak", unit="dB(C)", required=False,
    help=words("Il più alto dei picchi misurati, ponderati C; non si fa la media e non si riporta "
               "alle 8 ore (art. 188). Vuoto se non ci sono rumori impulsivi.",
               "The highest measured peak, C-weighted; it is neither averaged nor referred to 8 "
               "hours (art. 188). Empty if there is no impulsive noise."),
)  # fmt: skip
DAY_PEAK: Final = level(
    "l_cpeak", words("Picco della giornata", "Peak of the day"), "LCpeak", unit="dB(C)",
    required=False,
    help=words("Se il picco non è indicato compito per compito; vale il più alto di tutti.",
               "If peaks are not given task by task; the highest of all counts."),
)  # fmt: skip
LEX_WITH_HPD: Final = Number(
    key="lex_8h_with_hpd",
    label=words("Livello di esposizione con i DPI", "Exposure level with protectors"),
    symbol="L'EX,8h", low=0, high=HIGHEST, unit="dB(A)", digits=1, required=False,
    help=words("Conta solo per il valore limite (art. 193 c. 2). Vuoto: il limite si confronta con "
               "il livello senza DPI.",
               "Counts for the limit value only (art. 193(2)). Empty: the limit is compared with "
               "the level without protectors."),
)  # fmt: skip
PEAK_WITH_HPD: Final = Number(
    key="l_cpeak_with_hpd", label=words("Picco con i DPI", "Peak with protectors"),
    symbol="L'Cpeak", low=0, high=HIGHEST, unit="dB(C)", digits=1, required=False,
    help=words("Conta solo per il limite di 140 dB(C). Vuoto: vale il picco senza DPI.",
               "Counts for the limit of 140 dB(C) only. Empty: the peak without them counts."),
)  # fmt: skip
COMPARE_UPPER: Final = Flag(
    key="compare_upper", yardstick=True,
    label=words("Confronta LEX + U95", "Compare LEX + U95"), required=False,
    default=False,
    help=words("Per prudenza confronta con i valori di legge il livello aumentato dell'incertezza "
               "estesa (95 %, unilaterale). La legge confronta il livello; la scelta è di chi "
               "valuta e va scritta nel documento.",
               "For prudence compares the level plus its expanded uncertainty (95 %, one-sided) "
               "with the values of the law. The law compares the level; the choice is the "
               "assessor's and is to be written in the document."),
)  # fmt: skip


U95_INPUT: Final = Number(
    key="u95", yardstick=True,
    label=words("Incertezza estesa da aggiungere", "Expanded uncertainty to be added"),
    symbol="U95", low=0, high=30, unit="dB", digits=1, required=False,
    help=words("Vuoto: si confronta il livello, come dice la legge. Se per prudenza vuoi "
               "confrontare LEX + U95, scrivi l'incertezza della relazione di misura.",
               "Empty: the level is compared, as the law says. If for prudence you want to compare "
               "LEX + U95, write the uncertainty of the measurement report."),
)  # fmt: skip


NO_LEVEL: Final = 0.0  # where only a peak is known: below every value of the law


class Levels(NamedTuple):
    """What is compared with the values of the law."""

    lex: float
    peak: float | None = None
    lex_hpd: float | None = None
    peak_hpd: float | None = None


class Verdict(NamedTuple):
    """Classes and duties of an exposure."""

    band: Band
    lex_band: Band
    peak_band: Band | None
    flags: dict[str, bool]
    notices: list[tuple[str, Mapping[str, Any]]]


def classified(lex: float, peak: float | None) -> tuple[Band, Band, Band | None]:
    """Give the worse of the classes of level and peak, and each."""
    by_lex = LEX_SCALE.band(lex)
    if peak is None:
        return by_lex, by_lex, None
    by_peak = PEAK_SCALE.band(peak)
    return (by_peak if by_peak.level > by_lex.level else by_lex), by_lex, by_peak


def judged(levels: Levels) -> Verdict:
    """Apply every operator of the law; only the limit is judged with protectors worn."""
    lex, peak, lex_hpd, peak_hpd = levels
    flags = {
        key: at_least(lex, at_lex) or (peak is not None and at_least(peak, at_peak))
        if reached
        else over(lex, at_lex) or (peak is not None and over(peak, at_peak))
        for key, (at_lex, at_peak, reached) in _OPERATORS.items()
    }
    band, by_lex, by_peak = classified(lex, peak)
    notices: list[tuple[str, Mapping[str, Any]]] = []
    if lex_hpd is not None or peak_hpd is not None:
        worn_lex = lex if lex_hpd is None else lex_hpd
        worn_peak = peak if peak_hpd is None or peak is None else peak_hpd
        exceeded = over(worn_lex, LIMIT_LEX) or (
            worn_peak is not None and over(worn_peak, LIMIT_PEAK)
        )
        if flags["limit_exceeded"] and not exceeded:
            notices.append(("limit_kept_by_hpd", {}))
            band = LEX_SCALE.named("upper_action")
        elif exceeded:
            band = LEX_SCALE.named("limit_exceeded")
        flags["limit_exceeded"] = exceeded
        if peak is not None and peak_hpd is None and over(peak, LIMIT_PEAK):
            notices.append(("peak_without_hpd", {}))
        if over(worn_lex, lex) or (peak is not None and worn_peak is not None
                                   and over(worn_peak, peak)):  # fmt: skip
            notices.append(("hpd_above", {}))
    return Verdict(band, by_lex, by_peak, flags, notices)


def rules(say: Speech, flags: Mapping[str, bool], levels: Levels) -> Iterator[Step]:
    """Write down, for each duty, the comparison that decided."""
    worn = Levels(
        levels.lex if levels.lex_hpd is None else levels.lex_hpd,
        levels.peak if levels.peak_hpd is None else levels.peak_hpd,
    )
    for duty in DUTIES:
        at_lex, at_peak, reached = _OPERATORS[duty.key]
        lex, peak, *_ = worn if duty.key == "limit_exceeded" else levels
        parts = [_compared(say, lex, at_lex, reached=reached)] if lex > NO_LEVEL else []
        if peak is not None:
            parts.append(_compared(say, peak, at_peak, reached=reached))
        shown = "; ".join(parts)
        due = flags[duty.key]
        yield Rule(
            words(
                f"{duty.label.it}: {'sì' if due else 'no'} ({shown})",
                f"{duty.label.en}: {'yes' if due else 'no'} ({shown})",
            ),
            duty.law,
        )


def _compared(say: Speech, value: float, limit: float, *, reached: bool) -> str:
    if reached:
        sign = "≥" if at_least(value, limit) else "<"
    else:
        sign = ">" if over(value, limit) else "≤"
    digits = 2 if abs(value - limit) >= CLOSE or value == limit else 6
    return f"{say(value, digits)} {sign} {say(limit)}"


def level_of(given: Any) -> float:
    """Give the level that is compared, with its uncertainty where wanted; or say what lacks."""
    if given.lex_8h is None:
        if given.l_cpeak is None:
            raise Refused("lex_8h", words(
                "Serve il livello di esposizione (da 30 a 160 dB(A)) o il livello di picco (da 30 "
                "a 160 dB(C)).",
                "The exposure level (30 to 160 dB(A)) or the peak level (30 to 160 dB(C)) is "
                "needed."))  # fmt: skip
        return NO_LEVEL
    return float(given.lex_8h) + (given.u95 or 0.0)


PEAK_ONLY: Final[Mapping[str, Words]] = {
    "peak_only": words("Senza livello di esposizione: giudicato il solo picco.",
                       "Without an exposure level: only the peak is judged."),
}  # fmt: skip


def explain_added(say: Speech, lex: float, u95: float, lex_hpd: float | None) -> Iterator[Step]:
    """Show the uncertainty that was added before comparing."""
    yield Line("LEX + U95", words("Livello confrontato", "Level compared"),
               f"{say(lex, 2)} + {say(u95, 2)}", lex + u95, 2, "dB(A)")  # fmt: skip
    if lex_hpd is not None:
        yield Line("L'EX + U95", words("Livello con i DPI confrontato con il limite",
                                       "Level with protectors compared with the limit"),
                   f"{say(lex_hpd, 2)} + {say(u95, 2)}", lex_hpd + u95, 2, "dB(A)")  # fmt: skip


def explain_classes(say: Speech, verdict: Verdict, levels: Levels) -> Iterator[Step]:
    """Show the class of the level, that of the peak, and the worse of them."""
    if levels.lex > NO_LEVEL:
        yield Line("LEX", words("Classe del livello senza DPI", "Class of the level, unprotected"),
                   f"{say(levels.lex, 2)} dB(A): ≥ 80, ≥ 85, > 87",
                   verdict.lex_band.word)  # fmt: skip
    if levels.peak is not None and verdict.peak_band is not None:
        yield Line("LCpeak", words("Classe del picco senza DPI", "Class of the peak, unprotected"),
                   f"{say(levels.peak, 1)} dB(C): ≥ 135, ≥ 137, > 140",
                   verdict.peak_band.word)  # fmt: skip
    yield Line("", words("Classe: la peggiore; per il limite contano i DPI",
                         "Class: the worse; for the limit protectors count"), "art. 189",
               verdict.band.word)  # fmt: skip


def ticks(flags: Mapping[str, bool]) -> Ticks:
    """Draw the duties one by one."""
    return Ticks(
        title=words("Obblighi che scattano", "Duties that apply"),
        ticks=tuple(Tick(duty.label, flags[duty.key], duty.law) for duty in DUTIES),
    )


def gauges(levels: Levels) -> Iterator[Gauge]:
    """Draw the peak on its own scale, and the level at the ear beside the limit."""
    if levels.peak is not None:
        yield gauge_of(PEAK_SCALE, levels.peak)
    if levels.lex_hpd is not None:
        yield Gauge(
            title=words("Livello con i DPI e valore limite",
                        "Level with protectors and limit value"),
            value=levels.lex_hpd, unit="dB(A)", digits=1,
            zones=(
                Zone(min(60.0, levels.lex_hpd), LIMIT_LEX, 0,
                     words("Limite rispettato", "Limit kept")),
                Zone(LIMIT_LEX, max(100.0, levels.lex_hpd), 4,
                     words("Limite superato", "Limit exceeded")),
            ),
        )  # fmt: skip
