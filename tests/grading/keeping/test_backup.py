"""A backup is whole or there is none; what is restored is what was kept, and nothing is lost by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from softskills.cli import app
from softskills.grading.keeping.backup import MANIFEST, NotKept, check_backup
from softskills.grading.nbgrader.removed import REMOVED, is_removed
from support.grade_command import grade
from support.grading_course import QUIZ


def restore(file: Path, target: Path) -> tuple[int, str]:
    ran = CliRunner().invoke(app, ["restore", str(file), "--to", str(target)])
    return ran.exit_code, ran.output


def test_a_course_is_there_again_with_its_marks_and_what_stood_there_is_kept(klass: Any, tmp_path: Path) -> None:
    root, file = klass.course.root, tmp_path / "b.zip"
    (root / "bank").mkdir()
    (root / "bank" / "mine.yml").write_text("bank: mine", "utf-8")
    klass.course.do("release_assignment", QUIZ)  # from then on the exchange knows this copy of the course
    klass.run("backup", "-o", str(file))
    before = klass.points()
    klass.run("learner", "delete", "benny", "--apply")
    (root / "source" / QUIZ / "quiz.yml").unlink()
    code, said = restore(file, root)
    assert code == 0, said
    [old] = root.parent.glob("course.before-*")
    assert not (old / "source" / QUIZ / "quiz.yml").exists() and (old / "feedback").is_dir()
    assert klass.points() == before
    assert is_removed(root, "benny")  # of a deletion since, the backup knows nothing
    klass.run("learner", "readmit", "benny")
    assert grade(klass.course, QUIZ, "--no-collect").code == 0
    assert klass.points() == before
    assert (root / "bank" / "mine.yml").read_text("utf-8") == "bank: mine"
    klass.course.do("release_assignment", QUIZ, "--force")  # and takes it for the same one still


def test_a_backup_holds_no_backup_before_it(klass: Any) -> None:
    file = klass.course.root / "term.zip"
    for _ in range(2):
        klass.run("backup", "-o", str(file))
    with ZipFile(file) as archive:
        assert "term.zip" not in archive.namelist()


def test_a_damaged_backup_is_found_out_and_restores_nothing(klass: Any, tmp_path: Path) -> None:
    file, bad, target = tmp_path / "b.zip", tmp_path / "bad.zip", tmp_path / "new"
    klass.run("backup", "-o", str(file))
    assert "is whole" in CliRunner().invoke(app, ["backup", "--check", str(file)]).output
    with ZipFile(file) as old, ZipFile(bad, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == f"keys/{QUIZ}.yml" else b""))
        new.writestr("../../outside", "x")
    with pytest.raises(NotKept, match=rf"(?s)outside.*keys/{QUIZ}.yml' is another file"):
        check_backup(bad)
    assert restore(bad, target)[0] == 2 and not target.exists()
    file.write_bytes(file.read_bytes()[:-4000])
    assert restore(file, target)[0] == 2 and not target.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (lambda said: said | {"version": 9}, "backup of version 9"),
        (lambda said: said | {"files": None}, "no backup, or is damaged"),
        (lambda said: said | {"files": said["files"] | {"/etc/x": {}}}, "'/etc/x' is no name within a folder"),
        (lambda said: said | {"files": said["files"] | {"a/../../x": {}}}, "'a/../../x' is no name within a folder"),
        (lambda said: said | {"files": said["files"] | {"keys/gone.yml": {}}}, "'keys/gone.yml' is missing"),
    ],
)
def test_a_list_that_does_not_fit_is_found_out(
    klass: Any, tmp_path: Path, changed: Callable[[dict[str, Any]], dict[str, Any]], said: str
) -> None:
    file, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    klass.run("backup", "-o", str(file))
    with ZipFile(file) as old, ZipFile(bad, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, json.dumps(changed(json.loads(content))) if name == MANIFEST else content)
    with pytest.raises(NotKept, match=said):
        check_backup(bad)


def test_a_gradebook_that_cannot_be_copied_makes_no_backup_and_leaves_the_one_before(klass: Any) -> None:
    file = klass.course.root / "b.zip"
    klass.run("backup", "-o", str(file))
    before = file.read_bytes()
    Path(klass.course.database).write_bytes(b"no database" * 1000)
    assert "cannot be copied" in klass.run("backup", "-o", str(file), code=2).output
    assert file.read_bytes() == before


def test_an_empty_folder_becomes_the_course(klass: Any, tmp_path: Path) -> None:
    file, target = tmp_path / "b.zip", tmp_path / "new"
    klass.run("backup", "-o", str(file))
    target.mkdir()
    code, said = restore(file, target)
    assert code == 0, said
    assert (target / "source" / QUIZ / "quiz.yml").is_file() and (target / "gradebook.db").is_file()


def test_a_list_of_the_deleted_that_cannot_be_read_stops_a_restore(klass: Any, tmp_path: Path) -> None:
    file, root = tmp_path / "b.zip", klass.course.root
    klass.run("backup", "-o", str(file))
    moved = set(root.parent.glob("course.before-*"))
    for damaged in ("{", "{}", "[1]"):
        (root / REMOVED).write_text(damaged, "utf-8")
        code, said = restore(file, root)
        assert code == 2 and "It says who was deleted" in said
    assert (root / REMOVED).read_text("utf-8") == "[1]" and set(root.parent.glob("course.before-*")) == moved


def test_a_folder_of_something_else_is_left_alone(klass: Any, tmp_path: Path) -> None:
    file, target = tmp_path / "b.zip", tmp_path / "mine"
    klass.run("backup", "-o", str(file))
    target.mkdir()
    (target / "letter.txt").write_text("dear", "utf-8")
    code, said = restore(file, target)
    assert code == 2 and "no folder of a course" in said
    assert [path.name for path in target.iterdir()] == ["letter.txt"]
