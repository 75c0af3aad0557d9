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

__all__ = ["data_dir", "database", "database_url", "made_dir", "module_database", "server"]

# What only root can do is tested when root runs the tests, as continuous integration does.
collect_ignore = [] if os.geteuid() == 0 else ["store/test_embedded_root.py"]

# A loaded machine is no fault of the program: time is measured by the bench, not by hypothesis.
settings.register_profile(
    "ytefas", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("ytefas")
