"""What a marker is told of a text beside the text: in sentences, and with nothing that a second marker mustn't know."""

from __future__ import annotations

from collections.abc import Iterator

from softskills.grading.nbgrader.hand_marks import Given, Seen
from softskills.grading.quiz.rubric import SHARES


def state_of(seen: Seen) -> str:
    """Of the first marking: "marked", "confirm" (graded again since), "empty" or "waiting"."""
    if not seen.waiting:
        return "marked"
    if seen.mark is not None:
        return "confirm"
    return "empty" if seen.empty else "waiting"


def state_of_second(seen: Seen) -> str:
    return "marked" if seen.second is not None and seen.second.of_this_text else "waiting"


def notes_on(seen: Seen) -> Iterator[str]:
    """What is to be known of the mark."""
    if (aside := seen.set_aside) and seen.waiting:
        yield f"This text is new. The earlier mark was {aside['score']:g}, for an earlier text." + (
            f" The comment on it was: {aside['comment']}" if aside.get("comment") else ""
        )
    if seen.waiting and seen.mark is not None:
        yield "The work was graded again since it was marked. Save the mark once more to confirm it, or give another."
    if seen.extra_credit:
        yield f"Formgrader gave {seen.extra_credit:g} points of extra credit on top. They stay."
    given = seen.given
    if given is None or not given.of_this_text:
        return
    by_criteria = total(given)
    if seen.mark is not None and seen.mark != given.mark:
        yield (
            f"The mark isn't the one given here any more. It's {seen.mark:g} in the gradebook, and {given.marker} gave "
            f"{given.mark:g}. It was changed elsewhere, in formgrader perhaps."
        )
    if by_criteria is not None and seen.mark is not None and seen.mark != by_criteria:
        yield f"The criteria add up to {by_criteria:g}, and the mark is {seen.mark:g}. The mark is what counts."


def total(given: Given) -> float | None:
    """The points that the criteria of a marking add up to; None where a number was typed alone."""
    if not given.levels:
        return None
    return float(sum(one["points"] * SHARES[level] for one, level in zip(given.criteria, given.levels, strict=True)))
