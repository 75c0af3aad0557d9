"""The server under test: a whole node in a process of its own, with the bench's tables in it.

Says `ready URL` when it serves. SIGUSR1 begins to profile (SIGUSR2 ends it and writes the file)
when a file was given.
"""

import argparse
import asyncio
import cProfile
import gc
import logging
import signal

import uvloop

import tests.bench.risks
from ytefas.__main__ import settle
from ytefas.assembly import node as assembly_node, stored as assembly_stored
from ytefas.framework.talk.session import SessionLimits
from ytefas.settings import Settings
from ytefas.store.migrate import At
from ytefas.wire.limits import Limits

MANY = 10**9  # no rate: what is measured is the server, not its patience
assert tests.bench.risks.RISKS is not None  # imported to declare its tables before discovery


async def serve(options: argparse.Namespace) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    _offer_profile(options.profile)
    settings = Settings(port=0, pool_size=options.pool)
    bounds = assembly_stored.Bounds(
        wire=Limits(
            calls=MANY, messages=MANY, sockets_per_user=MANY, sockets_per_ip=MANY,
            hello_seconds=60.0, authenticate_seconds=60.0, dead_seconds=600.0, ping_seconds=200.0,
        ),
        sessions=SessionLimits(per_user=MANY),
    )  # fmt: skip
    place = At(options.url, options.superuser_url)
    async with (
        assembly_stored.stored(place, settings) as parts,
        assembly_node.serving(settings, parts, bounds=bounds) as node,
    ):
        settle()
        print("ready", node.url, flush=True)
        await asked.wait()


def _offer_profile(file: str | None) -> None:
    loop = asyncio.get_running_loop()
    # Either signal also collects what is garbage, so that memory is measured without it.
    profile = cProfile.Profile()

    def begin() -> None:
        gc.collect()
        if file is not None:
            profile.enable()

    def end() -> None:
        if file is not None:
            profile.disable()
            profile.dump_stats(file)

    loop.add_signal_handler(signal.SIGUSR1, begin)
    loop.add_signal_handler(signal.SIGUSR2, end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--superuser-url")
    parser.add_argument("--pool", type=int, default=20)
    parser.add_argument("--profile")
    logging.basicConfig(level="WARNING")
    uvloop.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
