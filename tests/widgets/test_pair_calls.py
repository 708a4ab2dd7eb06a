"""What `pair` and `say_first` take in a notebook, and what they say to somebody who names what there is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from softskills.widgets import PairWidget, pair, say_first
from support.contrast import SET_ID
from support.scene_page import CHOOSE, SECOND, THIRD, write_course


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small course with the set, another set, and a sentence to say; the working folder is in it."""
    write_course(tmp_path)
    monkeypatch.chdir(tmp_path)


def ids(widget: PairWidget) -> list[str]:
    return [part["item"]["id"] for part in widget.content["parts"]]


@pytest.mark.usefixtures("course")
def test_a_set_stands_for_the_two_that_a_lesson_shows() -> None:
    assert ids(pair(SET_ID)) == [CHOOSE.id, SECOND.id]
    assert pair(SET_ID).wants == [CHOOSE.id, SECOND.id]
    assert ids(pair(THIRD.id, CHOOSE.id)) == [THIRD.id, CHOOSE.id]


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["form"], "There is no contrast set 'form' in this course. Did you mean 'forms'?"),
        (["zzz"], "There is no contrast set 'zzz' in this course."),
        (["forms-closing"], "'forms-closing' is one situation: name the set, pair('forms'), or two situations of it."),
        (["forms-weekly", "forms-closin"], "There is no situation 'forms-closin' in this course. Did you mean "),
        (["forms-weekly", "papers-closing"], "'forms-weekly' is of the set 'forms', and 'papers-closing' of 'papers'"),
        (["forms-weekly", "forms-weekly"], "A pair needs two situations, and 'forms-weekly' is named twice."),
        (["forms-weekly", "forms-say"], "'forms-say' is of no contrast set, so it has no pair."),
    ],
)
def test_what_is_no_pair_is_refused_with_the_nearest_names(names: list[str], message: str) -> None:
    with pytest.raises(LookupError) as caught:
        pair(*names)
    assert str(caught.value).startswith(message)
    if "closin'" in message:
        assert "'forms-closing'" in str(caught.value)


@pytest.mark.usefixtures("course")
def test_a_sentence_to_say_is_found_by_its_id_and_by_nothing_else() -> None:
    assert say_first("forms-say").content["item"]["look_for"]
    with pytest.raises(LookupError, match="'forms-weekly' is a choose item: call it with another function"):
        say_first("forms-weekly")
    with pytest.raises(LookupError, match="Did you mean 'forms-say'"):
        say_first("forms-sayy")
