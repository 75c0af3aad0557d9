"""Conversations about events: subscribed, published, addressed."""

# ruff: noqa: D400, D401 - docstrings here are titles, not sentences

from tests.wire.conformance.stage import Stage


async def an_event(stage: Stage) -> None:
    """An event to one topic, acknowledged and not"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.news")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news", ["più"], {"riga": {"a": [1]}})
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await bruno.ask("PUBLISH", {}, "open.news", [b"\x00\x01"])
    await anna.hear("EVENT")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news")
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await bruno.quiet()


async def an_event_for_nobody(stage: Stage) -> None:
    """An acknowledged event without subscribers"""
    anna = await stage.join("anna")
    await anna.ask("PUBLISH", {"acknowledge": True}, "open.silence", [1])
    await anna.hear("PUBLISHED")
    await anna.quiet()


async def an_event_to_many(stage: Stage) -> None:
    """Three subscribers, one publication"""
    anna, bruno, carla = [await stage.join(name) for name in ("anna", "bruno", "carla")]
    for actor in (anna, bruno, carla):
        await actor.subscribe("open.news")
    await anna.ask("PUBLISH", {"acknowledge": True}, "open.news", [1])
    await anna.hear("PUBLISHED")
    await bruno.hear("EVENT")
    await carla.hear("EVENT")
    await anna.quiet()


async def events_in_order(stage: Stage) -> None:
    """Events of one publisher arrive in the order they were sent"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.count")
    for number in range(20):
        await bruno.ask("PUBLISH", {}, "open.count", [number])
    for _ in range(20):
        await anna.hear("EVENT")


async def a_prefix_of_topics(stage: Stage) -> None:
    """A prefix subscription: the event says which topic; a peer with both hears it twice"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.news.", match="prefix")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news.sport.tennis", [1])
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.newspaper", [2])
    await bruno.hear("PUBLISHED")
    await bruno.subscribe("open.news.local")
    await anna.ask("PUBLISH", {"acknowledge": True}, "open.news.local", [3])
    await anna.hear("PUBLISHED")
    await bruno.hear("EVENT")
    await anna.quiet()


async def subscribed_twice(stage: Stage) -> None:
    """A second SUBSCRIBE answers the same subscription, and one event comes once"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.subscribe("open.news")
    await anna.subscribe("open.news")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news", [1])
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")
    await anna.quiet()


async def to_oneself(stage: Stage) -> None:
    """exclude_me false brings the event to its publisher too"""
    anna = await stage.join("anna")
    await anna.subscribe("open.news")
    await anna.ask("PUBLISH", {"acknowledge": True, "exclude_me": False}, "open.news", ["me"])
    await anna.hear_all("PUBLISHED", "EVENT")
    await anna.ask("PUBLISH", {"acknowledge": True, "exclude_me": True}, "open.news", ["not me"])
    await anna.hear("PUBLISHED")
    await anna.quiet()


async def excluded(stage: Stage) -> None:
    """exclude: those sessions do not hear it"""
    anna, bruno, carla = [await stage.join(name) for name in ("anna", "bruno", "carla")]
    for actor in (bruno, carla):
        await actor.subscribe("open.news")
    options = {"acknowledge": True, "exclude": [bruno.session]}
    await anna.ask("PUBLISH", options, "open.news", [1])
    await anna.hear("PUBLISHED")
    await carla.hear("EVENT")
    await bruno.quiet()


async def eligible(stage: Stage) -> None:
    """eligible: only those sessions hear it"""
    anna, bruno, carla = [await stage.join(name) for name in ("anna", "bruno", "carla")]
    for actor in (bruno, carla):
        await actor.subscribe("open.news")
    options = {"acknowledge": True, "eligible": [bruno.session]}
    await anna.ask("PUBLISH", options, "open.news", [1])
    await anna.hear("PUBLISHED")
    await bruno.hear("EVENT")
    await carla.quiet()


async def disclosed(stage: Stage) -> None:
    """Who calls and who publishes is told"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await anna.register("open.who")
    await anna.subscribe("open.who")
    await bruno.ask("CALL", {"disclose_me": True}, "open.who")
    await anna.say("YIELD", await anna.invoked(), {})
    await bruno.hear("RESULT")
    await bruno.ask("PUBLISH", {"acknowledge": True, "disclose_me": True}, "open.who")
    await bruno.hear("PUBLISHED")
    await anna.hear("EVENT")


async def unsubscribed(stage: Stage) -> None:
    """UNSUBSCRIBE, then nothing more"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    subscription = await anna.subscribe("open.news")
    await anna.ask("UNSUBSCRIBE", subscription)
    await anna.hear("UNSUBSCRIBED")
    await bruno.ask("PUBLISH", {"acknowledge": True}, "open.news", [1])
    await bruno.hear("PUBLISHED")
    await anna.quiet()
    await anna.ask("UNSUBSCRIBE", subscription)
    await anna.hear("ERROR")


async def eligible_to_nobody(stage: Stage) -> None:
    """An empty list of eligible sessions is nobody"""
    anna, bruno = await stage.join("anna"), await stage.join("bruno")
    await bruno.subscribe("open.news")
    await anna.ask("PUBLISH", {"acknowledge": True, "eligible": []}, "open.news", [2])
    await anna.hear("PUBLISHED")
    await bruno.quiet()
