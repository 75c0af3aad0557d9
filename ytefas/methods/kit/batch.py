"""Methods asked by programs: JSON in, JSON out, one answer for every question."""

import json
from typing import Any

from ytefas.methods.kit.method import asked
from ytefas.methods.kit.registry import UnknownMethod, find, versions
from ytefas.methods.kit.words import Words, words

KEYS = frozenset({"method", "version", "inputs", "id"})


def answered(question: Any) -> dict[str, Any]:
    """Answer `{"method", "version"?, "inputs", "id"?}`; what is wrong with it is an answer, too."""
    if not isinstance(question, dict) or not isinstance(question.get("method"), str):
        return refused("invalid_question", words(
            "Serve un oggetto con «method» e «inputs».",
            "An object with “method” and “inputs” is needed."))  # fmt: skip
    echo = {"id": question["id"]} if "id" in question else {}
    unknown = sorted(set(question) - KEYS)
    if unknown:
        return echo | refused("invalid_question", words(
            "Chiavi sconosciute: {keys}. Ammesse: {known}.",
            "Unknown keys: {keys}. Allowed: {known}."
        ).filled(keys=unknown, known=sorted(KEYS)))  # fmt: skip
    version = question.get("version")
    if version is not None and version.__class__ is not int:
        return echo | refused("unknown_version", words(
            "La versione è un numero intero.", "A version is a whole number."))  # fmt: skip
    try:
        method = find(question["method"], version)
    except UnknownMethod:
        return echo | unknown_method(question["method"])
    return echo | asked(method, question.get("inputs", {})).flat()


def unknown_method(name: str) -> dict[str, Any]:
    """Say which methods, or which versions of this one, there are."""
    known = versions().get(name)
    if known:
        return refused("unknown_version", words(
            "Il metodo {name} ha le versioni: {known}.", "Method {name} has the versions: {known}."
        ).filled(name=name, known=list(known)))  # fmt: skip
    return refused("unknown_method", words(
        "«{name}» non è un metodo. Ci sono: {known}.", "“{name}” is no method. There are: {known}."
    ).filled(name=name[:60], known=list(versions())))  # fmt: skip


def refused(code: str, said: Words) -> dict[str, Any]:
    """Answer with a code and its sentence instead of a result."""
    return {"class": None, "risk_level": None, "error": code, "warnings": [],
            "message": said.both(), "faults": []}  # fmt: skip


def answered_line(line: str) -> str:
    """Answer one JSON line with one JSON line; never anything that is no JSON."""
    try:
        question = json.loads(line)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", 0)
        return written(refused("invalid_json", words(
            "La riga non è JSON (carattere {at}).", "The line is no JSON (character {at})."
        ).filled(at=at)))  # fmt: skip
    return written(answered(question))


def written(answer: dict[str, Any], indent: int | None = None) -> str:
    """Write an answer; a number that JSON does not have would be a fault of ours."""
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=indent)
