"""Believable rows for tests, one factory per entity; what a test is about it says itself."""
