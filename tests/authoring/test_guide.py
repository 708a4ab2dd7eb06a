"""Every command in the guides for instructors is one that there is, with the options and arguments that it takes."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import typer

from softskills.cli import app
from support.places import ROOT

GUIDE = "".join((ROOT / "book" / f"{page}.md").read_text("utf-8") for page in ("teaching", "other-systems"))
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`(softskills [^`]+)`")
COMMANDS = typer.main.get_command(app)


def lines() -> list[str]:
    """The commands of the course, in the guide's order: those in blocks, and those named in its text."""
    blocks = [line.strip() for block in BLOCK.findall(GUIDE) for line in block.replace("\\\n", "").splitlines()]
    spans = [" ".join(span.split()) for span in SPAN.findall(BLOCK.sub("", GUIDE))]
    found = [line for line in [*blocks, *spans] if line.startswith("softskills ")]
    return list(dict.fromkeys(shlex.join(shlex.split(line, comments=True)) for line in found))


def parse(command: Any, name: str, arguments: list[str], parent: Any = None) -> None:
    """Have the command line parsed and checked down to the last command, and nothing run."""
    context = command.make_context(name, list(arguments), parent=parent)
    if hasattr(command, "commands"):
        rest = [*getattr(context, "_protected_args", []), *context.args]
        sub_name, sub, left = command.resolve_command(context, rest)
        parse(sub, sub_name, left, context)


WHOLE = [line for line in lines() if len(shlex.split(line)) > 2 and not line.endswith("--help-all")]
"""All but those that are only spoken of by their name, and the one that ends in showing settings."""


@pytest.mark.parametrize("line", WHOLE)
def test_a_command_of_the_guide_is_understood(line: str) -> None:
    parse(COMMANDS, "softskills", shlex.split(line)[1:])


def test_the_guide_tells_of_every_command_for_instructors() -> None:
    told = {tuple(shlex.split(line)[1:3]) for line in lines()}
    names = {one for pair in told for one in (pair[0], " ".join(pair))}
    due = {
        *("grade", "status", "report", "extension", "regrade", "backup", "restore", "page"),
        *("collect-zip", "feedback-zip", "preview", "graph", "check"),
        *("roster import", "roster export", "learner export", "learner delete", "learner readmit"),
        *("new assignment", "new cohort"),
        *("export qti", "export moodle-xml", "export gift", "export scorm", "export answers"),
        *("export xapi", "export myst"),
        *("certificate", "hub check", "passback", "passback-key"),
        *("badge key", "badge issue", "badge verify"),
    }
    assert due - names == set()


def test_what_is_no_command_would_be_found() -> None:
    with pytest.raises(Exception, match=r"[Nn]o such option"):
        parse(COMMANDS, "softskills", ["grade", "part-1", "--no-such"])
