"""What we lean on of nbgrader's insides. Each test is named for one such thing, and fails when nbgrader changes it.

Only here and in the comparison of grades does a new release of nbgrader show: `.github/workflows/nbgrader.yml` runs
this file against the newest one.
"""

from __future__ import annotations

import inspect
import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter, NotebookExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader import api, nbgraderformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.auth import Authenticator
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback, autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties, LimitOutput, SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade, is_locked, parse_utc

from softskills.grading.nbgrader.feedback_pages import FeedbackExporter
from softskills.grading.nbgrader.programs import put_on_path
from softskills.grading.submission.cell_settings import SCHEMA, settings_of
from softskills.grading.submission.marking import MAX_OUTPUT_LINES, NO_RESPONSE, printed
from support.small_course import FLAGS

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "course"
c.Execute.enabled = False
c.ClearOutput.enabled = False
c.Quiz.feedback = "key"
"""
TIME = "2026-02-03 04:05:06.000000 UTC"


def graded(points: float, source: str = "6.0", outputs: Any = (), **settings: Any) -> Any:
    data = FLAGS | {"grade": True, "grade_id": "grade", "points": points} | settings
    return new_code_cell(source, metadata={"nbgrader": data}, outputs=list(outputs))


def by_hand(text: str = "Your answer here.") -> Any:
    data = FLAGS | {"grade": True, "solution": True, "locked": False, "grade_id": "why", "points": 2}
    return new_markdown_cell(text, metadata={"nbgrader": data})


def task() -> Any:
    data = FLAGS | {"task": True, "grade_id": "task", "points": 4}
    return new_markdown_cell("How it is marked.", metadata={"nbgrader": data})


@dataclass(frozen=True)
class Course:
    """A course with one assignment, and nbgrader on it."""

    root: Path
    app: NbGrader

    def convert(self, converter: type[Any], **settings: Any) -> None:
        made = converter(coursedir=self.app.coursedir, parent=self.app)
        for name, value in settings.items():
            setattr(made, name, value)
        made.start()

    def gradebook(self) -> Gradebook:
        return Gradebook(self.app.coursedir.db_url, self.app.coursedir.course_id)

    def submit(self, student: str) -> Path:
        folder = self.root / "submitted" / student / "a"
        folder.mkdir(parents=True)
        for file in (self.root / "release" / "a").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        (folder / "timestamp.txt").write_text(TIME, "utf-8")
        return folder


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course before and after its assignment was prepared for release. To make a gradebook takes seconds."""
    base = tmp_path_factory.mktemp("templates")
    source = base / "bare" / "source" / "a"
    source.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[graded(6), by_hand(), task()]), source / "n.ipynb")
    (base / "bare" / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        put_on_path()
        course_in(base / "bare").gradebook().close()
        shutil.copytree(base / "bare", base / "released")
        patch.chdir(base / "released")
        course_in(base / "released").convert(GenerateAssignment)
    return base


def course_in(root: Path) -> Course:
    app = NbGrader()
    app.initialize([], root=str(root))
    app.coursedir.assignment_id = "a"
    return Course(root, app)


@pytest.fixture
def course(templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    root = Path(shutil.copytree(templates / "bare", tmp_path / "course"))
    monkeypatch.chdir(root)
    return course_in(root)


@pytest.fixture
def released(templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    root = Path(shutil.copytree(templates / "released", tmp_path / "course"))
    monkeypatch.chdir(root)
    return course_in(root)


# Settings


def test_settings_of_a_course_are_read_from_its_folder(course: Course) -> None:
    assert course.app.config.Quiz.feedback == "key", "also those of classes that nbgrader does not know"
    assert Path(course.app.coursedir.root) == course.root
    assert course.app.coursedir.course_id == "course"


def test_the_command_that_runs_is_nbgraders_instance() -> None:
    NbGrader.clear_instance()
    app = NbGrader.instance()
    try:
        assert NbGrader._instance is app
    finally:
        NbGrader.clear_instance()


COURSE_SETTINGS = ["root", "db_url", "course_id", "assignment_id", "student_id", "student_id_exclude", "groupshared"]
COURSE_SETTINGS += ["ignore", "include", "max_file_size", "max_dir_size"]
COURSE_SETTINGS += [f"{step}_directory" for step in ("source", "release", "submitted", "autograded", "feedback")]


@pytest.mark.parametrize("name", COURSE_SETTINGS)
def test_a_course_directory_has(course: Course, name: str) -> None:
    assert name in course.app.coursedir.trait_names()


def test_paths_are_made_by_format_path(course: Course) -> None:
    made = course.app.coursedir.format_path("submitted", "ann", "a")
    assert Path(made) == course.root / "submitted" / "ann" / "a"


@pytest.mark.parametrize("name", ["exporter_class", "pre_convert_hook", "permissions"])
@pytest.mark.parametrize("converter", [GenerateAssignment, Autograde, GenerateFeedback])
def test_a_converter_has(converter: type[Any], name: str) -> None:
    assert name in converter.class_trait_names()


@pytest.mark.parametrize("name", ["create_student", "exclude_overwriting"])
def test_autograde_has(name: str) -> None:
    assert name in Autograde.class_trait_names()


# Hooks


def raising(error: BaseException) -> Callable[..., None]:
    def hook(**names: Any) -> None:
        raise error

    return hook


def test_a_hook_is_called_in_the_course_with_names_before_anything_is_written(course: Course) -> None:
    called = []

    def hook(**names: Any) -> None:
        with course.gradebook() as gradebook:
            called.append((Path.cwd(), names, len(gradebook.assignments)))

    os.chdir(course.root.parent)
    course.convert(GenerateAssignment, pre_convert_hook=hook)

    [(folder, names, assignments)] = called
    assert folder == course.root and assignments == 0
    assert set(names) == {"assignment", "student", "notebooks"} and names["assignment"] == "a"
    assert [Path(file).name for file in names["notebooks"]] == ["n.ipynb"]
    assert Path(names["notebooks"][0]).parent.name == "a"


def test_a_hook_is_named_by_a_dotted_name(course: Course) -> None:
    made = Autograde(coursedir=course.app.coursedir, parent=course.app)
    made.pre_convert_hook = "softskills.grading.nbgrader.hooks.before_autograde"
    assert callable(made.pre_convert_hook)


def test_an_exception_in_a_hook_is_swallowed(course: Course) -> None:
    course.convert(GenerateAssignment, pre_convert_hook=raising(KeyError("a check that broke")))
    assert (course.root / "release" / "a" / "n.ipynb").is_file(), "which is why ours raise SystemExit"


def test_systemexit_in_a_hook_stops(course: Course) -> None:
    with pytest.raises(SystemExit, match="not now"):
        course.convert(GenerateAssignment, pre_convert_hook=raising(SystemExit("not now")))
    assert not (course.root / "release").exists()


def test_a_button_shows_what_systemexit_says(course: Course) -> None:
    course.app.config.GenerateAssignment.pre_convert_hook = raising(SystemExit("not now"))
    result = NbGraderAPI(course.app.coursedir, parent=course.app).generate_assignment("a")
    assert result["success"] is False and "not now" in result["error"]


# Exporters


class Exporter(NotebookExporter):
    """Notes what it is asked."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    made_by: ClassVar[list[Any]] = []
    bad = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.made_by.append(self.parent)

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        names = resources["nbgrader"]
        self.asked.append((filename, dict(names)))
        if names["student"] == "bad":
            raise KeyError("a fault of one submission")
        return super().from_filename(filename, resources, **options)


@pytest.fixture
def exporter() -> type[Exporter]:
    Exporter.asked.clear()
    Exporter.made_by.clear()
    return Exporter


def test_an_exporter_is_made_by_its_converter(released: Course, exporter: type[Exporter]) -> None:
    released.submit("ann")
    released.convert(Autograde, exporter_class=exporter)
    [converter] = exporter.made_by
    assert isinstance(converter, Autograde)
    assert converter.coursedir is released.app.coursedir and converter.config.Quiz.feedback == "key"


def test_a_release_makes_its_exporter_before_anything_is_removed_and_then_calls_convert_notebooks_of_the_converter(
    released: Course, exporter: type[Exporter]
) -> None:
    place = released.root / "release" / "a"
    called = []

    class TakesOver(exporter):  # type: ignore[misc, valid-type]
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.parent.convert_notebooks = lambda: called.append(
                (place.is_dir(), list(self.parent.assignments.values()), self.parent.coursedir.notebook_id)
            )

    released.convert(GenerateAssignment, exporter_class=TakesOver, force=True)

    [(is_there, [[notebook]], wanted)] = called
    assert is_there and Path(notebook).name == "n.ipynb" and wanted == "*"


def test_a_release_is_written_where_release_directory_says_at_that_moment(released: Course) -> None:
    released.app.coursedir.release_directory = "release/.next"
    released.convert(GenerateAssignment)
    assert (released.root / "release" / ".next" / "a" / "n.ipynb").is_file()


def test_autograde_converts_the_submission_and_then_the_autograded_notebook(
    released: Course, exporter: type[Exporter]
) -> None:
    submission = released.submit("ann")
    released.convert(Autograde, exporter_class=exporter)
    (first, names), (second, again) = exporter.asked
    assert [Path(first).resolve(), Path(second).resolve()] == [
        submission / "n.ipynb",
        released.root / "autograded" / "ann" / "a" / "n.ipynb",
    ]
    wanted = {"student": "ann", "assignment": "a", "notebook": "n", "db_url": released.app.coursedir.db_url}
    assert wanted.items() <= names.items() and wanted.items() <= again.items()


def test_an_exception_in_an_exporter_fails_one_submission(released: Course, exporter: type[Exporter]) -> None:
    for student in ("ann", "bad", "cat"):
        released.submit(student)
    with pytest.raises(NbGraderException):
        released.convert(Autograde, exporter_class=exporter)
    assert sorted(file.parts[-3] for file in released.root.glob("autograded/*/a/*.ipynb")) == ["ann", "cat"]
    assert not (released.root / "autograded" / "bad" / "a").exists(), "what was written of it is taken back"


def test_autograde_looks_the_gradebook_up_by_name(
    released: Course, monkeypatch: pytest.MonkeyPatch, exporter: type[Exporter]
) -> None:
    opened = []

    def note(*names: Any) -> Gradebook:
        opened.append(names)
        return Gradebook(*names)

    monkeypatch.setattr(autograde, "Gradebook", note)
    released.submit("ann")
    released.convert(Autograde, exporter_class=exporter)
    assert (released.app.coursedir.db_url, "course") in opened


# The gradebook


def test_a_new_gradebook_runs_the_program_alembic(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "get_alembic_version", inspect.unwrap(api.get_alembic_version))  # which tests ask once
    monkeypatch.setenv("PATH", str(course.root))
    (course.root / "gradebook.db").unlink()
    with pytest.raises(FileNotFoundError, match="alembic"):
        course.gradebook()


def test_what_is_not_in_the_gradebook_is_missingentry(released: Course) -> None:
    with released.gradebook() as gradebook, pytest.raises(MissingEntry):
        gradebook.find_assignment("b")


@pytest.mark.parametrize("name", ["db", "engine", "find_assignment", "find_submission", "find_submission_notebook"])
def test_a_gradebook_has(released: Course, name: str) -> None:
    with released.gradebook() as gradebook:
        assert hasattr(gradebook, name)


ROWS = {
    "Assignment": ["id", "name", "duedate", "notebooks", "submissions"],
    "Notebook": ["id", "name", "assignment_id", "grade_cells", "solution_cells", "task_cells", "max_score"],
    "Student": ["id", "first_name", "last_name", "email"],
    "SubmittedAssignment": ["assignment_id", "student_id", "timestamp", "extension", "notebooks"],
    "SubmittedNotebook": ["assignment_id", "notebook_id", "grades", "comments", "late_submission_penalty", "score"],
    "Grade": ["notebook_id", "cell_id", "auto_score", "manual_score", "extra_credit", "needs_manual_grade", "score"],
    "Comment": ["notebook_id", "cell_id", "auto_comment", "manual_comment", "comment"],
    "BaseCell": ["id", "name"],
    "Course": ["__tablename__"],
}


@pytest.mark.parametrize(("row", "name"), [(row, name) for row, names in ROWS.items() for name in names])
def test_a_row_of_the_gradebook_has(row: str, name: str) -> None:
    assert hasattr(getattr(api, row), name)


def saved(course: Course, notebook: Any) -> dict[str, tuple[Any, ...]]:
    """What nbgrader notes of a notebook of ann: points, whether it waits, and the comment, by grade_id."""
    course.submit("ann")
    course.convert(Autograde)
    names = {"student": "ann", "assignment": "a", "notebook": "n", "db_url": course.app.coursedir.db_url}
    SaveAutoGrades().preprocess(notebook, {"nbgrader": names})
    with course.gradebook() as gradebook:
        held = gradebook.find_submission_notebook("n", "a", "ann")
        comments = {comment.name: comment.auto_comment for comment in held.comments}
        return {
            grade.name: (grade.auto_score, grade.needs_manual_grade, comments.get(grade.name)) for grade in held.grades
        }


def notebook_of(course: Course) -> Any:
    return nbformat.read(course.root / "release" / "a" / "n.ipynb", as_version=4)


def test_an_answer_left_as_it_was_has_no_points_and_a_comment(released: Course) -> None:
    assert saved(released, notebook_of(released))["why"] == (0.0, False, NO_RESPONSE)


def test_an_answer_that_was_changed_waits_for_a_grader(released: Course) -> None:
    notebook = notebook_of(released)
    notebook.cells[1].source = "Because."
    assert saved(released, notebook)["why"] == (None, True, None)


def test_a_task_waits_for_a_grader_without_a_comment(released: Course) -> None:
    assert saved(released, notebook_of(released))["task"] == (None, True, None)


def test_a_released_cell_has_the_checksum_of_its_text(released: Course) -> None:
    cell = notebook_of(released).cells[1]
    assert cell.metadata.nbgrader.checksum == compute_checksum(cell)


# Cells and their points


def test_the_version_of_the_metadata_is_ours() -> None:
    assert nbgraderformat.SCHEMA_VERSION == SCHEMA


@pytest.mark.parametrize("flags", itertools.product([False, True], repeat=4), ids=str)
def test_a_cell_is_locked_by_the_same_flags(flags: tuple[bool, ...]) -> None:
    named = dict(zip(("grade", "solution", "locked", "task"), flags, strict=True))
    cell = graded(1, **named)  # type: ignore[arg-type]
    settings = settings_of(cell)
    assert is_locked(cell) == (settings is not None and settings.is_locked)


def test_a_grade_cell_gets_the_number_that_it_ends_in() -> None:
    shown = new_output("execute_result", {"text/plain": "2.5"}, execution_count=1)
    assert determine_grade(graded(6, outputs=[new_output("stream", text="printed"), shown])) == (2.5, 6.0)


def test_a_grade_cell_that_ends_in_nothing_gets_all_points() -> None:
    assert determine_grade(graded(6)) == (6.0, 6.0), "which is why a semicolon is refused"


def test_long_outputs_are_cut_as_we_cut_them() -> None:
    assert LimitOutput().max_lines == MAX_OUTPUT_LINES
    for count in (MAX_OUTPUT_LINES - 2, MAX_OUTPUT_LINES - 1, MAX_OUTPUT_LINES, 2 * MAX_OUTPUT_LINES):
        text = "x\n" * count
        cell = new_code_cell(outputs=[new_output("stream", text=f"{text}\n")])
        LimitOutput().preprocess_cell(cell, {}, 0)
        assert cell.outputs[0].text == printed(text)["text"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        (TIME, datetime(2026, 2, 3, 4, 5, 6)),
        ("2026-02-03 04:05:06 CET", datetime(2026, 2, 3, 3, 5, 6)),
        ("2026-02-03 04:05:06", datetime(2026, 2, 3, 4, 5, 6)),
    ],
)
def test_times_are_read_as_utc_without_saying_so(text: str, time: datetime) -> None:
    assert parse_utc(text) == time


def test_what_a_late_submission_costs_is_told_by_a_plug_in(course: Course) -> None:
    class Costs(BasePlugin):  # type: ignore[misc]
        def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
            return 1.5

    course.app.config.AssignLatePenalties.plugin_class = Costs
    step = AssignLatePenalties(parent=course.app)
    step.init_plugin()
    assert step.plugin_inst.late_submission_penalty("ann", 6, 1) == 1.5


# Feedback


def test_feedback_is_written_by_an_exporter_from_the_graded_notebook(released: Course) -> None:
    class Pages(Exporter):
        def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
            self.asked.append((filename, dict(resources["nbgrader"])))
            return "the page", resources | {"output_extension": ".page"}

    Pages.asked.clear()
    released.submit("ann")
    released.convert(Autograde)
    released.convert(GenerateFeedback, exporter_class=Pages)
    [(file, names)] = Pages.asked
    assert Path(file).resolve() == released.root / "autograded" / "ann" / "a" / "n.ipynb"
    wanted = {"student": "ann", "assignment": "a", "notebook": "n", "db_url": released.app.coursedir.db_url}
    assert wanted.items() <= names.items()
    assert (released.root / "feedback" / "ann" / "a" / "n.page").read_text("utf-8") == "the page"


def test_feedback_asks_its_exporter_how_files_end(released: Course) -> None:
    assert "self.exporter.file_extension" in inspect.getsource(GenerateFeedback.init_destination)


def test_feedback_of_another_assignment_is_nbgraders_own(course: Course) -> None:
    assert GenerateFeedback(coursedir=course.app.coursedir, parent=course.app).exporter_class is HTMLExporter
    assert issubclass(FeedbackExporter, HTMLExporter), "ours, which hands it on"


# The exchange


@pytest.mark.parametrize("name", ["collect", "release_assignment", "release_feedback"])
def test_the_exchange_takes_a_plug_in_for(name: str) -> None:
    assert ExchangeFactory.class_traits()[name].metadata["config"]


@pytest.mark.parametrize("name", ["update", "before_duedate", "check_owner", "root", "coursedir"])
def test_collecting_has(name: str) -> None:
    assert name in ExchangeCollect.class_trait_names()


def test_collecting_calls_init_src_and_then_copy_files(course: Course) -> None:
    called = []

    class Collect(ExchangeCollect):  # type: ignore[misc]
        def init_src(self) -> None:
            called.append("init_src")

        def copy_files(self) -> None:
            called.append("copy_files")

    (course.root / "exchange").mkdir()
    course.app.config.Exchange.root = str(course.root / "exchange")
    course.app.config.ExchangeFactory.collect = Collect
    collector = ExchangeFactory(parent=course.app).Collect(
        coursedir=course.app.coursedir, authenticator=Authenticator(parent=course.app), parent=course.app
    )
    collector.start()
    assert called == ["init_src", "copy_files"]


def test_what_the_exchange_cannot_do_is_exchangeerror(course: Course) -> None:
    collector = ExchangeCollect(coursedir=course.app.coursedir, parent=course.app)
    with pytest.raises(ExchangeError, match="not here"):
        collector.fail("not here")


def test_feedback_is_not_released_to_those_that_are_excluded(course: Course) -> None:
    # Read, and not run: it would need a whole exchange, which test_releasing has.
    assert "student_id_exclude" in inspect.getsource(ExchangeReleaseFeedback.copy_files)
