"""The assessment test of a package: its sections, the ways through stories, and what all answers together are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from softskills.formats.chosen import Chosen, Group
from softskills.formats.qti.elements import QTI, QTI_SCHEMA, make, name_of, root
from softskills.formats.qti.items import QtiItem
from softskills.formats.qti.processing import RESPONSE, SCORE, base
from softskills.formats.text import line
from softskills.items import Story

FOLDER = "items"


@dataclass(frozen=True)
class StoryPart:
    """A story in a test part of its own, with its items by the ids of the forks, in an order that leads forward."""

    story: Story
    items: Mapping[str, QtiItem]

    @property
    def section(self) -> str:
        return f"section_{self.story.id}"


def test_of(chosen: Chosen, items: Mapping[str, Sequence[QtiItem]], stories: Sequence[StoryPart]) -> Element:
    """The test. `items` has the items of everything but stories by their ids in the course."""
    parts = []
    sections = list(_sections(chosen.groups, items))
    if sections:
        parts.append(
            make("testPart", *sections, identifier="scenes", navigationMode="nonlinear", submissionMode="individual")
        )
    parts += [_story_part(one) for one in stories]
    outcome = make(
        "outcomeDeclaration",
        make("defaultValue", make("value", "0")),
        identifier=SCORE,
        cardinality="single",
        baseType="float",
        normalMaximum="1",
    )
    scored = {one.id: one.scored for found in items.values() for one in found}
    counts = {
        section.get("identifier", ""): sum(
            scored[ref.get("identifier", "")] for ref in section.iter("assessmentItemRef")
        )
        for section in sections
    }
    processing = _outcome(counts, stories)
    return root(
        "assessmentTest",
        QTI,
        QTI_SCHEMA,
        [outcome, *parts, *([] if processing is None else [processing])],
        identifier=name_of(chosen.id),
        title=line(chosen.title),
    )


def _sections(groups: Sequence[Group], items: Mapping[str, Sequence[QtiItem]]) -> Iterator[Element]:
    """A section for each outermost group, such as a lesson; within it one for each contrast set."""
    for number, (_, within) in enumerate(groupby(groups, key=lambda group: group.path[0]), start=1):
        found: list[Element] = []
        title = ""
        for group in within:
            title = group.path[0]
            refs = [_ref(one) for entry in group.entries for one in items.get(entry.item.id, ())]
            if not refs:
                continue
            found += refs if len(group.path) == 1 else [_section(f"section_{group.id}", group.title, refs)]
        if found:
            yield _section(f"section_{number}", title, found)


def _section(name: str, title: str, children: Sequence[Element]) -> Element:
    return make("assessmentSection", *children, identifier=name, title=line(title), visible="true")


def _ref(item: QtiItem, *children: Element) -> Element:
    return make("assessmentItemRef", *children, identifier=item.id, href=f"{FOLDER}/{item.id}.xml")


def _story_part(part: StoryPart) -> Element:
    """From each fork the choice leads on to the next one on its way, or out of the part."""
    refs = [
        _ref(
            item,
            *(
                make(
                    "branchRule",
                    make("match", make("variable", identifier=f"{item.id}.{RESPONSE}"), base("identifier", letter)),
                    target=part.items[choice.to].id if choice.to in part.items else "EXIT_TESTPART",
                )
                for letter, choice in part.story.forks[scene].choices.items()
            ),
        )
        for scene, item in part.items.items()
    ]
    control = make("itemSessionControl", allowSkipping="false", maxAttempts="1")
    section = _section(part.section, part.story.title, refs)
    return make(
        "testPart", control, section,
        identifier=f"story_{part.story.id}", navigationMode="linear", submissionMode="individual",
    )  # fmt: skip


def _outcome(sections: Mapping[str, int], stories: Sequence[StoryPart]) -> Element | None:
    """The score of all: the mean of the credits, and not below 0. A story's credit is the mean over the forks met.

    `sections`: how much is scored in each section, by its identifier.
    """
    scored = [name for name, count in sections.items() if count]
    count = sum(sections.values()) + len(stories)
    if not count:
        return None
    rules = [_set(make("sum", *map(_sum_of, scored)))] if scored else []
    for story in stories:
        met = {"sectionIdentifier": story.section}
        mean = make("divide", _sum_of(story.section), make("numberPresented", **met))
        rules.append(
            make(
                "outcomeCondition",
                make(
                    "outcomeIf",
                    make("gt", make("numberPresented", **met), base("integer", "0")),
                    _set(make("sum", make("variable", identifier=SCORE), mean)),
                ),
            )
        )
    below = make("lt", make("variable", identifier=SCORE), base("float", "0"))
    rules += [
        _set(make("divide", make("variable", identifier=SCORE), base("float", str(count)))),
        make("outcomeCondition", make("outcomeIf", below, _set(base("float", "0")))),
    ]
    return make("outcomeProcessing", *rules)


def _sum_of(section: str) -> Element:
    return make("sum", make("testVariables", sectionIdentifier=section, variableIdentifier=SCORE))


def _set(value: Element) -> Element:
    return make("setOutcomeValue", value, identifier=SCORE)
