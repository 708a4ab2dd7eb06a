"""What a learner answers in: `scenario("listening-01")`, `reflection(...)`, `intention(...)`."""

from softskills.widgets.base import PUBLISHED_TYPE, PUBLISHING, ItemWidget
from softskills.widgets.best_worst import BestWorstWidget
from softskills.widgets.finding import intention, reflection, scenario
from softskills.widgets.writing import IntentionWidget, ReflectionWidget

WIDGETS: tuple[type[ItemWidget], ...] = (BestWorstWidget, ReflectionWidget, IntentionWidget)

__all__ = [
    "PUBLISHED_TYPE",
    "PUBLISHING",
    "WIDGETS",
    "BestWorstWidget",
    "IntentionWidget",
    "ItemWidget",
    "ReflectionWidget",
    "intention",
    "reflection",
    "scenario",
]
