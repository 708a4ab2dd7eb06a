"""An instructor's own assignments and cohorts: `softskills new assignment`, `new cohort`, and what helps to write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from softskills.authoring.own_items.cohort import CannotSetUp, set_up_cohort
from softskills.authoring.own_items.making import Folders, draw_assignment, new_assignment
from softskills.authoring.preview import Preview
from softskills.cli import app
from softskills.course import course_at
from softskills.grading.nbgrader.setting_up import prepare_release
from softskills.grading.submission.released import released_quiz
from softskills.items import ContentError
from support.places import ROOT

BANK = """
bank: mine
items:
  - id: late
    kind: choose
    title: Late again
    competency: leadership
    stem: Your colleague comes in late for the third time this week.
    question: What would you do?
    options: {a: Say nothing., b: Ask her what is up., c: Tell the manager.}
    key:
      turns_on: It is the third time in a single week.
      rationale: Asking is the one thing that tells you something new.
      effectiveness: {a: 2, b: 5, c: 1}
      feedback: {a: It goes on., b: She tells you., c: Two problems.}
  - id: loud
    kind: contrast
    title: The radio
    goal: You want to be heard.
    question: What would you do?
    options: {a: Turn it off., b: Ask the team., c: Leave it., d: Go out.}
    situations:
      - id: loud-one
        title: One
        text: Somebody new cannot hear you.
        key: &one
          turns_on: Somebody is new.
          rationale: It is safe so.
          effectiveness: {a: 5, b: 4, c: 1, d: 2}
          feedback: {a: Quiet., b: Talk., c: Noise., d: Cold.}
      - id: loud-two
        title: Two
        text: Everybody sings along.
        key: {turns_on: All sing., rationale: Ask., effectiveness: {a: 2, b: 5, c: 4, d: 1},
              feedback: {a: Quiet., b: Talk., c: Noise., d: Cold.}}
  - id: text
    kind: reflection
    title: In your words
    prompt: Write about a moment when you heard somebody out.
    rubric: [{criterion: Moment, points: 3, full: One moment is told., half: It is vague., none: There is none.}]
""".replace("&one", "")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "mine.yml").write_text(BANK, "utf-8")
    return Folders(tmp_path / "source", tmp_path / "keys")


def draw(folders: Folders, *picked: str) -> list[str]:
    return draw_assignment(folders, "spring", folders.keys.parent / "mine.yml", list(picked))


def test_a_new_assignment_can_be_released_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NBGRADER_EXCHANGE", "SOFTSKILLS_KEYS", "NBGRADER_DB_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    cohort = set_up_cohort(course_at(ROOT), "spring-27", tmp_path / "spring")
    ran = CliRunner().invoke(app, ["new", "assignment", "mine", "--course", str(cohort.folder)])
    assert ran.exit_code == 0, ran.output
    prepare_release(cohort.folder, "mine")
    assert {file.name for file in (cohort.folder / "release" / "mine").iterdir()} == {"mine.ipynb", "quiz.yml"}
    assert cohort.folder.stat().st_mode & 0o777 == 0o700
    monkeypatch.chdir(cohort.folder)
    (cohort.folder / "source" / "mine" / "mine.ipynb").write_text("{}", "utf-8")
    ran = CliRunner().invoke(app, ["check"])
    assert ran.exit_code == 1 and "error: source/mine/mine.ipynb: it cannot be read" in ran.output
    assert "graph" in CliRunner().invoke(app, ["--help"]).output
    ran = CliRunner().invoke(app, ["graph", "part-3-quiz-10", "--text"])
    assert ran.exit_code == 0, ran.output


def test_what_is_there_is_left(folders: Folders) -> None:
    new_assignment(folders, "mine")
    before = {file: file.read_bytes() for file in folders.files("mine").values()}
    with pytest.raises(ContentError, match="it is there already"):
        new_assignment(folders, "mine")
    with pytest.raises(ContentError, match="wasn't drawn from a bank"):
        draw_assignment(folders, "mine", folders.keys.parent / "mine.yml", ["late"])
    assert before == {file: file.read_bytes() for file in before}


@pytest.mark.parametrize("name", ["../x", "Spring", "a b", ""])
def test_a_name_that_is_none_writes_nothing(folders: Folders, name: str) -> None:
    with pytest.raises(ContentError, match="can't be its name"):
        new_assignment(folders, name)
    assert not folders.source.exists()


def test_a_quiz_is_drawn_with_its_keys_and_points(folders: Folders) -> None:
    draw(folders, "loud-two", "late", "text")
    quiz = released_quiz(folders.source / "spring", folders.keys)
    assert [one.id for one in quiz.quiz.asked] == ["loud-two", "late", "text"]
    assert quiz.quiz.items[1].competency == "leadership"
    assert quiz.quiz.max_points == 4
    assert sum(one.points for one in quiz.keys.rubric["text"]) == 3


def test_other_items_write_it_anew_and_say_what_changed(folders: Folders) -> None:
    draw(folders, "loud-one", "text")
    held = folders.files("spring")["quiz"].read_text("utf-8")
    folders.files("spring")["marking"].write_text("My examples", "utf-8")
    said = draw(folders, "loud-one", "late")
    assert said[:3] == ["New: late.", "Gone: text.", "4 points in all; before, 5."]
    (kept,) = (folders.keys / "before").iterdir()
    assert (kept / "quiz.yml").read_text("utf-8") == held
    assert folders.files("spring")["marking"].read_text("utf-8") == "My examples"
    bank = folders.keys.parent / "mine.yml"
    bank.write_text(BANK.replace("{a: 2, b: 5, c: 1}", "{a: 1, b: 5, c: 2}"), "utf-8")
    assert draw(folders, "loud-one", "late")[0] == "Changed: late."


def test_an_unknown_item_is_named_and_nothing_is_written(folders: Folders) -> None:
    with pytest.raises(ContentError, match="lat: the bank has no such item; it has late, loud, text"):
        draw(folders, "lat")
    assert not folders.source.exists()


@pytest.mark.parametrize(("picked", "said"), [("loud", "stand next to each other"), ("text", "no scene was picked")])
def test_what_could_not_be_released_is_not_drawn(folders: Folders, picked: str, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        draw(folders, picked)
    assert not folders.source.exists()


def test_what_was_prepared_for_release_keeps_its_keys(folders: Folders) -> None:
    draw(folders, "late")
    (folders.source.parent / "release" / "spring").mkdir(parents=True)
    with pytest.raises(ContentError, match="graded by its keys"):
        draw(folders, "loud-one")
    assert "late" in folders.files("spring")["keys"].read_text("utf-8")


def test_the_author_sees_key_and_rubric_and_nobody_else(folders: Folders) -> None:
    draw(folders, "late", "text")
    file = folders.files("spring")["quiz"]
    hidden, shown = (Preview(file, keys).answer("/") for keys in (None, folders.keys))
    assert hidden and shown
    for text in ("It is the third time in a single week.", "It is vague."):
        assert text not in hidden[1] and text in shown[1]
    assert "It is the third time" in (Preview(folders.keys.parent / "mine.yml").answer("/") or ("", ""))[1]


def test_a_cohort_has_an_id_and_an_exchange_that_all_can_write_to(tmp_path: Path) -> None:
    exchange = tmp_path / "ex change's"
    made = set_up_cohort(course_at(ROOT), "spring-27", tmp_path / "spring", exchange)
    settings = (made.folder / "nbgrader_config.py").read_text("utf-8")
    assert 'c.CourseDirectory.course_id = "spring-27"' in settings and repr(str(exchange)) in settings
    compile(settings, "nbgrader_config.py", "exec")
    assert exchange.stat().st_mode & 0o1777 == 0o1777  # all write, and nobody moves what is somebody else's
    assert {file.name for file in made.folder.iterdir()} == {"source", "keys", "nbgrader_config.py", "desk.ipynb"}
    assert all(said.startswith("Learners can't reach") for said in made.to_do)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may do everything")
def test_what_it_may_not_do_it_says(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    made = set_up_cohort(course_at(ROOT), "spring-27", tmp_path / "spring", closed / "exchange")
    assert any("sudo mkdir -p" in said for said in made.to_do)


def test_a_cohort_takes_nothings_place(tmp_path: Path) -> None:
    for name, folder in (("Spring 27", tmp_path / "new"), ("spring-27", tmp_path)):
        with pytest.raises(CannotSetUp):
            set_up_cohort(course_at(ROOT), name, folder)
    assert not list(tmp_path.iterdir())
