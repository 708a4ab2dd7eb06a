"""Nothing of the keys reaches learners: searched for in all that a class leaves behind, and in what is published.

Every text of the keys gets a word of its own, and that word is looked for in files as they lie on disk.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from softskills.grading.nbgrader.hooks import check_release
from softskills.items import QuizKeys, StateValue
from softskills.items.leaks import KEY_FIELDS, find_leaks, private_sentences
from support.grading_course import QUIZ, WRITTEN_TASK, Course, Ran, lines
from support.places import EXERCISES

CANARY = "canarybird"
LEARNERS = ("ann", "ben")


def with_canaries(data: Any, count: Iterator[int]) -> Any:
    """The same keys, with another text for every text that may be private; letters, ids and points stay."""
    if isinstance(data, dict):
        return {
            name: value if name in {"quiz", "points"} else with_canaries(value, count) for name, value in data.items()
        }
    if isinstance(data, list):
        return [with_canaries(value, count) for value in data]
    return f"{CANARY}{next(count)} sings where only the instructor reads." if isinstance(data, str) else data


def files_with_canary(*places: Path) -> list[str]:
    """The files at or below these places that hold a canary, in their name or their bytes."""
    found = []
    for place in places:
        assert place.exists(), f"{place} was not made, so nothing was tested"
        for file in [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file()):
            if CANARY in file.name or CANARY.encode() in file.read_bytes():
                found.append(str(file))
    return found


@dataclass(frozen=True)
class ClassRun:
    course: Course
    autograded: Ran


def canary_class(base: Path, detail: str) -> ClassRun:
    """A class that was graded by keys that are all canaries, got feedback and was exported: one learner did all right,
    one did nothing right.
    """
    course = Course(base)
    keys = with_canaries(yaml.safe_load(course.keys.read_text("utf-8")), iter(range(10_000)))
    course.keys.write_text(yaml.safe_dump(keys), "utf-8")
    assert CANARY in course.keys.read_text("utf-8")
    course.tell(detail)
    course.do("generate_assignment", QUIZ)
    course.do("release_assignment", QUIZ)
    for student, given in zip(LEARNERS, (course.right_answers(), course.wrong_answers()), strict=True):
        log = lines(given | {WRITTEN_TASK: {"text": "I asked, and then I waited."}})
        (course.submission(student) / "answers.jsonl").write_text(log, "utf-8")
    autograded = course.do("autograde", QUIZ)
    course.do("generate_feedback", QUIZ)
    course.do("release_feedback", QUIZ, "--SafeReleaseFeedback.also_unmarked=True")
    course.do("export")
    return ClassRun(course, autograded)


@pytest.fixture(scope="module")
def class_run(tmp_path_factory: pytest.TempPathFactory) -> ClassRun:
    """Feedback with the points alone."""
    return canary_class(tmp_path_factory.mktemp("canaries"), "points")


@pytest.fixture(scope="module")
def taught_class(tmp_path_factory: pytest.TempPathFactory) -> ClassRun:
    """Feedback with all of the key that can be told."""
    return canary_class(tmp_path_factory.mktemp("taught"), "key")


def test_the_class_was_graded_by_these_keys(class_run: ClassRun) -> None:
    assert {name: row["score"] for name, row in class_run.course.grades().items()} == {"ann": "18.0", "ben": "0.0"}
    assert "<strong>18</strong> of 18" in class_run.course.feedback("ann")


def test_no_key_is_in_anything_that_a_class_leaves_behind(class_run: ClassRun) -> None:
    root = class_run.course.root
    assert files_with_canary(root / "release") == []
    assert files_with_canary(class_run.course.base / "exchange") == []
    assert files_with_canary(*(root / "feedback" / student for student in LEARNERS)) == []
    assert files_with_canary(root / "submitted", root / "autograded") == []
    assert files_with_canary(root / "gradebook.db", root / "grades.csv") == []
    assert CANARY not in class_run.autograded.output


def test_what_may_be_told_of_the_keys_stands_in_feedback_alone(taught_class: ClassRun) -> None:
    course = taught_class.course
    exchange, root = course.base / "exchange" / "soft-skills", course.root
    assert files_with_canary(*(root / "feedback" / student for student in LEARNERS), exchange / "feedback")
    assert files_with_canary(root / "autograded"), "from which the feedback is made"
    assert files_with_canary(root / "release", exchange / "outbound", root / "submitted", root / "source") == []
    assert files_with_canary(root / "gradebook.db", root / "grades.csv") == []
    assert CANARY not in taught_class.autograded.output
    assert {name: row["score"] for name, row in course.grades().items()} == {"ann": "18.0", "ben": "0.0"}


def test_of_a_story_learners_get_the_story_only(class_run: ClassRun) -> None:
    released = class_run.course.root / "release" / QUIZ
    items = yaml.safe_load((released / "quiz.yml").read_text("utf-8"))["items"]
    [story] = [item for item in items if item["kind"] == "branching"]

    assert set(story) == {"id", "kind", "title", "stem", "question", "start", "scenes"}
    for scene in story["scenes"].values():
        assert set(scene) <= {"title", "text", "choices", "ending"}
        assert all(set(choice) == {"text", "to"} for choice in scene.get("choices", {}).values())
    names = KEY_FIELDS | set(StateValue.model_fields) - {"name", "start"}
    for file in (file for file in released.rglob("*") if file.is_file()):
        found = set(re.findall(r"""["']?(\w+)["']?\s*:""", file.read_text("utf-8")))
        assert not found & names, file


def test_the_search_would_find_a_key(class_run: ClassRun) -> None:
    assert files_with_canary(class_run.course.root) == [str(class_run.course.keys)]


def test_nbgrader_does_not_prepare_a_release_with_keys_in_it(class_run: ClassRun) -> None:
    course = class_run.course
    source, release = course.root / "source" / "copied", course.root / "release" / "copied"
    shutil.copytree(course.root / "source" / QUIZ, source, dirs_exist_ok=True)
    shutil.copy(course.keys, source / "for-me.yml")
    try:
        ran = course.run("generate_assignment", "copied")
    finally:
        shutil.rmtree(source)

    assert ran.code == 1
    assert "copied was not prepared for release" in ran.output and "for-me.yml" in ran.output
    assert not release.exists()


def paste_into_notebook(source: Path, keys: Path) -> None:
    notebook = source / f"{QUIZ}.ipynb"
    text = next(iter(yaml.safe_load(keys.read_text("utf-8"))["items"].values()))["feedback"]["a"]
    notebook.write_text(notebook.read_text("utf-8").replace("# Graded quiz", f"{text} # Graded quiz"), "utf-8")


def paste_into_quiz(source: Path, keys: Path) -> None:
    story_key = next(key for key in yaml.safe_load(keys.read_text("utf-8"))["items"].values() if "values" in key)
    text = next(iter(story_key["feedback"].values()))["b"]
    with (source / "quiz.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"# {text}\n")


def copy_into_source(source: Path, keys: Path) -> None:
    shutil.copy(keys, source / "more-keys.yml")


def hide_as_text(source: Path, keys: Path) -> None:
    (source / "pictures").mkdir()
    shutil.copy(keys, source / "pictures" / "credits.txt")


def leave_answers(source: Path, keys: Path) -> None:
    (source / "answers.jsonl").write_text(lines({"listening-quiz-01": {"best": "a", "worst": "b"}}), "utf-8")


@pytest.mark.parametrize("plant", [paste_into_notebook, paste_into_quiz, copy_into_source, hide_as_text, leave_answers])
def test_a_planted_leak_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[Path, Path], None]
) -> None:
    course = Course(tmp_path)
    monkeypatch.chdir(course.root)
    monkeypatch.delenv("SOFTSKILLS_KEYS", raising=False)
    source = course.root / "source" / QUIZ
    hook = {"assignment": QUIZ, "student": ".", "notebooks": [str(source / f"{QUIZ}.ipynb")]}
    check_release(**hook)  # type: ignore[arg-type]

    plant(source, course.keys)

    with pytest.raises(SystemExit, match="not prepared for release"):
        check_release(**hook)  # type: ignore[arg-type]


# What is published


@pytest.fixture(scope="module")
def real_keys() -> QuizKeys:
    """The keys of all graded quizzes of the course, as if of one quiz."""
    quizzes = [yaml.safe_load(file.read_text("utf-8")) for file in sorted((EXERCISES / "keys").glob("*.yml"))]
    assert quizzes
    items = {name: key for quiz in quizzes for name, key in quiz["items"].items()}
    rubric = {name: criteria for quiz in quizzes for name, criteria in quiz.get("rubric", {}).items()}
    return QuizKeys.model_validate({"quiz": "all", "items": items, "rubric": rubric})


def texts_found(folder: Path, keys: QuizKeys) -> list[str]:
    return [leak for leak in find_leaks(folder, keys) if "holds a text of the keys" in leak]


def test_the_book_holds_no_key_of_a_graded_quiz(built_book: Path, real_keys: QuizKeys) -> None:
    assert (built_book / "index.html").is_file()
    assert len(private_sentences(real_keys)) > 50
    assert texts_found(built_book, real_keys) == []
