"""What was measured, as figures, rows of a table, and JSON."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


@dataclass(slots=True)
class Samples:
    """The times one side took, and the processor time of its server meanwhile."""

    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    database_cpu: float = 0.0
    elapsed: float = 0.0
    requests: int = 0  # 0: as many as there are times

    @property
    def n(self) -> int:
        return self.requests or len(self.seconds)

    def facts(self) -> dict[str, float]:
        """Sum up, in milliseconds."""
        if not self.seconds:
            return {}
        return {
            "samples": len(self.seconds),
            "p50_ms": round(percentile(self.seconds, 0.5) * 1000, 3),
            "p99_ms": round(percentile(self.seconds, 0.99) * 1000, 3),
            "mean_ms": round(statistics.fmean(self.seconds) * 1000, 3),
            "server_cpu_ms": round(self.cpu * 1000 / self.n, 3),
            "database_cpu_ms": round(self.database_cpu * 1000 / self.n, 3),
            "per_second": round(self.n / self.elapsed, 1) if self.elapsed else 0.0,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ours beside the limit, and what we aim at."""

    name: str
    unit: str
    ours: float
    limit: float | None = None
    goal: float | None = None
    more_is_better: bool = False
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """How many times worse than the limit."""
        if not self.limit or not self.ours:
            return None
        return self.limit / self.ours if self.more_is_better else self.ours / self.limit

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.ours >= self.goal if self.more_is_better else self.ours <= self.goal

    def json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


_HEADS: Final = ("", "ours", "limit", "ratio", "goal", "")


def table(rows: Sequence[Row]) -> str:
    """Lay the rows out as text."""
    lines = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(_HEADS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at in {0, len(_HEADS) - 1} else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    verdict = {True: "met", False: "MISSED", None: ""}[row.met]
    bound = "" if row.goal is None else f"{'≥' if row.more_is_better else '≤'} {_number(row.goal)}"
    ratio = "" if row.ratio is None else f"{row.ratio:.1f}x"
    limit = "" if row.limit is None else _number(row.limit)
    return (f"{row.name} [{row.unit}]", _number(row.ours), limit, ratio, bound, verdict)


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
