"""What a quiz is worth and what is said about it: pure functions."""
