"""Self-ratings: kept under "rating/<competency>/<moment>", as {"level": 1 to 5 or null, "evidence": text}.

No level means "not rated", which is never a zero. `frontend/ratings.js` tells sound ratings from others by the same
rules, and `tests/contract` holds the two together.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Literal, NamedTuple, get_args

from softskills.answers.record import Record
from softskills.scale import HIGHEST, LOWEST, level_of

Moment = Literal["before", "now", "then"]
MOMENTS: tuple[Moment, ...] = get_args(Moment)
"""Before the course, today, and looking back on the time before the course."""

RATING = "rating/"


class Rating(NamedTuple):
    """One self-rating: a level from 1 to 5, or None where it was taken back."""

    time: str
    moment: str
    competency: str
    level: int | None
    evidence: str


def rating_item(competency: str, moment: Moment) -> str:
    """The item id under which a self-rating is kept."""
    return f"{RATING}{competency}/{moment}"


def sound_rating(record: Record, competencies: Container[str]) -> Rating:
    """The self-rating in a record. Raises ValueError that says, in plain words, why there is none."""
    parts = record.item.split("/")
    if len(parts) != 3:
        raise ValueError(f"{record.item!r} does not name a competency and a moment")
    _, competency, moment = parts
    if competency not in competencies:
        raise ValueError(f"the competency {competency!r} is not known")
    if moment not in MOMENTS:
        raise ValueError(f"the moment {moment!r} is not one of {', '.join(MOMENTS)}")
    answer = record.answer
    if not isinstance(answer, dict) or "level" not in answer:
        raise ValueError("it holds no level")
    level, evidence = level_of(answer["level"]), answer.get("evidence", "")
    if level is None and answer["level"] is not None:
        raise ValueError(f"its level is not a whole number from {LOWEST} to {HIGHEST}")
    if not isinstance(evidence, str):
        raise ValueError("its evidence is not text")
    return Rating(record.time, moment, competency, level, evidence)
