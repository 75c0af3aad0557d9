"""The verbs of the command line about the catalogue: load, look, propose, write out."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ytefas.library.bundle import bundled
from ytefas.library.release import Release
from ytefas.store.engine import Store
from ytefas.store.library.releases import Told, bring, compare

_SAID = {
    "added": "new", "changed": "updated", "both": "changed by the studio, too",
    "removed": "taken away",
}  # fmt: skip


async def bring_bundled(store: Store) -> None:
    """See that the catalogue that ships is there: loaded the first time, proposed when newer."""
    await bring(store)


async def propose(store: Store, path: Path | None, *, dry_run: bool) -> Iterator[str]:
    """Load or propose a release, the bundled one or a file; tell what became of it in lines."""
    release = Release.read(path) if path is not None else bundled()
    if dry_run:
        return _counts(f"Release {release.version} would propose", await compare(store, release))
    return _told(await bring(store, release))


def export(path: Path) -> str:
    """Write the bundled release as a file that another installation can be offered."""
    release = bundled()
    document = json.dumps(release.document(), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{document}\n", encoding="utf-8")
    return f"Release {release.version} is written to {path}."


def _told(told: Told) -> Iterator[str]:
    if told.state == "known":
        return iter((f"Release {told.version} is known already; nothing was changed.",))
    if told.state == "loaded" and not told.counts:
        return iter((f"Release {told.version} changes nothing here.",))
    if told.state == "loaded":
        return iter((f"Release {told.version} is loaded: {told.counts['added']} rows.",))
    return _counts(f"Release {told.version} is proposed. Decide in the program", told.counts)


def _counts(said: str, counts: Mapping[str, int]) -> Iterator[str]:
    yield f"{said}: {sum(counts.values())} differences."
    for change, words in _SAID.items():
        if counts.get(change):
            yield f"  {counts[change]:>5} {words}"
