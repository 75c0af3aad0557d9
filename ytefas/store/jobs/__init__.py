"""Jobs in PostgreSQL: the queue and its files, and the rows that an export reads."""
