"""How the tests of the families ask a method."""

from typing import Any

from ytefas.methods.kit.method import asked
from ytefas.methods.kit.registry import find


def answer(method: str, /, **inputs: Any) -> dict[str, Any]:
    """Ask for an answer that must come."""
    found = asked(find(method), inputs).flat()
    assert found["error"] is None, found.get("message")
    return found


def refusal(method: str, /, **inputs: Any) -> dict[str, Any]:
    """Ask what must be refused; give the first fault."""
    outcome = asked(find(method), inputs)
    assert outcome.error == "out_of_range"
    fault = outcome.faults[0]
    return {"path": fault.path, **fault.sentence().both()}
