"""Actions: SPEC-work.md [K], over the front door."""

import pytest

from tests.support.client import ClientView, until_true
from tests.support.house import House
from ytefas.errors import Denied, NoProcedure
from ytefas.framework.talk.calls import calls_of
from ytefas.framework.work.action import Action, menu
from ytefas.framework.work.gate import ASK_FOR


async def test_k1_flags_follow_reactive_state_and_are_pushed(board: ClientView) -> None:
    await board.pulse.until(lambda: board.flags["open"]["enabled"])
    await board.cursors["customers"].choose(None)
    await board.pulse.until(lambda: not board.flags["open"]["enabled"])


async def test_k2_run_checks_again(board: ClientView) -> None:
    await board.pulse.until(lambda: board.flags["open"]["enabled"])
    await board.cursors["customers"].choose(None)
    answer = await board.run("open")
    assert answer == {"ok": False, "error": {"code": "denied", "action": "open"}}


async def test_k3_an_action_starts_an_intent_from_its_controller(board: ClientView) -> None:
    board.chosen = lambda options: options[0]["id"]
    await board.pulse.until(lambda: board.flags["open"]["enabled"])
    answer = await board.run("open")
    assert answer["ok"] is True
    view = await board.client.shows("customer_card")
    assert view.offer["context"]["from_context"] == board.offer["uri"]
    assert view.offer["uri"].endswith(f".{answer['result']}")


def test_k3_an_action_may_wait_for_a_person() -> None:
    assert calls_of(Action)["run"].timeout == ASK_FOR


async def test_k4_errors_are_shown_in_the_view_and_told_to_the_caller(board: ClientView) -> None:
    answer = await board.controller.actions.rename.run({}, confirmed=True)
    assert answer == {"ok": False, "error": {"code": "busy", "wait": 3}}
    await board.pulse.until(lambda: board.notices)
    assert board.notices == [{"level": "error", "action": "rename", "code": "busy",
                              "fields": {"wait": 3}}]  # fmt: skip


async def test_k4_an_unexpected_error_tells_nothing_of_the_machine(
    board: ClientView, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await board.run("break")
    assert answer["error"]["code"] == "internal"
    await board.pulse.until(lambda: board.notices)
    assert "secret" not in str(answer) + str(board.notices)
    assert answer["error"]["incident"] in caplog.text


async def test_k5_what_must_be_confirmed_is(board: ClientView) -> None:
    described = {one["id"]: one for one in board.offer["actions"]}
    assert described["rename"]["confirm"] == "Really?"
    answer = await board.run("rename")
    assert answer["error"]["reason"] == "not_confirmed"


async def test_k6_an_action_one_may_not_run_does_not_exist(house: House) -> None:
    house.permits = lambda _, requires, *__: "admin" not in requires
    client = await house.visit()
    await client.shows("desktop")
    await client.server.begin_intent({"operation": "view", "content": {"source": "org.customers"}})
    view = await client.shows("board")
    assert [one["id"] for one in view.offer["actions"]] == ["open", "rename", "break"]
    with pytest.raises(NoProcedure):
        await view.run("secret")


def test_k7_the_nearest_provider_wins() -> None:
    near = [{"id": "print", "label": "near", "categories": ["file"]}]
    far = [{"id": "print", "label": "far"}, {"id": "logout", "label": "far"}]
    assert [one["label"] for one in menu([near, far])] == ["near", "far"]
    assert menu([near, far], frozenset({"file"})) == near


async def test_k7_a_menu_unites_a_context_and_those_it_came_from(board: ClientView) -> None:
    await board.controller.begin_intent(
        {"operation": "view", "content": {"source": "org.customers", "ids": ["c0"]},
         "controller": "customer_view"}
    )  # fmt: skip
    view = await board.client.shows("customer_view")
    offered = await view.controller.menu()
    assert [one["id"] for one in offered] == ["open", "rename", "break", "secret"]
    assert [one["id"] for one in await view.controller.menu(["record"])] == ["open"]


async def test_k7_a_menu_outlives_the_context_it_came_from(house: House, board: ClientView) -> None:
    await board.controller.begin_intent(
        {"operation": "view", "content": {"source": "org.customers", "ids": ["c0"]},
         "controller": "customer_view"}
    )  # fmt: skip
    view = await board.client.shows("customer_view")
    await board.client.server.peer_stop(board.offer["id"])
    open_now = house.desk(board.client)
    await until_true(lambda: "board" not in [one.ID for one in open_now.contexts.values()])
    assert await view.controller.menu() == []


async def test_k8_an_action_is_called_from_its_own_session_only(
    house: House, board: ClientView
) -> None:
    stranger, _ = await house.connect()
    with pytest.raises(Denied):
        await stranger.dispatcher.call(f"{board.offer['uri']}.actions.open.run")
