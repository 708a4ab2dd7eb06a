"""Combine what a run of the tests measured, and hold each room to the share of lines that it is to have run.

The floors stand in pyproject.toml, [tool.softskills.coverage]. Ends with 1 where one is not reached.
"""

import io
import sys
import tomllib
import warnings
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import CoverageWarning, NoDataError

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = ROOT / "pyproject.toml"


def floors(settings: str) -> dict[str, float]:
    """The floor of each room, in percent of its lines."""
    table = tomllib.loads(settings)["tool"]["softskills"]["coverage"]
    return {room: float(floor) for room, floor in table.items()}


def measured(coverage: Coverage, room: str) -> tuple[float, str]:
    """The share of a room's lines that ran, in percent, and a table of those that did not."""
    table = io.StringIO()
    include = [f"*/softskills/{room}.py", f"*/softskills/{room}/*"]
    try:
        share = coverage.report(include=include, show_missing=True, skip_covered=True, file=table)
    except NoDataError:
        return 0.0, "Nothing of it ran.\n"
    return share, table.getvalue()


def main() -> int:
    # Some tests let a process write no more than a few bytes: what it measured is cut off, too.
    warnings.filterwarnings("ignore", "Couldn't use data file", CoverageWarning)
    coverage = Coverage(config_file=str(SETTINGS))
    try:
        coverage.combine(strict=True)
    except NoDataError:
        print("Nothing was measured. Run the tests by `make test`.")
        return 1
    low = False
    for room, floor in floors(SETTINGS.read_text("utf-8")).items():
        share, table = measured(coverage, room)
        print(f"{room}: {share:.2f} % of the lines ran (floor {floor} %)")
        if share < floor:
            low = True
            print(f"{table}Test these lines, or delete them.")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
