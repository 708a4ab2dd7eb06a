"""Loaded once, in the process from which those of the pool are forked, so that they share what it loaded."""

import gc

import softskills.grading.class_run.worker  # noqa: F401

gc.collect()
gc.freeze()  # or each process would get a copy of it all when it first collects garbage
