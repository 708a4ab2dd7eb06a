"""`softskills check`: what is wrong in the course, found before a learner or reader gets it."""

from softskills.checks.figures import figures, lines
from softskills.checks.findings import Finding
from softskills.checks.gathering import gather
from softskills.checks.material import Material
from softskills.checks.rules.table import RULES, Rule, check

__all__ = ["RULES", "Finding", "Material", "Rule", "check", "figures", "gather", "lines"]
