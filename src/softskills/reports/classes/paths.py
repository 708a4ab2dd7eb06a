"""Which ways a class took through a story, and where it lost the best ending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from softskills.items import Story, StoryKey
from softskills.items.story_graph import endings, walk
from softskills.reports.classes.intervals import share, spread
from softskills.reports.classes.taken import Path


@dataclass(frozen=True)
class StoryPaths:
    """The paths of a class through a story.

    `n`: how many came to an ending. `arrows`: a row for each choice, with how many made it, the share of the class, and
    the share of those who stood there. `endings`: a row for each ending. `lost`: a row for each choice after which the
    best ending was out of reach, with how many lost it there, most first. `best_ending` is the one to which the most
    effective choice at every fork leads.
    """

    story: Story
    key: StoryKey
    n: int
    best_ending: str
    arrows: pd.DataFrame
    endings: pd.DataFrame
    lost: pd.DataFrame


def story_paths(story: Story, key: StoryKey, paths: Sequence[Path]) -> StoryPaths:
    """Count the paths of all who came to an ending."""
    n = len(paths)
    best = best_ending(story, key)
    steps = Counter(step for path in paths for step in path)
    visits = Counter(scene for path in paths for scene, _ in path)
    arrived = Counter(_ending(story, path) for path in paths)
    lost = Counter(step for path in paths if (step := lost_at(story, path, best)))
    arrows = [
        {
            "scene": name,
            "scene_title": scene.title,
            "letter": letter,
            "text": choice.text,
            "to": choice.to,
            "effectiveness": key.effectiveness[name][letter],
            "count": steps[name, letter],
            **spread("of_class", share(steps[name, letter], n)),
            **spread("of_those_there", share(steps[name, letter], visits[name])),
        }
        for name, scene in story.forks.items()
        for letter, choice in scene.choices.items()
    ]
    ends = [
        {
            "ending": name,
            "title": scene.title,
            "is_best": name == best,
            "count": arrived[name],
            **spread("of_class", share(arrived[name], n)),
        }
        for name, scene in story.scenes.items()
        if scene.ending
    ]
    losses = [
        {
            "scene": name,
            "scene_title": story.scenes[name].title,
            "letter": letter,
            "text": story.scenes[name].choices[letter].text,
            "count": count,
            **spread("of_class", share(count, n)),
        }
        for (name, letter), count in lost.most_common()
    ]
    columns = ["scene", "scene_title", "letter", "text", "count", *spread("of_class", share(0, 0))]
    return StoryPaths(
        story, key, n, best, pd.DataFrame(arrows), pd.DataFrame(ends), pd.DataFrame(losses, columns=columns)
    )


def best_ending(story: Story, key: StoryKey) -> str:
    """The id of the scene to which the most effective choice at every fork leads."""
    scene, letter = walk(story, lambda name, _: max(key.effectiveness[name], key=key.effectiveness[name].__getitem__))[
        -1
    ]
    return story.scenes[scene].choices[letter].to


def lost_at(story: Story, path: Path, best: str) -> tuple[str, str] | None:
    """The choice (scene, letter) of a path after which an ending can't be reached any more; None if it was reached."""
    for scene, letter in path:
        if best not in endings(story, story.scenes[scene].choices[letter].to):
            return scene, letter
    return None


def _ending(story: Story, path: Path) -> str:
    scene, letter = path[-1]
    return story.scenes[scene].choices[letter].to
