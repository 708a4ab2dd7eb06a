"""All figures of one assignment, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from softskills.items import Quiz, QuizKeys, Story, StoryKey
from softskills.reports.classes.groups import competencies, contrast_sets, over_assignments
from softskills.reports.classes.hand_ins import HandIn, hand_in_table
from softskills.reports.classes.intervals import Estimate, mean
from softskills.reports.classes.paths import StoryPaths, story_paths
from softskills.reports.classes.places import QuizPlaces
from softskills.reports.classes.reliability import alpha
from softskills.reports.classes.repair import repair_list
from softskills.reports.classes.situations import certainty, options, situations
from softskills.reports.classes.taken import ClassTable, class_table


@dataclass(frozen=True)
class Earlier:
    """Another assignment of the course, and what the class answered to it."""

    name: str
    quiz: Quiz
    keys: QuizKeys
    answers: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class ClassReport:
    """The figures of one assignment. Each table is as the function of its name in this package has it.

    A figure that too few learners stand behind is missing in its table, and the column `..._withheld` says why.
    """

    assignment: str
    table: ClassTable
    hand_ins: pd.DataFrame
    points: Estimate
    alpha: Estimate
    situations: pd.DataFrame
    options: pd.DataFrame
    certainty: pd.DataFrame
    contrast_sets: pd.DataFrame
    competencies: pd.DataFrame
    over_assignments: pd.DataFrame
    repair: pd.DataFrame
    stories: list[StoryPaths] = field(default_factory=list)

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""
        found = {
            "hand-ins": self.hand_ins,
            "situations": self.situations,
            "options": self.options,
            "certainty": self.certainty,
            "contrast-sets": self.contrast_sets,
            "competencies": self.competencies,
            "over-assignments": self.over_assignments,
            "repair": self.repair,
        }
        for one in self.stories:
            for part in ("arrows", "endings", "lost"):
                found[f"{one.story.id}-{part}"] = getattr(one, part)
        return found


def class_report(
    assignment: str,
    quiz: Quiz,
    keys: QuizKeys,
    hand_ins: Sequence[HandIn],
    places: QuizPlaces | None = None,
    names: Mapping[str, str] | None = None,
    others: Sequence[Earlier] = (),
) -> ClassReport:
    """All figures of an assignment. `names`: of competencies by id; `others`: those that were answered before it."""
    table = class_table(quiz, keys, {one.student: one.answers for one in hand_ins if one.state != "missing"})
    came = hand_in_table(hand_ins, list(table.begun.index))
    series = [(one.name, class_table(one.quiz, one.keys, one.answers)) for one in others]
    of_situations, of_options = situations(table), options(table)
    stories = []
    for item in quiz.scenarios:
        key = keys.items[item.id]
        if isinstance(item, Story) and isinstance(key, StoryKey):
            stories.append(story_paths(item, key, table.paths[item.id]))
    return ClassReport(
        assignment,
        table,
        came,
        mean(came["scene_points"]),
        alpha(table.marks),
        of_situations,
        of_options,
        certainty(table),
        contrast_sets(table),
        competencies(table, names or {}),
        over_assignments([*series, (assignment, table)]),
        repair_list(of_situations, of_options, places or QuizPlaces()),
        stories,
    )
