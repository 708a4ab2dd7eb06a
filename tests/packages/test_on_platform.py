"""A package on a platform: a learner's lesson in a real browser, with scorm-again as what the package speaks to.

These fetch scorm-again, and the schemas of manifests, from npm.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from softskills.answers import Record, parse_record
from softskills.items import Practice, PracticeStory, load_bank
from softskills.packages.answer_files import write_answers
from softskills.packages.contents import Version
from softskills.scoring import credit, score
from support.axe import check_in
from support.firefox import firefox
from support.once import made_once
from support.places import LISTENING_COURSE
from support.scorm_platform import SCHEMAS, SCORM_AGAIN, Platform, fetch, running

pytestmark = [pytest.mark.trial, pytest.mark.browser]

XSI = "http://www.w3.org/2001/XMLSchema-instance"
WORDS = "I  said it back. " * 40 + "🙂 <b>not markup</b>"
BOOK = "window.frames[0]?.frames[0]?.document"
CLICK = "radio => radio.click()"  # wherever the page is scrolling to
LOG = (
    """() => Object.keys(localStorage).filter(key => key.includes("/answer/")).map(key => localStorage.getItem(key))"""
)


@dataclass
class OnPlatform:
    """A platform with the package, and a browser with any number of profiles."""

    browser: Browser
    site: str
    platform: Platform

    def opened(self) -> Learner:
        """The package, in a profile in which nobody has been."""
        page = self.browser.new_context().new_page()
        learner = Learner(page)
        page.on("request", lambda request: learner.asked.append(request.url))
        page.on("pageerror", lambda error: learner.errors.append(str(error)))
        page.goto(self.site)
        return learner.ready()


class Learner:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.asked: list[str] = []

    def ready(self) -> Learner:
        shell = self.page.frame_locator("iframe")
        expect(shell.frame_locator("iframe").locator("#main-text .ss-widget").first).to_be_visible()
        return self

    @property
    def shell(self) -> Frame:
        return next(frame for frame in self.page.frames if frame.url.endswith("/launch.html"))

    @property
    def book(self) -> Frame:
        return next(frame for frame in self.page.frames if frame.parent_frame == self.shell)

    @property
    def said(self) -> str:
        return self.shell.locator("#platform").inner_text()

    def answer(self, most: int) -> int:
        """Answer so many scenes at most, from the top, and return how many there were."""
        done = 0
        for widget in self.book.locator(".ss-widget").all():
            while done < most and (button := next((one for one in self.buttons(widget) if one.is_visible()), None)):
                radios = widget.locator("input[type=radio]:enabled:visible")
                names = list(dict.fromkeys(radio.get_attribute("name") for radio in radios.all()))
                for at, name in enumerate(names):
                    group = widget.locator(f'input[name="{name}"]')
                    group.nth(at % group.count()).evaluate(CLICK)
                done += button.inner_text() != "Go on"
                button.click()
                if (keep := widget.get_by_role("button", name="Keep this order")).is_visible():
                    keep.click()
        return done

    @staticmethod
    def buttons(widget: Locator) -> list[Locator]:
        return [widget.get_by_role("button", name=name, exact=True) for name in ("Fairly sure", "Go on")]

    def leave(self) -> set[str]:
        """Close the package, and return the lines of the log that this profile has."""
        lines = set(self.page.evaluate(LOG))
        assert self.errors == []
        site = self.page.url
        assert [url for url in self.asked if not url.startswith((site, "blob:", "data:"))] == []
        self.page.goto("about:blank")
        self.page.context.close()
        return lines


@pytest.fixture
def on_platform(version: Version, package: Path, browser: Browser, tmp_path: Path) -> Iterator[OnPlatform]:
    scripts = made_once("scorm-again", lambda folder: fetch(SCORM_AGAIN, folder))
    with running(package, scripts, tmp_path, version) as (site, platform):
        yield OnPlatform(browser, site, platform)


@pytest.fixture
def program() -> str:
    found = os.environ.get("SOFTSKILLS_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not found:
        pytest.skip("there is no Firefox here")
    return found


def test_a_lesson_is_begun_left_and_finished_at_another_device(on_platform: OnPlatform, tmp_path: Path) -> None:
    platform = on_platform.platform
    first = on_platform.opened()
    expect(first.shell.locator("#platform")).to_contain_text("Saved on your platform")
    assert (platform.status, platform.score) == ("incomplete", "")
    assert first.answer(4) == 4
    begun = platform.score
    assert float(begun) >= 0
    assert platform.status == "incomplete"
    lines = first.leave()

    second = on_platform.opened()
    expect(second.book.locator(".scenes-said")).to_have_text("4 of 9 answered")
    assert platform.score == begun
    second.answer(99)
    expect(second.book.locator(".scenes-said")).to_have_text("9 of 9 answered")
    say_first = second.book.locator("textarea:visible").first
    say_first.fill(WORDS)
    second.book.get_by_role("button", name="Show me three others").click()
    expect(second.book.locator(".ss-status", has_text="Saved on your platform").last).to_be_visible()
    assert platform.status == "completed"
    lines |= second.leave()
    assert platform.status == "completed"

    (tmp_path / "told.json").write_text(json.dumps(platform.cmi), "utf-8")
    assert write_answers(tmp_path / "told.json", tmp_path / "answers.jsonl")[1] == []
    back = (tmp_path / "answers.jsonl").read_text("utf-8").removesuffix("\n").split("\n")
    assert sorted(back) == sorted(lines)
    records = [parse_record(line.encode()) for line in back]
    assert {"text": WORDS} in [record.answer for record in records]
    assert float(platform.score) == pytest.approx(score_of(records), abs=0.02)


def test_what_the_platform_does_not_take_is_said_kept_and_sent_again(on_platform: OnPlatform) -> None:
    platform = on_platform.platform
    learner = on_platform.opened()
    platform.fails = True
    learner.answer(2)
    status = learner.book.locator(".ss-status", has_text="not on your platform yet")
    expect(status).to_have_count(2)
    assert "aren’t saved on your platform" in learner.said
    assert not any("listening-01@" in one["id"] for one in told(platform))

    learner.page.reload()  # the browser was closed meanwhile; the platform is there again when the learner comes back
    platform.fails = False
    learner.ready()
    learner.answer(1)
    assert "Saved on your platform" in learner.said
    assert len({one["id"] for one in told(platform)}) == len(told(platform)) == 4  # three scenes, and who reads

    platform.fails = True
    learner.answer(1)
    platform.fails = False
    learner.shell.get_by_role("button", name="Send again now").click()
    expect(learner.shell.get_by_role("button")).to_have_count(0)
    assert len(told(platform)) == 5
    learner.leave()


def test_without_a_platform_the_package_is_the_book_and_keeps_answers_in_this_browser(on_platform: OnPlatform) -> None:
    page = on_platform.browser.new_page()
    page.goto(f"{on_platform.site}/package/launch.html")
    expect(page.locator("#platform")).to_contain_text("no platform here. Your answers stay in this browser")
    widget = page.frame_locator("iframe").locator(".ss-widget").first
    expect(widget).to_be_visible()
    expect(page.locator("iframe")).to_have_attribute("title", "Communication: listen actively · Only Listening")
    page.evaluate("document.querySelector('#platform').dataset.state = 'failed'")
    assert check_in([("light", 390), ("dark", 1200)])(page) == []
    page.context.close()


def test_a_new_attempt_begins_with_nothing(on_platform: OnPlatform) -> None:
    platform = on_platform.platform
    learner = on_platform.opened()
    learner.answer(2)
    learner.page.goto("about:blank")
    platform.cmi = None
    learner.page.goto(on_platform.site)
    learner.ready()
    expect(learner.book.locator(".scenes-said")).to_have_text("9 scenes")
    assert (platform.status, platform.score) == ("incomplete", "")
    assert all("reader@" in one["id"] for one in told(platform))
    learner.leave()


def test_who_erases_all_answers_begins_again_at_0_and_where_they_were(on_platform: OnPlatform) -> None:
    platform = on_platform.platform
    learner = on_platform.opened()
    learner.answer(3)
    learner.book.goto(f"{on_platform.site}/package/notebooks/your-progress.html")
    learner.book.get_by_role("button", name="Erase my answers").click()
    learner.book.get_by_role("button", name="Erase them").click()
    expect(learner.book.locator(".ss-status", has_text="Your score is 0 again")).to_be_visible()
    assert (platform.status, platform.score) == ("incomplete", "0")
    assert told(platform)[-1]["id"].startswith("@")
    learner.leave()
    again = on_platform.opened()
    assert again.book.url.endswith("/notebooks/your-progress.html")
    assert platform.score == "0"
    again.leave()


def test_the_manifest_is_as_its_schema_says(version: Version, package: Path) -> None:
    schemas = made_once("scorm-schemas", fetch_schemas)
    with zipfile.ZipFile(package) as zipped:
        manifest = ElementTree.fromstring(zipped.read("imsmanifest.xml"))
    folder = schemas / {"1.2": "scorm12edition", "2004": "scorm20044thedition"}[version]
    first, *others = {
        "1.2": ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"),
        "2004": ("imscp_v1p1.xsd", "adlcp_v1p3.xsd", "imsss_v1p0.xsd"),
    }[version]
    spaces = manifest.attrib[f"{{{XSI}}}schemaLocation"].split()
    schema = xmlschema.XMLSchema(
        folder / first,
        locations=[(spaces[2 * at], (folder / name).as_uri()) for at, name in enumerate(others, 1)],
        allow="local",
    )
    schema.validate(manifest)
    del manifest.attrib["identifier"]
    assert not schema.is_valid(manifest)


def score_of(records: list[Record]) -> float:
    """The score of the lesson out of a log, in which everything was answered on one day: so first answers count."""
    bank = load_bank(LISTENING_COURSE / "data")
    scenes = [item for name in bank.lessons[1].items if isinstance(item := bank.items[name], Practice | PracticeStory)]
    firsts = {record.item: record.answer for record in reversed(records)}
    return 100 * score(credit(scene, firsts.get(scene.id), scene.key) for scene in scenes)


def fetch_schemas(folder: Path) -> None:
    """The schema of `xml:base` that IMS gave away with 1.2 declares what no document may, so that goes."""
    fetch(SCHEMAS, folder)
    file = folder / "scorm12edition" / "ims_xml.xsd"
    file.write_text(file.read_text("utf-8").replace('xmlns="http://www.w3.org/XML/1998/namespace"', "", 1), "utf-8")


def told(platform: Platform) -> list[dict[str, str]]:
    assert platform.cmi is not None
    return list(platform.cmi["interactions"].values())


def test_in_firefox_too_answers_lie_in_the_learners_part_of_the_storage(
    on_platform: OnPlatform, program: str, tmp_path: Path
) -> None:
    platform = on_platform.platform
    with firefox(program, tmp_path / "profile") as reader:
        reader.open(on_platform.site)
        reader.wait_until(f"{BOOK}?.querySelectorAll('.ss-widget').length > 9")
        reader.evaluate(f"[...{BOOK}.querySelectorAll('.ss-widget')][4].querySelector('input[type=radio]').click()")
        sure = f"[...{BOOK}.querySelectorAll('.ss-widget')][4].querySelectorAll('button')"
        reader.evaluate(f"[...{sure}].find(one => one.textContent === 'Sure').click()")
        reader.wait_until(f"{BOOK}.querySelector('.scenes-said').textContent.startsWith('1 of 9')")
        keys = reader.evaluate("Object.keys(localStorage)")
        assert reader.faults == []
    assert [one["id"].partition("@")[0] for one in told(platform)] == ["reader", "novak-list-one"]
    assert any("/answer/" in key for key in keys)
    assert {key.split("/")[1] for key in keys} == {"part-3"}
