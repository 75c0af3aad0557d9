"""The same request sent twice has one effect and one answer.

The key is written first, in the same transaction as the effect: whoever comes second waits for the
first to end, and then finds the answer, or nothing if the first did not commit.
"""

from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from schema.base import tables
from ytefas.errors import Invalid
from ytefas.rules.access import STUDIO
from ytefas.store.unit import Reading, Unit

_key: Final = tables()["idempotency_key"]
_CLAIM: Final = insert(_key).inline().on_conflict_do_nothing().returning(_key.c.id)
_THIS: Final = (
    _key.c.user_id == bindparam("of_user", type_=_key.c.user_id.type),
    _key.c.key == bindparam("of_key", type_=_key.c.key.type),
)
_FIND: Final = select(_key.c.cause, _key.c.request_hash, _key.c.answer).where(*_THIS)
_ANSWER: Final = (
    update(_key)
    .where(*_THIS)
    .values(answer=bindparam("the_answer", type_=_key.c.answer.type), updated_at=func.now())
)


async def claim(unit: Unit, key: UUID, *, cause: str, request: Any) -> None:
    """Take the key for this unit, or find what its first use was answered."""
    by = unit.acting.user_id
    if by == STUDIO:
        raise ValueError("the program itself repeats nothing by key: give the user it works for")
    try:
        said = orjson.dumps(request, default=str, option=_CANONICAL)
    except TypeError as error:  # a number or a text that JSON cannot say
        raise Invalid("bad_value") from error
    fingerprint = sha256(said).digest()
    claimed = await unit.fetch(_CLAIM, {
        "user_id": by, "key": key, "cause": cause, "request_hash": fingerprint,
        "answer": None, "created_by": by, "updated_by": by,
    })  # fmt: skip
    if claimed:
        return
    first = await unit.fetch_row(_FIND, {"of_user": by, "of_key": key})
    if first is None or (first["cause"], first["request_hash"]) != (cause, fingerprint):
        raise Invalid("idempotency_key_reused")
    unit.repeated, unit.answer = True, first["answer"]


async def answered(reading: Reading, key: UUID, *, cause: str) -> Any | None:
    """Give what a request that was carried out was answered; None: it was not, as far as seen."""
    first = await reading.fetch_row(_FIND, {"of_user": reading.acting.user_id, "of_key": key})
    return None if first is None or first["cause"] != cause else first["answer"]


async def answer(unit: Unit, key: UUID) -> None:
    """Keep the answer with the key, in the same transaction as the effect.

    The first answer is what JSON makes of it, like every later one.
    """
    unit.answer = orjson.loads(orjson.dumps(unit.answer, default=str))
    await unit.fetch(
        _ANSWER,
        {"of_user": unit.acting.user_id, "of_key": key, "the_answer": unit.answer},
    )


_CANONICAL: Final = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
