"""The inputs of a case as tables: what was asked, how it was answered, before and after."""

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import Paragraph

from reports.kit.pieces import Flow, Look, cell, heading, sign, subheading, table
from reports.kit.speech import Speech
from reports.kit.type import CELL, CELL_BOLD, CELL_RIGHT, SIDE

Data = Mapping[str, Any]
_MOST_COLUMNS = 9  # of a table of rows; more are told row by row


def inputs(asked: Sequence[Data], before: Data, after: Data | None, speech: Speech) -> Flow:
    """Tell the whole case."""
    flow: Flow = heading(speech("inputs"))
    plain = _headed(_plain(asked, before, after, ""))
    lines: list[list[Any]] = []
    groups: list[int] = []
    for label, symbol, one, first, second in plain:
        if one is None:
            groups.append(len(lines))
            lines.append([cell(label, CELL_BOLD), *[""] * (2 + (after is not None))])
            continue
        line = [cell(label), sign(symbol)]
        values = [(before, first)] if after is None else [(before, first), (after, second)]
        told = [answer(one, value, case, speech) for case, value in values]
        line += [cell(text, CELL_BOLD if text != told[0] else CELL) for text in told]
        lines.append(line)
    two = after is not None
    if lines:
        heads = [speech("input"), "", *((speech("before"), speech("after")) if two
                                        else (speech("value"),))]  # fmt: skip
        wide = [66.0, 16.0, 47.0, 47.0] if two else [80.0, 16.0, 80.0]
        flow.append(table(heads, lines, wide, Look(groups=groups)))
    for one in asked:
        if one["kind"] == "rows":
            flow += _rows(one, before.get(one["key"]), speech("before") if two else "", speech)
            if after is not None:
                flow += _rows(one, after.get(one["key"]), speech("after"), speech)
    return flow


_Line = tuple[str, str, Data | None, Any, Any]  # label, symbol, input (None: a heading), values


def _plain(asked: Sequence[Data], before: Data, after: Data | None, under: str) -> list[_Line]:
    """List every input that is one value, groups opened."""
    lines: list[_Line] = []
    section = ""
    for one in asked:
        section = str(one.get("section") or section)
        if one["kind"] == "rows" or not _asked_for(one, (before, after or before)):
            continue
        first, second = _of(before, one), _of(after or {}, one)
        if one["kind"] != "group" and first is None and second is None and not one["required"]:
            continue
        if section:
            lines.append((section, "", None, None, None))
            section = ""
        if one["kind"] == "group":
            lines.append((str(one["label"]), "", None, None, None))
            lines += _plain(one["of"], first or {}, None if after is None else second or {},
                            f"{under}{one['label']}: ")  # fmt: skip
            continue
        lines.append((str(one["label"]), str(one.get("symbol") or ""), one, first, second))
    return lines


def _headed(lines: Sequence[_Line]) -> list[_Line]:
    """Leave out headings over nothing."""
    return [
        line for line, after in zip(lines, [*lines[1:], None], strict=False)
        if line[2] is not None or (after is not None and after[2] is not None)
    ]  # fmt: skip


def _of(case: Data, one: Data) -> Any:
    value = case.get(one["key"])
    return one.get("default") if value is None else value


def _asked_for(one: Data, cases: Sequence[Data]) -> bool:
    """Tell whether the form asks for it, in one of the cases."""
    when = one.get("when")
    if not when:
        return True
    return any(case.get(when["key"]) in when["values"] or case.get(one["key"]) is not None
               for case in cases)  # fmt: skip


def answer(one: Data, value: Any, case: Data, speech: Speech) -> str:
    """Say the answer as the form shows it."""
    if value is None:
        return "–"
    kind = one["kind"]
    if kind == "number":
        unit = one.get("unit") or ""
        by = one.get("unit_by")
        if by:
            unit = by["units"].get(str(case.get(by["key"])), unit)
        return speech.with_unit(speech.anything(value), unit)
    if kind == "choice":
        for option in one["options"]:
            if option["value"] == value and isinstance(option["value"], bool) == isinstance(
                value, bool
            ):
                return str(option["label"])
        return speech.anything(value)
    if kind == "codes":
        shown = one.get("shown") or {}
        return ", ".join(str(shown.get(code) or code) for code in value)
    if kind == "numbers":
        names = list(one.get("names") or ())
        unit = (one.get("each") or {}).get("unit")
        said_ = [speech.anything(number) for number in value]
        if len(names) == len(said_):
            said_ = [
                f"{name} {number}".replace(" ", "\u00a0")
                for name, number in zip(names, said_, strict=True)
            ]
        return speech.with_unit("; ".join(said_), unit)
    return speech.anything(value)


def _rows(one: Data, rows: Any, when: str, speech: Speech) -> Flow:
    """Tell a table of the case: a line for each row, or for each value where there are many."""
    title = f"{one['label']}, {when.lower()}" if when else str(one["label"])
    flow: Flow = subheading(title)
    rows = [row for row in rows or () if isinstance(row, Mapping)]
    if not rows:
        return [*flow, Paragraph("–", SIDE)]
    shown = [inner for inner in one["of"] if any(_of(row, inner) is not None for row in rows)]
    if len(shown) > _MOST_COLUMNS or any(inner["kind"] in {"rows", "group"} for inner in shown):
        return [*flow, _told_downwards(shown, rows, speech)]
    lines = [[cell(at), *(cell(answer(inner, _of(row, inner), row, speech)) for inner in shown)]
             for at, row in enumerate(rows, start=1)]  # fmt: skip
    heads = ["", *(str(inner.get("symbol") or inner["label"]) if len(shown) > 5  # noqa: PLR2004 - narrow
                   else str(inner["label"]) for inner in shown)]  # fmt: skip
    wide = [6.0, *(30.0 if inner["kind"] in {"text", "choice", "codes"} else 18.0
                   for inner in shown)]  # fmt: skip
    return [*flow, table(heads, lines, wide)]


def _told_downwards(shown: Sequence[Data], rows: Sequence[Data], speech: Speech) -> Any:
    lines: list[list[Any]] = []
    groups = []
    for at, row in enumerate(rows, start=1):
        groups.append(len(lines))
        lines.append([cell(at, CELL_BOLD), "", ""])
        for inner in shown:
            for label, symbol, of, value, _ in _plain([inner], row, None, ""):
                if of is not None and value is not None:
                    lines.append([cell(label), sign(symbol),
                                  cell(answer(of, value, row, speech), CELL_RIGHT)])  # fmt: skip
    return table(
        [speech("input"), "", speech("value")], lines, [92.0, 14.0, 70.0],
        Look(right=[2], groups=groups),
    )  # fmt: skip
