"""How long a kernel takes to save one answer, in a short log and in a long one.

From the front end's message to the reply, with the answer safely on disk: `make benchmark`.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from softskills import answers
from softskills.items import Practice, data_folder, load_bank
from softskills.widgets import ScenarioWidget

LINES = (20, 10_000)
RUNS = 60
GOAL = 1.5  # times as long in the long log


def log_of(lines: int, items: list[str]) -> bytes:
    """A log of so many answers to these items in turn, as learners leave it."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = []
    for number in range(lines):
        time = (start + timedelta(minutes=number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        made.append(answers.Record(time, items[number % len(items)], {"best": "a", "worst": "b"}))
    return "".join(record.line() + "\n" for record in made).encode()


class Saving:
    """A widget on a log of its own, and how long each of its answers took to be saved."""

    def __init__(self, item: Practice, log: Path, content: bytes) -> None:
        log.write_bytes(content)
        self.item = item
        self.widget = ScenarioWidget(item, log)
        self.replies: list[Any] = []
        self.widget.send = lambda content, buffers=None: self.replies.append(content)
        self.times: list[float] = []

    def save(self, n: int) -> None:
        """Save one answer: from the message to its reply."""
        message = {"kind": "keep", "n": n, "records": [{"item": self.item.id, "answer": {"best": "a", "worst": "c"}}]}
        start = perf_counter()
        self.widget._handle_custom_msg(message, [])
        self.times.append(1000 * (perf_counter() - start))
        if self.replies[-1]["kind"] != "kept":
            raise SystemExit(f"Not kept: {self.replies[-1]}")


def main() -> None:
    scenarios = [one for one in load_bank(data_folder()).items.values() if isinstance(one, Practice)]
    items = [one.id for one in scenarios]
    with tempfile.TemporaryDirectory() as folder:
        logs = [Saving(scenarios[0], Path(folder) / f"{lines}.jsonl", log_of(lines, items)) for lines in LINES]
        for n in range(RUNS):
            for one in logs:  # in turn, so that a busy disk delays both
                one.save(n)
    medians = [median(one.times) for one in logs]
    print(f"Saving one answer, median of {RUNS}")
    for lines, found in zip(LINES, medians, strict=True):
        print(f"  in a log of {lines:6} lines  {found:6.1f} ms")
    print(f"  {medians[1] / medians[0]:.2f} times as long in the long one (goal {GOAL})")


if __name__ == "__main__":
    main()
