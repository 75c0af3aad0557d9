"""Hostile input, generated: it gets an answer, an error or an ABORT, and nothing is left over."""
