"""One step of an evaluation: from what its members have to what they are to have."""

from functools import cached_property

import orjson

from ytefas.framework.work.change import Op, Remove, Total, diff
from ytefas.framework.work.content import Key
from ytefas.framework.work.rows import Slice


class Shift:
    """The old and the new slice; what lies between is worked out once, for all members."""

    def __init__(self, old: Slice, new: Slice) -> None:
        self.old = old
        self.new = new

    @cached_property
    def ops(self) -> list[Op]:
        """List the operations that make the new slice of the old one."""
        ops: list[Op] = []
        if self.old.rows is not self.new.rows:
            ops += diff(self.old.rows, self.new.rows, self.new.columns)
        if (self.old.total, self.old.exactness) != (self.new.total, self.new.exactness):
            ops.append(Total(self.new.total, self.new.exactness))
        return ops

    @cached_property
    def tail(self) -> bytes:
        """Encode the operations once: all of a patch's arguments that is not each screen's own."""
        return orjson.dumps([op.wire() for op in self.ops]) + b"}]"

    @cached_property
    def gone(self) -> frozenset[Key]:
        """Name the rows that left."""
        return frozenset(op.key for op in self.ops if isinstance(op, Remove))
