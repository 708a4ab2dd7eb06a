"""What a notebook shows of a widget when no kernel runs it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter

from softskills.items import Practice, PracticeStory, SayFirst, data_folder, load_bank
from softskills.widgets import CalibrationWidget, CourseWidget, ProgressWidget, widget_for
from softskills.widgets.course_widget import AT_REST
from softskills.widgets.html import typeset
from support.places import ROOT

VIEW = "application/vnd.jupyter.widget-view+json"
BANK = load_bank(data_folder())
KINDS: dict[str, Any] = {item.kind: item for item in BANK.items.values()}


def told(widget: CourseWidget) -> list[str]:
    """What a widget tells only once it was answered: texts of its key, and others' sentences."""

    def texts(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [text for one in inner for text in texts(one)]

    feedback = widget.content.get("feedback") or {}
    samples = widget.content["item"].get("samples", [])
    return [text for text in texts([feedback.get("text", {}), samples]) if len(text) > 20]


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_readable_and_tells_nothing_before_it_was_answered(kind: str) -> None:
    item = KINDS[kind]
    widget = widget_for(item, None)
    html = widget.at_rest()
    text = html.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    assert typeset(item.title) in text
    assert text.endswith("<p><em>Press ▶▶ to answer.</em></p></div>")
    secrets = told(widget)
    assert bool(secrets) == isinstance(item, Practice | PracticeStory | SayFirst)
    assert [secret for secret in secrets if secret in text] == []
    assert "<details" not in html
    assert "<a " not in html


def test_what_only_looks_back_says_how_to_see_it() -> None:
    see = f'<div class="{AT_REST}"><p><em>Press ▶▶ to see it.</em></p></div>'
    assert [CalibrationWidget(BANK, None).at_rest(), ProgressWidget(BANK, None).at_rest()] == [see, see]


def test_a_widget_is_saved_with_its_question_and_other_viewers_show_that(tmp_path: Path) -> None:
    widget = widget_for(KINDS["choose"], tmp_path / "answers.jsonl")
    data, _ = widget._repr_mimebundle_()
    assert set(data) == {VIEW, "text/html", "text/plain"}
    output = nbformat.v4.new_output("display_data", data)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert f'<div class="{AT_REST}"><p><strong>' in page


def test_the_extension_looks_for_the_class_that_the_kernel_writes() -> None:
    script = (ROOT / "src/softskills/labextension/code/at_rest.js").read_text("utf-8")
    assert f'const AT_REST = "{AT_REST}";' in script


def test_a_notebook_that_is_graded_holds_no_question_at_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    widget = widget_for(KINDS["choose"], tmp_path / "answers.jsonl")
    monkeypatch.setitem(os.environ, "NBGRADER_EXECUTION", "autograde")
    assert set(widget._repr_mimebundle_()) == {"text/plain"}
