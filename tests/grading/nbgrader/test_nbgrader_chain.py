"""One class, from release to exported marks, with nbgrader's own commands and formgrader's own pages."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbgrader.api import Gradebook
from playwright.sync_api import Browser

from softskills import answers
from softskills.course import ANSWERS
from softskills.frontend import assemble
from softskills.items import Scenario, Story, StoryKey
from softskills.items.leaks import find_leaks, private_sentences
from softskills.phrases import typographic
from softskills.scoring import credit, weights
from support.answering import after, path_by
from support.grading_course import QUIZ, WRITTEN_TASK, Course, Ran, Server, formgrader, lines

SUBMITTER = pwd.getpwuid(os.getuid()).pw_name
"""nbgrader names a learner who runs `nbgrader submit` by the account."""

LOG = ANSWERS
HTML = "<b>bold</b> </script><script>alert('MARKER')</script> <img src=x onerror=alert(1)> \x1b[31mred\x1b[0m &amp;"
TABLES = ("student", "submitted_assignment", "submitted_notebook", "grade")
COMMENT = "You quote both sides, and it shows that you had understood."


@dataclass(frozen=True)
class ClassRun:
    """What one run of a class left behind."""

    course: Course
    expected: dict[str, float]
    without_keys: Ran
    after_without_keys: dict[str, int]
    autograded: Ran
    before_marks: dict[str, dict[str, str]]
    grades: dict[str, dict[str, str]]
    fetched_feedback: str


def submissions(course: Course) -> dict[str, float]:
    """Hand in for a class of learners. Returns the points that each must get for the scenarios."""
    right: dict[str, Any] = course.right_answers()
    first, second, third, fourth, fifth, sixth, rated, ranked, story = right

    def hand_in(student: str, log: str | bytes) -> Path:
        folder = course.submission(student)
        (folder / LOG).write_bytes(log.encode() if isinstance(log, str) else log)
        return folder

    half = {item: right[item] for item in (first, third, sixth)}
    upside_down = {"best": right[second]["worst"], "worst": right[second]["best"]}
    changed = hand_in("half", lines({second: right[second]}) + lines(half | {second: upside_down}, year=2027))
    (changed / "quiz.yml").write_text("quiz: of my own\n", "utf-8")

    course.submission("missing-log")
    hand_in("empty-log", "")
    hand_in("torn-log", lines(right)[:-30])
    with (hand_in("huge-log", lines(right)) / LOG).open("ab") as stream:
        stream.truncate(answers.MAX_LOG_BYTES + 1)
    wrong: dict[str, Any] = {second: [1], third: "ab", fourth: {"best": {}, "worst": 1.5}, WRITTEN_TASK: {"text": [7]}}
    wrong |= {fifth: {"best": "a", "worst": "a"}, sixth: {"best": "a", "worst": "zz"}}
    wrong |= {rated: {"ratings": {"a": "5"}}, ranked: {"order": [["a"]]}, story: {"path": ["nowhere.a"]}}
    hand_in("wrong-types", lines({first: right[first]} | wrong))
    (course.submission("link") / LOG).symlink_to(changed / LOG)
    hand_in("binary", bytes(range(255, -1, -1)) * 40)

    notebook_file = hand_in("no-grade-cell", lines(right)) / f"{QUIZ}.ipynb"
    notebook = nbformat.read(notebook_file, 4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "grade-quiz"]
    nbformat.write(notebook, notebook_file)

    some = some_of_each(course)
    hand_in("some-of-each", lines(some))
    part_of_story = tell_story(hand_in("story-in-parts", "") / LOG, course)
    (hand_in("story-begun", "") / LOG).write_text(lines({f"{story}/run": {"path": right[story]["path"][:2]}}), "utf-8")

    no_points = ("missing-log", "empty-log", "huge-log", "link", "binary", "story-begun")
    parts = {"no-grade-cell": 18.0, "half": 4.0, "torn-log": 16.0, "wrong-types": 2.0, "story-in-parts": part_of_story}
    return parts | {"some-of-each": points_of(some, course)} | dict.fromkeys(no_points, 0.0)


def some_of_each(course: Course) -> dict[str, Any]:
    """Answers to all scenarios: every other one as the key has it, the rest by habit, which is partly right."""
    quiz, keys = course.quiz()
    right: dict[str, Any] = course.right_answers()
    given: dict[str, Any] = {}
    for number, item in enumerate(quiz.scenarios):
        key = keys.items[item.id]
        if number % 2:
            given[item.id] = right[item.id]
        elif isinstance(item, Story) and isinstance(key, StoryKey):
            given[item.id] = {"path": path_by(lambda choices, key: min(choices), item, key)}
        elif isinstance(item, Scenario):
            picks = {"best": "a", "worst": "d"}
            ratings = {"ratings": dict.fromkeys(item.options, 3)}
            order = {"order": sorted(item.options)}
            chosen = {"choice": "a"}
            given[item.id] = {"choose": chosen, "best-worst": picks, "rate-each": ratings, "rank": order}[item.kind]
    return given


def points_of(given: dict[str, Any], course: Course) -> float:
    quiz, keys = course.quiz()
    credits = [credit(item, given[item.id], keys.items[item.id]) for item in quiz.scenarios]
    assert 0 < sum(credits) < len(credits) - 2, "these answers are to be right in part"
    return max(0.0, round(sum(round(quiz.points_each * one, 2) for one in credits), 2))


def tell_story(log: Path, course: Course) -> float:
    """Go through the story twice, as its widget keeps it, and begin once more. Returns the points that are due.

    The first run makes the best choice everywhere, and the second one, which counts, the worst at first.
    """
    quiz, keys = course.quiz()
    story = quiz.scenarios[-1]
    key = keys.items[story.id]
    assert isinstance(story, Story) and isinstance(key, StoryKey)
    worst = path_by(min, story, key)[0]
    second = path_by(max, story, key, worst)
    for path in (path_by(max, story, key), second):
        for made in range(len(path)):
            answers.append(log, story.run_id, {"path": path[:made]})
        answers.append(log, story.id, {"path": path})
        answers.append(log, story.run_id, {"path": path})
    answers.append(log, story.run_id, {"path": [worst]})
    return round(quiz.points_each * credit(story, {"path": second}, key), 2)


def fetch_and_submit(course: Course) -> None:
    """One learner goes the whole way, with an answer log written as the widgets write it."""
    course.learner("fetch_assignment", QUIZ)
    log = course.base / "desk" / QUIZ / LOG
    right = course.right_answers()
    *others, story = right
    for item in others:
        answers.append(log, item, right[item])
    steps = right[story]["path"]
    for made in range(len(steps)):
        answers.append(log, f"{story}/run", {"path": steps[:made]})
    answers.append(log, story, right[story])
    answers.append(log, WRITTEN_TASK, {"text": HTML})
    course.learner("submit", QUIZ)


def count_rows(database: Path) -> dict[str, int]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in TABLES}  # noqa: S608


def mark_written_task(course: Course, student: str, points: float, comment: str) -> None:
    """Mark by hand, as formgrader does when a number and a comment are typed."""
    place = ("written-task-marks", QUIZ, QUIZ, student)
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        grade = gradebook.find_grade(*place)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment(*place).manual_comment = comment
        gradebook.db.commit()


@pytest.fixture(scope="module")
def class_run(tmp_path_factory: pytest.TempPathFactory) -> ClassRun:
    course = Course(tmp_path_factory.mktemp("class"))
    course.do("generate_assignment", QUIZ)
    course.do("release_assignment", QUIZ)
    fetch_and_submit(course)
    course.do("collect", QUIZ)
    expected = submissions(course) | {SUBMITTER: 18.0}

    hidden = course.keys.rename(course.base / "hidden-keys")
    without_keys = course.run("autograde", QUIZ)
    after_without_keys = count_rows(course.database)
    hidden.rename(course.keys)

    autograded = course.run("autograde", QUIZ)
    before_marks = course.grades()
    mark_written_task(course, SUBMITTER, 7.5, COMMENT)
    course.do("generate_feedback", QUIZ)
    course.do("release_feedback", QUIZ)
    course.learner("fetch_feedback", QUIZ)
    [fetched] = (course.base / "desk" / QUIZ / "feedback").rglob("*.html")
    return ClassRun(
        course,
        expected,
        without_keys,
        after_without_keys,
        autograded,
        before_marks,
        course.grades(),
        fetched.read_text("utf-8"),
    )


def test_a_missing_key_file_stops_the_run_and_is_named(class_run: ClassRun) -> None:
    assert class_run.without_keys.code == 1
    assert "Nobody was graded" in class_run.without_keys.output
    assert str(class_run.course.keys) in class_run.without_keys.output
    assert class_run.after_without_keys == {
        "student": 0,
        "submitted_assignment": 0,
        "submitted_notebook": 0,
        "grade": 0,
    }


def test_everybody_is_graded_once_the_keys_are_there(class_run: ClassRun) -> None:
    assert class_run.autograded.code == 0, class_run.autograded.output[-3000:]
    assert {name: float(row["score"]) for name, row in class_run.before_marks.items()} == class_run.expected
    assert {row["max_score"] for row in class_run.before_marks.values()} == {"26.0"}


def test_the_mark_given_by_hand_is_added(class_run: ClassRun) -> None:
    scores = {name: float(row["score"]) for name, row in class_run.grades.items()}
    assert scores == class_run.expected | {SUBMITTER: 25.5}


@pytest.mark.parametrize(
    ("student", "said"),
    [
        ("missing-log", "Not answered."),
        ("torn-log", "answers.jsonl line 9 was skipped: it is not complete JSON"),
        ("huge-log", f"at most {answers.MAX_LOG_BYTES} are read"),
        ("wrong-types", "The answer [1] does not count"),
        ("wrong-types", "is not text, and is not shown"),
        ("link", "answers.jsonl line 1 was skipped"),
        ("binary", "answers.jsonl line 1 was skipped: it is not UTF-8 text"),
        ("half", "Scenes 4 of 18"),
        (SUBMITTER, "Scenes 18 of 18"),
        ("story-in-parts", "Ending: "),
        ("story-begun", "Begun, not finished: no ending was reached."),
        ("wrong-types", "does not count: it is not a path from the start to an ending."),
        ("missing-log", "Nothing was written."),
        ("missing-log", "8 of the 26 points aren’t marked yet."),
    ],
)
def test_the_feedback_says_what_was_wrong(class_run: ClassRun, student: str, said: str) -> None:
    page = BeautifulSoup(class_run.course.feedback(student), "html.parser").get_text()
    assert said in " ".join(page.split())


def test_the_feedback_shows_the_last_finished_way_through_a_story(class_run: ClassRun) -> None:
    quiz, keys = class_run.course.quiz()
    story = quiz.scenarios[-1]
    key = keys.items[story.id]
    assert isinstance(story, Story) and isinstance(key, StoryKey)
    page = BeautifulSoup(class_run.course.feedback("story-in-parts"), "html.parser").get_text()
    worst, *rest = path_by(max, story, key, path_by(min, story, key)[0])
    for step in (worst, *rest):
        scene, letter = step.split(".")
        said = f"{story.scenes[scene].title}: {letter}. {story.scenes[scene].choices[letter].text}"
        assert typographic(said) in page
    assert typographic(f"Ending: {story.scenes[after(story, rest[-1])].title}") in page
    assert key.values and not any(value.name in page for value in key.values.values())


def test_what_is_released_holds_no_word_of_the_keys(class_run: ClassRun) -> None:
    _, keys = class_run.course.quiz()
    released = class_run.course.root / "release" / QUIZ
    assert {file.name for file in released.iterdir()} == {"quiz.yml", f"{QUIZ}.ipynb"}
    assert find_leaks(released, keys) == []
    text = " ".join(" ".join(file.read_text("utf-8").split()) for file in released.iterdir())
    sentences = private_sentences(keys)
    assert len(sentences) > 200
    assert not [sentence for sentence in sentences if " ".join(sentence.split()) in text]
    assert not [name for name in ("effectiveness", "effects", "rationale", "turns_on") if name in text]


def test_a_link_is_not_followed(class_run: ClassRun) -> None:
    graded = class_run.course.root / "autograded" / "link" / QUIZ / "answers.jsonl"
    assert graded.is_file() and not graded.is_symlink()
    assert "listening-quiz-01" not in graded.read_text("utf-8")


def test_what_a_learner_wrote_reaches_feedback_as_text(class_run: ClassRun) -> None:
    page = class_run.fetched_feedback
    assert page == class_run.course.feedback(SUBMITTER)
    assert_escaped(page)
    assert COMMENT in page
    assert "<strong>25.5</strong> of 26 points</p>" in page


def test_what_a_learner_wrote_is_text_in_the_graded_notebook(class_run: ClassRun) -> None:
    notebook = class_run.course.root / "autograded" / SUBMITTER / QUIZ / f"{QUIZ}.ipynb"
    for template in ("lab", "classic", "basic"):
        page, _ = HTMLExporter(template_name=template).from_filename(str(notebook))
        assert_escaped(page)


def assert_escaped(page: str) -> None:
    """What the learner wrote stands in the page as text, and nowhere as part of it."""
    tree = BeautifulSoup(page, "html.parser")
    state = [script.extract() for script in tree.find_all("script", type="application/vnd.jupyter.widget-state+json")]
    assert all(script.string and json.loads(script.string) for script in state), "the widgets' state was broken out of"
    assert HTML.replace("\x1b[31mred\x1b[0m", "red") in " ".join(tree.get_text().split())
    assert not [tag for tag in tree.find_all("script") if "MARKER" in str(tag)]
    assert not tree.select("img[src=x], [onerror]") and not tree.find("b", string="bold")
    assert not tree.select("[class*=ansi-red]")


@pytest.mark.browser
@pytest.mark.parametrize("student", ["some-of-each", "story-in-parts", SUBMITTER])
def test_the_gradebook_has_the_points_that_a_page_would_give(
    class_run: ClassRun, browser: Browser, student: str
) -> None:
    quiz, keys = class_run.course.quiz()
    given = answers.read(class_run.course.root / "submitted" / student / QUIZ / LOG).answers()
    items = [item for item in quiz.scenarios if item.id in given]
    assert items[-1].kind == "branching"
    asked = [[{"kind": item.kind, "weights": weights(item, keys.items[item.id])}, given[item.id]] for item in items]
    page = browser.new_page()
    page.add_script_tag(content=assemble.script(["terms"]))
    scores = page.evaluate(
        "asked => asked.map(([scenario, answer]) => MODULES.terms.creditOf(scenario, answer))", asked
    )
    page.close()

    points = max(0, sum(round(quiz.points_each * one, 2) for one in scores))
    assert float(class_run.before_marks[student]["score"]) == pytest.approx(points)


@pytest.fixture(scope="module")
def server(class_run: ClassRun) -> Iterator[Server]:
    with formgrader(class_run.course) as server:
        yield server


def submission_id(course: Course, student: str) -> str:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        return str(gradebook.find_submission_notebook(QUIZ, QUIZ, student).id)


def test_formgrader_shows_what_is_to_be_marked(class_run: ClassRun, server: Server) -> None:
    for page in ("manage_assignments", "gradebook", f"gradebook/{QUIZ}/{QUIZ}", f"manage_submissions/{QUIZ}"):
        assert server.ask(f"/formgrader/{page}")[0] == 200

    status, page = server.ask(f"/formgrader/submissions/{submission_id(class_run.course, SUBMITTER)}/")

    assert status == 200
    assert_escaped(page)
    assert "A real moment." in page, "the rubric stands where the mark is given"
    assert 'id="written-task-marks"' in page and "/ 8.0" in page


def test_formgraders_button_grades_and_says_when_keys_are_missing(class_run: ClassRun, server: Server) -> None:
    course, button = class_run.course, f"/formgrader/api/submission/{QUIZ}/half/autograde"
    hidden = course.keys.rename(course.base / "hidden-from-button")
    try:
        status, refused = server.ask(button, "POST", {})
    finally:
        hidden.rename(course.keys)
    assert status == 200
    assert '"success": false' in refused and "Nobody was graded" in refused and course.keys.name in refused

    status, graded = server.ask(button, "POST", {})

    assert status == 200 and '"success": true' in graded
    status, row = server.ask(f"/formgrader/api/submission/{QUIZ}/half")
    assert status == 200 and '"score": 4.0' in row


def test_formgraders_button_does_not_release_keys(class_run: ClassRun, server: Server, tmp_path: Path) -> None:
    course = class_run.course
    planted = course.root / "source" / QUIZ / "notes.yml"
    shutil.copy(course.keys, planted)
    try:
        status, refused = server.ask(f"/formgrader/api/assignment/{QUIZ}/assign", "POST", {})
    finally:
        planted.unlink()
    assert status == 200
    assert '"success": false' in refused and "was not prepared for release" in refused and "notes.yml" in refused
    assert server.ask("/api/status")[0] == 200
