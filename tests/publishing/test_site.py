"""The book as a site: it works in any place, keeps itself on the reader's device, and says what it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from softskills.publishing.site.policy import hash_of, policy_of, with_policy
from support.browser import Reader, wait_until_mounted
from support.pages import STORED, bank_item, check, radio, widget
from support.places import LESSON
from support.site_server import hosted

SEARCHES = json.loads((Path(__file__).parent / "everyday_searches.json").read_text("utf-8"))
KEEP_ALL = """async () => {
    await navigator.serviceWorker.register("/sw.js");
    const asked = new Promise((tell) => navigator.serviceWorker.addEventListener("message", tell, { once: true }));
    navigator.serviceWorker.startMessages();
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== "activated") await new Promise((tell) => active.addEventListener("statechange", tell));
    active.postMessage("keep-all");
    await asked;
    const [name, ...others] = await caches.keys();
    return others.length ? -1 : (await (await caches.open(name)).keys()).length }"""


def answered(page: Page) -> None:
    """Answer a scene, and wait until it is saved."""
    item = bank_item("listening-01")
    scenario = widget(page, item.id)
    radio(scenario, "Most effective", item.options["c"]).check()
    radio(scenario, "Least effective", item.options["d"]).check()
    check(scenario)
    expect(scenario.get_by_role("status")).to_contain_text("Saved in this browser")


# The search


@pytest.mark.browser
def test_everyday_searches_find_the_best_lesson_first(reader: Reader) -> None:
    page = reader.open("search.html")
    found = {}
    for question, _ in SEARCHES:
        page.get_by_label("What are you looking for?").fill(question)
        page.get_by_label("What are you looking for?").press("Enter")
        expect(page.locator(".search-said")).to_contain_text(f"found for “{question}”")
        found[question] = Path(page.locator(".search-results a").first.evaluate("a => a.pathname")).stem
    assert {question: found[question] for question, best in SEARCHES if found[question] not in best} == {}


@pytest.mark.browser
def test_a_search_finds_what_a_scene_says_and_leads_to_it_and_nothing_that_its_key_says(reader: Reader) -> None:
    item = bank_item("listening-01")
    page = reader.open(f"search.html?q={'+'.join(item.options['c'].split())}")
    expect(page.locator(".search-results a").first).to_have_attribute(
        "href", re.compile(rf"{LESSON}\.html#item-{item.id}$")
    )
    data = page.evaluate("async () => (await fetch('_static/softskills/search.js')).text()")
    assert json.dumps(item.stem.split("\n")[0][:60], ensure_ascii=False)[1:-1] in data
    for text in item.key.feedback.values():
        assert json.dumps(text[:60], ensure_ascii=False)[1:-1] not in data


@pytest.mark.browser
def test_nothing_is_loaded_for_a_search_before_there_is_something_to_look_for(reader: Reader) -> None:
    page = reader.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{reader.site}/search.html")
    expect(page.get_by_label("What are you looking for?")).to_be_focused()
    assert not [url for url in asked if "softskills/" in url]
    page.goto(f"{reader.site}/{LESSON}.html")
    assert not [
        url
        for url in asked
        if "search" in url.rpartition("/")[2] and "search.html" not in url and "softskills-search" not in url
    ]


@pytest.mark.browser
def test_a_search_is_in_the_address_and_going_back_leads_to_the_one_before(reader: Reader) -> None:
    page = reader.open("search.html?q=mentor")
    said = page.locator(".search-said")
    expect(said).to_contain_text("found for “mentor”")
    page.get_by_label("What are you looking for?").fill("<zebra>")
    page.get_by_role("button", name="Search", exact=True).last.click()
    expect(said).to_contain_text("Nothing found for “<zebra>”")
    page.go_back()
    expect(said).to_contain_text("found for “mentor”")


@pytest.mark.browser
def test_without_javascript_the_search_says_so(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(java_script_enabled=False).open("search.html")
    expect(page.get_by_text("The search runs in your browser, with JavaScript, which is off.")).to_be_visible()


# In any place


@pytest.mark.browser
def test_from_a_folder_a_page_answers_and_the_search_finds(browser: Browser, built_book: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((built_book / f"{LESSON}.html").as_uri())
    wait_until_mounted(page)
    answered(page)
    page.goto((built_book / "notebooks/your-progress.html").as_uri())
    wait_until_mounted(page)
    page.goto(f"{(built_book / 'search.html').as_uri()}?q=mentor")
    page.locator(".search-results a").first.click()
    expect(page).to_have_title(re.compile("mentor"))
    context.close()
    # Browsers give no fonts to a page in a folder: it has the reader's own.
    assert [text for text in faults if "font" not in text and "ERR_FAILED" not in text] == []


@pytest.mark.browser
def test_a_lost_page_leads_home_from_any_depth_of_any_folder(browser: Browser, built_book: Path) -> None:
    with hosted(built_book, "/courses/soft") as site:
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        for path in ("gone.html", "notebooks/deeper/still/find-a-mentor.html"):
            page.goto(f"{site}/{path}")
            expect(page.get_by_role("heading", name="This page isn’t here")).to_be_visible()
            expect(page.get_by_role("link", name="To the first page")).to_have_attribute(
                "href", re.compile(r"^/courses/soft/\w+")
            )
        expect(page.get_by_label("Or look for something")).to_have_value("find a mentor")
        page.get_by_role("button", name="Search").click()
        expect(page).to_have_url(f"{site}/search.html?q=find+a+mentor")
        context.close()


# Offline


def keep_all(page: Page, files: int) -> None:
    """Let the browser keep the course, as a page does it over https, until so many files are there."""
    assert page.evaluate(KEEP_ALL) == files


def listed(folder: Path) -> dict[str, str]:
    """The files that the service worker of a built book knows, with their hashes."""
    text = (folder / "sw.js").read_text("utf-8")
    return json.loads(re.search(r'"files":(\{.*?\})', text)[1])  # type: ignore[index,no-any-return]


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    return browser.new_context()


@pytest.mark.browser
def test_after_one_visit_the_course_is_there_without_a_network(context: BrowserContext, built_book: Path) -> None:
    with hosted(built_book) as site:
        page = context.new_page()
        page.goto(f"{site}/{LESSON}.html")
        wait_until_mounted(page)
        answered(page)
        keep_all(page, len(listed(built_book)))
    page.goto(f"{site}/{LESSON}.html")  # nobody is there any longer
    wait_until_mounted(page)
    expect(widget(page, "listening-01").get_by_role("status")).to_contain_text("Saved in this browser")
    page.goto(f"{site}/notebooks/todays-practice.html")
    wait_until_mounted(page)
    page.goto(f"{site}/search.html?q=mentor")
    expect(page.locator(".search-said")).to_contain_text("found for “mentor”")
    page.goto(f"{site}/notebooks/gone.html")
    expect(page.get_by_role("heading", name="This page isn’t here")).to_be_visible()
    context.close()


@pytest.mark.browser
def test_a_new_release_replaces_the_old_one_and_touches_no_answer(
    context: BrowserContext, built_book: Path, tmp_path: Path
) -> None:
    release = shutil.copytree(built_book, tmp_path / "site")
    with hosted(release) as site:
        page = context.new_page()
        page.goto(f"{site}/{LESSON}.html")
        wait_until_mounted(page)
        answered(page)
        before = page.evaluate(STORED)
        keep_all(page, len(listed(release)))

        changed = release / "book" / "privacy.html"
        changed.write_text(changed.read_text("utf-8").replace("</h1>", " anew</h1>", 1), "utf-8")
        files = listed(release)
        worker = (release / "sw.js").read_text("utf-8").replace(files["book/privacy.html"], hash_in(changed))
        gone = "book/threat-model.html"
        (release / gone).unlink()
        (release / "sw.js").write_text(re.sub(rf'"{gone}":"\w+",', "", worker), "utf-8")
        page.evaluate("""async () => {
            const taken = new Promise((tell) => navigator.serviceWorker.addEventListener("controllerchange", tell));
            await (await navigator.serviceWorker.ready).update();
            await taken }""")
        keep_all(page, len(files) - 1)
        assert page.evaluate(STORED) == before
    page.goto(f"{site}/book/privacy.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("anew")
    page.goto(f"{site}/{LESSON}.html")
    wait_until_mounted(page)
    context.close()


def hash_in(file: Path) -> str:
    from hashlib import sha256

    return sha256(file.read_bytes()).hexdigest()[:10]


def test_the_worker_knows_every_page_by_what_it_holds(built_book: Path) -> None:
    files = listed(built_book)
    assert {name: hash_in(built_book / name) for name in files} == files
    pages = {file.relative_to(built_book).as_posix() for file in built_book.rglob("*.html")}
    assert pages - set(files) <= {"genindex.html", "index.html"}
    assert {"_static/softskills.js", "_static/softskills/catalogue.js", "_static/copybutton.js"} <= set(files)
    assert "sw.js" not in files


def test_no_reader_is_sent_what_themes_leave_behind(built_book: Path) -> None:
    static = {name for name in listed(built_book) if name.startswith("_static/")}
    assert not [name for name in static if re.search(r"locales/|\.map$|logo_|sphinx-book-theme|fontawesome", name)]
    assert {"_static/theme.css", "_static/fonts/fraunces-basic-600-normal.woff2"} <= static, "a sheet's files stay"
    pages = "".join(page.read_text("utf-8") for page in built_book.rglob("*.html") if page.name != "genindex.html")
    for name in re.findall(r'(?:src|href)="(?:\.\./)*(_static/[^"?#]+)', pages):
        assert name in static, name


# A file of one's own

# The file system of the page itself stands in for the reader's: no test can choose a file in a dialogue.
PICK = """window.showSaveFilePicker = async () =>
    (await navigator.storage.getDirectory()).getFileHandle("answers.jsonl", { create: true })"""
READ = """async () => {
    const file = await (await navigator.storage.getDirectory()).getFileHandle("answers.jsonl", { create: true });
    return (await file.getFile()).text() }"""
WRITTEN = f"""async (text) => {{
    const read = {READ};
    const isThere = () => read().then((all) => all.includes(text), () => false);  // a file that is just being replaced
    while (!(await isThere())) await new Promise(requestAnimationFrame) }}"""


@pytest.mark.browser
def test_a_file_of_ones_own_gets_each_answer_and_keeps_what_it_has(reader: Reader) -> None:
    reader.context.add_init_script(PICK)
    page = reader.lesson()
    page.evaluate("""async () => {
        const file = await showSaveFilePicker();
        const stream = await file.createWritable();
        await stream.write("a line of somebody else\\n");
        await stream.close() }""")
    answered(page)
    page.goto(f"{reader.site}/notebooks/your-progress.html")
    wait_until_mounted(page)
    page.get_by_role("button", name="Keep a file of my own up to date").click()
    expect(page.get_by_text("After each answer, answers.jsonl gets what’s new.")).to_be_visible()
    text = page.evaluate(READ)
    assert text.startswith("a line of somebody else\n")
    assert '"item":"listening-01"' in text

    lesson = reader.lesson()
    widget(lesson, "listening-reflection").get_by_label("Your text").fill("I asked, and waited.")
    lesson.keyboard.press("Tab")
    lesson.evaluate(WRITTEN, "I asked, and waited.")
    page.bring_to_front()
    page.get_by_role("button", name="Erase my answers").click()
    page.get_by_role("button", name="Erase them").click()
    expect(page.get_by_role("button", name="Keep a file of my own up to date")).to_be_visible()
    assert page.evaluate(READ).startswith(text)


# What a page says of itself


def test_every_page_of_the_contents_has_a_title_a_description_and_its_licence(built_book: Path) -> None:
    seen: dict[str, str] = {}
    for name in listed(built_book):
        page = (built_book / name).read_text("utf-8") if name.endswith(".html") else ""
        if not page or '<meta name="robots" content="noindex">' in page or 'http-equiv="refresh"' in page.lower():
            continue
        title = re.findall(r"<title>([^<]*)</title>", page)[0]
        assert title == "Building Soft Skills" or title.endswith(" · Building Soft Skills"), name
        about = re.findall(r'<meta name="description" content="([^"]+)">', page)
        assert len(about) == 1, name
        assert 40 <= len(about[0]) <= 200, (name, about)
        assert seen.setdefault(title, name) == name, f"{name} has the title of {seen[title]}"
        data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
        assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert data["author"]["name"] == "Building Soft Skills contributors"
    assert len(seen) > 35


def test_the_policy_names_each_script_within_a_page_once_and_no_data() -> None:
    page = '<meta charset="utf-8"><script>a</script><script src="x.js"></script><script>a</script>'
    page += '<script type="application/json">{}</script>'
    assert policy_of(page).count("sha256-") == 1
    assert hash_of("a") in with_policy(page)
    assert with_policy(page).index("Content-Security-Policy") < with_policy(page).index("<script>")
