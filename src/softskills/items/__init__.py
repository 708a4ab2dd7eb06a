"""What the course asks: scenarios, written tasks, quizzes and competencies, read from YAML and checked on loading."""

from softskills.items.bank import Bank, data_folder, load_bank
from softskills.items.contrast import ContrastSet, GradedContrastSet, GradedSituation, KeyedSituation, best_option
from softskills.items.models import Competency, Criterion, Item, Lesson, PracticeItem, Quiz, QuizKeys, Regrade
from softskills.items.quizzes import load_quiz, load_quiz_keys
from softskills.items.scenario_models import Key, Practice, Scenario, ScenarioKind
from softskills.items.story_models import Choice, PracticeStory, Scene, StateValue, Story, StoryKey
from softskills.items.written_models import Intention, Plan, Reflection, Sample, SayFirst
from softskills.sources import ContentError, Fault

__all__ = [
    "Bank",
    "Choice",
    "Competency",
    "ContentError",
    "ContrastSet",
    "Criterion",
    "Fault",
    "GradedContrastSet",
    "GradedSituation",
    "Intention",
    "Item",
    "Key",
    "KeyedSituation",
    "Lesson",
    "Plan",
    "Practice",
    "PracticeItem",
    "PracticeStory",
    "Quiz",
    "QuizKeys",
    "Reflection",
    "Regrade",
    "Sample",
    "SayFirst",
    "Scenario",
    "ScenarioKind",
    "Scene",
    "StateValue",
    "Story",
    "StoryKey",
    "best_option",
    "data_folder",
    "load_bank",
    "load_quiz",
    "load_quiz_keys",
]
