"""The occupations table: complete, in range, made of the crosswalk's elements, and every fault named with its line."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from softskills.course import find_course
from softskills.items import ContentError, data_folder, load_bank
from softskills.items.occupations import COLUMNS, load_occupations

ATTRIBUTION = find_course().settings.attribution["occupations"]
FILE_NAME = find_course().occupations.name
COMPETENCIES = list(load_bank(data_folder()).competencies)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_34_occupations_have_every_competency() -> None:
    occupations = load_occupations(data_folder())
    assert len(occupations) == 34
    for code, occupation in occupations.items():
        assert occupation.code == code
        assert list(occupation.importance) == COMPETENCIES
        assert all(1 <= value <= 5 for value in occupation.importance.values())
    assert len({occupation.name for occupation in occupations.values()}) == 34
    assert len(rows_of(data_folder() / FILE_NAME)) == 34 * len(COMPETENCIES)


def test_figures_are_plausible() -> None:
    """Known contrasts of the source: a wrong scale, or elements mixed up, would turn them over."""
    occupations = load_occupations(data_folder())
    nurse, developer = occupations["29-1141.00"], occupations["15-1254.00"]
    social_worker, waiter = occupations["21-1021.00"], occupations["35-3031.00"]
    assert nurse.name == "Registered Nurses"
    assert nurse.importance["empathy"] > developer.importance["empathy"] + 1
    assert social_worker.importance["active-listening"] == 4.88
    assert waiter.importance["clear-messages"] < min(3, social_worker.importance["clear-messages"])


def test_the_crosswalk_covers_every_competency_and_uses_each_element_once() -> None:
    rows = rows_of(data_folder() / "crosswalk.csv")
    assert list(dict.fromkeys(row["competency"] for row in rows)) == COMPETENCIES
    elements = [row["element_id"] for row in rows]
    assert len(set(elements)) == len(elements)
    assert all(row["reason"].strip() and row["element"].strip() for row in rows)


def test_every_figure_has_two_decimals() -> None:
    rows = rows_of(data_folder() / FILE_NAME)
    assert all(len(row["importance"].partition(".")[2]) == 2 for row in rows)


def test_attribution_stands_in_the_data_word_for_word() -> None:
    assert ATTRIBUTION in (data_folder() / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert ATTRIBUTION.startswith("This product includes information from the O*NET 29.3 Database")
    assert ATTRIBUTION.endswith("has not approved, endorsed, or tested these modifications.")


# Faults

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an occupations table, with the competencies of the course, into a folder, and returns the folder."""
    shutil.copy(data_folder() / "competencies.yml", tmp_path)

    def make(text: str) -> Path:
        (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def table(*, leave_out: int = 0) -> list[str]:
    rows = [f"29-1141.00,Registered Nurses,{one},3.50,2021-08" for one in COMPETENCIES]
    return [",".join(COLUMNS), *rows[leave_out:]]


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as error:
        load_occupations(folder)
    assert all(fault.file == folder / FILE_NAME for fault in error.value.faults)
    return [f"{fault.line}: {fault.id}: {fault.message}" for fault in error.value.faults]


def test_a_sound_table_loads(write: Write) -> None:
    occupations = load_occupations(write("\n".join(table())))
    assert occupations["29-1141.00"].importance == dict.fromkeys(COMPETENCIES, 3.5)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("29-1141.00,Registered Nurses,juggling,3,x", "29-1141.00: no competency is called 'juggling'; known are"),
        ("29-1141.00,Registered Nurses,empathy,3,x", "29-1141.00: empathy stands here twice; first at line 6"),
        ("29-1141.01,Nurses,empathy,5.01,x", "29-1141.01: importance must be a number from 1 to 5, not '5.01'"),
        ("29-1141.01,Nurses,empathy,0.99,x", "29-1141.01: importance must be a number from 1 to 5, not '0.99'"),
        ("29-1141.01,Nurses,empathy,nan,x", "29-1141.01: importance must be a number from 1 to 5, not 'nan'"),
        ("29-1141.01,Nurses,empathy,,x", "29-1141.01: importance must be a number from 1 to 5, not ''"),
        ("29 1141,Nurses,empathy,3,x", "29 1141: the code of an occupation is made of letters and digits"),
        ("29-1141.01, ,empathy,3,x", "29-1141.01: the occupation has no name"),
        ("29-1141.01,Nurses,empathy,3", "29-1141.01: this row has 4 cells; 5 are due"),
        ("", "None: this row has 0 cells; 5 are due"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(write: Write, row: str, message: str) -> None:
    [fault] = faults(write("\n".join([*table(), row, ""])))
    assert fault.startswith(f"10: {message}")


def test_every_faulty_row_is_named(write: Write) -> None:
    rows = ["29-1141.01,Nurses,empathy,9,x", "29-1141.01,Nurses,leadership,9,x"]
    assert [fault.partition(":")[0] for fault in faults(write("\n".join([*table(), *rows])))] == ["10", "11"]


def test_a_missing_competency_is_named(write: Write) -> None:
    assert faults(write("\n".join(table(leave_out=1)))) == [
        "2: 29-1141.00: the importance of collaboration is missing",
    ]


def test_one_code_has_one_name(write: Write) -> None:
    text = "\n".join(table()).replace("Registered Nurses,empathy", "Nurses,empathy")
    assert faults(write(text))[0] == "6: 29-1141.00: is called 'Nurses' here, and 'Registered Nurses' at line 2"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: None: the first line must be soc_code,"),
        ("a,b\n", "1: None: the first line must be soc_code,"),
        (",".join(COLUMNS), "None: None: has no occupation"),
        (",".join(COLUMNS) + '\n29-1141.00,"Nurses', "2: None: is not valid CSV:"),
    ],
)
def test_what_is_no_table_is_refused(write: Write, text: str, message: str) -> None:
    [fault] = faults(write(text))
    assert fault.startswith(message)


def test_a_missing_file_or_other_encoding_is_said(write: Write) -> None:
    folder = write("")
    (folder / FILE_NAME).write_bytes("\n".join(table()).encode() + b"\n\xff")
    assert faults(folder) == [f"10: None: is not UTF-8 text: byte {len(chr(10).join(table())) + 1}"]
    (folder / FILE_NAME).unlink()
    assert faults(folder) == ["None: None: cannot be read: No such file or directory"]
