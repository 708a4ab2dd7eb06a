"""Items as Moodle XML, which Moodle's question bank imports.

Source: Moodle's own reader, question/format/xml/format.php; https://docs.moodle.org/en/Moodle_XML_format. Moodle shows
every text as HTML, names of questions and categories among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from softskills.formats.chosen import Chosen
from softskills.formats.questions import Essay, MultipleChoice, Order, Question, questions_of
from softskills.formats.text import html, html_line

LINES_OF_BOX = 7
PAIRS_IN_ORDER = 4
"""Of the ways in which Moodle marks an order, the one that counts pairs (`GRADING_RELATIVE_ALL_PREVIOUS_AND_NEXT` in
question/type/ordering/question.php)."""


def moodle_xml(chosen: Chosen) -> str:
    """A file for Question bank > Import. Each group is a category, in one of the title of `chosen`."""
    quiz = Element("quiz")
    for group in chosen.groups:
        questions = [question for entry in group.entries for question in questions_of(entry)]
        if questions:
            path = (chosen.title, *group.path) if group.path[0] != chosen.title else group.path
            quiz.append(_category(path))
            quiz.extend(_question(one) for one in questions)
    indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="unicode") + "\n"


def category_path(path: tuple[str, ...]) -> str:
    """A path as Moodle writes it, below the top of whatever course imports it. A stroke in a name is doubled."""
    return "/".join(["$course$", "top", *(html_line(name).replace("/", "//") for name in path)])


def _category(path: tuple[str, ...]) -> Element:
    made = Element("question", type="category")
    _text(made, "category", category_path(path))
    return made


def _question(question: Question) -> Element:
    made = Element("question", type=_TYPES[type(question)])
    _text(made, "name", html_line(question.title))
    _html(made, "questiontext", *question.asked)
    _html(made, "generalfeedback", *question.after)
    SubElement(made, "defaultgrade").text = f"{question.mark:.7f}"
    SubElement(made, "penalty").text = "0"
    SubElement(made, "hidden").text = "0"
    SubElement(made, "idnumber").text = question.id
    match question:
        case MultipleChoice():
            made.extend(_settings(single="true", shuffleanswers="true", answernumbering="none"))
            for answer in question.answers:
                made.append(_answer(f"{answer.share:.7g}", answer.text, answer.feedback))
        case Order():
            made.extend(
                _settings(
                    layouttype="VERTICAL",
                    selecttype="ALL",
                    selectcount="0",
                    gradingtype=str(PAIRS_IN_ORDER),
                    showgrading="SHOW",
                    numberingstyle="none",
                )
            )
            for place, option in enumerate(question.options, start=1):
                made.append(_answer(str(place), option, ()))
        case Essay():
            made.extend(
                _settings(
                    responseformat="editor", responserequired="1", responsefieldlines=str(LINES_OF_BOX), attachments="0"
                )
            )
            _html(made, "graderinfo", *question.for_graders)
            _html(made, "responsetemplate", *question.begin_with)
    return made


_TYPES: dict[type[Question], str] = {MultipleChoice: "multichoice", Order: "ordering", Essay: "essay"}


def _answer(fraction: str, text: str, feedback: tuple[str, ...]) -> Element:
    made = Element("answer", fraction=fraction, format="html")
    SubElement(made, "text").text = html(text)
    _html(made, "feedback", *feedback)
    return made


def _settings(**values: str) -> Iterator[Element]:
    for name, value in values.items():
        made = Element(name)
        made.text = value
        yield made


def _html(within: Element, name: str, *texts: str) -> None:
    made = SubElement(within, name, format="html")
    SubElement(made, "text").text = html(*texts)


def _text(within: Element, name: str, text: str) -> None:
    SubElement(SubElement(within, name), "text").text = text
