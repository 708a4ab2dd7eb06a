"""What is taken to another system: items with their keys, in groups, as a course or a graded quiz has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from softskills.items import (
    Bank,
    ContrastSet,
    Criterion,
    GradedContrastSet,
    Intention,
    Key,
    Plan,
    Practice,
    PracticeItem,
    PracticeStory,
    Quiz,
    QuizKeys,
    Reflection,
    SayFirst,
    Scenario,
    Story,
    StoryKey,
)

Asked = Scenario | Story | Reflection | Intention | Plan | SayFirst


@dataclass(frozen=True)
class Entry:
    """One item without its key, and beside it the key of a scenario or a story, or the rubric of a graded text."""

    item: Asked
    key: Key | StoryKey | None = None
    rubric: Sequence[Criterion] = ()


@dataclass(frozen=True)
class Group:
    """Items that stay together: those of a lesson, or the situations of a contrast set.

    `path`: the titles of the groups that this one lies in, outermost first, and its own.
    """

    id: str
    path: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        return self.path[-1]


@dataclass(frozen=True)
class Chosen:
    """All that is taken along, with a title over it. `id` is safe in file names and in XML.

    `passed_over`: what belongs to it and isn't taken, each as a sentence.
    """

    id: str
    title: str
    groups: tuple[Group, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        for group in self.groups:
            yield from group.entries

    def without(self, kind: str) -> Chosen:
        """The same without the items of a kind."""
        kept = [
            replace(group, entries=tuple(one for one in group.entries if one.item.kind != kind))
            for group in self.groups
        ]
        return replace(self, groups=tuple(group for group in kept if group.entries))


class NothingChosen(Exception):
    """There is no such part or item, or nothing in it. Its text says what there is."""


MORE = "More practice"
"""The group of what no lesson lists and no competency has."""


def of_course(bank: Bank, course: str, title: str, part: int | None = None) -> Chosen:
    """The items of a course's lessons, or of those of one part; without a part also what no lesson asks.

    A set goes as a whole, with the situations that its lesson keeps back. Raises NothingChosen.
    """
    groups: list[Group] = []
    taken: set[str] = set()
    for lesson in bank.lessons:
        if part in (None, lesson.part):
            groups += _grouped(bank, lesson.file, lesson.title, lesson.items, taken)
    if part is None:
        for competency, name in [*((one.id, one.name) for one in bank.competencies.values()), ("more", MORE)]:
            rest = [
                item for item in bank.items if item not in taken and bank.competency_of.get(item, "more") == competency
            ]
            groups += _grouped(bank, f"practice-{competency}", name, rest, taken)
    if not groups:
        parts = ", ".join(map(str, sorted({lesson.part for lesson in bank.lessons if lesson.items})))
        raise NothingChosen(f"No lesson of part {part} asks anything; parts that do: {parts or 'none'}.")
    name = course if part is None else f"{course}-part-{part}"
    return Chosen(name, title, tuple(groups))


def of_item(bank: Bank, item: str) -> Chosen:
    """One item, or a contrast set with all its situations. Raises NothingChosen."""
    if item in bank.contrasts:
        found = bank.contrasts[item]
        return Chosen(item, found.title, (_set_group(found, ()),))
    if item in bank.items:
        entry = _entry(bank.items[item])
        return Chosen(item, entry.item.title, (Group(f"group-{item}", (entry.item.title,), (entry,)),))
    raise NothingChosen(f"The course has no item and no contrast set of the id {item}.")


def of_quiz(quiz: Quiz, keys: QuizKeys) -> Chosen:
    """A graded quiz with its keys. What was adjusted after learners had answered isn't taken along."""
    groups: list[Group] = []
    passed_over: list[str] = []
    for position, item in enumerate(quiz.items):
        asked = item.scenarios if isinstance(item, GradedContrastSet) else [item]
        kept = [one for one in asked if one.id not in keys.adjusted]
        passed_over += [
            f"{one.id}: it turned out to be unsound ({keys.adjusted[one.id]})" for one in asked if one not in kept
        ]
        path = (quiz.title, item.title) if isinstance(item, GradedContrastSet) else (quiz.title,)
        name = item.id if isinstance(item, GradedContrastSet) else f"{quiz.quiz}-{position + 1}"
        entries = tuple(Entry(one, keys.items.get(one.id), keys.rubric.get(one.id, ())) for one in kept)
        if not entries:
            continue
        if groups and groups[-1].path == path == (quiz.title,):
            groups[-1] = Group(groups[-1].id, path, groups[-1].entries + entries)
        else:
            groups.append(Group(name, path, entries))
    return Chosen(quiz.quiz, quiz.title, tuple(groups), tuple(passed_over))


def _grouped(bank: Bank, name: str, title: str, items: Sequence[str], taken: set[str]) -> list[Group]:
    """Items in their order: each set as a group within that of its lesson, and all others in the lesson's own."""
    groups: list[Group] = []
    lone: list[Entry] = []
    for item in items:
        if item in taken:
            continue
        found = bank.items[item]
        contrast = bank.contrasts[found.contrast] if isinstance(found, Practice) and found.contrast else None
        if contrast:
            groups.append(_set_group(contrast, (title,)))
            taken |= {one.id for one in contrast.situations}
        else:
            lone.append(_entry(found))
            taken.add(item)
    return [*groups, Group(name, (title,), tuple(lone))] if lone else groups


def _set_group(contrast: ContrastSet, above: tuple[str, ...]) -> Group:
    return Group(contrast.id, (*above, contrast.title), tuple(_entry(one) for one in contrast.scenarios))


def _entry(item: PracticeItem) -> Entry:
    return Entry(item.public, item.key) if isinstance(item, Practice | PracticeStory) else Entry(item)
