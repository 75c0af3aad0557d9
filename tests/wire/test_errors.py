"""Every error of ours survives the wire, and nothing else leaves."""

import asyncio
from collections.abc import Iterator

import pytest

from ytefas import errors
from ytefas.wire.errors import RemoteError, from_wire, to_wire


def every_error() -> Iterator[errors.YtefasError]:
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.YtefasError):
            if kind is errors.Invalid:
                yield errors.Invalid("depth", most=8)
            elif kind is errors.InvalidFields:
                yield errors.InvalidFields({"name": "required"})
            else:
                yield kind(id="x", code="taken", message="m")  # fields may be called anything


@pytest.mark.parametrize("error", list(every_error()), ids=lambda error: error.code)
def test_there_and_back(error: errors.YtefasError) -> None:
    said = to_wire(error, words=lambda code, locale, fields: f"{locale} {code} {len(fields)}")
    assert said.kwargs["code"] == error.code
    assert said.kwargs["retry"] is error.retry
    assert said.args == (said.kwargs["message"],)
    assert said.kwargs["message"] == f"it {error.code} {len(error.fields)}"
    back = from_wire(said.uri, said.args, said.kwargs)
    assert type(back) is type(error)
    if said.uri.startswith("ytefas."):
        sentences = back.fields.pop("sentences", None)
        assert back.fields == error.fields
        if "errors" in error.fields:
            assert sentences == {"name": "it field.required 0"}, "said beside each field"


def test_the_other_side_may_call_a_field_anything() -> None:
    fields = {"self": 1, "error": 2, "": 3, "not a name": 4}
    back = from_wire("ytefas.error.denied", [], {"fields": fields})
    assert type(back) is errors.Denied
    assert back.fields == fields
    assert "not a name" in str(back)


def test_what_is_wamps_own_has_its_uri() -> None:
    assert to_wire(errors.NoProcedure()).uri == "wamp.error.no_such_procedure"
    assert to_wire(errors.TimedOut()).uri == "wamp.error.timeout"
    assert to_wire(TimeoutError()).uri == "wamp.error.timeout"
    assert to_wire(asyncio.CancelledError()).uri == "wamp.error.canceled"


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        ("wamp.error.canceled", errors.Closed),
        ("wamp.error.not_authorized", errors.Denied),
        ("wamp.error.invalid_argument", errors.Invalid),
        ("wamp.error.invalid_uri", errors.Invalid),
        ("wamp.error.authentication_failed", errors.NotAuthenticated),
        ("wamp.error.payload_size_exceeded", errors.TooLarge),
        ("ytefas.error.internal", errors.YtefasError),
        ("ytefas.error.from_a_newer_release", RemoteError),
        ("shop.error.sold_out", RemoteError),
        ("", RemoteError),
    ],
)
def test_what_comes_from_elsewhere(uri: str, kind: type[errors.YtefasError]) -> None:
    assert type(from_wire(uri)) is kind
    assert type(from_wire(uri, ["x"], {"fields": "not fields"})) is kind


def test_an_unexpected_error_is_a_number_outside_and_a_trace_inside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = to_wire(KeyError("salary of Rossi"))
    assert said.uri == "ytefas.error.internal"
    assert "Rossi" not in repr(said)
    assert said.kwargs["fields"]["incident"] in caplog.text
    assert "Rossi" in caplog.text
