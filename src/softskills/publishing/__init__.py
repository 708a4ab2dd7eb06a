"""The Sphinx extension that turns lesson notebooks into pages that answer by themselves.

In `_config.yml`, name `softskills.publishing` under `sphinx.extra_extensions`. The course is the one of `course.yml`
beside it.
"""

from softskills.publishing.extension import setup

__all__ = ["setup"]
