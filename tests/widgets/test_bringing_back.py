"""The calls `practice` and `one_from_before`, and the catalogue of the bank."""

from __future__ import annotations

import json

import pytest

import softskills
from softskills.items import Practice, PracticeStory, data_folder, load_bank
from softskills.scoring import weights
from softskills.widgets import PUBLISHED_TYPE, PUBLISHING
from softskills.widgets.catalogue import catalogue_of, find_scenes, scenes_of, sets_of
from support.practice_site import bank_of, item_id


@pytest.fixture(autouse=True)
def _publishing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBLISHING, "1")


def test_a_set_has_all_its_situations_and_a_scene_of_its_own_is_a_set_of_one() -> None:
    sets = {name: [scene.id for scene in scenes] for name, scenes in sets_of(bank_of(2)).items()}
    names = ["forms-weekly", "forms-closing", "forms-shouted"]
    assert sets == {
        "set-0": [item_id(0, name) for name in names],
        "set-1": [item_id(1, name) for name in names],
        "story-01": ["story-01"],
    }


def test_the_catalogue_holds_weights_and_no_text_of_a_scene() -> None:
    bank = load_bank(data_folder())
    found = catalogue_of(bank, [1, 2])
    assert found["waits"] == [1, 2]
    listed = {name: item for one in found["sets"] for name, item in one["items"].items()}
    text = json.dumps(found)
    for item in bank.items.values():
        if isinstance(item, Practice | PracticeStory):
            assert listed.pop(item.id)["weights"] == pytest.approx(weights(item, item.key), abs=1e-6)
            assert json.dumps(item.stem)[1:40] not in text
    assert listed == {}


def test_the_catalogue_says_which_sets_no_lesson_shows() -> None:
    bank = load_bank(data_folder())
    spare = {one["id"] for one in catalogue_of(bank, [1])["sets"] if one.get("spare")}
    cited = {item for lesson in bank.lessons for item in [*lesson.items, *lesson.brings_back]}
    assert spare
    for name, scenes in sets_of(bank).items():
        assert (name in spare) == cited.isdisjoint({name, *(scene.id for scene in scenes)}), name


def test_what_a_page_shows_of_practice_has_no_scene_in_it() -> None:
    published = softskills.practice()._repr_mimebundle_()[PUBLISHED_TYPE]
    assert published["uses"] == "catalogue"
    assert set(published["state"]) == {"content", "wants", "catalogue"}
    assert published["state"]["catalogue"]["sets"] == [], "a page brings them once there is an answer"
    bank = load_bank(data_folder())
    owner = {scene.id: name for name, scenes in sets_of(bank).items() for scene in scenes}
    first = next(item for lesson in bank.lessons for item in lesson.items if item in owner)
    assert published["state"]["content"]["first"][0] == {"set": owner[first], "item": first}


def test_one_from_before_knows_which_scenes_it_may_show() -> None:
    widget = softskills.one_from_before("listening-01", "listening-02", "listening-01")
    assert widget.content == {
        "sets": [{"id": "listening-01", "items": ["listening-01"]}, {"id": "listening-02", "items": ["listening-02"]}],
        "here": {"listening-01": find_scenes(load_bank(data_folder()), "listening-01")["listening-01"]},
    }
    assert widget.wants == ["listening-01", "listening-02"]
    fallback = load_bank(data_folder()).items["listening-01"]
    assert isinstance(fallback, Practice)
    assert fallback.title in widget.fallback()
    assert "How the key sees it" in widget.fallback()


@pytest.mark.parametrize(("names", "words"), [([], "Name a"), (["listening-1"], "Did you mean 'listening-0")])
def test_what_is_no_scene_is_named(names: list[str], words: str) -> None:
    with pytest.raises(LookupError, match=words):
        softskills.one_from_before(*names)


def test_a_reflection_is_not_brought_back() -> None:
    with pytest.raises(LookupError, match="no scene"):
        softskills.one_from_before("listening-reflection")


def test_scenes_are_as_their_own_widgets_have_them() -> None:
    bank = bank_of(1)
    scenes = scenes_of(sets_of(bank)["set-0"])
    assert [one["widget"] for one in scenes.values()] == ["scenario"] * 3
    assert scenes[item_id(0, "forms-weekly")]["state"]["wants"] == [item_id(0, "forms-weekly")]
    assert scenes_of(sets_of(bank)["story-01"])["story-01"]["widget"] == "story"
