"""`softskills grade`: a whole class in one command, whatever is handed in, and whenever it is stopped."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import portalocker
import pytest
from nbgrader.api import Gradebook

from softskills.course import ANSWERS
from softskills.grading.nbgrader.lock import LOCK
from support.attack_class import hand_in_attacks
from support.grade_command import grade, steps
from support.gradebook_dump import dump
from support.grading_course import COMMAND_SECONDS, QUIZ, Course, Ran, formgrader, lines
from support.mixed_quiz import MIXED, edit, write_mixed_assignment
from support.random_logs import random_log

LEARNERS = 30
STOPPED_EARLY_AND_LATE = {0, 3, 7, 15}
"""Of the seeds: these stop it while it collects, grades, and makes feedback, up to three times in a row."""
LATER = "2026-03-01 00:00:00.000000 UTC"
TASK = "written-task-marks"


def said(course: Course) -> dict[str, Any]:
    return dump(f"sqlite:///{course.database}")


def tree(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Every file below a folder, with its permissions and content, hidden ones as well."""
    files = (file for file in sorted(folder.rglob("*")) if not file.is_dir())
    return {str(file.relative_to(folder)): (oct(file.stat().st_mode), file.read_bytes()) for file in files}


def outcome(course: Course) -> dict[str, Any]:
    """All that a run leaves behind."""
    return {"gradebook": said(course)} | {step: tree(course.root / step) for step in ("autograded", "feedback")}


def hand_in_randomly(course: Course, learners: int) -> None:
    quiz, keys = course.quiz()
    for number in range(learners):
        (course.submission(f"learner-{number:03}") / ANSWERS).write_bytes(random_log(Random(number), quiz, keys))


def new_course(base: Path) -> Course:
    base.mkdir(exist_ok=True)
    course = Course(base)
    course.do("generate_assignment", QUIZ)
    return course


def copy_of(course: Course, base: Path) -> Course:
    """The same course with the same submissions, in another folder."""
    base.mkdir()
    copy = Course(base)
    shutil.rmtree(copy.root)
    shutil.copytree(course.root, copy.root)
    return copy


def marks(gradebook: Gradebook, student: str, score: float, comment: str) -> None:
    """A grader marks the written task."""
    grade = gradebook.find_grade(TASK, QUIZ, QUIZ, student)
    grade.manual_score, grade.needs_manual_grade = score, False
    gradebook.find_comment(TASK, QUIZ, QUIZ, student).manual_comment = comment
    gradebook.db.commit()


# The same as nbgrader's commands, with our plug-ins


LATE = """
from nbgrader.plugins import BasePlugin

class ThreePointsADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 3 * total_seconds_late / 86400

c.AssignLatePenalties.plugin_class = ThreePointsADay
"""


@dataclass(frozen=True)
class Pair:
    """The same class in two courses, one graded by nbgrader's commands, the other by `softskills grade`."""

    commands: Course
    bulk: Course


def by_hand(course: Course, assignment: str, *options: str) -> None:
    course.do("autograde", assignment, *options)
    course.do("generate_feedback", assignment, *options)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    base = tmp_path_factory.mktemp("pair")
    commands = new_course(base / "commands")
    hand_in_randomly(commands, 8)
    (commands.root / "submitted" / "learner-000" / QUIZ / "more").mkdir()
    (commands.root / "submitted" / "learner-000" / QUIZ / "more" / "notes.txt").write_text("mine", "utf-8")
    (commands.root / "submitted" / "learner-001" / QUIZ / "timestamp.txt").unlink()
    quiz, keys = write_mixed_assignment(commands)
    (commands.root / "source" / MIXED / "pictures").mkdir()
    (commands.root / "source" / MIXED / "pictures" / "one.txt").write_text("a picture", "utf-8")
    commands.do("generate_assignment", MIXED)
    for number in range(6):
        folder = commands.submission(f"learner-{number:03}", MIXED)
        (folder / ANSWERS).write_bytes(random_log(Random(number), quiz, keys))
        (folder / "timestamp.txt").write_text(f"2026-02-0{number + 1} 00:00:00 UTC", "utf-8")
        if number % 2:
            edit(folder / "first.ipynb", lambda cells: cells["why"].update(source="Because <b>so</b>."))
    with Gradebook(f"sqlite:///{commands.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(MIXED, duedate=datetime(2026, 2, 1))
    settings = commands.root / "nbgrader_config.py"
    settings.write_text(settings.read_text("utf-8") + LATE, "utf-8")
    pair = Pair(commands, copy_of(commands, base / "bulk"))
    for assignment in (QUIZ, MIXED):
        by_hand(pair.commands, assignment)
        ran = grade(pair.bulk, assignment, "--no-collect")
        assert ran.code == 0, ran.output
    return pair


def test_all_that_is_left_behind_is_what_nbgrader_leaves(pair: Pair) -> None:
    bulk = outcome(pair.bulk)
    assert bulk == outcome(pair.commands)
    assert len(bulk["autograded"]) > 14 * 5 and len(bulk["feedback"]) == len(bulk["autograded"])
    assert "learner-000/listening/more/notes.txt" in bulk["autograded"]
    assert {row[4] for row in bulk["gradebook"]["notebooks"]} > {None, 0.0}, "some were late, and it cost something"


def test_marks_by_hand_stay_and_newer_submissions_are_graded(pair: Pair) -> None:
    quiz, keys = pair.bulk.quiz()
    for course in (pair.commands, pair.bulk):
        with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
            marks(gradebook, "learner-002", 5.5, "Well put.")
            marks(gradebook, "learner-003", 2, "Short.")
        newer = course.root / "submitted" / "learner-003" / QUIZ
        (newer / ANSWERS).write_bytes(random_log(Random(99), quiz, keys))
        (newer / "timestamp.txt").write_text(LATER, "utf-8")
    pair.commands.do("autograde", QUIZ)
    pair.commands.do("generate_feedback", QUIZ, "--force")

    ran = grade(pair.bulk, QUIZ, "--no-collect")

    assert ran.code == 0 and "1 submission graded now, 7 graded before, 0 refused." in ran.output
    assert outcome(pair.bulk) == outcome(pair.commands)
    assert "Well put." in pair.bulk.feedback("learner-002")


def test_force_grades_everybody_again(pair: Pair) -> None:
    by_hand(pair.commands, MIXED, "--force")
    with Gradebook(f"sqlite:///{pair.bulk.database}", "soft-skills") as gradebook:
        for row in gradebook.assignment_submissions(MIXED):
            for notebook in row.notebooks:
                for one in notebook.grades:
                    one.auto_score = one.auto_score and 77.0
        gradebook.db.commit()

    ran = grade(pair.bulk, MIXED, "--no-collect", "--force")

    assert "6 submissions graded now, 0 graded before" in ran.output
    assert outcome(pair.bulk) == outcome(pair.commands)


def test_formgrader_shows_what_was_graded(pair: Pair) -> None:
    with formgrader(pair.bulk) as server:
        with Gradebook(f"sqlite:///{pair.bulk.database}", "soft-skills") as gradebook:
            submission = gradebook.find_submission_notebook(QUIZ, QUIZ, "learner-002").id
        status, page = server.ask(f"/formgrader/submissions/{submission}/")
        ours = pair.bulk.feedback("learner-002")
        shutil.rmtree(pair.bulk.root / "feedback" / "learner-002" / QUIZ)
        made = server.ask(f"/formgrader/api/assignment/{QUIZ}/learner-002/generate_feedback", "POST", {})
        again = server.ask(f"/formgrader/api/submission/{QUIZ}/learner-002/autograde", "POST", {})
    assert status == 200 and f'id="{TASK}"' in page
    assert made[0] == 200 and '"success": true' in made[1], made[1]
    assert pair.bulk.feedback("learner-002") == ours and "Your score" in ours, "by the button, and by the command"
    assert again[0] == 200 and '"success": true' in again[1]


def test_attackers_and_others_get_what_the_answers_deserve(tmp_path: Path) -> None:
    course = new_course(tmp_path / "attacked")
    deserved = hand_in_attacks(course)

    ran = grade(course, QUIZ, "--no-collect")

    assert ran.code == 0, ran.output
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        assert {one.student.id: one.score for one in gradebook.assignment_submissions(QUIZ)} == deserved
    assert list((course.base / "instructor").glob("ran-*")) == []


# Stopped at any moment


@dataclass(frozen=True)
class Undisturbed:
    """A class before it was graded, how many steps that takes, and what it leaves."""

    course: Course
    steps: int
    left: dict[str, Any]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """A class with all that a run may have to do: collect, grade for the first time, grade a newer submission."""
    base = tmp_path_factory.mktemp("stopped")
    course = new_course(base / "course")
    settings = course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text("utf-8") + "c.ExchangeCollect.check_owner = False\n", "utf-8")
    quiz, keys = course.quiz()
    hand_in_randomly(course, LEARNERS // 3)
    assert grade(course, QUIZ, "--no-collect", "--no-feedback").code == 0
    for number in range(LEARNERS // 3, LEARNERS):
        (course.submission(f"learner-{number:03}") / ANSWERS).write_bytes(random_log(Random(number), quiz, keys))
    for number in range(0, LEARNERS, 2):
        to_exchange(course, f"learner-{number:03}", random_log(Random(1000 + number), quiz, keys))
    whole = copy_of(course, base / "whole")
    shutil.copytree(course.base / "exchange", whole.base / "exchange", dirs_exist_ok=True)
    ran = grade(whole, QUIZ)
    assert ran.code == 0 and f"{LEARNERS - 5} submissions graded now, 5 graded before" in ran.output, ran.output
    return Undisturbed(course, steps(whole), outcome(whole))


def to_exchange(course: Course, student: str, log: bytes, time: str = LATER) -> Path:
    folder = course.base / "exchange" / "soft-skills" / "inbound" / f"{student}+{QUIZ}+{time}+x"
    shutil.copytree(course.root / "release" / QUIZ, folder)
    (folder / ANSWERS).write_bytes(log)
    (folder / "timestamp.txt").write_text(time, "utf-8")
    (folder / "submission_secret.txt").write_text("0123", "utf-8")
    return folder


def in_every_run(always: set[int], *cases: int) -> list[Any]:
    """The cases of a test, of which all but a few are trials."""
    return [case if case in always else pytest.param(case, marks=pytest.mark.trial) for case in cases]


@pytest.mark.parametrize("seed", in_every_run(STOPPED_EARLY_AND_LATE, *range(24)))
def test_after_a_kill_the_same_command_ends_as_if_nothing_had_been(
    undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    dice = Random(seed)
    course = copy_of(undisturbed.course, tmp_path / "course")
    shutil.copytree(undisturbed.course.base / "exchange", course.base / "exchange", dirs_exist_ok=True)
    for _ in range(dice.choice([1, 1, 2, 3])):
        stop_at = dice.randint(1, undisturbed.steps)
        ran = grade(course, QUIZ, stop_at=stop_at)
        assert ran.code in (-9, 0), ran.output  # after a kill there is less to do, and it may be done before the next
    submitted = list((course.root / "submitted").glob(f"*/{QUIZ}"))

    ran = grade(course, QUIZ)

    assert ran.code == 0, ran.output
    assert len(submitted) >= LEARNERS - 1, "what was collected is not lost by a stop"
    assert outcome(course) == undisturbed.left


@pytest.mark.parametrize("stop_at", in_every_run({700}, 200, 700, 1_100))
def test_after_ctrl_c_as_well(undisturbed: Undisturbed, tmp_path: Path, stop_at: int) -> None:
    course = copy_of(undisturbed.course, tmp_path / "course")
    shutil.copytree(undisturbed.course.base / "exchange", course.base / "exchange", dirs_exist_ok=True)

    stopped = grade(course, QUIZ, stop_at=stop_at, by=signal.SIGINT)

    assert stopped == Ran(130, "Stopped. Run the same command again to go on.\n")
    assert grade(course, QUIZ).code == 0
    assert outcome(course) == undisturbed.left


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3, 0.4])  # of all steps; the second half makes the feedback
def test_what_is_in_autograded_is_whole_and_has_its_marks(
    undisturbed: Undisturbed, tmp_path: Path, share: float
) -> None:
    course = copy_of(undisturbed.course, tmp_path / "course")
    shutil.rmtree(course.root / "autograded")

    assert grade(course, QUIZ, "--no-collect", stop_at=int(share * undisturbed.steps)).code == -9

    rows = {row[4]: row for row in said(course)["grades"] if row[2] == "grade-quiz"}
    graded = list((course.root / "autograded").glob(f"*/{QUIZ}"))
    for folder in graded:
        assert {file.name for file in folder.iterdir()} >= {f"{QUIZ}.ipynb", "quiz.yml", ANSWERS, "timestamp.txt"}
        assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o444}
        assert rows[folder.parent.name][5] is not None
    assert len(graded) < LEARNERS


# One bad one among many


def test_one_bad_submission_among_300_and_the_others_are_graded(tmp_path: Path) -> None:
    course = new_course(tmp_path / "many")
    settings = course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text("utf-8") + "c.ExchangeCollect.check_owner = False\n", "utf-8")
    right = lines(course.right_answers()).encode()
    for number in range(300):
        folder = to_exchange(course, f"learner-{number:03}", right)
        if number == 100:
            (folder / ANSWERS).unlink()
            os.mkfifo(folder / ANSWERS)

    ran = grade(course, QUIZ, "--no-feedback")

    assert ran.code == 1
    assert "299 submissions graded now, 0 graded before, 1 refused." in ran.output
    assert f"learner-100+{QUIZ}+{LATER}+x: {ANSWERS} is a pipe, and not a file" in ran.output
    scores = {row[4]: row[5] for row in said(course)["grades"] if row[2] == "grade-quiz"}
    assert len(scores) == 299 and set(scores.values()) == {18.0}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Three learners, not graded yet, and an exchange with nothing in it."""
    course = new_course(tmp_path_factory.mktemp("three") / "course")
    hand_in_randomly(course, 3)
    return course


@pytest.fixture
def small(three: Course, tmp_path: Path) -> Course:
    """The same, to be spoilt."""
    course = copy_of(three, tmp_path / "small")
    (course.base / "exchange" / "soft-skills" / "inbound").mkdir(parents=True)
    return course


def test_what_cannot_be_written_for_one_learner_stops_no_other(small: Course) -> None:
    (small.root / "autograded").mkdir()
    (small.root / "autograded" / "learner-001").write_text("a file where a folder should be", "utf-8")

    ran = grade(small, QUIZ)

    assert ran.code == 1
    assert "2 submissions graded now, 0 graded before, 1 refused." in ran.output
    assert f"submitted/learner-001/{QUIZ}: its files cannot be written: " in ran.output
    assert {row[1] for row in said(small)["submissions"]} == {"learner-000", "learner-002"}


# What it says, and its exit status


def test_the_summary_tells_what_was_done_and_what_is_to_do(small: Course) -> None:
    for file in (small.root / "submitted").glob(f"*/{QUIZ}/{ANSWERS}"):
        file.write_text(lines(small.right_answers()), "utf-8")
    ran = grade(small, QUIZ)
    assert ran == Ran(
        0,
        f"{QUIZ}: 3 submissions graded now, 0 graded before, 0 refused.\n"
        f"To be marked by hand, on your desk or in Formgrader: 3 submissions.\n"
        f"Feedback was made for 3. To send it: nbgrader release_feedback {QUIZ}\n",
    )
    with Gradebook(f"sqlite:///{small.database}", "soft-skills") as gradebook:
        for student in ("learner-000", "learner-001"):
            marks(gradebook, student, 4, "Good.")
    again = grade(small, QUIZ, "--no-feedback", "--jobs", "1")
    assert again == Ran(
        0,
        f"{QUIZ}: 0 submissions graded now, 3 graded before, 0 refused.\n"
        "To be marked by hand, on your desk or in Formgrader: 1 submission.\n",
    )


def test_one_learner_alone(small: Course) -> None:
    ran = grade(small, QUIZ, "--student", "learner-001")
    assert ran.code == 0 and "1 submission graded now, 0 graded before" in ran.output
    assert [folder.name for folder in (small.root / "feedback").iterdir()] == ["learner-001"]


def cannot_run(ran: Ran, *words: str) -> None:
    assert ran.code == 2
    assert all(word in ran.output for word in words), ran.output
    assert "Traceback" not in ran.output


def test_without_keys_nobody_is_graded(small: Course) -> None:
    before = outcome(small)
    small.keys.rename(small.base / "hidden")
    cannot_run(grade(small, QUIZ), "Nobody was graded", small.keys.name)
    assert outcome(small) == before


def test_what_cannot_be_graded_is_said_plainly(small: Course) -> None:
    cannot_run(grade(small, "listning"), "'listning' is no quiz of this course", "quiz.yml")
    cannot_run(grade(small, QUIZ, "--student", "nobody"), f"nobody has handed in nothing for {QUIZ}.")
    cannot_run(grade(small, QUIZ, "--course", str(small.base)), "has no nbgrader_config.py")
    shutil.rmtree(small.base / "exchange" / "soft-skills")
    cannot_run(grade(small, QUIZ), "Course not found", "--no-collect")
    small.database.write_bytes(b"no database" * 100)
    cannot_run(grade(small, QUIZ, "--no-collect"), "The gradebook cannot be used", "not a database")
    small.database.unlink()
    cannot_run(grade(small, QUIZ, "--no-collect"), f"nbgrader generate_assignment {QUIZ}")


def test_an_assignment_without_submissions_is_no_fault(small: Course) -> None:
    shutil.rmtree(small.root / "submitted")
    ran = grade(small, QUIZ)
    assert ran == Ran(0, f"{QUIZ}: 0 submissions graded now, 0 graded before, 0 refused.\n")


def test_learners_unknown_to_the_gradebook_are_refused_when_it_is_to_create_none(small: Course) -> None:
    settings = small.root / "nbgrader_config.py"
    settings.write_text(settings.read_text("utf-8") + "c.Autograde.create_student = False\n", "utf-8")
    with Gradebook(f"sqlite:///{small.database}", "soft-skills") as gradebook:
        gradebook.add_student("learner-002")
    ran = grade(small, QUIZ)
    assert ran.code == 1 and "1 submission graded now" in ran.output
    assert ran.output.count("there is no such learner in the gradebook") == 2


def test_two_runs_do_not_meet(small: Course) -> None:
    before = outcome(small)
    with portalocker.Lock(small.root / LOCK):
        cannot_run(grade(small, QUIZ), "is being graded by a `softskills grade`")
        assert outcome(small) == before
    assert grade(small, QUIZ).code == 0


def test_nbgrader_and_its_buttons_wait_for_a_run(small: Course) -> None:
    assert grade(small, QUIZ).code == 0
    before = outcome(small)
    with portalocker.Lock(small.root / LOCK), formgrader(small) as server:
        button = server.ask(f"/formgrader/api/submission/{QUIZ}/learner-002/autograde", "POST", {})
        ran = small.run("autograde", QUIZ, "--force")
    assert button[0] == 200 and '"success": false' in button[1] and "is being graded by a" in button[1]
    assert ran.code == 1 and "is being graded by a `softskills grade`" in ran.output
    assert outcome(small) == before
    small.do("autograde", QUIZ, "--force")


def test_the_lock_of_a_killed_run_is_gone(small: Course) -> None:
    assert grade(small, QUIZ, stop_at=20).code == -9
    assert (small.root / LOCK).exists()
    assert grade(small, QUIZ).code == 0


def test_on_a_terminal_a_bar_shows_how_far_it_is(small: Course) -> None:
    """The command as it is installed, with a terminal of its own."""
    ours, terminal = pty.openpty()
    environment = small.environment("instructor") | {"TERM": "xterm-256color", "COLUMNS": "100"}
    command: list[str | Path] = [Path(sys.executable).with_name("softskills"), "grade", QUIZ]
    process = subprocess.Popen(command, cwd=small.root, env=environment, stdout=terminal, stderr=terminal)
    os.close(terminal)
    shown = b""
    with suppress(OSError):  # at its end a terminal gives an error
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    assert process.wait(COMMAND_SECONDS) == 0
    text = shown.decode("utf-8", "replace")
    assert "Grading" in text and "Feedback" in text and "3/3" in text
    assert "3 submissions graded now" in text
