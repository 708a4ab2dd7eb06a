"""How long a kernel takes to save one answer, in a short log and in a long one.

From the front end's message to the reply, with the answer safely on disk: `make benchmark`. Beside it, in the same
run: the same when the log is parsed for each save, once to append and once to know what counts, as the first edition
did; and the same when another kernel has saved something in between.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from softskills import answers
from softskills.items import Practice, data_folder, load_bank
from softskills.widgets import ProgressWidget, ScenarioWidget
from softskills.widgets.incoming import bring_in

LINES = (20, 10_000)
RUNS = 60
GOAL = 50.0  # milliseconds in the long log
ANSWER = {"best": "a", "worst": "c"}


def log_of(lines: int, items: list[str]) -> bytes:
    """A log of so many answers to these items in turn, as learners leave it."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = []
    for number in range(lines):
        time = (start + timedelta(minutes=number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        made.append(answers.Record(time, items[number % len(items)], {"best": "a", "worst": "b"}))
    return "".join(record.line() + "\n" for record in made).encode()


class Kernel:
    """A widget on a log of its own, with the widget of one's progress open beside it."""

    def __init__(self, item: Practice, log: Path, content: bytes) -> None:
        log.write_bytes(content)
        self.log, self.item = log, item
        self.widget = ScenarioWidget(item, log)
        self.progress = ProgressWidget(load_bank(data_folder()), log)
        self.replies: list[Any] = []
        self.widget.send = lambda content, buffers=None: self.replies.append(content)

    def save(self, n: int) -> None:
        """Save one answer: from the message to its reply."""
        message = {"kind": "keep", "n": n, "records": [{"item": self.item.id, "answer": ANSWER}]}
        self.widget._handle_custom_msg(message, [])
        if self.replies[-1]["kind"] != "kept":
            raise SystemExit(f"Not kept: {self.replies[-1]}")

    def save_parsing_twice(self, n: int) -> None:
        """Save one answer and know what counts then, by nothing but the file."""
        answers.append(self.log, self.item.id, ANSWER)
        answers.known(answers.read(self.log).records)

    def others_save(self) -> None:
        """Another kernel saves an answer."""
        with self.log.open("ab") as stream:
            stream.write(log_of(1, ["other"]))

    def look_beside(self, n: int) -> None:
        """What each cell does first: see whether there is a file to bring in."""
        bring_in(self.log)


def timed(action: Callable[[int], None], n: int) -> float:
    start = perf_counter()
    action(n)
    return 1000 * (perf_counter() - start)


def main() -> None:
    scenarios = [one for one in load_bank(data_folder()).items.values() if isinstance(one, Practice)]
    items = [one.id for one in scenarios]
    names = ["parsing it twice, as before", "parsing only what is new", "the same, with two writers", "looking beside"]
    times: dict[tuple[str, int], list[float]] = {(name, lines): [] for name in names for lines in LINES}
    with tempfile.TemporaryDirectory() as folder:
        kernels = {}
        for lines in LINES:
            place = Path(folder) / str(lines)
            place.mkdir()
            kernels[lines] = Kernel(scenarios[0], place / "answers.jsonl", log_of(lines, items))
            (place / "answers-web.jsonl").write_bytes(log_of(lines, items))
        for n in range(RUNS):
            for lines, kernel in kernels.items():  # in turn, so that a busy disk delays all
                times[names[0], lines].append(timed(kernel.save_parsing_twice, n))
                kernel.look_beside(n)
                times[names[1], lines].append(timed(kernel.save, 2 * n))
                kernel.others_save()
                times[names[2], lines].append(timed(kernel.save, 2 * n + 1))
                kernel.look_beside(n)
                times[names[3], lines].append(timed(kernel.look_beside, n))
    print(f"Saving one answer, median of {RUNS}, in milliseconds")
    print(f"  {'lines in the log':30}" + "".join(f"{lines:10}" for lines in LINES))
    for name in names:
        print(f"  {name:30}" + "".join(f"{median(times[name, lines]):10.1f}" for lines in LINES))
    found = median(times[names[2], LINES[-1]])
    print(f"  {found:.1f} ms at {LINES[-1]} lines with two writers (goal {GOAL:.0f})")


if __name__ == "__main__":
    main()
