"""From an original notebook to a laid one: pure, notebook in and notebook out."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest

from softskills.desk.cells import call_in, standing_alone
from softskills.desk.lesson import Way, lay, substance, title_of, written
from softskills.desk.prose import Work, for_lab

NAMES = {"rain": "01-rain.ipynb", "snow": "02-snow.ipynb"}
WORKS = {
    "weger-2014": Work("Weger et al.", "2014", "https://doi.org/10.1/x"),
    "zell-2014": Work("Zell and Krizan", "2014", ""),
}


def text(source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": f"t{len(source)}", "metadata": {"tags": [*tags]}, "source": source}


def code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"c{len(source)}",
        "metadata": {"tags": ["remove-input"]},
        "source": source.splitlines(keepends=True),
        "outputs": [],
        "execution_count": None,
    }


ORIGINAL = {
    "cells": [
        text("# Rain\n\nSee [Snow](snow.ipynb#cold)."),
        text("Run everything first.", "lab-only"),
        text("For the web.", "web-only"),
        code("from softskills import pair, scenario"),
        text("For JupyterLab.", "lab-only"),
        code('scenario("rain-01")'),
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def laid(original: dict[str, Any] = ORIGINAL, **more: Any) -> dict[str, Any]:
    def shown(source: str) -> str:
        return f"<p>Asked: {source}</p>"

    values = {"before": None, "after": Way("02-snow.ipynb", "Snow")} | more
    return lay(original, NAMES, WORKS, shown, **values)


def sources(notebook: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_a_laid_lesson_is_sound_and_without_what_is_for_the_web_or_done_by_itself() -> None:
    nbformat.validate(nbformat.reads(written(laid()), as_version=4))
    assert laid(page="rain")["metadata"]["softskills"] == {"page": "rain"}
    assert sources(laid())[:3] == [
        "# Rain\n\nSee [Snow](02-snow.ipynb#cold).",
        "For JupyterLab.",
        'from softskills import scenario\nscenario("rain-01")',
    ]


def test_nothing_can_be_deleted_or_changed_by_a_key_and_code_is_folded() -> None:
    for cell in laid(card="f()")["cells"]:
        assert (cell["metadata"]["deletable"], cell["metadata"]["editable"]) == (False, False)
        assert cell["metadata"].get("jupyter") == ({"source_hidden": True} if cell["cell_type"] == "code" else None)


def test_a_question_stands_below_its_cell_until_it_is_run() -> None:
    asked, card = [cell for cell in laid(card="f()")["cells"] if cell["cell_type"] == "code"]
    for cell, html in ((asked, '<p>Asked: scenario("rain-01")</p>'), (card, "<p>Asked: f()</p>")):
        (output,) = cell["outputs"]
        assert "".join(output["data"]["text/html"]) == html
        assert cell["execution_count"] is None


@pytest.mark.parametrize(
    ("before", "after", "links"),
    [
        (None, None, "[All lessons](00-start.ipynb)"),
        (Way("a.ipynb", "A"), None, "[← A](a.ipynb) &nbsp;·&nbsp; [All lessons](00-start.ipynb)"),
        (None, Way("b.ipynb", "B"), "[All lessons](00-start.ipynb) &nbsp;·&nbsp; [B →](b.ipynb)"),
    ],
)
def test_a_lesson_ends_in_the_ways_on(before: Way | None, after: Way | None, links: str) -> None:
    assert sources(laid(before=before, after=after))[-1] == f"---\n\n{links}"


@pytest.mark.parametrize(
    ("written_as", "shown_as"),
    [
        ("so {cite:p}`weger-2014`.", "so ([Weger et al., 2014](https://doi.org/10.1/x))."),
        (
            "so {cite:p}`weger-2014,zell-2014`.",
            "so ([Weger et al., 2014](https://doi.org/10.1/x); Zell and Krizan, 2014).",
        ),
        ("{cite:t}`weger-2014` say", "[Weger et al. (2014)](https://doi.org/10.1/x) say"),
        ("{cite:t}`zell-2014` say", "Zell and Krizan (2014) say"),
        ("so {cite:p}`unknown-1999`.", "so (unknown-1999)."),
        ("[Snow](snow.ipynb)", "[Snow](02-snow.ipynb)"),
        ("[Privacy](../book/privacy.md)", "*Privacy* (in the book)"),
        ("[gone](hail.ipynb)", "*gone* (in the book)"),
        ("![A hive](../data/hive.svg)", "*A hive*"),
        ("[us](https://example.org/snow.ipynb)", "[us](https://example.org/snow.ipynb)"),
        ("[above](#rain)", "[above](#rain)"),
        ("(the-rain)=\n## Rain", "## Rain"),
    ],
)
def test_links_and_citations(written_as: str, shown_as: str) -> None:
    assert for_lab(written_as, NAMES, WORKS) == shown_as


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ('"It\'s late," she says.', "“It’s late,” she says."),
        ('*"Now?"* and **"So."**', "*“Now?”* and **“So.”**"),
        ('<summary>"What\'s left"</summary>', "<summary>“What’s left”</summary>"),
        ('Say `print("it\'s")` and <a href="x">"go"</a>.', 'Say `print("it\'s")` and <a href="x">“go”</a>.'),
        ('```\nsay "no"\n```', '```\nsay "no"\n```'),
        ("„Erst fragen“, sagt sie.", "„Erst fragen“, sagt sie."),
    ],
)
def test_prose_is_set_as_in_the_questions_beside_it(typed: str, set_as: str) -> None:
    assert for_lab(typed, NAMES, WORKS) == set_as


@pytest.mark.parametrize(
    ("cells", "alone"),
    [
        (["from m import a, b", "a(b)"], [None, "from m import a\nfrom m import b\na(b)"]),
        (["from m import a\na(1)", "a(2)"], ["from m import a\na(1)", "from m import a\na(2)"]),
        (["import m.n as x\nimport p.q", "x(p)"], [None, "import p.q\nimport m.n as x\nx(p)"]),
        (["from m import a as z", "z()"], [None, "from m import a as z\nz()"]),
        (["from m import a", "%matplotlib inline", "print(1)"], [None, "%matplotlib inline", "print(1)"]),
    ],
)
def test_each_code_cell_brings_its_imports(cells: list[str], alone: list[str | None]) -> None:
    assert standing_alone(cells) == alone


@pytest.mark.parametrize(
    ("source", "call"),
    [
        ('scenario("a", first_try=True)', ("scenario", ["a"], {"first_try": True})),
        ("x = 1\nprofile()", ("profile", [], {})),
        ("scenario(name)", None),
        ("scenario(**more)", None),
        ("a.scenario('x')", None),
        ("1 +", None),
        ("", None),
    ],
)
def test_the_call_of_a_cell(source: str, call: object) -> None:
    assert call_in(source) == call


def test_what_running_and_saving_change_is_not_the_substance() -> None:
    before, after = laid(), laid()
    cell = next(cell for cell in after["cells"] if cell["cell_type"] == "code")
    cell |= {"outputs": [], "execution_count": 3, "id": "other"}
    cell["metadata"]["collapsed"] = True
    after["cells"].append(code(""))
    after["metadata"]["widgets"] = {}
    assert substance(written(before)) == substance(written(after)) != None  # noqa: E711 - both are a checksum


@pytest.mark.parametrize("at", range(len(laid()["cells"])))
def test_any_other_text_is_another_substance(at: int) -> None:
    changed = laid()
    changed["cells"][at]["source"] = [*changed["cells"][at]["source"], "x"]
    assert substance(written(changed)) != substance(written(laid()))


def test_another_order_is_another_substance() -> None:
    changed = laid()
    changed["cells"].reverse()
    assert substance(written(changed)) != substance(written(laid()))


@pytest.mark.parametrize("broken", ["", "no JSON", "[]", "{}", '{"cells": 3}', '{"cells": [{}]}', "[" * 100_000])
def test_what_is_no_notebook_has_no_substance(broken: str) -> None:
    assert substance(broken) is None


def test_the_title_is_the_first_main_heading() -> None:
    assert title_of(ORIGINAL) == "Rain"
    assert title_of(json.loads('{"cells": []}')) == ""
