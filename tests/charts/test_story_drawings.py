"""The drawing of a branching scenario: any story that loads is laid out, marked, and told in words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from softskills.authoring.item_files import read_story
from softskills.charts.stories.drawing import story_svg
from softskills.charts.stories.graph import StoryGraph, graph_of, outline, summary
from softskills.charts.stories.places import BOX_WIDTH, MARGIN, placed
from softskills.cli import app
from softskills.course import course_at
from softskills.items import ContentError, Story
from support.places import ROOT
from support.story import ENDINGS, FORKS, practice_story, story_data, story_key_data

SVG = "{http://www.w3.org/2000/svg}"


def faulty_data(item_id: str = "story-01") -> dict[str, Any]:
    """The small story with each fault that a graph can have."""
    data = story_data(item_id)
    scenes = data["scenes"]

    def add(name: str, *leads_to: str) -> None:
        choices = {letter: {"text": f"Go to {to}.", "to": to} for letter, to in zip("abcd", leads_to, strict=False)}
        scenes[name] = {"title": f"In the {name}", "text": "Here you are.", "choices": choices}

    add("lost", "hall", "cellar")  # not reached, and neither is the dead end that it leads to
    add("cellar")
    add("wall")  # a dead end that is reached
    add("round", "again", "again")  # a circle without a way out
    add("again", "round", "again")
    scenes["hall"]["choices"]["b"]["to"] = "desk"  # a circle with a way out; and its ending is reached no more
    scenes["hall"]["choices"]["d"] = {"text": "Run.", "to": "wall"}
    scenes["office"]["choices"]["c"]["to"] = "round"
    return data


def sound() -> StoryGraph:
    story = practice_story()
    return graph_of(story, story.key.effectiveness)


def faulty() -> StoryGraph:
    return graph_of(Story.model_validate(faulty_data()), {})


def column_of(graph: StoryGraph) -> dict[Any, int]:
    return {spot: index for index, column in enumerate(graph.columns) for spot in column}


def test_scenes_stand_as_far_right_as_their_longest_way() -> None:
    columns = column_of(sound())
    assert {name: columns[name] for name in FORKS} == {"desk": 0, "office": 1, "hall": 2}
    assert {columns[name] for name in ENDINGS} == {3}
    assert columns["desk", "a", 1] == 1, "the line past the office has a place of its own"


def test_lines_that_need_not_cross_do_not() -> None:
    """Two forks share the ending between theirs, which stands last in the file."""

    def fork(*leads_to: str) -> dict[str, Any]:
        choices = {letter: {"text": "x", "to": to} for letter, to in zip("ab", leads_to, strict=True)}
        return {"title": "A fork", "text": "x", "choices": choices}

    scenes = {"desk": fork("upper", "lower"), "upper": fork("parted", "agreed"), "lower": fork("put-off", "parted")}
    scenes |= {name: story_data()["scenes"][name] for name in ENDINGS}
    graph = graph_of(Story.model_validate(story_data() | {"scenes": scenes}), {})
    assert graph.columns == [["desk"], ["upper", "lower"], ["agreed", "parted", "put-off"]]
    lines = placed(graph).lines
    down = {choice: (points[0][1], points[-1][1]) for choice, points in lines.items()}
    assert down["upper", "b"] < down["upper", "a"], "lines leave a box in the order of where they go"
    assert down["upper", "a"][1] < down["lower", "b"][1], "and arrive in the order of where they come from"


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Any story that loads: with dead ends, circles, and scenes that nothing leads to."""
    names = [f"s{number}" for number in range(draw(st.integers(2, 12)))]
    scenes = {}
    for name in names:
        count = draw(st.sampled_from([2, 3, 4] if name == "s0" else [0, 0, 2, 3, 4]))
        leads_to = draw(st.lists(st.sampled_from(names), min_size=count, max_size=count))
        choices = {letter: {"text": "x", "to": to} for letter, to in zip("abcd", leads_to, strict=False)}
        title = draw(st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1, max_size=150))
        ending = not choices and draw(st.booleans())
        scenes[name] = {"title": f"T {title}", "text": "x", "choices": choices, "ending": ending}
    return Story.model_validate(story_data() | {"start": "s0", "scenes": scenes})


@settings(max_examples=150)
@given(stories())
def test_any_story_is_laid_out(story: Story) -> None:
    graph = graph_of(story, {})
    column, places = column_of(graph), placed(graph)
    assert sorted(graph.order) == sorted(story.scenes)
    choices = {(name, letter) for name, scene in story.scenes.items() for letter in scene.choices}
    assert set(places.lines) == choices == {(line.scene, line.letter) for line in graph.lines}
    for line in graph.lines:
        points = places.lines[line.scene, line.letter]
        assert points[0][0] == places.middle[line.scene][0] + BOX_WIDTH / 2
        assert points[-1][0] == places.middle[line.to][0] - BOX_WIDTH / 2
        if line.leads_back:
            assert column[line.to] <= column[line.scene]
        else:
            way = graph.ways[line.scene, line.letter]
            assert (way[0], way[-1]) == (line.scene, line.to)
            assert all(column[after] == column[before] + 1 for before, after in pairwise(way))
            assert all(before[0] <= after[0] for before, after in pairwise(points))
    boxes = [(*places.middle[name], places.height[name]) for name in story.scenes]
    for (x, y, height), (other_x, other_y, other_height) in combinations(boxes, 2):
        assert x != other_x or abs(y - other_y) >= (height + other_height) / 2
    width, height = places.size
    assert all(x - BOX_WIDTH / 2 >= MARGIN and x + BOX_WIDTH / 2 <= width - MARGIN for x, *_ in boxes)
    assert all(y + tall / 2 < height for _, y, tall in boxes)
    assert all(0 < x < width and 0 < y < height for points in places.lines.values() for x, y in points)


def test_each_scene_is_marked_for_what_it_is() -> None:
    assert sound().marks == {name: ["start"] if name == "desk" else [] for name in FORKS} | {
        name: ["ending"] for name in ENDINGS
    }
    assert faulty().marks == {
        "desk": ["start"],
        "office": [],
        "hall": [],
        "agreed": ["ending"],
        "put-off": ["ending", "not reached"],
        "parted": ["ending"],
        "lost": ["not reached"],
        "cellar": ["dead end", "not reached"],
        "wall": ["dead end"],
        "round": ["no ending ahead"],
        "again": ["no ending ahead"],
    }


def test_the_summary_names_every_fault() -> None:
    assert list(summary(practice_story())) == ["6 scenes, 3 of them endings."]
    first, unreached, dead, circle = summary(faulty().story)
    assert first == "11 scenes, 3 of them endings."
    assert unreached == "Not reached from the start: put-off, lost, cellar."
    assert dead == "Dead ends, with neither choices nor an ending: cellar, wall."
    names = circle.removeprefix("A circle: ").removesuffix(".").split(", then ")
    assert names[0] == names[-1]
    for name, after in pairwise(names):
        assert after in {choice.to for choice in faulty().story.scenes[name].choices.values()}


def test_the_outline_tells_every_choice() -> None:
    text = outline(sound())
    assert text.splitlines()[:2] == ["A small story (story-01)", "6 scenes, 3 of them endings."]
    assert "1. At the desk (desk, start)\n   a, 2 of 5, leads to 3 (hall): Say a at the desk.\n" in text
    assert "4. You agreed (agreed, ending)\n" in text
    assert text.count(" leads to ") == sum(map(len, FORKS.values()))
    assert "b, leads back to 1 (desk): Say b at the hall." in outline(faulty())


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_drawing_shows_titles_letters_and_effectiveness() -> None:
    shown = texts(story_svg(sound()))
    for name, choices in FORKS.items():
        assert {f"At the {name}", name} <= set(shown)
        assert {f"{letter} {value}" for letter, (_, value) in choices.items()} <= set(shown)
    assert (shown.count("START"), shown.count("ENDING")) == (1, 3)
    assert any("number is its effectiveness" in text for text in shown)


def test_the_drawing_of_a_faulty_story_says_so_in_words_and_by_outline() -> None:
    svg = story_svg(faulty())
    shown = texts(svg)
    counts = {word: shown.count(word) for word in ("DEAD END", "NOT REACHED", "NO ENDING AHEAD")}
    assert counts == {"DEAD END": 2, "NOT REACHED": 3, "NO ENDING AHEAD": 2}
    assert {"b back", "a back"} <= set(shown)
    assert not any("number is its effectiveness" in text for text in shown), "without a key there are no numbers"
    assert "stroke-dasharray" not in story_svg(sound())
    assert svg.count("stroke-dasharray") == 3 + 2 * 3, "boxes not reached; lines that lead back, with their heads"


def test_the_drawing_has_a_text_alternative() -> None:
    root = ET.fromstring(story_svg(faulty()))
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == ("A small story", outline(faulty()))


def test_what_an_author_writes_is_text_in_the_drawing() -> None:
    data = story_data() | {"title": "<b>$x^2$</b> & more"}
    data["scenes"]["hall"]["title"] = "It costs $5 or $6 <i>"
    shown = texts(story_svg(graph_of(Story.model_validate(data), {})))
    assert "<b>$x^2$</b> & more (story-01)" in shown
    assert {"It costs $5 or $6 <i>"} <= set(shown)


def test_equal_stories_give_equal_bytes_in_any_process() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests', 'tests/charts']; import test_story_drawings as t; "
        "sys.stdout.buffer.write(t.story_svg(t.faulty()).encode())"
    )
    other = subprocess.run(  # in which sets have another order
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
    )
    assert other.stdout == story_svg(faulty()).encode()


# --- From the course -------------------------------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one practice story and one graded story, as the folder one works in."""
    shutil.copy(ROOT / "course.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    write("data/scenarios/empathy.yml", {"competency": "empathy", "items": [story_data() | {"key": story_key_data()}]})
    quiz = {"quiz": "q", "title": "Q", "competency": "empathy", "points_each": 2, "items": [story_data("quiz-01")]}
    write("exercises/source/q/quiz.yml", quiz)
    write("exercises/keys/q.yml", {"quiz": "q", "items": {"quiz-01": story_key_data()}})
    return tmp_path


def write(name: str, data: Any) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["graph", *arguments])
    return result.exit_code, result.output


def test_a_practice_story_is_drawn_where_builds_go(course: Path) -> None:
    code, said = run("story-01")
    assert (code, said) == (0, "6 scenes, 3 of them endings.\nDrawn in _build/graphs/story-01.svg.\n")
    assert Path("_build/graphs/story-01.svg").read_text("utf-8") == story_svg(sound())


def test_a_graded_story_is_drawn_with_the_key_beside_it(course: Path) -> None:
    code, said = run("quiz-01", "--output", "drawn.svg")
    assert (code, "Drawn in drawn.svg." in said) == (0, True)
    assert "a 2" in texts(Path("drawn.svg").read_text("utf-8"))


def test_text_instead_of_a_drawing(course: Path) -> None:
    assert run("story-01", "--text") == (0, outline(sound()))
    assert not Path("_build").exists()


def test_a_faulty_story_beside_a_broken_file_is_drawn(course: Path) -> None:
    write("data/scenarios/faulty.yml", {"competency": "charm", "items": [faulty_data("faulty-01"), {"id": 7}]})
    Path("data/scenarios/broken.yml").write_text("items: [\n")
    code, said = run("faulty-01")
    assert code == 0
    assert "Dead ends, with neither choices nor an ending: cellar, wall." in said
    assert "Drawn without effectiveness: data/scenarios/faulty.yml:" in said
    assert "DEAD END" in texts(Path("_build/graphs/faulty-01.svg").read_text("utf-8"))


def test_a_key_that_does_not_fit_is_told_and_left_out(course: Path) -> None:
    key = story_key_data()
    del key["effectiveness"]["hall"], key["feedback"]["hall"], key["effects"]["hall"]
    write("exercises/keys/q.yml", {"quiz": "q", "items": {"quiz-01": key}})
    story, found, faults = read_story(course_at(Path()), "quiz-01")
    assert (story.id, found) == ("quiz-01", None)
    assert ["hall" in fault.message for fault in faults] == [True]
    Path("exercises/keys/q.yml").unlink()
    _, found, faults = read_story(course_at(Path()), "quiz-01")
    assert found is None
    assert "cannot be read" in faults[0].message


def test_what_cannot_be_drawn_is_told_with_its_place(course: Path) -> None:
    data = story_data("bad-01")
    data["scenes"]["hall"]["choices"]["a"]["to"] = "nowhere"
    write("data/scenarios/bad.yml", {"competency": "empathy", "items": [data]})
    lines = Path("data/scenarios/bad.yml").read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.strip() == "to: nowhere")
    code, said = run("bad-01")
    assert code == 1
    assert f"data/scenarios/bad.yml:{line}: bad-01: " in said
    assert "there is no scene 'nowhere' to go to" in said


@pytest.mark.parametrize(
    ("item_id", "why"),
    [
        ("story-02", "there is no such item in the course; branching scenarios are story-01"),
        ("rank-01", "is of the kind rank; branching scenarios are story-01, quiz-01"),
    ],
)
def test_only_a_branching_scenario_of_the_course_is_drawn(course: Path, item_id: str, why: str) -> None:
    write("data/scenarios/rank.yml", {"competency": "empathy", "items": [{"id": "rank-01", "kind": "rank"}]})
    with pytest.raises(ContentError, match=why):
        read_story(course_at(Path()), item_id)
    assert run(item_id)[0] == 1


def test_a_drawing_is_svg_and_overwrites_no_other_file(course: Path) -> None:
    before = Path("data/scenarios/empathy.yml").read_bytes()
    assert run("story-01", "--output", "data/scenarios/empathy.yml")[0] == 2
    assert Path("data/scenarios/empathy.yml").read_bytes() == before
