"""PostgreSQL: engine, units of work, feed, sources, live cursors."""
