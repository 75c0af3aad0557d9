"""Who sees what, who did what, who is in: told as the doors would answer, to those who may know."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from schema.audit_event import audit_event
from schema.login_session import login_session
from tests.contexts.conftest import Firm
from tests.support.client import ClientView, CursorProxy
from tests.support.node import House, shown
from tests.support.visitor import Visitor
from ytefas.errors import Denied, InvalidFields, NoCandidate, NotFound, YtefasError
from ytefas.framework.tree.node import NodeError
from ytefas.rules.access import Principal, Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.source import discover

REFUSED = (Denied, NoCandidate, NotFound)


async def opened(
    who: Visitor, source: str, key: str | None = None, *, wish: str = "", cursor: str = ""
) -> tuple[ClientView, CursorProxy]:
    keys = () if key is None else (key,)
    view = await who.open("view", source, *keys, **({"categories": [wish]} if wish else {}))
    shown_by = view.cursors[cursor] if cursor else next(iter(view.cursors.values()))
    await shown_by.until(lambda it: it.version and not it.state.get("loading"))
    if key is not None:
        await shown_by.until(lambda it: it.current == key)
    return view, shown_by


async def told(view: ClientView, action: str, *keys: Any, **options: Any) -> Any:
    answer = await view.run(action, **({"keys": list(keys)} if keys else {}), **options)
    assert answer["ok"], answer
    return answer["result"]


async def give(boss: Visitor, user: UUID, *customers: str, **more: Any) -> list[dict[str, Any]]:
    view = await boss.open("create", "auth.grants", categories=["several"])
    given = {"users": [str(user)], "customers": list(customers), "level": "edit", **more}
    rows: list[dict[str, Any]] = (await told(view, "give", **given))["rows"]
    return rows


# -- what a person sees


async def test_what_somebody_sees_is_what_the_doors_answer(firm: Firm) -> None:
    house = firm.house
    boss = await house.visit(await house.hire(Role.ADMIN))
    other = str(await house.customer(legal_name="Caseificio Brenta"))
    await house.site(UUID(firm.customer), code="S2", name="Magazzino")
    person = await house.hire()
    outcome = await give(boss, person.id, firm.customer, sites=[firm.site])
    outcome += await give(boss, person.id, other, level="read", valid_to="2099-12-31")
    assert [row["outcome"] for row in outcome] == ["given", "given"]

    view, _ = await opened(boss, "auth.users", str(person.id), wish="seen_by")
    sees = await told(view, "tell_seen")
    customers = {one["id"]: one for one in sees["customers"]}
    assert customers.keys() == {firm.customer, other}
    assert customers[firm.customer]["sites"] == ["Stabilimento"]
    assert customers[other]["sites"] is None
    assert customers[other]["valid_to"] == "2099-12-31"
    groups = {(one["level"], one["limited"]): one for one in sees["groups"]}
    assert groups.keys() == {("edit", True), ("read", False)}

    visitor = await house.visit(person)
    listed = await visitor.open("view", "org.sites", controller="org_sites_list")
    sites = listed.cursors["rows"]
    await sites.until(lambda it: it.keys)
    assert firm.site in sites.keys
    assert "Magazzino" not in shown(sites, "name")
    kinds = {
        one["source"]: one
        for area in groups["edit", True]["areas"] for one in area["kinds"]
    }  # fmt: skip
    assert kinds["org.sites"]["write"]
    assert not kinds["org.jobs"]["write"], "jobs are of the whole company"
    assert kinds["org.jobs"]["read"]
    assert not kinds["auth.grants"]["read"]
    assert not kinds["studio.audit"]["read"]
    with pytest.raises(YtefasError):
        await visitor.open("view", "studio.audit")


async def test_rights_that_are_told_are_rights_that_are_held(firm: Firm) -> None:
    """Every kind of data, for somebody who reads: what is told not to be seen, is refused."""
    house = firm.house
    boss = await house.visit(await house.hire(Role.ADMIN))
    person, visitor = await house.consultant(UUID(firm.customer), level="read")
    view, _ = await opened(boss, "auth.users", str(person.id), wish="seen_by")
    (group,) = (await told(view, "tell_seen"))["groups"]
    acting, reach = await house.store.known(Principal(person.id, person.role))
    for area in group["areas"]:
        for kind in area["kinds"]:
            source = house.running.hub.sources[kind["source"]]
            try:
                sight = source.sight(acting, reach)
            except Denied:
                assert not kind["read"], kind
                continue
            assert kind["read"] is (sight.customers is None or bool(sight.customers)), kind
            assert not kind["write"] or source.entity.write in {"anyone", "consultant"}, kind
    named = [one for area in group["areas"] for one in area["kinds"] if not one["read"]]
    with pytest.raises(REFUSED):
        await visitor.open("view", next(one["source"] for one in named))


async def test_who_sees_a_customer_is_told_to_who_manages_it(firm: Firm) -> None:
    view, _ = await opened(firm.anna, "org.customers", firm.customer, wish="seers",
                           cursor="customer")  # fmt: skip
    people = (await told(view, "tell_seers"))["people"]
    assert [one["level"] for one in people if not one["everything"]] == ["manage"]
    _, reads = await firm.house.consultant(UUID(firm.customer), level="read")
    ordinary = await reads.open("view", "org.customers", firm.customer, categories=["seers"])
    assert ordinary.offer["controller"] != "seers"
    assert "seers" not in {one["id"] for one in ordinary.offer["actions"]}


async def test_who_sees_a_site_is_narrowed_to_it(firm: Firm) -> None:
    house = firm.house
    boss = await house.visit(await house.hire(Role.ADMIN))
    store = str(await house.site(UUID(firm.customer), code="S2", name="Magazzino"))
    here, away = await house.hire(surname="Qui"), await house.hire(surname="Altrove")
    await give(boss, here.id, firm.customer, sites=[firm.site], level="read")
    await give(boss, away.id, firm.customer, sites=[store], level="read")
    sites, _ = await opened(firm.anna, "org.sites", firm.site, cursor="site")
    view = await firm.anna.view_of(await told(sites, "site_seers"))
    assert view.offer["controller"] == "site_seers"
    await view.cursors["site"].until(lambda it: it.current == firm.site)
    people = {one["name"]: one for one in (await told(view, "tell_seers"))["people"]}
    assert "Qui Ada" in people
    assert "Altrove Ada" not in people
    assert people["Qui Ada"]["sites"] == ["Stabilimento"]
    asked = await firm.anna.view_of(await told(view, "give_several"))
    (part,) = asked.offer["view"]["parts"]
    assert part["given"] == {"customer_id": firm.customer, "site_id": firm.site}
    whole = await firm.anna.view_of(await told(view, "customer_seers"))
    assert whole.offer["controller"] == "seers"
    _, stranger = await house.consultant(await house.customer(), level="manage")
    empty = await stranger.open("view", "org.sites", firm.site, categories=["seers"])
    answer = await empty.run("tell_seers", keys=[firm.site])
    assert (answer["ok"], answer["error"]["code"]) == (False, "denied")


async def goes_on(visitor: Visitor) -> None:
    """Open one screen after the other until it is refused: what changes is felt within seconds."""
    while True:
        await visitor.open("view", "org.customers")


async def test_disabled_means_nothing_is_seen(house: House) -> None:
    customer = await house.customer()
    boss = await house.visit(await house.hire(Role.ADMIN))
    person, visitor = await house.consultant(customer)
    view, users = await opened(boss, "auth.users", str(person.id), cursor="user")
    refused = await view.run("disable_user")
    assert not refused["ok"], "what happens is said, and asked first"
    answer = await view.controller.actions.disable_user.run({}, confirmed=True)
    assert answer["ok"], answer
    await users.until(lambda it: shown(it, "standing") == ["off"])
    with pytest.raises((YtefasError, TimeoutError, NodeError)):
        await goes_on(visitor)
    seen, _ = await opened(boss, "auth.users", str(person.id), wish="seen_by")
    sees = await told(seen, "tell_seen")
    assert (sees["active"], sees["customers"], sees["groups"]) == (False, [], [])


async def test_a_user_is_offered_what_applies(house: House) -> None:
    boss = await house.visit(await house.hire(Role.ADMIN))
    person = await house.hire()
    view, users = await opened(boss, "auth.users", str(person.id), cursor="user")

    async def offered(*names: str) -> None:
        asked = {"disable_user", "enable_user", "reset_second_factor"}
        wanted = {*names}
        await view.pulse.until(
            lambda: {one for one in asked if view.flags[one]["visible"]} == wanted
        )

    await offered("disable_user")
    wrong = await view.controller.actions.enable_user.run({}, confirmed=True)
    assert wrong["error"]["code"] == "denied"
    assert (await view.controller.actions.disable_user.run({}, confirmed=True))["ok"]
    await users.until(lambda it: shown(it, "standing") == ["off"])
    await offered("enable_user")
    assert (await view.controller.actions.enable_user.run({}, confirmed=True))["ok"]
    await offered("disable_user")


async def test_another_address_spoils_the_links_to_the_old_one(house: House) -> None:
    """An administrator corrects it in the form: the link in the old mailbox opens nothing."""
    boss = await house.visit(await house.hire(Role.ADMIN))
    person = await house.hire(email="prima@studio.test")
    view, _ = await opened(boss, "auth.users", str(person.id), cursor="user")
    link = (await told(view, "invite"))["link"]
    identity, token = house.running.stored.identity, link.partition("#reset=")[2]
    assert (await identity.reset_choice(token)).email == "prima@studio.test"
    rows = (await boss.open("view", "auth.users", str(person.id))).cursors["user"]
    await rows.until(lambda it: it.keys)

    async def change(**changes: str) -> None:
        version = rows.rows[0][rows.columns.index("row_version")]
        record = {"key": str(person.id), "row_version": version, "changes": changes}
        await rows.remote.save(record, str(uuid4()))
        await rows.until(lambda it: it.rows[0][it.columns.index("row_version")] > version)

    await change(surname="Verdi")
    assert (await identity.reset_choice(token)).email == "prima@studio.test"
    await change(email="dopo@studio.test")
    with pytest.raises(NotFound):
        await identity.reset_choice(token)


# -- several grants


async def test_each_of_several_grants_is_told_as_it_was(firm: Firm) -> None:
    house = firm.house
    boss = await house.visit(await house.hire(Role.ADMIN))
    person = await house.hire()
    away = str(uuid4())
    first = await give(boss, person.id, firm.customer, away)
    assert [row["outcome"] for row in first] == ["given", "refused"]
    assert first[1]["reason"]
    again = await give(boss, person.id, firm.customer)
    assert again[0]["outcome"] == "same"
    more = await give(boss, person.id, firm.customer, level="manage")
    assert (more[0]["outcome"], more[0]["was"]) == ("changed", "edit")


async def test_sites_of_a_grant_are_of_its_customer(firm: Firm) -> None:
    house = firm.house
    other = await house.customer()
    foreign = str(await house.site(other, code="X", name="Altrove"))
    boss = await house.visit(await house.hire(Role.ADMIN))
    person = await house.hire()
    (row,) = await give(boss, person.id, firm.customer, sites=[foreign])
    assert row["outcome"] == "refused"
    view = await boss.open("create", "auth.grants", categories=["several"])
    both = {"users": [str(person.id)], "customers": [firm.customer, str(other)], "level": "read"}
    answer = await view.run("give", **both, sites=[firm.site])
    assert answer["error"]["code"] == "invalid_fields"
    rows = (await boss.open("view", "auth.grants", controller="auth_grants_list")).cursors["rows"]
    values = {"user_id": str(person.id), "customer_id": firm.customer, "level": "read",
              "site_ids": [foreign]}  # fmt: skip
    with pytest.raises(InvalidFields) as wrong:
        await rows.remote.create(values, str(uuid4()))
    assert wrong.value.fields["errors"] == {"site_ids": "unknown_reference"}


# -- the audit


async def test_an_event_tells_labels_and_both_values(firm: Firm) -> None:
    house = firm.house
    async with house.store.reading(SYSTEM) as reading:
        source = house.running.hub.sources["org.sites"]
        version = (await source.one(reading, firm.site, ["row_version"]))["row_version"]
    await house.change("site", UUID(firm.site), version, name="Stabilimento nuovo")
    view, _ = await opened(firm.anna, "org.sites", firm.site, cursor="site")
    history = await told(view, "history")
    log = await firm.anna.view_of(history)
    events = log.cursors["event"]
    await events.until(lambda it: len(it.keys) == 2)
    assert shown(events, "action") == ["update", "create"]
    assert shown(events, "record_name") == ["Stabilimento nuovo"] * 2
    event = await told(log, "tell_event", events.keys[0])
    (line,) = event["lines"]
    assert (line["before"], line["after"]) == ("Stabilimento", "Stabilimento nuovo")
    assert line["field"]["label"] in {"Nome", "Name"}
    assert "Stabilimento nuovo" in event["sentence"]


def test_whatever_is_taken_out_is_called_by_its_name() -> None:
    sources = discover()
    named = sources["studio.audit"].fields["entity"].choices or {}
    assert {source.table.name for source in sources.values()} <= named.keys()


async def test_a_right_that_was_taken_away_is_still_somebodys(firm: Firm) -> None:
    house = firm.house
    boss = await house.visit(await house.hire(Role.ADMIN))
    person = await house.hire(surname="Bianchi")
    await give(boss, person.id, firm.customer)
    await give(boss, person.id, firm.customer, level="read")
    await house.accounts.withdraw(person.id, UUID(firm.customer), acting=SYSTEM)
    _, log = await opened(firm.anna, "studio.audit")
    await log.until(lambda it: len(it.keys) >= 3)
    named = list(zip(shown(log, "entity"), shown(log, "record_name"), strict=True))
    assert named[:3] == [("customer_grant", "Bianchi Ada")] * 3


async def test_the_audit_is_for_who_manages_and_of_his_customers_alone(firm: Firm) -> None:
    house = firm.house
    other = await house.customer(legal_name="Altra Firma")
    site = await house.site(other, code="Z9", name="Segreto altrui")
    _, log = await opened(firm.anna, "studio.audit")
    await log.until(lambda it: it.keys)
    assert {*shown(log, "customer_name")} == {"Officine Valsesia S.r.l."}
    async with house.store.reading(SYSTEM) as reading:
        foreign = await reading.fetch_value(
            select(audit_event.c.id).where(audit_event.c.entity_id == site)
        )
        studio = await reading.fetch_value(
            select(audit_event.c.id).where(audit_event.c.entity == "app_user").limit(1)
        )
    view, _ = await opened(firm.anna, "studio.audit")
    for key in (foreign, studio):
        answer = await view.run("tell_event", keys=[str(key)])
        assert (answer["ok"], answer["error"]["code"]) == (False, "not_found")
    _, reads = await house.consultant(UUID(firm.customer), level="edit")
    with pytest.raises(YtefasError):
        await reads.open("view", "studio.audit")


async def test_a_customers_manager_reads_what_was_done_not_from_where(firm: Firm) -> None:
    house = firm.house
    boss = await house.visit(await house.hire(Role.ADMIN))
    owner = await house.hire(Role.CUSTOMER_USER, surname="Titolare")
    await give(boss, owner.id, firm.customer, level="manage")
    person = await house.hire()
    await give(boss, person.id, firm.customer, level="read")
    staff, log = await opened(firm.anna, "studio.audit")
    await log.until(lambda it: it.keys)
    assert {"ip", "who"} <= {*log.columns}
    visitor = await house.visit(owner)
    view, events = await opened(visitor, "studio.audit")
    await events.until(lambda it: len(it.keys) == len(log.keys))
    private = {"ip", "user_id", "cause", "position", "diff"}
    assert "who" in events.columns
    assert not private & {*events.columns}
    for key in events.keys:
        his, theirs = await told(view, "tell_event", key), await told(staff, "tell_event", key)
        assert (his["ip"], his["cause"], his["position"]) == ("", None, None)
        assert theirs["cause"]
        values = [one[side] for one in his["lines"] for side in ("before", "after")]
        assert str(person.id) not in values
    with pytest.raises(YtefasError):
        await events.remote.query({"columns": ["id", "ip"]})


async def test_the_chain_is_verified_and_a_change_behind_its_back_is_told(house: House) -> None:
    customer = await house.customer()
    boss = await house.visit(await house.hire(Role.ADMIN))
    view, _ = await opened(boss, "studio.audit")
    held = await told(view, "verify_chain", anew=True)
    while not held["complete"]:
        held = await told(view, "verify_chain")
    assert held["broken"] == []
    assert held["events"] > 0
    await house.site(customer)
    more = await told(view, "verify_chain")
    assert more["complete"]
    assert more["events"] > held["events"], "it goes on from where it was"


# -- who is in


async def test_open_logins_are_administrators_alone_and_can_be_ended(house: House) -> None:
    customer = await house.customer()
    person, visitor = await house.consultant(customer)
    boss = await house.visit(await house.hire(Role.ADMIN))
    view, logins = await opened(boss, "auth.logins")
    async with house.store.reading(SYSTEM) as reading:
        key = str(await reading.fetch_value(
            select(login_session.c.id).where(login_session.c.user_id == person.id)
        ))  # fmt: skip
    await logins.until(lambda it: key in it.keys)
    node = house.running.stored.identity.links.node
    assert node.endswith(house.url.rpartition(":")[2])
    assert {*shown(logins, "node")} == {node}
    with pytest.raises(YtefasError):
        await visitor.open("view", "auth.logins")
    answer = await view.controller.actions.end_login.run({"keys": [key]}, confirmed=True)
    assert answer["ok"], answer
    await logins.until(lambda it: key not in it.keys)
    with pytest.raises((YtefasError, TimeoutError, NodeError)):
        await visitor.open("view", "org.customers")


async def test_a_new_password_is_asked_of_whom_the_administrator_says(house: House) -> None:
    person = await house.hire()
    boss = await house.visit(await house.hire(Role.ADMIN))
    view, users = await opened(boss, "auth.users", str(person.id), cursor="user")
    answer = await view.controller.actions.require_password.run({}, confirmed=True)
    assert answer["ok"], answer
    await users.until(lambda it: shown(it, "must_change_password") == [True])


async def test_dangerous_acts_ask_who_it_is_first(house: House) -> None:
    person = await house.hire()
    head = await house.hire(Role.ADMIN)
    boss = await house.visit(head)
    customer = str(await house.customer())
    async with house.store.writing(SYSTEM, cause="test.setup") as unit:
        await unit.fetch(
            update(login_session)
            .where(login_session.c.user_id == head.id)
            .values(proved_at=func.now() - func.make_interval(0, 0, 0, 0, 0, 11))
        )
    view = await boss.open("create", "auth.grants", categories=["several"])
    given = {"users": [str(person.id)], "customers": [customer], "level": "read"}
    with pytest.raises(YtefasError) as asked:
        await view.run("give", **given)
    assert asked.value.code == "reauthenticate"
