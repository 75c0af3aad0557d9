"""The sub-scores of the OCRA checklist, from what was seen at the workplace."""

from collections.abc import Iterator
from typing import Any, Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Number, Numbers, Option
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, over
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import ocra_checklist_2011 as table

STATIC: Final = {"none": 0.0, "two_thirds": 2.5, "whole": 4.5}
STATIC_SHORT: Final = {"none": 0.0, "two_thirds": 2.0, "whole": 3.0}
FORCES: Final = (
    ("force_3_4", words("Forza moderata (Borg 3-4)", "Moderate force (Borg 3-4)"), (
        (0, words("No", "No")), (2, words("Circa 1/3 del tempo", "About 1/3 of the time")),
        (4, words("Circa metà del tempo", "About half the time")),
        (6, words("Più di metà del tempo", "More than half the time")),
        (8, words("Quasi tutto il tempo", "Almost all the time")))),
    ("force_5_7", words("Forza intensa (Borg 5-7)", "Strong force (Borg 5-7)"), (
        (0, words("No", "No")), (4, words("2 secondi ogni 10 minuti", "2 seconds in 10 minutes")),
        (8, words("1 % del tempo", "1 % of the time")),
        (16, words("5 % del tempo", "5 % of the time")),
        (24, words("Oltre il 10 % del tempo", "More than 10 % of the time")))),
    ("force_8", words("Forza quasi massima (Borg 8 e oltre)",
                      "Almost maximum force (Borg 8 and more)"), (
        (0, words("No", "No")), (6, words("2 secondi ogni 10 minuti", "2 seconds in 10 minutes")),
        (12, words("1 % del tempo", "1 % of the time")),
        (24, words("5 % del tempo", "5 % of the time")),
        (32, words("Oltre il 10 % del tempo", "More than 10 % of the time")))),
)  # fmt: skip
THIRDS: Final = (
    (0, words("No, o meno di 1/3 del tempo", "No, or less than 1/3 of the time")),
    (2, words("Circa 1/3 del tempo", "About 1/3 of the time")),
    (4, words("Più di metà del tempo", "More than half the time")),
    (8, words("Quasi tutto il tempo", "Almost all the time")),
)
JOINTS: Final = (
    ("shoulder", words("Spalla", "Shoulder"), (
        (0, words("Braccia appoggiate", "Arms supported")),
        (1, words("Non appoggiate, poco sollevate, oltre metà del tempo",
                  "Unsupported, slightly raised, more than half the time")),
        (2, words("Quasi ad altezza spalle, circa 10 % del tempo",
                  "Almost at shoulder height, about 10 % of the time")),
        (6, words("Quasi ad altezza spalle, circa 1/3 del tempo",
                  "Almost at shoulder height, about 1/3 of the time")),
        (12, words("Quasi ad altezza spalle, oltre metà del tempo",
                   "Almost at shoulder height, more than half the time")),
        (24, words("Quasi ad altezza spalle, quasi tutto il tempo",
                   "Almost at shoulder height, almost all the time")))),
    ("elbow", words("Gomito: ampie flessioni o rotazioni",
                    "Elbow: wide flexion or rotation"), THIRDS),
    ("wrist", words("Polso: flessioni o deviazioni estreme",
                    "Wrist: extreme flexion or deviation"), THIRDS),
    ("hand", words("Mano: presa pinch, palmare o a uncino",
                   "Hand: pinch, palmar or hook grip"), THIRDS),
)  # fmt: skip
CYCLE_TOLERANCE: Final = 0.05
MOST_HOURS: Final = 9.0


def calculate(given: Given) -> Found:
    """Score each factor; hours, minutes and cycle only if what they need is given."""
    dynamic = table.dynamic_of(given.actions_per_min, interruptions=given.interruptions)
    static = (STATIC_SHORT if given.short_form else STATIC)[given.static_hold]
    force = sum(getattr(given, key) for key, _, _ in FORCES)
    joints = [getattr(given, key) for key, _, _ in JOINTS]
    notices: list[tuple[str, dict[str, Any]]] = []
    values: dict[str, Any] = {
        "dynamic": dynamic, "static": static, "frequency": max(dynamic, static),
        "force": float(force), "posture": float(max(joints) + given.stereotypy),
        "additional": float(given.other_factors + given.pace), "net_repetitive_min": None,
        "net_cycle_s": None, "hours_without_recovery": None,
    }  # fmt: skip
    if given.shift_min is not None:
        values |= _time(given, notices)
    if given.stretches_min is not None:
        hours = table.hours_of(given.stretches_min)[1]
        rounded = min(hours, MOST_HOURS) if hours <= MAPPED else MOST_HOURS
        if over(hours, MOST_HOURS):
            notices.append(("more_than_nine", {"hours": hours}))
        values["hours_without_recovery"] = rounded
    return Found(values, notices=notices)


MAPPED: Final = 8.0  # there is no multiplier for 8.5 hours: 9 is the next


def _time(given: Given, notices: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    less = given.breaks_min + given.meal_min + given.other_work_min
    net = given.shift_min - less
    if net <= 0:
        raise Refused("shift_min", words(
            "Pause, pasto e lavoro non ripetitivo ({less} minuti) non lasciano tempo nel turno "
            "({shift} minuti).",
            "Breaks, meal and other work ({less} minutes) leave no time in the shift ({shift} "
            "minutes).").filled(less=less, shift=given.shift_min))  # fmt: skip
    if given.pieces is None:
        return {"net_repetitive_min": net}
    cycle = net * 60 / given.pieces
    seen = given.observed_cycle_s
    if seen is not None and over(abs(cycle - seen), CYCLE_TOLERANCE * cycle):
        notices.append(("cycle_differs", {"net": round(cycle, 2), "seen": seen}))
    return {"net_repetitive_min": net, "net_cycle_s": cycle}


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show how each score came about."""
    value = found.values
    yield Table(words("Azioni dinamiche", "Dynamic actions"),
                (words("Da (azioni/min)", "From (actions/min)"),
                 words("Con brevi interruzioni", "With short interruptions"),
                 words("Senza", "Without")),
                ((0, 0, 0), *table.FAST), (1, 1, 1),
                (sum(at_least(given.actions_per_min, one[0]) for one in table.FAST),
                 1 if given.interruptions else 2))  # fmt: skip
    yield Line("F", words("Frequenza", "Frequency"),
               f"max({say(value['dynamic'])}; {say(value['static'])})", value["frequency"], 1,
               total=True)  # fmt: skip
    yield Line("Fo", words("Forza", "Force"),
               " + ".join(say(getattr(given, key)) for key, _, _ in FORCES), value["force"], 1,
               total=True)  # fmt: skip
    joints = "; ".join(say(getattr(given, key)) for key, _, _ in JOINTS)
    yield Line(
        "P",
        words("Postura e stereotipia", "Posture and stereotypy"),
        f"max({joints}) + {say(given.stereotypy)}",
        value["posture"],
        1,
        total=True,
    )
    yield Line("C", words("Fattori complementari", "Additional factors"),
               f"{say(given.other_factors)} + {say(given.pace)}", value["additional"], 1,
               total=True)  # fmt: skip
    if value["net_repetitive_min"] is not None:
        yield Line("t", words("Durata netta", "Net duration"),
                   f"{say(given.shift_min)} − {say(given.breaks_min)} − {say(given.meal_min)} − "
                   f"{say(given.other_work_min)}",
                   value["net_repetitive_min"], 1, "min")  # fmt: skip
    if value["net_cycle_s"] is not None:
        yield Line("tC", words("Ciclo netto", "Net cycle"),
                   f"{say(value['net_repetitive_min'])} · 60 / {say(given.pieces)}",
                   value["net_cycle_s"], 2, "s")  # fmt: skip
    if given.stretches_min is not None:
        hours, total = table.hours_of(given.stretches_min)
        yield Table(words("Tratti di lavoro tra un recupero e l'altro",
                          "Stretches of work between recoveries"),
                    (words("Minuti", "Minutes"), words("Ore senza recupero",
                                                       "Hours without recovery")),
                    tuple(zip(given.stretches_min, hours, strict=True)), (0, 1))  # fmt: skip
        added = " + ".join(say(one) for one in hours)
        capped = total > value["hours_without_recovery"]
        yield Line("h", words("Ore senza recupero", "Hours without recovery"),
                   words("{sum} = {total}; la tabella arriva a {most}",
                         "{sum} = {total}; the table goes up to {most}").filled(
                       sum=added, total=total, most=value["hours_without_recovery"]) if capped
                   else added,
                   value["hours_without_recovery"], 1, "h")  # fmt: skip
        yield Rule(
            words(
                "L'ora prima di ogni recupero non conta; il resto vale 0 sotto i 20 "
                "minuti, mezz'ora sotto i 40, poi un'ora.",
                "The hour before each recovery does not count; a rest counts 0 below 20 "
                "minutes, half an hour below 40, then one hour.",
            )
        )


def picture(_given: Given, found: Found) -> Iterator[Picture]:
    """Draw the four scores."""
    worst = max(table.PARTS, key=lambda part: found.values[part[0]])[0]
    yield Bars(
        title=words("Punteggi dei fattori", "Scores of the factors"), digits=1,
        full=max(10.0, *(found.values[key] for key, _, _, _ in table.PARTS)),
        bars=tuple(Bar(key, label, found.values[key],
                       worst=key == worst and found.values[key] > 0)
                   for key, label, _, _ in table.PARTS),
    )  # fmt: skip


def _scale(
    key: str, label: Words, options: tuple[tuple[float, Words], ...], section: Words | None = None
) -> Choice:
    return Choice(key=key, label=label, required=False, default=0, section=section,
                  options=tuple(Option(value, name) for value, name in options))  # fmt: skip


def _minutes(key: str, label: Words, said: Words | None = None) -> Number:
    return Number(key=key, label=label, low=0, high=1440, unit="min", digits=0, required=False,
                  default=0, help=said)  # fmt: skip


METHOD = Method(
    id="ocra_checklist_scores", version=1, family="repetitive", part=True,
    name=words("Check-list OCRA: punteggi", "OCRA checklist: scores"),
    about=words(
        "Dà i punteggi dei fattori da inserire nella check-list OCRA a partire da quanto osservato "
        "al posto di lavoro; se dai il turno e i tratti di lavoro, anche la durata netta e le ore "
        "senza recupero.",
        "Gives the scores to enter in the OCRA checklist from what was seen at the workplace; with "
        "the shift and its stretches of work, also the net duration and the hours without "
        "recovery.",
    ),
    edition="EPM 2011; ISO/TR 12295",
    sources=(
        *table.SOURCES,
        Source(words("Schede EPM", "EPM forms"), "memory", words(
            "Parole delle posture e classi di tempo della forza moderata.",
            "Words of the postures and time classes of moderate force.")),
    ),
    usual=("force_3_4", "force_5_7", "force_8", "shoulder", "elbow", "wrist", "hand", "stereotypy",
           "other_factors", "pace", "shift_min", "breaks_min", "meal_min", "other_work_min"),
    inputs=(
        Number(key="actions_per_min", low=0, high=300, unit="min⁻¹", digits=1,
               section=words("Frequenza", "Frequency"),
               label=words("Azioni tecniche al minuto", "Technical actions a minute"),
               help=words("Azioni del ciclo per 60, diviso la durata del ciclo in secondi.",
                          "Actions of the cycle times 60, divided by the cycle time in seconds.")),
        Flag(key="interruptions", required=False, default=False,
             label=words("Brevi interruzioni possibili", "Short interruptions possible")),
        Choice(key="static_hold", required=False, default="none",
               label=words("Presa statica di 5 secondi o più", "Static hold of 5 seconds or more"),
               options=(Option("none", words("No", "No")),
                        Option("two_thirds", words("2/3 del tempo", "2/3 of the time")),
                        Option("whole", words("Tutto il tempo", "All the time")))),
        Flag(key="short_form", required=False, default=False,
             label=words("Punti statici della forma breve italiana (2 e 3)",
                         "Static points of the Italian short form (2 and 3)"),
             help=words("Altrimenti 2,5 e 4,5.", "Else 2.5 and 4.5.")),
        *(_scale(key, label, options, words("Forza", "Force") if at == 0 else None)
          for at, (key, label, options) in enumerate(FORCES)),
        *(_scale(key, label, options, words("Postura", "Posture") if at == 0 else None)
          for at, (key, label, options) in enumerate(JOINTS)),
        _scale("stereotypy", words("Stereotipia", "Stereotypy"), (
            (0, words("No", "No")),
            (1.5, words("Gesti uguali per oltre metà del tempo, o ciclo tra 8 e 15 s",
                        "Same gestures more than half the time, or cycle of 8 to 15 s")),
            (3, words("Gesti uguali quasi sempre, o ciclo sotto 8 s",
                      "Same gestures almost always, or cycle below 8 s")))),
        _scale("other_factors", words("Fattori fisici e meccanici",
                                      "Physical and mechanical factors"), (
            (0, words("No", "No")),
            (2, words("Uno o più, per oltre metà del tempo",
                      "One or more, more than half the time")),
            (3, words("Uno o più, quasi tutto il tempo",
                      "One or more, almost all the time"))),
            words("Fattori complementari", "Additional factors")),
        _scale("pace", words("Ritmo imposto dalla macchina", "Pace imposed by the machine"), (
            (0, words("No", "No")),
            (1, words("In parte: ci sono polmoni", "In part: there are buffers")),
            (2, words("Del tutto", "Completely")))),
        Number(key="shift_min", low=0, high=1440, above=True, unit="min", digits=0, required=False,
               section=words("Turno", "Shift"), label=words("Durata del turno", "Shift length")),
        _minutes("breaks_min", words("Pause ufficiali e altre", "Official and other breaks")),
        _minutes("meal_min", words("Pausa pasto nel turno", "Meal break within the shift")),
        _minutes("other_work_min", words("Lavoro non ripetitivo", "Work that is not repetitive")),
        Number(key="pieces", low=0, high=1e6, above=True, digits=0, required=False,
               label=words("Pezzi (cicli) nel turno", "Pieces (cycles) in the shift")),
        Number(key="observed_cycle_s", low=0, high=86400, above=True, unit="s", digits=1,
               required=False, label=words("Ciclo osservato", "Cycle seen"),
               help=words("Deve accordarsi con quello calcolato entro il 5 %.",
                          "Must agree with the computed one within 5 %.")),
        Numbers(key="stretches_min", required=False, most=20,
                label=words("Tratti di lavoro tra un recupero e l'altro",
                            "Stretches of work between recoveries"),
                help=words("Minuti di lavoro fino alla prima pausa di almeno 8 minuti (o pasto di "
                           "almeno 30), poi fino alla successiva, poi fino alla fine del turno.",
                           "Minutes of work until the first break of at least 8 minutes (or meal "
                           "of at least 30), then until the next, then until the end of the "
                           "shift."),
                each=Number(key="stretch", low=0, high=1440, unit="min", digits=0,
                            label=words("Tratti di lavoro tra un recupero e l'altro",
                                        "Stretches of work between recoveries"))),
    ),
    results=(
        *(Shown(key, label, digits=1) for key, label, _, _ in table.PARTS),
        Shown("net_repetitive_min", words("Durata netta", "Net duration"), "min", 0),
        Shown("net_cycle_s", words("Ciclo netto", "Net cycle"), "s", 1),
        Shown("hours_without_recovery", words("Ore senza recupero", "Hours without recovery"),
              "h", 1),
    ),
    calculate=calculate, explain=explain, picture=picture,
    notices={
        "cycle_differs": words(
            "Il ciclo calcolato ({net} s) e quello osservato ({seen} s) differiscono oltre il 5 %: "
            "rivedi pezzi, pause o osservazione.",
            "The computed cycle ({net} s) and the one seen ({seen} s) differ by more than 5 %: "
            "check pieces, breaks or observation."),
        "more_than_nine": words(
            "Le ore senza recupero sarebbero {hours}: la tabella arriva a 9.",
            "Hours without recovery would be {hours}: the table ends at 9."),
    },
    doubts=(
        words("Le classi di tempo della forza moderata e le parole delle posture sono a memoria: "
              "confrontale con la tua scheda.",
              "The time classes of moderate force and the words of the postures are from memory: "
              "compare them with your form."),
        words("La presa statica vale 2,5 e 4,5; una forma breve italiana usa 2 e 3.",
              "A static hold counts 2.5 and 4.5; an Italian short form uses 2 and 3."),
    ),
    examples=(
        Example({"actions_per_min": 40, "force_3_4": 2, "wrist": 4, "hand": 4, "stereotypy": 1.5,
                 "pace": 1},
                {"frequency": 4, "force": 2, "posture": 5.5, "additional": 1},
                words("Check-list OCRA", "OCRA checklist")),
        Example({"actions_per_min": 20, "static_hold": "whole", "shoulder": 6,
                 "shift_min": 480, "breaks_min": 20, "meal_min": 30, "other_work_min": 30,
                 "pieces": 800, "stretches_min": [120, 110, 100, 120]},
                {"frequency": 4.5, "posture": 6, "net_repetitive_min": 400, "net_cycle_s": 30,
                 "hours_without_recovery": 4}, words("Check-list OCRA", "OCRA checklist"),
                name=words("Turno di 8 ore, due pause e pasto",
                           "Shift of 8 hours, two breaks and a meal")),
    ),
)  # fmt: skip
