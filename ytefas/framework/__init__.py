"""The framework: a tree of nodes that talk, and the work they do. Standard library only."""
