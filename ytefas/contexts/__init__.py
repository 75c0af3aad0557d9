"""One controller per file: what a user can open, and how it is elected."""
