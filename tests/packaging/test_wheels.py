"""What is in the two wheels, and what must not be."""

from __future__ import annotations

import json
import re
import shutil
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest
import yaml

from softskills import __version__
from softskills.items import QuizKeys, load_bank
from softskills.items.leaks import find_leaks
from support.installed import ROOT, Installed, Wheels

COURSE = "building_soft_skills"


def unpacked(wheel: Path, to: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(to)
    return to


def names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def metadata(folder: Path) -> Message:
    [file] = folder.glob("*.dist-info/METADATA")
    return Parser().parsestr(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def engine_files(wheels: Wheels, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(wheels.engine, tmp_path_factory.mktemp("unpacked"))


@pytest.fixture(scope="module")
def course_files(wheels: Wheels, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(wheels.course, tmp_path_factory.mktemp("unpacked"))


@pytest.fixture(scope="module")
def graded_keys() -> QuizKeys:
    """The keys of all graded quizzes of the course, as if of one quiz."""
    quizzes = [yaml.safe_load(file.read_text("utf-8")) for file in (ROOT / "exercises" / "keys").glob("*.yml")]
    items = {name: key for quiz in quizzes for name, key in quiz["items"].items()}
    rubric = {name: criteria for quiz in quizzes for name, criteria in quiz["rubric"].items()}
    return QuizKeys.model_validate({"quiz": "all", "items": items, "rubric": rubric})


def test_the_engine_is_whole(engine_files: Path) -> None:
    source = ROOT / "src"
    parts = {".py", ".js", ".css", ".html", ".txt", ".typed", ".jinja", ".yml", ".ipynb", ".json"}
    due = {file.relative_to(source).as_posix() for file in source.rglob("*") if file.suffix in parts}
    assert len(due) > 100
    assert due <= names(engine_files)


def test_an_install_has_the_extension_for_jupyterlab(engine: Installed) -> None:
    laid = engine.bin.parent / "share" / "jupyter" / "labextensions" / "softskills-lab"
    extension = ROOT / "src" / "softskills" / "labextension"
    assert names(laid) == names(extension)
    assert json.loads((laid / "package.json").read_text("utf-8"))["version"] == __version__
    told = engine.do(engine.home, "python", "-m", "jupyter", "labextension", "list")
    assert re.search(rf"softskills-lab v{re.escape(__version__)}\W.*enabled.*OK.*\(python, softskills\)", told)


def test_the_editable_install_has_the_extension_as_it_is_in_the_checkout() -> None:
    laid = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / "softskills-lab"
    extension = ROOT / "src" / "softskills" / "labextension"
    assert names(laid) == names(extension)
    changed = [name for name in names(laid) if (laid / name).read_bytes() != (extension / name).read_bytes()]
    assert changed == [], "run `make install`"


def test_the_engine_carries_no_course(engine_files: Path) -> None:
    parts = {"softskills", *(f"softskills-{__version__}.{part}" for part in ("data", "dist-info"))}
    assert {name.split("/")[0] for name in names(engine_files)} == parts
    bank = load_bank(ROOT / "data")
    asked = [getattr(item, "stem", None) or item.prompt for item in bank.items.values()]  # type: ignore[union-attr]
    told = [level for competency in bank.competencies.values() for level in competency.levels]
    files = [file for file in engine_files.rglob("*") if file.is_file()]
    text = " ".join(" ".join(file.read_text("utf-8", "replace").split()) for file in files)
    assert len(asked) > 100
    held = [one for one in (*asked, *told) if one in text]
    assert held == []


def test_the_course_is_whole(course_files: Path) -> None:
    patterns = (
        *(
            "course.yml",
            "_toc.yml",
            "book/references.bib",
            "data/*.yml",
            "data/occupations.csv",
            "data/pictures/*",
            "data/scenarios/*.yml",
        ),
        *("notebooks/*.ipynb", "exercises/source/*/quiz.yml", "exercises/source/*/*.ipynb"),
    )
    due = {file.relative_to(ROOT).as_posix() for pattern in patterns for file in ROOT.glob(pattern)}
    assert len(due) > 70
    assert {f"{COURSE}/{name}" for name in due} <= names(course_files)


def test_the_course_carries_no_key_and_nobodys_work(course_files: Path, graded_keys: QuizKeys) -> None:
    found = names(course_files)
    assert not [name for name in found if re.search(r"keys|reviews|answers|checkpoint|gradebook|marking", name)]
    assert find_leaks(course_files / COURSE / "exercises", graded_keys) == []
    texts = [leak for leak in find_leaks(course_files, graded_keys) if "holds a text of the keys" in leak]
    assert texts == []


def test_a_key_in_the_course_would_be_found(course_files: Path, graded_keys: QuizKeys, tmp_path: Path) -> None:
    shutil.copy(ROOT / "exercises" / "keys" / "part-1.yml", tmp_path / "planted.txt")
    assert len([leak for leak in find_leaks(tmp_path, graded_keys) if "holds a text of the keys" in leak]) > 50


def test_the_course_brings_the_engine_of_its_version(engine_files: Path, course_files: Path) -> None:
    engine, course = metadata(engine_files), metadata(course_files)
    assert (engine["Name"], engine["Version"]) == ("softskills", __version__)
    assert (course["Name"], course["Version"]) == ("building-soft-skills", __version__)
    assert course.get_all("Requires-Dist") == [f"softskills=={__version__}"]
    [points] = course_files.glob("*.dist-info/entry_points.txt")
    assert points.read_text("utf-8").split() == ["[softskills.courses]", "building-soft-skills", "=", COURSE]


def test_both_say_how_they_may_be_used_and_cited(engine_files: Path, course_files: Path) -> None:
    assert {"LICENSE", "CITATION.cff"} <= {Path(name).name for name in names(engine_files)}
    assert {"LICENSE", "LICENSE-CONTENT", "CITATION.cff"} <= {Path(name).name for name in names(course_files)}
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"] == __version__


@pytest.mark.parametrize("name", ["packaging/engine.md", "packaging/course/README.md"])
def test_the_description_of_a_package_stands_by_itself(name: str) -> None:
    """Package indexes show it without the files beside it."""
    links = re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text("utf-8"))
    assert [link for link in links if not link.startswith("https://")] == []
