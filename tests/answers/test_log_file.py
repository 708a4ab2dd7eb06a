"""A log that a kernel keeps: every line is parsed once, and what others do to the file is seen all the same."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from softskills import answers
from softskills.answers import LogFile, NotSaved, Record, reading
from softskills.answers import log as log_module
from softskills.course import ANSWERS

TEN = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
TIME = "2026-01-31T10:00:00.000Z"


class Counts:
    """How many lines were parsed, and how many bytes were read from the file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines = self.bytes = 0
        parse, read_all, untrusted = answers.parse_record, log_module._read_all, answers.read_untrusted

        def parse_record(line: bytes) -> Record:
            self.lines += 1
            return parse(line)

        def counted(content: bytes) -> bytes:
            self.bytes += len(content)
            return content

        monkeypatch.setattr(reading, "parse_record", parse_record)
        monkeypatch.setattr(log_module, "_read_all", lambda descriptor: counted(read_all(descriptor)))
        monkeypatch.setattr(log_module, "read_untrusted", lambda *given: counted(untrusted(*given)))

    def taken(self) -> tuple[int, int]:
        """Lines and bytes since this was last asked."""
        found = self.lines, self.bytes
        self.lines = self.bytes = 0
        return found


@pytest.fixture
def log(tmp_path: Path) -> LogFile:
    return LogFile(tmp_path / ANSWERS)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    return Counts(monkeypatch)


def line(item: str, answer: Any = 1, time: str = TIME) -> bytes:
    return Record(time, item, answer).line().encode() + b"\n"


def assert_as_read_anew(log: LogFile) -> None:
    assert log.read() == answers.read(log.file)
    assert log.known() == answers.known(answers.read(log.file).records)


@pytest.mark.parametrize("size", [20, 10_000])
def test_a_save_parses_only_what_it_saves_however_long_the_log(log: LogFile, counts: Counts, size: int) -> None:
    content = b"".join(line(f"item-{number % 300}", number) for number in range(size))
    log.file.write_bytes(content)
    log.read()
    assert counts.taken() == (size, len(content))
    for number in range(3):
        log.append([("item-1", number), ("item-2", number)])
        assert counts.taken() == (2, 0)
    log.read()
    assert counts.taken() == (0, 0)
    assert_as_read_anew(log)


def test_several_answers_go_out_in_one_write(log: LogFile, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    write = os.write

    def noted(descriptor: int, data: bytes) -> int:
        written.append(data)
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", noted)
    log.append([("story", 1), ("story/run", 1)], TEN)
    assert written == [line("story") + line("story/run")]


def test_of_several_answers_all_are_kept_or_none(log: LogFile) -> None:
    log.file.write_bytes(line("item-1"))
    with pytest.raises(NotSaved, match="could not be written"):
        log.append([("item-2", 2), ("item-3", float("nan"))])
    assert log.file.read_bytes() == line("item-1")
    assert_as_read_anew(log)


def test_two_answers_to_one_item_at_once_count_in_their_order(log: LogFile) -> None:
    log.append([("item-1", "first"), ("item-1", "second")], TEN)
    assert log.known()["item-1"]["answer"] == "second"
    assert [time for time, _ in log.known()["item-1"]["answers"]] == [TIME, "2026-01-31T10:00:00.001Z"]


def test_lines_that_another_program_appends_are_seen_and_only_they_are_parsed(log: LogFile, counts: Counts) -> None:
    log.append([("item-1", 1)], TEN)
    answers.append(log.file, "item-1", 2, TEN + timedelta(seconds=1))
    counts.taken()
    log.read()
    assert counts.taken()[0] == 1
    assert log.known()["item-1"]["answer"] == 2
    answers.append(log.file, "item-2", 3, TEN)
    log.append([("item-3", 4)], TEN)
    assert_as_read_anew(log)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(line("item-1"), id="shorter"),
        pytest.param(line("item-3") + line("item-4"), id="another of the same length"),
        pytest.param(line("item-3") + line("item-4") + line("item-5"), id="another and longer"),
        pytest.param(b"", id="empty"),
    ],
)
@pytest.mark.parametrize("replaced", [False, True])
def test_a_log_that_changed_before_its_end_is_read_anew(log: LogFile, after: bytes, replaced: bool) -> None:
    log.file.write_bytes(line("item-1") + line("item-2"))
    log.read()
    if replaced:
        other = log.file.with_name("other")
        other.write_bytes(after)
        other.replace(log.file)
    else:
        log.file.write_bytes(after)
    assert_as_read_anew(log)
    log.append([("item-6", 6)], TEN)
    assert log.file.read_bytes() == after + line("item-6", 6)
    assert_as_read_anew(log)


def test_a_log_that_was_removed_is_empty_and_made_again(log: LogFile) -> None:
    log.append([("item-1", 1)], TEN)
    log.file.unlink()
    assert_as_read_anew(log)
    log.append([("item-2", 2)], TEN)
    assert log.file.read_bytes() == line("item-2", 2)


def test_damage_is_told_with_the_line_in_which_it_stands_whenever_it_came(log: LogFile) -> None:
    log.file.write_bytes(line("item-1") + b"spoilt\n")
    log.read()
    with log.file.open("ab") as stream:
        stream.write(line("item-2") + line("item-3")[:-9])
    log.read()
    log.append([("item-4", 4)], TEN)
    with log.file.open("ab") as stream:
        stream.write(b"\xff\n")
    assert [problem.split(" was ")[0] for problem in log.read().problems] == [
        f"answers.jsonl line {number}" for number in (2, 4, 6)
    ]
    assert_as_read_anew(log)


def test_a_line_caught_half_written_is_read_when_it_is_whole(log: LogFile) -> None:
    whole = line("item-2")
    log.file.write_bytes(line("item-1") + whole[:20])
    assert list(log.read().answers()) == ["item-1"]
    with log.file.open("ab") as stream:
        stream.write(whole[20:])
    assert list(log.read().answers()) == ["item-1", "item-2"]
    assert_as_read_anew(log)


def test_what_was_not_saved_is_not_known(log: LogFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    log.append([("item-1", 1)], TEN)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(NotSaved):
            log.append([("item-1", 2)])
    assert log.known()["item-1"]["answer"] == 1
    log.append([("item-2", 2)], TEN)
    assert_as_read_anew(log)


def test_one_process_has_one_log_for_a_file(tmp_path: Path) -> None:
    assert answers.kept_log(tmp_path / ANSWERS) is answers.kept_log(tmp_path / ANSWERS)
    assert answers.kept_log(tmp_path / ANSWERS) is not answers.kept_log(tmp_path / "other.jsonl")


def test_the_version_grows_with_what_others_do_and_a_look_parses_only_that(log: LogFile, counts: Counts) -> None:
    log.append([("item-1", 1)], TEN)
    version = log.refresh()
    log.append([("item-2", 2)], TEN)
    assert log.refresh() == version, "what was appended here is no news"
    answers.append(log.file, "item-3", 3, TEN)
    counts.taken()
    assert log.refresh() == version + 1
    assert counts.taken()[0] == 1
    assert log.refresh() == version + 1
    assert counts.taken() == (0, 0), "an untouched file is not read"
    answers.append(log.file, "item-4", 4, TEN)
    log.append([("item-5", 5)], TEN)
    assert log.refresh() == version + 2, "others' lines are found on the way to an own one too"
    log.file.write_bytes(line("item-1"))
    assert log.refresh() == version + 3
    log.file.unlink()
    assert [log.refresh(), log.refresh()] == [version + 4, version + 4]
    assert log.known() == {}


def test_a_log_that_cannot_be_read_any_more_stays_as_it_was_known(log: LogFile) -> None:
    log.append([("item-1", 1)], TEN)
    version = log.refresh()
    mine = log.file.rename(log.file.with_name("mine"))
    log.file.symlink_to(mine)
    assert log.refresh() == version
    assert list(log.known()) == ["item-1"]


def test_a_new_log_is_its_owners_alone_and_one_that_was_shared_stays_so(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        answers.append(tmp_path / "new.jsonl", "rating/empathy/now", {"level": 3, "evidence": ""})
        shared = tmp_path / "shared.jsonl"
        shared.touch()
        shared.chmod(0o664)
        answers.append(shared, "rating/empathy/now", {"level": 3, "evidence": ""})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.jsonl").stat().st_mode) == 0o600
    assert stat.S_IMODE(shared.stat().st_mode) == 0o664
