"""Rules of the house that no linter knows: sizes, names, locks, and what the documents promise."""

import importlib
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("ytefas", "schema", "reports")
LONGEST = 400  # lines; what is longer is two modules
LOCKS = sorted((ROOT / "deploy/requirements").glob("*.txt"))


def _modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def test_no_module_is_a_giant() -> None:
    assert len(_modules()) > 100
    giants = {
        str(path.relative_to(ROOT)): lines
        for path in _modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert giants == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "common", "helpers", "misc", "tools"}
    assert [str(path) for path in _modules() if path.stem in drawers] == []


@pytest.mark.parametrize("room", [*ROOMS, "migrations"])
def test_our_rooms_are_ours(room: str) -> None:
    """Their names are generic: another distribution of that name would stand before ours."""
    found = importlib.import_module(room)
    assert found.__path__[0] == str(ROOT / room)
    owners = set(packages_distributions().get(room, ())) - {"ytefas"}
    assert owners == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_pin_with_hashes_and_name_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^([a-z0-9][^\s=]*)==\S+", text, re.MULTILINE)
    assert len(pinned) > 3
    for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_what_we_ship_is_what_the_lock_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ships = {re.split(r"[<>=~]", name)[0] for name in project["project"]["dependencies"]}
    asked = (ROOT / "deploy/requirements/run.in").read_text(encoding="utf-8").split()
    assert ships == set(asked)


def test_npm_locks_name_no_registry() -> None:
    locks = [
        path
        for path in ROOT.rglob("package-lock.json")
        if "node_modules" not in path.parts and ".venv" not in path.parts
    ]
    assert locks
    for path in locks:
        assert '"resolved"' not in path.read_text(encoding="utf-8"), path


def test_every_verb_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    source = (ROOT / "ytefas/__main__.py").read_text(encoding="utf-8")
    verbs = set(re.findall(r'verbs\.add_parser\(\s*"(\w+)"', source))
    assert len(verbs) >= 5
    assert {verb for verb in verbs if f"ytefas {verb}" not in readme} == set()


def test_every_room_stands_in_the_floor_plan() -> None:
    plan = (ROOT / "ytefas/ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [
        path.name
        for path in (ROOT / "ytefas").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists())
        or (path.suffix == ".py" and path.stem != "__init__")
    ]
    assert [room for room in rooms if f"ytefas/{room}`" not in plan] == []


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    said = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert {name for name in phony if name not in said} == {"pytest"}  # a part of `test`
