"""Pure rules of the trade and of access: no I/O, no framework."""
