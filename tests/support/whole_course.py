"""A course put through all it is for, with the installed package alone: check, book, and a graded learner."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from softskills.items import load_quiz, load_quiz_keys
from support.answering import all_points
from support.installed import Installed


def findings(installed: Installed, course: Path) -> list[str]:
    """What `softskills check` finds, warnings too. The command must say the same by its exit status."""
    ran = installed.run(course, "softskills", "check", "--json")
    report = json.loads(ran.stdout)
    assert ran.returncode == (1 if report["errors"] else 0), ran.stderr
    return [f"{finding['file']}: {finding['code']} {finding['message']}" for finding in report["findings"]]


def book(installed: Installed, course: Path) -> dict[str, str]:
    """The built pages, by their names."""
    installed.jupyter_book(course)
    html = course / "_build" / "html"
    return {page.relative_to(html).with_suffix("").as_posix(): page.read_text("utf-8") for page in html.rglob("*.html")}


def graded(installed: Installed, course: Path, assignment: str) -> tuple[dict[str, str], str]:
    """One learner fetches an assignment, answers every scene as the key would, and is graded: the row of the exported
    grades, and the feedback page."""
    exercises, desk = course / "exercises", course.parent / f"desk-of-{course.name}"
    desk.mkdir()
    exchange = f"--course={course_id(course)} --Exchange.root={exercises / 'exchange'}"
    installed.nbgrader(
        (exercises, f"generate_assignment {assignment}"),
        (exercises, f"release_assignment {assignment}"),
        (desk, f"fetch_assignment {assignment} {exchange}"),
    )
    assert not [path for path in (desk / assignment).rglob("*") if "key" in path.name]
    (desk / assignment / "answers.jsonl").write_text(right_answers(exercises, assignment), "utf-8")
    installed.nbgrader((desk, f"submit {assignment} {exchange}"))
    installed.do(exercises, "softskills", "grade", assignment)
    installed.nbgrader((exercises, "export"))
    with (exercises / "grades.csv").open(encoding="utf-8", newline="") as stream:
        [row] = csv.DictReader(stream)
    [page] = exercises.glob(f"feedback/*/{assignment}/{assignment}.html")
    return row, page.read_text("utf-8")


def course_id(course: Path) -> str:
    line = next(line for line in (course / "course.yml").read_text("utf-8").splitlines() if line.startswith("id: "))
    return line.split()[1]


def right_answers(exercises: Path, assignment: str) -> str:
    quiz = load_quiz(exercises / "source" / assignment / "quiz.yml")
    keys = load_quiz_keys(exercises / "keys" / f"{assignment}.yml", quiz)
    lines: list[dict[str, Any]] = [
        {"v": 1, "time": "2026-01-01T00:00:00.000Z", "item": item.id, "answer": all_points(item, keys.items[item.id])}
        for item in quiz.scenarios
    ]
    return "".join(json.dumps(line) + "\n" for line in lines)
