"""The settings of a course for its quizzes: `c.Quiz` in its nbgrader_config.py."""

from __future__ import annotations

from contextlib import chdir
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from traitlets import Bool, TraitError, Unicode, validate
from traitlets.config import Configurable

from softskills.course import QUIZ_FILE
from softskills.grading.nbgrader.programs import put_on_path
from softskills.grading.quiz.telling import Detail
from softskills.grading.submission import instructor_files, overrides
from softskills.grading.submission.marking import QuizAssignment

CONFIG = "nbgrader_config.py"


class Quiz(Configurable):
    """How quizzes are graded: assignments with a quiz.yml. One set of settings for a course."""

    keys = Unicode(
        "keys",
        help="The folder of all keys, as seen from the course's folder. It must not lie in the source directory, which "
        "is released to learners. The environment variable SOFTSKILLS_KEYS comes before it.",
    ).tag(config=True)

    feedback = Unicode(
        Detail.CHOICES.value,
        help="What learners find in their feedback beside the points. points: what they answered, and nothing of the "
        "keys. choices: also what the key says to their own choices, and to no other. key: also the best answers, and "
        "why they are the best. The environment variable SOFTSKILLS_FEEDBACK comes before it.",
    ).tag(config=True)

    marking_names = Bool(
        False,
        help="Whether whoever marks sees the names of learners from the start. Otherwise they are hidden until the "
        "marker asks for them.",
    ).tag(config=True)

    @validate("keys")
    def _a_folder_is_named(self, proposal: Any) -> str:
        if not proposal["value"].strip():
            raise TraitError(f"c.Quiz.keys is empty, and must name the folder of the keys. Set it in {CONFIG}.")
        return str(proposal["value"])

    @validate("feedback")
    def _is_a_detail(self, proposal: Any) -> str:
        if proposal["value"] not in list(Detail):
            raise TraitError(
                f"c.Quiz.feedback is {proposal['value']!r}, and must be one of: {', '.join(Detail)}. "
                f"Set it in {CONFIG}."
            )
        return str(proposal["value"])

    def assignment(self, root: Path, source: Path, release: Path) -> QuizAssignment | None:
        """The quiz in these folders of the course in `root`, or None when it is another sort of assignment, which
        nbgrader grades its own way. Raises InstructorError when SOFTSKILLS_FEEDBACK is none of the details.
        """
        if not (source / QUIZ_FILE).is_file():
            return None
        return QuizAssignment(source, release, self.keys_folder(root), self.detail())

    def keys_folder(self, root: Path) -> Path:
        """Where the keys lie, for the course in `root`."""
        return overrides.keys_folder() or root / self.keys

    def detail(self) -> Detail:
        """How much of the key learners see. Raises InstructorError when SOFTSKILLS_FEEDBACK is none."""
        return overrides.detail() or Detail(self.feedback)


def quiz_settings(config: Any) -> Quiz:
    """The settings in a configuration of nbgrader. Raises SystemExit, with a plain message, when one is none."""
    try:
        return Quiz(config=config)
    except TraitError as error:
        raise SystemExit(f"Nobody was graded and nothing was released, because of a setting.\n{error}") from error


def settings_of_hook() -> Quiz:
    """The settings for a hook. nbgrader calls it in the course's folder, and hands it none: they are those of the
    command that runs, and by formgrader's button those of the folder.
    """
    running = getattr(NbGrader, "_instance", None)
    if isinstance(running, NbGrader):
        return quiz_settings(running.config)
    root = Path.cwd()
    return quiz_settings(_config_of(root, instructor_files.version(root / CONFIG)))


def course_app(root: Path) -> Any:
    """nbgrader in the course's folder, with all settings of the course and of this machine. Raises SystemExit when they
    cannot be read; nbgrader by itself would go on without them.
    """
    app = NbGrader(raise_config_file_errors=True)
    try:
        with chdir(root):  # from anywhere else nbgrader would warn that it finds no settings, and then find them
            app.initialize([], root=str(root.resolve()))
    except (Exception, SystemExit) as error:
        raise SystemExit(
            "Nobody was graded and nothing was released: the settings of the course or of this machine cannot be used, "
            f"in {root / CONFIG} or ~/.jupyter.\n{type(error).__name__}: {error}\nMend them, and run the command again."
        ) from error
    put_on_path()
    return app


def settings_help(*plugins: type[Configurable]) -> str:
    """The settings of quizzes, and those that plug-ins of ours add to nbgrader's, as text for a terminal.

    `nbgrader --help-all` cannot show them: it prints its help before it reads the settings that name our classes.
    """
    of_plugins = [
        plugin.class_get_trait_help(trait)
        for plugin in plugins
        for trait in plugin.class_own_traits(config=True).values()
    ]
    return "\n".join([Quiz.class_get_help(), *of_plugins])


@lru_cache(maxsize=4)
def _config_of(root: Path, version: instructor_files.Version) -> Any:
    return course_app(root).config
