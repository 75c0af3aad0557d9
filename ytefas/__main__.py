"""The verbs of the command line: a few lines each over the rooms that do the work."""

import argparse
import asyncio
import gc
import getpass
import json
import logging
import os
import secrets
import signal
import sys
import threading
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from ytefas import __version__
from ytefas.assembly import application, catalogue, erasures, evaluating, stored
from ytefas.assembly.node import running, serving
from ytefas.assembly.options import listen_options, where_options
from ytefas.errors import YtefasError
from ytefas.framework.work.intent import SESSION_START
from ytefas.rules.access import LEVELS, Role
from ytefas.settings import SettingError, Settings, load
from ytefas.store import migrate
from ytefas.store.doctor.doctor import examine
from ytefas.store.identity.accounts import NewUser
from ytefas.store.isolation import SYSTEM
from ytefas.words import words

log = logging.getLogger("ytefas")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; errors are sentences on standard error and a status, never a traceback."""
    options = _parser().parse_args(arguments)
    try:
        settings = load(None, **{name: getattr(options, name, None) for name in _FLAGS})
        logging.basicConfig(
            level=settings.log_level.upper(),
            format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
        )
        logging.getLogger("alembic").setLevel(logging.WARNING)  # we say ourselves what was done
        return int(_run(_stoppable(options.run(options, settings))))
    except (SettingError, migrate.MigrationRefused) as refused:
        return _complain(str(refused))
    except YtefasError as error:
        return _complain(_sentence(error))
    except OSError as error:  # a port that is taken, a directory that cannot be written
        return _complain(str(error))
    except KeyboardInterrupt:
        return 130
    except asyncio.CancelledError:
        return 143


_FLAGS = ("data_dir", "host", "port", "database_url", "public_url", "insecure_http")


def _run(work: Any) -> Any:
    try:
        import uvloop  # noqa: PLC0415 - not on every platform, and asyncio's own loop serves too
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


async def _stoppable(work: Coroutine[Any, Any, int]) -> int:
    """Let SIGTERM end a verb as Ctrl+C does, from its first moment: what it started is stopped."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        loop.add_signal_handler(signal.SIGTERM, lambda: None)  # once: the stopping is not stopped
        if task is not None:
            task.cancel()

    if threading.current_thread() is threading.main_thread():  # another cannot hear signals
        loop.add_signal_handler(signal.SIGTERM, stop)
    return await work


def _sentence(error: YtefasError) -> str:
    if error.code == "server_refused":
        return str(error)
    details = ", ".join(f"{name}: {value}" for name, value in error.fields.items() if value)
    return f"{words(error.code, 'en', error.fields)} {f'({details})' if details else ''}"


def _complain(sentence: str) -> int:
    print(f"ytefas: {sentence.strip()}", file=sys.stderr)
    return 1


# -- serving

YOUNG = 10_000  # new objects before the collector looks: many windows of rows


def settle() -> None:
    """Take what a node is made of out of the collector's sight, and let it look less often.

    Rows live for milliseconds and go by themselves. Left to its defaults the collector looks at
    them at every few windows, and time and again at all of the program, which never goes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 5, 10)


async def serve(_options: argparse.Namespace, settings: Settings) -> int:
    """Serve until asked to stop."""
    async with _database(settings) as place, running(settings, place) as node:
        settle()
        print(f"Ytefas {__version__} serves at {node.url}", flush=True)
        if not await node.stored.identity.has_admin():
            print(f"No administrator yet. Create the first one there with this setup token:\n"
                  f"  {node.stored.identity.setup_token}\n"
                  f"or with: ytefas user add EMAIL --role admin", flush=True)  # fmt: skip
        await _asked_to_stop()
        print("Ytefas stops: sessions are kept, and go on when it serves again.", flush=True)
    return 0


async def demo(options: argparse.Namespace, settings: Settings) -> int:
    """Fill a database once, then serve it: whoever comes finds everything there."""
    from ytefas.demo.filling import fill  # noqa: PLC0415 - for this verb alone

    async with _database(settings) as place, stored.stored(place, settings) as parts:
        await catalogue.bring_bundled(parts.store)
        logins = await fill(parts.store, parts.identity, rows=options.rows)
        if options.rows:
            await migrate.measure(place)
        async with serving(settings, parts) as node:
            settle()
            print(f"\nYtefas {__version__}, a demonstration with invented data\n\n  {node.url}\n")
            for login in logins:
                print(f"  {login.role:<14} {login.email:<28} {login.password}")
            print(
                "\nNobody here is asked for a second factor (a new installation asks its"
                "\nadministrators for one): it can be set up in the settings of each user."
            )
            print("\nStop it with Ctrl+C; the data stay for the next time.", flush=True)
            await _asked_to_stop()
    return 0


async def _asked_to_stop() -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, asked.set)
    await asked.wait()


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[migrate.Place]:
    async with stored.database(settings, _data_dir(settings)) as place:
        yield place


@asynccontextmanager
async def _stored(settings: Settings) -> AsyncIterator[stored.Stored]:
    """Use the database of a running node beside it, or start it for this command."""
    data_dir = _data_dir(settings)
    report = await examine(data_dir, external_url=settings.database_url)
    if report.running:
        beside: migrate.Place = migrate.At(report.url, report.superuser_url)
        async with stored.stored(beside, settings) as parts:
            yield parts
    else:
        async with _database(settings) as place, stored.stored(place, settings) as parts:
            yield parts


def _data_dir(settings: Settings) -> Path:
    return stored.data_dir_of(settings, dict(os.environ))  # noqa: TID251 - where XDG says data live


# -- administering


async def migrate_verb(options: argparse.Namespace, settings: Settings) -> int:
    """Bring the database to this release, or say what that would run."""
    if options.dry_run:
        since = options.since
        if since is None and settings.database_url is not None:
            since = await migrate.current(settings.database_url)
        print(migrate.planned(since=since))
        return 0
    async with _database(settings) as place:
        if options.generate:
            await migrate.upgrade(place, derive=False)
            print(await migrate.revision(place, slug=options.generate))
            return 0
        if options.stamp:
            await migrate.stamp(place, at=options.stamp)
        else:
            await migrate.upgrade(place)
        print(f"The database is at {await migrate.current(place.url)}.")
    return 0


async def library(options: argparse.Namespace, settings: Settings) -> int:
    """Load or propose a release of the catalogue, or write the bundled one to a file."""
    if options.action == "export":
        print(catalogue.export(options.file))
        return 0
    async with _stored(settings) as parts:
        for line in await catalogue.propose(parts.store, options.file, dry_run=options.dry_run):
            print(line)
    return 0


async def doctor(options: argparse.Namespace, settings: Settings) -> int:
    """Tell an operator what there is and what is wrong; the status says whether anything is."""
    report = await examine(
        _data_dir(settings), external_url=settings.database_url, pool_size=settings.pool_size
    )
    told = report.as_json()
    broken = False
    if options.verify and report.running:
        told["audit"] = audit = await stored.audited(report.url)
        broken = bool(audit["broken"])
    print(json.dumps(told, indent=2) if options.json else report.as_text())
    if "audit" in told and not options.json:
        print(_about_audit(told["audit"]))
    return 0 if report.healthy and not broken else 1


def _about_audit(audit: dict[str, Any]) -> str:
    lines = [
        f"ERROR         The audit of customer {one['customer']} was changed: event {one['event']}"
        " does not follow from those before."
        for one in audit["broken"]
    ]
    said = f"{audit['events']} events of {audit['customers']} customers were recomputed"
    return "\n".join([f"Audit         {said}.", *lines])


async def erase(options: argparse.Namespace, settings: Settings) -> int:
    """Erase again who came back with a backup."""
    async with _stored(settings) as parts:
        return await erasures.replay(parts.store, settings, options.file)


async def explain(options: argparse.Namespace, _settings: Settings) -> int:
    """Print who would answer an intent for a user like this, and why the others would not."""
    try:
        intent = None if options.intent == SESSION_START else json.loads(options.intent)
    except json.JSONDecodeError as error:
        raise SettingError(f"an intent is JSON, or {SESSION_START}: {error}") from None
    print(application.explanation(intent, Role(options.role), LEVELS[options.level]))
    return 0


async def user(options: argparse.Namespace, settings: Settings) -> int:
    """Administer users from the machine itself."""
    async with _stored(settings) as parts:
        await _USER_VERBS[options.action](parts, options)
    return 0


async def _user_add(parts: stored.Stored, options: argparse.Namespace) -> None:
    password = _password(options)
    person = await parts.identity.accounts.create_user(
        NewUser(options.email, options.name, options.surname, Role(options.role), options.locale,
                password),
        acting=SYSTEM,
    )  # fmt: skip
    if person.role is Role.ADMIN:
        await parts.identity.accounts.found()
    print(f"{person.email} may log in as {person.role}.")


async def _user_list(parts: stored.Stored, _options: argparse.Namespace) -> None:
    for line in await parts.identity.accounts.list_users(acting=SYSTEM):
        state = "active" if line.active else "disabled"
        print(f"{line.person.email:<40} {line.person.role:<14} {state}")


async def _user_password(parts: stored.Stored, options: argparse.Namespace) -> None:
    accounts = parts.identity.accounts
    person = await accounts.find_user(options.email, acting=SYSTEM)
    await accounts.set_password(person.id, _password(options), acting=SYSTEM)
    print(f"The password of {person.email} is changed, and all its logins are ended.")


async def _user_disable(parts: stored.Stored, options: argparse.Namespace) -> None:
    accounts = parts.identity.accounts
    person = await accounts.find_user(options.email, acting=SYSTEM)
    await accounts.disable(person.id, acting=SYSTEM)
    print(f"{person.email} cannot log in any more.")


async def _user_grant(parts: stored.Stored, options: argparse.Namespace) -> None:
    accounts = parts.identity.accounts
    person = await accounts.find_user(options.email, acting=SYSTEM)
    await accounts.grant(person.id, UUID(options.customer), LEVELS[options.level], acting=SYSTEM)
    print(f"{person.email} has {options.level} on {options.customer}.")


_USER_VERBS = {
    "add": _user_add,
    "list": _user_list,
    "password": _user_password,
    "disable": _user_disable,
    "grant": _user_grant,
}


def _password(options: argparse.Namespace) -> str:
    """Take a password from a pipe, a terminal, or make one and print it; never from arguments."""
    if options.generate:
        made = secrets.token_urlsafe(15)
        print(f"Password: {made}")
        return made
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        raise SettingError("the two passwords differ; nothing was changed")
    return first


# -- the words of the command line


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("ytefas", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    where, listen = where_options(), listen_options()

    one = verbs.add_parser("serve", parents=[where, listen], help="serve until stopped")
    one.set_defaults(run=serve)
    one = verbs.add_parser("demo", parents=[where, listen], help="fill with invented data, serve")
    one.add_argument("--rows", type=int, default=0, help="this many sites more, for a load test")
    one.set_defaults(run=demo)
    one = verbs.add_parser("migrate", parents=[where], help="bring the database to this release")
    one.add_argument("--dry-run", action="store_true", help="print the SQL, change nothing")
    one.add_argument("--since", help="with --dry-run: from this migration, not the database's")
    one.add_argument("--stamp", metavar="REVISION", help="record a migration without running it")
    one.add_argument("--generate", metavar="SLUG", help="write a migration from the tables")
    one.set_defaults(run=migrate_verb)
    one = verbs.add_parser("doctor", parents=[where], help="say what runs, where, what is wrong")
    one.add_argument("--json", action="store_true", help="for a script")
    one.add_argument("--verify", action="store_true", help="recompute the audit of every customer")
    one.set_defaults(run=doctor)
    one = verbs.add_parser("erasures", parents=[where], help="after a restore: erase again")
    erasures.options(one, erase)
    _library_parser(verbs.add_parser("library", help="load or propose a catalogue"), where)
    evaluating.options(verbs.add_parser("evaluate", help="compute a method"))
    _explain_parser(verbs.add_parser("explain", help="say who would answer an intent, and why"))
    _user_parser(verbs.add_parser("user", help="administer users"), where)
    return parser


def _library_parser(parser: argparse.ArgumentParser, where: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    offer = actions.add_parser("propose", parents=[where],
                               help="load the first release, propose a newer one")  # fmt: skip
    offer.add_argument("file", type=Path, nargs="?", help="a release; else the bundled one")
    offer.add_argument("--dry-run", action="store_true", help="count the differences only")
    export = actions.add_parser("export", help="write the bundled release to a file")
    export.add_argument("file", type=Path)
    parser.set_defaults(run=library)


def _explain_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("intent", help=f"as JSON, or {SESSION_START}: what a session begins with")
    parser.add_argument("--role", choices=[str(role) for role in Role], default="consultant")
    parser.add_argument("--level", choices=list(LEVELS), default="manage", help="on a customer")
    parser.set_defaults(run=explain)


def _user_parser(parser: argparse.ArgumentParser, where: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    secret = argparse.ArgumentParser(add_help=False)
    secret.add_argument("--generate", action="store_true", help="make a password and print it")
    add = actions.add_parser("add", parents=[where, secret], help="let somebody log in")
    add.add_argument("email")
    add.add_argument("--name", default="")
    add.add_argument("--surname", default="")
    add.add_argument("--role", choices=[str(role) for role in Role], default="consultant")
    add.add_argument("--locale", choices=["it", "en"], default="it")
    actions.add_parser("list", parents=[where], help="who may log in")
    for name, about in (("password", "set a password"), ("disable", "end a user's access")):
        actions.add_parser(name, parents=[where, secret], help=about).add_argument("email")
    grant = actions.add_parser("grant", parents=[where], help="give rights on a customer")
    grant.add_argument("email")
    grant.add_argument("customer", help="the customer's id")
    grant.add_argument("level", choices=list(LEVELS))
    parser.set_defaults(run=user)


if __name__ == "__main__":
    sys.exit(main())
