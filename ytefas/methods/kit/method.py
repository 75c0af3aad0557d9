"""A method: its declaration, and the one way in which every method is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ytefas.methods.kit.asking import Given, Input, taken
from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import OUT_OF_RANGE, Fault, NotApplicable, Refused
from ytefas.methods.kit.pictures import Gauge, Picture, Zone
from ytefas.methods.kit.steps import Explain, Speech, Step
from ytefas.methods.kit.words import Words, text, words

Tag = Literal["verified", "recomputed", "memory", "practice"]


@dataclass(frozen=True)
class Source:
    """Where formulas and tables come from, and how sure we are of what we have of it.

    `verified`: checked against a source text or a faithful transcription. `recomputed`: confirmed
    by an independent computation. `memory`: not seen in print by us; users are told to check it
    against the edition they own. `practice`: use among professionals, no norm behind it.
    """

    title: Words | str
    tag: Tag
    what: Words | None = None  # what of the method rests on it


@dataclass(frozen=True)
class Duty:
    """A legal consequence that is true or false for a case."""

    key: str
    label: Words
    law: str


@dataclass(frozen=True)
class Shown:
    """A value of the result, for the reader."""

    key: str
    label: Words
    unit: str = ""
    digits: int | None = None
    main: bool = False  # the one figure of the result


@dataclass(frozen=True)
class Example:
    """A worked case: inputs, what comes out (a part of it is enough), and who says so."""

    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    source: Words | str
    tolerance: float = 1e-9
    name: Words | None = None
    called: Mapping[str, str] = field(default_factory=dict)  # names in the inputs, in English


@dataclass(frozen=True)
class Found:
    """What a method computes: values (intermediate ones, too), duties, its band, its notices."""

    values: Mapping[str, Any]
    band: Band | None = None
    scale: Scale | None = None  # the one that was used, where the method has several
    flags: Mapping[str, bool] = field(default_factory=dict)
    notices: Sequence[tuple[str, Mapping[str, Any]]] = ()  # code, and what its sentence needs


@dataclass(frozen=True, kw_only=True)
class Method:
    """One version of one method. `id` is the machine's name; what is published never changes."""

    id: str
    version: int
    family: str  # one of `families.FAMILIES`
    name: Words
    about: Words  # what it is for, and what it is not for
    edition: Words | str  # the norm and its year, or the practice; a text where languages agree
    sources: tuple[Source, ...]
    inputs: tuple[Input, ...]
    results: tuple[Shown, ...]
    calculate: Callable[[Given], Found]
    explain: Explain
    examples: tuple[Example, ...]
    scales: tuple[Scale, ...] = ()
    duties: tuple[Duty, ...] = ()
    notices: Mapping[str, Words] = field(default_factory=dict)
    doubts: tuple[Words, ...] = ()  # what to check in the edition one owns
    picture: Callable[[Given, Found], Iterable[Picture]] | None = None
    usual: tuple[str, ...] = ()  # inputs that may be left out, and that the usual case gives
    part: bool = False  # an aid to other methods; not a rating by itself

    def edition_in(self, language: str) -> str:
        return text(self.edition, language)

    @property
    def main(self) -> Shown | None:
        return next((shown for shown in self.results if shown.main), None)


@dataclass(frozen=True)
class Outcome:
    """The answer to one question: a result or the reasons for none."""

    method: Method
    given: Given | None = None
    found: Found | None = None
    error: str | None = None
    faults: tuple[Fault, ...] = ()
    instead: str | None = None

    @property
    def score(self) -> float | None:
        main = self.method.main
        value = self.found.values.get(main.key) if self.found and main else None
        return float(value) if isinstance(value, int | float) else None

    def notices(self) -> list[tuple[str, Words]]:
        """Give each notice with its sentence."""
        told = self.found.notices if self.found else ()
        return [(code, self.method.notices[code].filled(**said)) for code, said in told]

    def flat(self) -> dict[str, Any]:
        """Give what programs read: values and duties by their keys, class, error, warnings."""
        answer: dict[str, Any] = {"method": self.method.id, "version": self.method.version}
        if self.found is None:
            first = self.faults[0].sentence() if self.faults else words("", "")
            return answer | {
                "class": None, "risk_level": None, "error": self.error, "warnings": [],
                "instead": self.instead, "message": first.both(),
                "faults": [{"path": fault.path, "code": fault.code, **fault.sentence().both()}
                           for fault in self.faults],
            }  # fmt: skip
        band = self.found.band
        answer |= self.found.values
        answer |= self.found.flags
        notices = self.notices()
        return answer | {
            "class": band.code if band else None,
            "risk_level": band.level if band else None,
            "error": None,
            "warnings": [code for code, _ in notices],
            "messages": {code: said.both() for code, said in notices},
        }


def asked(method: Method, raw: Any) -> Outcome:
    """Evaluate: check every input, compute, or say everything that is wrong at once."""
    faults: list[Fault] = []
    given = taken(method.inputs, raw, "", faults, method.name)
    if faults or given is None:
        return Outcome(method, error=OUT_OF_RANGE, faults=tuple(faults))
    try:
        return Outcome(method, given, method.calculate(given))
    except Refused as refused:
        fault = Fault(refused.path, "between", method.name, {"said": refused.said})
        return Outcome(method, given, error=OUT_OF_RANGE, faults=(fault,))
    except NotApplicable as no:
        fault = Fault("", "between", method.name, {"said": no.said})
        return Outcome(method, given, error=no.code, faults=(fault,), instead=no.instead)


def explained(outcome: Outcome, language: str) -> list[Step]:
    """Write down the computation of a result, in the reader's language."""
    if outcome.found is None or outcome.given is None:
        return []
    return list(outcome.method.explain(outcome.given, outcome.found, Speech(language)))


def pictured(outcome: Outcome) -> list[Picture]:
    """Draw a result: its scale first, then what the method draws of itself."""
    if outcome.found is None or outcome.given is None:
        return []
    drawn: list[Picture] = []
    scale = outcome.found.scale or next(iter(outcome.method.scales), None)
    if scale is not None and scale.measure in outcome.found.values:
        drawn.append(gauge(scale, outcome.found.values[scale.measure]))
    if outcome.method.picture is not None:
        drawn += outcome.method.picture(outcome.given, outcome.found)
    return drawn


def gauge(scale: Scale, value: float | None) -> Gauge:
    """Lay a value on its bands; the last one is drawn as long as it must be."""
    edges = [band.upto for band in scale.bands[:-1]]
    last = scale.high
    if last is None:
        reach = edges[-1] if edges else 1.0
        last = max(reach * 1.4, (value or 0.0) * 1.05)
    low = scale.low if value is None else min(scale.low, value)
    edges = [low, *edges, max(last, value or last)]
    zones = tuple(
        Zone(begin, end, band.level, band.word)
        for band, begin, end in zip(scale.bands, edges, edges[1:], strict=False)
    )
    return Gauge(title=scale.label, value=value, zones=zones, unit=scale.unit, digits=scale.shown)
