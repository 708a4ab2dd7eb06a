"""What is said around an item, as paragraphs: the situation and the question before, and what is told after it."""

from __future__ import annotations

from softskills.formats.chosen import Asked, Entry
from softskills.items import Intention, Key, Plan, SayFirst, Scenario, Story, StoryKey, best_option

PICKS = ("Most effective", "Least effective")
EFFECT = ("1: not effective", "2: slightly effective", "3: partly effective", "4: effective", "5: very effective")


def situation(item: Asked) -> tuple[str, ...]:
    """What is told and asked."""
    goal = (f"Goal: {item.goal}",) if isinstance(item, Scenario | Story | SayFirst) and item.goal else ()
    match item:
        case Scenario() | Story():
            return (item.stem, *goal, item.question)
        case SayFirst():
            return (item.text, *goal, item.prompt)
        case Intention():
            return (item.prompt, f"If: {item.if_hint}", f"then I will: {item.then_hint}")
        case Plan():
            return (item.prompt, *(f"{field.label}: {field.hint}" for field in item.fields))
    return (item.prompt,)


def after(item: Asked, key: Key | StoryKey | None) -> tuple[str, ...]:
    """What is told to whoever has answered, beside the words on their choice.

    A key's rationale isn't: authors write it for authors, and it names options by letters, which nobody sees.
    """
    match item, key:
        case Scenario(), Key():
            return (f"The strongest: {item.options[best_option(key.effectiveness)]}", f"What turned it: {key.turns_on}")
        case Story(), StoryKey():
            return (f"What turned it: {key.turns_on}",)
    if isinstance(item, SayFirst):
        samples = [part for sample in item.samples for part in (f"“{sample.text}”", sample.note)]
        return (*samples, "Look for:", *item.look_for)
    return ()


def hints(item: Asked) -> tuple[str, ...]:
    """The parts of a text that is written in several, which a single box begins with."""
    match item:
        case Intention():
            return ("If: ", "then I will: ")
        case Plan():
            return tuple(f"{field.label}: " for field in item.fields)
    return ()


def graders(entry: Entry) -> tuple[str, ...]:
    """The rubric of a graded text."""
    return tuple(
        f"{one.criterion} ({one.points}): full: {one.full} Half: {one.half} None: {one.none}" for one in entry.rubric
    )
