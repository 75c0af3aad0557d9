"""Live results: one evaluation for all who see the same, driven by the change feed."""
