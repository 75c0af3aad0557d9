"""Tickets and API tokens: from the cookie to the WAMP door."""

import asyncio
from datetime import timedelta

from tests.support.identity import ADA, PASSWORD, Office
from tests.web.conftest import Doors
from ytefas.store.isolation import SYSTEM


async def test_a_ticket_opens_once(doors: Doors, office: Office) -> None:
    """ASVS 4.4.3, 4.4.4: bought over https, single use."""
    ada = await office.hire(ADA)
    browser = await doors.visit(office.identity)
    assert (await browser.post("/auth/ticket")).status == 401
    await browser.log_in(ADA, PASSWORD)
    answer = (await browser.post("/auth/ticket", {})).json
    assert answer["expires_in"] <= 60
    assert answer["authid"] == str(ada.id)
    assert await office.redeem(answer["ticket"], answer["authid"]) == str(ada.id)
    assert await office.redeem(answer["ticket"], answer["authid"]) is None


async def test_of_many_who_bring_one_ticket_one_gets_in(doors: Doors, office: Office) -> None:
    """ASVS 15.4.2: no time between looking and taking."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    ticket = (await browser.post("/auth/ticket")).json["ticket"]
    taken = await asyncio.gather(*(office.redeem(ticket) for _ in range(8)))
    assert len([one for one in taken if one is not None]) == 1


async def test_a_ticket_lives_a_minute_and_only_as_what_it_is(doors: Doors, office: Office) -> None:
    """ASVS 4.4.4: at most 60 seconds, its own user, an account that still may."""
    ada = await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    tickets = [(await browser.post("/auth/ticket")).json["ticket"] for _ in range(3)]
    assert await office.redeem(tickets[0], "somebody-else") is None
    assert await office.redeem(browser.cookies["__Host-ytefas"]) is None
    office.clock.advance(seconds=60)
    assert await office.redeem(tickets[1]) is None
    office.clock.advance(seconds=-1)
    assert await office.redeem(tickets[1]) is None  # it was taken off the table all the same
    await office.identity.accounts.disable(ada.id, acting=SYSTEM)
    assert await office.redeem(tickets[2]) is None


async def test_a_token_buys_tickets_and_nothing_else(doors: Doors, office: Office) -> None:
    ada = await office.hire(ADA)
    token = await office.identity.accounts.create_api_token(
        ada.id, "erp", acting=SYSTEM, expires_at=office.clock.now + timedelta(days=1)
    )
    browser = await doors.visit(office.identity)
    headers = {"Authorization": f"Bearer {token}"}
    ticket = (await browser.post("/auth/ticket", headers=headers)).json["ticket"]
    assert await office.redeem(ticket) == str(ada.id)
    assert (await browser.get("/auth/me", headers=headers)).status == 401
    for bad in ("Bearer", "Bearer ", "Basic eDp5", f"Bearer {token}x", f"Bearer {'x' * 999}"):
        answer = await browser.post("/auth/ticket", headers={"Authorization": bad})
        assert answer.status == 401
    # A login beside it does not rescue a bad token.
    await browser.log_in(ADA, PASSWORD)
    assert (await browser.post("/auth/ticket", headers={"Authorization": "x"})).status == 401
    office.clock.advance(days=1)
    assert (await browser.post("/auth/ticket", headers=headers)).status == 401
