"""What every input says, and how an object of inputs is taken: the ground of all kinds of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, ClassVar

from ytefas.methods.kit.faults import Fault
from ytefas.methods.kit.words import Words, words

Faults = list[Fault]
Value = str | int | float | bool


class Given(SimpleNamespace):
    """The inputs of one evaluation, checked and completed: `given.H`, `given.tasks[0].load`."""

    def __getattr__(self, name: str) -> Any:  # what mypy is told; only missing names come here
        raise AttributeError(name)


@dataclass(frozen=True, kw_only=True)
class Input:
    """What every input says. `key` is the machine's name and never changes."""

    KIND: ClassVar[str] = ""

    key: str
    label: Words
    help: Words | None = None  # how to measure or choose it, and by which article
    symbol: str | None = None  # as the norm writes it
    required: bool = True
    default: Any = None
    section: Words | None = None  # a heading over it and what follows
    when: tuple[str, tuple[Value, ...]] | None = None  # shown if that input has one of the values
    yardstick: bool = False  # what is judged by, not what is judged: no measure changes it

    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        """Give the value as the method uses it, or note what is wrong with it."""
        raise NotImplementedError

    def hint(self) -> Words:
        """Say what is allowed."""
        return words("", "")

    def needed(self) -> Words:
        """Say what is allowed to somebody who gave nothing, or something else altogether."""
        return self.hint()

    def schema(self, language: str) -> dict[str, Any]:
        """Give the JSON Schema of the value."""
        raise NotImplementedError


def parts(inputs: Sequence[Input]) -> Words:
    """Say which data belong together, by the keys that programs use."""
    return words("Servono: {keys}.", "Needed: {keys}.").filled(
        keys=[one.key for one in inputs if one.required] or [one.key for one in inputs]
    )


def taken(
    inputs: Sequence[Input], raw: Any, path: str, faults: Faults, label: Words
) -> Given | None:
    """Take every input of an object; what is missing, unknown or wrong is noted."""
    if not isinstance(raw, Mapping):
        faults.append(Fault(path.rstrip("."), "not_an_object", label, {"hint": parts(inputs)}))
        return None
    values: dict[str, Any] = {}
    met = 0
    for one in inputs:
        key = one.key
        found = raw.get(key)
        if key in raw:
            met += 1
        if found is not None:
            values[key] = one.take(found, path + key, faults)
        elif one.required:
            faults.append(Fault(path + key, "missing", one.label, {"hint": one.needed()}))
        else:
            values[key] = one.default
    if met < len(raw):
        known = [one.key for one in inputs]
        for key in raw:
            if key not in known:
                faults.append(Fault(f"{path}{str(key)[:40]}", "unknown", label,
                                    {"key": str(key)[:40], "known": known}))  # fmt: skip
    return Given(**values)


def object_schema(inputs: Sequence[Input], language: str) -> dict[str, Any]:
    """Give the JSON Schema of an object of inputs."""
    properties = {}
    for one in inputs:
        said: dict[str, Any] = {"title": one.label.in_(language)}
        if one.help:
            said["description"] = one.help.in_(language)
        unit = getattr(one, "unit", "")
        if unit:
            said["x-unit"] = unit
        if one.default is not None:
            said["default"] = one.default
        schema = one.schema(language)
        properties[one.key] = said | (
            schema if one.required else {"anyOf": [schema, {"type": "null"}]}
        )
    return {
        "type": "object",
        "properties": properties,
        "required": [one.key for one in inputs if one.required],
        "additionalProperties": False,
    }
