"""The review of a graded quiz: what a learner picked and what it earned, without a word of the key."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from softskills.answers import Log
from softskills.items import Quiz, QuizKeys, Scenario, Story
from softskills.scoring import score, story_path, terms

MAX_QUOTE = 40
MAX_OPTION = 70
MAX_STEP = 87
MAX_TITLE = 40
MAX_PROBLEMS = 5


@dataclass(frozen=True)
class Result:
    """One scenario: the answer that counts, or why nothing does, and the points earned."""

    scenario: Scenario | Story
    answer: Any
    fault: str
    points: float


@dataclass(frozen=True)
class Review:
    """The results of a quiz in its own order, and what was wrong with the log they were read from."""

    quiz: Quiz
    results: list[Result]
    problems: list[str]

    @property
    def total(self) -> float:
        """A plain float from 0 to the quiz's max_points, with at most 2 decimals."""
        points = round(sum(result.points for result in self.results), 2)
        return float(min(max(points, 0.0), self.quiz.max_points))


def review_quiz(quiz: Quiz, keys: QuizKeys, log: Log) -> Review:
    """Score the answer that counts for each scenario. What is missing or no valid answer earns 0 points.

    Raises KeyError when `keys` lacks a scenario; keys that load_quiz_keys returned for this quiz do not.
    """
    answers = log.answers()
    results = []
    for scenario in quiz.scenarios:
        answer = answers.get(scenario.id)
        results.append(
            Result(
                scenario=scenario,
                answer=answer,
                fault=answer_fault(scenario, answers),
                points=round(quiz.points_each * score(scenario, answer, keys.items[scenario.id]), 2),
            )
        )
    return Review(quiz, results, log.problems)


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


def format_review(review: Review) -> str:
    """The review as plain text."""
    quiz = review.quiz
    lines = [quiz.title, ""]
    for number, result in enumerate(review.results, start=1):
        lines += [f"{number}. {result.scenario.title} - {result.points:g} of {quiz.points_each}", *_shown(result)]
    lines += ["", f"Total: {review.total:g} of {quiz.max_points} points.", *format_problems(review.problems)]
    return "\n".join(lines)


def format_progress(quiz: Quiz, log: Log) -> str:
    """How much of the quiz is answered, as plain text; no key is needed."""
    answers = log.answers()
    faults = [(scenario, answer_fault(scenario, answers)) for scenario in quiz.scenarios]
    missing = [f"  {scenario.title}: {fault}" for scenario, fault in faults if fault]
    count = len(faults) - len(missing)
    lines = [f"You have answered {count} of {len(faults)} scenarios."]
    if missing:
        lines += ["Still to do:", *missing]
    return "\n".join([*lines, *format_problems(log.problems)])


def format_problems(problems: list[str]) -> list[str]:
    """The first problems of a log, and how many more there are; no line when there are none."""
    if not problems:
        return []
    more = [f"  and {len(problems) - MAX_PROBLEMS} more"] if len(problems) > MAX_PROBLEMS else []
    shown = [f"  {problem}" for problem in problems[:MAX_PROBLEMS]]
    return ["", "Not all of the answer file could be read. What could be read counts:", *shown, *more]


def _shown(result: Result) -> list[str]:
    """What was answered, a line for each option or scene that the answer speaks of."""
    if result.fault:
        lines = [result.fault]
    elif isinstance(result.scenario, Story):
        lines = _way_through(result.scenario, result.answer)
    else:
        lines = _picked(result.scenario, result.answer)
    return [f"   {line}" for line in lines]


def _picked(scenario: Scenario, answer: Any) -> list[str]:
    match scenario.kind:
        case "best-worst":
            said = [("most effective:  ", answer["best"]), ("least effective: ", answer["worst"])]
        case "rate-each":
            said = [(f"rated {rating}: ", letter) for letter, rating in sorted(answer["ratings"].items())]
        case "rank":
            said = [(f"place {place}: ", letter) for place, letter in enumerate(answer["order"], start=1)]
    return [f"{words}{_option(letter, scenario.options[letter])}" for words, letter in said]


def _way_through(story: Story, answer: Any) -> list[str]:
    """Each scene of a path with the choice made there, and the ending."""
    path = story_path(answer, story)
    assert path, "an answer without a fault is a path"
    lines = []
    for name, letter in path:
        scene = story.scenes[name]
        choice = scene.choices[letter]
        lines.append(_short(f"{_short(scene.title, MAX_TITLE)}: {letter}. {choice.text}", MAX_STEP))
        after = story.scenes[choice.to]
    return [*lines, f"Ending: {_short(after.title, MAX_OPTION)}"]


def _option(letter: str, text: str) -> str:
    return f"{letter}. {_short(text, MAX_OPTION)}"


def _short(text: str, width: int) -> str:
    return shorten(text, width, placeholder=" ...")
