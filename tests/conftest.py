"""What every test may ask for; the fixtures themselves live in tests/support."""

import os

from hypothesis import HealthCheck, settings

from tests.support.database import (
    data_dir,
    database,
    database_url,
    made_dir,
    module_database,
    server,
)
from ytefas.__main__ import settle

__all__ = ["data_dir", "database", "database_url", "made_dir", "module_database", "server"]

# What only root can do is tested when root runs the tests, as continuous integration does.
collect_ignore = [] if os.geteuid() == 0 else ["store/test_embedded_root.py"]

# A loaded machine is no fault of the program: time is measured by the bench, not by hypothesis.
settings.register_profile(
    "ytefas", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("ytefas")

_AGED = 500  # tests after which what is left is taken for what stays


def pytest_collection_finish() -> None:
    """Spare the collector what stays, as the program does when it serves.

    Looking at thousands of collected tests again and again takes seconds on a busy machine. All
    that time no node of this process answers, and the database gives up what is under way.
    """
    settle()


def pytest_runtest_logfinish(nodeid: str, location: tuple[str, int | None, str]) -> None:
    _finished.append(nodeid)
    if len(_finished) % _AGED == 0:
        settle()


_finished: list[str] = []
