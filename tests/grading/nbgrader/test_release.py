"""A release is replaced as a whole, and said so, or stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from support.grading_course import QUIZ, Course, Ran, formgrader, undone
from support.mixed_quiz import MIXED, edit, write_mixed_assignment
from support.places import EXERCISES, ROOT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("release"))
    write_mixed_assignment(course)
    course.do("generate_assignment", QUIZ)
    course.do("generate_assignment", MIXED)
    return course


@pytest.fixture
def course(made: Course) -> Iterator[Course]:
    """A course whose assignments were released; what a test does to it is undone."""
    with undone(made) as course:
        yield course


def release(course: Course, assignment: str = QUIZ) -> dict[str, bytes]:
    folder = course.root / "release" / assignment
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.is_dir() else {}


def change_the_quiz(course: Course, old: str = "title:", new: str = "# a note\ntitle:") -> None:
    file = course.root / "source" / QUIZ / "quiz.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def again(course: Course, *options: str) -> Ran:
    ran = course.run("generate_assignment", QUIZ, *options)
    assert {file.name for file in (course.root / "release").iterdir()} == {QUIZ, MIXED}, "nothing is left behind"
    return ran


@pytest.mark.parametrize("options", [[], ["--force"]], ids=["plain", "forced"])
def test_a_second_release_takes_the_place_of_the_first_and_says_so(course: Course, options: list[str]) -> None:
    before = release(course)
    change_the_quiz(course)

    ran = again(course, *options)

    assert ran.code == 0
    assert f"release/{QUIZ} was replaced. Changed: quiz.yml." in ran.output
    assert "handed in already" not in ran.output
    now = release(course)
    assert b"# a note" in now.pop("quiz.yml") and now == {name: before[name] for name in now}


def test_what_is_the_same_is_said_to_be(course: Course) -> None:
    before = release(course)
    ran = again(course)
    assert ran.code == 0 and "is the same as before" in ran.output and release(course) == before


def test_those_who_handed_in_are_counted(course: Course) -> None:
    for student in ("ann", "bob"):
        course.submission(student)
    change_the_quiz(course)
    (course.root / "source" / QUIZ / "more.txt").write_text("more", "utf-8")

    ran = again(course)

    assert "Changed: quiz.yml. New: more.txt." in ran.output and "2 learners handed in already" in ran.output


@pytest.mark.parametrize("options", [[], ["--force"]], ids=["plain", "forced"])
def test_what_our_check_refuses_leaves_the_release_as_it_was(course: Course, options: list[str]) -> None:
    before = release(course)
    course.keys.unlink()
    change_the_quiz(course)

    ran = again(course, *options)

    assert ran.code == 1 and "was not prepared for release" in ran.output
    assert release(course) == before


@pytest.mark.parametrize("options", [[], ["--force"]], ids=["plain", "forced"])
def test_what_nbgrader_cannot_convert_leaves_the_release_as_it_was(course: Course, options: list[str]) -> None:
    (course.root / "source" / "plain").mkdir()
    notebook = course.root / "source" / "plain" / "plain.ipynb"
    shutil.copy(course.root / "source" / MIXED / "second.ipynb", notebook)
    course.do("generate_assignment", "plain")
    before = release(course, "plain")
    notebook.write_text("{", "utf-8")

    ran = course.run("generate_assignment", "plain", *options)

    assert ran.code == 1 and "Nothing was replaced" in ran.output
    assert release(course, "plain") == before


def test_of_several_the_sound_ones_are_replaced(course: Course) -> None:
    others = release(course, MIXED)
    (course.root / "source" / MIXED / "first.ipynb").write_text("{", "utf-8")
    change_the_quiz(course)
    for folder in (course.root / "source").iterdir():
        if folder.name not in (QUIZ, MIXED):
            shutil.rmtree(folder)

    ran = course.run("generate_assignment", "--assignment", "*", "--force")

    assert ran.code == 1
    assert b"# a note" in release(course)["quiz.yml"] and release(course, MIXED) == others


def test_one_notebook_alone_leaves_the_others(course: Course) -> None:
    before = release(course, MIXED)
    edit(
        course.root / "source" / MIXED / "second.ipynb", lambda cells: cells["more"].metadata.nbgrader.update(points=7)
    )

    course.do("generate_assignment", MIXED, "--notebook", "second")

    now = release(course, MIXED)
    assert b'"points": 7' in now.pop("second.ipynb") and now == {name: before[name] for name in now}
    assert "first.ipynb" in now


def test_formgraders_button_is_as_careful(course: Course) -> None:
    before = release(course)
    change_the_quiz(course)
    with formgrader(course) as server:
        _, good = server.ask(f"/formgrader/api/assignment/{QUIZ}/assign", "POST", {})
        assert '"success": true' in good and "was replaced. Changed: quiz.yml." in good
        changed = release(course)
        assert changed != before
        course.keys.unlink()
        _, bad = server.ask(f"/formgrader/api/assignment/{QUIZ}/assign", "POST", {})
    assert '"success": false' in bad and "was not prepared for release" in bad
    assert release(course) == changed


def test_what_learners_can_fetch_is_replaced_as_a_whole_and_said_so(course: Course) -> None:
    outbound = course.base / "exchange" / "soft-skills" / "outbound"

    def fetched() -> dict[str, bytes]:
        assert [folder.name for folder in outbound.iterdir()] == [QUIZ], "nothing is left behind"
        return {file.name: file.read_bytes() for file in (outbound / QUIZ).iterdir()}

    try:
        course.do("release_assignment", QUIZ)
        first = fetched()
        assert first == release(course)
        change_the_quiz(course)
        again(course)
        refused = course.run("release_assignment", QUIZ)
        assert refused.code == 1 and "add --force" in refused.output and fetched() == first
        failed = course.run("release_assignment", QUIZ, "--force", "--CourseDirectory.max_dir_size=0")
        assert failed.code == 1 and "too big" in failed.output and fetched() == first
        done = course.do("release_assignment", QUIZ, "--force")
        assert f"What learners can fetch of {QUIZ} was replaced. Changed: quiz.yml." in done.output
        assert fetched() == release(course) != first
        assert "It is the same as before." in course.do("release_assignment", QUIZ, "--force").output
    finally:
        shutil.rmtree(outbound)


def test_what_a_stop_left_behind_is_cleared(course: Course) -> None:
    before = release(course)
    old = course.root / "release" / f".{QUIZ}.old"
    (course.root / "release" / QUIZ).rename(old)
    half = course.root / "release" / ".next" / QUIZ
    half.mkdir(parents=True)
    (half / "half").touch()

    assert again(course).code == 0 and release(course) == before


def test_the_setting_is_in_every_course() -> None:
    lines = [
        'c.GenerateAssignment.exporter_class = "softskills.grading.nbgrader.release.ReleaseExporter"',
        'c.ExchangeFactory.release_assignment = "softskills.grading.exchange.releasing.SafeReleaseAssignment"',
    ]
    template = ROOT / "src/softskills/authoring/new_course/template/exercises/nbgrader_config.py.jinja"
    for settings in (
        EXERCISES / "nbgrader_config.py",
        template,
        ROOT / "tests/mini_course/exercises/nbgrader_config.py",
    ):
        assert [line for line in lines if line not in settings.read_text("utf-8").splitlines()] == [], settings
