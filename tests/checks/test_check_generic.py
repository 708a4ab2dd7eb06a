"""A course that has next to nothing, and one that wants things of its own: the engine asks for no more than they do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from softskills.checks import check, figures, gather
from softskills.cli import app
from support.generic_course import COURSE, notebook, small_course, write


def said_of(root: Path) -> list[str]:
    return [str(finding) for finding in check(gather(root))]


@pytest.mark.parametrize("competency", [None, "patience"])
def test_a_course_of_one_lesson_passes(tmp_path: Path, competency: str | None) -> None:
    assert said_of(small_course(tmp_path, competency)) == []


def test_its_folders_may_have_other_names(tmp_path: Path) -> None:
    small_course(tmp_path, "patience")
    for old, new in (("data", "content"), ("notebooks", "lessons"), ("book", "pages")):
        (tmp_path / old).rename(tmp_path / new)
    write(tmp_path / "course.yml", f"{COURSE}folders: {{data: content, notebooks: lessons, book: pages}}\n")
    toc = (tmp_path / "_toc.yml").read_text().replace("notebooks/", "lessons/").replace("book/", "pages/")
    write(tmp_path / "_toc.yml", toc)
    assert said_of(tmp_path) == []
    write(tmp_path / "pages/lost.md", "# Lost\n")
    assert [one.partition(" ")[0] for one in said_of(tmp_path)] == ["pages/lost.md:"]


def test_its_own_limits_count(tmp_path: Path) -> None:
    small_course(tmp_path)
    write(tmp_path / "course.yml", f"{COURSE}limits: {{stem_words: [70, 90], title_words: [5, 8]}}\n")
    assert said_of(tmp_path) == [
        "data/scenarios/rain.yml:4: rain-01: W005 the title has 4 words; 5 to 8 are allowed. Say more.",
        "data/scenarios/rain.yml:5: rain-01: W001 the stem has 61 words; 70 to 90 are allowed. Say more.",
    ]


def test_its_own_lessons_count(tmp_path: Path) -> None:
    rules = """\
lessons:
  objectives: {begins: [Then you], words: [3, 5]}
  minutes: {line: "Give it N minutes", between: [3, 9]}
  headings: [{text: Why it rains, points: [2, 3]}]
  forms: [{form: versions}, {form: role-cards, at_least: 3}, {form: versions, at_least: 2, parts: [7]}]
  calls: [{call: scenario}, {call: reflection, at_least: 2}, {call: plan, parts: [7]}]
"""
    write(small_course(tmp_path) / "course.yml", COURSE + rules)
    assert [one.partition(" S006 ")[2] for one in said_of(tmp_path)] == [
        "the lesson lacks 2 reflections. Add it.",
        "the lesson lacks 3 role cards. Add it.",
        "the lesson lacks a row of versions side by side. Add it.",
        'the lesson lacks the heading "## Why it rains". Add it.',
        'the lesson lacks the line "Give it N minutes", with N from 3 to 9. Add it.',
        'the lesson lacks the sentence "Then you ..." right under its title, with 3 to 5 words. Add it.',
    ]
    text = "# Rain\n\nThen you stay\ndry.\n\nGive it 5 minutes.\n\n## Why it rains\n\n- warm\n- wet\n\n"
    card = "> **The {0}**\n>\n> - **You are:** a {0}.\n\n"
    text += "**Once**\n\n> Wet.\n\n**Then**\n\n> Dry.\n\n" + "".join(map(card.format, ("bee", "guest", "queen")))
    write(tmp_path / "notebooks/rain.ipynb", notebook(text, 'scenario("rain-01")', "progress()"))
    assert [one.partition(" S006 ")[2] for one in said_of(tmp_path)] == ["the lesson lacks 2 reflections. Add it."]


def test_how_long_a_lesson_takes_is_counted(tmp_path: Path) -> None:
    need = """lessons:
  minutes: {line: "Give it N minutes.", between: [1, 9], words_a_minute: 10, seconds_a_scene: 60, course: "N hours"}
"""
    write(small_course(tmp_path) / "course.yml", COURSE + need)
    text = "# Rain\n\nGive it {} minutes, and one more to look." + " Bees like rain less than we do." * 16
    write(tmp_path / "notebooks/rain.ipynb", notebook(text.format(13), 'scenario("rain-01")', "progress()"))
    (said,) = said_of(tmp_path)  # it takes 13, and is to take 9 at most
    assert "S006" in said
    summary = figures(gather(tmp_path))
    assert summary["minutes by lesson"] == {"rain": 13.2} and summary["the whole course"] == "0 hours 13 minutes"

    write(tmp_path / "notebooks/rain.ipynb", notebook(text.format(8), 'scenario("rain-01")', "progress()"))
    write(tmp_path / "book/welcome.md", "# Keeping bees\n\nAll takes 2\nhours.\n")
    assert said_of(tmp_path) == [
        "book/welcome.md:3: S016 the page says 2 hours for the course; its lessons take 0 hours 13 minutes. "
        'Write "0 hours".',
        "notebooks/rain.ipynb: S015 the lesson says that it takes 8 minutes; its words and scenes take 13. "
        'Write "Give it 13 minutes.", or change it.',
    ]


def test_headings_are_counted_in_a_lesson_and_over_all(tmp_path: Path) -> None:
    rules = "lessons: {headings_at_most: 3, heading_in_lessons_at_most: 1}\n"
    write(small_course(tmp_path) / "course.yml", COURSE + rules)
    write(tmp_path / "notebooks/rain.ipynb", notebook("# Rain\n\n## Why\n\n## Then\n", 'scenario("rain-01")'))
    assert said_of(tmp_path) == []
    write(tmp_path / "notebooks/sun.ipynb", notebook("# Sun\n\n## Why not\n\n### What\n\n## then\n", "progress()"))
    lessons = [
        {"file": file, "title": file.title(), "items": ["rain-01"][: file == "rain"]} for file in ("rain", "sun")
    ]
    write(tmp_path / "data/lessons.yml", yaml.safe_dump({"lessons": lessons}))
    write(tmp_path / "_toc.yml", (tmp_path / "_toc.yml").read_text() + "  - file: notebooks/sun\n")
    assert [one.partition(" S")[2] for one in said_of(tmp_path)] == [
        '017 the lesson has 4 headings with its title; at most 3 are allowed. Drop some; the last is "then".',
        '018 the heading "then" stands in 2 lessons; at most 1 are allowed. Say what this lesson has below it.',
    ]


def test_its_own_telltales_count_and_are_named_in_the_figures(tmp_path: Path) -> None:
    small_course(tmp_path)
    write(tmp_path / "course.yml", f"{COURSE}telltales: [{{says: wait, phrases: [come back], at_most: 0.5}}]\n")
    (said,) = said_of(tmp_path)
    assert "B003 the best option says wait in 100% of the sets; at most 50% should" in said
    shown = CliRunner().invoke(app, ["check", str(tmp_path)]).stdout
    assert "best says wait" in shown and "(at most 50%)" in shown and "in private" not in shown


def test_its_own_phrases_are_counted_in_lessons_items_and_pages(tmp_path: Path) -> None:
    small_course(tmp_path)
    write(tmp_path / "book/welcome.md", "# Keeping bees\n\nCome\nback. Comeback is another word.\n")
    counted = f"{COURSE}phrases: [{{says: come back, at_most: 2}}]\n"  # here and in an option
    write(tmp_path / "course.yml", counted)
    assert said_of(tmp_path) == []
    assert figures(gather(tmp_path))["says come back"] == 2
    write(tmp_path / "course.yml", counted.replace("at_most: 2", "at_most: 1"))
    assert said_of(tmp_path) == [
        'course.yml: B006 "come back" stands 2 times in the course; 1 at most. Say it another way, or leave it out.'
    ]


def test_it_is_spelled_by_its_own_words_or_not_at_all(tmp_path: Path) -> None:
    small_course(tmp_path)
    write(tmp_path / "book/welcome.md", "# Keeping bees\n\nOne colour, one lesson.\n")
    assert said_of(tmp_path) == []
    write(tmp_path / "course.yml", f"{COURSE}spelling: {{dictionary: words/bees.txt}}\n")
    assert said_of(tmp_path) == [
        "course.yml:5: S001 spelling.dictionary: 'words/bees.txt' is no file of the course, and none of british. "
        "Correct it there."
    ]
    write(tmp_path / "words/bees.txt", "bees\nkeeping\n")
    said = [one for one in said_of(tmp_path) if one.startswith("book/")]
    assert any('T005 "colour" is no word of the dictionary words/bees.txt' in one for one in said)
    assert not any('"bees"' in one for one in said)


def test_a_course_in_another_alphabet(tmp_path: Path) -> None:
    small_course(tmp_path)
    write(tmp_path / "book/welcome.md", "# \u03bb\u03cc\u03b3\u03bf\u03c2\n\n\u03ad\u03bd\u03b1\u03c2.\n")
    assert {one.split()[1] for one in said_of(tmp_path)} == {"T001"}
    write(tmp_path / "course.yml", f"{COURSE}spelling: {{latin_only: false}}\n".replace("language: en", "language: el"))
    write(tmp_path / "_config.yml", (tmp_path / "_config.yml").read_text().replace("language: en", "language: el"))
    assert said_of(tmp_path) == []


def test_the_reading_grade_is_for_english_only(tmp_path: Path) -> None:
    small_course(tmp_path)
    write(tmp_path / "course.yml", f"{COURSE}limits: {{reading_grade: 1}}\n")
    assert {one.split()[2] for one in said_of(tmp_path)} == {"W004"}
    write(tmp_path / "course.yml", f"{COURSE}limits: {{reading_grade: null}}\n")
    assert said_of(tmp_path) == []


def test_what_is_switched_on_must_be_there(tmp_path: Path) -> None:
    small_course(tmp_path)
    features = "features: {occupations: on, outline: on, bibliography: on, grading: on, competencies: on}\n"
    write(tmp_path / "course.yml", COURSE + features)
    said = said_of(tmp_path)
    assert len(said) == 5
    assert said[2] == (
        "course.yml:5: S001 features.grading is on, and there is no exercises/source; add it, or switch it off. "
        "Correct it there."
    )


def test_a_set_that_names_no_competency_where_the_course_has_some(tmp_path: Path) -> None:
    small_course(tmp_path, "patience")
    file = tmp_path / "data/scenarios/rain.yml"
    write(file, file.read_text().replace("competency: patience\n", ""))
    assert "data/scenarios/rain.yml:1: S001 competency: this field is required and missing. Correct it there." in (
        said_of(tmp_path)
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "course.yml: there is no such file"),
        ("format: 3\n", "course.yml:1: format: this is 3, and this version of softskills reads format 1"),
        (f"{COURSE}features: {{juggling: on}}\n", "course.yml:5: features.juggling: should be "),
        (f"{COURSE}folders: {{data: ../elsewhere}}\n", "course.yml:5: folders.data: lies outside the course; name"),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["schema", "--course"]])
def test_a_course_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, text: str | None, said: str, command: list[str]
) -> None:
    small_course(tmp_path)
    (tmp_path / "course.yml").unlink()
    if text is not None:
        write(tmp_path / "course.yml", text)
    result = CliRunner().invoke(app, [*command, str(tmp_path)])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert said in line
    assert result.stdout == ""
