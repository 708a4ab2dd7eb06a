"""The shapes of the course's content: what a file must hold, and what each field may be.

Models are frozen and strict: a number where text is due is a fault, and so is a field that nobody knows.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Lower-case words and digits joined by single hyphens: safe in file names, HTML ids and JSON keys."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
Effectiveness = Annotated[int, Field(ge=1, le=5)]


class FaultAt(ValueError):
    """A fault that shows only when an entry is seen as a whole. `at` is where it stands inside that entry."""

    def __init__(self, message: str, *at: str) -> None:
        super().__init__(message)
        self.at = at


ScenarioKind = Literal["best-worst", "rate-each", "rank"]


class Model(BaseModel):
    """Common to all content: immutable, no unknown fields, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Key(Model):
    """The author's key of a scenario: how effective each option is, why, and what to say about it.

    It is one author's reasoned judgement, not a validated or expert-agreed scale.
    """

    turns_on: Text
    rationale: Text
    effectiveness: dict[Letter, Effectiveness]
    feedback: dict[Letter, Text]

    @model_validator(mode="after")
    def _one_best_and_one_worst(self) -> Key:
        _require_best_and_worst(self.effectiveness, "effectiveness")
        wrong = sorted(set(self.feedback) ^ set(self.effectiveness))
        if wrong:
            field = "feedback" if wrong[0] in self.feedback else "effectiveness"
            message = f"feedback and effectiveness must name the same options; not in both: {', '.join(wrong)}"
            raise FaultAt(message, field, wrong[0])
        return self


class Situation(Model):
    """What every scenario begins with: a moment at work, and what the learner is asked."""

    id: Identifier
    title: Text
    stem: Text
    question: Text


class Scenario(Situation):
    """A workplace situation with things one could do. The kind says what the learner does with the options.

    best-worst: pick the most and the least effective; rate-each: rate every option from 1 to 5; rank: put them in
    order, the most effective first.
    """

    kind: ScenarioKind
    options: Annotated[dict[Letter, Text], Field(min_length=3, max_length=6)]

    def check_key(self, key: Key | StoryKey) -> None:
        """Raise FaultAt, with a place inside the key, when `key` does not speak of exactly this scenario's options."""
        if isinstance(key, StoryKey):
            raise FaultAt("this is the key of a branching scenario, and the scenario is none", "values")
        missing = sorted(set(self.options) - set(key.effectiveness))
        unknown = sorted(set(key.effectiveness) - set(self.options))
        if missing or unknown:
            letters = f"missing letters {', '.join(missing) or 'none'}; unknown letters {', '.join(unknown) or 'none'}"
            raise FaultAt(f"the key does not match the options: {letters}", "effectiveness", *unknown[:1])


class Practice(Scenario):
    """A scenario that carries its own key, for practice: feedback is given at once."""

    key: Key

    @model_validator(mode="after")
    def _key_matches_options(self) -> Practice:
        _require_match(self)
        return self

    @property
    def public(self) -> Scenario:
        """The scenario without its key."""
        return Scenario.model_validate(self.model_dump(exclude={"key"}))


class Choice(Model):
    """One thing to do at a fork of a story, and the scene it leads to."""

    text: Text
    to: Identifier


class Scene(Model):
    """A moment of a story: a fork with choices, or an ending. One that is neither is a dead end."""

    title: Text
    text: Text
    choices: Annotated[dict[Letter, Choice], Field(max_length=4)] = {}
    ending: bool = False

    @model_validator(mode="after")
    def _fork_or_ending(self) -> Scene:
        if self.choices and self.ending:
            raise FaultAt("an ending has no choices; remove one of the two", "ending")
        if len(self.choices) == 1:
            raise FaultAt("a fork needs two choices or more", "choices")
        return self


class Story(Situation):
    """A branching scenario: at each fork the learner picks one choice, which leads to the next scene.

    `start` names the scene in which it begins. This is all that a graded story ships to a learner.
    """

    kind: Literal["branching"]
    start: Identifier
    scenes: Annotated[dict[Identifier, Scene], Field(min_length=2, max_length=40)]

    @property
    def forks(self) -> dict[str, Scene]:
        """The scenes with choices, by id."""
        return {name: scene for name, scene in self.scenes.items() if scene.choices}

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Story:
        if self.start not in self.forks:
            raise FaultAt(f"there is no scene {self.start!r} with choices to start in", "start")
        for name, scene in self.scenes.items():
            for letter, choice in scene.choices.items():
                if choice.to not in self.scenes:
                    message = f"there is no scene {choice.to!r} to go to"
                    raise FaultAt(message, "scenes", name, "choices", letter, "to")
        return self

    def check_key(self, key: Key | StoryKey) -> None:
        """Raise FaultAt, with a place inside the key, when `key` does not speak of exactly this story's choices."""
        if isinstance(key, Key):
            raise FaultAt("the key of a branching scenario names each fork, and this one does not", "effectiveness")
        for name in sorted(set(self.forks) | set(key.effectiveness)):
            choices = set(self.scenes[name].choices) if name in self.scenes else set()
            wrong = sorted(choices ^ set(key.effectiveness.get(name, {})))
            if wrong:
                message = f"the key does not match the choices of the scene {name!r}: {', '.join(wrong)}"
                raise FaultAt(message, "effectiveness", name)


class StateValue(Model):
    """Something that the choices of a story change, such as trust or time left: a whole number within limits."""

    name: Text
    start: int
    lowest: int
    highest: int

    @model_validator(mode="after")
    def _start_is_within(self) -> StateValue:
        if not self.lowest <= self.start <= self.highest or self.lowest == self.highest:
            raise FaultAt("start must lie between lowest and highest", "start")
        return self


class StoryKey(Model):
    """The author's key of a story: for every choice of every fork how effective it is, what it changes, and why.

    `effects` says by how much a choice changes which of the `values`; what it does not name stays as it was.
    """

    turns_on: Text
    rationale: Text
    values: Annotated[dict[Identifier, StateValue], Field(min_length=1, max_length=2)]
    effectiveness: Annotated[dict[Identifier, dict[Letter, Effectiveness]], Field(min_length=1)]
    effects: dict[Identifier, dict[Letter, dict[Identifier, int]]] = {}
    feedback: dict[Identifier, dict[Letter, Text]]

    @model_validator(mode="after")
    def _speaks_of_each_choice(self) -> StoryKey:
        for name, values in self.effectiveness.items():
            _require_best_and_worst(values, "effectiveness", name)
        said = {(name, letter) for name, values in self.feedback.items() for letter in values}
        keyed = {(name, letter) for name, values in self.effectiveness.items() for letter in values}
        if said != keyed:
            name, letter = min(said ^ keyed)
            message = f"feedback and effectiveness must name the same choices; not in both: {letter} of {name}"
            raise FaultAt(message, "feedback", name, letter)
        for name, effects in self.effects.items():
            for letter, changes in effects.items():
                if (name, letter) not in keyed:
                    raise FaultAt(f"there is no choice {letter} of {name}", "effects", name, letter)
                for value in changes.keys() - self.values.keys():
                    raise FaultAt(f"there is no value {value!r} to change", "effects", name, letter, value)
        return self


class PracticeStory(Story):
    """A story that carries its own key, for practice: it shows its values, and ends in a debrief."""

    key: StoryKey

    @model_validator(mode="after")
    def _key_matches_choices(self) -> PracticeStory:
        _require_match(self)
        return self

    @property
    def public(self) -> Story:
        """The story without its key."""
        return Story.model_validate(self.model_dump(exclude={"key"}))


def _require_best_and_worst(values: dict[str, int], *at: str) -> None:
    ordered = sorted(values.values())
    if len(ordered) < 2 or ordered[0] == ordered[1] or ordered[-1] == ordered[-2]:
        raise FaultAt("effectiveness must have exactly one highest and one lowest option", *at)


def _require_match(item: Practice | PracticeStory) -> None:
    try:
        item.check_key(item.key)
    except FaultAt as fault:
        raise FaultAt(str(fault), "key", *fault.at) from None


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
    """One file of practice items, all on one competency."""

    competency: Identifier
    items: Annotated[list[Item], Field(min_length=1)]


class Quiz(Model):
    """The public part of a graded quiz: everything a learner receives, and no key."""

    quiz: Identifier
    title: Text
    competency: Identifier
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
    rubric: dict[Identifier, Annotated[list[Criterion], Field(min_length=1)]] = {}


class Competency(Model):
    """One of the skills the course trains, with five observable levels, lowest first."""

    id: Identifier
    name: Text
    part: Annotated[int, Field(ge=0, le=9)]
    definition: Text
    levels: Annotated[list[Text], Field(min_length=5, max_length=5)]


class CompetencyFile(Model):
    competencies: Annotated[list[Competency], Field(min_length=1)]


class Lesson(Model):
    """One lesson of the course: its notebook (without ending), its name, and the items in it, in order.

    `brings_back` names scenarios of earlier lessons that it asks again; they count where they were first asked.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    title: Text
    part: Annotated[int, Field(ge=0, le=9)]
    items: list[Identifier]
    brings_back: list[Identifier] = []


class LessonFile(Model):
    lessons: Annotated[list[Lesson], Field(min_length=1)]
