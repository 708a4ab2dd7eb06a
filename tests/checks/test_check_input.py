"""`softskills check` with files that are broken as such: one clear line for each, whatever it is, and no crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from softskills.checks import check, gather
from softskills.cli import app
from softskills.sources import MAX_FILE_BYTES
from support.check_course import (
    BANK,
    KEYS,
    LESSON,
    LESSONS,
    OUTLINE,
    OWN_WORDS,
    PAGE,
    QUIZ,
    QUIZ_NOTEBOOK,
    STORY,
    TOC,
    WORKS,
    copy_course,
    in_yaml,
    line_of,
    set_in,
)

BOMB = "a: &a [x, x]\n" + "".join(f"{name}: &{name} [{last}, {last}]\n" for name, last in (("b", "*a"), ("c", "*b")))
YAML_DAMAGE = {
    "no YAML": (b"items: [\n", 2, "is not valid YAML: "),
    "a tab": (b"items:\n\t- id: x\n", 2, "is not valid YAML: "),
    "a cycle": (b"a: &a\n  b: *a\n", 2, "aliases (*name) are not allowed here; write the text out"),
    "a bomb": (BOMB.encode(), 2, "aliases (*name) are not allowed here; write the text out"),
    "deep nesting": (b"[" * 5000, 1, "is nested more than 20 levels deep"),
    "a huge file": (b"# no\n" * (MAX_FILE_BYTES // 4), None, "bytes; at most 2000000 are read"),
    "a name twice": (b"competency: x\nitems: []\nitems: []\n", 3, "the name 'items' stands twice"),
    "Latin-1": ("competency: x\ntitle: Caf\N{LATIN SMALL LETTER E WITH ACUTE}\n".encode("latin-1"), 2, "is not UTF-8"),
    "a control character": (b"competency: \x07\n", 1, "is not valid YAML: character #x0007 is not allowed"),
}
LATIN_1 = "Caf\N{LATIN SMALL LETTER E WITH ACUTE}\n".encode("latin-1")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path / "course")


def lines_on(course: Path, file: Path) -> list[str]:
    """What the command says of the loading of one file."""
    found = CliRunner().invoke(app, ["check", str(course)])
    assert isinstance(found.exception, SystemExit | None), found.exception
    assert found.exit_code == 1, found.output
    return [line for line in found.output.splitlines() if f"error: {file}" in line and " S001 " in line]


@pytest.mark.parametrize(("content", "line", "said"), YAML_DAMAGE.values(), ids=YAML_DAMAGE)
def test_a_broken_set_of_items(course: Path, content: bytes, line: int | None, said: str) -> None:
    (course / BANK).write_bytes(content)
    (found,) = lines_on(course, BANK)
    assert found.startswith(f"error: {BANK}:{line}: " if line else f"error: {BANK}: ")
    assert said in found


@pytest.mark.parametrize("file", [QUIZ, KEYS, LESSONS, OUTLINE, TOC, PAGE, WORKS, OWN_WORDS, LESSON, QUIZ_NOTEBOOK])
def test_a_wrong_encoding_in_any_file(course: Path, file: Path) -> None:
    (course / file).write_bytes(b"\n" + LATIN_1)
    (found,) = lines_on(course, file)
    assert found.startswith(f"error: {file}:2: ") and "is not UTF-8 text: byte 4" in found


@pytest.mark.parametrize("file", [QUIZ, KEYS, LESSONS, OUTLINE, TOC, PAGE, WORKS, OWN_WORDS, LESSON, QUIZ_NOTEBOOK])
def test_a_huge_file_is_not_read(course: Path, file: Path) -> None:
    (course / file).write_bytes(b" " * (MAX_FILE_BYTES + 1))
    (found,) = lines_on(course, file)
    assert f"{MAX_FILE_BYTES + 1} bytes; at most {MAX_FILE_BYTES} are read" in found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"cells": [}', "is not valid JSON: "),
        ("[" * 100_000, "is not valid JSON: "),
        ("[]", "is not a notebook: a JSON object is due here"),
    ],
    ids=["no JSON", "deep nesting", "a list"],
)
def test_a_broken_notebook(course: Path, content: str, said: str) -> None:
    (course / LESSON).write_text(content, "utf-8")
    (found,) = lines_on(course, LESSON)
    assert said in found


def test_every_fault_of_a_set_of_items_in_one_run(course: Path) -> None:
    text = (course / STORY).read_text("utf-8")
    for old, new in (("title: Two", "titel: Two"), ("start: gate", "start: nowhere"), ("highest: 5", "highest: no")):
        assert old in text
        text = text.replace(old, new)
    (course / STORY).write_text(text, "utf-8")
    found = lines_on(course, STORY)
    for part in ("titel", "items.0.title", "highest"):
        assert any(part in line for line in found), found
    (course / STORY).write_text(text.replace("titel: ", "title: ").replace("highest: no", "highest: 5"), "utf-8")
    (left,) = lines_on(course, STORY)
    assert f":{line_of(course / STORY, 'start: ')}: story-01: " in left and "there is no scene 'nowhere'" in left


def test_every_fault_of_the_bibliography_in_one_run(course: Path) -> None:
    faults = [
        "@article{deming-2017, title = {Once more}}",
        "@article{nobody-1999, title = {A}, title = {B}}",
        "@article{nobody-2000, title {A}}",
    ]
    before = (course / WORKS).read_text("utf-8")
    (course / WORKS).write_text(before + "\n".join(faults) + "\n", "utf-8")
    start = len(before.splitlines())
    found = lines_on(course, WORKS)
    assert [line.split(": ")[1] for line in found] == [f"{WORKS}:{start + number}" for number in (1, 2, 3)]


def test_all_of_it_at_once_is_told_to_a_machine(course: Path) -> None:
    for file in (BANK, QUIZ, KEYS, LESSONS, OUTLINE, TOC, PAGE, WORKS, OWN_WORDS, LESSON, QUIZ_NOTEBOOK):
        (course / file).write_bytes(b"\x00" + LATIN_1)
    found = CliRunner().invoke(app, ["check", str(course), "--json"])
    said = [one["file"] for one in json.loads(found.output)["findings"] if one["code"] == "S001"]
    assert {str(file) for file in (BANK, QUIZ, KEYS, LESSONS, OUTLINE, TOC, PAGE, WORKS, LESSON)} <= set(said)


def test_an_item_of_a_quiz_may_train_another_competency_than_the_quiz(course: Path) -> None:
    def trained() -> dict[str, str | None]:
        return {entry.item.id: entry.competency for entry in gather(course).entries if entry.in_quiz}

    before = trained()
    assert set(before.values()) == {"active-listening"}
    first = next(iter(before))
    in_yaml(QUIZ, set_in("items", 0, "competency", to="empathy"))(course)
    assert trained() == before | {first: "empathy"}
    assert not [one for one in check(gather(course)) if one.severity == "error"]
