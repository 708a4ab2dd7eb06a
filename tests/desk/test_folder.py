"""Laying a course into a folder, on real files: again and again, and into folders that are not as they should be."""

from __future__ import annotations

import errno
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from softskills import answers
from softskills.course import Course, course_at
from softskills.desk.folder import CannotLay, lay_course
from softskills.desk.note import kept_for_learner
from softskills.desk.start_widget import NOTICE, start_page
from softskills.items import data_folder, load_bank
from softskills.phrases import typographic
from support.desk import ASKING, HANGING_UP, edit, files_of, mini_course, rewrite, run_and_save, write_a_note
from support.places import ROOT

NOTE = ".softskills/laid.json"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return mini_course(tmp_path / "course")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mine"


def is_trusted(notebook: Path) -> bool:
    return bool(NotebookNotary().check_signature(nbformat.read(notebook, as_version=4)))


def text_of(notebook: Path) -> str:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def test_the_whole_course_is_laid_in_its_order(tmp_path: Path) -> None:
    """This repository's own: what its lessons call and cite must all be found."""
    folder = tmp_path / "mine"
    lay_course(course_at(ROOT), folder)
    laid = sorted(folder.glob("*.ipynb"))
    assert [one.name[:3] for one in laid] == [f"{number:02}-" for number in range(len(laid))]
    assert [one.name for one in laid][:3] == ["00-start.ipynb", "01-welcome.ipynb", "02-where-you-stand-today.ipynb"]
    assert {one.name[3:] for one in laid[1:]} == {one.name for one in (ROOT / "notebooks").glob("*.ipynb")}
    keys = {words for one in load_bank(data_folder()).items.values() for words in _feedback(one)}
    assert len(keys) > 500
    for one in laid:
        nbformat.validate(nbformat.read(one, as_version=4))
        whole = one.read_text("utf-8")
        assert "{cite" not in whole and "page:notebooks" not in whole
        shown = unescape(" ".join(" ".join(_html(cell) for cell in json.loads(whole)["cells"]).split()))
        assert not [words for words in keys if words in shown], "no key stands in a lesson before it's answered"


def _feedback(item: object) -> list[str]:
    feedback = getattr(getattr(item, "key", None), "feedback", {})
    return [typographic(words) for words in feedback.values() if isinstance(words, str)]


def _html(cell: dict[str, object]) -> str:
    outputs = cell.get("outputs") or []
    return "".join("".join(one["data"]["text/html"]) for one in outputs)  # type: ignore[attr-defined]


def test_questions_can_be_read_before_anything_runs(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    html = "".join(_html(cell) for cell in json.loads((folder / ASKING).read_text("utf-8"))["cells"])
    item = next(iter(load_bank(course.data).items.values()))
    assert item.title in html and "Press ▶▶ to answer." in html


def test_jupyter_trusts_what_was_laid_and_nothing_else(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    assert all(is_trusted(one) for one in folder.glob("*.ipynb"))
    edit(folder / ASKING, lambda data: data["cells"].append(data["cells"][-1] | {"id": "more", "source": ["more"]}))
    lay_course(course, folder)
    assert not is_trusted(folder / ASKING)


def test_where_jupyter_keeps_no_signatures_lessons_are_laid_all_the_same(
    course: Course, folder: Path, jupyter_data: Path
) -> None:
    jupyter_data.write_text("a file where a folder is due")
    lay_course(course, folder)
    assert (folder / ASKING).is_file()


def test_answer_save_stop_change_start_ten_times_over(course: Course, folder: Path) -> None:
    """Nothing that a learner made is ever lost or changed, and after each start the lessons are the course's."""
    lay_course(course, folder)
    own = {"mine.ipynb": b'{"cells": []}', "notes.md": b"# Notes\n", "sub/00-start.ipynb": b"{}"}
    (folder / "sub").mkdir()
    for name, content in own.items():
        (folder / name).write_bytes(content)
    log, before = folder / "answers.jsonl", b""
    for turn in range(10):
        answers.append(log, "nachfragen-01", {"choice": "ab"[turn % 2]})
        assert log.read_bytes().startswith(before)
        before = log.read_bytes()
        run_and_save(folder / ASKING)
        run_and_save(folder / HANGING_UP)
        write_a_note(folder / HANGING_UP, f"My note {turn}")
        rewrite(course, "erst-fragen", f"News {turn}.")
        rewrite(course, "gut-auflegen", f"More {turn}.")

        lines = lay_course(course, folder)

        assert any("2 updated" in line for line in lines), lines
        assert log.read_bytes() == before
        assert {name: (folder / name).read_bytes() for name in own} == own
        assert f"News {turn}." in text_of(folder / ASKING) and f"More {turn}." in text_of(folder / HANGING_UP)
        assert "widget-view" not in (folder / ASKING).read_text("utf-8")
        kept = sorted(folder.glob("*(yours*).ipynb"))
        assert len(kept) == turn + 1
        assert {f"My note {n}" for n in range(turn + 1)} <= {line for one in kept for line in text_of(one).split("\n")}
        whole = files_of(folder)
        lay_course(course, folder)
        assert files_of(folder) == whole, "a start without news changes nothing"
    assert len(answers.read(log).records) == 10
    assert not (folder / ".softskills" / "new").exists()


def test_a_lesson_taken_in_between_moves_the_later_ones(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    contents = course.toc.read_text("utf-8")
    course.toc.write_text(contents.replace("      - file: notebooks/gut-auflegen\n", ""), "utf-8")
    write_a_note(folder / HANGING_UP, "Mine")
    lay_course(course, folder)
    assert "Mine" in text_of(folder / "02-gut-auflegen (yours).ipynb")
    assert (folder / "02-dein-stand.ipynb").is_file() and not (folder / HANGING_UP).exists()
    course.toc.write_text(contents, "utf-8")
    lay_course(course, folder)
    assert (folder / HANGING_UP).is_file() and (folder / "03-dein-stand.ipynb").is_file()
    assert f"]({HANGING_UP})" in text_of(folder / ASKING)


def test_what_was_kept_is_said_on_the_start_page_until_it_is_gone(
    course: Course, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_course(course, folder)
    write_a_note(folder / ASKING, "Mine")
    rewrite(course, "erst-fragen", "News.")
    (line,) = [line for line in lay_course(course, folder) if "You had changed" in line]
    assert line == f"You had changed {ASKING}. Yours is kept as 01-erst-fragen (yours).ipynb."
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOFTSKILLS_COURSE", str(course.root))
    monkeypatch.setenv(NOTICE, "The disk is full.")
    first, second = start_page().content["notices"]
    assert first == "The disk is full."
    assert ASKING in second and "01-erst-fragen (yours).ipynb" in second
    (folder / "01-erst-fragen (yours).ipynb").rename(folder / "mine.ipynb")
    assert kept_for_learner(folder) == {}


def test_answers_from_the_courses_own_folder_come_along(course: Course) -> None:
    folder = course.root / "my-lessons"
    answers.append(course.notebooks / "answers.jsonl", "nachfragen-01", {"choice": "a"})
    old = (course.notebooks / "answers.jsonl").read_bytes()
    assert any(line.startswith("1 answer brought in from ") for line in lay_course(course, folder))
    assert [one.answer for one in answers.read(folder / "answers.jsonl").records] == [{"choice": "a"}]
    assert not any("brought in" in line for line in lay_course(course, folder)), "once is enough"
    assert (course.notebooks / "answers.jsonl").read_bytes() == old


def test_answers_of_somebody_elses_folder_do_not(course: Course, folder: Path) -> None:
    answers.append(course.notebooks / "answers.jsonl", "nachfragen-01", {"choice": "a"})
    lay_course(course, folder)
    assert not (folder / "answers.jsonl").exists()


def refused(course: Course, folder: Path) -> str:
    """What is said when the course can't be laid; every file must then be as it was."""
    before = files_of(folder.parent)
    with pytest.raises(CannotLay) as caught:
        lay_course(course, folder)
    assert files_of(folder.parent) == before
    return str(caught.value)


def test_a_file_a_dangling_link_and_the_courses_own_folders(course: Course, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert "is a file, and lessons need a folder" in refused(course, tmp_path / "file")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "is a link that leads nowhere" in refused(course, tmp_path / "link")
    for own in (course.root, course.notebooks, course.data / "deeper", mini_course(tmp_path / "other").root):
        assert "belongs to the course itself" in refused(course, own)


def test_a_link_to_a_folder_is_followed(course: Course, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    folder.symlink_to(tmp_path / "disk")
    lay_course(course, folder)
    assert (tmp_path / "disk" / ASKING).is_file()


def test_links_within_the_folder_are_not_written_through(course: Course, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.ipynb"
    outside.write_text("theirs")
    folder.mkdir()
    (folder / ASKING).symlink_to(outside)
    lay_course(course, folder)
    assert outside.read_text() == "theirs"
    assert not (folder / ASKING).is_symlink() and (folder / "01-erst-fragen (yours).ipynb").is_symlink()
    (tmp_path / "notes").mkdir()
    other = tmp_path / "second"
    other.mkdir()
    (other / ".softskills").symlink_to(tmp_path / "notes")
    assert "lessons are not written through links" in refused(course, other)


def test_another_course_and_newer_versions(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    note = folder / NOTE
    sound = note.read_text("utf-8")
    for change, said in (
        ({"course": "keeping-bees"}, "has the lessons of another course, keeping-bees"),
        ({"version": "99.0.0"}, "are of version 99.0.0, and this is "),
        ({"format": 2, "more": []}, "are of a newer version of this course"),
    ):
        note.write_text(json.dumps(json.loads(sound) | change), "utf-8")
        assert said in refused(course, folder)


def test_an_older_version_is_brought_up_to_date(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    edit(folder / NOTE, lambda note: note.update(version="0.0.1"))
    rewrite(course, "erst-fragen", "News.")
    lay_course(course, folder)
    assert "News." in text_of(folder / ASKING)
    assert json.loads((folder / NOTE).read_text("utf-8"))["version"] != "0.0.1"


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"format": 1, "laid": {"../../x.ipynb": {}}}'])
def test_a_damaged_note_loses_nothing(course: Course, folder: Path, damage: bytes) -> None:
    lay_course(course, folder)
    write_a_note(folder / ASKING, "Mine")
    (folder / NOTE).write_bytes(damage)
    assert "was damaged" in lay_course(course, folder)[0]
    assert "Mine" in text_of(folder / "01-erst-fragen (yours).ipynb")
    assert not (folder / "02-gut-auflegen (yours).ipynb").exists(), "what is as the course has it needs no copy"


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff", b'{"cells": 1}'])
def test_a_broken_lesson_is_kept_and_laid_anew(course: Course, folder: Path, broken: bytes) -> None:
    lay_course(course, folder)
    (folder / ASKING).write_bytes(broken)
    rewrite(course, "erst-fragen", "News.")
    lay_course(course, folder)
    assert (folder / "01-erst-fragen (yours).ipynb").read_bytes() == broken
    assert "News." in text_of(folder / ASKING)


def test_a_lesson_that_was_deleted_comes_back(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    (folder / ASKING).unlink()
    lay_course(course, folder)
    assert (folder / ASKING).is_file()


@contextmanager
def small_files_only(size: int) -> Iterator[None]:
    """No file of this process may grow beyond a size: a disk that gets full while it's written to."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_all_as_it_was(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    write_a_note(folder / HANGING_UP, "Mine")
    for page in ("erst-fragen", "gut-auflegen"):
        rewrite(course, page, "News.")
    with small_files_only(2000):
        said = refused(course, folder)
    assert "the disk is full" in said and "Free some space" in said and "your answers too" in said
    lay_course(course, folder)
    assert "News." in text_of(folder / ASKING) and "Mine" in text_of(folder / "02-gut-auflegen (yours).ipynb")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.EROFS, "it is read-only. What was there is kept, your answers too. Make it writable"),
        (errno.EACCES, "it is read-only"),
        (errno.EDQUOT, "the disk is full, or your share of it"),
        (errno.ESTALE, "Stale file handle"),
    ],
)
def test_a_folder_that_cannot_be_written(
    course: Course, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    lay_course(course, folder)
    rewrite(course, "erst-fragen", "News.")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "Stale file handle" if number == errno.ESTALE else "no")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", refuse)
        assert why in refused(course, folder)


@pytest.mark.parametrize("stops_at", range(1, 8))
def test_a_stop_at_any_moment_loses_nothing(
    course: Course, folder: Path, monkeypatch: pytest.MonkeyPatch, stops_at: int
) -> None:
    """Whichever file was being put in place: the next start finds what it needs."""
    lay_course(course, folder)
    write_a_note(folder / ASKING, "Mine")
    for page in ("erst-fragen", "gut-auflegen", "dein-stand"):
        rewrite(course, page, "News.")
    contents = course.toc.read_text("utf-8")
    course.toc.write_text(contents.replace("root: book/willkommen", "root: notebooks/dein-stand"), "utf-8")

    class Stopped(BaseException):
        pass

    steps = 0

    def stopping(name: str) -> None:
        real = getattr(Path, name)

        def step(self: Path, *rest: object) -> object:
            nonlocal steps
            steps += 1
            if steps == stops_at:
                raise Stopped
            return real(self, *rest)

        patched.setattr(Path, name, step)

    with monkeypatch.context() as patched:
        stopping("rename")
        stopping("replace")
        try:
            lay_course(course, folder)
        except Stopped:
            pass
        else:
            assert steps < stops_at
    lay_course(course, folder)
    for name in ("01-dein-stand", "02-erst-fragen", "03-gut-auflegen"):
        assert "News." in text_of(folder / f"{name}.ipynb")
    assert "Mine" in "".join(text_of(one) for one in folder.glob("*(yours*).ipynb"))


def test_what_a_killed_start_left_is_cleared_away(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    stage = folder / ".softskills" / "new"
    stage.mkdir()
    (stage / ASKING).write_text("half a les")
    rewrite(course, "erst-fragen", "News.")
    lay_course(course, folder)
    assert "News." in text_of(folder / ASKING) and not stage.exists()


def test_a_faulty_course_leaves_the_lessons_as_they_are(course: Course, folder: Path) -> None:
    lay_course(course, folder)
    (course.notebooks / "erst-fragen.ipynb").write_text("{", "utf-8")
    assert "is no sound notebook" in refused(course, folder)
