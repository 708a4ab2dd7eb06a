"""JupyterLab's own settings in a learner's folder: it has to know each of them, and some of them guard answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from softskills.desk.serving import SETTINGS

SCHEMAS = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
OURS = json.loads((SETTINGS / "labconfig" / "default_setting_overrides.json").read_text("utf-8"))


def test_jupyterlab_knows_every_setting() -> None:
    for plugin, values in OURS.items():
        package, _, name = plugin.partition(":")
        known = json.loads((SCHEMAS / package / f"{name}.json").read_text("utf-8"))["properties"]
        for setting, value in values.items():
            allowed = [one["const"] for one in known[setting].get("oneOf", [])]
            assert value in allowed or not allowed, (plugin, setting)


def test_answers_go_through_one_thread_of_the_kernel() -> None:
    """Through several, a later answer may be kept before an earlier one, which then counts as the last."""
    assert OURS["@jupyterlab/apputils-extension:kernels-settings"] == {"commsOverSubshells": "disabled"}
