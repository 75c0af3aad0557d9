"""Attacks a demonstration of its own with semgrep, wapiti and sqlmap: `python -m tests.attack`.

Each says what it found; anything it finds makes this fail. The tools stand in `.venv-attack`,
beside nothing else of ours. Limits of rates are lifted, or they would be all that is attacked.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.attack.rules import broken_rules, found_by_rules
from tests.attack.shim import EXAMPLES, Shim

ROOT: Final = Path(__file__).parents[2]
TOOLS: Final = ROOT / ".venv-attack" / "bin"
ADMIN: Final = ("admin@example.it", "demo-admin-2008")
CONSULTANT: Final = ("consulente@example.it", "demo-consulente-81")
# What needs no other machine of ours on the internet, and guesses no files by the thousand. Not
# `ldap` and `spring4shell`: there is neither here, and they take a spreadsheet that is made anew,
# or a refusal, for one.
MODULES: Final = (
    "cookieflags,crlf,csp,csrf,exec,file,htaccess,htp,http_headers,log4shell,methods,"
    "permanentxss,redirect,shellshock,sql,ssrf,timesql,upload,xss,xxe"
)
PAGES: Final = (
    "/", "/health/live", "/health/ready", "/auth/state", "/auth/me", "/auth/logins", "/auth/tokens",
    "/auth/policy", "/auth/second-factor", "/index.html?q=a", "/files/1?name=a",
    "/attachments/1?size=small", "/imports/1?name=a", "/imports/{customer}/persons?filled=1", "/ws",
)  # fmt: skip
GRAVE: Final = 2  # of wapiti: 0 info, 1 low, 2 medium, 3 high, 4 critical
LIFTED: Final = {
    "YTEFAS_LIMITS": "wire.calls=100000, wire.messages=100000",
    "PYTHONUNBUFFERED": "1",
}


async def run(*words: str | Path, into: Path | None = None, cwd: Path = ROOT) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *map(str, words), cwd=cwd, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT, stdin=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PATH": f"{TOOLS}:{os.environ['PATH']}", "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    said, _ = await process.communicate()
    text = said.decode(errors="replace")
    if into is not None:
        await asyncio.to_thread(into.write_text, text)
    return process.returncode or 0, text


@asynccontextmanager
async def served(url: str | None, where: Path) -> AsyncIterator[str]:
    """Have what is attacked: what is served there already, or a demonstration of its own."""
    if url is not None:
        yield url
        return
    async with demo(where / "data") as own:
        yield own
    shutil.rmtree(where / "data", ignore_errors=True)


@asynccontextmanager
async def demo(directory: Path) -> AsyncIterator[str]:
    """Serve a demonstration of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ytefas", "demo", "--data-dir", str(directory), "--port", "0",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, env={**os.environ, **LIFTED},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        found = ""
        while not found and (line := (await process.stdout.readline()).decode()):
            found = next((word for word in line.split() if word.startswith("http://")), "")
        if not found:
            raise SystemExit("the demonstration did not start")
        yield found.rstrip("/")
    finally:
        process.terminate()
        await process.communicate()


async def lines() -> list[str]:
    """Look through the sources with our own rules; each must be able to find what it is for."""
    dead = [f"the rule {name} finds nothing at all" for name in await broken_rules(run, TOOLS)]
    return dead + await found_by_rules(run, TOOLS, ROOT)


async def pages(url: str, customer: str, where: Path) -> list[str]:
    """Attack the HTTP door, as somebody who is logged in."""
    async with aiohttp.ClientSession(headers={"Origin": url}) as http:
        said = {"email": CONSULTANT[0], "password": CONSULTANT[1]}
        async with http.post(f"{url}/auth/login", json=said) as answer:
            assert answer.status == 200, await answer.text()
            held = "; ".join(f"{one.key}={one.value}" for one in answer.cookies.values())
    report = where / "wapiti.json"
    starts = [part for page in PAGES for part in ("-s", url + page.format(customer=customer))]
    status, text = await run(
        TOOLS / "wapiti", "-u", f"{url}/", *starts, "-m", MODULES, "-H", f"Cookie: {held}",
        "--flush-session", "--store-session", where, "--scope", "folder", "-d", "3",
        "--max-scan-time", "600", "--tasks", "4", "-l", "1", "--no-bugreport",
        "-x", f"{url}/auth/logout", "-f", "json", "-o", report, into=where / "wapiti.txt",
    )  # fmt: skip
    if not report.exists():
        return [f"wapiti ended with {status}: {text[-500:]}"]
    told = json.loads(report.read_text())
    print(f"  wapiti: {told['infos'].get('crawled_pages_nbr', '?')} pages", flush=True)
    return [
        f"wapiti: {kind}: {one['info']} ({one['method']} {one['path']})"
        for kind, found in told["vulnerabilities"].items()
        for one in found
        if int(one.get("level", GRAVE)) >= GRAVE
    ]


async def calls(url: str, customer: str, where: Path, wanted: list[str]) -> list[str]:
    """Attack the calls, every parameter of each in turn."""
    found = []
    for name in wanted or list(EXAMPLES):
        shim = Shim(url)
        await shim.enter(*CONSULTANT)
        application = web.Application(handler_args={"max_line_size": 65536})
        application.router.add_get("/{call}", shim.handle)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        given = {key: value.format(customer=customer) for key, value in EXAMPLES[name].items()}
        asked = f"http://127.0.0.1:{port}/{name}?{urlencode(given)}"
        status, text = await run(
            TOOLS / "sqlmap", "-u", asked, "--batch",
            "--flush-session", "--output-dir", where / "sqlmap", "--dbms", "PostgreSQL",
            "--technique", "BEUSQ", "--level", "2", "--risk", "2", "--ignore-code", "400,404,504",
            "--timeout", "30", "--retries", "1", "--disable-coloring", "--skip-waf",
            into=where / f"sqlmap-{name}.txt",
        )  # fmt: skip
        print(f"  sqlmap: {name}, {shim.asked} requests", flush=True)
        await runner.cleanup()
        await shim.leave()
        if shim.asked < 20 * len(given):
            found.append(f"sqlmap did not attack {name} ({status}): {text[-400:]}")
        elif "all tested parameters do not appear to be injectable" not in text:
            found.append(f"sqlmap: {name}: see {where}/sqlmap-{name}.txt")
    return found


async def attack(options: argparse.Namespace) -> list[str]:
    found: list[str] = []
    where = _room(options.where)
    if "lines" in options.parts:
        found += await lines()
    if {"pages", "calls"} & set(options.parts):
        async with served(options.url, where) as url:
            customer = await _a_customer(url)
            if "pages" in options.parts:
                found += await pages(url, customer, where)
            if "calls" in options.parts:
                found += await calls(url, customer, where, options.calls)
    print(f"What they said is in {where}.")
    return found


def _room(chosen: str | None) -> Path:
    """Have a directory that a server of another user can reach."""
    where = Path(chosen or tempfile.mkdtemp(prefix="ytefas-attack-", dir="/var/tmp"))
    where.mkdir(parents=True, exist_ok=True)
    where.chmod(0o755)
    return where


async def _a_customer(url: str) -> str:
    shim = Shim(url)
    await shim.enter(*CONSULTANT)
    try:
        said: Any = await shim.choices({"source": "org.customers", "words": ""})
        return str(said[0]["key"])
    finally:
        await shim.leave()


def main() -> int:
    parser = argparse.ArgumentParser("tests.attack", description=__doc__)
    parser.add_argument("parts", nargs="*", default=["lines", "pages", "calls"])
    parser.add_argument("--calls", nargs="*", default=[], help=f"only these: {', '.join(EXAMPLES)}")
    parser.add_argument("--url", help="a demonstration that is served already")
    parser.add_argument("--where", help="where what they say is kept")
    found = asyncio.run(attack(parser.parse_args()))
    for line in found:
        print(line)
    print(f"{len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
