"""One learner's data: handed over, or deleted whole or not at all, and they do not come back."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import portalocker
import pytest

from softskills.grading.exchange.collecting import LOCK as COLLECTING
from softskills.grading.keeping import one_learner
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.learner_rows import OF_NO_LEARNER, rows_of, tables_of_learners
from softskills.grading.nbgrader.own_rows import OwnRow
from softskills.grading.nbgrader.removed import is_removed, note_removed
from support.forks import forks
from support.grade_command import grade
from support.grading_course import QUIZ


def test_every_table_of_ours_says_of_whom_it_is_or_is_listed_as_of_no_learner() -> None:
    assert set(tables_of_learners()) | OF_NO_LEARNER == set(OwnRow.metadata.tables)


def test_all_that_is_there_is_handed_over(klass: Any, tmp_path: Path) -> None:
    file = tmp_path / "ada.zip"
    said = klass.run("learner", "export", "adalove", "-o", str(file)).output
    with ZipFile(file) as archive:
        names = archive.namelist()
        rows = json.loads(archive.read("gradebook.json"))
    assert {name.split("/")[0] for name in names} == {
        *("gradebook.json", "submitted", "autograded", "feedback", "exchange"),
    }
    assert not any("adalove-two" in name for name in names)
    assert {"student", "grade", "comment", "softskills_basis"} <= set(rows)
    assert {row["student_id"] for row in rows["submitted_assignment"]} == {"adalove"}
    assert all(row["cell"] for row in rows["grade"])
    assert str(file) in said


def test_a_dry_run_changes_nothing_and_a_deletion_leaves_no_trace(klass: Any) -> None:
    reports = klass.course.root / "reports"
    reports.mkdir()
    (reports / "part.html").write_text("<td>benny</td>", "utf-8")
    before = klass.traces("benny")
    assert "Nothing was deleted" in klass.run("learner", "delete", "benny").output
    assert klass.traces("benny") == before
    others = klass.traces("adalove-two")
    said = klass.run("learner", "delete", "benny", "--apply").output
    assert "reports/part.html" in said and f"benny+{QUIZ}" in said
    assert klass.traces("benny") == ["course/reports/part.html"]  # nor in the file of the gradebook
    assert rows_of(CourseAssignment(klass.course.root, ""), "benny") == {}
    assert len(list((klass.exchange / "feedback").iterdir())) == 1
    assert klass.traces("adalove-two") == others


def test_who_was_deleted_does_not_come_back_until_let_in(klass: Any, tmp_path: Path) -> None:
    klass.run("learner", "delete", "benny", "--apply")
    handed = klass.exchange / "inbound" / f"benny+{QUIZ}+2026-02-03 04:05:06.000000 UTC+1"
    handed.mkdir()
    klass.course.submission("benny")
    roster = tmp_path / "list.csv"
    roster.write_text("username,name\nbenny,B\n", "utf-8")
    assert "readmit benny" in klass.run("roster", "import", str(roster), "--apply", code=1).output
    ran = grade(klass.course, QUIZ)
    assert ran.code == 1 and ran.output.count("readmit benny") == 2
    by_nbgrader = klass.course.run("autograde", QUIZ, "--student=benny")
    assert by_nbgrader.code == 1 and "readmit benny" in by_nbgrader.output
    assert rows_of(CourseAssignment(klass.course.root, ""), "benny") == {}
    klass.run("learner", "readmit", "benny")
    assert "1 new" in klass.run("roster", "import", str(roster), "--apply").output


@pytest.mark.parametrize("at", ["note_removed", "delete_rows", "_finish"])
def test_a_run_that_was_killed_is_undone_or_finished(klass: Any, at: str) -> None:
    """Killed before the list is written, before the rows are deleted, and after."""
    before = klass.traces("benny")
    process = forks.Process(target=_killed_at, args=(klass.course.root, at, dict(os.environ)))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    course = CourseAssignment(klass.course.root, "")
    said = one_learner.settle_alone(course)
    is_finished = at == "_finish"
    assert ("finished now" if is_finished else "back where it was") in said
    assert is_removed(course.root, "benny") is is_finished
    left = [path for path in klass.traces("benny") if "gradebook.db" not in path]
    assert left == ([] if is_finished else [path for path in before if "gradebook.db" not in path])
    assert bool(rows_of(course, "benny")) is not is_finished


def test_when_something_fails_nothing_is_deleted(klass: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no")

    before = klass.traces("benny")
    monkeypatch.setattr(one_learner, "delete_rows", fail)
    assert "Nothing was deleted" in klass.run("learner", "delete", "benny", "--apply", code=2).output
    assert klass.traces("benny") == before
    assert not is_removed(klass.course.root, "benny")

    note_removed(klass.course.root, "benny")  # for an earlier deletion
    klass.run("learner", "delete", "benny", "--apply", code=2)
    assert is_removed(klass.course.root, "benny")


def test_nothing_is_deleted_while_hand_ins_are_collected(klass: Any) -> None:
    before = klass.traces("benny")
    with portalocker.Lock(klass.course.root / COLLECTING):
        assert "being collected" in klass.run("learner", "delete", "benny", "--apply", code=2).output
    assert klass.traces("benny") == before


def test_a_note_of_a_stopped_deletion_that_cannot_be_read_is_named(klass: Any) -> None:
    note = klass.course.root / one_learner.JOURNAL
    for damaged in ("{", "{}", '{"student": "benny", "moves": 3}'):
        note.write_text(damaged, "utf-8")
        assert one_learner.JOURNAL in klass.run("learner", "delete", "benny", "--apply", code=2).output
    note.unlink()


def test_of_somebody_unknown_there_is_nothing(klass: Any) -> None:
    assert "holds nothing of 'nobody'" in klass.run("learner", "delete", "nobody", "--apply", code=2).output


def _killed_at(root: Path, name: str, environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)  # and not that of whichever test began to fork

    def stop(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(one_learner, name, stop)
    one_learner.delete(CourseAssignment(root, ""), "benny")
