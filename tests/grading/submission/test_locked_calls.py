"""Locked cells are read as data: a call that a quiz may have is found, all else is refused, and nothing is run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from softskills.grading.submission.locked_calls import MAX_SOURCE, Call, read_locked_cells
from support.small_course import locked

IMPORTS = locked(
    "from softskills import scenario, rating\nfrom softskills.grading import grade_quiz, show_reflection", "imports"
)


def calls(*cells: Any) -> list[Call | None]:
    """What cells call, after one that imports."""
    found, faults = read_locked_cells([IMPORTS, *cells])
    assert faults == []
    return [cell.call for cell in found[1:]]


@pytest.mark.parametrize(
    ("source", "call"),
    [
        ("grade_quiz()", Call("grade_quiz")),
        ("from softskills.grading import grade_quiz\n\ngrade_quiz()", Call("grade_quiz")),
        ("# First this.\ngrade_quiz()  # and nothing more\n\n# at all", Call("grade_quiz")),
        ('show_reflection("text")', Call("show_reflection", ("text",))),
        ('scenario("é")   ', Call("scenario", ("é",))),
        ("scenario(\n    'a'\n)", Call("scenario", ("a",))),
        ('rating("empathy", moment="now")', Call("rating", ("empathy", "now"))),
        ("from softskills import progress\nprogress()", Call("progress")),
        ("from softskills import reflection", None),
        ("# grade_quiz()", None),
        ("", None),
    ],
)
def test_a_call_is_read(source: str, call: Call | None) -> None:
    assert calls(locked(source)) == [call]


OTHER_CODE = [
    ("x = 6.0", "holds other code, `x = 6.0` in line 1"),
    ("6.0", "ends in something else than a call, `6.0` in line 1"),
    ("grade_quiz", "ends in something else than a call"),
    ("grade_quiz()\ngrade_quiz()", "holds other code, `grade_quiz()` in line 1"),
    ("grade_quiz() + 1", "ends in something else than a call"),
    ("grade_quiz();", "must end in its call"),
    ("grade_quiz() ; # quiet", "must end in its call"),
    ("(grade_quiz())", "must end in its call"),
    ("grade_quiz(1)", "calls grade_quiz() with arguments"),
    ("grade_quiz(quiz_file='mine.yml')", "calls grade_quiz() with arguments"),
    ("grade_quiz(*[])", "with something else than plain values"),
    ("grade_quiz(**{})", "with something else than plain values"),
    ("show_reflection()", "must name one written task"),
    ("show_reflection(7)", "must name one written task"),
    ("show_reflection('a', 'b')", "must name one written task"),
    ("show_reflection(item_id='a')", "must name one written task"),
    ("scenario(open('x'))", "with something else than plain values"),
    ("scenario(f'{1}')", "with something else than plain values"),
    ("__import__('os').getcwd()", "ends in something else than a call"),
    ("softskills.grading.grade_quiz()", "ends in something else than a call"),
    ("(lambda: 6.0)()", "ends in something else than a call"),
    ("await grade_quiz()", "ends in something else than a call"),
    ("open('ran', 'w')", "calls open(), which no locked cell imports before"),
    ("plan('a')", "Add above it: from softskills import plan"),
    ("import os\ngrade_quiz()", "holds other code, `import os` in line 1"),
    ("import softskills", "holds other code"),
    ("from os import system\nsystem('touch ran')", "imports something else than the course's own names"),
    ("from softskills import scoring\nscenario('a')", "imports something else"),
    ("from softskills import *\nscenario('a')", "imports something else"),
    ("from softskills.grading import grade_quiz as scenario\nscenario()", "imports something else"),
    ("from .softskills import scenario", "imports something else"),
    ("from __future__ import annotations", "imports something else"),
    ("'text'\ngrade_quiz()", "holds other code"),
    ("if True:\n    grade_quiz()", "holds other code, `if True:` in line 1"),
    ("def grade_quiz(): return 6.0", "holds other code"),
    ("%time grade_quiz()", "is not plain Python"),
    ("!touch ran", "is not plain Python"),
    ("grade_quiz(", "is not plain Python"),
    ("grade_quiz()\0", "is not plain Python"),
    ("(" * 5_000, "is not plain Python"),
    ("#" * (MAX_SOURCE + 1), f"has {MAX_SOURCE + 1:,} characters"),
]


@pytest.mark.parametrize(("source", "said"), OTHER_CODE)
def test_other_code_is_refused_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)

    found, [fault] = read_locked_cells([IMPORTS, locked(source, "cell-7")])

    assert fault.startswith("the locked cell 'cell-7' ") and said in fault
    assert [cell.settings.grade_id for cell in found] == ["imports"]
    assert list(tmp_path.iterdir()) == []


def test_what_is_refused_is_told_with_what_to_do() -> None:
    _, [fault] = read_locked_cells([locked("half = 0.5", "half")])

    assert fault == (
        "the locked cell 'half' holds other code, `half = 0.5` in line 1. Locked cells of a quiz are read, and never "
        "run: leave in it import lines `from softskills... import ...`, and at its end one call such as "
        'scenario("id"). Other code belongs into a cell that is not locked, or into an assignment without a quiz.yml.'
    )


def test_only_what_is_locked_is_read() -> None:
    learners = [
        new_code_cell("1 / 0"),
        locked("1 / 0", "a", locked=False),
        locked("1 / 0", "b", solution=True, grade=True, points=1),
        new_markdown_cell("1 / 0", metadata=locked("", "text").metadata),
    ]

    found, faults = read_locked_cells([IMPORTS, *learners, locked('scenario("a")', "last")])

    assert faults == []
    assert [(cell.index, cell.settings.grade_id) for cell in found] == [(0, "imports"), (5, "last")]


def test_a_name_must_be_imported_by_a_locked_cell_before() -> None:
    learners = new_code_cell("from softskills.grading import grade_quiz")

    _, [fault] = read_locked_cells([learners, locked("grade_quiz()"), IMPORTS])

    assert "calls grade_quiz(), which no locked cell imports before" in fault


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (locked("", "a", schema_version=2), "'a' has nbgrader settings of version 2"),
        (locked("", "a", schema_version="3"), "'a' has nbgrader settings of version '3'"),
        (locked("", ""), "has no grade_id"),
        (locked("", "a", locked="yes"), "neither true nor false"),
        (locked("", "a", grade=True, points="6"), "is worth '6'"),
        (locked("", "a", grade=True, points=float("nan")), "is worth nan"),
        (locked("", "a", grade=True, points=-1), "is worth -1"),
        (locked("", "imports"), "two cells have the grade_id 'imports'"),
        (locked("", "a", solution=True), "is an 'Autograded answer'"),
        (new_markdown_cell("", metadata=locked("", "a", grade=True).metadata), "and is no code cell"),
        (new_code_cell("", metadata={"nbgrader": [3]}), "its nbgrader settings are no settings"),
    ],
)
def test_settings_that_are_none_are_refused(cell: Any, said: str) -> None:
    _, [fault] = read_locked_cells([IMPORTS, cell])

    assert said in fault
