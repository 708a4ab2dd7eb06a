"""One marker at work on one assignment: each message of the front end gets a reply. It knows no widget.

A message is {"kind", "n", ...}, and its reply {"n", "ok": true, ...} or {"n", "ok": false, "why"}. `i` is the place of
a text in the list, from 0; the list is read once, and again when asked for. All messages but "list" are about one text.

    list            task, turn, every      -> entries, at: where to begin, or null when all is marked
    open            i                      -> view
    save            i, version, levels, typed, comment
                                           -> entry, view, at
                    refused when it changed: {"ok": false, "why", "theirs": view, "entry"}
                    refused for what was typed: {"ok": false, "why", "about": "typed"}
    next            i, far                 -> at: the next text that waits, from half way on if `far`
    names           show                   -> entries
    zero                                   -> entries, count: every empty text gets 0
    unzero                                 -> entries, count: the last of these are taken back, where nobody was since
    comments        keep or drop           -> comments
    agreement                              -> agreement
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.hand_marks import FIRST, SECOND, Changed, Given, HandMarks, Seen
from softskills.grading.nbgrader.lock import Locked, require_free
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.quiz.plain import plain
from softskills.grading.quiz.rubric import NotAMark, points_of, typed_mark
from softskills.grading.submission.by_hand import HandTask, hand_tasks
from softskills.grading.submission.errors import InstructorError
from softskills.marking import shown
from softskills.marking.agreed import agreed
from softskills.marking.graded_text import graded_texts
from softskills.marking.guide import read_guide
from softskills.marking.telling import state_of

MAX_COMMENT = 10_000
"""Characters."""
MAX_MARKER = 100
EVERY = 5
"""For a second marking, one text of so many, unless another number is asked for."""


class Session:
    """`marker` is who marks. Raises InstructorError, ContentError and GradebookError when nothing can be marked."""

    def __init__(self, course: CourseAssignment, marker: str, names: bool = False) -> None:
        self._course = course
        self._marker = plain(marker)[:MAX_MARKER]
        quiz = course.quiz()
        if quiz is None:
            raise InstructorError(f"{course.name!r} is no quiz of this course. Mark it in formgrader.")
        released = quiz.released()
        self._tasks = hand_tasks(released)
        if not self._tasks:
            raise InstructorError(f"Nothing in {course.name!r} is marked by hand, so there is nothing to do here.")
        page = quiz.keys / f"{released.quiz.quiz}-marking.md"
        self._guides = [read_guide(page, task.title) for task in self._tasks]
        self._marks = HandMarks(course.settings.db_url, course.name)
        self._shows_names = names
        self._task, self._turn = 0, FIRST
        self._list: list[Seen] = []
        self._zeroed: list[str] = []
        self._places: list[int] = []

    def content(self) -> dict[str, Any]:
        """What the front end shows whatever text it is."""
        return {
            "assignment": self._course.name,
            "marker": self._marker,
            "names": self._shows_names,
            "every": EVERY,
            "tasks": [
                {
                    "title": task.title,
                    "max": task.cell.max_score,
                    "why": task.why,
                    "criteria": [one.model_dump() for one in task.criteria],
                    "examples": guide.examples,
                }
                for task, guide in zip(self._tasks, self._guides, strict=True)
            ],
        }

    def reply(self, message: Any) -> dict[str, Any]:
        """The reply to a message, whatever that is."""
        n = message.get("n") if isinstance(message, dict) else None
        kind = message.get("kind") if isinstance(message, dict) else None
        does: Callable[[dict[str, Any]], dict[str, Any]] | None = {
            "list": self._listed,
            "open": self._opened,
            "save": self._saved,
            "next": self._next,
            "names": self._named,
            "zero": self._zero,
            "unzero": self._unzero,
            "comments": self._comments,
            "agreement": self._agreement,
        }.get(str(kind))
        if does is None:
            return {"n": n, "ok": False, "why": "the message is none that a marking session knows"}
        try:
            return {"n": n, "ok": True} | does(message)
        except Changed as error:
            i = message["i"]
            self._put(i, error.now)
            theirs = self._view(i, error.now)
            return {"n": n, "ok": False, "why": str(error), "theirs": theirs, "entry": self._entry(error.now)}
        except NotAMark as error:
            return {"n": n, "ok": False, "why": str(error), "about": "typed"}
        except (ValueError, LookupError, TypeError, GradebookError, Locked) as error:
            return {"n": n, "ok": False, "why": str(error)}

    def close(self) -> None:
        self._marks.close()

    def _listed(self, message: dict[str, Any]) -> dict[str, Any]:
        task, turn, every = message.get("task", 0), message.get("turn", FIRST), message.get("every", EVERY)
        if not (_is_in(task, len(self._tasks)) and turn in (FIRST, SECOND) and type(every) is int and every > 0):
            raise ValueError("the message names no task, or no marking of it")
        self._task, self._turn = task, turn
        self._list = self._marks.texts(self._of())
        self._places, self._zeroed = list(range(len(self._list))), []
        if turn == SECOND:
            self._places = [place for place in self._places if not self._list[place].empty][::every]
            self._list = [self._list[place] for place in self._places]
        return {"entries": self._entries(), "at": self._waiting_after(-1), "comments": self._known_comments()}

    def _opened(self, message: dict[str, Any]) -> dict[str, Any]:
        return {"view": self._view(message["i"], self._read(message["i"]))}

    def _next(self, message: dict[str, Any]) -> dict[str, Any]:
        i: int = message["i"]
        waiting = [place for place, one in enumerate(self._list) if self._waits(one)]
        if message.get("far") and len(waiting) > 2:
            later = [place for place in waiting if place > i] + [place for place in waiting if place < i]
            i = later[len(later) // 2] - 1
        at = self._waiting_after(i)
        return {"at": at} | ({} if at is None else {"view": self._view(at, self._list[at])})

    def _saved(self, message: dict[str, Any]) -> dict[str, Any]:
        i, task = message["i"], self._of()
        require_free(self._course.root)
        given = self._given(task, message)
        seen = self._marks.save(task, self._at(i).notebook_id, str(message["version"]), given, self._turn)
        self._put(i, seen)
        return {"entry": self._entry(seen)} | self._next({"i": i})

    def _given(self, task: HandTask, message: dict[str, Any]) -> Given:
        """The marking in a message. Raises ValueError, with a sentence for the marker."""
        levels, typed, comment = message.get("levels", []), message.get("typed", ""), message.get("comment", "")
        if not isinstance(levels, list) or not isinstance(typed, str) or not isinstance(comment, str):
            raise ValueError("the message holds no marking")
        if len(comment) > MAX_COMMENT:
            raise ValueError(f"The comment has {len(comment):,} characters, and at most {MAX_COMMENT:,} are kept.")
        is_whole = bool(task.criteria) and len(levels) == len(task.criteria) and all(levels)
        if typed.strip():
            mark = typed_mark(typed, task.cell.max_score)
        elif not task.criteria:
            raise NotAMark(f"Type a mark, a number from 0 to {task.cell.max_score:g}.")
        else:
            mark = sum(points_of(task.criteria, [level for level in levels if level]))
        return Given(
            marker=self._marker,
            time=datetime.now(UTC).isoformat(timespec="seconds"),
            mark=mark,
            criteria=[{"criterion": one.criterion, "points": one.points} for one in task.criteria] if is_whole else [],
            levels=levels if is_whole and points_of(task.criteria, levels) else [],
            comment=comment if comment.strip() else "",
        )

    def _zero(self, message: dict[str, Any]) -> dict[str, Any]:
        task = self._of()
        require_free(self._course.root)
        if self._turn != FIRST:
            raise ValueError("empty texts are no part of a second marking")
        none = self._given(task, {"levels": ["none"] * len(task.criteria), "typed": "" if task.criteria else "0"})
        self._zeroed = self._marks.save_all(task, [one for one in self._list if state_of(one) == "empty"], none)
        return self._read_again(len(self._zeroed))

    def _unzero(self, message: dict[str, Any]) -> dict[str, Any]:
        require_free(self._course.root)
        given = [one for one in self._list if one.notebook_id in self._zeroed]
        self._zeroed = []
        return self._read_again(len(self._marks.take_back_all(self._of(), given)))

    def _read_again(self, count: int) -> dict[str, Any]:
        now = {one.notebook_id: one for one in self._marks.texts(self._of())}
        self._list = [now.get(one.notebook_id, one) for one in self._list]
        return {"entries": self._entries(), "count": count}

    def _named(self, message: dict[str, Any]) -> dict[str, Any]:
        self._shows_names = message.get("show") is True
        return {"entries": self._entries()}

    def _comments(self, message: dict[str, Any]) -> dict[str, Any]:
        keep, drop = message.get("keep"), message.get("drop")
        if isinstance(keep, str) and keep.strip():
            if len(keep) > MAX_COMMENT:
                raise ValueError(f"The comment is longer than {MAX_COMMENT:,} characters, and was not kept.")
            self._marks.keep_comment(self._of(), self._marker, keep.strip())
        if isinstance(drop, str):
            self._marks.drop_comment(drop)
        return {"comments": self._known_comments()}

    def _agreement(self, message: dict[str, Any]) -> dict[str, Any]:
        return {"agreement": agreed(self._of(), self._marks.texts(self._of()))}

    def _known_comments(self) -> list[dict[str, Any]]:
        of_guide = [{"text": text, "id": None} for text in self._guides[self._task].comments]
        return of_guide + [{"text": text, "id": ident} for ident, text in self._marks.comments(self._of())]

    def _of(self) -> HandTask:
        return self._tasks[self._task]

    def _at(self, i: Any) -> Seen:
        if type(i) is not int or not 0 <= i < len(self._list):
            raise LookupError("There is no such text in the list.")
        return self._list[i]

    def _put(self, i: int, seen: Seen) -> None:
        self._list[i] = seen

    def _read(self, i: int) -> Seen:
        """How a text stands now."""
        seen = self._marks.text(self._of(), self._at(i).notebook_id)
        self._put(i, seen)
        return seen

    def _waiting_after(self, i: int) -> int | None:
        """The next text that waits, round to the beginning; of each that may be it, it's asked again."""
        count = len(self._list)
        places = [*range(i + 1, count), *range(min(i + 1, count))]
        return next((one for one in places if self._waits(self._list[one]) and self._waits(self._read(one))), None)

    def _waits(self, seen: Seen) -> bool:
        return shown.state(seen, self._turn) == "waiting"

    def _entries(self) -> list[dict[str, Any]]:
        return [{"label": self._label(i), **self._entry(one)} for i, one in enumerate(self._list)]

    def _entry(self, seen: Seen) -> dict[str, Any]:
        return {"state": shown.state(seen, self._turn), "mark": shown.mark(seen, self._turn)}

    def _label(self, i: int) -> str:
        number = f"Text {self._places[i] + 1}"
        return f"{number}: {plain(self._list[i].name)[:80]}" if self._shows_names else number

    def _view(self, i: int, seen: Seen) -> dict[str, Any]:
        texts = graded_texts(self._course.place("autograded", seen.student), self._of())
        return {"i": i, "label": self._label(i)} | shown.marking(seen, self._turn, self._of()) | texts


def _is_in(i: Any, count: int) -> bool:
    return type(i) is int and 0 <= i < count
