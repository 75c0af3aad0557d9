"""The program of a worker process: looks at one file, under limits of memory and time.

`python -m ytefas.files.judge order`: the order is a JSON file; what was found is written beside it.
A file that breaks the program that reads it breaks this process, and nothing else.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ytefas.files import office, pdf, photo
from ytefas.files.kinds import HEAD, PDF, PHOTOS, Judged, Refused, recognised


def judged(path: Path, out: Path, order: dict[str, Any]) -> Judged:
    """Look at a file; what is to be kept of a photo is at `out`, of anything else the file is."""
    with path.open("rb") as file:
        mime = recognised(file.read(HEAD))
    if mime in PHOTOS:
        return photo.made_anew(path, mime, out=out, most_pixels=order["photo_pixels"])
    if mime == PDF:
        return pdf.looked_into(path, most_unpacked=order["unpacked_bytes"])
    return office.looked_into(path, most_unpacked=order["unpacked_bytes"],
                              most_entries=order["unpacked_entries"])  # fmt: skip


def main(told: str) -> None:
    """Judge what the order names, and write the verdict."""
    order_path = Path(told)
    order = json.loads(order_path.read_text(encoding="utf-8"))
    resource.setrlimit(resource.RLIMIT_AS, (order["judge_memory"], order["judge_memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["judge_seconds"], order["judge_seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        verdict: dict[str, Any] = asdict(judged(Path(order["file"]), Path(order["out"]), order))
    except Refused as refused:
        verdict = {"reason": refused.reason, "facts": refused.facts}
    except MemoryError:
        verdict = {"reason": "file_too_much", "facts": {}}
    Path(order["verdict"]).write_text(json.dumps(verdict), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
