"""Rules on what learners must not get."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process, utils

from softskills.checks.findings import Hit
from softskills.checks.material import Material
from softskills.checks.remembered import by_text


def nothing_private(material: Material) -> Iterator[Hit]:
    for file, said in material.leaks:
        yield Hit(file, None, None, said.rstrip("."), "Take it out: learners get every file of this folder.")


def no_text_of_a_key(material: Material) -> Iterator[Hit]:
    for file, text in material.key_texts:
        places = [one for one in material.passages if one.file == file and text in one.text]
        line = places[0].line_at(places[0].text.index(text)) if places else None
        message = f'holds a text of the keys of a quiz: "{text[:60]}"'
        remedy = f"Word it in another way: such texts stand in {material.course.quiz_keys.as_posix()} only."
        yield Hit(file, line, places[0].id if places else None, message, remedy)


def graded_stems_are_new(material: Material) -> Iterator[Hit]:
    """How alike two stems may be is a number out of 100, by their words in alphabetical order: rapidfuzz's
    token_sort_ratio, with the words of each stem put in order once.

    Stems of scenes apart seldom reach 63. One reworded sentence by sentence stays above 75, with other names above 90.
    """
    practice = {entry.item.id: _words_in_order(entry.item.stem) for entry in material.scenarios if not entry.in_quiz}
    most = material.settings.limits.stems_alike
    for entry in (entry for entry in material.scenarios if entry.in_quiz):
        stem = _words_in_order(entry.item.stem)
        if found := process.extractOne(stem, practice, scorer=fuzz.ratio, score_cutoff=most):
            message = f"the stem is {found[1]:.0f} % like that of the practice scenario {found[2]}, whose key is public"
            yield Hit(entry.file, entry.line("stem"), entry.item.id, message, "Write a scene of its own for the quiz.")


@by_text
def _words_in_order(text: str) -> str:
    return " ".join(sorted(utils.default_process(text).split()))
