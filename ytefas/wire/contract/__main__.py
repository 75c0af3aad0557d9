"""`make contract`: write what is generated from the contract."""

import json
from pathlib import Path
from typing import Final

from ytefas.wire.contract.calls import document, hashed
from ytefas.wire.contract.schema import typescript

GENERATED: Final = Path(__file__).resolve().parents[3] / "client" / "src" / "core"


def files() -> dict[Path, str]:
    """Return the generated files and what they hold now."""
    contract = document()
    head = "// Generated from ytefas/wire/contract by `make contract`. Do not edit.\n\n"
    hash_line = f'export const CONTRACT_HASH = "{hashed(contract)}";\n\n'
    return {
        GENERATED / "contract.schema.json": json.dumps(contract, indent=2) + "\n",
        GENERATED / "contract.gen.ts": head + hash_line + typescript(contract),
    }


def main() -> None:
    """Write the generated files."""
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
