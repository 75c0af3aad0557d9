"""Runs semgrep with our own rules, after proving that each rule finds what it is for."""

import json
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

RULES: Final = Path(__file__).with_name("rules.yml")
SOURCES: Final = ("ytefas", "schema", "reports", "migrations", "deploy", "client/src")
# One line that must never be written, for each rule; where it would stand.
WRONG: Final[dict[str, tuple[str, str]]] = {
    "sql-from-text": ("ytefas/store/a.py", 'x.execute(f"DELETE FROM {name}")'),
    "sql-outside-the-store": ("ytefas/contexts/a.py", 'Prepared.of("SELECT 1")'),
    "scope-set-elsewhere": ("ytefas/store/b.py", "sql = \"set_config('app.user', '', true)\""),
    "setting-outlives-its-transaction": ("ytefas/store/c.py", 'func.set_config("a", "b", false())'),
    "setting-outlives-its-transaction-in-text": (
        "ytefas/store/d.py", "sql = \"select set_config('a', 'b', false)\"",
    ),
    "definer-without-search-path": (
        "ytefas/store/a.sql", "CREATE FUNCTION f() RETURNS int SECURITY DEFINER AS $$ $$;",
    ),
    "data-that-runs": ("ytefas/a.py", "pickle.loads(raw)"),
    "a-shell": ("ytefas/b.py", "subprocess.run(said, shell=True)"),
    "call-without-access": (
        "ytefas/services/a.py", "@call(fresh=True)\nasync def find(self): ...",
    ),
    "html-from-text": ("ytefas/web/a.py", 'web.Response(text=f"<p>{a}", content_type="text/html")'),
    "trust-without-looking": ("ytefas/mail/a.py", "http.get(url, ssl=False)"),
    "a-path-of-a-stranger": ("ytefas/imports/a.py", "archive.extractall(place)"),
    "html-in-the-client": ("client/src/a.ts", "box.innerHTML = said;"),
    "text-that-runs-in-the-client": ("client/src/b.ts", "eval(said);"),
    "address-that-runs": ("client/src/c.ts", "const a = 'javascript:alert(1)';"),
}  # fmt: skip

Run = Callable[..., Awaitable[tuple[int, str]]]


async def broken_rules(run: Run, tools: Path) -> list[str]:
    """Name the rules that miss what they are for, and those that nothing proves."""
    with tempfile.TemporaryDirectory() as made:
        for path, text in WRONG.values():
            (Path(made) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(made) / path).write_text(text + "\n")
        found = {_name(one) for one in await _results(run, tools, Path(made))}
    declared = {
        line.split(": ")[1].strip()
        for line in RULES.read_text().splitlines()
        if line.startswith("  - id: ")
    }
    return sorted(declared - (found & WRONG.keys()))


async def found_by_rules(run: Run, tools: Path, root: Path) -> list[str]:
    return [
        f"semgrep: {one['path']}:{one['start']['line']}: {_name(one)}: {one['extra']['message']}"
        for one in await _results(run, tools, root, *SOURCES)
    ]


async def _results(run: Run, tools: Path, root: Path, *paths: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as made:
        report = Path(made) / "report.json"
        status, text = await run(
            tools / "semgrep", "scan", "--metrics", "off", "--disable-version-check", "--quiet",
            "--no-git-ignore", "--config", RULES, "--json", "--output", report, *(paths or (".",)),
            cwd=root,
        )  # fmt: skip
        if not report.exists():
            raise SystemExit(f"semgrep ended with {status}: {text[-800:]}")
        told = json.loads(report.read_text())
    broken = [one["message"] for one in told["errors"] if one["level"] == "error"]
    if broken:
        raise SystemExit(f"semgrep could not read everything: {broken[:3]}")
    found: list[dict[str, Any]] = told["results"]
    return found


def _name(one: dict[str, Any]) -> str:
    return str(one["check_id"]).rpartition(".")[2]
