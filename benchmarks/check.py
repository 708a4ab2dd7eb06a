"""How long `softskills check` takes on a course with many scenarios. Prints the median in seconds.

Made is a copy of this course to which generated scenarios are added; each is one of the course's own, with another id
and every word of it numbered, so that no two are alike.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]

SCENARIOS = 1_000
PER_FILE = 50
RUNS = 5
GOAL = 5  # seconds


def numbered(data: Any, number: int) -> Any:
    """The same data, with a number after each long word of each longer text."""
    if isinstance(data, dict):
        return {name: numbered(value, number) for name, value in data.items()}
    return re.sub(r"\b[a-z]{7,}\b", rf"\g<0>{number}", data) if isinstance(data, str) and " " in data else data


def large_course(root: Path) -> None:
    """A copy of the course at `root`, with SCENARIOS more scenarios."""
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "_build", "answers*.jsonl", "__pycache__"))
    bank = yaml.safe_load((ROOT / "data" / "scenarios" / "listening.yml").read_text("utf-8"))
    models = [item for item in bank["items"] if "key" in item]
    made = []
    for number in range(SCENARIOS):
        made.append(numbered(deepcopy(models[number % len(models)]), number) | {"id": f"made-{number}"})
    for start in range(0, SCENARIOS, PER_FILE):
        content = {"competency": bank["competency"], "items": made[start : start + PER_FILE]}
        file = root / "data" / "scenarios" / f"made-{start}.yml"
        file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")


def seconds_of_a_check(root: Path) -> float:
    """From the start of the command to its end."""
    start = perf_counter()
    command = [Path(sys.executable).with_name("softskills"), "check", root, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = perf_counter() - start
    if done.returncode not in (0, 1) or json.loads(done.stdout)["figures"]["scenarios with a key"] < SCENARIOS:
        raise SystemExit(f"The check did not run:\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        large_course(root)
        taken = [seconds_of_a_check(root) for _ in range(RUNS)]
    print(f"softskills check, {SCENARIOS} more scenarios: median {median(taken):.2f} s of {RUNS} runs (goal {GOAL} s)")


if __name__ == "__main__":
    main()
