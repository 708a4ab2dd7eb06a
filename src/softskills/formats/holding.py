"""What each format holds of each kind of item, and what not, in words: for the help, the guide and who exports."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Format = Literal["qti", "moodle-xml", "gift"]

TITLES: Final[dict[Format, str]] = {"qti": "QTI 2.1", "moodle-xml": "Moodle XML", "gift": "GIFT"}


class Held(NamedTuple):
    """What becomes of items of a kind in a format: whether they're in it, and a sentence on how, or why not."""

    there: bool
    how: str


_TEXT = "a text, which nothing scores"
_NO_WAY = "left out: a list of questions can't lead from a choice to what follows on it"
_NEAREST = "Moodle knows certain shares of a mark only, and each option gets the nearest"

HOLDS: Final[dict[Format, dict[str, Held]]] = {
    "qti": {
        "contrast": Held(True, "a section with all situations of the set"),
        "choose": Held(True, "a choice; each option has its score and its words, and what turned it is told after"),
        "best-worst": Held(True, "two choices in one item, whose scores add up to the course's"),
        "rate-each": Held(True, "a table of options and levels, in which each rating adds its part of the score"),
        "rank": Held(True, "an order, scored by pairs as in the course"),
        "branching": Held(
            True,
            "a test part of its own, in which each choice leads on by a branch rule, and the score is the mean over "
            "the forks met; trust, time and whatever else choices change is left out. A platform without branch rules "
            "shows the forks in a row: --no-stories leaves them out",
        ),
        "say-first": Held(True, f"{_TEXT}; the samples and what to look for are told after, and nothing can be ticked"),
        "reflection": Held(True, f"{_TEXT}; that of a graded quiz has its rubric, for scorers only"),
        "intention": Held(True, f"{_TEXT}, in two boxes; what became of it isn't asked later"),
        "plan": Held(True, f"{_TEXT}, with a box for each part"),
    },
    "moodle-xml": {
        "contrast": Held(True, "a category with all situations of the set"),
        "choose": Held(True, f"a multiple choice; each option has its share and its words. {_NEAREST}"),
        "best-worst": Held(
            True, f"two multiple choices, whose marks add up to 1; neither takes away more than its mark. {_NEAREST}"
        ),
        "rate-each": Held(
            True,
            "a multiple choice for each option, whose marks add up to 1; no rating takes away more than its question "
            f"gives. {_NEAREST}",
        ),
        "rank": Held(True, "an ordering question, for Moodle 4.4 or newer; pairs count, and chance earns half a mark"),
        "branching": Held(False, _NO_WAY),
        "say-first": Held(
            True, "an essay without a mark; samples and what to look for are told after, and nothing can be ticked"
        ),
        "reflection": Held(True, "an essay without a mark; that of a graded quiz has its rubric, and the points"),
        "intention": Held(True, "an essay without a mark, in one box; what became of it isn't asked later"),
        "plan": Held(True, "an essay without a mark, in one box that begins with the names of its parts"),
    },
    "gift": {
        "contrast": Held(True, "a category with all situations of the set"),
        "choose": Held(True, f"a multiple choice; each option has its share and its words. {_NEAREST}"),
        "best-worst": Held(
            True,
            f"two multiple choices of a whole mark each, as GIFT has no marks; neither takes away more. {_NEAREST}",
        ),
        "rate-each": Held(
            True,
            "a multiple choice for each option, of a whole mark each: GIFT has no marks; no rating takes away more "
            f"than its question gives. {_NEAREST}",
        ),
        "rank": Held(False, "left out: GIFT has no order"),
        "branching": Held(False, _NO_WAY),
        "say-first": Held(
            True, "an essay; the samples and what to look for are told after. GIFT has no marks: set it to 0"
        ),
        "reflection": Held(
            True, "an essay. GIFT has no marks: set it to 0, or to the points of a rubric, which it can't hold"
        ),
        "intention": Held(True, "an essay, in one box. GIFT has no marks: set it to 0"),
        "plan": Held(True, "an essay, in one box; its parts stand in the question. GIFT has no marks: set it to 0"),
    },
}

NEVER: Final = "In no format: self-ratings and the profile, how sure somebody was, and what is due for practice."


def holds_in_words(format_: Format) -> list[str]:
    """A line for each kind."""
    return [f"{kind}: {held.how}." for kind, held in HOLDS[format_].items()]
