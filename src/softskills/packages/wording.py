"""What pages say of where answers are, as it's true of a package: there they don't stay in the browser.

The words stand in the scripts of the book, which has no byte for packages. So they are changed where a package is made.
"""

from __future__ import annotations

IN_A_PACKAGE = {
    "They’re kept in this browser and nowhere else. "
    "If its data is cleared, only a file you’ve saved brings them back.": (
        "Your platform keeps them, and so does this browser, if it keeps anything from this site."
    ),
    "Erase every answer, rating and note of this course in this browser? This can’t be undone.": (
        "Erase every answer, rating and note of this course, and begin again with a score of 0? This can’t be undone. "
        "Your platform’s reports still have what you answered."
    ),
    "Your answers are erased from this browser.": "Your answers are erased here. Your score is 0 again.",
}


def reworded(script: str) -> str:
    """A script of the book with the words of a package."""
    for said, instead in IN_A_PACKAGE.items():
        script = script.replace(said, instead)
    return script
