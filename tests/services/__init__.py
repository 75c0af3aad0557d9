"""What every desk offers beside its contexts, through the real door."""
