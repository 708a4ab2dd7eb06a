"""How long a marker waits for the next text, with 1,000 learners: from the message to the reply with the text in it.

Measured behind the front end, with the gradebook and the graded notebooks on disk: opening the desk, its list of all
texts, one text, and saving a mark, which brings the next text with it. The last is taken once more while a second
marker is at work on the same texts. `--learners` takes another number.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from softskills.answers import Record
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.rows import Entry, open_rows
from softskills.grading.nbgrader.setting_up import prepare_release
from softskills.grading.submission.marking import as_text
from softskills.items import Reflection
from softskills.marking.session import Session

EXERCISES = Path(__file__).resolve().parents[1] / "exercises"
ASSIGNMENT = "part-2"
LEARNERS, RUNS = 1_000, 100
GOAL = 100.0  # milliseconds to the next text
SENTENCE = "I asked three people what would have kept them, and all three spoke of the meetings. "


def graded_class(root: Path, learners: int) -> CourseAssignment:
    """A copy of the course in `root`, with so many texts of the usual length, graded and not marked."""
    for name in ("source", "keys"):
        shutil.copytree(EXERCISES / name, root / name)
    shutil.copy(EXERCISES / "nbgrader_config.py", root)
    prepare_release(root, ASSIGNMENT)
    course = CourseAssignment(root, ASSIGNMENT)
    quiz = course.quiz()
    if quiz is None:
        raise SystemExit(f"{ASSIGNMENT} is no quiz.")
    item = next(one.id for one in quiz.released().quiz.asked if isinstance(one, Reflection))
    entries = []
    for number in range(learners):
        student = f"learner-{number:04}"
        submitted, graded = course.place("submitted", student), course.place("autograded", student)
        shutil.copytree(root / "release" / ASSIGNMENT, submitted)
        answer = Record("2026-11-02T10:00:00.000Z", item, {"text": f"I am number {number}. " + SENTENCE * 12})
        (submitted / "answers.jsonl").write_text(f"{answer.line()}\n", "utf-8")
        graded.mkdir(parents=True)
        marked = quiz.mark(submitted)
        for name, one in marked.items():
            (graded / f"{name}.ipynb").write_text(as_text(one.notebook), "utf-8")
        entries.append(Entry(student, datetime(2026, 11, 2, tzinfo=UTC), marked))
    with open_rows(course) as rows:
        rows.save(entries)
    return course


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what came of it."""
    begin = perf_counter()
    done = action()
    return 1_000 * (perf_counter() - begin), done


class Marker:
    """One marker, who begins at the first text that waits."""

    def __init__(self, course: CourseAssignment, name: str) -> None:
        self.opening, self.session = timed(lambda: Session(course, name))
        self.listing, listed = timed(lambda: self.ask("list", task=0, turn=1))
        self.at: int = listed["at"]

    def ask(self, kind: str, **more: Any) -> dict[str, Any]:
        reply: dict[str, Any] = self.session.reply({"kind": kind, "n": 1, **more})
        if not reply["ok"]:
            raise SystemExit(f"Refused: {reply['why']}")
        return reply

    def look(self) -> float:
        took, reply = timed(lambda: self.ask("open", i=self.at))
        self.view = reply["view"]
        return took

    def mark(self) -> float:
        """All full for the text that was looked at, and on to the next."""
        levels = ["full"] * len(self.session.content()["tasks"][0]["criteria"])
        given = {"levels": levels, "typed": "", "comment": "Well put."}
        took, reply = timed(lambda: self.ask("save", i=self.view["i"], version=self.view["version"], **given))
        self.view, self.at = reply["view"], reply["at"]
        return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=LEARNERS, help="at least %(default)s for the goal")
    learners = parser.parse_args().learners
    runs = min(RUNS, learners // 4)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        course = graded_class(Path(folder), learners)
        ann = Marker(course, "ann")
        looking = [ann.look() for _ in range(runs)]
        alone = [ann.mark() for _ in range(runs)]
        ben, beside = Marker(course, "ben"), []
        ben.at = 3 * runs  # on other texts, so that nobody is in the other's way
        ben.look()
        for _ in range(runs):
            beside.append(ann.mark())
            ben.mark()
    print(f"Marking with {learners:,} learners, median of {runs}, in milliseconds")
    for name, found in [
        ("opening the desk, once", [ann.opening]),
        ("the list of all texts, once", [ann.listing]),
        ("a text", looking),
        ("saving a mark, with the next text", alone),
        ("the same, with a second marker at work", beside),
    ]:
        print(f"  {name:42}{median(found):8.1f}   slowest {max(found):8.1f}")
    print(f"  goal of {GOAL:.0f} ms: {median(alone) < GOAL and median(beside) < GOAL}")


if __name__ == "__main__":
    main()
