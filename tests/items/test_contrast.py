"""Contrast sets and say-first items on disk: sound ones load, and every fault is named with its file, line and id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from softskills.items import Bank, Practice, SayFirst, Scenario, load_bank, load_quiz
from support.contrast import KEPT_BACK, OPTIONS, SET_ID, SHOWN, contrast_set, graded_set, key_of, say_first, set_file
from support.item_files import COMPETENCIES, KEYS, QUIZ, SCENARIOS, Course, line_of

SETS = "scenarios/sets.yml"
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path)
    made.write("competencies.yml", COMPETENCIES)
    made.write("scenarios/listening.yml", SCENARIOS)
    made.write(SETS, set_file())
    return made


@pytest.fixture
def bank(course: Course) -> Bank:
    return load_bank(course.folder)


def test_every_situation_is_a_scenario_of_its_own(bank: Bank) -> None:
    made = {name: bank.items[name] for name in [*SHOWN, KEPT_BACK]}
    assert [one.kind for one in made.values()] == ["choose"] * 3
    for one, situation in zip(made.values(), contrast_set()["situations"], strict=True):
        assert isinstance(one, Practice)
        assert (one.stem, one.title, one.options) == (situation["text"], situation["title"], OPTIONS)
        assert (one.goal, one.question) == (contrast_set()["goal"], contrast_set()["question"])
        assert one.contrast == SET_ID
        assert one.key.effectiveness == situation["key"]["effectiveness"]
        assert bank.competency_of[one.id] == "active-listening"


def test_set_itself_is_no_item(bank: Bank) -> None:
    assert list(bank.contrasts) == [SET_ID]
    assert SET_ID not in bank.items
    assert SET_ID not in bank.competency_of


def test_set_knows_what_a_lesson_shows_and_what_is_kept_back(bank: Bank) -> None:
    assert bank.contrasts[SET_ID].shown == SHOWN
    assert bank.contrasts[SET_ID].kept_back == [KEPT_BACK]


def test_situation_without_its_key_is_public(bank: Bank) -> None:
    practice = bank.items[SHOWN[0]]
    assert isinstance(practice, Practice)
    assert type(practice.public) is Scenario
    assert "key" not in practice.public.model_dump()
    assert practice.public.contrast == SET_ID


def test_scenario_outside_a_set_has_neither_goal_nor_set(bank: Bank) -> None:
    lone = bank.items["listening-01"]
    assert isinstance(lone, Practice)
    assert (lone.goal, lone.contrast) == (None, None)


def test_situation_may_be_of_another_kind(course: Course) -> None:
    changed = contrast_set()
    changed["situations"][0]["kind"] = "rank"
    course.write(SETS, set_file(changed))
    assert [one.kind for one in load_bank(course.folder).contrasts[SET_ID].scenarios] == ["rank", "choose", "choose"]


def test_say_first_item_loads(bank: Bank) -> None:
    item = bank.items["forms-say"]
    assert isinstance(item, SayFirst)
    assert [sample.text for sample in item.samples] == [sample["text"] for sample in say_first()["samples"]]
    assert item.look_for == say_first()["look_for"]


def one_situation(data: dict[str, Any]) -> None:
    del data["situations"][1:]


def five_situations(data: dict[str, Any]) -> None:
    data["situations"] += [contrast_set()["situations"][0] | {"id": f"more-{number}"} for number in range(2)]


def same_best(data: dict[str, Any]) -> None:
    for one in data["situations"]:
        one["key"] = key_of({"a": 1, "b": 2, "c": 5, "d": 3})


def three_options(data: dict[str, Any]) -> None:
    del data["options"]["d"]
    for one in data["situations"]:
        one["key"] = key_of({"a": 5, "b": 2, "c": 1} if one["id"] == SHOWN[0] else {"a": 1, "b": 5, "c": 2})


def key_of_another_option(data: dict[str, Any]) -> None:
    data["situations"][1]["key"] = key_of({"a": 2, "b": 5, "c": 1, "e": 3})


def two_best(data: dict[str, Any]) -> None:
    data["situations"][1]["key"]["effectiveness"] = {"a": 5, "b": 5, "c": 1, "d": 2}


def without(*path: str | int) -> Change:
    def change(data: dict[str, Any]) -> None:
        for step in path[:-1]:
            data = data[step]  # type: ignore[index]
        del data[path[-1]]  # type: ignore[arg-type]

    return change


@pytest.mark.parametrize(
    ("change", "stands_at", "of", "message"),
    [
        pytest.param(
            one_situation,
            "  situations:",
            SET_ID,
            "items.0.situations: a set needs two situations or more, so that there is something to compare; add one",
            id="one situation",
        ),
        pytest.param(
            five_situations,
            "  situations:",
            SET_ID,
            "items.0.situations: a set has at most four situations, and this one has 5; take some out",
            id="five situations",
        ),
        pytest.param(
            same_best,
            "  situations:",
            SET_ID,
            "items.0.situations: c is best in every situation, so nothing depends on them; "
            "change one until another option is best",
            id="same best",
        ),
        pytest.param(
            without("goal"), "- id: forms\n", SET_ID, "items.0.goal: this field is required and missing", id="no goal"
        ),
        pytest.param(
            three_options,
            "  options:",
            SET_ID,
            "items.0.options: a set has exactly four options, and this one has 3; "
            "add what is missing or take out the surplus, and key each in every situation",
            id="three options",
        ),
        pytest.param(
            key_of_another_option,
            "        e: 3",
            SHOWN[1],
            "items.0.situations.1.key.effectiveness.e: the key does not match the options of the set: "
            "missing letters d; unknown letters e",
            id="key of another option",
        ),
        pytest.param(
            two_best,
            "TWO BEST",
            SHOWN[1],
            "items.0.situations.1.key.effectiveness: effectiveness must have exactly one highest and one lowest option",
            id="two best",
        ),
        pytest.param(
            without("situations", 0, "key"),
            "  - id: forms-weekly",
            SHOWN[0],
            "items.0.situations.0.key: this field is required and missing",
            id="no key",
        ),
    ],
)
def test_wrong_set_is_named_with_file_line_and_remedy(
    course: Course, change: Change, stands_at: str, of: str, message: str
) -> None:
    data = contrast_set()
    change(data)
    file = course.write(SETS, set_file(data))
    fault = course.fault()
    lines = file.read_text("utf-8").splitlines()
    second = [number for number, line in enumerate(lines, 1) if line.strip() == "effectiveness:"][1:2]
    expected = second[0] if stands_at == "TWO BEST" else line_of_start(lines, stands_at.rstrip("\n"))
    assert (fault.file, fault.line, fault.id) == (file, expected, of)
    assert fault.message.startswith(message)


def line_of_start(lines: list[str], start: str) -> int:
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


@pytest.mark.parametrize("taken", ["listening-01", SET_ID, SHOWN[0]])
def test_ids_of_sets_situations_and_items_are_of_one_name_space(course: Course, taken: str) -> None:
    data = contrast_set()
    data["situations"][2]["id"] = taken
    file = course.write(SETS, set_file(data))
    fault = course.fault()
    lines = [number for number, line in enumerate(file.read_text("utf-8").splitlines(), 1) if f"id: {taken}" in line]
    assert (fault.file, fault.line, fault.id) == (file, lines[-1], taken)
    assert fault.message.startswith("this id is already used at ")


def test_set_with_the_id_of_an_item_is_refused(course: Course) -> None:
    file = course.write(SETS, set_file(contrast_set() | {"id": "listening-02"}))
    assert [(fault.file, fault.id) for fault in course.faults()] == [(file, "listening-02")]


def test_scenario_may_not_name_a_set_itself(course: Course) -> None:
    file = course.change(
        "scenarios/listening.yml", "    title: A short answer\n", "    title: One\n    contrast: forms\n"
    )
    fault = course.fault()
    assert (fault.line, fault.id) == (line_of(file, "contrast: forms"), "listening-01")
    assert fault.message == "contrast is not for a scenario of its own; move it under the situations of the set"


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("field", ["samples", "look_for"])
def test_say_first_item_has_three_of_each(course: Course, field: str, count: int) -> None:
    item = say_first()
    item[field] = (item[field] + say_first()[field])[:count]
    course.write(SETS, set_file(item))
    fault = course.fault()
    assert fault.id == "forms-say"
    assert fault.message.startswith(f"items.0.{field}: List should have at {'least' if count < 3 else 'most'} 3 items")


LESSONS = """\
lessons:
  - file: one
    title: One
    items: [forms-weekly, forms-closing, forms-say]
  - file: two
    title: Two
    items: [listening-01]
    brings_back: [forms, listening-01]
"""


def test_lesson_lists_what_it_shows_and_brings_back_a_set(course: Course) -> None:
    course.write("lessons.yml", LESSONS)
    assert load_bank(course.folder).lessons[1].brings_back == [SET_ID, "listening-01"]


def test_lesson_that_lists_a_set_is_told_what_to_list(course: Course) -> None:
    course.write("lessons.yml", LESSONS.replace("forms-weekly, forms-closing", "forms"))
    fault = course.fault()
    assert fault.line == 4
    assert fault.message == (
        "lesson 'one' names a contrast set 'forms'; list what it shows: forms-weekly, forms-closing"
    )


@pytest.fixture
def quiz_course(course: Course) -> Course:
    quiz, keys = yaml.safe_load(QUIZ), yaml.safe_load(KEYS)
    quiz["items"].insert(1, graded_set())
    keys["items"] |= {one["id"]: one["key"] for one in contrast_set()["situations"][:2]}
    course.write("quiz.yml", yaml.safe_dump(quiz, sort_keys=False))
    course.write("keys.yml", yaml.safe_dump(keys, sort_keys=False))
    return course


def rewrite(course: Course, name: str, change: Change) -> None:
    data = yaml.safe_load((course.folder / name).read_text("utf-8"))
    change(data)
    course.write(name, yaml.safe_dump(data, sort_keys=False))


def test_quiz_asks_the_situations_of_its_set(quiz_course: Course) -> None:
    quiz = load_quiz(quiz_course.folder / "quiz.yml")
    assert [one.id for one in quiz.asked] == ["quiz-01", *SHOWN, "quiz-02", "quiz-essay"]
    assert [one.id for one in quiz.scenarios] == ["quiz-01", *SHOWN, "quiz-02"]
    assert quiz.max_points == 8
    assert {one.contrast for one in quiz.scenarios} == {None, SET_ID}


def test_sets_that_follow_each_other_take_turns(quiz_course: Course) -> None:
    def add_another(data: dict[str, Any]) -> None:
        other = graded_set() | {"id": "another-set"}
        for situation in other["situations"]:
            situation["id"] = f"other-{situation['id']}"
        data["items"].insert(2, other)

    rewrite(quiz_course, "quiz.yml", add_another)
    one, two = SHOWN
    asked = [scene.id for scene in load_quiz(quiz_course.folder / "quiz.yml").scenarios]
    assert asked == ["quiz-01", one, f"other-{one}", two, f"other-{two}", "quiz-02"]


def test_quiz_may_ask_one_situation_of_a_set(quiz_course: Course) -> None:
    rewrite(quiz_course, "quiz.yml", lambda data: data["items"].__setitem__(1, graded_set(SHOWN[0])))
    assert [one.id for one in load_quiz(quiz_course.folder / "quiz.yml").scenarios][1] == SHOWN[0]


@pytest.mark.parametrize(
    ("name", "change", "of", "message"),
    [
        pytest.param(
            "quiz.yml",
            lambda data: data["items"].__setitem__(1, graded_set(*SHOWN, KEPT_BACK)),
            SET_ID,
            "a quiz asks one or two situations of a set; take the others out, or into another assignment",
            id="three situations",
        ),
        pytest.param(
            "quiz.yml",
            lambda data: data["items"][1]["situations"][0].__setitem__("id", "quiz-02"),
            "quiz-02",
            "this id stands twice",
            id="id twice",
        ),
        pytest.param(
            "quiz.yml",
            lambda data: data["items"][1]["situations"][0].__setitem__("key", key_of({"a": 5, "b": 1, "c": 2, "d": 3})),
            SHOWN[0],
            "no such field is known here; remove it or correct its name",
            id="key in the quiz",
        ),
        pytest.param(
            "keys.yml",
            lambda data: data["items"].pop(SHOWN[1]),
            SHOWN[1],
            "this scenario of the quiz has no key",
            id="no key",
        ),
        pytest.param(
            "keys.yml",
            lambda data: data["items"].__setitem__(SHOWN[1], key_of({"a": 5, "b": 2, "c": 1, "d": 3})),
            SHOWN[1],
            "in the set 'forms' a is best in every situation, so nothing depends on them; "
            "change one until another option is best",
            id="same best",
        ),
    ],
)
def test_wrong_set_in_a_quiz_is_named(quiz_course: Course, name: str, change: Change, of: str, message: str) -> None:
    rewrite(quiz_course, name, change)
    fault, *others = quiz_course.quiz_faults()
    assert others == []
    assert (fault.file.name, fault.id) == (name, of)
    assert fault.line is not None
    assert fault.message.endswith(message)
