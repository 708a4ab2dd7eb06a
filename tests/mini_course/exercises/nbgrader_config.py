"""Settings of the nbgrader course in this folder. Run every nbgrader command of the instructor in this folder."""

import os
from pathlib import Path

from softskills.grading.nbgrader.programs import put_on_path

course = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 - nbgrader provides it
put_on_path()  # nbgrader runs programs by name that are installed beside it

c.CourseDirectory.course_id = "gespraeche-am-telefon"
c.CourseDirectory.root = str(course)
c.CourseDirectory.ignore = [".*", "__pycache__", "*.pyc", "feedback"]  # and never answers.jsonl, which is handed in

# Where work changes hands. For a class, set NBGRADER_EXCHANGE to a folder that all accounts can write to.
exchange = Path(os.environ.get("NBGRADER_EXCHANGE") or course / "exchange")
exchange.mkdir(exist_ok=True)
c.Exchange.root = str(exchange)

# What learners find in their feedback beside the points. `softskills grade --help-all` tells of all settings.
c.Quiz.feedback = "choices"  # points: nothing of the keys; choices: what they say to the learner's own; key: all

# Collect, release and grade safely: keys stay here, and what learners wrote is data and never run.
c.ExchangeFactory.collect = "softskills.grading.exchange.collecting.SafeCollect"
c.ExchangeFactory.release_assignment = "softskills.grading.exchange.releasing.SafeReleaseAssignment"
c.ExchangeFactory.release_feedback = "softskills.grading.exchange.releasing.SafeReleaseFeedback"
c.GenerateAssignment.pre_convert_hook = "softskills.grading.nbgrader.hooks.check_release"
c.GenerateAssignment.exporter_class = "softskills.grading.nbgrader.release.ReleaseExporter"
c.Autograde.pre_convert_hook = "softskills.grading.nbgrader.hooks.before_autograde"
c.Autograde.exporter_class = "softskills.grading.nbgrader.plugins.QuizExporter"
c.GenerateFeedback.exporter_class = "softskills.grading.nbgrader.feedback_pages.FeedbackExporter"
