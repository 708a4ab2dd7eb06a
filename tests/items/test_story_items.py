"""Branching scenarios on disk: sound ones load, and every fault of a story or its key is named with its place."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
from pydantic import ValidationError

from softskills.items import Fault, PracticeStory, Story, StoryKey, load_bank, load_quiz, load_quiz_keys
from softskills.sources import Unsound
from support.item_files import COMPETENCIES, Course, line_of, only
from support.story import practice_story, story_data, story_key_data

STORY = """\
- id: story-01
  kind: branching
  title: A small story
  stem: Amara waits for your answer.
  question: What do you do?
  start: desk
  scenes:
    desk:
      title: At the desk
      text: Amara looks up.
      choices:
        a: {text: Ask her., to: hall}
        b: {text: Tell her., to: parted}
    hall:
      title: In the hall
      text: She has an idea.
      choices:
        a: {text: Hear it., to: agreed}
        b: {text: Thank her., to: agreed}
        c: {text: Go on., to: parted}
    agreed:
      title: You agree
      text: You settle on a day.
      ending: true
    parted:
      title: You part
      text: She goes.
      ending: true
"""

KEY = """\
turns_on: She has not agreed yet.
rationale: Asking moves the talk on.
values:
  trust: {name: Trust, start: 2, lowest: 0, highest: 4}
effectiveness:
  desk: {a: 5, b: 1}
  hall:
    a: 4
    b: 3
    c: 1
effects:
  desk: {a: {trust: 1}}
  hall:
    c: {trust: -2}
feedback:
  desk: {a: It asks., b: It tells.}
  hall:
    a: It hears.
    b: It thanks.
    c: It leaves.
"""

PRACTICE = "competency: active-listening\nitems:\n" + indent(STORY, "  ") + "    key:\n" + indent(KEY, "      ")
QUIZ = "quiz: listening\ntitle: Listen\ncompetency: active-listening\npoints_each: 2\nitems:\n" + indent(STORY, "  ")
QUIZ += """\
  - id: quiz-01
    kind: rank
    title: At the desk
    stem: Sanjay wants to talk.
    question: Which reply is best?
    options: {a: Go ahead., b: Sit down., c: Send me a message.}
"""
KEYS = "quiz: listening\nitems:\n  story-01:\n" + indent(KEY, "    ")
KEYS += """\
  quiz-01:
    turns_on: The queue.
    rationale: A hearing needs attention.
    effectiveness: {a: 1, b: 5, c: 3}
    feedback: {a: One., b: Two., c: Three.}
"""
SET = "scenarios/listening.yml"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path)
    made.write("competencies.yml", COMPETENCIES)
    made.write(SET, PRACTICE)
    made.write("quiz.yml", QUIZ)
    made.write("keys.yml", KEYS)
    return made


def test_a_sound_story_loads_in_practice_and_in_a_quiz(course: Course) -> None:
    practice = load_bank(course.folder).items["story-01"]
    assert isinstance(practice, PracticeStory)
    assert list(practice.forks) == ["desk", "hall"]
    quiz = load_quiz(course.folder / "quiz.yml")
    assert quiz.scenarios[0].model_dump() == practice.public.model_dump()
    assert load_quiz_keys(course.folder / "keys.yml", quiz).items["story-01"] == practice.key
    assert quiz.max_points == 4


def test_the_public_story_holds_no_part_of_its_key(course: Course) -> None:
    practice = load_bank(course.folder).items["story-01"]
    assert isinstance(practice, PracticeStory)
    public = practice.public
    assert type(public) is Story
    assert set(public.model_dump()) == {
        "id",
        "kind",
        "title",
        "stem",
        "question",
        "start",
        "scenes",
        "goal",
        "contrast",
    }
    assert not isinstance(load_quiz(course.folder / "quiz.yml").scenarios[0], PracticeStory)


REQUIRED = "this field is required and missing"
UNKNOWN = "no such field is known here; remove it or correct its name"
TWO_BEST = "effectiveness must have exactly one highest and one lowest option"
MISMATCH = "the key does not match the choices of hall"


@pytest.mark.parametrize(
    ("old", "new", "stands_at", "message"),
    [
        pytest.param(
            "{text: Ask her., to: hall}",
            "{text: Ask her., to: kitchen}",
            "to: kitchen",
            "scenes.desk.choices.a.to: there is no scene 'kitchen' to go to",
            id="a choice leads nowhere",
        ),
        pytest.param(
            "    start: desk\n",
            "    start: kitchen\n",
            "start: kitchen",
            "start: there is no scene 'kitchen' with choices to start in",
            id="no such start",
        ),
        pytest.param(
            "    start: desk\n",
            "    start: agreed\n",
            "start: agreed",
            "start: there is no scene 'agreed' with choices to start in",
            id="the start is an ending",
        ),
        pytest.param("    start: desk\n", "", "- id: story-01", f"start: {REQUIRED}", id="start missing"),
        pytest.param(
            "          a: {text: Ask her., to: hall}\n",
            "",
            "choices:",
            "scenes.desk.choices: a fork needs two choices or more",
            id="a fork of one choice",
        ),
        pytest.param(
            "        text: She goes.\n",
            "        text: She goes.\n        choices: {a: {text: A., to: hall}, b: {text: B., to: hall}}\n",
            "ending: true",
            "scenes.parted.ending: an ending has no choices; remove one of the two",
            id="an ending with choices",
        ),
        pytest.param(
            "          c: {text: Go on., to: parted}\n",
            "".join(f"          {letter}: {{text: Go on., to: parted}}\n" for letter in "cde"),
            "choices:",
            "scenes.hall.choices: Dictionary should have at most 4 items after validation, not more",
            id="five choices",
        ),
        pytest.param(
            "c: {text: Go on., to: parted}",
            "c: {text: Go on., to: parted, effect: 1}",
            "effect: 1",
            f"scenes.hall.choices.c.effect: {UNKNOWN}",
            id="an unknown field of a choice",
        ),
        pytest.param(
            "        text: She goes.\n",
            "        text: She goes.\n        picture: door.png\n",
            "picture: door.png",
            f"scenes.parted.picture: {UNKNOWN}",
            id="an unknown field of a scene",
        ),
        pytest.param(
            "{text: Ask her., to: hall}",
            "{to: hall}",
            "{to: hall}",
            f"scenes.desk.choices.a.text: {REQUIRED}",
            id="text",
        ),
        pytest.param(
            "          c: {text: Go on., to: parted}\n",
            "          C: {text: Go on., to: parted}\n",
            "C: {text",
            "scenes.hall.choices.C: String should match pattern '^[a-z]$'",
            id="a capital letter",
        ),
        pytest.param(
            "      parted:\n",
            "      The parting:\n",
            "The parting:",
            "scenes.The parting: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'",
            id="a scene whose name is no id",
        ),
        pytest.param(
            "        desk: {a: 5, b: 1}\n",
            "        desk: {a: 5, b: 5}\n",
            "desk: {a: 5, b: 5}",
            f"key.effectiveness.desk: {TWO_BEST}",
            id="two best choices",
        ),
        pytest.param(
            "          b: 3\n",
            "          b: 1\n",
            "hall:",
            f"key.effectiveness.hall: {TWO_BEST}",
            id="two worst choices",
        ),
        pytest.param(
            "          c: It leaves.\n",
            "",
            "hall:",
            "key.feedback.hall.c: there is no feedback on the choice c of hall",
            id="feedback missing",
        ),
        pytest.param(
            "          c: It leaves.\n",
            "          c: It leaves.\n          d: It waits.\n",
            "d: It waits.",
            "key.feedback.hall.d: there is no effectiveness of the choice d of hall",
            id="feedback on no choice",
        ),
        pytest.param(
            "          c: {trust: -2}\n",
            "          d: {trust: -2}\n",
            "d: {trust: -2}",
            "key.effects.hall.d: there is no effectiveness of the choice d of hall",
            id="effects of an unknown choice",
        ),
        pytest.param(
            "          c: {trust: -2}\n",
            "          c: {time: -2}\n",
            "c: {time: -2}",
            "key.effects.hall.c.time: there is no value 'time' to change",
            id="effects on an unknown value",
        ),
        pytest.param(
            "c: {trust: -2}",
            "c: {trust: lost}",
            "c: {trust: lost}",
            "key.effects.hall.c.trust: should be a valid integer",
            id="an effect that is no number",
        ),
        pytest.param(
            "start: 2, lowest: 0",
            "start: 5, lowest: 0",
            "start: 5",
            "key.values.trust.start: start must lie between lowest and highest",
            id="a value that starts outside",
        ),
        pytest.param(
            "start: 2, lowest: 0, highest: 4",
            "start: 2, lowest: 2, highest: 2",
            "start: 2, lowest: 2",
            "key.values.trust.start: start must lie between lowest and highest",
            id="a value that cannot change",
        ),
        pytest.param(
            "      values:\n",
            "      values:\n"
            "        time: {name: Time, start: 2, lowest: 0, highest: 4}\n"
            "        rest: {name: Rest, start: 2, lowest: 0, highest: 4}\n",
            "values:",
            "key.values: Dictionary should have at most 2 items after validation, not more",
            id="three values",
        ),
        pytest.param(
            "      rationale: Asking moves the talk on.\n",
            "",
            "key:",
            f"key.rationale: {REQUIRED}",
            id="rationale missing",
        ),
        pytest.param(
            "      turns_on: She has not agreed yet.\n",
            "      turns_on: She has not agreed yet.\n      notes: None.\n",
            "notes: None.",
            f"key.notes: {UNKNOWN}",
            id="an unknown field of a key",
        ),
        pytest.param(
            "          b: {text: Thank her., to: agreed}\n",
            "",
            "b: 3",
            f"key.effectiveness.hall.b: {MISMATCH}: missing letters none; unknown letters b",
            id="a key for a choice that is not there",
        ),
        pytest.param(
            "          c: {text: Go on., to: parted}\n",
            "          c: {text: Go on., to: parted}\n          d: {text: Wait., to: parted}\n",
            "hall:",
            f"key.effectiveness.hall: {MISMATCH}: missing letters d; unknown letters none",
            id="a choice without a key",
        ),
    ],
)
def test_a_fault_of_a_practice_story_is_named(course: Course, old: str, new: str, stands_at: str, message: str) -> None:
    file = course.change(SET, old, new)
    fault = course.fault()
    assert (fault.file, fault.id, fault.message) == (file, "story-01", f"items.0.{message}")
    assert stands_at in file.read_text("utf-8").splitlines()[(fault.line or 0) - 1]


def test_a_key_that_lacks_a_fork_is_named(course: Course) -> None:
    for line in ("desk: {a: 5, b: 1}", "desk: {a: {trust: 1}}", "desk: {a: It asks., b: It tells.}"):
        file = course.change(SET, f"        {line}\n", "")
    place = "items.0.key.effectiveness.desk"
    message = "the key does not match the choices of desk: missing letters a, b; unknown letters none"
    assert course.fault() == Fault(file, line_of(file, "      effectiveness:"), "story-01", f"{place}: {message}")


def test_a_key_for_a_scene_that_is_no_fork_is_named(course: Course) -> None:
    file = course.change(
        SET, "        desk: {a: 5, b: 1}\n", "        desk: {a: 5, b: 1}\n        agreed: {a: 5, b: 1}\n"
    )
    course.change(SET, "        desk: {a: It asks.", "        agreed: {a: One., b: Two.}\n        desk: {a: It asks.")
    message = "the key does not match the choices of agreed: missing letters none; unknown letters a, b"
    place = "items.0.key.effectiveness.agreed.a"
    assert course.fault() == Fault(file, line_of(file, "agreed: {a: 5, b: 1}"), "story-01", f"{place}: {message}")


def test_a_story_of_one_scene_is_refused(course: Course) -> None:
    text = PRACTICE[: PRACTICE.index("      hall:")] + PRACTICE[PRACTICE.index("    key:") :]
    file = course.write(SET, text)
    message = "items.0.scenes: Dictionary should have at least 2 items after validation, not 1"
    assert course.fault() == Fault(file, line_of(file, "scenes:"), "story-01", message)


def test_all_faults_of_a_story_are_reported_in_one_run(course: Course) -> None:
    course.change(SET, "    start: desk\n", "    start: kitchen\n")
    course.change(SET, "{text: Ask her., to: hall}", "{text: Ask her., to: nowhere}")
    course.change(SET, "{text: Go on., to: parted}", "{text: Go on., to: elsewhere}")
    course.change(SET, "          b: {text: Thank her., to: agreed}\n", "")
    assert [fault.message.partition(": ")[0] for fault in course.faults()] == [
        "items.0.start",
        "items.0.scenes.desk.choices.a.to",
        "items.0.scenes.hall.choices.c.to",
        "items.0.key.effectiveness.hall.b",
    ]


def test_all_faults_of_a_storys_key_are_reported_in_one_run(course: Course) -> None:
    course.change(SET, "desk: {a: 5, b: 1}", "desk: {a: 3, b: 3}")
    course.change(SET, "          b: 3\n", "          b: 4\n")
    course.change(SET, "          a: It hears.\n          b: It thanks.\n", "")
    course.change(SET, "          c: {trust: -2}\n", "          d: {time: -2, trust: 1}\n")
    assert [fault.message.partition(": ")[0].removeprefix("items.0.key.") for fault in course.faults()] == [
        "effectiveness.desk",
        "effectiveness.hall",
        "feedback.hall.a",
        "feedback.hall.b",
        "effects.hall.d",
        "effects.hall.d.time",
    ]


def test_faults_of_several_scenes_are_reported_in_one_run(course: Course) -> None:
    file = course.change(SET, "          a: {text: Ask her., to: hall}\n", "")
    course.change(SET, "        text: She goes.\n", "        text: She goes.\n        colour: red\n")
    course.change(SET, "        title: In the hall\n", "        title: 7\n")
    course.change(SET, "start: 2, lowest: 0", "start: 9, lowest: 0")
    assert [(fault.line, fault.id) for fault in course.faults()] == [
        (line_of(file, "b: {text: Tell her.") - 1, "story-01"),
        (line_of(file, "title: 7"), "story-01"),
        (line_of(file, "colour: red"), "story-01"),
        (line_of(file, "start: 9"), "story-01"),
    ]


# In a quiz


def test_a_story_in_a_quiz_file_that_carries_its_key_is_refused(course: Course) -> None:
    file = course.change("quiz.yml", "    start: desk\n", "    start: desk\n    key: {}\n")
    message = f"items.0.key: {UNKNOWN}"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "key: {}"), "story-01", message)


@pytest.mark.parametrize("field", ["effectiveness: {}", "effects: {}", "values: {}", "feedback: {}"])
def test_no_part_of_a_key_may_stand_in_a_quiz_file(course: Course, field: str) -> None:
    course.change("quiz.yml", "    start: desk\n", f"    start: desk\n    {field}\n")
    course.change("quiz.yml", "        text: She goes.\n", f"        text: She goes.\n        {field}\n")
    course.change("quiz.yml", "c: {text: Go on.,", f"c: {{{field}, text: Go on.,")
    name = field.partition(":")[0]
    assert [fault.message for fault in course.quiz_faults()] == [
        f"items.0.scenes.hall.choices.c.{name}: {UNKNOWN}",
        f"items.0.scenes.parted.{name}: {UNKNOWN}",
        f"items.0.{name}: {UNKNOWN}",
    ]


def test_a_fault_of_a_story_in_a_quiz_is_named(course: Course) -> None:
    file = course.change("quiz.yml", "{text: Ask her., to: hall}", "{text: Ask her., to: kitchen}")
    message = "items.0.scenes.desk.choices.a.to: there is no scene 'kitchen' to go to"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "to: kitchen"), "story-01", message)


@pytest.mark.parametrize(
    ("old", "new", "stands_at", "message"),
    [
        pytest.param(
            "      desk: {a: 5, b: 1}\n",
            "      desk: {a: 5, b: 5}\n",
            "desk: {a: 5, b: 5}",
            f"items.story-01.effectiveness.desk: {TWO_BEST}",
            id="two best choices",
        ),
        pytest.param(
            "        c: It leaves.\n",
            "",
            "hall:",
            "items.story-01.feedback.hall.c: there is no feedback on the choice c of hall",
            id="feedback missing",
        ),
        pytest.param(
            "start: 2,",
            "start: 9,",
            "start: 9",
            "items.story-01.values.trust.start: start must lie between lowest and highest",
            id="a value that starts outside",
        ),
        pytest.param(
            "      desk: {a: 5, b: 1}\n",
            "      desk: {a: 5, b: six}\n",
            "desk: {a: 5, b: six}",
            "items.story-01.effectiveness.desk.b: should be a valid integer",
            id="text where a number is due",
        ),
        pytest.param(
            "    turns_on: She has not agreed yet.\n",
            "",
            "story-01:",
            f"items.story-01.turns_on: {REQUIRED}",
            id="field missing",
        ),
        pytest.param(
            "    turns_on: She has not agreed yet.\n",
            "    turns_on: She has not agreed yet.\n    notes: None.\n",
            "notes: None.",
            f"items.story-01.notes: {UNKNOWN}",
            id="field unknown",
        ),
        pytest.param(
            "    effectiveness: {a: 1, b: 5, c: 3}\n",
            "    effectiveness: {a: 1, b: 5, c: 5}\n",
            "effectiveness: {a: 1, b: 5, c: 5}",
            f"items.quiz-01.effectiveness: {TWO_BEST}",
            id="two best options",
        ),
        pytest.param(
            "    effectiveness: {a: 1, b: 5, c: 3}\n",
            "    effectiveness: {a: 1, b: 5, c: 6}\n",
            "c: 6",
            "items.quiz-01.effectiveness.c: should be less than or equal to 5",
            id="a number too high",
        ),
    ],
)
def test_a_fault_of_a_key_is_named_without_a_word_of_how_it_was_read(
    course: Course, old: str, new: str, stands_at: str, message: str
) -> None:
    file = course.change("keys.yml", old, new)
    fault = only(course.quiz_faults())
    item = "quiz-01" if "quiz-01" in message else "story-01"
    assert (fault.file, fault.id, fault.message) == (file, item, message)
    assert stands_at in file.read_text("utf-8").splitlines()[(fault.line or 0) - 1]


@pytest.mark.parametrize("written", ["asks", "[1, 2]", "7"])
def test_a_key_that_is_no_mapping_is_named(course: Course, written: str) -> None:
    file = course.write(
        "keys.yml", f"quiz: listening\nitems:\n  story-01: {written}\n" + KEYS[KEYS.index("  quiz-01:") :]
    )
    fault = only(course.quiz_faults())
    assert (fault.file, fault.line, fault.id) == (file, 3, "story-01")
    assert fault.message.startswith("items.story-01: should be a valid dictionary")


def test_a_key_with_other_choices_than_its_story_is_named(course: Course) -> None:
    course.change("quiz.yml", "          b: {text: Thank her., to: agreed}\n", "")
    course.change("quiz.yml", "          b: {text: Tell her., to: parted}\n", "          d: {text: No., to: parted}\n")
    file = course.folder / "keys.yml"
    assert course.quiz_faults() == [
        Fault(
            file,
            line_of(file, "desk: {a: 5"),
            "story-01",
            "the key does not match the choices of desk: missing letters d; unknown letters b",
        ),
        Fault(
            file,
            line_of(file, "b: 3"),
            "story-01",
            "the key does not match the choices of hall: missing letters none; unknown letters b",
        ),
    ]


def test_keys_of_the_wrong_sort_are_named_both_ways(course: Course) -> None:
    text = KEYS.replace("story-01", "x").replace("quiz-01", "story-01").replace("  x:", "  quiz-01:")
    file = course.write("keys.yml", text)
    assert course.quiz_faults() == [
        Fault(
            file,
            text.splitlines().index("    effectiveness:") + 1,
            "quiz-01",
            "this is a key for a branching scenario, but the scenario is none: key every option",
        ),
        Fault(
            file,
            line_of(file, "effectiveness: {a: 1"),
            "story-01",
            "this is a key for options, but the scenario is a branching one: key every choice of every scene",
        ),
    ]


def test_a_practice_story_with_a_key_for_options_is_refused(course: Course) -> None:
    key = "turns_on: One.\nrationale: Two.\neffectiveness: {a: 1, b: 5}\nfeedback: {a: A., b: B.}\n"
    file = course.write(SET, PRACTICE[: PRACTICE.index("    key:\n")] + "    key:\n" + indent(key, "      "))
    faults = course.faults()
    assert {(fault.file, fault.id) for fault in faults} == {(file, "story-01")}
    assert [fault.message.partition(": ")[0] for fault in faults] == [
        "items.0.key.values",
        "items.0.key.effectiveness.a",
        "items.0.key.effectiveness.b",
        "items.0.key.feedback.a",
        "items.0.key.feedback.b",
    ]


def test_the_tests_own_story_is_sound_and_a_fault_names_all_that_is_wrong() -> None:
    assert practice_story().public == Story.model_validate(story_data())
    key = story_key_data()
    key["effects"] = {"desk": {"z": {"luck": 1}}}
    with pytest.raises(ValidationError) as caught:
        StoryKey.model_validate(key)
    [detail] = caught.value.errors()
    unsound = detail["ctx"]["error"]
    assert isinstance(unsound, Unsound)
    assert [fault.at for fault in unsound.faults] == [("effects", "desk", "z"), ("effects", "desk", "z", "luck")]
