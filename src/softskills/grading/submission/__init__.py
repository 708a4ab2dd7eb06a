"""Rebuild and mark one submission."""
