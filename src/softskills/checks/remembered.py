"""What a check makes of one file, or of one text, is kept as long as the process lives.

Several rules ask for the same. Whoever checks a course again after a change asks for nearly all of it again, because
most texts are as they were. Such a function depends on nothing but its arguments, and nobody changes what it returns.
"""

from __future__ import annotations

from functools import lru_cache

by_file = lru_cache(maxsize=512)
"""For a function of a file: its place in the course and its text, or what was made of these."""

by_text = lru_cache(maxsize=1 << 15)
"""For a function of one text of a file, of which there may be many."""
