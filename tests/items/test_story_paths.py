"""A branching scenario as a graph: what can be reached, where it ends, and how long its paths are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softskills.items import Scene, Story
from softskills.items.story_graph import circle, dead_ends, endings, fork_counts, led_to, reachable, walk
from support.story import ENDINGS, story_data


def story(**changed: Any) -> Story:
    """The small story, with some of its scenes changed or added."""
    data = story_data()
    data["scenes"] |= changed
    return Story.model_validate(data)


def fork(*leads_to: str) -> dict[str, Any]:
    choices = {letter: {"text": f"Go to {to}.", "to": to} for letter, to in zip("abcd", leads_to, strict=False)}
    return {"title": "A fork", "text": "Choose.", "choices": choices}


END = {"title": "The end", "text": "It is over.", "ending": True}
DEAD = {"title": "A wall", "text": "Here it stops."}


def first(_: str, scene: Scene) -> str:
    return next(iter(scene.choices))


def test_what_can_be_reached() -> None:
    small = story(lost=END)
    assert reachable(small) == {"desk", "office", "hall", *ENDINGS}
    assert reachable(small, "hall") == {"hall", *ENDINGS}
    assert reachable(small, "agreed") == {"agreed"}


def test_the_endings_that_are_left() -> None:
    small = story(lost=END, office=fork("hall", "wall"), wall=DEAD)
    assert endings(small) == set(ENDINGS)
    assert endings(small, "agreed") == {"agreed"}
    assert endings(small, "wall") == set()


def test_dead_ends_in_the_order_of_the_story() -> None:
    assert dead_ends(story()) == []
    assert dead_ends(story(zoo=DEAD, attic=DEAD)) == ["zoo", "attic"]


def test_each_scene_is_led_to_once() -> None:
    assert led_to(story().scenes["office"]) == ["hall"]
    assert led_to(story().scenes["agreed"]) == []


def test_a_circle_is_named_in_its_direction() -> None:
    assert circle(story()) == []
    found = circle(story(hall=fork("agreed", "attic"), attic=fork("desk", "parted")))
    start = found.index("desk")
    assert [*found[start:], *found[:start]] in (["desk", "hall", "attic"], ["desk", "office", "hall", "attic"])
    assert circle(story(hall=fork("hall", "agreed"))) == ["hall"]


def test_a_circle_that_nothing_leads_to_is_found_too() -> None:
    assert set(circle(story(left=fork("right", "parted"), right=fork("left", "parted")))) == {"left", "right"}


def test_a_walk_goes_to_an_ending() -> None:
    assert walk(story(), first) == [("desk", "a"), ("hall", "a")]
    assert walk(story(), lambda *_: "b") == [("desk", "b"), ("office", "b"), ("hall", "b")]


def test_a_walk_stops_at_a_dead_end_and_before_a_scene_for_the_second_time() -> None:
    assert walk(story(hall=fork("wall", "agreed"), wall=DEAD), first) == [("desk", "a"), ("hall", "a")]
    assert walk(story(hall=fork("desk", "agreed")), first) == [("desk", "a"), ("hall", "a")]


def test_the_shortest_and_the_longest_path() -> None:
    assert fork_counts(story()) == (2, 3)
    assert fork_counts(story(desk=fork("agreed", "office"))) == (1, 3)
    assert fork_counts(story(hall=fork("wall", "attic"), attic=fork("agreed", "parted"), wall=DEAD)) == (2, 4)
    with pytest.raises(ValueError, match=r"runs in a circle: .*hall"):
        fork_counts(story(hall=fork("desk", "agreed")))


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=4), min_size=1, max_size=9))
def test_any_graph_is_survived(targets: list[list[int]]) -> None:
    """Every fork leads to scenes by number; those above the last fork are endings."""
    scenes = {f"s{number}": fork(*(f"s{to}" for to in leads)) for number, leads in enumerate(targets)}
    scenes |= {f"s{number}": END for number in range(len(targets), 10)}
    any_story = Story.model_validate(story_data() | {"start": "s0", "scenes": scenes})
    found, path = circle(any_story), walk(any_story, first)
    assert len(path) == len({scene for scene, _ in path}) and {scene for scene, _ in path} <= reachable(any_story)
    for here, after in zip(found, [*found[1:], *found[:1]], strict=True):
        assert after in led_to(any_story.scenes[here])
    if not found:
        least, most = fork_counts(any_story)
        assert 1 <= least <= len(path) <= most <= len(targets)
        assert endings(any_story)
