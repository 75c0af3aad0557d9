"""What users do to their own account, and how the first one comes to be."""

import asyncio

import pytest

from tests.support.identity import ADA, PASSWORD, WRONG, Office
from tests.web.conftest import Doors
from ytefas.store.isolation import SYSTEM


async def test_changing_the_password_takes_the_old_one_and_ends_other_logins(
    doors: Doors, office: Office
) -> None:
    """ASVS 6.2.2-6.2.3, 7.4.3, 7.5.1."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    other = browser.another()
    await browser.log_in(ADA, PASSWORD)
    await other.log_in(ADA, PASSWORD)
    changed = await browser.post(
        "/auth/password", {"current": PASSWORD, "new": "a new pass phrase"}
    )
    assert changed.status == 204
    assert await browser.is_in()
    assert not await other.is_in()
    assert (await other.log_in(ADA, PASSWORD)).status == 401
    assert (await other.log_in(ADA, "a new pass phrase")).status == 200


async def test_a_stolen_cookie_cannot_guess_the_password(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1, 7.5.1."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    for _ in range(5):
        answer = await browser.post(
            "/auth/password", {"current": WRONG, "new": "a new pass phrase"}
        )
        assert (answer.status, answer.json["fields"]) == (422, {"errors": {"current": "wrong"}})
    answer = await browser.post("/auth/password", {"current": PASSWORD, "new": "a new pass phrase"})
    assert answer.status == 429
    assert await browser.is_in()


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("short", "too_short"),
        ("é" * 11, "too_short"),  # eleven signs, however many bytes
        (ADA, "is_the_email"),
        ("aaaaaaaaaaaa", "repeated"),
        ("abcabcabcabc", "repeated"),
        ("qwertyuiop12", "sequence"),
        ("123456789012", "sequence"),
        ("ytefas-ada-2026", "personal"),
    ],
)
async def test_a_password_is_long_and_not_what_is_tried_first(
    doors: Doors, office: Office, new: str, reason: str
) -> None:
    """ASVS 6.2.1."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    answer = await browser.post("/auth/password", {"current": PASSWORD, "new": new})
    assert (answer.status, answer.json["fields"]["errors"]) == (422, {"password": reason})


@pytest.mark.parametrize(
    "new",
    [
        "tregallinebo",
        "una lunga frase " * 64,
        "perché sì, è così",
        "🔒🔑🚪🏠🌳🌊🍋🐈🎻🚲🧭🍞",
        "   spaces   kept  ",
    ],
)
async def test_any_twelve_signs_are_a_password(doors: Doors, office: Office, new: str) -> None:
    """ASVS 6.2.5 (no composition), 6.2.8 (kept as typed), 6.2.9 (long ones)."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    changed = await browser.post("/auth/password", {"current": PASSWORD, "new": new})
    assert changed.status == 204
    assert (await browser.another().log_in(ADA, new)).status == 200
    assert (await browser.another().log_in(ADA, new.strip()[:-1])).status == 401


async def test_users_see_and_end_their_own_logins_only(doors: Doors, office: Office) -> None:
    """ASVS 7.4.4, 7.5.2, 8.2.2."""
    await office.hire(ADA)
    await office.hire("bob@studio.test")
    browser = await doors.visit(office.identity)
    laptop, bob = browser.another("192.0.2.20"), browser.another()
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
    assert [await one.is_in() for one in (browser, laptop, bob)] == [True, False, True]


async def test_a_disabled_user_is_out_at_once(doors: Doors, office: Office) -> None:
    """ASVS 7.4.2."""
    ada = await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    await office.identity.accounts.disable(ada.id, acting=SYSTEM)
    assert not await browser.is_in()
    assert (await browser.log_in(ADA, PASSWORD)).status == 401
    await office.identity.accounts.enable(ada.id, acting=SYSTEM)
    assert not await browser.is_in()  # a login that has ended stays so
    assert (await browser.log_in(ADA, PASSWORD)).status == 200


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
    browser = await doors.visit(office.identity)
    assert (await browser.get("/auth/state")).json == {"admin": False, "signed_in": False}
    token = office.identity.setup_token
    assert (await browser.post("/auth/first-admin", _founder("guess"))).status == 401
    weak = await browser.post("/auth/first-admin", _founder(token, password="short"))
    assert weak.json["fields"]["errors"] == {"password": "too_short"}
    odd = await browser.post("/auth/first-admin", _founder(token, locale="xx"))
    assert (odd.status, odd.json["fields"]["field"]) == (400, "locale")
    bad = await browser.post("/auth/first-admin", _founder(token, email="root"))
    assert bad.json["fields"] == {"errors": {"email": "not_an_email"}}
    assert (await browser.get("/auth/state")).json == {"admin": False, "signed_in": False}
    made = await browser.post("/auth/first-admin", _founder(token))
    assert (made.status, made.json["user"]["role"]) == (201, "admin")
    assert (await browser.get("/auth/state")).json == {"admin": True, "signed_in": False}
    again = await browser.post("/auth/first-admin", _founder(token, email="b@studio.test"))
    assert (again.status, again.json["fields"]) == (403, {"reason": "has_admin"})
    assert (await browser.log_in("root@studio.test", PASSWORD)).json["user"]["role"] == "admin"
    assert (await browser.get("/auth/state")).json == {"admin": True, "signed_in": True}


async def test_a_page_begins_with_one_answer(doors: Doors, office: Office) -> None:
    browser = await doors.visit(office.identity)
    nobody = await browser.post("/auth/state")
    assert (nobody.status, nobody.json) == (
        200,
        {"admin": False, "signed_in": False, "mail": False},
    )
    await browser.post("/auth/first-admin", _founder(office.identity.setup_token))
    made = await browser.log_in("root@studio.test", PASSWORD)
    begun = (await browser.post("/auth/state")).json
    assert (begun["admin"], begun["signed_in"]) == (True, True)
    assert begun["user"] == made.json["user"]
    assert begun["login"]["id"] == made.json["login"]["id"]
    assert begun["login"]["must"] == "enrol"  # who may do everything signs in with two factors
    assert "ticket" not in begun
    await office.identity.accounts.set_policy("nobody", acting=SYSTEM)
    begun = (await browser.post("/auth/state")).json
    assert begun["login"]["must"] is None
    assert await office.redeem(begun["ticket"], begun["authid"]) == begun["authid"]


async def test_of_two_founders_one_comes_first(doors: Doors, office: Office) -> None:
    """ASVS 15.4.2."""
    browser = await doors.visit(office.identity)
    token = office.identity.setup_token
    answers = await asyncio.gather(
        *(
            browser.post("/auth/first-admin", _founder(token, email=f"r{number}@studio.test"))
            for number in range(4)
        )
    )
    assert sorted(answer.status for answer in answers) == [201, 403, 403, 403]


async def test_a_user_chooses_the_language_of_the_server(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    assert (await browser.post("/auth/locale", {"locale": "en"})).status == 204
    assert (await browser.get("/auth/me")).json["user"]["locale"] == "en"
    unknown = await browser.post("/auth/locale", {"locale": "xx"})
    assert (unknown.status, unknown.json["fields"]["reason"]) == (400, "unknown_locale")
    assert (await browser.another().post("/auth/locale", {"locale": "it"})).status == 401
