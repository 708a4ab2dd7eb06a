"""The shapes of scenarios with options: a situation with things one could do, and the key of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from softskills.items.shapes import AuthorKey, Effectiveness, Letter, Situation, best_and_worst_faults, letter_faults
from softskills.sources import FaultAt, Text

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

    choose: pick the one to do; best-worst: pick the most and the least effective; rate-each: rate every option from 1
    to 5; rank: put them in order, the most effective first.
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
