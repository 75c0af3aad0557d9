"""Paths, contexts, signals, reactive state and the nodes made of them."""
