"""Hearing protectors: EN ISO 4869-2, EN 458, and what UNI 9432:2011 makes of them at work."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Choice, Given, Number, Option
from ytefas.methods.kit.method import Shown, Source
from ytefas.methods.kit.numbers import half_up, over
from ytefas.methods.kit.pictures import Columns, Series
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words

Notice = tuple[str, Mapping[str, Any]]

# UNI 9432:2011, table C.4; banded plugs as practice has them
BETA: Final[Mapping[str, float]] = {
    "earmuffs": 0.75,
    "foam_plugs": 0.5,
    "premoulded_plugs": 0.3,
    "banded_plugs": 0.5,
}
NOMINAL: Final = 1.0
HML_KNEE: Final = 2.0  # dB of LC − LA
HML_RANGE: Final = (-2.0, 10.0)  # of LC − LA, over which H, M and L were determined
L_ACT: Final = 80.0  # dB(A), in Italy
L_ACT_MAKERS: Final = 85.0  # in the tables of some manufacturers

PROTECTOR: Final = Choice(
    key="protector", label=words("Tipo di DPI", "Type of protector"), required=False,
    section=words("Attenuazione reale", "Attenuation at work"),
    options=(
        Option("earmuffs", words("Cuffie (β = 0,75)", "Earmuffs (β = 0.75)")),
        Option("foam_plugs", words("Inserti espandibili (β = 0,5)", "Foam plugs (β = 0.5)")),
        Option("premoulded_plugs", words("Inserti preformati (β = 0,3)",
                                         "Pre-moulded plugs (β = 0.3)")),
        Option("banded_plugs", words("Inserti ad archetto (β = 0,5, prassi)",
                                     "Banded plugs (β = 0.5, practice)")),
    ),
    help=words("Sul lavoro i DPI attenuano meno che in laboratorio: il tipo dà il fattore β di UNI "
               "9432, prospetto C.4.",
               "At work protectors attenuate less than in the laboratory: the type gives the "
               "factor β of UNI 9432, table C.4."),
)  # fmt: skip
BETA_INPUT: Final = Number(
    key="beta", yardstick=True, label=words("Fattore di riduzione", "Reduction factor"), symbol="β",
    low=0, high=1, above=True, digits=2, step=0.05, required=False,
    help=words("Vuoto: quello del tipo di DPI, o 1 (attenuazione nominale) se il tipo non è "
               "scelto. Un valore più alto di quello del tipo chiede addestramento documentato e "
               "controllo dell'uso.",
               "Empty: that of the type of protector, or 1 (nominal attenuation) if no type is "
               "chosen. A value above that of the type asks for documented fit training and "
               "supervision."),
)  # fmt: skip
L_ACT_INPUT: Final = Choice(
    key="l_act", yardstick=True,
    label=words("Livello di azione per il giudizio", "Action level for the rating"),
    symbol="L_act", required=False, default=L_ACT,
    options=(
        Option(L_ACT, words("80 dB(A): Italia, UNI 9432", "80 dB(A): Italy, UNI 9432")),
        Option(L_ACT_MAKERS, words("85 dB(A): tabelle EN 458 di alcuni fabbricanti",
                                   "85 dB(A): EN 458 tables of some manufacturers")),
    ),
    help=words("Il livello con il DPI si giudica rispetto a questo (UNI 9432:2011, prospetto C.5).",
               "The level with the protector is rated against this (UNI 9432:2011, table C.5)."),
)  # fmt: skip


def attenuation(key: str, label: Words, **more: Any) -> Number:
    """Ask for an attenuation that the manufacturer declares."""
    return Number(key=key, label=label, symbol=key.upper(), low=0, high=60, unit="dB", digits=1,
                  **more)  # fmt: skip


H: Final = attenuation("H", words("Attenuazione alle frequenze alte", "High-frequency attenuation"))
M: Final = attenuation("M", words("Attenuazione alle medie frequenze",
                                  "Medium-frequency attenuation"))  # fmt: skip
L: Final = attenuation("L", words("Attenuazione alle frequenze basse", "Low-frequency attenuation"))

NOTICES: Final[Mapping[str, Words]] = {
    "nominal_attenuation": words(
        "Attenuazione nominale (β = 1): sul lavoro è di solito molto minore. Scegli il tipo di DPI "
        "per ridurla come chiede UNI 9432.",
        "Nominal attenuation (β = 1): at work it is usually much less. Choose the type of "
        "protector to reduce it as UNI 9432 asks.",
    ),
    "beta_above_type": words(
        "β = {beta} è più alto di {usual}, quello del tipo di DPI: è ammesso solo con "
        "addestramento documentato e controllo dell'uso.",
        "β = {beta} is above {usual}, that of the type of protector: allowed only with documented "
        "fit training and supervision.",
    ),
    "simplified": words(
        "Manca il livello ponderato C: si è sottratta l'attenuazione M dal livello ponderato A "
        "(stima semplificata, prassi).",
        "The C-weighted level is missing: attenuation M was subtracted from the A-weighted level "
        "(a simplified estimate, practice).",
    ),
    "spectrum_out_of_range": words(
        "LC − LA = {difference} dB è fuori da −2…10 dB, per cui H, M e L sono determinati: usa le "
        "bande d'ottava.",
        "LC − LA = {difference} dB is outside −2…10 dB, for which H, M and L are determined: use "
        "octave bands.",
    ),
    "order_of_hml": words(
        "Di solito H ≥ M ≥ L: controlla i dati del fabbricante.",
        "Usually H ≥ M ≥ L: check the manufacturer's data.",
    ),
}

SOURCES: Final = (
    Source(words("EN ISO 4869-2, esempi negli allegati",
                 "EN ISO 4869-2, examples in the annexes"), "verified", words(
        "Metodi SNR, HML e per bande d'ottava; risultati arrotondati all'intero.",
        "SNR, HML and octave-band methods; results rounded to whole numbers.")),
    Source(words("phonometry, software pubblico (ISO 4869-2:2018)",
                 "phonometry, public software (ISO 4869-2:2018)"), "verified", words(
        "Conferma indipendente di formule, α per quota di utenti e intervallo −2…10 dB di HML.",
        "Independent confirmation of formulas, α by share of users, and HML's range −2…10 dB.")),
    Source(words("UNI 9432:2011, prospetti C.4 e C.5", "UNI 9432:2011, tables C.4 and C.5"),
    "verified", words(
        "Fattori β per tipo di DPI; fasce del livello con il DPI.",
        "Factors β by type of protector; bands of the level with the protector.")),
    Source(words("β degli inserti ad archetto; stima con la sola M",
                 "β of banded plugs; estimate from M alone"), "practice", words(
        "Uso nei documenti italiani, nessuna norma.", "Use in Italian documents, no norm.")),
)  # fmt: skip
DOUBTS: Final = (
    words("A 70,0 dB(A) (L_act − 10) le fonti divergono tra buona e accettabile: qui è buona, e "
          "nessun obbligo cambia.",
          "At 70.0 dB(A) (L_act − 10) the sources differ between good and acceptable: here it is "
          "good, and no duty changes."),
    words("EN 458 ha un'edizione 2025, la cui tabella non è stata consultata.",
          "EN 458 has a 2025 edition, the table of which was not consulted."),
)  # fmt: skip

RESULTS: Final = (
    Shown("effective_level", words("Livello all'orecchio con il DPI",
                                   "Level at the ear, protected"), "dB(A)", 1, main=True),
    Shown("reported", words("Arrotondato all'intero, come lo dà la norma",
                            "Rounded to a whole number, as the norm reports it"), "dB(A)", 0),
)  # fmt: skip


@lru_cache(maxsize=4)
def rating_scale(l_act: float) -> Scale:
    """Make the bands of UNI 9432, table C.5, for an action level; on the level rounded to 0.1."""
    law = "D.Lgs. 81/2008 art. 193"
    return Scale(
        measure="effective_level",
        label=words("Livello all'orecchio con il DPI", "Level at the ear, protected"),
        unit="dB(A)", low=min(55.0, l_act - 20), high=l_act + 10, digits=1, shown=1, closed="lower",
        window=True,
        bands=(
            Band("over_protection", 2, words("Protezione eccessiva", "Over-protection"),
                 l_act - 15, words(
                     "Rischio di isolamento e di non sentire segnali e voci: se il lavoratore lo "
                     f"segnala, scegli un DPI che attenua meno ({law}).",
                     "Risk of isolation and of not hearing signals and voices: if the worker "
                     f"reports it, choose a protector that attenuates less ({law}).")),
            Band("acceptable", 1, words("Accettabile", "Acceptable"), l_act - 10, words(
                "Il DPI è adeguato; attenua un po' più del necessario.",
                "The protector is adequate; it attenuates a little more than needed.")),
            Band("good", 0, words("Buona", "Good"), l_act - 5, words(
                "Il DPI è adeguato.", "The protector is adequate.")),
            Band("acceptable", 1, words("Accettabile", "Acceptable"), l_act, words(
                "Il DPI è adeguato, con poco margine: cura che sia indossato bene e sempre.",
                "The protector is adequate, with little margin: see that it is worn well and "
                "always."), "upper"),
            Band("insufficient", 4, words("Insufficiente", "Insufficient"), consequence=words(
                f"Il DPI non è adeguato: sceglierne un altro ({law}).",
                f"The protector is not adequate: choose another one ({law}).")),
        ),
    )  # fmt: skip


SCALES: Final = (rating_scale(L_ACT), rating_scale(L_ACT_MAKERS))


def rating(level: float, l_act: float) -> tuple[Band, Scale]:
    """Rate a level with a protector."""
    scale = rating_scale(l_act)
    return scale.band(round(level, 9)), scale  # 77.75 stays on paper what it is, and rounds up


def reported(level: float) -> int:
    """Round a level to the whole number that the norm reports."""
    return int(half_up(round(level, 9), 0))


def beta_of(given: Given, notices: list[Notice]) -> float:
    """Give β: what is given, that of the type, or 1; and tell what is to be known of it."""
    usual = BETA.get(given.protector)
    if given.beta is None:
        if usual is None:
            notices.append(("nominal_attenuation", {}))
            return NOMINAL
        return usual
    if usual is not None and over(given.beta, usual):
        notices.append(("beta_above_type", {"beta": given.beta, "usual": usual}))
    elif usual is None and given.beta == NOMINAL:
        notices.append(("nominal_attenuation", {}))
    return float(given.beta)


def hml_reduction(high: float, medium: float, low: float, difference: float) -> float:
    """Give the predicted noise level reduction for a difference of C and A level."""
    if difference <= HML_KNEE:
        return medium - (high - medium) / 4 * (difference - HML_KNEE)
    return medium - (medium - low) / 8 * (difference - HML_KNEE)


def spectrum_notice(difference: float, notices: list[Notice]) -> None:
    """Tell that H, M and L were not determined for such a spectrum."""
    if over(difference, HML_RANGE[1]) or over(HML_RANGE[0], difference):
        notices.append(("spectrum_out_of_range", {"difference": round(difference, 2)}))


def explain_beta(given: Given, beta: float) -> Line:
    """Show where β comes from."""
    option = next((one for one in PROTECTOR.options if one.value == given.protector), None)
    if given.beta is not None:
        how = words("indicato", "given")
    elif option is not None:
        how = option.label
    else:
        how = words("attenuazione nominale", "nominal attenuation")
    return Line("β", words("Fattore di riduzione (UNI 9432, prospetto C.4)",
                           "Reduction factor (UNI 9432, table C.4)"), how, beta, 2)  # fmt: skip


def explain_rating(say: Speech, level: float, l_act: float) -> Iterator[Step]:
    """Show how the level was rounded and rated."""
    yield Line("L'", words("Arrotondato all'intero", "Rounded to a whole number"),
               say(level, 2), reported(level), 0, "dB(A)")  # fmt: skip
    band, _ = rating(level, l_act)
    shown = half_up(round(level, 9), 1)
    yield Line("L'", words("Arrotondato a 0,1 per il giudizio", "Rounded to 0.1 for the rating"),
               say(level, 3), shown, 1, "dB(A)")  # fmt: skip
    edges = [l_act, l_act - 5, l_act - 10, l_act - 15]
    yield Rule(words(
        "L_act = {a}: oltre {a} insufficiente; da {b} accettabile; da {c} buona; da {d} "
        "accettabile; sotto {d} protezione eccessiva. {value} dB(A): {word}.",
        "L_act = {a}: above {a} insufficient; from {b} acceptable; from {c} good; from {d} "
        "acceptable; below {d} over-protection. {value} dB(A): {word}.",
    ).filled(a=edges[0], b=edges[1], c=edges[2], d=edges[3], value=shown, word=band.word),
        "UNI 9432:2011, prosp. C.5")  # fmt: skip


def before_after(columns: tuple[tuple[Words, float], ...], mark: float) -> Columns:
    """Draw levels without and with the protector beside the action level."""
    return Columns(
        title=words("Senza e con il DPI", "Without and with the protector"),
        places=tuple(name for name, _ in columns),
        series=(Series(words("Livello", "Level"), tuple(value for _, value in columns)),),
        unit="dB", mark=mark,
    )  # fmt: skip
