"""Passwords by mail, over a real mail server: forgotten, invited, slow, refused, away."""

import asyncio
import re
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from schema.app_user import app_user
from schema.outgoing_mail import outgoing_mail
from tests.mail.conftest import posting
from tests.support.identity import ADA, PASSWORD, Office
from tests.support.mailbox import SECRET, USER, Mailbox, guarded, text_of
from tests.web.browser import Browser
from tests.web.conftest import Doors
from ytefas.rules.access import Principal, Role
from ytefas.store.isolation import SYSTEM

NEW = "tre galline e un bue"
ROOT = "root@studio.test"
LINK = re.compile(r"https://ytefas\.test/#reset=([\w-]{43})$", re.MULTILINE)


def token_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None, text
    return found[1]


async def ask(browser: Browser, email: str = ADA) -> bytes:
    answer = await browser.post("/auth/reset", {"email": email})
    assert answer.status == 202
    return answer.body


async def test_a_forgotten_password_is_chosen_anew_once(
    doors: Doors, office: Office, mailbox: Mailbox
) -> None:
    """ASVS 6.4.1, 6.4.3, 7.4.3: by a link that opens once; whoever was in is out."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    mailbox.open()
    async with posting(office, mailbox):
        await ask(browser.another())
        letter = await mailbox.next()
        assert (letter["To"], letter["Subject"]) == (ADA, "Scegli una nuova password")
        assert letter["From"] == "Studio Verdi <posta@studio.test>"
        page = letter.get_body(("html",))
        assert page is not None
        token = token_in(text_of(letter))
        assert f'href="https://ytefas.test/#reset={token}"' in page.get_content()
        stranger = browser.another("198.51.100.4")
        choice = (await stranger.post("/auth/reset/choice", {"token": token})).json["choice"]
        assert (choice["kind"], choice["email"]) == ("reset", ADA)
        weak = await stranger.post("/auth/reset/use", {"token": token, "password": "ada rossi 26"})
        assert weak.json["fields"]["errors"] == {"password": "personal"}
        used = await stranger.post("/auth/reset/use", {"token": token, "password": NEW})
        assert used.json == {"email": ADA}
        assert not stranger.cookies  # chosen is not signed in
        assert not await browser.is_in()
        again = await stranger.post("/auth/reset/use", {"token": token, "password": PASSWORD})
        assert again.status == 404
        assert (await browser.another().log_in(ADA, PASSWORD)).status == 401
        assert (await browser.another().log_in(ADA, NEW)).status == 200
        told = await mailbox.next(2)
        assert told["Subject"] == "La tua password è stata cambiata"


async def test_nobody_learns_who_has_an_account(
    doors: Doors, office: Office, mailbox: Mailbox
) -> None:
    """ASVS 6.3.8."""
    await office.hire(ADA)
    gone = await office.hire("gone@studio.test")
    await office.identity.accounts.disable(gone.id, acting=SYSTEM)
    browser = await doors.visit(office.identity)
    mailbox.open()
    async with posting(office, mailbox):
        said = [await ask(browser, one) for one in (ADA, "nobody@studio.test", "gone@studio.test")]
        assert said == [b"", b"", b""]
        await mailbox.next()
        await asyncio.sleep(0.3)
    assert [letter["To"] for letter in mailbox.messages] == [ADA]
    no = await browser.post("/auth/reset", {"email": "no address"})
    assert no.json["fields"]["errors"] == {"email": "not_an_email"}


async def test_no_mailbox_is_filled_and_only_the_newest_link_opens(
    doors: Doors, office: Office, mailbox: Mailbox
) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    mailbox.open()
    async with posting(office, mailbox):
        for number in range(3):
            await ask(browser)
            await mailbox.next(number + 1)
        await ask(browser)
        await asyncio.sleep(0.3)
        assert len(mailbox.messages) == 3
        tokens = [token_in(text_of(letter)) for letter in mailbox.messages]
        opens = [
            (await browser.post("/auth/reset/choice", {"token": token})).status for token in tokens
        ]
        assert opens == [404, 404, 200]
        office.clock.advance(minutes=61)
        assert (await browser.post("/auth/reset/choice", {"token": tokens[2]})).status == 404
        await ask(browser)
        await mailbox.next(4)


async def test_who_is_made_a_user_on_a_screen_is_invited(
    doors: Doors, office: Office, mailbox: Mailbox
) -> None:
    root = await office.hire(ROOT, role=Role.ADMIN)
    browser = await doors.visit(office.identity)
    mailbox.open()
    async with posting(office, mailbox):
        async with office.store.writing(
            Principal(root.id, Role.ADMIN), cause="users.write"
        ) as unit:
            await unit.insert(
                app_user,
                {"email": "eva@cliente.test", "name": "Eva", "surname": "Neri", "locale": "en",
                 "role": "customer_user", "active": True, "must_change_password": False},
            )  # fmt: skip
        letter = await mailbox.next()
        assert (letter["To"], letter["Subject"]) == ("eva@cliente.test", "Your access to Ytefas")
        token = token_in(text_of(letter))
        office.clock.advance(days=6)
        used = await browser.post("/auth/reset/use", {"token": token, "password": NEW})
        assert used.status == 200
        assert (await browser.log_in("eva@cliente.test", NEW)).status == 200
        await asyncio.sleep(0.2)
        assert len(mailbox.messages) == 1


async def test_without_mail_an_administrator_hands_over_the_link(
    doors: Doors, office: Office
) -> None:
    office.identity.links.mails = False
    ada = await office.hire(ADA)
    await office.hire(ROOT, role=Role.ADMIN)
    root = await doors.visit(office.identity)
    await root.log_in(ROOT, PASSWORD)
    made = (await root.post("/auth/invitations", {"user": str(ada.id)})).json
    assert made["sent"] is False
    other = root.another()
    used = await other.post("/auth/reset/use", {"token": token_in(made["link"]), "password": NEW})
    assert used.status == 200
    assert (await other.log_in(ADA, NEW)).status == 200


async def test_nothing_is_lost_while_the_server_is_away(
    doors: Doors, office: Office, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    async with posting(office, mailbox):
        await ask(browser)
        await until(office, error="unreachable")
        mailbox.open()
        await hurry(office)
        token = token_in(text_of(await mailbox.next()))
    (row,) = await letters(office)
    assert token not in repr(dict(row)).encode().decode("unicode_escape", "ignore")
    assert token not in caplog.text


async def test_what_was_sent_is_forgotten_and_what_is_queued_is_sealed(
    doors: Doors, office: Office, mailbox: Mailbox
) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await ask(browser)
    (queued,) = await until(office, state="queued")
    assert b"reset=" not in bytes(queued["content"])
    mailbox.open()
    async with posting(office, mailbox):
        await mailbox.next()
        await until(office, state="sent")
    assert (await letters(office))[0]["content"] is None


async def test_a_server_that_wants_tls_and_a_login(
    doors: Doors, office: Office, mailbox: Mailbox, tmp_path: Path
) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    mailbox.options, certificate = guarded(tmp_path)
    mailbox.open()
    trusted: dict[str, Any] = {"security": "starttls", "ca": str(certificate)}
    async with posting(office, mailbox, **trusted, user=USER, password="not this one"):
        await ask(browser)
        await until(office, error="login")
    await hurry(office)
    async with posting(office, mailbox, security="starttls", user=USER, password=SECRET):
        await until(office, error="unreachable")  # nobody vouches for this certificate
    assert not mailbox.messages
    await hurry(office)
    async with posting(office, mailbox, **trusted, user=USER, password=SECRET):
        assert (await mailbox.next())["To"] == ADA


async def test_an_address_that_does_not_exist_is_given_up_and_told(
    doors: Doors, office: Office, mailbox: Mailbox
) -> None:
    await office.hire(ADA)
    await office.hire(ROOT, role=Role.ADMIN)
    browser = await doors.visit(office.identity)
    mailbox.refuses = "550 no such user here"
    mailbox.open()
    async with posting(office, mailbox):
        await ask(browser)
        await until(office, state="failed")
    await browser.log_in(ROOT, PASSWORD)
    (told,) = (await browser.get("/auth/policy")).json["undelivered"]
    assert (told["recipient"], told["error"]) == (ADA, "refused")


async def test_a_postman_whose_end_is_swallowed_on_its_way_ends_all_the_same(
    office: Office, mailbox: Mailbox
) -> None:
    """What waits with a time limit, in a library, may lose a cancellation in Python 3.11."""
    rounds = 0
    begun = asyncio.Event()

    async def deaf() -> None:
        nonlocal rounds
        rounds += 1
        begun.set()
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)

    async with posting(office, mailbox, before=deaf):
        await asyncio.wait_for(begun.wait(), 30)
    assert rounds == 1


async def letters(office: Office) -> list[dict[str, Any]]:
    return [dict(row) for row in await office.rows("outgoing_mail")]


async def until(office: Office, **wanted: str) -> list[dict[str, Any]]:
    """Wait for a letter that stands so."""
    async with asyncio.timeout(30):
        while True:
            found = [row for row in await letters(office) if row.items() >= wanted.items()]
            if found:
                return found
            await asyncio.sleep(0.03)


async def hurry(office: Office) -> None:
    """Let what waits be due now."""
    async with office.store.writing(SYSTEM, cause="test.hurry") as unit:
        await unit.fetch(
            update(outgoing_mail).values(due_at=outgoing_mail.c.due_at - timedelta(hours=1))
        )


@pytest.mark.parametrize("what", ["password", "address", "by the administrator"])
async def test_a_link_opens_nothing_once_what_it_stood_for_has_changed(
    doors: Doors, office: Office, mailbox: Mailbox, what: str
) -> None:
    """ASVS 6.4.3: a link that waits in a mailbox must not undo what its owner did since."""
    ada = await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    mailbox.open()
    async with posting(office, mailbox):
        await ask(browser.another())
        token = token_in(text_of(await mailbox.next()))
        if what == "password":
            given = {"current": PASSWORD, "new": NEW}
            assert (await browser.post("/auth/password", given)).status == 204
        elif what == "address":
            changed = await browser.post("/auth/email", {"email": "ada@another.test"})
            assert changed.status == 204, changed.json
        else:
            await office.identity.accounts.set_password(ada.id, NEW, acting=SYSTEM)
        stranger = browser.another("198.51.100.4")
        for path, more in (("choice", {}), ("use", {"password": "quattro oche e un asino"})):
            answer = await stranger.post(f"/auth/reset/{path}", {"token": token, **more})
            assert answer.status == 404
