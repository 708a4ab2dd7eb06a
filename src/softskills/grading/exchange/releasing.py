"""Release an assignment as a whole, and feedback for all who can get it and whose work is marked. Switched on in
`nbgrader_config.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from traitlets import Bool

from softskills.course import SECRET, TIMESTAMP
from softskills.grading.exchange.course_copy import require_course
from softskills.grading.exchange.guard import keep_apart, require_safe
from softskills.grading.nbgrader.assignment import students_folders
from softskills.grading.nbgrader.class_rows import read_class
from softskills.grading.nbgrader.exchange_classes import ExchangeReleaseAssignment, ExchangeReleaseFeedback
from softskills.grading.nbgrader.folders import changes, contents, mend, new_place, publish
from softskills.phrases import counted


class SafeReleaseAssignment(ExchangeReleaseAssignment):  # type: ignore[misc]
    """nbgrader's release of an assignment, which with --force replaces what learners can fetch as a whole, and says
    what it replaced. When it fails, they fetch what they fetched before.
    """

    dest_path: str
    inbound_path: str

    def ensure_root(self) -> None:
        """As nbgrader's, which opens the exchange to all. None is to move away what is another's."""
        super().ensure_root()
        keep_apart(Path(self.root))

    def init_dest(self) -> None:
        super().init_dest()
        require_safe(self)
        require_course(self)
        if not self.coursedir.groupshared:
            keep_apart(Path(self.inbound_path))

    def copy_files(self) -> None:
        place = Path(self.dest_path)
        if place.is_dir() and not self.force:
            super().copy_files()  # which says that it needs --force
            return
        mend(place)
        before, new = contents(place), new_place(place)
        try:
            self.dest_path = str(new)
            super().copy_files()
            publish(place)
        finally:
            self.dest_path = str(place)
            mend(place)
        if before:
            said = changes(before, contents(place)) or "It is the same as before."
            self.log.warning("What learners can fetch of %s was replaced. %s", self.coursedir.assignment_id, said)


class SafeReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """nbgrader's release of feedback, which does not stop at a submission that did not come through the exchange, and
    sends nobody a score to which marks are still to come.

    Learners find their feedback by the secret that was handed in with their work. What was put into `submitted/` by
    hand, or came from a zip file, has none.
    """

    also_unmarked = Bool(False, help="Release feedback also while something in it waits to be marked by hand.").tag(
        config=True
    )

    def init_dest(self) -> None:
        super().init_dest()
        require_safe(self)
        require_course(self)

    def copy_files(self) -> None:
        """Release the feedback of those who can find it and whose work is marked, and name the others."""
        course = self.coursedir
        folders = students_folders(course, course.feedback_directory, course.assignment_id)
        asked = {name: folder for name, folder in folders.items() if fnmatchcase(name, course.student_id)}
        left = {name: folder for name, folder in asked.items() if not _can_be_found(folder)}
        waiting = [] if self.also_unmarked else self._waiting(asked)
        excluded = course.student_id_exclude
        course.student_id_exclude = ",".join([excluded, *left, *waiting])
        try:
            super().copy_files()
        finally:
            course.student_id_exclude = excluded
        for name, folder in left.items():
            self.log.warning(
                "The feedback of %s was not released. The submission did not come through the exchange: it lacks "
                "%s or %s. Send the pages yourself, from %s",
                name,
                TIMESTAMP,
                SECRET,
                folder,
            )
        if waiting:
            self.log.warning(
                "The feedback of %s was not released, because something in it waits to be marked: %s. Mark it, run "
                "`softskills grade %s --no-collect`, and release again. To release it as it is: "
                "nbgrader release_feedback %s --SafeReleaseFeedback.also_unmarked=True",
                counted(len(waiting), "learner"),
                ", ".join(waiting),
                course.assignment_id,
                course.assignment_id,
            )

    def _waiting(self, students: Iterable[str]) -> list[str]:
        marks = read_class(self.coursedir.db_url, self.coursedir.assignment_id).marks
        return [name for name in students if name in marks and marks[name].unmarked]


def _can_be_found(folder: Path) -> bool:
    try:
        return all((folder / name).read_text("utf-8").strip() for name in (TIMESTAMP, SECRET))
    except (OSError, UnicodeDecodeError):
        return False
