"""Marking by rubric, in a notebook of an instructor's own: `marking("part-2")`."""

from softskills.marking.widget import MarkingWidget, marking

__all__ = ["MarkingWidget", "marking"]
