"""A class in one go."""
