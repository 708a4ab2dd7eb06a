"""Where an exchange lets learners forge the course, or hand in under any name, nothing is collected or released."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from nbgrader.api import Gradebook

from softskills.grading.class_run.run import CannotRun, Options, grade_class
from softskills.grading.exchange.claims import Claim
from softskills.grading.exchange.standing import Exchange, Folder, dangers, folder_at, is_private, shared_account
from support.grading_course import QUIZ, Course

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make folders of other accounts")
ME, LEARNER, COLLEAGUE = 1000, 2000, 3000
SAFE = Exchange(
    Folder(Path("/x"), 0, 0o41777),
    Folder(Path("/x/c"), ME, 0o40755),
    Folder(Path("/x/c/inbound"), ME, 0o43733),
    private=False,
    me=ME,
    is_learner=lambda user: user == LEARNER,
)


def claim(student: str, owner: int) -> Claim:
    return Claim(f"{student}+quiz+time", student, "time", datetime(2026, 2, 3), owner)


def changed(**fields: Any) -> Exchange:
    return replace(SAFE, **fields)


def test_an_exchange_as_it_should_be_is_safe() -> None:
    assert dangers(SAFE) == []
    assert dangers(changed(course=None, inbound=None)) == []


@pytest.mark.parametrize(
    ("field", "folder", "said", "remedy", "stops"),
    [
        ("root", Folder(Path("/x"), 0, 0o40777), "without the sticky bit", "chmod 1777 /x", True),
        ("root", Folder(Path("/x"), 0, 0o40770), "without the sticky bit", "chmod 1777 /x", True),
        ("root", Folder(Path("/x"), LEARNER, 0o41777), ", a learner", "chown root /x", True),
        ("root", Folder(Path("/x"), COLLEAGUE, 0o41777), f"user id {COLLEAGUE}", "chown root /x", False),
        ("course", Folder(Path("/x/c"), LEARNER, 0o40755), "not to you", "put yours back", True),
        ("course", Folder(Path("/x/c"), ME, 0o40757), "Everybody can write to /x/c", "chmod o-w /x/c", True),
        ("inbound", Folder(Path("/x/c/inbound"), COLLEAGUE, 0o42733), "not to you", "put yours back", True),
    ],
)
def test_what_is_unsafe_is_named_with_place_and_remedy(
    field: str, folder: Folder, said: str, remedy: str, stops: bool
) -> None:
    [found] = dangers(changed(**{field: folder}))
    assert said in found.what and str(folder.path) in found.what
    assert remedy in found.remedy
    assert found.stops == stops
    [private] = dangers(changed(**{field: folder}, private=True))
    assert str(private) == str(found) and not private.stops


def test_what_a_group_of_instructors_shares_is_theirs_and_never_a_learners() -> None:
    theirs = Folder(Path("/x/c"), COLLEAGUE, 0o42775)
    assert dangers(changed(root=Folder(Path("/x"), 0, 0o42775), course=theirs, group_shared=True)) == []
    [found] = dangers(changed(course=Folder(Path("/x/c"), LEARNER, 0o42775), group_shared=True))
    assert found.stops


def test_one_account_that_hands_in_for_several_is_named() -> None:
    assert shared_account([claim("ada", 1), claim("ada", 1), claim("ben", 2)], private=False) is None
    found = shared_account([claim("ada", 1), claim("ben", 54_321), claim("eve", 54_321)], private=False)
    assert found is not None and found.stops and "2 learners" in found.what and "54321" in found.what
    assert "names_on_trust" in found.remedy
    private = shared_account([claim("ada", 1), claim("eve", 1)], private=True)
    assert private is not None and not private.stops


def test_others_come_neither_below_a_closed_folder_nor_into_a_course_that_is_only_mine(
    exchange: Path,
) -> None:
    me, course = os.geteuid(), exchange / "course"
    inbound = course / "exchange" / "spring" / "inbound"
    inbound.mkdir(parents=True)
    assert is_private(course / "exchange", course, me)
    assert not is_private(course / "exchange", course / "elsewhere", me)
    course.chmod(0o700)
    assert is_private(course / "exchange", course / "elsewhere", me)


@needs_root
def test_an_exchange_in_the_courses_folder_is_not_private_once_somebody_hands_in(exchange: Path) -> None:
    handed_in = exchange / "exchange" / "spring" / "inbound" / "ada+quiz+time"
    handed_in.mkdir(parents=True)
    assert is_private(exchange / "exchange", exchange, os.geteuid())
    os.chown(handed_in, LEARNER, -1)
    assert not is_private(exchange / "exchange", exchange, os.geteuid())


def test_a_link_is_whose_the_link_is(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("real")
    assert folder_at(tmp_path / "link") == Folder(tmp_path / "link", os.geteuid(), (tmp_path / "real").stat().st_mode)
    assert folder_at(tmp_path / "none") is None


# With nbgrader, in a place that other accounts can enter


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("standing"))
    course.do("generate_assignment", QUIZ)
    return course


@pytest.fixture
def exchange() -> Iterator[Path]:
    folder = Path(mkdtemp(dir="/tmp"))
    folder.chmod(0o777)  # as nbgrader's documentation says
    yield folder
    shutil.rmtree(folder)


def run(course: Course, exchange: Path, *command: str, good: bool) -> str:
    ran = course.run(*command, f"--Exchange.root={exchange}")
    assert (ran.code == 0) == good, ran.output
    return ran.output


@needs_root
def test_a_release_keeps_apart_what_belongs_to_different_accounts(released: Course, exchange: Path) -> None:
    run(released, exchange, "release_assignment", QUIZ, good=True)
    for folder in (exchange, exchange / "soft-skills" / "inbound"):
        assert folder.stat().st_mode & stat.S_ISVTX
        assert folder.stat().st_mode & stat.S_IWOTH


@needs_root
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda exchange: exchange.chmod(0o777), "without the sticky bit"),
        (lambda exchange: os.chown(exchange, pwd.getpwnam("games").pw_uid, -1), "games, a learner"),
        (lambda exchange: os.chown(exchange / "soft-skills", pwd.getpwnam("games").pw_uid, -1), "not to you"),
    ],
)
def test_nothing_is_collected_from_an_exchange_that_learners_can_forge(
    released: Course, exchange: Path, spoil: Callable[[Path], None], said: str
) -> None:
    with Gradebook(f"sqlite:///{released.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_student("games")
    run(released, exchange, "release_assignment", QUIZ, good=True)
    spoil(exchange)
    output = run(released, exchange, "collect", QUIZ, good=False)
    assert said in output and "what was collected before is kept" in output
    exchange.chmod(0o1777)


@needs_root
def test_a_class_is_not_graded_from_such_an_exchange(
    released: Course, exchange: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(released, exchange, "release_assignment", QUIZ, good=True)
    exchange.chmod(0o777)
    monkeypatch.setenv("NBGRADER_EXCHANGE", str(exchange))
    with pytest.raises(CannotRun, match=f"(?s)without the sticky bit.*chmod 1777 {exchange}.*--no-collect"):
        grade_class(released.root, QUIZ, Options())


@needs_root
def test_names_of_one_account_are_taken_on_trust_only_when_that_is_said(released: Course, exchange: Path) -> None:
    run(released, exchange, "release_assignment", QUIZ, good=True)
    for name in ("ada", "ben"):
        folder = exchange / "soft-skills" / "inbound" / f"{name}+{QUIZ}+2026-02-03 04:05:06.000000 UTC"
        shutil.copytree(released.root / "release" / QUIZ, folder)
        (folder / "timestamp.txt").write_text("2026-02-03 04:05:06.000000 UTC", "utf-8")
        for file in (folder, *folder.iterdir()):
            os.chown(file, 54_321, -1)
    said = run(released, exchange, "collect", QUIZ, "--ExchangeCollect.check_owner=False", good=False)
    assert "belongs to one account, user id 54321" in said
    assert not (released.root / "submitted").exists()
    trusting = ("--ExchangeCollect.check_owner=False", "--SafeCollect.names_on_trust=True")
    assert "can hand in under any name" in run(released, exchange, "collect", QUIZ, *trusting, good=True)
    assert {folder.name for folder in (released.root / "submitted").iterdir()} == {"ada", "ben"}
