"""Files on their way out: whole, or visibly not."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import aiohttp
import pytest

from tests.support.identity import ADA, PASSWORD, Office
from tests.web.conftest import Doors
from ytefas.errors import Busy
from ytefas.jobs.job import FileFacts
from ytefas.rules.access import Principal


class Torn:
    """A file of ten bytes, of which six come; then it is gone, or the database is."""

    def __init__(self, end: Exception | None) -> None:
        self.end = end

    async def find(
        self, principal: Principal, wanted: UUID
    ) -> tuple[FileFacts, AsyncIterator[bytes]]:
        del principal, wanted
        return FileFacts("Sedi.csv", "text/csv", 10), self._parts()

    async def _parts(self) -> AsyncIterator[bytes]:
        yield b"abc"
        yield b"def"
        if self.end is not None:
            raise self.end


@pytest.mark.parametrize("end", [None, Busy()])
async def test_a_file_that_ends_early_is_seen_to_be_torn(
    doors: Doors, office: Office, end: Exception | None
) -> None:
    await office.hire(ADA)
    browser = doors.browser(await doors.open(office.identity, files=Torn(end)))
    await browser.log_in(ADA, PASSWORD)
    with pytest.raises((aiohttp.ClientPayloadError, aiohttp.ClientConnectionError)):
        await browser.get(f"/files/{uuid4()}")
