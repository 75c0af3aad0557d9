"""Logging in and out over HTTP, through real cookies, on a real database."""

import asyncio
from datetime import timedelta

import pytest

from tests.support.identity import PASSWORD, Office
from tests.web.browser import Answer, Browser
from tests.web.conftest import LOCAL, PROXIED, Doors
from ytefas.errors import NotAuthenticated
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.web.settings import WebSettings

ADA = "ada@studio.test"
WRONG = "wrong horse battery"


async def _open(doors: Doors, office: Office, settings: WebSettings = PROXIED) -> Browser:
    address = await doors.open(office.identity, settings=settings)
    return doors.browser(address, settings=settings)


def _another(browser: Browser, ip: str = "203.0.113.7") -> Browser:
    headers = {**browser.headers, "X-Forwarded-For": ip}
    return Browser(browser.address, browser.session, browser.secure, headers)


async def _is_in(browser: Browser) -> bool:
    return (await browser.get("/auth/me")).status == 200


# Cookies and transport


async def test_over_https_the_cookie_is_bound_to_the_host(doors: Doors, office: Office) -> None:
    """ASVS 3.3.1 (Secure, __Host-), 3.3.2 (SameSite), 3.3.4 (HttpOnly), 7.2.2-7.2.3 (opaque)."""
    await office.hire(ADA)
    browser = await _open(doors, office)
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
    browser = await _open(doors, office, LOCAL)
    answer = await browser.log_in(ADA, PASSWORD)
    assert set(answer.cookies) == {"ytefas", "ytefas-device"}
    cookie = answer.cookies["ytefas"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == ("", True, "Strict")
    assert await _is_in(browser)


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
    browser = await _open(doors, office, settings)
    answer = await browser.log_in(ADA, PASSWORD)
    assert answer.status == status
    if status == 403:
        assert answer.json["fields"] == {"reason": "insecure_transport"}


async def test_a_cookie_of_plain_http_is_not_read_over_https(doors: Doors, office: Office) -> None:
    """ASVS 3.3.1: what a sibling domain or a plain line planted is ignored."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    browser.cookies = {"ytefas": browser.cookies["__Host-ytefas"]}
    assert not await _is_in(browser)


# Logging in


async def test_who_is_in_learns_who_they_are_and_until_when(doors: Doors, office: Office) -> None:
    ada = await office.hire(ADA, locale="en")
    browser = await _open(doors, office)
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
    browser = await _open(doors, office)
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
    browser = await _open(doors, office)
    browser.cookies["__Host-ytefas"] = "planted-by-somebody"
    await browser.log_in(ADA, PASSWORD)
    first = browser.cookies["__Host-ytefas"]
    assert first != "planted-by-somebody"
    await browser.log_in(ADA, PASSWORD)
    assert browser.cookies["__Host-ytefas"] != first
    browser.cookies["__Host-ytefas"] = first
    assert not await _is_in(browser)


async def test_logging_out_ends_the_login_at_once(doors: Doors, office: Office) -> None:
    """ASVS 7.4.1: the token is dead on the server, whoever kept a copy."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    token = browser.cookies["__Host-ytefas"]
    ticket = (await browser.post("/auth/ticket")).json["ticket"]
    assert (await browser.post("/auth/logout")).status == 204
    assert "__Host-ytefas" not in browser.cookies
    browser.cookies["__Host-ytefas"] = token
    assert not await _is_in(browser)
    assert await _redeem(office, ticket) is None  # what it had bought is gone with it
    assert (await browser.post("/auth/logout")).status == 204  # twice is once


async def test_idle_and_absolute_ends(doors: Doors, office: Office) -> None:
    """ASVS 7.3.1, 7.3.2; an administrator's idle time is shorter."""
    await office.hire(ADA)
    await office.hire("root@studio.test", role=Role.ADMIN)
    consultant = await _open(doors, office)
    admin = _another(consultant)
    await consultant.log_in(ADA, PASSWORD)
    await admin.log_in("root@studio.test", PASSWORD)
    office.clock.advance(minutes=16)
    assert await _is_in(consultant)
    assert not await _is_in(admin)
    office.clock.advance(minutes=29)
    assert await _is_in(consultant)
    office.clock.advance(minutes=30)
    assert not await _is_in(consultant)
    await consultant.log_in(ADA, PASSWORD)
    for _ in range(36):  # always in use, and yet
        office.clock.advance(minutes=19.9)
        assert await _is_in(consultant)
    office.clock.advance(minutes=5)
    assert not await _is_in(consultant)


async def test_a_ticket_does_not_keep_an_idle_login_alive(doors: Doors, office: Office) -> None:
    """ASVS 7.3.1: a client that reconnects by itself is not a person at work."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    for _ in range(2):
        office.clock.advance(minutes=14)
        assert (await browser.post("/auth/ticket")).status == 200
    office.clock.advance(minutes=3)
    assert (await browser.post("/auth/ticket")).status == 401


async def test_the_sixth_login_ends_the_oldest(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    first = await _open(doors, office)
    browsers = [first, *(_another(first) for _ in range(5))]
    for browser in browsers:
        office.clock.advance(seconds=1)
        await browser.log_in(ADA, PASSWORD)
    assert [await _is_in(browser) for browser in browsers] == [False] + [True] * 5


# Tickets


async def _redeem(office: Office, ticket: str, authid: str | None = None) -> str | None:
    try:
        principal = await office.identity.authenticate(
            realm="ytefas", authid=authid, ticket=ticket, ip="203.0.113.7"
        )
    except NotAuthenticated:
        return None
    return principal.id


async def test_a_ticket_opens_once(doors: Doors, office: Office) -> None:
    """ASVS 4.4.3, 4.4.4: bought over https, single use."""
    ada = await office.hire(ADA)
    browser = await _open(doors, office)
    assert (await browser.post("/auth/ticket")).status == 401
    await browser.log_in(ADA, PASSWORD)
    answer = (await browser.post("/auth/ticket", {})).json
    assert answer["expires_in"] <= 60
    assert answer["authid"] == str(ada.id)
    assert await _redeem(office, answer["ticket"], answer["authid"]) == str(ada.id)
    assert await _redeem(office, answer["ticket"], answer["authid"]) is None


async def test_of_many_who_bring_one_ticket_one_gets_in(doors: Doors, office: Office) -> None:
    """ASVS 15.4.2: no time between looking and taking."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    ticket = (await browser.post("/auth/ticket")).json["ticket"]
    taken = await asyncio.gather(*(_redeem(office, ticket) for _ in range(8)))
    assert len([one for one in taken if one is not None]) == 1


async def test_a_ticket_lives_a_minute_and_only_as_what_it_is(doors: Doors, office: Office) -> None:
    """ASVS 4.4.4: at most 60 seconds, its own user, an account that still may."""
    ada = await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    tickets = [(await browser.post("/auth/ticket")).json["ticket"] for _ in range(3)]
    assert await _redeem(office, tickets[0], "somebody-else") is None
    assert await _redeem(office, browser.cookies["__Host-ytefas"]) is None
    office.clock.advance(seconds=60)
    assert await _redeem(office, tickets[1]) is None
    office.clock.advance(seconds=-1)
    assert await _redeem(office, tickets[1]) is None  # it was taken off the table all the same
    await office.identity.accounts.disable(ada.id, acting=SYSTEM)
    assert await _redeem(office, tickets[2]) is None


async def test_a_token_buys_tickets_and_nothing_else(doors: Doors, office: Office) -> None:
    ada = await office.hire(ADA)
    token = await office.identity.accounts.create_api_token(
        ada.id, "erp", acting=SYSTEM, expires_at=office.clock.now + timedelta(days=1)
    )
    browser = await _open(doors, office)
    headers = {"Authorization": f"Bearer {token}"}
    ticket = (await browser.post("/auth/ticket", headers=headers)).json["ticket"]
    assert await _redeem(office, ticket) == str(ada.id)
    assert (await browser.get("/auth/me", headers=headers)).status == 401
    for bad in ("Bearer", "Bearer ", "Basic eDp5", f"Bearer {token}x", f"Bearer {'x' * 999}"):
        answer = await browser.post("/auth/ticket", headers={"Authorization": bad})
        assert answer.status == 401
    # A login beside it does not rescue a bad token.
    await browser.log_in(ADA, PASSWORD)
    assert (await browser.post("/auth/ticket", headers={"Authorization": "x"})).status == 401
    office.clock.advance(days=1)
    assert (await browser.post("/auth/ticket", headers=headers)).status == 401


# Rate limits


async def test_five_wrong_passwords_and_then_growing_delays(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1; the same for an account that does not exist (6.3.8)."""
    await office.hire(ADA)
    await office.hire("bob@studio.test")
    for email in (ADA, "nobody@studio.test"):
        browser = await _open(doors, office)
        waits = []
        for _ in range(11):
            answer = await browser.log_in(email, WRONG)
            if answer.status == 429:
                waits.append(int(answer.headers["Retry-After"]))
                assert answer.json["fields"]["retry_after"] == waits[-1]
                office.clock.advance(seconds=waits[-1])
                assert (await browser.log_in(email, WRONG)).status == 401
        assert waits == [31, 61, 121, 241, 481, 901]  # whole seconds, rounded up
        assert (await browser.log_in("bob@studio.test", PASSWORD)).status == 200
        office.clock.advance(hours=1)


async def test_hammering_does_not_prolong_the_delay_and_nobody_is_out_for_good(
    doors: Doors, office: Office
) -> None:
    """ASVS 6.3.1 without a lock that an attacker could turn against the owner."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    for _ in range(5):
        await browser.log_in(ADA, WRONG)
    for _ in range(20):
        office.clock.advance(seconds=1)
        assert (await browser.log_in(ADA, WRONG)).status == 429
    assert (await browser.log_in(ADA, PASSWORD)).status == 429  # also the right one, for now
    office.clock.advance(seconds=11)
    assert (await browser.log_in(ADA, PASSWORD)).status == 200
    assert (await browser.log_in(ADA, WRONG)).status == 401  # and starts afresh from here


async def test_strangers_cannot_keep_the_owner_out(doors: Doors, office: Office) -> None:
    """The owner's device and address are counted apart from everybody else's."""
    await office.hire(ADA)
    owner = await _open(doors, office)
    await owner.log_in(ADA, PASSWORD)
    at_home = _another(owner)  # the same address, another browser
    travelling = _another(owner, "192.0.2.99")  # the same device, another address
    travelling.cookies = {"__Host-ytefas-device": owner.cookies["__Host-ytefas-device"]}
    for host in range(20):
        attacker = _another(owner, f"198.51.100.{host}")
        assert (await attacker.log_in(ADA, WRONG)).status in {401, 429}
    assert (await _another(owner, "198.51.100.99").log_in(ADA, PASSWORD)).status == 429
    assert (await at_home.log_in(ADA, PASSWORD)).status == 200
    assert (await travelling.log_in(ADA, PASSWORD)).status == 200


async def test_a_device_cookie_is_slowed_too_and_serves_its_own_account_only(
    doors: Doors, office: Office
) -> None:
    """Whoever holds a user's device may guess no more often than a stranger."""
    await office.hire(ADA)
    await office.hire("bob@studio.test")
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    for _ in range(5):
        assert (await browser.log_in(ADA, WRONG)).status == 401
    assert (await browser.log_in(ADA, PASSWORD)).status == 429
    for host in range(5):
        await _another(browser, f"198.51.100.{host}").log_in("bob@studio.test", WRONG)
    with_adas_device = _another(browser, "198.51.100.77")
    with_adas_device.cookies = dict(browser.cookies)
    assert (await with_adas_device.log_in("bob@studio.test", PASSWORD)).status == 429


async def test_an_address_may_fail_thirty_times_a_minute(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1: spraying one password over many accounts."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    statuses = [
        (await browser.log_in(f"user{number}@studio.test", WRONG)).status for number in range(31)
    ]
    assert statuses == [401] * 30 + [429]
    assert (await browser.log_in(ADA, PASSWORD)).status == 429
    assert (await _another(browser, "192.0.2.50").log_in(ADA, PASSWORD)).status == 200
    office.clock.advance(seconds=60)
    assert (await browser.log_in(ADA, PASSWORD)).status == 200


async def test_right_passwords_are_not_counted(doors: Doors, office: Office) -> None:
    """An office of forty behind one address comes to work at nine."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    for _ in range(35):
        assert (await browser.log_in(ADA, PASSWORD)).status == 200


async def test_tries_made_side_by_side_do_not_slip_through(doors: Doors, office: Office) -> None:
    """ASVS 15.4.2: counted before the password is looked at."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    answers = await asyncio.gather(*(browser.log_in(ADA, WRONG) for _ in range(20)))
    assert sorted(answer.status for answer in answers) == [401] * 5 + [429] * 15


async def test_a_restart_or_another_node_gives_no_tries_away(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1, on every node."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    for _ in range(5):
        await browser.log_in(ADA, WRONG)
    other = office.another_node()
    there = doors.browser(await doors.open(other, settings=PROXIED), settings=PROXIED)
    assert (await there.log_in(ADA, PASSWORD)).status == 429
    other.close()


# Changing one's own account


async def test_changing_the_password_takes_the_old_one_and_ends_other_logins(
    doors: Doors, office: Office
) -> None:
    """ASVS 6.2.2-6.2.3, 7.4.3, 7.5.1."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    other = _another(browser)
    await browser.log_in(ADA, PASSWORD)
    await other.log_in(ADA, PASSWORD)
    changed = await browser.post(
        "/auth/password", {"current": PASSWORD, "new": "a new pass phrase"}
    )
    assert changed.status == 204
    assert await _is_in(browser)
    assert not await _is_in(other)
    assert (await other.log_in(ADA, PASSWORD)).status == 401
    assert (await other.log_in(ADA, "a new pass phrase")).status == 200


async def test_a_stolen_cookie_cannot_guess_the_password(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1, 7.5.1."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    for _ in range(5):
        answer = await browser.post(
            "/auth/password", {"current": WRONG, "new": "a new pass phrase"}
        )
        assert (answer.status, answer.json["fields"]) == (422, {"errors": {"current": "wrong"}})
    answer = await browser.post("/auth/password", {"current": PASSWORD, "new": "a new pass phrase"})
    assert answer.status == 429
    assert await _is_in(browser)


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("short", "too_short"),
        ("é" * 11, "too_short"),  # eleven signs, however many bytes
        (ADA, "is_the_email"),
    ],
)
async def test_a_password_has_a_length_and_no_other_rule(
    doors: Doors, office: Office, new: str, reason: str
) -> None:
    """ASVS 6.2.1."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    answer = await browser.post("/auth/password", {"current": PASSWORD, "new": new})
    assert (answer.status, answer.json["fields"]) == (422, {"errors": {"password": reason}})


@pytest.mark.parametrize(
    "new", ["aaaaaaaaaaaa", "x" * 256, "perché sì, è così", "🔒" * 64, "   spaces   kept  "]
)
async def test_any_twelve_signs_are_a_password(doors: Doors, office: Office, new: str) -> None:
    """ASVS 6.2.5 (no composition), 6.2.8 (kept as typed), 6.2.9 (long ones)."""
    await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    changed = await browser.post("/auth/password", {"current": PASSWORD, "new": new})
    assert changed.status == 204
    assert (await _another(browser).log_in(ADA, new)).status == 200
    assert (await _another(browser).log_in(ADA, new.strip()[:-1])).status == 401


async def test_users_see_and_end_their_own_logins_only(doors: Doors, office: Office) -> None:
    """ASVS 7.4.4, 7.5.2, 8.2.2."""
    await office.hire(ADA)
    await office.hire("bob@studio.test")
    browser = await _open(doors, office)
    laptop, bob = _another(browser, "192.0.2.20"), _another(browser)
    await browser.log_in(ADA, PASSWORD)
    await laptop.log_in(ADA, PASSWORD)
    bobs = (await bob.log_in("bob@studio.test", PASSWORD)).json["login"]["id"]
    listed = (await browser.get("/auth/logins")).json
    assert {line["ip"] for line in listed["logins"]} == {"203.0.113.7", "192.0.2.20"}
    assert all("token" not in line and "hash" not in line for line in listed["logins"])
    other = next(line["id"] for line in listed["logins"] if line["id"] != listed["current"])
    theirs = await browser.ask("DELETE", f"/auth/logins/{bobs}")
    missing = await browser.ask("DELETE", "/auth/logins/00000000-0000-0000-0000-000000000001")
    malformed = await browser.ask("DELETE", "/auth/logins/not-an-id")
    assert theirs.status == missing.status == malformed.status == 404
    assert theirs.body == missing.body == malformed.body
    assert (await browser.ask("DELETE", f"/auth/logins/{other}")).status == 204
    assert [await _is_in(one) for one in (browser, laptop, bob)] == [True, False, True]


async def test_a_disabled_user_is_out_at_once(doors: Doors, office: Office) -> None:
    """ASVS 7.4.2."""
    ada = await office.hire(ADA)
    browser = await _open(doors, office)
    await browser.log_in(ADA, PASSWORD)
    await office.identity.accounts.disable(ada.id, acting=SYSTEM)
    assert not await _is_in(browser)
    assert (await browser.log_in(ADA, PASSWORD)).status == 401
    await office.identity.accounts.enable(ada.id, acting=SYSTEM)
    assert not await _is_in(browser)  # a login that has ended stays so
    assert (await browser.log_in(ADA, PASSWORD)).status == 200


# The first administrator


def _founder(token: str, **changes: object) -> dict[str, object]:
    return {
        "setup_token": token,
        "email": "Root@Studio.test",
        "password": PASSWORD,
        "name": "Rita",
        "surname": "Levi",
        "locale": "it",
        **changes,
    }


async def test_the_first_administrator_needs_the_token_and_comes_once(
    doors: Doors, office: Office
) -> None:
    browser = await _open(doors, office)
    assert (await browser.get("/auth/state")).json == {"admin": False}
    token = office.identity.setup_token
    assert (await browser.post("/auth/first-admin", _founder("guess"))).status == 401
    weak = await browser.post("/auth/first-admin", _founder(token, password="short"))
    assert weak.json["fields"] == {"errors": {"password": "too_short"}}
    odd = await browser.post("/auth/first-admin", _founder(token, locale="xx"))
    assert (odd.status, odd.json["fields"]["field"]) == (400, "locale")
    bad = await browser.post("/auth/first-admin", _founder(token, email="root"))
    assert bad.json["fields"] == {"errors": {"email": "not_an_email"}}
    assert (await browser.get("/auth/state")).json == {"admin": False}
    made = await browser.post("/auth/first-admin", _founder(token))
    assert (made.status, made.json["user"]["role"]) == (201, "admin")
    assert (await browser.get("/auth/state")).json == {"admin": True}
    again = await browser.post("/auth/first-admin", _founder(token, email="b@studio.test"))
    assert (again.status, again.json["fields"]) == (403, {"reason": "has_admin"})
    assert (await browser.log_in("root@studio.test", PASSWORD)).json["user"]["role"] == "admin"


async def test_of_two_founders_one_comes_first(doors: Doors, office: Office) -> None:
    """ASVS 15.4.2."""
    browser = await _open(doors, office)
    token = office.identity.setup_token
    answers = await asyncio.gather(
        *(
            browser.post("/auth/first-admin", _founder(token, email=f"r{number}@studio.test"))
            for number in range(4)
        )
    )
    assert sorted(answer.status for answer in answers) == [201, 403, 403, 403]
