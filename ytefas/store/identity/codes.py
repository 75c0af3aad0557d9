"""Taking a code of the second factor: each opens once, from the clock or from the list on paper."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from schema.app_user import app_user
from schema.recovery_code import recovery_code
from ytefas.rules.totp import accepted, looks_like_totp, new_recovery_codes, normal_code
from ytefas.store.identity.desk import stamps
from ytefas.store.identity.seal import Seal
from ytefas.store.unit import Reading, Unit


def purpose(user_id: UUID) -> str:
    """Say what a sealed second factor is bound to."""
    return f"totp:{user_id}"


async def take_code(unit: Unit, user_id: UUID, typed: str, *, now: datetime, seal: Seal) -> bool:
    """Use a code up if it is right: of two that bring the same one, the lock lets one in."""
    rows = await unit.fetch(
        select(app_user.c.totp_secret, app_user.c.totp_step)
        .where(app_user.c.id == user_id, app_user.c.totp_confirmed_at.is_not(None))
        .with_for_update()
    )
    if not rows:
        return False
    if not looks_like_totp(typed):
        mark = seal.mark(normal_code(typed), purpose=purpose(user_id))
        return await _take_recovery_code(unit, user_id, mark, now=now)
    secret = seal.open_text(rows[0]["totp_secret"], purpose=purpose(user_id))
    if secret is None:
        return False
    step = accepted(secret, typed, now=now, used=rows[0]["totp_step"])
    if step is None:
        return False
    await unit.fetch(update(app_user).where(app_user.c.id == user_id).values(totp_step=step))
    return True


async def _take_recovery_code(unit: Unit, user_id: UUID, mark: bytes, *, now: datetime) -> bool:
    taken = await unit.fetch(
        update(recovery_code)
        .where(
            recovery_code.c.user_id == user_id,
            recovery_code.c.used_at.is_(None),
            recovery_code.c.code_hash == mark,
        )
        .values(used_at=now)
        .returning(recovery_code.c.id)
    )
    return bool(taken)


async def give_codes(unit: Unit, user_id: UUID, seal: Seal) -> list[str]:
    """Make the codes for a lost phone; those from before open nothing any more."""
    await forget_codes(unit, user_id)
    made = new_recovery_codes()
    for code in made:
        await unit.fetch(
            insert(recovery_code).values(
                user_id=user_id,
                code_hash=seal.mark(code, purpose=purpose(user_id)),
                **stamps(user_id),
            )
        )
    return made


async def forget_codes(unit: Unit, user_id: UUID) -> None:
    """Let the codes for a lost phone open nothing any more."""
    await unit.fetch(delete(recovery_code).where(recovery_code.c.user_id == user_id))


async def codes_left(reading: Reading, user_id: UUID) -> int:
    """Count the codes for a lost phone that were not used."""
    left: int = await reading.fetch_value(
        select(func.count())
        .select_from(recovery_code)
        .where(recovery_code.c.user_id == user_id, recovery_code.c.used_at.is_(None))
    )
    return left
