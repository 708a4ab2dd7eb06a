"""An own assignment with a fault is found before release, with the file, the place and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from softskills.authoring.own_items.making import Folders, new_assignment
from softskills.grading.submission.before_release import before_release
from softskills.items import Reflection, Scenario, load_quiz
from softskills.phrases import PLACEHOLDER
from support.places import ROOT

PUBLIC = ROOT / "exercises" / "source" / "part-1" / "quiz.yml"
Change = Callable[[Path], None]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private copy with an assignment `own` as it is made, and a published course that is found from there."""
    monkeypatch.setenv("SOFTSKILLS_COURSE", str(ROOT))
    monkeypatch.chdir(tmp_path)
    new_assignment(Folders(tmp_path / "source", tmp_path / "keys"), "own")
    return tmp_path


def found(root: Path) -> list[str]:
    return before_release(root / "source" / "own", root / "keys", root).faults


def cells(change: Callable[[list[dict[str, Any]]], object]) -> Change:
    def make(root: Path) -> None:
        file = root / "source" / "own" / "own.ipynb"
        data = json.loads(file.read_text("utf-8"))
        change(data["cells"])
        file.write_text(json.dumps(data), "utf-8")

    return make


def without(name: str) -> Change:
    return cells(lambda all_cells: all_cells.remove(next(one for one in all_cells if one["id"] == name)))


def text(name: str, old: str, new: str) -> Change:
    """A change in the text of a cell."""

    def change(all_cells: list[dict[str, Any]]) -> None:
        cell = next(one for one in all_cells if one["id"] == name)
        source = "".join(cell["source"])
        assert old in source
        cell["source"] = source.replace(old, new)

    return cells(change)


def words(file: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        before = (root / file).read_text("utf-8")
        assert old in before
        (root / file).write_text(before.replace(old, new, 1), "utf-8")

    return change


def test_what_is_made_is_sound_and_its_placeholders_are_named(own: Path) -> None:
    looked = before_release(own / "source" / "own", own / "keys", own)
    assert looked.faults == []
    (said,) = looked.to_know
    assert PLACEHOLDER in said and f"{own / 'source' / 'own' / 'quiz.yml'}:" in said


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (without("scenario-02"), "no locked cell shows 'own-2' of quiz.yml, so nobody could answer it"),
        (text("scenario-01", "own-1", "own-l"), "cell 4 ('scenario-01') asks for 'own-l', and quiz.yml has no item"),
        (text("written-task-1", "own-text", "own-txt"), "Did you mean 'own-text'?"),
        (
            text("introduction", "There are 2 scenes", "Nine scenes"),
            'cell 1, line 3 says "Nine scenes". The quiz asks 2',
        ),
        (without("written-task-1"), "Add a 'Read-only' code cell with reflection(\"own-text\")"),
        (without("show-text-1"), "no locked cell prints the text of 'own-text', so nobody could mark it"),
        (without("written-task-1-marks"), "make it a 'Manually graded task' of 4 points"),
        (
            words("keys/own.yml", "points: 2", "points: 3"),
            "own.ipynb, cell 10 ('written-task-1-marks'): 4 points for what is marked by hand, and the criteria of the "
            "rubric in the keys add up to 5",
        ),
        (
            text("introduction", "2 scenes", "nine\nscenes"),
            'cell 1, line 3 says "There are nine scenes". The quiz asks 2',
        ),
        (text("introduction", "1 written task", "2 written tasks"), 'says "2 written tasks". The quiz has 1'),
        (text("introduction", "8 points in all", "24 points in all"), 'says "24 points". The scenes give 4 points'),
        (text("introduction", "4 in all", "sixteen in all"), 'cell 1, line 5 says "sixteen in all"'),
    ],
)
def test_a_planted_fault_is_named_with_its_place(own: Path, plant: Change, said: str) -> None:
    plant(own)
    faults = found(own)
    assert any(said in fault for fault in faults), faults


def test_a_public_text_under_a_new_name_is_refused(own: Path) -> None:
    public = load_quiz(PUBLIC).scenarios[0]
    template = f"{PLACEHOLDER}: tell the situation of scene 1. You are somebody, something has just happened."
    words("source/own/quiz.yml", template, f"*{public.stem.upper()}*")(own)
    (fault,) = found(own)
    assert fault.startswith(f"{own / 'source' / 'own' / 'quiz.yml'}:5: 'own-1' has the text or options of")
    assert f"public item {public.id!r}" in fault


def test_public_options_under_a_new_name_are_refused(own: Path) -> None:
    public = load_quiz(PUBLIC).scenarios[0]
    assert isinstance(public, Scenario)
    for letter, option in zip("dcba", public.options.values(), strict=True):  # in another order
        words("source/own/quiz.yml", f"{PLACEHOLDER} for what {letter} does in scene 2.", option)(own)
    (fault,) = found(own)
    assert "'own-2' has the text or options of the public item" in fault


def test_a_public_task_under_a_new_name_is_refused(own: Path) -> None:
    public = next(item for item in load_quiz(PUBLIC).items if isinstance(item, Reflection))
    template = f"{PLACEHOLDER}: say what learners are to write about, in how many words, and in what parts."
    words("source/own/quiz.yml", template, public.prompt)(own)
    (fault,) = found(own)
    assert f"'own-text' has the prompt of the public item {public.id!r}" in fault


def test_a_public_item_under_its_own_name_is_said_and_hinders_nothing(own: Path) -> None:
    for file in ("source/own/quiz.yml", "keys/own.yml", "source/own/own.ipynb"):
        before = (own / file).read_text("utf-8")
        (own / file).write_text(before.replace("own-1", "part-1-labels-at-two"), "utf-8")
    looked = before_release(own / "source" / "own", own / "keys", own)
    assert looked.faults == []
    assert looked.to_know[0].startswith("own: 1 item can be looked up by learners with the key")


@pytest.mark.parametrize("name", ["part-1", "part-2", "part-3", "part-4", "final"])
def test_the_courses_own_have_none(name: str) -> None:
    root = ROOT / "exercises"
    assert before_release(root / "source" / name, root / "keys", root).faults == []
