"""The shapes of what a learner writes: a reflection, an intention, a plan, and a sentence to say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from softskills.sources import Identifier, Model, Text


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


class Sample(Model):
    """One thing that somebody might say, and a note on what it does well or badly."""

    text: Text
    note: Text


class SayFirst(Model):
    """A moment in which the learner first writes the sentence to say; only then come samples, and things to tick.

    `goal`: what the learner is after; `look_for`: what anybody could see or hear in the sentence. It is never marked.
    """

    id: Identifier
    kind: Literal["say-first"]
    title: Text
    text: Text
    goal: Text | None = None
    prompt: Text
    samples: Annotated[list[Sample], Field(min_length=3, max_length=3)]
    look_for: Annotated[list[Text], Field(min_length=3, max_length=3)]

    @property
    def draft_id(self) -> str:
        """The item id under which a log keeps a sentence that was typed when the learner left."""
        return f"{self.id}/draft"
