"""nbgrader, as learners have it on a hub: which class, and where exercises come from and go to."""

import os

c = get_config()  # noqa: F821 - nbgrader provides it

c.CourseDirectory.course_id = os.environ["SOFTSKILLS_COURSE_ID"]
c.Exchange.root = os.environ["NBGRADER_EXCHANGE"]

# Fetched into the folder of the lessons, and handed in from there.
c.Exchange.assignment_dir = os.path.join(os.path.expanduser("~"), "lessons")  # noqa: PTH111, PTH118

# What is never handed in. answers.jsonl must not stand here.
c.CourseDirectory.ignore = [".*", "__pycache__", "*.pyc", "feedback"]
