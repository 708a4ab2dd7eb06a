"""`softskills extension`: more time for one learner, which counts for the status, for lateness and for penalties."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner, Result

from softskills.cli import app
from support.grading_course import QUIZ, Course, lines

DUE = "2026-02-01 12:00 UTC"
PENALTY = """
from nbgrader.plugins import BasePlugin

class OnceLate(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1.5

c.AssignLatePenalties.plugin_class = OnceLate
"""


@pytest.fixture(autouse=True)
def _time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = Course(tmp_path)
    course.do("generate_assignment", QUIZ)
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
        gradebook.add_student("ada")
        gradebook.add_student("ben")
    return course


def extension(course: Course, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["extension", QUIZ, *arguments, "--course", str(course.root)])


def learner(course: Course, name: str) -> dict[str, object]:
    ran = CliRunner().invoke(app, ["status", QUIZ, "--json", "--course", str(course.root)])
    return next(one for one in json.loads(ran.output)["learners"] if one["student"] == name)


def test_who_has_handed_in_nothing_yet_has_more_time_and_is_still_missing(course: Course) -> None:
    said = extension(course, "ada", "--until", "2026-02-03 13:30")
    assert said.exit_code == 0, said.output
    assert said.output == f"{QUIZ} is due 2026-02-01 13:00 CET. More time:\nada: until 2026-02-03 13:30 CET\n"
    ada = learner(course, "ada")
    assert set(ada["states"]) == {"missing", "extension"}  # type: ignore[call-overload]
    assert learner(course, "ben")["states"] == ["missing"]


def test_what_came_within_the_extension_is_not_late(course: Course) -> None:
    for name in ("ada", "ben"):
        folder = course.submission(name)
        (folder / "answers.jsonl").write_text(lines(course.right_answers()), "utf-8")
        (folder / "timestamp.txt").write_text("2026-02-02 11:00:00 UTC", "utf-8")
    assert extension(course, "ada", "--days", "1").exit_code == 0
    course.do("autograde", QUIZ)
    assert "late" in learner(course, "ben")["states"]  # type: ignore[operator]
    assert "late" not in learner(course, "ada")["states"]  # type: ignore[operator]
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        late = {one.student_id: one.total_seconds_late for one in gradebook.assignment_submissions(QUIZ)}
    assert late == {"ada": 0, "ben": timedelta(hours=23).total_seconds()}


def test_it_replaces_the_one_before_and_is_taken_back(course: Course) -> None:
    extension(course, "ada", "--days", "3")
    assert "ada: until 2026-02-02 01:00 CET" in extension(course, "ada", "--days", "0.5").output
    assert "ada: until 2026-02-02 01:00 CET" in extension(course).output
    assert extension(course, "ada", "--remove").output.endswith("No more time for ada.\n")
    assert extension(course).output.endswith("Nobody has more time.\n")
    assert learner(course, "ada")["states"] == ["missing"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["eve", "--days", "1"], "There is no learner 'eve' in the gradebook"),
        (["ada"], "say one of --until"),
        (["ada", "--days", "1", "--remove"], "say one of --until"),
        (["ada", "--until", "2026-01-31"], "is not after the due date"),
        (["ada", "--until", "soon"], "'soon' is no time"),
    ],
)
def test_what_makes_no_sense_changes_nothing(course: Course, arguments: list[str], said: str) -> None:
    ran = extension(course, *arguments)
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.replace("│", " ").split())
    assert extension(course).output.endswith("Nobody has more time.\n")


def test_nothing_is_extended_that_is_not_due(course: Course) -> None:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        gradebook.find_assignment(QUIZ).duedate = None
        gradebook.db.commit()
    ran = extension(course, "ada", "--days", "1")
    assert ran.exit_code == 2 and "has no due date" in ran.output


def test_a_penalty_for_lateness_is_not_taken_within_the_extension(course: Course) -> None:
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(PENALTY)
    for name in ("ada", "ben"):
        folder = course.submission(name)
        (folder / "answers.jsonl").write_text(lines(course.right_answers()), "utf-8")
        (folder / "timestamp.txt").write_text("2026-02-02 11:00:00 UTC", "utf-8")
    assert extension(course, "ada", "--days", "1").exit_code == 0
    ran = CliRunner().invoke(app, ["grade", QUIZ, "--no-collect", "--jobs", "1", "--course", str(course.root)])
    assert ran.exit_code == 0, ran.output
    taken = penalties(course)
    assert taken == {"ada": 0, "ben": 1.5}
    assert extension(course, "ben", "--days", "2").exit_code == 0
    course.do("autograde", QUIZ, "--force")
    assert penalties(course) == {"ada": 0, "ben": 0}, "graded again with more time"


def penalties(course: Course) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        found = gradebook.assignment_submissions(QUIZ)
        return {one.student_id: sum(note.late_submission_penalty or 0 for note in one.notebooks) for one in found}
