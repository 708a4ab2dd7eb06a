"""Notebooks run without a kernel: the same outputs as with one, apart from each other, and a failure names its cell."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from sphinx.errors import ExtensionError

from softskills.publishing.execution import CellFailed, fill_in_outputs, run
from softskills.widgets import PUBLISHED_TYPE, PUBLISHING
from support.places import LESSON, ROOT

SECONDS = 60

MIXED = [
    "from IPython.display import display\nimport sys\nprint('one')\ndisplay({'two': 2})\nprint('three')\n4",
    "print('to stderr', file=sys.stderr)\n_ + 1",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "get_ipython().run_line_magic('precision', '2')\n3.14159",
    "!echo from the shell",
    "x = 1",
]


def cells(*codes: str) -> list[dict[str, Any]]:
    return [{"id": f"cell-{number}", "source": code} for number, code in enumerate(codes)]


def ran(*codes: str) -> list[dict[str, Any]]:
    made = cells(*codes)
    run(made, SECONDS)
    return made


def text(cell: dict[str, Any]) -> str:
    """All that a cell put out, as text."""
    return "".join(out.get("text") or out["data"]["text/plain"] for out in cell["outputs"])


def by_a_kernel(notebook: nbformat.NotebookNode, folder: Path) -> list[nbformat.NotebookNode]:
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


# As with a kernel


def test_a_lesson_gets_the_outputs_that_a_kernel_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBLISHING, "1")
    notebook = nbformat.read(ROOT / f"{LESSON}.ipynb", as_version=4)
    ours = json.loads(json.dumps([cell for cell in notebook.cells if cell.cell_type == "code"]))
    run(ours, SECONDS)
    theirs = by_a_kernel(notebook, tmp_path)
    assert [cell["outputs"] for cell in ours] == [cell.outputs for cell in theirs]
    assert [cell["execution_count"] for cell in ours] == [cell.execution_count for cell in theirs]
    assert sum(PUBLISHED_TYPE in out.get("data", {}) for cell in ours for out in cell["outputs"]) >= 5


def test_text_figures_and_magics_come_out_as_from_a_kernel(tmp_path: Path) -> None:
    theirs = by_a_kernel(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in MIXED]), tmp_path)
    ours = ran(*MIXED)
    assert [cell["execution_count"] for cell in ours] == [cell.execution_count for cell in theirs]
    assert [list(map(plain, cell["outputs"])) for cell in ours] == [list(map(plain, c.outputs)) for c in theirs]


def test_figures_come_out_also_when_the_build_has_imported_matplotlib() -> None:
    import matplotlib.figure  # noqa: F401

    [cell] = ran("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert "image/png" in cell["outputs"][0]["data"]


def plain(output: dict[str, Any]) -> dict[str, Any]:
    """An output without what differs from run to run: a picture's bytes, and how a terminal ends its lines."""
    data = {kind: kind if kind == "image/png" else value for kind, value in output.get("data", {}).items()}
    return {**output, "data": data, "metadata": {}, "text": output.get("text", "").replace("\r\n", "\n")}


# Apart from each other


def test_a_notebook_leaves_no_trace_in_the_build_or_in_the_next(tmp_path: Path) -> None:
    before = (Path.cwd(), dict(os.environ), set(sys.modules), sys.stdout, sys.displayhook)
    [cell] = ran(
        "import os, sys, types\nos.environ['LEFT'] = 'x'\nsys.modules['left'] = types.ModuleType('left')\n"
        "left = 1\nopen('left.txt', 'w').close()\nos.getcwd()"
    )
    assert before == (Path.cwd(), dict(os.environ), set(sys.modules), sys.stdout, sys.displayhook)
    assert not Path(cell["outputs"][0]["data"]["text/plain"].strip("'")).exists()
    again = "import os, sys\nprint('LEFT' in os.environ, 'left' in sys.modules, 'left' in globals(), os.listdir())"
    assert text(ran(again)[0]) == "False False False []\n"


def test_cells_of_one_notebook_share_a_session() -> None:
    assert text(ran("a = 20", "a + 1", "_ * 2")[2]) == "42"


# A cell that fails


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def f():\n    return 1 / 0\nf()", ["line 2, in f", "ZeroDivisionError: division by zero"]),
        ("x = (", ["SyntaxError"]),
        ("import sys\nsys.exit(1)", ["SystemExit: 1"]),
        ("raise KeyboardInterrupt", ["KeyboardInterrupt"]),
        ("input()", ["EOFError"]),
        ("import os\nos._exit(0)", ["it ended Python"]),
    ],
)
def test_a_cell_that_fails_is_named_and_those_after_it_do_not_run(code: str, words: list[str]) -> None:
    made = cells("1", code, "2")
    with pytest.raises(CellFailed) as failure:
        run(made, SECONDS)
    assert str(failure.value).startswith("cell cell-1: it ")
    for word in words:
        assert word in str(failure.value)
    assert text(made[0]) == "1"
    assert "outputs" not in made[2]


def test_a_cell_without_end_is_stopped_and_named() -> None:
    with pytest.raises(CellFailed, match="cell cell-1: it did not end within 1 seconds"):
        run(cells("1", "while True: pass"), 1)


# In the build


def read(tmp_path: Path, name: str, content: str, mode: str = "off") -> str:
    """What Sphinx goes on with after reading a file."""
    environment = SimpleNamespace(doc2path=lambda docname: str(tmp_path / name))
    config = SimpleNamespace(nb_execution_mode=mode, nb_execution_timeout=SECONDS)
    source = [content]
    fill_in_outputs(SimpleNamespace(env=environment, config=config, srcdir=tmp_path), "page", source)  # type: ignore[arg-type]
    return source[0]


def notebook(*codes: str) -> str:
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])))


def test_outputs_are_valid_in_a_notebook_also_when_they_are_bytes(tmp_path: Path) -> None:
    picture = "class Picture:\n    def _repr_png_(self):\n        return b'\\x89PNG'\nPicture()"
    filled = nbformat.reads(read(tmp_path, "n.ipynb", notebook(picture, "print('x')")), as_version=4)
    nbformat.validate(filled)
    assert filled.cells[0].outputs[0].data["image/png"] == "iVBORw=="


def test_a_failure_names_the_notebook(tmp_path: Path) -> None:
    words = r"notebooks/n\.ipynb, cell [0-9a-f]+: it raised an error\n(.*\n)+.*ZeroDivisionError"
    with pytest.raises(ExtensionError, match=words):
        read(tmp_path, "notebooks/n.ipynb", notebook("1/0"))


def test_pages_of_prose_and_notebooks_left_to_a_kernel_stay_as_they_are(tmp_path: Path) -> None:
    assert read(tmp_path, "page.md", "# Page") == "# Page"
    content = notebook("1/0")
    assert read(tmp_path, "n.ipynb", content, mode="force") == content
