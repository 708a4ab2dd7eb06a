"""The answer log as learners use it: what is saved stays saved, and no file from a stranger does harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softskills import answers
from softskills.answers import Log, NotSaved, Record
from softskills.course import ANSWERS

SOURCE = Path(answers.__file__).resolve().parents[1]

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files, limits or users")

TEN = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
TIME = "2026-01-31T10:00:00.000Z"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / ANSWERS


def line(item: str = "item-1", answer: Any = 1, time: str = TIME) -> bytes:
    return Record(time, item, answer).line().encode("utf-8") + b"\n"


def spoilt(**fields: Any) -> bytes:
    """A line of a log with some fields replaced; a field that is set to ... is left out."""
    data = {"v": 1, "time": TIME, "item": "item-1", "answer": 1, **fields}
    return json.dumps({name: value for name, value in data.items() if value is not ...}).encode("utf-8")


def only_problem(content: bytes) -> str:
    found = answers.parse_lines(content)
    assert found.records == []
    assert len(found.problems) == 1, found.problems
    return found.problems[0]


def python(script: str, *arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Another process that runs `script`, with `answers`, `sys` and `Path` at hand."""
    script = "import sys\nfrom pathlib import Path\nfrom softskills import answers\n" + script
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        **options,
    )


def output(process: subprocess.Popen[str]) -> str:
    """What the process printed. A process that hangs is ended after a minute, and fails the test."""
    try:
        out, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    return out


# Append and read


def test_missing_file_is_an_empty_log_without_a_problem(log: Path) -> None:
    assert answers.read(log) == Log()


def test_appended_answer_is_read_back(log: Path) -> None:
    saved = answers.append(log, "listening-01", {"best": "a", "worst": "d"}, TEN)
    assert saved == Record(TIME, "listening-01", {"best": "a", "worst": "d"})
    assert answers.read(log) == Log([saved])


def test_line_on_disk_holds_version_time_item_and_answer(log: Path) -> None:
    answers.append(log, "listening-01", {"text": "Grüße"}, TEN)
    assert log.read_text("utf-8") == (
        '{"v":1,"time":"2026-01-31T10:00:00.000Z","item":"listening-01","answer":{"text":"Grüße"}}\n'
    )


def test_time_of_an_answer_is_now_if_none_is_given(log: Path) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    saved = answers.append(log, "item-1", 1)
    assert before <= datetime.fromisoformat(saved.time) <= datetime.now(UTC)


def test_text_with_line_ends_takes_one_line(log: Path) -> None:
    text = "one\ntwo\r\nthree\u2028four\x85five\0six"
    answers.append(log, "item-1", text, TEN)
    assert log.read_bytes().count(b"\n") == 1
    assert answers.read(log).answers() == {"item-1": text}


def test_latest_answer_of_each_item_counts(log: Path) -> None:
    answers.append(log, "item-1", "first", TEN)
    answers.append(log, "item-2", "other", TEN)
    answers.append(log, "item-1", "second", TEN + timedelta(seconds=1))
    assert answers.read(log).answers() == {"item-1": "second", "item-2": "other"}


def test_earlier_answers_stay_in_the_log(log: Path) -> None:
    for number in range(3):
        answers.append(log, "item-1", number, TEN + timedelta(seconds=number))
    assert [record.answer for record in answers.read(log).records] == [0, 1, 2]


def test_answer_with_the_latest_time_counts_wherever_it_stands(log: Path) -> None:
    log.write_bytes(
        line(answer="late", time="2026-01-31T12:00:00.000Z") + line(answer="early", time="2026-01-31T11:00:00.000Z")
    )
    assert answers.read(log).answers() == {"item-1": "late"}


def test_of_equal_times_the_answer_that_stands_last_counts(log: Path) -> None:
    log.write_bytes(line(answer="first") + line(answer="second"))
    assert answers.read(log).answers() == {"item-1": "second"}


def test_records_are_ordered_by_time_and_then_by_position() -> None:
    late, one, two = Record("2026-02-01T00:00:00.000Z", "a", 1), Record(TIME, "b", 1), Record(TIME, "a", 1)
    assert answers.in_order([late, one, two]) == [one, two, late]


def test_newest_answer_counts_after_the_clock_was_set_back(log: Path) -> None:
    answers.append(log, "item-1", "first", TEN)
    second = answers.append(log, "item-1", "second", TEN - timedelta(hours=3))
    third = answers.append(log, "item-1", "third", TEN - timedelta(days=400))
    assert [second.time, third.time] == ["2026-01-31T10:00:00.001Z", "2026-01-31T10:00:00.002Z"]
    assert answers.read(log).answers() == {"item-1": "third"}


def test_two_answers_in_one_millisecond_get_two_times(log: Path) -> None:
    answers.append(log, "item-1", "first", TEN)
    second = answers.append(log, "item-1", "second", TEN + timedelta(microseconds=900))
    assert second.time == "2026-01-31T10:00:00.001Z"


def test_clock_set_back_for_one_item_leaves_other_items_alone(log: Path) -> None:
    answers.append(log, "item-1", 1, TEN)
    assert answers.append(log, "item-2", 1, TEN - timedelta(hours=1)).time == "2026-01-31T09:00:00.000Z"


def test_newest_answer_counts_even_after_the_last_time_there_is(log: Path) -> None:
    log.write_bytes(line(answer="first", time="9999-12-31T23:59:59.999Z"))
    answers.append(log, "item-1", "second", TEN)
    answers.append(log, "item-1", "third", TEN)
    assert answers.read(log).answers() == {"item-1": "third"}


def test_time_in_another_zone_is_kept_as_utc(log: Path) -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    assert answers.append(log, "item-1", 1, datetime(2026, 2, 1, 2, 0, tzinfo=india)).time == "2026-01-31T20:30:00.000Z"


ZONED_TIMES = st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=st.timezones())


@given(times=st.lists(ZONED_TIMES, min_size=2, max_size=4))
def test_order_of_written_times_is_the_order_of_the_moments_whatever_the_zone(times: list[datetime]) -> None:
    with new_log() as log:
        for number, time in enumerate(times):
            answers.append(log, f"item-{number}", number, time)
        records = answers.read(log).records
    moments = [(time.astimezone(UTC) - datetime(1, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) for time in times]
    expected = sorted(range(len(times)), key=lambda number: moments[number])
    assert [record.answer for record in answers.in_order(records)] == expected


def test_answer_written_by_a_browser_stands_in_one_order_with_our_own(log: Path) -> None:
    browser = '{"v":1,"time":"2026-01-31T10:00:00.500Z","item":"item-1","answer":{"best":"a","worst":"b"}}'
    answers.append(log, "item-1", {"best": "b", "worst": "a"}, TEN)
    answers.append_missing(log, answers.parse_lines(browser.encode()).records)
    assert answers.read(log).answers() == {"item-1": {"best": "a", "worst": "b"}}


# Torn lines


def test_torn_last_line_is_skipped_and_reported_with_its_number(log: Path) -> None:
    log.write_bytes(line("item-1") + line("item-2")[:-9])
    found = answers.read(log)
    assert list(found.answers()) == ["item-1"]
    assert found.problems == ["answers.jsonl line 2 was skipped: it is not complete JSON"]


def test_line_torn_inside_a_letter_is_skipped_and_reported(log: Path) -> None:
    whole = line("item-2", "é")
    log.write_bytes(line("item-1") + whole[: whole.index("é".encode()) + 1])
    assert answers.read(log).problems == ["answers.jsonl line 2 was skipped: it is not UTF-8 text"]


def test_next_append_closes_a_torn_line_and_damages_nothing(log: Path) -> None:
    before = line("item-1") + line("item-2")[:-9]
    log.write_bytes(before)
    saved = answers.append(log, "item-3", 3, TEN)
    assert log.read_bytes() == before + b"\n" + saved.line().encode() + b"\n"
    assert answers.read(log).answers() == {"item-1": 1, "item-3": 3}
    assert answers.read(log).problems == ["answers.jsonl line 2 was skipped: it is not complete JSON"]


def test_record_that_only_lacks_its_line_end_is_kept(log: Path) -> None:
    log.write_bytes(line("item-1", "kept").rstrip())
    answers.append(log, "item-2", 2, TEN)
    assert answers.read(log) == Log([Record(TIME, "item-1", "kept"), Record(TIME, "item-2", 2)])


@pytest.mark.parametrize("length", range(len(line("item-2", "é")) + 1))
def test_log_torn_at_any_byte_keeps_what_stands_before_and_takes_the_next_answer(log: Path, length: int) -> None:
    log.write_bytes(line("item-1") + line("item-2", "é")[:length])
    answers.append(log, "item-3", 3, TEN)
    found = answers.read(log).answers()
    assert found["item-1"] == 1
    assert found["item-3"] == 3


def test_blank_lines_are_no_problem() -> None:
    assert answers.parse_lines(b"\n" + line() + b"  \n\r\n").problems == []


def test_windows_line_ends_are_no_problem() -> None:
    assert answers.parse_lines(line().replace(b"\n", b"\r\n")) == Log([Record(TIME, "item-1", 1)])


# Two at once


APPENDER = """
answers.log.LOCK_SECONDS = 60
name = sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for number in range(200):
    answers.append(Path(sys.argv[1]), f"{name}-{number}", name * 1000)
"""


def test_two_processes_appending_at_once_lose_no_line_and_mix_none(log: Path) -> None:
    processes = [python(APPENDER, log, name) for name in "ab"]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        output(process)

    found = answers.read(log)
    assert found.problems == []
    assert found.answers() == {f"{name}-{number}": name * 1000 for name in "ab" for number in range(200)}
    for name in "ab":
        own = [record.item for record in found.records if record.item.startswith(name)]
        assert own == [f"{name}-{number}" for number in range(200)]


HOLDER = """
import fcntl
with open(sys.argv[1], "ab") as stream:
    fcntl.flock(stream, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held_by_another_process(log: Path) -> Iterator[None]:
    holder = python(HOLDER, log)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield
    finally:
        output(holder)


@POSIX
def test_file_held_for_too_long_by_another_process_is_not_saved_to(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers.log, "LOCK_SECONDS", 0.1)
    log.write_bytes(line())
    with held_by_another_process(log), pytest.raises(NotSaved, match="is held by another program; try again"):
        answers.append(log, "item-2", 2)
    assert log.read_bytes() == line()


@POSIX
def test_merge_into_a_file_held_by_another_process_is_refused(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers.log, "LOCK_SECONDS", 0.1)
    with held_by_another_process(log), pytest.raises(NotSaved, match="is held by another program; try again"):
        answers.append_missing(log, [Record(TIME, "item-1", 1)])
    assert log.read_bytes() == b""


@POSIX
def test_file_that_was_let_go_is_saved_to(log: Path) -> None:
    with held_by_another_process(log):
        pass
    answers.append(log, "item-1", 1, TEN)
    assert answers.read(log).answers() == {"item-1": 1}


@POSIX
def test_log_can_be_read_while_another_process_holds_it(log: Path) -> None:
    log.write_bytes(line())
    with held_by_another_process(log):
        assert answers.read(log).answers() == {"item-1": 1}


# Answers that cannot be saved


FULL_DISK = """
import resource, signal
file, room = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + room, hard))
try:
    {call}
except answers.NotSaved as error:
    print(error, end="")
"""
APPEND = "answers.append(file, 'item-2', 'x' * 1000)"
APPEND_MISSING = f"answers.append_missing(file, [answers.Record({TIME!r}, f'item-{{n}}', n) for n in range(2, 50)])"


@POSIX
@pytest.mark.parametrize("call", [APPEND, APPEND_MISSING], ids=["append", "merge"])
@pytest.mark.parametrize(
    ("room", "reason"),
    [
        pytest.param(0, "File too large", id="no room"),
        pytest.param(1, "only part of the answer fitted on the disk", id="room for one byte"),
        pytest.param(100, "only part of the answer fitted on the disk", id="room for a part"),
    ],
)
def test_full_disk_is_reported_and_leaves_the_file_as_it_was(log: Path, call: str, room: int, reason: str) -> None:
    log.write_bytes(line())
    out = output(python(FULL_DISK.replace("{call}", call), log, room))
    assert out == f"{log} could not be written: {reason}"
    assert log.read_bytes() == line()


@POSIX
def test_full_disk_leaves_even_a_torn_line_as_it_was(log: Path) -> None:
    before = line() + b'{"v":1,"ti'
    log.write_bytes(before)
    assert "only part of the answer fitted" in output(python(FULL_DISK.replace("{call}", APPEND), log, 100))
    assert log.read_bytes() == before


@POSIX
def test_answer_is_saved_once_there_is_room_again(log: Path) -> None:
    log.write_bytes(line())
    output(python(FULL_DISK.replace("{call}", APPEND), log, 100))
    answers.append(log, "item-2", 2, TEN)
    assert answers.read(log) == Log([Record(TIME, "item-1", 1), Record(TIME, "item-2", 2)])


def test_failure_to_reach_the_disk_takes_the_line_back(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    log.write_bytes(line())
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(NotSaved, match="could not be written: Input/output error"):
        answers.append(log, "item-2", 2)
    assert log.read_bytes() == line()


BECOME_UNPRIVILEGED = """
import os, resource  # while they can still be found
if os.geteuid() == 0:
    os.seteuid(65534)
"""
SAVE_UNPRIVILEGED = f"""{BECOME_UNPRIVILEGED}
try:
    answers.append(Path(sys.argv[1]), "item-2", 2)
    print("saved", end="")
except answers.NotSaved as error:
    print(error, end="")
"""


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that every user may reach and write to, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@POSIX
def test_read_only_folder_is_reported(shared_folder: Path) -> None:
    shared_folder.chmod(0o555)
    log = shared_folder / ANSWERS
    out = output(python(SAVE_UNPRIVILEGED, log))
    assert out == f"{log} cannot be written to: the folder or file is read-only"
    assert not log.exists()


@POSIX
def test_read_only_file_is_reported_and_left_as_it_was(shared_folder: Path) -> None:
    log = shared_folder / ANSWERS
    log.write_bytes(line())
    log.chmod(0o444)
    out = output(python(SAVE_UNPRIVILEGED, log))
    assert out == f"{log} cannot be written to: the folder or file is read-only"
    assert log.read_bytes() == line()


@POSIX
def test_folder_that_may_be_written_to_is_saved_to_by_the_same_user(shared_folder: Path) -> None:
    assert output(python(SAVE_UNPRIVILEGED, shared_folder / ANSWERS)) == "saved"


def test_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="could not be written: No such file or directory"):
        answers.append(tmp_path / "missing" / ANSWERS, "item-1", 1)


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        pytest.param("", 1, id="no item"),
        pytest.param("x" * 101, 1, id="item too long"),
        pytest.param("\ud800", 1, id="half a character as item"),
        pytest.param("item-2", float("nan"), id="not a number"),
        pytest.param("item-2", [float("inf")], id="infinity"),
        pytest.param("item-2", "\udfff", id="half a character"),
        pytest.param("item-2", {1, 2}, id="set"),
        pytest.param("item-2", b"bytes", id="bytes"),
        pytest.param("item-2", CIRCLE, id="list that holds itself"),
        pytest.param("item-2", nested(6), id="nested one level too deep"),
        pytest.param("item-2", nested(100_000), id="nested far too deep"),
        pytest.param("item-2", "x" * answers.MAX_LINE_BYTES, id="too long"),
        pytest.param("item-2", "é" * (answers.MAX_LINE_BYTES // 2), id="too long in bytes only"),
    ],
)
def test_answer_that_could_not_be_read_back_is_refused_and_changes_nothing(log: Path, item: str, answer: Any) -> None:
    log.write_bytes(line())
    with pytest.raises(NotSaved, match="could not be written: "):
        answers.append(log, item, answer)
    assert log.read_bytes() == line()


def test_record_that_json_cannot_express_has_no_line() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        Record(TIME, "item-1", float("nan")).line()


def test_answer_of_the_largest_size_is_saved_and_read(log: Path) -> None:
    room = answers.MAX_LINE_BYTES - len(line("item-1", ""))
    answers.append(log, "item-1", "x" * room, TEN)
    assert len(log.read_bytes()) == answers.MAX_LINE_BYTES
    assert answers.read(log).answers() == {"item-1": "x" * room}


def test_answer_one_byte_larger_is_refused(log: Path) -> None:
    room = answers.MAX_LINE_BYTES - len(line("item-1", ""))
    with pytest.raises(NotSaved, match="the answer has 64001 bytes; at most 64000 can be kept"):
        answers.append(log, "item-1", "x" * (room + 1), TEN)


def test_answer_of_the_deepest_nesting_is_saved_and_read(log: Path) -> None:
    answers.append(log, "item-1", nested(5), TEN)
    assert answers.read(log).answers() == {"item-1": nested(5)}


def test_log_never_grows_beyond_what_can_be_read(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers.log, "MAX_LOG_BYTES", 5 * len(line("item-1")) + 3)
    for number in range(5):
        answers.append(log, f"item-{number}", 1, TEN)
    with pytest.raises(NotSaved, match=r"it would grow beyond \d+ bytes; move it away and start a new one"):
        answers.append(log, "item-5", 1, TEN)
    assert list(answers.read(log).answers()) == [f"item-{number}" for number in range(5)]


def test_log_that_is_already_too_large_is_not_written_to(log: Path) -> None:
    with log.open("wb") as stream:
        stream.truncate(answers.MAX_LOG_BYTES + 1)
    with pytest.raises(NotSaved, match="it has grown to 8000001 bytes; move it away and start a new one"):
        answers.append(log, "item-1", 1)
    assert log.stat().st_size == answers.MAX_LOG_BYTES + 1


# Files that are no logs


READ = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
found = answers.read(Path(sys.argv[1]))
assert found.records == []
print(*found.problems, sep="\\n", end="")
"""


@POSIX
def test_link_is_not_followed(log: Path) -> None:
    target = log.with_name("target.jsonl")
    target.write_bytes(line())
    log.symlink_to(target)
    found = answers.read(log)
    assert found.records == []
    assert len(found.problems) == 1
    assert found.problems[0].startswith("answers.jsonl cannot be read: ")


@POSIX
def test_link_to_nowhere_is_a_problem_and_not_a_missing_file(log: Path) -> None:
    log.symlink_to(log.with_name("missing.jsonl"))
    assert len(answers.read(log).problems) == 1


@POSIX
def test_pipe_is_refused_at_once(log: Path) -> None:
    os.mkfifo(log)
    assert output(python(READ, log)) == "answers.jsonl is not a regular file, and was not read"


@POSIX
def test_endless_device_is_refused_at_once() -> None:
    assert output(python(READ, "/dev/zero")) == "zero is not a regular file, and was not read"


@POSIX
def test_folder_is_refused(log: Path) -> None:
    log.mkdir()
    assert answers.read(log) == Log(problems=["answers.jsonl is not a regular file, and was not read"])


@POSIX
def test_refused_file_leaves_no_file_open(log: Path) -> None:
    log.mkdir()
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(10):
        answers.read(log)
    assert len(list(Path("/dev/fd").iterdir())) == before


@POSIX
def test_file_that_may_not_be_read_is_a_problem(shared_folder: Path) -> None:
    log = shared_folder / ANSWERS
    log.write_bytes(line())
    log.chmod(0)
    assert output(python(BECOME_UNPRIVILEGED + READ, log)) == "answers.jsonl cannot be read: Permission denied"


def test_file_that_is_too_large_is_not_read(log: Path) -> None:
    with log.open("wb") as stream:
        stream.write(line())
        stream.truncate(answers.MAX_LOG_BYTES + 1)
    assert answers.read(log) == Log(problems=["answers.jsonl has 8000001 bytes; at most 8000000 are read"])


@POSIX
def test_answer_is_not_written_through_a_link(log: Path) -> None:
    target = log.with_name("target.jsonl")
    target.write_bytes(line())
    log.symlink_to(target)
    with pytest.raises(NotSaved):
        answers.append(log, "item-2", 2)
    assert target.read_bytes() == line()


WRITE = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
try:
    answers.append(Path(sys.argv[1]), "item-1", 1)
except answers.NotSaved as error:
    print(error, end="")
"""


@POSIX
def test_answer_is_not_written_into_a_pipe(log: Path) -> None:
    os.mkfifo(log)
    assert output(python(WRITE, log)).startswith(f"{log} could not be written: ")


@POSIX
def test_answer_is_not_written_to_a_device() -> None:
    assert output(python(WRITE, "/dev/zero")) == "/dev/zero could not be written: it is not a regular file"


# Lines that are no records


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"no JSON", "it is not complete JSON", id="text"),
        pytest.param(b"[1]", "it is not a record", id="list"),
        pytest.param(b"null", "it is not a record", id="null"),
        pytest.param(b"\xff\xfe", "it is not UTF-8 text", id="not UTF-8"),
        pytest.param(b"\x00\x01\x02", "it is not complete JSON", id="control characters"),
        pytest.param(spoilt(v=2), "it is of format '2'; this version reads format 1", id="later version"),
        pytest.param(spoilt(v="1"), "it is of format '1'; this version reads format 1", id="version as text"),
        pytest.param(spoilt(v=True), "it is of format 'True'; this version reads format 1", id="version true"),
        pytest.param(spoilt(v=...), "it is of format 'None'; this version reads format 1", id="no version"),
        pytest.param(spoilt(v="x" * 50), f"it is of format '{'x' * 20}'; this", id="long version"),
        pytest.param(spoilt(item=...), "it names no item", id="no item"),
        pytest.param(spoilt(item=""), "it names no item", id="empty item"),
        pytest.param(spoilt(item=7), "it names no item", id="number as item"),
        pytest.param(spoilt(item="x" * 101), "it names no item", id="item too long"),
        pytest.param(spoilt(answer=...), "it holds no answer", id="no answer"),
        pytest.param(spoilt(answer=float("nan")), "it is not complete JSON", id="NaN"),
        pytest.param(spoilt(answer=[float("-inf")]), "it is not complete JSON", id="minus infinity"),
        pytest.param(spoilt().replace(b": 1}", b": 1e999}"), "it is not complete JSON", id="number too large"),
        pytest.param(spoilt(answer=nested(6)), "its answer is nested more than 6 levels deep", id="one level too deep"),
        pytest.param(b"[" * 30_000 + b"]" * 30_000, "it is not complete JSON", id="30,000 lists"),
        pytest.param(b'{"v":' * 10_000 + b"1" + b"}" * 10_000, "it is not complete JSON", id="10,000 objects"),
        pytest.param(spoilt(answer="\ud800"), "it is not UTF-8 text", id="half a character"),
        pytest.param(spoilt(answer={"\udfff": 1}), "it is not UTF-8 text", id="half a character as name"),
        pytest.param(spoilt(item="\udfff"), "it is not UTF-8 text", id="half a character as item"),
        pytest.param(
            spoilt(answer="x" * 64_000),
            f"it has {len(spoilt(answer='')) + 64_000} bytes; at most 64000 are read",
            id="too long",
        ),
        pytest.param(
            spoilt(answer="@").replace(b'"@"', b"[" + b",".join([b"1e15"] * 10_000) + b"]"),
            f"written out it has {len(line(answer=[])) + 18 * 10_000 + 9_999} bytes; at most 64000 are kept",
            id="too long when written again",
        ),
    ],
)
def test_line_that_is_no_record_is_skipped_with_a_reason(content: bytes, reason: str) -> None:
    assert only_problem(b"\n" + content).startswith(f"answers.jsonl line 2 was skipped: {reason}")


@pytest.mark.parametrize(
    "time",
    [
        None,
        1769850000,
        "",
        "2026-01-31",
        "2026-01-31T10:00:00Z",
        "2026-01-31T10:00:00.000",
        "2026-01-31T10:00:00.000000Z",
        "2026-01-31T10:00:00.000z",
        "2026-01-31 10:00:00.000Z",
        "2026-01-31T10:00:00,000Z",
        "2026-01-31T10:00:00.000+00:00",
        "2026-01-31T10:00:00.000+05:30",
        "2026-01-31T10:00:00.000Z\n",
        "+2026-01-31T10:00:00.000Z",
        "20260131T100000.000Z",
        "0000-01-31T10:00:00.000Z",
        "2026-02-30T10:00:00.000Z",
        "2026-13-01T10:00:00.000Z",
        "2026-01-31T25:00:00.000Z",
        "2026-01-31T10:00:60.000Z",
        "\u0662\u0660\u0662\u0666-01-31T10:00:00.000Z",
    ],
)
def test_time_of_any_other_form_is_refused_so_that_text_order_is_time_order(time: Any) -> None:
    problem = only_problem(spoilt(time=time))
    assert problem.endswith("its time is not a UTC time such as 2026-01-31T09:30:00.000Z")


def test_further_fields_of_a_line_are_passed_over() -> None:
    assert answers.parse_lines(spoilt(course="x")) == Log([Record(TIME, "item-1", 1)])


def test_sound_lines_around_a_spoilt_one_are_read() -> None:
    found = answers.parse_lines(line("item-1") + b"\xff\n" + line("item-2"), "mine.jsonl")
    assert list(found.answers()) == ["item-1", "item-2"]
    assert found.problems == ["mine.jsonl line 2 was skipped: it is not UTF-8 text"]


def test_every_spoilt_line_is_reported() -> None:
    problems = answers.parse_lines(b"a\n" + line() + b"b\nc\n").problems
    assert [problem.split(" was ")[0] for problem in problems] == [f"answers.jsonl line {n}" for n in (1, 3, 4)]


def test_more_lines_than_a_log_can_have_are_not_read() -> None:
    assert len(line("a", 0)) * answers.MAX_LINES >= answers.MAX_LOG_BYTES, "no log is cut short"
    shortest = line("a", 0) * answers.MAX_LINES
    assert answers.parse_lines(shortest).problems == []
    assert len(answers.parse_lines(shortest).records) == answers.MAX_LINES

    found = answers.parse_lines(b"\n" * answers.MAX_LINES + line())

    assert found.records == []
    assert found.problems == ["answers.jsonl has more than 125000 lines; the others were not read"]


# What holds for any content


def depth(value: Any) -> int:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, children), default=0)


TIMES = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(
    lambda time: time.isoformat(timespec="milliseconds") + "Z"
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
).filter(lambda value: depth(value) <= answers.MAX_DEPTH)
RECORDS = st.builds(Record, TIMES, st.text(min_size=1, max_size=answers.MAX_ITEM_LENGTH), VALUES)
RAW_ANSWERS = st.sampled_from(
    [
        *("1e999", "-1E400", "1e308", "-0", "-0.0", "NaN", "Infinity", "1" * 4000, "1" * 5000, "[1.0,1e0,true]"),
        *('"\\ud800"', '"\\ud83d\\ude00"', '{"\\udc00":1}', '"\\u0000"'),
        *('{"a":1,"a":2}', "[[[[[1]]]]]", "[[[[[[1]]]]]]", "", "}"),
    ]
)
RAW_LINES = RAW_ANSWERS.map(lambda raw: line(answer="@").replace(b'"@"', raw.encode()))


@st.composite
def damaged_lines(draw: st.DrawFn) -> bytes:
    content = draw(RECORDS).line().encode("utf-8")
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, len(content)))
    return content[:start] + draw(st.binary(max_size=6)) + content[end:]


CONTENT = st.lists(
    st.binary(max_size=40) | damaged_lines() | RAW_LINES | RECORDS.map(lambda record: record.line().encode("utf-8")),
    max_size=6,
).map(b"\n".join)


@contextmanager
def new_log(content: bytes = b"") -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / ANSWERS
        log.write_bytes(content)
        yield log


def as_lines(records: list[Record]) -> list[str]:
    return [record.line() for record in records]


@given(record=RECORDS)
def test_any_record_is_read_back_from_its_line(record: Record) -> None:
    found = answers.parse_lines(record.line().encode("utf-8"))
    assert found.problems == []
    assert found.records == [record]
    assert as_lines(found.records) == [record.line()]


@given(content=CONTENT)
def test_any_content_is_read_without_an_error_and_its_records_can_be_written_again(content: bytes) -> None:
    for record in answers.parse_lines(content).records:
        again = answers.parse_record(record.line().encode("utf-8"))
        assert again == record
        assert again.line() == record.line()


@given(content=CONTENT)
def test_every_line_that_is_not_blank_is_a_record_or_a_problem(content: bytes) -> None:
    found = answers.parse_lines(content)
    assert len(found.records) + len(found.problems) == sum(1 for part in content.split(b"\n") if part.strip())


@given(content=CONTENT)
def test_file_of_any_content_is_read_like_its_bytes(content: bytes) -> None:
    with new_log(content) as log:
        assert answers.read(log) == answers.parse_lines(content)


@given(content=CONTENT, answer=VALUES)
def test_append_to_any_content_keeps_every_byte_and_its_answer_counts(content: bytes, answer: Any) -> None:
    with new_log(content) as log:
        saved = answers.append(log, "item-1", answer, TEN)
        assert log.read_bytes().startswith(content)
        latest = answers.read(log).latest()["item-1"]
    assert latest == saved
    assert latest.line() == saved.line()


@given(content=CONTENT, theirs=CONTENT)
def test_merge_into_any_content_keeps_every_byte_and_loses_no_record(content: bytes, theirs: bytes) -> None:
    others = answers.parse_lines(theirs).records
    with new_log(content) as log:
        answers.append_missing(log, others)
        assert log.read_bytes().startswith(content)
        found = as_lines(answers.read(log).records)
    assert set(found) == set(as_lines(answers.parse_lines(content).records)) | set(as_lines(others))


# Merge


SMALL_RECORDS = st.builds(
    Record,
    st.integers(0, 9).map(lambda number: f"2026-01-31T10:00:00.00{number}Z"),
    st.sampled_from(["item-1", "item-2", "item-3"]),
    st.sampled_from([1, 1.0, True, "1", None, [1], {"best": "a", "worst": "b"}]),
)


@st.composite
def two_logs(draw: st.DrawFn) -> tuple[list[Record], list[Record]]:
    """Two logs that share some records. No item has two answers at one time: append sees to that."""
    pool = draw(st.lists(SMALL_RECORDS, max_size=12, unique_by=lambda record: (record.time, record.item)))
    chosen = st.lists(st.sampled_from(pool), max_size=12) if pool else st.just([])
    return draw(chosen), draw(chosen)


def merged(mine: list[Record], theirs: list[Record]) -> list[Record]:
    return mine + answers.merge(mine, theirs)


def effect(records: list[Record]) -> dict[str, str]:
    return {item: record.line() for item, record in Log(records).latest().items()}


@given(mine=st.lists(SMALL_RECORDS))
def test_merging_a_log_with_itself_adds_nothing(mine: list[Record]) -> None:
    assert answers.merge(mine, mine) == []


@given(mine=st.lists(SMALL_RECORDS), theirs=st.lists(SMALL_RECORDS))
def test_merging_a_second_time_adds_nothing(mine: list[Record], theirs: list[Record]) -> None:
    assert answers.merge(merged(mine, theirs), theirs) == []


@given(logs=two_logs())
def test_merging_in_either_direction_makes_the_same_answers_count(logs: tuple[list[Record], list[Record]]) -> None:
    mine, theirs = logs
    assert effect(merged(mine, theirs)) == effect(merged(theirs, mine))


@given(mine=st.lists(SMALL_RECORDS), theirs=st.lists(SMALL_RECORDS))
def test_merge_loses_no_record_and_invents_none(mine: list[Record], theirs: list[Record]) -> None:
    assert set(as_lines(merged(mine, theirs))) == set(as_lines(mine)) | set(as_lines(theirs))


@given(mine=st.lists(SMALL_RECORDS), theirs=st.lists(SMALL_RECORDS))
def test_merge_adds_each_record_once_and_in_order(mine: list[Record], theirs: list[Record]) -> None:
    fresh = answers.merge(mine, theirs)
    assert len(set(as_lines(fresh))) == len(fresh)
    assert fresh == answers.in_order(fresh)


def test_answers_that_differ_only_in_type_are_both_kept() -> None:
    mine, theirs = [Record(TIME, "item-1", 1)], [Record(TIME, "item-1", True), Record(TIME, "item-1", 1.0)]
    assert as_lines(answers.merge(mine, theirs)) == as_lines(theirs)


def test_merge_into_the_file_adds_what_it_lacked_and_says_what(log: Path) -> None:
    mine = answers.append(log, "item-1", 1, TEN)
    new = Record(TIME, "item-2", 2)
    assert answers.append_missing(log, [new, mine]) == [new]
    assert answers.read(log).records == [mine, new]


def test_merge_into_the_file_a_second_time_adds_nothing(log: Path) -> None:
    theirs = [Record(TIME, "item-1", 1), Record(TIME, "item-2", 2)]
    answers.append_missing(log, theirs)
    before = log.read_bytes()
    assert answers.append_missing(log, theirs) == []
    assert log.read_bytes() == before


def test_merge_into_a_missing_file_makes_it(log: Path) -> None:
    answers.append_missing(log, [Record(TIME, "item-1", 1)])
    assert log.read_bytes() == line()


def test_merge_of_nothing_leaves_even_a_torn_line_as_it_was(log: Path) -> None:
    log.write_bytes(line() + b'{"v":1')
    answers.append_missing(log, [])
    assert log.read_bytes() == line() + b'{"v":1'


def test_merge_closes_a_torn_line(log: Path) -> None:
    log.write_bytes(line("item-1") + b'{"v":1')
    answers.append_missing(log, [Record(TIME, "item-2", 2)])
    assert log.read_bytes() == line("item-1") + b'{"v":1\n' + line("item-2", 2)


def test_older_answer_from_elsewhere_does_not_replace_a_newer_one(log: Path) -> None:
    answers.append(log, "item-1", "newer", TEN)
    answers.append_missing(log, [Record("2026-01-31T09:00:00.000Z", "item-1", "older")])
    assert answers.read(log).answers() == {"item-1": "newer"}


def test_merge_that_would_grow_beyond_what_can_be_read_adds_nothing(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log.write_bytes(line("item-1"))
    monkeypatch.setattr(answers.log, "MAX_LOG_BYTES", 2 * len(line("item-1")))
    with pytest.raises(NotSaved, match="it would grow beyond"):
        answers.append_missing(log, [Record(TIME, f"item-{number}", 1) for number in (2, 3)])
    assert log.read_bytes() == line("item-1")


def test_two_copies_of_a_log_carried_both_ways_end_up_with_the_same_answers(tmp_path: Path) -> None:
    laptop, browser = tmp_path / "laptop.jsonl", tmp_path / "browser.jsonl"
    answers.append(laptop, "item-1", "from the laptop", TEN)
    answers.append(browser, "item-1", "from the browser", TEN + timedelta(minutes=1))
    answers.append(laptop, "item-2", "from the laptop", TEN + timedelta(minutes=2))

    answers.append_missing(browser, answers.read(laptop).records)
    answers.append_missing(laptop, answers.read(browser).records)

    expected = {"item-1": "from the browser", "item-2": "from the laptop"}
    assert answers.read(laptop).answers() == expected
    assert answers.read(browser).answers() == expected
