"""Inputs of a method: what each is, within which bounds, how a value is taken or refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from typing_extensions import override

from ytefas.methods.kit.asking import (
    Faults,
    Given,
    Input,
    Value,
    object_schema,
    parts,
    taken,
)
from ytefas.methods.kit.faults import Fault
from ytefas.methods.kit.words import Words, words

__all__ = ["Choice", "Codes", "Faults", "Flag", "Given", "Group", "Input", "Number", "Numbers",
           "Option", "Rows", "Several", "Text", "Value"]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Number(Input):
    """A number with its unit; its bounds belong to it unless `above` or `under` says not."""

    KIND: ClassVar[str] = "number"

    low: float
    high: float
    unit: str = ""
    unit_by: tuple[str, Mapping[Value, str]] | None = None  # another input decides on the unit
    above: bool = False  # `low` itself is not allowed
    under: bool = False  # `high` itself is not allowed
    integer: bool = False
    digits: int | None = None  # shown, never used for computing
    step: float | None = None  # of the arrow keys
    only: Literal["less", "more"] | None = None  # the way in which a measure can change it
    grain: float | None = None  # what somebody who rates can tell apart, where scores have steps

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if raw.__class__ is not float and raw.__class__ is not int:
            faults.append(Fault(path, "not_a_number", self.label, {"hint": self.hint()}))
            return None
        if raw != raw:  # noqa: PLR0124 - not a number is the one that differs from itself
            faults.append(Fault(path, "not_a_number", self.label, {"hint": self.hint()}))
            return None
        if (not self.low <= raw <= self.high or (self.above and raw == self.low)
                or (self.under and raw == self.high)):  # fmt: skip
            value = raw if abs(raw) < 1e15 else "…"  # noqa: PLR2004 - nobody reads more digits
            faults.append(Fault(path, "outside", self.label, {"value": value, "hint": self.hint()}))
            return None
        if self.integer:
            if raw != int(raw):
                faults.append(Fault(path, "not_an_integer", self.label, {"hint": self.hint()}))
                return None
            return int(raw)
        return float(raw)

    @override
    def hint(self) -> Words:
        unit = f" {self.unit}" if self.unit else ""
        if self.unit_by is not None:
            known = [one for one in dict.fromkeys(self.unit_by[1].values()) if one]
            return self._bounds(words(f" ({' o '.join(known)})", f" ({' or '.join(known)})"))
        return self._bounds(words(unit, unit))

    def _bounds(self, unit: Words) -> Words:
        up_to = self.above or self.under
        return words(
            f"Ammesso: {'oltre' if self.above else 'da'} {{low}} "
            f"{'e sotto' if self.under else 'e fino a' if up_to else 'a'} {{high}}{{unit}}.",
            f"Allowed: {'above' if self.above else 'from'} {{low}} "
            f"{'and below' if self.under else 'and up to' if up_to else 'to'} {{high}}{{unit}}.",
        ).filled(low=self.low, high=self.high, unit=unit)

    @override
    def schema(self, language: str) -> dict[str, Any]:
        low, high = ("exclusiveMinimum" if self.above else "minimum",
                     "exclusiveMaximum" if self.under else "maximum")  # fmt: skip
        return {"type": "integer" if self.integer else "number", low: self.low, high: self.high}


@dataclass(frozen=True)
class Option:
    """One of the values to choose from."""

    value: Value
    label: Words
    help: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Input):
    """One value of a list; a scale of numbers is a list, too."""

    KIND: ClassVar[str] = "choice"

    options: tuple[Option, ...]
    also: Mapping[str, Value] | None = None  # other spellings that programs use, never offered

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        for option in self.options:
            value = option.value
            if raw == value and (
                raw.__class__ is value.__class__
                or (raw.__class__ in _NUMBERS and value.__class__ in _NUMBERS)
            ):
                return value
        if self.also and isinstance(raw, str) and raw in self.also:
            return self.also[raw]
        shown = raw if isinstance(raw, str | int | float) else "…"
        if isinstance(shown, str) and len(shown) > 40:  # noqa: PLR2004 - a sentence, not a page
            shown = f"{shown[:40]}…"
        faults.append(Fault(path, "not_listed", self.label, {"value": shown, "hint": self.hint()}))
        return None

    @override
    def hint(self) -> Words:
        return words("Ammessi: {all}.", "Allowed: {all}.").filled(
            all=[option.value for option in self.options]
        )

    @override
    def schema(self, language: str) -> dict[str, Any]:
        return {
            "oneOf": [
                {"const": option.value, "title": option.label.in_(language)}
                for option in self.options
            ]
        }


_NUMBERS = (int, float)


@dataclass(frozen=True, kw_only=True)
class Flag(Input):
    """Yes or no."""

    KIND: ClassVar[str] = "flag"

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if raw is True or raw is False:
            return raw
        faults.append(Fault(path, "not_a_flag", self.label))
        return None

    @override
    def needed(self) -> Words:
        return words("Serve sì o no (true, false).", "Yes or no is needed (true, false).")

    @override
    def schema(self, language: str) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True)
class Text(Input):
    """A name, for the reader; no method computes with it."""

    KIND: ClassVar[str] = "text"

    most: int = 200

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if not isinstance(raw, str):
            faults.append(Fault(path, "not_a_text", self.label, {"hint": self.needed()}))
            return None
        if len(raw) > self.most:
            faults.append(Fault(path, "too_long", self.label, {"most": self.most}))
            return None
        return raw

    @override
    def needed(self) -> Words:
        return words("Al massimo {most} caratteri.", "{most} characters at most.").filled(
            most=self.most
        )

    @override
    def schema(self, language: str) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.most}


@dataclass(frozen=True, kw_only=True)
class Several(Input):
    """What a list has in common: between `least` and `most` entries."""

    least: int = 1
    most: int = 60

    def listed(self, raw: Any, path: str, faults: Faults) -> bool:
        if not isinstance(raw, list | tuple):
            faults.append(Fault(path, "not_a_list", self.label, {"hint": self.hint()}))
            return False
        if not self.least <= len(raw) <= self.most:
            faults.append(
                Fault(path, "count", self.label, {"count": len(raw), "hint": self.hint()})
            )
            return False
        return True

    @override
    def hint(self) -> Words:
        if self.least == self.most:
            return words("Servono {n} voci.", "{n} entries are needed.").filled(n=self.least)
        return words("Da {least} a {most} voci.", "From {least} to {most} entries.").filled(
            least=self.least, most=self.most
        )


@dataclass(frozen=True, kw_only=True)
class Numbers(Several):
    """A list of numbers, each as `each` says (samples, octave bands, axes)."""

    KIND: ClassVar[str] = "numbers"

    each: Number
    names: tuple[Words, ...] = ()  # what each place means, where places have meanings

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if not self.listed(raw, path, faults):
            return None
        return [self.each.take(one, f"{path}[{at}]", faults) for at, one in enumerate(raw)]

    @override
    def schema(self, language: str) -> dict[str, Any]:
        return {"type": "array", "minItems": self.least, "maxItems": self.most,
                "items": self.each.schema(language)}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Codes(Several):
    """A list of codes, such as hazard statements; the method says which it knows."""

    KIND: ClassVar[str] = "codes"

    known: tuple[str, ...]  # offered; others are refused
    shown: Mapping[str, Words] | None = None

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if not self.listed(raw, path, faults):
            return None
        taken = []
        for at, one in enumerate(raw):
            if not isinstance(one, str) or one not in self.known:
                faults.append(Fault(f"{path}[{at}]", "not_listed", self.label,
                                    {"value": one[:40] if isinstance(one, str) else "…",
                                     "hint": self.refusal(one)}))  # fmt: skip
            taken.append(one)
        return taken

    def refusal(self, one: Any) -> Words:
        """Say what would be allowed instead of this one."""
        stem = one.split(maxsplit=1)[0] if isinstance(one, str) and one.strip() else None
        near = [code for code in self.known if stem and code.startswith(stem)]
        said = near or [*self.known[:12], "…"]
        return words("Ammessi: {all}.", "Allowed: {all}.").filled(all=said)

    @override
    def schema(self, language: str) -> dict[str, Any]:
        return {"type": "array", "minItems": self.least, "maxItems": self.most,
                "items": {"enum": list(self.known)}}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Group(Input):
    """Inputs that belong together, as one object."""

    KIND: ClassVar[str] = "group"

    of: tuple[Input, ...]

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        return taken(self.of, raw, f"{path}.", faults, self.label)

    @override
    def needed(self) -> Words:
        return parts(self.of)

    @override
    def schema(self, language: str) -> dict[str, Any]:
        return object_schema(self.of, language)


@dataclass(frozen=True, kw_only=True)
class Rows(Several):
    """A table: several objects of the same inputs (tasks, tools, sessions)."""

    KIND: ClassVar[str] = "rows"

    of: tuple[Input, ...]

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if not self.listed(raw, path, faults):
            return None
        return [
            taken(self.of, one, f"{path}[{at}].", faults, self.label) for at, one in enumerate(raw)
        ]

    @override
    def schema(self, language: str) -> dict[str, Any]:
        return {"type": "array", "minItems": self.least, "maxItems": self.most,
                "items": object_schema(self.of, language)}  # fmt: skip
