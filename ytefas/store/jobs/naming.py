"""What records are called that keys refer to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ytefas.errors import Denied
from ytefas.store.query.query import Query
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

BATCH: Final = 1000  # keys that are asked for at once


class Naming:
    """What the records are called that keys refer to, as far as this reader may see them."""

    def __init__(self, sources: Mapping[str, Source], reading: Reading) -> None:
        self.reading = reading
        self._sources = sources
        self._known: dict[str, dict[str, str]] = {}

    async def of(self, reference: str, keys: Iterable[str]) -> Mapping[str, str]:
        """Name these records of a source; those that are not in sight have no name."""
        known = self._known.setdefault(reference, {})
        asked = [key for key in dict.fromkeys(keys) if key not in known]
        source = self._sources.get(reference)
        if source is None or not asked:
            return known
        for begin in range(0, len(asked), BATCH):
            some = asked[begin : begin + BATCH]
            known.update(dict.fromkeys(some, ""))
            known.update(await self._read(source, some))
        return known

    async def _read(self, source: Source, keys: Sequence[str]) -> Mapping[str, str]:
        try:
            sight = source.sight(self.reading.acting, self.reading.reach)
        except Denied:
            return {}
        if source.entity.name not in sight.fields:
            return {}
        query = Query.parse(sight, {"columns": [source.entity.name]})
        at = query.columns.index(source.entity.name)
        rows = await source.matching(self.reading, query, keys)
        return {str(row[0]): str(row[at] or "") for row in rows}
