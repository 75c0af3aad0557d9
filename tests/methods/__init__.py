"""What the evaluation methods promise."""
