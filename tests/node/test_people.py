"""Who knows of whom, on screens that are open while it changes."""

from tests.support.node import House, shown
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM


async def test_a_customers_user_has_a_desktop_and_knows_only_himself(house: House) -> None:
    customer = await house.customer()
    person = await house.hire(Role.CUSTOMER_USER, locale="en")
    await house.grant(person, customer, "read")
    guest = await house.visit(person)
    user = (await guest.shows("desktop")).cursors["user"]
    await user.until(lambda it: shown(it, "email") == [person.email])
    everybody = (await guest.open("view", "auth.users")).cursors["rows"]
    await everybody.until(lambda it: shown(it, "email") == [person.email])
    assert everybody.total == (1, "exact")


async def test_a_grant_shows_a_customers_user_and_its_end_hides_him(house: House) -> None:
    mine, other = await house.customer(), await house.customer()
    guest = await house.hire(Role.CUSTOMER_USER)
    _, anna = await house.consultant(mine)
    users = (await anna.open("view", "auth.users")).cursors["rows"]
    await users.until(lambda it: it.keys)  # herself, at least
    await users.remote.query({"filter": ["email", "eq", guest.email]})
    await users.until(lambda it: it.keys == [])
    await house.grant(guest, other, "read")
    await house.grant(guest, mine, "read")
    await users.until(lambda it: shown(it, "email") == [guest.email])
    await house.accounts.withdraw(guest.id, mine, acting=SYSTEM)
    await users.until(lambda it: it.keys == [])


async def test_a_reach_that_grows_shows_its_people(house: House) -> None:
    firm = await house.customer()
    guest = await house.hire(Role.CUSTOMER_USER)
    await house.grant(guest, firm, "read")
    person, anna = await house.consultant()
    users = (await anna.open("view", "auth.users")).cursors["rows"]
    await users.until(lambda it: it.keys)
    await users.remote.query({"filter": ["role", "eq", "customer_user"]})
    await users.until(lambda it: it.keys == [])
    await house.grant(person, firm, "read")
    await users.until(lambda it: shown(it, "email") == [guest.email])
