"""The node as its settings say it is, seen from outside."""

import aiohttp
import pytest

from ytefas.assembly.node import running
from ytefas.errors import InvalidFields
from ytefas.rules.access import Role
from ytefas.settings import SettingError, Settings
from ytefas.store.embedded.server import Database
from ytefas.store.identity.accounts import NewUser
from ytefas.store.isolation import SYSTEM


async def test_the_limits_of_the_settings_reach_every_room(database: Database) -> None:
    text = "wire.calls=7, sessions.per_user=2, login.password_min=30, web.max_body=9"
    settings = Settings(port=0, pool_size=4, grace_seconds=7.0, limits=text)
    async with running(settings, database) as node, aiohttp.ClientSession() as browser:
        assert node.router.limits.calls == 7
        assert (node.sessions.limits.per_user, node.sessions.limits.grace) == (2, 7.0)
        somebody = NewUser("a@b.it", "Ada", "Rossi", Role.ADMIN, "it", "x" * 29)
        with pytest.raises(InvalidFields):
            await node.stored.identity.accounts.create_user(somebody, acting=SYSTEM)
        answer = await browser.post(f"{node.url}/auth/login", json={"email": "0123456789"})
        assert answer.status == 413


@pytest.mark.parametrize(
    "wrong",
    [
        Settings(port=0, pool_size=4, public_url="ytefas.it"),
        Settings(port=0, pool_size=4, trusted_proxies="the proxy"),
    ],
)
async def test_an_address_that_is_none_is_refused_in_a_sentence(
    database: Database, wrong: Settings
) -> None:
    with pytest.raises(SettingError, match="public URL or trusted proxies"):
        async with running(wrong, database):
            pytest.fail("it serves")
