"""The feedback page of a quiz: what stands on it, in which order, and that nothing on it is markup of a learner's."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from softskills.grading.quiz.telling import Detail
from softskills.grading.submission.cell_settings import FOR_FEEDBACK
from softskills.grading.submission.feedback_page import feedback_page
from softskills.grading.submission.marking import Marked, QuizAssignment
from softskills.grading.submission.scores import Mark, NotebookScores
from softskills.publishing.theme import tokens
from support.axe import Look, check_in
from support.places import ROOT
from support.small_course import FLAGS, locked, save
from support.small_quiz import SECRET, pick

HOSTILE = (
    '<script>document.title = "hacked"</script></style></pre></details><img src=x onerror=alert(1)>'
    '<a href="javascript:alert(1)">go</a> [go](javascript:alert(1)) {{ 7 * 7 }} &lt;b&gt; "\''
)
TYPED = f"First.\n  Its second line.\n\n{HOSTILE}\n\n\u0643\u062a\u0628\u062a \u0644\u0647\u0627."
ANN = {"student": "ann", "assignment": "q", "notebook": "q"}
SAID = [
    ("['choice']", "most effective: b. Reply b, which is quite long,"),
    ("['comment']", f"{SECRET} is what we say to option b."),
    ("['choice']", "least effective: d. Reply d, which is quite long,"),
    ("['comment']", f"{SECRET} is what we say to option d."),
]
LOOKS: list[Look] = [("light", 390), ("light", 1280), ("dark", 390), ("dark", 1280)]

BY_HAND = FLAGS | {"grade": True, "solution": True, "locked": False, "points": 2, "checksum": "of what was released"}
TASK = FLAGS | {"task": True, "points": 8}
RULES = "## How it is marked\n\nTwo parts.\n\n1. **Moment**, up to 4 points.\n\n<b>Not markup.</b>"


def notebook() -> Any:
    cells = [
        locked("from softskills.grading import grade_quiz, show_reflection", "imports"),
        locked("grade_quiz()", "grade", grade=True, points=6),
        new_markdown_cell("Your answer here.", metadata={"nbgrader": BY_HAND | {"grade_id": "why"}}),
        locked('show_reflection("text")', "text"),
        new_markdown_cell(RULES, metadata={"nbgrader": TASK | {"grade_id": "task"}}),
    ]
    return new_notebook(cells=cells)


@pytest.fixture
def quiz(small_course: Path) -> QuizAssignment:
    """A quiz with a written task and an answer marked by hand. Ann did some of it, and typed what she could."""
    nbformat.write(notebook(), small_course / "release" / "q" / "q.ipynb")
    submission = small_course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    handed_in = notebook()
    handed_in.cells[2].source = TYPED
    nbformat.write(handed_in, submission / "q.ipynb")
    save(submission, s_1=pick("b", "d"), s_2=pick(HOSTILE, "d"), text={"text": TYPED})
    return QuizAssignment(
        small_course / "source" / "q", small_course / "release" / "q", small_course / "keys", Detail.CHOICES
    )


def marked(quiz: QuizAssignment) -> Marked:
    [one] = quiz.mark(quiz.keys.parent / "submitted" / "ann" / "q").values()
    return one


def by_hand(score: float | None, highest: float, waiting: bool = False) -> Mark:
    return Mark(score or 0.0, highest, None, score, waiting or score is None)


def scores(
    task: Mark | None = None, why: Mark | None = None, comment: str | None = None, penalty: float | None = None
) -> NotebookScores:
    """What the gradebook says of Ann: 1.1 for her scenes, and else nothing unless it is given."""
    grades = {
        "grade": Mark(1.11, 6, 1.11, None, False),
        "why": why or by_hand(None, 2),
        "task": task or by_hand(None, 8),
    }
    total = sum(mark.score for mark in grades.values())
    return NotebookScores(total, 16, penalty, grades, {"why": None, "task": comment})


def page_of(quiz: QuizAssignment, of: NotebookScores, names: dict[str, str] = ANN) -> BeautifulSoup:
    return BeautifulSoup(feedback_page(marked(quiz).notebook, of, names), "html.parser")


def words(element: Tag | BeautifulSoup | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


# The score


def test_it_opens_on_the_score_and_says_what_is_not_marked_yet(quiz: QuizAssignment) -> None:
    page = page_of(quiz, scores())

    first = page.main.find()  # type: ignore[union-attr]
    assert isinstance(first, Tag) and first["class"] == ["score"]
    assert words(first.select_one(".total")) == "1.11 of 6 points so far"
    assert words(first.select_one(".open")).startswith("10 of the 16 points aren’t marked yet.")
    assert [words(row) for row in first.select("li")] == [
        "Scenes 1.11 of 6",
        "Answer 1 Not marked yet (of 2)",
        "In your words Not marked yet (of 8)",
    ]


def test_a_mark_of_nothing_is_a_mark(quiz: QuizAssignment) -> None:
    page = page_of(quiz, scores(task=by_hand(0, 8), why=Mark(0, 2, 0, None, False)))

    assert words(page.select_one(".total")) == "1.11 of 16 points"
    assert "arked yet" not in words(page)
    assert words(page.select_one(".parts li:last-child")) == "In your words 0 of 8"


def test_scenes_without_a_mark_are_said_to_have_none(quiz: QuizAssignment) -> None:
    of = scores(by_hand(6, 8), by_hand(2, 2))
    of.grades["grade"], of.score = by_hand(None, 6), 8.0

    page = page_of(quiz, of)

    assert words(page.select_one(".total")) == "8 of 10 points so far"
    assert words(page.select_one(".parts li")) == "Scenes Not marked yet (of 6)"


def test_where_nothing_is_marked_there_is_no_number(quiz: QuizAssignment) -> None:
    notebook = marked(quiz).notebook
    notebook.cells = [notebook.cells[4]]
    of = NotebookScores(0.0, 8, None, {"task": by_hand(None, 8)})

    page = BeautifulSoup(feedback_page(notebook, of, ANN | {"notebook": "second"}), "html.parser")

    assert words(page.select_one(".total")) == "Not marked yet"
    assert words(page.h1) == "second"


def test_all_marks_add_up_and_what_was_late_is_taken_off(quiz: QuizAssignment) -> None:
    page = page_of(quiz, scores(by_hand(6.5, 8), by_hand(2, 2), penalty=1.5))

    assert words(page.select_one(".total")) == "8.11 of 16 points"
    assert words(page.select(".parts li")[-1]) == "Taken off for being late \N{MINUS SIGN}1.5"
    assert "Taken off" not in words(page_of(quiz, scores(penalty=None)))


def test_a_mark_from_before_the_last_grading_says_so(quiz: QuizAssignment) -> None:
    page = page_of(quiz, scores(by_hand(6.5, 8, waiting=True)))

    assert "6.5 of 8" in words(page.select_one(".parts li:last-child"))
    assert words(page.find(id="task-2").parent).count("Your instructor is still to confirm it.") == 1  # type: ignore[union-attr]


def test_a_mark_that_an_instructor_gave_the_scenes_counts(quiz: QuizAssignment) -> None:
    of = scores()
    of.grades["grade"] = Mark(5, 6, 1.11, 5, False)

    section = page_of(quiz, of).find(id="scenes-1").parent  # type: ignore[union-attr]

    assert "5 of 6" in words(section.h2)  # type: ignore[union-attr]
    total = marked(quiz).points["grade"]
    assert f"The scenes add up to {total:g}." in words(section.select_one(".note"))  # type: ignore[union-attr]
    of.grades["grade"] = Mark(total or 0, 6, total, None, False)
    assert page_of(quiz, of).select_one(".note") is None


# Scenes and texts


def test_scenes_show_choices_and_what_was_said_to_them(quiz: QuizAssignment) -> None:
    scenes = page_of(quiz, scores()).select("article")

    assert [words(scene.h3)[:10] for scene in scenes] == ["1. Scene 1", "2. Scene 2", "3. Scene 3"]
    assert [re.search(r"\S+ of 2$", words(scene.h3)) is not None for scene in scenes] == [True] * 3
    first = [(str(one["class"]), words(one)) for one in scenes[0].select(".asked ~ p")]
    assert [(kind, text[: len(start)]) for (kind, text), (_, start) in zip(first, SAID, strict=True)] == SAID
    assert words(scenes[1].select_one(".fault")).startswith("The answer {'best': '<script>")
    assert words(scenes[2].select_one(".fault")) == "Not answered."


@pytest.mark.parametrize("detail", list(Detail))
def test_no_more_of_the_key_is_told_than_is_set(quiz: QuizAssignment, detail: Detail) -> None:
    text = feedback_page(marked(replace(quiz, feedback=detail)).notebook, scores(), ANN)

    assert (f"{SECRET} is what we say to option b." in text) == (detail is not Detail.POINTS)
    assert (f"{SECRET} is what we say to option a." in text) is False
    assert (f"{SECRET} is why" in text) == (detail is Detail.KEY)
    assert f"{SECRET} is what this turns on" not in text and f"{SECRET} says" not in text


def test_what_was_written_is_there_with_its_paragraphs_mark_comment_and_rules(quiz: QuizAssignment) -> None:
    page = page_of(quiz, scores(by_hand(6.5, 8), comment="Well put.\n\n<b>More</b> of it."))

    section = page.find(id="task-2").parent  # type: ignore[union-attr]
    assert section is not None and words(section.h2) == "In your words 6.5 of 8"
    assert [one.get_text() for one in section.select(".wrote > p")] == TYPED.split("\n\n")
    assert all(one["dir"] == "auto" for one in page.select(".wrote > p, .comment > p"))
    assert [one.get_text() for one in section.select(".comment > p")] == ["Well put.", "<b>More</b> of it."]
    assert words(section.select_one(".marking h3")) == "How it is marked"
    assert words(section.select_one(".marking li strong")) == "Moment"
    assert "<b>Not markup.</b>" in words(section.select_one(".marking"))
    assert [one.get_text() for one in page.select("#task-1 ~ .wrote > p")] == TYPED.split("\n\n")


def test_an_empty_text_is_said_to_be_none(quiz: QuizAssignment) -> None:
    save(quiz.keys.parent / "submitted" / "ann" / "q", s_1=pick("a", "d"))

    section = page_of(quiz, scores()).find(id="task-2").parent  # type: ignore[union-attr]

    assert section is not None and words(section.select_one(".count")) == "Nothing was written."
    assert section.select_one(".wrote") is None


def test_what_of_the_answers_could_not_be_read_is_said(quiz: QuizAssignment) -> None:
    log = quiz.keys.parent / "submitted" / "ann" / "q" / "answers.jsonl"
    log.write_text(f"{log.read_text('utf-8')}{{torn\n", "utf-8")

    note = words(page_of(quiz, scores()).select_one("div.note"))

    assert note.startswith("answers.jsonl could not be read in 1 place. What could be read counts.")
    assert note.count("could be read counts") == 1 and "line 4 was skipped" in note


def test_the_notebook_comes_last_and_closed(quiz: QuizAssignment) -> None:
    page = page_of(quiz, scores())

    last = page.main.find_all(recursive=False)[-1]  # type: ignore[union-attr]
    assert last.name == "details" and not last.has_attr("open")
    assert "grade_quiz()" in words(last)
    last.extract()
    assert "grade_quiz" not in words(page) and page.find("pre") is None


def test_a_notebook_that_was_graded_before_there_was_such_a_page_shows_what_it_printed(quiz: QuizAssignment) -> None:
    notebook = marked(quiz).notebook
    for cell in notebook.cells:
        cell.metadata.pop(FOR_FEEDBACK, None)

    page = BeautifulSoup(feedback_page(notebook, scores(), ANN), "html.parser")

    assert "1. Scene 1 - " in words(page.select_one("section > pre"))


def test_a_cell_that_the_gradebook_does_not_know_is_named(quiz: QuizAssignment) -> None:
    of = scores()
    del of.grades["task"]
    with pytest.raises(LookupError, match="no mark for the cell 'task'"):
        page_of(quiz, of)


# One file, and nothing else


def test_names_and_texts_are_never_markup(quiz: QuizAssignment) -> None:
    names = dict.fromkeys(("student", "assignment", "notebook"), HOSTILE)
    page = page_of(quiz, scores(comment=HOSTILE), names | {"notebook": f"{HOSTILE} 2"})

    assert page.find_all(["script", "img", "iframe", "svg", "base", "object", "form"]) == []
    assert {link["href"][0] for link in page.find_all("a")} == {"#"}
    assert not any(name.startswith("on") for tag in page.find_all() for name in tag.attrs)
    assert page.get_text().count(HOSTILE) == 3 + 2 + 1, "the names, the texts, and the comment"


def test_its_policy_lets_its_own_style_and_nothing_else(quiz: QuizAssignment) -> None:
    page = page_of(quiz, scores())

    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]  # type: ignore[index]
    style = b64encode(sha256(str(page.style.string).encode()).digest()).decode()  # type: ignore[union-attr]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in str(page.style) and "@import" not in str(page.style)
    assert page.find_all(style=True) == [], "the policy would not let it"


def test_its_colours_are_those_of_the_theme() -> None:
    css = (ROOT / "src" / "softskills" / "grading" / "submission" / "html" / "feedback.css").read_text("utf-8")
    theirs = dict(re.findall(r"(--[\w-]+): (light-dark\([^;]*);", tokens()))
    ours = re.findall(r"(--[\w-]+): (light-dark\([^;]*);", css)
    assert len(ours) > 8 and [(name, theirs.get(name)) for name, _ in ours] == ours


@pytest.fixture
def shown(quiz: QuizAssignment, browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    """The page in a browser, opened from its file, and what else was asked for or went wrong."""
    file = tmp_path / "page.html"
    text = feedback_page(marked(replace(quiz, feedback=Detail.KEY)).notebook, scores(comment="Well put."), ANN)
    file.write_text(text, "utf-8")
    context = browser.new_context()
    page, noted = context.new_page(), list[str]()
    page.on("request", lambda request: noted.append(request.url) if request.url != file.as_uri() else None)
    page.on("console", lambda message: noted.append(message.text))
    page.goto(file.as_uri())
    yield page, [one for one in noted if one != "data:,"]
    context.close()


@pytest.mark.browser
def test_in_a_browser_nothing_is_asked_for_and_nothing_runs(shown: tuple[Page, list[str]]) -> None:
    page, noted = shown
    assert noted == []
    assert page.title() == "A quiz: feedback"
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(250, 246, 239)", "its style is let"


@pytest.mark.browser
def test_nobody_is_kept_from_reading_it(quiz: QuizAssignment, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    text = feedback_page(marked(replace(quiz, feedback=Detail.KEY)).notebook, scores(comment="Well put."), ANN)
    policy = re.compile(r"<meta http-equiv=[^>]*>")
    assert len(policy.findall(text)) == 1
    file.write_text(policy.sub("", text), "utf-8")  # or axe could not run
    page = browser.new_page()
    page.goto(file.as_uri())
    assert check_in(LOOKS)(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()


@pytest.mark.browser
def test_on_paper_it_is_without_the_notebook(shown: tuple[Page, list[str]], tmp_path: Path) -> None:
    page, _ = shown
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = " ".join(one.extract_text() for one in PdfReader(tmp_path / "page.pdf").pages)
    assert "Not marked yet" in text and "Well put." in text and "1. Scene 1" in text
    assert "grade_quiz" not in text and "The notebook behind" not in text
