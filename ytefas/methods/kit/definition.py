"""A studio's own matrix: its definition as JSON, checked as a whole, made into a method.

`{axes: [{key, it, en, steps: [{value, it, en}]}], combine, weights?, table?, bands: [{code, level,
it, en, min, max, asks_it?, asks_en?, term_days?}]}`. Two or three axes of two to ten steps; a table
has two. Each band names its scores from `min` to `max`, both its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, Literal

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.matrix import MatrixModel, matrix_method
from ytefas.methods.kit.method import Example, Method, Source
from ytefas.methods.kit.pictures import Axis
from ytefas.methods.kit.words import Words, words

Combine = Literal["product", "sum", "table"]
COMBINATIONS: Final[Mapping[str, Combine]] = {
    "product": "product",
    "sum": "sum",
    "table": "table",
}
KEY: Final = "abcdefghijklmnopqrstuvwxyz0123456789_"
MOST_STEPS: Final = 10
MOST_SCORE: Final = 1_000_000.0
MOST_BANDS: Final = 8
MOST_DAYS: Final = 3650
MOST_WORD: Final = 120  # characters of a band's word, which every calculation keeps
MOST_NAME: Final = 200  # of a step's or an axis's


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a definition, or doubtful in it, and where."""

    path: str
    said: Words


@dataclass
class Reading:
    """A definition as it was read: its model if there is one, and all there is to say about it."""

    model: MatrixModel | None = None
    terms: Mapping[str, int] = field(default_factory=dict)  # days to act, by band
    flaws: list[Flaw] = field(default_factory=list)  # to be mended before it is saved
    doubts: list[Flaw] = field(default_factory=list)  # allowed, and worth a look

    def wrong(self, path: str, it: str, en: str, **said: Any) -> None:
        self.flaws.append(Flaw(path, words(it, en).filled(**said)))


def read(definition: Any) -> Reading:
    """Read a definition; everything that is wrong is said at once, where it is."""
    reading = Reading()
    if not isinstance(definition, Mapping):
        reading.wrong("", "Serve una definizione con assi e fasce.",
                      "A definition with axes and bands is needed.")  # fmt: skip
        return reading
    axes = _axes(definition.get("axes"), reading)
    combine = COMBINATIONS.get(str(definition.get("combine")))
    if combine is None:
        reading.wrong("combine", "Scegli come si combinano gli assi: prodotto, somma o tabella.",
                      "Choose how the axes combine: product, sum or table.")  # fmt: skip
    weights = _weights(definition, axes, reading) if combine == "sum" else ()
    table = _table(definition, axes, reading) if combine == "table" else ()
    bands = _bands(definition.get("bands"), reading)
    if reading.flaws or combine is None:
        return reading
    reading.terms = {
        one["code"]: one["term_days"]
        for one in definition["bands"] if one.get("term_days") is not None
    }  # fmt: skip
    high = max(band.upto for band in bands)
    scale = Scale(measure="score", label=words("Rischio", "Risk"), bands=tuple(bands),
                  low=min(0.0, float(definition["bands"][0]["min"])), high=high,
                  shown=_digits(axes, weights, table))  # fmt: skip
    model = MatrixModel(tuple(axes), combine, scale, weights, table)
    _covered(model, definition["bands"], reading)
    if not reading.flaws:
        reading.model = model
    return reading


def studio_method(
    *, code: str, version: int, name: Words, about: Words, definition: Any
) -> Method:  # fmt: skip
    """Make a studio's matrix a method like the others; its definition was checked when saved."""
    model = read(definition).model
    if model is None:
        raise ValueError(f"{code} {version} has a definition that cannot be read")
    first = {axis.key: axis.values[0] for axis in model.axes}
    last = {axis.key: axis.values[-1] for axis in model.axes}
    return matrix_method(
        id=code, version=version, name=name, about=about,
        edition=words("Criterio dello studio", "Studio's criterion"),
        model=model, examples=tuple(_example(model, one) for one in (first, last)),
        sources=(Source(name.it, "practice", words(
            "Criterio scelto dallo studio (art. 28 D.Lgs. 81/2008): semplice, breve, "
            "comprensibile.",
            "Criterion chosen by the studio (art. 28 D.Lgs. 81/2008): simple, brief, "
            "understandable.")),),
    )  # fmt: skip


def _example(model: MatrixModel, inputs: Mapping[str, float]) -> Example:
    score = model.score([inputs[axis.key] for axis in model.axes])
    return Example(inputs, {"score": score, "class": model.scale.band(score).code}, "R")


def _list(raw: Any, path: str, least: int, most: int, reading: Reading) -> Sequence[Any]:
    if not isinstance(raw, list) or not least <= len(raw) <= most:
        reading.wrong(path, "Ne servono da {least} a {most}.", "From {least} to {most} are needed.",
                      least=least, most=most)  # fmt: skip
        return ()
    return raw


def _words(raw: Any, path: str, reading: Reading, most: int = MOST_NAME) -> Words:
    it = raw.get("it") if isinstance(raw, Mapping) else None
    en = raw.get("en") if isinstance(raw, Mapping) else None
    for key, one in (("it", it), ("en", en)):
        if isinstance(one, str) and len(one) > most:
            reading.wrong(f"{path}.{key}", "Al massimo {most} caratteri.",
                          "{most} characters at most.", most=most)  # fmt: skip
    if not isinstance(it, str) or not it.strip():
        reading.wrong(f"{path}.it", "Manca il nome.", "The name is missing.")
        return words("–", "–")
    return words(it.strip(), en.strip() if isinstance(en, str) and en.strip() else it.strip())


def _number(raw: Any, path: str, reading: Reading) -> float:
    if raw.__class__ not in (int, float) or not abs(raw) <= MOST_SCORE:  # nor what is no number
        reading.wrong(path, "Serve un numero fino a {most}.", "A number up to {most} is needed.",
                      most=MOST_SCORE)  # fmt: skip
        return 0.0
    return float(raw)


def _axes(raw: Any, reading: Reading) -> list[Axis]:
    axes = []
    for at, one in enumerate(_list(raw, "axes", 2, 3, reading)):
        path = f"axes[{at}]"
        label = _words(one, path, reading)
        key = one.get("key") if isinstance(one, Mapping) else None
        if not isinstance(key, str) or not key or set(key) - set(KEY) or len(key) > 20:  # noqa: PLR2004
            reading.wrong(f"{path}.key", "Serve una sigla di lettere minuscole, come «p».",
                          "A key of small letters is needed, such as “p”.")  # fmt: skip
            key = f"axis{at}"
        steps = one.get("steps") if isinstance(one, Mapping) else None
        values, names = [], []
        for step_at, step in enumerate(_list(steps, f"{path}.steps", 2, MOST_STEPS, reading)):
            here = f"{path}.steps[{step_at}]"
            names.append(_words(step, here, reading))
            value = step.get("value") if isinstance(step, Mapping) else None
            values.append(_number(value, f"{here}.value", reading))
            if value == 0:
                reading.wrong(f"{here}.value", "Lo zero annulla il rischio: parti da 1.",
                              "Zero makes the risk vanish: begin with 1.")  # fmt: skip
            elif values[-1] < 0:
                reading.wrong(f"{here}.value", "Serve un valore maggiore di zero.",
                              "A value above zero is needed.")  # fmt: skip
        if any(higher <= lower for lower, higher in pairwise(values)):
            reading.wrong(f"{path}.steps", "I valori crescono da un gradino al successivo.",
                          "Values rise from each step to the next.")  # fmt: skip
        axes.append(Axis(key, label, tuple(_plain(value) for value in values), tuple(names)))
    if len({axis.key for axis in axes}) != len(axes):
        reading.wrong("axes", "Ogni asse ha una sigla diversa.", "Each axis has a key of its own.")
    return axes


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _weights(
    definition: Mapping[str, Any], axes: Sequence[Axis], reading: Reading
) -> tuple[float, ...]:
    raw = definition.get("weights") or [1] * len(axes)
    if not isinstance(raw, list) or len(raw) != len(axes):
        reading.wrong(
            "weights", "Serve un peso per ogni asse.", "A weight for each axis is needed."
        )
        return ()
    found = tuple(_number(one, f"weights[{at}]", reading) for at, one in enumerate(raw))
    for at, one in enumerate(found):
        if one <= 0:
            reading.wrong(f"weights[{at}]", "Il peso è maggiore di zero.",
                          "A weight is above zero.")  # fmt: skip
    return found


def _table(
    definition: Mapping[str, Any], axes: Sequence[Axis], reading: Reading
) -> tuple[tuple[float, ...], ...]:
    raw = definition.get("table")
    if len(axes) != 2:  # noqa: PLR2004 - a table has rows and columns
        reading.wrong("table", "Una tabella ha due assi.", "A table has two axes.")
        return ()
    rows, columns = (len(axis.values) for axis in axes)
    if (not isinstance(raw, list) or len(raw) != rows
            or any(not isinstance(row, list) or len(row) != columns for row in raw)):  # fmt: skip
        reading.wrong("table", "Servono {rows} righe di {columns} numeri.",
                      "{rows} rows of {columns} numbers are needed.",
                      rows=rows, columns=columns)  # fmt: skip
        return ()
    table = tuple(
        tuple(_number(cell, f"table[{y}][{x}]", reading) for x, cell in enumerate(row))
        for y, row in enumerate(raw)
    )
    for y, x in ((y, x) for y in range(rows) for x in range(columns)):
        falls = (y and table[y][x] < table[y - 1][x]) or (x and table[y][x] < table[y][x - 1])
        if falls:
            reading.doubts.append(Flaw(f"table[{y}][{x}]", words(
                "Qui il rischio scende mentre un asse sale.",
                "Here the risk falls while an axis rises.")))  # fmt: skip
    return table


def _digits(
    axes: Sequence[Axis], weights: Sequence[float], table: Sequence[Sequence[float]]
) -> int:
    values = [
        *weights,
        *(v for axis in axes for v in axis.values),
        *(c for row in table for c in row),
    ]
    return 0 if all(value == int(value) for value in values) else 2


def _bands(raw: Any, reading: Reading) -> list[Band]:
    bands: list[Band] = []
    days: list[int] = []
    listed = _list(raw, "bands", 2, MOST_BANDS, reading)
    for at, one in enumerate(listed):
        path = f"bands[{at}]"
        if not isinstance(one, Mapping):
            reading.wrong(
                path, "Serve una fascia con i suoi dati.", "A band with its data is needed."
            )
            continue
        code = one.get("code")
        if not isinstance(code, str) or not code or set(code) - set(KEY) or len(code) > 40:  # noqa: PLR2004
            reading.wrong(f"{path}.code", "Serve una sigla di lettere minuscole, come «alto».",
                          "A key of small letters is needed, such as “high”.")  # fmt: skip
            code = f"band{at}"
        level = one.get("level")
        if level.__class__ is not int or not 0 <= level <= 4:  # noqa: PLR2004 - levels are 0 to 4
            reading.wrong(f"{path}.level", "Il livello va da 0 (nulla) a 4 (subito).",
                          "The level goes from 0 (nothing) to 4 (at once).")  # fmt: skip
            level = 0
        low = _number(one.get("min"), f"{path}.min", reading)
        high = _number(one.get("max"), f"{path}.max", reading)
        _ordered(path, bands, (low, high, level), reading)
        _term(path, one, days, reading)
        named = _words(one, path, reading, MOST_WORD)
        bands.append(Band(code, level, named, high, _consequence(one)))
    if len({band.code for band in bands}) != len(bands):
        reading.wrong(
            "bands", "Ogni fascia ha una sigla diversa.", "Each band has a key of its own."
        )
    return bands


def _consequence(one: Mapping[str, Any]) -> Words | None:
    """Say what a band asks for, and by when."""
    it, en = (
        text.strip() if isinstance(text := one.get(f"asks_{language}"), str) else ""
        for language in ("it", "en")
    )
    said = [words(it, en or it)] if it else []
    days = one.get("term_days")
    if days.__class__ is int and (days or not said):  # what is asked for at once says so
        within = words("Entro {days} giorni.", "Within {days} days.").filled(days=days)
        soon = {0: words("Subito.", "At once."), 1: words("Entro un giorno.", "Within a day.")}
        said.append(soon.get(days, within))
    if not said:
        return None
    return words(" ".join(one.it for one in said), " ".join(one.en for one in said))


def _ordered(
    path: str, before: Sequence[Band],
    now: tuple[float, float, int], reading: Reading,
) -> None:  # fmt: skip
    low, high, level = now
    if low > high:
        reading.wrong(f"{path}.max", "«A» è almeno «da».", "“To” is at least “from”.")
    if before and low <= before[-1].upto:
        reading.wrong(f"{path}.min", "Si sovrappone alla fascia precedente, che arriva a {upto}.",
                      "Overlaps the band before, which reaches {upto}.",
                      upto=before[-1].upto)  # fmt: skip
    if before and level < before[-1].level:
        reading.wrong(f"{path}.level", "Il livello non scende da una fascia alla successiva.",
                      "The level does not fall from a band to the next.")  # fmt: skip


def _term(path: str, one: Mapping[str, Any], days: list[int], reading: Reading) -> None:
    term = one.get("term_days")
    if term is None:
        return
    if term.__class__ is not int or not 0 <= term <= MOST_DAYS:
        reading.wrong(f"{path}.term_days", "Serve un numero di giorni da 0 a {most}.",
                      "A number of days from 0 to {most} is needed.", most=MOST_DAYS)  # fmt: skip
        return
    if days and term > days[-1]:
        reading.wrong(f"{path}.term_days",
                      "Una fascia più alta non dà più tempo della precedente ({days} giorni).",
                      "A higher band gives no more time than the one before ({days} days).",
                      days=days[-1])  # fmt: skip
    days.append(term)


def _covered(model: MatrixModel, bands: Sequence[Mapping[str, Any]], reading: Reading) -> None:
    """See that every score that can come about is in one band."""
    lost = sorted({
        score for _, score in model.reachable()
        if not any(band["min"] <= score <= band["max"] for band in bands)
    })  # fmt: skip
    if lost:
        reading.wrong("bands", "Nessuna fascia comprende: {lost}.", "No band holds: {lost}.",
                      lost=[_plain(score) for score in lost[:12]])  # fmt: skip
    scores = [score for _, score in model.reachable()]
    for at, band in enumerate(bands):
        if not any(band["min"] <= score <= band["max"] for score in scores):
            said = words("Nessun caso cade in questa fascia.", "No case falls into this band.")
            reading.doubts.append(Flaw(f"bands[{at}]", said))
