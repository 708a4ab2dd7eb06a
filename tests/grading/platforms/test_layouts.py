"""Whose file it is, by its name: each platform's own forms, any name there is, and never somebody else."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from softskills.grading.platforms.layouts import Unknown, Who, is_handed_in, platform_of, read_name
from softskills.grading.platforms.roster import BadRoster, Learner, NotFound, read_roster, roster_of, squashed
from support import platform_zips as zips
from support.platform_zips import Person

ADA = Person("ada", number=4711)
WORD = st.text(st.characters(categories=["L", "M", "N", "Pd", "Pc", "Po", "Zs"]), min_size=1, max_size=12)
NAMES = st.tuples(WORD, WORD).filter(lambda name: all(map(squashed, name)) and not any("/" in part for part in name))
FILES = st.text(st.characters(exclude_categories=["C"], exclude_characters="/"), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("platform", "path", "file"),
    [
        ("moodle", "Ada Lovelace_4711_assignsubmission_file/part-2.answers.jsonl", "part-2.answers.jsonl"),
        ("moodle", "Ada Lovelace_4711_assignsubmission_file_/answers.jsonl", "answers.jsonl"),
        ("moodle", "Week 3/Ada Lovelace_4711_assignsubmission_file/sub/answers.jsonl", "answers.jsonl"),
        ("moodle", "Ada Lovelace_4711_assignsubmission_file_my_answers.jsonl", "my_answers.jsonl"),
        ("canvas", "lovelaceada_4711_99_part-2.answers-1.jsonl", "part-2.answers-1.jsonl"),
        ("canvas", "lovelaceada_LATE_4711_99_my_2_answers.jsonl", "my_2_answers.jsonl"),
        ("blackboard", "Part 2_ada_attempt_2027-03-01-12-00-00_answers.jsonl", "answers.jsonl"),
        ("blackboard", "Part 2_ada_attempt_2027-03-01-12-00-00.txt", ""),
        ("folder", "hand-ins/ada/answers.jsonl", "answers.jsonl"),
    ],
)
def test_each_form(platform: str, path: str, file: str) -> None:
    place = PurePosixPath(path)
    assert platform_of([PurePosixPath("readme.txt"), place]) == platform
    upload = read_name(platform, place)
    assert upload is not None and upload.file == file
    learner = Learner("ada", ("Ada Lovelace",), {"canvas_id": "4711"})
    assert roster_of([learner, Learner("eve", ("Eve Other",))]).find(upload.who) is learner
    assert upload.late == {"canvas": "LATE" in path}.get(platform)
    assert upload.time == (datetime(2027, 3, 1, 12) if platform == "blackboard" else None)


@given(NAMES, st.integers(1, 10**9), FILES, st.booleans(), st.booleans())
def test_any_name_in_moodles_zip(name: tuple[str, str], number: int, file: str, flat: bool, old: bool) -> None:
    person = Person("x", *name, number)
    assume(squashed(zips.moodle_name(person).split("_")[0]))
    upload = read_name("moodle", PurePosixPath(zips.moodle(person, file, flat=flat, old=old)))
    assert upload is not None
    assert squashed(upload.who.name) == squashed(" ".join(name))
    assert upload.key.endswith(f"_{number}")
    assert upload.file == (file if flat else PurePosixPath(file).name)
    assert upload.reply_called("f.html").startswith(zips.moodle_name(person) + "_assignsubmission_file")


@given(NAMES, st.integers(1, 10**9), st.booleans(), st.integers(1, 10**9))
def test_any_name_in_canvas_zip(name: tuple[str, str], number: int, late: bool, upload: int) -> None:
    path = zips.canvas(Person("x", *name, number), late=late, upload=upload)
    assume(not re.search(r"_\d+_", path.removesuffix(f"_{upload}_{zips.NAME}").removesuffix(str(number))))
    read = read_name("canvas", PurePosixPath(path))
    assert read is not None
    assert (read.who.ids, read.late, read.file) == ((str(number),), late, zips.NAME)
    assert read.reply_called("f.html") == path


@given(st.text(max_size=60))
def test_no_name_breaks_it(text: str) -> None:
    for platform in ("moodle", "canvas", "blackboard", "folder"):
        read_name(platform, PurePosixPath(text))


def test_what_a_learner_calls_a_file_makes_it_nobody_elses() -> None:
    spoof = "Eve Other_1_assignsubmission_file_answers.jsonl"
    for path in (zips.moodle(ADA, spoof, flat=True), zips.moodle(ADA, spoof)):
        upload = read_name("moodle", PurePosixPath(path))
        assert upload is not None and upload.who.name == "Ada Lovelace"
    upload = read_name("canvas", PurePosixPath(zips.canvas(ADA, "eveother_1_2_answers.jsonl")))
    assert upload is not None and upload.who.ids == ("4711",)


def test_who_is_meant_or_nobody() -> None:
    two = [Learner("ada-1", ("Ada Lovelace",)), Learner("ada-2", ("Ada Lovelace",), {"canvas_id": "7"})]
    roster = roster_of([*two, Learner("eve", ("Eve Other",), {"canvas_id": "9"})])
    with pytest.raises(NotFound, match="ada-1 and ada-2, and nothing tells which"):
        roster.find(Who("Ada Lovelace"))
    assert roster.find(Who("Ada Lovelace", ("7",), ("canvas_id",))).id == "ada-2"
    assert roster.find(Who("Married Since", ("9",), ("canvas_id",))).id == "eve"
    with pytest.raises(NotFound, match="its id is that of eve, and its name that of ada-1 and ada-2"):
        roster.find(Who("Ada Lovelace", ("9",), ("canvas_id",)))
    with pytest.raises(NotFound, match="nobody"):
        roster.find(Who("Ada Lovelace Byron", ("eve",), ("canvas_id",)))  # an id of another column is no id
    users = roster_of([Learner("dyke"), Learner("van_dyke")])
    with pytest.raises(NotFound, match="dyke and van_dyke"):
        users.find(read_name("blackboard", PurePosixPath(zips.blackboard(Person("van_dyke")))).who)  # type: ignore[union-attr]


def test_rosters_as_they_come(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    for text, encoding in [
        ("ID;First name;Last name;User name\nada;Ada;Lovelace;al\n;;;\n", "utf-8-sig"),
        ("id\tname\tusername\r\nada\tLovelace, Ada\tal\r\n", "utf-16"),
    ]:
        file.write_text(text, encoding)
        roster = read_roster(file)
        assert roster.find(Who("ada lovelace")).id == "ada"
        assert roster.find(Who(ids=("AL",), columns=("username",))).id == "ada"
    for text, said in [
        ("name\nAda\n", "no column `id`"),
        ("", "is empty"),
        ("id,name\n../x,Ada\n", "line 2: ../x can be no learner's id"),
        ("id,name\na,Ada\na,Ada\n", "line 3: a stands twice"),
    ]:
        file.write_text(text, "utf-8")
        with pytest.raises(BadRoster, match=said):
            read_roster(file)
    file.write_bytes("id,name\na,J\xfcrgen\n".encode("latin-1"))
    with pytest.raises(BadRoster, match="Save it as CSV UTF-8"):
        read_roster(file)


def test_what_a_computer_left() -> None:
    for left in ("__MACOSX/Ada/._answers.jsonl", "Ada/._answers.jsonl", "Ada/.DS_Store"):
        assert not is_handed_in(PurePosixPath(left))
    with pytest.raises(Unknown):
        platform_of([PurePosixPath("answers.jsonl")])
