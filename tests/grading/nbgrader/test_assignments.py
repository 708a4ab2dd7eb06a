"""Every graded assignment of the course: complete, worth what it says, fair to a perfect and to an empty submission."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pytest
from nbgrader.preprocessors import LimitOutput

from softskills import answers
from softskills.course import ANSWERS
from softskills.grading.quiz.feedback import format_review
from softskills.grading.quiz.review import Result, Review, review_quiz
from softskills.grading.quiz.telling import Detail
from softskills.grading.submission.marking import QuizAssignment
from softskills.items import Key, Quiz, QuizKeys, Reflection, Story, StoryKey, load_quiz, load_quiz_keys
from support.answering import all_points, no_points
from support.grading_course import Course, lines
from support.places import EXERCISES
from support.random_logs import random_log

FIVE = ("part-1", "part-2", "part-3", "part-4", "final")
ALL = sorted(folder.name for folder in (EXERCISES / "source").iterdir())
NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
POINTS_OF_A_TASK = 8
EXAMPLE = re.compile(r"^### (\w+): (\d+) points?$", re.MULTILINE)
ROW = re.compile(r"^\| (?!Criterion|-)([^|]+) \| (\d) \| [^|]+ \|$", re.MULTILINE)


@dataclass(frozen=True)
class Assignment:
    """One assignment, as its author wrote it."""

    name: str
    quiz: Quiz
    keys: QuizKeys
    cells: list[nbformat.NotebookNode]

    @property
    def tasks(self) -> list[Reflection]:
        return [item for item in self.quiz.items if isinstance(item, Reflection)]

    def points(self, flag: str) -> list[float]:
        """What nbgrader gives for the cells of a sort."""
        settings = [cell.metadata.nbgrader for cell in self.cells if "nbgrader" in cell.metadata]
        return [setting.points for setting in settings if setting.get(flag)]


def read(name: str) -> Assignment:
    folder = EXERCISES / "source" / name
    quiz = load_quiz(folder / "quiz.yml")
    keys = load_quiz_keys(EXERCISES / "keys" / f"{name}.yml", quiz)
    return Assignment(name, quiz, keys, nbformat.read(folder / f"{name}.ipynb", as_version=4).cells)


@pytest.fixture(params=ALL)
def assignment(request: pytest.FixtureRequest) -> Assignment:
    return read(request.param)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which nbgrader took every assignment for release."""
    course = Course(tmp_path_factory.mktemp("assignments"))
    for name in ALL:
        course.do("generate_assignment", name)
    return course


def test_there_is_one_for_each_part_and_a_final_one_and_some_have_a_story() -> None:
    assert set(FIVE) <= set(ALL)
    those = [read(name) for name in FIVE]
    kinds = [[item.kind for item in one.quiz.scenarios] for one in those]
    assert sum("branching" in found for found in kinds) >= 2
    assert all(8 <= found.count("choose") + found.count("branching") == len(found) <= 10 for found in kinds)
    assert all(len(one.tasks) in (1, 2) for one in those)


def test_the_points_are_those_that_learners_are_told(assignment: Assignment) -> None:
    scenarios, tasks = len(assignment.quiz.scenarios), len(assignment.tasks)
    intro = assignment.cells[0].source

    assert assignment.points("grade") == [assignment.quiz.max_points] == [2 * scenarios]
    assert assignment.points("task") == [POINTS_OF_A_TASK] * tasks
    counted = rf"\b{NUMBERS[scenarios]} scenes\b.* and {NUMBERS[tasks]} written tasks?\b"
    assert re.search(counted, intro.partition("\n\n- ")[0], re.IGNORECASE | re.DOTALL)
    assert re.findall(r"(\d+) points", intro)[0] == str(2 * scenarios + POINTS_OF_A_TASK * tasks)
    assert "up to 2 points" in intro and f"up to {POINTS_OF_A_TASK} points" in intro
    assert re.search(rf"\b{2 * scenarios}\b", intro)


def test_every_item_stands_in_the_notebook_once_and_no_two_of_a_set_are_neighbours(assignment: Assignment) -> None:
    code = [cell.source for cell in assignment.cells if cell.cell_type == "code"]
    shown = [line.removeprefix('scenario("').removesuffix('")') for line in code if line.startswith("scenario(")]
    sets = {item.id: getattr(item, "contrast", None) for item in assignment.quiz.scenarios}

    assert shown == list(sets), "scenes are numbered as they stand in the notebook"
    assert not [pair for pair in pairwise(shown) if sets[pair[0]] and sets[pair[0]] == sets[pair[1]]]
    assert max(Counter(filter(None, sets.values())).values()) <= 2
    for task in assignment.tasks:
        assert code.count(f'reflection("{task.id}")') == 1
        assert sum(f'show_reflection("{task.id}")' in source for source in code) == 1


def test_learners_are_told_by_what_a_written_task_is_marked(assignment: Assignment) -> None:
    told = [cell.source for cell in assignment.cells if cell.metadata.get("nbgrader", {}).get("task")]

    for task, text in zip(assignment.tasks, told, strict=True):
        criteria = assignment.keys.rubric[task.id]
        assert sum(criterion.points for criterion in criteria) == POINTS_OF_A_TASK
        assert re.findall(r"^\d\. \*\*(.+?)\.\*\*", text, re.MULTILINE) == [one.criterion for one in criteria]


def test_graders_have_three_examples_for_each_written_task(assignment: Assignment) -> None:
    page = (EXERCISES / "keys" / f"{assignment.name}-marking.md").read_text("utf-8")

    _, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    parts = [part for part in sections if "\n### " in part]
    assert [part.splitlines()[0] for part in parts] == [task.title for task in assignment.tasks]
    asked = "".join(part for part in sections if part not in parts)
    assert len(re.findall(r"^\d\. ", asked, re.MULTILINE)) == 2 * len(assignment.tasks), "two questions for a talk"
    assert "within 1 point" in " ".join(asked.split()).lower()
    for task, part in zip(assignment.tasks, parts, strict=True):
        _, *examples = re.split(r"^(?=### )", part, flags=re.MULTILINE)
        comments = examples.pop()
        found = {}
        for example in examples:
            [(level, points)] = EXAMPLE.findall(example)
            rows = ROW.findall(example)
            assert [name for name, _ in rows] == [one.criterion for one in assignment.keys.rubric[task.id]]
            assert sum(int(earned) for _, earned in rows) == int(points)
            assert len(" ".join(re.findall(r"^>(.*)$", example, re.MULTILINE)).split()) >= 85
            found[level] = int(points)
        smooth = found.pop("Smooth", 0)  # well written, and by nobody who was there
        assert list(found) == ["Strong", "Middling", "Weak"]
        assert (
            found["Strong"] == POINTS_OF_A_TASK > max(found["Middling"], smooth) and found["Middling"] > found["Weak"]
        )
        assert len(re.findall(r"^\d+\. ", comments, re.MULTILINE)) >= 8


@pytest.mark.parametrize(("answer", "share"), [(all_points, 1.0), (no_points, 0.0), (None, 0.0)])
@pytest.mark.parametrize("detail", list(Detail))
def test_perfect_answers_earn_all_points_and_wrong_or_missing_ones_none(
    assignment: Assignment,
    course: Course,
    tmp_path: Path,
    detail: Detail,
    answer: Callable[..., Any] | None,
    share: float,
) -> None:
    name, root = assignment.name, course.root
    quiz = QuizAssignment(root / "source" / name, root / "release" / name, root / "keys", detail)
    given = {item.id: answer(item, assignment.keys.items[item.id]) for item in assignment.quiz.scenarios if answer}
    (tmp_path / ANSWERS).write_text(lines(given), "utf-8")

    [marked] = quiz.mark(tmp_path).values()

    assert marked.points["grade-quiz"] == share * assignment.quiz.max_points
    assert len(marked.needs_manual) == len(assignment.tasks)


def test_the_page_for_instructors_lists_every_assignment_as_it_is() -> None:
    page = (EXERCISES.parent / "book" / "teaching.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (\d+) \| (yes|no) \| (\d) \| (\d+) \|$", page, re.MULTILINE)

    assert sorted(name for name, *_ in rows) == ALL
    for name, *numbers in rows:
        one = read(name)
        story = "yes" if any(isinstance(item, Story) for item in one.quiz.items) else "no"
        points = one.quiz.max_points + POINTS_OF_A_TASK * len(one.tasks)
        assert numbers == [str(len(one.quiz.scenarios)), story, str(len(one.tasks)), str(points)]


# What is printed


def random_reviews(assignment: Assignment, folder: Path, count: int) -> list[Review]:
    file = folder / ANSWERS
    reviews = []
    for number in range(count):
        file.write_bytes(random_log(Random(number), assignment.quiz, assignment.keys))
        reviews.append(review_quiz(assignment.quiz, assignment.keys, answers.read(file)))
    return reviews


def sentences_of(key: Key | StoryKey) -> dict[tuple[str, str], str]:
    """What a key says to each option, by scene and letter."""
    if isinstance(key, StoryKey):
        return {(scene, letter): text for scene, said in key.feedback.items() for letter, text in said.items()}
    return {("", letter): text for letter, text in key.feedback.items()}


def chosen(result: Result) -> set[tuple[str, str]]:
    """What a learner picked, put at an end, or did on the way through a story."""
    if result.fault:
        return set()
    if isinstance(result.scenario, Story):
        return {tuple(step.rsplit(".", 1)) for step in result.answer["path"]}
    match result.scenario.kind:
        case "choose":
            return {("", result.answer["choice"])}
        case "best-worst":
            return {("", result.answer["best"]), ("", result.answer["worst"])}
        case "rank":
            return {("", result.answer["order"][0]), ("", result.answer["order"][-1])}
    ratings = result.answer["ratings"]
    return {
        ("", letter) for letter, rating in ratings.items() if rating in (min(ratings.values()), max(ratings.values()))
    }


def test_learners_read_of_the_key_what_the_setting_says(assignment: Assignment, tmp_path: Path) -> None:
    for review in random_reviews(assignment, tmp_path, 25):
        points, choices, key = (" ".join(format_review(review, detail).split()) for detail in Detail)
        for result in review.results:
            said = {at: " ".join(text.split()) for at, text in sentences_of(result.key).items()}
            rationale, turns_on = (" ".join(text.split()) for text in (result.key.rationale, result.key.turns_on))
            assert not [text for text in (*said.values(), rationale, turns_on) if text in points]
            assert {at for at, text in said.items() if text in choices} == chosen(result)
            assert rationale not in choices and rationale in key
            assert turns_on not in choices


def test_a_review_is_never_so_long_that_nbgrader_cuts_it(assignment: Assignment, tmp_path: Path) -> None:
    longest = max(
        len(format_review(review, Detail.KEY).split("\n")) for review in random_reviews(assignment, tmp_path, 25)
    )

    assert longest < LimitOutput().max_lines / 2
