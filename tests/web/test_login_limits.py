"""Guessing is slow, and its victim is not locked out."""

import asyncio

from tests.support.identity import ADA, PASSWORD, WRONG, Office
from tests.web.conftest import PROXIED, Doors


async def test_five_wrong_passwords_and_then_growing_delays(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1; the same for an account that does not exist (6.3.8)."""
    await office.hire(ADA)
    await office.hire("bob@studio.test")
    for email in (ADA, "nobody@studio.test"):
        browser = await doors.visit(office.identity)
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
    browser = await doors.visit(office.identity)
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
    owner = await doors.visit(office.identity)
    await owner.log_in(ADA, PASSWORD)
    at_home = owner.another()  # the same address, another browser
    travelling = owner.another("192.0.2.99")  # the same device, another address
    travelling.cookies = {"__Host-ytefas-device": owner.cookies["__Host-ytefas-device"]}
    for host in range(20):
        attacker = owner.another(f"198.51.100.{host}")
        assert (await attacker.log_in(ADA, WRONG)).status in {401, 429}
    assert (await owner.another("198.51.100.99").log_in(ADA, PASSWORD)).status == 429
    assert (await at_home.log_in(ADA, PASSWORD)).status == 200
    assert (await travelling.log_in(ADA, PASSWORD)).status == 200


async def test_a_device_cookie_is_slowed_too_and_serves_its_own_account_only(
    doors: Doors, office: Office
) -> None:
    """Whoever holds a user's device may guess no more often than a stranger."""
    await office.hire(ADA)
    await office.hire("bob@studio.test")
    browser = await doors.visit(office.identity)
    await browser.log_in(ADA, PASSWORD)
    for _ in range(5):
        assert (await browser.log_in(ADA, WRONG)).status == 401
    assert (await browser.log_in(ADA, PASSWORD)).status == 429
    for host in range(5):
        await browser.another(f"198.51.100.{host}").log_in("bob@studio.test", WRONG)
    with_adas_device = browser.another("198.51.100.77")
    with_adas_device.cookies = dict(browser.cookies)
    assert (await with_adas_device.log_in("bob@studio.test", PASSWORD)).status == 429


async def test_an_address_may_fail_thirty_times_a_minute(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1: spraying one password over many accounts."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    statuses = [
        (await browser.log_in(f"user{number}@studio.test", WRONG)).status for number in range(31)
    ]
    assert statuses == [401] * 30 + [429]
    assert (await browser.log_in(ADA, PASSWORD)).status == 429
    assert (await browser.another("192.0.2.50").log_in(ADA, PASSWORD)).status == 200
    office.clock.advance(seconds=60)
    assert (await browser.log_in(ADA, PASSWORD)).status == 200


async def test_right_passwords_are_not_counted(doors: Doors, office: Office) -> None:
    """An office of forty behind one address comes to work at nine."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    for _ in range(35):
        assert (await browser.log_in(ADA, PASSWORD)).status == 200


async def test_tries_made_side_by_side_do_not_slip_through(doors: Doors, office: Office) -> None:
    """ASVS 15.4.2: counted before the password is looked at."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    answers = await asyncio.gather(*(browser.log_in(ADA, WRONG) for _ in range(20)))
    assert sorted(answer.status for answer in answers) == [401] * 5 + [429] * 15


async def test_a_restart_or_another_node_gives_no_tries_away(doors: Doors, office: Office) -> None:
    """ASVS 6.3.1, on every node."""
    await office.hire(ADA)
    browser = await doors.visit(office.identity)
    for _ in range(5):
        await browser.log_in(ADA, WRONG)
    other = office.another_node()
    there = doors.browser(await doors.open(other, settings=PROXIED), settings=PROXIED)
    assert (await there.log_in(ADA, PASSWORD)).status == 429
    other.close()
