"""What a course is: its settings, from `course.yml`, and where it keeps things. Nothing else in the package knows."""

from softskills.course.contents import START, laid_names, names_beside, notebooks_in_order
from softskills.course.lookup import (
    COURSE,
    DATA,
    course_at,
    find_course,
    find_log,
    named,
    naming,
    nbgrader_course_near,
    root_above,
)
from softskills.course.paths import (
    ANSWERS,
    COURSE_FILE,
    LAID,
    MY_LESSONS,
    QUIZ_FILE,
    SECRET,
    TIMESTAMP,
    Course,
    DataFiles,
)
from softskills.course.settings import REVIEW_DAYS, Feature, Settings

__all__ = [
    "ANSWERS",
    "COURSE",
    "COURSE_FILE",
    "DATA",
    "LAID",
    "MY_LESSONS",
    "QUIZ_FILE",
    "REVIEW_DAYS",
    "SECRET",
    "START",
    "TIMESTAMP",
    "Course",
    "DataFiles",
    "Feature",
    "Settings",
    "course_at",
    "find_course",
    "find_log",
    "laid_names",
    "named",
    "names_beside",
    "naming",
    "nbgrader_course_near",
    "notebooks_in_order",
    "root_above",
]
