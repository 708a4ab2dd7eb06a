"""From what a platform noted back to files of answers: the forms of the lists, and what is not whole."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from softskills.answers import parse_record
from softskills.cli import app
from softskills.packages.answer_files import write_answers
from softskills.packages.interactions import Interaction, recovered
from softskills.packages.tables import NotRead, read_interactions

CASES = json.loads((Path(__file__).parents[1] / "contract" / "interactions.json").read_text("utf-8"))["cases"]
TOLD = [one for case in CASES for one in case["interactions"]["1.2"]]
LINES = sorted(parse_record(json.dumps({"v": 1, **case["record"]}).encode()).line() for case in CASES)


def lines_of(file: Path) -> list[str]:
    return sorted(file.read_text("utf-8").removesuffix("\n").split("\n"))


def as_table(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def moodles(escaped: bool = False) -> str:
    """As Moodle's report on interactions is downloaded: a line for each attempt, of two learners."""
    told = [cell for one in TOLD for cell in (one["id"], one["student_response"])]
    if escaped:
        told = [html.escape(cell) for cell in told]
    heads = [f"{name} {at}" for at in range(len(TOLD)) for name in ("Question", "Response")]
    rows = [["Name", "Email address", "Attempt", *heads]]
    rows += [["Ada Lovelace", "ada@example.org", "1", *told], ["Ben Okri", "../ben", "1", *told[:2]]]
    return as_table(rows, "\t")


FORMS: dict[str, str] = {
    "as scorm-again commits it": json.dumps({"cmi": {"interactions": dict(enumerate(TOLD))}}),
    "a list": json.dumps(TOLD),
    "whole names": json.dumps(
        {f"cmi.interactions_{at}.{name}": value for at, one in enumerate(TOLD) for name, value in one.items()}
    ),
    "a line each": as_table(
        [["type", "id", "result", "student_response"]]
        + [[one["type"], one["id"], one["result"], one["student_response"]] for one in TOLD]
    ),
    "a line for each value": as_table(
        [["element", "value"]]
        + [[f"cmi.interactions.{at}.{name}", value] for at, one in enumerate(TOLD) for name, value in one.items()]
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_log_comes_out_of_every_form(form: str, tmp_path: Path) -> None:
    (tmp_path / "told").write_text(FORMS[form], "utf-8")
    assert write_answers(tmp_path / "told", tmp_path / "out" / "answers.jsonl")[1] == []
    assert lines_of(tmp_path / "out" / "answers.jsonl") == LINES


@pytest.mark.parametrize("escaped", [False, True])
def test_of_several_learners_each_has_a_file_within_the_folder(escaped: bool, tmp_path: Path) -> None:
    (tmp_path / "told.txt").write_text(moodles(escaped), "utf-8")
    written, problems = write_answers(tmp_path / "told.txt", tmp_path / "out")
    assert problems == []
    assert {file.name: count for file, count in written.items()} == {
        "ada@example.org.answers.jsonl": len(LINES),
        "_ben.answers.jsonl": 1,
    }
    assert lines_of(tmp_path / "out" / "ada@example.org.answers.jsonl") == LINES
    assert sorted(path.name for path in tmp_path.rglob("*.jsonl")) == sorted(file.name for file in written)


def test_learners_are_kept_apart_in_every_form(tmp_path: Path) -> None:
    one = {"id": TOLD[0]["id"], "student_response": TOLD[0]["student_response"]}
    names = ["Ada Lovelace", "Ben Okri"]
    forms = {
        "by name alone": as_table([["Name", "Question 0", "Response 0"], *([name, *one.values()] for name in names)]),
        "in JSON": json.dumps([{"core": {"student_id": name}, "interactions": {"0": one}} for name in names]),
        "a line for each value": as_table(
            [["email", "element", "value"]]
            + [[name, f"cmi.interactions_0.{field}", value] for name in names for field, value in one.items()]
        ),
    }
    for form, text in forms.items():
        (tmp_path / "told").write_text(text, "utf-8")
        found = read_interactions(tmp_path / "told")
        assert {name: len(interactions) for name, interactions in found.items()} == dict.fromkeys(names, 1), form


def test_of_several_attempts_none_takes_the_place_of_another(tmp_path: Path) -> None:
    rows = [[f"cmi.interactions_0.{name}", one[name]] for one in TOLD[:2] for name in ("id", "student_response")]
    (tmp_path / "told").write_text(as_table([["element", "value"], *rows]), "utf-8")
    assert [one.id for one in read_interactions(tmp_path / "told")[""]] == [one["id"] for one in TOLD[:2]]


def told(case: int, **changes: str) -> list[Interaction]:
    return [Interaction(**{"id": one["id"], "response": one["student_response"]} | changes) for one in of(case)]


def of(case: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = CASES[case]["interactions"]["1.2"]
    return found


@pytest.mark.parametrize(
    ("interactions", "why"),
    [
        (told(2)[1:], "1 missing"),
        (told(0, response='answer: {"choice":"b","sure":'), "not complete"),
        (told(0, response='answer: {"choice":"a","sure":"fairly"} Ask her.'), "changed"),
        (told(0, response="b"), "does not begin"),
        (told(0, response="answer: " + "[" * 100_000), "not complete"),
        (told(0, response='answer: {"choice": NaN}'), "not complete"),
    ],
)
def test_what_is_not_whole_is_named_and_the_rest_goes_on(interactions: list[Interaction], why: str) -> None:
    found = recovered([*interactions, *told(4)])
    assert [one.item for one in found.records] == ["n"]
    (problem,) = found.problems
    assert why in problem
    assert problem.startswith("on-the-bus@2026")


def test_what_was_erased_is_left_out_unless_it_is_asked_for() -> None:
    erased = Interaction("@20260131T100000000Z.O-OJ", 'answer: "erased"')
    found = recovered([*told(0), erased])
    assert (found.records, found.erased, found.problems) == ([], "2026-01-31T10:00:00.000Z", [])
    assert len(recovered([*told(0), erased], also_erased=True).records) == 1


def test_interactions_of_others_and_answers_told_twice() -> None:
    others = [Interaction("Question14_1", "HTH"), Interaction("a b", "answer: 3"), Interaction("", "")]
    assert len(recovered([*others, *told(0), *told(0)]).records) == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 5000, "[" * 600 + "]" * 600, '{"a": NaN', "id,response\nQ1,b\n", '{"cmi": {}}']
)
def test_a_file_without_our_answers_is_said_to_be_so(text: str, tmp_path: Path) -> None:
    (tmp_path / "told").write_text(text, "utf-8")
    done = CliRunner().invoke(app, ["export", "answers", str(tmp_path / "told"), "-o", str(tmp_path / "out.jsonl")])
    assert done.exit_code == 2, done.output
    assert "Nothing was written" in done.output
    assert not (tmp_path / "out.jsonl").exists()


def test_bytes_and_links_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "link").symlink_to(tmp_path / "bytes")
    for name in ("bytes", "link", "none"):
        with pytest.raises(NotRead):
            read_interactions(tmp_path / name)


def test_the_command_names_what_it_left_out(tmp_path: Path) -> None:
    (tmp_path / "told.json").write_text(json.dumps([*of(0), *of(2)[1:]]), "utf-8")
    out = tmp_path / "answers.jsonl"
    done = CliRunner().invoke(app, ["export", "answers", str(tmp_path / "told.json"), "-o", str(out)])
    assert done.exit_code == 1
    assert "1 answer." in done.output
    assert "Left out: on-the-bus@" in done.output
    assert len(lines_of(out)) == 1
