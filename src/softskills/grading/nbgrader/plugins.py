"""What nbgrader loads in place of its own: switched on in `nbgrader_config.py`, for commands and buttons alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter

from softskills.grading.nbgrader import lock
from softskills.grading.nbgrader.fail_closed import fails_closed
from softskills.grading.nbgrader.marks import late_penalty_plugin, save_marks
from softskills.grading.nbgrader.open_gradebook import keep_for_autograde, kept_gradebook
from softskills.grading.nbgrader.programs import put_on_path
from softskills.grading.nbgrader.settings import quiz_settings
from softskills.grading.submission.marking import QuizAssignment, as_text


class QuizExporter(NotebookExporter):
    """Autograde's reader and writer of notebooks, which grades quizzes without a kernel.

    Autograde converts each submitted notebook twice: first to sanitize it, and then what came of that, to grade it.
    For a quiz the first conversion gives the released notebook with the learner's text (see `rebuild`), so there is
    nothing left to sanitize. The second one marks the submission and saves the points. No preprocessor that is
    configured plays a part, so that none can be left out: `--no-execute` would give all points to everyone.

    What goes wrong in a conversion is one submission's failure: nbgrader names it, takes back what it wrote of it, goes
    on with the others, and ends with exit status 1. An assignment that is no quiz is converted as if this class were
    not there.

    Made when autograding begins, and raises SystemExit when it cannot go on, as when `softskills grade` is at work:
    later, nbgrader would have removed what was graded before.
    """

    @fails_closed("Nobody was graded, and the gradebook is as it was.")
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        put_on_path()
        lock.require_free(Path(self._course.root))
        self._settings = quiz_settings(self._converter.config)
        keep_for_autograde(self._course.db_url, self._course.course_id)

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        names = resources["nbgrader"]
        student, notebook = names["student"], names["notebook"]
        assignment = self._quiz(names["assignment"])
        if assignment is None:
            return super().from_filename(filename, resources, **options)
        submission = self._folder("submitted_directory", student, assignment.name)
        if Path(filename).parent == submission:
            converted = assignment.rebuilt(notebook, submission)
        else:
            marked = assignment.mark_notebook(notebook, submission)
            with kept_gradebook(names["db_url"], self._course.course_id) as gradebook:
                save_marks(gradebook, student, assignment.name, notebook, marked, late_penalty_plugin(self))
            converted = marked.notebook
        return as_text(converted), resources | {"output_extension": self.file_extension}

    def _quiz(self, assignment: str) -> QuizAssignment | None:
        source, release = (self._folder(step, ".", assignment) for step in ("source_directory", "release_directory"))
        return self._settings.assignment(Path(self._course.root), source, release)

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(self._course.format_path(getattr(self._course, step), student, assignment))

    @property
    def _course(self) -> Any:
        return self._converter.coursedir

    @property
    def _converter(self) -> Any:
        return self.parent
