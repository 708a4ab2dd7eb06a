"""The table of all rules, and the run over a course. A new rule is a function and a row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from softskills.checks import cues, keys, notebooks, structure, text, writing
from softskills.checks.course import Course
from softskills.checks.findings import Finding, Hit, Severity, in_order


class Rule(NamedTuple):
    """How grave a breach is, what the rule asks for, and the function that finds breaches."""

    severity: Severity
    asks: str
    find: Callable[[Course], Iterable[Hit]]


RULES: dict[str, Rule] = {
    "S001": Rule("error", "Every file of the course loads", structure.loads),
    "S002": Rule("error", "No item of a quiz has the id of another item", structure.unique_ids),
    "S003": Rule("error", "A lesson lists the items of its notebook, in order", structure.lessons_hold_their_items),
    "S004": Rule("error", "The lessons are in the contents, in one order", structure.lessons_follow_the_contents),
    "S005": Rule("error", "The contents name every page, and no other", structure.contents_name_the_pages),
    "S006": Rule("warning", "A lesson has all its parts", structure.lessons_are_complete),
    "W001": Rule("error", "A stem has 50 to 90 words", writing.stem_length),
    "W002": Rule("error", "Options differ in length by no more than 20 %", writing.option_lengths),
    "W003": Rule("error", "Feedback has 30 to 60 words", writing.feedback_length),
    "W004": Rule("error", "Stem and options read at grade 9 or below", writing.reading_grade),
    "W005": Rule("error", "A title has 2 to 8 words", writing.title_length),
    "B001": Rule("warning", "The best option is the longest in no more than 35 % of the items", cues.longest),
    "B002": Rule("warning", "The best option stands at each position in 15 to 35 %", cues.positions),
    "B003": Rule("warning", "The best option talks in private in no more than 20 %", cues.in_private),
    "B004": Rule("warning", "No word stands in best options far more often than in others", cues.words_of_the_best),
    "T001": Rule("error", "All letters are Latin", text.look_alike_letters),
    "T002": Rule("error", "No word stands twice in a row", text.doubled_words),
    "T003": Rule("error", "Links within the course lead somewhere", text.relative_links),
    "T004": Rule("error", "Links to the web use https", text.secure_links),
    "K001": Rule("error", "What learners receive holds no keys and no answers", keys.nothing_private),
    "N001": Rule("error", "A notebook is valid nbformat 4.5", notebooks.valid_format),
    "N002": Rule("error", "A notebook keeps no outputs and no execution counts", notebooks.no_outputs),
    "N003": Rule("error", "Cell ids are unique in a notebook", notebooks.unique_cell_ids),
    "N004": Rule("error", "The kernel is python3", notebooks.kernel),
    "N005": Rule("error", "Code of a lesson is tagged remove-input", notebooks.hidden_input),
    "N006": Rule("error", "A quiz has a grade cell, with metadata of version 3", notebooks.graded_cells),
}


def check(course: Course) -> list[Finding]:
    """Every finding of every rule."""
    return in_order(Finding(code, rule.severity, *hit) for code, rule in RULES.items() for hit in rule.find(course))
