"""Put a page for learners into its place, whole, and never with a text of the keys in it."""

from __future__ import annotations

from pathlib import Path

from softskills.items import QuizKeys
from softskills.items.leaks import held, to_look_for


class Leak(ValueError):
    """A page holds a text of the keys. The message names it."""


def write_page(file: Path, page: str, keys: QuizKeys) -> None:
    """Write a page in the place of what was there. Raises Leak when it holds a text of the keys, and OSError; then what
    was there still is.
    """
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_text(page, "utf-8")
        if leaks := held(new, to_look_for(keys)):
            raise Leak("; ".join(f'"{text[:60]}"' for text in leaks))
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
