"""The bench runs from end to end, on next to no rows: so that it cannot rot."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.process import ROOT


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_bench_measures_every_row_beside_its_limit(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--tiny", "--json", str(results)],
        cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(results.read_text())["rows"]
    said = " ".join(row["name"] for row in rows)
    for group in ("first window", "words window", "clients", "click", "sessions", "save", "serve"):
        assert group in said
    assert all(row["ours"] > 0 for row in rows if row["unit"] != "ms")
    assert all(row["limit"] for row in rows if row["goal"] is not None and row["unit"] != "ms")
    assert "MISSED" in ran.stdout or "met" in ran.stdout
