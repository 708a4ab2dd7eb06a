"""Forms that authors write in plain Markdown: what becomes of each on a page, and what stays as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from softskills.checks.text.cells import Notebook
from softskills.checks.text.forms import role_cards, rows_of_versions
from softskills.course import course_at
from softskills.course.lesson_rules import LessonRules, MinutesNeed, ObjectivesNeed
from softskills.publishing.forms import apply
from softskills.publishing.forms.dialogue import voices
from softskills.publishing.forms.fold import fold
from softskills.publishing.forms.versions import quote_caption
from support.places import ROOT

RULES = LessonRules(
    objectives=ObjectivesNeed(begins=["Then you can"], words=(3, 30)),
    minutes=MinutesNeed(line="About N minutes.", between=(5, 15)),
)


FORMS = json.loads((ROOT / "tests" / "contract" / "forms.json").read_text("utf-8"))


def page(text: str, rules: LessonRules = RULES) -> nodes.document:
    settings = {"doctitle_xform": False, "report_level": 5}  # it needn't know the roles and links of a book
    tree = publish_doctree(text, parser=Parser(), settings_overrides=settings)
    apply(tree, rules)
    return tree


def of_class(tree: nodes.Element, name: str) -> list[Any]:
    return [node for node in tree.findall(nodes.Element) if name in node.get("classes", [])]


def turns(tree: nodes.Element) -> list[tuple[str, str]]:
    """Each paragraph of the dialogues: its classes, and its text."""
    return [(" ".join(one["classes"]), one.astext()) for one in tree.findall(nodes.paragraph) if one["classes"]]


def test_a_quote_in_which_people_speak_becomes_turns() -> None:
    tree = page(
        '> **Ines:** "Like *this*?"\n>\n> **Kofi, 8:05, to Ines:** Forty trolleys.\n>\n> *Later*\n>\n'
        '> **Ines:** "So it is\n> the printer."\n>\n> "Is it?"\n'
    )
    assert turns(tree) == [
        ("turn voice-1", 'Ines: "Like this?"'),
        ("turn voice-2", "Kofi, 8:05, to Ines: Forty trolleys."),
        ("direction", "Later"),
        ("turn voice-1", 'Ines: "So it is\nthe printer."'),
        ("turn voice-1", '"Is it?"'),
    ]
    assert [one.astext() for one in of_class(tree, "speaker")] == ["Ines:", "Kofi, 8:05, to Ines:", "Ines:"]
    assert [one.astext() for one in of_class(tree, "aside")] == [", 8:05, to Ines"]
    assert not list(tree.findall(nodes.block_quote)) and not list(tree.findall(nodes.strong))


@pytest.mark.parametrize(
    "quote",
    [
        "> **Subject:** Kiln 2\n>\n> Dear Priya,\n",  # a message
        "> *To everyone*\n>\n> I know how tired you are.\n",
        "> **5.** I am a good colleague.\n",
        '> "And then?"\n>\n> **Ines:** "Then I went."\n',  # nobody has spoken yet
        "> - **Skill:** listening\n> - **Date:** on 2 July\n",
        "> I want to be **better:** I will.\n",
    ],
)
def test_a_quote_that_is_no_dialogue_stays_one(quote: str) -> None:
    tree = page(quote)
    assert len(list(tree.findall(nodes.block_quote))) == 1
    assert not of_class(tree, "dialogue") and not of_class(tree, "role-card")


def test_who_speaks_again_keeps_their_place_where_it_is_free() -> None:
    assert voices(["Ines", "Kofi", "Ines"], {}) == {"Ines": 1, "Kofi": 2}
    assert voices(["Kofi", "Ines", "Petra"], {"Ines": 1, "Kofi": 2}) == {"Kofi": 2, "Ines": 1, "Petra": 3}
    assert voices(["Ines", "Hal"], {"Ines": 1, "Hal": 1}) == {"Ines": 1, "Hal": 2}


def test_cards_of_two_roles_lie_side_by_side() -> None:
    card = "> **The {0}**\n>\n> - **You are:** a *{0}*.\n> - **You want:**\n>   **sleep**.\n"
    tree = page(f"{card.format('baker')}\n{card.format('manager')}\nAfter.\n\n{card.format('guest')}")
    rows = of_class(tree, "role-cards")
    assert [[one.astext() for one in of_class(row, "role")] for row in rows] == [
        ["The baker", "The manager"],
        ["The guest"],
    ]
    (baker, _) = of_class(rows[0], "role-card")
    assert [term.astext() for term in baker.findall(nodes.term)] == ["You are", "You want"]
    assert [one.astext().strip() for one in baker.findall(nodes.definition)] == ["a baker.", "sleep."]


def test_quotes_with_captions_share_a_row() -> None:
    tree = page(
        "# T\n\n## Twice\n\nBefore.\n\n**What *Ines* said**\n\n> **Ines:** A.\n>\n> **Kofi:** B.\n\n"
        "**What she might have said**\n\n> C.\n\nAfter.\n"
    )
    (row,) = of_class(tree, "versions")
    assert [[type(one).__name__ for one in version.children] for version in row.children] == [
        ["quote_caption", "container"],
        ["quote_caption", "block_quote"],
    ]
    assert [one.astext() for one in row.findall(quote_caption)] == ["What Ines said", "What she might have said"]
    assert len(list(row.findall(nodes.emphasis))) == 1 and not list(row.findall(nodes.strong))
    beside = row.parent.children
    assert [one.astext() for one in (beside[beside.index(row) - 1], beside[beside.index(row) + 1])] == [
        "Before.",
        "After.",
    ]


@pytest.mark.parametrize("vector", FORMS, ids=[vector["case"] for vector in FORMS])
def test_the_book_and_the_check_find_the_same_forms(vector: dict[str, Any]) -> None:
    tree = page(vector["text"])
    in_book = {"rows of versions": len(of_class(tree, "versions")), "role cards": len(of_class(tree, "role-card"))}
    checked = {"rows of versions": rows_of_versions(vector["text"]), "role cards": role_cards(vector["text"])}
    assert in_book == checked == {name: vector[name] for name in checked}


def test_a_fold_holds_what_stands_in_it() -> None:
    tree = page(
        "Before.\n\n<details>\n<summary>The figures &amp; more</summary>\n\n- **.39**\n\n</details>\n\nAfter.\n"
    )
    (found,) = tree.findall(fold)
    assert found.astext().split() == ["The", "figures", "&", "more", ".39"]
    assert list(found.findall(nodes.strong)) and not list(tree.findall(nodes.raw))
    assert [type(one).__name__ for one in tree.children] == ["paragraph", "fold", "paragraph"]


def test_what_stands_under_a_title_is_marked() -> None:
    tree = page("# T\n\nThen you can swim.\n\nAbout 10 minutes.\n\n## More\n\nThen you can run.\n")
    assert turns(tree) == [("objectives", "Then you can swim."), ("minutes alone", "About 10 minutes.")]
    for more in ("About 10 minutes. Or more.", "About 10 minutes, and five more to say it aloud."):
        assert turns(page(f"# T\n\n{more}\n")) == [("minutes", more)]


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n<summary>One</summary>\n\nNever ends.\n",
        "<details>\n<summary>One</summary>\nNo empty line.\n\n</details>\n",
        "<details>\n\nNo summary.\n\n</details>\n",
        "<details>\n<summary>One</summary>\n\n## A heading\n\n</details>\n",
        "Ends.\n\n</details>\n",
    ],
)
def test_a_fold_that_is_not_whole_is_a_warning_with_a_remedy(text: str, caplog: pytest.LogCaptureFixture) -> None:
    page(f"# T\n\n{text}")
    assert {record.getMessage()[:21] for record in caplog.records} == {"a fold isn't whole. W"}


def test_html_that_is_whole_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    tree = page("<details><summary>A</summary>B</details>\n")
    assert len(list(tree.findall(nodes.raw))) == 1 and not caplog.records


def test_the_examples_for_authors_become_what_they_are_examples_of() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Writing lessons")[2].partition("\n## ")[0]
    examples = [
        page(text, course_at(ROOT).settings.lessons) for text in re.findall("```markdown\n(.*?)```", told, re.DOTALL)
    ]
    made = [
        {name for one in tree.findall(nodes.Element) for name in one.get("classes", [])}
        | {"fold" for _ in tree.findall(fold)}
        for tree in examples
    ]
    for form in ("objectives", "minutes", "dialogue", "direction", "versions", "fold", "role-cards"):
        assert any(form in names for names in made), form


def test_every_dialogue_of_the_lessons_became_turns_and_no_page_has_the_note_for_the_lab(built_book: Path) -> None:
    spoken = re.compile(r"^> \*\*[^*\n]+:\*\*", re.MULTILINE)
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        written = file.read_text("utf-8")
        notebook = Notebook(file, json.loads(written), written, in_quiz=False)
        texts = [cell.text for cell in notebook.cells if not cell.is_code]
        (note,) = [cell.text for cell in notebook.cells if cell.tags == ["lab-only"]]
        made = (built_book / "notebooks" / f"{file.stem}.html").read_text("utf-8")
        assert "Run All Cells" in note and "Run All Cells" not in made, file
        lines = [line for text in texts for line in spoken.findall(text) if "Subject:" not in line]
        assert made.count('<span class="speaker">') == len(lines), file
        assert made.count('<div class="versions') == sum(map(rows_of_versions, notebook.stretches)), file
