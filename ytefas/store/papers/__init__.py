"""What hangs on records, in PostgreSQL and on disk: files, comments, tags, and who is told."""
