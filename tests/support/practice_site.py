"""A small site over a bank of contrast sets, as a built book has it: today's practice, progress, a lesson."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from softskills.course import REVIEW_DAYS, Settings
from softskills.frontend import assemble
from softskills.items import Bank, Competency, Lesson, Practice, PracticeStory
from softskills.items.contrast import ContrastSet
from softskills.publishing.bank_scripts import write_bank
from softskills.widgets import WIDGETS, CalibrationWidget, ProgressWidget, ScenarioWidget
from softskills.widgets.practice_widget import BeforeWidget, PracticeWidget
from support.browser import Reader, served
from support.contrast import OPTIONS, SITUATIONS, contrast_set
from support.look import theme_css
from support.pages import PREFIX, record
from support.story import practice_story
from support.story_page import html

COURSE = PREFIX.split("/")[0]
SETTINGS = Settings.model_validate({"format": 1, "id": COURSE, "title": "A course; of forms", "language": "en-GB"})
SKILLS = ["asking", "telling", "waiting"]
BEST = {name: max(values, key=values.__getitem__) for name, _, _, values in SITUATIONS}
WEEKLY, CLOSING, SHOUTED = BEST
STORY = practice_story()


def item_id(number: int, situation: str) -> str:
    """The id of one situation of the set with this number."""
    return f"set-{number}-{situation}"


def bank_of(sets: int) -> Bank:
    """So many contrast sets of three situations, on three skills in turn, and a story; the first set is the lesson."""
    contrasts: dict[str, ContrastSet] = {}
    items: dict[str, Practice | PracticeStory] = {}
    competency_of: dict[str, str] = {}
    for number in range(sets):
        data = contrast_set() | {"id": f"set-{number}", "title": f"Forms, number {number}"}
        for one in data["situations"]:
            one["id"] = item_id(number, one["id"])
            one["title"] = f"{one['title']} {number}"
        made = ContrastSet.model_validate(data)
        contrasts[made.id] = made
        items |= {scene.id: scene for scene in made.scenarios}
        competency_of |= dict.fromkeys((scene.id for scene in made.scenarios), SKILLS[number % len(SKILLS)])
    items[STORY.id] = STORY
    competency_of[STORY.id] = SKILLS[0]
    skills = {
        name: Competency(
            id=name, name=name.title(), definition="What one does.", levels=[f"Level {n}" for n in range(5)]
        )
        for name in SKILLS
    }
    lesson = Lesson(
        file="lesson",
        title="The lesson",
        items=[item_id(0, WEEKLY), item_id(0, CLOSING)],
        brings_back=[*contrasts, STORY.id],  # so none of them is spare, and practice has what is due and no more
    )
    return Bank(skills, items, competency_of, [lesson], contrasts)  # type: ignore[arg-type]


def write_site(folder: Path, bank: Bank) -> None:
    """Write the pages, their script and style, and the bank's scripts."""
    names = [widget.front_end for widget in WIDGETS]
    scenes = [item for item in bank.items.values() if isinstance(item, Practice)]
    before = {"set-0": [scene.id for scene in scenes if scene.contrast == "set-0"]}
    pages = {
        "practice.html": html(PracticeWidget(bank, None, SETTINGS)),
        "progress.html": html(ProgressWidget(bank, None, REVIEW_DAYS, "practice")),
        "calibration.html": html(CalibrationWidget(bank, None)),
        "lesson.html": html(ScenarioWidget(scenes[0], None), ScenarioWidget(scenes[1], None)),
        "before.html": html(BeforeWidget(bank, before, None)),
        "story.html": html(BeforeWidget(bank, {STORY.id: [STORY.id]}, None)),
        "softskills.js": assemble.page_script(names, COURSE),
        "softskills.css": assemble.page_style(names),
        "theme.css": theme_css(),
    }
    for name, content in pages.items():
        (folder / name).write_text(content, "utf-8")
    write_bank(folder, bank, REVIEW_DAYS)


@contextmanager
def practice_site(folder: Path, sets: int = 7) -> Iterator[str]:
    """The address of the small site, written into `folder` and served."""
    write_site(folder, bank_of(sets))
    with served(folder) as address:
        yield address


def open_practice(reader: Reader) -> Page:
    page = reader.open("practice.html")
    page.wait_for_selector(".ss-practice .ss-scenario, .ss-practice .ss-story, .ss-practice h3, .ss-failed")
    return page


def said(number: int, situation: str, when: str, hit: bool = True, **more: str) -> dict[str, object]:
    """A line of the log: an answer to a situation of a set, given at a UTC time such as 2026-11-27T10:00."""
    best = BEST[situation]
    choice = best if hit else next(letter for letter in OPTIONS if letter != best)
    return record(item_id(number, situation), {"choice": choice, **more}, f"{when}:00.000Z")


def shown(page: Page) -> str:
    """The title of the scene that is shown."""
    return page.locator(".ss-practice .ss-scenario .ss-title").inner_text()


def choose(scene: Locator, situation: str, hit: bool = True, sure: str = "Sure") -> None:
    """Choose the best option of a situation, or another, and check it."""
    best = BEST[situation]
    letter = best if hit else next(letter for letter in OPTIONS if letter != best)
    scene.get_by_role("radio", name=OPTIONS[letter]).check()
    scene.get_by_role("button", name=sure, exact=True).click()
    expect(scene.locator(".ss-result")).to_be_visible()


def situation_of(title: str) -> str:
    """Which situation a title names, without the number of its set."""
    return next(name for name, text, _, _ in SITUATIONS if title.startswith(text))


def at(day: int, hour: int = 10) -> datetime:
    """A time in November 2026; 31 and up are days of December."""
    return datetime.fromordinal(datetime(2026, 11, 1).toordinal() + day - 1).replace(hour=hour)
