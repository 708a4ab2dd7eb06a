"""How text is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softskills.phrases import typographic
from softskills.widgets.html import typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"It\'s fine," she says. "I\'d wait."', "“It’s fine,” she says. “I’d wait.”"),
        ("He writes: \"She said 'no', and left.\"", "He writes: “She said ‘no’, and left.”"),
        ("\"'No' is an answer,\" he says.", "“‘No’ is an answer,” he says."),
        ("The depots' sheets from the '90s", "The depots’ sheets from the ’90s"),
        ('They..." Then ("so") he stops-- "', "They…” Then (“so”) he stops-- ”"),
        ('"I thought—" and "no"', "“I thought—” and “no”"),
        ("„Schon gut“, sagt sie.", "„Schon gut“, sagt sie."),
        ("", ""),
    ],
)
def test_marks_are_those_of_print(typed: str, printed: str) -> None:
    assert typographic(typed) == printed


@given(st.text(alphabet="ab \"'.-(“”‘’9\n"))
def test_what_is_set_stays(text: str) -> None:
    once = typographic(text)
    assert typographic(once) == once
    assert not set(once) & {"'", '"'}


def test_all_that_a_widget_shows_is_set_but_a_drawing() -> None:
    drawing = '<svg width="1">it\'s</svg>'
    content = {"it's": ["it's", ("it's", 1, None, True)], "chart": drawing}
    assert typeset(content) == {"it's": ["it’s", ["it’s", 1, None, True]], "chart": drawing}
