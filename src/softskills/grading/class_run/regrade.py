"""Grade a class again by another key: first whose marks move and by how much, then it is done."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from softskills.course import QUIZ_FILE
from softskills.grading.class_run.run import CannotRun, Options, Progress, Summary, grade_class
from softskills.grading.nbgrader import lock
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.hand_ins import hand_ins
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.nbgrader.settings import quiz_settings
from softskills.grading.quiz.review import totals
from softskills.grading.submission.errors import InstructorError
from softskills.items import ContentError, Quiz, QuizKeys, Regrade
from softskills.items.quizzes import regrade_faults

_BLOCK = re.compile(r"^regrade:.*\n(?:(?:[ #].*)?\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Move:
    """The points that a learner had for the scenes, and has by the new key."""

    student: str
    before: float
    after: float


@dataclass(frozen=True)
class Intended:
    """What a regrade would do: whose points move, of how many graded, and in `key_file` what was decided."""

    moves: tuple[Move, ...]
    graded: int
    key_file: Path
    decided: Regrade


def intend(
    root: Path, assignment: str, drop: list[str], full_marks: list[str], say: str | None, undo: bool = False
) -> Intended:
    """What would come of it, beside what was decided before; `undo` begins anew. Raises CannotRun."""
    try:
        course = CourseAssignment(root, assignment)
        found = course.quiz()
        if found is None:
            raise CannotRun(
                f"{assignment!r} is no quiz of this course: there is no {course.place('source') / QUIZ_FILE}"
            )
        released = found.released()
        keys = with_regrade(released.quiz, released.keys, drop, full_marks, say, undo)
        graded = {one.student: one for one in hand_ins(course, released.quiz) if one.scene_points is not None}
    except (SystemExit, InstructorError, ContentError, GradebookError) as error:
        raise CannotRun(f"Nothing was changed. {error}") from error
    before = {student: one.scene_points or 0.0 for student, one in graded.items()}
    after = totals(released.quiz, keys, {student: dict(one.answers) for student, one in graded.items()})
    file = quiz_settings(course.app.config).keys_folder(course.root) / f"{released.quiz.quiz}.yml"
    return Intended(moves(before, after), len(graded), file, keys.regrade)


def regrade(root: Path, assignment: str, intended: Intended, jobs: int, progress: Progress) -> Summary:
    """Note in the key file what was decided, and grade the class again. Marks by hand stay. Raises CannotRun."""
    try:
        lock.require_free(root)
        note(intended.key_file, intended.decided)
    except SystemExit as error:
        raise CannotRun(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"Nothing was changed, because {intended.key_file} cannot be written: {error}") from error
    return grade_class(root, assignment, Options(jobs=jobs, collect=False, force=True), progress)


def moves(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[Move, ...]:
    """Whose points are others than before by a hundredth or more, those first that lose most."""
    found = [Move(student, before[student], after[student]) for student in before]
    found = [one for one in found if abs(one.after - one.before) >= 0.005]
    return tuple(sorted(found, key=lambda one: (one.after - one.before, one.student)))


def with_regrade(
    quiz: Quiz, keys: QuizKeys, drop: list[str], full_marks: list[str], say: str | None, undo: bool = False
) -> QuizKeys:
    """The keys, with this decided beside what was before. Raises CannotRun when it cannot be."""
    old = Regrade() if undo else keys.regrade
    dropped = [*old.drop, *(one for one in drop if one not in old.drop)]
    full = [*(one for one in old.full_marks if one not in drop)]
    full += [one for one in full_marks if one not in full]
    decided = Regrade(drop=[one for one in dropped if one not in full_marks or one in drop], full_marks=full)
    decided = decided.model_copy(update={"say": say if say else old.say})
    changed = keys.model_copy(update={"regrade": decided})
    if faults := regrade_faults(changed, {scenario.id for scenario in quiz.scenarios}):
        raise CannotRun("Nothing was changed: " + "; ".join(fault.message for fault in faults) + ".")
    return changed


def note(file: Path, decided: Regrade) -> None:
    """Write into a key file what was decided, and leave the rest of it as it stands."""
    text = file.read_text("utf-8")
    kept = _BLOCK.sub("", text if text.endswith("\n") else f"{text}\n")
    said = {name: value for name, value in decided.model_dump().items() if value}
    lines = [f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
    block = "\n".join(["regrade:", *lines, ""]) if lines else ""
    if kept + block == text:
        return
    new = file.with_name(f".{file.name}.new")
    new.write_text(kept + block, "utf-8")
    new.chmod(file.stat().st_mode & 0o777)
    new.replace(file)
