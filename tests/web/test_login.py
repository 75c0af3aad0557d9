"""Logging in and out over HTTP, through real cookies, on a real database."""

from datetime import timedelta

import pytest

from tests.support.identity import ADA, PASSWORD, WRONG, Office
from tests.web.browser import Answer
from tests.web.conftest import LOCAL, Doors
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.web.settings import WebSettings


async def test_over_https_the_cookie_is_bound_to_the_host(doors: Doors, office: Office) -> None:
    """ASVS 3.3.1 (Secure, __Host-), 3.3.2 (SameSite), 3.3.4 (HttpOnly), 7.2.2-7.2.3 (opaque)."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    answer = await browser.log_in(ADA, PASSWORD)
    assert answer.status == 200
    login = answer.cookies["__Host-ytefas"]
    assert (login["secure"], login["httponly"], login["samesite"]) == (True, True, "Strict")
    assert (login["path"], login["domain"], login["max-age"]) == ("/", "", "")
    assert len(login.value) >= 43  # 256 bits in base64
    assert login.value.encode() not in answer.body  # ASVS 14.3.3: the page never sees it
    device = answer.cookies["__Host-ytefas-device"]
    assert (device["secure"], device["httponly"], device["samesite"]) == (True, True, "Strict")
    assert answer.headers["Cache-Control"] == "no-store"


async def test_on_loopback_plain_http_gets_an_ordinary_cookie(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity, settings=LOCAL)
    answer = await browser.log_in(ADA, PASSWORD)
    assert set(answer.cookies) == {"ytefas", "ytefas-device"}
    cookie = answer.cookies["ytefas"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == ("", True, "Strict")
    assert await browser.is_in()


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        (WebSettings(origins=("http://office.test",)), 403),
        (WebSettings(origins=("http://office.test",), insecure_http=True), 200),
        # A proxy that is declared, speaking plain http to the browser.
        (WebSettings(origins=("http://office.test",), proxies=("127.0.0.1",)), 403),
    ],
)
async def test_no_password_travels_in_the_clear_unless_somebody_chose_so(
    doors: Doors, office: Office, settings: WebSettings, status: int
) -> None:
    """ASVS 12.2.1; also behind a proxy on this machine that nobody declared."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity, settings=settings)
    answer = await browser.log_in(ADA, PASSWORD)
    assert answer.status == status
    if status == 403:
        assert answer.json["fields"] == {"reason": "insecure_transport"}


async def test_a_cookie_of_plain_http_is_not_read_over_https(doors: Doors, office: Office) -> None:
    """ASVS 3.3.1: what a sibling domain or a plain line planted is ignored."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    browser.cookies = {"ytefas": browser.cookies["__Host-ytefas"]}
    assert not await browser.is_in()


async def test_who_is_in_learns_who_they_are_and_until_when(doors: Doors, office: Office) -> None:
    ada = await office.hire(ADA, locale="en")
    browser = await doors.visit(office.identity)
    assert (await browser.get("/auth/me")).status == 401
    answer = await browser.log_in("  ADA@Studio.TEST ", PASSWORD)
    assert answer.json["user"] == {
        "id": str(ada.id),
        "email": ADA,
        "name": "Ada",
        "surname": "Rossi",
        "role": "consultant",
        "locale": "en",
    }
    assert (
        answer.json["login"]["idle_until"] == (office.clock.now + timedelta(minutes=30)).isoformat()
    )
    assert (
        answer.json["login"]["expires_at"] == (office.clock.now + timedelta(hours=12)).isoformat()
    )
    again = await browser.get("/auth/me")
    assert again.json["user"] == answer.json["user"]
    assert again.json["login"]["id"] == answer.json["login"]["id"]


async def test_nothing_tells_whether_an_account_exists(doors: Doors, office: Office) -> None:
    """ASVS 6.3.8: same answer for a wrong password, no account, no password and a disabled one."""
    await office.hire(ADA)
    out = await office.hire("out@studio.test")
    await office.identity.accounts.disable(out.id, acting=SYSTEM)
    browser = await doors.visit(office.identity)
    answers: list[Answer] = [
        await browser.log_in(ADA, WRONG),
        await browser.log_in("nobody@studio.test", WRONG),
        await browser.log_in("out@studio.test", PASSWORD),
        await browser.log_in("out@studio.test", WRONG),
        await browser.log_in("not an address", WRONG),
    ]
    assert {answer.status for answer in answers} == {401}
    assert len({answer.body for answer in answers}) == 1
    drop = {"Date"}
    shapes = {
        tuple(sorted((k, v) for k, v in answer.headers.items() if k not in drop))
        for answer in answers
    }
    assert len(shapes) == 1
    assert not any(answer.cookies for answer in answers)


async def test_each_login_is_a_new_secret_and_ends_the_browsers_last_one(
    doors: Doors, office: Office
) -> None:
    """ASVS 7.2.4: nothing fixed before the login survives it."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    browser.cookies["__Host-ytefas"] = "planted-by-somebody"
    await browser.log_in(ADA, PASSWORD)
    first = browser.cookies["__Host-ytefas"]
    assert first != "planted-by-somebody"
    await browser.log_in(ADA, PASSWORD)
    assert browser.cookies["__Host-ytefas"] != first
    browser.cookies["__Host-ytefas"] = first
    assert not await browser.is_in()


async def test_logging_out_ends_the_login_at_once(doors: Doors, office: Office) -> None:
    """ASVS 7.4.1: the token is dead on the server, whoever kept a copy."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    token = browser.cookies["__Host-ytefas"]
    ticket = (await browser.post("/auth/ticket")).json["ticket"]
    assert (await browser.post("/auth/logout")).status == 204
    assert "__Host-ytefas" not in browser.cookies
    browser.cookies["__Host-ytefas"] = token
    assert not await browser.is_in()
    assert await office.redeem(ticket) is None  # what it had bought is gone with it
    assert (await browser.post("/auth/logout")).status == 204  # twice is once


async def test_idle_and_absolute_ends(doors: Doors, office: Office) -> None:
    """ASVS 7.3.1, 7.3.2; an administrator's idle time is shorter."""
    await office.hire(ADA)
    await office.hire("root@studio.test", role=Role.ADMIN)
    consultant = await doors.visit(office.identity)
    admin = consultant.another()
    await consultant.log_in(ADA, PASSWORD)
    await admin.log_in("root@studio.test", PASSWORD)
    office.clock.advance(minutes=16)
    assert await consultant.is_in()
    assert not await admin.is_in()
    office.clock.advance(minutes=29)
    assert await consultant.is_in()
    office.clock.advance(minutes=30)
    assert not await consultant.is_in()
    await consultant.log_in(ADA, PASSWORD)
    for _ in range(36):  # always in use, and yet
        office.clock.advance(minutes=19.9)
        assert await consultant.is_in()
    office.clock.advance(minutes=5)
    assert not await consultant.is_in()


async def test_a_ticket_does_not_keep_an_idle_login_alive(doors: Doors, office: Office) -> None:
    """ASVS 7.3.1: a client that reconnects by itself is not a person at work."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    for _ in range(2):
        office.clock.advance(minutes=14)
        assert (await browser.post("/auth/ticket")).status == 200
    office.clock.advance(minutes=3)
    assert (await browser.post("/auth/ticket")).status == 401


async def test_the_sixth_login_ends_the_oldest(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    first = await doors.visit(office.identity)
    browsers = [first, *(first.another() for _ in range(5))]
    for browser in browsers:
        office.clock.advance(seconds=1)
        await browser.log_in(ADA, PASSWORD)
    assert [await browser.is_in() for browser in browsers] == [False] + [True] * 5
