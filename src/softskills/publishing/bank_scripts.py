"""The bank as scripts that a page loads when it needs them: the catalogue of all sets, and the scenes of one.

They are classic scripts, since a page opened straight from a folder may load those and nothing else. Each hands its
data to one function, as `frontend/data_scripts.js` says.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from softskills.items import Bank
from softskills.widgets.catalogue import catalogue_of, scenes_of, sets_of

FOLDER = "softskills"
"""Beside the script of the widgets."""
CATALOGUE = f"{FOLDER}/catalogue.js"


def write_bank(folder: Path, bank: Bank, review_days: Sequence[int]) -> None:
    """Write the scripts into a folder below `folder`, in the place of those of an earlier build."""
    data = bank_data(bank, review_days)
    target = folder / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    (target / "sets").mkdir(parents=True)
    for name, content in data.items():
        write_data(folder, name, content)


def bank_data(bank: Bank, review_days: Sequence[int]) -> dict[str, Any]:
    """What pages load, by name."""
    data: dict[str, Any] = {"catalogue": catalogue_of(bank, review_days)}
    return data | {f"sets/{name}": scenes_of(scenes) for name, scenes in sets_of(bank).items()}


def write_data(folder: Path, name: str, content: Any) -> None:
    """Write the script of one name, in the folder that is there."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (folder / FOLDER / f"{name}.js").write_text(f"softskillsData({json.dumps(name)},{text});\n", "utf-8")
