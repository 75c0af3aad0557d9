"""The limit of starting: aiohttp with one handler, and nothing else. Says `ready URL`."""

import uvloop
from aiohttp import web


async def here(_request: web.Request) -> web.Response:
    return web.Response(text="here")


async def serve() -> None:
    application = web.Application()
    application.router.add_get("/", here)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"ready http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await site._server.serve_forever()  # type: ignore[union-attr]


if __name__ == "__main__":
    uvloop.run(serve())
