"""A term by the guide for instructors: every command of its blocks is run, in its order, and does what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support import platform_zips
from support.grading_course import lines
from support.places import ROOT

pytestmark = pytest.mark.trial

GUIDE = (ROOT / "book" / "teaching.md").read_text("utf-8")
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
BANK = re.compile(r"^```yaml\n(bank: .*?)^```", re.MULTILINE | re.DOTALL)
NOT_HERE = ("softskills hub check", "source .venv", "jupyter lab", "export NBGRADER_DB_URL")
"""Lines that are for a person at a screen, or for a database of one's own."""

ADA, BEN, CAT = (
    platform_zips.Person(name, name.title(), "Lovelace", place) for place, name in enumerate(("ada", "ben", "cat"), 100)
)
ANSWER = {"part-2-bid-blank-before": {"choice": "d"}}
TEXT = {"part-1-written": {"text": "I asked, and then I waited."}}


@dataclass
class Term:
    """An instructor's shell: where it is, what is set in it, and what was said."""

    base: Path
    here: Path = ROOT
    set_here: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def do(self, line: str) -> None:
        """Run a line of the guide, which must succeed."""
        if line.startswith("cd "):
            self.here = Path(line[3:].replace("~", str(self.home)))
        elif line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            self.set_here[name] = value
        elif line.startswith("unset "):
            del self.set_here[line.removeprefix("unset ")]
        else:
            self.said[line] = self._ran(line)

    def _ran(self, line: str) -> str:
        words = [word.replace("~", str(self.home), 1) if word.startswith("~") else word for word in shlex.split(line)]
        words = [word.replace("/srv/nbgrader/exchange", str(self.base / "exchange")) for word in words]
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("NBGRADER", "SOFTSKILLS", "JUPYTER"))
        }
        path = os.pathsep.join([str(Path(sys.executable).parent), kept["PATH"]])
        environment = kept | {"HOME": str(self.home), "PATH": path} | self.set_here
        ran = subprocess.run(
            words, cwd=self.here, env=environment, capture_output=True, text=True, timeout=180, check=False
        )
        assert ran.returncode == 0, f"{line}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout + ran.stderr

    @property
    def home(self) -> Path:
        return self.base / "home"

    def hand_in(self, student: str, assignment: str, answers: Mapping[str, object]) -> None:
        """What a learner handed in, as it is once it was collected."""
        place = self.here / "submitted" / student / assignment
        shutil.copytree(self.here / "release" / assignment, place)
        (place / "answers.jsonl").write_text(lines(dict(answers)), "utf-8")
        (place / "timestamp.txt").write_text("2027-03-18 12:00:00 UTC", "utf-8")


def commands() -> Iterator[str]:
    for block in SHELL.findall(GUIDE):
        for line in block.splitlines():
            if (line := line.partition(" # ")[0].strip()) and not line.startswith(("#", *NOT_HERE)):
                yield line


def before(term: Term, line: str) -> None:
    """What a person would have done by then: files they would have got, and what learners do."""
    if line.startswith("softskills roster import participants.csv"):
        rows = [f"{one.id},{one.first},{one.last},{one.id}@example.org" for one in (ADA, BEN, CAT)]
        (term.here / "participants.csv").write_text("\n".join(["id,first_name,last_name,email", *rows]) + "\n", "utf-8")
    elif "--from-bank" in line:
        (bank,) = BANK.findall(GUIDE)
        (term.here / "bank").mkdir()
        (term.here / "bank" / "mine.yml").write_text(bank, "utf-8")
    elif line.startswith("softskills collect-zip") and "--apply" not in line:
        platform_zips.write_roster(term.here / "learners.csv", [ADA, BEN, CAT])
        with zipfile.ZipFile(term.here / "downloads.zip", "w") as archive:
            archive.writestr(platform_zips.moodle(BEN), lines(ANSWER, 2027))


def after(term: Term, line: str) -> None:
    if line == "nbgrader release_assignment part-1":
        for one in (
            'nbgrader db assignment add part-2 --duedate="2027-03-19 18:00 UTC"',
            "nbgrader generate_assignment part-2",
            "nbgrader release_assignment part-2",
        ):
            term.do(one)
        term.hand_in("ada", "part-1", {})
        term.hand_in("cat", "part-2", ANSWER)
        term.do("softskills grade part-2 --no-collect")


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Term:
    term = Term(tmp_path_factory.mktemp("term"))
    term.home.mkdir()
    for line in commands():
        before(term, line)
        term.do(line)
        after(term, line)
    return term


def test_every_command_of_the_guide_runs(term: Term) -> None:
    assert len(term.said) >= 35
    assert term.here == term.home / "spring-27"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("softskills roster import participants.csv", "3 new"),
        ("softskills grade part-1", "1 submission"),
        ('softskills extension part-2 ada --until "2027-03-21 18:00"', "ada: until 2027-03-21 18:00"),
        ("softskills extension part-2 ada --remove", "No more time for ada."),
        ("softskills status part-1", "1 of 3 handed in"),
        ("softskills regrade part-2 --full-marks part-2-bid-interviews", "cat: "),
        ("softskills collect-zip downloads.zip --assignment part-2 --roster learners.csv --apply", "1 to write"),
        ("softskills learner delete ada", "--apply"),
    ],
)
def test_it_says_what_the_guide_says(term: Term, line: str, said: str) -> None:
    assert said in term.said[line], term.said[line]


def test_what_it_makes_is_there(term: Term) -> None:
    for file in (
        "reports/part-1.html",
        "part-2.html",
        "feedback.zip",
        "ada.zip",
        "term.zip",
        "source/spring-1/quiz.yml",
    ):
        assert (term.here / file).stat().st_size > 0, file
    assert (term.here.parent / "restored" / "gradebook.db").is_file()
