"""What is only passing and may still name somebody: drafts, sessions, views, answers, files ready.

It is looked through for the key and for what names the person, and goes. Uploaded sheets of the
customer and files that were made of his data go whole: nobody can take one line out of them.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

from ytefas.rules.access import STUDIO
from ytefas.store.compile import Prepared
from ytefas.store.unit import Reading, Unit

SHORTEST: Final = 5  # letters of what is looked for: shorter is everywhere

# Table: which rows, by what is looked for ($1: patterns for LIKE).
_PASSING: Final[Mapping[str, str]] = {  # parts before what they are parts of
    "draft": "changes::text ILIKE ANY ($1::text[])",
    "kept_session": "data::text ILIKE ANY ($1::text[])",
    "saved_view": "state::text ILIKE ANY ($1::text[])",
    "preference": "value::text ILIKE ANY ($1::text[])",
    "idempotency_key": "answer::text ILIKE ANY ($1::text[])",
    "bulk_group": "rows::text ILIKE ANY ($1::text[]) OR batch_id IN"
                  " (SELECT id FROM bulk_batch WHERE changes::text ILIKE ANY ($1::text[]))",
    "bulk_batch": "changes::text ILIKE ANY ($1::text[])",
}  # fmt: skip
# What is typed and not saved yet may hold no more than the one name that is being corrected.
_UNSAVED: Final = frozenset({"draft", "kept_session"})
_JOBS: Final = """
 WHERE j.state IN ('done', 'failed', 'cancelled') AND (
   j.request::text ILIKE ANY ($1::text[])
   OR (j.file_name IS NOT NULL AND (j.kind IN ('import', 'bulk')
       OR j.request ->> 'customer' = ($2::uuid)::text
       OR EXISTS (SELECT FROM audit_event e WHERE e.customer_id IN ($2::uuid, $3::uuid)
                  AND e.diff ->> 'job' = j.id::text))))"""


@asynccontextmanager
async def as_the_program(reading: Reading) -> AsyncIterator[None]:
    """See what is private to others: row-level security shows it to the program alone.

    None of it is audited, so nothing is written under another name meanwhile.
    """
    asked = Prepared.of("SELECT set_config('app.user', ($1::uuid)::text, true)", "user")
    await reading.fetch(asked, {"user": STUDIO})
    yield
    await reading.fetch(asked, {"user": reading.acting.user_id})


async def count_traces(
    reading: Reading, customer: UUID, needles: Sequence[str], surname: str
) -> dict[str, int]:
    """Say how much of it there is."""
    async with as_the_program(reading):
        return await _counted(reading, customer, needles, surname)


async def _counted(
    reading: Reading, customer: UUID, needles: Sequence[str], surname: str
) -> dict[str, int]:
    found = {}
    given = {"like": patterns(needles)}
    for table, where in _PASSING.items():
        asked = Prepared.of(f"SELECT count(*) FROM {table} WHERE {where}", "like")  # noqa: S608 - ours  # nosec B608
        found[table] = await reading.fetch_value(asked, _like(table, needles, surname))
    uploads = Prepared.of("SELECT count(*) FROM import_upload WHERE customer_id = $1", "customer")
    found["import_upload"] = await reading.fetch_value(uploads, {"customer": customer})
    jobs = Prepared.of(f"SELECT count(*) FROM queued_job j {_JOBS}", "like", "customer", "studio")  # noqa: S608 - ours  # nosec B608
    found["queued_job"] = await reading.fetch_value(jobs, _of(customer, given))
    return {name: int(many) for name, many in found.items() if many}


async def remove_traces(
    unit: Unit, customer: UUID, needles: Sequence[str], surname: str
) -> dict[str, int]:
    """Remove it all; say how much it was."""
    async with as_the_program(unit):
        return await _removed(unit, customer, needles, surname)


async def _removed(
    unit: Unit, customer: UUID, needles: Sequence[str], surname: str
) -> dict[str, int]:
    gone: dict[str, int] = {}
    given = {"like": patterns(needles)}
    for table, where in _PASSING.items():
        asked = Prepared.of(f"DELETE FROM {table} WHERE {where} RETURNING id", "like")  # noqa: S608 - ours  # nosec B608
        gone[table] = len(await unit.fetch(asked, _like(table, needles, surname)))
    uploads = Prepared.of("DELETE FROM import_upload WHERE customer_id = $1 RETURNING id",
                          "customer")  # fmt: skip
    gone["import_upload"] = len(await unit.fetch(uploads, {"customer": customer}))
    jobs = Prepared.of(
        f"SELECT j.id FROM queued_job j {_JOBS} FOR UPDATE",  # noqa: S608 - ours  # nosec B608
        "like",
        "customer",
        "studio",
    )
    gone["queued_job"] = await forget_jobs(
        unit, [row["id"] for row in await unit.fetch(jobs, _of(customer, given))]
    )
    return {name: many for name, many in gone.items() if many}


async def remove_of_customer(unit: Unit, customer: UUID) -> dict[str, int]:
    """Remove the files made of a whole customer, and what was done to many of his records."""
    given = {"customer": str(customer)}
    groups = Prepared.of(
        "DELETE FROM bulk_group WHERE rows @> jsonb_build_array(jsonb_build_object('owner',"
        " $1::text)) RETURNING id", "customer",
    )  # fmt: skip
    jobs = Prepared.of(
        "SELECT id FROM queued_job WHERE state IN ('done', 'failed', 'cancelled')"
        " AND (request ->> 'customer' = $1::text OR request -> 'shown' -> 'customers' ? $1::text)"
        " FOR UPDATE", "customer",
    )  # fmt: skip
    async with as_the_program(unit):
        gone = {"bulk_group": len(await unit.fetch(groups, given))}
        ready = [row["id"] for row in await unit.fetch(jobs, given)]
        gone["queued_job"] = await forget_jobs(unit, ready)
    return gone


async def forget_jobs(unit: Unit, jobs: Sequence[UUID]) -> int:
    """Forget ended jobs with their files and with what was asked."""
    given = {"jobs": list(jobs)}
    parts = Prepared.of("DELETE FROM queued_job_part WHERE job_id = ANY ($1::uuid[])", "jobs")
    whole = Prepared.of("DELETE FROM queued_job WHERE id = ANY ($1::uuid[]) RETURNING id", "jobs")
    await unit.fetch(parts, given)
    return len(await unit.fetch(whole, given))


def _like(table: str, needles: Sequence[str], surname: str) -> dict[str, list[str]]:
    return {"like": patterns([*needles, surname] if table in _UNSAVED else needles)}


def patterns(needles: Sequence[str]) -> list[str]:
    """Make patterns of what is looked for, taken as it is written."""
    found = []
    for needle in needles:
        if len(needle) >= SHORTEST:
            escaped = needle.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
            found.append(f"%{escaped}%")
    return found


def _of(customer: UUID, given: Mapping[str, Any]) -> dict[str, Any]:
    return {**given, "customer": customer, "studio": STUDIO}
