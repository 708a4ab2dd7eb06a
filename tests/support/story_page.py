"""Small pages with a story on them, as a built book holds it, and what tests of the story do there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from softskills import answers
from softskills.course import REVIEW_DAYS
from softskills.frontend import assemble
from softskills.items import PracticeStory, Story, data_folder, load_bank
from softskills.publishing.bank_scripts import write_bank
from softskills.publishing.islands import island
from softskills.widgets import WIDGETS, CourseWidget, ProgressWidget, StoryWidget
from support.browser import Reader, served, wait_until_mounted
from support.look import theme_css
from support.pages import PREFIX, STORED
from support.story import practice_story, story_data, story_key_data

STORY = practice_story()
GRADED = Story.model_validate(story_data())
RUN = f"{STORY.id}/run"
MARKUP = "<img src=x onerror=\"document.title='broken in'\"> & <b>bold</b>"


def marked_up() -> PracticeStory:
    """The story with markup in every text of it and of its key."""
    data, key = story_data(), story_key_data()
    data["title"] = data["stem"] = data["question"] = MARKUP
    for scene in data["scenes"].values():
        scene["title"] = scene["text"] = MARKUP
        for choice in scene.get("choices", {}).values():
            choice["text"] = f"{choice['text']} {MARKUP}"
    for values in key["feedback"].values():
        values.update(dict.fromkeys(values, MARKUP))
    key["values"]["trust"]["name"] = MARKUP
    return PracticeStory.model_validate(data | {"key": key})


def html(*widgets: CourseWidget) -> str:
    """A page with these widgets in the book's colours, light or dark as the reader's system is."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="softskills.css">'
        '<script src="softskills.js" async></script></head><body><main style="padding: 0 1rem">'
        f"<h1>A page</h1><h2>A part</h2>{''.join(island(one.published()) for one in widgets)}</main></body></html>"
    )


@contextmanager
def story_site(folder: Path) -> Iterator[str]:
    """The address of the small pages, written into `folder` and served."""
    names = [widget.front_end for widget in WIDGETS]
    practice = StoryWidget(STORY, None)
    pages = {
        "practice.html": html(practice),
        "twice.html": html(practice, practice),
        "graded.html": html(StoryWidget(GRADED, None)),
        "markup.html": html(StoryWidget(marked_up(), None)),
        "progress.html": html(ProgressWidget(load_bank(data_folder()), None)),
        "softskills.js": assemble.page_script(names, PREFIX.split("/")[0]),
        "softskills.css": assemble.page_style(names),
        "theme.css": theme_css(),
    }
    for name, content in pages.items():
        (folder / name).write_text(content, "utf-8")
    write_bank(folder, load_bank(data_folder()), REVIEW_DAYS)
    with served(folder) as address:
        yield address


def open_page(reader: Reader, name: str = "practice.html") -> Page:
    page = reader.open(name)
    wait_until_mounted(page)
    return page


def story(page: Page, number: int = 0) -> Locator:
    return page.locator(".ss-story").nth(number)


def status(widget: Locator) -> Locator:
    return widget.locator(".ss-status")


def text_of(step: str) -> str:
    scene, letter = step.split(".")
    return STORY.scenes[scene].choices[letter].text


def go(widget: Locator, *path: str) -> None:
    """Make these choices one after another, each "scene.letter"."""
    for step in path:
        widget.get_by_role("radio", name=text_of(step), exact=True).check()
        widget.get_by_role("button", name="Go on").click()


def told(widget: Locator) -> list[str]:
    """The titles of the scenes as far as the story is told, and of none in the debrief."""
    return widget.locator("form > .ss-log > li > .ss-scene-title").all_text_contents()


def titles(path: list[str]) -> list[str]:
    """What `told` is to give after these choices."""
    here = STORY.start
    found: list[str] = []
    for step in path:
        found.append(f"Chapter {len(found) + 1}: {STORY.scenes[here].title}")
        here = STORY.scenes[here].choices[step[-1]].to
    last = STORY.scenes[here]
    return [*found, f"{'Ending' if last.ending else f'Chapter {len(found) + 1}'}: {last.title}"]


def stored(page: Page) -> list[tuple[str, Any]]:
    return [(one["item"], one["answer"]["path"]) for one in page.evaluate(STORED) if one["item"] != "reader"]


def counting(page: Page) -> Any:
    """The answer that counts, as Python reads the records of this browser."""
    lines = "".join(json.dumps(one) + "\n" for one in page.evaluate(STORED))
    return answers.parse_lines(lines.encode(), "page").answers().get(STORY.id)


def private_texts() -> list[str]:
    key = STORY.key
    feedback = [text for texts in key.feedback.values() for text in texts.values()]
    return [key.turns_on, key.rationale, *feedback, *(value.name for value in key.values.values())]
