"""Course content on disk: sound files load, and every fault is named with its file, line and id."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softskills.items import (
    ContentError,
    Fault,
    Intention,
    Practice,
    Reflection,
    data_folder,
    load_bank,
    load_quiz,
    load_quiz_keys,
)
from softskills.items.models import ItemSet
from softskills.sources import MAX_FILE_BYTES, Source, parse, read_yaml
from softskills.widgets import RatingWidget
from support.item_files import COMPETENCIES, KEYS, QUIZ, SCENARIOS, Course, faults_of, line_of, only
from support.places import LISTENING_COURSE, ROOT

QUIZZES = sorted(ROOT.glob("exercises/source/*/quiz.yml"))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path)
    made.write("competencies.yml", COMPETENCIES)
    made.write("scenarios/listening.yml", SCENARIOS)
    made.write("quiz.yml", QUIZ)
    made.write("keys.yml", KEYS)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.yml"


def test_sound_course_loads_with_all_kinds_of_items(course: Course) -> None:
    bank = load_bank(course.folder)
    kinds = {item_id: type(item) for item_id, item in bank.items.items()}
    assert kinds == {"listening-01": Practice, "listening-02": Reflection, "listening-03": Intention}


def test_competencies_keep_the_order_of_the_file(course: Course) -> None:
    assert list(load_bank(course.folder).competencies) == ["active-listening", "collaboration"]


def test_who_rates_themselves_begins_with_those_that_the_course_names_or_with_the_first_three(course: Course) -> None:
    assert load_bank.__wrapped__(course.folder).rated_first == ["active-listening", "collaboration"]
    file = course.folder / "competencies.yml"
    written = file.read_text("utf-8")
    course.write("competencies.yml", f"first: [collaboration]\n{written}")
    bank = load_bank.__wrapped__(course.folder)
    assert bank.rated_first == ["collaboration"]
    asked = RatingWidget([*bank.competencies.values()], "before", None, bank.rated_first).content
    assert [one["id"] for one in asked["competencies"]] == ["collaboration", "active-listening"]
    assert asked["first"] == 1
    course.write("competencies.yml", f"first: [collaboration, juggling]\n{written}")
    assert course.fault().line == 1
    assert "no competency is called 'juggling'; known are active-listening, collaboration" in course.fault().message


def test_every_item_knows_its_competency(course: Course) -> None:
    course.write(
        "scenarios/other.yml",
        "competency: collaboration\nitems: [{id: other-01, kind: reflection, title: A title, prompt: A prompt}]\n",
    )
    assert load_bank(course.folder).competency_of == {
        "listening-01": "active-listening",
        "listening-02": "active-listening",
        "listening-03": "active-listening",
        "other-01": "collaboration",
    }


def test_public_scenario_holds_no_part_of_its_key(course: Course) -> None:
    practice = load_bank(course.folder).items["listening-01"]
    assert isinstance(practice, Practice)
    assert set(practice.public.model_dump()) == {
        "id",
        "kind",
        "title",
        "stem",
        "question",
        "options",
        "goal",
        "contrast",
    }


def test_file_with_windows_line_ends_gives_the_same_course(course: Course, tmp_path: Path) -> None:
    windows = Course(tmp_path / "windows")
    windows.write("competencies.yml", COMPETENCIES.replace("\n", "\r\n"))
    windows.write("scenarios/listening.yml", SCENARIOS.replace("\n", "\r\n"))
    assert load_bank(windows.folder) == load_bank(course.folder)


def test_fault_reads_as_file_line_id_and_message(course: Course) -> None:
    file = course.change("scenarios/listening.yml", "    title: Last week\n", "    title: 7\n")
    fault = course.fault()
    line = line_of(file, "title: 7")
    assert str(fault) == f"{file}:{line}: listening-02: items.1.title: should be a valid string"


@pytest.mark.parametrize(
    ("old", "new", "stands_at", "item", "message"),
    [
        pytest.param(
            "    question: Which reply is most effective, and which least?\n",
            "",
            "- id: listening-01",
            "listening-01",
            "items.0.question: this field is required and missing",
            id="field missing",
        ),
        pytest.param(
            "      rationale: Asking lets her show it.\n",
            "",
            "key:",
            "listening-01",
            "items.0.key.rationale: this field is required and missing",
            id="field of the key missing",
        ),
        pytest.param(
            "  - id: listening-02\n    kind: reflection\n",
            "  - kind: reflection\n",
            "- kind: reflection",
            None,
            "items.1.id: this field is required and missing",
            id="id missing",
        ),
        pytest.param(
            "    kind: reflection\n",
            "",
            "- id: listening-02",
            "listening-02",
            "items.1.kind: this field is required and missing",
            id="kind missing",
        ),
        pytest.param(
            "    title: This week\n",
            "    title: [This, week]\n",
            "title: [This, week]",
            "listening-03",
            "items.2.title: should be a valid string",
            id="list where text is due",
        ),
        pytest.param(
            "        d: 1\n",
            "        d: one\n",
            "d: one",
            "listening-01",
            "items.0.key.effectiveness.d: should be a valid integer",
            id="text where a number is due",
        ),
        pytest.param(
            "        d: 1\n",
            "        d: true\n",
            "d: true",
            "listening-01",
            "items.0.key.effectiveness.d: should be a valid integer",
            id="true where a number is due",
        ),
        pytest.param(
            "        d: 1\n",
            "        d: 0\n",
            "d: 0",
            "listening-01",
            "items.0.key.effectiveness.d: should be greater than or equal to 1",
            id="effectiveness too low",
        ),
        pytest.param(
            "        c: 5\n",
            "        c: 6\n",
            "c: 6",
            "listening-01",
            "items.0.key.effectiveness.c: should be less than or equal to 5",
            id="effectiveness too high",
        ),
        pytest.param(
            "    title: Last week\n",
            "    title: Last week\n    hint: Think.\n",
            "hint: Think.",
            "listening-02",
            "items.1.hint: no such field is known here; remove it or correct its name",
            id="field unknown",
        ),
        pytest.param(
            "        b: 4\n",
            "        b: 5\n",
            "effectiveness:",
            "listening-01",
            "items.0.key.effectiveness: effectiveness must have exactly one highest and one lowest option",
            id="two best options",
        ),
        pytest.param(
            "        a: 2\n",
            "        a: 1\n",
            "effectiveness:",
            "listening-01",
            "items.0.key.effectiveness: effectiveness must have exactly one highest and one lowest option",
            id="two worst options",
        ),
        pytest.param(
            "        d: 1\n",
            "        d: 1\n        e: 3\n",
            "e: 3",
            "listening-01",
            "items.0.key.effectiveness.e: feedback and effectiveness must name the same options; not in both: e",
            id="unknown letter in effectiveness",
        ),
        pytest.param(
            "        d: This ends the search.\n",
            "        d: This ends the search.\n        e: This is late.\n",
            "e: This is late.",
            "listening-01",
            "items.0.key.feedback.e: feedback and effectiveness must name the same options; not in both: e",
            id="unknown letter in feedback",
        ),
        pytest.param(
            "      d: Tell her how you do it.\n",
            "",
            "        d: 1",
            "listening-01",
            "items.0.key.effectiveness.d: the key does not match the options: missing letters none; unknown letters d",
            id="unknown letter in effectiveness and feedback",
        ),
        pytest.param(
            "      d: Tell her how you do it.\n",
            "      d: Tell her how you do it.\n      e: Wait.\n",
            "effectiveness:",
            "listening-01",
            "items.0.key.effectiveness: the key does not match the options: missing letters e; unknown letters none",
            id="option without a key",
        ),
        pytest.param(
            "      d: Tell her how you do it.\n",
            "      D: Tell her how you do it.\n",
            "      D: Tell her how you do it.",
            "listening-01",
            "items.0.options.D: String should match pattern '^[a-z]$'",
            id="capital letter",
        ),
        pytest.param(
            "  - id: listening-02\n",
            "  - id: ../Listening 02\n",
            "- id: ../Listening 02",
            "../Listening 02",
            "items.1.id: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'",
            id="id that is no identifier",
        ),
        pytest.param(
            "  - id: listening-02\n",
            '  - id: "listening-02\\n"\n',
            '- id: "listening-02\\n"',
            "listening-02\n",
            "items.1.id: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'",
            id="id that ends in a line end",
        ),
        pytest.param(
            "    prompt: When did you last listen without a plan?\n",
            '    prompt: "  "\n',
            'prompt: "  "',
            "listening-02",
            "items.1.prompt: String should have at least 1 character",
            id="text of blanks",
        ),
        pytest.param(
            "competency: active-listening\n",
            "competency: juggling\n",
            "competency: juggling",
            None,
            "no competency is called 'juggling'; known are active-listening, collaboration",
            id="competency unknown",
        ),
        pytest.param(
            "    title: Last week\n",
            "    title: Last week\n    title: This week, too\n",
            "title: This week, too",
            None,
            "the name 'title' stands twice",
            id="name given twice",
        ),
        pytest.param(
            "      d: Tell her how you do it.\n",
            "      4: Tell her how you do it.\n",
            "4: Tell her how you do it.",
            None,
            "the name '4' must be text; put it in quotes",
            id="number as a name",
        ),
        pytest.param(
            "      d: Tell her how you do it.\n",
            "      ? [d]\n      : Tell her how you do it.\n",
            "? [d]",
            None,
            "a name must be text, not a list or mapping",
            id="list as a name",
        ),
        pytest.param(
            "    title: Last week\n",
            "    title: 2026-13-45\n",
            "title: 2026-13-45",
            None,
            "'2026-13-45' is no such number or date; put it in quotes",
            id="date that does not exist",
        ),
        pytest.param(
            "    title: Last week\n",
            '    title: !!int ""\n',
            "title: !!int",
            None,
            "'' is no such number or date; put it in quotes",
            id="empty text called a number",
        ),
    ],
)
def test_fault_in_an_item_is_named(
    course: Course, old: str, new: str, stands_at: str, item: str | None, message: str
) -> None:
    file = course.change("scenarios/listening.yml", old, new)
    assert course.fault() == Fault(file, line_of(file, stands_at), item, message)


def test_unknown_kind_is_named_with_the_kinds_that_are_known(course: Course) -> None:
    file = course.change("scenarios/listening.yml", "    kind: reflection\n", "    kind: essay\n")
    fault = course.fault()
    assert (fault.file, fault.line, fault.id) == (file, line_of(file, "kind: essay"), "listening-02")
    assert fault.message.startswith(
        "items.1.kind: there is no kind 'essay' here, only 'choose', 'best-worst', 'rate-each', "
    )
    assert all(kind in fault.message for kind in ("'best-worst'", "'reflection'", "'intention'"))


def test_two_options_are_too_few(course: Course) -> None:
    file = course.change(
        "scenarios/listening.yml",
        "      b: Ask about the time sheets.\n      c: Ask about the last check.\n",
        "",
    )
    message = "items.0.options: Dictionary should have at least 3 items after validation, not 2"
    assert course.fault() == Fault(file, line_of(file, "options:"), "listening-01", message)


def test_file_without_items_is_refused(course: Course) -> None:
    file = course.write("scenarios/listening.yml", "competency: collaboration\nitems: []\n")
    message = "items: List should have at least 1 item after validation, not 0"
    assert course.fault() == Fault(file, 2, None, message)


def test_empty_file_is_refused(course: Course) -> None:
    file = course.write("scenarios/listening.yml", "")
    fault = course.fault()
    assert (fault.file, fault.line, fault.id) == (file, None, None)
    assert fault.message.startswith("file: should be a valid dictionary")


def test_list_where_a_mapping_is_due_is_refused(course: Course) -> None:
    file = course.write("scenarios/listening.yml", "# a comment\n- listening-01\n")
    fault = course.fault()
    assert (fault.file, fault.line, fault.id) == (file, 2, None)
    assert fault.message.startswith("file: should be a valid dictionary")


def test_id_used_twice_in_one_file_is_named_with_the_first_place(course: Course) -> None:
    file = course.change("scenarios/listening.yml", "  - id: listening-03\n", "  - id: listening-02  # again\n")
    first = line_of(file, "id: listening-02  # again") - 5
    message = f"this id is already used at {file}:{first}"
    assert course.fault() == Fault(file, line_of(file, "# again"), "listening-02", message)


def test_id_used_in_two_files_is_named_with_the_first_place(course: Course) -> None:
    first = course.folder / "scenarios/listening.yml"
    second = course.write(
        "scenarios/other.yml",
        "competency: collaboration\nitems:\n"
        "  - {kind: reflection, title: A title, prompt: A prompt,\n     id: listening-03}\n",
    )
    message = f"this id is already used at {first}:{line_of(first, 'id: listening-03')}"
    assert course.fault() == Fault(second, 4, "listening-03", message)


def test_every_fault_of_every_file_is_reported_in_one_run(course: Course) -> None:
    competencies = course.change("competencies.yml", "  - id: collaboration\n", "  - id: active-listening  # again\n")
    listening = course.change("scenarios/listening.yml", "    title: Last week\n", "    heading: Last week\n")
    course.change("scenarios/listening.yml", "        d: 1\n", "        d: 9\n")
    latin = course.write("scenarios/latin.yml", "competency: collaboration\ntitle: caf\xe9\n".encode("latin-1"))
    broken = course.write("scenarios/broken.yml", "competency: [collaboration\n")
    course.write(
        "scenarios/lost.yml",
        "competency: juggling\nitems: [{id: lost-01, kind: reflection, title: A title, prompt: A prompt}]\n",
    )

    found = [(fault.file, fault.line, fault.id) for fault in course.faults()]

    assert found == [
        (competencies, line_of(competencies, "# again"), "active-listening"),
        (broken, 2, None),
        (latin, 2, None),
        (listening, line_of(listening, "d: 9"), "listening-01"),
        (listening, line_of(listening, "id: listening-02"), "listening-02"),
        (listening, line_of(listening, "heading:"), "listening-02"),
    ], "which competencies there are is not known, so nothing is said of lost.yml"


def test_faults_of_scenarios_are_reported_beside_unreadable_competencies(course: Course) -> None:
    competencies = course.write("competencies.yml", "competencies: [\n")
    listening = course.change("scenarios/listening.yml", "    title: Last week\n", "    title: 7\n")
    assert [(fault.file, fault.id) for fault in course.faults()] == [(competencies, None), (listening, "listening-02")]


def test_error_text_has_one_line_for_every_fault(course: Course) -> None:
    course.change("scenarios/listening.yml", "        d: 1\n", "        d: 9\n")
    course.change("scenarios/listening.yml", "    title: Last week\n", "")
    with pytest.raises(ContentError) as caught:
        load_bank(course.folder)
    assert str(caught.value).splitlines() == [str(fault) for fault in caught.value.faults]
    assert len(caught.value.faults) == 2


def test_bank_can_be_loaded_once_its_fault_is_mended(course: Course) -> None:
    course.change("scenarios/listening.yml", "    title: Last week\n", "    title: 7\n")
    assert course.faults()
    course.change("scenarios/listening.yml", "    title: 7\n", "    title: Last week\n")
    assert "listening-02" in load_bank(course.folder).items


@pytest.mark.parametrize(
    ("old", "new", "stands_at", "competency", "message"),
    [
        pytest.param(
            "    definition: Working towards a shared goal.\n",
            "",
            "- id: collaboration",
            "collaboration",
            "competencies.1.definition: this field is required and missing",
            id="field missing",
        ),
        pytest.param(
            "      - Fifth level.\n",
            "",
            "    levels:",
            "active-listening",
            "competencies.0.levels: List should have at least 5 items after validation, not 4",
            id="four levels",
        ),
        pytest.param(
            "      - Fifth level.\n",
            "      - Fifth level.\n      - Sixth level.\n",
            "    levels:",
            "active-listening",
            "competencies.0.levels: List should have at most 5 items after validation, not 6",
            id="six levels",
        ),
        pytest.param(
            "      - Third level.\n",
            "      - 3\n",
            "      - 3",
            "active-listening",
            "competencies.0.levels.2: should be a valid string",
            id="number as a level",
        ),
        pytest.param(
            "    part: 2\n",
            '    part: "2"\n',
            'part: "2"',
            "collaboration",
            "competencies.1.part: should be a valid integer",
            id="text as a part",
        ),
        pytest.param(
            "    part: 2\n",
            "    part: 2\n    colour: red\n",
            "colour: red",
            "collaboration",
            "competencies.1.colour: no such field is known here; remove it or correct its name",
            id="field unknown",
        ),
        pytest.param(
            "  - id: collaboration\n",
            "  - id: active-listening  # again\n",
            "# again",
            "active-listening",
            "this competency id stands twice",
            id="id used twice",
        ),
        pytest.param(
            "    part: 2\n",
            "    part: 2\n    name: Working together\n",
            "name: Working together",
            None,
            "the name 'name' stands twice",
            id="name given twice",
        ),
    ],
)
def test_fault_in_the_competencies_is_named(
    course: Course, old: str, new: str, stands_at: str, competency: str | None, message: str
) -> None:
    file = course.change("competencies.yml", old, new)
    if "levels" in stands_at:  # the other competency lists its levels in one line
        text = file.read_text("utf-8").splitlines()
        line = text.index("    levels:") + 1
    else:
        line = line_of(file, stands_at)
    assert course.fault() == Fault(file, line, competency, message)


def test_competency_without_a_file_of_competencies_is_named(course: Course) -> None:
    (course.folder / "competencies.yml").unlink()
    file = course.folder / "scenarios" / "listening.yml"
    message = "no competency is called 'active-listening'; there is no competencies.yml"
    assert course.fault() == Fault(file, 1, None, message)


def test_alias_is_refused(file: Path) -> None:
    file.write_text("first: &name text\nsecond: other\nthird: *name\n", "utf-8")
    message = "aliases (*name) are not allowed here; write the text out"
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 3, None, message)


def test_file_that_would_grow_a_billionfold_is_refused_at_its_first_alias(file: Path) -> None:
    lines = ["l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    file.write_text("\n".join(lines), "utf-8")
    message = "aliases (*name) are not allowed here; write the text out"
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 2, None, message)


def test_fifty_thousand_levels_of_nesting_are_refused_where_they_grow_too_deep(file: Path) -> None:
    file.write_text("name:\n" + "  [\n" * 50_000 + "  ]\n" * 50_000, "utf-8")
    message = "is nested more than 20 levels deep"
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 21, None, message)


def test_fifty_thousand_levels_in_one_line_are_refused(file: Path) -> None:
    file.write_text("name: " + "{a: " * 50_000 + "1" + "}" * 50_000, "utf-8")
    message = "is nested more than 20 levels deep"
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 1, None, message)


def test_twenty_levels_of_nesting_are_read(file: Path) -> None:
    file.write_text("name: " + "[" * 19 + "]" * 19, "utf-8")
    assert json.dumps(read_yaml(file).data) == '{"name": ' + "[" * 19 + "]" * 19 + "}"


def test_text_that_is_not_yaml_is_refused_with_its_line(file: Path) -> None:
    file.write_text("first: 1\nsecond: [1, 2\nthird: 3\n", "utf-8")
    message = "is not valid YAML: did not find expected ',' or ']'"
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 3, None, message)


def test_second_document_in_a_file_is_refused(file: Path) -> None:
    file.write_text("first: 1\n---\nsecond: 2\n", "utf-8")
    message = "is not valid YAML: but found another document"
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 2, None, message)


@pytest.mark.parametrize("character", ["\0", "\a", "\x1b"])
def test_control_character_is_refused_with_its_line(file: Path, character: str) -> None:
    file.write_text(f"first: é\nsecond: 'é{character}'\nthird: 3\n", "utf-8")
    message = f"is not valid YAML: character #x{ord(character):04x} is not allowed"
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 2, None, message)


def test_file_that_is_not_utf_8_is_refused_with_its_line(file: Path) -> None:
    file.write_bytes(b"first: 1\nsecond: caf\xe9\n")
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, 2, None, "is not UTF-8 text: byte 20")


def test_file_that_is_too_large_is_not_read(file: Path) -> None:
    file.write_bytes(b"#" * (MAX_FILE_BYTES + 1))
    assert only(faults_of(lambda: read_yaml(file))) == Fault(
        file, None, None, "2000001 bytes; at most 2000000 are read"
    )


def test_file_of_the_largest_size_is_read(file: Path) -> None:
    file.write_bytes(b"a: 1\n#" + b"x" * (MAX_FILE_BYTES - 6))
    assert read_yaml(file).data == {"a": 1}


def test_missing_file_is_named(file: Path) -> None:
    assert only(faults_of(lambda: read_yaml(file))) == Fault(
        file, None, None, "cannot be read: No such file or directory"
    )


def test_folder_in_place_of_a_file_is_named(file: Path) -> None:
    file.mkdir()
    assert only(faults_of(lambda: read_yaml(file))) == Fault(file, None, None, "cannot be read: Is a directory")


def test_tag_that_names_python_code_runs_nothing(file: Path, tmp_path: Path) -> None:
    file.write_text(f"first: !!python/object/apply:os.mkdir ['{tmp_path / 'made'}']\n", "utf-8")
    read_yaml(file)
    assert not (tmp_path / "made").exists()


YAML_LIKE = st.text(alphabet="ab:-[]{}&*!?<=~|>#%@`'\"\\ \n\t0123456789.eé\0", max_size=60)


@given(content=st.binary(max_size=60) | YAML_LIKE.map(lambda text: text.encode("utf-8")))
def test_noise_is_read_or_refused_and_never_ends_in_another_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("noise") / "file.yml"
    file.write_bytes(content)
    faults = None
    try:
        parse(read_yaml(file), ItemSet)
    except ContentError as error:
        faults = error.faults
    last_line = len(content.decode("utf-8", "replace").splitlines()) + 1
    assert faults != []
    assert all(fault.line is None or 1 <= fault.line <= last_line for fault in faults or [])
    file.unlink()
    file.parent.rmdir()


ANY_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["competency", "items", "id", "kind", "best-worst", "reflection", "key", "options", "a"])
            | st.text(max_size=3),
            inner | st.sampled_from(["best-worst", "reflection", "intention"]),
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(items=ANY_DATA)
def test_any_data_under_items_gives_faults_and_no_other_error(items: Any) -> None:
    source = Source(Path("file.yml"), {"competency": "collaboration", "items": items}, {(): 1, ("items",): 2})
    for fault in faults_of(lambda: parse(source, ItemSet)):
        assert fault.line in (1, 2)


@pytest.mark.parametrize("number", range(1, SCENARIOS.count("\n") + 1))
def test_loss_of_any_one_line_is_survived_or_named_inside_the_file(course: Course, number: int) -> None:
    lines = SCENARIOS.splitlines(keepends=True)
    course.write("scenarios/listening.yml", "".join(lines[: number - 1] + lines[number:]))
    if not lines[number - 1].strip():
        assert len(load_bank(course.folder).items) == 3
        return
    for fault in course.faults():
        assert fault.line is not None
        assert 1 <= fault.line <= len(lines)


def test_sound_quiz_and_keys_load(course: Course) -> None:
    quiz = load_quiz(course.folder / "quiz.yml")
    keys = load_quiz_keys(course.folder / "keys.yml", quiz)
    assert [scenario.id for scenario in quiz.scenarios] == ["quiz-01", "quiz-02"]
    assert set(keys.items) == {"quiz-01", "quiz-02"}
    assert set(keys.rubric) == {"quiz-essay"}


def test_points_of_a_quiz_count_its_scenarios_only(course: Course) -> None:
    assert load_quiz(course.folder / "quiz.yml").max_points == 4


def test_quiz_file_that_carries_a_key_is_refused(course: Course) -> None:
    file = course.change("quiz.yml", "    title: At the desk\n", "    title: At the desk\n    key: {}\n")
    message = "items.0.key: no such field is known here; remove it or correct its name"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "key: {}"), "quiz-01", message)


def test_id_used_twice_in_a_quiz_is_named(course: Course) -> None:
    file = course.change("quiz.yml", "  - id: quiz-02\n", "  - id: quiz-01  # again\n")
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "# again"), "quiz-01", "this id stands twice")


def test_intention_in_a_quiz_is_refused(course: Course) -> None:
    file = course.change("quiz.yml", "    kind: reflection\n", "    kind: intention\n")
    fault = only(course.quiz_faults())
    assert (fault.file, fault.line, fault.id) == (file, line_of(file, "kind: intention"), "quiz-essay")
    assert "'intention'" in fault.message


def test_missing_key_file_is_named(course: Course) -> None:
    file = course.folder / "keys.yml"
    file.unlink()
    assert only(course.quiz_faults()) == Fault(file, None, None, "cannot be read: No such file or directory")


def test_keys_of_another_quiz_are_refused(course: Course) -> None:
    file = course.change("keys.yml", "quiz: listening\n", "# keys\nquiz: speaking\n")
    message = "these are the keys of 'speaking', not of 'listening'"
    assert only(course.quiz_faults()) == Fault(file, 2, None, message)


def test_scenario_without_a_key_is_named(course: Course) -> None:
    file = course.write("keys.yml", KEYS[: KEYS.index("  quiz-02:")] + KEYS[KEYS.index("rubric:") :])
    message = "this scenario of the quiz has no key"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "items:"), "quiz-02", message)


def test_key_of_a_scenario_that_the_quiz_lacks_is_named(course: Course) -> None:
    file = course.change("keys.yml", "  quiz-02:\n", "  quiz-03:\n")
    assert course.quiz_faults() == [
        Fault(file, 2, "quiz-02", "this scenario of the quiz has no key"),
        Fault(file, line_of(file, "quiz-03:"), "quiz-03", "the quiz has no scenario of this id"),
    ]


def test_key_with_an_unknown_letter_is_named_at_that_letter(course: Course) -> None:
    file = course.change("keys.yml", "      c: 3\n", "      c: 3\n      d: 2\n")
    course.change("keys.yml", "      c: This leaves no chance to ask.\n", "      c: Late.\n      d: Later.\n")
    message = "the key does not match the options: missing letters none; unknown letters d"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "d: 2"), "quiz-01", message)


def test_key_that_lacks_an_option_is_named(course: Course) -> None:
    file = course.change("keys.yml", "      c: 3\n", "")
    course.change("keys.yml", "      c: This leaves no chance to ask.\n", "")
    line = KEYS.splitlines().index("    effectiveness:") + 1
    message = "the key does not match the options: missing letters c; unknown letters none"
    assert only(course.quiz_faults()) == Fault(file, line, "quiz-01", message)


def test_key_with_two_best_options_is_named(course: Course) -> None:
    file = course.change("keys.yml", "      c: 3\n", "      c: 5\n")
    line = KEYS.splitlines().index("    effectiveness:") + 1
    message = "items.quiz-01.effectiveness: effectiveness must have exactly one highest and one lowest option"
    assert only(course.quiz_faults()) == Fault(file, line, "quiz-01", message)


def test_key_given_twice_is_named(course: Course) -> None:
    file = course.change("keys.yml", "  quiz-02:\n", "  quiz-01:  # again\n")
    message = "the name 'quiz-01' stands twice"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "# again"), None, message)


def test_written_task_without_a_rubric_is_named(course: Course) -> None:
    file = course.write("keys.yml", KEYS[: KEYS.index("rubric:")] + "rubric: {}\n")
    message = "this written task of the quiz has no rubric"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "rubric: {}"), "quiz-essay", message)


def test_keys_without_any_rubric_are_named(course: Course) -> None:
    file = course.write("keys.yml", KEYS[: KEYS.index("rubric:")])
    message = "this written task of the quiz has no rubric"
    assert only(course.quiz_faults()) == Fault(file, 1, "quiz-essay", message)


def test_rubric_of_a_task_that_the_quiz_lacks_is_named(course: Course) -> None:
    file = course.change("keys.yml", "  quiz-essay:\n", "  quiz-letter:\n")
    assert course.quiz_faults() == [
        Fault(file, line_of(file, "quiz-letter:"), "quiz-letter", "the quiz has no written task of this id"),
        Fault(file, line_of(file, "rubric:"), "quiz-essay", "this written task of the quiz has no rubric"),
    ]


def test_rubric_that_lacks_a_field_is_named(course: Course) -> None:
    file = course.change("keys.yml", "      half: The gist is there.\n", "")
    message = "rubric.quiz-essay.0.half: this field is required and missing"
    assert only(course.quiz_faults()) == Fault(file, line_of(file, "- criterion:"), "quiz-essay", message)


def test_all_faults_of_a_key_file_are_reported_in_one_run(course: Course) -> None:
    course.change("keys.yml", "quiz: listening\n", "quiz: speaking\n")
    course.change("keys.yml", "  quiz-02:\n", "  quiz-03:\n")
    course.change("keys.yml", "  quiz-essay:\n", "  quiz-letter:\n")
    assert [fault.id for fault in course.quiz_faults()] == [None, "quiz-02", "quiz-03", "quiz-letter", "quiz-essay"]


def test_content_of_the_course_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOFTSKILLS_DATA", raising=False)
    bank = load_bank(data_folder())
    assert bank.competencies
    assert bank.items
    assert set(bank.competency_of) == set(bank.items)


def test_course_has_at_least_one_graded_quiz() -> None:
    assert QUIZZES


@pytest.mark.parametrize("file", QUIZZES, ids=lambda file: file.parent.name)
def test_graded_quiz_of_the_course_loads_with_its_keys(file: Path) -> None:
    quiz = load_quiz(file)
    keys = load_quiz_keys(ROOT / "exercises/keys" / f"{file.parent.name}.yml", quiz)
    assert set(keys.items) == {scenario.id for scenario in quiz.scenarios}


@pytest.mark.parametrize("file", QUIZZES, ids=lambda file: file.parent.name)
def test_graded_quiz_of_the_course_trains_a_known_competency(file: Path) -> None:
    assert load_quiz(file).competency in load_bank(ROOT / "data").competencies


def test_every_key_file_of_the_course_belongs_to_a_quiz() -> None:
    keys = {file.stem for file in ROOT.glob("exercises/keys/*.yml")}
    assert keys == {file.parent.name for file in QUIZZES}


def test_no_graded_item_is_also_a_practice_item() -> None:
    practice = set(load_bank(ROOT / "data").items)
    assert practice.isdisjoint(item.id for file in QUIZZES for item in load_quiz(file).items)


def test_a_lesson_with_an_unknown_item_is_named_with_its_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(LISTENING_COURSE / "data", data)
    lessons = data / "lessons.yml"
    lines = lessons.read_text().splitlines()
    places = sorted([lines.index("      - listening-02"), len(lines) - 1])  # an item, and one that is brought back
    for number, place in enumerate(places):
        lines[place] = f"      - no-such-item-{number}"
    lessons.write_text("\n".join(lines))
    with pytest.raises(ContentError) as caught:
        load_bank(data)
    assert [(fault.line, fault.file) for fault in caught.value.faults] == [(place + 1, lessons) for place in places]
    assert "names an unknown item 'no-such-item-0'" in str(caught.value)
