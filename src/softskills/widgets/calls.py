"""From an item's id to its widget, as a notebook cell calls it.

A quiz file beside the notebook is looked into first, then the course's bank.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from softskills import answers
from softskills.course import ANSWERS, QUIZ_FILE, Course, Feature, find_course, names_beside
from softskills.items import (
    Bank,
    ContentError,
    Fault,
    Intention,
    Plan,
    Practice,
    Reflection,
    SayFirst,
    Scenario,
    Story,
    load_bank,
    load_quiz,
)
from softskills.items.occupations import load_occupations
from softskills.widgets.begin_widget import BeginWidget
from softskills.widgets.catalogue import names_of_scenes
from softskills.widgets.course_contents import ContentsList, contents_of, pages_of
from softskills.widgets.course_widget import PUBLISHING, grading
from softskills.widgets.done_widget import DoneWidget
from softskills.widgets.incoming import bring_in
from softskills.widgets.overview import CalibrationWidget, CarryWidget, ProgressWidget
from softskills.widgets.pair_widget import PairWidget
from softskills.widgets.practice_widget import BeforeWidget, PracticeWidget
from softskills.widgets.profile_chart import ProfileWidget
from softskills.widgets.say_first_widget import SayFirstWidget
from softskills.widgets.scenario_widget import ScenarioWidget
from softskills.widgets.self_rating import RatingWidget
from softskills.widgets.story_widget import StoryWidget
from softskills.widgets.welcome_widget import WelcomeWidget
from softskills.widgets.written import WritingWidget

T = TypeVar("T")


def scenario(item_id: str, *, first_try: bool = False) -> ScenarioWidget | StoryWidget:
    """A workplace scenario to answer. Raises LookupError for an unknown id, ContentError for faulty content.

    A `first_try`, before a lesson has said anything, is told in words and gets no points; a story always is.
    """
    item = cast(Scenario | Story, find_item(item_id, Scenario, Story))
    if isinstance(item, Story):
        return StoryWidget(item, _log())
    return ScenarioWidget(item, _log(), first_try)


def pair(first: str, second: str | None = None) -> PairWidget:
    """Two situations of a contrast set, one after the other: `pair("set-id")` for the first two that a lesson shows, or
    `pair("id-1", "id-2")`. Raises LookupError for an unknown id and for situations of two sets, ContentError.
    """
    bank = _bank()
    if second is None:
        found = bank.contrasts.get(first)
        if found is None:
            raise LookupError(_no_set(first, bank))
        ids = found.shown
    else:
        ids = [first, second]
    one, other = (_situation(name, bank) for name in ids)
    if one.contrast != other.contrast:
        raise LookupError(
            f"{one.id!r} is of the set {one.contrast!r}, and {other.id!r} of {other.contrast!r}: a pair needs two "
            "situations of one set."
        )
    if one.id == other.id:
        raise LookupError(f"A pair needs two situations, and {one.id!r} is named twice.")
    return PairWidget(bank.contrasts[str(one.contrast)].title, one, other, _log())


def say_first(item_id: str) -> SayFirstWidget:
    """A sentence to write before three others are shown. Raises LookupError for an unknown id, ContentError."""
    return widget_for(find_item(item_id, SayFirst), _log())


def reflection(item_id: str) -> WritingWidget:
    """A question about your own situation, answered in free text. Raises LookupError, ContentError."""
    return widget_for(find_item(item_id, Reflection), _log())


def intention(item_id: str) -> WritingWidget:
    """One if-then plan for this week, to be ticked off later. Raises LookupError, ContentError."""
    return widget_for(find_item(item_id, Intention), _log())


def plan(item_id: str) -> WritingWidget:
    """A plan of several parts, to be printed or saved. Raises LookupError, ContentError."""
    return widget_for(find_item(item_id, Plan), _log())


def rating(competency: str, moment: answers.Moment = "now") -> RatingWidget:
    """Rate yourself on one competency. Raises LookupError for an unknown one, ValueError for an unknown moment."""
    competencies = load_bank(_course_with("self-rating").data).competencies
    if competency not in competencies:
        raise LookupError(f"There is no competency {competency!r}. There are: {', '.join(competencies)}.")
    return RatingWidget([competencies[competency]], moment, _log())


def ratings(moment: answers.Moment) -> RatingWidget:
    """Rate yourself on all competencies, one at a time: "before", "now", or "then" (looking back).

    Before the course, those that the course asks for first come by themselves. Raises ValueError, ContentError.
    """
    bank = load_bank(_course_with("self-rating").data)
    first = bank.rated_first if moment == "before" else []
    return RatingWidget(list(bank.competencies.values()), moment, _log(), first)


def calibration() -> CalibrationWidget:
    """Your ratings beside your scenario scores."""
    course = _course_with("calibration")
    return CalibrationWidget(load_bank(course.data), _log(), course.settings.review_days)


def profile() -> ProfileWidget:
    """Your ratings as a chart and a table, with a target or an occupation beside them."""
    course = _course_with("self-rating")
    occupations = load_occupations(course.data) if course.has("occupations") else {}
    attribution = course.settings.attribution.get("occupations", "")
    return ProfileWidget(load_bank(course.data), occupations, _log(), attribution)


def progress(*, carry: bool = True) -> ProgressWidget:
    """What is done, due and next, and more to unfold. `carry=False` where `carry_answers()` stands further down."""
    course = find_course()
    settings = course.settings
    bank, days, practice_page = load_bank(course.data), settings.review_days, settings.practice_page
    return ProgressWidget(bank, _log(), days, practice_page, carry=carry).leading(course)


def carry_answers() -> CarryWidget:
    """Your answers as a whole: to save as a file, to bring in from one, to erase."""
    return CarryWidget(_bank(), _log())


def begin_here() -> BeginWidget:
    """Three lessons to begin with, from one's ratings and first answers. Raises ContentError."""
    course = find_course()
    return BeginWidget(load_bank(course.data), _log(), course.settings).leading(course)


def practice() -> PracticeWidget:
    """Today's practice: up to five scenes that are due, one after the other. Raises ContentError."""
    course = find_course()
    return PracticeWidget(load_bank(course.data), _log(), course.settings)


def welcome(item_id: str) -> WelcomeWidget:
    """The scene on a course's first page, answered by one tap; for who comes back, what today brings.

    Raises LookupError for an unknown id and for a scene that is answered in another way, ContentError.
    """
    item = find_item(item_id, Practice)
    if item.kind != "choose":
        raise LookupError(f"{item_id!r} is a {item.kind} item; the first page needs a scene to choose one option in.")
    course = find_course()
    return WelcomeWidget(course, load_bank(course.data), item, _log()).leading(course)


def contents() -> ContentsList:
    """All lessons by part, with their minutes. Raises ContentError."""
    course = find_course()
    found = contents_of(course, load_bank(course.data))
    return ContentsList(found, pages_of(found) if PUBLISHING in os.environ else names_beside(course, Path.cwd()))


def lesson_end(file: str) -> DoneWidget:
    """How a lesson stands, by its file: what was done in it, when its scenes come back, and the next lesson. A book has
    this at the end of every lesson by itself. Raises LookupError for an unknown lesson, ContentError.
    """
    course = find_course()
    bank = load_bank(course.data)
    known = {lesson.file: lesson for lesson in bank.lessons}
    if file not in known:
        raise LookupError(f"There is no lesson {file!r} in this course.{_did_you_mean(file, known)}")
    return DoneWidget(course, bank, known[file], _log()).leading(course)


def one_from_before(*names: str) -> BeforeWidget:
    """One scene of these contrast sets or scenes: one not seen before, else the one seen longest ago.

    Raises LookupError for no name and for one that is no set and no scene, ContentError for faulty content.
    """
    bank = _bank()
    if not names:
        raise LookupError('Name a contrast set or a scene, or several: one_from_before("listening-01").')
    known = names_of_scenes(bank)
    named: dict[str, list[str]] = {}
    for name in names:
        if name not in known:
            hint = _did_you_mean(name, known)
            raise LookupError(f"There is no scene and no contrast set {name!r} in this course.{hint}")
        set_id, items = known[name]
        named[set_id] = list(dict.fromkeys([*named.get(set_id, []), *items]))
    return BeforeWidget(bank, named, _log())


@overload
def widget_for(item: Scenario | Story, log: Path | None) -> ScenarioWidget | StoryWidget: ...
@overload
def widget_for(item: SayFirst, log: Path | None) -> SayFirstWidget: ...
@overload
def widget_for(item: Reflection | Intention | Plan, log: Path | None) -> WritingWidget: ...
def widget_for(
    item: Scenario | Story | SayFirst | Reflection | Intention | Plan, log: Path | None
) -> ScenarioWidget | StoryWidget | SayFirstWidget | WritingWidget:
    """The widget of an item that was read already, whatever its kind."""
    match item:
        case Story():
            return StoryWidget(item, log)
        case Scenario():
            return ScenarioWidget(item, log)
        case SayFirst():
            return SayFirstWidget(item, log)
    return WritingWidget(item, log)


def find_item(item_id: str, *kinds: type[T]) -> T:
    """The item of this id, of one of these kinds, from the quiz beside the notebook or the bank. Raises LookupError."""
    known: dict[str, Any] = {}
    if Path(QUIZ_FILE).is_file():
        known |= {item.id: item for item in load_quiz(Path(QUIZ_FILE)).asked}
    if item_id not in known:
        known = _bank().items | known
    found = known.get(item_id)
    if isinstance(found, kinds):
        return found
    if found is not None:
        raise LookupError(f"{item_id!r} is a {found.kind} item: call it with another function.")
    hint = _did_you_mean(item_id, (name for name, item in known.items() if isinstance(item, kinds)))
    raise LookupError(f"There is no item {item_id!r} in this course.{hint}")


def _situation(item_id: str, bank: Bank) -> Practice:
    found = bank.items.get(item_id)
    if isinstance(found, Practice) and found.contrast is not None:
        return found
    if found is not None:
        raise LookupError(f"{item_id!r} is of no contrast set, so it has no pair.")
    known = [name for one in bank.contrasts.values() for name in (*one.shown, *one.kept_back)]
    raise LookupError(f"There is no situation {item_id!r} in this course.{_did_you_mean(item_id, known)}")


def _no_set(name: str, bank: Bank) -> str:
    """What to tell somebody who asked for the pair of a set that there is not."""
    item = bank.items.get(name)
    if isinstance(item, Practice) and item.contrast is not None:
        return f"{name!r} is one situation: name the set, pair({item.contrast!r}), or two situations of it."
    return f"There is no contrast set {name!r} in this course.{_did_you_mean(name, bank.contrasts)}"


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known))
    return f" Did you mean {' or '.join(map(repr, close))}?" if close else ""


def _bank() -> Bank:
    return load_bank(find_course().data)


def _course_with(feature: Feature) -> Course:
    """The course, if it has this feature. Raises ContentError."""
    course = find_course()
    if not course.has(feature):
        message = f"this course goes without {feature}; take the cell out, or switch it on under features"
        raise ContentError([Fault(course.file, None, None, message)])
    return course


def _log() -> Path | None:
    if PUBLISHING in os.environ:
        return None
    log = Path.cwd() / ANSWERS
    if not grading():
        for sentence in bring_in(log):
            print(sentence)
    return log
