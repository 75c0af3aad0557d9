"""How far the owner of a file saw whose data is in it: who sees less by now does not get it.

It is noted with the job when the file is made, and asked again whenever it is fetched: a grant may
end by itself, at the end of a day.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from ytefas.rules.access import STUDIO, Level, Role
from ytefas.store.unit import Reading

_RANKS: Final = (Role.CUSTOMER_USER, Role.CONSULTANT, Role.ADMIN)


def shown_to(reading: Reading, customers: Collection[UUID]) -> dict[str, Any]:
    """Say in which role, at which level and at which sites a user sees these customers now."""
    reach = reading.reach
    return {
        "role": reading.acting.role.value,
        "customers": {
            str(one): {
                "level": int(Level.MANAGE if reach.everything else reach.levels.get(one, 0)),
                "sites": sorted(map(str, reach.sites[one])) if one in reach.sites else None,
            }
            for one in customers
            if one != STUDIO
        },
    }  # fmt: skip


def is_still_shown(reading: Reading, shown: Mapping[str, Any] | None) -> bool:
    """Tell whether a user sees no less than he did; of what was made before this was noted, too."""
    if shown is None:
        return True
    if _RANKS.index(reading.acting.role) < _RANKS.index(Role(shown["role"])):
        return False
    return all(_sees(reading, UUID(key), then) for key, then in shown["customers"].items())


def _sees(reading: Reading, customer: UUID, then: Mapping[str, Any]) -> bool:
    reach = reading.reach
    if reach.everything:
        return True
    if customer not in reach.levels or reach.levels[customer] < then["level"]:
        return False
    if customer not in reach.sites:
        return True
    return then["sites"] is not None and set(then["sites"]) <= set(map(str, reach.sites[customer]))
