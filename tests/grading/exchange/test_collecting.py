"""`nbgrader collect` as this course has it: what may lie in an exchange that every learner can write to.

The accounts of learners are accounts that every Debian has, so these tests need root, as continuous integration is.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import portalocker
import pytest
from nbgrader.api import Gradebook

from softskills.grading.exchange import copying
from softskills.grading.exchange.collecting import LOCK
from softskills.grading.exchange.copying import MAX_DEPTH, MAX_ENTRIES, Refused, Rules, copy_folder
from softskills.grading.nbgrader import folders
from support.grading_course import QUIZ, Course, Ran, formgrader

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of other accounts")

ATTACKER, VICTIM, OTHER = "games", "man", "news"
NO_ACCOUNT = 54_321
TIME = "2026-02-03 04:05:06.000000 UTC"
LATER = "2026-02-04 04:05:06.000000 UTC"
LATEST = "2026-02-05 04:05:06.000000 UTC"
SECRET = "what nobody but the instructor may read"
AS_IT_IS = "--SafeReleaseFeedback.also_unmarked=True"


class Exchange:
    """The exchange of a course, and learners who hand in."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.inbound = course.base / "exchange" / "soft-skills" / "inbound"
        self.outside = course.base / "outside"

    def empty(self) -> None:
        for folder in (self.inbound, self.outside, self.course.root / "submitted"):
            shutil.rmtree(folder, ignore_errors=True)
        self.inbound.mkdir(parents=True)
        self.outside.mkdir()
        (self.outside / "secret").write_text(SECRET, "utf-8")

    def hand_in(
        self,
        student: str,
        time: str = TIME,
        *,
        owner: str | int | None = None,
        change: Callable[[Path], object] = lambda folder: None,
        assignment: str = QUIZ,
    ) -> Path:
        """A submission as nbgrader lays it into the exchange, then changed; it belongs to `owner`, or the student."""
        folder = self.inbound / f"{student}+{assignment}+{time}+{len(list(self.inbound.iterdir()))}"
        if assignment == QUIZ:
            shutil.copytree(self.course.root / "release" / QUIZ, folder)
        else:
            folder.mkdir()
        (folder / "answers.jsonl").write_text(f"answers of {student} at {time}\n", "utf-8")
        (folder / "timestamp.txt").write_text(time, "utf-8")
        (folder / "submission_secret.txt").write_text("0123", "utf-8")
        user = owner if isinstance(owner, int) else pwd.getpwnam(owner or student).pw_uid
        give(folder, user)
        change(folder)
        return folder

    def collect(self, *options: str, assignment: str = QUIZ) -> Ran:
        ran = self.course.run("collect", assignment, *options)
        assert ran.code == 0, ran.output
        return ran

    def collected(self, student: str, assignment: str = QUIZ) -> Path:
        return self.course.root / "submitted" / student / assignment

    def students(self) -> set[str]:
        """Who has a folder below submitted/."""
        return {folder.name for folder in (self.course.root / "submitted").glob("*")}


def give(path: Path, user: int) -> None:
    """Make everything there belong to an account, without following links."""
    if path.is_dir() and not path.is_symlink():
        for inner in path.iterdir():
            give(inner, user)
    os.lchown(path, user, -1)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("collecting"))
    course.do("generate_assignment", QUIZ)
    return course


@pytest.fixture
def exchange(course: Course) -> Exchange:
    exchange = Exchange(course)
    exchange.empty()
    return exchange


def read_all(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# What a learner does to their own submission


def replace(name: str, put: Callable[[Path], object]) -> Callable[[Path], None]:
    """Put something else where a file was. It belongs to the attacker."""

    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        put(folder / name)
        give(folder / name, folder.stat().st_uid)

    return change


def listen(path: Path) -> None:
    """A socket. The length of its path is limited, so it is made from beside it."""
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def large(size: int) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        with path.open("wb") as stream:
            stream.truncate(size)

    return put


def many(folder: Path) -> None:
    for number in range(MAX_ENTRIES):
        (folder / f"{number}.txt").touch()


def several_large(folder: Path) -> None:
    for name in (f"{QUIZ}.ipynb", "answers.jsonl", "quiz.yml"):
        replace(name, large(19_000_000))(folder)


LINK = "/etc/passwd"
ATTACKS: dict[str, tuple[Callable[[Path], object], str]] = {
    "link": (replace("answers.jsonl", lambda path: path.symlink_to(LINK)), "answers.jsonl is a link"),
    "link-to-folder": (replace("answers.jsonl", lambda path: path.symlink_to("/etc")), "answers.jsonl is a link"),
    "loop": (replace("answers.jsonl", lambda path: path.symlink_to(path.name)), "answers.jsonl is a link"),
    "link-of-another-name": (replace("more", lambda path: path.symlink_to(LINK)), "more is a link"),
    "pipe": (replace("answers.jsonl", os.mkfifo), "answers.jsonl is a pipe, and not a file"),
    "pipe-as-notebook": (replace(f"{QUIZ}.ipynb", os.mkfifo), f"{QUIZ}.ipynb is a pipe, and not a file"),
    "pipe-of-another-name": (replace("more", os.mkfifo), "more is a pipe, and not a file"),
    "socket": (replace("answers.jsonl", listen), "answers.jsonl is a socket or device, and not a file"),
    "device": (
        replace("answers.jsonl", lambda path: os.mknod(path, 0o644 | stat.S_IFCHR, os.makedev(1, 5))),
        "answers.jsonl is a socket or device, and not a file",
    ),
    "hard-link": (
        lambda folder: os.link(folder / "quiz.yml", folder.parent.parent.parent.parent / "outside" / "second-name"),
        "quiz.yml is a hard link",
    ),
    "hard-link-to-anothers-file": (
        lambda folder: replace_by_link(folder, folder.parent.parent.parent.parent / "outside" / "secret"),
        "answers.jsonl is a hard link",
    ),
    "folder-as-notebook": (replace(f"{QUIZ}.ipynb", Path.mkdir), f"{QUIZ}.ipynb is a folder, and not a file"),
    "folder-as-log": (replace("answers.jsonl", Path.mkdir), "answers.jsonl is a folder, and not a file"),
    "folder-as-timestamp": (replace("timestamp.txt", Path.mkdir), "timestamp.txt is a folder, and not a file"),
    "anothers-file": (
        lambda folder: os.chown(folder / "answers.jsonl", pwd.getpwnam(VICTIM).pw_uid, -1),
        "answers.jsonl in it belongs to another account than the rest",
    ),
    "large-file": (
        replace("answers.jsonl", large(50_000_000)),
        "answers.jsonl has 50,000,000 bytes; at most 20,000,000 are taken",
    ),
    "large-in-all": (several_large, "it has more than 50,000,000 bytes in all"),
    "many-files": (many, f"it holds more than {MAX_ENTRIES:,} files and folders"),
    "no-time": (lambda folder: (folder / "timestamp.txt").unlink(), "it has no timestamp.txt"),
    "other-time": (
        lambda folder: (folder / "timestamp.txt").write_text("2026-01-01 00:00:00.000000 UTC", "utf-8"),
        f"its name says {TIME}, and its timestamp.txt says 2026-01-01 00:00:00.000000 UTC",
    ),
    "time-with-terminal-codes": (
        lambda folder: (folder / "timestamp.txt").write_text("\x1b[2J\x1b]0;owned\x07", "utf-8"),
        f"its name says {TIME}, and its timestamp.txt says ",
    ),
}


def replace_by_link(folder: Path, other: Path) -> None:
    (folder / "answers.jsonl").unlink()
    os.link(other, folder / "answers.jsonl")


@needs_root
@pytest.mark.parametrize("attack", ATTACKS)
def test_one_bad_submission_is_refused_with_its_reason(exchange: Exchange, attack: str) -> None:
    change, reason = ATTACKS[attack]
    bad = exchange.hand_in(ATTACKER, change=change)
    good = [exchange.hand_in(student) for student in (VICTIM, OTHER)]

    ran = exchange.collect()

    (said,) = [line for line in ran.output.splitlines() if "Not collected" in line]
    assert f"{bad.name}: {reason}" in said
    assert "\x1b]" not in ran.output and "\x1b[2J" not in ran.output
    assert exchange.students() == {VICTIM, OTHER}
    for student, folder in zip((VICTIM, OTHER), good, strict=True):
        assert read_all(exchange.collected(student)) == read_all(folder)


@needs_root
@pytest.mark.parametrize(
    ("name", "owner", "reason"),
    [
        (f"{VICTIM}+{QUIZ}+{LATEST}+x", ATTACKER, f"it bears the name of {VICTIM}, and was handed in by {ATTACKER}"),
        (f"{ATTACKER}+{QUIZ}+{LATEST}+x", NO_ACCOUNT, f"user id {NO_ACCOUNT}, which has no account on this machine"),
        (f"..+{QUIZ}+{LATEST}+x", ATTACKER, ".. can be no learner's name"),
        (f"*+{QUIZ}+{LATEST}+x", ATTACKER, "* can be no learner's name"),
        (f"{VICTIM}+other+{QUIZ}+{LATEST}+x", ATTACKER, "its id has '+', which nbgrader cannot use"),
        (f"{ATTACKER}+{QUIZ}+yesterday or so+x", ATTACKER, "yesterday or so is no time"),
        (f"{ATTACKER}+{QUIZ}+9999-12-31 23:59:59 -9999999+x", ATTACKER, "is no time"),
        (f"{ATTACKER}\x1b[2Jx\n+{QUIZ}+{LATEST}+x", ATTACKER, "can be no learner's name"),
        (f"{ATTACKER}+{QUIZ}+{LATEST}\udcff+x", ATTACKER, "its name says 2026-02-05 04:05:06.000000 UTC\\xff, and"),
    ],
)
def test_whose_a_submission_is_and_when_is_not_believed(
    exchange: Exchange, name: str, owner: str | int, reason: str
) -> None:
    exchange.hand_in(VICTIM)
    bad = exchange.hand_in("root")
    give(bad.rename(exchange.inbound / name), owner if isinstance(owner, int) else pwd.getpwnam(owner).pw_uid)

    ran = exchange.collect()

    (said,) = [line for line in ran.output.splitlines() if "Not collected" in line]
    assert reason in said
    assert exchange.students() == {VICTIM}
    assert "answers of man" in (exchange.collected(VICTIM) / "answers.jsonl").read_text("utf-8")


@needs_root
def test_a_submission_from_the_future_is_refused_and_the_one_before_it_taken(exchange: Exchange) -> None:
    exchange.hand_in(VICTIM)
    for days, wanted in ((400, "its time lies in the future"), (1, "its time lies in the future")):
        time = (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        exchange.hand_in(VICTIM, time)
        assert wanted in exchange.collect("--update").output
        assert (exchange.collected(VICTIM) / "timestamp.txt").read_text("utf-8") == TIME


@needs_root
@pytest.mark.parametrize("what", ["link", "file", "pipe"])
def test_what_is_no_folder_in_the_exchange_is_refused(exchange: Exchange, what: str) -> None:
    place = exchange.inbound / f"{ATTACKER}+{QUIZ}+{TIME}+x"
    victims = exchange.hand_in(VICTIM)
    makers: dict[str, Callable[[], None]]
    makers = {"link": lambda: place.symlink_to(victims), "file": place.touch, "pipe": lambda: os.mkfifo(place)}
    makers[what]()
    give(place, pwd.getpwnam(ATTACKER).pw_uid)

    assert f"{place.name}: it is a {what}, and not a folder" in exchange.collect().output

    assert exchange.students() == {VICTIM}


@needs_root
def test_of_a_quiz_only_what_was_released_and_the_answers_are_taken(exchange: Exchange) -> None:
    def change(folder: Path) -> None:
        for name in ("json.py", "sitecustomize.py", "Untitled.ipynb", ".hidden", "softskills/__init__.py", "a\nb"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("raise SystemExit", "utf-8")
        give(folder, folder.stat().st_uid)

    exchange.hand_in(ATTACKER, change=change)

    said = exchange.collect().output

    asked = {f"{QUIZ}.ipynb", "quiz.yml", "answers.jsonl", "timestamp.txt", "submission_secret.txt"}
    assert set(read_all(exchange.collected(ATTACKER))) == asked
    assert "Left out, as not part of the assignment" in said and "json.py" in said and ".hidden" not in said
    assert "Not collected" not in said


@needs_root
def test_the_released_notebook_stands_in_for_a_missing_one(exchange: Exchange) -> None:
    exchange.hand_in(ATTACKER, change=lambda folder: (folder / f"{QUIZ}.ipynb").unlink())

    assert f"{ATTACKER} did not hand in {QUIZ}.ipynb" in exchange.collect().output

    released = exchange.course.root / "release" / QUIZ / f"{QUIZ}.ipynb"
    assert (exchange.collected(ATTACKER) / released.name).read_bytes() == released.read_bytes()


def remove_secret(folder: Path) -> None:
    (folder / "submission_secret.txt").unlink()


def spoil_secret(folder: Path) -> None:
    (folder / "submission_secret.txt").write_bytes(b"\xff\xfe")


@needs_root
@pytest.mark.parametrize("change", [remove_secret, spoil_secret])
def test_without_the_secret_that_names_feedback_the_others_get_theirs(
    exchange: Exchange, change: Callable[[Path], None]
) -> None:
    exchange.hand_in(ATTACKER, change=change)
    exchange.hand_in(VICTIM)
    course = exchange.course

    assert f"{ATTACKER} handed in no submission_secret.txt that can be read" in exchange.collect().output
    for command in (["autograde"], ["generate_feedback"], ["release_feedback", AS_IT_IS]):
        course.do(*command, QUIZ)

    sent = {file.read_text("utf-8") for file in (course.base / "exchange" / "soft-skills" / "feedback").iterdir()}
    assert {course.feedback(VICTIM), course.feedback(ATTACKER)} <= sent
    for step in ("autograded", "feedback"):
        shutil.rmtree(course.root / step)


@needs_root
def test_an_assignment_that_is_no_quiz_keeps_all_its_files(exchange: Exchange) -> None:
    (exchange.course.root / "source" / "plain").mkdir(exist_ok=True)

    def more(folder: Path) -> None:
        (folder / "data").mkdir()
        (folder / "data" / "own.py").write_text("x = 1", "utf-8")
        give(folder, folder.stat().st_uid)

    exchange.hand_in(VICTIM, change=more, assignment="plain")
    exchange.hand_in(ATTACKER, change=replace("own.py", lambda path: path.symlink_to(LINK)), assignment="plain")
    deep = exchange.hand_in(OTHER, assignment="plain")
    (deep / Path(*["d"] * (MAX_DEPTH + 1))).mkdir(parents=True)
    give(deep, deep.stat().st_uid)

    said = exchange.collect(assignment="plain").output

    assert "own.py is a link" in said and f"its folders are nested more than {MAX_DEPTH} deep" in said
    assert exchange.students() == {VICTIM}
    assert (exchange.collected(VICTIM, "plain") / "data" / "own.py").read_text("utf-8") == "x = 1"


@needs_root
def test_a_sound_submission_is_taken_before_and_after_a_bad_one(exchange: Exchange) -> None:
    exchange.hand_in(ATTACKER, TIME)
    exchange.hand_in(ATTACKER, LATER, change=replace("answers.jsonl", os.mkfifo))

    def held() -> str:
        return (exchange.collected(ATTACKER) / "timestamp.txt").read_text("utf-8")

    exchange.collect()
    assert held() == TIME
    before = read_all(exchange.collected(ATTACKER))
    assert "is a pipe" in exchange.collect("--update").output
    assert read_all(exchange.collected(ATTACKER)) == before
    exchange.hand_in(ATTACKER, LATEST)
    exchange.collect()
    assert held() == TIME, "without --update what was collected stays"
    exchange.collect("--update")
    assert held() == LATEST
    assert [file.name for file in exchange.collected(ATTACKER).parent.iterdir()] == [QUIZ]


@needs_root
def test_before_the_due_date_and_a_time_that_was_set_back(exchange: Exchange) -> None:
    with Gradebook(f"sqlite:///{exchange.course.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate="2026-02-04 12:00:00")
    try:
        for time in (TIME, LATER, LATEST):
            exchange.hand_in(VICTIM, time)
        said = exchange.collect("--before-duedate").output
        assert (exchange.collected(VICTIM) / "timestamp.txt").read_text("utf-8") == LATER
        # These were all made today.
        assert said.count("and last changed after it") == 1 and LATER in said
    finally:
        with Gradebook(f"sqlite:///{exchange.course.database}", "soft-skills") as gradebook:
            gradebook.update_or_create_assignment(QUIZ, duedate=None)


@needs_root
def test_one_learner_alone_can_be_collected(exchange: Exchange) -> None:
    for student in (VICTIM, OTHER):
        exchange.hand_in(student)
    exchange.collect("--student", OTHER)
    assert exchange.students() == {OTHER}


@needs_root
def test_without_accounts_names_are_believed_and_the_rest_is_checked(exchange: Exchange) -> None:
    exchange.hand_in("ada", owner=NO_ACCOUNT)
    exchange.hand_in("bob", owner=NO_ACCOUNT, change=replace("answers.jsonl", os.mkfifo))
    exchange.hand_in("..", owner=NO_ACCOUNT)

    said = exchange.collect("--ExchangeCollect.check_owner=False").output

    assert exchange.students() == {"ada"}
    assert "is a pipe" in said and ".. can be no learner's name" in said


@needs_root
def test_a_stop_between_two_steps_is_mended_by_the_next_run(exchange: Exchange) -> None:
    exchange.hand_in(VICTIM, LATER)
    place = exchange.collected(VICTIM)
    place.with_name(f".{QUIZ}.new").mkdir(parents=True)
    (place.with_name(f".{QUIZ}.new") / "half").touch()
    place.with_name(f".{QUIZ}.old").mkdir()
    (place.with_name(f".{QUIZ}.old") / "timestamp.txt").write_text(LATER, "utf-8")

    exchange.collect()

    assert read_all(place) == {"timestamp.txt": LATER.encode()}, "what was collected before is back, and not lost"
    assert [file.name for file in place.parent.iterdir()] == [QUIZ]


@needs_root
def test_two_collects_do_not_meet(exchange: Exchange) -> None:
    exchange.hand_in(VICTIM)
    with portalocker.Lock(exchange.course.root / LOCK):
        ran = exchange.course.run("collect", QUIZ)
    assert ran.code == 1 and "being collected by another command" in ran.output
    assert exchange.students() == set()


@needs_root
def test_formgraders_button_collects_with_the_same_care(exchange: Exchange) -> None:
    exchange.hand_in(VICTIM)
    exchange.hand_in(ATTACKER, change=replace("answers.jsonl", lambda path: path.symlink_to(LINK)))

    with formgrader(exchange.course) as server:
        status, answer = server.ask(f"/formgrader/api/assignment/{QUIZ}/collect", "POST", {})

    assert status == 200 and '"success": true' in answer and "answers.jsonl is a link" in answer
    assert exchange.students() == {VICTIM}


# Files that are swapped while they are copied


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """An open folder with one file, and an empty one to copy it to."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    (source / "file").write_text("mine", "utf-8")
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    descriptor = os.open(source, os.O_RDONLY)
    yield descriptor, tmp_path
    os.close(descriptor)


def rules(**changes: int) -> Rules:
    limits = {"file_bytes": 1000, "total_bytes": 1000} | changes
    return Rules(os.getuid(), lambda path: True, lambda path: True, lambda name: False, **limits)


def test_a_file_that_turns_into_a_link_is_not_followed(mine: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, base = mine
    look = copying._status

    def look_then_swap(inside: int, path: PurePosixPath) -> os.stat_result:
        status = look(inside, path)
        (base / "source" / "file").unlink()
        (base / "source" / "file").symlink_to(base / "secret")
        return status

    monkeypatch.setattr(copying, "_status", look_then_swap)
    with pytest.raises(Refused, match=r"file (is a link|cannot be opened)"):
        copy_folder(folder, base / "target", rules())
    assert not any(SECRET in file.read_text("utf-8") for file in (base / "target").iterdir())


def test_a_file_that_turns_into_a_pipe_does_not_hold_up_the_class(
    mine: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, base = mine
    require = copying._require_file

    def require_then_swap(status: os.stat_result, *others: object) -> None:
        require(status, *others)  # type: ignore[arg-type]
        if (base / "source" / "file").is_file():
            (base / "source" / "file").unlink()
            os.mkfifo(base / "source" / "file")

    monkeypatch.setattr(copying, "_require_file", require_then_swap)
    with pytest.raises(Refused, match="file is a pipe"):
        copy_folder(folder, base / "target", rules())


def test_a_file_that_grows_while_it_is_copied_is_cut_off(
    mine: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, base = mine
    monkeypatch.setattr(copying, "_read", lambda file, path, count: b"x" * 600)  # without an end
    with pytest.raises(Refused, match="has 1,200 bytes; at most 1,000 are taken"):
        copy_folder(folder, base / "target", rules())
    assert (base / "target" / "file").stat().st_size <= 600


# A folder takes the place of another


@pytest.mark.parametrize("stop_at", range(1, 6))
def test_a_folder_is_replaced_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / "content").write_text("old", "utf-8")
    steps = 0

    def counted(step: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **options: object) -> object:
            nonlocal steps
            steps += 1
            if steps == stop_at:
                raise KeyboardInterrupt
            return step(*arguments, **options)

        return run

    def replace_content() -> None:
        new = folders.staged(place)
        (new / "content").write_text("new", "utf-8")
        folders.publish(place)
        if steps < stop_at:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        for step in ("rename", "mkdir", "write_text"):
            patch.setattr(Path, step, counted(getattr(Path, step)))
        patch.setattr(shutil, "rmtree", counted(shutil.rmtree))
        with pytest.raises(KeyboardInterrupt):
            replace_content()

    folders.mend(place)

    assert (place / "content").read_text("utf-8") == ("old" if stop_at < 5 else "new")
    assert list(tmp_path.iterdir()) == [place]
