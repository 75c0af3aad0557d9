"""Pictures of a result on paper: the same kinds as on the screen, from the same plain data."""
