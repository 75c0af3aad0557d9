import asyncpg

from ytefas.store.embedded.server import Database


async def test_a_test_gets_a_database_of_its_own(database: Database) -> None:
    connection = await asyncpg.connect(database.url)
    assert await connection.fetchval("SELECT current_user") == "ytefas"
    await connection.close()
