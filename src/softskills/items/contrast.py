"""Contrast sets: the same options in two situations or more, and in each the situation decides which is best.

Contrasting cases make a learner look for what differs (Schwartz and Bransford 1998, doi 10.1207/s1532690xci1604_4).
A set stands for its situations: each becomes a scenario of its own, and is asked, scored and kept like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from softskills.items.scenario_models import Key, Practice, Scenario, ScenarioKind
from softskills.items.shapes import Letter, Situation, letter_faults
from softskills.sources import Fault, FaultAt, Identifier, Model, Source, Text

OPTIONS = 4
MOST = 4
SHOWN = 2
"""How many situations of a set a lesson shows, and an assignment asks at most."""


class GradedSituation(Model):
    """One situation of a set, without its key: the facts that decide, and what the learner does with the options."""

    id: Identifier
    title: Text
    text: Text
    kind: ScenarioKind = "choose"


class KeyedSituation(GradedSituation):
    """One situation of a practice set, with its key."""

    key: Key


class SharedParts(Model):
    """What a contrast set is in a lesson and in a quiz: one goal, one question and four options for all situations."""

    id: Identifier
    kind: Literal["contrast"]
    title: Text
    goal: Text
    question: Text
    options: dict[Letter, Text]

    def faults(self) -> Iterator[FaultAt]:
        if len(self.options) != OPTIONS:
            remedy = "add what is missing or take out the surplus, and key each in every situation"
            yield FaultAt(
                f"a set has exactly four options, and this one has {len(self.options)}; {remedy}", ("options",)
            )

    def _scenario(self, situation: GradedSituation) -> dict[str, Any]:
        """The fields of the scenario that a situation of this set becomes, but for a key."""
        return {
            "id": situation.id,
            "kind": situation.kind,
            "title": situation.title,
            "stem": situation.text,
            "question": self.question,
            "options": self.options,
            "goal": self.goal,
            "contrast": self.id,
        }


class ContrastSet(SharedParts):
    """A set of practice situations with their keys. A lesson shows the first two; the others are kept for later."""

    situations: list[KeyedSituation]

    @property
    def scenarios(self) -> list[Practice]:
        """One scenario for each situation, in the order of the file."""
        return [Practice(**self._scenario(one), key=one.key) for one in self.situations]

    @property
    def shown(self) -> list[str]:
        """The ids of the situations that a lesson shows, one after the other."""
        return [one.id for one in self.situations[:SHOWN]]

    @property
    def kept_back(self) -> list[str]:
        """The ids of the situations that no lesson shows: they are unseen when the set comes back."""
        return [one.id for one in self.situations[SHOWN:]]

    def faults(self) -> Iterator[FaultAt]:
        yield from super().faults()
        if len(self.situations) < SHOWN:
            message = "a set needs two situations or more, so that there is something to compare; add one"
            yield FaultAt(message, ("situations",))
        if len(self.situations) > MOST:
            message = f"a set has at most four situations, and this one has {len(self.situations)}; take some out"
            yield FaultAt(message, ("situations",))
        for index, one in enumerate(self.situations):
            for fault in letter_faults("the options of the set", self.options, one.key.effectiveness):
                yield fault.within("situations", index, "key", "effectiveness")
        if letter := same_best([one.key for one in self.situations]):
            yield FaultAt(same_best_message(letter), ("situations",))


class GradedContrastSet(SharedParts):
    """A set as a graded quiz asks it: one or two of its situations. The keys lie elsewhere, by the situations' ids."""

    situations: list[GradedSituation]

    @property
    def scenarios(self) -> list[Scenario]:
        """One scenario for each situation, in the order of the file."""
        return [Scenario(**self._scenario(one)) for one in self.situations]

    def faults(self) -> Iterator[FaultAt]:
        yield from super().faults()
        if not 1 <= len(self.situations) <= SHOWN:
            message = "a quiz asks one or two situations of a set; take the others out, or into another assignment"
            yield FaultAt(message, ("situations",))


def same_best(keys: Sequence[Key]) -> str | None:
    """The option that is best by each of two keys or more, or None."""
    best = {best_option(key.effectiveness) for key in keys}
    return best.pop() if len(keys) > 1 and len(best) == 1 else None


def same_best_message(letter: str) -> str:
    """What to tell an author whose situations all have the same best option."""
    return f"{letter} is best in every situation, so nothing depends on them; change one until another option is best"


def best_option(effectiveness: Mapping[str, int]) -> str:
    """The letter of the most effective option: a key has exactly one."""
    return max(effectiveness, key=lambda letter: effectiveness[letter])


def lone_situations(source: Source, entries: Sequence[object]) -> list[Fault]:
    """A fault for every scenario that says itself which contrast set it is of: a set holds its situations."""
    message = "contrast is not for a scenario of its own; move it under the situations of the set"
    return [
        source.fault(("items", index, "contrast"), message)
        for index, entry in enumerate(entries)
        if isinstance(entry, Situation) and entry.contrast is not None
    ]
