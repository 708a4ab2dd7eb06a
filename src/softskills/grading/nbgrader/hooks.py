"""Checks that nbgrader runs before it converts: `pre_convert_hook` functions, named in `nbgrader_config.py`.

nbgrader calls them in the course's root folder, before it writes to the gradebook. On the command line the message of
the SystemExit by which they stop it is printed. Formgrader's buttons show it in their error window, and the server runs
on.
"""

from __future__ import annotations

from pathlib import Path

from traitlets.log import get_logger

from softskills.course import QUIZ_FILE
from softskills.grading.nbgrader import lock
from softskills.grading.nbgrader.fail_closed import fails_closed
from softskills.grading.nbgrader.programs import put_on_path
from softskills.grading.nbgrader.removed import READMIT, is_removed
from softskills.grading.nbgrader.safe_submission import make_safe
from softskills.grading.nbgrader.settings import Quiz, settings_of_hook
from softskills.grading.quiz.plain import plain
from softskills.grading.submission.before_release import before_release
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.marking import QuizAssignment
from softskills.items import ContentError, QuizKeys
from softskills.items.leaks import find_leaks

SOURCE, RELEASE = Path("source"), Path("release")


@fails_closed("Nothing was prepared for release, and what learners fetched before is as it was.")
def check_release(assignment: str, student: str, notebooks: list[str]) -> None:
    """Hook for GenerateAssignment. Raise SystemExit when learners would get keys, answers, or a quiz without marks, or
    a quiz whose locked cells hold other code than calls.
    """
    put_on_path()
    folder = _source_folder(notebooks)
    keys, faults, to_know = _looked_at(folder, settings_of_hook())
    faults = [*find_leaks(folder, *([keys] if keys else [])), *faults]
    for line in to_know:
        get_logger().warning("%s", line)
    if faults:
        raise SystemExit(
            f"{folder.name} was not prepared for release, for these reasons:\n"
            + "\n".join(f"  {fault}" for fault in faults)
            + f"\nWhat learners fetched before is as it was. Mend these, then run again: "
            f"nbgrader generate_assignment {folder.name}"
        )


@fails_closed("Nobody was graded from here on. Submissions graded before keep their marks.")
def before_autograde(assignment: str, student: str, notebooks: list[str]) -> None:
    """Hook for Autograde: make the submission safe to copy, and require that the instructor's own files are sound, and
    that no `softskills grade` is at work on the same submissions, and that nobody comes back who was deleted.
    """
    lock.require_free(Path())
    folder = Path(notebooks[0]).parent
    who = folder.parent.name
    if is_removed(Path(), who):
        raise SystemExit(
            f"Nobody was graded from here on, and the gradebook is as it was: everything of {plain(who)} was deleted, "
            f"and {plain(str(folder))} is there again. Move it away, or let them in again: {READMIT} {plain(who)}"
        )
    make_safe(folder, SOURCE / folder.name)
    try:
        quiz = settings_of_hook().assignment(Path.cwd(), SOURCE / folder.name, RELEASE / folder.name)
    except InstructorError as error:
        raise SystemExit(f"Nobody was graded, and the gradebook is as it was.\n{error}") from error
    if quiz is not None:
        require_gradable(quiz)


def require_gradable(quiz: QuizAssignment) -> None:
    """Raise SystemExit when a quiz cannot be graded: keys missing or faulty, nothing released, or released what is no
    quiz.
    """
    try:
        quiz.released()
    except (ContentError, InstructorError) as error:
        raise SystemExit(
            f"Nobody was graded, and the gradebook is as it was: {quiz.name} is a quiz whose files cannot be used.\n"
            f"{error}\nMend what is named here, then run again: nbgrader autograde {quiz.name}"
        ) from error


def _looked_at(folder: Path, settings: Quiz) -> tuple[QuizKeys | None, list[str], list[str]]:
    """The keys of the quiz in a folder, if it is one and they are sound; what is wrong with it; and what to know."""
    if not (folder / QUIZ_FILE).exists():
        return None, [], []
    found = before_release(folder, settings.keys_folder(Path.cwd()), Path.cwd())
    return found.keys, found.faults, found.to_know


def _source_folder(notebooks: list[str]) -> Path:
    # From the notebooks and not from `assignment`, which is whatever pattern was typed, such as "*".
    return SOURCE / Path(notebooks[0]).parent.name
