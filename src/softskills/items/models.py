"""The shapes of the course's content: what a file must hold, and what each field may be.

Models are frozen and strict: a number where text is due is a fault, and so is a field that nobody knows.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

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
        values = sorted(self.effectiveness.values())
        if len(values) < 2 or values[0] == values[1] or values[-1] == values[-2]:
            raise FaultAt("effectiveness must have exactly one highest and one lowest option", "effectiveness")
        wrong = sorted(set(self.feedback) ^ set(self.effectiveness))
        if wrong:
            field = "feedback" if wrong[0] in self.feedback else "effectiveness"
            message = f"feedback and effectiveness must name the same options; not in both: {', '.join(wrong)}"
            raise FaultAt(message, field, wrong[0])
        return self


class Scenario(Model):
    """A workplace situation with things one could do. The kind says what the learner does with the options.

    best-worst: pick the most and the least effective; rate-each: rate every option from 1 to 5; rank: put them in
    order, the most effective first.
    """

    id: Identifier
    kind: ScenarioKind
    title: Text
    stem: Text
    question: Text
    options: Annotated[dict[Letter, Text], Field(min_length=3, max_length=6)]

    def check_key(self, key: Key) -> None:
        """Raise FaultAt, with a place inside the key, when `key` does not speak of exactly this scenario's options."""
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
        try:
            self.check_key(self.key)
        except FaultAt as fault:
            raise FaultAt(str(fault), "key", *fault.at) from None
        return self

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


Item = Annotated[Practice | Reflection | Intention | Plan, Field(discriminator="kind")]
QuizItem = Annotated[Scenario | Reflection, Field(discriminator="kind")]


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
    def scenarios(self) -> list[Scenario]:
        return [item for item in self.items if isinstance(item, Scenario)]

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
    items: dict[Identifier, Key]
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
