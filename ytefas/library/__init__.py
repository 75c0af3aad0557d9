"""The catalogue that comes with the program, as data, and what is known of it without a database.

`data/` holds it in TOML, one file per family or kind; `bundle` reads it into one release.
"""
