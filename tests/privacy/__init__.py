"""Tests of what is handed over, taken in and erased."""
