"""Whose data they are: handed over whole, taken in elsewhere, and erased, as the law asks."""
