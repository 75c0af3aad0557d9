"""What the events of an exported audit changed, as two more columns: before and after."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from ytefas.store.jobs.naming import Naming
from ytefas.store.oversight.events import Differences
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

_HEADS: Final = {"it": ("Prima", "Dopo"), "en": ("Before", "After")}
_FLAGS: Final = {"it": ("no", "sì"), "en": ("no", "yes")}
_MASKED: Final = {"it": "(non mostrato)", "en": "(not shown)"}
_WIDTH: Final = 360  # pixels


def columns(locale: str) -> list[dict[str, Any]]:
    """Describe the two columns as the sheet wants them."""
    return [
        {"label": label, "kind": "text", "width": _WIDTH, "decimals": None, "choices": None}
        for label in _HEADS[_of(locale)]
    ]


class Telling:
    """Says what changed in some events."""

    def __init__(self, reading: Reading, sources: Mapping[str, Source], names: Naming) -> None:
        self._differences = Differences(reading, sources)
        self._names = names
        self._locale = _of(reading.acting.locale)

    async def cells(self, events: Sequence[str]) -> list[tuple[str, str]]:
        """Give what each event says before and after, a field on each line."""
        found = await self._differences.of(events)
        return [
            (await self._side(found.get(key, []), "before"),
             await self._side(found.get(key, []), "after"))
            for key in events
        ]  # fmt: skip

    async def _side(self, lines: Sequence[Mapping[str, Any]], side: str) -> str:
        return "\n".join([
            f"{line['field']['label']}: {await self._said(line, side)}"
            for line in lines
            if line.get("masked") or line[side] is not None
        ])  # fmt: skip

    async def _said(self, line: Mapping[str, Any], side: str) -> str:
        if line.get("masked"):
            return _MASKED[self._locale]
        field, value = line["field"], line[side]
        if field["reference"] is not None and isinstance(value, str):
            return (await self._names.of(field["reference"], [value])).get(value, "")
        if isinstance(value, bool):
            return _FLAGS[self._locale][value]
        if isinstance(value, list):
            return "; ".join(map(str, value))
        if isinstance(value, dict):
            return ", ".join(str(one) for one in value.values() if one)
        chosen = {str(key): label for key, label in field["choices"] or ()}
        if field["type"] == "date":
            return self._day(str(value))
        return str(chosen.get(str(value), value))

    def _day(self, said: str) -> str:
        try:
            day = date.fromisoformat(said[:10])
        except ValueError:
            return said
        return f"{day:%d/%m/%Y}" if self._locale == "it" else day.isoformat()


def _of(locale: str) -> str:
    return locale if locale in _HEADS else "en"
