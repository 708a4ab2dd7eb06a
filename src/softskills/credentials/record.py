"""The record of practice as a page, which a browser prints: what was done, when, and what that says and doesn't."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from softskills.credentials.done import Done
from softskills.phrases import typographic
from softskills.templates import environment

MAX_NAME = 200


def record_page(
    done: Done, name: str, course: str, parts: dict[int, str], checksum: str, made_on: date, language: str
) -> str:
    """The page. `parts` has the names of parts by number, `checksum` is that of the answers file, in hexadecimal.

    It asks for nothing and runs nothing. Whatever the name holds is text.
    """
    templates = environment("softskills.credentials")
    templates.filters |= {"typographic": typographic, "day": in_words}
    grouped = [
        (parts.get(part, ""), [*lessons]) for part, lessons in groupby(done.lessons, key=lambda lesson: lesson.part)
    ]
    return templates.get_template("record.html").render(
        done=done,
        name=name,
        course=course,
        groups=grouped,
        checksum=" ".join(checksum[at : at + 8] for at in range(0, len(checksum), 8)),
        made_on=made_on,
        language=language,
    )


def in_words(day: date) -> str:
    """A day as people write it: 3 May 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
