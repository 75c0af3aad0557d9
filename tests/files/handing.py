"""Handing a file in as a page does, and fetching one."""

import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import aiohttp

from tests.support.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    json: Any

    @property
    def reason(self) -> str:
        return str(self.json["fields"]["reason"])


async def hand_in(
    visitor: Visitor, customer: UUID | str, name: str, data: bytes, *,
    record: tuple[str, UUID] | None = None, headers: dict[str, str] | None = None,
) -> Answer:  # fmt: skip
    """Send one file for a customer (or "studio"), to hang on a record if told."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", io.BytesIO(data), filename=name, content_type="application/octet-stream")
    return await post(visitor, customer, form, record=record, headers=headers)


async def post(
    visitor: Visitor, customer: UUID | str, body: Any, *,
    record: tuple[str, UUID] | None = None, headers: dict[str, str] | None = None,
) -> Answer:  # fmt: skip
    asked = {"customer": str(customer)}
    if record is not None:
        asked |= {"source": record[0], "record": str(record[1])}
    browser = visitor.browser
    sent = {"Origin": browser.url, "Accept-Language": "it", **(headers or {})}
    async with browser.http.post(
        f"{browser.url}/files", params=asked, data=body, headers=sent
    ) as answer:
        return await _read(answer)


async def fetch(visitor: Visitor, file: str, query: str = "") -> Answer:
    """Fetch a file."""
    browser = visitor.browser
    async with browser.http.get(f"{browser.url}/attachments/{file}{query}") as answer:
        return await _read(answer)


async def _read(answer: aiohttp.ClientResponse) -> Answer:
    body = await answer.read()
    is_json = answer.content_type == "application/json"
    said = await answer.json() if is_json else None
    return Answer(answer.status, dict(answer.headers), body, said)
