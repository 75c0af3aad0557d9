"""Which day it is: the studio's, not the server's, whose day ends an hour or two later."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

HOME: Final = ZoneInfo("Europe/Rome")


def today() -> date:
    """Give the day at home."""
    return datetime.now(HOME).date()
