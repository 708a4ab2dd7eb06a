"""What levels are worth, what a typed number says, and what a page on marking has for a task."""

from __future__ import annotations

import pytest

from softskills.grading.quiz.rubric import points_of, typed_mark
from softskills.items import Criterion, load_quiz
from softskills.marking.guide import Guide, guide_of, read_guide
from support.places import EXERCISES

CRITERIA = [
    Criterion(criterion=name, points=points, full="F", half="H", none="N") for name, points in (("A", 2), ("B", 3))
]


def test_levels_in_points() -> None:
    assert points_of(CRITERIA, ["full", "half"]) == [2, 1.5]
    assert points_of(CRITERIA, ["none", "full"]) == [0, 3]


@pytest.mark.parametrize("levels", [[], ["full"], ["full", "most"], ["full", ""], ["full", None], ["full"] * 3])
def test_what_is_no_level_of_each_criterion_is_refused(levels: list[str]) -> None:
    with pytest.raises(ValueError, match="level"):
        points_of(CRITERIA, levels)


@pytest.mark.parametrize(
    ("typed", "mark"),
    [("3,5", 3.5), ("3.5", 3.5), (" 3 ", 3), ("0", 0), ("8", 8), ("8,0", 8), (",5", 0.5), ("0.25", 0.25)],
)
def test_a_typed_number_is_taken_as_it_was_typed(typed: str, mark: float) -> None:
    assert typed_mark(typed, 8) == mark


@pytest.mark.parametrize(
    "typed",
    ["", "8,5", "9", "-1", "3;5", "3,5,", "1.000,5", "1e0", "nan", "inf", "0x1", "½", "٣", "3 5", "8 of 8", "1_0"],
)
def test_what_is_no_mark_or_out_of_range_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"isn't a number of points|is more than the 8 points"):
        typed_mark(typed, 8)


@pytest.mark.parametrize("quiz", ["part-1", "part-2", "part-3", "part-4", "final"])
def test_the_course_s_own_pages_have_examples_and_comments_for_each_task(quiz: str) -> None:
    tasks = [item for item in load_quiz(EXERCISES / "source" / quiz / "quiz.yml").items if item.kind == "reflection"]
    assert tasks
    for task in tasks:
        guide = read_guide(EXERCISES / "keys" / f"{quiz}-marking.md", task.title)
        assert len(guide.comments) >= 5
        assert [block["text"] for block in guide.examples if block["kind"] == "heading"]
        tables = [block["rows"] for block in guide.examples if block["kind"] == "table"]
        assert tables and all(len(row) == len(table[0]) for table in tables for row in table)


def test_a_page_is_read_as_text() -> None:
    found = guide_of(
        "# P\n\n## Other\n\n1. no\n\n## My  task\n\n### Weak\n\n> a *b*\n> <b>c</b>\n\n### Comments\n\n- d\n", "my task"
    )
    assert found == Guide()  # another title
    found = guide_of(
        "## Task\n\n### Weak\n\n> a *b*\n> <b>c</b>\n>\n> d\n\n### Comments\n\n- e `f`\n\n## Next\n\n> g\n", "Task"
    )
    assert found.examples == [{"kind": "heading", "text": "Weak"}, {"kind": "quote", "text": "a b <b>c</b>\n\nd"}]
    assert found.comments == ["e f"]
