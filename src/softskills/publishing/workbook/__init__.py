"""The whole course as one workbook for paper: its lessons in order, scenes by number to answer with a pen, and the key
to them at the end. It is put together from the pages of the built book and printed by a browser as a tagged PDF.
"""

from softskills.publishing.workbook.assembling import NotBuilt, workbook_html
from softskills.publishing.workbook.printing import print_workbook

__all__ = ["NotBuilt", "print_workbook", "workbook_html"]
