"""Graded quizzes with nbgrader: what the cells of a quiz notebook call, and the checks around a run."""

from softskills.grading.submission.cells import grade_quiz, show_reflection

__all__ = ["grade_quiz", "show_reflection"]
