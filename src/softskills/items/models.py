"""The shapes of the course's content: what a file must hold, and what each field may be.

The shapes of branching scenarios are in `story_models`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from softskills.items.shapes import AuthorKey, Effectiveness, Letter, Situation, best_and_worst_faults, letter_faults
from softskills.items.story_models import PracticeStory, Story, StoryKey
from softskills.sources import FaultAt, Identifier, Model, Text

Part = Annotated[int, Field(ge=0, le=99)]
"""The number of a part of the course."""

ScenarioKind = Literal["choose", "best-worst", "rate-each", "rank"]


class Key(AuthorKey):
    """The author's key of a scenario: how effective each option is, why, and what to say about it."""

    effectiveness: dict[Letter, Effectiveness]
    feedback: dict[Letter, Text]

    def faults(self) -> Iterator[FaultAt]:
        yield from best_and_worst_faults(self.effectiveness, "effectiveness")
        wrong = sorted(set(self.feedback) ^ set(self.effectiveness))
        if wrong:
            field = "feedback" if wrong[0] in self.feedback else "effectiveness"
            message = f"feedback and effectiveness must name the same options; not in both: {', '.join(wrong)}"
            yield FaultAt(message, (field, wrong[0]))


class Scenario(Situation):
    """A workplace situation with things one could do. The kind says what the learner does with the options.

    best-worst: pick the most and the least effective; rate-each: rate every option from 1 to 5; rank: put them in
    order, the most effective first.
    """

    kind: ScenarioKind
    options: Annotated[dict[Letter, Text], Field(min_length=3, max_length=6)]

    def key_faults(self, key: AuthorKey) -> Iterator[FaultAt]:
        """Why `key` does not speak of exactly this scenario's options, with places inside the key."""
        if not isinstance(key, Key):
            message = "this is a key for a branching scenario, but the scenario is none: key every option"
            yield FaultAt(message, ("effectiveness",))
            return
        for fault in letter_faults("the options", self.options, key.effectiveness):
            yield fault.within("effectiveness")


class Practice(Scenario):
    """A scenario that carries its own key, for practice: feedback is given at once."""

    key: Key

    def faults(self) -> Iterator[FaultAt]:
        return (fault.within("key") for fault in self.key_faults(self.key))

    @property
    def public(self) -> Scenario:
        """The scenario without its key."""
        return Scenario.model_validate(self.model_dump(exclude={"key"}))


class Reflection(Model):
    """A question about the learner's own situation, answered in free text."""

    id: Identifier
    kind: Literal["reflection"]
    title: Text
    prompt: Text


class Intention(Model):
    """An if-then plan that the learner writes, and later ticks off."""

    id: Identifier
    kind: Literal["intention"]
    title: Text
    prompt: Text
    if_hint: Text
    then_hint: Text


class PlanField(Model):
    """One part of a plan: a line of text, or a box of several."""

    id: Identifier
    label: Text
    hint: Text
    lines: Annotated[int, Field(ge=1, le=12)]


class Plan(Model):
    """A plan of several parts that the learner writes, and can print or save."""

    id: Identifier
    kind: Literal["plan"]
    title: Text
    prompt: Text
    fields: Annotated[list[PlanField], Field(min_length=1, max_length=12)]


def _key_shape(data: Any) -> str:
    """Which key an entry of a key file is meant to be: only a story's key has forks, and values that they change."""
    if not isinstance(data, dict):
        return "[story]" if isinstance(data, StoryKey) else "[options]"
    effectiveness = data.get("effectiveness")
    forks = isinstance(effectiveness, dict) and any(isinstance(values, dict) for values in effectiveness.values())
    return "[story]" if forks or "values" in data else "[options]"


Item = Annotated[Practice | PracticeStory | Reflection | Intention | Plan, Field(discriminator="kind")]
QuizItem = Annotated[Scenario | Story | Reflection, Field(discriminator="kind")]
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
    def scenarios(self) -> list[Scenario | Story]:
        return [item for item in self.items if isinstance(item, Scenario | Story)]

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


class QuizKeys(Model):
    """The private part of a graded quiz: keys of its scenarios and rubrics of its written tasks."""

    quiz: Identifier
    items: dict[Identifier, AnyKey]
    rubric: dict[Identifier, Annotated[list[Criterion], Field(min_length=1)]] = Field(default={})


class Competency(Model):
    """One of the skills the course trains, with five observable levels, lowest first."""

    id: Identifier
    name: Text
    part: Part = 0
    definition: Text
    levels: Annotated[list[Text], Field(min_length=5, max_length=5)]


class CompetencyFile(Model):
    competencies: Annotated[list[Competency], Field(min_length=1)]


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
