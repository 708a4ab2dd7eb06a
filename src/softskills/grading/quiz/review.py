"""The review of a graded quiz: which answers count, why others do not, and what they earn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from softskills.answers import Log
from softskills.items import FULL_MARKS, LEFT_OUT, Adjusted, Key, Quiz, QuizKeys, Scenario, Story, StoryKey
from softskills.scoring import VERSION, credit, story_path, terms

MAX_QUOTE = 40
MAX_PROBLEMS = 5


@dataclass(frozen=True)
class Result:
    """One scenario with its key: the answer that counts, or why nothing does, and the points earned.

    The points are below 0 for an answer that is worse than chance. `adjusted` says what was decided about the scenario
    for everybody, if anything was.
    """

    scenario: Scenario | Story
    key: Key | StoryKey
    answer: Any
    fault: str
    points: float
    adjusted: Adjusted | None = None


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

    @property
    def total(self) -> float:
        """The points of all scenarios together: a plain float from 0 to the quiz's max_points, to 2 decimals. Where
        some are left out, the points of the others are as if these were all there is.
        """
        counted = sum(result.adjusted != LEFT_OUT for result in self.results)
        share = len(self.results) / counted if counted else 0.0
        points = round(sum(result.points for result in self.results) * share, 2)
        return float(min(max(points, 0.0), self.quiz.max_points))


def review_quiz(quiz: Quiz, keys: QuizKeys, log: Log, remarks: tuple[str, ...] = ()) -> Review:
    """Score the answer that counts for each scenario. What is missing or no valid answer earns 0 points.

    Raises KeyError when `keys` lacks a scenario; keys that load_quiz_keys returned for this quiz do not.
    """
    answers = log.answers()
    results = []
    for scenario in quiz.scenarios:
        answer, key = answers.get(scenario.id), keys.items[scenario.id]
        adjusted = keys.adjusted.get(scenario.id)
        results.append(
            Result(
                scenario=scenario,
                key=key,
                answer=answer,
                fault=answer_fault(scenario, answers),
                points=_points(quiz, credit(scenario, answer, key), adjusted),
                adjusted=adjusted,
            )
        )
    return Review(quiz, results, log.problems, remarks=remarks)


def _points(quiz: Quiz, earned: float, adjusted: Adjusted | None) -> float:
    if adjusted == LEFT_OUT:
        return 0.0
    if adjusted == FULL_MARKS:
        return float(quiz.points_each)
    return round(quiz.points_each * earned, 2)


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
