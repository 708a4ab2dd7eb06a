"""`softskills demo` and `softskills report`, from nothing to the page, with a class of eight."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from softskills.cli import app
from softskills.cli.class_report import read_report
from softskills.course import course_at
from softskills.demo.making import CannotMake, make_class
from softskills.grading.nbgrader.settings import course_app
from support.places import ROOT

LEARNERS, SEED, QUIZ = 8, 4, "part-3"


def make(folder: Path) -> Any:
    return make_class(course_at(ROOT), folder, LEARNERS, SEED, jobs=1, only=["part-1", QUIZ])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A class made where the environment names another exchange, another gradebook and no settings of a person."""
    base = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(base / "home"))
        patch.setenv("NBGRADER_EXCHANGE", str(base / "real-exchange"))
        patch.setenv("NBGRADER_DB_URL", f"sqlite:///{base / 'real.db'}")
        yield make(base / "class")


def files_below(folder: Path) -> dict[str, str]:
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in found}


def test_a_class_is_made_and_graded_in_a_folder_of_its_own(made: Any) -> None:
    base = made.root.parents[1]
    assert made.assignments == ["part-1", QUIZ]
    assert made.graded == made.handed_in
    assert 0 < made.handed_in[QUIZ] < LEARNERS
    assert not (base / "real.db").exists()
    assert "No learner in it exists" in (base / "class" / "SIMULATED.txt").read_text("utf-8")
    settings = course_app(made.root).coursedir
    assert settings.course_id == "simulated"
    assert settings.db_url == f"sqlite:///{made.root / 'gradebook.db'}"
    with Gradebook(settings.db_url, settings.course_id) as gradebook:
        assert len(gradebook.students) == LEARNERS
        submissions = gradebook.assignment_submissions(QUIZ)
        assert len(submissions) == made.graded[QUIZ]
        assert any(one.total_seconds_late > 0 for one in submissions)
        assert any(one.score > 5 for one in submissions)
        assert all(one.needs_manual_grade for one in submissions)  # the texts are for whoever tries marking


def test_the_same_seed_hands_in_the_same(made: Any, tmp_path: Path) -> None:
    again = make(tmp_path / "again")
    before = files_below(made.root / "submitted")
    assert len(before) > LEARNERS
    assert files_below(again.root / "submitted") == before


def test_the_report_on_it(made: Any, tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["report", QUIZ, "--course", str(made.root), "--csv", str(tmp_path / "csv")])
    assert ran.exit_code == 0, ran.output
    assert f"{QUIZ}: {made.handed_in[QUIZ]} of {LEARNERS} learners handed in." in ran.output
    page = (made.root / "reports" / f"{QUIZ}.html").read_text("utf-8")
    assert "simulated-001" in page or "simulated-002" in page
    assert "NaN" not in page and "<script" not in page
    with (tmp_path / "csv" / f"{QUIZ}-hand-ins.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["learner"]: row for row in csv.DictReader(stream)}
    assert len(rows) == LEARNERS
    assert {"in time", "missing"} <= {row["state"] for row in rows.values()}


def test_its_figures_are_those_of_the_gradebook(made: Any) -> None:
    report = read_report(made.root, QUIZ)
    table = report.hand_ins.set_index("learner")
    settings = course_app(made.root).coursedir
    with Gradebook(settings.db_url, settings.course_id) as gradebook:
        for submission in gradebook.assignment_submissions(QUIZ):
            row = table.loc[submission.student_id]
            assert row["score"] == pytest.approx(submission.score)
            assert (row["state"] == "late") == (submission.total_seconds_late > 0)
            # Only scenes are marked yet, so the points that the report works out are all there are.
            assert row["score"] == pytest.approx(row["scene_points"])
            worked_out = report.table.credits.loc[submission.student_id].sum() * report.table.quiz.points_each
            assert row["scene_points"] == pytest.approx(max(0, worked_out), abs=0.05)  # each scene's are rounded
            assert row["max_score"] == submission.max_score
    assert list(report.over_assignments["assignment"]) == ["part-1", QUIZ]
    assert set(report.competencies["name"]) > {"Active listening"}
    assert len(report.stories) == 1
    damaged = table[table["damaged"]]
    assert len(damaged) > 0 and all(damaged["problem"].str.contains("answers.jsonl"))


def test_an_assignment_that_is_none_is_told(made: Any) -> None:
    ran = CliRunner().invoke(app, ["report", "nothing", "--course", str(made.root)])
    assert ran.exit_code == 2
    assert "nothing was written" in ran.stderr and "no quiz of this course" in ran.stderr
    assert not (made.root / "reports" / "nothing.html").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(CannotMake, match="was left as it is"):
        make(tmp_path)
    assert files_below(tmp_path).keys() == {"mine.txt"}
    ran = CliRunner().invoke(app, ["demo", str(tmp_path / "new"), "--assignment", "part-9", "--course", str(ROOT)])
    assert ran.exit_code == 2 and "The course has no quiz part-9" in ran.stderr
    assert not (tmp_path / "new").exists()
