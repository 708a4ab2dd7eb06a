"""A branching scenario as its author wants to see it: what each scene is, what is wrong, and all of it in words.

And as an instructor does, with the share of a class on each choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from softskills.charts.stories.layout import Spot, Way, columns_and_ways
from softskills.items import Story
from softskills.items.story_graph import circle, dead_ends, endings, reachable


@dataclass(frozen=True)
class Line:
    """One choice: from where, under which letter, and to where. `effectiveness` is None without a key."""

    scene: str
    letter: str
    to: str
    effectiveness: int | None
    is_best: bool
    leads_back: bool
    share: float | None = None
    """Of those who came to an ending, how many went this way, from 0 to 1; None where nobody was counted."""


@dataclass(frozen=True)
class StoryGraph:
    """A story laid out: its choices as lines, and what there is to say of each scene, in words.

    `columns` and `ways` are those of `columns_and_ways`.
    """

    story: Story
    lines: list[Line]
    marks: dict[str, list[str]]
    columns: list[list[Spot]]
    ways: dict[tuple[str, str], Way]

    @property
    def order(self) -> list[str]:
        """The scenes, column by column, each from the top down."""
        return [spot for column in self.columns for spot in column if isinstance(spot, str)]


def graph_of(story: Story, effectiveness: Mapping[str, Mapping[str, int]]) -> StoryGraph:
    """Lay out a story. `effectiveness` (scene, letter, 1 to 5) is that of its key, or empty."""
    columns, ways = columns_and_ways(story)
    lines = []
    for name, scene in story.scenes.items():
        rated = effectiveness.get(name, {})
        for letter, choice in scene.choices.items():
            is_best = bool(rated) and rated[letter] == max(rated.values())
            lines.append(Line(name, letter, choice.to, rated.get(letter), is_best, (name, letter) not in ways))
    return StoryGraph(story, lines, _marks(story), columns, ways)


def with_shares(
    graph: StoryGraph, choices: Mapping[tuple[str, str], float], marks: Mapping[str, list[str]]
) -> StoryGraph:
    """The same graph with what share of a class went along each choice (scene, letter), and more to say of scenes."""
    lines = [replace(line, share=choices.get((line.scene, line.letter), 0.0)) for line in graph.lines]
    said = {name: [*words, *marks.get(name, [])] for name, words in graph.marks.items()}
    return replace(graph, lines=lines, marks=said)


def outline(graph: StoryGraph) -> str:
    """The graph in words: what is wrong with it first, then scene by scene."""
    story = graph.story
    number = {name: index for index, name in enumerate(graph.order, 1)}
    parts = [f"{story.title} ({story.id})\n" + "\n".join(summary(story))]
    for name in graph.order:
        marks = "".join(f", {mark}" for mark in graph.marks[name])
        rows = [f"{number[name]}. {story.scenes[name].title} ({name}{marks})"]
        for line in graph.lines:
            if line.scene == name:
                rated = f", {line.effectiveness} of 5" if line.effectiveness else ""
                rated += f", {line.share:.0%} of the class" if line.share is not None else ""
                leads = "leads back to" if line.leads_back else "leads to"
                text = story.scenes[name].choices[line.letter].text
                rows.append(f"   {line.letter}{rated}, {leads} {number[line.to]} ({line.to}): {text}")
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"


def summary(story: Story) -> Iterator[str]:
    """How many scenes there are, and what is wrong with the story as a graph, a sentence each."""
    yield f"{len(story.scenes)} scenes, {sum(scene.ending for scene in story.scenes.values())} of them endings."
    reached = reachable(story)
    if unreached := [name for name in story.scenes if name not in reached]:
        yield f"Not reached from the start: {', '.join(unreached)}."
    if dead := dead_ends(story):
        yield f"Dead ends, with neither choices nor an ending: {', '.join(dead)}."
    if round_again := circle(story):
        yield f"A circle: {', then '.join([*round_again, round_again[0]])}."


def _marks(story: Story) -> dict[str, list[str]]:
    reached, dead = reachable(story), dead_ends(story)
    marks = {}
    for name, scene in story.scenes.items():
        holds = {
            "start": name == story.start,
            "ending": scene.ending,
            "dead end": name in dead,
            "no ending ahead": bool(scene.choices) and not endings(story, name),
            "not reached": name not in reached,
        }
        marks[name] = [mark for mark, is_so in holds.items() if is_so]
    return marks
