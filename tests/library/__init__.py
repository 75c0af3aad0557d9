"""The catalogue that ships, and its releases."""
