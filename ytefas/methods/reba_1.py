"""REBA: the load on the whole body in one posture, by observation."""

from collections.abc import Iterator

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Given
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Body, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.postures import NAMED, PARTS, graded, limb
from ytefas.methods.tables.reba_2000 import A, B, C

SCALE = Scale(
    measure="reba", label=words("Punteggio REBA", "REBA score"), low=1, high=15, shown=0,
    bands=(
        Band("negligible", 0, words("Trascurabile", "Negligible"), 1,
             words("Livello di azione 0: nessun intervento.", "Action level 0: none necessary.")),
        Band("low", 1, words("Basso", "Low"), 3,
             words("Livello di azione 1: un intervento può servire.",
                   "Action level 1: action may be necessary.")),
        Band("medium", 2, words("Medio", "Medium"), 7,
             words("Livello di azione 2: serve un intervento.", "Action level 2: necessary.")),
        Band("high", 3, words("Alto", "High"), 10,
             words("Livello di azione 3: serve un intervento a breve.",
                   "Action level 3: necessary soon.")),
        Band("very_high", 4, words("Molto alto", "Very high"),
             consequence=words("Livello di azione 4: serve un intervento subito.",
                               "Action level 4: necessary now.")),
    ),
)  # fmt: skip

TO_REDUCE = Duty(
    "changes_required",
    words("Ridurre il rischio da posture incongrue", "Reduce the risk from awkward postures"),
    "D.Lgs. 81/2008 art. 15 c. 1 lett. d, art. 71 c. 6",
)

BODY = words("Tronco, collo, gambe (gruppo A)", "Trunk, neck, legs (group A)")
ARM = words("Arto superiore (gruppo B)", "Upper limb (group B)")
LOAD = words("Carico o forza", "Load or force")
COUPLING = words("Presa", "Coupling")
ACTIVITY = words("Attività", "Activity")

INPUTS = (
    graded("trunk", PARTS["trunk"], (
        words("Eretto", "Upright"),
        words("Fino a 20° in flessione o estensione, o eretto con torsione o inclinazione",
              "Up to 20° of flexion or extension, or upright with twist or side bend"),
        words("20–60° in flessione, o oltre 20° in estensione",
              "20–60° of flexion, or over 20° of extension"),
        words("Oltre 60° in flessione, o meno con torsione o inclinazione",
              "Over 60° of flexion, or less with twist or side bend"),
        words("Oltre 60° in flessione, con torsione o inclinazione",
              "Over 60° of flexion, with twist or side bend"),
    ), section=BODY, help=words("Punteggio dell'angolo, +1 se ruotato o inclinato di lato.",
                                "Score of the angle, +1 if twisted or bent sideways.")),
    graded("neck", PARTS["neck"], (
        words("0–20° in flessione", "0–20° of flexion"),
        words("Oltre 20° o in estensione, o 0–20° con torsione o inclinazione",
              "Over 20° or in extension, or 0–20° with twist or side bend"),
        words("Oltre 20° o in estensione, con torsione o inclinazione",
              "Over 20° or in extension, with twist or side bend"),
    ), help=words("+1 se ruotato o inclinato di lato.", "+1 if twisted or bent sideways.")),
    graded("legs", PARTS["legs"], (
        words("Appoggio su due piedi, cammino o seduta", "Bilateral support, walking or sitting"),
        words("Appoggio su un piede o instabile, o due piedi con ginocchia a 30–60°",
              "Unilateral or unstable, or bilateral with knees at 30–60°"),
        words("Un piede o instabile con ginocchia a 30–60°, o due piedi oltre 60°",
              "Unilateral or unstable with knees at 30–60°, or bilateral over 60°"),
        words("Un piede o instabile con ginocchia oltre 60°",
              "Unilateral or unstable with knees over 60°"),
    ), help=words("+1 ginocchia a 30–60°, +2 oltre 60° (non da seduti).",
                  "+1 knees at 30–60°, +2 over 60° (not sitting).")),
    graded("load", LOAD, (
        words("Meno di 5 kg", "Below 5 kg"),
        words("5–10 kg, o meno con strappo", "5–10 kg, or less with shock"),
        words("Oltre 10 kg, o 5–10 kg con strappo", "Over 10 kg, or 5–10 kg with shock"),
        words("Oltre 10 kg con strappo", "Over 10 kg with shock"),
    ), first=0, help=words("+1 per strappi o forza che cresce rapidamente.",
                           "+1 for shocks or rapid build-up of force.")),
    graded("upper_arm", PARTS["upper_arm"], (
        words("Da 20° indietro a 20° avanti", "20° back to 20° forward"),
        words("Oltre 20° indietro, o 20–45° avanti", "Over 20° back, or 20–45° forward"),
        words("45–90° avanti", "45–90° forward"),
        words("Oltre 90° avanti, o meno con abduzione, rotazione o spalla alzata",
              "Over 90° forward, or less with abduction, rotation or raised shoulder"),
        words("Oltre 90° con una di queste", "Over 90° with one of these"),
        words("Oltre 90° con abduzione o rotazione e spalla alzata",
              "Over 90° with abduction or rotation and raised shoulder"),
    ), section=ARM, help=words(
        "Punteggio dell'angolo, +1 abdotto o ruotato, +1 spalla alzata, −1 sostenuto o con la "
        "gravità a favore.",
        "Score of the angle, +1 abducted or rotated, +1 shoulder raised, −1 supported or with "
        "gravity assisting.")),
    graded("lower_arm", PARTS["lower_arm"], (
        words("60–100°", "60–100°"),
        words("Meno di 60° o oltre 100°", "Below 60° or over 100°"),
    )),
    graded("wrist", PARTS["wrist"], (
        words("Fino a 15° in flessione o estensione", "Up to 15° of flexion or extension"),
        words("Oltre 15°, o fino a 15° deviato o ruotato",
              "Over 15°, or up to 15° and deviated or twisted"),
        words("Oltre 15° e deviato o ruotato", "Over 15° and deviated or twisted"),
    ), help=words("+1 se deviato o ruotato.", "+1 if deviated or twisted.")),
    graded("coupling", COUPLING, (
        words("Buona: maniglia adatta, presa salda", "Good: well-fitting handle, firm grip"),
        words("Discreta: accettabile ma non ideale", "Fair: acceptable but not ideal"),
        words("Scarsa: non accettabile, benché possibile",
              "Poor: not acceptable, although possible"),
        words("Inaccettabile: presa forzata, insicura, senza maniglie",
              "Unacceptable: awkward, unsafe grip, no handles"),
    ), first=0),
    graded("activity", ACTIVITY, (
        words("Nessuno dei tre casi", "None of the three cases"),
        words("Uno dei tre casi", "One of the three cases"),
        words("Due dei tre casi", "Two of the three cases"),
        words("Tutti e tre i casi", "All three cases"),
    ), first=0, section=ACTIVITY, help=words(
        "Casi: parti del corpo ferme oltre 1 minuto; azioni di piccola ampiezza ripetute più di 4 "
        "volte al minuto; ampi cambi di postura rapidi o base instabile.",
        "Cases: parts of the body held over 1 minute; small-range actions repeated more than 4 "
        "times a minute; rapid large changes of posture or an unstable base.")),
    *NAMED,
)  # fmt: skip

MOST = 12


def places(given: Given) -> tuple[tuple[int, int], tuple[int, int]]:
    """Find where tables A and B are read."""
    return (
        (5 * (given.neck - 1) + given.trunk - 1, given.legs - 1),
        (given.upper_arm - 1, 3 * (given.lower_arm - 1) + given.wrist - 1),
    )


def calculate(given: Given) -> Found:
    """Read tables A and B, add load and coupling, read table C, add the activity."""
    (row_a, column_a), (row_b, column_b) = places(given)
    table_a, table_b = A[row_a][column_a], B[row_b][column_b]
    score_a = min(table_a + given.load, MOST)
    score_b = min(table_b + given.coupling, MOST)
    score_c = C[score_a - 1][score_b - 1]
    reba = score_c + given.activity
    band = SCALE.band(reba)
    return Found(
        {"table_a": table_a, "table_b": table_b, "score_a": score_a, "score_b": score_b,
         "score_c": score_c, "reba": reba, "action_level": band.level, "level": band.code},
        band,
        flags={TO_REDUCE.key: band.level >= 2},  # noqa: PLR2004 - “necessary”
    )  # fmt: skip


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Show each table with the cell that was read."""
    value = found.values
    (row_a, column_a), (row_b, column_b) = places(given)
    yield Line("A₀", words("Tronco, collo, gambe", "Trunk, neck, legs"), words(
        "tabella A: collo {neck}, tronco {trunk}, gambe {legs}",
        "table A: neck {neck}, trunk {trunk}, legs {legs}",
    ).filled(neck=given.neck, trunk=given.trunk, legs=given.legs), value["table_a"])  # fmt: skip
    yield Table(
        words("Tabella A: collo · tronco; gambe", "Table A: neck · trunk; legs"),
        ("", *map(str, range(1, 5))),
        [(f"{at // 5 + 1} · {at % 5 + 1}", *row) for at, row in enumerate(A)],
        marked=(row_a, column_a + 1),
    )
    yield Line("A", words("Con il carico", "With the load"),
               f"{value['table_a']} + {given.load}", value["score_a"])  # fmt: skip
    yield Line("B₀", words("Arto superiore", "Upper limb"), words(
        "tabella B: braccio {upper}, avambraccio {lower}, polso {wrist}",
        "table B: upper arm {upper}, lower arm {lower}, wrist {wrist}",
    ).filled(upper=given.upper_arm, lower=given.lower_arm, wrist=given.wrist),
        value["table_b"])  # fmt: skip
    yield Table(
        words("Tabella B: braccio; avambraccio · polso", "Table B: upper arm; lower arm · wrist"),
        ("", *(f"{lower} · {wrist}" for lower in (1, 2) for wrist in (1, 2, 3))),
        [(at, *row) for at, row in enumerate(B, start=1)],
        marked=(row_b, column_b + 1),
    )
    yield Line("B", words("Con la presa", "With the coupling"),
               f"{value['table_b']} + {given.coupling}", value["score_b"])  # fmt: skip
    yield Line("C", words("I due gruppi insieme", "The two groups together"), words(
        "tabella C: riga {a}, colonna {b}", "table C: row {a}, column {b}",
    ).filled(a=value["score_a"], b=value["score_b"]), value["score_c"])  # fmt: skip
    yield Table(
        words("Tabella C: A; B", "Table C: A; B"), ("", *map(str, range(1, MOST + 1))),
        [(at, *row) for at, row in enumerate(C, start=1)],
        marked=(value["score_a"] - 1, value["score_b"]),
    )  # fmt: skip
    yield Line("REBA", SCALE.label, f"{value['score_c']} + {given.activity}", value["reba"],
               total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, TO_REDUCE.law if found.flags[TO_REDUCE.key] else "")


ARM_ANGLES = (10.0, 35.0, 70.0, 100.0, 115.0, 125.0)
ELBOW_ANGLES = (80.0, 45.0)
WRIST_ANGLES = (5.0, 25.0, 40.0)
NECK_ANGLES = (10.0, 30.0, 40.0)
TRUNK_ANGLES = (0.0, 15.0, 40.0, 70.0, 80.0)
LEG_ANGLES = (0.0, 30.0, 50.0, 75.0)


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw the posture, and which of the two groups weighs more."""
    a, b = found.values["score_a"], found.values["score_b"]
    return [
        Body(title=words("Postura giudicata", "The posture as judged"), limbs=(
            limb("neck", given.neck, 3, NECK_ANGLES[given.neck - 1]),
            limb("trunk", given.trunk, 5, TRUNK_ANGLES[given.trunk - 1]),
            limb("upper_arm", given.upper_arm, 6, ARM_ANGLES[given.upper_arm - 1]),
            limb("lower_arm", given.lower_arm, 2, ELBOW_ANGLES[given.lower_arm - 1]),
            limb("wrist", given.wrist, 3, WRIST_ANGLES[given.wrist - 1]),
            limb("legs", given.legs, 4, LEG_ANGLES[given.legs - 1]),
        )),
        Bars(title=words("Che cosa pesa", "What weighs"), full=MOST, digits=0, bars=(
            Bar("A", words("A: tronco, collo, gambe, carico", "A: trunk, neck, legs, load"), a,
                worst=a >= b),
            Bar("B", words("B: arto superiore, presa", "B: upper limb, coupling"), b,
                worst=b > a),
        )),
    ]  # fmt: skip


NEUTRAL = {"neck": 1, "trunk": 1, "legs": 1, "upper_arm": 1, "lower_arm": 1, "wrist": 1,
           "load": 0, "coupling": 0, "activity": 0}  # fmt: skip

METHOD = Method(
    id="reba", version=1, family="posture",
    name=words("REBA", "REBA"),
    about=words(
        "Valuta una postura di tutto il corpo, anche instabile o che cambia: assistenza, pulizie, "
        "manutenzione. È un esame rapido: non dà la durata dell'esposizione e non sostituisce "
        "NIOSH per il sollevamento né OCRA per i movimenti ripetitivi.",
        "Rates a posture of the whole body, unstable or changing ones, too: care, cleaning, "
        "maintenance. It is a quick screening: it gives no duration of exposure and replaces "
        "neither NIOSH for lifting nor OCRA for repetitive movements.",
    ),
    edition="Hignett & McAtamney, Applied Ergonomics 31(2), 2000",
    sources=(
        Source("Hignett & McAtamney 2000", "verified",
               words("Tabelle A, B, C e livelli di azione, da trascrizioni concordi.",
                     "Tables A, B, C and action levels, from transcriptions that agree.")),
    ),
    inputs=INPUTS,
    results=(
        Shown("reba", SCALE.label, main=True),
        Shown("action_level", words("Livello di azione", "Action level")),
        Shown("table_a", words("Tabella A", "Table A")),
        Shown("score_a", words("A: con il carico", "A: with the load")),
        Shown("table_b", words("Tabella B", "Table B")),
        Shown("score_b", words("B: con la presa", "B: with the coupling")),
        Shown("score_c", words("C: i due gruppi insieme", "C: the two groups together")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,), duties=(TO_REDUCE,),
    examples=(
        Example(NEUTRAL | {"neck": 2, "trunk": 2, "legs": 2, "lower_arm": 2, "wrist": 3},
                {"table_a": 4, "table_b": 3, "score_c": 4, "reba": 4, "level": "medium"},
                "rs9000/ergonomics, README (pose left)"),
        Example(NEUTRAL, {"reba": 1, "action_level": 0, "level": "negligible"},
                words("Tabelle A, B, C", "Tables A, B, C")),
        Example(NEUTRAL | {"trunk": 3, "upper_arm": 2, "coupling": 1},
                {"score_a": 2, "score_b": 2, "reba": 2, "level": "low"},
                words("Tabelle A, B, C", "Tables A, B, C")),
        Example({"neck": 3, "trunk": 5, "legs": 4, "upper_arm": 6, "lower_arm": 2, "wrist": 3,
                 "load": 3, "coupling": 3, "activity": 3},
                {"score_a": 12, "score_b": 12, "reba": 15, "level": "very_high"},
                words("Tabelle A, B, C", "Tables A, B, C")),
    ),
)  # fmt: skip
