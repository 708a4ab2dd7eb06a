"""What is to be rewritten: planted faults in a class of 60, and nothing else; parameters are recovered."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, inf, log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from softskills.demo.simulated import Parameters, chances, sound_parameters, worth
from softskills.items import Quiz, QuizKeys
from softskills.reports.classes import class_report, class_table
from softskills.reports.classes.intervals import records
from softskills.reports.classes.limits import Thresholds
from softskills.reports.classes.places import quiz_places
from softskills.reports.classes.reliability import alpha
from softskills.reports.classes.repair import rarely_missed, repair_list
from softskills.reports.classes.situations import situations
from softskills.scoring import weights
from softskills.sources import read_yaml
from support.answered_class import VALUES, choices, handed_in, picks, simulated
from support.places import EXERCISES

SEEDS = range(30)
QUIZ, KEYS = choices(10)
PLANTED = {
    "q2": ("against the key", Parameters(-0.5, -2.5)),
    "q4": ("too easy", Parameters(-8.0, 4.0)),
    "q6": ("too hard", Parameters(1.8, 2.0)),
}


def found(quiz: Quiz, keys: QuizKeys, answers: dict[str, dict[str, object]]) -> list[tuple[str, str, str]]:
    report = class_report("q", quiz, keys, handed_in(answers))
    return [(row["item"], row["option"], row["reason"]) for row in report.repair.to_dict("records")]


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_faults_are_found_in_a_class_of_60_and_nothing_else(seed: int) -> None:
    parameters = sound_parameters(np.random.default_rng(seed), QUIZ)
    parameters |= {item: one for item, (_, one) in PLANTED.items()}
    parameters["q8"] = replace(parameters["q8"], appeal={"c": -inf})
    expected = {(item, "", reason) for item, (reason, _) in PLANTED.items()} | {("q8", "c", "never chosen")}
    assert set(found(QUIZ, KEYS, simulated(seed, 60, QUIZ, KEYS, parameters))) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_among_sound_questions(seed: int) -> None:
    parameters = sound_parameters(np.random.default_rng(seed), QUIZ)
    assert found(QUIZ, KEYS, simulated(seed, 60, QUIZ, KEYS, parameters)) == []


def test_a_class_that_is_too_small_is_not_judged() -> None:
    assert found(QUIZ, KEYS, picks(["a" * 10] * (Thresholds().learners - 1))) == []
    assert {reason for _, _, reason in found(QUIZ, KEYS, picks(["a" * 10] * 30))} == {"too easy"}


def test_never_chosen_is_judged_from_where_a_working_option_would_be_seen() -> None:
    """0.95 ** 58 is 0.051 and 0.95 ** 59 is 0.048."""
    assert rarely_missed(0.05) == 59 == ceil(log(0.05) / log(0.95))
    rows = ["aa", "bb", "dd", "ad", "bb"]
    assert found(*choices(2), picks((rows * 12)[:58])) == []
    assert found(*choices(2), picks((rows * 12)[:59])) == [("q1", "c", "never chosen"), ("q2", "c", "never chosen")]


def test_each_row_names_file_and_line() -> None:
    quiz_file, keys_file = EXERCISES / "source" / "part-2" / "quiz.yml", EXERCISES / "keys" / "part-2.yml"
    places = quiz_places(read_yaml(quiz_file), read_yaml(keys_file))
    situation = "part-2-bid-interviews"
    for place, text in (
        (places.items[situation], f"id: {situation}"),
        (places.keys[situation], f"{situation}:"),
        (places.options[situation, "b"], 'b: "Ring Farah'),
    ):
        file, _, line = place.rpartition(":")
        assert text in Path(file).read_text("utf-8").splitlines()[int(line) - 1]
    table = class_table(QUIZ, KEYS, picks(["a" * 10] * 60))
    here = replace(places, items={"q1": "here:1"}, keys={"q1": "there:2"})
    judged = repair_list(situations(table), pd.DataFrame(), here)
    assert judged[["place", "key_place"]].iloc[0].to_list() == ["here:1", "there:2"]


# Recovery. With P(option | ability) known, all that the report shows follows from the parameters by integration over
# the abilities of a class, here in 2,001 steps from -6 to 6.

GRID = np.linspace(-6, 6, 2001)
DENSITY = np.exp(-(GRID**2) / 2) / np.exp(-(GRID**2) / 2).sum()
SCATTERED = {f"q{n}": Parameters(-1.4 + 0.2 * n, 1.2 + 0.25 * n) for n in range(1, 9)}


def options_at(one: Parameters) -> np.ndarray:
    """The chance of each option, at each ability."""
    found = [chances(worth(VALUES), one.discrimination * (able - one.difficulty), {}) for able in GRID]
    return np.array([[at[letter] for letter in sorted(VALUES)] for at in found])


def test_the_figures_are_those_that_the_parameters_imply() -> None:
    """At 8,000 learners: shares within 0.02, facility within 0.025, correlations and alpha within 0.03."""
    quiz, keys = choices(8)
    table = class_table(quiz, keys, simulated(7, 8_000, quiz, keys, SCATTERED))
    shown = {row["item"]: row for row in records(situations(table))}
    earned = np.array([weights(quiz.scenarios[0], keys.items["q1"])[letter] for letter in sorted(VALUES)])
    chance = {name: options_at(one) for name, one in SCATTERED.items()}
    credit = {name: at @ earned for name, at in chance.items()}
    means = {name: float(DENSITY @ one) for name, one in credit.items()}
    variance = {name: float(DENSITY @ (at @ earned**2)) - means[name] ** 2 for name, at in chance.items()}

    def covariance(one: str, other: str) -> float:
        return float(DENSITY @ (credit[one] * credit[other])) - means[one] * means[other]

    for name in SCATTERED:
        others = [other for other in SCATTERED if other != name]
        with_rest = sum(covariance(name, other) for other in others)
        of_rest = sum(variance[other] for other in others)
        of_rest += sum(covariance(a, b) for a in others for b in others if a != b)
        assert shown[name]["best"] == pytest.approx(float(DENSITY @ chance[name][:, 0]), abs=0.02)
        assert shown[name]["facility"] == pytest.approx(means[name], abs=0.025)
        assert shown[name]["item_rest"] == pytest.approx(with_rest / np.sqrt(variance[name] * of_rest), abs=0.03)
    total = sum(variance.values()) + sum(covariance(a, b) for a in SCATTERED for b in SCATTERED if a != b)
    assert alpha(table.marks).value == pytest.approx(8 / 7 * (1 - sum(variance.values()) / total), abs=0.03)


def test_difficulties_are_recovered_from_the_shares_that_the_report_shows() -> None:
    """At 8,000 learners within 0.1 on the scale of abilities, in order."""
    quiz, keys = choices(8)
    table = class_table(quiz, keys, simulated(8, 8_000, quiz, keys, SCATTERED))
    shown = {row["item"]: row for row in records(situations(table))}
    recovered = []
    for name, one in SCATTERED.items():
        low, high = -4.0, 4.0
        while high - low > 0.005:  # the harder, the fewer: halve the interval
            middle = (low + high) / 2
            expected = float(DENSITY @ options_at(replace(one, difficulty=middle))[:, 0])
            low, high = (middle, high) if expected > shown[name]["best"] else (low, middle)
        recovered.append(low)
        assert low == pytest.approx(one.difficulty, abs=0.1)
    assert recovered == sorted(recovered)
