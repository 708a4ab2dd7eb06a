"""`softskills status` on a real course, in words and as data, table and page."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from nbformat.v4 import new_notebook
from typer.testing import CliRunner

from softskills.cli import app
from softskills.course import ANSWERS
from softskills.grading.class_status.telling import COLUMNS
from support.grading_course import QUIZ, Course

WANTED = {
    "damaged": ["damaged"],
    "extended": ["extension"],
    "hostile": ["missing"],
    "late": ["late"],
    "marked": [],
    "missing": ["missing"],
    "new-text": ["damaged", "stale"],
    "not-graded": ["not graded"],
    "stranger": ["not graded", "not in the class list"],
    "unmarked": ["unmarked"],
    "waits": ["not collected"],
}


def test_everybody_is_in_their_state(seen: Any) -> None:
    assert seen.states() == WANTED


def test_in_words(seen: Any) -> None:
    said = seen.status(QUIZ).output

    assert said.startswith(
        f"{QUIZ}: due 2026-02-04 12:00 UTC. 9 of 10 handed in, 6 graded. 2 missing, 1 not collected, 2 not graded, "
        "2 damaged, 1 stale, 1 unmarked, 1 late, 1 extension, 1 not in the class list.\n"
    )
    for line in (
        "  missing Mira Sing <mira@example.org>",
        "  To write to them: =1+1@example.org, mira@example.org",
        "  late by 2 days 2 hours",
        "  extended 3 days 1 hour more, until 2026-02-07 13:00 UTC",
        "  damaged answers.jsonl could not be read in 1 place. What could be read counts.",
        "  new-text The marks are of another version than the one in submitted/.",
        "  waits since 2026-02-03 04:05 UTC",
        "  unmarked 1 to be marked",
    ):
        assert f"\n{line}\n" in f"{said}\n", line
    assert "\u202e" not in said


def test_without_an_assignment_all_are_summed_up(seen: Any) -> None:
    said = seen.status().output.splitlines()
    assert [line.partition(":")[0] for line in said] == sorted(["final", QUIZ, *(f"part-{n}" for n in range(1, 5))])
    assert "part-1: no due date. 0 of 10 handed in, 0 graded. 10 missing." in said


def test_as_a_table(seen: Any, tmp_path: Path) -> None:
    file = tmp_path / "status.csv"
    assert seen.status(QUIZ, "--csv", str(file)).output == ""

    text = file.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff"), "by which spreadsheets know it"
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    assert tuple(rows["late"]) == COLUMNS and set(rows) == set(WANTED)
    late = rows["late"]
    assert (late["states"], late["late_hours"], late["handed_in_utc"]) == ("late", "50.0", "2026-02-06T14:00:00Z")
    assert (late["score"], late["max_score"], late["assignment"]) == ("18.0", "26.0", QUIZ)
    assert (rows["extended"]["extension_hours"], rows["extended"]["due_utc"]) == ("73.0", "2026-02-07T13:00:00Z")
    assert rows["missing"]["score"] == "" and rows["new-text"]["remarks"] and rows["new-text"]["marks"]
    cells = [cell for row in rows.values() for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert rows["hostile"]["email"] == "'=1+1@example.org" and rows["hostile"]["name"].startswith("'=HYPERLINK")


def test_as_data(seen: Any) -> None:
    data = seen.data()
    by_name = {one["student"]: one for one in data["learners"]}
    assert (data["class_size"], data["handed_in"], data["graded"], data["due"]) == (10, 9, 6, "2026-02-04T12:00:00Z")
    assert data["counts"]["missing"] == 2 and data["notes"] == []
    assert by_name["late"]["late"] == 50.0 and by_name["late"]["score"] == 18.0
    assert by_name["missing"]["email"] == "mira@example.org"


def everything(course: Course) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(course.base.rglob("*"))
    }


def test_nothing_is_written(seen: Any) -> None:
    before = everything(seen.course)
    seen.status()
    seen.status(QUIZ)
    assert everything(seen.course) == before


def test_without_a_gradebook_the_folders_speak(changed: Any) -> None:
    changed.course.database.unlink()
    data = changed.data()
    assert not changed.course.database.exists()
    assert data["graded"] == 0 and any("class list is empty" in note for note in data["notes"])
    assert {one["student"] for one in data["learners"]} == set(WANTED) - {"hostile", "missing"}


def test_a_changed_key_makes_marks_stale(changed: Any) -> None:
    keys = changed.course.keys
    data = yaml.safe_load(keys.read_text("utf-8"))
    values = next(iter(data["items"].values()))["effectiveness"]
    best, worst = (which(values, key=values.__getitem__) for which in (max, min))
    values[best], values[worst] = values[worst], values[best]
    keys.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")

    said = changed.status(QUIZ).output

    assert (
        "6 marks are older than the key, and are as before. To grade again by the key of today: softskills grade "
        in said
    )
    assert "stale (6): " in said and "  marked The marks are older than the key.\n" in said


def test_a_changed_quiz_and_unusable_keys_are_noted(changed: Any) -> None:
    source = changed.course.root / "source" / QUIZ / "quiz.yml"
    source.write_text(source.read_text("utf-8").replace("title:", "title: Another,", 1), "utf-8")
    assert "quiz.yml is not what was released." in changed.status(QUIZ).output
    changed.course.keys.unlink()
    assert "Nobody can be graded as it is: " in changed.status(QUIZ).output


def test_an_assignment_that_is_no_quiz_has_a_status_too(changed: Any) -> None:
    root = changed.course.root
    (root / "source" / "plain").mkdir()
    nbformat.write(new_notebook(), root / "source" / "plain" / "plain.ipynb")
    for step, students in (("submitted", ("marked", "late")), ("autograded", ("late",))):
        for student in students:
            (root / step / student / "plain").mkdir(parents=True)

    found = json.loads(changed.status("plain", "--json").stdout)

    assert found["counts"] == {"missing": 8, "not graded": 1} and found["graded"] == 1


def test_a_release_that_learners_cannot_fetch_yet_is_noted(changed: Any) -> None:
    course: Course = changed.course
    outbound = course.base / "exchange" / "soft-skills" / "outbound"
    note = "Who fetches it now gets another version than the one in release/, which is what is graded."
    course.do("release_assignment", QUIZ)
    try:
        assert note not in changed.status(QUIZ).output
        (course.root / "source" / QUIZ / "more.txt").write_text("more", "utf-8")
        course.do("generate_assignment", QUIZ)
        assert f"{note} To change that: nbgrader release_assignment {QUIZ} --force" in changed.status(QUIZ).output
        course.do("release_assignment", QUIZ, "--force")
        assert note not in changed.status(QUIZ).output
    finally:
        shutil.rmtree(outbound)


def test_who_kept_what_came_in_time_does_not_wait(changed: Any) -> None:
    (changed.course.base / "exchange" / "soft-skills" / "inbound" / f"marked+{QUIZ}+2026-02-09 00:00:00 UTC+2").mkdir()
    try:
        assert changed.states()["marked"] == ["not collected"]
        changed.course.do("collect", QUIZ, "--before-duedate", "--student", "nobody")
        assert changed.states()["marked"] == []
        assert "who handed in something in time keeps that" in changed.status(QUIZ).output
    finally:
        for folder in (changed.course.base / "exchange" / "soft-skills" / "inbound").glob("marked*+2"):
            folder.rmdir()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nothing-of-that-name"], "has no assignment 'nothing-of-that-name'. It has: final, listening, part-1")],
)
def test_what_cannot_be_told(seen: Any, arguments: list[str], said: str) -> None:
    ran = CliRunner().invoke(app, ["status", *arguments, "--course", str(seen.course.root)])
    assert ran.exit_code == 2 and said in ran.output


def test_a_folder_that_is_no_course(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["status", "part-1", "--course", str(tmp_path)])
    assert ran.exit_code == 2 and "is not the folder of a course" in ran.output


def test_what_is_repaired_by_hand_is_not_damaged_any_more(changed: Any) -> None:
    folder = changed.course.root / "submitted" / "damaged" / QUIZ
    (folder / ANSWERS).write_text((folder / ANSWERS).read_text("utf-8").replace("{\n", "", 1), "utf-8")
    text = (changed.course.root / "submitted" / "marked" / QUIZ / ANSWERS).read_text("utf-8")
    (folder / ANSWERS).write_text(text, "utf-8")
    assert changed.states()["damaged"] == ["stale"], "until it is graded again"
