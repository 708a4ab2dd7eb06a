"""The parts that a lesson must have, and the review, which is a lesson of scenarios from before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from softskills.checks import check, gather
from softskills.items import Lesson, load_bank
from softskills.widgets.overview import ProgressWidget
from support.check_course import LESSON, LESSONS, OUTLINE, TOC, copy_course, in_yaml, line_of, replaced
from support.places import LISTENING_COURSE

REVIEW = Path("notebooks/review-of-listening.ipynb")
FROM_BEFORE = ["self-awareness-01", "self-awareness-02", "listening-01", "listening-02"]
GOALS = "After this review you can remember what you decided then, say what's changed since, and decide anew."
OBJECTIVES = 'the sentence "After this lesson you can ..." right under its title, with 15 to 40 words'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path / "course")


def found(course: Path, *codes: str) -> list[str]:
    return [one.message for one in check(gather(course)) if one.code in codes or not codes]


def change_cells(course: Path, change: Callable[[str], str | None], file: Path = LESSON) -> None:
    """Change the text of every cell of a notebook, or drop the cell for None."""
    notebook = json.loads((course / file).read_text("utf-8"))
    kept = []
    for cell in notebook["cells"]:
        text = change("".join(cell["source"]))
        if text is not None:
            kept.append(cell | {"source": text.splitlines(keepends=True)})
    notebook["cells"] = kept
    (course / file).write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def without(part: str) -> Callable[[str], str | None]:
    return lambda text: None if part in text else text


def instead(old: str, new: str) -> Callable[[str], str | None]:
    return lambda text: text.replace(old, new)


def only_the_first_scenario(text: str) -> str | None:
    return None if ("scenario(" in text or "pair(" in text) and "listening-01" not in text else text


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        (instead("# Communication: listen actively", "# Listen"), 'the one main heading "# Communication: listen'),
        (instead("After this lesson you can", "You will"), OBJECTIVES),
        (instead("Time needed: about", "Time: about"), 'the line "Time needed: about N minutes.", with N from 5 to 18'),
        (instead("about 18 minutes", "about 4 minutes"), 'the line "Time needed: about N minutes."'),
        (instead("**The poor version**", "Once."), "a row of versions side by side"),
        (instead("> **The manager**", "> The manager"), "2 role cards: it has 1"),
        (instead("### What changed", "### Then"), 'the heading "### What changed"'),
        (without("reflection("), "a reflection"),
        (without("intention("), 'an intention under the heading "## This week at work"'),
        (instead("## This week at work", "## Soon"), 'an intention under the heading "## This week at work"'),
        (without("rating("), "a rating(...) of the competency that its scenarios train"),
        (instead("{cite:", "{not:"), "a citation"),
        (only_the_first_scenario, "scenarios of its own"),
    ],
)
def test_a_part_that_is_missing(course: Path, change: Callable[[str], str | None], lacks: str) -> None:
    change_cells(course, change)
    assert any(message.startswith(f"the lesson lacks {lacks}") for message in found(course, "S006")), found(course)


def test_part_0_and_part_5_need_less(course: Path) -> None:
    """Neither has a rating of one competency, and the first lesson has nothing to bring back."""
    assert found(course, "S006") == []
    lessons = {lesson.part: lesson for lesson in load_bank(course / "data").lessons}
    assert not lessons[0].brings_back and lessons[5].brings_back


def test_a_lesson_that_brings_nothing_back(course: Path) -> None:
    lessons = load_bank(course / "data").lessons
    index = next(index for index, lesson in enumerate(lessons) if lesson.file == LESSON.stem)
    in_yaml(LESSONS, lambda data: data["lessons"][index].pop("brings_back"))(course)
    change_cells(course, without(lessons[index].brings_back[0]))
    assert found(course, "S006") == ["the lesson lacks a scenario of an earlier lesson, brought back"]


def test_a_thin_lesson(course: Path) -> None:
    change_cells(course, lambda text: text[:120] if text.startswith("#") else text)
    (message,) = found(course, "W006")
    assert "the lesson's own text has" in message and "500 to 1300" in message


def add_review(course: Path, brings_back: list[str], title: str = "Look back at part 3", **more: Any) -> None:
    """A review after the lesson on listening, and its notebook."""
    notebook = json.loads((course / LESSON).read_text("utf-8"))
    for_the_lab = next(cell for cell in notebook["cells"] if cell["metadata"].get("tags") == ["lab-only"])
    texts = [f"# {title}\n\n{GOALS}", "from softskills import scenario"]
    texts += [f'scenario("{item}")' for item in brings_back]
    notebook["cells"] = [
        {"cell_type": "markdown", "id": f"cell-{number}", "metadata": {}, "source": text.splitlines(keepends=True)}
        if text.startswith("#")
        else {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {"tags": ["remove-input"]},
            "source": [text],
            "execution_count": None,
            "outputs": [],
        }
        for number, text in enumerate(texts)
    ]
    notebook["cells"].insert(1, for_the_lab)
    (course / REVIEW).write_text(json.dumps(notebook, indent=1) + "\n", "utf-8")
    lesson = {"file": REVIEW.stem, "title": title, "part": 3, "review": True, "items": [], "brings_back": brings_back}

    def after_listening(files: list[Any], new: dict[str, Any]) -> None:
        place = next(place for place, one in enumerate(files) if one["file"].endswith(LESSON.stem))
        files.insert(place + 1, new)

    in_yaml(LESSONS, lambda data: after_listening(data["lessons"], lesson | more))(course)
    listed = f"      - file: notebooks/{LESSON.stem}"
    replaced(TOC, f"^{listed}$", f"{listed}\n      - file: notebooks/{REVIEW.stem}")(course)


def test_a_review_needs_only_title_goals_and_scenarios(course: Path) -> None:
    before = found(course)
    add_review(course, FROM_BEFORE)
    assert found(course) == before


def test_a_review_with_too_little(course: Path) -> None:
    add_review(course, FROM_BEFORE[:3])
    change_cells(course, instead("After this review", "Then"), REVIEW)
    assert set(found(course, "S006")) == {
        f"the lesson lacks {OBJECTIVES}",
        "the lesson lacks scenarios to bring back: a review has 4 or more",
    }


def test_a_review_brings_back_earlier_scenarios_only(course: Path) -> None:
    add_review(course, [*FROM_BEFORE, "learning-01", "start-reflection"])
    assert found(course, "S010") == [
        f"brings back {item}, which is no scenario of an earlier lesson" for item in ("learning-01", "start-reflection")
    ]


def test_a_review_has_no_items_of_its_own(course: Path) -> None:
    add_review(course, FROM_BEFORE, items=["listening-03"])
    (message,) = found(course, "S001")
    assert "a review has no items of its own" in message


def test_a_lesson_that_is_in_no_outline_or_in_another_place(course: Path) -> None:
    add_review(course, FROM_BEFORE, review=False)
    assert found(course, "S008") == ["data/outline.yml has no lesson of the title 'Look back at part 3'"]
    outline = (course / OUTLINE).read_text("utf-8")
    first, listening = "      - Where you stand today\n", '      - "Communication: listen actively"\n'
    new = "      - Look back at part 3\n"
    (course / OUTLINE).write_text(outline.replace(first, first + new), "utf-8")
    assert found(course, "S008") == ["the lesson is in part 3 here and in part 0 of data/outline.yml"]
    (course / OUTLINE).write_text(outline.replace(listening, new + listening), "utf-8")
    assert found(course, "S008") == ["the lesson stands earlier in data/outline.yml than the one before it here"]
    (course / OUTLINE).write_text(outline.replace(listening, listening + new), "utf-8")
    assert found(course, "S008") == []


def test_a_title_stands_in_the_outline_once(course: Path) -> None:
    text = (course / OUTLINE).read_text("utf-8")
    (course / OUTLINE).write_text(text.replace("- Your profile and plan", "- Where you stand today"), "utf-8")
    (finding,) = [one for one in check(gather(course)) if one.code == "S001"]
    assert "the lesson 'Where you stand today' stands twice" in finding.message
    assert finding.line == line_of(course / OUTLINE, "parts:")


def test_progress_leaves_out_a_lesson_with_nothing_to_answer() -> None:
    bank = load_bank(LISTENING_COURSE / "data")
    review = Lesson(file="review-part-3", title="Look back", part=3, items=[], brings_back=FROM_BEFORE, review=True)
    shown = ProgressWidget(replace(bank, lessons=[*bank.lessons, review]), None).content["lessons"]
    assert [lesson["file"] for lesson in shown] == [lesson.file for lesson in bank.lessons if lesson.items]
