"""The transcript: who said what, in the order the script saw it, without what may differ.

`EXEMPTIONS` is the complete list of what two correct routers may do differently; everything else
must be equal, in every serialization.
"""

import json
from collections.abc import Mapping
from difflib import unified_diff
from typing import Any, Final

EXEMPTIONS: Final[Mapping[str, str]] = {
    "ids": "session, registration, subscription, publication and invocation ids are the router's"
    " to choose; each becomes its kind and the order in which it first appeared",
    "what a router says of itself": "features, agent, authprovider and authextra in WELCOME"
    " describe the router, not the conversation; that it is broker and dealer is compared",
    "role names": "Crossbar's authrole must be a role of its static configuration (`program`),"
    " ours is the user's role; that there is one is compared",
    "words": "the text of an ERROR, ABORT or GOODBYE made by a router is prose; its URI is"
    " compared, and the arguments of a callee's ERROR are compared whole",
    "empty payloads": "trailing empty arguments may be sent or left out, says the specification",
    "how one is refused": "the specification wants ABORT and a closed socket from whoever meets a"
    " broken protocol; Crossbar closes without ABORT, or ignores the message (a CALL before"
    " WELCOME, a second HELLO). A malformed URI gets an ERROR from us and mostly a closed socket"
    " there; a reserved URI not_authorized from us and sometimes invalid_uri there; a realm that"
    " does not exist is refused there only after the ticket. That there is no other answer is"
    " compared, and the embedded router is held to the specification",
    "after ABORT": "who closes the socket then is nobody's duty",
    "the farewell": "the reason in the GOODBYE that answers ours: Crossbar says wamp.close.normal,"
    " the specification wamp.close.goodbye_and_out",
    "who is told": "Crossbar discloses caller and publisher as its authorizer decides (ours always"
    " does), the embedded router is told the same by a setting (`disclose`)",
    "call timeouts": "Crossbar counts them in whole seconds, so no scenario uses them; the"
    " embedded router's are tested on their own",
}

FIELDS: Final[Mapping[int, str]] = {
    1: "HELLO realm details",
    2: "WELCOME session details",
    3: "ABORT details uri",
    4: "CHALLENGE method details",
    5: "AUTHENTICATE signature details",
    6: "GOODBYE details uri",
    8: "ERROR type request details uri args kwargs",
    16: "PUBLISH request details uri args kwargs",
    17: "PUBLISHED request publication",
    32: "SUBSCRIBE request details uri",
    33: "SUBSCRIBED request subscription",
    34: "UNSUBSCRIBE request subscription",
    35: "UNSUBSCRIBED request",
    36: "EVENT subscription publication details args kwargs",
    48: "CALL request details uri args kwargs",
    49: "CANCEL request details",
    50: "RESULT request details args kwargs",
    64: "REGISTER request details uri",
    65: "REGISTERED request registration",
    66: "UNREGISTER request registration",
    67: "UNREGISTERED request",
    68: "INVOCATION invocation registration details args kwargs",
    69: "INTERRUPT invocation details",
    70: "YIELD invocation details args kwargs",
}
CODES: Final[Mapping[str, int]] = {fields.split()[0]: code for code, fields in FIELDS.items()}

# The details of a router's message that carry meaning; the rest is what it says of itself.
MEANINGFUL: Final[Mapping[str, frozenset[str]]] = {
    "WELCOME": frozenset({"realm", "authid", "authrole", "authmethod", "roles"}),
    "EVENT": frozenset({"topic", "publisher", "publisher_authid", "publisher_authrole"}),
    "INVOCATION": frozenset(
        {"procedure", "caller", "caller_authid", "caller_authrole", "receive_progress"}
    ),
    "RESULT": frozenset({"progress"}),
    "INTERRUPT": frozenset({"mode"}),
    "CHALLENGE": frozenset(),
    "ERROR": frozenset(),
    "ABORT": frozenset(),
    "GOODBYE": frozenset(),
}
SYMBOLIC: Final = frozenset(
    {"session", "registration", "subscription", "publication", "invocation"}
)
SESSIONS: Final = frozenset({"caller", "publisher"})
SESSION_LISTS: Final = frozenset({"exclude", "eligible"})
ROLES: Final = frozenset({"authrole", "caller_authrole", "publisher_authrole"})


class Transcript:
    """The lines of one run; ids are numbered afresh in every scenario."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names  # authid -> the name the script gives that user
        self._symbols: dict[tuple[str, Any], str] = {}
        self.lines: list[str] = []

    def title(self, title: str) -> None:
        self._symbols.clear()
        self.lines.append(f"\n== {title}")

    def note(self, who: str, what: str) -> None:
        self.lines.append(f"{who} {what}")

    def sent(self, who: str, message: list[Any]) -> None:
        self.lines.append(f"{who} > {self._line(message, heard=False)}")

    def heard(self, who: str, message: list[Any]) -> None:
        self.lines.append(f"{who} < {self._line(message, heard=True)}")

    def text(self) -> str:
        return "\n".join(self.lines).strip() + "\n"

    def _line(self, message: list[Any], *, heard: bool) -> str:
        name, *fields = FIELDS[message[0]].split()
        said = dict(zip(fields, message[1:], strict=False))
        values = [self._value(name, field, said, heard=heard) for field in fields if field in said]
        return " ".join([name, *(value for value in values if value is not None)])

    def _value(self, name: str, field: str, said: dict[str, Any], *, heard: bool) -> str | None:
        value = said[field]
        if field in SYMBOLIC:
            return self._symbol(field, value)
        if field == "details":
            details = self._heard(name, value) if heard else self._said(value)
            return _text(details) if details else None
        if field in ("args", "kwargs"):
            prose = heard and name == "ERROR" and str(said["uri"]).startswith("wamp.")
            return None if prose or not value else _text(value)
        if heard and name == "GOODBYE" and field == "uri":
            return None
        if name == "ERROR" and field == "type":
            return FIELDS[value].split()[0]
        if name == "ERROR" and field == "request" and said["type"] == CODES["INVOCATION"]:
            return self._symbol("invocation", value)
        return str(value)

    def _said(self, options: dict[str, Any]) -> dict[str, Any]:
        """Keep what the script sends, without the long list of features of its HELLO."""
        return {
            key: [self._symbol("session", one) for one in value] if key in SESSION_LISTS else value
            for key, value in options.items()
            if key not in ("roles", "authid")
        }

    def _heard(self, name: str, details: dict[str, Any]) -> dict[str, Any]:
        kept = MEANINGFUL.get(name, frozenset())
        return {
            key: self._detail(key, value)
            for key, value in sorted(details.items())
            if key in kept and value is not None and value is not False
        }

    def _detail(self, key: str, value: Any) -> Any:
        if key in SESSIONS:
            return self._symbol("session", value)
        if key in ROLES:
            return "some role"
        if key.endswith("authid"):
            return self._names.get(value, value)
        if key == "roles":
            return sorted(value)
        return value

    def _symbol(self, kind: str, number: int) -> str:
        count = sum(1 for known, _ in self._symbols if known == kind)
        return self._symbols.setdefault((kind, number), f"{kind}#{count + 1}")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=repr)


def assert_same(expected: str, actual: str) -> None:
    """Fail with the lines that differ and what was said around them."""
    lines = unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", n=6)
    difference = "\n".join(line.rstrip() for line in lines)
    assert not difference, difference
