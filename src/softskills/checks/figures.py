"""What a check prints in figures: how many items there are, and how far the bank is from giving its keys away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from softskills.checks.material import Material
from softskills.checks.rules import cues, readings, repetition, set_cues, set_readings
from softskills.checks.rules.minutes import minutes_by_lesson, spoken
from softskills.checks.rules.wording import graded_texts, highest_grade
from softskills.checks.text.reading_grade import grade
from softskills.course.limits import ContrastLimits
from softskills.course.settings import Settings, Telltale

GRADE = "highest reading grade"
SETS = "sets"
OPENING = "feedback begins"
MINUTES = "minutes by lesson"

Figures = dict[str, Any]


def figures(material: Material) -> Figures:
    """The summary by name: counts, shares from 0 to 1, grades, and lists. All of it is plain data."""
    sets = cues.keyed(material)
    scenarios = material.scenarios
    grades = [grade(texts) for entry in scenarios for _, _, texts in graded_texts(entry)]
    return {
        "items": len(material.entries),
        "by kind": _counts(entry.item.kind for entry in material.entries),
        "scenarios by competency": _counts(entry.competency or "none" for entry in scenarios),
        "scenarios with a key": sum(entry.key is not None for entry in scenarios),
        "sets of options with a key": len(sets),
        "best is the longest": cues.share_longest(sets),
        "best stands at": {letter: cues.share_at(sets, letter) for letter in cues.POSITIONS},
        **{_saying(one): cues.share_saying(sets, one) for one in material.settings.telltales},
        **_repeated(material),
        "readings without the key": len(material.readings),
        "readers agree on": readings.agreement(material),
        "telling words": [str(word) for word in cues.telling_words(sets, material.settings.limits)],
        **_of_sets(material),
        **_of_time(material),
        GRADE: round(max(grades, default=0.0), 1),
    }


def lines(summary: Figures, settings: Settings) -> list[str]:
    """The summary as lines to print, with the bound beside each figure that has one."""
    limits, highest = settings.limits, highest_grade(settings)
    least, most = limits.best_at_letter
    bounds = {
        "best is the longest": f"at most {limits.best_is_longest:.0%}",
        "best stands at": f"{least:.0%} to {most:.0%} each",
        **{_saying(one): f"at most {one.at_most:.0%}" for one in settings.telltales},
        OPENING: f"at most {limits.same_opening:.0%}",
        **{f"says {one.says}": f"at most {one.at_most}" for one in settings.phrases},
        **({GRADE: f"at most {highest:g}"} if highest is not None else {}),
    }
    if "contrast sets" in summary:
        bounds |= _bounds_of_sets(limits.contrast)
    printed = {name: value for name, value in summary.items() if name != MINUTES}
    width = max(map(len, printed))
    shown = {name: _shown(value) for name, value in printed.items()} | {GRADE: f"{summary[GRADE]:.1f}"}
    return [
        f"  {name:{width}}  {text}" + (f"  ({bounds[name]})" if name in bounds else "") for name, text in shown.items()
    ]


def _of_sets(material: Material) -> Figures:
    """The figures of contrast sets, if there are any. What there are too few readings of is left out."""
    situations = set_cues.keyed_situations(material)
    if not material.contrasts:
        return {}
    best, others = set_cues.courtesy(situations)
    read = {f"{SETS}, {name}": share for name, share in set_readings.shares(material).items()}
    return {
        "contrast sets": len(material.contrasts),
        f"{SETS}, situations with a key": len(situations),
        f"{SETS}, best is the longest": set_cues.share_longest(situations),
        f"{SETS}, best stands at": {letter: set_cues.share_at(situations, letter) for letter in cues.POSITIONS},
        f"{SETS}, courteous": {"best": best, "others": others},
        f"{SETS}, best by words alone": set_cues.share_by_words(material),
        f"{SETS}, readings": len(material.set_readings),
        **read,
    }


def _repeated(material: Material) -> Figures:
    """How the feedback begins most often, where there is enough of it, and how often the phrases stand that count."""
    opening = next(iter(repetition.openings(material).items()), None)
    return ({OPENING: f'{opening[1]:.1%} with "{opening[0]}"'} if opening else {}) | {
        f"says {phrase}": count for phrase, count in repetition.phrases(material).items()
    }


def _of_time(material: Material) -> Figures:
    """How long the lessons take, if the course says how to count."""
    minutes = minutes_by_lesson(material)
    by_name = {file.stem: round(count, 1) for file, count in minutes.items()}
    return {MINUTES: by_name, "the whole course": spoken(sum(minutes.values()))} if minutes else {}


def _bounds_of_sets(limits: ContrastLimits) -> dict[str, str]:
    least, most = limits.best_at_letter
    return {
        f"{SETS}, best is the longest": f"at most {limits.best_is_longest:.0%}",
        f"{SETS}, best stands at": f"{least:.0%} to {most:.0%} each",
        f"{SETS}, courteous": f"at most {limits.courtesy_apart:.0%} apart",
        f"{SETS}, best by words alone": f"at most {limits.by_words_alone:.0%}",
        f"{SETS}, options alone": f"at most {limits.by_options_alone:.0%}",
        f"{SETS}, agree": f"{limits.readers_agree:.0%} or more",
        f"{SETS}, obvious": f"at most {limits.obvious:.0%}",
        f"{SETS}, close calls": f"at most {limits.close_calls:.0%}",
    }


def _saying(telltale: Telltale) -> str:
    return f"best says {telltale.says}"


def _counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_shown(one)}" for name, one in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return f"{value:.0%}" if isinstance(value, float) else str(value)
