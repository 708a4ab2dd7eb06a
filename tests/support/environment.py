"""What processes inherit that tests start."""

from __future__ import annotations

import os


def unmeasured() -> dict[str, str]:
    """This process's environment, for one that runs nothing that has a floor: measured, it would only be slower."""
    return {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
