"""What the content of a sector preset must be like, whoever writes it. Pure.

Its shape is told in `ytefas/library/presets.py`; here it is only held to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ytefas.rules.rule import Fault, Rule

FORMAT: Final = 1
PARTS: Final = ("departments", "activities", "equipment", "jobs", "groups")
LINKS: Final = {  # by part: which of its facts name rows of which part
    "departments": {"parent": "departments"},
    "activities": {"department": "departments", "equipment": "equipment"},
    "equipment": {"department": "departments"},
    "jobs": {"departments": "departments", "activities": "activities", "equipment": "equipment"},
    "groups": {"jobs": "jobs"},
}  # fmt: skip
_KINDS: Final = frozenset({"department", "area", "room", "workstation", "outdoor"})
_PURPOSES: Final = frozenset({"general", "stress", "noise", "vibration", "chemical", "other"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a content: where, and why (`field.<reason>` of the catalogues of words)."""

    where: str
    reason: str


def wrong_in(content: object) -> list[Wrong]:
    """Tell everything that is wrong with the shape of a content."""
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        return [Wrong("", "preset_format")]
    if not all(_are_parts(content.get(kind, ())) for kind in PARTS) or not _are_texts(
        content.get("hazards", ())
    ):
        return [Wrong("", "preset_format")]
    return [wrong for kind in PARTS for wrong in _faults_in(content, kind)]


def _faults_in(content: Mapping[str, Any], kind: str) -> Iterator[Wrong]:
    keys = {name: [one.get("key") for one in content.get(name, ())] for name in PARTS}
    before: set[object] = set()
    for one in content.get(kind, ()):
        key, name = one.get("key"), one.get("name")
        where = f"{kind}.{key}"
        if not isinstance(key, str) or not key or key in before:
            yield Wrong(where, "preset_key")
            continue
        before.add(key)
        if not _are_texts(name) or len(name) != 2 or not name[0]:  # noqa: PLR2004 - it and en
            yield Wrong(where, "preset_name")
        if kind != "groups" and not isinstance(one.get("type"), str):
            yield Wrong(where, "preset_type")
        if not _is_allowed(kind, one):
            yield Wrong(where, "preset_format")
        for fact, of in LINKS[kind].items():
            told = one.get(fact) or ()
            named = [told] if isinstance(told, str) else told
            there = before - {key} if fact == "parent" else keys[of]
            if not _are_texts(named) or any(each not in there for each in named):
                yield Wrong(where, "preset_link")


def _is_allowed(kind: str, one: Mapping[str, Any]) -> bool:
    """Tell whether the facts of a part are such as its table takes."""
    return (
        _are_texts(one.get("hazards", ()))
        and (kind != "departments" or one.get("kind", "department") in _KINDS)
        and (kind != "groups" or one.get("purpose", "general") in _PURPOSES)
    )


def _are_parts(value: object) -> bool:
    return isinstance(value, Sequence) and all(isinstance(one, Mapping) for one in value)


def _are_texts(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(one, str) for one in value)
    )


def _fault(content: Any) -> Fault | None:
    wrong = wrong_in(content)
    return Fault(wrong[0].reason, {"where": wrong[0].where[:60]}) if wrong else None


RULES: Final[Mapping[str, Rule]] = {"preset": Rule(_fault)}
