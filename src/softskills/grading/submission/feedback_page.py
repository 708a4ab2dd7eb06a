"""The feedback page of one graded notebook of a quiz: the score, the scenes, what was written, and last the notebook.

It is one file, which asks for nothing, runs nothing, and is the same whoever has it made. What a learner typed stands
in it as text.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import mistune
from jinja2 import Environment
from nbformat.notebooknode import NotebookNode

from softskills.grading.quiz.plain import plain
from softskills.grading.submission.by_hand import texts_by_cell
from softskills.grading.submission.cell_settings import FOR_FEEDBACK, settings_of
from softskills.grading.submission.scores import ByRubric, Mark, NotebookScores
from softskills.phrases import typographic
from softskills.templates import environment


@dataclass(frozen=True)
class Scenes:
    """The review of the scenes with its mark. `review` is None in a notebook that was graded before there was one: then
    `printed` is all that it says.
    """

    mark: Mark
    comment: str | None
    review: dict[str, Any] | None
    printed: str


@dataclass(frozen=True)
class Task:
    """What is marked by itself: its texts, how it is marked, its mark and the comment.

    `marking` is HTML. `mark` is None where nobody marks it, `by_rubric` where it wasn't marked by criteria.
    """

    title: str
    texts: list[dict[str, str]]
    marking: str
    mark: Mark | None
    comment: str | None
    by_rubric: ByRubric | None = None


@dataclass
class Content:
    """What the page shows of a notebook, in its order."""

    scenes: list[Scenes] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    cells: list[NotebookNode] = field(default_factory=list)


def feedback_page(notebook: NotebookNode, scores: NotebookScores, names: dict[str, str]) -> str:
    """The page, as HTML. `names` are those of the student, the assignment and the notebook.

    Raises LookupError when the gradebook has no mark for a cell of the notebook.
    """
    content = content_of(notebook, scores)
    style, template = _style(), _templates().get_template("feedback.html")
    title = next((one.review["title"] for one in content.scenes if one.review), names["notebook"])
    return template.render(
        title=title,
        names=names,
        content=content,
        scores=scores,
        penalty=scores.late_penalty or 0,
        open_points=sum(mark.max_score for mark in scores.grades.values() if not mark.is_there),
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
    )


def content_of(notebook: NotebookNode, scores: NotebookScores) -> Content:
    """What a graded notebook and its marks have to show. A text belongs to the next cell that is marked by hand."""
    content, texts = Content(cells=list(notebook.cells)), texts_by_cell(notebook)
    for cell in notebook.cells:
        data, settings = cell.metadata.get(FOR_FEEDBACK, {}), settings_of(cell)
        if settings is None or not (settings.grade or settings.task):
            continue
        name = settings.grade_id
        mark, comment = _mark(scores, name), scores.comments.get(name)
        if not (settings.is_by_hand or settings.task):
            content.scenes.append(Scenes(mark, comment, data.get("review"), _printed(cell)))
            continue
        marking = _markdown(str(cell.source)) if settings.task else ""
        content.tasks.append(
            Task(_title(texts[name], content), texts[name], marking, mark, comment, scores.criteria.get(name))
        )
    if rest := texts.get(""):
        content.tasks.append(Task(_title(rest, content), rest, "", None, None))
    return content


def _title(texts: list[dict[str, str]], content: Content) -> str:
    named = [text["title"] for text in texts if text["title"]]
    return ", ".join(named) or f"Answer {len(content.tasks) + 1}"


def _mark(scores: NotebookScores, name: str) -> Mark:
    try:
        return scores.grades[name]
    except KeyError:
        raise LookupError(
            f"the gradebook has no mark for the cell {name!r} of this notebook. Grade the submission again, by "
            "`softskills grade` with --force"
        ) from None


def _printed(cell: NotebookNode) -> str:
    outputs: Iterator[Any] = (output for output in cell.get("outputs", []) if output.output_type == "stream")
    return "".join(str(output.text) for output in outputs)


@lru_cache(maxsize=64)  # a class has the same few
def _markdown(text: str) -> str:
    """What an instructor wrote, as HTML, with its headings below those of the page. Markup in it is text."""
    html = str(mistune.create_markdown(escape=True, plugins=["table"])(text))
    return re.sub(r"(</?h)([1-6])\b", lambda tag: f"{tag[1]}{min(int(tag[2]) + 1, 6)}", html)


def _paragraphs(text: str) -> list[str]:
    """A text that was typed, plain, as its paragraphs; their line ends are kept."""
    return [part for part in (part.strip("\n") for part in re.split(r"\n[ \t]*\n", plain(text))) if part.strip()]


def _points(number: float) -> str:
    """A number of points, to two decimals at most."""
    return f"{round(number, 2) + 0:g}".replace("-", "\N{MINUS SIGN}")


@lru_cache
def _style() -> str:
    return (files("softskills.grading.submission") / "html" / "feedback.css").read_text("utf-8")


@lru_cache
def _templates() -> Environment:
    made = environment("softskills.grading.submission")
    made.filters |= {"paragraphs": _paragraphs, "points": _points, "typographic": typographic}
    return made
