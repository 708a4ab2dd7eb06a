"""Answers are found and read however they were handed in, and what was wrong is said."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from softskills.answers import MAX_LOG_BYTES, READER
from softskills.grading.submission.answer_file import MAX_OTHERS, may_be_answers, read_answers
from support.small_quiz import QUIZ, log_of, make_quiz, pick, with_story

OTHER = "answers (1).jsonl"
MISSING = "There is no answers.jsonl in what was handed in."


def text(**answers: object) -> str:
    return "".join(record.line() + "\n" for record in log_of(**answers).records)


MINE = text(s_1=pick("a", "d"), s_2=pick("b", "c"))
FOREIGN = text(part_2_07=pick("a", "b"), part_2_01=pick("a", "b"))


def found(folder: Path, **files: str | bytes) -> tuple[set[str], list[str]]:
    """The items that count, and the remarks, for files of these contents; `log` is answers.jsonl, `other` the other."""
    for name, content in files.items():
        file = folder / {"log": "answers.jsonl", "other": OTHER}.get(name, name)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    read = read_answers(folder, QUIZ)
    return {record.item for record in read.log.records}, list(read.remarks)


def test_a_sound_file_needs_no_remark(tmp_path: Path) -> None:
    assert found(tmp_path, log=MINE) == ({"s-1", "s-2"}, [])


def test_of_one_who_handed_in_nothing(tmp_path: Path) -> None:
    assert found(tmp_path) == (set(), [f"{MISSING} So nothing could be graded."])
    assert read_answers(tmp_path / "not-there", QUIZ).remarks == (f"{MISSING} So nothing could be graded.",)


@pytest.mark.parametrize("name", [OTHER, "answers-web.jsonl", "Answers.JSONL", "my answers.json", "answers.jsonl.txt"])
def test_a_file_that_is_plainly_the_answers_is_used_and_said_so(tmp_path: Path, name: str) -> None:
    items, remarks = found(tmp_path, **{name: MINE})
    assert items == {"s-1", "s-2"}
    assert remarks == [f"{MISSING} {name} holds answers to this quiz, and was used."]


def test_the_one_with_the_most_answers_is_used(tmp_path: Path) -> None:
    items, remarks = found(tmp_path, **{"answers (2).jsonl": text(s_3=pick("a", "d")), OTHER: MINE, "a.jsonl": FOREIGN})
    assert items == {"s-1", "s-2"} and OTHER in remarks[0]


def test_what_stands_beside_sound_answers_is_named_and_not_used(tmp_path: Path) -> None:
    items, remarks = found(tmp_path, log=MINE, other=MINE + text(s_3=pick("a", "d")))
    assert items == {"s-1", "s-2"}
    assert remarks == [
        f"{OTHER} holds 1 answer that answers.jsonl doesn't have. answers.jsonl was used, and nothing else."
    ]


def test_a_second_copy_needs_no_remark(tmp_path: Path) -> None:
    assert found(tmp_path, log=MINE, other=MINE)[1] == []


def test_answers_to_another_quiz_are_named_and_those_beside_them_used(tmp_path: Path) -> None:
    said = "answers.jsonl holds no answer to this quiz, and 2 answers to something else: 'part-2-01', 'part-2-07'."
    assert found(tmp_path, log=FOREIGN)[1] == [f"{said} So nothing could be graded."]
    items, remarks = found(tmp_path, other=MINE)
    assert items == {"s-1", "s-2"} and remarks == [f"{said} {OTHER} holds answers to this quiz, and was used."]


def test_what_only_begins_like_utf_16_is_no_text(tmp_path: Path) -> None:
    assert "it is not UTF-8 text" in found(tmp_path, log=b"\xff\xfe\x00\x01")[1][0]


@pytest.mark.parametrize("content", ["", "\n", text(**{READER: {"seed": "x"}})])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    assert found(tmp_path, log=content)[1] == ["answers.jsonl holds no answers. So nothing could be graded."]


def test_what_is_readable_counts_and_what_is_not_is_counted(tmp_path: Path) -> None:
    items, remarks = found(tmp_path, log=MINE.replace('"s-2"', "s-2") + "{\n")
    assert items == {"s-1"}
    assert remarks == ["answers.jsonl could not be read in 2 places. What could be read counts."]


def test_nothing_readable_says_why(tmp_path: Path) -> None:
    _, [remark] = found(tmp_path, log=b"\x00\x01\x02")
    assert remark.startswith("answers.jsonl holds nothing that could be read: answers.jsonl line 1 was skipped: ")


PLANTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "link": (lambda file: file.symlink_to("/etc/passwd"), "cannot be read"),
    "folder": (Path.mkdir, "is not a regular file"),
    "pipe": (os.mkfifo, "is not a regular file"),
    "large": (lambda file: os.truncate(os.open(file, os.O_CREAT | os.O_WRONLY), MAX_LOG_BYTES + 1), "at most"),
}


@pytest.mark.parametrize("what", PLANTS)
def test_what_is_no_file_to_be_read_is_said_and_another_one_used(tmp_path: Path, what: str) -> None:
    plant, why = PLANTS[what]
    plant(tmp_path / "answers.jsonl")
    items, [remark] = found(tmp_path, other=MINE)
    assert items == {"s-1", "s-2"} and why in remark and remark.endswith("and was used.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_what_an_editor_saved_in_its_own_way_is_read(tmp_path: Path, encoding: str) -> None:
    content = ("\ufeff" if encoding == "utf-16-be" else "") + MINE
    assert found(tmp_path, log=content.encode(encoding)) == ({"s-1", "s-2"}, [])


def test_a_mark_of_utf_16_in_front_of_sound_lines_costs_one_line(tmp_path: Path) -> None:
    items, remarks = found(tmp_path, log=b"\xff\xfe\n" + MINE.encode())
    assert items == {"s-1", "s-2"} and "in 1 place" in remarks[0]


def test_a_story_that_was_only_begun_is_an_answer_to_the_quiz(tmp_path: Path) -> None:
    quiz = with_story(make_quiz())
    (tmp_path / "answers.jsonl").write_text(text(**{"story_01/run": {"path": ["desk.a"]}}), "utf-8")
    assert read_answers(tmp_path, quiz).remarks == ()


def test_names_and_ids_that_are_hostile_are_plain_in_remarks(tmp_path: Path) -> None:
    _, [remark] = found(tmp_path, log=text(**{"\x1b[2J<b>\n": 1}))
    assert "\x1b" not in remark and "\n" not in remark
    assert not may_be_answers("answers\u202e.jsonl")


def test_only_few_other_files_are_looked_at(tmp_path: Path) -> None:
    files = {f"answers-{number}.jsonl": FOREIGN for number in range(MAX_OTHERS)} | {"answers-9.jsonl": MINE}
    assert found(tmp_path, **files)[0] == set()


@pytest.mark.parametrize(
    "name", ["answers.jsonl", "quiz.yml", "notes.txt", "answers.ipynb", "answers\n.jsonl", "data.json"]
)
def test_what_is_not_taken_for_the_answers(name: str) -> None:
    assert not may_be_answers(name)
