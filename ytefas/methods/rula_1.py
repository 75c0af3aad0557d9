"""RULA: the load on neck, trunk and upper limbs in one posture, by observation."""

from collections.abc import Iterator

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Body, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.postures import NAMED, PARTS, graded, limb
from ytefas.methods.tables.rula_1993 import A, B, C

SCALE = Scale(
    measure="grand", label=words("Punteggio finale RULA", "RULA grand score"),
    low=1, high=7, shown=0,
    bands=(
        Band("acceptable", 1, words("Livello 1: accettabile", "Level 1: acceptable"), 2,
             words("Postura accettabile, se non mantenuta o ripetuta a lungo.",
                   "An acceptable posture, if not kept or repeated for long periods.")),
        Band("investigate", 2, words("Livello 2: da approfondire", "Level 2: investigate"), 4,
             words("Servono approfondimenti; possono servire cambiamenti.",
                   "Further investigation is needed; changes may be required.")),
        Band("change_soon", 3, words("Livello 3: cambiare presto", "Level 3: change soon"), 6,
             words("Servono approfondimenti e cambiamenti a breve.",
                   "Investigation and changes are required soon.")),
        Band("change_now", 4, words("Livello 4: cambiare subito", "Level 4: change now"),
             consequence=words("Servono approfondimenti e cambiamenti immediati.",
                               "Investigation and changes are required immediately.")),
    ),
)  # fmt: skip

TO_REDUCE = Duty(
    "changes_required",
    words("Ridurre il rischio da posture incongrue",
          "Reduce the risk from awkward postures"),
    "D.Lgs. 81/2008 art. 15 c. 1 lett. d, art. 71 c. 6",
)  # fmt: skip

ARM = words("Arto superiore (gruppo A)", "Upper limb (group A)")
BODY = words("Collo, tronco, gambe (gruppo B)", "Neck, trunk, legs (group B)")
MUSCLE = (
    words("Nessuno dei due casi", "Neither case"),
    words("Postura statica (oltre 1 minuto) o azione ripetuta almeno 4 volte al minuto",
          "Static posture (over 1 minute) or action repeated at least 4 times a minute"),
)  # fmt: skip
FORCE = (
    words("Meno di 2 kg, saltuari", "Below 2 kg, intermittent"),
    words("2–10 kg, saltuari", "2–10 kg, intermittent"),
    words("2–10 kg statici o ripetuti, oppure oltre 10 kg saltuari",
          "2–10 kg static or repeated, or over 10 kg intermittent"),
    words("Oltre 10 kg statici o ripetuti, o strappi",
          "Over 10 kg static or repeated, or shocks"),
)  # fmt: skip
MUSCLE_LABEL = words("Uso dei muscoli", "Muscle use")
FORCE_LABEL = words("Forza o carico", "Force or load")

INPUTS = (
    graded("upper_arm", PARTS["upper_arm"], (
        words("Da 20° indietro a 20° avanti", "20° back to 20° forward"),
        words("Oltre 20° indietro, o 20–45° avanti", "Over 20° back, or 20–45° forward"),
        words("45–90° avanti", "45–90° forward"),
        words("Oltre 90° avanti, o meno con spalla alzata o braccio abdotto",
              "Over 90° forward, or less with raised shoulder or abducted arm"),
        words("Oltre 90° con spalla alzata o braccio abdotto",
              "Over 90° with raised shoulder or abducted arm"),
        words("Oltre 90° con spalla alzata e braccio abdotto",
              "Over 90° with raised shoulder and abducted arm"),
    ), section=ARM, help=words(
        "Punteggio dell'angolo, +1 spalla alzata, +1 braccio abdotto, −1 braccio sostenuto o "
        "persona appoggiata.",
        "Score of the angle, +1 shoulder raised, +1 arm abducted, −1 arm supported or person "
        "leaning.")),
    graded("lower_arm", PARTS["lower_arm"], (
        words("60–100°", "60–100°"),
        words("Meno di 60° o oltre 100°, o 60–100° di traverso o in fuori",
              "Below 60° or over 100°, or 60–100° across or out to the side"),
        words("Meno di 60° o oltre 100°, e di traverso o in fuori",
              "Below 60° or over 100°, and across or out to the side"),
    ), help=words("+1 se lavora oltre la linea mediana o in fuori.",
                  "+1 when working across the mid-line or out to the side.")),
    graded("wrist", PARTS["wrist"], (
        words("Neutro", "Neutral"),
        words("Flesso o esteso fino a 15°, o neutro ma deviato",
              "Flexed or extended up to 15°, or neutral but deviated"),
        words("Oltre 15°, o fino a 15° e deviato", "Over 15°, or up to 15° and deviated"),
        words("Oltre 15° e deviato", "Over 15° and deviated"),
    ), help=words("+1 se deviato verso il radio o l'ulna.",
                  "+1 if in radial or ulnar deviation.")),
    graded("wrist_twist", words("Rotazione del polso", "Wrist twist"), (
        words("A metà dell'escursione", "In mid-range"),
        words("Vicino al limite dell'escursione", "At or near the end of range"),
    )),
    graded("muscle_a", MUSCLE_LABEL, MUSCLE, first=0),
    graded("force_a", FORCE_LABEL, FORCE, first=0),
    graded("neck", PARTS["neck"], (
        words("0–10°", "0–10°"),
        words("10–20°, o meno con torsione o inclinazione",
              "10–20°, or less with twist or side bend"),
        words("Oltre 20°", "Over 20°"),
        words("In estensione", "In extension"),
        words("In estensione con torsione o inclinazione", "In extension with twist or side bend"),
        words("In estensione con torsione e inclinazione", "In extension with twist and side bend"),
    ), section=BODY, help=words("+1 torsione, +1 inclinazione di lato.",
                                "+1 twist, +1 side bend.")),
    graded("trunk", PARTS["trunk"], (
        words("Eretto, o seduto e ben sostenuto", "Upright, or seated and well supported"),
        words("0–20°", "0–20°"),
        words("20–60°", "20–60°"),
        words("Oltre 60°", "Over 60°"),
        words("Oltre 60° con torsione o inclinazione", "Over 60° with twist or side bend"),
        words("Oltre 60° con torsione e inclinazione", "Over 60° with twist and side bend"),
    ), help=words("+1 torsione, +1 inclinazione di lato.", "+1 twist, +1 side bend.")),
    graded("legs", PARTS["legs"], (
        words("Gambe e piedi sostenuti e in equilibrio", "Legs and feet supported and balanced"),
        words("Altrimenti", "Otherwise"),
    )),
    graded("muscle_b", MUSCLE_LABEL, MUSCLE, first=0),
    graded("force_b", FORCE_LABEL, FORCE, first=0),
    *NAMED,
)  # fmt: skip

LAST_C, LAST_D = len(C), len(C[0])


def places(given: Given) -> tuple[tuple[int, int], tuple[int, int]]:
    """Find where tables A and B are read."""
    return (
        (3 * (given.upper_arm - 1) + given.lower_arm - 1,
         2 * (given.wrist - 1) + given.wrist_twist - 1),
        (given.neck - 1, 2 * (given.trunk - 1) + given.legs - 1),
    )  # fmt: skip


def calculate(given: Given) -> Found:
    """Read tables A and B, add muscle use and force, read table C."""
    (row_a, column_a), (row_b, column_b) = places(given)
    a, b = A[row_a][column_a], B[row_b][column_b]
    c, d = a + given.muscle_a + given.force_a, b + given.muscle_b + given.force_b
    used_c, used_d = min(c, LAST_C), min(d, LAST_D)
    grand = C[used_c - 1][used_d - 1]
    band = SCALE.band(grand)
    return Found(
        {"A": a, "B": b, "C": c, "D": d, "C_used": used_c, "D_used": used_d,
         "grand": grand, "action_level": SCALE.bands.index(band) + 1},
        band,
        flags={TO_REDUCE.key: band.level >= 3},  # noqa: PLR2004 - change soon
    )  # fmt: skip


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Show each table with the cell that was read."""
    value = found.values
    (row_a, column_a), (row_b, column_b) = places(given)
    yield Line("A", words("Postura dell'arto superiore", "Posture of the upper limb"), words(
        "tabella A: braccio {upper}, avambraccio {lower}, polso {wrist}, rotazione {twist}",
        "table A: upper arm {upper}, lower arm {lower}, wrist {wrist}, twist {twist}",
    ).filled(upper=given.upper_arm, lower=given.lower_arm, wrist=given.wrist,
             twist=given.wrist_twist), value["A"])  # fmt: skip
    yield Table(
        words("Tabella A: braccio · avambraccio; polso · rotazione",
              "Table A: upper arm · lower arm; wrist · twist"),
        ("", *(f"{wrist} · {twist}" for wrist in range(1, 5) for twist in (1, 2))),
        [(f"{at // 3 + 1} · {at % 3 + 1}", *row) for at, row in enumerate(A)],
        marked=(row_a, column_a + 1),
    )  # fmt: skip
    yield Line("C", words("Con muscoli e forza", "With muscle use and force"),
               f"{value['A']} + {given.muscle_a} + {given.force_a}", value["C"])  # fmt: skip
    yield Line("B", words("Postura di collo, tronco e gambe", "Posture of neck, trunk and legs"),
               words("tabella B: collo {neck}, tronco {trunk}, gambe {legs}",
                     "table B: neck {neck}, trunk {trunk}, legs {legs}",
                     ).filled(neck=given.neck, trunk=given.trunk, legs=given.legs),
               value["B"])  # fmt: skip
    yield Table(
        words("Tabella B: collo; tronco · gambe", "Table B: neck; trunk · legs"),
        ("", *(f"{trunk} · {legs}" for trunk in range(1, 7) for legs in (1, 2))),
        [(at, *row) for at, row in enumerate(B, start=1)],
        marked=(row_b, column_b + 1),
    )  # fmt: skip
    yield Line("D", words("Con muscoli e forza", "With muscle use and force"),
               f"{value['B']} + {given.muscle_b} + {given.force_b}", value["D"])  # fmt: skip
    yield Line("RULA", SCALE.label, words(
        "tabella C: riga {c}, colonna {d}", "table C: row {c}, column {d}",
    ).filled(c=value["C_used"], d=value["D_used"]), value["grand"], total=True)  # fmt: skip
    yield Table(
        words("Tabella C: C (8 e oltre); D (7 e oltre)", "Table C: C (8 and over); D (7 and over)"),
        ("", *(str(at) for at in range(1, LAST_D)), f"{LAST_D}+"),
        [(str(at) if at < LAST_C else f"{LAST_C}+", *row) for at, row in enumerate(C, start=1)],
        marked=(value["C_used"] - 1, value["D_used"]),
    )  # fmt: skip
    yield Rule(words("Livello di azione {level}: {word}. {then}",
                     "Action level {level}: {word}. {then}").filled(
        level=value["action_level"], word=found.band.word if found.band else "",
        then=found.band.consequence if found.band else ""),
        TO_REDUCE.law if found.flags[TO_REDUCE.key] else "")  # fmt: skip


ARM_ANGLES = (10.0, 35.0, 70.0, 100.0, 115.0, 125.0)
ELBOW_ANGLES = (80.0, 45.0, 40.0)
WRIST_ANGLES = (0.0, 12.0, 30.0, 40.0)
NECK_ANGLES = (5.0, 15.0, 30.0, -20.0, -25.0, -30.0)
TRUNK_ANGLES = (0.0, 15.0, 40.0, 70.0, 75.0, 80.0)
LEG_ANGLES = (0.0, 25.0)


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw the posture, and which of the two groups weighs more."""
    value = found.values
    parts = [
        ("C", words("C: arto superiore", "C: upper limb"), value["C_used"], LAST_C),
        ("D", words("D: collo, tronco, gambe", "D: neck, trunk, legs"), value["D_used"], LAST_D),
    ]
    worst = max(parts, key=lambda part: part[2] / part[3])[0]
    return [
        Body(title=words("Postura giudicata", "The posture as judged"), limbs=(
            limb("neck", given.neck, 6, NECK_ANGLES[given.neck - 1]),
            limb("trunk", given.trunk, 6, TRUNK_ANGLES[given.trunk - 1]),
            limb("upper_arm", given.upper_arm, 6, ARM_ANGLES[given.upper_arm - 1]),
            limb("lower_arm", given.lower_arm, 3, ELBOW_ANGLES[given.lower_arm - 1]),
            limb("wrist", given.wrist, 4, WRIST_ANGLES[given.wrist - 1]),
            limb("legs", given.legs, 2, LEG_ANGLES[given.legs - 1]),
        )),
        Bars(title=words("Che cosa pesa", "What weighs"), full=LAST_C, digits=0, bars=tuple(
            Bar(key, label, score, worst=key == worst) for key, label, score, _ in parts
        )),
    ]  # fmt: skip


METHOD = Method(
    id="rula", version=1, family="posture",
    name=words("RULA", "RULA"),
    about=words(
        "Valuta una postura di lavoro osservata, soprattutto del lavoro seduto o degli arti "
        "superiori. È un esame rapido: non dà la durata dell'esposizione e non sostituisce OCRA "
        "per i movimenti ripetitivi (ISO 11228-3). Valuta a parte il lato destro e il sinistro, e "
        "la postura peggiore oltre a quella più frequente.",
        "Rates one working posture that is observed, above all seated work or work of the upper "
        "limbs. It is a quick screening: it gives no duration of exposure and does not replace "
        "OCRA for repetitive movements (ISO 11228-3). Rate left and right side apart, and the "
        "worst posture besides the most frequent one.",
    ),
    edition="McAtamney & Corlett, Applied Ergonomics 24(2), 1993",
    sources=(
        Source("McAtamney & Corlett 1993", "verified",
               words("Tabelle A, B, C e livelli di azione, da trascrizioni concordi.",
                     "Tables A, B, C and action levels, from transcriptions that agree.")),
    ),
    inputs=INPUTS,
    results=(
        Shown("grand", SCALE.label, main=True),
        Shown("action_level", words("Livello di azione", "Action level")),
        Shown("A", words("A: postura dell'arto superiore", "A: posture of the upper limb")),
        Shown("C", words("C: con muscoli e forza", "C: with muscle use and force")),
        Shown("B", words("B: postura di collo, tronco, gambe",
                         "B: posture of neck, trunk, legs")),
        Shown("D", words("D: con muscoli e forza", "D: with muscle use and force")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,), duties=(TO_REDUCE,),
    examples=(
        Example(
            {"upper_arm": 3, "lower_arm": 2, "wrist": 3, "wrist_twist": 1, "neck": 3, "trunk": 3,
             "legs": 1, "muscle_a": 1, "force_a": 1, "muscle_b": 1, "force_b": 1},
            {"A": 4, "B": 4, "C": 6, "D": 6, "grand": 7, "action_level": 4},
            words("Tabelle A, B, C", "Tables A, B, C"), name=words("Braccio a 70°, tronco a 40°",
                                          "Arm at 70°, trunk at 40°")),
        Example(
            {"upper_arm": 1, "lower_arm": 1, "wrist": 1, "wrist_twist": 1, "neck": 1, "trunk": 1,
             "legs": 1, "muscle_a": 0, "force_a": 0, "muscle_b": 0, "force_b": 0},
            {"A": 1, "B": 1, "grand": 1, "action_level": 1},
            words("Tabelle A, B, C", "Tables A, B, C"),
            name=words("Postura neutra", "Neutral posture")),
        Example(
            {"upper_arm": 5, "lower_arm": 3, "wrist": 4, "wrist_twist": 2, "neck": 4, "trunk": 3,
             "legs": 1, "muscle_a": 0, "force_a": 1, "muscle_b": 0, "force_b": 0},
            {"A": 8, "B": 6, "C": 9, "D": 6, "grand": 7, "action_level": 4},
            words("Tabelle A, B, C", "Tables A, B, C"),
            name=words("C oltre la tabella", "C beyond the table")),
    ),
    doubts=(
        words("Tabella A: il foglio diffuso negli anni Novanta differisce dall'articolo in alcune "
              "celle delle righe 2 e 3. Qui vale la versione corretta.",
              "Table A: the worksheet spread in the nineties differs from the paper in some cells "
              "of rows 2 and 3. The corrected version holds here."),
    ),
)  # fmt: skip
