"""A small sound course on disk, whose files a test may spoil, and the faults that are then found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from softskills.items import ContentError, Fault, load_bank, load_quiz, load_quiz_keys

COMPETENCIES = """\
competencies:
  - id: active-listening
    name: Active listening
    part: 1
    definition: Finding out what somebody means.
    levels:
      - First level.
      - Second level.
      - Third level.
      - Fourth level.
      - Fifth level.
  - id: collaboration
    name: Collaboration
    part: 2
    definition: Working towards a shared goal.
    levels: [One., Two., Three., Four., Five.]
"""

SCENARIOS = """\
competency: active-listening
items:
  - id: listening-01
    kind: best-worst
    title: A short answer
    stem: Abena says that it takes time, and then goes quiet.
    question: Which reply is most effective, and which least?
    options:
      a: Offer to move half of the work.
      b: Ask about the time sheets.
      c: Ask about the last check.
      d: Tell her how you do it.
    key:
      turns_on: The cause is not known.
      rationale: Asking lets her show it.
      effectiveness:
        a: 2
        b: 4
        c: 5
        d: 1
      feedback:
        a: This helps with a cause that nobody has named.
        b: This is a guess.
        c: This asks for one real piece of work.
        d: This ends the search.

  - id: listening-02
    kind: reflection
    title: Last week
    prompt: When did you last listen without a plan?

  - id: listening-03
    kind: intention
    title: This week
    prompt: Write down one plan.
    if_hint: somebody stops talking
    then_hint: I count to three
"""

QUIZ = """\
quiz: listening
title: Listen actively
competency: active-listening
points_each: 2
items:
  - id: quiz-01
    kind: best-worst
    title: At the desk
    stem: Sanjay wants to talk while guests wait.
    question: Which reply is most effective, and which least?
    options:
      a: Go ahead while I work.
      b: Let us sit down at four.
      c: Send me a message.
  - id: quiz-02
    kind: best-worst
    title: In passing
    stem: Birgit says that the freezer beeped.
    question: Which reply is most effective, and which least?
    options: {a: Nod., b: Ask about the beep., c: Talk of the van.}
  - id: quiz-essay
    kind: reflection
    title: In your words
    prompt: Describe a talk that went well.
"""

KEYS = """\
quiz: listening
items:
  quiz-01:
    turns_on: The queue.
    rationale: A hearing needs attention.
    effectiveness:
      a: 1
      b: 5
      c: 3
    feedback:
      a: This splits attention.
      b: This names a time.
      c: This leaves no chance to ask.
  quiz-02:
    turns_on: The beep.
    rationale: It may matter.
    effectiveness: {a: 1, b: 4, c: 2}
    feedback: {a: It is lost., b: You learn of it., c: It is late.}
rubric:
  quiz-essay:
    - criterion: Names what was said
      points: 2
      full: The words are there.
      half: The gist is there.
      none: Neither is there.
"""


@dataclass(frozen=True)
class Course:
    """A small sound course in a temporary folder, whose files a test may spoil."""

    folder: Path

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return file

    def change(self, name: str, old: str, new: str) -> Path:
        """Replace `old`, which must stand exactly once in the file."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))

    def faults(self) -> list[Fault]:
        return faults_of(lambda: load_bank(self.folder))

    def fault(self) -> Fault:
        return only(self.faults())

    def quiz_faults(self) -> list[Fault]:
        return faults_of(lambda: load_quiz_keys(self.folder / "keys.yml", load_quiz(self.folder / "quiz.yml")))


def faults_of(load: Callable[[], Any]) -> list[Fault]:
    with pytest.raises(ContentError) as caught:
        load()
    return caught.value.faults


def only(faults: list[Fault]) -> Fault:
    assert len(faults) == 1, faults
    return faults[0]


def line_of(file: Path, fragment: str) -> int:
    """The number of the one line of `file` that holds `fragment`."""
    lines = [number for number, line in enumerate(file.read_text("utf-8").splitlines(), 1) if fragment in line]
    assert len(lines) == 1, f"{fragment!r} stands in lines {lines}"
    return lines[0]
