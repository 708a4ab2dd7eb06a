"""Items as the questions that Moodle knows: multiple choice, a text, an order. What asks for more becomes several.

Moodle XML and GIFT both write these. For an answer Moodle knows certain shares of a mark only, so a credit of the
course goes to the nearest of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from softskills.formats.chosen import Entry
from softskills.formats.said import EFFECT, PICKS, after, graders, hints, situation
from softskills.formats.shares import best_worst_parts, rating_parts
from softskills.items import Key, Scenario, Story
from softskills.scale import LEVELS
from softskills.scoring import weights

_POSITIVE = (
    100,
    90,
    83.33333,
    80,
    75,
    70,
    66.66667,
    60,
    50,
    40,
    33.33333,
    30,
    25,
    20,
    16.66667,
    14.28571,
    12.5,
    11.11111,
)
SHARES = sorted({0, *(sign * share for share in (*_POSITIVE, 10, 5) for sign in (1, -1))})
"""The percentages of a mark that an answer may have: `fraction_options_full` in Moodle's question/engine/bank.php."""


@dataclass(frozen=True)
class Answer:
    """One answer of a multiple choice. `credit` is the course's, at most 1."""

    text: str
    credit: float
    feedback: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """What Moodle gives for it, in percent of the mark: the share that is nearest to the credit."""
        return min(SHARES, key=lambda share: abs(share - 100 * self.credit))

    @property
    def moved_by(self) -> float:
        """How far Moodle's share is from the credit, as a share of the mark. None takes away more than the mark."""
        return abs(self.share / 100 - self.credit)


@dataclass(frozen=True)
class Question:
    """What every question has. `asked` and `after` are paragraphs; `after` is shown to whoever has answered.

    `id` is unique among all questions; `mark` is what a right answer is worth.
    """

    id: str
    title: str
    asked: tuple[str, ...]
    after: tuple[str, ...]
    mark: float


@dataclass(frozen=True)
class MultipleChoice(Question):
    """One of several answers."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Order(Question):
    """Options in their order, the most effective first."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Essay(Question):
    """A text that somebody reads, or nobody. `begin_with` stands in the box; `for_graders` nobody else sees."""

    begin_with: tuple[str, ...] = ()
    for_graders: tuple[str, ...] = ()


def questions_of(entry: Entry) -> Iterator[Question]:
    """The questions that stand for an item; none for a story, which no list of questions can hold."""
    match entry.item, entry.key:
        case Story(), _:
            return
        case Scenario() as item, Key() as key:
            yield from _of_scenario(item, key)
        case item, _:
            points = float(sum(one.points for one in entry.rubric))
            yield Essay(item.id, item.title, situation(item), after(item, None), points, hints(item), graders(entry))


def _of_scenario(item: Scenario, key: Key) -> Iterator[Question]:
    asked, told = situation(item), after(item, key)
    table = weights(item, key)
    comments = {letter: (text,) for letter, text in key.feedback.items()}
    match item.kind:
        case "choose":
            answers = tuple(Answer(text, table[letter], comments[letter]) for letter, text in item.options.items())
            yield MultipleChoice(item.id, item.title, asked, told, 1, answers)
        case "best-worst":
            for name, words, parts in zip(("most", "least"), PICKS, best_worst_parts(table, item.options), strict=True):
                mark = max(parts.values())
                answers = tuple(
                    Answer(text, parts[letter] / mark, comments[letter]) for letter, text in item.options.items()
                )
                yield MultipleChoice(
                    f"{item.id}-{name}", f"{item.title}: {words.lower()}", (*asked, words), told, mark, answers
                )
        case "rate-each":
            for letter, row in rating_parts(table, item.options).items():
                mark = max(row.values())
                answers = tuple(
                    Answer(words, row[level] / mark, comments[letter])
                    for level, words in zip(LEVELS, EFFECT, strict=True)
                )
                title = f"{item.title} ({letter})"
                yield MultipleChoice(f"{item.id}-{letter}", title, (*asked, item.options[letter]), told, mark, answers)
        case "rank":
            best_first = sorted(item.options, key=lambda letter: -key.effectiveness[letter])
            said = (*told, *(f"{item.options[letter]} {key.feedback[letter]}" for letter in best_first))
            yield Order(item.id, item.title, asked, said, 1, tuple(item.options[letter] for letter in best_first))
