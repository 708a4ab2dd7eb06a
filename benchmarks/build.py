"""How long the book takes to build, beside Jupyter Book as it comes, on the same notebooks in the same run.

As it comes, Jupyter Book starts a kernel for each notebook. Cold is a build from nothing, warm a build after one page
changed. Prints medians in seconds.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

from softskills.widgets import PUBLISHING

ROOT = Path(__file__).resolve().parents[1]

COLD_RUNS, WARM_RUNS = 2, 5
GOAL_RATIO = 0.5
GOAL_WARM = 5  # seconds

AS_IT_COMES = {
    "title": "Stock",
    "only_build_toc_files": True,
    "execute": {"execute_notebooks": "force", "run_in_temp": True},
    "bibtex_bibfiles": ["book/references.bib"],
}


def copy_of_the_book(source: Path) -> list[Path]:
    """Put the book's sources into the folder `source`. Returns its notebooks."""
    ignored = shutil.ignore_patterns(".*", "answers*.jsonl")
    for folder in ("book", "notebooks", "data"):
        shutil.copytree(ROOT / folder, source / folder, ignore=ignored)
    for file in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / file, source)
    return sorted((source / "notebooks").glob("*.ipynb"))


def seconds_of_a_build(source: Path, *options: str) -> float:
    """From the start of the command to its end."""
    command: list[str | Path] = [Path(sys.executable).with_name("jupyter-book"), "build", *options, source]
    start = perf_counter()
    done = subprocess.run(command, env=os.environ | {PUBLISHING: "1"}, capture_output=True, text=True, check=False)
    taken = perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"The book did not build:\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    return taken


def cold(source: Path, *options: str) -> float:
    shutil.rmtree(source / "_build", ignore_errors=True)
    return seconds_of_a_build(source, *options)


def warm(source: Path, page: Path, *options: str) -> float:
    notebook = json.loads(page.read_text("utf-8"))
    notebook["cells"][0]["source"].append("\n\nOne more sentence.")
    page.write_text(json.dumps(notebook), "utf-8")
    return seconds_of_a_build(source, *options)


def main() -> None:
    strict = ("-W", "-n", "--keep-going")
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        pages, others = copy_of_the_book(ours), copy_of_the_book(stock)
        (stock / "_config.yml").write_text(yaml.safe_dump(AS_IT_COMES), "utf-8")
        colds = [(cold(ours, *strict), cold(stock)) for _ in range(COLD_RUNS)]
        warms = [(warm(ours, pages[0], *strict), warm(stock, others[0])) for _ in range(WARM_RUNS)]
    (our_cold, stock_cold), (our_warm, stock_warm) = (map(median, zip(*runs, strict=True)) for runs in (colds, warms))
    print(f"The book, with {len(pages)} notebooks: medians of {COLD_RUNS} cold and {WARM_RUNS} warm builds")
    print(f"  cold: {our_cold:5.1f} s; Jupyter Book as it comes {stock_cold:5.1f} s; ", end="")
    print(f"ratio {our_cold / stock_cold:.2f} (goal {GOAL_RATIO})")
    print(f"  warm: {our_warm:5.1f} s (goal {GOAL_WARM} s); Jupyter Book as it comes {stock_warm:5.1f} s")


if __name__ == "__main__":
    main()
