"""Prints a workbook as a PDF: once to learn on which sheet everything comes to stand, and once with these numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

from softskills.course import Course
from softskills.publishing.workbook.assembling import with_pages, workbook_html


def print_workbook(course: Course, html: Path, file: Path, browser: str | None = None) -> int:
    """Print the workbook of a course whose built book is in `html`, and return how many pages it has.

    `browser` is the path of Chrome or Chromium; without it Playwright's own is taken. The page that is printed is left
    beside the PDF. Raises what `workbook_html` raises, OSError, and Playwright's Error for a browser that doesn't run.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    page = file.with_suffix(".html")
    text = workbook_html(course, html, file.parent, date.today().isoformat())
    with opened(browser) as found:
        pages = None
        for _ in range(2):
            page.write_text(with_pages(text, pages), "utf-8")
            pdf = pdf_of(found, page)
            pages = sheets(pdf)
    file.write_bytes(pdf)
    return len(PdfReader(io.BytesIO(pdf)).pages)


def sheets(pdf: bytes) -> dict[str, int]:
    """The number of the sheet, from 1, on which each anchor stands that a link leads to."""
    reader = PdfReader(io.BytesIO(pdf))
    found = {name: reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()}
    return {name.lstrip("/"): number + 1 for name, number in found.items() if number is not None}


@contextmanager
def opened(path: str | None) -> Iterator[Browser]:
    """A browser that prints: Chrome or Chromium at `path`, or Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


def pdf_of(browser: Browser, page: Path) -> bytes:
    """The page needs no script, and gets none."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(page.absolute().as_uri())
    pdf = tab.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    context.close()
    return pdf
