"""The contract tells the truth: its files are fresh, and every open call is in it as it is."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

import ytefas.framework
import ytefas.services
from ytefas.framework.talk.calls import calls_of
from ytefas.framework.tree.node import Node
from ytefas.wire.contract import calls as contract
from ytefas.wire.contract.__main__ import files
from ytefas.wire.contract.calls import CALLS, CONTRACT_HASH
from ytefas.wire.contract.schema import describe


def test_the_generated_files_are_fresh() -> None:
    for path, content in files().items():
        assert path.read_text(encoding="utf-8") == content, f"{path.name}: run `make contract`"


def test_the_hash_changes_only_on_purpose() -> None:
    history = {1: "2706b1b900e8d488"}
    assert history[contract.VERSION] == CONTRACT_HASH, (
        "the contract changed: add a line to its history, raise VERSION, pin the hash here"
    )


def _nodes() -> Iterator[type[Node]]:
    for room in (ytefas.framework, ytefas.services):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            module = importlib.import_module(found.name)
            for member in vars(module).values():
                if inspect.isclass(member) and issubclass(member, Node):
                    yield member


def test_every_call_open_to_clients_is_in_the_contract() -> None:
    described = {one.function.__qualname__ for one in CALLS.values()}
    opened = set()
    for node in _nodes():
        for spec in calls_of(node).values():
            function = getattr(node, spec.attribute)
            if spec.access is not None:
                opened.add(function.__qualname__)
    assert opened == described


@pytest.mark.parametrize("name", sorted(CALLS))
def test_what_a_call_is_said_to_hold_are_parameters_of_it(name: str) -> None:
    one = CALLS[name]
    assert set(one.holds) <= set(one.parameters())


def test_what_cannot_be_described_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="complex"):
        describe({"Wrong": list[complex]})
