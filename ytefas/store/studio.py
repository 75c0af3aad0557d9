"""What every installation begins with: its profile, to be filled in, and the usual reminders."""

from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from schema.base import new_id
from schema.notification_rule import notification_rule
from schema.studio import studio
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Unit

_NAMES: Final = {"it": "Il nostro studio", "en": "Our studio"}
_MONTHS: Final = ["60", "30", "7", "1"]
_USUAL: Final[tuple[dict[str, Any], ...]] = (
    {"event": "training", "days_before": ["90", "30", "7"]},
    {"event": "visit", "days_before": _MONTHS},
    {"event": "equipment_check", "days_before": _MONTHS},
    {"event": "appointment", "days_before": ["60", "30"]},
    {"event": "measure", "days_before": ["30", "7", "1"]},
    {"event": "review", "days_before": ["90", "30"]},
    {"event": "sds", "days_before": ["30"]},
    {"event": "document", "days_before": _MONTHS},
    {"event": "fire_permit", "days_before": ["180", "90", "30"]},
    {"event": "delivery", "days_before": ["30", "7"]},
)


async def begin_studio(store: Store, *, locale: str = "it") -> None:
    """Make the profile and the rules where there is no profile; several nodes may begin at once."""
    async with store.reading(SYSTEM) as reading:
        if await reading.fetch_value(select(func.count()).select_from(studio)):
            return
    async with store.writing(SYSTEM, cause="studio.begin") as unit:
        name = _NAMES.get(locale, _NAMES["en"])
        made = await unit.fetch(
            insert(studio)
            .values(_row(unit, legal_name=name, default_locale=locale))
            .on_conflict_do_nothing()
            .returning(studio.c.id)
        )
        if not made:
            return
        for rule in _USUAL:
            await unit.insert(
                notification_rule,
                {**rule, "overdue_every_days": 7, "channel": "mail", "audience": "lead",
                 "active": True},
            )  # fmt: skip


def _row(unit: Unit, **values: Any) -> dict[str, Any]:
    by = unit.acting.user_id
    own = {"id": new_id(), "created_by": by, "updated_by": by, "row_version": 1}
    theme = {"theme_colour": "#1f5c57", "theme_font": "sans", "retention_years": 10, "address": {}}
    return {**own, **theme, **values}
