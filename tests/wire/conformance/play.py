"""Play the whole script against one router and hand back the transcript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.wire.conformance.peer import CBOR, JSON, MSGPACK, PATIENCE, Silence, Wording
from tests.wire.conformance.scenarios import SCENARIOS, Scenario
from tests.wire.conformance.stage import Stage

WORDINGS: Final[Mapping[str, Sequence[Wording]]] = {
    "json": (JSON,),
    "msgpack": (MSGPACK,),
    "cbor": (CBOR,),
    "mixed": (JSON, CBOR, MSGPACK),  # peers of one conversation speak different serializations
}
EXPECTED: Final = Path(__file__).with_name("transcript.txt")
EXPECTED_OF_OURS: Final = Path(__file__).with_name("transcript_of_ours.txt")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said, and the forms in which the router refused."""

    text: str
    refusals: list[tuple[str, ...]]


async def play(
    url: str,
    wordings: Sequence[Wording],
    scenarios: Sequence[Scenario] = SCENARIOS,
    *,
    refusal: float = PATIENCE,
) -> Outcome:
    """Play scenario after scenario; what goes wrong stands in the transcript."""
    async with Stage.open(url, wordings, refusal=refusal) as stage:
        for scenario in scenarios:
            stage.transcript.title(scenario.__doc__ or scenario.__name__)
            try:
                await scenario(stage)
            except (Silence, AssertionError) as error:
                stage.transcript.note("!!", f"{type(error).__name__}: {error}")
            await stage.clear()
        return Outcome(stage.transcript.text(), stage.refusals)
