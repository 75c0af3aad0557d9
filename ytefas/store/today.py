"""The studio's day, as PostgreSQL works it out: its own `current_date` is that of UTC."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Date, literal_column

from ytefas.rules.home import HOME

TODAY: Final[ColumnElement[Any]] = literal_column(
    f"((now() AT TIME ZONE '{HOME.key}')::date)", Date
)


def day_of(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """Tell on which of the studio's days a moment was."""
    return moment.op("AT TIME ZONE")(literal_column(f"'{HOME.key}'")).cast(Date)
