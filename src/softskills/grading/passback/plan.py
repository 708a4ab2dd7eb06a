"""What is to be sent for whom, from marks and from what was sent before. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Mark:
    """What the gradebook has of a graded learner: points, how many cells wait for a marker, and markers' comments."""

    points: float
    unmarked: int = 0
    comment: str = ""


@dataclass(frozen=True)
class Score:
    """What is to stand on the platform: of which user, points of how many, and whether that is final. A comment that
    is None isn't sent, and "" takes one back.
    """

    user: str
    given: float
    maximum: float
    is_final: bool = True
    comment: str | None = None

    def noted(self) -> dict[str, Any]:
        """As it's noted once it was sent. Of a comment there's only a checksum."""
        return {
            "user": self.user,
            "given": self.given,
            "maximum": self.maximum,
            "final": self.is_final,
            "comment": _checksum(self.comment),
        }

    def is_noted(self, note: Mapping[str, Any]) -> bool:
        """Whether a note is of this very score. A comment that isn't to be sent makes no difference."""
        mine = self.noted()
        skipped = {"comment"} if self.comment is None else set()
        return all(note.get(name) == value for name, value in mine.items() if name not in skipped)

    def body(self, time: datetime) -> dict[str, Any]:
        """The score as the platform takes it. Source: https://www.imsglobal.org/spec/lti-ags/v2p0#score-publish-service"""
        body: dict[str, Any] = {
            "userId": self.user,
            "scoreGiven": self.given,
            "scoreMaximum": self.maximum,
            "timestamp": in_words(time),
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded" if self.is_final else "PendingManual",
        }
        return body if self.comment is None else body | {"comment": self.comment}


@dataclass(frozen=True)
class Note:
    """What is known of a learner's score on the platform: the one that it has taken, and one of which nobody knows,
    because we were stopped before it answered. Both as `Score.noted` has them, with the "time" that was sent with them.
    """

    line_item: str = ""
    sent: Mapping[str, Any] | None = None
    trying: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Change:
    """A score to send, and what is known of the one before."""

    student: str
    score: Score
    before: Note = Note()

    def time(self, now: datetime) -> datetime:
        """What it is sent with. A score that may have arrived keeps its time, so that the platform takes it for the
        same; any other has a later time than the ones before, because an older one would be left aside. Platforms
        may count whole seconds.
        """
        if self.before.trying and self.score.is_noted(self.before.trying):
            return read_time(self.before.trying["time"])
        earlier = [read_time(note["time"]) for note in (self.before.sent, self.before.trying) if note]
        return max([now, *(time + timedelta(seconds=1) for time in earlier)])


@dataclass(frozen=True)
class Plan:
    """What is to be done: scores to send, who has theirs already, and who gets none and why (by learner)."""

    changes: tuple[Change, ...] = ()
    same: tuple[str, ...] = ()
    held_back: Mapping[str, str] = field(default_factory=dict)
    without_id: tuple[str, ...] = ()


def plan(
    marks: Mapping[str, Mark],
    maximum: float,
    users: Mapping[str, str],
    notes: Mapping[str, Note],
    *,
    also_unmarked: bool = False,
    comments: bool = False,
) -> Plan:
    """The plan for graded learners, by their ids. `users` has the platform's ids, and `notes` what was sent before."""
    shared = {user for user, count in Counter(users.values()).items() if count > 1}
    changes, same, held_back, without_id = [], [], {}, []
    for student, mark in sorted(marks.items()):
        user, before = users.get(student, ""), notes.get(student, Note())
        if not user:
            without_id.append(student)
        elif user in shared:
            held_back[student] = f"more than one learner has the platform's id {user}"
        elif not math.isfinite(mark.points) or mark.points < 0:
            held_back[student] = f"{mark.points:g} points are no score that a platform takes"
        elif mark.unmarked and not also_unmarked:
            held_back[student] = f"{mark.unmarked} of the texts wait to be marked" + _has(before)
        else:
            comment = mark.comment if comments and (mark.comment or _has_comment(before)) else None
            score = Score(user, round(mark.points, 6), maximum, not mark.unmarked, comment)
            if before.sent and not before.trying and score.is_noted(before.sent):
                same.append(student)
            else:
                changes.append(Change(student, score, before))
    return Plan(tuple(changes), tuple(same), held_back, tuple(without_id))


def for_line_item(found: str, notes: Mapping[str, Note]) -> dict[str, Note]:
    """The notes that hold for this line item. What was sent to another one is of no account here."""
    return {student: note for student, note in notes.items() if note.line_item == found}


def in_words(time: datetime) -> str:
    """A time in UTC to the millisecond."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _checksum(comment: str | None) -> str:
    return sha256(comment.encode()).hexdigest() if comment else ""


def _has(before: Note) -> str:
    return f"; the platform has {before.sent['given']:g} of before" if before.sent else ""


def _has_comment(before: Note) -> bool:
    return any(note and note.get("comment") for note in (before.sent, before.trying))
