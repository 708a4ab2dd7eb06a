"""What a download holds of an assignment: for each learner the answers, or why there are none. Nothing is written.

Files are known by their names first and read only when they may be answers, so a screenshot or a bomb costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from softskills.answers import MAX_LOG_BYTES, READER
from softskills.course import ANSWERS
from softskills.grading.exchange.copying import Refused, shown
from softskills.grading.platforms.archive import Archive, Entry
from softskills.grading.platforms.layouts import Platform, Upload, is_handed_in, platform_of, read_name
from softskills.grading.platforms.roster import Learner, NotFound, Roster
from softskills.grading.submission.answer_file import MAX_OTHERS, answered, may_be_answers, parse_answers
from softskills.items import Quiz
from softskills.phrases import counted

MAX_FILES = 1_000
"""A hand-in with more is not looked into."""

_MAX_NAMED = 3


@dataclass(frozen=True)
class HandIn:
    """What one learner handed in. `time` is in UTC, without saying so, and None where the platform tells none. `newest`
    is the time of the latest answer, by the learner's own clock. `notes` say what else a grader may want to know.
    """

    learner: Learner
    key: str
    file: str
    content: bytes
    newest: str
    time: datetime | None = None
    late: bool | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Found:
    """What a download holds: hand-ins, and what was not taken, each with why."""

    platform: Platform
    hand_ins: list[HandIn] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class _File(NamedTuple):
    upload: Upload
    entry: Entry


class _Read(NamedTuple):
    name: str
    content: bytes
    answers: int
    newest: str


def read_download(
    archive: Archive, quiz: Quiz, roster: Roster, platform: Platform | None = None, zone: tzinfo = UTC
) -> Found:
    """What a download holds of a quiz. Without `platform` it is told by the names. `zone` is that of the server's
    clock. Raises Unknown.
    """
    files: dict[str, list[_File]] = {}
    entries = [entry for entry in archive.entries() if is_handed_in(entry.path)]
    platform = platform or platform_of(entry.path for entry in entries)
    found = Found(platform)
    strange = []
    for entry in entries:
        upload = read_name(platform, entry.path)
        if upload is None or entry.escapes:
            strange.append(entry)
        else:
            files.setdefault(upload.key, []).append(_File(upload, entry))
    found.refused += _strange(strange, platform)
    by_learner: dict[str, list[HandIn]] = {}
    for key, some in files.items():
        who = some[0].upload.who
        try:
            learner = roster.find(who)
        except NotFound as error:
            found.refused.append(f"{shown(who)}: {error}. Not taken: {_counted_files(some)}")
            continue
        try:
            one = _hand_in(archive, learner, key, some, quiz, zone)
        except Refused as error:
            found.refused.append(f"{learner.shown}: {error}")
        else:
            by_learner.setdefault(learner.id, []).append(one)
    for _, ones in sorted(by_learner.items()):
        found.hand_ins += _one_of(ones, found.refused, platform)
    return found


def _hand_in(archive: Archive, learner: Learner, key: str, files: Sequence[_File], quiz: Quiz, zone: tzinfo) -> HandIn:
    """The answers among what somebody handed in. Raises Refused, with the reason, when there are none."""
    theirs = [file for file in files if file.upload.file]
    if len(theirs) > MAX_FILES:
        raise Refused(f"{len(theirs):,} files were handed in, and at most {MAX_FILES:,} are looked at")
    candidates = [file for file in theirs if file.upload.file == ANSWERS or may_be_answers(file.upload.file)]
    reads, faults = [], []
    for file in candidates[: MAX_OTHERS + 1]:
        name = shown(file.upload.file)
        try:
            content = archive.read(file.entry, MAX_LOG_BYTES)
        except Refused as error:
            faults.append(f"{name}: {error}")
            continue
        log = parse_answers(content, file.upload.file)
        of_quiz = answered(log, quiz)
        if not of_quiz:
            other = sorted({record.item for record in log.records} - {READER})
            of = f"answers to something else: {', '.join(map(shown, other[:_MAX_NAMED]))}" if other else "no answers"
            faults.append(f"{name} holds {of}")
            continue
        newest = max(record.time for record in of_quiz)
        reads.append(_Read(name, content, len(of_quiz), newest))
        if log.problems:
            faults.append(
                f"{name} could not be read in {counted(len(log.problems), 'place')}; what could be read counts"
            )
    if not reads:
        raise Refused("; ".join(faults) if faults else _no_answers(theirs))
    best = max(reads, key=lambda one: (one.newest, one.answers, one.name))
    others = [one.name for one in reads if one is not best and one.content != best.content]
    if others:
        faults.append(f"of {len(others) + 1} files with answers, {best.name} has the newest and was taken")
    upload = files[0].upload
    time = None if upload.time is None else upload.time.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    late = any(file.upload.late for file in files) if upload.late is not None else None
    return HandIn(learner, key, best.name, best.content, best.newest, time, late, tuple(faults))


def _no_answers(files: Sequence[_File]) -> str:
    faults = [f"{shown(file.upload.file)}: {file.entry.fault}" for file in files if file.entry.fault]
    names = [shown(file.upload.file) for file in files]
    zipped = [name for name in names if name.casefold().endswith((".zip", ".rar", ".7z", ".gz"))]
    if faults:
        return "; ".join(faults[:_MAX_NAMED])
    if zipped:
        return f"{zipped[0]} is packed, and nothing within it is looked at. Ask for the file that the page saves"
    if not names:
        return "no file was handed in"
    return f"no file with answers was handed in, but {_listed(names)}"


def _one_of(ones: list[HandIn], refused: list[str], platform: Platform) -> Iterator[HandIn]:
    """Of several attempts of one learner the last. Where nothing tells which that is, none is taken."""
    if len(ones) > 1 and any(one.time is None for one in ones):
        who = ones[0].learner.shown
        refused.append(
            f"{who}: {len(ones)} hand-ins in the zip may be theirs, and {platform.title()} doesn't say which"
        )
        return
    yield max(ones, key=lambda one: (one.time or datetime.min, one.newest))


def _strange(entries: Sequence[Entry], platform: Platform) -> Iterator[str]:
    """What has not the platform's form: each with a fault of its own, and of the others some names."""
    for entry in [one for one in entries if one.fault][:20]:
        yield f"{shown(entry.path)}: {entry.fault}"
    others = [shown(one.path) for one in entries if not one.fault]
    if others:
        listed = _listed(others)
        yield f"{counted(len(others), 'file')} not named as {platform.title()} names them, and left: {listed}"


def _counted_files(files: Sequence[_File]) -> str:
    names = [shown(file.upload.file) for file in files if file.upload.file]
    return f"{counted(len(names), 'file')} ({_listed(names)})"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MAX_NAMED]) + (", ..." if len(names) > _MAX_NAMED else "")


def lateness(hand_in: HandIn, due: datetime | None) -> datetime | None:
    """When something was handed in, in UTC: as the platform tells it. Where it only says that it was late, one second
    after it was due. None where nobody says.
    """
    if hand_in.time is None and hand_in.late and due is not None:
        return due + timedelta(seconds=1)
    return hand_in.time
