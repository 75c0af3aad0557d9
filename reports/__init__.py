"""Documents: given rows, never a connection. One document per file, drawn by the kit."""
