"""What lies on the desk: each pane, with the commands behind its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipywidgets import Checkbox, Combobox, DatetimePicker, Dropdown, Layout

from softskills.teaching.pane import REPORTS, Action, Pane, Values

LEARNER = "Choose a learner first, or type their id."
WIDE = Layout(width="auto")
CLASS = "{name}-class.html"


def panes(learners: Sequence[str], items: Sequence[str]) -> list[Pane]:
    """All panes but marking, for an assignment. `learners`: the ids of the class. `items`: those of its scenes."""
    return [_status(), _grading(), _report(), _extensions(learners), _regrade(items), _exports()]


def _status() -> Pane:
    def status(name: str, _: Values) -> list[str]:
        return ["status", name, "--html", str(REPORTS / CLASS.format(name=name))]

    again = Action("Look again", status, page=CLASS)
    return Pane("Class", "Who has handed in, and what waits for you.", [again], opens=again)


def _grading() -> Pane:
    def grade(name: str, values: Values) -> list[str]:
        options = {"--no-collect": not values["collect"], "--in-time": values["in_time"], "--force": values["force"]}
        return ["grade", name, *(option for option, is_on in options.items() if is_on)]

    fields = {
        "collect": Checkbox(value=True, description="Collect what was handed in", indent=False, layout=WIDE),
        "in_time": Checkbox(description="Only what came in on time, from now on", indent=False, layout=WIDE),
        "force": Checkbox(description="Again, also what is graded", indent=False, layout=WIDE),
    }
    says = "Collects what was handed in, grades it and makes the feedback. You can do this as often as you like."
    return Pane("Grade", says, [Action("Grade", grade, is_first=True)], fields)


def _report() -> Pane:
    says = "Scores, each situation and option, the paths through a story, and what to rewrite. It takes some seconds."
    return Pane("Report", says, [Action("Make the report", lambda name, _: ["report", name], True, "{name}.html")])


def _extensions(learners: Sequence[str]) -> Pane:
    def give(name: str, values: Values) -> list[str]:
        if not values["until"]:
            raise ValueError("Choose until when.")
        return ["extension", name, _chosen(values), "--until", f"{values['until']:%Y-%m-%d %H:%M %z}"]

    fields = {
        "learner": _learner(learners),
        "until": DatetimePicker(description="Until"),
    }
    actions = [
        Action("Give more time", give, is_first=True),
        Action("Take it back", lambda name, values: ["extension", name, _chosen(values), "--remove"]),
        Action("Show all", lambda name, _: ["extension", name]),
    ]
    return Pane("More time", "Give a learner a due date of their own.", actions, fields, opens=actions[-1])


def _regrade(items: Sequence[str]) -> Pane:
    def regrade(apply: bool) -> Any:
        def command(name: str, values: Values) -> list[str]:
            option = {"": [], "drop": ["--drop"], "full": ["--full-marks"]}[values["how"]]
            if option and not values["item"]:
                raise ValueError("Choose the scene first.")
            return ["regrade", name, *option, *([values["item"]] if option else []), *(["--apply"] if apply else [])]

        return command

    ways = [("By the key as it is now", ""), ("Leave a scene out", "drop"), ("Full marks for a scene", "full")]
    fields = {
        "how": Dropdown(options=ways, description="How"),
        "item": Dropdown(options=[("", ""), *((one, one) for one in items)], description="Scene"),
    }
    actions = [Action("Show whose marks move", regrade(apply=False), True), Action("Do it", regrade(apply=True))]
    return Pane("Regrade", "After a key was changed. Marks that you gave by hand stay.", actions, fields)


def _exports() -> Pane:
    def export(name: str, values: Values) -> list[str]:
        return ["roster", "export", name, "--for", values["platform"]]

    fields = {"platform": Dropdown(options=["csv", "moodle"], description="For")}
    actions = [Action("Export the grades", export, True), Action("Back up the course", lambda *_: ["backup"])]
    return Pane("Export", "Grades as a table, and a copy of everything.", actions, fields)


def _learner(learners: Sequence[str]) -> Combobox:
    return Combobox(options=list(learners), description="Learner", ensure_option=False)


def _chosen(values: Values) -> str:
    learner = str(values["learner"]).strip()
    if not learner or learner.startswith("-"):
        raise ValueError(LEARNER)
    return learner
