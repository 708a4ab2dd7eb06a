"""What was done in a course and when, from an answers file: pure, and without a word on how well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from softskills.answers import Record, in_order
from softskills.items import Bank, Intention, Lesson, Plan, Practice, PracticeItem, PracticeStory
from softskills.scoring import terms


@dataclass(frozen=True)
class LessonDone:
    """A lesson, how many of its `scenes` were answered, and the day of the first answer to the last of them, if all
    were: when it was done.
    """

    title: str
    part: int
    scenes: int
    answered: int
    done_on: date | None


@dataclass(frozen=True)
class Done:
    """All that was done in the lessons of a course. Days are those of UTC.

    `texts`: how many written tasks hold anything; `first`, `last`: the days of the first and the last answer counted
    here, None without any.
    """

    lessons: tuple[LessonDone, ...]
    texts: int
    first: date | None
    last: date | None

    @property
    def scenes(self) -> int:
        return sum(lesson.scenes for lesson in self.lessons)

    @property
    def answered(self) -> int:
        return sum(lesson.answered for lesson in self.lessons)

    @property
    def lessons_done(self) -> int:
        return sum(lesson.done_on is not None for lesson in self.lessons)


def what_was_done(bank: Bank, records: Iterable[Record]) -> Done:
    """What the records say of the lessons of a course that ask something. A record that is no answer counts nothing."""
    first: dict[str, date] = {}
    days: list[date] = []
    for record in in_order(records):
        item = bank.items.get(record.item)
        if item is not None and _is_answer(item, record.answer):
            day = date.fromisoformat(record.time[:10])
            first.setdefault(record.item, day)
            days.append(day)
    lessons = [_lesson(bank, lesson, first) for lesson in bank.lessons if lesson.items]
    texts = sum(not isinstance(bank.items[item], Practice | PracticeStory) for item in first)
    return Done(tuple(one for one in lessons if one.scenes), texts, min(days, default=None), max(days, default=None))


def _lesson(bank: Bank, lesson: Lesson, first: dict[str, date]) -> LessonDone:
    scenes = [item for item in lesson.items if isinstance(bank.items[item], Practice | PracticeStory)]
    answered = [first[item] for item in scenes if item in first]
    done_on = max(answered) if scenes and len(answered) == len(scenes) else None
    return LessonDone(lesson.title, lesson.part, len(scenes), len(answered), done_on)


def _is_answer(item: PracticeItem, answer: Any) -> bool:
    if isinstance(item, Practice | PracticeStory):
        return terms(item.public, answer) is not None
    match item:
        case Intention():
            fields = ["if", "then"]
        case Plan():
            fields = [field.id for field in item.fields]
        case _:
            fields = ["text"]
    texts = [answer.get(field) for field in fields] if isinstance(answer, dict) else []
    return any(isinstance(text, str) and text.strip() for text in texts)
