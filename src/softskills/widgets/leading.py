"""Widgets that lead to other notebooks of the course."""

from __future__ import annotations

from typing import Self

import traitlets

from softskills.course import Course, names_beside
from softskills.widgets.course_widget import CourseWidget


class LeadingWidget(CourseWidget):
    """A widget with links. On a page the addresses of the book are known; in JupyterLab `names` maps a notebook of the
    course to its file beside the learner's notebook. What isn't there is named without a link.
    """

    names = traitlets.Dict().tag(sync=True)

    def leading(self, course: Course) -> Self:
        """The same widget, once it knows what lies beside its log."""
        if self.log_file is not None:
            self.names = names_beside(course, self.log_file.parent)
        return self
