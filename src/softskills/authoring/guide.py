"""What an author is told about each field of a content file: in the editor, by the JSON Schema, and in a template.

The texts have places for what a course sets itself: the numbers that `softskills check` holds a text to.
"""

from __future__ import annotations

from softskills.authoring.course_guide import COURSE_GUIDE
from softskills.checks.rules.wording import highest_grade
from softskills.course import Settings
from softskills.items import models
from softskills.items.contrast import ContrastSet, GradedContrastSet, GradedSituation, KeyedSituation, SharedParts
from softskills.items.outline import Outline, OutlinePart
from softskills.items.scenario_models import Key, Practice, Scenario
from softskills.items.shapes import AuthorKey, Situation
from softskills.items.story_models import Choice, PracticeStory, Scene, StateValue, Story, StoryKey
from softskills.items.written_models import Intention, Plan, PlanField, Reflection, Sample, SayFirst
from softskills.sources import Model

_ID = (
    "A name of its own in the whole course: small letters, digits and single hyphens, 60 at most. "
    "Keep it for ever, because learners' answers are kept under it."
)
_TITLE = "The heading, {title_words} words. It names the moment and gives no answer away."
_PROMPT = "What the learner reads and is asked. Ask for the learner's own situation, and for one thing."
_ITS_COMPETENCY = "What this item trains, if it isn't what the quiz does, by its id in data/competencies.yml."
_OWN_COMPETENCY = "The id of the competency that the items train, as in competencies.yml."
_PART = "The number of the part of the book."

GUIDE: dict[type[Model], dict[str, str]] = COURSE_GUIDE | {
    models.ItemSet: {
        "competency": f"{_OWN_COMPETENCY} All items of one file train the same one.",
        "items": "The items, in any order. A lesson shows an item by its id.",
    },
    Situation: {
        "id": _ID,
        "title": _TITLE,
        "stem": (
            "The situation, in {stem_words} words, told to the learner as 'you': your role, the other person, what "
            "went before, what limits you, and what is at stake. Begin with something that happens. "
            "Test it: when one fact changes, another answer must win; otherwise write it anew. "
            "Short sentences and plain words{grade}; no law or policy questions."
        ),
        "question": (
            "First the goal ('You want to ...'), then what is asked. Ask what is most effective for that goal, "
            "not what is right or kind."
        ),
        "goal": "What the learner is after, if it's said apart from the question.",
        "contrast": "Leave this out: it's for the situations of a contrast set, and the set itself sets it.",
    },
    Scenario: {
        "kind": (
            "What the learner does with the options. choose: pick the one to do. "
            "best-worst: pick the most and the least effective. "
            "rate-each: rate every option from 1 to 5. rank: put all in order, the most effective first."
        ),
        "options": (
            "Four options, under the letters a to d. Each is one action and its tone; none joins two actions. All have "
            "equal grammar and politeness, and the longest has at most {longest_to_shortest} times the characters "
            "of the shortest. One is strong, one good but incomplete, one well meant but harmful, one tempting but "
            "poor. Show doing nothing and doing too much. Where the wording is the skill, give the words that are said."
        ),
    },
    Practice: {"key": "Your own reasoned judgement of the options. Call it nothing more than that."},
    AuthorKey: {
        "turns_on": "The one fact on which the best answer rests: what would have to be different, and what would win "
        "then? For other authors; no learner sees it.",
        "rationale": "Why the answers stand in this order, in a few sentences. For other authors; no learner sees it.",
    },
    Key: {
        "effectiveness": (
            "How effective each option is for the goal, from 1 to 5, with exactly one highest and one lowest. The best "
            "is not always the kindest or the longest{telltales}, and does not always stand at one letter."
        ),
        "feedback": (
            "For each option {feedback_words} words: its likely effect, the principle with its source, and what "
            "would make it better. Speak of the action, never of the person."
        ),
    },
    Story: {
        "kind": "branching: a story in which each choice leads to the next scene.",
        "start": "The id of the scene in which the story begins.",
        "scenes": (
            "The scenes, each under an id of its own. A path has {decisions} decisions, paths come "
            "together again, a mistake can be made good, and there are at least {endings} endings. No scene leads "
            "back to an earlier one."
        ),
    },
    Scene: {
        "title": "The heading of the scene, in a few words.",
        "text": "What happens now, as a consequence of the last choice. Tell it, and do not say whether it was good.",
        "choices": "Two to four choices, under the letters a to d, written as options are: one action each, all of "
        "about equal length. Leave this out at an ending.",
        "ending": "true where the story ends. A scene that is no ending and has no choices is a dead end.",
    },
    Choice: {
        "text": "One action and its tone, or the words that are said.",
        "to": "The id of the scene that it leads to.",
    },
    PracticeStory: {"key": "Your own reasoned judgement of the choices. Call it nothing more than that."},
    StoryKey: {
        "values": "One or two things that the choices change, such as trust or days left. The learner sees them.",
        "effectiveness": "For each scene with choices, how effective each choice is there for the goal, from 1 to 5, "
        "with exactly one highest and one lowest.",
        "effects": "By how much a choice changes the values: scene, letter, value. What is not named here stays.",
        "feedback": (
            "For each choice of each scene {feedback_words} words, shown at the end: its likely effect, the "
            "principle with its source, and what would make it better. Speak of the action, never of the person."
        ),
    },
    StateValue: {
        "name": "What the learner sees, such as Trust.",
        "start": "The whole number with which the story begins.",
        "lowest": "The lowest whole number that it can fall to.",
        "highest": "The highest whole number that it can rise to.",
    },
    SharedParts: {
        "id": _ID,
        "title": "What the situations have in common, in {title_words} words.",
        "kind": "contrast: the same four options in several situations, and the situation decides which is best.",
        "goal": (
            "What the learner is after in every situation, said once and neutrally. It mustn't be the answer in other "
            "words."
        ),
        "question": "What is asked in every situation, such as 'What would you do now?'.",
        "options": (
            "Four options, under the letters a to d, {option_words} words each: one action and its tone. Write them "
            "first, and neutrally, then look for the days on which each is right. Each can be said and done in every "
            "situation. No date, number, name or thing that only one situation has. The longest has at most "
            "{set_longest_to_shortest} times the characters of the shortest; courtesy is spread evenly."
        ),
    },
    ContrastSet: {
        "situations": (
            "Two to four situations. A lesson shows the first two, and the others are kept for later practice. They "
            "differ in facts that anybody could check, and by as little as possible. One option may be best twice, "
            "and one never, but not the same one everywhere."
        ),
    },
    GradedContrastSet: {"situations": "One or two situations, without keys. Another scene is asked between the two."},
    GradedSituation: {
        "id": _ID,
        "title": _TITLE,
        "text": (
            "The situation, in {situation_words} words: who, what's at stake, what's known, what's possible now. "
            "Plain facts{grade}. Cut every sentence that's there only to forbid one of the options."
        ),
        "kind": "Leave this out for choose: pick the one to do. rank, rate-each and best-worst are for situations in "
        "which reasons can be given for the order of all four.",
    },
    KeyedSituation: {
        "key": (
            "Your own reasoned judgement of the options in this situation. turns_on is the fact that decides; the "
            "debrief shows it as 'What turned it'. Feedback has {set_feedback_words} words an option: what would "
            "probably happen, and why here."
        ),
    },
    SayFirst: {
        "id": _ID,
        "title": _TITLE,
        "kind": "say-first: the learner writes what to say; then come samples, and things to tick. Nobody marks it.",
        "text": "The situation, in {situation_words} words, told to the learner as 'you'.",
        "goal": "What the learner is after.",
        "prompt": "What to write, such as 'Write the first thing that you'd say'.",
        "samples": "Three things that somebody might say. Each is fair, and none has to be perfect.",
        "look_for": "Three things that anybody could see in what was written: 'It asks for one thing.'",
    },
    Sample: {"text": "The words that are said.", "note": "What they do well or badly, in a sentence or two."},
    Reflection: {"id": _ID, "title": _TITLE, "prompt": _PROMPT},
    Intention: {
        "id": _ID,
        "title": _TITLE,
        "prompt": _PROMPT,
        "if_hint": "An example of a moment that the learner will meet, to go on from 'If'.",
        "then_hint": "An example of one small action, to go on from 'then I will'.",
    },
    Plan: {"id": _ID, "title": _TITLE, "prompt": _PROMPT, "fields": "The parts of the plan, in order."},
    PlanField: {
        "id": "The name of this part within the plan: small letters, digits and single hyphens. Keep it for ever.",
        "label": "What this part is called.",
        "hint": "What belongs here, with an example.",
        "lines": "How many lines of room it has, 1 to 12.",
    },
    models.Quiz: {
        "quiz": "The id of the quiz: the name of its folder, and of its file of keys.",
        "title": "The name of the quiz as learners see it.",
        "competency": _OWN_COMPETENCY,
        "points_each": "The points that each scenario can earn. Written tasks have their own, by their rubric.",
        "items": "Scenarios, branching scenarios and reflections, in the order shown. Keys stand in another file.",
    },
    models.QuizScenario: {"competency": _ITS_COMPETENCY},
    models.QuizStory: {"competency": _ITS_COMPETENCY},
    models.QuizReflection: {"competency": _ITS_COMPETENCY},
    models.QuizContrastSet: {"competency": _ITS_COMPETENCY},
    models.QuizKeys: {
        "quiz": "The id of the quiz that these keys belong to.",
        "items": "The key of each scenario of the quiz, under the scenario's id. Learners never get this file.",
        "adjusted": "What was decided about scenes after they had been answered: `left out` or `full marks`, under the "
        "scenario's id. `softskills regrade` writes it.",
        "rubric": "The criteria by which each written task is marked, under the task's id.",
    },
    models.Criterion: {
        "criterion": "What is looked for. Learners see it.",
        "points": "The most points that it can earn.",
        "full": "What earns all points. Learners see it.",
        "half": "What earns half the points. Only markers see it.",
        "none": "What earns no points. Only markers see it.",
    },
    models.CompetencyFile: {
        "first": "The ids of those that a learner rates before the others, one at a time. Without it, the first three.",
        "competencies": "The competencies, in the order of the book.",
    },
    models.Competency: {
        "id": "The name of the competency in files: small letters, digits and single hyphens.",
        "name": "The name of the competency as learners see it.",
        "part": _PART,
        "definition": "What the competency is, in one sentence.",
        "levels": "Five things that a person did, lowest level first. Each can be observed, and is one thing.",
    },
    models.LessonFile: {"lessons": "The lessons, in the order of the book."},
    models.Lesson: {
        "file": "The name of the lesson's notebook in notebooks/, without its ending.",
        "title": "The main heading of the lesson.",
        "part": _PART,
        "items": "The ids of the items that the lesson asks first, in its order; of a contrast set, what it shows.",
        "brings_back": "The ids of scenarios, or of contrast sets, of earlier lessons that it asks again.",
        "review": "true for a lesson that only asks again. It has no items of its own.",
    },
    Outline: {"parts": "The parts of the course, in the order of their numbers."},
    OutlinePart: {
        "part": _PART,
        "name": "The name of the part, as in the book's contents.",
        "lessons": "The titles of its lessons, in their order.",
    },
}


def explain(model: type[Model], field: str, settings: Settings) -> str:
    """What an author is told about `field` of `model` in a course; empty for a kind that can be only one thing."""
    found = (GUIDE[base][field] for base in model.__mro__ if field in GUIDE.get(base, {}))
    return next(found, "").format_map(_places(settings))


def _places(settings: Settings) -> dict[str, str]:
    """What stands in the places of the texts."""
    limits, grade = settings.limits, highest_grade(settings)
    sets = limits.contrast
    ranges = {
        name: "{} to {}".format(*getattr(limits, name))
        for name in ("title_words", "stem_words", "feedback_words", "decisions")
    }
    return ranges | {
        "situation_words": "{} to {}".format(*sets.situation_words),
        "option_words": "{} to {}".format(*sets.option_words),
        "set_feedback_words": "{} to {}".format(*sets.feedback_words),
        "set_longest_to_shortest": f"{sets.longest_to_shortest:g}",
        "longest_to_shortest": f"{limits.longest_to_shortest:g}",
        "endings": str(limits.endings),
        "grade": f", reading grade {grade:g} or below" if grade is not None else "",
        "telltales": "".join(f", does not always say '{one.says}'" for one in settings.telltales),
    }
