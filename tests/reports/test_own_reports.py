"""A learner's own log: ratings as a table, profiles, and pictures to save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from softskills import answers
from softskills.charts import Profile
from softskills.items import data_folder, load_bank
from softskills.reports import my_profile, my_ratings, own_profiles, ratings_over_time, save_profile
from softskills.reports.own import NOTHING

BANK = load_bank(data_folder())
IDS = list(BANK.competencies)


def record(minute: int, item: str, answer: Any) -> answers.Record:
    return answers.Record(f"2026-03-01T09:{minute:02d}:00.250Z", item, answer)


def rating(minute: int, competency: str, moment: str, level: Any, evidence: Any = "") -> answers.Record:
    return record(minute, f"rating/{competency}/{moment}", {"level": level, "evidence": evidence})


def log(*records: answers.Record) -> answers.Log:
    return answers.Log(list(records))


def values(profile: Profile) -> dict[str, float]:
    """The rated ones."""
    assert len(profile.values) == len(IDS)
    return {one: value for one, value in zip(IDS, profile.values, strict=True) if value is not None}


# The table


def test_every_rating_stands_in_the_table_oldest_first() -> None:
    table = ratings_over_time(
        log(
            rating(5, "empathy", "now", 4, "I asked."),
            rating(1, "empathy", "before", 3),
            record(2, "listening-01", {"best": "a", "worst": "b"}),
            rating(7, "empathy", "then", 2),
            rating(9, "empathy", "now", None),
        ),
        BANK,
    )
    assert list(table.columns) == ["time", "moment", "competency", "level", "evidence"]
    assert list(table["moment"]) == ["before", "now", "then", "now"]
    assert list(table["competency"]) == ["empathy"] * 4
    assert list(table["level"][:3]) == [3, 4, 2]
    assert table["level"].isna().tolist() == [False, False, False, True]
    assert list(table["evidence"]) == ["", "I asked.", "", ""]
    assert table["time"][0] == pd.Timestamp("2026-03-01T09:01:00.250Z")
    assert table.attrs["problems"] == []


@pytest.mark.parametrize("records", [[], [rating(1, "empathy", "now", None)], [rating(1, "empathy", "now", 5)]])
def test_types_do_not_depend_on_what_is_rated(records: list[answers.Record]) -> None:
    table = ratings_over_time(log(*records), BANK)
    assert table.dtypes.astype(str).to_dict() == {
        "time": "datetime64[ms, UTC]",
        "moment": "str",
        "competency": "str",
        "level": "Int64",
        "evidence": "str",
    }


@pytest.mark.parametrize(
    ("item", "answer", "words"),
    [
        ("rating/juggling/now", {"level": 3, "evidence": ""}, "the competency 'juggling' is not known"),
        ("rating/empathy/later", {"level": 3, "evidence": ""}, "the moment 'later' is not one of before, now, then"),
        ("rating/empathy", {"level": 3, "evidence": ""}, "'rating/empathy' does not name a competency and a moment"),
        ("rating/empathy/now/x", {"level": 3}, "'rating/empathy/now/x' does not name a competency and a moment"),
        ("rating/empathy/now", {"level": 0, "evidence": ""}, "its level is not a whole number from 1 to 5"),
        ("rating/empathy/now", {"level": 6, "evidence": ""}, "its level is not a whole number from 1 to 5"),
        ("rating/empathy/now", {"level": 3.5, "evidence": ""}, "its level is not a whole number from 1 to 5"),
        ("rating/empathy/now", {"level": True, "evidence": ""}, "its level is not a whole number from 1 to 5"),
        ("rating/empathy/now", {"level": "3", "evidence": ""}, "its level is not a whole number from 1 to 5"),
        ("rating/empathy/now", {"level": [3], "evidence": ""}, "its level is not a whole number from 1 to 5"),
        ("rating/empathy/now", {"level": 3, "evidence": 7}, "its evidence is not text"),
        ("rating/empathy/now", {"evidence": ""}, "it holds no level"),
        ("rating/empathy/now", 3, "it holds no level"),
        ("rating/empathy/now", None, "it holds no level"),
    ],
)
def test_what_is_no_rating_is_left_out_and_named(item: str, answer: Any, words: str) -> None:
    mine = log(rating(1, "empathy", "now", 2), record(2, item, answer), rating(3, "leadership", "now", 4))
    table = ratings_over_time(mine, BANK)
    assert list(table["level"]) == [2, 4]
    assert table.attrs["problems"] == [f"A rating of 2026-03-01T09:02:00.250Z was left out: {words}."]
    assert values(own_profiles(mine, BANK)[1]) == {"empathy": 2, "leadership": 4}


def test_skipped_lines_of_the_log_are_named_as_well() -> None:
    torn = answers.parse_lines(rating(1, "empathy", "now", 2).line().encode() + b'\n{"v":1')
    assert ratings_over_time(torn, BANK).attrs["problems"] == [
        "answers.jsonl line 2 was skipped: it is not complete JSON"
    ]


# Profiles


def test_the_last_rating_counts_and_one_taken_back_is_a_gap() -> None:
    before, now, target = own_profiles(
        log(
            rating(8, "empathy", "now", 4),
            rating(2, "empathy", "now", 2),
            rating(1, "empathy", "before", 3),
            rating(3, "leadership", "now", 5),
            rating(4, "leadership", "now", None),
            rating(5, "collaboration", "then", 1),
        ),
        BANK,
    )
    assert [before.name, now.name, target.name] == ["Before", "Now", "Target"]
    assert values(before) == {"empathy": 3}
    assert values(now) == {"empathy": 4}
    assert values(target) == {}


def test_only_own_levels_make_a_target() -> None:
    own = record(1, "target", {"kind": "own", "levels": {"empathy": 4, "leadership": 9, "juggling": 3}})
    occupation = record(2, "target", {"kind": "occupation", "code": "29-1141.00"})
    assert values(own_profiles(log(own), BANK)[2]) == {"empathy": 4}
    assert values(own_profiles(log(own, occupation), BANK)[2]) == {}
    assert values(own_profiles(log(occupation, record(3, "target", own.answer)), BANK)[2]) == {"empathy": 4}


@pytest.mark.parametrize("answer", [None, 3, [], {}, {"kind": "own"}, {"kind": "own", "levels": [4]}])
def test_a_target_of_another_form_is_none(answer: Any) -> None:
    assert values(own_profiles(log(record(1, "target", answer)), BANK)[2]) == {}


# In the learner's folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rate(folder: Path, level: int) -> None:
    answers.append(folder / "answers.jsonl", "rating/empathy/now", {"level": level, "evidence": ""})


def test_without_ratings_the_chart_says_so_and_nothing_is_written(folder: Path) -> None:
    assert my_ratings().empty
    figure = my_profile()
    assert [text.get_text() for text in figure.texts] == [NOTHING]
    assert "Nothing is rated yet" in figure.alternative  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="Nothing is rated yet"):
        save_profile("me.png")
    assert list(folder.iterdir()) == []


def test_my_ratings_and_profile_read_the_log_in_the_current_folder(folder: Path) -> None:
    rate(folder, 4)
    assert list(my_ratings()["level"]) == [4]
    figure = my_profile()
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["Now"]
    assert "Empathy and client care: Now 4." in figure.alternative  # type: ignore[attr-defined]
    assert figure.texts == []


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_saved_profile_is_the_same_until_a_rating_changes(folder: Path, kind: str) -> None:
    rate(folder, 4)
    first = save_profile(f"one.{kind}").read_bytes()
    assert save_profile(f"two.{kind}").read_bytes() == first
    rate(folder, 3)
    assert save_profile(f"two.{kind}").read_bytes() != first


def test_a_profile_is_not_saved_in_another_format(folder: Path) -> None:
    rate(folder, 4)
    with pytest.raises(ValueError, match=r"\.png, \.svg or \.pdf, and 'me\.docx' ends in none"):
        save_profile("me.docx")
    assert [file.name for file in folder.iterdir()] == ["answers.jsonl"]


def test_each_says_which_file_it_read_and_how_much_is_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    my_profile()
    assert capsys.readouterr().out == f"There is no {folder / 'answers.jsonl'} yet, and none beside the lessons.\n"
    rate(folder, 4)
    said = f"Read from {folder / 'answers.jsonl'}: 1 self-rating.\n"
    for call in (my_ratings, my_profile, lambda: save_profile("me.svg")):
        call()
        assert capsys.readouterr().out == said
    with (folder / "answers.jsonl").open("ab") as stream:
        stream.write(b"spoilt\n")
    my_ratings()
    assert capsys.readouterr().out == (
        f"{said}1 problem in it, and nothing was changed there. "
        "answers.jsonl line 2 was skipped: it is not complete JSON.\n"
    )


def test_from_a_notebook_elsewhere_in_the_folder_the_log_beside_the_lessons_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rate(folder, 4)
    (folder / "notes").mkdir()
    monkeypatch.chdir(folder / "notes")
    assert list(my_ratings()["level"]) == [4]
    assert str(folder / "answers.jsonl") in capsys.readouterr().out
    assert my_ratings("other.jsonl").empty
    assert capsys.readouterr().out == f"There is no {folder / 'notes' / 'other.jsonl'}.\n"
