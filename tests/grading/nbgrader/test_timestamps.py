"""When something was handed in, whatever stands where the time should stand."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, datetimes, sampled_from
from nbgrader.utils import parse_utc

from softskills.grading.nbgrader.timestamps import parse_time, read_time, submitted_at

TIME = datetime(2026, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    "text", ["2026-02-03 04:05:06.000000 UTC", " 2026-02-03 04:05:06\n", "2026-02-03 05:05:06 CET"]
)
def test_a_time_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "timestamp.txt").write_text(text, "utf-8")
    assert parse_time(text) == read_time(tmp_path) == submitted_at(tmp_path) == TIME


@given(datetimes(), booleans(), sampled_from([" UTC", "", " UTC+01:00", "Z"]))
def test_what_nbgrader_writes_is_read_as_nbgrader_reads_it(time: datetime, is_short: bool, zone: str) -> None:
    text = f"{time.replace(microsecond=0) if is_short else time}{zone}"
    try:
        known = parse_utc(text)
    except ValueError:
        known = None  # a year that this zone takes out of the calendar
    if known is not None:
        assert parse_time(text) == known


@pytest.mark.parametrize("text", ["", "at noon", "2026-99-99 04:05:06 UTC", "\0", "9" * 999])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no time"):
        parse_time(text)


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_no_time_may_have_been_noted(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "timestamp.txt").write_text(text, "utf-8")
    assert read_time(tmp_path) is None


@pytest.mark.parametrize(
    "make", [os.mkfifo, Path.mkdir, lambda file: file.symlink_to("/dev/zero"), lambda file: file.write_bytes(b"\xff")]
)
def test_what_cannot_be_read_is_said_and_stops_nothing(tmp_path: Path, make: object) -> None:
    make(tmp_path / "timestamp.txt")  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"timestamp\.txt|no time|utf-8"):
        read_time(tmp_path)
    assert submitted_at(tmp_path) is None
