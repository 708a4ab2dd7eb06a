"""A learner in JupyterLab: the same widgets, a real kernel, and answers in a file of the learner's own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from softskills import answers
from softskills.items import PracticeStory, load_bank
from support.browser import Reader
from support.jupyter import TOKEN, jupyter_server
from support.pages import answer, bank_item, check, radio, widget
from support.places import LESSON, LISTENING_COURSE
from support.scene_page import CHOOSE, SECOND, scene, write_course
from support.scene_page import choose as choose_option

pytestmark = pytest.mark.browser
WIDGETS = 12
"""In the lesson on listening."""
NOTEBOOK = Path(LESSON).name + ".ipynb"
BANK = load_bank(LISTENING_COURSE / "data")


@pytest.fixture(autouse=True)
def site(listening_site: str, listening_bank: None) -> str:
    """In the place of the built book: that of the small course, and its bank."""
    return listening_site


class Lab:
    """One learner's folder with the lessons in it, on a running JupyterLab."""

    def __init__(self, address: str, root: Path, name: str) -> None:
        self.address = address
        self.folder = root / name
        self.folder.mkdir()
        for notebook in (LISTENING_COURSE / "notebooks").glob("*.ipynb"):
            shutil.copy(notebook, self.folder)
        self.log_file = self.folder / "answers.jsonl"

    def ask(self, path: str) -> Any:
        request = urllib.request.Request(f"{self.address}/{path}")
        request.add_header("Authorization", f"token {TOKEN}")
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)

    def kernel_process(self) -> int:
        """The process id of this lesson's kernel, which its command line names."""
        (kernel,) = [s["kernel"]["id"] for s in self.ask("api/sessions") if s["path"].startswith(self.folder.name)]
        commands = {one.pid: " ".join(one.info["cmdline"] or []) for one in psutil.process_iter(["cmdline"])}
        (process,) = [pid for pid, command in commands.items() if f"kernel-{kernel}.json" in command]
        return int(process)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A JupyterLab with settings of its own: its address, and the folder it shows."""
    with jupyter_server(tmp_path_factory.mktemp("lab"), lessons=LISTENING_COURSE) as server:
        yield server.address, server.root


@pytest.fixture
def lab(server: tuple[str, Path], request: pytest.FixtureRequest) -> Lab:
    address, root = server
    return Lab(address, root, request.node.name)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser profile for all: it has JupyterLab's scripts from the second page on."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context
    context.close()


def opened(context: BrowserContext, lab: Lab, name: str, widgets: int) -> Page:
    """A notebook in JupyterLab, all its cells run, with so many widgets."""
    page = context.new_page()
    page.goto(f"{lab.address}/lab/tree/{lab.folder.name}/{name}?token={TOKEN}&reset")
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=60_000)
    wait_until_idle(page)
    choose(page, "Run", "Run All Cells")
    expect(page.locator(".ss-widget")).to_have_count(widgets, timeout=60_000)
    return page


@pytest.fixture
def open_notebook(lab: Lab, context: BrowserContext) -> Iterator[Callable[[str, int], Page]]:
    """Opens a notebook in a folder of this test's own."""
    pages: list[Page] = []

    def open_notebook(name: str, widgets: int) -> Page:
        pages.append(opened(context, lab, name, widgets))
        return pages[-1]

    yield open_notebook
    for page in pages:
        page.close()


def write_notebook(lab: Lab, name: str, *cells: str) -> str:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, lab.folder / name)
    return name


Opened = tuple[Lab, Page]
"""What several tests go on with: to open a notebook in JupyterLab takes longer than most of them. Each answers items of
its own.
"""


@pytest.fixture(scope="module")
def lesson(server: tuple[str, Path], context: BrowserContext) -> Opened:
    lab = Lab(*server, "lesson")
    return lab, opened(context, lab, NOTEBOOK, WIDGETS)


def wait_until_idle(page: Page) -> None:
    # The status bar says so only after the kernel itself did; a cell run before that is quietly dropped by Lab.
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=60_000)


def choose(page: Page, menu: str, entry: str) -> None:
    page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def restart_and_run_all(page: Page) -> None:
    """Restart the kernel, run all cells, and wait until a new widget stands in the place of every old one."""
    widgets = page.locator(".ss-widget")
    count = widgets.count()
    widgets.evaluate_all("all => all.forEach(one => one.classList.add('before-restart'))")
    choose(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator(".ss-widget:not(.before-restart)")).to_have_count(count, timeout=60_000)


def status(scenario: Locator) -> Locator:
    return scenario.locator("p[role=status]")


def kept(lab: Lab, item_id: str) -> list[object]:
    return [record.answer for record in answers.read(lab.log_file).records if record.item == item_id]


def test_answer_is_in_the_file_and_comes_back_after_a_restart(lesson: Opened) -> None:
    (lab, page), item = lesson, bank_item("listening-01")
    scenario = widget(page, item.id)
    answer(scenario, item, best="c", worst="d")
    expect(status(scenario)).to_contain_text("Saved in answers.jsonl")
    expect(scenario.get_by_text(item.key.feedback["c"])).to_be_visible()
    assert kept(lab, item.id) == [{"best": "c", "worst": "d", "sure": "fairly"}]
    order = scenario.locator(".ss-option-text").all_text_contents()

    restart_and_run_all(page)

    restored = widget(page, item.id)
    expect(status(restored)).to_contain_text("Saved in answers.jsonl")
    expect(radio(restored, "Most effective", item.options["c"])).to_be_checked()
    expect(radio(restored, "Least effective", item.options["d"])).to_be_checked()
    assert restored.locator(".ss-option-text").all_text_contents() == order
    assert kept(lab, item.id) == [{"best": "c", "worst": "d", "sure": "fairly"}]


def test_a_file_that_cannot_be_written_and_a_killed_kernel_mean_not_saved_and_nothing_kept_is_lost(
    lab: Lab, open_notebook: Callable[[str, int], Page]
) -> None:
    page, item = open_notebook(NOTEBOOK, WIDGETS), bank_item("listening-01")
    scenario = widget(page, item.id)
    answer(scenario, item, best="c", worst="d")
    expect(status(scenario)).to_contain_text("Saved")
    before = lab.log_file.read_bytes()

    saved = lab.log_file.rename(lab.folder / "mine.jsonl")
    lab.log_file.mkdir()  # not even an administrator can write to a folder as if it were a file
    answer(scenario, item, best="b", worst="d")
    expect(status(scenario)).to_contain_text("Not saved:")
    expect(status(scenario)).to_contain_text("answers.jsonl")
    assert saved.read_bytes() == before
    lab.log_file.rmdir()
    saved.rename(lab.log_file)

    os.kill(lab.kernel_process(), signal.SIGKILL)
    page.locator(".jp-Dialog", has_text="Kernel Restarting").get_by_role("button").last.click()
    answer(scenario, item, best="a", worst="b")
    expect(status(scenario)).to_contain_text("Not saved: the kernel is not answering", timeout=15_000)
    expect(radio(scenario, "Most effective", item.options["a"])).to_be_checked()
    assert lab.log_file.read_bytes() == before


def test_a_kernel_that_stopped_answering_means_not_saved_until_it_answers(lesson: Opened) -> None:
    (lab, page), item = lesson, bank_item("listening-02")
    scenario = widget(page, item.id)
    kernel = lab.kernel_process()
    os.kill(kernel, signal.SIGSTOP)
    try:
        answer(scenario, item, best="a", worst="c")
        expect(status(scenario)).to_contain_text("Not saved: the kernel is not answering", timeout=15_000)
    finally:
        os.kill(kernel, signal.SIGCONT)
    expect(status(scenario)).to_contain_text("Saved in answers.jsonl", timeout=15_000)
    assert kept(lab, item.id) == [{"best": "a", "worst": "c", "sure": "fairly"}]


def test_the_first_page_works_and_leads_to_the_lessons(lab: Lab, open_notebook: Callable[[str, int], Page]) -> None:
    page = open_notebook("welcome.ipynb", 1)
    expect(page.locator(".ss-contents a", has_text="Where you stand today")).to_have_count(1)
    page.get_by_role("button", name=bank_item("welcome-01").options["b"]).click()
    expect(page.locator(".ss-told h2")).to_contain_text("You chose the")
    go_on = page.get_by_role("link", name="Go on with your first lesson")
    assert str(go_on.get_attribute("href")).endswith(f"/tree/{lab.folder.name}/where-you-stand-today.ipynb")
    expect(status(page.locator(".ss-welcome"))).to_contain_text("Saved in answers.jsonl")
    assert kept(lab, "welcome-01") == [{"choice": "b"}]

    restart_and_run_all(page)

    today = page.locator(".ss-today")
    expect(today.get_by_role("heading")).to_have_text("Nothing due today. Next: tomorrow.")
    expect(today.get_by_role("link", name="Next lesson: Where you stand today")).to_be_visible()


def test_reflection_and_intention_are_kept(lesson: Opened) -> None:
    lab, page = lesson
    reflection = widget(page, "listening-reflection")
    reflection.get_by_label("Your text").fill("<b>What</b> I heard")
    reflection.get_by_role("button", name="Save").click()
    expect(status(reflection)).to_contain_text("Saved in answers.jsonl")
    intention = widget(page, "listening-intention")
    intention.get_by_label("If", exact=True).fill("Dana begins")
    intention.get_by_label("then I will", exact=True).fill("wait")
    intention.get_by_role("button", name="Save").click()
    expect(status(intention)).to_contain_text("Saved in answers.jsonl")
    assert kept(lab, "listening-reflection")[-1] == {"text": "<b>What</b> I heard"}
    assert kept(lab, "listening-intention")[-1] == {"if": "Dana begins", "then": "wait", "done": False}


def test_a_rating_moves_the_profile_in_lab_and_is_kept(lab: Lab, open_notebook: Callable[[str, int], Page]) -> None:
    page = open_notebook("where-you-stand-today.ipynb", 7)
    line = page.locator("#profile-before-line")
    before = line.get_attribute("d")
    page.locator(".ss-rating").first.get_by_role("radio").nth(4).check()
    assert line.get_attribute("d") != before
    expect(status(page.locator(".ss-ratings"))).to_contain_text("Saved in answers.jsonl")
    assert kept(lab, "rating/active-listening/before") == [{"level": 4, "evidence": ""}]
    expect(page.locator(".ss-profile table")).to_contain_text("4")


@pytest.mark.trial
def test_a_file_from_the_page_beside_the_lessons_is_picked_up(
    lab: Lab, open_notebook: Callable[[str, int], Page], reader: Reader
) -> None:
    item = bank_item("listening-01")
    page = reader.lesson()
    answer(widget(page, item.id), item, best="c", worst="d")
    page.goto(f"{reader.site}/notebooks/your-progress.html")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers as a file").click()
    download.value.save_as(lab.folder / "answers (1).jsonl")
    answers.append(lab.log_file, "listening-02", {"best": "a", "worst": "c"})
    mine = lab.log_file.read_bytes()

    lesson = open_notebook(NOTEBOOK, WIDGETS)

    expect(lesson.get_by_text("1 answer brought in from answers (1).jsonl.", exact=True)).to_have_count(1)
    expect(radio(widget(lesson, item.id), "Most effective", item.options["c"])).to_be_checked()
    assert kept(lab, item.id) == [{"best": "c", "worst": "d", "sure": "fairly"}]
    assert lab.log_file.read_bytes().startswith(mine)
    assert (lab.folder / "answers (1).jsonl").exists()


def test_the_file_from_lab_goes_into_the_page(lesson: Opened, reader: Reader) -> None:
    (lab, in_lab), item = lesson, bank_item(BANK.contrasts["mrs-novak-rings"].shown[0])
    choose_option(scene(in_lab, item), item, "b", "Sure")
    expect(status(scene(in_lab, item))).to_contain_text("Saved in answers.jsonl")
    page = reader.open("notebooks/your-progress.html")
    page.get_by_label("Bring in answers from a file").set_input_files(lab.log_file)
    expect(page.locator(".ss-carry .ss-status")).to_contain_text("0 left out")
    page.goto(f"{reader.site}/{LESSON}.html")
    expect(scene(page, item).locator(".ss-result")).to_contain_text(item.options["b"])


BEFORE = "listening-01"
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def own_notebook(server: tuple[str, Path], context: BrowserContext) -> Opened:
    """A notebook of one's own beside a log: the figure and the table, today's practice, and one from before."""
    lab = Lab(*server, "own-notebook")
    answers.append(lab.log_file, "rating/collaboration/now", {"level": 3, "evidence": ""})
    answers.append(lab.log_file, BEFORE, {"best": "c", "worst": "d"}, LONG_AGO)
    name = write_notebook(
        lab,
        "mine.ipynb",
        "from softskills import my_profile, my_ratings, one_from_before, practice, save_profile",
        "save_profile('me.svg'); save_profile('me.pdf')\nsave_profile('me.png'); my_profile()",
        "my_ratings()",
        "practice()",
        f"one_from_before({BEFORE!r})",
    )
    return lab, opened(context, lab, name, 3)  # the practice, the scene in it, and the one from before


def test_figure_and_table_of_ones_own_log(own_notebook: Opened) -> None:
    lab, page = own_notebook
    figure = page.locator(".jp-OutputArea img")
    expect(figure).to_have_attribute("alt", re.compile(r"Collaboration: Now 3\."), timeout=60_000)
    expect(page.get_by_text(f"Read from {lab.log_file}: 1 self-rating.").first).to_be_visible()
    expect(page.locator(".jp-OutputArea table")).to_contain_text("collaboration", timeout=60_000)
    kinds = {name: (lab.folder / name).read_bytes()[:5] for name in ("me.svg", "me.pdf", "me.png")}
    assert kinds == {"me.svg": b"<?xml", "me.pdf": b"%PDF-", "me.png": b"\x89PNG\r"}


def test_every_kind_of_scenario_is_answered_and_kept(lesson: Opened) -> None:
    lab, page = lesson
    rated, ranked = bank_item("listening-05"), bank_item("listening-06")
    scenario = widget(page, rated.id)
    for letter, value in rated.key.effectiveness.items():
        option = scenario.locator("li.ss-option").filter(has_text=rated.options[letter])
        option.get_by_role("radio").nth(value - 1).check()
    check(scenario)
    expect(scenario.locator(".ss-result")).to_contain_text("Your score: 100 out of 100.")
    assert kept(lab, rated.id) == [{"ratings": rated.key.effectiveness, "sure": "fairly"}]

    scenario = widget(page, ranked.id)
    first = scenario.locator(".ss-option-text").first.text_content()
    scenario.get_by_role("button", name="Move down").first.click()
    assert scenario.locator(".ss-option-text").nth(1).text_content() == first
    check(scenario)
    expect(status(scenario)).to_contain_text("Saved in answers.jsonl")
    ((answered,),) = [kept(lab, ranked.id)]
    assert isinstance(answered, dict)
    assert ranked.options[answered["order"][1]] == first


def test_todays_practice_and_one_from_before_are_brought_by_the_kernel(own_notebook: Opened) -> None:
    (lab, page), item = own_notebook, bank_item(BEFORE)
    scene = page.locator(".ss-practice .ss-scenario")
    for one in (scene, page.locator(".ss-before .ss-scenario")):
        expect(one.get_by_role("heading", name=item.title, exact=True)).to_be_visible()
        assert one.locator("input:checked").count() == 0
    radio(scene, "Most effective", item.options["a"]).check()
    radio(scene, "Least effective", item.options["b"]).check()
    scene.get_by_role("button", name="Fairly sure").click()
    expect(page.locator(".ss-practice").get_by_role("button", name="Next scene")).to_be_visible()
    assert kept(lab, item.id)[-1] == {"best": "a", "worst": "b", "sure": "fairly", "brought": True}


def test_a_pair_is_kept_as_two_answers_and_there_after_a_restart(
    lab: Lab, open_notebook: Callable[[str, int], Page]
) -> None:
    write_course(lab.folder)
    page = open_notebook(write_notebook(lab, "pair.ipynb", "from softskills import pair\npair('forms')"), 1)
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    choose_option(scene(page, CHOOSE), CHOOSE, "a", "Sure")
    expect(status(scene(page, CHOOSE))).to_contain_text("Saved in answers.jsonl")
    expect(scene(page, CHOOSE).locator(".ss-result-title")).to_be_focused()
    choose_option(scene(page, SECOND), SECOND, "c", "Guessing")
    expect(status(scene(page, SECOND))).to_contain_text("Saved in answers.jsonl")
    expect(page.locator(".ss-side")).to_have_count(2)

    restart_and_run_all(page)

    for item, letter in ((CHOOSE, "a"), (SECOND, "c")):
        expect(status(scene(page, item))).to_contain_text("Saved in answers.jsonl")
        expect(scene(page, item).locator(".ss-result")).to_contain_text(item.options[letter])
    expect(page.locator(".ss-side")).to_have_count(2)
    assert kept(lab, CHOOSE.id) == [{"choice": "a", "sure": "sure"}]
    assert kept(lab, SECOND.id) == [{"choice": "c", "sure": "guessing"}]


STORY, OTHER = (item for item in BANK.items.values() if isinstance(item, PracticeStory))


@pytest.fixture(scope="module")
def stories(server: tuple[str, Path], context: BrowserContext) -> Opened:
    """Two stories in a notebook, the one above the other."""
    lab = Lab(*server, "stories")
    cells = [f"from softskills import scenario\nscenario({STORY.id!r})", f"scenario({OTHER.id!r})"]
    return lab, opened(context, lab, write_notebook(lab, "stories.ipynb", *cells), 2)


def choose_by_keyboard(story: Locator) -> str:
    """Make a choice, and end with the focus on the scene that it leads to."""
    story.get_by_role("radio").first.focus()
    story.page.keyboard.press("Space")
    story.page.keyboard.press("ArrowDown")
    chosen = story.get_by_role("radio", checked=True).get_attribute("value")
    story.page.keyboard.press("Enter")
    expect(story.locator(".ss-here .ss-scene-title")).to_be_focused()
    return str(chosen)


def test_a_story_by_keyboard_is_kept_and_there_after_a_restart(stories: Opened) -> None:
    lab, page = stories
    story = page.locator(".ss-story").first
    path: list[str] = []
    while not story.get_by_text("Ending:").count():
        path.append(choose_by_keyboard(story))
        expect(story.locator(".ss-status")).to_contain_text("Saved in answers.jsonl")
        assert kept(lab, f"{STORY.id}/run")[-1] == {"path": path}
    assert kept(lab, STORY.id) == [{"path": path}]
    shown = story.locator(".ss-scene").all_text_contents()

    restart_and_run_all(page)

    expect(story.locator(".ss-status")).to_contain_text("Saved in answers.jsonl")
    assert story.locator(".ss-scene").all_text_contents() == shown
    assert kept(lab, STORY.id) == [{"path": path}]


def test_choices_made_while_the_kernel_does_not_answer_are_all_kept_when_it_does(stories: Opened) -> None:
    lab, page = stories
    story, run = page.locator(".ss-story").nth(1), f"{OTHER.id}/run"
    path: list[str] = []
    kernel = lab.kernel_process()
    os.kill(kernel, signal.SIGSTOP)
    try:
        while not story.get_by_text("Ending:").count():
            path.append(choose_by_keyboard(story))
        expect(story.locator(".ss-status")).to_contain_text("Not saved: the kernel is not answering", timeout=15_000)
        assert kept(lab, OTHER.id) == kept(lab, run) == []
    finally:
        os.kill(kernel, signal.SIGCONT)
    expect(story.locator(".ss-status")).to_contain_text("Saved in answers.jsonl", timeout=15_000)
    assert kept(lab, OTHER.id) == [{"path": path}]
    assert kept(lab, run) == [{"path": path[:length]} for length in range(1, len(path) + 1)]


REFLECTION = "listening-reflection"
BEGUN = "<b>Nobody</b> has saved th"


@pytest.mark.trial
def test_what_is_typed_while_the_kernel_is_gone_is_there_again_and_one_hears_of_it_at_the_form(
    lab: Lab, open_notebook: Callable[[str, int], Page]
) -> None:
    name = write_notebook(lab, "draft.ipynb", f"from softskills import reflection\nreflection({REFLECTION!r})")
    page = open_notebook(name, 1)
    field = widget(page, REFLECTION).get_by_label("Your text")
    field.click()
    page.wait_for_timeout(3000)
    expect(status(widget(page, REFLECTION))).to_have_text("")  # its kernel answers
    field.blur()
    os.kill(lab.kernel_process(), signal.SIGKILL)
    page.locator(".jp-Dialog", has_text="Kernel Restarting").get_by_role("button").last.click()
    field.click()
    expect(status(widget(page, REFLECTION))).to_contain_text("The kernel is not answering.", timeout=15_000)
    expect(status(widget(page, REFLECTION))).to_contain_text("What you write stays in this browser.")
    field.press_sequentially(BEGUN)
    page.wait_for_timeout(500)
    expect(status(widget(page, REFLECTION))).to_contain_text("Changed, not saved yet. The kernel is not answering.")

    choose(page, "Run", "Run All Cells")

    expect(status(widget(page, REFLECTION))).to_have_text(
        "What you had begun here is back. It isn’t saved yet.", timeout=60_000
    )
    expect(field).to_have_value(BEGUN)
    page.close()
    page = open_notebook(name, 1)
    field = widget(page, REFLECTION).get_by_label("Your text")
    expect(field).to_have_value(BEGUN)
    assert kept(lab, REFLECTION) == []
    widget(page, REFLECTION).get_by_role("button", name="Save").click()
    expect(status(widget(page, REFLECTION))).to_contain_text("Saved in answers.jsonl")
    assert kept(lab, REFLECTION) == [{"text": BEGUN}]
    assert page.evaluate("Object.values(localStorage).filter(text => text.includes('Nobody'))") == []


@pytest.mark.trial
def test_the_same_item_in_two_kernels_stays_in_step_while_nobody_touches_it(
    lab: Lab, open_notebook: Callable[[str, int], Page]
) -> None:
    cell = f"from softskills import reflection\nreflection({REFLECTION!r})"
    one, other = (open_notebook(write_notebook(lab, f"{name}.ipynb", cell), 1) for name in ("one", "other"))
    widget(one, REFLECTION).get_by_label("Your text").fill("Said in one")
    widget(one, REFLECTION).get_by_role("button", name="Save").click()
    expect(widget(other, REFLECTION).get_by_label("Your text")).to_have_value("Said in one", timeout=15_000)
    expect(status(widget(other, REFLECTION))).to_contain_text("Saved in answers.jsonl")
    assert kept(lab, REFLECTION) == [{"text": "Said in one"}]
