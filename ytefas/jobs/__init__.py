"""Work that takes long: a queue's rules and its worker, who keeps a lease and makes one result.

A queue of our own, because `pgqueuer` and `procrastinate` (both MIT) do not fit: each notifies by a
trigger inside the transaction that queues, where ours must not; each wants connections and tables
of its own, outside our roles and row-level security; they bring pydantic, typer and croniter, or
psycopg (LGPL). And what takes thought here neither has: fairness between users, the rights of the
owner when the work is done, files that count only with their attempt, progress to the owner's tray.
"""
