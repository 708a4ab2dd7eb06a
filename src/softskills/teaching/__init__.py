"""What an instructor opens in a notebook: the desk."""

from softskills.teaching.desk import desk

__all__ = ["desk"]
