"""The record of practice: what counts as done and when, what is said of it, and that a name is only a name."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from softskills.answers import Record
from softskills.cli import app
from softskills.course import course_at
from softskills.credentials.done import what_was_done
from softskills.credentials.record import in_words
from softskills.items import Practice, PracticeStory, load_bank
from support.places import LISTENING_COURSE

BANK = load_bank(course_at(LISTENING_COURSE).data)
LESSON = next(
    lesson for lesson in BANK.lessons if sum(isinstance(BANK.items[item], Practice) for item in lesson.items) > 1
)
SCENES = [item for item in LESSON.items if isinstance(BANK.items[item], Practice | PracticeStory)]


def answer_to(item: str) -> dict[str, Any]:
    """Some answer to a scene."""
    found = BANK.items[item]
    if isinstance(found, PracticeStory):
        here, path = found.start, []
        while here in found.forks:
            letter, choice = next(iter(found.forks[here].choices.items()))
            path.append(f"{here}.{letter}")
            here = choice.to
        return {"path": path}
    assert isinstance(found, Practice)
    letters = list(found.options)
    answers: dict[str, dict[str, Any]] = {
        "choose": {"choice": letters[0]},
        "best-worst": {"best": letters[0], "worst": letters[1]},
        "rate-each": {"ratings": dict.fromkeys(letters, 3)},
        "rank": {"order": letters},
    }
    return answers[found.kind]


def record(item: str, day: str, answer: Any = None) -> Record:
    return Record(f"{day}T23:59:59.000Z", item, answer_to(item) if answer is None else answer)


def test_a_lesson_is_done_on_the_day_its_last_scene_was_first_answered() -> None:
    days = [f"2026-03-{day:02}" for day in range(1, len(SCENES) + 1)]
    again = record(SCENES[0], "2026-05-30")
    found = what_was_done(BANK, [again, *(record(item, day) for item, day in zip(SCENES, days, strict=True))])
    (lesson,) = (one for one in found.lessons if one.done_on)
    assert (lesson.title, lesson.answered) == (LESSON.title, len(SCENES))
    assert lesson.done_on == date.fromisoformat(days[-1])
    assert (found.first, found.last) == (date(2026, 3, 1), date(2026, 5, 30))
    assert found.answered == len(SCENES)
    assert found.scenes > len(SCENES)


def test_a_lesson_with_a_scene_open_is_not_done() -> None:
    found = what_was_done(BANK, [record(item, "2026-03-01") for item in SCENES[1:]])
    assert found.lessons_done == 0
    assert found.answered == len(SCENES) - 1


@pytest.mark.parametrize("answer", [{}, {"choice": "z"}, {"choice": None}, [], "a", 3, None, {"text": " "}])
def test_what_is_no_answer_counts_nothing(answer: Any) -> None:
    found = what_was_done(BANK, [Record("2026-03-01T09:00:00.000Z", item, answer) for item in BANK.items])
    assert (found.answered, found.texts, found.first, found.last) == (0, 0, None, None)


def test_texts_are_counted_apart_from_scenes() -> None:
    written = next(one.id for one in BANK.items.values() if one.kind == "reflection")
    found = what_was_done(BANK, [record(written, "2026-03-01", {"text": "A moment."})])
    assert (found.answered, found.texts) == (0, 1)


def make(folder: Path, records: list[Record], name: str) -> Result:
    (folder / "answers.jsonl").write_text("".join(one.line() + "\n" for one in records), "utf-8")
    arguments = [str(folder / "answers.jsonl"), "--name", name, "-o", str(folder / "record.html")]
    return CliRunner().invoke(app, ["certificate", *arguments, "--course", str(LISTENING_COURSE)])


def test_the_page_says_what_was_done_and_what_that_is_not(tmp_path: Path) -> None:
    ran = make(tmp_path, [record(item, "2026-03-01") for item in SCENES], "Ines <b>Kofi</b> & {{ 7*7 }}")
    assert ran.exit_code == 0, ran.output
    page = (tmp_path / "record.html").read_text("utf-8")
    assert "Ines &lt;b&gt;Kofi&lt;/b&gt; &amp; {{ 7*7 }}</p>" in page
    assert f"answered {len(SCENES)} of the " in page
    assert "on 1 March 2026" in page
    assert "It isn’t an assessment, a mark or a qualification." in page
    assert "<script" not in page
    assert "http://" not in page and "https://" not in page
    assert "default-src 'none'" in page


def test_a_bad_line_is_named_and_the_rest_counts(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(record(SCENES[0], "2026-03-01").line() + "\n{broken\n", "utf-8")
    arguments = ["certificate", str(file), "--name", "Ines", "-o", str(tmp_path / "r.html")]
    ran = CliRunner().invoke(app, [*arguments, "--course", str(LISTENING_COURSE)])
    assert ran.exit_code == 0
    assert ran.stderr == "mine.jsonl line 2 was skipped: it is not complete JSON\n"


def test_without_an_answer_there_is_no_record(tmp_path: Path) -> None:
    ran = make(tmp_path, [Record("2026-03-01T09:00:00.000Z", "of-another-course", {"choice": "a"})], "Ines")
    assert ran.exit_code == 1
    assert "holds no answer to a scene of Only Listening. Nothing was written." in ran.stderr
    assert not (tmp_path / "record.html").exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_has_to_fit(tmp_path: Path, name: str) -> None:
    ran = make(tmp_path, [record(SCENES[0], "2026-03-01")], name)
    assert ran.exit_code == 2
    assert not (tmp_path / "record.html").exists()


def test_a_link_in_the_place_of_answers_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text(json.dumps({}), "utf-8")
    (tmp_path / "answers.jsonl").symlink_to(tmp_path / "other")
    arguments = ["certificate", str(tmp_path / "answers.jsonl"), "--name", "Ines", "-o", str(tmp_path / "r.html")]
    ran = CliRunner().invoke(app, [*arguments, "--course", str(LISTENING_COURSE)])
    assert ran.exit_code == 1
    assert "Nothing was written." in ran.stderr


@pytest.mark.trial
@pytest.mark.browser
def test_a_pdf_has_the_text_and_its_structure(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text(record(SCENES[0], "2026-03-01").line() + "\n", "utf-8")
    command = [str(Path(sys.executable).with_name("softskills")), "certificate", "answers.jsonl", "--name", "Ines Kofi"]
    ran = subprocess.run([*command, "--course", str(LISTENING_COURSE)], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    pdf = PdfReader(tmp_path / "record.pdf")
    text = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    assert "Record of practice Only Listening Ines Kofi answered" in text
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"


def test_days_in_words() -> None:
    assert in_words(date(2026, 5, 3)) == "3 May 2026"
