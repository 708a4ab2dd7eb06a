"""`softskills check`: the course passes, and every rule finds what it is for, at the right place.

Each rule has at least one breach, made in a copy of the course by one small change.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from softskills.checks import RULES, check, gather
from softskills.checks.reading_grade import grade
from softskills.cli import app

ROOT = Path(__file__).resolve().parents[1]
BANK = Path("data/scenarios/listening.yml")
LESSONS = Path("data/lessons.yml")
TOC = Path("_toc.yml")
PAGE = Path("book/welcome.md")
LESSON = Path("notebooks/communication-listen-actively.ipynb")
PROGRESS = Path("notebooks/your-progress.ipynb")
QUIZ = Path("exercises/source/listening/quiz.yml")
KEYS = Path("exercises/keys/listening.yml")
QUIZ_NOTEBOOK = Path("exercises/source/listening/listening.ipynb")
OVER_ALL = Path("data/scenarios")

Where = tuple[Path, int | None]
Breach = Callable[[Path], Where]


def copy_course(to: Path) -> Path:
    """What the checks read, without what a learner or a build left behind."""
    passed_over = shutil.ignore_patterns(".*", "answers*.jsonl", "__pycache__", "exchange")
    for name in ("book", "data", "notebooks", "exercises/source", "exercises/keys"):
        shutil.copytree(ROOT / name, to / name, ignore=passed_over)
    for file in (*ROOT.glob("*.md"), *ROOT.glob("LICENSE*"), ROOT / "CITATION.cff", ROOT / TOC):
        shutil.copy(file, to / file.name)
    return to


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path / "course")


def replaced(file: Path, pattern: str, by: str, at: str | None = None) -> Breach:
    """Replace the first match. The place is where the text first differs, or else the first line that is `at`."""

    def breach(root: Path) -> Where:
        before = (root / file).read_text("utf-8")
        after, count = re.subn(pattern, lambda _: by, before, count=1, flags=re.MULTILINE)
        assert count == 1, f"{file} has no {pattern}"
        (root / file).write_text(after, "utf-8")
        pairs = zip(before.splitlines(), after.splitlines(), strict=False)
        changed = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), None)
        return file, line_of(root / file, at) if at else changed

    return breach


def added(file: Path, text: str, line: bool = True) -> Breach:
    """Add a line at the end of a file, which may be new."""

    def breach(root: Path) -> Where:
        before = (root / file).read_text("utf-8") if (root / file).exists() else ""
        (root / file).write_text(f"{before}{text}\n", "utf-8")
        return file, len(before.splitlines()) + 1 if line else None

    return breach


def of_the_whole_file(breach: Breach) -> Breach:
    """The same, reported without a line."""
    return lambda root: (breach(root)[0], None)


def line_of(file: Path, text: str, after: int = 0) -> int:
    lines = file.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if number > after and text in line)


def in_notebook(file: Path, cell: int | None, change: Callable[[Any], object]) -> Breach:
    """Change one cell of a notebook, or all of it. The place is the cell's source, if a cell is named."""

    def breach(root: Path) -> Where:
        notebook = json.loads((root / file).read_text("utf-8"))
        change(notebook if cell is None else notebook["cells"][cell])
        (root / file).write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
        if cell is None:
            return file, None
        line = 0
        for _ in range(cell + 1):
            line = line_of(root / file, '"source": [', after=line)
        return file, line

    return breach


def index_of(file: Path, test: Callable[[dict[str, Any]], bool]) -> int:
    cells = json.loads((ROOT / file).read_text("utf-8"))["cells"]
    return next(index for index, cell in enumerate(cells) if test(cell))


def in_keyed(change: Callable[[dict[str, str], dict[str, int]], None]) -> Breach:
    """Change options and key of every scenario."""

    def breach(root: Path) -> Where:
        quiz, keys = (yaml.safe_load((root / file).read_text("utf-8")) for file in (QUIZ, KEYS))
        for item in quiz["items"]:
            if "options" in item:
                change(item["options"], keys["items"][item["id"]]["effectiveness"])
        written = {QUIZ: quiz, KEYS: keys}
        for file in sorted((root / OVER_ALL).glob("*.yml")):
            bank = written[file.relative_to(root)] = yaml.safe_load(file.read_text("utf-8"))
            for item in bank["items"]:
                if "options" in item:
                    change(item["options"], item["key"]["effectiveness"])
        for file, data in written.items():
            (root / file).write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), "utf-8")
        return OVER_ALL, None

    return breach


def saying(best: str, others: str) -> Breach:
    """Give every scenario these options."""

    def change(options: dict[str, str], effectiveness: dict[str, int]) -> None:
        for letter in options:
            options[letter] = best if effectiveness[letter] == max(effectiveness.values()) else others

    return in_keyed(change)


def best_first(options: dict[str, str], effectiveness: dict[str, int]) -> None:
    """Put the best at a, where nothing but its place tells it."""
    best = max(effectiveness, key=effectiveness.__getitem__)
    effectiveness["a"], effectiveness[best] = effectiveness[best], effectiveness["a"]
    options.update(dict.fromkeys(options, "Let us look at the list once more."))


def quiz_id_in_the_bank(root: Path) -> Where:
    taken = "listening-quiz-reflection"
    item = f"\n  - id: {taken}\n    kind: reflection\n    title: A second one\n    prompt: What did you hear?"
    added(BANK, item)(root)
    return QUIZ, line_of(root / QUIZ, f"id: {taken}")


def other_order_in_the_contents(root: Path) -> Where:
    first, second = [lesson["file"] for lesson in yaml.safe_load((root / LESSONS).read_text("utf-8"))["lessons"]][:2]
    text = (root / TOC).read_text("utf-8").replace(f"notebooks/{first}", "SECOND")
    text = text.replace(f"notebooks/{second}", f"notebooks/{first}").replace("SECOND", f"notebooks/{second}")
    (root / TOC).write_text(text, "utf-8")
    return LESSONS, line_of(root / LESSONS, f"file: {second}")


def sentence_of_the_keys(root: Path) -> Where:
    keys = yaml.safe_load((root / KEYS).read_text("utf-8"))
    return added(QUIZ.with_name("notes.txt"), next(iter(keys["items"].values()))["rationale"], line=False)(root)


def set_in(*steps: str | int, to: object) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in steps[:-1]:
            data = data[step]
        data[steps[-1]] = to

    return change


LONG_WORDS = "\n      ".join(
    f"Considerable difficulties of the {ordinal} category characterise international organisational communication"
    for ordinal in ("primary", "secondary", "tertiary", "quaternary", "quinary")
)
CODE_CELL = index_of(LESSON, lambda cell: cell["cell_type"] == "code")
GRADE_CELL = index_of(QUIZ_NOTEBOOK, lambda cell: cell["metadata"].get("nbgrader", {}).get("grade"))

BREACHES: dict[str, list[Breach]] = {
    "S001": [
        replaced(Path("data/competencies.yml"), r"part: \d", "part: one"),
        replaced(BANK, r"title: .*", "title: 3"),
        replaced(Path("data/occupations.csv"), r",\d\.\d+,", ",9.9,"),
        replaced(KEYS, r"^quiz: .*", "quiz: other"),
        added(QUIZ.with_name("broken.ipynb"), "oops"),
    ],
    "S002": [quiz_id_in_the_bank],
    "S003": [
        replaced(LESSONS, r"    items:\n      - .*\n", "    items:\n", at="    items:"),
        replaced(LESSONS, r"    part: 0\n", "    part: 0\n    brings_back: [listening-01]\n"),
        in_notebook(PROGRESS, None, set_in("cells", 1, "source", to=['scenario("listening-01")'])),
    ],
    "S004": [other_order_in_the_contents],
    "S005": [added(TOC, "      - file: book/nowhere"), added(Path("book/unlisted.md"), "# Unlisted", line=False)],
    "S006": [
        of_the_whole_file(replaced(LESSON, r"Time needed", "It takes")),
        of_the_whole_file(replaced(LESSON, r"## Sources", "## Where from")),
        of_the_whole_file(replaced(LESSON, r'"# .*\\n"', '"# Another title\\n"')),
    ],
    "W001": [replaced(BANK, r"stem: >-\n(      .*\n)+", "stem: It is late.\n")],
    "W002": [replaced(BANK, r'^      a: ".*"', '      a: "Yes, please do."', at="    options:")],
    "W003": [
        replaced(BANK, r"^        a: >-\n(          .*\n)+", "        a: Good.\n"),
        replaced(KEYS, r"^      a: >-\n(        .*\n)+", "      a: Good.\n"),
    ],
    "W004": [replaced(BANK, r"stem: >-\n(      .*\n)+", f"stem: >-\n      {LONG_WORDS}.\n", at="    stem:")],
    "W005": [replaced(BANK, r"title: .*", "title: Call"), replaced(QUIZ, r"    title: .*", "    title: Caught")],
    "B001": [saying("Let us look at the list once more!!", "Let us look at the list once more.")],
    "B002": [in_keyed(best_first)],
    "B003": [saying("Can we talk in private?", "Can we talk in private?")],
    "B004": [saying("Tell me some more of it.", "Tell me your name for it")],
    "T001": [
        added(PAGE, "A c\N{CYRILLIC SMALL LETTER O}urse."),
        replaced(BANK, r"title: A ", "title: \N{GREEK CAPITAL LETTER ALPHA} "),
        replaced(LESSON, r"the idea is", "the ide\N{CYRILLIC SMALL LETTER A} is"),
    ],
    "T002": [
        added(PAGE, "It is the\nthe end."),
        replaced(BANK, r"title: A short", "title: A short short"),
        replaced(LESSON, r"the idea is", "the the idea is"),
    ],
    "T003": [added(PAGE, "[There](nowhere.md#top)"), replaced(LESSON, r"\]\(https://[^)]*\)", "](nowhere.md)")],
    "T004": [added(PAGE, "<http://example.org/>"), replaced(LESSON, r"https://doi", "http://doi")],
    "K001": [
        sentence_of_the_keys,
        added(QUIZ.with_name("more.yml"), "effectiveness: {a: 5}", line=False),
        added(QUIZ.with_name("answers.jsonl"), "{}", line=False),
    ],
    "N001": [
        in_notebook(LESSON, None, set_in("nbformat_minor", to=4)),
        in_notebook(LESSON, None, lambda notebook: notebook["cells"][0].pop("metadata")),
    ],
    "N002": [
        in_notebook(LESSON, CODE_CELL, set_in("execution_count", to=1)),
        in_notebook(
            QUIZ_NOTEBOOK, GRADE_CELL, set_in("outputs", to=[{"output_type": "stream", "name": "stdout", "text": "a"}])
        ),
    ],
    "N003": [in_notebook(LESSON, 1, set_in("id", to="title"))],
    "N004": [in_notebook(LESSON, None, set_in("metadata", "kernelspec", "name", to="ir"))],
    "N005": [in_notebook(LESSON, CODE_CELL, set_in("metadata", "tags", to=[]))],
    "N006": [
        in_notebook(QUIZ_NOTEBOOK, GRADE_CELL, set_in("metadata", "nbgrader", "schema_version", to=2)),
        in_notebook(QUIZ_NOTEBOOK, None, set_in("cells", GRADE_CELL, "metadata", to={})),
    ],
}


def test_the_course_passes() -> None:
    errors = [str(finding) for finding in check(gather(ROOT)) if finding.severity == "error"]
    assert not errors, "\n".join(errors)


def test_every_rule_has_a_breach() -> None:
    assert set(BREACHES) == set(RULES)


CASES = [(code, breach) for code, breaches in BREACHES.items() for breach in breaches]
NAMES = [f"{code}-{number}" for code, breaches in BREACHES.items() for number in range(len(breaches))]


@pytest.mark.parametrize(("code", "breach"), CASES, ids=NAMES)
def test_a_breach_is_reported_with_its_code_and_place(course: Path, code: str, breach: Breach) -> None:
    before = check(gather(course))
    file, line = breach(course)
    findings = [one for one in check(gather(course)) if one not in before]
    assert {one.code for one in findings} == {code}, [str(one) for one in findings]
    assert {(one.file, one.line, one.severity) for one in findings} == {(file, line, RULES[code].severity)}
    assert all(one.message[-1] not in ".:" and one.remedy.endswith(".") for one in findings)


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


def test_an_empty_folder_is_no_crash(tmp_path: Path) -> None:
    assert {one.code for one in check(gather(tmp_path))} == {"S001"}


def test_reading_grade() -> None:
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade(["One two.", "Three four"]) == pytest.approx(0.39 * 2 + 11.8 - 15.59)
    assert grade([]) == grade([""]) == 0
