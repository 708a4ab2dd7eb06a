"""The review of a graded quiz as plain text: the points, and what is told on each scene."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent, shorten

from softskills.grading.quiz.plain import for_print
from softskills.grading.quiz.review import Review, format_problems
from softskills.grading.quiz.telling import Detail, Remark, Says, Told, tell

MAX_OPTION = 65
MAX_STEP = 85
MAX_TITLE = 40

DEEP = (Says.COMMENT, Says.KEY_CHOICE)
"""What is said to the remark before it."""


def format_review(review: Review, detail: Detail) -> str:
    """The review as plain text in short lines."""
    quiz = review.quiz
    apart = [] if detail is Detail.POINTS else [""]
    lines = [quiz.title, f"Total: {review.total:g} of {quiz.max_points} points."]
    lines += [for_print(remark) for remark in (*review.remarks, *regraded(review))]
    for number, told in enumerate(tell(review, detail), start=1):
        heading = f"{number}. {told.title} - {told.points:g} of {quiz.points_each}"
        lines += [*(apart if number > 1 else [""]), heading, *_lines(told, detail)]
    lines += ["", *formula(review)]
    lines += format_problems(review.problems)
    return "\n".join(lines)


def regraded(review: Review) -> list[str]:
    """What was decided after the quiz was handed in, in sentences."""
    titles = {result.scenario.id: result.scenario.title for result in review.results}
    found = review.regrade
    lines = [f"This was regraded. {found.say}"] if found.say else []
    if found.drop:
        named = ", ".join(f'"{titles[one]}"' for one in found.drop)
        lines.append(f"Regraded: {named} counts for nobody, and the other scenes count for the whole.")
    if found.full_marks:
        named = ", ".join(f'"{titles[one]}"' for one in found.full_marks)
        lines.append(f"Regraded: for {named} everybody has full points.")
    return lines


def formula(review: Review) -> list[str]:
    """How points come about, in two lines."""
    return [
        f"Scoring {review.scoring}: what chance would earn is taken off. So an answer that is worse than a guess",
        "counts below 0, and one that is missing counts 0. The total is never below 0.",
    ]


def _lines(told: Told, detail: Detail) -> Iterator[str]:
    if detail is not Detail.POINTS:
        yield _block(" ".join(told.asked))
        yield ""
    for remark in told.remarks:
        if remark.says is Says.KEY:
            yield ""
        yield _block(_told(remark, detail), deep=remark.says in DEEP)


def _told(remark: Remark, detail: Detail) -> str:
    """One remark as text. Where nothing is said to choices, each is one line."""
    match remark.says:
        case Says.CHOICE if detail is Detail.POINTS:
            return f"{remark.words} {remark.letter}. {_short(remark.text, MAX_OPTION)}"
        case Says.STEP if detail is Detail.POINTS:
            title = _short(remark.words.removesuffix(":"), MAX_TITLE)
            return _short(f"{title}: {remark.letter}. {remark.text}", MAX_STEP)
        case Says.ENDING:
            return f"{remark.words} {_short(remark.text, MAX_OPTION)}"
        case Says.WHY:
            return f"Why: {remark.text}"
    return f"{remark.words} {remark.letter}. {remark.text}" if remark.letter else remark.text


def _block(text: str, deep: bool = False) -> str:
    return indent(for_print(text), "      " if deep else "   ")


def _short(text: str, width: int) -> str:
    return shorten(text, width, placeholder=" ...")
