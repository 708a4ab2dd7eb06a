"""An assignment as one page: what is in it and what is not, and a learner with it on a phone, from a file."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from softskills.answers import Log, Record, parse_record
from softskills.grading.nbgrader.finishing import finish_release
from softskills.grading.quiz.progress import progress
from softskills.grading.quiz.telling import Detail
from softskills.grading.submission.asked import NotOnAPage, shown
from softskills.grading.submission.marking import QuizAssignment
from softskills.grading.submission.released import ReleasedQuiz, released_quiz
from softskills.items import Reflection
from softskills.items.leaks import private_sentences
from softskills.publishing.assignment_page import MAX_BYTES, Leak, page_of, write_page
from softskills.publishing.assignment_page.prose import prose
from support.answering import all_points
from support.axe import check_in
from support.grading_course import lines
from support.places import EXERCISES, LISTENING_COURSE

QUIZZES = sorted(folder.name for folder in (EXERCISES / "source").iterdir() if (folder / "quiz.yml").is_file())
FILE = "part-2.answers.jsonl"
CHOSEN = {"part-2-bid-blank-before": "d", "part-2-booking-equals": "c"}
TEXT = "We sat down together.\n\n<b>Not markup</b> = it's what I typed."


def released(quiz: str) -> ReleasedQuiz:
    return released_quiz(EXERCISES / "source" / quiz, EXERCISES / "keys")


def made(quiz: str) -> str:
    found = released(quiz)
    return page_of(found.quiz.title, quiz, "soft-skills", shown(found), datetime(2027, 3, 1, 12, 30))


@pytest.mark.parametrize("quiz", QUIZZES)
def test_every_assignment_is_a_page_without_its_key(quiz: str, tmp_path: Path) -> None:
    text, found = made(quiz), released(quiz)
    write_page(tmp_path / "page.html", text, found.keys)  # raises Leak
    assert (tmp_path / "page.html").read_text("utf-8") == text
    assert len(text.encode()) <= MAX_BYTES
    islands = [json.loads(state) for state in re.findall(r'<script type="application/json">(.*?)</script>', text)]
    assert {one["content"]["item"]["id"] for one in islands} == {item.id for item in found.quiz.asked}
    assert all(one["content"].get("feedback") is None for one in islands)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', text)
    rules = dict(rule.split(" ", 1) for rule in unescape(policy).split("; "))
    assert rules["default-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
    assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", rules[name]) for name in ("script-src", "style-src"))
    assert not re.search(r"https?://(?!www\.w3\.org/)", text.partition("<body>")[0])
    for only_in_jupyter in ("<code>answers.jsonl", "Run All Cells", "Run them again"):
        assert only_in_jupyter not in text.rpartition("<script>")[0]
    assert "01 March 2027, 12:30 UTC" in text


def test_when_it_is_due_is_said_once(tmp_path: Path) -> None:
    """A release says it in its notebook, for whom it has one; the page in the time of whoever reads."""
    folder, due = tmp_path / "part-2", datetime(2027, 3, 1, 12, 30)
    shutil.copytree(EXERCISES / "source" / "part-2", folder)
    finish_release(folder, due.replace(tzinfo=UTC))
    found = released_quiz(folder, EXERCISES / "keys")
    text = page_of(found.quiz.title, "part-2", "soft-skills", shown(found), due).rpartition("<script>")[0]
    assert text.count("March 2027") == text.count("given longer") == 1


def test_a_page_with_a_text_of_the_keys_is_not_written(tmp_path: Path) -> None:
    found = released("part-2")
    secret = private_sentences(found.keys)[0]
    file = tmp_path / "page.html"
    file.write_text("the old one", "utf-8")
    with pytest.raises(Leak, match=re.escape(secret[:30])):
        write_page(file, made("part-2").replace("<h1>", f"<p>{secret.upper()}</p><h1>"), found.keys)
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
    assert file.read_text("utf-8") == "the old one"


def test_what_only_a_notebook_has_is_named() -> None:
    found = released_quiz(
        LISTENING_COURSE / "exercises" / "source" / "listening", LISTENING_COURSE / "exercises" / "keys"
    )
    assert [one.id for one in shown(found) if isinstance(one, Reflection)] == ["listening-quiz-reflection"]
    (one,) = found.notebooks.values()
    unasked = replace(one, locked=tuple(cell for cell in one.locked if not cell.calls("reflection")))
    with pytest.raises(NotOnAPage, match="no cell of a notebook shows listening-quiz-reflection"):
        shown(replace(found, notebooks={"listening": unasked}))
    notebook = deepcopy(one.notebook)
    settings = {"grade_id": "by-hand", "grade": True, "solution": True, "points": 2, "schema_version": 3}
    notebook.cells[-1].metadata["nbgrader"] = settings
    with pytest.raises(NotOnAPage, match="learners write into the cell 'by-hand'"):
        shown(replace(found, notebooks={"listening": replace(one, notebook=notebook)}))


def test_prose_is_text_that_stands_alone() -> None:
    html = prose(
        '# Title\n\n**Bold** "it\'s" <script>x</script> ![a picture](p.png) [a file](x.ipynb) [a page](https://a.b)'
    )
    assert "Title" not in html
    assert "<strong>Bold</strong> “it’s”" in html
    assert "<script" not in html and "<img" not in html and "x.ipynb" not in html
    assert 'href="https://a.b"' in html


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "part-2.html"
    write_page(file, made("part-2"), released("part-2").keys)
    return file


class Learner:
    """A learner with the page on a phone."""

    def __init__(self, browser: Browser, file: Path, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 390, "height": 844}, offline=True, **options)
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.file = file

    def open(self) -> Learner:
        self.page.goto(self.file.as_uri())
        self.page.wait_for_selector(".ss-hand-in")
        return self

    def choose(self, item: str, letter: str) -> None:
        place = self.page.locator(f"#item-{item}")
        words = json.loads(re.findall(rf'id="item-{item}".*?json">(.*?)</script>', self.file.read_text("utf-8"))[0])
        place.get_by_label(words["content"]["item"]["options"][letter]).check(force=True)
        place.get_by_role("button", name="Save my answer").click()

    def answer(self) -> None:
        for item, letter in CHOSEN.items():
            self.choose(item, letter)
        self.page.locator("textarea").fill(TEXT)
        self.page.locator("textarea").blur()

    def hand_in(self) -> bytes:
        self.page.get_by_role("button", name="Hand in").click()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Save the file all the same").click()
        assert download.value.suggested_filename == FILE
        return download.value.path().read_bytes()

    def state(self) -> str:
        return self.page.locator(".ss-hand-in > p").first.inner_text()

    def told(self) -> str:
        return self.page.locator(".ss-hand-in .ss-status").inner_text()

    def bring(self, name: str, content: bytes) -> str:
        self.page.locator(".ss-picker input").set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": content}
        )
        self.page.wait_for_selector(".ss-hand-in .ss-status:not([data-state='waiting'])")
        return self.told()


@pytest.fixture(scope="module")
def learner(browser: Browser, file: Path) -> Iterator[Learner]:
    learner = Learner(browser, file).open()
    yield learner
    assert learner.faults == []
    assert {url for url in learner.asked if not url.startswith(("blob:", "data:"))} == {file.as_uri()}
    learner.context.close()


@pytest.mark.browser
def test_on_a_phone_from_a_file(learner: Learner, browser: Browser, file: Path, tmp_path: Path) -> None:
    page = learner.page
    assert learner.state() == "8 of 8 scenes and the text are still open."
    learner.answer()
    page.locator("#item-part-2-missed-texts-fewer input").first.check(force=True)
    learner.open()  # a reload
    assert page.locator("textarea").input_value() == TEXT
    assert learner.state() == "6 of 8 scenes are still open."
    page.get_by_role("button", name="Hand in").click()
    asked = page.locator(".ss-asked")
    assert (
        "6 of 8 scenes are still open. In 1 place you’ve chosen something and not saved it yet." in asked.inner_text()
    )
    assert asked.locator("li").count() == 6
    page.keyboard.press("Enter")  # the first button has the focus, and leads to the first gap
    assert page.evaluate("document.activeElement.closest('.ss-island').id") == "item-part-2-missed-texts-fewer"
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert check_in([("light", 390), ("dark", 320)])(page) == []
    page.emulate_media(color_scheme="light")

    content = learner.hand_in()
    assert FILE in learner.told() and "You’ve saved the file" in learner.state()
    items = [parse_record(line).item for line in content.splitlines()]
    assert items == [*CHOSEN, "part-2-quiz-reflection"]  # and nothing of the learner's but that
    learner.choose("part-2-booking-equals", "a")
    assert "You’ve changed something since" in learner.state()
    assert_graded_as_by_the_notebook(content, tmp_path)

    other = Learner(browser, file).open()  # another device
    other.choose("part-2-booking-equals", "d")
    said = other.bring("part-2.answers (1).jsonl", content)
    assert "3 answers read, 0 already here. 1 scene and 1 text now show what’s in the file." in said
    assert "0 answers read, 3 already here" in other.bring(FILE, content)
    kept = [parse_record(line) for line in other.hand_in().splitlines()]
    latest = {one.item: one.answer for one in kept}
    assert latest["part-2-booking-equals"] == {"choice": "d"}  # the newer one stays
    assert "holds no answer" in other.bring(
        "x.jsonl", b'{"v":1,"time":"2027-01-01T00:00:00.000Z","item":"o","answer":1}'
    )
    assert "holds no answer" in other.bring("shot.png", b"\x89PNG\r\n\x1a\n\x00\xff")
    assert other.faults == []
    page = other.page
    page.get_by_role("button", name="Erase my answers here").click()
    page.get_by_role("button", name="Erase them").click()
    assert other.state() == "8 of 8 scenes and the text are still open."
    other.open()
    assert other.state() == "8 of 8 scenes and the text are still open."
    other.context.close()


def assert_graded_as_by_the_notebook(content: bytes, folder: Path) -> None:
    """The file gives the same marks, comments and text as the same answers in the notebook's own log."""
    quiz = QuizAssignment(
        EXERCISES / "source" / "part-2", EXERCISES / "source" / "part-2", EXERCISES / "keys", Detail.KEY
    )
    by_page, by_notebook = folder / "page", folder / "notebook"
    for place in (by_page, by_notebook):
        place.mkdir()
    (by_page / "answers.jsonl").write_bytes(content)
    said = CHOSEN.items()
    answers = [("reader", {"seed": "abc"}), *((item, {"choice": letter}) for item, letter in said)]
    answers.append(("part-2-quiz-reflection", {"text": TEXT}))
    lines = [{"v": 1, "time": "2027-01-01T00:00:00.000Z", "item": item, "answer": answer} for item, answer in answers]
    (by_notebook / "answers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    one, other = quiz.mark(by_page)["part-2"], quiz.mark(by_notebook)["part-2"]
    assert one.points == other.points and (one.points["grade-quiz"] or 0) > 0
    assert (one.notebook, one.comments, one.remarks) == (other.notebook, other.comments, ())


@pytest.mark.browser
def test_answers_of_every_kind_count_on_the_page_as_in_grading(browser: Browser, tmp_path: Path) -> None:
    """A file with all answers leaves nothing open, in each assignment; one answer is taken back, and it's missed."""
    exercises = [(EXERCISES, name) for name in QUIZZES] + [(LISTENING_COURSE / "exercises", "listening")]
    for folder, name in exercises:
        found = released_quiz(folder / "source" / name, folder / "keys")
        file = tmp_path / f"{name}.html"
        write_page(file, page_of(found.quiz.title, name, "c", shown(found)), found.keys)
        answers = {one.id: all_points(one, found.keys.items[one.id]) for one in found.quiz.scenarios}
        texts = {one.id: {"text": TEXT} for one in found.quiz.asked if isinstance(one, Reflection)}
        learner = Learner(browser, file).open()
        learner.bring("a.jsonl", lines(answers | texts).encode())
        assert learner.state() == "Everything is answered."
        learner.page.get_by_role("button", name="Erase my answers here").click()
        learner.page.get_by_role("button", name="Erase them").click()
        broken = answers | {found.quiz.scenarios[-1].id: {"choice": "z", "path": ["nowhere.a"]}}
        learner.bring("a.jsonl", lines(broken | texts).encode())
        log = Log([Record("2026-01-01T00:00:00.000Z", item, said) for item, said in (broken | texts).items()])
        assert progress(found.quiz, log).scenes == (len(answers) - 1, len(answers))
        assert learner.state() == f"1 of {len(answers)} scenes is still open."
        assert learner.faults == []
        learner.context.close()


@pytest.mark.browser
def test_a_browser_that_keeps_nothing(browser: Browser, file: Path) -> None:
    learner = Learner(browser, file)
    learner.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    learner.open()
    assert "This browser keeps nothing from this page" in learner.page.get_by_role("alert").inner_text()
    learner.answer()
    first = learner.page.locator(".ss-scenario .ss-status").first.inner_text()
    assert first.startswith("Saved on this page only")
    items = [parse_record(line).item for line in learner.hand_in().splitlines()]
    assert items == [*CHOSEN, "part-2-quiz-reflection"]
    assert learner.faults == []
    learner.context.close()


@pytest.mark.browser
def test_a_browser_with_no_room_left_meanwhile(browser: Browser, file: Path) -> None:
    learner = Learner(browser, file).open()
    assert learner.page.get_by_role("alert").count() == 0
    learner.choose("part-2-bid-blank-before", "a")
    learner.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    learner.choose("part-2-booking-equals", "c")
    assert learner.page.get_by_role("alert").count() == 1
    items = [parse_record(line).item for line in learner.hand_in().splitlines()]
    assert items == list(CHOSEN)
    learner.context.close()
