"""OCRA checklist: sub-scores, multipliers and bands as of the EPM short procedure (2011)."""

from collections.abc import Mapping
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Choice, Input, Number, Option
from ytefas.methods.kit.method import Duty, Source
from ytefas.methods.kit.numbers import at_least, at_most, half_up
from ytefas.methods.kit.steps import Table
from ytefas.methods.kit.words import Words, words

RECOVERY: Final[Mapping[float, float]] = {
    0: 1.0, 0.5: 1.025, 1: 1.05, 1.5: 1.086, 2: 1.12, 2.5: 1.16, 3: 1.2, 3.5: 1.265, 4: 1.33,
    4.5: 1.4, 5: 1.48, 5.5: 1.58, 6: 1.7, 6.5: 1.83, 7: 2.0, 7.5: 2.25, 8: 2.5, 9: 3.0,
}  # fmt: skip
ADDITIVE: Final = (0, 2, 3, 4, 6, 10)  # by whole hours, the last for 5 and more
FINE: Final = "fine"
FLAT: Final = "flat_2007"
_COMMON: Final = ((120, 0.5), (180, 0.65), (240, 0.75), (300, 0.85), (360, 0.925), (420, 0.95),
                  (480, 1.0))  # fmt: skip
DURATIONS: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    FINE: (*_COMMON, (539, 1.2), (599, 1.5), (659, 2.0), (719, 2.8)),
    FLAT: _COMMON,
}
LONGEST: Final[Mapping[str, float]] = {FINE: 4.0, FLAT: 1.5}
SHORT: Final = ((1.87, 0.01), (3.75, 0.02), (7.5, 0.05), (15, 0.1), (30, 0.2), (59, 0.35))


def duration_of(minutes: float, durations: str, *, in_rotation: bool = False) -> float:
    """Find the duration multiplier; below an hour inside a rotation it is smaller still."""
    if in_rotation:
        for upto, value in SHORT:
            if at_most(minutes, upto):
                return value
    for upto, value in DURATIONS[durations]:
        if at_most(minutes, upto):
            return value
    return LONGEST[durations]


def duration_table(minutes: float, durations: str, *, in_rotation: bool = False) -> Table:
    """Show the duration multipliers with the one that was read."""
    steps = DURATIONS[durations]
    if in_rotation and at_most(minutes, SHORT[-1][0]):
        steps = (*SHORT, *steps)
    at = sum(not at_most(minutes, upto) for upto, _ in steps)
    rows: list[tuple[str, float]] = [(f"≤ {upto:g}", value) for upto, value in steps]
    rows.append((f"> {steps[-1][0]:g}", LONGEST[durations]))
    return Table(words("Moltiplicatore di durata", "Duration multiplier"),
                 (words("Minuti netti", "Net minutes"), "×"), rows, (None, 3), (at, 1))  # fmt: skip


FAST: Final = ((22.5, 0.5, 0.5), (27.5, 1.0, 1.0), (32.5, 2.0, 2.0), (37.5, 3.0, 4.0),
               (42.5, 4.0, 5.0), (47.5, 5.0, 6.0), (52.5, 6.0, 7.0), (57.5, 7.0, 8.0),
               (62.5, 8.0, 9.0), (67.5, 9.0, 10.0))  # fmt: skip


def dynamic_of(actions_per_min: float, *, interruptions: bool) -> float:
    """Score a frequency of actions; short interruptions make it a point less."""
    score = 0.0
    for begin, with_them, without in FAST:
        if at_least(actions_per_min, begin):
            score = with_them if interruptions else without
    return score


def hours_of(stretches: list[float]) -> tuple[list[float], float]:
    """Count hours without recovery: of each stretch of work, what goes beyond its last hour."""
    hours = []
    for stretch in stretches:
        whole, rest = divmod(max(stretch - 60, 0.0), 60)
        if at_least(rest, 40):
            whole += 1
        elif at_least(rest, 20):
            whole += 0.5
        hours.append(whole)
    return hours, sum(hours)


CONSEQUENCES: Final[Mapping[str, Words]] = {
    "green": words(
        "Rischio accettabile: nessuna misura specifica; tieni le condizioni e rivaluta se cambiano "
        "(D.Lgs. 81/2008, art. 168).",
        "Acceptable risk: no specific measure; keep the conditions and rate again if they change "
        "(D.Lgs. 81/2008, art. 168)."),
    "yellow": words(
        "Rischio molto lieve o incerto: migliora i fattori più sfavorevoli, forma i lavoratori, "
        "valuta con il medico competente la sorveglianza sanitaria (artt. 168, 169).",
        "Very slight or uncertain risk: improve the worst factors, train the workers, consider "
        "health surveillance with the occupational physician (artt. 168, 169)."),
    "red": words(
        "Rischio presente: riprogetta compito e posto di lavoro secondo priorità, attiva la "
        "sorveglianza sanitaria, informa e forma (artt. 168, 169; art. 41).",
        "Risk is present: redesign task and workplace by priority, start health surveillance, "
        "inform and train (artt. 168, 169; art. 41)."),
    "violet": words(
        "Rischio elevato: riprogetta subito compito e posto di lavoro, con sorveglianza sanitaria, "
        "informazione e formazione (artt. 168, 169; art. 41).",
        "High risk: redesign task and workplace at once, with health surveillance, information and "
        "training (artt. 168, 169; art. 41)."),
}  # fmt: skip
SCALE: Final = Scale(
    measure="score", label=words("Punteggio della check-list OCRA", "OCRA checklist score"),
    digits=1, shown=1,
    bands=(
        Band("green", 0, words("Verde: accettabile", "Green: acceptable"), 7.5,
             CONSEQUENCES["green"]),
        Band("yellow", 2, words("Giallo: molto lieve", "Yellow: very slight"), 11,
             CONSEQUENCES["yellow"]),
        Band("light_red", 3, words("Rosso lieve", "Light red: slight"), 14, CONSEQUENCES["red"]),
        Band("medium_red", 4, words("Rosso medio", "Medium red: medium"), 22.5,
             CONSEQUENCES["red"]),
        Band("violet", 4, words("Viola: elevato", "Violet: high"),
             consequence=CONSEQUENCES["violet"]),
    ),
)  # fmt: skip
OPTIMAL: Final = 5.0  # the lower part of green


def optimal(score: float) -> bool:
    """Tell whether a score is in the lower part of green."""
    return at_most(half_up(score, 1), OPTIMAL)


RED: Final = frozenset({"light_red", "medium_red", "violet"})
DUTIES: Final = (
    Duty("health_surveillance", words("Sorveglianza sanitaria", "Health surveillance"),
         "D.Lgs. 81/2008, art. 168 c. 2 lett. d, art. 41"),
    Duty("redesign", words("Riprogettare il compito e il posto di lavoro",
                           "Redesign the task and the workplace"),
         "D.Lgs. 81/2008, art. 168 c. 2"),
)  # fmt: skip


def duties(code: str) -> dict[str, bool]:
    """Tell what a band obliges to."""
    return {"health_surveillance": code in RED, "redesign": code in RED}


PARTS: Final = (
    ("frequency", words("Frequenza", "Frequency"), 10, words(
        "Il più alto tra azioni dinamiche (0-10) e statiche (2,5 o 4,5).",
        "The higher of dynamic (0-10) and static actions (2.5 or 4.5).")),
    ("force", words("Forza", "Force"), 64, words(
        "Somma delle righe: Borg 3-4, Borg 5-7, Borg 8 e oltre.",
        "Sum of the rows: Borg 3-4, Borg 5-7, Borg 8 and more.")),
    ("posture", words("Postura e stereotipia", "Posture and stereotypy"), 27, words(
        "Il più alto tra spalla, gomito, polso e mano, più la stereotipia (1,5 o 3).",
        "The highest of shoulder, elbow, wrist and hand, plus stereotypy (1.5 or 3).")),
    ("additional", words("Fattori complementari", "Additional factors"), 5, words(
        "Fattori fisici e meccanici (2 o 3) più ritmo imposto dalla macchina (1 o 2).",
        "Physical and mechanical factors (2 or 3) plus pace imposed by the machine (1 or 2).")),
)  # fmt: skip


def part_inputs() -> tuple[Input, ...]:
    """Ask for the four sub-scores."""
    return tuple(
        Number(key=key, label=label, low=0, high=most, digits=1, step=0.5, grain=0.5, help=said,
               section=words("Punteggi dei fattori", "Scores of the factors") if at == 0 else None)
        for at, (key, label, most, said) in enumerate(PARTS)
    )  # fmt: skip


HOURS: Final = Choice(
    key="hours_without_recovery",
    section=words("Organizzazione del turno", "Organisation of the shift"),
    label=words("Ore senza recupero adeguato", "Hours without adequate recovery"),
    help=words(
        "A mezz'ore. Vale una pausa di almeno 8 minuti; l'ultima ora del turno conta come "
        "recuperata, e la pausa pasto di almeno 30 minuti recupera anche l'ora che la precede. Un "
        "resto sotto i 20 minuti vale 0, da 20 a 40 mezz'ora, da 40 a 80 un'ora.",
        "In half hours. A break of at least 8 minutes counts; the last hour of the shift counts as "
        "recovered, and a meal break of at least 30 minutes recovers the hour before it, too. A "
        "rest below 20 minutes counts 0, 20 to 40 half an hour, 40 to 80 one hour."),
    options=tuple(
        Option(hours, words(f"{hours} h".replace(".", ","), f"{hours} h")) for hours in RECOVERY
    ),
)  # fmt: skip
MINUTES: Final = Number(
    key="net_repetitive_min", low=0, high=1440, above=True, unit="min", digits=0,
    label=words("Durata netta del lavoro ripetitivo", "Net duration of repetitive work"),
    help=words("Durata del turno meno pause, pasto e lavoro non ripetitivo.",
               "Length of the shift less breaks, meal and work that is not repetitive."),
)  # fmt: skip
LISTS: Final = Choice(
    key="durations", yardstick=True,
    label=words("Elenco delle durate", "List of durations"), required=False,
    default=FINE,
    options=(
        Option(FINE, words("Fine: oltre 480 minuti 1,2; 1,5; 2; 2,8; 4",
                           "Fine: above 480 minutes 1.2; 1.5; 2; 2.8; 4")),
        Option(FLAT, words("Forma del 2007: 1,5 oltre 480 minuti",
                           "2007 form: 1.5 above 480 minutes")),
    ),
)  # fmt: skip

SOURCES: Final = (
    Source(words("Check-list OCRA, procedura breve EPM; ISO/TR 12295 e ISO 11228-3",
                 "OCRA checklist, EPM short procedure; ISO/TR 12295 and ISO 11228-3"),
                 "verified", words(
        "Punteggi dei fattori, fasce.", "Scores of the factors, bands.")),
    Source(words("Regione Lombardia, decreto 7661/2015, tabella B.8",
                 "Regione Lombardia, decree 7661/2015, table B.8"), "verified", words(
        "Moltiplicatore di recupero per ore intere.", "Recovery multiplier for whole hours.")),
    Source(words("Calcolatori pubblicati della check-list OCRA",
                 "Published calculators of the OCRA checklist"), "verified", words(
        "Moltiplicatori della durata (due fonti); mezz'ore di recupero, 9 ore e compiti sotto "
        "l'ora (una fonte).",
        "Duration multipliers (two sources); half hours of recovery, 9 hours and tasks below one "
        "hour (one source).")),
)  # fmt: skip
DOUBTS: Final = (
    words("Oltre 480 minuti le edizioni divergono: elenco fine (predefinito) o 1,5 per tutti.",
          "Above 480 minutes editions differ: the fine list (default) or 1.5 for all."),
    words("Le mezz'ore di recupero, le 9 ore (3,0) e i moltiplicatori sotto l'ora vengono da una "
          "sola fonte.",
          "Half hours of recovery, 9 hours (3.0) and multipliers below one hour come from one "
          "source only."),
)  # fmt: skip
