"""`softskills collect-zip`: what of a platform's zip lands in submitted/, what is named, and that nothing else is."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner, Result

from softskills.cli import app
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.deadlines import keep_in_time_only
from softskills.grading.nbgrader.removed import note_removed
from softskills.grading.platforms.hand_ins import MAX_FILES
from support import platform_zips as zips
from support.grading_course import Course, lines, undone
from support.platform_zips import Hostile, Person

QUIZ = "part-2"
MANY = 5_000
DUE = datetime(2027, 3, 1, 12)
ANSWER = {"part-2-bid-blank-before": {"choice": "d"}}
OLD, NEW, NEWER = (lines(ANSWER, year).encode() for year in (2025, 2026, 2027))
OTHER_QUIZ = lines({"part-1-first": {"choice": "a"}}).encode()

PEOPLE = {
    name: Person(name, name.title(), f"O'Neil-{name.upper()}", 100 + number)
    for number, name in enumerate(("ada", "bob", "cat", "dan", "eve", "fay", "gus", "hal", "ivy", "jan", "kim"))
}
TWINS = [Person("twin-1", "Same", "Name", 201), Person("twin-2", "Same", "Name", 202)]
JÜRGEN = Person("juergen", "Jürgen", "Łukasiewicz", 300)


class Desk:
    """An instructor with a course and a roster."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.roster = zips.write_roster(course.base / "roster.csv", [*PEOPLE.values(), *TWINS, JÜRGEN])

    def collect(self, file: Path, *options: str, code: int = 0) -> str:
        named = ["--assignment", QUIZ, "--roster", str(self.roster), "--course", str(self.course.root)]
        ran: Result = CliRunner().invoke(app, ["collect-zip", str(file), *named, *options])
        assert ran.exit_code == code, ran.output
        return ran.output

    def zip(self, *members: tuple[str, bytes]) -> Path:
        return zips.write(self.course.base / "download.zip", members)

    def submitted(self) -> dict[str, bytes]:
        folder = self.course.root / "submitted"
        return {one.parent.parent.name: one.read_bytes() for one in folder.glob(f"*/{QUIZ}/answers.jsonl")}

    def timestamp(self, learner: str) -> str | None:
        file = self.course.root / "submitted" / learner / QUIZ / "timestamp.txt"
        return file.read_text("ascii") if file.is_file() else None

    def files(self) -> set[Path]:
        return set(self.course.base.rglob("*"))

    def state(self) -> dict[str, tuple[str, int]]:
        """All that stands below the course and beside it, with the time of its last change."""
        files = [one for one in self.course.base.rglob("*") if one.is_file() and one.suffix != ".zip"]
        ours = [one for one in files if one.suffix != ".lock"]
        return {str(one): (hashlib.sha256(one.read_bytes()).hexdigest(), one.stat().st_mtime_ns) for one in ours}


@pytest.fixture
def desk(released: Course) -> Iterator[Desk]:
    with undone(released):
        yield Desk(released)


def test_a_dry_run_then_the_same_done_then_nothing_new(desk: Desk) -> None:
    ada, bob = PEOPLE["ada"], PEOPLE["bob"]
    download = desk.zip((zips.moodle(ada), NEW), (zips.moodle(bob, "part-2.answers (1).jsonl", old=True), NEW))
    before = desk.state()
    said = desk.collect(download)
    assert "moodle: 2 hand-ins, 0 late, 2 to write, 0 not taken, 12 learners of the roster without one." in said
    assert "Nothing was written" in said
    assert desk.state() == before

    desk.collect(download, "--apply")
    assert desk.submitted() == {"ada": NEW, "bob": NEW}
    folder = desk.course.root / "submitted" / "ada" / QUIZ
    assert {one.name for one in folder.iterdir()} == {"answers.jsonl", "part-2.ipynb", "quiz.yml"}
    assert (folder / "part-2.ipynb").read_bytes() == (desk.course.root / "release" / QUIZ / "part-2.ipynb").read_bytes()
    note = desk.course.root / "collected" / f"{QUIZ}.json"
    done = {name: one for name, one in desk.state().items() if name != str(note)}
    assert "0 to write" in desk.collect(download, "--apply")
    assert {name: one for name, one in desk.state().items() if name != str(note)} == done

    assert "replaces what is there" in desk.collect(desk.zip((zips.moodle(ada), NEWER)), "--apply")
    assert "older than what is there, and left" in desk.collect(desk.zip((zips.moodle(ada), OLD)), "--apply")
    assert desk.submitted() == {"ada": NEWER, "bob": NEW}


def test_what_was_late_by_the_platforms_time(desk: Desk) -> None:
    with Gradebook(f"sqlite:///{desk.course.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
    ada, bob, cat = PEOPLE["ada"], PEOPLE["bob"], PEOPLE["cat"]
    attempts = [
        (zips.blackboard(ada, at="2027-03-01-12-59-00"), OLD),
        (zips.blackboard(ada, at="2027-03-01-13-01-00"), NEW),
        (zips.blackboard(ada, None, at="2027-03-01-13-01-00"), b"Name: Ada"),
        (zips.blackboard(bob, at="2027-03-01-12-59-00"), NEW),
    ]
    said = desk.collect(desk.zip(*attempts), "--apply", "--timezone", "Europe/Paris")
    assert "blackboard: 2 hand-ins, 1 late" in said
    assert desk.timestamp("ada") == "2027-03-01 12:01:00.000000 UTC"
    assert desk.timestamp("bob") == "2027-03-01 11:59:00.000000 UTC"
    assert desk.submitted() == {"ada": NEW, "bob": NEW}  # the last attempt
    early = desk.zip((zips.blackboard(ada, at="2027-03-01-09-00-00"), NEWER))
    assert "older than what is there" in desk.collect(early, "--apply", "--timezone", "UTC")

    marked = [(zips.canvas(cat, late=True), NEW), (zips.canvas(PEOPLE["dan"]), NEW)]
    assert "canvas: 2 hand-ins, 1 late" in desk.collect(desk.zip(*marked), "--apply")
    assert desk.timestamp("cat") == "2027-03-01 12:00:01.000000 UTC"
    assert desk.timestamp("dan") is None
    desk.collect(desk.zip((zips.folder(PEOPLE["eve"]), NEW)), "--apply", "--time", "2027-03-02T12:00+01:00")
    assert desk.timestamp("eve") == "2027-03-02 11:00:00.000000 UTC"


def test_hostile_and_mistaken_hand_ins_are_named_and_the_rest_goes_on(desk: Desk) -> None:
    people = PEOPLE
    made = Hostile(desk.course.base / "hostile.zip")
    made.add(zips.moodle(people["ada"]), NEW)
    made.add(zips.moodle(people["bob"], "Screenshot 1.png"), b"\x89PNG")
    made.add(zips.moodle(people["cat"], "part-2.answers.jsonl"), OTHER_QUIZ)
    made.add(zips.moodle(people["dan"], "part-2.answers.jsonl"), OLD)
    made.add(zips.moodle(people["dan"], "part-2.answers (1).jsonl"), NEW)
    made.add(zips.moodle(people["eve"]), NEW, flags=0x1)
    made.add(zips.moodle(people["fay"], "all.zip"), b"PK\x03\x04")
    made.add(zips.moodle(people["gus"]), b"/etc/passwd", mode=stat.S_IFLNK | 0o777)
    made.add_bomb(zips.moodle(people["hal"]), gigabytes=10)
    for number in range(MANY):
        made.add(zips.moodle(people["ivy"], f"{number}.answers.jsonl"))
    made.add("../../out_7_assignsubmission_file/answers.jsonl", NEW)
    made.add("/out/x_7_assignsubmission_file/answers.jsonl", NEW)
    made.add("C:\\out\\x_7_assignsubmission_file\\answers.jsonl", NEW)
    made.add("Nobody Known_9_assignsubmission_file/answers.jsonl", NEW)
    made.add("Default group_assignsubmission_file/answers.jsonl", NEW)
    made.add(zips.moodle(TWINS[0]), NEW)
    made.add(zips.moodle(JÜRGEN), NEW)
    made.add(zips.moodle(people["kim"]), b'{"v":1,\x1b[31m\n' + NEW)
    made.add("grades\x1b[31m.csv", b"x")
    download = made.close(without_utf8_flag=True)
    before = desk.files()
    said = desk.collect(download, "--apply", code=1)

    assert set(desk.submitted()) == {"ada", "dan", "juergen", "kim"}
    assert desk.submitted()["dan"] == NEW
    for sentence in (
        "bob (Bob O'Neil-BOB): no file with answers was handed in, but Screenshot 1.png",
        "cat (Cat O'Neil-CAT): part-2.answers.jsonl holds answers to something else: part-1-first",
        "of 2 files with answers, part-2.answers (1).jsonl has the newest and was taken",
        "eve (Eve O'Neil-EVE): part-2.answers.jsonl: it is locked with a password",
        "fay (Fay O'Neil-FAY): all.zip is packed, and nothing within it is looked at",
        "gus (Gus O'Neil-GUS): part-2.answers.jsonl: it is a link, and not a file",
        "hal (Hal O'Neil-HAL): part-2.answers.jsonl: it has more than 8,000,000 bytes when it is unpacked",
        f"ivy (Ivy O'Neil-IVY): {MANY:,} files were handed in, and at most {MAX_FILES:,} are looked at",
        "../../out_7_assignsubmission_file/answers.jsonl: its path leads out of the zip",
        "/out/x_7_assignsubmission_file/answers.jsonl: its path leads out of the zip",
        "C:\\out\\x_7_assignsubmission_file\\answers.jsonl: its path leads out of the zip",
        "Nobody Known: the roster has nobody of this name or id",
        "Default group: the roster has nobody of this name or id",
        "Same Name: the roster has 2 who may be meant, twin-1 and twin-2, and nothing tells which",
        "part-2.answers.jsonl could not be read in 1 place; what could be read counts",
        "1 file not named as Moodle names them",
    ):
        assert sentence in said
    assert "\x1b" not in said
    names = ("submitted", "collected", ".collecting.lock", ".grading.lock")
    ours = [desk.course.root / name for name in names]
    written = [one for one in desk.files() - before if not any(place in (one, *one.parents) for place in ours)]
    assert written == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no zip", "is no zip that can be read"), (None, "No file in it is named as Moodle")],
)
def test_what_is_no_download(desk: Desk, content: bytes | None, said: str) -> None:
    file = desk.zip(("answers.jsonl", NEW))
    if content is not None:
        file.write_bytes(content)
    before = desk.state()
    assert said in desk.collect(file, "--apply", code=2)
    assert desk.state() == before


def test_names_as_an_old_windows_packs_them(desk: Desk) -> None:
    """In the code page 437, which a zip means where it doesn't say UTF-8, and in another, which nobody can know."""
    file = desk.zip(("J@rgen Lukasiewicz_5_assignsubmission_file/answers.jsonl", NEW))
    zips.write_roster(desk.roster, [Person("juergen", "Jürgen", "Lukasiewicz")])
    packed = file.read_bytes()
    file.write_bytes(packed.replace(b"J@rgen", b"J\xfcrgen"))  # as Latin-1 has it
    said = desk.collect(file, "--apply", code=1)
    assert "nobody of this name" in said and desk.submitted() == {}
    file.write_bytes(packed.replace(b"J@rgen", b"J\x81rgen"))
    desk.collect(file, "--apply")
    assert desk.submitted() == {"juergen": NEW}


def test_a_damaged_member_is_named(desk: Desk) -> None:
    file = desk.zip((zips.moodle(PEOPLE["ada"]), NEW), (zips.moodle(PEOPLE["bob"]), NEW * 50))
    content = bytearray(file.read_bytes())
    at = content.find(b"part-2.answers.jsonl", content.find(b"Bob")) + 40
    content[at : at + 8] = bytes(8)
    file.write_bytes(content)
    said = desk.collect(file, "--apply", code=1)
    assert "bob (Bob O'Neil-BOB): part-2.answers.jsonl: it cannot be unpacked" in said
    assert set(desk.submitted()) == {"ada"}


def test_of_those_in_time_nothing_later_is_taken_where_the_course_says_so(desk: Desk) -> None:
    with Gradebook(f"sqlite:///{desk.course.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
    ada = PEOPLE["ada"]
    desk.collect(desk.zip((zips.blackboard(ada, at="2027-03-01-11-00-00"), NEW)), "--apply", "--timezone", "UTC")
    keep_in_time_only(CourseAssignment(desk.course.root, QUIZ).settings, True)
    late = desk.zip((zips.blackboard(ada, at="2027-03-01-13-00-00"), NEWER))
    assert "older than what is there, and left" in desk.collect(late, "--apply", "--timezone", "UTC")
    assert desk.submitted() == {"ada": NEW}


def test_who_was_deleted_does_not_come_back(desk: Desk) -> None:
    note_removed(desk.course.root, "ada")
    download = desk.zip((zips.moodle(PEOPLE["ada"]), NEW), (zips.moodle(PEOPLE["bob"]), NEW))
    said = desk.collect(download, "--apply", code=1)
    assert "ada: was deleted from this course. To let them in: softskills learner readmit ada" in said
    assert desk.submitted() == {"bob": NEW}
