"""What methods are made of, and what is derived from their declarations."""
