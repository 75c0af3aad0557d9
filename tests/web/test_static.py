"""The built client's files: exactly those, with the right kinds and lifetimes."""

import gzip
import os
from pathlib import Path

import pytest

from tests.web.browser import Browser
from tests.web.conftest import Doors


@pytest.fixture
def client(tmp_path: Path) -> Path:
    built = tmp_path / "client"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text('<!doctype html><script src="/assets/main-Bx12_9aZ.js">')
    (built / "assets" / "main-Bx12_9aZ.js").write_text("start()")
    (built / "assets" / "main-Bx12_9aZ.js.gz").write_bytes(gzip.compress(b"start()", mtime=0))
    (built / "assets" / "main-Bx12_9aZ.js.br").write_bytes(b"brotli bytes")
    (built / "manifest.webmanifest").write_text("{}")
    (built / "plain-document.css").write_text("p{}")
    (built / "notes.py").write_text("secret = 1")
    (tmp_path / "outside.txt").write_text("outside")
    (built / "link.txt").symlink_to(tmp_path / "outside.txt")
    return built


async def _browser(doors: Doors, client: Path | None) -> Browser:
    return doors.browser(await doors.open(None, client=client))


async def test_the_index_is_asked_for_again_each_time(doors: Doors, client: Path) -> None:
    browser = await _browser(doors, client)
    first = await browser.get("/")
    assert first.status == 200
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"
    assert first.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in first.headers["Content-Security-Policy"]
    again = await browser.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


async def test_another_build_is_seen_though_its_index_has_the_same_time_and_size(
    doors: Doors, client: Path
) -> None:
    index = client / "index.html"
    first = await (await _browser(doors, client)).get("/")
    times = index.stat().st_atime_ns, index.stat().st_mtime_ns
    index.write_text(index.read_text().replace("Bx12_9aZ", "Cy34_8bW"))
    os.utime(index, ns=times)
    later = await (await _browser(doors, client)).get(
        "/", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert later.status == 200
    assert b"Cy34_8bW" in later.body


async def test_a_build_put_there_under_a_running_server_is_served_at_once(
    doors: Doors, client: Path
) -> None:
    browser = await _browser(doors, client)
    before = await browser.get("/")
    built = client / "index.html"
    times = built.stat().st_atime_ns, built.stat().st_mtime_ns
    page = built.read_text()
    for path in [built, *(client / "assets").iterdir()]:
        path.unlink()
    between = await browser.get("/")
    assert (between.status, between.body) == (200, before.body)  # nobody sees a server without one
    built.write_text(page.replace("Bx12_9aZ", "Cy34_8bW"))
    os.utime(built, ns=times)
    page_after = await browser.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert page_after.status == 200
    assert b"Cy34_8bW" in page_after.body
    assert (await browser.get("/assets/main-Cy34_8bW.js")).status == 404  # not yet
    (client / "assets" / "main-Cy34_8bW.js").write_text("start(2)")
    assert (await browser.get("/assets/main-Cy34_8bW.js")).body == b"start(2)"
    assert (await browser.get("/assets/main-Bx12_9aZ.js")).status == 404


async def test_a_client_built_later_needs_no_new_server(doors: Doors, tmp_path: Path) -> None:
    empty = tmp_path / "client"
    empty.mkdir()
    browser = await _browser(doors, empty)
    assert b"Ytefas" in (await browser.get("/")).body
    (empty / "index.html").write_text("<!doctype html>built")
    assert (await browser.get("/")).body == b"<!doctype html>built"


async def test_the_index_is_sent_packed_under_a_tag_of_its_own(doors: Doors, client: Path) -> None:
    (client / "index.html.br").write_bytes(b"brotli bytes")
    browser = await _browser(doors, client)
    plain = await browser.get("/", headers={"Accept-Encoding": "identity"})
    packed = await browser.get("/", headers={"Accept-Encoding": "gzip, br"})
    assert (packed.headers["Content-Encoding"], packed.body) == ("br", b"brotli bytes")
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]


async def test_hashed_names_are_kept_for_ever_and_others_are_not(
    doors: Doors, client: Path
) -> None:
    browser = await _browser(doors, client)
    script = await browser.get("/assets/main-Bx12_9aZ.js")
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    for path in ("/manifest.webmanifest", "/plain-document.css"):
        assert (await browser.get(path)).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, br", "br", b"brotli bytes"),
        ("gzip", "gzip", gzip.compress(b"start()", mtime=0)),
        ("identity", None, b"start()"),
    ],
)
async def test_the_packed_neighbour_is_sent_where_it_is_taken(
    doors: Doors, client: Path, accepted: str, encoding: str | None, body: bytes
) -> None:
    browser = await _browser(doors, client)
    answer = await browser.get("/assets/main-Bx12_9aZ.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.body[10:] == body[10:]  # gzip's head holds a time


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/assets/..%2f..%2foutside.txt",
        "//etc/passwd",
        "/link.txt",  # a link that leads out of the directory
        "/notes.py",  # a kind we do not serve
        "/assets",
        "/assets/",
        "/nothing.js",
        "/assets/main-Bx12_9aZ.js%00.css",
    ],
)
async def test_what_is_not_on_the_list_does_not_exist(
    doors: Doors, client: Path, path: str
) -> None:
    """ASVS 5.3.2 (no path of a request reaches the file system), 13.4.3 (no listing)."""
    answer = await (await _browser(doors, client)).get(path)
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize(("wish", "said"), [("en", b"is running"), ("it", b"in funzione")])
async def test_without_a_client_a_page_says_what_this_is(
    doors: Doors, wish: str, said: bytes
) -> None:
    answer = await (await _browser(doors, None)).get("/", headers={"Accept-Language": wish})
    assert answer.status == 200
    assert said in answer.body
    assert b"<script" not in answer.body
    assert b"style" not in answer.body
