"""A graded quiz lies in two files: what everybody may read, and the keys that never leave the instructor."""

from __future__ import annotations

from pathlib import Path

from softskills.items.models import Quiz, QuizKeys
from softskills.sources import ContentError, Fault, parse, read_yaml


def load_quiz(file: Path) -> Quiz:
    """Read the public part of a quiz. Raises ContentError."""
    source = read_yaml(file)
    quiz = parse(source, Quiz)
    seen: set[str] = set()
    faults = []
    for index, item in enumerate(quiz.items):
        if item.id in seen:
            faults.append(source.fault(("items", index, "id"), "this id stands twice"))
        seen.add(item.id)
    if faults:
        raise ContentError(faults)
    return quiz


def load_quiz_keys(file: Path, quiz: Quiz) -> QuizKeys:
    """Read the keys that belong to `quiz`.

    Raises ContentError when the file is missing, speaks of another quiz, lacks a scenario's key, or has a key with
    other options than its scenario.
    """
    source = read_yaml(file)
    keys = parse(source, QuizKeys)
    faults: list[Fault] = []
    if keys.quiz != quiz.quiz:
        faults.append(source.fault(("quiz",), f"these are the keys of {keys.quiz!r}, not of {quiz.quiz!r}"))
    scenarios = {scenario.id: scenario for scenario in quiz.scenarios}
    written = {item.id for item in quiz.items} - set(scenarios)
    for missing in sorted(set(scenarios) - set(keys.items)):
        faults.append(Fault(file, source.line(("items",)), missing, "this scenario of the quiz has no key"))
    for item_id, key in keys.items.items():
        if item_id not in scenarios:
            faults.append(source.fault(("items", item_id), "the quiz has no scenario of this id"))
            continue
        for fault in scenarios[item_id].key_faults(key):
            faults.append(source.fault(("items", item_id, *fault.at), fault.message))
    for item_id in keys.rubric:
        if item_id not in written:
            faults.append(source.fault(("rubric", item_id), "the quiz has no written task of this id"))
    for missing in sorted(written - set(keys.rubric)):
        faults.append(Fault(file, source.line(("rubric",)), missing, "this written task of the quiz has no rubric"))
    if faults:
        raise ContentError(faults)
    return keys
