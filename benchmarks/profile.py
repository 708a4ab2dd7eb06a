"""How long a learner's profile takes from a long log, and how large the live radar chart is."""

import gzip
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from softskills import answers
from softskills.charts import live_radar
from softskills.items import Bank, data_folder, load_bank
from softskills.reports.own import MOMENTS, own_profiles, ratings_over_time

LINES = 10_000
RUNS = 15
GOAL = 100  # milliseconds to build a profile


def long_log(bank: Bank) -> bytes:
    """A log in which every line is a rating: the hardest case, for other answers are passed over."""
    chance = random.Random(1)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    records = []
    for number in range(LINES):
        time = (start + timedelta(minutes=number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        item = f"rating/{chance.choice(list(bank.competencies))}/{chance.choice(MOMENTS)}"
        level = chance.choice([None, 1, 2, 3, 4, 5])
        records.append(answers.Record(time, item, {"level": level, "evidence": "I said back the main point."}))
    return "".join(record.line() + "\n" for record in records).encode()


def milliseconds(action: Callable[[], object]) -> float:
    """Median time of an action."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return 1000 * median(times)


def main() -> None:
    bank = load_bank(data_folder())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / answers.FILE_NAME
        file.write_bytes(long_log(bank))
        reading = milliseconds(lambda: answers.read(file))
        log = answers.read(file)
    building = milliseconds(lambda: (own_profiles(log, bank), ratings_over_time(log, bank)))
    names = [one.name for one in bank.competencies.values()]
    svg = live_radar(names, {"before": "Before", "now": "Now", "target": "Target"}, "profile").svg.encode()
    print(f"Log of {LINES} lines, median of {RUNS} runs")
    print(f"  read it                  {reading:6.1f} ms")
    print(f"  build profile and table  {building:6.1f} ms  (goal {GOAL} ms)")
    print(f"Live radar chart of {len(names)} axes and 3 profiles")
    print(f"  raw  {len(svg):6d} bytes")
    print(f"  gzip {len(gzip.compress(svg)):6d} bytes")


if __name__ == "__main__":
    main()
