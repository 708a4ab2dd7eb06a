"""The review of a graded quiz: which answers count, why others do not, and what they earn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from softskills.answers import Log
from softskills.items import Key, Quiz, QuizKeys, Regrade, Scenario, Story, StoryKey
from softskills.scoring import VERSION, credit, story_path, terms

MAX_QUOTE = 40
MAX_PROBLEMS = 5


@dataclass(frozen=True)
class Result:
    """One scenario with its key: the answer that counts, or why nothing does, and the points earned.

    The points are below 0 for an answer that is worse than chance.
    """

    scenario: Scenario | Story
    key: Key | StoryKey
    answer: Any
    fault: str
    points: float


@dataclass(frozen=True)
class Review:
    """The results of a quiz in its own order, what was wrong with the log they were read from, and the version of the
    formula that they were scored by. `remarks` say in sentences what was wrong with the log as a whole.
    """

    quiz: Quiz
    results: list[Result]
    problems: list[str]
    scoring: int = VERSION
    remarks: tuple[str, ...] = ()
    regrade: Regrade = field(default_factory=Regrade)

    @property
    def total(self) -> float:
        """The points of all scenarios together: a plain float from 0 to the quiz's max_points, to 2 decimals. Where
        some were dropped, the others count for the whole.
        """
        counting = [result.points for result in self.results if result.scenario.id not in self.regrade.drop]
        points = round(sum(counting) * (len(self.results) / len(counting) if counting else 0), 2)
        return float(min(max(points, 0.0), self.quiz.max_points))


def review_quiz(quiz: Quiz, keys: QuizKeys, log: Log, remarks: tuple[str, ...] = ()) -> Review:
    """Score the answer that counts for each scenario. What is missing or no valid answer earns 0 points.

    Raises KeyError when `keys` lacks a scenario; keys that load_quiz_keys returned for this quiz do not.
    """
    return Review(quiz, _results(quiz, keys, log.answers()), log.problems, remarks=remarks, regrade=keys.regrade)


def totals(quiz: Quiz, keys: QuizKeys, answers: Mapping[str, dict[str, Any]]) -> dict[str, float]:
    """The points of a whole class by these keys, from the answers that count, by learner."""
    return {
        student: Review(quiz, _results(quiz, keys, said), [], regrade=keys.regrade).total
        for student, said in answers.items()
    }


def _results(quiz: Quiz, keys: QuizKeys, answers: dict[str, Any]) -> list[Result]:
    results = []
    for scenario in quiz.scenarios:
        answer, key = answers.get(scenario.id), keys.items[scenario.id]
        results.append(
            Result(
                scenario=scenario,
                key=key,
                answer=answer,
                fault=answer_fault(scenario, answers),
                points=quiz.points_each
                if scenario.id in keys.regrade.full_marks
                else round(quiz.points_each * credit(scenario, answer, key), 2),
            )
        )
    return results


def answer_fault(scenario: Scenario | Story, answers: dict[str, Any]) -> str:
    """Why the answer to `scenario` does not count, in one sentence; empty when it counts."""
    if scenario.id not in answers:
        return "Begun, not finished: no ending was reached." if _is_begun(scenario, answers) else "Not answered."
    answer = answers[scenario.id]
    if terms(scenario, answer) is not None:
        return ""
    return f"The answer {quote(answer)} does not count: {_why(scenario, answer)}."


def _is_begun(scenario: Scenario | Story, answers: dict[str, Any]) -> bool:
    if not isinstance(scenario, Story) or scenario.run_id not in answers:
        return False
    return story_path(answers[scenario.run_id], scenario) is None


def _why(scenario: Scenario | Story, answer: Any) -> str:
    if isinstance(scenario, Story):
        return "it is not a path from the start to an ending"
    letters = ", ".join(scenario.options)
    if scenario.kind == "choose":
        return f"it is not a choice of one of {letters}"
    if scenario.kind == "rate-each":
        return f"it is not a whole number from 1 to 5 for each of {letters}"
    if scenario.kind == "rank":
        return f"it is not an order of {letters} with each of them once"
    if not isinstance(answer, dict) or not {"best", "worst"} <= set(answer):
        return "it is not a pick of a most and a least effective option"
    if answer["best"] == answer["worst"]:
        return "it picks the same option as most and as least effective"
    return f"it picks an option that is not one of {letters}"


def quote(answer: Any) -> str:
    """The start of an answer that may hold anything, as printable ASCII of at most MAX_QUOTE characters."""
    text = ascii(answer)
    return text if len(text) <= MAX_QUOTE else text[: MAX_QUOTE - 3] + "..."


def format_problems(problems: list[str]) -> list[str]:
    """The first problems of a log, and how many more there are; no line when there are none."""
    if not problems:
        return []
    more = [f"  and {len(problems) - MAX_PROBLEMS} more"] if len(problems) > MAX_PROBLEMS else []
    shown = [f"  {problem}" for problem in problems[:MAX_PROBLEMS]]
    return ["", "Not all of the answer file could be read. What could be read counts:", *shown, *more]
