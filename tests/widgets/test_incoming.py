"""Answers in files beside the log: brought in, and said so."""

from __future__ import annotations

from pathlib import Path

import pytest

import softskills
from softskills import answers
from softskills.course import ANSWERS, find_course
from softskills.widgets.incoming import bring_in

TIME = "2026-01-31T10:00:{:02}.000Z"


def lines(*items: str) -> bytes:
    return b"".join(
        answers.Record(TIME.format(number), item, number).line().encode() + b"\n" for number, item in enumerate(items)
    )


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / ANSWERS


def test_it_is_said_how_many_answers_came_from_which_file_and_only_when_some_did(log: Path) -> None:
    log.write_bytes(lines("item-0"))
    web = log.with_name("answers-web.jsonl")
    web.write_bytes(lines("item-0", *[f"item-{number}" for number in range(1, 13)], answers.READER))
    log.with_name("answers-web (1).jsonl").write_bytes(lines("item-0", "item-1"))
    log.with_name("notes.jsonl").write_bytes(lines("other"))
    assert bring_in(log) == [
        "1 answer brought in from answers-web (1).jsonl.",
        "11 answers brought in from answers-web.jsonl.",
    ]
    assert len(answers.read(log).records) == 14
    assert bring_in(log) == []
    web.write_bytes(web.read_bytes() + answers.Record(TIME.format(59), "item-1", "again").line().encode())
    assert bring_in(log) == ["1 answer brought in from answers-web.jsonl."]
    assert len(answers.read(web).records) == 15


def test_what_was_merged_is_compared_again_only_when_a_file_changed(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log.with_name("answers-web.jsonl").write_bytes(lines("item-1"))
    bring_in(log)

    def fail(*_: object) -> None:
        raise AssertionError("it was merged again")

    with monkeypatch.context() as patched:
        patched.setattr(answers.LogFile, "append_missing", fail)
        answers.kept_log(log).append([("item-2", 2)])
        assert bring_in(log) == []
    log.unlink()
    assert bring_in(log) == ["1 answer brought in from answers-web.jsonl."], "the log is another one now"


def test_lines_that_cannot_be_read_are_said_to_be_kept_once(log: Path) -> None:
    log.write_bytes(lines("item-1") + b"spoilt\nspoilt\nspoilt\n")
    web = log.with_name("answers-web.jsonl")
    web.write_bytes(b"spoilt\n")
    assert bring_in(log) == [
        "1 line could not be read: it is kept in the file. "
        "answers-web.jsonl line 1 was skipped: it is not complete JSON.",
        "3 lines could not be read: they are kept in the file. "
        "answers.jsonl line 2 was skipped: it is not complete JSON.",
    ]
    assert bring_in(log) == []
    assert web.read_bytes() == b"spoilt\n"
    assert log.read_bytes().count(b"spoilt") == 3


def test_a_file_that_is_none_and_a_log_that_cannot_be_written_are_named(log: Path) -> None:
    log.with_name("answers-link.jsonl").symlink_to(log)
    log.with_name("answers-web.jsonl").write_bytes(lines("item-1"))
    log.mkdir()
    link, web, own = bring_in(log)
    assert link.startswith("answers-link.jsonl cannot be read: ")
    assert web.startswith(f"The answers in answers-web.jsonl could not be brought in: {log} could not be written: ")
    assert own == "answers.jsonl is not a regular file, and was not read."
    assert bring_in(log) == []
    log.rmdir()
    assert bring_in(log) == ["1 answer brought in from answers-web.jsonl."]


def test_a_cell_prints_it_above_its_widget(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOFTSKILLS_COURSE", str(find_course().root))
    monkeypatch.chdir(log.parent)
    log.with_name("answers-web.jsonl").write_bytes(lines("listening-reflection"))
    softskills.reflection("listening-reflection")
    softskills.reflection("listening-reflection")
    assert capsys.readouterr().out == "1 answer brought in from answers-web.jsonl.\n"
