"""When a check of ours breaks, in whatever way, no run of nbgrader goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import autograde

from softskills.grading.nbgrader import hooks, lock, plugins
from softskills.grading.nbgrader.fail_closed import fails_closed
from softskills.grading.nbgrader.open_gradebook import kept_gradebook
from softskills.grading.nbgrader.programs import put_on_path
from softskills.items import ContentError
from softskills.sources import Fault
from support.grading_course import QUIZ, Course, formgrader, lines


class Odd(BaseException):
    """No Exception at all."""


BREAKS: list[BaseException] = [
    KeyError("broken"),
    OSError(5, "broken"),
    RecursionError("broken"),
    MemoryError("broken"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "broken"),
    ContentError([Fault(Path("quiz.yml"), 1, "broken", "broken")]),
    AssertionError("broken"),
    ImportError("broken"),
    ZeroDivisionError("broken"),
    StopIteration("broken"),
    GeneratorExit("broken"),
    Odd("broken"),
    SystemExit(0),
    SystemExit(None),
    SystemExit(""),
]
NAMES = [f"{type(error).__name__}-{error}" for error in BREAKS]


def raising(error: BaseException) -> Callable[..., Any]:
    def broken(*arguments: Any, **options: Any) -> Any:
        raise error

    return broken


@pytest.mark.parametrize("error", BREAKS, ids=NAMES)
def test_whatever_breaks_is_a_systemexit_that_says_so(error: BaseException) -> None:
    def check() -> None:
        raise error

    with pytest.raises(SystemExit) as stopped:
        fails_closed("Nothing was done.")(check)()

    message = str(stopped.value)
    assert (
        "Nothing was done.\nThe check " in message and ".check broke (" in message and type(error).__name__ in message
    )
    assert "run the command again" in message
    assert stopped.value.__cause__ is error


def test_what_a_check_says_itself_is_left_as_it_is() -> None:
    refused = SystemExit("Nobody was graded, as there are no keys.")
    with pytest.raises(SystemExit) as stopped:
        fails_closed("Nothing was done.")(raising(refused))()
    assert stopped.value is refused


def test_ctrl_c_is_left_to_nbgrader_which_tidies_up() -> None:
    with pytest.raises(KeyboardInterrupt):
        fails_closed("Nothing was done.")(raising(KeyboardInterrupt()))()


def test_what_goes_well_goes_on() -> None:
    assert fails_closed("Nothing was done.")(lambda number: number + 1)(1) == 2


# nbgrader itself


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which ann and ben have handed in, and nobody is graded."""
    course = Course(tmp_path_factory.mktemp("closed"))
    course.do("generate_assignment", QUIZ)
    for student in ("ann", "ben"):
        (course.submission(student) / "answers.jsonl").write_text(lines(course.right_answers()), "utf-8")
    return course


@pytest.fixture
def button(course: Course, monkeypatch: pytest.MonkeyPatch) -> Iterator[NbGraderAPI]:
    """What formgrader's buttons call."""
    for name, value in course.environment("instructor").items():
        monkeypatch.setenv(name, value)
    put_on_path()
    monkeypatch.setattr(autograde, "Gradebook", Gradebook)
    monkeypatch.chdir(course.root)
    app = NbGrader()
    app.initialize([], root=str(course.root))
    yield NbGraderAPI(app.coursedir, parent=app)
    kept_gradebook.cache_clear()


def rows(course: Course) -> list[int]:
    counts = (
        "select count(*) from assignment",
        "select count(*) from student",
        "select count(*) from submitted_assignment",
        "select count(*) from grade",
    )
    with sqlite3.connect(f"file:{course.database}?mode=ro", uri=True) as gradebook:
        return [gradebook.execute(count).fetchone()[0] for count in counts]


def assert_stopped(result: dict[str, Any], outcome: str, check: str) -> None:
    assert result["success"] is False
    assert outcome in result["error"] and f"The check {check} broke" in result["error"]


@pytest.mark.parametrize("error", BREAKS, ids=NAMES)
def test_no_release_goes_on(
    course: Course, button: NbGraderAPI, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    before = rows(course)
    monkeypatch.setattr(hooks, "find_leaks", raising(error))

    result = button.generate_assignment("part-1")

    assert_stopped(result, "Nothing was prepared for release", "check_release")
    assert not (course.root / "release" / "part-1").exists()
    assert rows(course) == before == [1, 0, 0, 0]


@pytest.mark.parametrize("part", ["make_safe", "settings_of_hook", "require_gradable"])
@pytest.mark.parametrize("error", BREAKS, ids=NAMES)
def test_no_grading_goes_on(
    course: Course, button: NbGraderAPI, monkeypatch: pytest.MonkeyPatch, error: BaseException, part: str
) -> None:
    monkeypatch.setattr(hooks, part, raising(error))

    result = button.autograde(QUIZ, "*")

    assert_stopped(result, "Nobody was graded from here on", "before_autograde")
    assert not (course.root / "autograded").exists()
    assert rows(course) == [1, 0, 0, 0]


@pytest.mark.parametrize(("module", "part"), [(lock, "require_free"), (plugins, "keep_for_autograde")])
@pytest.mark.parametrize("error", BREAKS, ids=NAMES)
def test_no_grading_begins(
    course: Course,
    button: NbGraderAPI,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    module: Any,
    part: str,
) -> None:
    monkeypatch.setattr(module, part, raising(error))

    result = button.autograde(QUIZ, "*")

    assert_stopped(result, "Nobody was graded, and the gradebook is as it was.", "QuizExporter.__init__")
    assert rows(course) == [1, 0, 0, 0]


BROKEN = """
from softskills.grading.nbgrader import hooks

def broken(*arguments):
    raise KeyError("broken")

hooks.find_leaks = hooks.make_safe = broken
"""


def test_commands_and_formgraders_buttons_stop_too(course: Course) -> None:
    settings = course.root / "nbgrader_config.py"
    whole = settings.read_text("utf-8")
    settings.write_text(whole + BROKEN, "utf-8")
    try:
        release, grade = course.run("generate_assignment", "part-1"), course.run("autograde", QUIZ)
        with formgrader(course) as server:
            _, released = server.ask("/formgrader/api/assignment/part-1/assign", "POST", {})
            _, graded = server.ask(f"/formgrader/api/submission/{QUIZ}/ann/autograde", "POST", {})
    finally:
        settings.write_text(whole, "utf-8")

    assert (release.code, grade.code) == (1, 1)
    for said in (release.output, released):
        assert "Nothing was prepared for release" in said and "check_release broke (KeyError" in said
    for said in (grade.output, graded):
        assert "Nobody was graded from here on" in said and "before_autograde broke (KeyError" in said
    assert '"success": false' in released and '"success": false' in graded
    assert rows(course) == [1, 0, 0, 0]
    assert not (course.root / "autograded").exists() and not (course.root / "release" / "part-1").exists()


def test_unbroken_they_let_pass(course: Course, button: NbGraderAPI) -> None:
    assert button.autograde(QUIZ, "*")["success"]
    assert rows(course)[1] == 2
