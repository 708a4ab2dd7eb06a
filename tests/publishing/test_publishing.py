"""Building the book: what must stop it does, and what it makes is the same every time."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from softskills.items import Practice, PracticeStory, load_bank
from softskills.phrases import typographic
from softskills.publishing.islands import island
from softskills.widgets.catalogue import find_scenes
from support.book import build_book
from support.places import LESSON, LISTENING_COURSE, ROOT, calls_in


def add_notebook(source: Path, code: str) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# N"), nbformat.v4.new_code_cell(code)])
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (source / "notebooks").mkdir()
    nbformat.write(notebook, source / "notebooks" / "n.ipynb")
    with (source / "_toc.yml").open("a") as toc:
        toc.write("chapters:\n  - file: notebooks/n\n")


def output(built: subprocess.CompletedProcess[str]) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", built.stdout + built.stderr)


def test_a_small_book_builds(small_book: Path) -> None:
    built = build_book(small_book, small_book)
    assert built.returncode == 0, output(built)
    assert (small_book / "_build/html/index.html").is_file()


def test_a_fault_in_the_bank_stops_the_build_and_is_named(
    small_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "course.yml", tmp_path)
    bank = data / "scenarios" / "listening.yml"
    lines = bank.read_text().splitlines()
    line = next(number for number, text in enumerate(lines) if "effectiveness:" in text)
    lines[line] = lines[line].replace("a:", "z:")
    bank.write_text("\n".join(lines))
    monkeypatch.setenv("SOFTSKILLS_DATA", str(data))

    built = build_book(small_book, small_book)

    assert built.returncode != 0
    assert f"{bank}:" in output(built)
    assert "listening-01" in output(built)
    assert "unknown letters z" in output(built) or "not in both: a, z" in output(built)
    assert not (small_book / "_build/html/index.html").exists()


def test_a_page_missing_from_the_output_stops_the_build(small_book: Path) -> None:
    with (small_book / "_toc.yml").open("a") as toc:
        toc.write("chapters:\n  - file: book/gone\n")
    built = build_book(small_book, small_book)
    assert built.returncode != 0
    assert "book/gone" in output(built)


def test_a_page_that_moved_to_nowhere_stops_the_build(small_book: Path) -> None:
    with (small_book / "course.yml").open("a") as course:
        course.write("\nmoved: {book/hello: book/gone}\n")
    built = build_book(small_book, small_book)
    assert built.returncode != 0
    assert "moved: there is no page 'book/gone'" in output(built)


def test_a_widget_that_needs_a_kernel_stops_the_build(small_book: Path) -> None:
    add_notebook(small_book, "import ipywidgets\nipywidgets.IntSlider()")
    built = build_book(small_book, small_book)
    assert built.returncode != 0
    assert "shows a widget that needs a kernel" in output(built)


def test_an_unknown_item_stops_the_build_and_suggests_a_near_one(small_book: Path) -> None:
    add_notebook(small_book, 'from softskills import scenario\nscenario("listening-1")')
    built = build_book(small_book, small_book)
    assert built.returncode != 0
    assert "Did you mean 'listening-01'" in output(built)


def test_building_again_gives_the_same_bytes(listening_book: Path, tmp_path: Path) -> None:
    again = build_book(LISTENING_COURSE, tmp_path)
    assert again.returncode == 0, output(again)
    pages = sorted(page.relative_to(listening_book) for page in listening_book.rglob("*.html"))
    assert len(pages) > 2
    for name in [*pages, Path("_static/softskills.js"), Path("_static/theme.css")]:
        assert (tmp_path / "_build/html" / name).read_bytes() == (listening_book / name).read_bytes(), name


def test_the_build_touches_no_answer_log(built_book: Path) -> None:
    made = [file for file in (ROOT / "notebooks").rglob("*") if file.name.startswith("answers") and not _older(file)]
    assert made == []
    assert list(built_book.rglob("answers*")) == []


def _older(file: Path) -> bool:
    """A developer's own answers may lie beside the lessons; they are older than this test run."""
    return file.stat().st_mtime < Path(f"/proc/{os.getpid()}").stat().st_mtime


def test_pages_name_no_other_site(built_book: Path) -> None:
    loaded = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=["'](?:https?:)?//[^"']+""")
    for page in built_book.rglob("*.html"):
        text = re.sub(r'<link rel="(?:license|canonical)"[^>]*>', "", page.read_text())  # they name, and load nothing
        assert loaded.findall(text) == [], page


def test_no_page_has_a_straight_quotation_mark_or_apostrophe(built_book: Path) -> None:
    """Neither in its prose nor in its widgets; code has its own, and the state of a widget is read by a script."""
    apart = re.compile(r"<(script|style|pre|code|title|svg)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
    found = {}
    for page in built_book.rglob("*.html"):
        text = html.unescape(apart.sub(" ", page.read_text("utf-8")))
        if marks := re.findall(r".{0,30}[\"'].{0,30}", text):
            found[page.relative_to(built_book).as_posix()] = marks[:3]
    assert found == {}


def test_only_pages_with_widgets_load_the_widget_script(built_book: Path) -> None:
    script = re.compile(r'<script[^>]* src="[^"]*softskills\.js')
    assert script.search((built_book / f"{LESSON}.html").read_text("utf-8"))
    assert not script.search((built_book / "book/about.html").read_text("utf-8"))


def test_the_bank_lies_in_scripts_and_no_page_holds_more_of_it_than_it_shows(built_book: Path) -> None:
    bank = load_bank(ROOT / "data")
    scenes = {item.id: item for item in bank.items.values() if isinstance(item, Practice | PracticeStory)}
    script = built_book / "_static" / "softskills" / "sets"
    assert {file.stem for file in script.iterdir()} == {item.contrast or item.id for item in scenes.values()}
    shown = {f"{one.file}.html": {*one.items, *one.brings_back} for one in bank.lessons}
    shown["index.html"] = {*calls_in("welcome", "welcome")}
    for page in built_book.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "softskills/catalogue.js" not in text and "softskills/sets/" not in text, page
        for item in scenes.values():
            stem = json.dumps(typographic(item.stem), ensure_ascii=False)[1:-1]
            assert stem not in text or {item.id, item.contrast} & shown.get(page.name, set()), f"{page} holds {item.id}"


def test_a_set_of_a_script_is_what_the_kernel_brings(built_book: Path) -> None:
    bank = load_bank(ROOT / "data")
    text = (built_book / "_static" / "softskills" / "sets" / "listening-01.js").read_text("utf-8")
    data = text.removeprefix('softskillsData("sets/listening-01",').removesuffix(");\n")
    assert json.loads(data) == find_scenes(bank, "listening-01")


def test_nothing_in_an_item_can_end_the_island(tmp_path: Path) -> None:
    published = {
        "widget": "scenario",
        "state": {"content": {"item": {"id": "x", "stem": "</script><b>"}}},
        "fallback": "<p>text</p>",
    }
    shown = island(published)
    assert shown.count("</script>") == 1
    assert "<b>" not in shown


def test_every_lesson_page_holds_its_items_and_no_graded_one(built_book: Path) -> None:
    bank = load_bank(ROOT / "data")
    for lesson in bank.lessons:
        page = (built_book / "notebooks" / f"{lesson.file}.html").read_text()
        found = [name for name in re.findall(r'id="item-([a-z0-9-]+)"', page) if name in bank.items]
        assert found == lesson.items
        before = [
            json.loads(state)["content"]
            for state in re.findall(r'data-widget="before"><script[^>]*>(.*?)</script>', page, re.DOTALL)
        ]
        assert [one["id"] for content in before for one in content["sets"]] == lesson.brings_back
        assert all([*content["here"]] == content["sets"][0]["items"][:1] for content in before)
        assert "-quiz-" not in page
