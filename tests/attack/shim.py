"""Lets tools that only know HTTP attack the calls: GET parameters in, a call of ours, JSON out.

One address per kind of call; every parameter is handed on as it came (a number if it is written as
one), into the place of the arguments where the server looks for it. An error answers 400 with what
the client would have been told. There is nothing here that could stop an attack, on purpose.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import uuid4

import orjson
from aiohttp import web

from tests.bench.guest import Cursor, Entrance, Guest

PERSONS: Final = "org.persons"
Answer = Callable[[dict[str, str]], Awaitable[Any]]


class Shim:
    """One session of one person, asked by HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked = 0
        self._entrance: Entrance
        self._guest: Guest
        self._turn = asyncio.Lock()  # answers of one cursor are told apart by their order

    async def enter(self, email: str, password: str) -> None:
        self._entrance = Entrance(self.url)
        await self._entrance.log_in(email, password)
        self._guest = await self._entrance.guest()
        await self._guest.open(PERSONS)
        await self._guest.open("org.customers")

    async def leave(self) -> None:
        self._guest.leave()
        await self._entrance.close()

    # -- the calls

    async def find(self, given: dict[str, str]) -> Any:
        return await self._call("search.find", given["words"], _number(given["limit"]))

    async def choices(self, given: dict[str, str]) -> Any:
        within = {given["column"]: given["value"]} if "column" in given else {}
        return await self._call("search.choices", given["source"], given["words"], 5, within)

    async def titles(self, given: dict[str, str]) -> Any:
        return await self._call("search.titles", [{"source": given["source"], "key": given["key"]}])

    async def query(self, given: dict[str, str]) -> Any:
        """Set conditions, order and words of a list, and ask for its rows."""
        cursor = self._cursor(PERSONS)
        request = {
            "columns": ["surname", given["shown"]],
            "filter": [given["column"], given["operator"], given["value"]],
            "sort": [[given["sort"], given["way"]]],
            "words": given["words"],
        }
        _, raw = await cursor.next("query", request)
        return orjson.loads(raw)[4][0]["rows"]

    async def window(self, given: dict[str, str]) -> Any:
        part = {"first": _number(given["first"]), "size": _number(given["size"])}
        return await self._cursor(PERSONS).call("window", part)  # an equal one shows nothing new

    async def save(self, given: dict[str, str]) -> Any:
        """Save a value under any name, of any row."""
        cursor = self._cursor("org.customers")
        record = {
            "key": given["key"], "row_version": _number(given["row_version"]),
            "changes": {given["field"]: given["value"]},
        }  # fmt: skip
        return await cursor.call("save", record, str(uuid4()))

    async def papers(self, given: dict[str, str]) -> Any:
        return await self._call("papers.of", given["source"], given["key"])

    async def say(self, given: dict[str, str]) -> Any:
        return await self._call("papers.say", given["source"], given["key"], given["text"])

    async def detach(self, given: dict[str, str]) -> Any:
        return await self._call("papers.detach", given["link"])

    async def imports(self, given: dict[str, str]) -> Any:
        return await self._call("imports.open", given["customer"], given["target"])

    async def upload(self, given: dict[str, str]) -> Any:
        return await self._call("imports.look", given["upload"])

    async def views(self, given: dict[str, str]) -> Any:
        return await self._call("views.list", given["source"])

    async def prefs(self, given: dict[str, str]) -> Any:
        return await self._call("prefs.put", given["name"], {"said": given["value"]})

    async def export(self, given: dict[str, str]) -> Any:
        *_, context, _name = self._cursor(PERSONS).uri.split(".")
        request = {
            "context": context, "cursor": given["cursor"], "columns": [given["column"]],
            "format": given["format"], "name": given["name"], "zone": given["zone"],
            "selection": [given["key"]],
        }  # fmt: skip
        return await self._call("jobs.export", request)

    async def intent(self, given: dict[str, str]) -> Any:
        """Ask for a screen, and close it: a session may have so many open and no more."""
        content = {"source": given["source"], "ids": [given["key"]]}
        before = self._guest.started
        opened = await self._call(
            "begin_intent", {"operation": given["operation"], "content": content}
        )
        await self._guest.until(before + 1)
        await self._guest.close(opened["id"])
        return opened

    # -- HTTP

    async def handle(self, request: web.Request) -> web.Response:
        answer = getattr(self, request.match_info["call"], None)
        if answer is None or request.match_info["call"] not in EXAMPLES:
            raise web.HTTPNotFound
        self.asked += 1
        async with self._turn:
            try:
                async with asyncio.timeout(20):
                    said = await answer(dict(request.query))
            except KeyError as missing:
                return web.json_response({"missing": str(missing)}, status=400)
            except RuntimeError as refused:  # what the client would be told
                return web.json_response({"error": str(refused)}, status=400)
            except TimeoutError:
                return web.json_response({"error": "nothing was shown"}, status=504)
        return web.json_response(said, dumps=lambda it: orjson.dumps(it).decode())

    async def _call(self, name: str, *args: Any) -> Any:
        return await self._guest.call(f"{self._guest.base}.server.{name}", *args)

    def _cursor(self, source: str) -> Cursor:
        wanted = {PERSONS: ("persons", "org_persons_list"), "org.customers": ("customers",)}[source]
        for name, cursor in self._guest.cursors.items():
            if name.split(".")[0] in wanted:
                return cursor
        raise RuntimeError(f"no list of {source} among {sorted(self._guest.cursors)}")


# What a person would send: every parameter of each is attacked in turn.
EXAMPLES: Final[dict[str, dict[str, str]]] = {
    "find": {"words": "rossi", "limit": "6"},
    "choices": {"source": "org.sites", "words": "a", "column": "customer_id",
                "value": "{customer}"},
    "titles": {"source": "org.customers", "key": "{customer}"},
    "query": {"shown": "tax_code", "column": "surname", "operator": "starts", "value": "b",
              "sort": "surname", "way": "asc", "words": "b"},
    "window": {"first": "0", "size": "10"},
    "save": {"key": "{customer}", "row_version": "1", "field": "notes", "value": "said"},
    "papers": {"source": "org.customers", "key": "{customer}"},
    "say": {"source": "org.customers", "key": "{customer}", "text": "said"},
    "detach": {"link": "{customer}"},
    "imports": {"customer": "{customer}", "target": "persons"},
    "upload": {"upload": "{customer}"},
    "views": {"source": "org.persons"},
    "prefs": {"name": "theme", "value": "dark"},
    "export": {"cursor": "person", "column": "surname", "format": "csv", "name": "persone",
               "zone": "Europe/Rome", "key": "{customer}"},
    "intent": {"operation": "view", "source": "org.customers", "key": "{customer}"},
}  # fmt: skip


def _number(said: str) -> int | str:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else said
