"""A learner's folder: the lessons are laid into it, and it opens on a start page."""

from softskills.desk.start_widget import StartWidget, start_page

__all__ = ["StartWidget", "start_page"]
