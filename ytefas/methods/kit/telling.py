"""Methods and results as plain data in one language, for screens, papers and pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from ytefas.methods.kit.families import FAMILIES
from ytefas.methods.kit.inputs import Choice, Codes, Group, Input, Number, Numbers, Rows
from ytefas.methods.kit.method import Method, Outcome, explained, pictured
from ytefas.methods.kit.words import text, told

Told = dict[str, Any]


def listed(methods: Sequence[Method], language: str) -> list[Told]:
    """List methods by family, for choosing one."""
    families: dict[str, list[Told]] = {}
    for method in methods:
        families.setdefault(method.family, []).append(
            {
                "id": method.id,
                "version": method.version,
                "name": method.name.in_(language),
                "about": method.about.in_(language),
                "edition": method.edition_in(language),
                "part": method.part,
                "rates": bool(method.scales),
            }
        )
    return [
        {"id": family, "name": FAMILIES[family].in_(language), "methods": there}
        for family, there in families.items()
    ]


def described(method: Method, language: str, versions: Sequence[int] = ()) -> Told:
    """Tell all of a method: its form, results, bands, duties, sources, doubts and examples."""
    return {
        "id": method.id,
        "version": method.version,
        "versions": list(versions) or [method.version],
        "family": method.family,
        "family_name": FAMILIES[method.family].in_(language),
        "name": method.name.in_(language),
        "about": method.about.in_(language),
        "edition": method.edition_in(language),
        "part": method.part,
        "inputs": [asked_for(one, language) for one in method.inputs],
        "usual": list(method.usual),
        "results": told(method.results, language),
        "scales": [
            {
                "measure": scale.measure,
                "label": scale.label.in_(language),
                "unit": scale.unit,
                "digits": scale.shown,
                "closed": scale.closed,
                "bands": [
                    {"code": band.code, "level": band.level, "word": band.word.in_(language),
                     "upto": None if band is scale.bands[-1] else band.upto,
                     "closed": band.closed or scale.closed,
                     "consequence": told(band.consequence, language)}
                    for band in scale.bands
                ],
            }
            for scale in method.scales
        ],
        "duties": told(method.duties, language),
        "sources": [{"title": text(one.title, language), "tag": one.tag,
                     "what": told(one.what, language)} for one in method.sources],
        "doubts": told(method.doubts, language),
        "examples": [
            {"name": told(one.name, language),
             "inputs": _called(plain(one.inputs), one.called if language == "en" else {}),
             "expected": plain(one.expected), "source": text(one.source, language)}
            for one in method.examples
        ],
    }  # fmt: skip


def _called(value: Any, names: Mapping[str, str]) -> Any:
    """Call tasks, tools and the like as the reader does."""
    if isinstance(value, list):
        return [_called(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: names.get(one, one) if key == "name" else _called(one, names)
        for key, one in value.items()
    }


def asked_for(one: Input, language: str) -> Told:
    """Tell how to ask for an input; `kind` chooses the widget."""
    said: Told = {
        "key": one.key,
        "kind": one.KIND,
        "label": one.label.in_(language),
        "also": one.label.in_(_other(language)),
        "help": told(one.help, language),
        "symbol": one.symbol,
        "required": one.required,
        "default": plain(one.default),
        "section": told(one.section, language),
        "when": {"key": one.when[0], "values": list(one.when[1])} if one.when else None,
        "hint": one.hint().in_(language),
    }
    if isinstance(one, Number):
        said |= {
            "unit": one.unit,
            "unit_by": {"key": one.unit_by[0],
                        "units": {str(key): unit for key, unit in one.unit_by[1].items()}}
            if one.unit_by else None,
            "low": one.low, "high": one.high, "above": one.above, "under": one.under,
            "integer": one.integer, "digits": one.digits, "step": one.step,
        }  # fmt: skip
    elif isinstance(one, Choice):
        said["options"] = [
            {"value": option.value, "label": option.label.in_(language),
             "also": option.label.in_(_other(language)), "help": told(option.help, language)}
            for option in one.options
        ]  # fmt: skip
    elif isinstance(one, Numbers):
        said |= {"least": one.least, "most": one.most, "each": asked_for(one.each, language),
                 "names": told(one.names, language)}  # fmt: skip
    elif isinstance(one, Codes):
        said |= {"least": one.least, "most": one.most, "known": list(one.known),
                 "shown": told(one.shown, language)}  # fmt: skip
    elif isinstance(one, Rows):
        said |= {"least": one.least, "most": one.most,
                 "of": [asked_for(inner, language) for inner in one.of]}  # fmt: skip
    elif isinstance(one, Group):
        said["of"] = [asked_for(inner, language) for inner in one.of]
    return said


def _other(language: str) -> str:
    """Name the language that sheets from elsewhere may be headed in."""
    return "en" if language == "it" else "it"


def result(outcome: Outcome, language: str, *, whole: bool = True) -> Told:
    """Tell one result; `whole` with its explanation and pictures."""
    said: Told = {
        "error": outcome.error,
        "faults": [{"path": fault.path, "code": fault.code,
                    "sentence": fault.sentence().in_(language)} for fault in outcome.faults],
        "instead": outcome.instead,
        "values": plain(outcome.found.values) if outcome.found else {},
        "score": outcome.score,
        "band": None,
        "duties": [],
        "notices": [said.in_(language) for _, said in outcome.notices()],
        "steps": [],
        "pictures": [],
    }  # fmt: skip
    if outcome.found is None:
        return said
    band = outcome.found.band
    if band is not None:
        said["band"] = {"code": band.code, "level": band.level, "word": band.word.in_(language),
                        "consequence": told(band.consequence, language)}  # fmt: skip
    said["duties"] = [
        {"key": duty.key, "label": duty.label.in_(language), "law": duty.law,
         "due": outcome.found.flags[duty.key]}
        for duty in outcome.method.duties if duty.key in outcome.found.flags
    ]  # fmt: skip
    if whole:
        said["steps"] = told(explained(outcome, language), language)
        said["pictures"] = told(pictured(outcome), language)
    return said


def plain(value: Any) -> Any:
    """Give a value as JSON has it."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return plain(vars(value)) if hasattr(value, "__dict__") else value
