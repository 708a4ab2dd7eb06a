"""The table of all rules, and the run over a course. A new rule is a function and a row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from softskills.checks.findings import Finding, Hit, Severity, in_order
from softskills.checks.material import Material
from softskills.checks.rules import (
    characters,
    contrast,
    cues,
    forks,
    headings,
    keys,
    lessons,
    links,
    minutes,
    notebooks,
    paragraphs,
    readings,
    references,
    repetition,
    set_cues,
    set_readings,
    spelling,
    structure,
    wording,
)


class Rule(NamedTuple):
    """How grave a breach is, what the rule asks for, and the function that finds breaches."""

    severity: Severity
    asks: str
    find: Callable[[Material], Iterable[Hit]]


RULES: dict[str, Rule] = {
    "S001": Rule("error", "Every file of the course loads", structure.loads),
    "S002": Rule("error", "No item of a quiz has the id of another item", structure.unique_ids),
    "S003": Rule("error", "A lesson lists the items of its notebook, in order", structure.lessons_hold_their_items),
    "S004": Rule("error", "The lessons are in the contents, in one order", structure.lessons_follow_the_contents),
    "S005": Rule("error", "The contents name every page, and no other", structure.contents_name_the_pages),
    "S006": Rule("warning", "A lesson has all that the course asks of one", lessons.lessons_are_complete),
    "S007": Rule("error", "Every lesson of the outline is there", structure.outline_is_kept),
    "S008": Rule("error", "The lessons have the outline's titles, parts, order", structure.lessons_follow_the_outline),
    "S009": Rule("error", "The contents name the parts as the course does", structure.captions_are_the_parts),
    "S010": Rule("error", "Only earlier scenarios are brought back", lessons.lessons_bring_back_earlier_ones),
    "S011": Rule("error", "Notebooks call only what the course has", structure.calls_are_of_features),
    "S012": Rule("error", "The book has the title and the language of the course", structure.book_is_of_the_course),
    "S013": Rule("error", "Situations of a set are not asked next to each other", contrast.situations_are_apart),
    "S014": Rule("error", "Situations that are kept back stand in no lesson", contrast.kept_back),
    "S015": Rule("warning", "A lesson takes as long as it says", minutes.lessons_take_what_they_say),
    "S016": Rule("warning", "The course takes as long as its pages say", minutes.pages_say_what_the_course_takes),
    "S017": Rule("warning", "A lesson has few headings", headings.few_in_a_lesson),
    "S018": Rule("warning", "Lessons have headings of their own", headings.own_to_a_lesson),
    "S019": Rule("warning", "No two lessons share a paragraph", paragraphs.own_to_a_lesson),
    "W001": Rule("error", "A stem has as many words as the course asks for", wording.stem_length),
    "W002": Rule("error", "Options differ little in length", wording.option_lengths),
    "W003": Rule("error", "Feedback has as many words as the course asks for", wording.feedback_length),
    "W004": Rule("error", "Stem, options and scenes are easy to read", wording.reading_grade),
    "W005": Rule("error", "A title has as many words as the course asks for", wording.title_length),
    "W006": Rule("warning", "A lesson's own text is neither thin nor long", lessons.prose_length),
    "W007": Rule("error", "Options of a set have as many words as the course asks for", wording.option_words),
    "G001": Rule("error", "Every scene of a story can be reached", forks.scenes_are_reached),
    "G002": Rule("error", "Every scene has choices or is an ending", forks.no_dead_ends),
    "G003": Rule("error", "A story does not run in a circle", forks.no_circle),
    "G004": Rule("error", "A story can end in several ways", forks.enough_endings),
    "G005": Rule("error", "Every path of a story has enough decisions, and not too many", forks.fork_count),
    "G006": Rule("error", "The branches of a story rejoin", forks.branches_rejoin),
    "G007": Rule("error", "The best path is not always the first choice", forks.best_is_not_the_first),
    "G008": Rule("error", "The best path is not always the longest choice", forks.best_is_not_the_longest),
    "G009": Rule("warning", "After any first choice several endings are left", forks.a_mistake_can_be_mended),
    "G010": Rule("error", "Every value of a story is changed by a choice", forks.values_change),
    "G011": Rule("error", "A choice changes a value by an amount that shows", forks.effects_fit),
    "B001": Rule("warning", "The best option is not too often the longest", cues.longest),
    "B002": Rule("warning", "The best of four stands about as often at each position", cues.positions),
    "B003": Rule("warning", "The best option does not too often say the same thing", cues.telltales),
    "B004": Rule("warning", "No word stands in best options far more often than in others", cues.words_of_the_best),
    "B005": Rule("warning", "Feedback does not too often begin with the same words", repetition.same_opening),
    "B006": Rule("warning", "No phrase stands more often than the course allows", repetition.same_phrase),
    "D001": Rule("error", "No detail of an option picks one situation out", contrast.details_match_no_single_situation),
    "D002": Rule("warning", "The best option of a set is not too often the longest", set_cues.longest),
    "D003": Rule("warning", "The best of a set stands about as often at each position", set_cues.positions),
    "D004": Rule("warning", "Best options are as courteous as others", set_cues.courtesy_is_spread),
    "D005": Rule("warning", "The words of the options alone do not give the best away", set_cues.words_alone),
    "R001": Rule("warning", "Readers answered each scenario without its key", readings.each_is_read),
    "R002": Rule("error", "Readers and key agree on the best, or a note defends the key", readings.readers_agree),
    "R003": Rule("error", "A reading names a scenario and two of its options", readings.readings_name_options),
    "R004": Rule("warning", "Readers read each set's options alone, and each situation", set_readings.each_is_read),
    "R005": Rule("error", "Full readings and key agree, or a note defends the key", set_readings.readers_agree),
    "R006": Rule("error", "A reading of a set names what is there", set_readings.readings_are_sound),
    "R007": Rule("warning", "Over all sets, readings stay within bounds", set_readings.shares_are_in_bounds),
    "T001": Rule("error", "All letters are Latin", characters.look_alike_letters),
    "T002": Rule("error", "No word stands twice in a row", characters.doubled_words),
    "T003": Rule("error", "Links within the course lead somewhere", links.links_within),
    "T004": Rule("error", "Links to the web use https and name a host", links.links_to_the_web),
    "T005": Rule("error", "Words are spelled as the dictionary of the course has them", spelling.spelling),
    "T006": Rule("error", "The list of own words is sorted, and each is needed", spelling.own_words),
    "C001": Rule("error", "A cited work is in the bibliography", references.cited_works_are_listed),
    "C002": Rule("error", "A work of the bibliography is cited", references.listed_works_are_cited),
    "C003": Rule("error", "A DOI has the form of one", references.dois),
    "C004": Rule("error", "A work named in an item is in the bibliography", references.mentioned_works_are_listed),
    "C005": Rule("error", "Lessons and pages cite by role, not by a link", references.cited_by_role),
    "K001": Rule("error", "What learners receive holds no keys and no answers", keys.nothing_private),
    "K002": Rule("error", "No text of a graded key stands outside the keys", keys.no_text_of_a_key),
    "K003": Rule("error", "A graded scenario is no practice scenario reworded", keys.graded_stems_are_new),
    "N001": Rule("error", "A notebook is valid nbformat 4.5", notebooks.valid_format),
    "N002": Rule("error", "A notebook keeps no outputs and no execution counts", notebooks.no_outputs),
    "N003": Rule("error", "Cell ids are unique in a notebook", notebooks.unique_cell_ids),
    "N004": Rule("error", "The kernel is python3", notebooks.kernel),
    "N005": Rule("error", "Code of a lesson is tagged remove-input", notebooks.hidden_input),
    "N006": Rule("error", "A quiz has a grade cell, with metadata of version 3", notebooks.graded_cells),
    "N007": Rule("error", "What is for JupyterLab alone is text", notebooks.lab_only),
}


def check(material: Material) -> list[Finding]:
    """Every finding of every rule."""
    return in_order(Finding(code, rule.severity, *hit) for code, rule in RULES.items() for hit in rule.find(material))
