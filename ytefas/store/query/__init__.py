"""What a grid asks for: parsed, checked, and said as SQL."""
