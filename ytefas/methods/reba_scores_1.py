"""The scores that REBA asks for, from angles and adjustments as they are measured."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Flag, Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, at_most, below, over
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.postures import PARTS, added, angle, flag, summed

BODY = words("Tronco, collo, gambe", "Trunk, neck, legs")
ARM = words("Arto superiore", "Upper limb")
ACTIVITY = words("Attività", "Activity")


def trunk_score(degrees: float) -> int:
    """Score the angle of the trunk, flexion positive."""
    if at_most(abs(degrees), 0):
        return 1
    if at_most(abs(degrees), 20):
        return 2
    return 3 if at_most(degrees, 60) else 4


def arm_score(degrees: float) -> int:
    """Score the angle of the upper arm, forward positive."""
    if at_least(degrees, -20) and at_most(degrees, 20):
        return 1
    if below(degrees, -20) or at_most(degrees, 45):
        return 2
    return 3 if at_most(degrees, 90) else 4


def knees_score(given: Given) -> int:
    """Score what bent knees add."""
    if given.sitting or below(given.knee_deg, 30):
        return 0
    return 2 if over(given.knee_deg, 60) else 1


def load_score(given: Given) -> int:
    """Score the load, and a shock."""
    base = 0 if below(given.load_kg, 5) else 1 if at_most(given.load_kg, 10) else 2
    return base + int(given.shock)


def calculate(given: Given) -> Found:
    """Score each angle, then add and take away."""
    neck_fine = at_least(given.neck_deg, 0) and at_most(given.neck_deg, 20)
    elbow_fine = at_least(given.lower_arm_deg, 60) and at_most(given.lower_arm_deg, 100)
    return Found({
        "trunk": summed(trunk_score(given.trunk_deg), given.trunk_twisted or given.trunk_side),
        "neck": summed(1 if neck_fine else 2, given.neck_twisted or given.neck_side),
        "legs": (2 if given.legs_unilateral else 1) + knees_score(given),
        "load": load_score(given),
        "upper_arm": max(1, summed(arm_score(given.upper_arm_deg), given.arm_abducted,
                                   given.shoulder_raised) - given.arm_supported),
        "lower_arm": 1 if elbow_fine else 2,
        "wrist": summed(1 if at_most(abs(given.wrist_deg), 15) else 2, given.wrist_deviated),
        "activity": summed(0, given.static, given.repeated, given.rapid_or_unstable),
    })  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show each angle with what was added to it."""
    value = found.values
    turned = words("torsione o inclinazione", "twist or side bend")
    yield Line("", PARTS["trunk"], added(
        say, given.trunk_deg, (given.trunk_twisted or given.trunk_side, turned)),
        value["trunk"])  # fmt: skip
    yield Line("", PARTS["neck"], added(
        say, given.neck_deg, (given.neck_twisted or given.neck_side, turned)),
        value["neck"])  # fmt: skip
    yield Line("", PARTS["legs"], words(
        "appoggio {base}, ginocchia {knee}°: +{more}", "support {base}, knees {knee}°: +{more}",
    ).filled(base=2 if given.legs_unilateral else 1, knee=given.knee_deg,
             more=knees_score(given)), value["legs"])  # fmt: skip
    yield Line("", words("Carico o forza", "Load or force"), words(
        "{kg} kg, strappo: {shock}", "{kg} kg, shock: {shock}",
    ).filled(kg=given.load_kg, shock=given.shock), value["load"])  # fmt: skip
    yield Line("", PARTS["upper_arm"], added(
        say, given.upper_arm_deg,
        (given.arm_abducted, words("abdotto o ruotato", "abducted or rotated")),
        (given.shoulder_raised, words("spalla alzata", "raised")),
        less=(given.arm_supported, words("sostenuto", "supported"))),
        value["upper_arm"])  # fmt: skip
    yield Line("", PARTS["lower_arm"], added(say, given.lower_arm_deg), value["lower_arm"])
    yield Line("", PARTS["wrist"], added(
        say, given.wrist_deg, (given.wrist_deviated, words("deviato o ruotato",
                                                           "deviated or twisted"))),
        value["wrist"])  # fmt: skip
    yield Line("", ACTIVITY, words("uno per ciascun caso", "one for each case"),
               value["activity"])  # fmt: skip


METHOD = Method(
    id="reba_scores", version=1, family="posture", part=True,
    name=words("Punteggi REBA dagli angoli", "REBA scores from angles"),
    about=words("Dagli angoli misurati ai punteggi da mettere in REBA. La presa si giudica a "
                "vista.",
                "From measured angles to the scores to put into REBA. Coupling is judged by eye."),
    edition="Hignett & McAtamney, Applied Ergonomics 31(2), 2000",
    sources=(
        Source("Hignett & McAtamney 2000", "verified", words("Fasce degli angoli.",
                                                             "Ranges of the angles.")),
        Source(words("Gli angoli sul confine", "Angles on the boundary"), "practice",
               words("Appartengono al punteggio più basso; ginocchia da 30° compresi.",
                     "They belong to the lower score; knees from 30° on, 30° included.")),
    ),
    usual=("load_kg",),
    inputs=(
        Text(key="name", label=words("Compito o postura", "Task or posture"), required=False),
        angle("trunk_deg", "trunk", -60, 120, section=BODY),
        flag("trunk_twisted", "Tronco ruotato", "Trunk twisted"),
        flag("trunk_side", "Tronco inclinato di lato", "Trunk bent sideways"),
        angle("neck_deg", "neck", -60, 90),
        flag("neck_twisted", "Collo ruotato", "Neck twisted"),
        flag("neck_side", "Collo inclinato di lato", "Neck bent sideways"),
        flag("legs_unilateral", "Appoggio su un piede o instabile",
             "Unilateral or unstable support"),
        Number(key="knee_deg", label=words("Flessione delle ginocchia", "Flexion of the knees"),
               low=0, high=160, unit="°", digits=0, required=False, default=0),
        flag("sitting", "Seduto", "Sitting"),
        Number(key="load_kg", label=words("Carico o forza", "Load or force"), low=0, high=200,
               unit="kg", digits=1, required=False, default=0),
        flag("shock", "Strappi o forza che cresce in fretta", "Shocks or rapid build-up of force"),
        angle("upper_arm_deg", "upper_arm", -90, 180, section=ARM),
        flag("arm_abducted", "Braccio abdotto o ruotato", "Arm abducted or rotated"),
        flag("shoulder_raised", "Spalla alzata", "Shoulder raised"),
        flag("arm_supported", "Braccio sostenuto o gravità a favore",
             "Arm supported or gravity assisting"),
        angle("lower_arm_deg", "lower_arm", 0, 160),
        angle("wrist_deg", "wrist", -90, 90),
        flag("wrist_deviated", "Polso deviato o ruotato", "Wrist deviated or twisted"),
        Flag(key="static", label=words("Parti ferme oltre 1 minuto", "Parts held over 1 minute"),
             section=ACTIVITY, required=False, default=False),
        flag("repeated", "Azioni ripetute più di 4 volte al minuto",
             "Actions repeated more than 4 times a minute"),
        flag("rapid_or_unstable", "Ampi cambi rapidi o base instabile",
             "Rapid large changes or unstable base"),
    ),
    results=(
        *(Shown(part, label) for part, label in PARTS.items()),
        Shown("load", words("Carico o forza", "Load or force")),
        Shown("activity", ACTIVITY),
    ),
    calculate=calculate, explain=explain,
    examples=(
        Example({"trunk_deg": 0, "neck_deg": 10, "upper_arm_deg": 0, "lower_arm_deg": 80,
                 "wrist_deg": 0},
                {"trunk": 1, "neck": 1, "legs": 1, "load": 0, "upper_arm": 1, "lower_arm": 1,
                 "wrist": 1, "activity": 0}, "Hignett & McAtamney 2000"),
        Example({"trunk_deg": -25, "neck_deg": -5, "neck_twisted": True, "legs_unilateral": True,
                 "knee_deg": 70, "load_kg": 12, "shock": True, "upper_arm_deg": 100,
                 "arm_supported": True, "lower_arm_deg": 45, "wrist_deg": 20},
                {"trunk": 3, "neck": 3, "legs": 4, "load": 3, "upper_arm": 3, "lower_arm": 2,
                 "wrist": 2}, "Hignett & McAtamney 2000"),
    ),
)  # fmt: skip
