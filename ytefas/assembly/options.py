"""Options that several verbs of the command line share."""

import argparse
from pathlib import Path


def where_options() -> argparse.ArgumentParser:
    """Say which database a verb is about."""
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--data-dir", type=Path, help="where the embedded database lives")
    where.add_argument("--database-url", help="an external PostgreSQL instead")
    return where


def listen_options() -> argparse.ArgumentParser:
    """Say where a node is reached."""
    listen = argparse.ArgumentParser(add_help=False)
    listen.add_argument("--host", help="the address to listen on (127.0.0.1)")
    listen.add_argument("--port", type=int, help="the port to listen on (8017)")
    listen.add_argument("--public-url", help="the https address in front of this node")
    listen.add_argument("--insecure-http", action="store_const", const=True, default=None,
                        help="allow plain http beyond loopback")  # fmt: skip
    return listen
