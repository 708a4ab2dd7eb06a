"""Two courses that are not this one go through what they are for, with the installed engine alone.

That a new course is graded is in the trials: here it would take as long as all the rest.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from softskills.items import load_bank
from support.installed import ROOT, Installed
from support.whole_course import book, findings, graded

MINI = ROOT / "tests" / "mini_course"
WIDGET = 'class="ss-island"'


@pytest.fixture(scope="module")
def new_course(engine: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `softskills new course` made."""
    folder = tmp_path_factory.mktemp("new") / "talking-at-work"
    said = engine.do(folder.parent, "softskills", "new", "course", folder.name, "--title", 'Talking "straight"')
    assert f"cd {folder.name}" in said
    return folder


@pytest.fixture(scope="module")
def mini_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    left_out = shutil.ignore_patterns("_build", "answers.jsonl", ".*", "gradebook.db", "exchange", "release")
    return shutil.copytree(MINI, tmp_path_factory.mktemp("mini") / "course", ignore=left_out)


def test_the_engine_that_is_tried_is_the_installed_one(engine: Installed, tmp_path: Path) -> None:
    place = engine.python(tmp_path, "import softskills, sys; print(softskills.__file__, *sys.path)")
    assert place.startswith(str(engine.bin.parent))
    assert str(ROOT / "src") not in place.split()


def test_a_learner_without_a_course_folder_gets_the_installed_course(learner: Installed, tmp_path: Path) -> None:
    code = "import softskills; softskills.scenario('listening-01'); softskills.progress(); print('shown')"
    assert learner.python(tmp_path, code) == "shown\n"


def test_a_learner_gets_the_lessons_of_the_installed_course(learner: Installed, tmp_path: Path) -> None:
    """In the order of its contents, and with works cited in words: the wheel has both."""
    learner.do(tmp_path, "softskills", "start", "--only-lay", "mine")
    laid = sorted(file.name for file in (tmp_path / "mine").glob("*.ipynb"))
    assert {name[3:] for name in laid[1:]} == {file.name for file in (ROOT / "notebooks").glob("*.ipynb")}
    assert laid[:3] == ["00-start.ipynb", "01-welcome.ipynb", "02-where-you-stand-today.ipynb"]
    text = (tmp_path / "mine" / laid[2]).read_text("utf-8")
    assert "[Mabe and West, 1982](https://doi.org/" in text and "{cite" not in text


def test_without_any_course_it_is_said_what_to_do(engine: Installed, tmp_path: Path) -> None:
    ran = engine.run(tmp_path, "python", "-c", "import softskills; softskills.scenario('listening-01')")
    assert ran.returncode == 1
    assert "no course is installed" in ran.stderr.splitlines()[-1]


def test_an_exercise_that_was_fetched_runs_where_there_is_no_course(engine: Installed, tmp_path: Path) -> None:
    exercise = shutil.copytree(MINI / "exercises" / "source" / "abschluss", tmp_path / "abschluss")
    cells = json.loads((exercise / "abschluss.ipynb").read_text("utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert "0 of 2 answered, " in engine.python(exercise, code)


def test_a_new_course_has_nothing_to_find_fault_with(engine: Installed, new_course: Path) -> None:
    assert findings(engine, new_course) == []


def test_a_new_course_becomes_a_book(engine: Installed, new_course: Path) -> None:
    pages = book(engine, new_course)
    assert {"index", "notebooks/first-lesson", "notebooks/your-progress"} <= set(pages)
    assert pages["notebooks/first-lesson"].count(WIDGET) == 5
    assert "Talking &#34;straight&#34;" in pages["index"] or "Talking &quot;straight&quot;" in pages["index"]
    assert str(new_course) not in "".join(pages.values())


def test_a_lesson_of_a_new_course_runs_in_a_kernel(engine: Installed, new_course: Path) -> None:
    lesson, ran = "notebooks/first-lesson.ipynb", new_course / "notebooks" / "ran.ipynb"
    engine.do(new_course, "python", "-m", "nbconvert", "--to", "notebook", "--execute", lesson, "--output", ran.name)
    assert ran.read_text("utf-8").count("application/vnd.jupyter.widget-view+json") == 4
    ran.unlink()


def test_the_mini_course_has_nothing_to_find_fault_with(engine: Installed, mini_course: Path) -> None:
    assert findings(engine, mini_course) == []


def test_the_mini_course_becomes_a_book_in_its_language(engine: Installed, mini_course: Path) -> None:
    pages = book(engine, mini_course)
    widgets = {name: page.count(WIDGET) for name, page in pages.items() if WIDGET in page}
    assert widgets == {"notebooks/erst-fragen": 5, "notebooks/gut-auflegen": 6, "notebooks/dein-stand": 2}
    assert all(re.search(r'<html[^>]* lang="de"', pages[name]) for name in widgets)
    for form, name in [("dialogue", "erst-fragen"), ("fold", "erst-fragen"), ("versions", "gut-auflegen")]:
        assert f'class="{form}' in pages[f"notebooks/{name}"], form
    assert not [name for name in widgets if "Run All Cells" in pages[name]]


@pytest.mark.trial
def test_the_mini_course_is_graded(engine: Installed, mini_course: Path) -> None:
    row, feedback = graded(engine, mini_course, "abschluss")
    assert (row["assignment"], row["score"], row["max_score"]) == ("abschluss", "6.0", "10.0")
    assert "Alle drei Wünsche stehen in einem Satz" in feedback


def test_the_mini_course_shares_nothing_with_this_one() -> None:
    mini, bank = load_bank(MINI / "data"), load_bank(ROOT / "data")
    assert len(mini.competencies) == 5 and len(mini.lessons) == 2
    for name in ("competencies", "items"):
        assert not set(getattr(mini, name)) & set(getattr(bank, name))
    assert not (MINI / "data" / "occupations.csv").exists() and not (MINI / "data" / "outline.yml").exists()
    theirs = {
        sentence for file in MINI.rglob("*") if file.suffix in {".yml", ".ipynb", ".md"} for sentence in sentences(file)
    }
    ours = {
        sentence
        for folder in ("data", "notebooks", "exercises", "book")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".yml", ".ipynb", ".md"}
        for sentence in sentences(file)
    }
    assert len(theirs) > 150 and len(ours) > 1000
    assert theirs & ours == set()


def sentences(file: Path) -> set[str]:
    """Every run of six words or more between full stops."""
    parts = re.split(r"[.!?:;\"\n]", file.read_text("utf-8"))
    return {" ".join(part.split()) for part in parts if len(part.split()) >= 6}
