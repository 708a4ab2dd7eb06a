"""How works are cited on the pages, "Weger et al. (2014)" or "(Weger et al., 2014)", and how the list of them looks.

The two styles are named `softskills` in `_config.yml`: `bibtex_reference_style` and `bibtex_default_style`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from pybtex.database import Entry, Person
from pybtex.style.formatting import toplevel, unsrt
from pybtex.style.sorting import author_year_title
from pybtex.style.template import Node, href, join, names, optional, optional_field, sentence, tag
from pybtex.style.template import field as field_of
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from softskills.phrases import typographic

NAME = "softskills"
LIST = "references"


def setup(app: Sphinx) -> None:
    """Register the two styles, and the accessible list."""
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, Citations)
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, References)
    app.add_post_transform(PlainList)
    app.add_post_transform(SetNames)


def _round_brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")", sep="; ")


@dataclass
class Citations(AuthorYearReferenceStyle):
    """Author and year in round brackets; several works stand apart by a semicolon."""

    bracket_parenthetical: BracketStyle = field(default_factory=_round_brackets)
    bracket_textual: BracketStyle = field(default_factory=_round_brackets)
    person: PersonStyle = field(default_factory=lambda: PersonStyle(other=" et al."))


class ByAuthor(author_year_title.SortingStyle):  # type: ignore[misc]
    """By author and year. The braces that hold an institution's name together do not count."""

    def person_key(self, person: Person) -> str:
        return str(super().person_key(person)).replace("{", "")


class References(unsrt.Style):  # type: ignore[misc]
    """A work begins with its authors and its year, for that is how the text names it.

    It reads `article`, `book` and `misc` entries. Titles are printed as they stand in the file.
    """

    default_name_style = "lastfirst"
    default_sorting_style = ByAuthor

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"abbreviate_names": True}))

    def get_article_template(self, entry: Entry) -> Node:
        issue = join[field_of("volume"), optional["(", field_of("number"), ")"]]
        return toplevel[
            self._authors_and_year(),
            sentence[field_of("title")],
            sentence(sep=", ")[tag("em")[field_of("journal")], optional[issue], optional[unsrt.pages]],
            self._link(),
        ]

    def get_misc_template(self, entry: Entry) -> Node:
        title, publisher, note = tag("em")[field_of("title")], optional_field("publisher"), optional_field("note")
        return toplevel[self._authors_and_year(), sentence[title], sentence[publisher], sentence[note], self._link()]

    get_book_template = get_misc_template

    def _authors_and_year(self) -> Node:
        authors = names("author", sep=", ", sep2=" and ", last_sep=" and ")
        return join[authors, " (", field_of("year"), ")."]

    def _link(self) -> Node:
        doi = join["https://doi.org/", field_of("doi", raw=True)]
        url = field_of("url", raw=True)
        return join[optional[href(doi)[doi]], optional[href(url)[url]]]


class PlainList(SphinxPostTransform):
    """Makes the works an ordinary list, each still the target of its citations.

    A citation's own markup is a list without items to a screen reader, and prints a label that no text uses.
    """

    default_priority = 900  # after citations and references are resolved
    formats = ("html",)

    def run(self, **options: Any) -> None:
        for container in list(self.document.findall(nodes.container)):
            works = [work for work in container.children if isinstance(work, nodes.citation)]
            if works:
                items = [nodes.list_item("", *work.children[1:], ids=work["ids"]) for work in works]
                container.replace_self(nodes.bullet_list("", *items, classes=[LIST]))


class SetNames(SphinxPostTransform):
    """Sets the apostrophes in what comes from the list of works, as Sphinx has set them in the rest of a page."""

    default_priority = PlainList.default_priority + 1
    formats = ("html",)

    def run(self, **options: Any) -> None:
        for text in list(self.document.findall(nodes.Text)):
            plain = not isinstance(text.parent, nodes.literal | nodes.math | nodes.raw | nodes.FixedTextElement)
            if plain and typographic(text) != text:
                text.parent.replace(text, nodes.Text(typographic(text)))
