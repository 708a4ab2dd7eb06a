"""A new course: small, and whole. What it holds are the plain files in `template/`; only names are put into them."""

from softskills.authoring.new_course.making import CannotMake, make_course, next_steps

__all__ = ["CannotMake", "make_course", "next_steps"]
