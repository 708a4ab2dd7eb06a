"""Settings of the nbgrader course in this folder. Run every nbgrader command of the instructor in this folder.

Settings for one machine belong in ~/.jupyter/nbgrader_config.py; what is set here comes before them.
"""

import os
import sys
from pathlib import Path

from traitlets.config import Application

course = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 - nbgrader provides it

# A fault in this file is to stop a command. By itself nbgrader would note it, and go on without any of these settings.
if Application.initialized():
    Application.instance().raise_config_file_errors = True

# nbgrader runs programs that are installed beside it by their name. So it can be called by its path itself.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

c.CourseDirectory.course_id = "soft-skills"
c.CourseDirectory.root = str(course)

# The gradebook is the file gradebook.db in this folder. For a class that outgrows it, name a PostgreSQL database in
# NBGRADER_DB_URL, such as postgresql://grader@localhost/gradebook. nbgrader makes the tables.
database = os.environ.get("NBGRADER_DB_URL")
if database:
    c.CourseDirectory.db_url = database

# Where assignments and submissions change hands. The folder here serves to try things out on one machine. For a class,
# set NBGRADER_EXCHANGE to a folder that all accounts can write to.
exchange = os.environ.get("NBGRADER_EXCHANGE")
if not exchange:
    exchange = str(course / "exchange")
    Path(exchange).mkdir(exist_ok=True)
c.Exchange.root = exchange

# Collect with care: everybody can write to the exchange. What is wrong with one submission stops no other.
c.ExchangeFactory.collect = "softskills.grading.exchange.collecting.SafeCollect"

# With --force, replace what learners can fetch as a whole, and say what was replaced.
c.ExchangeFactory.release_assignment = "softskills.grading.exchange.releasing.SafeReleaseAssignment"

# Release feedback to all who handed in through the exchange, whatever else lies in submitted/.
c.ExchangeFactory.release_feedback = "softskills.grading.exchange.releasing.SafeReleaseFeedback"

# The folder of the keys. It lies beside source/ and never in it, because nbgrader releases every file of source/.
# `softskills grade --help-all` tells of all settings of quizzes.
c.Quiz.keys = str(course / "keys")

# What learners find in their feedback on a quiz, beside the points. Marks are the same with each.
#   points   what they answered, and nothing of the keys
#   choices  also what the key says to their own choices, and to no other
#   key      also the best answers, and why they are the best: for after the due date
# For one command: SOFTSKILLS_FEEDBACK=key softskills grade part-1 --force
c.Quiz.feedback = "choices"

# In marking("part-1"), names of learners are hidden until the marker asks for them. True shows them from the start.
c.Quiz.marking_names = False

# Refuse to release keys or answers, and to grade without keys. When one of these checks breaks, nothing goes on.
c.GenerateAssignment.pre_convert_hook = "softskills.grading.nbgrader.hooks.check_release"
c.Autograde.pre_convert_hook = "softskills.grading.nbgrader.hooks.before_autograde"

# Prepare a release beside the one that is there, so that a failure leaves the old one, and say what was replaced.
c.GenerateAssignment.exporter_class = "softskills.grading.nbgrader.release.ReleaseExporter"

# Grade a quiz, which is an assignment with a quiz.yml, from what was released and the answer file alone, and without a
# kernel. Any other assignment is graded as nbgrader does it.
c.Autograde.exporter_class = "softskills.grading.nbgrader.plugins.QuizExporter"

# Feedback on a quiz opens on the score, and is one page that needs no network. Any other assignment gets nbgrader's.
c.GenerateFeedback.exporter_class = "softskills.grading.nbgrader.feedback_pages.FeedbackExporter"

# Never copied, in either direction. answers.jsonl must not stand here: it is what learners hand in.
c.CourseDirectory.ignore = [".*", "__pycache__", "*.pyc", "feedback"]
