"""What every desk offers beside its contexts: preferences, saved views, search, jobs, presence."""
