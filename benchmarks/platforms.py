"""How long it takes to bring a class that handed in through a platform to its feedback, with 200 learners: the four
commands that an instructor types, as programs of their own, each in a fresh copy of the same course.

The zip is laid out as Moodle's, by the tests' own writer. `--learners` takes another number.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))  # which has courses, and zips of platforms

from softskills.items import load_quiz, load_quiz_keys
from support import platform_zips as zips
from support.answering import all_points
from support.grading_course import Course, lines
from support.once import share

QUIZ = "part-2"
LEARNERS, RUNS = 200, 3
GOAL = 10.0  # seconds, for all four
SENTENCE = "We told them on Monday, and asked what they would need. "


def uploads(course: Course, learners: int) -> tuple[Path, Path]:
    """Moodle's zip and the class list. Each learner chose other options, and wrote a text of the usual length."""
    people = [zips.Person(f"learner-{n:03}", f"First{n}", "Last", n) for n in range(learners)]
    quiz = load_quiz(course.root / "source" / QUIZ / "quiz.yml")
    keys = load_quiz_keys(course.root / "keys" / f"{QUIZ}.yml", quiz)
    right = {item.id: all_points(item, keys.items[item.id]) for item in quiz.scenarios}
    members = []
    for number, one in enumerate(people):
        dice = random.Random(number)
        said = {item: answer for item, answer in right.items() if dice.random() < 0.8}
        text = {"part-2-quiz-reflection": {"text": f"I am number {number}. " + SENTENCE * 18}}
        members.append((zips.moodle(one), lines(said | text).encode()))
    return zips.write(course.base / "moodle.zip", members), zips.write_roster(course.base / "roster.csv", people)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=LEARNERS)
    learners = parser.parse_args().learners
    took: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        share(Path(folder))
        course = Course(Path(folder))
        course.do("generate_assignment", QUIZ)
        download, roster = uploads(course, learners)
        fresh = course.base / "fresh"
        shutil.copytree(course.root, fresh)
        environment = {name: one for name, one in course.environment("instructor").items() if name != "FORCE_COLOR"}
        sent = course.base / "feedback.zip"
        commands = {
            "collect-zip": ("--assignment", QUIZ, "--roster", str(roster), "--apply", str(download)),
            "grade": (QUIZ, "--no-collect"),
            "feedback-zip": (QUIZ, "--also-unmarked", "--from", str(download), "-o", str(sent)),
            "roster": ("export", QUIZ, "--for", "moodle"),
        }
        for _ in range(RUNS):
            shutil.rmtree(course.root)
            shutil.copytree(fresh, course.root)
            os.sync()
            for name, options in commands.items():
                begin = perf_counter()
                command: list[str | Path] = [Path(sys.executable).with_name("softskills"), name, *options]
                subprocess.run(command, cwd=course.root, env=environment, check=True, stdout=subprocess.DEVNULL)
                took.setdefault(name, []).append(perf_counter() - begin)
    print(f"From Moodle's zip to feedback and grades, {learners} learners, median of {RUNS}, in seconds")
    for name, seconds in took.items():
        print(f"  {name:<14}{median(seconds):>6.1f}")
    whole = median(map(sum, zip(*took.values(), strict=True)))
    print(f"  all            {whole:>5.1f}")
    print(f"goal of {GOAL:g} s: {whole < GOAL}")


if __name__ == "__main__":
    main()
