"""The workbook: every scene of every lesson, by number, and the key at the end and nowhere else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader
from typer.testing import CliRunner

from softskills.cli import app
from softskills.course import course_at
from softskills.items import Practice, PracticeStory, SayFirst, load_bank, load_quiz, load_quiz_keys
from softskills.publishing.workbook import workbook_html
from support.book import build_book
from support.environment import unmeasured
from support.once import made_once
from support.paper import flat, sheets_of
from support.places import EXERCISES, ROOT

MINI = ROOT / "tests" / "mini_course"


@pytest.fixture(scope="module")
def mini_book() -> Path:
    """The mini course with its built book."""

    def build(folder: Path) -> None:
        shutil.copytree(MINI, folder, ignore=shutil.ignore_patterns("_build", "answers.jsonl", ".*"))
        built = build_book(folder, folder)
        assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]

    return made_once("mini-book", build)


@pytest.mark.browser
def test_the_mini_course_prints_as_a_tagged_workbook(mini_book: Path, tmp_path: Path) -> None:
    file = tmp_path / "workbook.pdf"
    command = [str(Path(sys.executable).with_name("softskills")), "workbook", "--course", str(mini_book)]
    ran = subprocess.run([*command, "--output", str(file)], capture_output=True, text=True, env=unmeasured())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    pdf = PdfReader(file)
    assert f"{len(pdf.pages)} pages" in ran.stdout

    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"].value and catalogue["/StructTreeRoot"]["/K"]
    assert catalogue["/Lang"] == "de"
    assert pdf.metadata is not None and pdf.metadata.title == "Gespräche am Telefon: workbook"

    marks = bookmarks(pdf)
    top = [title for title, _, depth in marks if depth == 0]
    assert top == ["Gespräche am Telefon", "Contents", "Fragen", "Verabreden", "Key"]
    at = {title: sheet for title, sheet, _ in reversed(marks)}
    sheets = sheets_of(pdf)
    for chapter in ("Erst fragen, dann antworten", "Gut auflegen", "Key"):
        assert re.search(rf"{chapter}\W* ?{at[chapter] + 1}\b", sheets[1]), chapter
    for number, sheet in enumerate(sheets[1:], 2):
        assert str(number) in (sheet.split()[0], sheet.split()[-1])

    bank = load_bank(mini_book / "data")
    lessons, key = " ".join(sheets[: at["Key"]]), " ".join(sheets[at["Key"] :])
    for item in bank.items.values():
        if isinstance(item, Practice):
            assert all(flat(option) in lessons for option in item.options.values()), item.id
            assert all(flat(text) in key and flat(text) not in lessons for text in item.key.feedback.values()), item.id


def test_without_a_book_it_is_said_what_to_do(tmp_path: Path) -> None:
    course = shutil.copytree(MINI, tmp_path / "course", ignore=shutil.ignore_patterns("_build", "answers.jsonl", ".*"))
    ran = CliRunner().invoke(app, ["workbook", "--course", str(course)])
    assert ran.exit_code == 1
    assert "Build the book first" in ran.output


@pytest.fixture(scope="module")
def whole(built_book: Path) -> BeautifulSoup:
    """The workbook of this course as a page beside the built book, without its drawings. It is only read."""
    html = workbook_html(course_at(ROOT), built_book, built_book.parent, "2026-11-27")
    soup = BeautifulSoup(html, "html.parser")
    for drawing in soup("svg"):
        drawing.decompose()
    return soup


def test_every_scene_of_the_course_is_asked_and_keyed_at_the_end_and_nowhere_else(whole: BeautifulSoup) -> None:
    bank = load_bank(ROOT / "data")
    key = whole.find("section", class_="key")
    assert isinstance(key, Tag)
    keyed = flat(key.get_text())
    asked = flat(" ".join(part.get_text() for part in whole("section", class_="part")))
    for lesson in bank.lessons:
        chapter = whole.find(id=f"notebooks-{lesson.file}")
        assert chapter is not None
        text = flat(chapter.get_text())
        for item in map(bank.items.__getitem__, lesson.items):
            assert flat(item.title) in text, item.id
            if isinstance(item, Practice):
                assert all(flat(option) in text for option in item.options.values()), item.id
                said = [*item.key.feedback.values(), item.key.turns_on]
            elif isinstance(item, PracticeStory):
                assert all(flat(scene.text) in text for scene in item.scenes.values()), item.id
                said = [one for choices in item.key.feedback.values() for one in choices.values()]
            else:
                said = [sample.note for sample in item.samples] if isinstance(item, SayFirst) else []
            assert all(flat(one) in keyed and flat(one) not in asked for one in said), item.id
    numbers = [tag.get_text() for tag in whole.select("h4 > .number")]
    half = [str(number) for number in range(1, len(numbers) // 2 + 1)]
    assert numbers == [*half, *half]


def test_nothing_of_a_graded_quiz_is_in_it_and_no_link_leads_nowhere(whole: BeautifulSoup, built_book: Path) -> None:
    text = flat(whole.get_text())
    for quiz_file in EXERCISES.glob("source/*/quiz.yml"):
        quiz = load_quiz(quiz_file)
        keys = load_quiz_keys(EXERCISES / "keys" / f"{quiz.quiz}.yml", quiz)
        assert not any(
            flat(one) in text for item in quiz.scenarios for one in (item.stem, keys.items[item.id].turns_on)
        )
    ids = [str(tag["id"]) for tag in whole(id=True)]
    assert len(ids) == len(set(ids))
    targets = {str(link["href"]) for link in whole("a", href=True)}
    assert {target for target in targets if not target.startswith("https://")} <= {f"#{name}" for name in ids}
    assert whole(["button", "input", "script", "noscript"]) == []
    for image in whole("img"):
        assert (built_book.parent / str(image["src"])).is_file()


def bookmarks(pdf: PdfReader) -> list[tuple[str, int, int]]:
    """Of each bookmark its title, the sheet from 0 that it leads to, and how deep it stands."""

    def walk(outline: list[object], depth: int) -> list[tuple[str, int, int]]:
        found: list[tuple[str, int, int]] = []
        for one in outline:
            if isinstance(one, list):
                found += walk(one, depth + 1)
            else:
                found.append((one.title, pdf.get_destination_page_number(one), depth))  # type: ignore[attr-defined, arg-type]
        return found

    return walk(pdf.outline, 0)  # type: ignore[arg-type]
