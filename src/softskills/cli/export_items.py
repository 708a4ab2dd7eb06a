"""Take the course's items to another system: `softskills export qti`, `moodle-xml` and `gift`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from softskills.cli.common import CourseOption, course_of, faults_told, private_copy, writing
from softskills.phrases import counted

if TYPE_CHECKING:
    from softskills.formats.chosen import Chosen
    from softskills.formats.holding import Format
    from softskills.formats.writing import Written

PartOption = Annotated[int | None, typer.Option(min=0, help="The lessons of one part. Without it: all.")]
ItemOption = Annotated[str | None, typer.Option(metavar="ID", help="One item, or a contrast set.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file. Without it: named for what is in it, in this folder.")
]
AssignmentOption = Annotated[
    str | None, typer.Option(help="A graded assignment, in a private copy of the exercises. Needs --with-keys.")
]
KeysOption = Annotated[
    bool, typer.Option("--with-keys", help="Write the keys of a graded assignment. Whoever gets the file has them.")
]


def holding(format_: Format) -> str:
    """What a format holds, for the help."""
    from softskills.formats.holding import NEVER, holds_in_words

    return "\n\n".join([*holds_in_words(format_), NEVER])


def qti(
    part: PartOption = None,
    item: ItemOption = None,
    output: OutputOption = None,
    assignment: AssignmentOption = None,
    with_keys: KeysOption = False,
    stories: Annotated[bool, typer.Option(help="Branching scenarios, for platforms with branch rules.")] = True,
    course: CourseOption = None,
) -> None:
    """Write items as a package of QTI 2.1, for Canvas, OpenOlat, TAO and other platforms that import it."""
    _export("qti", ".zip", part, item, output, assignment, with_keys, course, stories)


def moodle_xml(
    part: PartOption = None,
    item: ItemOption = None,
    output: OutputOption = None,
    assignment: AssignmentOption = None,
    with_keys: KeysOption = False,
    course: CourseOption = None,
) -> None:
    """Write items as Moodle XML, for Moodle's question bank."""
    _export("moodle-xml", ".xml", part, item, output, assignment, with_keys, course)


def gift(
    part: PartOption = None,
    item: ItemOption = None,
    output: OutputOption = None,
    assignment: AssignmentOption = None,
    with_keys: KeysOption = False,
    course: CourseOption = None,
) -> None:
    """Write items as GIFT, plain text that Moodle and others read."""
    _export("gift", ".gift", part, item, output, assignment, with_keys, course)


def _export(
    format_: Format,
    ending: str,
    part: int | None,
    item: str | None,
    output: Path | None,
    assignment: str | None,
    with_keys: bool,
    course: Path | None,
    stories: bool = True,
) -> None:
    if sum(one is not None for one in (part, item, assignment)) > 1:
        raise typer.BadParameter("name one of --part, --item and --assignment")
    if with_keys and assignment is None:
        raise typer.BadParameter("--with-keys goes with --assignment; the items of lessons have their keys in public")
    with faults_told():
        if assignment is None:
            chosen, language = _public(course, part, item)
        else:
            chosen, language = _graded(assignment, with_keys, course), "en"
    from softskills.formats.writing import write

    written = write(format_, chosen if stories else chosen.without("branching"), language)
    if not written.held:
        typer.echo("\n".join(["Nothing was written.", *_left_out(format_, chosen, written)]), err=True)
        raise typer.Exit(1)
    file = output or Path(f"{chosen.id}{ending}")
    _save(file, written.data, private=assignment is not None)
    typer.echo("\n".join(_told(format_, chosen, written, file)))
    if assignment is not None:
        typer.echo(f"{file} holds the keys of {assignment}. Give it to the platform, and to no learner.", err=True)


def _public(named: Path | None, part: int | None, item: str | None) -> tuple[Chosen, str]:
    """Items of the lessons, as readers have them, with the language of the course."""
    from softskills.formats.chosen import NothingChosen, of_course, of_item
    from softskills.items import load_bank
    from softskills.items.outline import part_names

    course = course_of(named)
    bank = load_bank(course.data)
    title = course.settings.title
    name = part_names(course).get(part) if part is not None else None
    try:
        if item is not None:
            chosen = of_item(bank, item)
        else:
            chosen = of_course(bank, course.settings.id, f"{title}: {name}" if name else title, part)
    except NothingChosen as error:
        typer.echo(f"{error} Nothing was written.", err=True)
        raise typer.Exit(1) from error
    return chosen, course.settings.language


def _graded(assignment: str, with_keys: bool, named: Path | None) -> Chosen:
    """A graded assignment with its keys: only out of a private copy, and only for whoever says so."""
    from softskills.course import QUIZ_FILE

    copy = private_copy(named or Path.cwd())
    if copy is None:
        raise typer.BadParameter(
            "graded items are written only out of a private copy of the exercises, which `softskills new cohort` "
            "makes; change into its folder, or name it with --course"
        )
    if not with_keys:
        raise typer.BadParameter(
            f"another system needs the keys of {assignment} to mark it, and whoever gets the file has them; "
            "if that's what you want, add --with-keys"
        )
    file = copy / "source" / assignment / QUIZ_FILE
    if not file.is_file():
        raise typer.BadParameter(f"there is no {file}, and only a quiz has items")
    from softskills.cli.own_items import keys_folder
    from softskills.formats.chosen import of_quiz
    from softskills.items import load_quiz, load_quiz_keys

    quiz = load_quiz(file)
    return of_quiz(quiz, load_quiz_keys(keys_folder(copy) / f"{assignment}.yml", quiz))


def _save(file: Path, data: bytes, private: bool) -> None:
    """Write the file; one with keys for its owner alone."""
    with writing(file):
        if private:
            file.touch(mode=0o600)
            file.chmod(0o600)
        file.write_bytes(data)


def _told(format_: Format, chosen: Chosen, written: Written, file: Path) -> list[str]:
    """What is in the file, kind by kind, and what isn't."""
    from softskills.formats.holding import HOLDS, NEVER, TITLES

    count = sum(written.held.values())
    lines = [
        f"{file} is {TITLES[format_]}, {max(1, round(len(written.data) / 1000))} KB, with {counted(count, 'item')}:"
    ]
    lines += [
        f"  {number} {kind}: {HOLDS[format_][kind].how}{_moved(written, kind)}."
        for kind, number in written.held.items()
    ]
    if any(len(group.path) > 1 for group in chosen.groups):
        lines.append(f"  Each contrast set is {HOLDS[format_]['contrast'].how}.")
    return [*lines, *_left_out(format_, chosen, written), NEVER]


def _moved(written: Written, kind: str) -> str:
    """How far an answer may be from its score in the course."""
    furthest = written.moved_by.get(kind, 0.0)
    return f", at most {furthest:.2f} of a mark from the course's score" if furthest >= 0.005 else ""


def _left_out(format_: Format, chosen: Chosen, written: Written) -> list[str]:
    from softskills.formats.holding import HOLDS

    reasons = {kind: HOLDS[format_][kind] for kind in written.left_out}
    return [
        f"Not in it: {', '.join(ids)} ({kind}"
        + (f", {reasons[kind].how})." if not reasons[kind].there else ", left out: it leads back to where it was).")
        for kind, ids in written.left_out.items()
    ] + [f"Not in it: {one}." for one in chosen.passed_over]
