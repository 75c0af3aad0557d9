"""The server measured beside its limit, both in one run: `python -m tests.bench`, or `make bench`.

The limit is written here too: hand-tuned SQL on asyncpg, a cached count and orjson over a bare
aiohttp WebSocket, on the same rows of the same database, with no session, no rights and no checks.
"""
