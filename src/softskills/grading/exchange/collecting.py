"""Collect submissions from the exchange, where every learner can write, and trust nothing that lies there.

Switched on in `nbgrader_config.py`, so that `nbgrader collect`, formgrader's button and `softskills grade` use it. A
submission with a fault is refused, with the reason in the report, and the others are collected.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from secrets import token_hex

import portalocker
from traitlets import Bool, Integer

from softskills.course import ANSWERS, QUIZ_FILE, SECRET, TIMESTAMP
from softskills.grading.exchange.claims import Claim, read_claim, student_of
from softskills.grading.exchange.copying import Copied, Refused, Rules, copy_folder, opened_folder, shown
from softskills.grading.exchange.course_copy import require_course
from softskills.grading.exchange.guard import require_safe, require_told_apart
from softskills.grading.nbgrader.deadlines import deadlines_of, keep_in_time_only
from softskills.grading.nbgrader.exchange_classes import ExchangeCollect
from softskills.grading.nbgrader.folders import mend, publish, set_modes, staged
from softskills.grading.nbgrader.removed import READMIT, is_removed
from softskills.grading.nbgrader.timestamps import submitted_at
from softskills.grading.submission.answer_file import may_be_answers

LOCK = ".collecting.lock"
CLOCKS_DIFFER = timedelta(minutes=2)
MAX_TRIES = 20
"""Of one learner only so many of the newest submissions are looked at."""


@dataclass(frozen=True)
class Refusal:
    """What was not collected: the folder's name in the exchange, the learner whose name it bears, and why."""

    student: str
    folder: str
    reason: str

    def __str__(self) -> str:
        return f"{shown(self.folder)}: {self.reason}"


class SafeCollect(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's collect for an exchange that everybody can write to. `refused` tells what was not taken, and `notes`
    what a grader may want to look at.

    Of each learner the newest submission without a fault is taken, and `--update` works as usual. `--before-duedate`
    holds from then on, for every later command: who handed in something in time, an extension counted, keeps the last
    of that, and of the others what came late is taken. `softskills grade --also-late` ends it.

    Of a quiz only the files that were released are copied, and the answer log or what may be it under another name.
    With `check_owner` off, which is for exchanges in which all learners are one account, the learner's name is believed
    as it stands. Where others come to the exchange, that has to be said twice: with `names_on_trust` too.
    """

    max_file_kilobytes = Integer(20_000, help="Submissions with a larger file are refused.").tag(config=True)
    max_submission_kilobytes = Integer(50_000, help="Larger submissions are refused.").tag(config=True)
    names_on_trust = Bool(
        False,
        help="With check_owner off: collect also where one account owns what several learners handed in, so that "
        "anybody can hand in under any name.",
    ).tag(config=True)

    def init_src(self) -> None:
        """Find the submissions of the assignment, as their names and owners tell them."""
        self.src_records: list[dict[str, object]] = []  # nbgrader's own, not used here
        self.refused: list[Refusal] = []
        self.collected: list[str] = []
        self.notes: list[str] = []
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        if not self.coursedir.course_id:
            self.fail("No course id specified. Re-run with --course flag.")
        self.inbound = Path(self.root, self.coursedir.course_id, "inbound")
        if not self.inbound.is_dir():
            self.fail(f"Course not found: {self.inbound}")
        self.notes += require_safe(self)
        require_course(self)
        self.quiz = (self._place("source_directory") / QUIZ_FILE).is_file()
        self.released = self._place("release_directory")
        if self.quiz and not self.released.is_dir():
            self.fail(f"{self.released} is missing. Run: nbgrader generate_assignment {self.coursedir.assignment_id}")
        self.asked = {PurePosixPath(ANSWERS), PurePosixPath(TIMESTAMP), PurePosixPath(SECRET)}
        for file in self.released.rglob("*"):
            if file.is_file():
                self.asked.add(PurePosixPath(file.relative_to(self.released)))
        self.deadlines = deadlines_of(self.coursedir)
        if self.before_duedate:
            self.deadlines = replace(self.deadlines, in_time_only=True)
        try:
            for entry in os.scandir(self.inbound):
                self._claim(entry)
        except OSError as error:
            self.fail(f"The submissions cannot be listed in {self.inbound}: {error.strerror}")
        if not self.check_owner:
            claims = (claim for claims in self.claims.values() for claim in claims)
            self.notes += require_told_apart(self, claims, self.names_on_trust)

    def copy_files(self) -> None:
        """Take what is to be taken, one learner after the other, and report what was refused."""
        lock = portalocker.Lock(Path(self.coursedir.root, LOCK), fail_when_locked=True)
        try:
            lock.acquire()
        except portalocker.LockException:
            self.fail("Submissions are being collected by another command. Wait until it is done.")
        try:
            if self.before_duedate:
                keep_in_time_only(self.coursedir, True)
            inbound = os.open(self.inbound, os.O_RDONLY)
            try:
                for student in sorted(self.claims):
                    self._collect(student, inbound)
            finally:
                os.close(inbound)
        except OSError as error:
            self.fail(f"Collecting stopped: {error}. What was collected before is kept.")
        finally:
            lock.release()
        self._report()

    def _claim(self, entry: os.DirEntry[str]) -> None:
        found = student_of(entry.name, self.coursedir.assignment_id)
        if not found or not fnmatchcase(found[0], self.coursedir.student_id or "*"):
            return
        student, said = found
        if is_removed(Path(self.coursedir.root), student):
            why = f"everything of theirs was deleted from this course. To let them in again: {READMIT} {student}"
            self.refused.append(Refusal(student, entry.name, why))
            return
        try:
            claim = read_claim(entry, student, said, self.check_owner)
        except Refused as error:
            self.refused.append(Refusal(student, entry.name, str(error)))
        except FileNotFoundError:
            pass  # removed by now
        else:
            self.claims[student].append(claim)

    def _collect(self, student: str, inbound: int) -> None:
        place = self._place("submitted_directory", student)
        mend(place)
        held = self._held(student, place)
        for claim in self._in_order(self.claims[student])[:MAX_TRIES]:
            if held is not None and not self._takes_place_of(held, claim):
                said = "No other submission to collect: %s" if self.update else "Already collected, see --update: %s"
                self.log.info(said, student)
                return
            try:
                self._take(claim, inbound, place)
            except Refused as error:
                mend(place)
                with suppress(OSError):  # it may hold other assignments
                    place.parent.rmdir()
                self.refused.append(Refusal(student, claim.folder, str(error)))
            else:
                self.collected.append(student)
                self.log.info("Collected: %s, handed in %s", student, claim.said)
                return

    def _take(self, claim: Claim, inbound: int, place: Path) -> None:
        new = staged(place)
        with opened_folder(claim.folder, inbound) as folder:
            if os.fstat(folder).st_uid != claim.owner:
                raise Refused("it changed its owner just now")
            copied = copy_folder(folder, new, self._rules(claim.owner))
            self._check_time(claim, folder, new)
        self._complete(claim, new, copied)
        if self.coursedir.groupshared:
            set_modes(new, 0o664, shared=True)
        publish(place)

    def _check_time(self, claim: Claim, folder: int, new: Path) -> None:
        try:
            written = (new / TIMESTAMP).read_text("utf-8", "replace").strip()
        except FileNotFoundError:
            raise Refused(f"it has no {TIMESTAMP}") from None
        if written != claim.said:
            raise Refused(f"its name says {shown(claim.said)}, and its {TIMESTAMP} says {shown(written)}")
        if claim.time > _utc(time.time()) + CLOCKS_DIFFER:
            raise Refused(f"its time lies in the future: {shown(claim.said)}")
        last_change = _utc(os.stat(TIMESTAMP, dir_fd=folder, follow_symlinks=False).st_ctime)
        due = self.deadlines.of(claim.student)
        if due is not None and claim.time <= due < last_change - CLOCKS_DIFFER:
            # Not refused: to move or to restore an exchange changes this time as well.
            when = last_change.isoformat(" ", "seconds")
            self._note(
                f"{shown(claim.folder)} was handed in before the due date, and last changed after it, {when} UTC."
            )

    def _rules(self, owner: int) -> Rules:
        course = self.coursedir
        folders = {folder for path in self.asked for folder in path.parents}

        def matches(name: str, patterns: Iterable[str]) -> bool:
            return any(fnmatchcase(name, pattern) for pattern in patterns)

        def wanted(path: PurePosixPath) -> bool:
            if self.quiz:
                return path in self.asked or (len(path.parts) == 1 and may_be_answers(path.name))
            # A name that cannot be printed could be shown in no report and on no page.
            return path.name.isprintable() and matches(path.name, course.include)

        return Rules(
            owner=owner,
            wanted=wanted,
            entered=lambda path: path in folders if self.quiz else path.name.isprintable(),
            ignored=lambda name: matches(name, course.ignore),
            file_bytes=1000 * min(self.max_file_kilobytes, course.max_file_size),
            total_bytes=1000 * min(self.max_submission_kilobytes, course.max_dir_size),
        )

    def _complete(self, claim: Claim, new: Path, copied: Copied) -> None:
        """Say what was left out, and let something stand in for what is missing: for a notebook the released one, as
        answers are kept beside it, and nbgrader would pass the learner over; for the secret that names the feedback
        another one, as nbgrader would send feedback to nobody.
        """
        if copied.left_out:
            names = ", ".join(map(shown, copied.left_out[:5])) + (", ..." if len(copied.left_out) > 5 else "")
            self.log.info("Left out, as not part of the assignment: %s of %s", names, claim.student)
        for released in sorted(self.released.glob("*.ipynb")) if self.quiz else []:
            if PurePosixPath(released.name) not in copied.taken:
                shutil.copyfile(released, new / released.name)
                self._note(f"{claim.student} did not hand in {released.name}. What was released stands in.")
        if not _is_text(new / SECRET):
            (new / SECRET).unlink(missing_ok=True)
            (new / SECRET).write_text(token_hex(16), "ascii")
            self._note(f"{claim.student} handed in no {SECRET} that can be read, and will not find feedback by it.")

    def _note(self, text: str) -> None:
        self.notes.append(text)
        self.log.warning("%s", text)

    def _in_order(self, claims: list[Claim]) -> list[Claim]:
        """The claims of one learner, those first that are to be preferred."""
        return sorted(claims, key=lambda claim: self._rank(claim.student, claim.time), reverse=True)

    def _rank(self, student: str, time: datetime | None) -> tuple[bool, datetime]:
        """By what of two versions the one is preferred. What has no readable time comes after all."""
        if time is None:
            return False, datetime.min
        return self.deadlines.in_time_only and self.deadlines.is_in_time(student, time), time

    def _takes_place_of(self, held: tuple[bool, datetime], claim: Claim) -> bool:
        return (self.update or self.deadlines.in_time_only) and self._rank(claim.student, claim.time) > held

    def _held(self, student: str, place: Path) -> tuple[bool, datetime] | None:
        """The rank of what was collected before, if anything was."""
        return self._rank(student, submitted_at(place)) if place.is_dir() else None

    def _report(self) -> None:
        if self.deadlines.in_time_only:
            self.log.info("Of those who handed in something in time, nothing that came later is taken.")
        for refusal in self.refused:
            self.log.warning("Not collected: %s", refusal)
        if self.refused:
            self.log.warning("%d submissions were not collected, for these reasons.", len(self.refused))
        elif not self.claims:
            self.log.warning("There are no submissions of %r to collect.", self.coursedir.assignment_id)

    def _place(self, step: str, student: str = ".") -> Path:
        course = self.coursedir
        return Path(course.format_path(getattr(course, step), student, course.assignment_id))


def _is_text(file: Path) -> bool:
    try:
        file.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return False
    return True


def _utc(seconds: float) -> datetime:
    """A time as nbgrader has it: UTC, without saying so."""
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
