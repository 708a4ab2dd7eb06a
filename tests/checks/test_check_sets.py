"""What the checker measures over all contrast sets: a model of the options' words, courtesy, details, readings."""

from __future__ import annotations

from pathlib import Path

import pytest

from softskills.checks import RULES, check, figures, gather
from softskills.checks.rules.set_cues import is_courteous
from softskills.checks.text.best_by_words import Options, share_found
from softskills.checks.text.cells import Notebook
from softskills.course import course_at
from support.check_course import Breach, write_yaml
from support.contrast import contrast_set
from support.generic_course import small_course
from support.set_breaches import SET_BREACHES, SET_READINGS, SETS, course_with_sets, readings_of, write_readings

CASES = [(code, breach) for code, breaches in SET_BREACHES.items() for breach in breaches]
NAMES = [f"{code}-{number}" for code, breaches in SET_BREACHES.items() for number in range(len(breaches))]


def test_sound_sets_are_passed(tmp_path: Path) -> None:
    assert [str(one) for one in check(gather(course_with_sets(tmp_path)))] == []


@pytest.mark.parametrize(("code", "breach"), CASES, ids=NAMES)
def test_a_breach_is_reported_with_its_code_and_place(tmp_path: Path, code: str, breach: Breach) -> None:
    file, line = breach(course_with_sets(tmp_path))
    findings = check(gather(tmp_path))
    assert {one.code for one in findings} == {code}, [str(one) for one in findings]
    assert {(one.file, one.line, one.severity) for one in findings} == {(file, line, RULES[code].severity)}
    assert all(one.message[-1] not in ".:" and one.remedy.endswith(".") for one in findings)


PLAIN = {"a": "Wait a day.", "b": "Go at once.", "c": "Ask the boss.", "d": "Write it down."}


def marked(letter: str) -> dict[str, str]:
    return {name: f"{text} Warmly." if name == letter else text for name, text in PLAIN.items()}


def test_a_word_that_marks_the_best_is_learnt_from_other_sets() -> None:
    sets = [Options(marked(letter), [letter]) for letter in "abcdabcd"]
    assert share_found(sets) == 1.0


def test_a_set_is_not_judged_by_its_own_key() -> None:
    other = Options({"a": "One.", "b": "Two.", "c": "Three.", "d": "Four."}, ["a"])
    assert share_found([Options(marked("a"), ["a"]), other]) == 0.25, "its words are in no other set: all look equal"


def test_options_that_win_here_and_lose_there_give_nothing_away() -> None:
    sets = [
        Options(PLAIN, ["a", "b"]),
        Options(PLAIN, ["c", "d"]),
        Options(PLAIN, ["b", "a"]),
        Options(PLAIN, ["d", "c"]),
    ]
    assert share_found(sets) <= 0.25


def test_one_pick_is_made_for_all_situations_of_a_set() -> None:
    sets = [Options(marked(letter), [letter, "abcd"["abcd".index(letter) - 1]]) for letter in "abcdabcd"]
    assert share_found(sets) == 0.5


def test_nothing_is_found_where_there_is_nothing() -> None:
    assert share_found([]) == 0.0


@pytest.mark.parametrize("text", ["Could you wait?", "Thanks, I will.", "I'm sorry.", "PLEASE go.", "I apologise."])
def test_courtesy_is_known(text: str) -> None:
    assert is_courteous(text)


@pytest.mark.parametrize("text", ["Wait.", "It is pleasing.", "He could wait.", "A gladiator."])
def test_what_only_looks_like_it_is_no_courtesy(text: str) -> None:
    assert not is_courteous(text)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The small course on bees, and beside its scenario one contrast set."""
    root = small_course(tmp_path)
    write_yaml(root / SETS, {"items": [contrast_set()]})
    write_readings(root / SET_READINGS, readings_of([contrast_set()]))
    return root


def test_another_course_may_have_sets(course: Path) -> None:
    assert [str(one) for one in check(gather(course)) if one.severity == "error"] == []


def test_the_figures_tell_of_sets(course: Path) -> None:
    found = figures(gather(course))
    assert (found["contrast sets"], found["sets, situations with a key"], found["sets, readings"]) == (1, 3, 7)
    assert found["sets, best stands at"] == {"a": 1 / 3, "b": 1 / 3, "c": 0.0, "d": 1 / 3}
    assert "sets, options alone" not in found, "of one set a share would say nothing"


def test_a_course_without_sets_has_no_figures_of_them(tmp_path: Path) -> None:
    assert not [name for name in figures(gather(small_course(tmp_path))) if name.startswith(("sets,", "contrast"))]


def test_options_of_a_set_are_measured_once(course: Path) -> None:
    data = contrast_set()
    data["options"]["a"] = "Ask."
    write_yaml(course / SETS, {"items": [data]})
    found = [one for one in check(gather(course)) if one.code in ("W002", "W007")]
    assert [(one.code, one.id) for one in found] == [("W002", "forms"), ("W007", "forms")]


@pytest.mark.parametrize(
    ("in_text", "option", "found"),
    [
        ("It is Friday.", "Wait until Friday, and then do the form with him.", "Friday"),
        ("It is friday.", "Wait until Friday, and then do the form with him.", "Friday"),
        ("You have 20 forms.", "Do 20 of the forms now, and let him see how.", "20"),
        ("He comes at 9:30.", "Ask him to come at 9:30 and not any later.", "9:30"),
        ("There are three of you.", "Let all three of you do the form now.", "three"),
        ("Here is Ines.", "Ask Ines to do the form with him next time.", "Ines"),
        ("You may go.", "Say that he may do the form when he likes.", None),
        ("One is late.", "Do this one with him, and then the next one.", None),
        ("Nothing.", "Ask Ines to do the form with him next time.", None),
    ],
)
def test_details_of_one_situation_are_found_in_options(
    course: Path, in_text: str, option: str, found: str | None
) -> None:
    data = contrast_set()
    data["situations"][1]["text"] += f" {in_text}"
    data["options"]["b"] = option
    write_yaml(course / SETS, {"items": [data]})
    messages = [one.message for one in check(gather(course)) if one.code == "D001"]
    expected = [f'the option b says "{found}", which only the situation "The counter closes" has'] if found else []
    assert messages == expected


def test_a_detail_that_two_situations_have_picks_none_out(course: Path) -> None:
    data = contrast_set()
    for one in data["situations"][:2]:
        one["text"] += " It is Friday."
    data["options"]["b"] = "Wait until Friday, and then do the form with him."
    write_yaml(course / SETS, {"items": [data]})
    assert [one for one in check(gather(course)) if one.code == "D001"] == []


def test_the_limits_of_sets_stand_in_course_yml(course: Path) -> None:
    text = (course / "course.yml").read_text("utf-8")
    (course / "course.yml").write_text(f"{text}limits: {{contrast: {{option_words: [2, 9], readers: 3}}}}\n", "utf-8")
    assert course_at(course).settings.limits.contrast.option_words == (2, 9)
    codes = {one.code for one in check(gather(course))}
    assert {"W007", "R004"} <= codes


def test_arguments_of_calls_are_read_one_by_one() -> None:
    source = 'pair("one-set")\npair("a-1", "b-1")\none_from_before("x", "y")\npair()\npair(name)'
    cells = [{"cell_type": "code", "source": source}]
    notebook = Notebook(Path("n.ipynb"), {"cells": cells}, "", False)
    assert notebook.called("pair", "one_from_before") == [
        ("pair", ["one-set"]),
        ("pair", ["a-1", "b-1"]),
        ("one_from_before", ["x", "y"]),
        ("pair", [""]),
        ("pair", [""]),
    ]
