"""A build that reads only what changed: the same pages as a build from nothing, and no warning is lost."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from softskills.publishing.incremental import STAMP
from support.book import build_book

Book = tuple[Path, Callable[[], subprocess.CompletedProcess[str]]]


@pytest.fixture
def book(small_book: Path) -> Book:
    """A book of three pages that was built once, and what builds it again."""
    (small_book / "book/welcome.md").write_text("# Welcome\n\nOn to [](b.md), as {cite:t}`weger-2014` say.\n")
    (small_book / "book/b.md").write_text("# Second\n\nText.\n")
    (small_book / "book/references.md").write_text("# References\n\n```{bibliography}\n:all:\n```\n")
    (small_book / "book/assets/own.css").write_text("pre { max-width: 50rem }\n")
    change(
        small_book / "_config.yml", "html_theme: softskills", "html_theme: softskills\n    html_css_files: [own.css]"
    )
    (small_book / "_toc.yml").write_text(
        "format: jb-book\nroot: book/welcome\nparts:\n  - caption: Part one\n    chapters:\n"
        "      - file: book/b\n      - file: book/references\n"
    )

    def build() -> subprocess.CompletedProcess[str]:
        return build_book(small_book, small_book, fresh=False)

    built = build()
    assert built.returncode == 0, built.stdout + built.stderr
    return small_book, build


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def read_again(built: subprocess.CompletedProcess[str]) -> list[str]:
    """The pages that a build read."""
    return sorted(re.findall(r"^reading sources\.\.\. \[ *\d+%\] (\S+)$", plain(built.stdout), re.MULTILINE))


def plain(output: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", output)


def pages(output: Path) -> dict[str, str]:
    """All pages, without the checksum of a style sheet that MyST-NB copies only at the end of a first build."""
    html = output / "_build/html"
    checksum = re.compile(r"(/mystnb\.[0-9a-f]+\.css)\?v=[0-9a-f]+")
    return {page.relative_to(html).as_posix(): checksum.sub(r"\1", page.read_text()) for page in html.rglob("*.html")}


def test_only_a_changed_page_is_read_again_unless_the_last_build_was_interrupted(book: Book) -> None:
    source, build = book
    change(source / "book/b.md", "Text.", "Other text.")
    built = build()
    assert built.returncode == 0
    assert read_again(built) == ["book/b"]
    assert "Other text." in pages(source)["book/b.html"]
    (source / "_build/.doctrees" / STAMP).unlink()  # as when a build ends after it has read the pages
    assert read_again(build()) == ["book/b", "book/references", "book/welcome"]
    assert read_again(build()) == []


@pytest.mark.trial
def test_whatever_changes_the_pages_are_as_from_a_build_from_nothing(book: Book, tmp_path: Path) -> None:
    source, build = book
    for file, old, new, page, words in [
        ("book/b.md", "# Second", "# Another title", "book/references.html", "Another title"),
        ("book/references.bib", "  year    = {2014}", "  year    = {1914}", "index.html", "1914"),
        ("_toc.yml", "Part one", "Part of the whole", "book/b.html", "Part of the whole"),
        ("book/assets/own.css", "max-width: 50rem", "max-width: 51rem", "book/b.html", "own.css?v="),
    ]:
        before = pages(source)[page]
        change(source / file, old, new)
        built = build()
        assert built.returncode == 0, built.stdout + built.stderr
        assert words in pages(source)[page]
        assert pages(source)[page] != before, file
    assert "51rem" in (source / "_build/html/_static/own.css").read_text()

    fresh = tmp_path / "fresh"
    assert build_book(source, fresh).returncode == 0
    assert pages(source) == pages(fresh)


def test_warnings_are_given_until_their_cause_is_mended(book: Book) -> None:
    source, build = book
    # Sphinx notices the one when it reads the page, and the other when it writes it.
    change(source / "book/b.md", "Text.", "Text with {nothing}`to say`.")
    change(source / "book/references.md", "# References", "# References\n\nAs {cite:t}`nobody-1900` says.")
    for built in (build(), build()):
        assert built.returncode != 0
        assert re.search(r"book/b\.md:3: WARNING: .*nothing", plain(built.stderr)), built.stderr
        assert re.search(r"book/references\.md:3: WARNING: .*nobody-1900", plain(built.stderr)), built.stderr
    change(source / "book/b.md", "{nothing}`to say`", "something")
    change(source / "book/references.md", "nobody-1900", "weger-2014")
    assert build().returncode == 0


def test_a_link_into_a_page_that_changed_is_checked_again(book: Book) -> None:
    source, build = book
    change(source / "book/b.md", "Text.", "Text.\n\n(there)=\n## A place\n\nMore.")
    change(source / "book/references.md", "# References", "# References\n\nOn to [](#there).")
    assert build().returncode == 0
    change(source / "book/b.md", "(there)=\n", "")
    built = build()
    assert built.returncode != 0
    assert re.search(r"book/references\.md:3: WARNING: .*there", plain(built.stderr)), built.stderr
