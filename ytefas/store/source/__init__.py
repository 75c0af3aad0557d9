"""Sources: named, described queries over the tables, as each reader sees them."""
