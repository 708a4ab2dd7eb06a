"""Where a course keeps things: every file and folder of it by a name. Nothing here opens a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from softskills.course.settings import Feature, Settings

COURSE_FILE = "course.yml"
"""The settings of a course, in its root."""

ANSWERS = "answers.jsonl"
"""The answer log, beside a learner's notebooks."""

MY_LESSONS = "my-lessons"
"""A learner's own folder of lessons, in a copy of the course."""

LAID = ".softskills"
"""What is in a learner's folder, in any place, that lessons were laid into."""

QUIZ_FILE = "quiz.yml"
"""The public part of a graded quiz, in the folder of its assignment."""

TIMESTAMP = "timestamp.txt"
"""When a submission was handed in, as nbgrader's exchange notes it."""

SECRET = "submission_secret.txt"  # noqa: S105 - the name of a file
"""By it nbgrader's exchange names a learner's feedback."""


@dataclass(frozen=True)
class DataFiles:
    """What lies in the data folder of a course."""

    data: Path

    @property
    def competencies(self) -> Path:
        return self.data / "competencies.yml"

    @property
    def scenarios(self) -> Path:
        """The folder of the practice items, a file for each set."""
        return self.data / "scenarios"

    @property
    def lessons(self) -> Path:
        return self.data / "lessons.yml"

    @property
    def outline(self) -> Path:
        return self.data / "outline.yml"

    @property
    def occupations(self) -> Path:
        return self.data / "occupations.csv"

    @property
    def own_words(self) -> Path:
        """Words that the course spells as it likes, one a line."""
        return self.data / "words.txt"

    @property
    def readings(self) -> Path:
        """What readers who had not seen the key took for the best option."""
        return self.data / "reviews.csv"

    @property
    def set_readings(self) -> Path:
        """What readers made of contrast sets: of the options alone, and of whole situations."""
        return self.data / "readings.csv"

    @property
    def pictures(self) -> Path:
        return self.data / "pictures"

    @property
    def schemas(self) -> Path:
        return self.data / "schemas"


@dataclass(frozen=True, eq=False)
class Course(DataFiles):
    """A course: its root, its data folder, and what `course.yml` says."""

    root: Path
    settings: Settings

    def has(self, feature: Feature) -> bool:
        """Whether the course has a feature: as `course.yml` says, and if it says nothing, whether its files are there.

        Rating oneself needs competencies, and comparing the ratings with scores needs both.
        """
        named = self.settings.features.get(feature)
        if named is not None:
            return named
        match feature:
            case "self-rating":
                return self.has("competencies")
            case "calibration":
                return self.has("self-rating")
        return self.needed_for(feature).exists()

    def needed_for(self, feature: Feature) -> Path:
        """The file or folder without which there is no such feature."""
        return {
            "bibliography": self.bibliography,
            "calibration": self.competencies,
            "competencies": self.competencies,
            "grading": self.quiz_sources,
            "occupations": self.occupations,
            "outline": self.outline,
            "self-rating": self.competencies,
        }[feature]

    @property
    def file(self) -> Path:
        return self.root / COURSE_FILE

    @property
    def toc(self) -> Path:
        """The contents of the book, as Jupyter Book reads them."""
        return self.root / "_toc.yml"

    @property
    def book_config(self) -> Path:
        return self.root / "_config.yml"

    @property
    def book(self) -> Path:
        """The folder of the pages that are no notebooks."""
        return self.root / self.settings.folders.book

    @property
    def bibliography(self) -> Path:
        return self.book / "references.bib"

    @property
    def drawings(self) -> Path:
        """The folder of the drawings of the parts, each an SVG file named by the number of its part."""
        return self.book / "assets" / "drawings"

    def drawing(self, part: int) -> Path:
        """The file of a part's drawing, which need not be there."""
        return self.drawings / f"part-{part}.svg"

    @property
    def notebooks(self) -> Path:
        return self.root / self.settings.folders.notebooks

    @property
    def exercises(self) -> Path:
        """The folder of the nbgrader course."""
        return self.root / self.settings.folders.exercises

    @property
    def quiz_sources(self) -> Path:
        return self.exercises / "source"

    @property
    def quiz_keys(self) -> Path:
        return self.exercises / "keys"

    @property
    def quiz_readings(self) -> Path:
        """The readings of graded items, which stay with their keys."""
        return self.quiz_keys / "reviews.csv"

    @property
    def quiz_set_readings(self) -> Path:
        """The readings of graded contrast sets, which stay with their keys."""
        return self.quiz_keys / "readings.csv"

    @property
    def graphs(self) -> Path:
        """Where stories are drawn."""
        return self.root / "_build" / "graphs"

    @property
    def built_book(self) -> Path:
        """Where Jupyter Book puts the pages."""
        return self.root / "_build" / "html"

    @property
    def workbook(self) -> Path:
        """Where the workbook for paper goes."""
        return self.root / "_build" / "workbook.pdf"

    @property
    def relative(self) -> Course:
        """The same course with paths that begin at its root, as findings name them."""
        return replace(self, root=Path(), data=Path(self.settings.folders.data))
