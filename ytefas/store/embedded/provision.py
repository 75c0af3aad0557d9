"""The owner and the database of Ytefas inside the embedded server; done again, it changes nothing.

The owner runs migrations and is no superuser, so that row-level security with FORCE binds it too.
"""

import asyncpg

OWNER = "ytefas"
DATABASE = "ytefas"


async def provision(superuser_url: str) -> None:
    """Create what is missing."""
    connection = await asyncpg.connect(superuser_url)
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", OWNER):
            await connection.execute(
                f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB CREATEROLE"
            )
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
            await connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
    finally:
        await connection.close()
