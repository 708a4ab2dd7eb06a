"""The page: prose and questions in the order of the assignment, with the script and the style within it.

Its policy lets nothing in and nothing out: of scripts and styles only the two that stand in it, by their hashes, and no
request to anyone. So what a learner typed stays in the browser until they save the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files

from softskills.frontend import assemble
from softskills.frontend.smaller import smaller_script, smaller_style
from softskills.items import Reflection, Scenario, Story
from softskills.phrases import typographic
from softskills.publishing import theme
from softskills.publishing.assignment_page.prose import prose
from softskills.publishing.islands import island
from softskills.publishing.site.policy import hash_of
from softskills.widgets import widget_for
from softskills.widgets.html import environment

MAX_BYTES = 150_000
"""What a page is to have at most: a mail or a slow phone is to carry it."""

Part = str | Scenario | Story | Reflection
"""What the page shows: Markdown, or something that is asked."""

_TEMPLATES = environment("softskills.publishing", "assignment_page/html")


def page_of(
    title: str, name: str, course: str, parts: Sequence[Part], due: datetime | None = None, language: str = "en-GB"
) -> str:
    """The page, as HTML, of the assignment `name`, with what it shows in order. `course` keeps its answers apart from
    those of another course. `due` is in UTC, without saying so. `language` is that of the questions.
    """
    shown = [part if isinstance(part, str) else widget_for(part, None) for part in parts]
    names = [one.front_end for one in shown if not isinstance(one, str)]
    style = smaller_style(f"{theme.alone()}{assemble.assignment_style(names)}{_own_style()}")
    script = smaller_script(assemble.assignment_script(names, f"{course}/page/{name}", name))
    policy = {
        "default-src": "'none'",
        "script-src": f"'sha256-{hash_of(script)}'",
        "style-src": f"'sha256-{hash_of(style)}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return _TEMPLATES.get_template("assignment.html").render(
        title=typographic(title),
        language=language,
        parts=[prose(one) if isinstance(one, str) else island(one.published()) for one in shown],
        due=due and due.replace(tzinfo=UTC),
        policy="; ".join(f"{directive} {value}" for directive, value in policy.items()),
        style=style,
        script=script,
    )


def _own_style() -> str:
    return (files("softskills.publishing.assignment_page") / "html" / "assignment.css").read_text("utf-8")
