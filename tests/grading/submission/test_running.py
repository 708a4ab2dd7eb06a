"""The instructor's cells run as in a kernel, and what is no number of points is the instructor's error."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from softskills.grading.submission.cells import InstructorError, KeysMissing, grade_quiz, grading
from softskills.grading.submission.running import run_grade_cells
from support.small_quiz import KEYS, QUIZ, pick, save


def locked(source: str, name: str = "cell", **settings: Any) -> Any:
    flags = {"grade": False, "solution": False, "task": False, "locked": True, "schema_version": 3, "grade_id": name}
    return new_code_cell(source, metadata={"nbgrader": flags | settings})


def run(*cells: Any) -> list[list[dict[str, Any]]]:
    """The outputs of each cell, as plain data."""
    notebook = new_notebook(cells=list(cells))
    run_grade_cells(notebook)
    return [cell.outputs for cell in notebook.cells]


def result(shown: str, count: int) -> dict[str, Any]:
    data = {"data": {"text/plain": shown}, "metadata": {}}
    return {"output_type": "execute_result", "execution_count": count, **data}


def printed(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_cells_print_and_end_in_a_value_as_in_a_kernel() -> None:
    cells = [
        locked("import math\nx = 2"),
        locked("print('a')\nprint(x)\nx + 1"),
        locked("None"),
        locked("for i in range(2):\n    print(i)"),
        locked("math.sqrt(4);"),
        locked("# only a comment"),
        locked(""),
    ]
    assert run(*cells) == [
        [],
        [printed("a\n2\n"), result("3", 2)],
        [],
        [printed("0\n1\n")],
        [result("2.0", 5)],
        [],
        [],
    ]


@pytest.mark.parametrize(("source", "shown"), [("2", "2.0"), ("0.1 + 0.2", "0.30000000000000004"), ("6.0", "6.0")])
def test_a_grade_cell_gives_a_plain_number(source: str, shown: str) -> None:
    assert run(locked(source, grade=True, points=6)) == [[result(shown, 1)]]


NO_POINTS = ["None", "True", "'6'", "-0.5", "6.01", "x = 6.0", "", "[6.0]", "import numpy\nnumpy.float64(6)"]


@pytest.mark.parametrize("source", [*NO_POINTS, "float('nan')", "float('inf')"])
def test_what_nbgrader_would_give_all_points_for_is_refused(source: str) -> None:
    with pytest.raises(InstructorError, match=r"'grade' must end in a number from 0 to 6.*not the learner's fault"):
        run(locked(source, "grade", grade=True, points=6))


@pytest.mark.parametrize("source", ["1 / 0", "x =", "import nothing_of_this_name", "raise SystemExit", "%time 1"])
def test_a_cell_that_fails_is_named(source: str) -> None:
    with pytest.raises(InstructorError, match=r"'cell-7' failed, which is not the learner's fault\. \w+"):
        run(locked(source, "cell-7"))


def test_only_what_is_locked_runs() -> None:
    learners = [
        new_code_cell("1 / 0"),
        locked("1 / 0", locked=False),
        locked("1 / 0", locked=False, solution=True),
        locked("1 / 0", solution=True, grade=True, points=1),
        new_markdown_cell("1 / 0"),
    ]
    notebook = new_notebook(cells=[*learners, locked("7")])

    run_grade_cells(notebook)

    assert notebook.cells[-1].execution_count == 1
    assert all(not cell.get("outputs") for cell in learners)


def test_notebooks_do_not_share_names() -> None:
    run(locked("x = 1"))
    with pytest.raises(InstructorError, match="NameError: name 'x'"):
        run(locked("x"))


@pytest.mark.parametrize(
    "source",
    [
        "from softskills import scenario, reflection as r\nscenario('a')\nr('b')",
        "from softskills import *\nprogress()",
    ],
)
def test_widgets_are_not_loaded(source: str) -> None:
    program = (
        "import sys\nfrom nbformat.v4 import *\nfrom softskills.grading.submission.running import run_grade_cells\n"
        f"settings = {locked('').metadata.nbgrader!r}\n"
        f"cell = new_code_cell({source!r}, metadata={{'nbgrader': settings}})\n"
        "run_grade_cells(new_notebook(cells=[cell]))\n"
        "print(cell.outputs, {'softskills.widgets', 'ipywidgets', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[] set()\n", done.stderr


# Which folders the cells of a quiz read


@pytest.fixture
def folders(tmp_path: Path) -> Callable[..., Any]:
    """A block in which ann's submission is graded; what she handed in beside her answers is not what it seems."""
    source, keys, submission = tmp_path / "source", tmp_path / "keys", tmp_path / "ann"
    for folder in (source, keys, submission):
        folder.mkdir()
    (source / "quiz.yml").write_text(yaml.safe_dump(QUIZ.model_dump()), "utf-8")
    (keys / "q.yml").write_text(yaml.safe_dump(KEYS.model_dump()), "utf-8")
    (submission / "quiz.yml").write_text("quiz: of my own\n", "utf-8")
    (submission / "softskills.py").write_text("1 / 0", "utf-8")
    save(submission, s_1=pick("a", "d"), text={"text": "By Ann."})
    return lambda: grading(source, submission, keys)


def test_the_named_folders_are_read_wherever_this_is_run(
    folders: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "ann")
    monkeypatch.setenv("SOFTSKILLS_KEYS", "nowhere")
    cells = [
        locked("from softskills.grading import grade_quiz, show_reflection"),
        locked("grade_quiz()", grade=True, points=6),
        locked("show_reflection('text')"),
    ]
    with folders():
        _, graded, text = run(*cells)

    assert graded[1] == result("2.0", 2)
    assert "Total: 2 of 6 points." in graded[0]["text"] and "By Ann." in text[0]["text"]


def test_keys_are_read_again_when_they_change(folders: Callable[..., Any], tmp_path: Path) -> None:
    keys = tmp_path / "keys" / "q.yml"
    with folders():
        assert grade_quiz() == 2.0
        content = keys.read_text("utf-8")
        keys.unlink()
        with pytest.raises(KeysMissing):
            grade_quiz()
        keys.write_text(content.replace("a: 5", "a: 1").replace("d: 1", "d: 5"), "utf-8")
        assert grade_quiz() == 0.0


def test_after_the_block_the_current_folder_counts_again(
    folders: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    with pytest.raises(RuntimeError, match="stopped"), folders():
        raise RuntimeError("stopped")
    monkeypatch.chdir(tmp_path / "source")

    assert grade_quiz() == 0.0
    assert "You have answered 0 of 3 scenarios." in capsys.readouterr().out
