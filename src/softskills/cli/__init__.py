"""The command line `softskills`: thin commands, each of which loads what it needs when it is called."""

from __future__ import annotations

import typer

from softskills.cli import (
    author,
    backup,
    badge,
    certificate,
    export_items,
    export_myst,
    export_scorm,
    extension,
    hub,
    instructor,
    learner,
    one_learner,
    own_items,
    page,
    passback,
    platforms,
    regrade,
    roster,
)

app = typer.Typer(add_completion=False, no_args_is_help=True)
new = typer.Typer(no_args_is_help=True, help="Begin something new, from a template.")
export = typer.Typer(no_args_is_help=True, help="Take the course or its items to another system.")
app.add_typer(new, name="new")
app.add_typer(export, name="export")
app.add_typer(badge.badge, name="badge")
app.add_typer(roster.roster, name="roster")
app.add_typer(one_learner.learner, name="learner")
app.add_typer(hub.hub, name="hub")


@app.callback()
def main() -> None:
    """Tools for a course: check, write, grade."""


for command in (
    learner.start,
    author.check,
    instructor.grade,
    instructor.status,
    instructor.report,
    extension.extension,
    regrade.regrade,
    passback.passback,
    backup.backup,
    backup.restore,
    instructor.demo,
    page.page,
    author.preview,
    author.graph,
    author.workbook,
    certificate.certificate,
    author.schema,
):
    app.command()(command)
app.command("passback-key")(passback.passback_key)
app.command("collect-zip")(platforms.collect_zip)
app.command("feedback-zip")(platforms.feedback_zip)
new.command()(author.scenario)
new.command("course")(author.new_course)
new.command()(own_items.assignment)
new.command()(own_items.cohort)
export.command("qti", epilog=export_items.holding("qti"))(export_items.qti)
export.command("moodle-xml", epilog=export_items.holding("moodle-xml"))(export_items.moodle_xml)
export.command()(export_myst.myst)
export.command("gift", epilog=export_items.holding("gift"))(export_items.gift)
export.command()(export_scorm.scorm)
export.command()(export_scorm.answers)
export.command()(export_scorm.xapi)
