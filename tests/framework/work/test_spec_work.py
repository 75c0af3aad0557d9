"""Every rule of SPEC-work.md has a test that carries its number, and no test an unknown one."""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SPEC = HERE.parents[1] / "ytefas" / "framework" / "SPEC-work.md"
STORE = HERE.parent / "store"
TESTS = [*(HERE / "work").glob("test_*.py"), HERE / "talk/test_session.py",
         HERE / "talk/test_pairing.py", HERE / "talk/test_shelving.py", STORE / "test_outline.py",
         HERE.parent / "services/test_drafts.py", HERE.parent / "services/test_saving.py",
         HERE.parent / "contexts/test_work.py", STORE / "test_live_outline.py",
         STORE / "source/test_outlined.py"]  # fmt: skip


def test_every_rule_is_proved_by_number() -> None:
    rules = {rule.lower() for rule in re.findall(r"\*\*([A-Z]\d+)\*\*", SPEC.read_text())}
    told = "\n".join(path.read_text() for path in TESTS)
    proved = set(re.findall(r"def test_([a-z]\d+)_", told))
    assert rules - proved == set(), "rules without a test"
    assert proved - rules == set(), "tests of rules that do not exist"
