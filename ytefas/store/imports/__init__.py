"""Spreadsheets and the tables: what may be imported, what is there, carrying it out, undoing it."""
