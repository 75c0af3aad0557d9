"""Spreadsheets coming in, through the front door."""
