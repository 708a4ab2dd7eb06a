"""What the answers of a class say of the class and of the questions: tables of figures, and one page of them.

`class_table` scores what was answered, `class_report` makes the figures of it, `page_of` shows them, and
`write_tables` writes them as CSV. All but the last is pure. pandas, numpy and scipy come with the extra `grade`.
"""

from softskills.reports.classes.hand_ins import HandIn
from softskills.reports.classes.page import page_of
from softskills.reports.classes.report import ClassReport, Earlier, class_report
from softskills.reports.classes.tables import write_tables
from softskills.reports.classes.taken import ClassTable, class_table

__all__ = ["ClassReport", "ClassTable", "Earlier", "HandIn", "class_report", "class_table", "page_of", "write_tables"]
