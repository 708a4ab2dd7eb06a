"""An assignment as one page for learners without Jupyter: one file that asks for nothing, and holds no key."""

from softskills.publishing.assignment_page.page import MAX_BYTES, Part, page_of
from softskills.publishing.assignment_page.writing import Leak, write_page

__all__ = ["MAX_BYTES", "Leak", "Part", "page_of", "write_page"]
