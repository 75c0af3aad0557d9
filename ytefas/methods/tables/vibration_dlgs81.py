"""Vibration: limits of D.Lgs. 81/2008 art. 201 and of Directive 2002/44/EC, bands, duties."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Choice, Number, Option, Text
from ytefas.methods.kit.method import Duty, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.words import Words, words

DAY_MIN: Final = 1440.0
REFERENCE_MIN: Final = 480.0  # the 8 hours to which exposure is normalised
HAV_ACTION, HAV_LIMIT, HAV_SHORT = 2.5, 5.0, 20.0
WBV_ACTION, WBV_LIMIT, WBV_SHORT = 0.5, 1.0, 1.5
WBV_LIMIT_EU: Final = 1.15
VDV_ACTION, VDV_LIMIT = 9.1, 21.0  # m/s^1.75, Directive only
AXES: Final = ("x", "y", "z")
AXIS_FACTORS: Final = (1.4, 1.4, 1.0)  # of a person sitting or standing, for health
HAV_KEY, WBV_KEY = "hav", "wbv"


def exposure_scale(
    measure: str, action: float, limit: float, laws: Words, *, unit: str = "m/s²"
) -> Scale:
    """Make the three bands: the action value begins its own, the limit ends it."""
    return Scale(
        measure=measure, unit=unit, high=limit * 1.6,
        label=words("Esposizione giornaliera", "Daily exposure"),
        bands=(
            Band("below_action", 1, words("Sotto il valore d'azione", "Below the action value"),
                 action, words(
                     "Riduci comunque le vibrazioni al minimo che la tecnica consente "
                     "(D.Lgs. 81/2008 art. 202, 182). Ripeti la valutazione almeno ogni quattro "
                     "anni (art. 181).",
                     "Still reduce vibration to the minimum the technique allows (D.Lgs. 81/2008 "
                     "art. 202, 182). Assess again at least every four years (art. 181)."),
                 closed="lower"),
            Band("action", 3, words("Valore d'azione raggiunto", "Action value reached"), limit,
                 laws),
            Band("limit_exceeded", 4, words("Valore limite superato", "Limit value exceeded"), inf,
                 words(
                     "Misure immediate per riportare l'esposizione sotto il limite; individua le "
                     "cause e adatta le misure (D.Lgs. 81/2008 art. 203 c. 2).",
                     "Immediate measures to bring exposure below the limit; find the causes and "
                     "adapt the measures (D.Lgs. 81/2008 art. 203(2)).")),
        ),
    )  # fmt: skip


_ACTION_LAW = words(
    "Se il valore d'azione è superato: programma di misure tecniche e organizzative (D.Lgs. "
    "81/2008 art. 203 c. 1) e sorveglianza sanitaria, di norma annuale (art. 204).",
    "Where the action value is exceeded: a programme of technical and organisational measures "
    "(D.Lgs. 81/2008 art. 203(1)) and health surveillance, normally yearly (art. 204).",
)
_DIRECTIVE_LAW = words(
    "Se il valore d'azione è superato: programma di misure (direttiva 2002/44/CE art. 5 c. 2) e "
    "sorveglianza sanitaria (art. 8).",
    "Where the action value is exceeded: a programme of measures (Directive 2002/44/EC art. 5(2)) "
    "and health surveillance (art. 8).",
)
HAV: Final = exposure_scale("A8", HAV_ACTION, HAV_LIMIT, _ACTION_LAW)
WBV: Final = exposure_scale("A8", WBV_ACTION, WBV_LIMIT, _ACTION_LAW)
WBV_EU: Final = exposure_scale("A8", WBV_ACTION, WBV_LIMIT_EU, _DIRECTIVE_LAW)
VDV: Final = exposure_scale("VDV", VDV_ACTION, VDV_LIMIT, _DIRECTIVE_LAW, unit="m/s¹·⁷⁵")
WBV_SCALES: Final[Mapping[float, Scale]] = {WBV_LIMIT: WBV, WBV_LIMIT_EU: WBV_EU}

PROGRAMME = Duty(
    "programme", words("Programma di misure tecniche e organizzative",
                       "Programme of technical and organisational measures"),
    "D.Lgs. 81/2008 art. 203 c. 1")  # fmt: skip
SURVEILLANCE = Duty(
    "surveillance", words("Sorveglianza sanitaria", "Health surveillance"),
    "D.Lgs. 81/2008 art. 204")  # fmt: skip
LIMIT = Duty(
    "limit_exceeded", words("Misure immediate: limite giornaliero superato",
                            "Immediate measures: daily limit exceeded"),
    "D.Lgs. 81/2008 art. 203 c. 2")  # fmt: skip
SHORT = Duty(
    "short_period_exceeded", words("Limite su periodi brevi superato",
                                   "Limit for short periods exceeded"),
    "D.Lgs. 81/2008 art. 201 c. 1")  # fmt: skip
DUTIES: Final = (PROGRAMME, SURVEILLANCE, LIMIT, SHORT)


def duties(a8: float, action: float, limit: float, *, short: bool) -> dict[str, bool]:
    """Ask the law's own questions: each says «superato», so a value on the edge is not over it."""
    beyond = over(a8, action)
    return {
        "programme": beyond,
        "surveillance": beyond,
        "limit_exceeded": over(a8, limit),
        "short_period_exceeded": short,
    }


@dataclass(frozen=True, slots=True)
class Reach:
    """The time after which a daily target is reached."""

    hours: float | None  # none: never
    capped: bool


def time_to(acceleration: float, target: float) -> Reach:
    """T = 8 h · (target / a)², at most the 24 hours of a day."""
    if acceleration <= 0:
        return Reach(None, capped=False)
    ratio = target / acceleration
    hours = 8 * ratio * ratio
    return Reach(min(hours, 24.0), capped=over(hours, 24.0))


def minutes(help_: Words) -> Number:
    """Ask for the time of exposure to one tool or operation."""
    return Number(
        key="minutes", label=words("Durata", "Duration"), symbol="T", unit="min", low=0,
        high=DAY_MIN, digits=0, help=help_,
    )  # fmt: skip


NAME = Text(
    key="name", label=words("Nome", "Name"), required=False,
    help=words("Attrezzatura o operazione, marca e modello.", "Tool or operation, make and model."),
)  # fmt: skip
NOTE = Text(key="note", label=words("Nota", "Note"), required=False, most=500)
MEASURED, DATABANK, DECLARED = "measured", "databank", "declared"
ORIGIN = Choice(
    key="source", yardstick=True, label=words("Origine del dato", "Origin of the value"),
    required=False,
    default=MEASURED,
    options=(
        Option(MEASURED, words("Misurato sul posto", "Measured on site")),
        Option(DATABANK, words("Banca dati (Portale Agenti Fisici)",
                               "Data bank (Portale Agenti Fisici)")),
        Option(DECLARED, words("Dichiarato dal fabbricante", "Declared by the manufacturer")),
    ),
    help=words(
        "L'art. 202 ammette banche dati INAIL o regionali e, se mancano, i dati del fabbricante.",
        "Art. 202 admits the data banks of INAIL or the Regions and, failing these, the maker's "
        "data."),
)  # fmt: skip
CORRECTION = Number(
    key="correction", label=words("Fattore di correzione", "Correction factor"), low=1, high=2,
    yardstick=True,
    required=False, default=1.0, digits=2, step=0.1,
    help=words(
        "Il valore dichiarato viene da prove di laboratorio: moltiplicalo per il fattore della "
        "guida tecnica, da 1 a 2 secondo la famiglia di macchine. Il dato e il fattore restano "
        "registrati separati.",
        "A declared value comes from laboratory tests: multiply it by the factor of the technical "
        "guide, 1 to 2 by family of machines. Value and factor are kept apart."),
)  # fmt: skip
UNCERTAINTY = Number(
    key="uncertainty_factor", label=words("Fattore per l'incertezza", "Uncertainty factor"), low=1,
    yardstick=True,
    high=2, required=False, default=1.0, digits=2, step=0.1,
    help=words(
        "Moltiplica A(8). Con i dati di banca dati i documenti italiani usano 1,2. Con misure "
        "proprie lascia 1 o metti il fattore della tua incertezza estesa.",
        "Multiplies A(8). With values from data banks Italian documents use 1.2. With your own "
        "measurements leave 1, or use the factor of your expanded uncertainty."),
)  # fmt: skip
NOTICES: Final[Mapping[str, Words]] = {
    "short_period_exceeded": words(
        "Limite su periodi brevi superato: {a} m/s² contro {limit} m/s² (art. 201). La fascia "
        "giornaliera non lo mostra: intervieni su {name}.",
        "Limit for short periods exceeded: {a} m/s² against {limit} m/s² (art. 201). The daily "
        "band does not show it: act on {name}."),
    "declared_uncorrected": words(
        "{name}: valore dichiarato senza fattore di correzione. Può sottostimare l'esposizione.",
        "{name}: declared value without correction factor. It may underestimate exposure."),
    "databank_without_uncertainty": words(
        "Dati di banca dati senza fattore per l'incertezza: i documenti italiani usano 1,2.",
        "Data bank values without uncertainty factor: Italian documents use 1.2."),
    "no_exposure": words("Nessuna esposizione: tempi o accelerazioni sono tutti zero.",
                         "No exposure: times or accelerations are all zero."),
    "capped_24h": words("Il valore non si raggiunge in un giorno: tempo limitato a 24 ore.",
                        "The value is not reached within a day: time capped at 24 hours."),
    "no_limit": words("Senza vibrazione il valore non si raggiunge mai: nessun limite di tempo.",
                      "Without vibration the value is never reached: no limit on time."),
}  # fmt: skip
LAW_SOURCE: Final = Source(
    words("D.Lgs. 81/2008 artt. 199–205, allegato XXXV; Direttiva 2002/44/CE",
          "D.Lgs. 81/2008 artt. 199–205, Annex XXXV; Directive 2002/44/EC"), "verified",
    words("Valori d'azione e limite (art. 201), doveri (artt. 202–204).",
          "Action and limit values (art. 201), duties (artt. 202–204)."))  # fmt: skip
CORRECTION_DOUBT: Final = words(
    "I fattori di correzione dei valori dichiarati (1…2) stanno in rapporti tecnici che non "
    "riportiamo: UNI CEN/TR 15350 per mano-braccio, UNI CEN ISO/TR 25398 per le macchine movimento "
    "terra. Leggili nell'edizione che possiedi.",
    "The correction factors of declared values (1…2) are in technical reports we do not reproduce: "
    "CEN/TR 15350 for hand-arm, CEN ISO/TR 25398 for earth-moving machines. Read them in the "
    "edition you own.",
)
SHORT_DOUBT: Final = words(
    "La legge non definisce i «periodi brevi»: qui si confronta con il limite il valore di ogni "
    "riga (il più alto dei valori efficaci).",
    "The law does not define “short periods”: here the value of each row (the highest r.m.s. "
    "value) is compared with the limit.",
)
