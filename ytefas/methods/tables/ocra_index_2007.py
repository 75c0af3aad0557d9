"""OCRA index: multipliers and bands as of ISO 11228-3:2007, and the finer list of durations."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Group, Input, Number, Option
from ytefas.methods.kit.method import Duty, Source
from ytefas.methods.kit.numbers import at_most, below, between
from ytefas.methods.kit.steps import Table
from ytefas.methods.kit.words import Words, words

CONSTANT: Final = 30.0  # actions a minute under the best conditions
FORCE: Final = ((0.5, 1.0), (1.0, 0.85), (1.5, 0.75), (2.0, 0.65), (2.5, 0.55), (3.0, 0.45),
                (3.5, 0.35), (4.0, 0.2), (4.5, 0.1), (5.0, 0.01))  # fmt: skip
PEAKS: Final = 0.01
RECOVERY: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.45, 0.25, 0.1, 0.0)
SHORT_CYCLE_S: Final = 15.0
STEREOTYPY: Final = 0.7
ADDITIONAL: Final[Mapping[str, float]] = {"none": 1.0, "third": 0.95, "two_thirds": 0.9,
                                          "whole": 0.8}  # fmt: skip
COARSE: Final = "coarse"
FINE: Final = "fine"
HOURLY: Final = ((120.0, 2.0), (180.0, 1.7), (240.0, 1.5), (300.0, 1.3), (360.0, 1.2),
                 (420.0, 1.1), (480.0, 1.0))  # fmt: skip
OVERTIME: Final = 0.5


def force_of(borg: float) -> float:
    """Interpolate the force multiplier between two steps of the Borg scale."""
    if borg <= FORCE[0][0]:
        return FORCE[0][1]
    for (x0, y0), (x1, y1) in pairwise(FORCE):
        if borg <= x1:
            return y1 if borg == x1 else between(borg, x0, y0, x1, y1)
    return FORCE[-1][1]


def duration_of(minutes: float, durations: str) -> float:
    """Find the duration multiplier for the repetitive minutes of the shift."""
    if durations == FINE:
        return next((value for upto, value in HOURLY if at_most(minutes, upto)), OVERTIME)
    if below(minutes, 120):
        return 2.0
    if below(minutes, 240):
        return 1.5
    return 1.0 if at_most(minutes, 480) else OVERTIME


def recovery_table(hours: int) -> Table:
    """Show the recovery multipliers with the one that was read."""
    return Table(words("Moltiplicatore di recupero RcM", "Recovery multiplier RcM"),
                 (words("Ore senza recupero", "Hours without recovery"), "RcM"),
                 tuple(enumerate(RECOVERY)), (0, 2), (hours, 1))  # fmt: skip


def duration_table(minutes: float, durations: str) -> Table:
    """Show the duration multipliers with the one that was read."""
    if durations == FINE:
        rows = (*((f"≤ {upto:.0f}", value) for upto, value in HOURLY), ("> 480", OVERTIME))
        at = sum(not at_most(minutes, upto) for upto, _ in HOURLY)
    else:
        rows = (("< 120", 2.0), ("120-239", 1.5), ("240-480", 1.0), ("> 480", OVERTIME))
        at = next(at for at, row in enumerate(rows) if row[1] == duration_of(minutes, durations))
    return Table(words("Moltiplicatore di durata tM", "Duration multiplier tM"),
                 (words("Minuti ripetitivi", "Repetitive minutes"), "tM"), rows, (None, 2),
                 (at, 1))  # fmt: skip


def force_table() -> Table:
    """Show the force multipliers, between which one interpolates."""
    return Table(words("Moltiplicatore della forza FM", "Force multiplier FM"),
                 (words("Borg", "Borg"), "FM"), FORCE, (1, 2))  # fmt: skip


GREEN: Final = words("Verde: accettabile", "Green: acceptable")
CONSEQUENCES: Final[Mapping[str, Words]] = {
    "green": words(
        "Rischio accettabile: nessuna misura specifica; tieni le condizioni e rivaluta se cambiano "
        "(D.Lgs. 81/2008, art. 168 e allegato XXXIII).",
        "Acceptable risk: no specific measure; keep the conditions and rate again if they change "
        "(D.Lgs. 81/2008, art. 168 and annex XXXIII)."),
    "yellow": words(
        "Rischio incerto o molto lieve: migliora i fattori più sfavorevoli, forma i lavoratori, "
        "valuta con il medico competente la sorveglianza sanitaria (artt. 168, 169).",
        "Uncertain or very slight risk: improve the worst factors, train the workers, consider "
        "health surveillance with the occupational physician (artt. 168, 169)."),
    "red": words(
        "Rischio non accettabile: riprogetta il compito e il posto di lavoro secondo priorità, "
        "attiva la sorveglianza sanitaria, informa e forma (artt. 168, 169; art. 41).",
        "Unacceptable risk: redesign task and workplace by priority, start health surveillance, "
        "inform and train (artt. 168, 169; art. 41)."),
}  # fmt: skip
SCALE: Final = Scale(
    measure="index", label=words("Indice OCRA", "OCRA index"), digits=1, shown=1,
    bands=(
        Band("green", 0, GREEN, 2.2, CONSEQUENCES["green"]),
        Band("yellow", 2, words("Giallo: incerto", "Yellow: borderline"), 3.5,
             CONSEQUENCES["yellow"]),
        Band("red", 3, words("Rosso: presente", "Red: present"),
             consequence=CONSEQUENCES["red"]),
    ),
)  # fmt: skip
FINER: Final = Scale(
    measure="index", label=words("Indice OCRA, fasce fini", "OCRA index, finer bands"), digits=1,
    shown=1,
    bands=(
        Band("optimal", 0, words("Ottimale", "Optimal"), 1.5),
        Band("green", 0, words("Accettabile", "Acceptable"), 2.2),
        Band("yellow", 2, words("Molto lieve", "Very slight"), 3.5),
        Band("light_red", 3, words("Lieve", "Slight"), 4.5),
        Band("medium_red", 4, words("Medio", "Medium"), 9),
        Band("violet", 4, words("Elevato", "High")),
    ),
)  # fmt: skip

POSTURES: Final = (1, 0.7, 0.6, 0.5, 0.33)
JOINTS: Final = (
    ("shoulder", words("Spalla", "Shoulder")),
    ("elbow", words("Gomito", "Elbow")),
    ("wrist", words("Polso", "Wrist")),
    ("hand", words("Mano e dita", "Hand and fingers")),
)


def _posture(key: str, label: Words) -> Choice:
    options = tuple(
        Option(value, words(f"{value}".replace(".", ","), f"{value}")) for value in POSTURES
    )
    return Choice(key=key, label=label, required=False, default=1, options=options)


def multiplier_inputs() -> tuple[Input, ...]:
    """Ask for the multipliers of one task, or for what they come from."""
    return (
        Number(key="FM", symbol="FM", label=words("Moltiplicatore della forza",
                                                  "Force multiplier"),
               low=0.01, high=1, digits=2, step=0.05, required=False,
               section=words("Moltiplicatori", "Multipliers"),
               help=words("Dato, oppure lascia vuoto e scrivi la forza media in punti Borg.",
                          "Given, or leave empty and write the mean force in points of Borg.")),
        Number(key="borg", label=words("Forza media nel ciclo (Borg CR-10)",
                                       "Mean force over the cycle (Borg CR-10)"),
               low=0, high=10, digits=1, step=0.5, required=False,
               help=words("Media pesata nel tempo. 1 punto corrisponde al 10 % della forza "
                          "massima; tra due valori si interpola.",
                          "Weighted by time. 1 point is 10 % of maximum force; between two values "
                          "one interpolates.")),
        Flag(key="force_peaks", required=False, default=False,
             label=words("Picchi di forza oltre 5 Borg per circa il 10 % del ciclo",
                         "Peaks of force above Borg 5 for about 10 % of the cycle"),
             help=words("Allora FM = 0,01.", "Then FM = 0.01.")),
        Flag(key="optimal_force", required=False, default=False,
             label=words("Forza nelle condizioni ottimali della EN 1005-3",
                         "Force under the optimal conditions of EN 1005-3"),
             help=words("Forza leggera, azioni lente e rare, meno di un'ora: FM = 1.",
                        "Light force, slow and rare actions, less than an hour: FM = 1.")),
        Number(key="PM", symbol="PM", label=words("Moltiplicatore della postura",
                                                  "Posture multiplier"),
               low=0.33, high=1, digits=2, step=0.1, required=False,
               help=words("1 se le posture scomode durano meno di 1/3 del ciclo; altrimenti il "
                          "più basso tra le articolazioni (0,7; 0,6; 0,5; 0,33).",
                          "1 if awkward postures last less than 1/3 of the cycle; else the lowest "
                          "among the joints (0.7; 0.6; 0.5; 0.33).")),
        Group(key="joints", required=False,
              label=words("Postura articolazione per articolazione", "Posture joint by joint"),
              help=words("In alternativa a PM: si usa il più basso.",
                         "Instead of PM: the lowest is used."),
              of=tuple(_posture(key, label) for key, label in JOINTS)),
        Number(key="ReM", symbol="ReM", label=words("Moltiplicatore della stereotipia",
                                                    "Repetitiveness multiplier"),
               low=0.7, high=1, digits=2, step=0.1, required=False,
               help=words("0,7 se gli stessi gesti occupano più di metà del ciclo o il ciclo dura "
                          "meno di 15 s; altrimenti 1. Vuoto: si ricava dal ciclo.",
                          "0.7 if the same gestures take more than half the cycle or the cycle is "
                          "shorter than 15 s; else 1. Empty: taken from the cycle.")),
        Flag(key="same_gestures", required=False,
             label=words("Gesti uguali per più di metà del ciclo",
                         "Same gestures for more than half the cycle")),
        Number(key="AM", symbol="AM", label=words("Moltiplicatore dei fattori complementari",
                                                  "Multiplier of additional factors"),
               low=0.8, high=1, digits=2, step=0.05, required=False,
               help=words("Vibrazioni, freddo, contraccolpi, precisione, guanti inadatti… Vuoto: "
                          "si ricava dalla parte del ciclo.",
                          "Vibration, cold, kickback, precision, unsuitable gloves… Empty: taken "
                          "from the share of the cycle.")),
        Choice(key="additional_share", required=False,
               label=words("Fattori complementari: parte del ciclo",
                           "Additional factors: share of the cycle"),
               options=(
                   Option("none", words("Assenti", "None")),
                   Option("third", words("Circa 1/3", "About 1/3")),
                   Option("two_thirds", words("Circa 2/3", "About 2/3")),
                   Option("whole", words("Tutto il ciclo", "The whole cycle")))),
    )  # fmt: skip


def cycle_inputs(section: Words | None = None) -> tuple[Input, ...]:
    """Ask for the technical actions and the cycle."""
    return (
        Number(key="actions_per_cycle", symbol="nTC", low=0, high=10000, section=section,
               label=words("Azioni tecniche nel ciclo", "Technical actions in the cycle"),
               help=words("Dell'arto che valuti, contate sul filmato.",
                          "Of the limb you rate, counted on the film.")),
        Number(key="cycle_s", symbol="tC", low=0, high=86400, above=True, unit="s",
               label=words("Durata del ciclo", "Cycle time")),
        Number(key="task_min", symbol="t", low=0, high=1440, above=True, unit="min", digits=0,
               label=words("Durata netta del compito nel turno",
                           "Net duration of the task in the shift")),
    )  # fmt: skip


HOURS: Final = Number(
    key="hours_without_recovery", low=0, high=8, unit="h", integer=True, digits=0,
    section=words("Organizzazione del turno", "Organisation of the shift"),
    label=words("Ore senza recupero adeguato", "Hours without adequate recovery"),
    help=words("Ore intere del turno senza una pausa di almeno 8-10 minuti; l'ultima ora del turno "
               "e quella prima della pausa pasto contano come recuperate.",
               "Whole hours of the shift without a break of at least 8-10 minutes; the last hour "
               "and the one before the meal break count as recovered."),
)  # fmt: skip
DURATIONS: Final = Choice(
    key="durations", yardstick=True,
    label=words("Elenco delle durate", "List of durations"), required=False,
    default=COARSE,
    options=(
        Option(COARSE, words("ISO 11228-3:2007 (120, 240, 480 minuti)",
                             "ISO 11228-3:2007 (120, 240, 480 minutes)")),
        Option(FINE, words("Studi successivi, ora per ora", "Later papers, hour by hour")),
    ),
    help=words("Usa lo stesso per tutte le valutazioni che confronti.",
               "Use the same one for all ratings that you compare."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Multipliers:
    """The multipliers of one task."""

    FM: float
    PM: float
    ReM: float
    AM: float

    @property
    def product(self) -> float:
        return self.FM * self.PM * self.ReM * self.AM


def multipliers(given: Given) -> tuple[Multipliers, list[str]]:
    """Take each multiplier as given, or from what it depends on; name those given in two ways."""
    force, twice = _force(given)
    if given.PM is None and given.joints is None:
        raise Refused("PM", words(
            "Serve la postura: PM (da 0,33 a 1), oppure articolazione per articolazione.",
            "Posture is needed: PM (0.33 to 1), or joint by joint."))  # fmt: skip
    posture = given.PM
    if posture is None:
        posture = float(min(getattr(given.joints, key) for key, _ in JOINTS))
    elif given.joints is not None:
        twice.append("PM")
    if given.ReM is None and given.same_gestures is None:
        raise Refused("ReM", words(
            "Serve la stereotipia: ReM (da 0,7 a 1), oppure se i gesti sono uguali per più di metà "
            "del ciclo (sì o no).",
            "Repetitiveness is needed: ReM (0.7 to 1), or whether gestures are the same for more "
            "than half the cycle (yes or no)."))  # fmt: skip
    same = given.ReM
    if same is None:
        short = below(given.cycle_s, SHORT_CYCLE_S)
        same = STEREOTYPY if given.same_gestures or short else 1.0
    elif given.same_gestures is not None:
        twice.append("ReM")
    if given.AM is None and given.additional_share is None:
        raise Refused("AM", words(
            "Servono i fattori complementari: AM (da 0,8 a 1), oppure la parte del ciclo.",
            "Additional factors are needed: AM (0.8 to 1), or their share of the cycle."
        ))  # fmt: skip
    more = given.AM
    if more is None:
        more = ADDITIONAL[given.additional_share]
    elif given.additional_share is not None:
        twice.append("AM")
    return Multipliers(force, posture, same, more), twice


def _force(given: Given) -> tuple[float, list[str]]:
    otherwise = given.borg is not None or given.force_peaks or given.optimal_force
    if given.FM is not None:
        return given.FM, ["FM"] if otherwise else []
    if not otherwise:
        raise Refused("FM", words(
            "Serve la forza: FM (da 0,01 a 1), oppure i punti Borg, i picchi o le condizioni "
            "ottimali.",
            "Force is needed: FM (0.01 to 1), or points of Borg, peaks or optimal conditions."
        ))  # fmt: skip
    if given.force_peaks:
        return PEAKS, ["FM"] if given.optimal_force else []
    if given.borg is not None:
        return force_of(given.borg), ["FM"] if given.optimal_force else []
    return 1.0, []


DUTIES: Final = (
    Duty("health_surveillance", words("Sorveglianza sanitaria", "Health surveillance"),
         "D.Lgs. 81/2008, art. 168 c. 2 lett. d, art. 41"),
    Duty("redesign", words("Riprogettare il compito e il posto di lavoro",
                           "Redesign the task and the workplace"),
         "D.Lgs. 81/2008, art. 168 c. 2"),
)  # fmt: skip
NOTICES: Final[Mapping[str, Words]] = {
    "limit_zero": words(
        "Nessuna azione sarebbe raccomandata (RTA = 0): l'indice non esiste, la classe è la "
        "peggiore. Servono pause.",
        "No action would be recommended (RTA = 0): there is no index, the class is the worst. "
        "Breaks are needed."),
    "given_twice": words(
        "{keys}: dato in due modi. Vale il moltiplicatore scritto; per la forza, poi, i picchi.",
        "{keys}: given in two ways. The multiplier that is written counts; for force, then peaks."),
    "total_below_task": words(
        "I minuti ripetitivi del turno ({total}) sono meno di quelli del compito ({task}): "
        "controllali.",
        "The repetitive minutes of the shift ({total}) are fewer than those of the task ({task}): "
        "check them."),
    "short_cycle": words(
        "Il ciclo dura {cycle} s, meno di 15: di norma ReM è 0,7.",
        "The cycle lasts {cycle} s, less than 15: normally ReM is 0.7."),
    "k_capped": words(
        "K sarebbe {k}: è limitato a 1, perché un altro compito pesa di più sulla durata totale.",
        "K would be {k}: it is held at 1, because another task weighs more over the total time."),
    "rotation_not_given": words(
        "La rotazione non è indicata: vale il più alto tra la media pesata e la formula complessa.",
        "Rotation is not given: the higher of weighted mean and complex formula counts."),
}  # fmt: skip
SOURCES: Final = (
    Source(words("ISO 11228-3:2007, indice OCRA",
                 "ISO 11228-3:2007, OCRA index"), "verified", words(
        "Formula, FM = 1 in condizioni ottimali, FM = 0,01 con i picchi, interpolazione di FM, PM "
        "come il più basso tra le articolazioni, fasce (secondo EPM).",
        "Formula, FM = 1 under optimal conditions, FM = 0.01 with peaks, interpolation of FM, PM "
        "as the lowest among joints, bands (as EPM says).")),
    Source(words("ISO 11228-3:2007, tabelle dei moltiplicatori",
                 "ISO 11228-3:2007, tables of multipliers"), "memory", words(
        "Valori di FM, PM, ReM, AM, RcM e tM.", "Values of FM, PM, ReM, AM, RcM and tM.")),
    Source(words("D.Lgs. 81/2008, artt. 167-169 e allegato XXXIII",
                 "D.Lgs. 81/2008, artt. 167-169 and Annex XXXIII"), "verified", words(
        "La serie ISO 11228 come riferimento.", "The ISO 11228 series as a reference.")),
)  # fmt: skip
DOUBTS: Final = (
    words("I valori dei moltiplicatori (FM, PM, ReM, AM, RcM, tM) sono a memoria: confrontali con "
          "la tua copia della ISO 11228-3.",
          "The values of the multipliers (FM, PM, ReM, AM, RcM, tM) are from memory: compare them "
          "with your copy of ISO 11228-3."),
    words("Studi successivi graduano tM ora per ora; di un'edizione del 2026 della ISO 11228-3 si "
          "parla senza conferma.",
          "Later papers grade tM hour by hour; a 2026 edition of ISO 11228-3 is spoken of without "
          "confirmation."),
)  # fmt: skip
