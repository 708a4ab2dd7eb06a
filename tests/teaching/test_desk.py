"""The instructor's desk: its tabs for the assignment that is picked, and buttons that run what one would type."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import HTML, Button
from nbgrader.api import Gradebook

from softskills.marking.widget import MarkingWidget
from softskills.teaching import desk
from softskills.teaching.commands import Ran, run
from softskills.teaching.desk import Desk
from softskills.teaching.pane import PaneView, as_html
from softskills.teaching.panes import panes
from support.grading_course import QUIZ, WRITTEN_TASK, Course, lines

TITLES = ("Class", "Grade", "Mark", "Report", "More time", "Regrade", "Export")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("desk"))
    course.do("generate_assignment", QUIZ)
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate="2026-02-01 12:00 UTC")
        gradebook.add_student("ada", first_name="<b>Ada</b>")
    text = {WRITTEN_TASK: {"text": "I asked, and then I waited."}}
    (course.submission("ben") / "answers.jsonl").write_text(lines(course.right_answers() | text), "utf-8")
    course.do("autograde", QUIZ)
    return course


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the buttons would have run."""
    commands: list[list[str]] = []

    def note(root: Path, arguments: list[str]) -> Ran:
        commands.append(arguments)
        return Ran("softskills", 0, "Done.")

    monkeypatch.setattr("softskills.teaching.pane.run", note)
    return commands


def pane(title: str) -> PaneView:
    (found,) = [one for one in panes(["ada", "ben"], ["scene-1"]) if one.title == title]
    view = PaneView(found, Path())
    view.assignment = "part-2"
    return view


def press(view: PaneView, label: str) -> str:
    def buttons(widget: Any) -> list[Button]:
        own = [widget] if isinstance(widget, Button) else []
        return own + [one for child in getattr(widget, "children", ()) for one in buttons(child)]

    (button,) = [one for one in buttons(view.view) if one.description == label]
    button.click()
    return str(view.result.value)


def test_it_opens_on_the_class_and_looks_up_nothing_else(course: Course) -> None:
    shown = Desk(course.root)
    assert shown.picker.options[0] and QUIZ in shown.picker.options
    shown.picker.value = QUIZ
    assert shown.tabs.titles == TITLES
    assert "srcdoc" in shown.panes[0].result.value and "sandbox" in shown.panes[0].result.value
    assert all(one.result.value == "" for one in shown.panes[1:])
    assert not shown.marks.children


def test_a_name_that_is_typed_like_markup_is_text_in_the_frame(course: Course) -> None:
    shown = Desk(course.root)
    shown.picker.value = QUIZ
    page = shown.panes[0].result.value
    assert "<b>Ada" not in page
    assert "&amp;lt;b&amp;gt;Ada" in page  # escaped in the page, and the page in its frame


def test_marking_is_a_tab_of_it(course: Course) -> None:
    shown = Desk(course.root)
    shown.picker.value = QUIZ
    shown.tabs.selected_index = TITLES.index("Mark")
    (marks,) = shown.marks.children
    assert isinstance(marks, MarkingWidget)
    marks.close()


def test_what_cannot_be_marked_is_said(course: Course) -> None:
    shown = Desk(course.root)
    shown.picker.value = "part-1"  # which was not released
    shown.tabs.selected_index = TITLES.index("Mark")
    (said,) = shown.marks.children
    assert isinstance(said, HTML) and "generate_assignment part-1" in said.value


def test_a_button_runs_the_command_and_says_which(course: Course) -> None:
    ran = run(course.root, ["extension", QUIZ, "ada", "--days", "2"])
    assert ran.code == 0, ran.said
    assert ran.typed == f"softskills extension {QUIZ} ada --days 2"
    assert "ada: until 2026-02-03" in ran.said
    wrong = run(course.root, ["extension", QUIZ, "eve; touch x", "--days", "2"])
    assert wrong.code == 2 and "'eve; touch x'" in wrong.typed
    assert not (course.root / "x").exists()


@pytest.mark.parametrize(
    ("title", "label", "fields", "command"),
    [
        ("Grade", "Grade", {}, ["grade", "part-2"]),
        ("Grade", "Grade", {"collect": False}, ["grade", "part-2", "--no-collect"]),
        ("Grade", "Grade", {"in_time": True, "force": True}, ["grade", "part-2", "--in-time", "--force"]),
        (
            "More time",
            "Give more time",
            {"learner": "ada", "until": datetime(2027, 3, 21, 18, tzinfo=UTC)},
            ["extension", "part-2", "ada", "--until", "2027-03-21 18:00 +0000"],
        ),
        ("More time", "Take it back", {"learner": " ben "}, ["extension", "part-2", "ben", "--remove"]),
        ("Regrade", "Show whose marks move", {}, ["regrade", "part-2"]),
        ("Regrade", "Do it", {"how": "drop", "item": "scene-1"}, ["regrade", "part-2", "--drop", "scene-1", "--apply"]),
        ("Export", "Back up the course", {}, ["backup"]),
    ],
)
def test_what_is_filled_in_becomes_a_command(
    typed: list[list[str]], title: str, label: str, fields: dict[str, Any], command: list[str]
) -> None:
    view = pane(title)
    for name, value in fields.items():
        view.pane.fields[name].value = value
    said = press(view, label)
    assert typed == [command]
    assert "Done." in said


@pytest.mark.parametrize(
    ("title", "label", "fields", "said"),
    [
        ("More time", "Give more time", {"learner": "ada"}, "Choose until when."),
        ("More time", "Take it back", {}, "Choose a learner first"),
        ("More time", "Take it back", {"learner": "--all"}, "Choose a learner first"),
        ("Regrade", "Do it", {"how": "full"}, "Choose the scene first."),
    ],
)
def test_what_is_not_filled_in_is_asked_for_and_nothing_is_run(
    typed: list[list[str]], title: str, label: str, fields: dict[str, Any], said: str
) -> None:
    view = pane(title)
    for name, value in fields.items():
        view.pane.fields[name].value = value
    assert said in press(view, label)
    assert typed == []


def test_what_a_command_says_is_text_and_a_failure_is_named() -> None:
    html = as_html(Ran("softskills x", 2, "<img src=x onerror=alert(1)>\n&"))
    assert "<img" not in html and "&lt;img" in html
    assert "exit status 2" in html


def test_where_there_is_no_course_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"no nbgrader_config\.py here"):
        desk()
