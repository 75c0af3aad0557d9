"""Discovery: a room is its modules, an id is declared once."""

import sys
from pathlib import Path

import pytest

from ytefas.framework.tree.registry import Registry, RegistryError, discover


def test_g1_an_id_is_declared_once() -> None:
    registry: Registry[object] = Registry("things")
    one = object()
    assert registry.add("b", one) is one
    registry.add("b", one)
    registry.add("a", object())
    assert list(registry) == ["a", "b"]
    assert len(registry) == 2
    assert registry["b"] is one
    with pytest.raises(RegistryError, match="things"):
        registry.add("b", object())


def test_g2_a_room_is_imported_in_sorted_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "some_room"
    (room / "inner").mkdir(parents=True)
    for name in ("__init__", "zeta", "alpha", "inner/__init__", "inner/leaf"):
        (room / f"{name}.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = [module.__name__ for module in discover("some_room")]
    assert found == [
        "some_room",
        "some_room.alpha",
        "some_room.inner",
        "some_room.inner.leaf",
        "some_room.zeta",
    ]
    assert discover(sys.modules["some_room"])[0].__name__ == "some_room"
    for name in found:
        del sys.modules[name]
