"""`softskills export` on a course and on a private copy: what is written, what is said of it, and what is refused."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from typer.testing import CliRunner, Result

from softskills.cli import app
from softskills.course import course_at
from softskills.formats.chosen import MORE, of_course
from softskills.formats.holding import HOLDS, TITLES
from softskills.items import Bank, Lesson, load_bank
from support.gift_reader import read_gift
from support.places import LISTENING_COURSE
from support.small_quiz import KEYS, QUIZ, SECRET

BANK = load_bank(course_at(LISTENING_COURSE).data)
SETTINGS = "c = get_config()\nc.Quiz.keys = {keys!r}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, which belongs to no course."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def export(*arguments: str, course: Path | None = LISTENING_COURSE) -> Result:
    named = [] if course is None else ["--course", str(course)]
    return CliRunner().invoke(app, ["export", *arguments, *named])


def private_copy(root: Path, adjusted: dict[str, str] | None = None) -> Path:
    """A private copy of exercises with the small quiz of the tests."""
    (root / "source" / "q").mkdir(parents=True)
    (root / "keys").mkdir()
    (root / "nbgrader_config.py").write_text(SETTINGS.format(keys=str(root / "keys")), "utf-8")
    (root / "source" / "q" / "quiz.yml").write_text(yaml.safe_dump(QUIZ.model_dump()), "utf-8")
    keys = KEYS.model_dump() | {"adjusted": adjusted or {}}
    (root / "keys" / "q.yml").write_text(yaml.safe_dump(keys), "utf-8")
    return root


@pytest.mark.parametrize("format_", HOLDS)
def test_every_item_is_written_or_named(format_: str, folder: Path) -> None:
    ran = export(format_, "-o", "all")
    assert ran.exit_code == 0, ran.output
    counts = [int(words[0]) for words in map(str.split, ran.stdout.splitlines()) if words and words[0].isdigit()]
    left = [
        name
        for line in ran.stdout.splitlines()
        if line.startswith("Not in it: ")
        for name in line.removeprefix("Not in it: ").partition(" (")[0].split(", ")
    ]
    assert sum(counts) + len(left) == len(BANK.items)
    assert set(left) == {one.id for one in BANK.items.values() if not HOLDS[format_][one.kind].there}  # type: ignore[index]
    assert (folder / "all").stat().st_size > 1000


def test_a_part_is_its_lessons_and_whole_sets(folder: Path) -> None:
    shown = next(one.shown[0] for one in BANK.contrasts.values() if one.kept_back)
    part = next(lesson.part for lesson in BANK.lessons if shown in lesson.items)
    ran = export("qti", "--part", str(part))
    assert ran.exit_code == 0, ran.output
    with ZipFile(folder / f"building-soft-skills-part-{part}.zip") as archive:
        names = {Path(name).stem for name in archive.namelist() if name.startswith("items/")}
    asked = {item for lesson in BANK.lessons if lesson.part == part for item in lesson.items}
    kept_back = {one for found in BANK.contrasts.values() if found.shown[0] in asked for one in found.kept_back}
    assert kept_back
    stories = {name for name in asked if BANK.items[name].kind == "branching"}
    assert {name for name in names if "_" not in name} == (asked | kept_back) - stories


def test_no_item_is_written_twice_and_none_forgotten() -> None:
    found = [entry.item.id for entry in of_course(BANK, "all", "All").entries]
    assert sorted(found) == sorted(BANK.items)


def test_what_no_lesson_lists_is_more_practice() -> None:
    bare = Bank({}, BANK.items, {}, [Lesson(file="one", title="One", items=[])], BANK.contrasts)
    assert {group.path[0] for group in of_course(bare, "all", "All").groups} == {MORE}


def test_a_set_is_a_category_of_its_own(folder: Path) -> None:
    name, contrast = next(iter(BANK.contrasts.items()))
    assert export("gift", "--item", name).exit_code == 0
    category, *questions = read_gift((folder / f"{name}.gift").read_text("utf-8"))
    assert category.kind == "category"
    assert [one.kind for one in questions] == ["multichoice"] * len(contrast.situations)


def test_stories_can_be_left_out(folder: Path) -> None:
    assert export("qti", "--no-stories", "-o", "all.zip").exit_code == 0
    with ZipFile(folder / "all.zip") as archive:
        assert not any("_" in name for name in archive.namelist())


def test_a_kind_that_a_format_has_no_place_for_is_not_written(folder: Path) -> None:
    story = next(one.id for one in BANK.items.values() if one.kind == "branching")
    ran = export("gift", "--item", story)
    assert ran.exit_code == 1
    assert ran.stderr.startswith(f"Nothing was written.\nNot in it: {story} (branching, left out: ")
    assert not any(folder.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--part", "77"], "No lesson of part 77 asks anything; parts that do: "),
        (["--item", "nobody"], "The course has no item and no contrast set of the id nobody."),
        (["--part", "1", "--item", "nobody"], "name one of --part, --item and --assignment"),
        (["--with-keys"], "--with-keys goes with --assignment"),
        (["-o", "no/such/folder.xml"], "no/such/folder.xml cannot be written: No such file or directory."),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], said: str, folder: Path) -> None:
    ran = export("moodle-xml", *arguments)
    assert ran.exit_code != 0
    assert said in " ".join(ran.stderr.replace("│", " ").split())
    assert not any(folder.iterdir())


def test_keys_are_written_for_whoever_asks_and_nobody_else_can_read_the_file(folder: Path, tmp_path: Path) -> None:
    copy = private_copy(tmp_path / "copy")
    refused = export("moodle-xml", "--assignment", "q", course=copy)
    assert refused.exit_code == 2
    assert "add --with-keys" in " ".join(refused.stderr.replace("│", " ").split())
    assert not any(folder.iterdir())
    (folder / "q.xml").write_text("old")
    (folder / "q.xml").chmod(0o644)
    ran = export("moodle-xml", "--assignment", "q", "--with-keys", course=copy)
    assert ran.exit_code == 0, ran.output
    assert SECRET in (folder / "q.xml").read_text("utf-8")
    assert (folder / "q.xml").stat().st_mode & 0o077 == 0
    assert ran.stderr == "q.xml holds the keys of q. Give it to the platform, and to no learner.\n"


def test_graded_items_stay_in_a_course(folder: Path) -> None:
    ran = export("qti", "--assignment", "listening", "--with-keys")
    assert ran.exit_code == 2
    assert "out of a private copy" in " ".join(ran.stderr.replace("│", " ").split())
    assert not any(folder.iterdir())


def test_a_scene_that_was_unsound_is_named_and_not_written(folder: Path, tmp_path: Path) -> None:
    name = QUIZ.scenarios[0].id
    ran = export("gift", "--assignment", "q", "--with-keys", course=private_copy(tmp_path / "copy", {name: "left out"}))
    assert f"Not in it: {name}: it turned out to be unsound (left out)." in ran.stdout
    names = [one.name for one in read_gift((folder / "q.gift").read_text("utf-8"))]
    assert not any(QUIZ.scenarios[0].title in one for one in names)


@pytest.mark.parametrize("format_", HOLDS)
def test_the_help_says_what_is_held_of_every_kind(format_: str) -> None:
    shown = " ".join(CliRunner().invoke(app, ["export", format_, "--help"]).stdout.split())
    for kind, held in HOLDS[format_].items():  # type: ignore[index]
        assert f"{kind}: {held.how}." in shown
    assert set(HOLDS[format_]) == {*(one.kind for one in BANK.items.values()), "contrast"}  # type: ignore[index]
    assert list(TITLES) == list(HOLDS)
