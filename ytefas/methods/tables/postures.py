"""What the observation methods of postures share: how their scores are asked and drawn."""

from collections.abc import Mapping, Sequence

from ytefas.methods.kit.inputs import Choice, Flag, Input, Number, Option, Text
from ytefas.methods.kit.pictures import Limb, Part
from ytefas.methods.kit.steps import Speech
from ytefas.methods.kit.words import Words, words

PARTS: Mapping[Part, Words] = {
    "neck": words("Collo", "Neck"),
    "trunk": words("Tronco", "Trunk"),
    "upper_arm": words("Braccio", "Upper arm"),
    "lower_arm": words("Avambraccio", "Lower arm"),
    "wrist": words("Polso", "Wrist"),
    "legs": words("Gambe", "Legs"),
}

NAMED: tuple[Input, ...] = (
    Text(key="name", label=words("Compito o postura", "Task or posture"), required=False,
         help=words("Quale compito e quale momento del compito.",
                    "Which task and which moment of it.")),
    Choice(key="side", yardstick=True, label=words("Lato", "Side"), required=False,
           help=words("I due lati si valutano separatamente.", "The two sides are rated apart."),
           options=(Option("left", words("sinistro", "left")),
                    Option("right", words("destro", "right")))),
)  # fmt: skip


def graded(
    key: str, label: Words, steps: Sequence[Words], *,
    first: int = 1, help: Words | None = None, section: Words | None = None,  # noqa: A002 - as in Input
) -> Choice:  # fmt: skip
    """Ask for a score by what it stands for."""
    return Choice(
        key=key, label=label, help=help, section=section,
        options=tuple(Option(at, step) for at, step in enumerate(steps, start=first)),
    )  # fmt: skip


def limb(part: Part, score: int, most: int, angle: float) -> Limb:
    """Draw a part of the body; the further its score is up its scale, the redder."""
    level = round(4 * (score - 1) / (most - 1))
    return Limb(part, PARTS[part], score, most, level, angle)


def angle(key: str, part: Part, low: float, high: float, section: Words | None = None) -> Number:
    """Ask for an angle of a part of the body."""
    return Number(
        key=key, label=PARTS[part], low=low, high=high, unit="°", digits=0, section=section,
        help=words("Positivo in flessione o in avanti, negativo in estensione o all'indietro.",
                   "Positive in flexion or forward, negative in extension or back."),
    )  # fmt: skip


def flag(key: str, it: str, en: str, *, default: bool = False) -> Flag:
    """Ask whether an adjustment applies."""
    return Flag(key=key, label=words(it, en), required=False, default=default)


def summed(base: int, *more: bool) -> int:
    """Add one for each adjustment that applies."""
    return base + sum(more)


def added(
    say: Speech, degrees: float, *more: tuple[bool, Words], less: tuple[bool, Words] | None = None
) -> str:
    """Write an angle with the adjustments that apply."""
    parts = [f"{say(degrees)}°", *(f"+1 {say.of(name)}" for applies, name in more if applies)]
    if less is not None and less[0]:
        parts.append(f"−1 {say.of(less[1])}")
    return ", ".join(parts)
