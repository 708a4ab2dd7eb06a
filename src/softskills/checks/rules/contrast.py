"""Rules on contrast sets one by one: the situation decides, and no detail of an option picks its situation out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from softskills.checks.findings import Hit
from softskills.checks.material import ContrastEntry, Material
from softskills.checks.rules.structure import items_shown
from softskills.items import ContrastSet
from softskills.items.quizzes import neighbours, neighbours_message

_NAME = re.compile(r"(?<=[\w,;:]\s)[A-Z]\w+")
"""A word with a capital that does not begin a sentence."""
_NUMBER = re.compile(r"\d+(?:[.:,]\d+)*\w*")
_WORD = re.compile(r"[^\W_]+(?:[.:,]\d+)*")

_DATE_OR_NUMBER = re.compile(
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midnight"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand",
    re.IGNORECASE,
)
"""English. "One" is left out, which is rarely a number."""


def details_match_no_single_situation(material: Material) -> Iterator[Hit]:
    """A name, a number, a day or a time in an option that only one of the situations has: it says where it belongs."""
    for one in material.contrasts:
        for letter, detail, title in _telling_details(one):
            message = f'the option {letter} says "{detail}", which only the situation "{title}" has'
            remedy = "Say it without the detail, or give every situation the same one."
            yield Hit(one.file, one.line("options", letter), one.item.id, message, remedy)


def kept_back(material: Material) -> Iterator[Hit]:
    """A situation after the second stands in no lesson, so that it is new when the set comes back."""
    kept = {name for one in material.contrasts if isinstance(one.item, ContrastSet) for name in one.item.kept_back}
    for placed in material.lessons:
        for name in placed.lesson.items:
            if name in kept:
                message = f"shows {name}, which is kept back for later practice"
                remedy = "Show one of the first two situations of its set."
                yield Hit(material.course.lessons, placed.lines.get("items"), placed.lesson.file, message, remedy)


def situations_are_apart(material: Material) -> Iterator[Hit]:
    """In the notebooks of a quiz, another scenario stands between two situations of one set."""
    set_of = {entry.item.id: entry.contrast for entry in material.scenarios if entry.in_quiz}
    for notebook in material.notebooks:
        for one, other in neighbours(set_of, items_shown(material, notebook, "scenario")) if notebook.in_quiz else ():
            message, _, remedy = neighbours_message(one, other).partition("; ")
            yield Hit(notebook.file, None, None, message, f"{remedy.capitalize()}.")


def _telling_details(one: ContrastEntry) -> Iterator[tuple[str, str, str]]:
    """The letter of an option, the detail in it, and the title of the one situation that has the detail too."""
    texts = [situation.text for situation in one.item.situations]
    if len(texts) < 2:
        return
    names = {name for text in (*texts, *one.item.options.values()) for name in _NAME.findall(text)}
    for letter, option in one.item.options.items():
        for word in dict.fromkeys(_WORD.findall(option)):
            if not _is_detail(word, names):
                continue
            having = [index for index, text in enumerate(texts) if word.lower() in map(str.lower, _WORD.findall(text))]
            if len(having) == 1:
                yield letter, word, one.item.situations[having[0]].title


def _is_detail(word: str, names: set[str]) -> bool:
    if word in names or _NUMBER.fullmatch(word):
        return True
    return bool(_DATE_OR_NUMBER.fullmatch(word)) and word != "may"
