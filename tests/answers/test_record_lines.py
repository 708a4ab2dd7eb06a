"""Page and Python read the log by the same rules: both go through one list of lines."""

from __future__ import annotations

import json

import pytest

from softskills import answers
from support.places import contract

LINES = contract("record_lines")


@pytest.mark.parametrize("line", LINES["kept"])
def test_python_keeps(line: str) -> None:
    record = answers.parse_record(line.encode("utf-8"))
    assert json.loads(record.line()) == json.loads(line)


@pytest.mark.parametrize("line", LINES["left out"])
def test_python_leaves_out(line: str) -> None:
    with pytest.raises(ValueError, match="it"):
        answers.parse_record(line.encode("utf-8", "surrogatepass"))
