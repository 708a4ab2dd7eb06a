"""From a platform's zip into submitted/: first what would be done, then the same done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Literal

import portalocker

from softskills.answers import MAX_LOG_BYTES, read_untrusted
from softskills.course import ANSWERS, TIMESTAMP
from softskills.grading.exchange.collecting import LOCK
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.class_rows import read_class
from softskills.grading.nbgrader.deadlines import Deadlines
from softskills.grading.nbgrader.folders import publish, set_modes, staged
from softskills.grading.nbgrader.lock import held
from softskills.grading.nbgrader.removed import READMIT, is_removed
from softskills.grading.nbgrader.timestamps import submitted_at
from softskills.grading.platforms.archive import opened
from softskills.grading.platforms.hand_ins import HandIn, lateness, read_download
from softskills.grading.platforms.layouts import Platform
from softskills.grading.platforms.roster import Roster
from softskills.grading.submission.answer_file import answered, parse_answers
from softskills.grading.submission.errors import InstructorError
from softskills.items import Quiz

State = Literal["new", "newer", "same", "older"]
_WORDS: dict[State, str] = {
    "new": "new",
    "newer": "replaces what is there",
    "same": "as it is there",
    "older": "older than what is there, and left",
}
COLLECTED = "collected"
"""The folder below the course's own in which is noted whose each hand-in was, so that feedback finds its way back."""


@dataclass(frozen=True)
class Taken:
    """One hand-in, when it counts as handed in (UTC, None where nobody says), and how it stands to what is there."""

    hand_in: HandIn
    time: datetime | None
    is_late: bool
    state: State

    @property
    def is_written(self) -> bool:
        return self.state in ("new", "newer")


@dataclass
class Plan:
    """What a zip would bring: hand-ins in the order of ids, what is refused and why, and who isn't in it."""

    platform: Platform
    taken: list[Taken] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class ZipCollect:
    """Collects one assignment from zips."""

    def __init__(self, course: CourseAssignment) -> None:
        self.course = course
        quiz = course.quiz()
        if quiz is None:
            raise InstructorError(f"{course.place('source')} has no quiz.yml, and only a quiz has answers in a file.")
        self.release = quiz.release
        self.quiz: Quiz = quiz.released().quiz
        self.deadlines: Deadlines = read_class(course.settings.db_url, course.name).deadlines

    def plan(self, file: Path, roster: Roster, platform: Platform | None, zone: tzinfo, time: datetime | None) -> Plan:
        """What the zip would bring. `time` counts for those of whom the platform tells none, unless it says that they
        were late. Raises NoArchive and Unknown. Nothing is written.
        """
        with opened(file) as archive:
            found = read_download(archive, self.quiz, roster, platform, zone)
        plan = Plan(found.platform, refused=found.refused)
        for one in found.hand_ins:
            if is_removed(self.course.root, one.learner.id):
                plan.refused.append(
                    f"{one.learner.id}: was deleted from this course. To let them in: {READMIT} {one.learner.id}"
                )
                continue
            due = self.deadlines.of(one.learner.id)
            when = lateness(one, due) or (None if one.late else time)
            late = bool(one.late) or (when is not None and due is not None and when > due)
            plan.taken.append(Taken(one, when, late, self._state(one, when)))
        there = {one.learner.id for one in found.hand_ins}
        plan.missing = sorted(set(roster.learners) - there)
        return plan

    def apply(self, plan: Plan) -> None:
        """Do what a plan says. Raises OSError: what is in its place by then stays, and a second run goes on;
        and InstructorError or SystemExit while another command collects or grades.
        """
        lock = portalocker.Lock(Path(self.course.root, LOCK), fail_when_locked=True)
        try:
            lock.acquire()
        except portalocker.LockException as error:
            raise InstructorError("Submissions are being collected by another command. Wait for it.") from error
        try:
            with held(self.course.root):
                for one in plan.taken:
                    if one.is_written:
                        self._put(one)
                self._note(plan)
        finally:
            lock.release()

    def _put(self, one: Taken) -> None:
        place = self.course.place("submitted", one.hand_in.learner.id)
        new = staged(place)
        for file in sorted(self.release.rglob("*")):
            if file.is_file():
                target = new / file.relative_to(self.release)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        (new / ANSWERS).write_bytes(one.hand_in.content)
        if one.time is not None:
            (new / TIMESTAMP).write_text(_nbgraders(one.time), "ascii")
        if self.course.settings.groupshared:
            set_modes(new, 0o664, shared=True)
        publish(place)

    def _state(self, one: HandIn, time: datetime | None) -> State:
        """How a hand-in stands to what is there: by the platform's times if both have one, else by the answers."""
        place = self.course.place("submitted", one.learner.id)
        if not place.is_dir():
            return "new"
        held_time, held = submitted_at(place), self._held(place)
        if held == one.content and held_time == time:
            return "same"
        if self.deadlines.in_time_only and held_time is not None and time is not None:
            student = one.learner.id
            was, would_be = (self.deadlines.is_in_time(student, when) for when in (held_time, time))
            if was != would_be:
                return "older" if was else "newer"
        if held_time is not None and time is not None:
            return "newer" if time >= held_time else "older"
        newest = max((record.time for record in answered(parse_answers(held, ANSWERS), self.quiz)), default="")
        return "newer" if one.newest >= newest else "older"

    def _held(self, place: Path) -> bytes:
        try:
            return read_untrusted(place / ANSWERS, MAX_LOG_BYTES)
        except (FileNotFoundError, ValueError):
            return b""

    def _note(self, plan: Plan) -> None:
        whose = noted(self.course) | {one.hand_in.key: one.hand_in.learner.id for one in plan.taken}
        file = _note_of(self.course)
        file.parent.mkdir(exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        new.write_text(json.dumps(whose, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
        new.replace(file)


def noted(course: CourseAssignment) -> dict[str, str]:
    """Whose each hand-in was that came in a zip: the learner's id by what the platform's names have in common."""
    try:
        data = json.loads(_note_of(course).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InstructorError(
            f"{_note_of(course)} cannot be read: {error}. Remove it, and collect the zip anew."
        ) from error
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def in_words(plan: Plan) -> Iterator[str]:
    """What a plan would do, a line each."""
    for one in plan.taken:
        when = f", handed in {one.time:%Y-%m-%d %H:%M} UTC" if one.time else ""
        notes = "".join(f". {note}" for note in one.hand_in.notes)
        late = ", late" if one.is_late else ""
        yield f"{one.hand_in.learner.shown}: {one.hand_in.file}{when}{late}: {_WORDS[one.state]}{notes}"
    for refused in plan.refused:
        yield f"Not taken: {refused}"


def _note_of(course: CourseAssignment) -> Path:
    return course.root / COLLECTED / f"{course.name}.json"


def _nbgraders(time: datetime) -> str:
    """A time in UTC as nbgrader's exchange writes it."""
    return time.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
