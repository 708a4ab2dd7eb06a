"""Pictures of the course: `picture("practice-loop")`.

A picture is an SVG file in the content's `pictures/` folder, with a title and a description in it. It is put into the
page as markup and not as an image file, so that it takes the colours of the theme that is on, light or dark.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from softskills.course import find_course


class Picture:
    """A drawing with its text alternative, shown by the last line of a cell."""

    def __init__(self, file: Path) -> None:
        self.name = file.stem
        self.svg = file.read_text("utf-8")

    def __repr__(self) -> str:
        return f"picture({self.name!r})"

    def _repr_html_(self) -> str:
        return f'<figure class="ss-picture" style="max-width: 30rem; margin: 1rem 0">{self.svg}</figure>'


def picture(name: str) -> Picture:
    """A picture of the course by its name. Raises LookupError for an unknown one."""
    known = {file.stem: file for file in sorted(find_course().pictures.glob("*.svg"))}
    if name not in known:
        close = get_close_matches(name, known) or list(known)
        raise LookupError(f"There is no picture {name!r}. Did you mean {' or '.join(map(repr, close))}?")
    return Picture(known[name])
