"""Small things about text, for every room."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """ "1 word", "2 words"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
