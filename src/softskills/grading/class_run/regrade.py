"""Grade again after a key was changed, or a scene turned out to be unsound: first who gets what, then the marks.

What is decided about a scene stands in the key file, so that later runs keep to it, and the feedback says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from softskills.grading.class_run.run import KEPT, CannotRun, Options, Summary, grade_class
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.rows import GradebookError, open_rows
from softskills.grading.quiz.review import review_quiz
from softskills.grading.submission.answer_file import read_answers
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.locked_calls import GRADE_QUIZ
from softskills.grading.submission.marking import QuizAssignment
from softskills.grading.submission.released import ReleasedQuiz
from softskills.items import LEFT_OUT, Adjusted, ContentError, QuizKeys

_BLOCK = re.compile(r"^adjusted:.*\n(?:[ \t]+.*\n|[ \t]*\n(?=[ \t]))*", re.MULTILINE)


@dataclass(frozen=True)
class Move:
    """The points of all scenes of one learner, before and after. `by_hand` is the mark that an instructor gave in their
    place, which stays.
    """

    student: str
    before: float | None
    after: float
    by_hand: float | None = None


@dataclass(frozen=True)
class Moves:
    """Whose points of the scenes move, of how many learners they stay as they are, and the most that can be had."""

    moved: tuple[Move, ...]
    same: int
    most: float


def moves(root: Path, assignment: str, adjusted: Mapping[str, Adjusted]) -> Moves:
    """What grading again would change for those who are graded, by the key as it is now and with what is `adjusted`
    besides. Nothing is written. Raises CannotRun.
    """
    try:
        course, quiz = _quiz(root, assignment)
        released = quiz.released()
        keys = _with(released, adjusted)
        with open_rows(course) as rows:
            graded = sorted(rows.noted())
            scores = rows.scores(graded)
    except (SystemExit, InstructorError, ContentError, GradebookError) as error:
        raise CannotRun(str(error)) from error
    notebook, cell = _graded_cell(released)
    found = []
    for student in graded:
        mark = scores[student][notebook].grades[cell]
        log = read_answers(course.place("submitted", student), released.quiz).log
        found.append(Move(student, mark.auto, review_quiz(released.quiz, keys, log).total, mark.manual))
    moved = tuple(one for one in found if one.before != one.after)
    return Moves(moved, len(found) - len(moved), released.quiz.max_points)


def regrade(root: Path, assignment: str, adjusted: Mapping[str, Adjusted], jobs: int) -> Summary:
    """Note in the key file what is `adjusted`, and grade everybody again. Marks given by hand stay. Raises CannotRun:
    then the key file says it already, and the same again goes on.
    """
    try:
        _, quiz = _quiz(root, assignment)
        released = quiz.released()
        _with(released, adjusted)
        if adjusted:
            file = quiz.keys / f"{released.quiz.quiz}.yml"
            file.write_text(written_into(file.read_text("utf-8"), released.keys.adjusted | dict(adjusted)), "utf-8")
    except (SystemExit, InstructorError, ContentError) as error:
        raise CannotRun(str(error)) from error
    except OSError as error:
        raise CannotRun(f"{error.filename} cannot be written: {error.strerror}. Nothing was graded.\n{KEPT}") from error
    return grade_class(root, assignment, Options(jobs=jobs, collect=False, force=True))


def written_into(text: str, adjusted: Mapping[str, Adjusted]) -> str:
    """The text of a key file that says what is adjusted; everything else in it stays to the letter."""
    block = "".join(["adjusted:\n", *(f"  {name}: {one}\n" for name, one in adjusted.items())])
    if _BLOCK.search(text):
        return _BLOCK.sub(lambda _: block, text, count=1)
    return f"{text.rstrip()}\n\n{block}"


def _with(released: ReleasedQuiz, adjusted: Mapping[str, Adjusted]) -> QuizKeys:
    known = [scenario.id for scenario in released.quiz.scenarios]
    for name in adjusted:
        if name not in known:
            raise CannotRun(f"The quiz asks no scene {name!r}. It asks: {', '.join(known)}.")
    both = released.keys.adjusted | dict(adjusted)
    if sum(one == LEFT_OUT for one in both.values()) == len(known):
        raise CannotRun("Every scene would be left out, and there would be nothing to mark. Nothing was changed.")
    return released.keys.model_copy(update={"adjusted": both})


def _graded_cell(released: ReleasedQuiz) -> tuple[str, str]:
    """The notebook, and in it the cell, whose points are those of all scenes. A quiz that was released has one."""

    def found() -> Iterator[tuple[str, str]]:
        for name, notebook in released.notebooks.items():
            for cell in notebook.locked:
                if cell.calls(GRADE_QUIZ):
                    yield name, cell.settings.grade_id

    return next(found())


def _quiz(root: Path, assignment: str) -> tuple[CourseAssignment, QuizAssignment]:
    course = CourseAssignment(root, assignment)
    quiz = course.quiz()
    if quiz is None:
        raise CannotRun(f"{assignment!r} is no quiz of this course.")
    return course, quiz
