"""Items as GIFT, a plain text format that Moodle and others read.

Source: Moodle's own reader, question/format/gift/format.php; https://docs.moodle.org/en/GIFT_format. Texts are HTML,
each on one line.
"""

from __future__ import annotations

import re

from softskills.formats.chosen import Chosen
from softskills.formats.moodle_xml import category_path
from softskills.formats.questions import Answer, MultipleChoice, Order, Question, questions_of
from softskills.formats.text import html, html_line, line

_SPECIAL = re.compile(r"[~=#{}:]")


def gift(chosen: Chosen) -> str:
    """A file in which each group is a category, in one of the title of `chosen`."""
    blocks = [f"// {line(chosen.title)}"]
    for group in chosen.groups:
        questions = [one for entry in group.entries for one in questions_of(entry) if not isinstance(one, Order)]
        if questions:
            path = (chosen.title, *group.path) if group.path[0] != chosen.title else group.path
            # Moodle doesn't turn what is escaped in a category back into what it was.
            blocks.append(f"$CATEGORY: {category_path(path).replace(_BACKSLASH, _BACKSLASH_IN_HTML)}")
            blocks += map(_question, questions)
    return "\n\n".join(blocks) + "\n"


def escaped(markup: str) -> str:
    """HTML in which nothing is a sign of GIFT's. A backslash, which readers take differently, is written as HTML."""
    return _SPECIAL.sub(r"\\\g<0>", markup.replace(_BACKSLASH, _BACKSLASH_IN_HTML))


_BACKSLASH, _BACKSLASH_IN_HTML = "\\", "&#92;"


def _question(question: Question) -> str:
    answers = [_answer(one) for one in question.answers] if isinstance(question, MultipleChoice) else []
    after = [f"####{escaped(html(*question.after))}"] if question.after else []
    asked = f"::{escaped(html_line(question.title))}::[html]{escaped(html(*question.asked))}{{"
    return "\n".join([asked, *answers, *after, "}"])


def _answer(answer: Answer) -> str:
    """The right answer has the sign for it, so that a learner can choose one only; the others have their share."""
    sign = "=" if answer.share == 100 else f"~%{answer.share:.7g}%"
    return f"{sign}{escaped(html(answer.text))}" + (f"#{escaped(html(*answer.feedback))}" if answer.feedback else "")
