"""Write what is expected anew, from the embedded router: review the difference like code."""

import asyncio

from tests.wire.conformance.embedded import embedded
from tests.wire.conformance.play import EXPECTED, EXPECTED_OF_OURS, WORDINGS, play
from tests.wire.conformance.scenarios import OURS_ALONE, SCENARIOS


async def write() -> None:
    async with embedded() as router:
        for path, scenarios in ((EXPECTED, SCENARIOS), (EXPECTED_OF_OURS, OURS_ALONE)):
            outcome = await play(router.url, WORDINGS["json"], scenarios)
            path.write_text(outcome.text)


if __name__ == "__main__":
    asyncio.run(write())
