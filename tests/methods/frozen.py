"""What published versions answer, as a hash each: `make frozen` writes down what is new.

Frozen are the inputs with their bounds, the bands, and the answers to a fixed set of questions.
Words may be mended; numbers may not: they are in documents that were signed.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from tests.methods.test_every_method import BY_NAME, cases
from ytefas.methods.kit.method import Method, asked
from ytefas.methods.kit.telling import described

FROZEN = Path(__file__).with_name("frozen.json")
WORDS = frozenset({"label", "also", "help", "section", "hint", "word", "consequence", "names",
                   "shown", "message", "messages", "it", "en"})  # fmt: skip
ASKED = ("inputs", "scales")


def numbers_only(thing: Any) -> Any:
    """Leave words out, and the last digits, in which machines differ."""
    if isinstance(thing, dict):
        return {key: numbers_only(one) for key, one in thing.items() if key not in WORDS}
    if isinstance(thing, list):
        return [numbers_only(one) for one in thing]
    if isinstance(thing, float):
        return float(f"{thing:.8g}")
    return thing


def digest(method: Method) -> str:
    """Hash what a version asks and answers."""
    form = described(method, "en")
    said = [
        {key: form[key] for key in ASKED},
        [[inputs, asked(method, inputs).flat()] for inputs in cases(method, 60)],
    ]
    text = json.dumps(numbers_only(said), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> int:
    """Add what is new; what was published is changed by nobody but a person who means it."""
    known = json.loads(FROZEN.read_text()) if FROZEN.exists() else {}
    now = {name: digest(method) for name, method in BY_NAME.items()}
    changed = [name for name in known if now.get(name) != known[name]]
    if changed and "--anew" not in sys.argv:
        sys.stderr.write(
            f"Published and changed: {', '.join(changed)}. Publish the next version.\n"
        )
        return 1
    FROZEN.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
