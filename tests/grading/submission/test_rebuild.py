"""Of a submitted notebook nothing survives but the text of answers marked by hand, and that is never markup."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from softskills.grading.quiz.plain import for_print
from softskills.grading.submission import rebuild as rebuilding
from softskills.grading.submission.cell_settings import FOR_FEEDBACK
from softskills.grading.submission.rebuild import MAX_NOTEBOOK_BYTES, rebuild

# A busy machine is no fault.
ASKED = "Your answer here."
FLAGS = {"grade": True, "solution": True, "task": False, "locked": False, "schema_version": 3, "points": 2}
LOCKED = {"grade": True, "solution": False, "task": False, "locked": True, "schema_version": 3, "points": 6}


def released() -> Any:
    cells = [
        new_markdown_cell("# A quiz"),
        new_code_cell("grade_quiz()", metadata={"nbgrader": LOCKED | {"grade_id": "grade"}}),
        new_markdown_cell(ASKED, metadata={"nbgrader": FLAGS | {"grade_id": "why"}}),
        new_code_cell("# Code.", metadata={"nbgrader": FLAGS | {"grade_id": "how"}}),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def submit(folder: Path, notebook: Any) -> Path:
    file = folder / "q.ipynb"
    file.write_text(json.dumps(notebook), "utf-8")
    return file


def test_a_notebook_that_nobody_touched_is_the_released_one(tmp_path: Path) -> None:
    assert rebuild(released(), submit(tmp_path, released())) == released()


def test_only_the_text_of_answers_survives(tmp_path: Path) -> None:
    mine = released()
    for cell in mine.cells:
        cell.metadata["tags"] = ["skip-execution", "remove-input"]
        cell.id = "x" * 5
        if cell.cell_type == "code":
            cell.outputs = [new_output("execute_result", {"text/plain": "6.0"})]
    mine.cells[1].source = "6.0"
    mine.cells[1].metadata.nbgrader.update(points=600, locked=False, schema_version=99)
    mine.cells[2].source = "Because."
    mine.cells[2]["attachments"] = {"a.svg": {"image/svg+xml": "<svg onload=alert(1)>"}}
    mine.cells[3].source = "import os"
    mine.cells.insert(0, new_code_cell("import evil"))
    mine.metadata = {"kernelspec": {"name": "evil", "display_name": "Evil"}, "widgets": {}}

    expected = released()
    expected.cells[2].source = "```text\nBecause.\n```"
    expected.cells[3].source = "import os"
    for number, typed in ((2, "Because."), (3, "import os")):
        expected.cells[number].metadata[FOR_FEEDBACK] = {"typed": typed}
    before = released()
    assert rebuild(before, submit(tmp_path, mine)) == expected
    assert before == released(), "the released notebook is as it was"
    nbformat.validate(expected)


def test_code_keeps_its_lines_and_what_is_too_long_is_cut(tmp_path: Path) -> None:
    mine = released()
    long_line = "if True:\n    x = 1" + " + 1" * 40
    mine.cells[2].source, mine.cells[3].source = "word " * 10_000, long_line + "\n\x1b[31m"

    cells = rebuild(released(), submit(tmp_path, mine)).cells

    assert cells[3].source == long_line
    assert "[The text goes on." in cells[2].source and len(cells[2].source) < 12_000


def test_of_two_cells_with_one_id_the_last_counts_as_in_nbgrader(tmp_path: Path) -> None:
    mine = released()
    for text in ("First.", "Second."):
        copy = deepcopy(mine.cells[2])
        copy.source = [text, "\n", "And more."]
        mine.cells.append(copy)

    assert rebuild(released(), submit(tmp_path, mine)).cells[2].source == "```text\nSecond.\nAnd more.\n```"


def test_a_cell_that_is_now_of_another_type_keeps_its_text(tmp_path: Path) -> None:
    mine = released()
    mine.cells[2].update(cell_type="code", source="Because.", outputs=[])

    cell = rebuild(released(), submit(tmp_path, mine)).cells[2]

    assert (cell.cell_type, cell.source) == ("markdown", "```text\nBecause.\n```")


def test_an_answer_that_is_gone_is_left_to_the_grader(tmp_path: Path) -> None:
    mine = released()
    del mine.cells[2:]

    cells = rebuild(released(), submit(tmp_path, mine)).cells

    said = "No answer was found in the notebook that was handed in: it has no cell for this answer."
    assert [cell.source for cell in cells[2:]] == [said, f"# {said}"]


def huge(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(MAX_NOTEBOOK_BYTES + 1)


def link(file: Path) -> None:
    other = file.with_name("other")
    other.write_text(json.dumps(released()), "utf-8")
    file.symlink_to(other)


def text(content: str | bytes) -> Callable[[Path], Any]:
    return lambda file: file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(
    ("plant", "why"),
    [
        (lambda file: None, "there is no such file"),
        (text(""), "it is not a notebook"),
        (text('{"cells": ['), "it is not a notebook"),
        (text('{"cells": ' + "[" * 200_000 + "]" * 200_000 + "}"), "it is not a notebook"),
        (text(b"\xff\xfe" + "{}".encode("utf-16-le")), "it is not UTF-8 text"),
        (huge, f"q.ipynb has {MAX_NOTEBOOK_BYTES + 1} bytes; at most {MAX_NOTEBOOK_BYTES} are read"),
        (link, "q.ipynb cannot be read: Too many levels of symbolic links"),
        (lambda file: file.symlink_to("/dev/zero"), "q.ipynb cannot be read: Too many levels of symbolic links"),
        (os.mkfifo, "q.ipynb is not a regular file, and was not read"),
        (lambda file: file.mkdir(), "q.ipynb is not a regular file, and was not read"),
        *((text(content), "it has no cell for this answer") for content in ("null", "[]", "7", '{"cells": {}}')),
        (text('{"cells": [null, {"metadata": []}, {"metadata": {"nbgrader": 7}, "source": "a"}]}'), "it has no cell"),
        (text('{"cells": [{"metadata": {"nbgrader": {"grade_id": "why"}}, "source": [1]}]}'), "it has no cell"),
        (text('{"cells": [{"metadata": {"nbgrader": {"grade_id": ["why"]}}, "source": "a"}]}'), "it has no cell"),
    ],
)
def test_whatever_was_handed_in_the_grader_is_told(tmp_path: Path, plant: Callable[[Path], Any], why: str) -> None:
    plant(tmp_path / "q.ipynb")

    notebook = rebuild(released(), tmp_path / "q.ipynb")

    assert f"in the notebook that was handed in: {why}" in notebook.cells[2].source
    assert notebook.cells[3].source == f"# {notebook.cells[2].source}"
    assert notebook.cells[:2] == released().cells[:2]


def test_without_such_an_answer_the_submitted_notebook_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "read_untrusted", None)
    notebook = released()
    del notebook.cells[2:]

    assert rebuild(notebook, tmp_path / "q.ipynb") == notebook


MARKUP = [
    "<script>alert(1)</script>",
    "```\n</code></pre><img src=x onerror=alert(1)>\n```",
    "````text\n```\n<b>bold</b>",
    "~~~\n<b>",
    "$$\n<img src=x onerror=alert(1)>\n$$",
    r"\begin{a}<img src=x>\end{a}",
    "[link](javascript:alert(1)) ![](https://example.org/x.png) <https://example.org>",
    "    indented\n\n- list\n# title\n| a | b |\n|---|---|\n",
    "&lt;b&gt; &amp; &#60;",
    "\x1b[31mred\x1b[0m\u202eright to left, half a character \ud800",
]
TO_PAGE = HTMLExporter(template_name="basic")
SIGNS = ["`" * 3, "`" * 9, "~" * 3, "\n", "\n\n", " ", "$", "$$", "</pre>", "<", ">", "\\", "a"]
pieces = st.sampled_from([*MARKUP, *SIGNS])


def test_a_text_stands_in_the_page_as_it_was_typed(tmp_path: Path) -> None:
    for typed in MARKUP:
        assert_inert(tmp_path, typed)


@given(st.lists(pieces, max_size=12).map("".join) | st.text(max_size=40))
@example("`" * 12)
def test_no_text_becomes_markup(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    assert_inert(tmp_path_factory.getbasetemp(), typed)


def assert_inert(folder: Path, typed: str) -> None:
    mine = released()
    mine.cells[2].source = mine.cells[3].source = typed
    notebook = rebuild(released(), submit(folder, mine))
    page, _ = TO_PAGE.from_notebook_node(new_notebook(cells=notebook.cells[2:]))
    tree = BeautifulSoup(page, "html.parser")
    assert {tag.name for tag in tree.find_all()} <= {"div", "pre", "code", "span"}
    assert {name for tag in tree.find_all() for name in tag.attrs} <= {"class", "id"}
    shown = tree.select_one(".text_cell_render, .jp-RenderedMarkdown")
    assert shown is not None
    assert " ".join(for_print(typed).split()) in " ".join(shown.get_text().split())
