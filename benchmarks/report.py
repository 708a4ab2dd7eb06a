"""How long a report takes, and how much memory: 10,000 learners, 60 situations.

Two measures: the figures and the page alone, from answers that are in memory; and all of `softskills report`, which
also reads the gradebook and a file of answers for each learner. The class is simulated.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook, Student

from softskills.answers import Record
from softskills.demo.simulated import abilities, answers_of, sound_parameters
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.hand_ins import HandIn
from softskills.grading.nbgrader.setting_up import prepare_release
from softskills.items import Quiz, QuizKeys, load_quiz, load_quiz_keys
from softskills.reports.classes import class_report, page_of

LEARNERS, SITUATIONS = 10_000, 60
GOAL_SECONDS, GOAL_MEMORY = 10, 1_000  # MB
EXERCISES = Path(__file__).resolve().parents[1] / "exercises"


def write_course(root: Path) -> tuple[Quiz, QuizKeys]:
    """An nbgrader course with one quiz of so many situations, released."""
    source = root / "source" / "big"
    source.mkdir(parents=True)
    (root / "keys").mkdir()
    (root / "nbgrader_config.py").write_text((EXERCISES / "nbgrader_config.py").read_text("utf-8"), "utf-8")
    names = [f"situation-{number:02}" for number in range(SITUATIONS)]
    options = {letter: f"What could be done, {letter}, in a sentence of the usual length." for letter in "abcd"}
    shared = {"kind": "choose", "stem": "Something happens at work.", "question": "What would you do?"}
    items = [{"id": name, "title": name.capitalize(), "options": options, **shared} for name in names]
    quiz = {"quiz": "big", "title": "A large quiz", "points_each": 2, "items": items}
    # JSON is YAML, and has no aliases, which are refused.
    (source / "quiz.yml").write_text(json.dumps(quiz, indent=1), "utf-8")
    keys = {
        name: {
            "turns_on": "A fact.",
            "rationale": "A reason.",
            "effectiveness": {letter: 1 + (place + number) % 4 for place, letter in enumerate("abcd")},
            "feedback": dict.fromkeys("abcd", "What comes of it."),
        }
        for number, name in enumerate(names)
    }
    (root / "keys" / "big.yml").write_text(json.dumps({"quiz": "big", "items": keys}, indent=1), "utf-8")
    sources = ["from softskills import scenario", *(f'scenario("{name}")' for name in names)]
    cells = [_locked(f"cell-{number}", text) for number, text in enumerate(sources)]
    grade = "from softskills.grading import grade_quiz\n\ngrade_quiz()"
    cells.append(_locked("grade", grade, grade=True, points=2 * SITUATIONS))
    nbformat.write(new_notebook(cells=cells), source / "big.ipynb")
    prepare_release(root, "big")
    read = load_quiz(source / "quiz.yml")
    return read, load_quiz_keys(root / "keys" / "big.yml", read)


def _locked(name: str, text: str, **more: Any) -> Any:
    flags = {"grade": False, "solution": False, "task": False, "locked": True, "schema_version": 3}
    return new_code_cell(text, metadata={"nbgrader": flags | more | {"grade_id": name}})


def hand_in(root: Path, answered: dict[str, dict[str, Any]]) -> None:
    """A folder with a file of answers for each learner, and their rows in the gradebook."""
    course = CourseAssignment(root, "big")
    with Gradebook(course.settings.db_url, course.settings.course_id) as gradebook:
        gradebook.db.add_all(Student(id=name, first_name="Learner", last_name=name) for name in answered)
        gradebook.db.commit()
    for name, said in answered.items():
        folder = root / "submitted" / name / "big"
        folder.mkdir(parents=True)
        lines = (Record("2026-11-02T10:00:00.000Z", item, answer).line() for item, answer in said.items())
        (folder / "answers.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
        (folder / "timestamp.txt").write_text(f"{datetime(2026, 11, 2, tzinfo=UTC):%Y-%m-%d %H:%M:%S} UTC", "utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        quiz, keys = write_course(root)
        dice = np.random.default_rng(1)
        parameters = sound_parameters(dice, quiz)
        able = abilities(dice, LEARNERS)
        answered = {
            f"learner-{number:05}": answers_of(dice, float(ability), quiz, keys, parameters)
            for number, ability in enumerate(able)
        }
        hand_ins = [HandIn(name, name, "in time", answers=said) for name, said in answered.items()]
        begin = perf_counter()
        report = class_report("big", quiz, keys, hand_ins)
        figures = perf_counter()
        page = page_of(report)
        print(f"{LEARNERS:,} learners, {SITUATIONS} situations")
        print(f"figures: {figures - begin:.1f} s, page: {perf_counter() - figures:.1f} s, {len(page) / 1e6:.1f} MB")
        hand_in(root, answered)
        begin = perf_counter()
        subprocess.run([Path(sys.executable).with_name("softskills"), "report", "big", "--course", root], check=True)
        seconds = perf_counter() - begin
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        memory, work = used.ru_maxrss / 1e3, used.ru_utime + used.ru_stime
        told = {"seconds": round(seconds, 1), "of processors": round(work, 1), "memory in MB": round(memory)}
        print(json.dumps(told))
        print(f"goal of {GOAL_SECONDS} s and {GOAL_MEMORY} MB: {seconds < GOAL_SECONDS and memory < GOAL_MEMORY}")


if __name__ == "__main__":
    main()
