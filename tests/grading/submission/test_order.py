"""Two situations of one contrast set are not asked one after the other, and their keys reach no learner."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_notebook

from softskills.grading.submission.released import Unfit, released_quiz
from softskills.items.leaks import find_leaks
from support.contrast import SHOWN, contrast_set, graded_set, set_file
from support.small_course import locked
from support.small_quiz import make_keys, make_quiz, with_set

QUIZ = with_set(make_quiz(scenarios=2))
KEYS = make_keys(QUIZ)
ONE, OTHER = SHOWN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quiz.yml").write_text(yaml.safe_dump(QUIZ.model_dump()), "utf-8")
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "q.yml").write_text(yaml.safe_dump(KEYS.model_dump()), "utf-8")
    return tmp_path


def asking(folder: Path, *names: str) -> None:
    """Write a notebook that asks these in this order, and then grades."""
    cells = [locked("from softskills import scenario\nfrom softskills.grading import grade_quiz", "imports")]
    cells += [locked(f'scenario("{name}")', f"cell-{name}") for name in names]
    cells.append(locked("grade_quiz()", "grade", grade=True, points=QUIZ.max_points))
    nbformat.write(new_notebook(cells=cells), folder / "q.ipynb")


@pytest.mark.parametrize("order", [(ONE, "s-1", OTHER), (OTHER, "s-1", "s-2", ONE), (ONE, "s-1"), ("s-1", "s-2")])
def test_situations_apart_are_fit(folder: Path, order: tuple[str, ...]) -> None:
    asking(folder, *order)
    assert released_quiz(folder, folder / "keys").quiz == QUIZ


@pytest.mark.parametrize("order", [(ONE, OTHER, "s-1"), ("s-1", OTHER, ONE)])
def test_situations_next_to_each_other_are_refused(folder: Path, order: tuple[str, ...]) -> None:
    asking(folder, *order)
    with pytest.raises(Unfit) as caught:
        released_quiz(folder, folder / "keys")
    first, second = (name for name in order if name in SHOWN)
    assert caught.value.faults == [
        f"{folder}: {first} and {second} are situations of one contrast set, and stand next to each other; "
        "ask another in between."
    ]


def test_a_set_with_its_keys_among_what_learners_get_is_a_leak(folder: Path) -> None:
    released = folder / "released"
    released.mkdir()
    file = released / "set.yml"
    file.write_text(set_file(graded_set()), "utf-8")
    assert find_leaks(released, KEYS) == []
    file.write_text(set_file(contrast_set()), "utf-8")
    [leak] = find_leaks(released, KEYS)
    assert leak == (
        f"{file} has fields of a key: effectiveness, feedback, rationale, turns_on. Move them to the keys folder."
    )


def test_a_text_of_the_key_of_a_situation_is_a_leak(folder: Path) -> None:
    released = folder / "released"
    released.mkdir()
    text = KEYS.items[ONE].rationale
    (released / "note.md").write_text(f"*{text}*\n", "utf-8")
    assert find_leaks(released, KEYS) == [f'{released / "note.md"} holds a text of the keys: "{text[:60]}"']
