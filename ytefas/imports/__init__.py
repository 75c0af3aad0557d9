"""Spreadsheets coming in: reading a file nobody vouches for, finding out what it says, checking it.

Pure: no tables, no connections. `reading` runs in a worker process (`python -m ytefas.imports`);
what a sheet may be imported as is described by a `target`, made from the tables by the store.
"""
