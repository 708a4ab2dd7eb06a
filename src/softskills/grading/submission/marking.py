"""Mark one submission of a quiz: submission, answer log, review, and from it points, comments and feedback.

What comes of it stands in the graded notebook and in `Marked`; nothing is written here, and nothing of a submission or
of a notebook is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from softskills.answers import Log
from softskills.course import QUIZ_FILE
from softskills.grading.quiz.feedback import format_review, formula, regraded
from softskills.grading.quiz.plain import for_print
from softskills.grading.quiz.review import Review, format_problems, review_quiz
from softskills.grading.quiz.telling import Detail, tell
from softskills.grading.quiz.written import format_reflection, written, written_task
from softskills.grading.submission import instructor_files
from softskills.grading.submission.answer_file import read_answers
from softskills.grading.submission.basis import Basis, handed_in, texts_of
from softskills.grading.submission.cell_settings import FOR_FEEDBACK, CellSettings, settings_of
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.locked_calls import GRADE_QUIZ, SHOW_REFLECTION, LockedCell
from softskills.grading.submission.rebuild import fault_of, rebuild
from softskills.grading.submission.released import ReleasedNotebook, ReleasedQuiz, Unfit, released_quiz
from softskills.items import ContentError

MAX_OUTPUT_LINES = 1_000
"""Of one cell, as nbgrader's LimitOutput has it."""

NO_RESPONSE = "No response."
"""nbgrader's comment on an answer that was left as it was released."""


@dataclass(frozen=True)
class Marked:
    """One graded notebook, with what nbgrader notes of it in the gradebook, by grade_id.

    `points` are those of the cells that are graded, None for those that wait for a grader. `comments` are those that
    nbgrader writes by itself, or None. `needs_manual` names the cells that a grader must look at, unless one has.
    `remarks` say in sentences what of the submission could not be read, or stood elsewhere than it should. `basis` is
    what all this is of.
    """

    notebook: NotebookNode
    points: dict[str, float | None]
    comments: dict[str, str | None]
    needs_manual: frozenset[str]
    remarks: tuple[str, ...] = ()
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class QuizAssignment:
    """An assignment that is a quiz, as the instructor has it: its folders below source/ and release/, the folder of
    all keys, and how much of them learners see.
    """

    source: Path
    release: Path
    keys: Path
    feedback: Detail

    @property
    def name(self) -> str:
        return self.source.name

    def released(self) -> ReleasedQuiz:
        """What every submission is graded by. Raises ContentError or InstructorError when nobody can be graded."""
        if not (self.release / QUIZ_FILE).is_file():
            raise InstructorError(
                f"{self.release / QUIZ_FILE} is missing, and what was released is what is graded. "
                f"Run: nbgrader generate_assignment {self.name}"
            )
        try:
            return released_quiz(self.release, self.keys)
        except Unfit as error:
            raise Unfit([*error.faults, *self.unreleased()], error.keys) from error

    def unreleased(self) -> list[str]:
        """What an instructor has changed since the quiz was released, in sentences. It does not count yet."""
        source, release = self.source / QUIZ_FILE, self.release / QUIZ_FILE
        try:
            if instructor_files.quiz(source) == instructor_files.quiz(release):
                return []
        except ContentError:
            pass  # then it is another one as well
        return [
            f"{source} is not what was released. {release} is what is graded. To release the other one: "
            f"nbgrader generate_assignment {self.name}"
        ]

    def mark(self, submission: Path) -> dict[str, Marked]:
        """Mark what was handed in, whatever it is: every notebook of the assignment, by its name.

        Files in `submission` are read and never written. Raises ContentError or InstructorError when the instructor's
        files cannot be used.
        """
        reviewed = self._review(submission)
        return {
            name: _marked(one, submission / f"{name}.ipynb", *reviewed, self.feedback)
            for name, one in self.released().notebooks.items()
        }

    def mark_notebook(self, name: str, submission: Path) -> Marked:
        """Mark one notebook of a submission. Raises as `mark`."""
        return _marked(self._released(name), submission / f"{name}.ipynb", *self._review(submission), self.feedback)

    def rebuilt(self, name: str, submission: Path) -> NotebookNode:
        """One notebook of a submission, fit to be graded, see `rebuild`. Raises as `mark`."""
        return rebuild(self._released(name).notebook, submission / f"{name}.ipynb")

    def _review(self, submission: Path) -> tuple[Review, Log, Basis]:
        released = self.released()
        found = read_answers(submission, released.quiz)
        review = review_quiz(released.quiz, released.keys, found.log, found.remarks)
        return review, found.log, Basis(released.scored_by, handed_in(submission))

    def _released(self, name: str) -> ReleasedNotebook:
        try:
            return self.released().notebooks[name]
        except KeyError:
            raise InstructorError(
                f"{self.release / name}.ipynb is missing, and what was released is what is graded. "
                f"Run: nbgrader generate_assignment {self.name}"
            ) from None


def as_text(notebook: NotebookNode) -> str:
    """A notebook as nbgrader writes it to a file."""
    return str(nbformat.writes(notebook, version=4)) + "\n"


def _marked(
    released: ReleasedNotebook, submitted: Path, review: Review, log: Log, basis: Basis, detail: Detail
) -> Marked:
    notebook = rebuild(released.notebook, submitted)
    remarks = (*review.remarks, *fault_of(released.notebook, submitted))
    texts = texts_of(released.notebook, notebook, released.locked, review.quiz, log)
    marked = Marked(notebook, *_by_hand(released.notebook, notebook), remarks, replace(basis, texts=texts))
    for count, cell in enumerate(released.locked, start=1):
        graded = notebook.cells[cell.index]
        graded.execution_count = count
        graded.outputs = nbformat.from_dict(list(_outputs(cell, count, review, log, detail)))
        if data := _for_feedback(cell, review, log, detail):
            graded.metadata[FOR_FEEDBACK] = nbformat.from_dict(data)
        if cell.calls(GRADE_QUIZ):
            marked.points[cell.settings.grade_id] = review.total
    return marked


def _outputs(cell: LockedCell, count: int, review: Review, log: Log, detail: Detail) -> Iterator[dict[str, Any]]:
    """What a kernel would show below a locked cell. Of a widget that is nothing, as nobody looks at one here."""
    if cell.call is None:
        return
    if cell.calls(SHOW_REFLECTION):
        yield printed(format_reflection(written_task(review.quiz, cell.call.arguments[0]), log))
    if cell.calls(GRADE_QUIZ):
        yield printed(format_review(review, detail))
        shown = {"data": {"text/plain": repr(review.total)}, "metadata": {}}
        yield {"output_type": "execute_result", "execution_count": count, **shown}


def _for_feedback(cell: LockedCell, review: Review, log: Log, detail: Detail) -> dict[str, Any]:
    """The same as data, for the feedback page."""
    if cell.call is not None and cell.calls(SHOW_REFLECTION):
        found = written(written_task(review.quiz, cell.call.arguments[0]), log)
        return {"written": asdict(found) | {"text": for_print(found.text, wrapped=False)}}
    if cell.call is not None and cell.calls(GRADE_QUIZ):
        return {
            "review": {
                "title": review.quiz.title,
                "total": review.total,
                "points_each": review.quiz.points_each,
                "scenes": [asdict(told) for told in tell(review, detail)],
                "formula": " ".join((*regraded(review), *formula(review))),
                "problems": _problems(review),
            }
        }
    return {}


def _problems(review: Review) -> list[str]:
    """What was not as it should be with the answers. A remark on that says first what else the log would begin with."""
    lines = [line.strip() for line in format_problems(review.problems) if line.strip()]
    return [*map(for_print, review.remarks), *(lines[1:] if review.remarks else lines)]


def printed(text: str) -> dict[str, Any]:
    """What a kernel would show of printed text, cut as nbgrader cuts it."""
    lines = f"{text}\n".split("\n")
    if len(lines) > MAX_OUTPUT_LINES:
        lines = [*lines[: MAX_OUTPUT_LINES - 1], "... Output truncated ..."]
    return {"output_type": "stream", "name": "stdout", "text": "\n".join(lines)}


def _by_hand(
    released: NotebookNode, notebook: NotebookNode
) -> tuple[dict[str, float | None], dict[str, str | None], frozenset[str]]:
    """The points, comments, and what waits for a grader, of all cells that are marked by hand.

    An answer left as it was released has 0 points and a comment, and does not wait. nbgrader finds out by a checksum
    of the released cell; without one it leaves every answer to the grader.
    """
    points: dict[str, float | None] = {}
    comments: dict[str, str | None] = {}
    waiting = set()
    for before, cell in zip(released.cells, notebook.cells, strict=True):
        settings: CellSettings | None = settings_of(cell)
        if settings is None or not (settings.is_by_hand or settings.task):
            continue
        name = settings.grade_id
        unchanged = settings.is_by_hand and before.source == cell.source and "checksum" in cell.metadata.nbgrader
        comments[name] = NO_RESPONSE if unchanged else None
        if settings.is_by_hand:
            points[name] = 0.0 if unchanged else None
        if not unchanged:
            waiting.add(name)
    return points, comments, frozenset(waiting)
