"""What every test may ask for; the fixtures themselves live in tests/support."""

from tests.support.database import (
    data_dir,
    database,
    database_url,
    module_database,
    server,
)

__all__ = ["data_dir", "database", "database_url", "module_database", "server"]
