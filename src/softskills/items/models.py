"""The shapes of the course's files: what each must hold. The shapes of the items in them have modules of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, zip_longest
from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from softskills.items.contrast import ContrastSet, GradedContrastSet
from softskills.items.scenario_models import Key, Practice, Scenario
from softskills.items.story_models import PracticeStory, Story, StoryKey
from softskills.items.written_models import Intention, Plan, Reflection, SayFirst
from softskills.sources import FaultAt, Identifier, Model, Text

Part = Annotated[int, Field(ge=0, le=99)]
"""The number of a part of the course."""


def _key_shape(data: Any) -> str:
    """Which key an entry of a key file is meant to be: only a story's key has forks, and values that they change."""
    if not isinstance(data, dict):
        return "[story]" if isinstance(data, StoryKey) else "[options]"
    effectiveness = data.get("effectiveness")
    forks = isinstance(effectiveness, dict) and any(isinstance(values, dict) for values in effectiveness.values())
    return "[story]" if forks or "values" in data else "[options]"


PracticeItem = Practice | PracticeStory | Reflection | Intention | Plan | SayFirst
"""What a learner meets in a lesson."""

Item = Annotated[PracticeItem | ContrastSet, Field(discriminator="kind")]
"""An entry of a file of practice items. A contrast set stands for its situations."""

OwnCompetency = Annotated[Identifier | None, Field(default=None, exclude=True)]
"""What one item of a quiz trains, if it isn't what the quiz does. Learners needn't be told."""


class QuizScenario(Scenario):
    """A scenario of a graded quiz."""

    competency: OwnCompetency


class QuizStory(Story):
    """A branching scenario of a graded quiz."""

    competency: OwnCompetency


class QuizReflection(Reflection):
    """A written task of a graded quiz."""

    competency: OwnCompetency


class QuizContrastSet(GradedContrastSet):
    """A contrast set of a graded quiz."""

    competency: OwnCompetency


QuizItem = Annotated[QuizScenario | QuizStory | QuizReflection | QuizContrastSet, Field(discriminator="kind")]
AnyKey = Annotated[
    Annotated[Key, Tag("[options]")] | Annotated[StoryKey, Tag("[story]")],
    Discriminator(_key_shape),
]


class ItemSet(Model):
    """One file of practice items, all on one competency, if the course has any."""

    competency: Identifier | None = None
    items: Annotated[list[Item], Field(min_length=1)]


class Quiz(Model):
    """The public part of a graded quiz: everything a learner receives, and no key."""

    quiz: Identifier
    title: Text
    competency: Identifier | None = None
    points_each: Annotated[int, Field(ge=1, le=100)]
    items: Annotated[list[QuizItem], Field(min_length=1)]

    @property
    def asked(self) -> list[Scenario | Story | Reflection]:
        """All that the quiz asks, in the order of the file; of a contrast set, its situations."""
        found: list[Scenario | Story | Reflection] = []
        for item in self.items:
            found += item.scenarios if isinstance(item, GradedContrastSet) else [item]
        return found

    @property
    def scenarios(self) -> list[Scenario | Story]:
        """All that is scored, in the order in which a notebook asks it and a review counts it: sets that follow each
        other take turns, so that no two situations of one are neighbours.
        """
        found: list[Scenario | Story] = []
        for takes_turns, items in groupby(self.items, lambda item: isinstance(item, GradedContrastSet)):
            if takes_turns:
                turns = zip_longest(*(one.scenarios for one in items if isinstance(one, GradedContrastSet)))
                found += filter(None, chain.from_iterable(turns))
            else:
                found += [item for item in items if isinstance(item, Scenario | Story)]
        return found

    @property
    def max_points(self) -> int:
        """Points of all scenarios together; written tasks have their own, given by hand."""
        return self.points_each * len(self.scenarios)


class Criterion(Model):
    """One row of a rubric: what earns full, half and no points."""

    criterion: Text
    points: Annotated[int, Field(ge=1, le=100)]
    full: Text
    half: Text
    none: Text


LEFT_OUT: Final = "left out"
"""A scene counts for nobody, and the others count for more, so that the points of the quiz stay what they were."""
FULL_MARKS: Final = "full marks"
"""Everybody gets all points of a scene, whatever they answered, also nothing."""

Adjusted = Literal["left out", "full marks"]
"""What was decided about a scene after learners had answered it: LEFT_OUT or FULL_MARKS."""


class QuizKeys(Model):
    """The private part of a graded quiz: keys of its scenarios and rubrics of its written tasks. `adjusted` says what
    was decided about scenes that turned out to be unsound.
    """

    quiz: Identifier
    items: dict[Identifier, AnyKey]
    adjusted: dict[Identifier, Adjusted] = Field(default={})
    rubric: dict[Identifier, Annotated[list[Criterion], Field(min_length=1)]] = Field(default={})

    @property
    def points_by_hand(self) -> dict[str, int]:
        """What each written task can earn by its rubric, by its id."""
        return {name: sum(one.points for one in criteria) for name, criteria in self.rubric.items()}


class Competency(Model):
    """One of the skills the course trains, with five observable levels, lowest first."""

    id: Identifier
    name: Text
    part: Part = 0
    definition: Text
    levels: Annotated[list[Text], Field(min_length=5, max_length=5)]


FIRST_RATED = 3
"""How many competencies a learner is asked for first, unless the course names them."""


class CompetencyFile(Model):
    """The competencies. `first` names those that a learner rates before the others."""

    first: Annotated[list[Identifier], Field(min_length=1)] | None = None
    competencies: Annotated[list[Competency], Field(min_length=1)]

    def faults(self) -> Iterator[FaultAt]:
        known = [one.id for one in self.competencies]
        for index, name in enumerate(self.first or []):
            if name not in known:
                yield FaultAt(f"no competency is called {name!r}; known are {', '.join(known)}", ("first", index))
            elif name in (self.first or [])[:index]:
                yield FaultAt(f"{name} stands twice", ("first", index))

    @property
    def asked_first(self) -> list[str]:
        """The ids of those that a learner rates first."""
        return self.first or [one.id for one in self.competencies[:FIRST_RATED]]


class Lesson(Model):
    """One lesson of the course: its notebook (without ending), its name, and the items in it, in order.

    `brings_back` names scenarios of earlier lessons that it asks again; they count where they were first asked. A
    `review` does nothing else, and so it has no items of its own.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    title: Text
    part: Part = 0
    items: list[Identifier]
    brings_back: list[Identifier] = Field(default=[])
    review: bool = False

    def faults(self) -> Iterator[FaultAt]:
        if self.review and self.items:
            yield FaultAt("a review has no items of its own; list them under brings_back", ("items",))


class LessonFile(Model):
    lessons: Annotated[list[Lesson], Field(min_length=1)]
