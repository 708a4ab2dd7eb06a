"""What an author begins with: schemas by which an editor completes and checks, and templates that load as they are."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from softskills.authoring.adding import add_scenario
from softskills.authoring.guide import GUIDE, explain
from softskills.authoring.item_files import Found, named_in, read_items
from softskills.authoring.schema import SCHEMAS, schema, schema_file, write_schemas
from softskills.authoring.templates import HOW_TO, item_template
from softskills.checks import check, gather
from softskills.cli import app
from softskills.course import course_at
from softskills.items import ContentError, Practice, load_bank
from softskills.items.models import ItemSet
from softskills.sources import Model, parse, read_yaml
from support.contrast import KEPT_BACK, SET_ID, SHOWN, contrast_set, set_file, set_quiz
from support.places import LISTENING_COURSE, ROOT
from support.story import story_data, story_key_data

COURSE = course_at(ROOT)
SETTINGS = COURSE.settings
KINDS = ("contrast", "say-first", "choose", "best-worst", "rate-each", "rank", "branching")
PATTERNS = ("data/*.yml", "data/scenarios/*.yml", "exercises/source/*/quiz.yml", "exercises/keys/*.yml")
CONTENT = [COURSE.file, *sorted(file for pattern in PATTERNS for file in ROOT.glob(pattern))]
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


# --- Schemas ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_in_the_repository_is_what_the_models_give(name: str) -> None:
    written = schema_file(COURSE, name).read_text("utf-8")
    assert json.loads(written) == schema(name, SETTINGS), "run `softskills schema`"
    assert written == json.dumps(schema(name, SETTINGS), ensure_ascii=False, indent=2) + "\n"


def test_there_is_no_schema_without_a_model() -> None:
    assert {file.name for file in COURSE.schemas.iterdir()} == {schema_file(COURSE, name).name for name in SCHEMAS}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    made = schema(name, SETTINGS)
    assert made["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_content_file_names_its_schema_and_is_valid(file: Path) -> None:
    named = MODELINE.match(file.read_text("utf-8"))
    assert named, "the first line must name the schema, so that an editor finds it"
    found = (file.parent / named[1]).resolve()
    assert found.parent == COURSE.schemas
    errors = Draft202012Validator(json.loads(found.read_text("utf-8"))).iter_errors(yaml.safe_load(file.read_text()))
    assert [error.message for error in errors] == []


def test_the_situations_of_a_set_count_as_taken(tmp_path: Path) -> None:
    file = tmp_path / "sets.yml"
    file.write_text(set_file(), "utf-8")
    assert [found.data["id"] for found in named_in(read_yaml(file))] == [SET_ID, *SHOWN, KEPT_BACK, "forms-say"]


def test_a_preview_has_all_situations_of_a_set(tmp_path: Path) -> None:
    file = tmp_path / "sets.yml"
    file.write_text(set_file(contrast_set()), "utf-8")
    assert [item.id for item in read_items(file)[1]] == [*SHOWN, KEPT_BACK]
    quiz_file = tmp_path / "quiz.yml"
    quiz_file.write_text(yaml.safe_dump(set_quiz().model_dump()), "utf-8")
    assert [item.id for item in read_items(quiz_file)[1]] == SHOWN


def test_a_situation_that_stands_twice_is_named(tmp_path: Path) -> None:
    data = contrast_set()
    data["situations"][1]["id"] = SHOWN[0]
    file = tmp_path / "sets.yml"
    file.write_text(set_file(data), "utf-8")
    with pytest.raises(ContentError, match=f"{SHOWN[0]}: this id stands twice"):
        read_items(file)


def practice(kind: str) -> dict[str, Any]:
    """A set of one practice item that is sound."""
    found: dict[str, Any] = {
        "competency": "empathy",
        "items": yaml.safe_load(item_template(kind, "new-01", 0, SETTINGS)),
    }
    return found


def quiz() -> dict[str, Any]:
    story = {name: value for name, value in story_data().items() if name != "key"}
    return {"quiz": "q", "title": "Q", "competency": "empathy", "points_each": 2, "items": [story]}


def quiz_keys() -> dict[str, Any]:
    option_key = practice("rank")["items"][0]["key"]
    return {"quiz": "q", "items": {"story-01": story_key_data(), "other-01": option_key}}


SOUND = {"scenarios": practice("rank"), "quiz": quiz(), "quiz-keys": quiz_keys()}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_valid(name: str) -> None:
    assert Draft202012Validator(schema(name, SETTINGS)).is_valid(SOUND[name])


def in_item(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda data: change(data["items"][0])


BROKEN: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "no items": ("scenarios", lambda data: data.update(items=[])),
    "an unknown field of the file": ("scenarios", lambda data: data.update(author="me")),
    "an unknown kind": ("scenarios", in_item(lambda item: item.update(kind="ranks"))),
    "no kind": ("scenarios", in_item(lambda item: item.pop("kind"))),
    "an unknown field": ("scenarios", in_item(lambda item: item.update(colour="red"))),
    "a field of another kind": ("scenarios", in_item(lambda item: item.update(start="first"))),
    "another kind than its fields": ("scenarios", in_item(lambda item: item.update(kind="branching"))),
    "an id with capitals": ("scenarios", in_item(lambda item: item.update(id="New_01"))),
    "a number for a text": ("scenarios", in_item(lambda item: item.update(title=7))),
    "an empty text": ("scenarios", in_item(lambda item: item.update(stem=""))),
    "two options": ("scenarios", in_item(lambda item: item.update(options={"a": "x", "b": "y"}))),
    "a capital letter": ("scenarios", in_item(lambda item: item["options"].update(E="x"))),
    "no key": ("scenarios", in_item(lambda item: item.pop("key"))),
    "no rationale": ("scenarios", in_item(lambda item: item["key"].pop("rationale"))),
    "effectiveness over 5": ("scenarios", in_item(lambda item: item["key"]["effectiveness"].update(a=6))),
    "a key in a quiz": ("quiz", in_item(lambda item: item.update(key=story_key_data()))),
    "a choice that leads nowhere": ("quiz", in_item(lambda item: item["scenes"]["desk"]["choices"]["a"].pop("to"))),
    "a plan in a quiz": ("quiz", in_item(lambda item: item.update(kind="plan"))),
    "no points": ("quiz", lambda data: data.update(points_each=0)),
    "a key of both sorts": ("quiz-keys", lambda data: data["items"]["story-01"]["effectiveness"].update(a=3)),
    "three values": (
        "quiz-keys",
        lambda data: data["items"]["story-01"]["values"].update(mood=story_key_data()["values"]["trust"]),
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_not_valid(fault: str) -> None:
    name, change = BROKEN[fault]
    data = copy.deepcopy(SOUND[name])
    change(data)
    assert not Draft202012Validator(schema(name, SETTINGS)).is_valid(data)


@pytest.mark.parametrize("kind", [*KINDS, "reflection", "intention", "plan"])
def test_an_editor_is_told_the_fields_of_one_kind_only(kind: str) -> None:
    """An editor offers the fields of those cases of `oneOf` that the kind typed so far does not rule out."""
    made = schema("scenarios", SETTINGS)
    cases = [made["$defs"][case["$ref"].rpartition("/")[2]] for case in made["properties"]["items"]["items"]["oneOf"]]
    fitting = [case for case in cases if Draft202012Validator(case["properties"]["kind"]).is_valid(kind)]
    assert len(fitting) == 1
    offered = set(fitting[0]["properties"])
    assert ("options" in offered, "scenes" in offered, "fields" in offered) == (
        kind in ("contrast", "choose", "best-worst", "rate-each", "rank"),
        kind == "branching",
        kind == "plan",
    )
    assert fitting[0]["additionalProperties"] is False


def all_models(shape: type[Model] = Model) -> Iterator[type[Model]]:
    for model in shape.__subclasses__():
        yield model
        yield from all_models(model)


def test_every_field_is_explained_to_authors() -> None:
    names = {name for one in SCHEMAS for name in schema(one, SETTINGS).get("$defs", {})}
    used = {model for model in all_models() if model.__name__ in names} | set(SCHEMAS.values())
    silent = {
        f"{model.__name__}.{name}"
        for model in used
        for name in model.model_fields
        if not explain(model, name, SETTINGS)
    }
    assert silent == {"Reflection.kind", "QuizReflection.kind", "Intention.kind", "Plan.kind"}, (
        "each can be only one thing"
    )
    written = {(model, name) for model, fields in GUIDE.items() for name in fields}
    assert {(model, name) for model, name in written if name not in model.model_fields} == set()
    assert {model for model in GUIDE if not any(issubclass(one, model) for one in used)} == set()


def test_explanations_reach_the_schema() -> None:
    told = schema("scenarios", SETTINGS)["$defs"]["Practice"]["properties"]
    assert told["stem"]["description"] == explain(Practice, "stem", SETTINGS)
    assert "50 to 90 words" in told["stem"]["description"]
    assert told["key"]["description"] == explain(Practice, "key", SETTINGS)


def test_writing_the_schemas_says_what_changed(tmp_path: Path) -> None:
    shutil.copy(COURSE.file, tmp_path)
    course = course_at(tmp_path)
    assert all(changed for _, changed in write_schemas(course))
    assert not any(changed for _, changed in write_schemas(course))
    schema_file(course, "quiz").write_text("{}")
    assert [file.name for file, changed in write_schemas(course) if changed] == ["quiz.schema.json"]
    for name in SCHEMAS:
        assert schema_file(course, name).read_bytes() == schema_file(COURSE, name).read_bytes()


# --- Templates -------------------------------------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a course's content, which has nothing on empathy, as the folder one works in."""
    for name in ("data", "exercises/source", "exercises/keys"):
        shutil.copytree(LISTENING_COURSE / name, tmp_path / name, ignore=shutil.ignore_patterns("lessons.yml"))
    shutil.copy(LISTENING_COURSE / "course.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def add(
    kind: str = "rank", item_id: str | None = None, competency: str | None = None, file: str | Path | None = None
) -> Found:
    return add_scenario(course_at(Path()), kind, item_id, competency, Path(file) if file else None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_in_a_new_file_loads_as_it_is(course: Path, kind: str) -> None:
    added = add(kind, competency="empathy")
    assert (added.source.file, added.data["id"]) == (Path("data/scenarios/empathy.yml"), "empathy-01")
    bank = load_bank.__wrapped__(course / "data")
    found = {**bank.items, **bank.contrasts}["empathy-01"]
    assert found.kind == kind
    text = added.source.file.read_text("utf-8")
    assert MODELINE.match(text)[1] == "../schemas/scenarios.schema.json"  # type: ignore[index]
    assert text.splitlines()[added.source.line(added.place) - 1].strip() == "- id: empathy-01"  # type: ignore[operator]
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_explains_each_field_above_it_and_once(kind: str) -> None:
    text = item_template(kind, "new-01", 2, SETTINGS)
    comments = " ".join(line.strip("# ") for line in text.splitlines() if line.lstrip().startswith("#"))
    item = next(iter(parse_set(text).items))
    for name, field in type(item).model_fields.items():
        if getattr(item, name) != field.default:
            assert comments.count(explain(type(item), name, SETTINGS)) == 1, name
    assert comments.startswith(HOW_TO)
    assert ("30 to 70 words" if kind in ("contrast", "say-first") else "50 to 90 words") in comments
    assert ("none joins two actions" in comments) == (kind not in ("contrast", "say-first", "branching"))
    assert ("8 to 25 words each" in comments) == (kind == "contrast")


def parse_set(text: str) -> ItemSet:
    return ItemSet.model_validate({"competency": "empathy", "items": yaml.safe_load(text)})


def test_checks_find_the_placeholders(course: Path) -> None:
    for kind in KINDS:
        add(kind, item_id=f"new-{kind}", competency="empathy")
    found = {(finding.id, finding.code) for finding in check(gather(course)) if str(finding.id).startswith("new-")}
    for kind in KINDS:
        named = f"new-{kind}-1" if kind == "contrast" else f"new-{kind}"
        due = {"W005"} if kind == "say-first" else {"W001", "W003", "W005"}
        assert {code for item_id, code in found if item_id == named} >= due, kind
    assert ("new-contrast", "W007") in found


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_is_added_at_the_end_and_nothing_else_changes(course: Path, kind: str) -> None:
    file = course / "data/scenarios/listening.yml"
    before, items = file.read_bytes(), parse(read_yaml(file), ItemSet).items
    everything = snapshot(course)
    added = add(kind, competency="active-listening")
    after = file.read_bytes()
    assert after[: len(before)] == before
    grown = parse(read_yaml(file), ItemSet).items
    assert grown[:-1] == items
    assert (grown[-1].id, grown[-1].kind) == (added.data["id"], kind)
    assert snapshot(course) == everything | {file: after}


@pytest.mark.parametrize(
    "text",
    [
        "competency: empathy\nitems:\n  - {id: a-1}\n",
        "competency: empathy\nitems:\n- id: a-1\n  text: x",
        "items:\n      - id: a-1\n        text: >-\n          x\n\n# A last word.\n",
        'competency: empathy\nitems:\n  - id: a-1\n    text: "x\n      y"\n',
    ],
)
def test_files_are_added_to_however_they_are_indented(course: Path, text: str) -> None:
    text = text if "competency" in text else "competency: empathy\n" + text
    file = course / "mine.yml"
    file.write_text(text)
    add(file=file)
    assert file.read_text().startswith(text)
    data = yaml.safe_load(file.read_text())
    assert data["items"][:-1] == yaml.safe_load(text)["items"]
    assert parse_set(yaml.safe_dump(data["items"][-1:])).items[0].id == "mine-01"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("competency: empathy\nitems: [{id: a-1}]\n", "the last thing in the file"),
        ("items:\n  - id: a-1\ncompetency: empathy\n", "the last thing in the file"),
        ("competency: empathy\nitems:\n  - id: a-1\n...\n", "the last thing in the file"),
        ("competency: empathy\nitems: []\n", "the last thing in the file"),
        ("competency: empathy\nitems:\n", "the last thing in the file"),
        ("quiz: q\ncompetency: empathy\nitems:\n  - id: a-1\n", "no set of practice items"),
        ("- id: a-1\n", "no set of practice items"),
        ("", "no set of practice items"),
        ("competency: [\n", "not valid YAML"),
        ("competency: leadership\nitems:\n  - id: a-1\n", "train 'leadership', not 'empathy'"),
    ],
)
def test_a_file_to_which_nothing_can_be_added_is_left_alone(course: Path, text: str, why: str) -> None:
    file = course / "mine.yml"
    file.write_text(text)
    before = snapshot(course)
    with pytest.raises(ContentError, match=why):
        add(competency="empathy", file=file)
    assert snapshot(course) == before


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"item_id": "listening-01", "competency": "empathy"}, r"taken, at data/scenarios/listening\.yml:\d+"),
        ({"item_id": "listening-quiz-01", "competency": "empathy"}, r"taken, at exercises/source/listening/quiz\.yml:"),
        ({"item_id": "Bad_Id", "competency": "empathy"}, "small letters"),
        ({"competency": "charm"}, "no competency is called 'charm'; there are collaboration"),
        ({"file": "new.yml"}, "a new file needs a competency; there are collaboration"),
        ({"competency": "empathy", "file": "new.yaml"}, r"must end in \.yml"),
        ({"file": "exercises/source/listening/quiz.yml"}, "no set of practice items"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(course: Path, options: dict[str, str], why: str) -> None:
    before = snapshot(course)
    with pytest.raises(ContentError, match=why) as caught:
        add(**options)
    assert "Nothing was written." in str(caught.value)
    assert snapshot(course) == before


def test_a_competency_in_two_files_leaves_the_choice_to_the_author(course: Path) -> None:
    shutil.copy("data/scenarios/listening.yml", "data/scenarios/more.yml")
    with pytest.raises(ContentError, match=r"listening\.yml, data/scenarios/more\.yml"):
        add(competency="active-listening")


def test_a_fault_in_another_file_hinders_nobody(course: Path) -> None:
    Path("data/scenarios/broken.yml").write_text("items: [\n")
    assert add(competency="empathy").data["id"] == "empathy-01"


def test_the_next_number_is_free_in_the_whole_course(course: Path) -> None:
    Path("data/scenarios/empathy.yml").write_text("competency: empathy\nitems:\n  - id: empathy-09\n")
    Path("data/scenarios/other.yml").write_text("competency: leadership\nitems:\n  - id: empathy-11\n")
    assert add(competency="empathy").data["id"] == "empathy-12"


@pytest.mark.parametrize("item_id", ["123", "no", "1e5", "null"])
def test_an_id_stays_a_text(course: Path, item_id: str) -> None:
    assert add(item_id=item_id, competency="empathy").data["id"] == item_id


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


def test_the_command_says_where_the_item_stands(course: Path) -> None:
    code, said = run("new", "scenario", "--kind", "rank", "--competency", "empathy")
    assert (code, said.splitlines()[0]) == (0, f"empathy-01 stands at data/scenarios/empathy.yml:{line_of_item()}.")
    assert "softskills preview data/scenarios/empathy.yml" in said
    code, said = run("new", "scenario", "empathy-01", "--kind", "rank", "--competency", "empathy")
    assert code == 1
    assert f"taken, at data/scenarios/empathy.yml:{line_of_item()}" in said


def line_of_item() -> int:
    lines = Path("data/scenarios/empathy.yml").read_text("utf-8").splitlines()
    return lines.index("  - id: empathy-01") + 1


@pytest.mark.parametrize(
    "arguments", [["--kind", "rank"], ["--kind", "essay", "--competency", "empathy"], ["--competency", "empathy"]]
)
def test_the_command_needs_a_kind_and_a_place(course: Path, arguments: list[str]) -> None:
    before = snapshot(course)
    assert run("new", "scenario", *arguments)[0] == 2
    assert snapshot(course) == before


def test_the_schema_command_writes_below_the_course(course: Path) -> None:
    write_schemas(course_at(course))
    schema_file(course_at(course), "quiz").unlink()
    code, said = run("schema")
    assert code == 0
    assert "quiz.schema.json: written" in said
    assert said.count("as it was") == len(SCHEMAS) - 1
    assert schema_file(course_at(course), "quiz").read_bytes() == schema_file(COURSE, "quiz").read_bytes()
