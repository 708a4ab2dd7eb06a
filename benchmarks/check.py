"""How long `softskills check` takes, on this course and on one with many more scenarios. Prints medians in seconds.

The large course is a copy of this one with generated scenarios added. Each is one of the course's own under another id,
with every longer word exchanged for another of the dictionary: no two are alike, and there are many words to look up.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import yaml

from softskills.checks.text.lexicon import shipped_lexicon

ROOT = Path(__file__).resolve().parents[1]

SCENARIOS = 1_000
PER_FILE = 50
RUNS = 5
GOAL = 5  # seconds

LONGER = re.compile(r"\b[a-z]{7,}\b")
WORDS = sorted(word for word in shipped_lexicon("british").words if LONGER.fullmatch(word))


def exchanged(data: Any, draw: Random) -> Any:
    """The same data, with another word for each longer word of each longer text."""
    if isinstance(data, dict):
        return {name: exchanged(value, draw) for name, value in data.items()}
    return LONGER.sub(lambda _: draw.choice(WORDS), data) if isinstance(data, str) and " " in data else data


def large_course(root: Path) -> None:
    """A copy of the course at `root`, with SCENARIOS more scenarios."""
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "_build", "answers*.jsonl", "__pycache__"))
    bank = yaml.safe_load((ROOT / "data" / "scenarios" / "listening.yml").read_text("utf-8"))
    models = [item for item in bank["items"] if "key" in item]
    made = [
        exchanged(models[number % len(models)], Random(number)) | {"id": f"made-{number}"}
        for number in range(SCENARIOS)
    ]
    for start in range(0, SCENARIOS, PER_FILE):
        content = {"competency": bank["competency"], "items": made[start : start + PER_FILE]}
        file = root / "data" / "scenarios" / f"made-{start}.yml"
        file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")


def seconds_of_a_check(root: Path) -> float:
    """From the start of the command to its end."""
    start = perf_counter()
    command: list[str | Path] = [Path(sys.executable).with_name("softskills"), "check", root, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = perf_counter() - start
    if done.returncode not in (0, 1) or not json.loads(done.stdout)["figures"]["scenarios with a key"]:
        raise SystemExit(f"The check did not run:\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    return taken


def told(name: str, root: Path) -> str:
    taken = [seconds_of_a_check(root) for _ in range(RUNS)]
    return (
        f"softskills check, {name}: median {median(taken):.2f} s of {RUNS} runs ({min(taken):.2f} to {max(taken):.2f})"
    )


def main() -> None:
    print(told("this course", ROOT))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        large_course(root)
        print(f"{told(f'{SCENARIOS} more scenarios', root)}, goal {GOAL} s")


if __name__ == "__main__":
    main()
