"""Adding an entity is one hand-written file and a migration that the program writes."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.database import TestServer
from tests.support.embedded import ROOT

COPIED = ("ytefas", "schema", "migrations", "tests/support", "tests/every", "tests/__init__.py")
ENTITY = '''\
"""A machine: what a worker may be hurt by, and where it stands."""

from sqlalchemy import String, Text

from schema.base import Scope, entity, field, ref

machine = entity(
    "machine",
    field("name", String(120), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True),
    field("kind", String(10), "Tipo", "Kind", personal="none", required=True, default="fixed",
          choices={"fixed": ("Fissa", "Fixed"), "mobile": ("Mobile", "Mobile")}),
    ref("site_id", "customer.site", "Sede", "Site", required=True),
    field("notes", Text, "Note", "Notes", personal="none", sorts=False, words=True),
    label=("Macchina", "Machine"), plural=("Macchine", "Machines"), source="plant.machines",
    scope=Scope.CUSTOMER, names_by="name", sort=("name",), read="read", write="edit",
)  # fmt: skip
'''


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy what the program is made of, and add the one file."""
    for name in COPIED:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    (tmp_path / "schema" / "machine.py").write_text(ENTITY, encoding="utf-8")
    return tmp_path


async def python(tree: Path, *arguments: str) -> str:
    """Run a module of the copy; it must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *arguments, cwd=tree, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
    return said


async def test_an_entity_is_one_file_and_a_generated_migration(
    server: TestServer, tree: Path
) -> None:
    before = set((tree / "migrations" / "versions").iterdir())
    scratch = await server.create("entity_scratch")
    used = await server.create("entity_used")
    try:
        generate = ("ytefas", "migrate", "--generate", "add machines", "--database-url")
        said = await python(tree, *generate, scratch.url)
        (migration,) = set((tree / "migrations" / "versions").iterdir()) - before
        assert str(migration) in said
        text = migration.read_text(encoding="utf-8")
        assert 'op.create_table(\n        "machine"' in text or "op.create_table('machine'" in text
        assert text.count("op.create_table(") == 1, "it makes the new table and touches no other"
        said = await python(tree, "tests.every.new_entity", used.url, used.superuser_url)
        assert said.endswith("as every other\n")
    finally:
        for name in ("entity_scratch", "entity_used"):
            await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
