"""Processes forked from one that has nbgrader and the course's grading loaded: loading takes seconds, a fork none."""

import multiprocessing

forks = multiprocessing.get_context("forkserver")
# Installed modules only: before Python 3.13 the process that forks doesn't see pytest's own paths.
forks.set_forkserver_preload(
    ["nbgrader.apps.nbgraderapp", "softskills.grading.class_run.summary", "softskills.items", "portalocker"]
)
