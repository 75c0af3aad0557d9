"""Actions on many records: which they are, what is done to each, and what came of it."""
