"""Lays a course into a learner's folder. All is made and written aside first; then each file is put in place at once.

So a stop or a full disk at any moment leaves every file either as it was or as it is to be.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from softskills import __version__
from softskills.course import ANSWERS, COURSE_FILE, START, Course
from softskills.desk.note import FORMAT, NOTE, NOTES, NewerNote, Note, is_newer, read_note, still_there
from softskills.desk.originals import fresh_notebooks
from softskills.desk.trusting import trust
from softskills.desk.update import Found, Fresh, Plan, plan
from softskills.items import ContentError
from softskills.phrases import counted
from softskills.widgets.incoming import bring_from

STAGE = "new"
MAX_BYTES = 50_000_000
"""A larger file is no lesson."""


class CannotLay(Exception):
    """The course could not be laid. The message says why, what was kept and what to do."""


def lay_course(course: Course, folder: Path) -> list[str]:
    """Lay the course into a folder, or bring what was laid before up to date. Returns what was done, in lines.

    Raises CannotLay; then every lesson is as it was.
    """
    _check_place(course, folder)
    try:
        fresh = fresh_notebooks(course)
    except (ContentError, OSError) as error:
        raise CannotLay(f"The course can't be laid: {error}\nWhat is in {folder} stays as it is.") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        note, remark = _read_note(course, folder)
        found = _found(folder, {*fresh, *(note.laid if note else ())})
        made = plan(note.laid if note else {}, found, fresh)
        yours = still_there((note.yours if note else {}) | made.yours, {*found, *made.yours.values()})
        due = Note(format=FORMAT, course=course.settings.id, version=__version__, laid=made.laid, yours=yours)
        if made.aside or made.write or made.remove or due != note:
            _carry_out(folder, made, fresh, due)
    except OSError as error:
        raise CannotLay(_why(error, folder)) from error
    trust(one.text for one in fresh.values())
    if not os.access(folder, os.W_OK):
        raise CannotLay(f"{folder} is read-only: lessons can be read there, but no answer is kept. {_OTHER}.")
    return [*([remark] if remark else []), *_told(folder, made, len(fresh) - 1), *_bring_answers(course, folder)]


_OTHER = "Make it writable, or name another folder: softskills start FOLDER"


def _check_place(course: Course, folder: Path) -> None:
    """Raise CannotLay for a folder into which no lessons may go."""
    if folder.is_symlink() and not folder.exists():
        raise CannotLay(
            f"{folder} is a link that leads nowhere. Nothing was laid. Mend the link, or name another folder."
        )
    if folder.exists() and not folder.is_dir():
        raise CannotLay(f"{folder} is a file, and lessons need a folder. The file is as it was. Name another folder.")
    place, root = folder.resolve(), course.root.resolve()
    own = [getattr(course, name).resolve() for name in ("data", "notebooks", "book", "exercises")]
    if (place / COURSE_FILE).exists() or place == root or any(place.is_relative_to(one) for one in own):
        text = f"{folder} belongs to the course itself. Nothing was laid there. Name a folder of your own"
        raise CannotLay(f"{text}, such as my-lessons.")
    if (folder / NOTES).is_symlink() or (folder / NOTES / NOTE).is_symlink():
        text = f"{folder / NOTES} holds a link, and lessons are not written through links. All files are as they were"
        raise CannotLay(f"{text}. Remove the link, or name another folder.")


def _read_note(course: Course, folder: Path) -> tuple[Note | None, str]:
    """The note of what was laid, if there is one, and a remark if it's damaged. Raises CannotLay, OSError."""
    file = folder / NOTES / NOTE
    try:
        note = read_note(file.read_text("utf-8"))
    except FileNotFoundError:
        return None, ""
    except UnicodeDecodeError:
        note = None
    except NewerNote:
        raise _newer(folder, "a newer version of this course") from None
    if note is None:
        return None, f"{file} was damaged. It's made anew, and a lesson that isn't as the course has it is kept."
    if note.course != course.settings.id:
        text = f"{folder} has the lessons of another course, {note.course}. They are as they were"
        raise CannotLay(f"{text}. Name another folder for {course.settings.id}.")
    if is_newer(note.version, __version__):
        raise _newer(folder, f"version {note.version}, and this is {__version__}")
    return note, ""


def _newer(folder: Path, of_what: str) -> CannotLay:
    text = f"The lessons in {folder} are of {of_what}. They are as they were, and so are your answers"
    return CannotLay(
        f"{text}. Bring the course up to date (git pull, or pip install --upgrade), or name another folder."
    )


def _found(folder: Path, named: Iterable[str]) -> dict[str, Found]:
    """The notebooks of the folder; those that may be lessons are read. A link or a folder of such a name is none."""
    found = {file.name: Found(None, None) for file in folder.iterdir() if file.name.endswith(".ipynb")}
    for name in named:
        file = folder / name
        if name in found and file.is_file() and not file.is_symlink() and file.stat().st_size <= MAX_BYTES:
            found[name] = Found.of(file.read_bytes())
    return found


def _carry_out(folder: Path, made: Plan, fresh: Mapping[str, Fresh], note: Note) -> None:
    stage = folder / NOTES / STAGE
    shutil.rmtree(stage, ignore_errors=True)  # what an earlier start had to leave
    stage.mkdir(parents=True)
    try:
        for name in made.write:
            _write(stage / name, fresh[name].text)
        _write(stage / NOTE, note.text())
        for name, kept in made.aside.items():
            (folder / name).rename(folder / kept)
        for name in made.write:
            (stage / name).replace(folder / name)
        for name in made.remove:
            (folder / name).unlink()
        (stage / NOTE).replace(folder / NOTES / NOTE)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _write(file: Path, text: str) -> None:
    """Write a new file, and see it safely on the disk."""
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        try:
            os.fsync(stream.fileno())
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some shares can't be asked to
                raise


def _bring_answers(course: Course, folder: Path) -> list[str]:
    """Answers given in the course's own folder, as one did before there was a folder of one's own."""
    old = course.notebooks / ANSWERS
    if not old.is_file() or not folder.resolve().is_relative_to(course.root.resolve()):
        return []
    return bring_from(folder / ANSWERS, old, str(old))


def _told(folder: Path, made: Plan, lessons: int) -> list[str]:
    others = [name for name in made.updated if name != START]
    new = [name for name in made.new if name != START]
    what = f"{counted(lessons, 'notebook')} in {folder}"
    is_same = len(new) in (0, lessons) and not others
    lines = [f"{what}." if is_same else f"{what}: {len(new)} new, {len(others)} updated."]
    lines += [f"You had changed {lesson}. Yours is kept as {kept}." for lesson, kept in made.yours.items()]
    return lines


def _why(error: OSError, folder: Path) -> str:
    match error.errno:
        case errno.EROFS | errno.EACCES | errno.EPERM:
            why, do = "it is read-only", _OTHER
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            why, do = "the disk is full, or your share of it", "Free some space, and start again"
        case _:
            why, do = error.strerror or str(error), "Mend that and start again, or name another folder"
    return f"No lessons could be laid into {folder}: {why}. What was there is kept, your answers too. {do}."
