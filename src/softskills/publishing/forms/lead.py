"""What stands between a lesson's title and its first heading is marked: what it is good for, and how long it takes."""

from __future__ import annotations

from docutils import nodes

from softskills.course.lesson_rules import LessonRules

NAME = "objectives"
MINUTES = "minutes"
ALONE = "alone"
"""For a paragraph that says only how long it takes, which a theme may say in its own place."""


def mark(document: nodes.document, rules: LessonRules) -> None:
    """Give the two paragraphs a class, where the course says how they begin."""
    for section in list(document.findall(nodes.section))[:1]:
        for paragraph in section.children:
            if not isinstance(paragraph, nodes.paragraph):
                continue
            text = paragraph.astext()
            if rules.objectives and rules.objectives.begins_in(text):
                paragraph["classes"].append(NAME)
            elif rules.minutes and (minutes := rules.minutes.found_in(text)) is not None:
                paragraph["classes"] += [MINUTES, *([ALONE] if rules.minutes.written(minutes) == text else [])]
