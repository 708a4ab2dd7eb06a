"""Only what came in time: the last version of each learner that did, whatever is run afterwards.

The accounts of learners are accounts that every Debian has, so these tests need root, as continuous integration is.
"""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from nbgrader.api import Gradebook

from softskills.course import ANSWERS, TIMESTAMP
from support.grade_command import grade
from support.gradebook_dump import points
from support.grading_course import QUIZ, Course, lines

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of other accounts")

BOTH, LATE_ONLY, EXTENDED = "man", "games", "news"
DUE = datetime(2026, 2, 4, 12)
EARLY, IN_TIME, LATE, LATER = (f"2026-02-{day:02} 04:05:06.000000 UTC" for day in (2, 3, 5, 9))
FULL, NOTHING = 18.0, 0.0


def hand_in(course: Course, student: str, time: str, answers: object) -> None:
    inbound = course.base / "exchange" / "soft-skills" / "inbound"
    folder = inbound / f"{student}+{QUIZ}+{time}+x"
    shutil.copytree(course.root / "release" / QUIZ, folder)
    (folder / ANSWERS).write_text(lines(answers), "utf-8")  # type: ignore[arg-type]
    (folder / TIMESTAMP).write_text(time, "utf-8")
    (folder / "submission_secret.txt").write_text("0123", "utf-8")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, pwd.getpwnam(student).pw_uid, -1)


def set_due(course: Course, due: datetime | None, **extensions: timedelta) -> None:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=due)
        for student, extension in extensions.items():
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(QUIZ, student, extension=extension)


def held(course: Course) -> dict[str, str]:
    return {
        file.parts[-3]: file.read_text("utf-8") for file in (course.root / "submitted").glob(f"*/{QUIZ}/{TIMESTAMP}")
    }


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two came in time, and again late with worse answers; one has an extension for it. One came late alone, twice."""
    course = Course(tmp_path_factory.mktemp("in-time"))
    course.do("generate_assignment", QUIZ)
    set_due(course, DUE, **{EXTENDED: timedelta(days=3)})
    right = course.right_answers()
    for student in (BOTH, EXTENDED):
        hand_in(course, student, EARLY, {})
        hand_in(course, student, IN_TIME, right)
        hand_in(course, student, LATE, {})
    for time in (LATE, LATER):
        hand_in(course, LATE_ONLY, time, right)
    return course


@pytest.fixture
def course(handed_in: Course) -> Iterator[Course]:
    """The class before anything was collected."""
    before = handed_in.database.read_bytes()
    yield handed_in
    for step in ("submitted", "autograded", "feedback"):
        shutil.rmtree(handed_in.root / step, ignore_errors=True)
    handed_in.database.write_bytes(before)


WANTED = {BOTH: IN_TIME, LATE_ONLY: LATER, EXTENDED: LATE}
MARKS = {BOTH: FULL, LATE_ONLY: FULL, EXTENDED: NOTHING}


def require_in_time(course: Course, after: str) -> None:
    assert held(course) == WANTED, after
    assert points(course) == MARKS, after


@pytest.mark.parametrize("late_ones_first", [False, True], ids=["at-once", "after-late-ones-were-graded"])
def test_the_last_version_in_time_is_graded_and_stays_so(course: Course, late_ones_first: bool) -> None:
    if late_ones_first:
        assert grade(course, QUIZ).code == 0
        assert points(course) == MARKS | {BOTH: NOTHING} and held(course) == WANTED | {BOTH: LATE}

    ran = grade(course, QUIZ, "--in-time")

    assert ran.code == 0 and "Who handed in something in time keeps that." in ran.output
    require_in_time(course, "--in-time")
    for options in ([], ["--force"], ["--in-time"], ["--no-collect", "--force"]):
        assert grade(course, QUIZ, *options).code == 0
        require_in_time(course, f"softskills grade {options}")
    for command in ("--update", "--before-duedate"):
        course.do("collect", QUIZ, command)
        require_in_time(course, f"nbgrader collect {command}")


def test_nbgraders_own_command_holds_as_well(course: Course) -> None:
    course.do("collect", QUIZ, "--before-duedate")
    assert held(course) == WANTED
    assert grade(course, QUIZ).code == 0
    require_in_time(course, "nbgrader collect --before-duedate, then softskills grade")


def test_it_ends_when_it_is_ended(course: Course) -> None:
    assert grade(course, QUIZ, "--in-time").code == 0

    ran = grade(course, QUIZ, "--also-late")

    assert "keeps that" not in ran.output
    assert held(course) == {BOTH: LATE, LATE_ONLY: LATER, EXTENDED: LATE}
    assert points(course)[BOTH] == NOTHING


def test_what_was_put_there_by_hand_and_came_in_time_is_kept(course: Course) -> None:
    by_hand = "2026-02-04 11:00:00.000000 UTC"
    assert grade(course, QUIZ, "--in-time").code == 0
    folder = course.root / "submitted" / BOTH / QUIZ
    (folder / TIMESTAMP).chmod(0o644)
    (folder / TIMESTAMP).write_text(by_hand, "utf-8")

    assert grade(course, QUIZ).code == 0

    assert held(course)[BOTH] == by_hand


def test_an_extension_without_a_due_date_stops_nobody(course: Course) -> None:
    set_due(course, None)
    try:
        assert grade(course, QUIZ, "--in-time").code == 0
        assert held(course) == {BOTH: LATE, LATE_ONLY: LATER, EXTENDED: LATE}
    finally:
        set_due(course, DUE)


def test_nothing_can_be_said_of_it_without_collecting(course: Course) -> None:
    ran = grade(course, QUIZ, "--in-time", "--no-collect")
    assert ran.code == 2 and held(course) == {}


def test_an_extension_alone_is_no_work_that_waits(course: Course) -> None:
    set_due(course, DUE, bin=timedelta(days=1))
    ran = grade(course, QUIZ)
    assert "To be marked by hand, on your desk or in Formgrader: 3 submissions." in ran.output, ran.output
