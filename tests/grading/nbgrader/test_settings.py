"""The settings of quizzes in nbgrader_config.py: read, validated, overridden, and shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from traitlets import TraitError
from traitlets.config import Config
from typer.testing import CliRunner

from softskills.cli import app
from softskills.grading.nbgrader.settings import Quiz, quiz_settings, settings_of_hook
from softskills.grading.quiz.telling import Detail
from softskills.grading.submission.errors import InstructorError
from support.grade_command import grade
from support.grading_course import QUIZ, Course, lines

pytestmark = pytest.mark.usefixtures("bare_environment")


def test_by_default_keys_lie_beside_source_and_learners_read_about_their_choices() -> None:
    assert Quiz().keys_folder(Path("/course")) == Path("/course/keys")
    assert Quiz().detail() is Detail.CHOICES


@pytest.mark.parametrize(("named", "folder"), [("private", "/course/private"), ("/elsewhere", "/elsewhere")])
def test_the_folder_of_the_keys_is_as_seen_from_the_course(named: str, folder: str) -> None:
    assert Quiz(keys=named).keys_folder(Path("/course")) == Path(folder)


@pytest.mark.parametrize("detail", list(Detail))
def test_each_detail_can_be_set(detail: Detail) -> None:
    assert Quiz(feedback=detail.value).detail() is detail


def test_variables_come_before_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTSKILLS_KEYS", "/elsewhere")
    monkeypatch.setenv("SOFTSKILLS_FEEDBACK", "points")
    settings = Quiz(keys="private", feedback="key")
    assert settings.keys_folder(Path("/course")) == Path("/elsewhere")
    assert settings.detail() is Detail.POINTS


def test_a_variable_that_says_something_else_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTSKILLS_FEEDBACK", "everything")
    with pytest.raises(InstructorError, match=r"SOFTSKILLS_FEEDBACK is 'everything'.*points, choices, key"):
        Quiz().detail()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"feedback": "everything"}, "c.Quiz.feedback is 'everything', and must be one of: points, choices, key"),
        ({"keys": " "}, "c.Quiz.keys is empty, and must name the folder of the keys"),
        ({"feedback": 7}, "feedback"),
    ],
)
def test_what_is_no_setting_is_said_plainly(settings: dict[str, object], said: str) -> None:
    with pytest.raises(TraitError):
        Quiz(**settings)
    with pytest.raises(SystemExit) as stopped:
        quiz_settings(Config(Quiz=settings))
    assert str(stopped.value).startswith("Nobody was graded and nothing was released")
    assert said in str(stopped.value)


def test_a_hook_reads_the_settings_of_the_course_that_it_runs_in(small_course: Path) -> None:
    config = small_course / "nbgrader_config.py"
    for detail in ("key", "points"):
        config.write_text(f"c = get_config()\nc.Quiz.feedback = {detail!r}\n", "utf-8")
        assert settings_of_hook().detail() == detail


def test_all_settings_are_shown() -> None:
    shown = CliRunner().invoke(app, ["grade", "--help-all"])
    assert shown.exit_code == 0
    for name in ("--Quiz.keys", "--Quiz.feedback", "max_file_kilobytes", "max_submission_kilobytes"):
        assert name in shown.output


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("settings"))
    course.do("generate_assignment", QUIZ)
    for student in ("ann", "ben"):
        (course.submission(student) / "answers.jsonl").write_text(lines(course.right_answers()), "utf-8")
    return course


def test_a_wrong_setting_stops_every_command(course: Course) -> None:
    course.tell("everything")
    try:
        runs = [course.run("generate_assignment", "part-1"), course.run("autograde", QUIZ)]
        runs.append(grade(course, QUIZ, "--no-collect"))
    finally:
        course.tell("choices")
    assert [run.code for run in runs] == [1, 1, 2]
    assert all("c.Quiz.feedback is 'everything', and must be one of" in run.output for run in runs)
    assert not (course.root / "autograded").exists()


def test_a_command_line_comes_before_the_file_for_hook_and_grading(course: Course) -> None:
    moved = course.keys.parent.rename(course.root / "moved")
    try:
        refused = course.run("autograde", QUIZ, "--student=ann")
        course.do("autograde", QUIZ, "--student=ann", f"--Quiz.keys={moved}", "--Quiz.feedback=key")
    finally:
        moved.rename(course.keys.parent)
    course.do("autograde", QUIZ, "--student=ben")

    def text(student: str) -> str:
        return (course.root / "autograded" / student / QUIZ / f"{QUIZ}.ipynb").read_text("utf-8")

    assert refused.code == 1 and "Nobody was graded" in refused.output
    assert "Why: " in text("ann") and "Why: " not in text("ben")


OF_THE_FIRST_EDITION = [
    'c.Autograde.pre_convert_hook = "softskills.grading.hooks.before_autograde"',
    'c.Autograde.exporter_class = "softskills.grading.plugins.QuizExporter"',
]


@pytest.mark.parametrize("line", OF_THE_FIRST_EDITION)
def test_with_names_of_the_first_edition_nobody_is_graded_and_what_is_missing_is_named(
    course: Course, line: str
) -> None:
    settings = course.root / "nbgrader_config.py"
    whole = settings.read_text("utf-8")
    settings.write_text(f"{whole}\n{line}\n", "utf-8")
    folder = course.submission("cat")
    try:
        ran = course.run("autograde", QUIZ, "--student=cat")
    finally:
        settings.write_text(whole, "utf-8")
        shutil.rmtree(folder.parent)
    assert ran.code == 1, ran.output
    assert "softskills.grading" in ran.output
    assert not (course.root / "autograded" / "cat").exists()


def test_settings_that_cannot_be_read_stop_commands_and_a_class(course: Course) -> None:
    settings = course.root / "nbgrader_config.py"
    whole = settings.read_text("utf-8")
    settings.write_text(f"{whole}\nc.Quiz.feedback = detail_of_my_choice\n", "utf-8")
    try:
        runs = [course.run("autograde", QUIZ, "--force"), course.run("generate_assignment", "part-1")]
        runs.append(grade(course, QUIZ, "--no-collect"))
    finally:
        settings.write_text(whole, "utf-8")
    assert [ran.code for ran in runs] == [1, 1, 2]
    assert all("nbgrader_config.py" in ran.output and "detail_of_my_choice" in ran.output for ran in runs)
    assert not (course.root / "release" / "part-1").exists()
