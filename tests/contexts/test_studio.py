"""The studio's profile, its reminders and tags: there from the beginning, for administrators."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from schema.base import new_id
from schema.notification_rule import notification_rule
from schema.studio import studio
from tests.support.client import ClientView
from tests.support.node import House, shown
from tests.support.visitor import Visitor
from ytefas.errors import Denied, InvalidFields, YtefasError
from ytefas.rules.access import Role
from ytefas.rules.values import RULES
from ytefas.store.isolation import SYSTEM
from ytefas.store.studio import begin_studio

SCREENS = {"studio.profile": "studio_profile", "doc.tags": "record_tags",
           "studio.notification_rules": "notification_rules"}  # fmt: skip


async def opened(visitor: Visitor, what: str) -> ClientView:
    desktop = await visitor.shows("desktop")
    answer = await desktop.run(f"open_{what}")
    assert answer["ok"], answer
    return await visitor.view_of(answer["result"].rsplit(".", 1)[-1])


async def save(view: ClientView, cursor: str, **changes: Any) -> Any:
    rows = view.cursors[cursor]
    await rows.until(lambda it: it.version and it.keys)
    at = rows.columns.index("row_version")
    record = {"key": rows.keys[0], "row_version": rows.rows[0][at], "changes": changes}
    return await rows.remote.save(record, str(uuid4()))


async def test_an_administrator_fills_in_the_profile(house: House) -> None:
    await begin_studio(house.store)
    await begin_studio(house.store, locale="en")  # one more node: nothing is made twice
    boss = await house.visit(await house.hire(Role.ADMIN))
    view = await opened(boss, "studio_profile")
    assert [part["kind"] for part in view.offer["view"]["parts"]][-1] == "letterhead"
    await save(view, "profile", legal_name="Studio Adige S.r.l.", vat="IT 00743110157")
    await view.cursors["profile"].until(lambda it: shown(it, "vat") == ["00743110157"])
    with pytest.raises(InvalidFields) as refused:
        await save(view, "profile", theme_colour="red", retention_years=0, footer="a\nb\nc\nd")
    assert refused.value.fields["errors"] == {
        "theme_colour": "colour_form", "retention_years": "retention_years",
        "footer": "footer_lines",
    }  # fmt: skip


async def test_there_is_one_profile_whoever_writes(house: House) -> None:
    await begin_studio(house.store)
    own = {"id": new_id(), "created_by": new_id(), "updated_by": new_id()}
    with pytest.raises(YtefasError):
        async with house.store.writing(SYSTEM, cause="test.second") as unit:
            await unit.fetch(insert(studio).values(
                **own, legal_name="Due", address={}, theme_colour="#000000", theme_font="sans",
                default_locale="it", retention_years=10, row_version=1,
            ))  # fmt: skip


async def test_the_rules_are_the_usual_ones_and_can_be_changed(house: House) -> None:
    await begin_studio(house.store)
    boss = await house.visit(await house.hire(Role.ADMIN))
    view = await opened(boss, "notification_rules")
    await save(view, "rule", days_before=["7", "90", "007", "30"], overdue_every_days=14)
    await view.cursors["rule"].until(lambda it: ["90", "30", "7"] in shown(it, "days_before"))
    with pytest.raises(InvalidFields) as refused:
        await save(view, "rule", days_before=["presto"], overdue_every_days=0)
    assert refused.value.fields["errors"] == {
        "days_before": "days_before_range", "overdue_every_days": "interval_days",
    }  # fmt: skip
    async with house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(select(notification_rule.c.event))
    assert {"training", "visit", "equipment_check"} <= {row["event"] for row in rows}


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.CUSTOMER_USER])
async def test_nobody_else_opens_them(house: House, role: Role) -> None:
    visitor = await house.visit(await house.hire(role))
    desktop = await visitor.shows("desktop")
    offered = {one["id"] for one in desktop.offer["actions"]}
    assert offered.isdisjoint(f"open_{one}" for one in SCREENS.values())
    for source, controller in SCREENS.items():
        with pytest.raises(Denied):
            await visitor.open("view", source, controller=controller)


def test_days_stand_from_the_furthest_to_the_nearest() -> None:
    rule = RULES["days_before"]
    assert rule.tidy(("1", "60", "060", "0")) == ["60", "1", "0"]
    assert rule.fault(["366"]) is not None
    assert rule.fault(["365", "0"]) is None
