"""The verbs of the command line that need no database, and how every verb is stopped."""

import asyncio
import json
import signal
import socket
import sys
from pathlib import Path

import pytest

from ytefas.__main__ import main
from ytefas.rules.access import Role
from ytefas.store.embedded.server import Database

ROOT = Path(__file__).parent.parent


def lines(captured: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Read an explanation: what is said of each controller, and the verdict under an arrow."""
    found = [line.split(maxsplit=1) for line in captured.readouterr().out.splitlines()[1:]]
    return {name: said.strip() for name, said in found}


def test_explain_says_who_wins_and_why_the_others_do_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    intent = {"operation": "view", "content": {"source": "org.customers"}}
    assert main(["explain", json.dumps(intent)]) == 0
    said = lines(capsys)
    assert said["→"] == "customers"
    assert list(said)[:2] == ["customers", "org_customers_list"], "who came furthest stands first"
    assert said["customers"].startswith("priority 0, 1 equal")
    assert said["desktop"] == "requires a category the intent does not carry"


def test_explain_knows_roles_and_levels(capsys: pytest.CaptureFixture[str]) -> None:
    intent = json.dumps({"operation": "edit", "content": {"source": "org.sites", "ids": ["x"]}})
    assert main(["explain", intent, "--level", "read"]) == 0
    said = lines(capsys)
    assert (said["→"], said["site"]) == ("forbidden", "the user may not")
    assert main(["explain", intent, "--level", "edit"]) == 0
    assert lines(capsys)["→"] == "site"


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_something_to_begin_with(
    role: Role, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "session.start", "--role", role, "--level", "read"]) == 0
    assert lines(capsys)["→"] == "desktop"


@pytest.mark.parametrize(
    ("intent", "sentence"),
    [("{", "an intent is JSON"), ("[]", "intent"), ('{"operation": "veiw"}', "unknown_operation")],
)
def test_explain_refuses_in_a_sentence(
    intent: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", intent]) == 1
    assert sentence in capsys.readouterr().err


async def verb(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ytefas", *arguments,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_a_port_that_is_taken_is_a_sentence(database: Database) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        running = await verb("serve", "--database-url", database.url, "--port", port)
        _, said = await running.communicate()
    assert running.returncode == 1
    assert "address already in use" in said.decode()
    assert "Traceback" not in said.decode()


async def test_sigterm_during_the_start_ends_it_in_order() -> None:
    asked = asyncio.Event()

    async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        _ = await reader.read()  # until whoever asked has gone
        writer.close()

    database = await asyncio.start_server(never_answer, "127.0.0.1", 0)
    async with database:
        port = database.sockets[0].getsockname()[1]
        running = await verb("serve", "--database-url", f"postgresql://ada@127.0.0.1:{port}/y")
        await asked.wait()
        running.send_signal(signal.SIGTERM)
        out, said = await running.communicate()
    assert running.returncode == 143, said.decode()
    assert (out, said) == (b"", b"")
