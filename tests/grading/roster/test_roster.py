"""Class lists as other systems save them, and grades as they take them."""

from __future__ import annotations

import csv
import io

import pytest

from softskills.grading.roster import handing_over
from softskills.grading.roster.ids import id_fault
from softskills.grading.roster.people import KNOWN, Learner, Plan, plan, read_people
from softskills.grading.roster.tables import Unreadable, read_table

NAMES = "First name{0}Last name{0}ID number{0}Email address\n{1}"
MARYAM = "\u0645\u0631\u06cc\u0645"


def people(data: bytes, column: str | None = None) -> list[Learner]:
    return list(read_people(read_table(data, KNOWN), column).learners)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_one_list_is_the_same_however_it_was_saved(separator: str, encoding: str) -> None:
    row = separator.join((MARYAM, "\u738b\u5c0f\u660e", "mw1", "Mw@x.org"))
    text = NAMES.format(separator, f"\r\n{row}\r\n{separator * 3}\r\n{row}\n")
    assert people(text.encode(encoding)) == [Learner("mw1", MARYAM, "\u738b\u5c0f\u660e", "Mw@x.org")]


def test_what_is_no_utf_8_is_read_and_it_is_said() -> None:
    table = read_table("Vorname;Nachname;Benutzername\nJ\xfcrgen;Gro\xdf;jg\n".encode("cp1252"), KNOWN)
    assert read_people(table).learners == (Learner("jg", "J\xfcrgen", "Gro\xdf"),)
    assert "Windows-1252" in table.remarks[0]


def test_a_spreadsheets_first_line_and_empty_headings_are_no_part_of_the_list() -> None:
    assert people(b"sep=;\r\nusername;name;;\r\nada;Ada L;;\r\n") == [Learner("ada", "", "Ada L")]


def test_canvas_gives_the_login_and_rows_of_no_learner_are_left_out() -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,part-1 (77)\n    Points Possible,,,,,10\n"
        '"Lovelace, Ada",11,s11,ada,A,\n"Student, Test",99,,abc,A,\n'
    )
    assert people(text.encode()) == [Learner("ada", "Ada", "Lovelace")]
    assert people(text.encode(), "SIS User ID") == [Learner("s11", "Ada", "Lovelace")]


@pytest.mark.parametrize(
    ("ident", "why"),
    [
        ("", "no id"),
        ("../x", "slash"),
        ("..", "begins with '.'"),
        ("a\\b", "slash"),
        ("-rf", "begins with '-'"),
        ("=1+1", "begins with '='"),
        ("a+b", "'+'"),
        ("a,b", "','"),
        ("a b", "space"),
        ("a\u202eb", "cannot be seen"),
        ("*", "'*'"),
        ("x" * 129, "longer"),
    ],
)
def test_an_id_that_could_do_harm_is_refused_by_name(ident: str, why: str) -> None:
    assert why in id_fault(ident)
    table = read_table(f'id,name\nok,"Ok, A"\n"{ident}",B\n'.encode(), KNOWN)
    read = read_people(table)
    assert [one.id for one in read.learners] == ["ok"]
    assert [(one.line, one.why) for one in read.refused] == [(3, id_fault(" ".join(ident.split())))]


@pytest.mark.parametrize("ident", ["ada", "a.lovelace", "ada@x.org", "s_1-2", "\u738b"])
def test_an_id_that_serves_is_taken(ident: str) -> None:
    assert id_fault(ident) == ""


def test_rows_of_one_id_that_differ_are_refused_all_and_who_was_deleted_too() -> None:
    table = read_table(b"username,name\nbo,B\nBO,C\nada,A\ngone,G\n", KNOWN)
    read = read_people(table, gone=lambda student: student == "gone")
    assert [one.id for one in read.learners] == ["ada"]
    assert [one.line for one in read.refused] == [2, 3, 5]
    assert "readmit gone" in read.refused[2].why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"PK\x03\x04...", "workbook"),
        (b"a,b\n1,2\n", "--id-column"),
        (b"id,name\na,Lovelace, Ada\n", "Line 2"),
        (b"id,name\n\xff\0\xfe\0\1", "no text"),
        (b"id,name\n" + b"a" * 200_000 + b",b\n", "Line 2 cannot be read"),
    ],
)
def test_what_is_no_list_is_not_read(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        people(data)


def test_a_blank_leaves_what_is_known_and_nobody_is_taken_out() -> None:
    now = {"ada": Learner("ada", "Ada", "L", "a@x"), "bo": Learner("bo"), "cy": Learner("cy")}
    found = plan(now, [Learner("ada", "", "Lovelace"), Learner("bo"), Learner("di")])
    merged = Learner("ada", "Ada", "Lovelace", "a@x")
    assert found == Plan((Learner("di"),), {"ada": (now["ada"], merged)}, ("bo",), ("cy",))


PART = handing_over.Assignment("part-1", 10, {"ada": 7.125, "bo": None})


def test_who_is_not_marked_is_blank_and_a_formula_is_none() -> None:
    learners = [Learner("ada", "=HYPERLINK(1)", "L"), Learner("bo"), Learner("cy")]
    rows = list(csv.reader(io.StringIO(handing_over.as_moodle(learners, [PART]))))
    assert rows[0] == ["Username", "First name", "Last name", "Email address", "part-1"]
    assert [row[-1] for row in rows[1:]] == ["7.12", "", ""]
    assert rows[1][1] == "'=HYPERLINK(1)"


def test_canvas_gets_its_own_columns_back_filled() -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,part-1 (77),Final Score\n    Points Possible,,,,,20,(read only)\n"
        '"Lovelace, Ada",11,s11,ada,A,,\n"Else, Some",12,s12,some,A,,\n'
    )
    filled, unknown = handing_over.as_canvas(read_table(text.encode(), KNOWN), [PART])
    assert list(csv.reader(io.StringIO(filled))) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "part-1 (77)"],
        ["    Points Possible", "", "", "", "", "20"],
        ["Lovelace, Ada", "11", "s11", "ada", "A", "7.12"],
        ["Else, Some", "12", "s12", "some", "A", ""],
    ]
    assert unknown == ["bo"]
