"""Our plug-ins and nbgrader's own way, on the same submissions: the gradebooks say the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from softskills.course import ANSWERS
from softskills.grading.quiz.telling import Detail
from softskills.grading.submission.marking import Marked, QuizAssignment, as_text
from support.answering import all_points
from support.gradebook_dump import dump
from support.grading_course import QUIZ, Course, lines, nbgrader
from support.mixed_quiz import MIXED, edit, write_mixed_assignment
from support.random_logs import random_log

pytestmark = pytest.mark.trial

CLASSES = {"chosen": [122, 85, 2, 15, 18, 14], "larger": range(12)}
"""The seeds of random answer files. Those that were chosen have as much as the dozen: to each kind of item answers that
are right, worse than chance, missing, begun and broken, and logs with few, many and no broken lines.
"""
PROGRAMMING = "ps1"
DUE = datetime(2026, 2, 1)
LATE = """
from nbgrader.plugins import BasePlugin

class ThreePointsADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 3 * total_seconds_late / 86400

c.AssignLatePenalties.plugin_class = ThreePointsADay
"""


def typed(text: str) -> Callable[[dict[str, Any]], None]:
    def change(cells: dict[str, Any]) -> None:
        for name in ("why", "how"):
            cells[name].source = text

    return change


def removed(cells: dict[str, Any]) -> None:
    cells["why"].source = None


def turned_into_code(cells: dict[str, Any]) -> None:
    cells["why"].update(cell_type="code", source="1 / 0", outputs=[], execution_count=None)


EDITS: dict[str, Callable[[dict[str, Any]], None]] = {
    "unchanged": typed("Your answer here."),
    "typed": typed("1 / 0  # ```\n<script>alert(1)</script>"),
    "emptied": typed(""),
    "removed": removed,
    "retyped": turned_into_code,
}


LATE_AND_RIGHT = "typed"
"""Who has points enough to lose some of them."""

Rows = dict[str, list[Any]]


@dataclass(frozen=True)
class Both:
    """The same class in two courses, graded by nbgrader alone and with our plug-ins, and what their gradebooks said."""

    stock: Course
    ours: Course
    stock_said: Rows
    ours_said: Rows


def hand_in_all(course: Course, seeds: Iterable[int]) -> None:
    quiz, keys = course.quiz()
    for number in seeds:
        folder = course.submission(f"learner-{number}")
        (folder / ANSWERS).write_bytes(random_log(Random(number), quiz, keys))
    quiz, keys = write_mixed_assignment(course)
    course.do("generate_assignment", MIXED)
    for number, (name, change) in enumerate(EDITS.items()):
        folder = course.submission(name, MIXED)
        (folder / ANSWERS).write_bytes(random_log(Random(100 + number), quiz, keys))
        if name == LATE_AND_RIGHT:
            right = {item.id: all_points(item, keys.items[item.id]) for item in quiz.scenarios}
            (folder / ANSWERS).write_text(lines(right), "utf-8")
        edit(folder / "first.ipynb", change)
        (folder / "timestamp.txt").write_text(f"2026-02-0{number + 1} 00:00:00 UTC", "utf-8")
    course.do("generate_assignment", PROGRAMMING)
    course.submission("unsolved", PROGRAMMING)
    solved = course.submission("solved", PROGRAMMING)
    for notebook in (course.root / "source" / PROGRAMMING).glob("*.ipynb"):
        shutil.copy(notebook, solved)


@pytest.fixture(scope="module", params=["chosen", "larger"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    base = tmp_path_factory.mktemp("same")
    ours, stock = Course(base / "ours"), Course(base / "stock")
    quick = nbgrader(["quickstart", "quick"], base, ours.environment("instructor"))
    assert quick.code == 0, quick.output
    shutil.copytree(base / "quick" / "source" / PROGRAMMING, ours.root / "source" / PROGRAMMING)
    ours.do("generate_assignment", QUIZ)
    hand_in_all(ours, CLASSES[request.param])
    shutil.rmtree(stock.root)
    shutil.copytree(ours.root, stock.root)
    stock.grade_as_nbgrader_does()
    for course in (stock, ours):
        with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
            gradebook.update_or_create_assignment(MIXED, duedate=DUE)
        with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
            settings.write(LATE)
        for assignment in (QUIZ, MIXED, PROGRAMMING):
            course.do("autograde", assignment)
    return Both(stock, ours, said(stock), said(ours))


def said(course: Course) -> Rows:
    return dump(f"sqlite:///{course.database}")


def of(gradebook: Rows, assignment: str) -> Rows:
    return {table: [row for row in rows if row[0] == assignment] for table, rows in gradebook.items()}


@pytest.mark.parametrize("assignment", [QUIZ, MIXED, PROGRAMMING])
def test_the_gradebooks_are_the_same(both: Both, assignment: str) -> None:
    assert of(both.ours_said, assignment) == of(both.stock_said, assignment)
    assert both.ours_said["students"] == both.stock_said["students"]
    points = {row[5] for row in of(both.ours_said, assignment)["grades"]}
    assert len(points) > 2, f"the points are to differ, and are {points}"


def test_the_class_has_all_that_is_to_be_compared(both: Both) -> None:
    mixed = of(both.ours_said, MIXED)
    penalties = {row[4] for row in mixed["notebooks"]}
    assert {None, 0.0} < penalties and max(penalty or 0 for penalty in penalties) >= 3
    assert {row[8] for row in mixed["grades"]} == {0, 1}
    assert {row[5] for row in mixed["comments"]} == {None, "No response."}


@pytest.mark.parametrize("detail", list(Detail))
@pytest.mark.parametrize("assignment", [QUIZ, MIXED])
def test_marking_without_a_gradebook_gives_the_same(both: Both, assignment: str, detail: Detail) -> None:
    root = both.ours.root
    quiz = QuizAssignment(root / "source" / assignment, root / "release" / assignment, root / "keys", detail)
    rows = of(both.ours_said, assignment)
    for student in {row[4] for row in rows["grades"]}:
        marked = quiz.mark(root / "submitted" / student / assignment)
        grades = {(row[1], row[2]): row for row in rows["grades"] if row[4] == student}
        comments = {(row[1], row[2]): row[5] for row in rows["comments"] if row[4] == student}
        assert flat(marked, "points") == {name: row[5] for name, row in grades.items() if row[3] != "TaskCell"}
        assert flat(marked, "comments") == comments
        assert {(name, cell) for name, one in marked.items() for cell in one.needs_manual} == {
            name for name, row in grades.items() if row[8]
        }
        for name, one in marked.items():
            written = root / "autograded" / student / assignment / f"{name}.ipynb"
            same = written.read_text("utf-8") == as_text(one.notebook)
            assert same == (detail is Detail.CHOICES or name == "second"), "as it is set in nbgrader_config.py"


@pytest.mark.parametrize("assignment", [QUIZ, MIXED])
def test_what_a_grade_cell_shows_is_what_a_kernel_shows(both: Both, assignment: str) -> None:
    compared = 0
    for theirs in sorted(both.stock.root.glob(f"autograded/*/{assignment}/*.ipynb")):
        ours = both.ours.root / theirs.relative_to(both.stock.root)
        for name, outputs in shown_by(theirs).items():
            assert shown_by(ours)[name] == outputs, (theirs, name)
            compared += 1
    assert compared >= 2 * len(EDITS)


def test_an_assignment_that_is_no_quiz_keeps_nbgraders_own_feedback_page(both: Both) -> None:
    pages = []
    for course in (both.stock, both.ours):
        course.do("generate_feedback", PROGRAMMING)
        pages.append({file.parts[-3:]: file.read_text("utf-8") for file in course.root.glob("feedback/*/ps1/*.html")})
    stock, ours = pages
    assert len(ours) == 4 and ours.keys() == stock.keys()
    for name, page in ours.items():
        assert "nbgrader_cell" in page and headed(page) == headed(stock[name])


def headed(page: str) -> list[str]:
    """What nbgrader's own page says above each of its cells, and at its top."""
    return re.findall(r"Score: [\d.]+ / [\d.]+", page)


def shown_by(file: Path) -> dict[str, list[Any]]:
    """The outputs of the cells that grade or show what was written, by grade_id, without the counts of a kernel."""
    shown = {}
    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type == "code" and ("grade_quiz()" in cell.source or "show_reflection(" in cell.source):
            outputs = [{key: value for key, value in out.items() if key != "execution_count"} for out in cell.outputs]
            shown[cell.metadata.nbgrader.grade_id] = outputs
    return shown


def flat(marked: dict[str, Marked], field: str) -> dict[tuple[str, str], Any]:
    return {(name, cell): value for name, one in marked.items() for cell, value in getattr(one, field).items()}


def test_what_was_marked_by_hand_is_kept_and_the_same_text_is_not_looked_at_again(both: Both) -> None:
    for course in (both.stock, both.ours):
        with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
            for name, cell in (("first", "why"), ("first", "task"), ("first", "grade"), ("second", "more")):
                grade = gradebook.find_grade(cell, name, MIXED, "typed")
                grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
            gradebook.find_comment("why", "first", MIXED, "typed").manual_comment = "Well put."
            gradebook.db.commit()
        course.do("autograde", MIXED, "--student", "typed", "--force")

    ours, stock = of(said(both.ours), MIXED), of(said(both.stock), MIXED)

    def flags(found: Any) -> dict[str, int]:
        return {row[2]: row[8] for row in found["grades"] if row[4] == "typed"}

    def marks(found: Any) -> Any:
        return found | {"grades": [row[:8] for row in found["grades"]]}

    assert marks(ours) == marks(stock)
    assert flags(stock) == {"why": 1, "how": 1, "task": 0, "grade": 1, "more": 1}
    assert flags(ours) == flags(stock) | {"why": 0, "more": 0}, "nbgrader cannot know that the texts are the same"
