"""What the database's refusals mean to people: one place that turns them into our errors."""

from collections.abc import Mapping
from typing import Final

import asyncpg
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from schema.base import tables
from schema.checked import told
from ytefas.errors import Busy, Invalid, InvalidFields, NotFound, YtefasError

# The connection is gone or in doubt. A killed backend may also show as InternalClientError, and a
# column that a migration changes under a prepared statement as InvalidCachedStatementError.
LOST: Final = (
    asyncpg.InvalidCachedStatementError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    EOFError,
)
# The server is there and says: not now. Nothing was done.
_LATER: Final = (
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionTimeoutError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
_OF_FIELDS: Final[Mapping[type[asyncpg.PostgresError], str]] = {
    asyncpg.UniqueViolationError: "taken",
    asyncpg.ForeignKeyViolationError: "unknown_reference",
    asyncpg.CheckViolationError: "not_allowed",
    asyncpg.ExclusionViolationError: "overlaps",
}

_OF_SITE: Final = "_of_the_site"  # ends a key of three columns: what it names is of the row's site
_GIVEN: Final = "__given"  # ends the name of a check that a column is filled, where another asks
_NOT_TYPED: Final = {"customer_id", "archived_at"}
_OF_COLUMNS: Final = (PrimaryKeyConstraint, UniqueConstraint, ForeignKeyConstraint)


def is_statements_own(error: BaseException) -> bool:
    """Tell an answer about the values (classes 22 and 23) from anything that casts doubt."""
    return isinstance(error, asyncpg.DataError | asyncpg.IntegrityConstraintViolationError)


def meaning(error: BaseException) -> YtefasError | None:
    """Say an error of the database in our words; None: it is a defect of ours, let it be seen."""
    if isinstance(error, _LATER):
        return Busy(reason="slow")
    if isinstance(error, LOST):
        return Busy(reason="connection")
    if isinstance(error, asyncpg.InsufficientPrivilegeError) and _is_by_policy(error):
        return NotFound()  # a row outside the scope: not there, or not yours
    if isinstance(error, asyncpg.NotNullViolationError):
        return InvalidFields({error.column_name or "": "required"})
    if isinstance(error, asyncpg.StringDataRightTruncationError):
        return Invalid("too_long")
    if isinstance(error, asyncpg.DataError):
        return Invalid("bad_value")
    for kind, reason in _OF_FIELDS.items():
        if isinstance(error, kind):
            return _about_fields(error, reason)
    return None


def _is_by_policy(error: asyncpg.PostgresError) -> bool:
    """Tell a row that a policy refuses from a right that is missing, in whatever language."""
    return getattr(error, "server_source_function", None) == "ExecWithCheckOptions"


def _about_fields(error: asyncpg.PostgresError, reason: str) -> YtefasError:
    if reason == "unknown_reference" and str(error).startswith("update or delete"):
        return Invalid("in_use", entity=error.table_name)
    broken = error.constraint_name or ""
    table = tables().get(error.table_name or "")
    for constraint in table.constraints if table is not None else ():
        if str(constraint.name) == broken and (said := told(constraint)) is not None:
            return InvalidFields(dict.fromkeys(said.fields, said.reason))
    if broken.startswith("tree_"):
        reason = "circle"
    elif broken.endswith(_GIVEN):
        wanted = broken.removesuffix(_GIVEN).removeprefix(f"ck_{error.table_name}_")
        return InvalidFields({wanted: "required"})
    elif broken.endswith(_OF_SITE):
        link = broken.removeprefix(f"fk_{error.table_name}_").removesuffix(_OF_SITE)
        return InvalidFields({f"{link}_id": "other_site"})
    return InvalidFields(dict.fromkeys(_fields(error), reason))


def _fields(error: asyncpg.PostgresError) -> list[str]:
    """Find the fields a constraint is about; the customer is rarely one that a person typed."""
    broken, table = error.constraint_name or "", tables().get(error.table_name or "")
    for guard in ("tree_", "apart_"):  # the triggers that know more than one row
        if broken.startswith(guard):
            return [broken.removeprefix(guard)]
    for found in table.constraints if table is not None else ():
        if str(found.name) == broken and isinstance(found, _OF_COLUMNS):
            names = [name.removesuffix("_lower") for name in found.columns.keys()]  # noqa: SIM118
            return [name for name in names if name not in _NOT_TYPED] or names
    return [broken.removeprefix(f"ck_{error.table_name}_")]
