"""The shapes of branching scenarios: a story of scenes that choices lead through, and its key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from softskills.items.shapes import AuthorKey, Effectiveness, Letter, Situation, best_and_worst_faults, letter_faults
from softskills.sources import FaultAt, Identifier, Model, Text


class Choice(Model):
    """One thing to do at a fork of a story, and the scene it leads to."""

    text: Text
    to: Identifier


class Scene(Model):
    """A moment of a story: a fork with choices, or an ending. One that is neither is a dead end."""

    title: Text
    text: Text
    choices: dict[Letter, Choice] = Field(default={}, max_length=4)
    ending: bool = False

    def faults(self) -> Iterator[FaultAt]:
        if self.choices and self.ending:
            yield FaultAt("an ending has no choices; remove one of the two", ("ending",))
        if len(self.choices) == 1:
            yield FaultAt("a fork needs two choices or more", ("choices",))


class Story(Situation):
    """A branching scenario: at each fork the learner picks one choice, which leads to the next scene.

    `start` names the scene in which it begins. This is all that a graded story ships to a learner.
    """

    kind: Literal["branching"]
    start: Identifier
    scenes: Annotated[dict[Identifier, Scene], Field(min_length=2, max_length=40)]

    @property
    def run_id(self) -> str:
        """The item id under which a log keeps how far a learner has come; under `id` it keeps whole paths only."""
        return f"{self.id}/run"

    @property
    def forks(self) -> dict[str, Scene]:
        """The scenes with choices, by id."""
        return {name: scene for name, scene in self.scenes.items() if scene.choices}

    def faults(self) -> Iterator[FaultAt]:
        if self.start not in self.forks:
            yield FaultAt(f"there is no scene {self.start!r} with choices to start in", ("start",))
        for name, scene in self.scenes.items():
            for letter, choice in scene.choices.items():
                if choice.to not in self.scenes:
                    message = f"there is no scene {choice.to!r} to go to"
                    yield FaultAt(message, ("scenes", name, "choices", letter, "to"))

    def key_faults(self, key: AuthorKey) -> Iterator[FaultAt]:
        """Why `key` does not speak of exactly this story's choices, with places inside the key."""
        if not isinstance(key, StoryKey):
            message = "this is a key for options, but the scenario is a branching one: key every choice of every scene"
            yield FaultAt(message, ("effectiveness",))
            return
        for name in sorted(set(self.forks) | set(key.effectiveness)):
            choices = self.scenes[name].choices if name in self.scenes else {}
            for fault in letter_faults(f"the choices of {name}", choices, key.effectiveness.get(name, {})):
                yield fault.within("effectiveness", name)


class StateValue(Model):
    """Something that the choices of a story change, such as trust or time left: a whole number within limits."""

    name: Text
    start: int
    lowest: int
    highest: int

    def faults(self) -> Iterator[FaultAt]:
        if not self.lowest <= self.start <= self.highest or self.lowest == self.highest:
            yield FaultAt("start must lie between lowest and highest", ("start",))


class StoryKey(AuthorKey):
    """The author's key of a story: for every choice of every fork how effective it is, what it changes, and why.

    `effects` says by how much a choice changes which of the `values`; what it does not name stays as it was.
    """

    values: Annotated[dict[Identifier, StateValue], Field(min_length=1, max_length=2)]
    effectiveness: Annotated[dict[Identifier, dict[Letter, Effectiveness]], Field(min_length=1)]
    effects: dict[Identifier, dict[Letter, dict[Identifier, int]]] = Field(default={})
    feedback: dict[Identifier, dict[Letter, Text]]

    def faults(self) -> Iterator[FaultAt]:
        for name, effectiveness in self.effectiveness.items():
            yield from best_and_worst_faults(effectiveness, "effectiveness", name)
        keyed, said = _choices(self.effectiveness), _choices(self.feedback)
        for name, letter in sorted(keyed - said):
            yield FaultAt(f"there is no feedback on the choice {letter} of {name}", ("feedback", name, letter))
        for name, letter in sorted(said - keyed):
            message = f"there is no effectiveness of the choice {letter} of {name}"
            yield FaultAt(message, ("feedback", name, letter))
        for name, letter in sorted(_choices(self.effects)):
            place = ("effects", name, letter)
            if (name, letter) not in keyed:
                yield FaultAt(f"there is no effectiveness of the choice {letter} of {name}", place)
            for value in sorted(set(self.effects[name][letter]) - set(self.values)):
                yield FaultAt(f"there is no value {value!r} to change", (*place, value))


class PracticeStory(Story):
    """A story that carries its own key, for practice: it shows its values, and ends in a debrief."""

    key: StoryKey

    def faults(self) -> Iterator[FaultAt]:
        yield from super().faults()
        yield from (fault.within("key") for fault in self.key_faults(self.key))

    @property
    def public(self) -> Story:
        """The story without its key."""
        return Story.model_validate(self.model_dump(exclude={"key"}))


def _choices(named: dict[str, dict[str, Any]]) -> set[tuple[str, str]]:
    """The (scene, letter) of every choice that a part of a key speaks of."""
    return {(scene, letter) for scene, letters in named.items() for letter in letters}
