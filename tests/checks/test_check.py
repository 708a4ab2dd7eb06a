"""`softskills check`: the course passes, and every rule finds what it is for, at the right place.

Each rule has at least one breach, made in a copy of the course by one small change.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from softskills.checks import RULES, Finding, check, gather
from softskills.checks.text.reading_grade import grade
from softskills.cli import app
from support.check_breaches import BREACHES
from support.check_course import (
    BANK,
    COURSE,
    KEYS,
    LESSON,
    LESSONS,
    PAGE,
    QUIZ,
    QUIZ_NOTEBOOK,
    TOC,
    Breach,
    copy_course,
)
from support.places import ROOT
from support.set_breaches import SET_BREACHES


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path / "course")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is found in such a copy."""
    return check(gather(copy_course(tmp_path_factory.mktemp("sound") / "course")))


def test_the_course_passes() -> None:
    """Without a warning too."""
    found = [str(finding) for finding in check(gather(ROOT))]
    assert not found, "\n".join(found)


def test_so_does_the_copy_that_is_broken_below(before: list[Finding]) -> None:
    found = [str(finding) for finding in before]
    assert not found, "\n".join(found)


def test_every_rule_has_a_breach() -> None:
    assert set(BREACHES) | set(SET_BREACHES) == set(RULES)


CASES = [(code, breach) for code, breaches in BREACHES.items() for breach in breaches]
NAMES = [f"{code}-{number}" for code, breaches in BREACHES.items() for number in range(len(breaches))]


@pytest.mark.parametrize(("code", "breach"), CASES, ids=NAMES)
def test_a_breach_is_reported_with_its_code_and_place(
    course: Path, before: list[Finding], code: str, breach: Breach
) -> None:
    file, line = breach(course)
    findings = [one for one in check(gather(course)) if one not in before]
    assert {one.code for one in findings} == {code}, [str(one) for one in findings]
    assert {(one.file, one.line, one.severity) for one in findings} == {(file, line, RULES[code].severity)}
    assert all(one.message[-1] not in ".:" and one.remedy.endswith(".") for one in findings)


def test_what_is_remembered_of_a_text_is_not_told_of_another(course: Path, before: list[Finding]) -> None:
    """A fault that was mended is gone, and one that was not is still told, by the checks that follow in one process."""
    sound = {file: file.read_bytes() for file in course.rglob("*") if file.is_file()}
    for code in ("C001", "K002", "S006", "T006", "W001"):
        file, _ = BREACHES[code][0](course)
        for found in (check(gather(course)), check(gather(course))):
            assert code in {one.code for one in found}
        (course / file).write_bytes(sound[course / file])
        assert check(gather(course)) == before


def test_faults_of_all_files_are_found_in_one_run(course: Path) -> None:
    broken = ("S001", "S006", "W003", "T001", "K001", "N002", "N004")
    for code in broken:
        BREACHES[code][0](course)
    found = CliRunner().invoke(app, ["check", str(course)])
    assert found.exit_code == 1
    assert all(f" {code} " in found.output for code in broken), found.output
    assert not re.search(re.escape(str(course)), found.output), "paths are relative to the course"


def test_an_item_is_measured_though_its_neighbour_does_not_load(course: Path) -> None:
    BREACHES["W005"][0](course)
    text = (course / BANK).read_text("utf-8")
    (course / BANK).write_text(text.replace("kind: rank", "kind: unheard-of"), "utf-8")
    assert {"S001", "W005"} <= {one.code for one in check(gather(course))}


def test_a_line_names_file_line_id_code_and_remedy(course: Path) -> None:
    _, line = BREACHES["W005"][0](course)
    found = CliRunner().invoke(app, ["check", str(course)])
    message = "W005 the title has 1 word; 2 to 8 are allowed. Say more."
    assert f"error: data/scenarios/listening.yml:{line}: listening-01: {message}" in found.output.splitlines()
    assert "1 error, " in found.output


def test_for_machines(course: Path) -> None:
    BREACHES["W005"][0](course)
    found = CliRunner().invoke(app, ["check", str(course), "--json"])
    data = json.loads(found.output)
    assert (found.exit_code, data["errors"]) == (1, 1)
    (error,) = [one for one in data["findings"] if one["severity"] == "error"]
    assert (error["code"], error["file"], error["id"]) == ("W005", BANK.as_posix(), "listening-01")
    assert 0 <= data["figures"]["best is the longest"] <= 1


def test_the_figures_are_told_with_their_bounds(course: Path) -> None:
    found = CliRunner().invoke(app, ["check", str(course)]).output.splitlines()
    told = {line.split("  ")[1]: line.split("  ", 2)[2].strip() for line in found if line.startswith("  ")}
    entries = gather(course).entries
    assert told["items"] == str(len(entries))
    assert f"branching {sum(entry.item.kind == 'branching' for entry in entries)}" in told["by kind"].split(", ")
    assert re.fullmatch(r"\d+%  \(at most 35%\)", told["best is the longest"])
    assert re.fullmatch(r"a \d+%, b \d+%, c \d+%, d \d+%  \(15% to 35% each\)", told["best stands at"])
    assert re.fullmatch(r"[\d.]+  \(at most 9\)", told["highest reading grade"])


def test_warnings_do_not_stop(course: Path) -> None:
    BREACHES["S006"][0](course)
    found = CliRunner().invoke(app, ["check", str(course)])
    assert found.exit_code == 0, found.output
    assert "warning: notebooks/" in found.output


def test_the_course_is_found_from_within(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course / "data" / "scenarios")
    assert CliRunner().invoke(app, ["check"]).exit_code == 0
    monkeypatch.chdir(course.parent)
    assert CliRunner().invoke(app, ["check"]).exit_code == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 3}', '{"cells": [1, {"metadata": 2, "source": 3}]}'])
def test_odd_files_are_findings_and_no_crash(course: Path, text: str) -> None:
    for file in (LESSON, QUIZ_NOTEBOOK, BANK, QUIZ, KEYS, TOC, LESSONS):
        (course / file).write_text(text, "utf-8")
    assert "S001" in {one.code for one in check(gather(course))}


def test_copies_that_jupyterlab_made_are_passed_over(course: Path, before: list[Finding]) -> None:
    for folder in (PAGE.parent, LESSON.parent):
        (course / folder / ".ipynb_checkpoints").mkdir()
    (course / PAGE.parent / ".ipynb_checkpoints" / "copy.md").write_text("[away](../nowhere.md)\n", "utf-8")
    (course / LESSON.parent / ".ipynb_checkpoints" / "copy.ipynb").write_text("{}", "utf-8")
    assert check(gather(course)) == before


def test_a_folder_with_nothing_but_course_yml_is_no_crash(tmp_path: Path) -> None:
    shutil.copy(ROOT / COURSE, tmp_path)
    assert {one.code for one in check(gather(tmp_path))} == {"S001"}


def test_reading_grade() -> None:
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade(["One two.", "Three four"]) == pytest.approx(0.39 * 2 + 11.8 - 15.59)
    assert grade([]) == grade([""]) == 0
