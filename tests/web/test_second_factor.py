"""The second factor through the HTTP door: set up, asked for, lost, required, taken off."""

from typing import Any

from tests.support.identity import ADA, PASSWORD, WRONG, Office
from tests.web.browser import Answer, Browser
from tests.web.conftest import Doors
from ytefas.rules.access import Role
from ytefas.rules.totp import code_at, step_of
from ytefas.store.isolation import SYSTEM

ROOT = "root@studio.test"


def code(office: Office, secret: str, *, ahead: int = 0) -> str:
    return code_at(secret, step_of(office.clock.now) + ahead)


async def enrol(browser: Browser, office: Office) -> tuple[str, list[str]]:
    made = (await browser.post("/auth/second-factor/begin")).json
    confirmed = await browser.post(
        "/auth/second-factor/confirm", {"code": code(office, made["secret"])}
    )
    assert confirmed.status == 200
    return made["secret"], confirmed.json["codes"]


async def log_in(browser: Browser, typed: str, password: str = PASSWORD) -> Answer:
    return await browser.post("/auth/login", {"email": ADA, "password": password, "code": typed})


async def test_a_second_factor_counts_when_a_code_confirmed_it(
    doors: Doors, office: Office
) -> None:
    """ASVS 6.3.3, 6.5.1 (once), 6.5.4 (recovery codes)."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    made = (await browser.post("/auth/second-factor/begin")).json
    assert made["uri"].startswith("otpauth://totp/Ytefas%3Aada")
    assert made["qr"]["path"].startswith("M4 4h7v1h-7z")
    assert (await browser.another().log_in(ADA, PASSWORD)).status == 200  # not yet
    wrong = await browser.post("/auth/second-factor/confirm", {"code": "000000"})
    assert wrong.json["fields"]["errors"] == {"code": "wrong_code"}
    right = code(office, made["secret"])
    codes = (await browser.post("/auth/second-factor/confirm", {"code": right})).json["codes"]
    assert len(set(codes)) == 10
    other = browser.another()
    first = await other.log_in(ADA, PASSWORD)
    assert (first.status, first.code) == (403, "second_factor")
    assert not first.cookies
    assert (await log_in(other, right)).status == 422  # it confirmed already: used up
    office.clock.advance(seconds=30)
    assert (await log_in(other, code(office, made["secret"]))).status == 200
    state = (await other.get("/auth/second-factor")).json["second_factor"]
    assert (state["active"], state["codes_left"], state["required"]) == (True, 10, False)


async def test_a_recovery_code_opens_once_and_new_ones_end_the_old(
    doors: Doors, office: Office
) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    _, codes = await enrol(browser, office)
    assert (await log_in(browser.another(), codes[0].upper())).status == 200
    assert (await log_in(browser.another(), codes[0])).status == 422
    renewed = (await browser.post("/auth/second-factor/codes")).json["codes"]
    assert (await log_in(browser.another(), codes[1])).status == 422
    assert (await log_in(browser.another(), renewed[1])).status == 200


async def test_codes_are_not_to_be_guessed_and_tell_nothing(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1, 6.3.8: a wrong password is answered the same, with a second factor or without."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    await enrol(browser, office)
    office.clock.advance(hours=1)
    stranger = browser.another("198.51.100.7")
    assert (await log_in(stranger, "", WRONG)).body == (
        await browser.another("198.51.100.8").log_in("nobody@studio.test", WRONG)
    ).body
    tried = [(await log_in(stranger, f"{number:06}")).status for number in range(6)]
    assert tried[-1] == 429
    assert 422 in tried
    # the first step gives no fresh tries away, not even from where its owner is at home
    home = browser.another()
    outcomes = []
    for number in range(12):
        await log_in(home, "")
        outcomes.append((await log_in(home, f"{number:06}")).status)
    assert outcomes[-1] == 429


async def test_the_code_that_confirms_a_factor_is_not_to_be_guessed(
    doors: Doors, office: Office
) -> None:
    """Whoever came by a cookie must not make a proof of a factor that its owner left half done."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    secret = (await browser.post("/auth/second-factor/begin")).json["secret"]
    tried = [
        (await browser.post("/auth/second-factor/confirm", {"code": f"{number:06}"})).status
        for number in range(8)
    ]
    assert tried[0] == 422
    assert tried[-1] == 429
    right = {"code": code(office, secret)}
    assert (await browser.post("/auth/second-factor/confirm", right)).status == 429


async def test_nothing_of_a_second_factor_can_be_read_out(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    secret, codes = await enrol(browser, office)
    kept = repr([dict(row) for name in ("app_user", "recovery_code", "audit_event", "change_log")
                 if name in _known() for row in await office.rows(name)])  # fmt: skip
    assert secret not in kept
    assert not any(one.replace("-", "") in kept for one in codes)


def _known() -> set[str]:
    from schema.base import tables  # noqa: PLC0415 - only to look

    return set(tables())


async def test_who_has_to_set_one_up_does_that_and_nothing_else(
    doors: Doors, office: Office
) -> None:
    """An administrator is led there after signing in; a consultant is not asked."""
    await office.hire(ROOT, role=Role.ADMIN)
    await office.hire(ADA)
    await office.identity.accounts.set_policy("admins", acting=SYSTEM)
    browser = await doors.visit(office.identity)
    assert (await browser.log_in(ROOT, PASSWORD)).json["login"]["must"] == "enrol"
    for method, path in (("POST", "/auth/ticket"), ("GET", "/auth/policy")):
        refused = await browser.ask(method, path, {} if method == "POST" else None)
        assert (refused.status, refused.json["fields"]) == (403, {"reason": "must_enrol"})
    assert (await browser.get("/auth/me")).status == 200
    await enrol(browser, office)
    assert (await browser.get("/auth/me")).json["login"]["must"] is None
    assert (await browser.post("/auth/ticket")).status == 200
    ended = await browser.post("/auth/second-factor/end")
    assert ended.json["fields"] == {"reason": "second_factor_required"}
    other = browser.another()
    assert (await other.log_in(ADA, PASSWORD)).json["login"]["must"] is None
    await office.identity.accounts.set_policy("staff", acting=SYSTEM)
    assert (await other.get("/auth/me")).json["login"]["must"] == "enrol"


async def test_whoever_asks_one_of_others_has_one(doors: Doors, office: Office) -> None:
    await office.hire(ROOT, role=Role.ADMIN)
    browser = await doors.visit(office.identity)
    await browser.log_in(ROOT, PASSWORD)
    for policy, status in (("admins", 403), ("nobody", 204), ("sometimes", 422)):
        answer = await browser.post("/auth/policy", {"second_factor": policy})
        assert answer.status == status, policy
    await enrol(browser, office)
    assert (await browser.post("/auth/policy", {"second_factor": "everybody"})).status == 204
    assert (await browser.get("/auth/policy")).json["second_factor"] == "everybody"


async def test_an_administrator_takes_off_what_somebody_lost(doors: Doors, office: Office) -> None:
    ada = await office.hire(ADA)
    await office.hire(ROOT, role=Role.ADMIN)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    await enrol(browser, office)
    root = browser.another()
    await root.log_in(ROOT, PASSWORD)
    denied = await browser.post("/auth/second-factor/reset", {"user": str(ada.id)})
    assert denied.status == 403
    absent = await root.post("/auth/second-factor/reset", {"user": str(office.clock.now)})
    assert absent.status == 404
    assert (await root.post("/auth/second-factor/reset", {"user": str(ada.id)})).status == 204
    assert not await browser.is_in()
    assert (await browser.another().log_in(ADA, PASSWORD)).status == 200
    noted = [dict(row) for row in await office.rows("audit_event")]
    assert any(one["action"] == "second_factor_reset" for one in noted)


async def test_dangerous_acts_ask_for_a_proof(doors: Doors, office: Office) -> None:
    """ASVS 7.5.1: by the password or by a code, and it lasts ten minutes."""
    await office.hire(ROOT, role=Role.ADMIN)
    ada = await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ROOT, PASSWORD)
    acts: list[tuple[str, dict[str, Any]]] = [
        ("/auth/email", {"email": "root2@studio.test"}),
        ("/auth/policy", {"second_factor": "nobody"}),
        ("/auth/invitations", {"user": str(ada.id)}),
        ("/auth/second-factor/reset", {"user": str(ada.id)}),
        ("/auth/second-factor/begin", {}),
    ]
    office.clock.advance(minutes=11)
    for path, form in acts:
        refused = await browser.post(path, form)
        assert (refused.status, refused.code) == (403, "reauthenticate"), path
    bad = await browser.post("/auth/proof", {"password": WRONG, "code": ""})
    assert bad.json["fields"]["errors"] == {"password": "wrong"}
    both = await browser.post("/auth/proof", {"password": PASSWORD, "code": "123456"})
    assert both.status == 400
    proved = await browser.post("/auth/proof", {"password": PASSWORD, "code": ""})
    assert proved.status == 204
    for path, form in acts:
        assert (await browser.post(path, form)).status in {200, 204}, path
    office.clock.advance(minutes=9)
    assert (await browser.post("/auth/policy", {"second_factor": "nobody"})).status == 204
    office.clock.advance(minutes=2)
    assert (await browser.post("/auth/policy", {"second_factor": "nobody"})).status == 403


async def test_proving_is_slowed_like_signing_in(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    tried = [
        (await browser.post("/auth/proof", {"password": WRONG, "code": ""})).status
        for _ in range(6)
    ]
    assert tried == [422] * 5 + [429]
    assert (await browser.post("/auth/proof", {"password": PASSWORD, "code": ""})).status == 429


async def test_one_signs_out_everywhere_else(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    other = browser.another()
    await other.log_in(ADA, PASSWORD)
    assert (await browser.ask("DELETE", "/auth/logins")).status == 204
    assert await browser.is_in()
    assert not await other.is_in()


async def test_an_address_to_sign_in_by_is_ones_own(doors: Doors, office: Office) -> None:
    await office.hire(ADA)
    await office.hire("bob@studio.test")
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    taken = await browser.post("/auth/email", {"email": "BOB@studio.test"})
    assert taken.json["fields"]["errors"] == {"email": "taken"}
    assert (await browser.post("/auth/email", {"email": "ada@rossi.it"})).status == 204
    assert (await browser.another().log_in("ada@rossi.it", PASSWORD)).status == 200
    assert (await browser.another().log_in(ADA, PASSWORD)).status == 401
