"""A learner's own answer log: their self-ratings over time, and as profiles.

Self-ratings are private: these functions read the learner's own file, write only what the learner asks for, and grade
nothing. A rating may fall as understanding grows; nothing here calls that a loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softskills import answers
from softskills.charts import Profile
from softskills.course import find_course, find_log
from softskills.items import Bank, load_bank
from softskills.phrases import counted
from softskills.scale import level_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

TARGET = "target"
INSTALL = "pip install 'softskills[figures]'"
NOTHING = "Nothing is rated yet. Rate yourself on one competency or more, then run this cell again."


class NeedsFigures(ImportError):
    """The extra `figures` isn't installed. The message says how to get it."""

    def _render_traceback_(self) -> list[str]:
        """In a notebook the sentence alone stands below the cell."""
        return [str(self)]


def ratings_over_time(log: answers.Log, bank: Bank) -> pd.DataFrame:
    """All self-ratings of a log, oldest first.

    Columns: time (UTC, to the millisecond), moment (before, now, then), competency (its id), level (1 to 5, missing
    where the rating was taken back), evidence (the learner's words). Ratings that cannot be read are left out;
    `.attrs["problems"]` says of each, and of each skipped line of the log, what was wrong. Raises NeedsFigures.
    """
    with _needing_figures("A table of your ratings"):
        import pandas as pd
    ratings, problems = _ratings(log, bank)
    times = pd.to_datetime([one.time for one in ratings], format="ISO8601", utc=True).as_unit("ms")
    table = pd.DataFrame(
        {
            "time": times,
            "moment": pd.array([one.moment for one in ratings], dtype="str"),
            "competency": pd.array([one.competency for one in ratings], dtype="str"),
            "level": pd.array([one.level for one in ratings], dtype="Int64"),
            "evidence": pd.array([one.evidence for one in ratings], dtype="str"),
        }
    )
    table.attrs["problems"] = [*log.problems, *problems]
    return table


def own_profiles(log: answers.Log, bank: Bank) -> list[Profile]:
    """Three profiles over the bank's competencies: Before, Now, and Target, the levels the learner aims at.

    The last rating of a competency counts, and one that was taken back is None. Target is empty unless the learner set
    levels: the importance of competencies in an occupation is another scale, and never a profile here.
    """
    last = {(one.moment, one.competency): one.level for one in _ratings(log, bank)[0]}
    target = _target_levels(log)
    return [
        Profile("Before", [last.get(("before", competency)) for competency in bank.competencies]),
        Profile("Now", [last.get(("now", competency)) for competency in bank.competencies]),
        Profile("Target", [level_of(target.get(competency)) for competency in bank.competencies]),
    ]


def my_ratings(file: str | Path | None = None) -> pd.DataFrame:
    """Your own self-ratings, oldest first, see `ratings_over_time`: from the answer log beside the lessons
    (`softskills.course.find_log`), unless another file is named. It prints which file it read. Raises NeedsFigures.
    """
    return ratings_over_time(_read(file), _bank())


def my_profile(file: str | Path | None = None) -> Figure:
    """Your own profile as a radar chart, from the answer log beside the lessons, unless another file is named.

    It prints which file it read, and the chart has a text that says the same. With nothing rated yet, the chart is
    empty and says so. Raises NeedsFigures.
    """
    return _profile_of(_read(file))


def save_profile(path: str | Path, file: str | Path | None = None) -> Path:
    """Save your own profile as a picture, .png, .svg or .pdf as `path` ends, and return where it is.

    The same ratings give the same file, byte for byte. It prints which file it read. Raises ValueError for another
    ending and when nothing is rated yet, and NeedsFigures.
    """
    with _needing_figures("A picture of your profile"):
        from softskills.charts.output import save
    log = _read(file)
    if not any(profile.is_rated for profile in own_profiles(log, _bank())):
        raise ValueError(NOTHING)
    save(_profile_of(log), Path(path))
    return Path(path)


def _profile_of(log: answers.Log) -> Figure:
    with _needing_figures("A picture of your profile"):
        from softskills.charts.radar import radar_figure
    bank = _bank()
    profiles = own_profiles(log, bank)
    figure = radar_figure([one.name for one in bank.competencies.values()], profiles)
    if not any(profile.is_rated for profile in profiles):
        figure.text(0.5, 0.02, NOTHING, ha="center", va="bottom", fontsize=9, family="DejaVu Sans")
    return figure


@contextmanager
def _needing_figures(what: str) -> Iterator[None]:
    """Import what only the extra `figures` brings. Raises NeedsFigures."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "softskills":
            raise
        message = f"{what} needs {error.name}, which isn't installed here. Install it with: {INSTALL}"
        raise NeedsFigures(f"{message}\nThen choose Kernel, Restart, and run this cell again.") from None


def _read(file: str | Path | None) -> answers.Log:
    """The log, and in print where it is and how much is in it."""
    path = find_log(Path.cwd()) if file is None else Path(file).absolute()
    log = answers.read(path)
    if path.exists():
        ratings = sum(record.item.startswith(answers.RATING) for record in log.records)
        print(f"Read from {path}: {counted(ratings, 'self-rating')}.")
    else:
        print(f"There is no {path}." if file else f"There is no {path} yet, and none beside the lessons.")
    if log.problems:
        print(f"{counted(len(log.problems), 'problem')} in it, and nothing was changed there. {log.problems[0]}.")
    return log


def _bank() -> Bank:
    return load_bank(find_course().data)


def _ratings(log: answers.Log, bank: Bank) -> tuple[list[answers.Rating], list[str]]:
    """The sound ratings of a log, oldest first, and in words what is wrong with the others."""
    ratings, problems = [], []
    for record in answers.in_order(one for one in log.records if one.item.startswith(answers.RATING)):
        try:
            ratings.append(answers.sound_rating(record, bank.competencies))
        except ValueError as error:
            problems.append(f"A rating of {record.time} was left out: {error}.")
    return ratings, problems


def _target_levels(log: answers.Log) -> dict[str, Any]:
    """The levels the learner aims at, unchecked; empty when none are set, or an occupation is the target."""
    records = answers.in_order(record for record in log.records if record.item == TARGET)
    answer = records[-1].answer if records else None
    levels = answer.get("levels") if isinstance(answer, dict) and answer.get("kind") == "own" else None
    return levels if isinstance(levels, dict) else {}
