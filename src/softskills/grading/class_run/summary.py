"""What `softskills grade` shows: bars while it works, and a summary in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from softskills.grading.class_run import run
from softskills.grading.class_status.older import older_marks
from softskills.grading.exchange.copying import shown
from softskills.phrases import counted


@contextmanager
def bars() -> Iterator[run.Progress]:
    """A bar on the terminal for each step that is reported; nothing where there is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    steps: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:

        def report(step: str, done: int, of: int) -> None:
            if step not in steps:
                steps[step] = shown.add_task(step)
            shown.update(steps[step], completed=done, total=of)

        yield report


def in_words(assignment: str, summary: run.Summary) -> str:
    """The summary of a run, for a person."""
    before, refused = len(summary.graded_before), len(summary.refused)
    graded = counted(len(summary.graded), "submission")
    lines = [f"{assignment}: {graded} graded now, {before} graded before, {refused} refused."]
    if summary.in_time_only:
        lines.append("Who handed in something in time keeps that. To take what came later as well: --also-late")
    if summary.waiting:
        waiting = counted(summary.waiting, "submission")
        lines.append(f"To be marked by hand, on your desk or in Formgrader: {waiting}.")
    if summary.feedback:
        lines.append(f"Feedback was made for {summary.feedback}. To send it: nbgrader release_feedback {assignment}")
    if summary.refused:
        lines += ["Refused:", *(f"  {refusal}" for refusal in summary.refused)]
    lines += older_marks(assignment, summary.older, summary.unknown)
    if summary.restored:
        named = ", ".join(shown(student) for student in sorted(summary.restored))
        lines.append(
            "Graded again, because the gradebook had no marks of what lies in submitted/, as after it was restored or "
            "files were replaced without a time, by hand or from a zip. Look whether marks given by hand are missing: "
            f"{named}"
        )
    if summary.damaged:
        lines.append(f"Graded for what could be read: {counted(len(summary.damaged), 'submission')}.")
        lines += [f"  {shown(student)}: {' '.join(remarks)}" for student, remarks in sorted(summary.damaged.items())]
    if summary.notes:
        lines += ["To be looked at:", *(f"  {note}" for note in summary.notes)]
    return "\n".join(lines)
