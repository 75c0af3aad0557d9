"""Tests that every declared thing of a kind inherits."""
