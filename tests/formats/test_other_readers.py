"""What is exported, read by programs that others made. They come from PyPI and npm, so this is a trial."""

from __future__ import annotations

import json
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from softskills.formats.chosen import Chosen, Entry, Group, of_course
from softskills.formats.gift import gift
from softskills.formats.moodle_xml import moodle_xml
from softskills.formats.questions import Essay, MultipleChoice, Order, Question, questions_of
from softskills.formats.text import html
from softskills.items import Practice, data_folder, load_bank
from support.written_items import TRICKY, Markup, bare

pytestmark = pytest.mark.trial

GIFT_READER = "npm:gift-pegjs@1.0.2"
MOODLE_XML_READER = "moodle-xml-parser==0.3.1"

_READ_GIFT = f"""
import {{ parse }} from "{GIFT_READER}";
console.log(JSON.stringify(parse(Deno.readTextFileSync(Deno.args[0]))));
"""
_READ_XML = """
import json, sys
from moodle_xml_parser.parser import parse_file
found = parse_file(sys.argv[1])["multichoice"]
rows = [[one.text_pre_parse, [[o.answer, o.score_fraction, o.feedback] for o in one.options]] for one in found]
print(json.dumps(rows))
"""


def tricky(number: int) -> Entry:
    """A scenario each of whose texts is a trick, another one in each place."""

    def text(place: int) -> str:
        return TRICKY[(number + place) % len(TRICKY)]

    data: dict[str, Any] = {
        "id": f"tricky-{number}",
        "kind": "choose",
        "title": text(0),
        "stem": text(1),
        "question": text(2),
        "options": {letter: text(3 + place) for place, letter in enumerate("abcd")},
        "key": {
            "turns_on": text(7),
            "rationale": "Said to authors only.",
            "effectiveness": {"a": 5, "b": 3, "c": 2, "d": 1},
            "feedback": {letter: text(8 + place) for place, letter in enumerate("abcd")},
        },
    }
    item = Practice.model_validate(data)
    return Entry(item.public, item.key)


@pytest.fixture(scope="module")
def everything() -> Chosen:
    """The whole course, and tricks besides."""
    course = of_course(load_bank(data_folder()), "course", "The course")
    tricks = Group("tricks", ("Tricks",), tuple(tricky(number) for number in range(len(TRICKY))))
    return Chosen("all", "All", (*course.groups, tricks))


@pytest.fixture(scope="module")
def questions(everything: Chosen) -> list[Question]:
    return [question for entry in everything.entries for question in questions_of(entry)]


def test_gift_is_read_by_a_grammar_of_others(everything: Chosen, questions: list[Question], tmp_path: Path) -> None:
    (tmp_path / "read.ts").write_text(_READ_GIFT, "utf-8")
    (tmp_path / "all.gift").write_text(gift(everything), "utf-8")
    command = [
        str(Path(sys.executable).with_name("deno")),
        "run",
        "--quiet",
        "--no-config",
        f"--allow-read={tmp_path}",
        "--allow-import",
    ]
    ran = subprocess.run([*command, "read.ts", "all.gift"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    found = [one for one in json.loads(ran.stdout) if one["type"] != "Category"]
    due = [one for one in questions if not isinstance(one, Order)]
    assert [one["type"] for one in found] == ["Essay" if isinstance(one, Essay) else "MC" for one in due]
    for read, question in zip(found, due, strict=True):
        assert bare(Markup(read["title"]).text) == bare(question.title)
        assert bare(Markup(read["stem"]["text"]).text) == "".join(map(bare, question.asked))
        if isinstance(question, MultipleChoice):
            for choice, answer in zip(read["choices"], question.answers, strict=True):
                assert bare(Markup(choice["text"]["text"]).text) == bare(answer.text)
                assert bare(Markup(choice["feedback"]["text"]).text) == "".join(map(bare, answer.feedback))
                share = 100 if choice["isCorrect"] else float(choice["weight"])
                assert share == pytest.approx(answer.share)


def test_moodle_xml_is_read_by_a_parser_of_others(
    everything: Chosen, questions: list[Question], tmp_path: Path
) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path / "lib")]
    subprocess.run([*pip, MOODLE_XML_READER], check=True, timeout=300)
    (tmp_path / "all.xml").write_text(moodle_xml(everything), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", _READ_XML, str(tmp_path / "all.xml")],
        env={"PYTHONPATH": str(tmp_path / "lib")},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    due = [one for one in questions if isinstance(one, MultipleChoice)]
    assert len(found) == len(due)
    for (asked, options), question in zip(found, due, strict=True):  # it turns HTML into what that says
        assert bare(asked) == bare(unescape(html(*question.asked)))
        for (text, share, feedback), answer in zip(options, question.answers, strict=True):
            assert bare(text) == bare(unescape(html(answer.text)))
            assert bare(feedback) == bare(unescape(html(*answer.feedback)))
            assert share == pytest.approx(answer.share)
