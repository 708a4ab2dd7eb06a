"""One submission of a quiz is marked: its points, comments and outputs, whatever lies beside its answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from softskills.grading.quiz.telling import Detail
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.marking import MAX_OUTPUT_LINES, Marked, QuizAssignment, printed
from support.small_course import FLAGS, grade_cell, locked, save
from support.small_quiz import SECRET, pick

FROM = "from softskills.grading import"
BY_HAND = FLAGS | {"grade": True, "solution": True, "locked": False, "points": 2, "checksum": "of what was released"}
TASK = FLAGS | {"task": True, "points": 8}


def notebook() -> Any:
    cells = [
        locked(f"from softskills import scenario\n{FROM} grade_quiz, show_reflection", "imports"),
        locked('scenario("s-1")', "scene"),
        locked("grade_quiz()", "grade", grade=True, points=6),
        locked('show_reflection("text")', "text"),
        new_markdown_cell("Your answer here.", metadata={"nbgrader": BY_HAND | {"grade_id": "why"}}),
        new_markdown_cell("How it is marked.", metadata={"nbgrader": TASK | {"grade_id": "task"}}),
    ]
    return new_notebook(cells=cells)


@pytest.fixture
def quiz(small_course: Path) -> QuizAssignment:
    """A quiz with a cell of every sort. What ann handed in beside her answers is not what it seems."""
    nbformat.write(notebook(), small_course / "release" / "q" / "q.ipynb")
    submission = small_course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    nbformat.write(notebook(), submission / "q.ipynb")
    (submission / "quiz.yml").write_text("quiz: of my own\n", "utf-8")
    (submission / "softskills.py").write_text("1 / 0", "utf-8")
    save(submission, s_1=pick("a", "d"), text={"text": "By Ann."})
    return QuizAssignment(
        small_course / "source" / "q", small_course / "release" / "q", small_course / "keys", Detail.CHOICES
    )


def ann(quiz: QuizAssignment) -> Path:
    return quiz.keys.parent / "submitted" / "ann" / "q"


def mark(quiz: QuizAssignment) -> Marked:
    [marked] = quiz.mark(ann(quiz)).values()
    return marked


def test_points_comments_and_what_waits(quiz: QuizAssignment) -> None:
    marked = mark(quiz)

    assert marked.points == {"grade": 2.0, "why": 0.0}
    assert marked.comments == {"why": "No response.", "task": None}
    assert marked.needs_manual == {"task"}


def test_an_answer_that_was_written_waits_for_a_grader(quiz: QuizAssignment) -> None:
    written = notebook()
    written.cells[4].source = "Because."
    nbformat.write(written, ann(quiz) / "q.ipynb")

    marked = mark(quiz)

    assert marked.points["why"] is None and marked.comments["why"] is None
    assert marked.needs_manual == {"why", "task"}


def test_without_a_checksum_every_answer_waits_for_a_grader(quiz: QuizAssignment) -> None:
    released = notebook()
    del released.cells[4].metadata.nbgrader["checksum"]
    nbformat.write(released, quiz.release / "q.ipynb")

    assert mark(quiz).points["why"] is None


def test_the_outputs_are_those_of_a_kernel(quiz: QuizAssignment) -> None:
    imports, scene, grade, text = mark(quiz).notebook.cells[:4]

    assert [cell.execution_count for cell in (imports, scene, grade, text)] == [1, 2, 3, 4]
    assert imports.outputs == scene.outputs == []
    assert [output.output_type for output in grade.outputs] == ["stream", "execute_result"]
    assert "\nTotal: 2 of 6 points.\n" in grade.outputs[0].text
    assert grade.outputs[1].data == {"text/plain": "2.0"} and grade.outputs[1].execution_count == 3
    assert [(output.name, output.text) for output in text.outputs] == [
        ("stdout", "In your words: 2 words.\n\nBy Ann.\n")
    ]
    nbformat.validate(mark(quiz).notebook)


def test_what_is_released_is_never_changed(quiz: QuizAssignment) -> None:
    mark(quiz)
    assert quiz.released().notebooks["q"].notebook.cells[2].outputs == []


def test_learners_read_as_much_of_the_key_as_is_set(quiz: QuizAssignment) -> None:
    told = {
        detail: QuizAssignment(quiz.source, quiz.release, quiz.keys, detail).mark(ann(quiz))["q"] for detail in Detail
    }
    shown = {detail: one.notebook.cells[2].outputs[0].text.count(SECRET) for detail, one in told.items()}

    assert 0 == shown[Detail.POINTS] < shown[Detail.CHOICES] < shown[Detail.KEY]
    assert {one.points["grade"] for one in told.values()} == {2.0}


def test_one_notebook_is_marked_as_all_are(quiz: QuizAssignment) -> None:
    assert quiz.mark_notebook("q", ann(quiz)) == mark(quiz)


def test_it_does_not_matter_where_this_is_run_and_what_the_environment_says(
    quiz: QuizAssignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ann(quiz))
    monkeypatch.setenv("SOFTSKILLS_KEYS", "nowhere")

    assert mark(quiz).points["grade"] == 2.0


def test_keys_are_read_again_when_they_change(quiz: QuizAssignment) -> None:
    keys = quiz.keys / "q.yml"
    assert mark(quiz).points["grade"] == 2.0
    content = keys.read_text("utf-8")
    keys.unlink()
    with pytest.raises(InstructorError, match=r"q\.yml"):
        mark(quiz)
    keys.write_text(content.replace("a: 5", "a: 1").replace("d: 1", "d: 5"), "utf-8")
    assert mark(quiz).points["grade"] == 0.0


@pytest.mark.parametrize("source", ["6.0", "import os\n6.0", "x = grade_quiz()", "grade_quiz()\n6.0"])
def test_without_any_check_before_a_cell_of_other_code_still_grades_nobody(small_course: Path, source: str) -> None:
    release = small_course / "release" / "q"
    grade_cell(source=source)(release)
    quiz = QuizAssignment(small_course / "source" / "q", release, small_course / "keys", Detail.CHOICES)

    with pytest.raises(InstructorError, match="the locked cell 'grade'"):
        quiz.mark(small_course / "source" / "q")
    with pytest.raises(InstructorError, match="the locked cell 'grade'"):
        quiz.rebuilt("q", small_course / "source" / "q")


def test_a_notebook_that_was_not_released_is_named(quiz: QuizAssignment) -> None:
    with pytest.raises(InstructorError, match=r"more\.ipynb is missing.*nbgrader generate_assignment q"):
        quiz.mark_notebook("more", ann(quiz))


def test_a_task_that_the_quiz_does_not_have_is_named(quiz: QuizAssignment) -> None:
    released = notebook()
    released.cells[3].source = 'show_reflection("s-1")'
    nbformat.write(released, quiz.release / "q.ipynb")

    with pytest.raises(InstructorError, match="the cell 'text': The quiz 'q' has no written task 's-1'"):
        mark(quiz)


def test_points_beside_those_of_the_quiz_are_refused(quiz: QuizAssignment) -> None:
    released = notebook()
    released.cells[1].metadata.nbgrader.update(grade=True, points=1)
    nbformat.write(released, quiz.release / "q.ipynb")

    with pytest.raises(InstructorError, match="the cell 'scene' gives points in nbgrader, and does not call"):
        mark(quiz)


def test_a_very_long_output_is_cut_as_nbgrader_cuts_it() -> None:
    whole, cut = printed("x\n" * (MAX_OUTPUT_LINES - 2)), printed("x\n" * MAX_OUTPUT_LINES)

    assert whole["text"] == "x\n" * (MAX_OUTPUT_LINES - 2) + "\n"
    assert cut["text"].split("\n")[-2:] == ["x", "... Output truncated ..."]
    assert len(cut["text"].split("\n")) == MAX_OUTPUT_LINES


def test_no_library_of_widgets_and_no_kernel_is_loaded() -> None:
    program = (
        "import sys, softskills.grading.submission.marking\n"
        "print({'softskills.widgets', 'ipywidgets', 'matplotlib', 'nbgrader', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr
