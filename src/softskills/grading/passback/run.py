"""From the gradebook to the platform, one learner after the other, so that a stop at any moment does no harm.

Before a score is sent it's noted as under way, with its time, and when the platform has taken it, as sent. What is
found under way in a later run is sent again with the same time, which changes nothing if it had arrived.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from softskills.grading.nbgrader import lock
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.class_rows import read_class
from softskills.grading.nbgrader.passback_rows import SentRows, platform_ids, read_sent, typed_comments
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.passback.client import Client, Down, Refused
from softskills.grading.passback.plan import Change, Mark, Note, Plan, for_line_item, in_words, plan
from softskills.grading.roster.tables import Unreadable, read_table

IDS = ("lms_user_id", "user_id", "lti_user_id")
LEARNERS = ("id", "student_id", "learner", "username")


@dataclass(frozen=True)
class Graded:
    """An assignment's graded learners as the gradebook has them, and who in the class list has nothing graded."""

    maximum: float
    marks: dict[str, Mark]
    ungraded: tuple[str, ...]


@dataclass
class Outcome:
    """What became of it: who has got a score, whom the platform refused and why, and why it ended early, if it did."""

    line_item: str = ""
    is_new: bool = False
    sent: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    ended: str = ""


def read_graded(course: CourseAssignment) -> Graded:
    """Who is graded, and how. Raises GradebookError, also when there is no such assignment."""
    found = read_class(course.settings.db_url, course.name)
    if not found.max_score:
        raise GradebookError(f"The gradebook has no points for an assignment {course.name!r}. Nothing was sent.")
    comments = typed_comments(course)
    marks = {
        student: Mark(marks.score, marks.unmarked, comments.get(student, ""))
        for student, marks in found.marks.items()
        if student in found.noted or marks.score
    }
    return Graded(found.max_score, marks, tuple(sorted(set(found.people) - set(marks))))


def read_ids(file: Path) -> dict[str, str]:
    """By learner the platform's id, from a table with the columns id and lms_user_id. Raises Unreadable and OSError."""
    table = read_table(file.read_bytes(), {*LEARNERS, *IDS})
    learner, user = table.column(*LEARNERS), table.column(*IDS)
    if learner is None or user is None:
        raise Unreadable(f"It needs the columns id and {IDS[0]}, and has: {', '.join(table.headings)}.")
    found: dict[str, str] = {}
    for row in table.rows:
        student, there = row.cells[learner], row.cells[user]
        if student and there and found.setdefault(student, there) != there:
            raise Unreadable(f"Line {row.number} gives {student!a} another id than a line before.")
    return found


def users_of(course: CourseAssignment, ids: Path | None) -> dict[str, str]:
    """By learner the platform's id: from a table, and otherwise from the class list. Raises as the two."""
    return platform_ids(course) | (read_ids(ids) if ids else {})


def notes_of(course: CourseAssignment, platform: str) -> dict[str, Note]:
    """What is known of scores there. Raises GradebookError."""
    return {student: Note(**row) for student, row in read_sent(course, platform).items()}


def planned(
    course: CourseAssignment, users: dict[str, str], notes: dict[str, Note], also_unmarked: bool, comments: bool
) -> tuple[Graded, Plan]:
    """The plan by what stands in the gradebook now. Raises GradebookError."""
    graded = read_graded(course)
    return graded, plan(graded.marks, graded.maximum, users, notes, also_unmarked=also_unmarked, comments=comments)


def send(
    course: CourseAssignment,
    client: Client,
    users: dict[str, str],
    also_unmarked: bool = False,
    comments: bool = False,
    tell: Callable[[Change], None] = lambda change: None,
) -> tuple[Plan, Outcome]:
    """Send what is to be sent, while nobody grades. Raises GradebookError and Locked."""
    outcome, address = Outcome(), client.platform.lineitems
    with lock.held(course.root), SentRows(course, address) as rows:
        known = notes_of(course, address)
        graded, todo = planned(course, users, known, also_unmarked, comments)
        if not todo.changes and not todo.same:
            return todo, outcome
        try:
            outcome.line_item, outcome.is_new = client.line_item(course.name, graded.maximum)
            notes = for_line_item(outcome.line_item, known)
            if len(notes) != len(known):  # what went to a line item that is no longer the one counts for nothing
                _, todo = planned(course, users, notes, also_unmarked, comments)
            for change in todo.changes:
                _send(client, rows, change, outcome)
                tell(change)
        except (Down, Refused) as error:
            outcome.ended = str(error)
    return todo, outcome


def _send(client: Client, rows: SentRows, change: Change, outcome: Outcome) -> None:
    """One score, and what is noted of it. Raises Down, and then it stays noted as under way."""
    before = replace(change.before, line_item=outcome.line_item)
    time = change.time(client.now())
    note = change.score.noted() | {"time": in_words(time)}
    again = before.trying is not None and before.trying["time"] == note["time"]
    rows.write(change.student, before.line_item, before.sent, note)
    try:
        client.post_score(outcome.line_item, change.score.body(time), may_be_there=again)
    except Refused as refused:
        rows.write(change.student, before.line_item, before.sent, before.trying)
        outcome.refused[change.student] = str(refused)
        if refused.status in (401, 403) and not outcome.sent:
            raise  # it's us whom it refuses, and not one learner
    else:
        rows.write(change.student, before.line_item, note, None)
        outcome.sent.append(change.student)
