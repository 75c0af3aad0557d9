"""Which logins and API tokens still stand: one definition, for doors, tickets and open sockets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, and_, any_, case, false, literal, or_, select

from schema.api_token import api_token
from schema.app_user import app_user
from schema.login_session import login_session
from ytefas.rules.access import Role
from ytefas.rules.login import LoginLimits
from ytefas.store.identity.desk import ACCOUNT, one_of

CONNECT: Final = "connect"  # may buy tickets, that is, use the program over WAMP
READ_ONLY: Final = "read_only"  # and never writes anything in its user's name
SCOPES: Final = frozenset({CONNECT, READ_ONLY})


def session_stands(now: datetime, limits: LoginLimits) -> ColumnElement[bool]:
    """Build the condition of a login that has not ended; joined with its user."""
    seen_after = case(
        (app_user.c.role == Role.ADMIN.value, literal(now - limits.idle_admin)),
        else_=literal(now - limits.idle),
    )
    return and_(
        app_user.c.active,
        login_session.c.ended_at.is_(None),
        login_session.c.expires_at > now,
        login_session.c.last_seen_at > seen_after,
    )


def token_stands(now: datetime) -> ColumnElement[bool]:
    """Build the condition of an API token that may connect; joined with its user."""
    return and_(
        app_user.c.active,
        api_token.c.revoked_at.is_(None),
        or_(api_token.c.expires_at.is_(None), api_token.c.expires_at > now),
        literal(CONNECT) == any_(api_token.c.scopes),
    )


def reads_only() -> ColumnElement[bool]:
    """Tell of an API token whether it may write nothing."""
    return (literal(READ_ONLY) == any_(api_token.c.scopes)).label("reads_only")


def standing(logins: Sequence[UUID], *, now: datetime, limits: LoginLimits) -> CompoundSelect[Any]:
    """Select those of the given logins and tokens that stand, with whose they are."""
    of_sessions = (
        select(login_session.c.id.label("login_id"), *ACCOUNT, false().label("reads_only"))
        .join_from(login_session, app_user, app_user.c.id == login_session.c.user_id)
        .where(one_of(login_session.c.id, logins), session_stands(now, limits))
    )
    of_tokens = (
        select(api_token.c.id.label("login_id"), *ACCOUNT, reads_only())
        .join_from(api_token, app_user, app_user.c.id == api_token.c.user_id)
        .where(one_of(api_token.c.id, logins), token_stands(now))
    )
    return of_sessions.union_all(of_tokens)
