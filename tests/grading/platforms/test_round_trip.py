"""From the page to the learner's feedback: answered on a phone, uploaded, collected, graded, sent back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser
from typer.testing import CliRunner

from softskills.cli import app
from softskills.items import Scenario, load_quiz
from softskills.phrases import typographic
from support import platform_zips as zips
from support.grade_command import grade
from support.grading_course import Course, lines
from support.places import EXERCISES
from support.platform_zips import Person

QUIZ = "part-2"
PHONE = Person("phone-1", "Zoë", "d'Être")
OTHERS = [Person(f"learner-{number:03}", f"First{number}", "Last", number) for number in range(200, 230)]
CHOSEN, TEXT = {"part-2-bid-blank-before": "d", "part-2-booking-equals": "a"}, "We told them on Monday."


@pytest.fixture(scope="module")
def course(released: Course) -> Course:
    return released


def run(course: Course, *command: str) -> str:
    ran = CliRunner().invoke(app, [*command, "--course", str(course.root)])
    assert ran.exit_code == 0, ran.output
    return ran.output


def handed_in_on_a_phone(browser: Browser, page_file: Path) -> bytes:
    """What the page saves for a learner who answers two scenes and the text."""
    quiz = load_quiz(EXERCISES / "source" / QUIZ / "quiz.yml")
    options = {one.id: one.options for one in quiz.asked if isinstance(one, Scenario)}
    with browser.new_context(viewport={"width": 390, "height": 844}, offline=True) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.wait_for_selector(".ss-hand-in")
        for item, letter in CHOSEN.items():
            place = page.locator(f"#item-{item}")
            place.get_by_label(typographic(options[item][letter])).check(force=True)
            place.get_by_role("button", name="Save my answer").click()
        page.locator("textarea").fill(TEXT)
        page.get_by_role("button", name="Hand in").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the file all the same").click()
        return download.value.path().read_bytes()


@pytest.mark.browser
def test_from_the_page_to_the_feedback(course: Course, browser: Browser) -> None:
    page = course.base / "part-2.html"
    assert "It holds no key." in run(course, "page", QUIZ, "-o", str(page))
    content = handed_in_on_a_phone(browser, page)
    answers = {item: {"choice": letter} for item, letter in CHOSEN.items()}
    same = lines(answers | {"part-2-quiz-reflection": {"text": TEXT}})
    roster = zips.write_roster(course.base / "roster.csv", [PHONE, *OTHERS])
    members = [(zips.moodle(PHONE), content), *((zips.moodle(one), same.encode()) for one in OTHERS)]
    download = zips.write(course.base / "moodle.zip", members)
    collected = run(course, "collect-zip", str(download), "--assignment", QUIZ, "--roster", str(roster), "--apply")
    assert f"{len(members)} hand-ins, 0 late, {len(members)} to write, 0 not taken" in collected

    graded = grade(course, QUIZ, "--no-collect")
    assert graded.code == 0, graded.output
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        scores = {one.student.id: one.score for one in gradebook.assignment_submissions(QUIZ)}
    assert set(scores) == {PHONE.id, *(one.id for one in OTHERS)}
    assert len(set(scores.values())) == 1 and scores[PHONE.id] > 0  # the page's file earns what the notebook's log does

    feedback = course.base / "feedback.zip"
    said = run(course, "feedback-zip", QUIZ, "--from", str(download), "-o", str(feedback))
    assert "feedback for 0 learners" in said  # nobody is sent a score to which marks are still to come
    assert f"Without feedback: {PHONE.id}: something waits to be marked by hand" in said
    send = ("feedback-zip", QUIZ, "--also-unmarked", "-o", str(feedback), "--from")
    said = run(course, *send, str(download))
    assert f"feedback for {len(members)} learners, named for moodle" in said and "Without" not in said
    with zipfile.ZipFile(feedback) as made:
        names = {zips.moodle(one, f"{QUIZ}.html") for one in (PHONE, *OTHERS)}
        assert set(made.namelist()) == names  # the folders of the download: Moodle finds the learner by them
        page_of = made.read(zips.moodle(PHONE, f"{QUIZ}.html"))
    assert page_of == (course.root / "feedback" / PHONE.id / QUIZ / f"{QUIZ}.html").read_bytes()
    assert TEXT in page_of.decode()
    first = feedback.read_bytes()
    run(course, *send, str(download))
    assert feedback.read_bytes() == first

    uploads = [(zips.canvas(PHONE, late=True), content), ("x_1_2_a.png", b"")]
    for_canvas = zips.write(course.base / "canvas.zip", uploads)
    named = ["--assignment", QUIZ, "--roster", str(roster), "--course", str(course.root)]
    ran = CliRunner().invoke(app, ["collect-zip", str(for_canvas), *named, "--apply"])
    assert ran.exit_code == 1 and "x: the roster has nobody" in ran.output
    said = run(course, *send, str(for_canvas))
    assert "Without feedback: x: nothing was collected from them" in said
    with zipfile.ZipFile(feedback) as made:
        assert made.namelist() == [zips.canvas(PHONE, late=True)]  # with the numbers that Canvas goes by
