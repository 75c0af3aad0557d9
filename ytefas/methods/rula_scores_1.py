"""The scores that RULA asks for, from angles and adjustments as they are measured."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Flag, Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, at_most, below, over
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.postures import PARTS, added, angle, flag, summed

ARM = words("Arto superiore", "Upper limb")
BODY = words("Collo, tronco, gambe", "Neck, trunk, legs")


def arm_score(degrees: float) -> int:
    """Score the angle of the upper arm, forward positive."""
    if at_least(degrees, -20) and at_most(degrees, 20):
        return 1
    if below(degrees, -20) or at_most(degrees, 45):
        return 2
    return 3 if at_most(degrees, 90) else 4


def wrist_score(degrees: float) -> int:
    """Score the angle of the wrist, whichever way it bends."""
    if at_most(abs(degrees), 0):
        return 1
    return 2 if at_most(abs(degrees), 15) else 3


def neck_score(degrees: float) -> int:
    """Score the angle of the neck, flexion positive."""
    if below(degrees, 0):
        return 4
    if at_most(degrees, 10):
        return 1
    return 2 if at_most(degrees, 20) else 3


def trunk_score(degrees: float, *, supported: bool) -> int:
    """Score the angle of the trunk; well supported and seated is as good as upright."""
    if supported or at_most(degrees, 0):
        return 1
    if at_most(degrees, 20):
        return 2
    return 3 if at_most(degrees, 60) else 4


def force_score(kilograms: float, *, sustained: bool, shock: bool) -> int:
    """Score load and how it acts."""
    if shock or (over(kilograms, 10) and sustained):
        return 3
    if over(kilograms, 10) or (at_least(kilograms, 2) and sustained):
        return 2
    return 1 if at_least(kilograms, 2) else 0


def calculate(given: Given) -> Found:
    """Score each angle, then add and take away."""
    elbow = 1 if at_least(given.lower_arm_deg, 60) and at_most(given.lower_arm_deg, 100) else 2
    values = {
        "upper_arm": max(1, summed(arm_score(given.upper_arm_deg), given.shoulder_raised,
                                   given.arm_abducted) - given.arm_supported),
        "lower_arm": summed(elbow, given.arm_across),
        "wrist": summed(wrist_score(given.wrist_deg), given.wrist_deviated),
        "wrist_twist": 2 if given.wrist_twist_end else 1,
        "neck": summed(neck_score(given.neck_deg), given.neck_twisted, given.neck_side),
        "trunk": summed(trunk_score(given.trunk_deg, supported=given.trunk_supported),
                        given.trunk_twisted, given.trunk_side),
        "legs": 1 if given.legs_balanced else 2,
    }  # fmt: skip
    for group in ("a", "b"):
        values[f"muscle_{group}"] = int(getattr(given, f"static_or_repeated_{group}"))
        values[f"force_{group}"] = force_score(
            getattr(given, f"load_kg_{group}"),
            sustained=getattr(given, f"load_sustained_{group}"),
            shock=getattr(given, f"shock_{group}"),
        )
    return Found(values)


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show each angle with what was added to it."""
    value = found.values
    yield Line("", PARTS["upper_arm"], added(
        say, given.upper_arm_deg, (given.shoulder_raised, words("spalla alzata", "raised")),
        (given.arm_abducted, words("abdotto", "abducted")),
        less=(given.arm_supported, words("sostenuto", "supported"))),
        value["upper_arm"])  # fmt: skip
    yield Line("", PARTS["lower_arm"], added(
        say, given.lower_arm_deg, (given.arm_across, words("di traverso o in fuori",
                                                           "across or out"))),
        value["lower_arm"])  # fmt: skip
    yield Line("", PARTS["wrist"], added(
        say, given.wrist_deg, (given.wrist_deviated, words("deviato", "deviated"))),
        value["wrist"])  # fmt: skip
    yield Line("", words("Rotazione del polso", "Wrist twist"),
               words("2 vicino al limite", "2 near the end of range"),
               value["wrist_twist"])  # fmt: skip
    for part in ("neck", "trunk"):
        label = PARTS["neck"] if part == "neck" else PARTS["trunk"]
        yield Line("", label, added(
            say, getattr(given, f"{part}_deg"),
            (getattr(given, f"{part}_twisted"), words("torsione", "twist")),
            (getattr(given, f"{part}_side"), words("inclinazione", "side bend"))),
            value[part])  # fmt: skip
    yield Line("", PARTS["legs"], words("1 in equilibrio, altrimenti 2",
                                        "1 balanced, otherwise 2"), value["legs"])  # fmt: skip
    for group, name in (("a", ARM), ("b", BODY)):
        kg = say(getattr(given, f"load_kg_{group}"))
        yield Line("", name, words("muscoli: 1 se statica o ripetuta",
                                   "muscle use: 1 if static or repeated"),
                   value[f"muscle_{group}"])  # fmt: skip
        yield Line("", name, words(f"forza: {kg} kg", f"force: {kg} kg"), value[f"force_{group}"])


def load(group: str) -> tuple[Flag | Number, ...]:
    """Ask for muscle use and load of a group."""
    return (
        flag(f"static_or_repeated_{group}", "Statica oltre 1 minuto o ripetuta almeno 4/min",
             "Static over 1 minute or repeated at least 4/min"),
        Number(key=f"load_kg_{group}", label=words("Carico o forza", "Load or force"), low=0,
               high=200, unit="kg", digits=1, required=False, default=0),
        flag(f"load_sustained_{group}", "Carico statico o ripetuto", "Load static or repeated"),
        flag(f"shock_{group}", "Strappi o forza che cresce in fretta",
             "Shocks or rapid build-up of force"),
    )  # fmt: skip


METHOD = Method(
    id="rula_scores", version=1, family="posture", part=True,
    name=words("Punteggi RULA dagli angoli", "RULA scores from angles"),
    about=words("Dagli angoli misurati ai punteggi da mettere in RULA.",
                "From measured angles to the scores to put into RULA."),
    edition="McAtamney & Corlett, Applied Ergonomics 24(2), 1993",
    sources=(
        Source("McAtamney & Corlett 1993", "verified", words("Fasce degli angoli.",
                                                             "Ranges of the angles.")),
        Source(words("Gli angoli sul confine", "Angles on the boundary"), "practice",
               words("Appartengono al punteggio più basso.", "They belong to the lower score.")),
    ),
    usual=("load_kg_a", "load_kg_b"),
    inputs=(
        Text(key="name", label=words("Compito o postura", "Task or posture"), required=False),
        angle("upper_arm_deg", "upper_arm", -90, 180, section=ARM),
        flag("shoulder_raised", "Spalla alzata", "Shoulder raised"),
        flag("arm_abducted", "Braccio abdotto", "Arm abducted"),
        flag("arm_supported", "Braccio sostenuto o persona appoggiata",
             "Arm supported or person leaning"),
        angle("lower_arm_deg", "lower_arm", 0, 160),
        flag("arm_across", "Oltre la linea mediana o in fuori",
             "Across the mid-line or out to the side"),
        angle("wrist_deg", "wrist", -90, 90),
        flag("wrist_deviated", "Polso deviato", "Wrist deviated"),
        flag("wrist_twist_end", "Rotazione vicino al limite", "Twist near the end of range"),
        *load("a"),
        angle("neck_deg", "neck", -60, 90, section=BODY),
        flag("neck_twisted", "Collo ruotato", "Neck twisted"),
        flag("neck_side", "Collo inclinato di lato", "Neck bent sideways"),
        angle("trunk_deg", "trunk", 0, 120),
        flag("trunk_supported", "Seduto e ben sostenuto", "Seated and well supported"),
        flag("trunk_twisted", "Tronco ruotato", "Trunk twisted"),
        flag("trunk_side", "Tronco inclinato di lato", "Trunk bent sideways"),
        flag("legs_balanced", "Gambe e piedi sostenuti e in equilibrio",
             "Legs and feet supported and balanced", default=True),
        *load("b"),
    ),
    results=(
        *(Shown(part, label) for part, label in PARTS.items()),
        Shown("wrist_twist", words("Rotazione del polso", "Wrist twist")),
        Shown("muscle_a", words("Muscoli, gruppo A", "Muscle use, group A")),
        Shown("force_a", words("Forza, gruppo A", "Force, group A")),
        Shown("muscle_b", words("Muscoli, gruppo B", "Muscle use, group B")),
        Shown("force_b", words("Forza, gruppo B", "Force, group B")),
    ),
    calculate=calculate, explain=explain,
    examples=(
        Example({"upper_arm_deg": 70, "lower_arm_deg": 45, "wrist_deg": -20, "neck_deg": 30,
                 "trunk_deg": 40},
                {"upper_arm": 3, "lower_arm": 2, "wrist": 3, "neck": 3, "trunk": 3, "legs": 1},
                "McAtamney & Corlett 1993"),
        Example({"upper_arm_deg": 100, "shoulder_raised": True, "arm_abducted": True,
                 "lower_arm_deg": 110, "arm_across": True, "wrist_deg": 20, "wrist_deviated": True,
                 "wrist_twist_end": True, "neck_deg": -5, "neck_twisted": True, "neck_side": True,
                 "trunk_deg": 70, "trunk_twisted": True, "trunk_side": True,
                 "legs_balanced": False, "load_kg_a": 12, "load_sustained_a": True},
                {"upper_arm": 6, "lower_arm": 3, "wrist": 4, "wrist_twist": 2, "neck": 6,
                 "trunk": 6, "legs": 2, "force_a": 3, "force_b": 0},
                "McAtamney & Corlett 1993", name=words("Il peggio", "The worst")),
    ),
)  # fmt: skip
