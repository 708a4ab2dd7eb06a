"""What an author is told about each field of `course.yml`."""

from __future__ import annotations

from softskills.course.lesson_rules import (
    BroughtBackNeed,
    CallNeed,
    FormNeed,
    HeadingNeed,
    LessonRules,
    MinutesNeed,
    Need,
    ObjectivesNeed,
)
from softskills.course.limits import ContrastLimits, Limits
from softskills.course.settings import Folders, Licence, Part, Phrase, Settings, Spelling, Telltale, Workbook
from softskills.sources import Model

_LEAST_AND_MOST = "the least and the most"

COURSE_GUIDE: dict[type[Model], dict[str, str]] = {
    Settings: {
        "format": "1: the version of this file's form.",
        "id": "A short name: small letters, digits and single hyphens. Readers' answers are kept in their browsers "
        "under it, so it must never change.",
        "title": "The name of the course.",
        "description": "What it is about, in a sentence of at most 160 characters. It goes with links to the course.",
        "licence": "Under which licence the course is given away, as its pages tell search engines.",
        "language": "The language of its texts, as a tag such as en-GB or de. _config.yml has the same one.",
        "spelling": "How the texts are spelled.",
        "folders": "Where the course keeps things, as folders below the one that has this file.",
        "features": "What the course has (on) or does without (off). What is not named is on if its files are there.",
        "parts": "The numbers and names of the parts, when data/outline.yml does not name them. In the "
        "book's contents, what stands under another caption is set apart from them.",
        "lessons": "What every lesson must have, besides its title as the one main heading.",
        "limits": "The numbers that softskills check holds items to.",
        "telltales": "Phrases that would give the best option away if they stood in it too often.",
        "phrases": "Phrases that wear out, and how often the whole course may say each.",
        "review_days": "Days until a set of scenes comes back, from each box: it begins in the first, goes on to the "
        "next with every day of hits, and back to the first after a miss. In the last it stays.",
        "practice_page": "The notebook that shows practice(), without its ending. Your progress leads there.",
        "moved": "Pages of the book that have another name now: the old name and the new one, such as "
        "book/hello: book/welcome. The old address leads on to the new one.",
        "attribution": "What must be shown with figures from others, such as the table of occupations.",
        "workbook": "What the workbook for paper has besides the lessons. softskills workbook makes it.",
    },
    Workbook: {
        "also": "Other pages of the book, by their names in _toc.yml. They come in the order of the book.",
    },
    Licence: {"name": "Its name, such as CC BY 4.0.", "url": "The address of its text."},
    Spelling: {
        "dictionary": "A list that the engine brings (british), or a file of the course with one word a line. Without "
        "it spelling is not checked. Names and terms of your own belong in data/words.txt.",
        "pass_over": "Files that are not spelled.",
        "may_double": "Words that may stand twice in a row.",
        "latin_only": "false if the course uses other letters than Latin ones. Otherwise each of those is a finding.",
    },
    Folders: {
        "data": "Scenarios, competencies, lessons.",
        "notebooks": "The lessons.",
        "exercises": "The nbgrader course, with source/ and keys/.",
        "book": "The pages that are no notebooks, and references.bib.",
    },
    Part: {"part": "Its number.", "name": "Its name, as in the book's contents."},
    Telltale: {
        "says": "What the phrases say, for the figures: 'best says ...'.",
        "phrases": "The words, as they stand in an option. Capitals do not matter.",
        "at_most": "The largest share of best options that may say it, 0 to 1.",
    },
    Phrase: {
        "says": "The words, as they stand in a text. Capitals do not matter.",
        "at_most": "How often they may stand in all lessons, items and pages together.",
    },
    LessonRules: {
        "words": f"How many words a lesson's own text has, without its items: {_LEAST_AND_MOST}.",
        "objectives": "A sentence under the title that says what learners can do afterwards. Reviews need it too.",
        "minutes": "A line that says how long the lesson takes.",
        "lab_note": "true if every lesson has a cell with the tag lab-only, which says what to do first in JupyterLab. "
        "The book leaves such cells out.",
        "headings": "The headings that a lesson has.",
        "headings_at_most": "How many headings a lesson has at most, its title among them.",
        "heading_in_lessons_at_most": "In how many lessons one heading may stand.",
        "calls": "The cells that a lesson has: its scenarios, reflections and the rest.",
        "forms": "The forms of text that a lesson has.",
        "citation": "true if every lesson cites a work.",
        "brings_back": "That a lesson asks scenarios of earlier lessons again.",
        "review_brings_back": "How many scenarios a review asks again at least.",
    },
    Need: {"parts": "The parts whose lessons need it. Without this, all lessons do."},
    HeadingNeed: {
        "text": "The heading, without its signs.",
        "level": "Its level: 2 for ##, 3 for ###.",
        "points": f"How many points are listed below it: {_LEAST_AND_MOST}.",
        "in_reviews": "true if reviews need it too.",
    },
    CallNeed: {
        "call": "The function that the cell calls. A rating must be of the competency that the lesson's scenarios "
        "train.",
        "at_least": "How many there are at least. What is brought back does not count.",
        "under": "The heading below which it stands, of the second level.",
    },
    FormNeed: {
        "form": "versions: quotes with captions, which the book sets side by side. role-cards: quotes that say who "
        "somebody is, wants and knows.",
        "at_least": "How many there are at least: rows of versions, or single role cards.",
    },
    ObjectivesNeed: {
        "begins": "The words that it begins with, such as: After this lesson you can. One or more ways.",
        "words": f"How many words it has: {_LEAST_AND_MOST}.",
    },
    BroughtBackNeed: {"at_least": "How many scenarios at least."},
    MinutesNeed: {
        "line": "The line, with N in place of the number.",
        "between": f"How many minutes: {_LEAST_AND_MOST}.",
        "words_a_minute": "How many words of a lesson's text are read in a minute. With this and seconds_a_scene the "
        "time is counted, and compared with the line.",
        "seconds_a_scene": "How long a scene takes. A pair counts as two, a story as four, any other call as one.",
        "may_differ": "By what share of the time that is counted the line may differ from it, 0 to 1.",
        "course": "Words that say in hours how long all lessons take, with N in place of the number. Wherever a page "
        "has them, the number is held to what is counted.",
    },
    Limits: {
        "title_words": f"Words of a title: {_LEAST_AND_MOST}.",
        "stem_words": f"Words of a stem: {_LEAST_AND_MOST}.",
        "feedback_words": f"Words of the feedback on one option: {_LEAST_AND_MOST}.",
        "longest_to_shortest": "How many times the characters of the shortest option the longest may have.",
        "reading_grade": "The highest Flesch-Kincaid grade, or null. The formula is for English, and used for it only.",
        "decisions": f"Decisions on a path of a story: {_LEAST_AND_MOST}.",
        "endings": "How many ways a story can end at least.",
        "endings_left": "How many of them are left at least after any first choice.",
        "best_is_longest": "The largest share of sets of options in which the best is the longest, 0 to 1.",
        "best_at_letter": f"In what share of sets of four the best stands at one letter, 0 to 1: {_LEAST_AND_MOST}.",
        "telling_times": "How many times as often a word stands in best options as in others, to give them away.",
        "telling_at_least": "In how many best options such a word stands at least.",
        "same_opening": "The largest share of all texts of feedback that begin with the same three words, 0 to 1.",
        "readers": "How many people answer each scenario without its key.",
        "stems_alike": "How alike a graded stem and a practice stem may be, 0 to 100.",
        "contrast": "The numbers that contrast sets are held to.",
    },
    ContrastLimits: {
        "situation_words": f"Words of the text of a situation: {_LEAST_AND_MOST}.",
        "option_words": f"Words of an option: {_LEAST_AND_MOST}.",
        "feedback_words": f"Words of the feedback on one option: {_LEAST_AND_MOST}.",
        "longest_to_shortest": "How many times the characters of the shortest option the longest may have.",
        "best_is_longest": "The largest share of situations in which the best is the longest, 0 to 1.",
        "best_at_letter": f"In what share of situations the best stands at one letter, 0 to 1: {_LEAST_AND_MOST}.",
        "courtesy_apart": "How far apart the shares of best and other options with a word of courtesy may be, 0 to 1.",
        "by_words_alone": "The largest share of best options that a model may find by the options' words, 0 to 1.",
        "readers": "How many people read each situation whole, without its key.",
        "readers_agree": "In what share of whole readings the best is that of the key at least, 0 to 1.",
        "by_options_alone": "The largest share of best options that readers may find without the situations, 0 to 1.",
        "obvious": "The largest share of whole readings with the difficulty 1, obvious at once, 0 to 1.",
        "close_calls": "The largest share of whole readings with the difficulty 3, a close call, 0 to 1.",
    },
}
